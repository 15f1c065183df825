<?xml version="1.0" encoding="UTF-8"?>
<!--
  Print: a Typst document for the PDF.
  Input: an edition made by core/prepare.xsl. Output: Typst source that says what things are; how they look is in
  assets/edition.typ. Text enters only as escaped strings, by f:string; beside them stand spaces and calls, nothing else.
-->
<xsl:package name="urn:rubricator:print" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <!-- address of the Typst style of the edition's own, if any: it comes after the house style -->
  <xsl:param name="own-style" as="xs:string" select="''"/>
  <!-- ids of notes that Typst set on another page than their calls -->
  <xsl:param name="astray" as="xs:string" select="''"/>

  <xsl:mode on-no-match="fail"/>
  <xsl:mode name="print" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="back" on-no-match="fail" on-multiple-match="fail"/>

  <!-- ~~~ text and calls -->

  <!-- outer spaces stay outside the string, where Typst joins and trims them -->
  <xsl:template match="text()" mode="print back" as="text()*">
    <xsl:variable name="words" as="xs:string" select="normalize-space(.)"/>
    <xsl:value-of separator="" select="' '[$words = '' or not(starts-with(current(), substring($words, 1, 1)))], ('#'
        || f:string($words))[$words],
        ' '[$words][not(ends-with(current(), substring($words, string-length($words))))]"/>
  </xsl:template>

  <xsl:template match="*" mode="print" priority="-1" as="text()*">
    <xsl:sequence select="f:unknown(.)"/>
  </xsl:template>

  <xsl:template match="ab[@type = 'preformatted']//text()" mode="print" priority="1" as="text()*">
    <xsl:value-of select="'#' || f:string(.)"/>
  </xsl:template>

  <!-- #name(arguments)[content] -->
  <xsl:template name="call" as="text()*">
    <xsl:param name="name" as="xs:string" select="local-name()"/>
    <xsl:param name="arguments" as="xs:string*"/>
    <xsl:param name="content" as="node()*" select="node()"/>
    <xsl:value-of select="'#' || $name || ('(' || string-join($arguments, ', ') || ')')[exists($arguments)]"/>
    <xsl:text>[</xsl:text>
    <xsl:apply-templates select="$content" mode="#current"/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <!-- the same on a line of its own -->
  <xsl:template name="block" as="text()*">
    <xsl:param name="name" as="xs:string" select="local-name()"/>
    <xsl:param name="arguments" as="xs:string*"/>
    <xsl:param name="content" as="node()*" select="node()"/>
    <xsl:text>&#xA;</xsl:text>
    <xsl:call-template name="call">
      <xsl:with-param name="name" select="$name"/>
      <xsl:with-param name="arguments" select="$arguments"/>
      <xsl:with-param name="content" select="$content"/>
    </xsl:call-template>
    <xsl:text>&#xA;</xsl:text>
  </xsl:template>

  <!-- ~~~ the book -->

  <xsl:template match="/" as="text()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="rb:edition" as="text()*">
    <xsl:text>#import "edition.typ": *&#xA;</xsl:text>
    <xsl:apply-templates select="rb:facts" mode="back"/>
    <xsl:text>&#xA;#show: main-matter&#xA;</xsl:text>
    <xsl:for-each-group select="text/div" group-starting-with="div[not(f:runs-on(.))]">
      <xsl:choose>
        <xsl:when test="count(current-group()) = 1"><xsl:apply-templates select="." mode="print"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="unit">
            <xsl:with-param name="content"><xsl:apply-templates select="current-group()" mode="sequel"/></xsl:with-param>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
    <xsl:value-of select="'&#xA;#show: back-matter&#xA;#end-notes(' || f:string(f:word('notes')) || ')&#xA;'"/>
    <xsl:for-each-group select="f:apparatus(.)[not(self::rb:exchanges)]" group-adjacent="exists(self::rb:index)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:call-template name="indexes"><xsl:with-param name="indexes" select="current-group()"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="current-group()" mode="back"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- the house style, the edition's own, then what stands before the text -->
  <xsl:template match="rb:facts" mode="back" as="text()*">
    <xsl:variable name="year" as="xs:string?" select="f:parts(@date)[1] ! f:year(.)"/>
    <xsl:text>#let words = (</xsl:text>
    <xsl:value-of separator=", " select="
        ('contents', 'editor', 'attachment', 'attachment-authority') ! (. || ': ' || f:string(f:word(.)))"/>
    <xsl:text>)&#xA;#show: edition.with(</xsl:text>
    <xsl:value-of separator=", " select="
        'title: ' || f:string(rb:title), 'subtitle: ' || f:string(rb:subtitle[1]),
        'authors: ' || f:array(rb:author), 'language: ' || f:string(f:language($language)),
        'keywords: ' || f:array(rb:keyword), 'description: ' || f:string((rb:abstract, rb:subtitle)[1])"/>
    <xsl:text>)&#xA;</xsl:text>
    <xsl:value-of select="$own-style[.] ! (unparsed-text(.) || '&#xA;')"/>
    <xsl:value-of select="'#half-title(' || f:string(rb:title) || ')&#xA;'"/>
    <xsl:text>#title-page(</xsl:text>
    <xsl:value-of separator=", " select="
        f:string(rb:title), f:array(rb:subtitle), f:array(rb:author),
        f:array((rb:editor ! (f:word('editor') || ' ' || .), rb:contributor[@role = 'trl'] ! (f:word('translator') || ' ' ||
            normalize-space(.)))),
        f:array(rb:imprint), f:array((rb:publisher[normalize-space()], rb:place, $year))"/>
    <xsl:text>)&#xA;#imprint-page</xsl:text>
    <xsl:value-of select="'(' || string-join((rb:statement, f:word('colophon-print')) ! f:string(string(.)), ', ') || ')'"/>
    <xsl:text>&#xA;#contents-page(words)&#xA;#attach-files(words)&#xA;</xsl:text>
  </xsl:template>

  <xsl:function name="f:array" as="xs:string">
    <xsl:param name="values" as="item()*"/>
    <xsl:sequence select="'(' || string-join($values ! (f:string(string(.)) || ',')) || ')'"/>
  </xsl:function>

  <!-- Typst wants a code of two or three letters -->
  <xsl:function name="f:language" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:sequence select="(tokenize($tag, '-')[1][matches(., '^[a-z]{2,3}$')], 'en')[1]"/>
  </xsl:function>

  <!-- ~~~ divisions -->

  <xsl:template match="div" mode="print" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <!-- a chapter on pages of its own; a text that has no heading at all opens with the title of the book -->
  <xsl:template match="text/div" mode="print" as="text()*">
    <xsl:call-template name="unit">
      <xsl:with-param name="content">
        <xsl:value-of select="('&#xA;#drop-title(' || f:string(/rb:edition/rb:facts/rb:title) || ', '
            || f:string(/rb:edition/rb:facts/rb:subtitle[1]) || ')&#xA;')
            [empty(current()/../div//head[@rb:level]) and empty(current()/preceding-sibling::div)]"/>
        <xsl:apply-templates select="." mode="unit"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="unit" as="text()*">
    <xsl:param name="content" as="document-node()"/>
    <xsl:text>&#xA;#unit(</xsl:text>
    <xsl:value-of select="f:string('start.' || @xml:id), f:string(f:running(.)),
        'alone: ' || (@type = 'dedication' or exists(head) and empty(* except (head, byline, docAuthor, epigraph, docImprint,
        docDate)))" separator=", "/>
    <xsl:text>)[&#xA;</xsl:text>
    <xsl:value-of select="$content"/>
    <xsl:text>]&#xA;</xsl:text>
  </xsl:template>

  <xsl:mode name="unit" on-no-match="fail"/>
  <xsl:template match="div" mode="unit" as="text()*">
    <xsl:if test="key('entry', @xml:id)"><xsl:call-template name="section-break"/></xsl:if>
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <!-- scenes and letters do not begin a page, each after the one before it does -->
  <xsl:function name="f:runs-on" as="xs:boolean">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:variable name="before" as="element(div)?" select="$unit/preceding-sibling::div[1]"/>
    <xsl:sequence select="$before/@rb:level = $unit/@rb:level and ($unit/@type = ('scene', 'letter', 'entry')
        and $before/@type = $unit/@type or f:short-poem($unit) and f:short-poem($before))"/>
  </xsl:function>

  <!-- a sonnet with a number for its title: several stand on a page -->
  <xsl:function name="f:short-poem" as="xs:boolean">
    <xsl:param name="unit" as="element(div)?"/>
    <xsl:sequence select="exists($unit[f:only-number(string(f:heading(.)))][lg | l][empty(p | div | sp)][count(.//l) le 20])"/>
  </xsl:function>

  <xsl:mode name="sequel" on-no-match="fail"/>
  <xsl:template match="div" mode="sequel" as="text()*">
    <xsl:value-of select="'&#xA;#sequel(' || f:string('start.' || @xml:id || '.again'[f:runs-on(current()) = false()]) || ', '
        || f:string(f:running(.)) || ')[&#xA;'"/>
    <xsl:apply-templates select="." mode="unit"/>
    <xsl:text>]&#xA;</xsl:text>
  </xsl:template>

  <xsl:function name="f:heading" as="element(head)?">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:sequence select="$unit/(head, lg[1][not(preceding-sibling::*)]/head)[1]"/>
  </xsl:function>

  <!-- what the head of the page says -->
  <xsl:function name="f:running" as="xs:string">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:variable name="act" as="element(head)?" select="$unit[@type = 'scene']/preceding-sibling::div[@type = 'act'][1]/head[1]"/>
    <xsl:sequence select="f:opening(string-join(($act, $unit/(head, lg[1]/head)[1]) ! f:running-words(.)[.], ' · '), 60)"/>
  </xsl:function>

  <xsl:function name="f:running-words" as="xs:string">
    <xsl:param name="head" as="element(head)?"/>
    <xsl:variable name="line" as="element()?" select="($head/rb:line[@type = ('title', 'main')], $head/rb:line)[1]"/>
    <xsl:sequence select="string-join($line//text()[not(ancestor::note)]) => replace('[.:—–]\s*$', '')"/>
  </xsl:function>

  <!-- sections without a head: white between them; the contents name them by their first words if there are no heads -->
  <xsl:template match="div[not(@rb:unit)][@type = 'section'][not(head)]" mode="print" as="text()*">
    <xsl:call-template name="section-break"/>
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template name="section-break" as="text()*">
    <xsl:value-of select="'&#xA;#section-break(' || f:string(@xml:id) || ', words: ' || f:string(key('entry', @xml:id)[@type = 'incipit'])
        || ', first: ' || empty(preceding-sibling::*) || ')&#xA;'"/>
  </xsl:template>

  <xsl:key name="entry" match="rb:contents/rb:entry" use="@target"/>

  <xsl:template match="head[@rb:level]" mode="print" as="text()*">
    <xsl:value-of select="('&#xA;#running(&quot;section&quot;, ' || f:string(f:opening(string-join((parent::div[@type = 'scene']/
        ancestor::div[@type = 'act']/head[1], .) ! f:running-words(.)[.], ' · '), 60)) || ')')
        [current()/parent::div[not(@rb:unit)]]"/>
    <xsl:value-of select="('&#xA;#before-heading(' || (if (@rb:level > 2) then 1 else 2) || ')')[f:amid-text(current())]"/>
    <xsl:text>&#xA;#title-lines(</xsl:text>
    <xsl:value-of select="@rb:level"/>
    <xsl:text>, id: </xsl:text>
    <xsl:value-of select="f:string(@xml:id),
        'wide: true'[matches(string(current()), '[^\s-]{19,}')],
        key('entry', @xml:id)/rb:line[@type = 'incipit'] ! ('incipit: ' || f:string(.))" separator=", "/>
    <xsl:text>)</xsl:text>
    <xsl:apply-templates mode="print"/>
    <xsl:text>&#xA;</xsl:text>
  </xsl:template>

  <!-- does a heading follow text on its page? -->
  <xsl:function name="f:amid-text" as="xs:boolean">
    <xsl:param name="head" as="element(head)"/>
    <xsl:variable name="home" as="element()" select="$head/.."/>
    <xsl:sequence select="if ($home/self::div/@rb:unit) then f:runs-on($home) and empty($head/preceding-sibling::*)
        else exists($home/preceding-sibling::*[1][not(self::head)])"/>
  </xsl:function>

  <xsl:template match="head[@rb:level]/rb:line" mode="print" as="text()*">
    <xsl:text>[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="head[@rb:level]/rb:line[@type = 'number'][following-sibling::rb:line]" mode="print" priority="2" as="text()*">
    <xsl:text>[</xsl:text>
    <xsl:call-template name="call"><xsl:with-param name="name" select="'number-line'"/></xsl:call-template>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="head[@rb:level]/rb:line[@type = 'sub'][preceding-sibling::rb:line]" mode="print" priority="2" as="text()*">
    <xsl:text>[</xsl:text>
    <xsl:call-template name="call"><xsl:with-param name="name" select="'subtitle-line'"/></xsl:call-template>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <!-- a title in capitals alone would shout -->
  <xsl:template match="head[@rb:level]/rb:line[f:shouts(.)]" mode="print" priority="1" as="text()*">
    <xsl:text>[</xsl:text>
    <xsl:call-template name="call"><xsl:with-param name="name" select="'capitals'"/></xsl:call-template>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="head" mode="print" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'small-head'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="rb:line" mode="print" as="text()*">
    <xsl:value-of select="' '[current()/preceding-sibling::rb:line]"/>
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <!-- ~~~ paragraphs -->

  <xsl:template match="p | ab" mode="print" as="text()*">
    <xsl:text>&#xA;</xsl:text>
    <xsl:apply-templates mode="print"/>
    <xsl:text>&#xA;&#xA;</xsl:text>
  </xsl:template>

  <!-- of the text itself: what a page lacks to its last line goes between its paragraphs; the last ones of a unit
       stay together, so that no page holds two lines of it -->
  <xsl:template match="div[not(ancestor::floatingText)]/p" mode="print" as="text()*" priority="0.6">
    <xsl:variable name="ending" as="element(p)*" select="f:ending-paragraphs(ancestor::div[@rb:unit][1])"/>
    <xsl:value-of select="('&#xA;#ending(flush: ' || empty(preceding-sibling::*[1]/self::p) || ')[&#xA;')[$ending[1] is current()]"/>
    <xsl:choose>
      <xsl:when test="$astray and .//note/@xml:id = tokenize($astray)">
        <xsl:text>&#xA;#freed[&#xA;</xsl:text><xsl:next-match/><xsl:text>]&#xA;</xsl:text>
      </xsl:when>
      <xsl:when test="f:opens-unit(.)"><xsl:apply-templates select="." mode="opening"/></xsl:when>
      <xsl:otherwise><xsl:next-match/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="if (empty($ending intersect .)) then '#feather&#xA;'[current()/following-sibling::*[1]/self::p]
        else ('&#xA;]&#xA;')[$ending[last()] is current()]"/>
  </xsl:template>

  <!-- the last paragraphs of a unit, five lines and a little more; none where the unit ends in another way or where they
       are long or call notes -->
  <xsl:function name="f:ending-paragraphs" as="element(p)*" cache="yes">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:variable name="last" as="element()?" select="$unit/*[last()]/(self::p, self::div[not(head)]/*[last()]/self::p)"/>
    <xsl:sequence select="if (f:short-paragraph($last)) then f:up-to-lines($last, 330) else ()"/>
  </xsl:function>

  <xsl:function name="f:short-paragraph" as="xs:boolean">
    <xsl:param name="p" as="element()?"/>
    <xsl:sequence select="exists($p/self::p[not(.//note | .//pb)]) and string-length($p) lt 700"/>
  </xsl:function>

  <!-- a paragraph and those before it, until they have so many letters; nothing where these are not short enough -->
  <xsl:function name="f:up-to-lines" as="element(p)*">
    <xsl:param name="p" as="element(p)"/>
    <xsl:param name="letters" as="xs:integer"/>
    <xsl:variable name="before" as="element()?" select="$p/preceding-sibling::*[1]"/>
    <xsl:variable name="length" as="xs:integer" select="62 * (1 + string-length($p) idiv 62)"/>
    <xsl:sequence select="
        if ($length ge $letters) then $p
        else if (f:short-paragraph($before) and $before/preceding-sibling::*) then
            let $earlier := f:up-to-lines($before, $letters - $length) return ($earlier, $p[exists($earlier)])
        else ()"/>
  </xsl:function>

  <!-- does a paragraph open a chapter, after its title and what stands below it? -->
  <xsl:function name="f:opens-unit" as="xs:boolean">
    <xsl:param name="p" as="element(p)"/>
    <xsl:sequence select="$p/parent::div[@rb:unit] and empty($p/preceding-sibling::*[not(self::head | self::byline | self::docAuthor
        | self::epigraph | self::argument | self::pb)])"/>
  </xsl:function>

  <!-- the first letter and the first words of a chapter, which a house may set apart -->
  <xsl:mode name="opening" on-no-match="fail"/>
  <xsl:template match="p" mode="opening" as="text()*">
    <xsl:variable name="first" as="text()?" select="node()[1]/self::text()"/>
    <xsl:variable name="words" as="xs:string?" select="analyze-string(string($first), '^\s*([\p{P}]*)(\p{Lu})((\S*)(\s\S+){0,3})(\s|$)')
        /*:match/string-join((*:group[@nr = (1, 2, 3)]), '&#xE000;')"/>
    <xsl:choose>
      <xsl:when test="$words">
        <xsl:variable name="parts" as="xs:string*" select="tokenize($words, '&#xE000;')"/>
        <xsl:value-of select="'&#xA;#opening(' || string-join($parts ! f:string(.), ', ') || ')'"/>
        <xsl:variable name="rest" as="text()"><xsl:value-of select="substring-after($first, string-join($parts))"/></xsl:variable>
        <xsl:apply-templates select="$rest, node() except $first" mode="print"/>
        <xsl:text>&#xA;&#xA;</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>&#xA;</xsl:text>
        <xsl:apply-templates mode="print"/>
        <xsl:text>&#xA;&#xA;</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- an entry of a dictionary -->
  <xsl:template match="div[@type = 'entry']/p[f:headed(.)]" mode="print" priority="0.7" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'entry'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="div[@type = 'dedication'][@rb:unit]/p" mode="print" priority="1" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'centred'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="ab[@type = 'preformatted']" mode="print" as="text()*">
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="'preformatted'"/>
      <xsl:with-param name="arguments" select="string(max((20, tokenize(., '\n') ! string-length(.))))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="ab[@type = 'separator'] | milestone" mode="print" as="text()*">
    <xsl:text>&#xA;#separator()&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="quote[@rend = 'block'] | said[@rend = 'block']" mode="print" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'block-quote'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="epigraph | floatingText | opener | closer | postscript | address | addrLine | dateline | salute | signed
                       | trailer | byline | docAuthor | docDate | docImprint | docEdition | titlePart | argument" mode="print" as="text()*">
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="lower-case(local-name()) => replace('floatingtext', 'floating-text')"/>
    </xsl:call-template>
  </xsl:template>

  <!-- who wrote a part, below its title -->
  <xsl:template match="div[@type = 'text']/(byline | docAuthor)" mode="print" priority="1" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'centred'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="byline/docAuthor" mode="print" priority="2" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="cit | floatingText//body | floatingText//front | floatingText//back" mode="print" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="cit[quote/@rend = 'block']/bibl" mode="print" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'quote-source'"/></xsl:call-template>
  </xsl:template>

  <!-- ~~~ lists and tables -->

  <xsl:template match="list" mode="print" as="text()*">
    <xsl:for-each-group select="*" group-adjacent="exists(self::item)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:text>&#xA;#labelled</xsl:text>
          <xsl:for-each select="current-group()">
            <xsl:text>[</xsl:text><xsl:apply-templates select="label" mode="print"/><xsl:text>]</xsl:text>
            <xsl:text>[</xsl:text><xsl:apply-templates select="node() except label" mode="print"/><xsl:text>]</xsl:text>
          </xsl:for-each>
          <xsl:text>&#xA;</xsl:text>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="current-group()" mode="print"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="label" mode="print" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="castList" mode="print" as="text()*">
    <xsl:for-each-group select="*" group-adjacent="exists(self::castItem)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:text>&#xA;#cast</xsl:text>
          <xsl:apply-templates select="current-group()" mode="print"/>
          <xsl:text>&#xA;</xsl:text>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="current-group()" mode="print"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="castItem" mode="print" as="text()*">
    <xsl:text>[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]</xsl:text>
  </xsl:template>

  <!-- what names no role stands above those that do, or sums up -->
  <xsl:template match="castItem[not(role)]" mode="print" as="text()*">
    <xsl:text>[</xsl:text>
    <xsl:call-template name="call"><xsl:with-param name="name" select="'italic'"/></xsl:call-template>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="table" mode="print" as="text()*">
    <xsl:apply-templates select="head" mode="print"/>
    <xsl:text>&#xA;#tabular(</xsl:text>
    <xsl:value-of select="max(row ! f:columns(.)), sum(f:widths(.))" separator=", "/>
    <xsl:text>)</xsl:text>
    <xsl:apply-templates select="row" mode="print"/>
    <xsl:text>&#xA;</xsl:text>
  </xsl:template>

  <!-- the letters of the longest word of each column; words, not numbers, are hyphenated where they are long -->
  <xsl:function name="f:widths" as="xs:integer*">
    <xsl:param name="table" as="element(table)"/>
    <xsl:for-each select="1 to max($table/row ! count(cell))">
      <xsl:variable name="column" as="xs:integer" select="."/>
      <xsl:sequence select="max(($table/row/cell[$column]/tokenize(normalize-space(.), '[\s—–-]') ! (if (matches(., '[0-9]'))
          then string-length(.) else min((12, string-length(.)))), 0))"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:template match="row" mode="print" as="text()*">
    <xsl:variable name="width" as="xs:integer" select="max(../row ! f:columns(.))"/>
    <xsl:apply-templates select="cell" mode="print"/>
    <xsl:value-of select="(f:columns(.) + 1 to $width) ! '[]'" separator=""/>
  </xsl:template>

  <!-- the columns of a row -->
  <xsl:function name="f:columns" as="xs:integer">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="xs:integer(sum($row/cell ! (@cols ! xs:integer(.), 1)[1]))"/>
  </xsl:function>

  <xsl:template match="cell[@cols]" mode="print" priority="2" as="text()*">
    <xsl:text>[#table.cell(colspan: </xsl:text>
    <xsl:value-of select="@cols"/>
    <xsl:text>)[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]]</xsl:text>
  </xsl:template>

  <xsl:template match="cell" mode="print" as="text()*">
    <xsl:text>[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]</xsl:text>
  </xsl:template>

  <!-- figures stand below each other -->
  <xsl:template match="cell[matches(normalize-space(), '^[\p{Sc}\d.,\s%–-]+$')]" mode="print" priority="1" as="text()*">
    <xsl:text>[#figure-cell[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]]</xsl:text>
  </xsl:template>

  <!-- ~~~ verse and plays -->

  <!-- poems and stanzas that follow each other up to the next title are one block of verse -->
  <xsl:template match="lg[not(parent::lg)]" mode="print" as="text()*">
    <xsl:if test="head or not(preceding-sibling::*[1]/self::lg)">
      <xsl:variable name="end" as="element()?" select="following-sibling::*[not(self::lg) or head][1]"/>
      <xsl:variable name="run" as="element(lg)+" select="., following-sibling::lg[empty($end) or . &lt;&lt; $end]"/>
      <xsl:apply-templates select="head" mode="print"/>
      <xsl:apply-templates select="$run" mode="verse">
        <xsl:with-param name="longest" tunnel="yes" select="if (parent::div) then max(($run//l ! f:width(.), 0)) else 999"/>
        <xsl:with-param name="free" tunnel="yes" select="exists(parent::div[not(ancestor::floatingText)])"/>
      </xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:width" as="xs:integer">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="string-length(normalize-space(string-join($line//text()[empty(ancestor::note[@rb:call])]))) + 3 *
        f:indent($line)"/>
  </xsl:function>

  <xsl:function name="f:indent" as="xs:integer">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="xs:integer((tokenize($line/@rend)[starts-with(., 'indent(')] ! replace(., '\D', ''), '0')[1])"/>
  </xsl:function>

  <xsl:mode name="verse" on-no-match="fail"/>
  <xsl:template match="lg[lg]" mode="verse" as="text()*">
    <xsl:apply-templates select="* except head[empty(current()/parent::lg)]" mode="print"/>
  </xsl:template>
  <xsl:template match="lg" mode="verse" as="text()*">
    <xsl:call-template name="stanza"><xsl:with-param name="content" select="node() except head"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="lg/lg" mode="print" as="text()*">
    <xsl:call-template name="stanza"/>
  </xsl:template>

  <!-- a short stanza stays together, a long one breaks where its sense does, not after its first nor before its last line -->
  <xsl:template name="stanza" as="text()*">
    <xsl:param name="content" as="node()*" select="node()"/>
    <xsl:param name="longest" as="xs:integer" tunnel="yes" select="999"/>
    <xsl:param name="free" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="follows" as="xs:boolean" select="exists(preceding-sibling::*[1]/self::lg)"/>
    <xsl:value-of select="('&#xA;#stanza-gap')[$free and $follows],
        '&#xA;#stanza(' || $longest || ', breaks: ' || f:breaks(.) || ')['" separator=""/>
    <xsl:apply-templates select="$content" mode="print"/>
    <xsl:text>]&#xA;</xsl:text>
  </xsl:template>

  <!-- is a stanza longer than a reader would want to see kept on one page? counted in printed lines of 50 letters -->
  <xsl:function name="f:breaks" as="xs:boolean" cache="yes">
    <xsl:param name="stanza" as="element(lg)"/>
    <xsl:sequence select="sum($stanza//l ! (1 + string-length(.) idiv 50)) gt 14 or exists($stanza//note)"/>
  </xsl:function>

  <!-- lines after which no page may end -->
  <xsl:function name="f:held" as="xs:boolean">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="exists($line/parent::lg[f:breaks(.)]) and (empty($line/preceding-sibling::l)
        or exists($line/following-sibling::l[1]) and empty($line/following-sibling::l[2])
        or f:breaks-with-sense($line/..) and not(f:ends-sense($line)))"/>
  </xsl:function>

  <!-- does a sentence or a clause end with the line? -->
  <xsl:function name="f:ends-sense" as="xs:boolean">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="matches(string-join($line//text()[empty(ancestor::note)]), '[.;:!?…][\p{P}]*\s*$')"/>
  </xsl:function>

  <!-- has a stanza such places close enough to one another, one in six lines? -->
  <xsl:function name="f:breaks-with-sense" as="xs:boolean" cache="yes">
    <xsl:param name="stanza" as="element(lg)"/>
    <xsl:sequence select="6 * count($stanza/l[f:ends-sense(.)]) ge count($stanza/l)"/>
  </xsl:function>

  <xsl:template match="l" mode="print" as="text()*">
    <xsl:call-template name="verse-line"/>
  </xsl:template>

  <!-- the name of the speaker stands before the first line of verse -->
  <xsl:template match="sp/l[f:names-speaker(.)]" mode="print" as="text()*">
    <xsl:call-template name="verse-line">
      <xsl:with-param name="label" as="xs:string"><xsl:value-of><xsl:apply-templates select="../speaker/node()"
          mode="print"/></xsl:value-of></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="sp/speaker[following-sibling::*[1][self::l[f:names-speaker(.)]]]" mode="print" priority="2" as="empty-sequence()"/>

  <xsl:function name="f:names-speaker" as="xs:boolean">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="exists($line/preceding-sibling::*[1]/self::speaker)"/>
  </xsl:function>

  <xsl:template name="verse-line" as="text()*">
    <xsl:param name="label" as="xs:string?"/>
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="'verse-line'"/>
      <xsl:with-param name="arguments" select="
          'indent: ' || f:indent(.),
          'shift: ' || f:shift(.), 'spoken: ' || exists(parent::sp), 'held: true'[f:held(current())], $label ! ('label: [' || . || ']'),
          @rb:line ! ('number: ' || f:string(.))"/>
    </xsl:call-template>
  </xsl:template>

  <!-- how many letters stand before a shared line: those of its beginning, and the name before that -->
  <xsl:function name="f:shift" as="xs:integer">
    <xsl:param name="line" as="element(l)"/>
    <xsl:variable name="start" as="element(l)?" select="$line[@rb:shift]/preceding::l[@part = 'I'][1]"/>
    <xsl:sequence select="xs:integer(($line/@rb:shift, 0)[1])
        + max((0, string-length(normalize-space(string-join($start[f:names-speaker(.)]/../speaker))) - 1))"/>
  </xsl:function>

  <xsl:template match="sp" mode="print" as="text()*">
    <xsl:apply-templates select="." mode="mark"/>
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="'speech'"/>
      <xsl:with-param name="arguments" select="
          'first: ' || empty(preceding-sibling::*[1]/self::sp), 'last: ' || empty(following-sibling::*[1]/self::sp)"/>
    </xsl:call-template>
    <xsl:value-of select="'#feather&#xA;'[current()[following-sibling::*[1]/self::sp]/parent::div[not(ancestor::floatingText)]]"/>
  </xsl:template>

  <!-- above verse with a direction before it: the name, then the direction -->
  <xsl:template match="sp/speaker" mode="print" as="text()*">
    <xsl:text>&#xA;#speaker-line[#speaker[</xsl:text>
    <xsl:apply-templates mode="print"/>
    <xsl:text>]</xsl:text>
    <xsl:for-each select="following-sibling::*[1]/self::stage[following-sibling::*[1]/(self::l, self::lg)]">
      <xsl:text> #italic[</xsl:text><xsl:apply-templates mode="print"/><xsl:text>]</xsl:text>
    </xsl:for-each>
    <xsl:text>]&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="sp/stage[preceding-sibling::*[1]/self::speaker][following-sibling::*[1]/(self::l, self::lg)]"
      mode="print" priority="2" as="empty-sequence()"/>

  <xsl:template match="p/speaker | role" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'speaker'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="roleDesc" mode="print" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="stage" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'italic'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="(div | sp | lg | castList | front | body | quote | said)/stage" mode="print" as="text()*">
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="'stage-line'"/>
      <xsl:with-param name="arguments" select="'sticky: true'[current()/following-sibling::*[1]/self::sp]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- ~~~ notes, pages, gaps -->

  <!-- the notes that a note calls stand behind it: of footnotes in footnotes, Typst loses what a page has no room for -->
  <xsl:template match="note[@rb:call]" mode="print" as="text()*">
    <xsl:call-template name="comma"/>
    <xsl:value-of select="'#note(' || f:string(@n) || ', ' || f:string(@xml:id) || ')['"/>
    <xsl:apply-templates mode="print"/>
    <xsl:for-each select="descendant::note[@rb:call]">
      <xsl:call-template name="call">
        <xsl:with-param name="name" select="'inner-note'"/>
        <xsl:with-param name="arguments" select="f:string(@n), f:string(@xml:id)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="note[@rb:call]//note[@rb:call]" mode="print" priority="1" as="text()*">
    <xsl:call-template name="comma"/>
    <xsl:value-of select="'#note-again(' || f:string(@n) || ', ' || f:string(@xml:id) || ')'"/>
  </xsl:template>

  <!-- between two calls -->
  <xsl:template name="comma" as="text()?">
    <xsl:if test="preceding-sibling::node()[1]/self::note[@rb:call]"><xsl:text>#comma</xsl:text></xsl:if>
  </xsl:template>

  <xsl:key name="note" match="note[@rb:call]" use="@xml:id"/>

  <xsl:template match="ref[@type = 'noteref']" mode="print" as="text()*">
    <xsl:variable name="note" as="element(note)?" select="key('note', f:id(@target))"/>
    <xsl:value-of select="if ($note) then '#note-again(' || f:string($note/@n) || ', ' || f:string(f:id(@target)) || ')'
        else '#super[#' || f:string(@n) || ']'"/>
  </xsl:template>

  <xsl:template match="note" mode="print" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'loose-note'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="note[@place = 'inline']" mode="print" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="pb" mode="print" as="text()*">
    <xsl:value-of select="('#page-mark(' || f:string(@n) || ')')[current()/@n]"/>
  </xsl:template>

  <!-- between blocks it would stand on a line of its own -->
  <xsl:template match="(div | body | front | back | lg | sp | quote | said | floatingText | epigraph | figure)/pb" mode="print"
      as="empty-sequence()"/>

  <xsl:template match="gap" mode="print" as="text()*">
    <xsl:value-of select="'#' || f:string('&#xA0;[…]')"/>
  </xsl:template>

  <xsl:template match="figure" mode="print" as="text()*">
    <xsl:call-template name="block"><xsl:with-param name="name" select="'illustration'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="figure[graphic]" mode="print" as="text()*" priority="1">
    <xsl:call-template name="block">
      <xsl:with-param name="name" select="'picture'"/>
      <xsl:with-param name="arguments" select="graphic/(f:string(@url), f:string(@rb:alt), string(@rb:width div @rb:height))"/>
      <xsl:with-param name="content" select="* except graphic"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="figure/head/rb:line" mode="print" priority="1" as="text()*">
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="figure/head | figure/label | figure/p" mode="print" priority="1" as="text()*">
    <xsl:value-of select="' '[current()/preceding-sibling::*]"/>
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <!-- ~~~ words -->

  <xsl:template match="hi | title" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'italic'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="hi[@rend = ('bold', 'strong')]" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'strong'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="hi[@rend = ('smallcaps', 'small-caps')]" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'smallcaps'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="hi[@rend = 'superscript']" mode="print" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'super'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="foreign | title[@xml:lang][not(@level = 'a')]" mode="print" as="text()*">
    <xsl:call-template name="call">
      <xsl:with-param name="name" select="'foreign'"/>
      <xsl:with-param name="arguments" select="f:string(f:language(string(@xml:lang)))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="persName | placeName | orgName | rs | name | bibl | said | corr | sic | supplied | date | ref
                       | title[@level = 'a'][not(@rb:key)]" mode="print" as="text()*">
    <xsl:apply-templates select="." mode="mark"/>
    <xsl:apply-templates mode="print"/>
  </xsl:template>

  <xsl:template match="title[@rb:key]" mode="print" priority="1" as="text()*">
    <xsl:apply-templates select="." mode="mark"/>
    <xsl:call-template name="call"><xsl:with-param name="name" select="if (@level = 'a') then 'text' else 'italic'"/></xsl:call-template>
  </xsl:template>

  <!-- marks by which the back matter finds its pages -->
  <xsl:mode name="mark" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="*" mode="mark" as="empty-sequence()"/>

  <xsl:template match="*[@rb:key][not(@rb:unlisted)]" mode="mark" as="text()*">
    <xsl:value-of select="'#mark(' || f:string(@rb:key) || f:in-note(.) || ')'"/>
  </xsl:template>

  <xsl:template match="(said | sp)[@who][@xml:id][not(@prev)]" mode="mark" as="text()*">
    <xsl:variable name="in-note" as="xs:string" select="f:in-note(.)"/>
    <xsl:value-of select="tokenize(@who) ! ('#mark(' || f:string('speaker.' || f:id(.)) || $in-note || ')')" separator=""/>
  </xsl:template>

  <xsl:function name="f:in-note" as="xs:string">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="string($mention/ancestor::note[@rb:call][last()] ! (', note: ' || f:string(@n)))"/>
  </xsl:function>

  <xsl:template match="corr | sic | supplied | date[@rb:dated]" mode="mark" as="text()*">
    <xsl:value-of select="'#place-mark(' || f:string(@xml:id) || ')'"/>
  </xsl:template>

  <!-- ~~~ back matter -->

  <xsl:template name="indexes" as="text()*">
    <xsl:param name="indexes" as="element(rb:index)+"/>
    <xsl:value-of select="'&#xA;#index-section(' || f:string(f:word('indexes')) || ', ' || f:string(f:word('in-note')) || ', '
        || f:string(f:word('passim')) || ',&#xA;'"/>
    <xsl:apply-templates select="$indexes" mode="back"/>
    <xsl:text>)&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:index" mode="back" as="text()*">
    <xsl:value-of select="' (' || f:string(f:word(@type)) || ',&#xA;'"/>
    <xsl:apply-templates select="rb:entry" mode="back"/>
    <xsl:text> ),&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:entry" mode="back" as="text()*">
    <xsl:value-of select="'  (' || f:string(@key) || ', ['"/>
    <xsl:apply-templates select="rb:label, rb:gloss" mode="back"/>
    <xsl:value-of select="'], ' || exists(preceding-sibling::rb:entry[1][f:initial(.) ne f:initial(current())]) || '),&#xA;'"/>
  </xsl:template>

  <xsl:function name="f:initial" as="xs:string">
    <xsl:param name="entry" as="element(rb:entry)"/>
    <xsl:sequence select="upper-case(substring($entry/@sort, 1, 1))"/>
  </xsl:function>

  <xsl:template match="rb:label | rb:when | rb:before | rb:after | rb:shown | rb:instead" mode="back" as="text()*">
    <xsl:apply-templates mode="back"/>
  </xsl:template>

  <xsl:template match="rb:title | rb:words" mode="back" as="text()*">
    <xsl:call-template name="call"><xsl:with-param name="name" select="'italic'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="rb:gloss" mode="back" as="text()*">
    <xsl:text> #"("</xsl:text><xsl:apply-templates mode="back"/><xsl:text>#")"</xsl:text>
  </xsl:template>

  <xsl:template match="rb:bibliography" mode="back" as="text()*">
    <xsl:value-of select="'&#xA;#bibliography-section(' || f:string(f:word('bibliography')) || ',&#xA;'"/>
    <xsl:for-each select="rb:work">
      <xsl:text>  [</xsl:text><xsl:apply-templates select="rb:label" mode="back"/><xsl:text>],&#xA;</xsl:text>
    </xsl:for-each>
    <xsl:text>)&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:chronology[empty(rb:event[not(@vague or @entry)])]" mode="back" as="empty-sequence()" priority="1"/>
  <xsl:template match="rb:chronology" mode="back" as="text()*">
    <xsl:value-of select="'&#xA;#chronology-section(' || f:string(f:word('chronology')) || ', ' || f:string(f:word('chronology-note'))
        || ', ' || f:string(f:word('passim'))"/>
    <xsl:text>,&#xA;</xsl:text>
    <!-- the days of a diary stand in their order in the text -->
    <xsl:for-each-group select="rb:event[not(@vague or @entry)]" group-adjacent="rb:when">
      <xsl:apply-templates select="." mode="back"><xsl:with-param name="targets" select="current-group()/@target !
          string(.)"/></xsl:apply-templates>
    </xsl:for-each-group>
    <xsl:text>)&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:event" mode="back" as="text()*">
    <xsl:param name="targets" as="xs:string*"/>
    <xsl:value-of select="'  (' || f:array($targets) || ', ' || f:string(rb:when) || ', ['"/>
    <xsl:apply-templates select="rb:before, rb:words, rb:after" mode="back"/>
    <xsl:text>]),&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:emendations" mode="back" as="text()*">
    <xsl:value-of select="'&#xA;#emendation-section(' || f:string(f:word('emendations')) || ', '
        || f:string(f:word(if (rb:emendation[1]/@kind = 'sic') then 'emendations-sic' else 'emendations-note'))"/>
    <xsl:text>,&#xA;</xsl:text>
    <xsl:apply-templates select="rb:emendation" mode="back"/>
    <xsl:text>)&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:emendation" mode="back" as="text()*">
    <xsl:value-of select="'  (' || f:string(@target) || ', ['"/>
    <xsl:apply-templates select="rb:shown" mode="back"/>
    <xsl:text>#"] "</xsl:text>
    <xsl:apply-templates select="rb:instead" mode="back"/>
    <xsl:text>]),&#xA;</xsl:text>
  </xsl:template>

  <xsl:template match="rb:shown[. = '']" mode="back" as="text()*">
    <xsl:value-of select="'#italic(' || f:string(f:word('removed')) || ')'"/>
  </xsl:template>

  <xsl:template match="rb:instead[. = '']" mode="back" as="text()*">
    <xsl:value-of select="'#italic(' || f:string(f:word('added')) || ')'"/>
  </xsl:template>

  <xsl:template match="rb:about" mode="back" as="text()*">
    <xsl:value-of select="'&#xA;#about-section(' || f:string(f:word('about')) || ',&#xA;'"/>
    <xsl:for-each select="../rb:facts/rb:fact">
      <xsl:value-of select="'  (' || f:string(f:word('fact-' || @name)) || ', ' || f:array(rb:value) || '),&#xA;'"/>
    </xsl:for-each>
    <xsl:text>)&#xA;</xsl:text>
  </xsl:template>
</xsl:package>
