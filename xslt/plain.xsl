<?xml version="1.0" encoding="UTF-8"?>
<!--
  Plain text and Markdown (CommonMark with footnotes).
  Input: an edition made by core/prepare.xsl. Output: blocks between empty lines, each on one line, notes after the
  unit that calls them; with $markdown, marks for headings, emphasis, quotations, lists, tables and notes.
-->
<xsl:package name="urn:rubricator:plain" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <!-- yes for Markdown -->
  <xsl:param name="markdown" as="xs:string" select="''"/>
  <xsl:variable name="marked" as="xs:boolean" select="$markdown = 'yes'"/>

  <xsl:mode on-no-match="fail"/>
  <xsl:mode name="blocks" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="words" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:key name="note" match="note[@rb:call]" use="@xml:id"/>

  <xsl:template match="/" as="node()*">
    <xsl:variable name="facts" as="element(rb:facts)" select="rb:edition/rb:facts"/>
    <xsl:variable name="blocks" as="xs:string*">
      <xsl:sequence select="('# '[$marked] || f:escape($facts/rb:title)), $facts/rb:subtitle/f:escape(.),
                            string-join($facts/rb:author, ', ')[.] ! f:escape(.), $facts/rb:imprint/f:escape(.)"/>
      <xsl:apply-templates select="rb:edition/text/div" mode="blocks"/>
    </xsl:variable>
    <xsl:value-of select="string-join($blocks[normalize-space()], '&#xA;&#xA;') || '&#xA;'"/>
  </xsl:template>

  <!-- ~~~ blocks, each a string -->

  <!-- an element: its blocks, and as blocks of their own the words between them -->
  <xsl:template match="*" mode="blocks" as="xs:string*" priority="-1">
    <xsl:for-each-group select="node()" group-adjacent="f:stands-alone(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()" mode="blocks"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="f:line(current-group())[.]"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:function name="f:stands-alone" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::div | self::head | self::p | self::ab | self::lg | self::l | self::list | self::item
        | self::sp | self::table | self::castList | self::castItem | self::floatingText | self::epigraph | self::opener | self::closer
        | self::postscript | self::address | self::addrLine | self::dateline | self::salute | self::signed | self::trailer | self::byline
        | self::argument | self::body
        | self::front | self::back | self::figure | self::milestone | self::docAuthor[not(parent::byline)] | self::docDate
        | self::docImprint | self::titlePart
        | self::cit[quote/@rend = 'block'] | self::quote[@rend = 'block'] | self::said[@rend = 'block']
        | self::note[not(@rb:call or @place = 'inline')]
        | self::stage[parent::div or parent::sp or parent::lg or parent::castList or parent::body] | self::speaker[parent::sp]))"/>
  </xsl:function>

  <xsl:template match="div" mode="blocks" as="xs:string*" priority="1">
    <xsl:next-match/>
    <xsl:if test="@rb:unit"><xsl:apply-templates select=".//note[@rb:call]" mode="note"/></xsl:if>
  </xsl:template>

  <!-- an untitled section: a rule in Markdown, in plain text one more empty line -->
  <xsl:template match="div[@type = 'section'][not(head)][preceding-sibling::*]" mode="blocks" as="xs:string*" priority="2">
    <xsl:variable name="inner" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="if ($marked) then ('* * *', $inner) else ('&#xA;' || head($inner), tail($inner))"/>
  </xsl:template>

  <xsl:template match="figure[graphic]" mode="blocks" as="xs:string*" priority="1">
    <xsl:sequence select="('![' || f:escape(graphic/@rb:alt) || '](html/' || graphic/@url || ')')[$marked], f:line(* except graphic)[.]"/>
  </xsl:template>

  <xsl:template match="head" mode="blocks" as="xs:string">
    <xsl:variable name="line" as="xs:string" select="string-join((rb:line ! f:head-line(.), f:line(node()[not(self::rb:line)])[.]), ' ')"/>
    <xsl:sequence select="(substring('######', 1, min((6, xs:integer(@rb:level) + 1))) || ' ')[$marked][current()/@rb:level] || $line"/>
  </xsl:template>

  <!-- between the lines of a heading a colon, where no mark of the print stands -->
  <xsl:function name="f:head-line" as="xs:string">
    <xsl:param name="line" as="element(rb:line)"/>
    <xsl:variable name="words" as="xs:string" select="f:line($line/node())"/>
    <xsl:sequence select="$words || ':'[$line/following-sibling::rb:line][matches($words, '[\p{L}\p{N}]$')]"/>
  </xsl:function>

  <xsl:template match="ab[@type = 'separator'] | milestone" mode="blocks" as="xs:string">
    <xsl:sequence select="'* * *'"/>
  </xsl:template>

  <xsl:template match="ab[@type = 'preformatted']" mode="blocks" as="xs:string">
    <xsl:sequence select="if ($marked) then replace(., '^(.)', '    $1', 'm') else string(.)"/>
  </xsl:template>

  <!-- a motto that is a quotation is set off once -->
  <xsl:template match="epigraph//quote[@rend = 'block']" mode="blocks" as="xs:string*" priority="1">
    <xsl:for-each select="node()[f:stands-alone(.)]"><xsl:apply-templates select="." mode="blocks"/></xsl:for-each>
    <xsl:sequence select="f:line(node()[not(f:stands-alone(.))])[.]"/>
  </xsl:template>

  <!-- set off: quotations, letters, mottoes -->
  <xsl:template match="quote | said | floatingText | epigraph | argument" mode="blocks" as="xs:string">
    <xsl:variable name="inner" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="string-join(tokenize(string-join($inner, '&#xA;&#xA;'), '&#xA;') ! (if ($marked) then replace('> '
        || ., '\s+$', '') else if (.) then '    ' || . else ''), '&#xA;')"/>
  </xsl:template>

  <!-- verse keeps its indents, and begins where a shared line before it ends; Markdown takes spaces of another width -->
  <xsl:template match="l" mode="blocks" as="xs:string">
    <xsl:variable name="steps" as="xs:integer" select="xs:integer((tokenize(@rend)[starts-with(., 'indent(')] ! replace(.,
        '\D', ''), '0')[1])"/>
    <xsl:variable name="before" as="xs:integer" select="(2 * $steps, xs:integer((@rb:shift, 0)[1])) => max()"/>
    <xsl:sequence select="f:spaces($before) || f:line(node())"/>
  </xsl:template>

  <xsl:function name="f:spaces" as="xs:string">
    <xsl:param name="width" as="xs:integer"/>
    <xsl:sequence select="string-join(if ($marked) then (1 to $width idiv 2) ! '&#x2003;' else (1 to $width) ! ' ')"/>
  </xsl:function>

  <!-- stanzas stand apart, their lines together; a title above them -->
  <xsl:template match="lg" mode="blocks" as="xs:string">
    <xsl:variable name="lines" as="xs:string*"><xsl:apply-templates select="* except head" mode="blocks"/></xsl:variable>
    <xsl:variable name="head" as="xs:string*"><xsl:apply-templates select="head" mode="blocks"/></xsl:variable>
    <xsl:sequence select="string-join(($head, string-join($lines, if (lg) then '&#xA;&#xA;' else f:line-end())), '&#xA;&#xA;')"/>
  </xsl:template>

  <xsl:template match="sp[l]" mode="blocks" as="xs:string">
    <xsl:variable name="lines" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="string-join($lines, f:line-end())"/>
  </xsl:template>

  <xsl:function name="f:line-end" as="xs:string">
    <xsl:sequence select="'\'[$marked] || '&#xA;'"/>
  </xsl:function>

  <xsl:template match="list | castList" mode="blocks" as="xs:string">
    <xsl:variable name="items" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="string-join($items, '&#xA;')"/>
  </xsl:template>

  <xsl:template match="item | castItem" mode="blocks" as="xs:string">
    <xsl:variable name="inner" as="xs:string*"><xsl:next-match/></xsl:variable>
    <xsl:sequence select="'- '[$marked] || replace(string-join($inner, '&#xA;'), '&#xA;', '&#xA;  ')"/>
  </xsl:template>

  <xsl:template match="table" mode="blocks" as="xs:string*">
    <xsl:sequence select="head ! f:line(node())"/>
    <xsl:variable name="width" as="xs:integer" select="max((row ! count(cell), 1))"/>
    <xsl:variable name="rows" as="xs:string*" select="row ! f:row((cell ! f:line(node()), ((count(cell) + 1) to $width) ! ''))"/>
    <xsl:sequence select="string-join(($rows[1], f:row((1 to $width) ! '---')[$marked], tail($rows)), '&#xA;')"/>
  </xsl:template>

  <xsl:function name="f:row" as="xs:string">
    <xsl:param name="cells" as="xs:string*"/>
    <xsl:sequence select="if ($marked) then '| ' || string-join($cells ! replace(., '\|', '\\|'), ' | ') || ' |'
        else string-join($cells, '&#x9;')"/>
  </xsl:function>

  <!-- ~~~ notes -->

  <xsl:mode name="note" on-no-match="fail"/>
  <xsl:template match="note" mode="note" as="xs:string">
    <xsl:variable name="inner" as="xs:string*">
      <xsl:for-each select="*"><xsl:apply-templates select="." mode="blocks"/></xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="f:call(.) || ':'[$marked] || ' ' || replace(string-join($inner, '&#xA;&#xA;'), '&#xA;(.)', '&#xA;    $1')"/>
  </xsl:template>

  <xsl:function name="f:call" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="if ($marked) then '[^' || $note/@xml:id || ']' else '[' || $note/@n || ']'"/>
  </xsl:function>

  <!-- ~~~ words -->

  <xsl:function name="f:line" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="words" as="xs:string*"><xsl:apply-templates select="$nodes" mode="words"/></xsl:variable>
    <xsl:sequence select="normalize-space(string-join($words)) => f:emphasized()"/>
  </xsl:function>

  <!-- marks of emphasis, of which two that touch are none: one word in two pieces is one -->
  <xsl:variable name="italic" as="xs:string" select="'&#xE0F0;'"/>
  <xsl:variable name="bold" as="xs:string" select="'&#xE0F1;'"/>
  <xsl:function name="f:emphasized" as="xs:string">
    <xsl:param name="line" as="xs:string"/>
    <xsl:sequence select="if ($marked) then replace($line, $italic || $italic || '|' || $bold || $bold, '') => replace($italic, '*')
        => replace($bold, '**') else $line"/>
  </xsl:function>

  <!-- CommonMark 2.4: what would be read as a mark takes a backslash -->
  <xsl:function name="f:escape" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if ($marked) then replace($text, '([\\`*_\[\]&lt;>#])', '\\$1')
        => replace('^(\s*\d*)([-+.)])(\s)', '$1\\$2$3') else $text"/>
  </xsl:function>

  <xsl:template match="text()" mode="words" as="xs:string"><xsl:sequence select="f:escape(.)"/></xsl:template>

  <xsl:template match="*" mode="words" priority="-1" as="node()*"><xsl:sequence select="f:unknown(.)"/></xsl:template>

  <xsl:template match="persName | placeName | orgName | rs | name | bibl | date | ref | said | quote | cit | corr | sic
      | supplied | role | roleDesc
                       | title[@level = 'a'] | rb:line | p | l | head | row | cell | docAuthor" mode="words" as="xs:string*">
    <xsl:apply-templates mode="words"/>
  </xsl:template>

  <xsl:template match="label" mode="words" as="xs:string*" priority="1">
    <xsl:apply-templates mode="words"/>
    <xsl:sequence select="' '"/>
  </xsl:template>

  <xsl:template match="hi | title | foreign | stage" mode="words" as="xs:string"><xsl:sequence
      select="f:between($italic, .)"/></xsl:template>
  <xsl:template match="(hi | title | foreign | stage)//(hi | title | foreign)" mode="words" as="xs:string*"
      priority="1"><xsl:apply-templates mode="words"/></xsl:template>
  <xsl:template match="hi[@rend = ('bold', 'strong')] | speaker" mode="words" as="xs:string"><xsl:sequence
      select="f:between($bold, .)"/></xsl:template>
  <xsl:template match="hi[@rend = ('smallcaps', 'small-caps', 'superscript')]" mode="words" as="xs:string*"><xsl:apply-templates
      mode="words"/></xsl:template>

  <!-- marks embrace words, never spaces -->
  <xsl:function name="f:between" as="xs:string">
    <xsl:param name="mark" as="xs:string"/>
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="inner" as="xs:string*"><xsl:apply-templates select="$element/node()" mode="words"/></xsl:variable>
    <xsl:variable name="words" as="xs:string" select="string-join($inner)"/>
    <xsl:sequence select="if ($marked and normalize-space($words)) then replace($words, '^(\s*)(\S(.*\S)?)(\s*)$', '$1'
        || $mark || '$2' || $mark || '$4', 's') else $words"/>
  </xsl:function>

  <xsl:template match="note[@rb:call]" mode="words" as="xs:string"><xsl:sequence select="f:call(.)"/></xsl:template>
  <xsl:template match="note" mode="words" as="xs:string*"><xsl:apply-templates mode="words"/></xsl:template>
  <xsl:template match="ref[@type = 'noteref']" mode="words" as="xs:string" priority="1">
    <xsl:sequence select="(key('note', f:id(@target)) ! f:call(.), '[' || @n || ']')[1]"/>
  </xsl:template>
  <xsl:template match="pb" mode="words" as="empty-sequence()"/>
  <xsl:template match="pb" mode="blocks" as="empty-sequence()"/>
  <xsl:template match="gap" mode="words" as="xs:string"><xsl:sequence select="' ' || f:escape('[…]')"/></xsl:template>

  <!-- a block that stands by itself where words are wanted, or words where blocks are -->
  <xsl:template match="speaker | stage" mode="blocks" as="xs:string"><xsl:sequence select="f:line(.)"/></xsl:template>
</xsl:package>
