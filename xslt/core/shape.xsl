<?xml version="1.0" encoding="UTF-8"?>
<!--
  Second pass of prepare: the shape of the book.
  Input: the reading text. Output: <text> holding units only: div with @rb:unit and @rb:level, in reading order,
  each what a reader would call a chapter. A part is a unit of its own, followed by its chapters.
  Heads of several lines become one head; labels go into their items, speakers into their speeches,
  a call that belongs to a block quotation into its last line.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:mode name="unit" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="shape" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <!-- ~~~ units -->

  <xsl:template match="text | front | body | back | group" mode="unit" as="node()*">
    <xsl:param name="level" as="xs:integer" select="1" tunnel="yes"/>
    <xsl:variable name="titled" as="xs:boolean" select="exists((self::body/../front | self::body | self::front)/(head
        | titlePage[ancestor::group]))"/>
    <xsl:for-each-group select="*" group-adjacent="f:place(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key() = 'loose'">
          <div type="text" rb:unit="yes" rb:level="{$level}">
            <xsl:apply-templates select="current-group()" mode="shape"/>
          </div>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="current-group()" mode="unit">
            <xsl:with-param name="level" select="if ($titled) then $level + 1 else $level" tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- the title page of the print serves that of the edition; what this does not say stands after it -->
  <xsl:template match="titlePage" mode="unit" as="element(div)?">
    <xsl:param name="facts" as="element(rb:facts)" tunnel="yes"/>
    <xsl:variable name="said" as="xs:string*" select="$facts/(rb:title | rb:subtitle | rb:author | rb:editor | rb:imprint) ! f:tokens(.)"/>
    <xsl:variable name="rest" as="element()*" select="f:unsaid((* except docTitle | docTitle/*), $said)"/>
    <xsl:if test="exists($rest)">
      <div type="titlePage" rb:unit="yes" rb:level="1"><xsl:apply-templates select="$rest" mode="shape"/></div>
    </xsl:if>
  </xsl:template>

  <!-- the elements whose words are not all among those said, each of which serves once -->
  <xsl:function name="f:unsaid" as="element()*">
    <xsl:param name="elements" as="element()*"/>
    <xsl:param name="said" as="xs:string*"/>
    <xsl:if test="exists($elements)">
      <xsl:variable name="words" as="xs:string*" select="f:tokens(head($elements) ! (docAuthor, .)[1])"/>
      <xsl:variable name="is-said" as="xs:boolean" select="every $word in $words satisfies
          count($said[. = $word]) ge count($words[. = $word])"/>
      <xsl:sequence select="head($elements)[not($is-said)],
          f:unsaid(tail($elements), if ($is-said) then fold-left($words, $said, f:without#2) else $said)"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:without" as="xs:string*">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:param name="word" as="xs:string"/>
    <xsl:sequence select="remove($words, (index-of($words, $word)[1], 0)[1])"/>
  </xsl:function>

  <xsl:function name="f:tokens" as="xs:string*">
    <xsl:param name="words" as="element()"/>
    <xsl:sequence select="f:word-tokens(string($words))"/>
  </xsl:function>

  <xsl:function name="f:word-tokens" as="xs:string*">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="tokenize(lower-case($words), '[^\p{L}\p{N}]+')[.]"/>
  </xsl:function>

  <!-- that of one text among several makes the title of a part -->
  <xsl:template match="group//titlePage" mode="unit" as="element()">
    <xsl:param name="level" as="xs:integer" tunnel="yes"/>
    <div type="text" rb:unit="yes" rb:level="{$level - 1}">
      <head rb:level="{$level - 1}">
        <xsl:for-each select=".//titlePart">
          <rb:line type="{if (position() = 1) then 'title' else 'sub'}"><xsl:apply-templates mode="shape"/></rb:line>
        </xsl:for-each>
      </head>
      <xsl:apply-templates select="* except (docTitle | titlePart)" mode="shape"/>
    </div>
  </xsl:template>

  <xsl:template match="div" mode="unit" as="element()">
    <xsl:param name="level" as="xs:integer" select="1" tunnel="yes"/>
    <div rb:unit="yes" rb:level="{$level}">
      <xsl:apply-templates select="@*, node()" mode="shape"/>
    </div>
  </xsl:template>

  <!-- a part: what stands before its first chapter, then its chapters -->
  <xsl:template match="div[f:parted(.)]" mode="unit" as="node()*">
    <xsl:param name="level" as="xs:integer" select="1" tunnel="yes"/>
    <xsl:for-each-group select="*" group-adjacent="exists(self::div)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="unit">
            <xsl:with-param name="level" select="if (current-group()[1]/../head) then $level + 1 else $level" tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <div rb:unit="yes" rb:level="{$level}">
            <xsl:copy-of select="../(@type | @n), ../@xml:id[position() = 1 and empty(current-group()[1]/preceding-sibling::*)]"/>
            <xsl:apply-templates select="current-group()" mode="shape"/>
          </div>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- where a child of the skeleton goes: into the skeleton, a unit of its own, or together with its neighbours -->
  <xsl:function name="f:place" as="xs:string">
    <xsl:param name="child" as="element()"/>
    <xsl:sequence select="
        if ($child/(self::text | self::front | self::body | self::back | self::group | self::titlePage)) then 'frame'
        else if ($child/self::div[head or not(@type = 'section') or f:parted(.)]) then 'unit'
        else 'loose'"/>
  </xsl:function>

  <!-- does a division fall into chapters? parts do, and whatever is too long for one file -->
  <xsl:function name="f:parted" as="xs:boolean">
    <xsl:param name="div" as="element(div)"/>
    <xsl:sequence select="exists($div/div[head or not(@type = 'section')])
        and ($div/@type = ('part', 'book', 'volume', 'set', 'story') or string-length($div) gt 200000)
        or count($div/div) gt 1 and string-length($div) gt 400000"/>
  </xsl:function>

  <!-- ~~~ heads -->

  <xsl:template match="head" mode="shape" as="element()">
    <xsl:param name="level" as="xs:integer" select="1" tunnel="yes"/>
    <xsl:variable name="lines" as="element(head)+" select="., f:following-heads(.)"/>
    <head>
      <xsl:if test="parent::div | parent::front | parent::body[not(parent::floatingText)] | parent::back">
        <xsl:attribute name="rb:level" select="$level"/>
      </xsl:if>
      <xsl:if test="f:poem(..)">
        <xsl:attribute name="rb:level" select="if ((ancestor::div[1], ancestor::body[1])[1]/head) then $level + 1 else $level"/>
      </xsl:if>
      <xsl:copy-of select="@xml:id | @rb:source"/>
      <xsl:choose>
        <xsl:when test="f:scene-number(.)"><xsl:call-template name="scene-lines"/></xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="$lines">
            <rb:line type="{(@type, if (last() gt 1 and position() = 1) then 'number' else 'title')[1]}">
              <xsl:apply-templates mode="shape"/>
            </rb:line>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </head>
  </xsl:template>

  <!-- SCENE II. A street: the number, and below it the place -->
  <xsl:template name="scene-lines" as="element(rb:line)+">
    <xsl:variable name="number" as="xs:string" select="f:scene-number(.)"/>
    <xsl:variable name="rest" as="text()"><xsl:value-of select="substring-after(node()[1], $number) => replace('^\s+', '')"/></xsl:variable>
    <rb:line type="title"><xsl:value-of select="$number"/></rb:line>
    <rb:line type="sub"><xsl:apply-templates select="$rest, tail(node())" mode="shape"/></rb:line>
  </xsl:template>

  <!-- the number with which the heading of a scene begins, where its place follows on the line: two words with a mark -->
  <xsl:function name="f:scene-number" as="xs:string?">
    <xsl:param name="head" as="element(head)"/>
    <xsl:variable name="words" as="xs:string?" select="$head/node()[1]/self::text()"/>
    <xsl:if test="$head/parent::div/@type = 'scene' and empty(f:following-heads($head)) and (exists($head/*)
        or matches($words, '^\s*\p{L}+\s+\w+[.:—–-]+\s*\w'))">
      <xsl:sequence select="replace($words, '^\s*(\p{L}+\s+\w+[.:—–-]+)(\s.*)?$', '$1', 's')
          [matches($words, '^\s*\p{L}+\s+\w+[.:—–-]+(\s|$)')]"/>
    </xsl:if>
  </xsl:function>

  <xsl:template match="head[preceding-sibling::*[1]/self::head]" mode="shape" as="empty-sequence()"/>

  <!-- a poem that stands by itself: its title is a heading of the book -->
  <xsl:function name="f:poem" as="xs:boolean">
    <xsl:param name="parent" as="element()"/>
    <xsl:sequence select="exists($parent/self::lg/(parent::div | parent::body[not(parent::floatingText)]))"/>
  </xsl:function>

  <xsl:function name="f:following-heads" as="element(head)*">
    <xsl:param name="head" as="element(head)"/>
    <xsl:variable name="next" as="element(head)?" select="$head/following-sibling::*[1]/self::head"/>
    <xsl:sequence select="$next, $next ! f:following-heads(.)"/>
  </xsl:function>

  <xsl:template match="div" mode="shape" as="element()">
    <xsl:param name="level" as="xs:integer" select="1" tunnel="yes"/>
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="shape">
        <xsl:with-param name="level" tunnel="yes"
            select="$level + (if (exists((ancestor::div | ancestor::body | ancestor::front)/head) and head) then 1 else 0)"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <!-- ~~~ lists, speeches, quotations -->

  <!-- a label goes into its item; one that has none makes one -->
  <xsl:template match="list/label" mode="shape" as="element(item)?">
    <xsl:if test="empty(following-sibling::*[not(self::pb)][1]/self::item)">
      <item><xsl:apply-templates select="." mode="printed"/></item>
    </xsl:if>
  </xsl:template>

  <xsl:template match="list/item" mode="shape" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="shape"/>
      <xsl:apply-templates select="preceding-sibling::*[1]/self::label" mode="printed"/>
      <xsl:apply-templates mode="shape"/>
    </xsl:copy>
  </xsl:template>

  <xsl:mode name="printed" on-no-match="fail"/>
  <xsl:template match="label" mode="printed" as="element()">
    <xsl:copy><xsl:apply-templates mode="shape"/></xsl:copy>
  </xsl:template>

  <!-- the speaker runs into a prose speech, and stands above verse -->
  <xsl:template match="sp[p[f:takes-speaker(.)]]/speaker | sp[p[f:takes-speaker(.)]]/stage[following-sibling::p[1][f:takes-speaker(.)]]"
      mode="shape" as="empty-sequence()"/>

  <xsl:template match="sp/p[f:takes-speaker(.)]" mode="shape" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="shape"/>
      <xsl:for-each select="preceding-sibling::*">
        <xsl:apply-templates select="." mode="run-in"/>
        <xsl:text> </xsl:text>
      </xsl:for-each>
      <xsl:apply-templates mode="shape"/>
    </xsl:copy>
  </xsl:template>

  <xsl:mode name="run-in" on-no-match="fail"/>
  <xsl:template match="speaker | stage" mode="run-in" as="element()">
    <xsl:copy><xsl:apply-templates select="@*, node()" mode="shape"/></xsl:copy>
  </xsl:template>

  <xsl:function name="f:takes-speaker" as="xs:boolean">
    <xsl:param name="p" as="element(p)"/>
    <xsl:sequence select="exists($p/preceding-sibling::speaker)
                          and empty($p/preceding-sibling::*[not(self::speaker or self::stage)])"/>
  </xsl:function>

  <!-- a note called after a block quotation is called in its last line -->
  <xsl:template match="cit[quote/@rend = 'block']/(note | ref[@type = 'noteref'])" mode="shape" as="empty-sequence()"/>

  <xsl:template match="(p | l)[f:closes-citation(.)]" mode="shape" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()" mode="shape"/>
      <xsl:for-each select="ancestor::cit[1]/(note | ref[@type = 'noteref'])">
        <xsl:copy><xsl:apply-templates select="@*, node()" mode="shape"/></xsl:copy>
      </xsl:for-each>
    </xsl:copy>
  </xsl:template>

  <xsl:function name="f:closes-citation" as="xs:boolean">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="cit" as="element(cit)?" select="$block/ancestor::cit[1][quote/@rend = 'block']"/>
    <xsl:sequence select="exists($cit/(note | ref)) and empty($block/ancestor::note[ancestor::cit[. is $cit]])
        and $cit/quote[last()]/(.//p | .//l)[not(ancestor::note[ancestor::cit[. is $cit]])][last()] is $block"/>
  </xsl:function>

  <!-- a call that stands alone between blocks -->
  <xsl:template match="(div | body | front | back)/(note[@rb:call] | ref[@type = 'noteref'])" mode="shape" as="element()">
    <p rend="call"><xsl:next-match/></p>
  </xsl:template>

  <!-- a row of asterisks says what the milestone before it says -->
  <xsl:template match="milestone[following-sibling::*[1]/self::ab[@type = 'separator']]" mode="shape" as="empty-sequence()"/>

  <!-- the lines of a row that is printed on several go together, cell by cell -->
  <xsl:template match="table[row/@rend = 'continued']" mode="shape" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node() except row" mode="shape"/>
      <xsl:for-each-group select="row" group-starting-with="row[not(@rend = 'continued')]">
        <xsl:variable name="lines" as="element(row)+" select="current-group()"/>
        <xsl:copy select="$lines[1]">
          <xsl:apply-templates select="@* except @rend" mode="shape"/>
          <xsl:for-each select="1 to max($lines ! count(cell))">
            <xsl:variable name="column" as="xs:integer" select="."/>
            <cell>
              <xsl:apply-templates select="$lines[1]/cell[$column]/@*" mode="shape"/>
              <xsl:for-each select="$lines/cell[$column]">
                <xsl:if test="position() gt 1"><xsl:text>&#xA;</xsl:text></xsl:if>
                <xsl:apply-templates mode="shape"/>
              </xsl:for-each>
            </cell>
          </xsl:for-each>
        </xsl:copy>
      </xsl:for-each-group>
    </xsl:copy>
  </xsl:template>

  <!-- a page break before a block goes into it -->
  <xsl:template match="(list | lg | castList | table | row)/pb
      | pb[following-sibling::*[1]/(self::p, self::l, self::item, self::castItem, self::cell)]" mode="shape" as="empty-sequence()"/>
  <xsl:template match="p[preceding-sibling::*[1]/self::pb]" mode="shape" priority="1" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="shape"/>
      <xsl:copy-of select="preceding-sibling::*[1]"/>
      <xsl:apply-templates mode="shape"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="(item | l | castItem | cell)[preceding-sibling::*[1]/self::pb]" mode="shape" priority="1" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="shape"/>
      <xsl:copy-of select="preceding-sibling::*[1]"/>
      <xsl:apply-templates select="preceding-sibling::*[2]/self::label" mode="printed"/>
      <xsl:apply-templates mode="shape"/>
    </xsl:copy>
  </xsl:template>

  <!-- verse shared by speakers begins where the line before it ends: its width in characters -->
  <xsl:template match="l[@part = ('M', 'F')]/@part" mode="shape" as="node()*">
    <xsl:variable name="before" as="element(l)*"
        select="../preceding::l[position() le 4]"/>
    <xsl:attribute name="part" select="."/>
    <xsl:attribute name="rb:shift"
        select="string-length(normalize-space(string-join(f:started($before), ' ')))"/>
  </xsl:template>

  <!-- the trailing lines of $lines that begin the shared verse: from the last I on -->
  <xsl:function name="f:started" as="element(l)*">
    <xsl:param name="lines" as="element(l)*"/>
    <xsl:variable name="start" as="xs:integer?" select="index-of($lines ! string(@part), 'I')[last()]"/>
    <xsl:sequence select="$start ! subsequence($lines, .)"/>
  </xsl:function>
</xsl:stylesheet>
