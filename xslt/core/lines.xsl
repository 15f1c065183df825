<?xml version="1.0" encoding="UTF-8"?>
<!--
  Numbers of the lines of verse, for the third pass of prepare.
  A line of a play is counted within its scene, any other within its poem; one that speakers share is one line. Shown is
  every fifth, or where the source prints numbers those that it prints. Each line of a play can be cited by act, scene
  and line.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- every five, as printed or none -->
  <xsl:param name="line-numbers" as="xs:string" select="'every five'"/>

  <xsl:variable name="step" as="xs:integer" select="5"/>

  <!-- a sonnet is taken in at a glance -->
  <xsl:variable name="unnumbered-length" as="xs:integer" select="15"/>

  <!-- line → the number shown beside it ('' for none), and act, scene and line ('' outside plays) -->
  <xsl:function name="f:line-numbers" as="map(xs:string, xs:string+)">
    <xsl:param name="text" as="element(text)"/>
    <xsl:variable name="plays" as="map(xs:string, xs:string)" select="f:cited-scenes($text)"/>
    <xsl:map>
      <xsl:if test="$line-numbers ne 'none'">
        <!-- a text and its translation are counted apart; the text is cited -->
        <xsl:for-each-group select="$text//l[f:of-the-text(.)]" group-by="generate-id(f:verse-of(.)), f:tongue(.)" composite="yes">
          <xsl:variable name="scene" as="xs:string?" select="$plays(current-grouping-key()[1])
              ! (if (current-grouping-key()[2] = '') then . else '')"/>
          <xsl:if test="exists($scene) or f:is-poem(f:verse-of(.), current-group())">
            <xsl:sequence select="f:counted(current-group(), $scene)"/>
          </xsl:if>
        </xsl:for-each-group>
      </xsl:if>
    </xsl:map>
  </xsl:function>

  <!-- the language of a line; '' for that of the text -->
  <xsl:function name="f:tongue" as="xs:string">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="string($line/ancestor-or-self::*[@xml:lang][1]/@xml:lang[not(starts-with($language, .))])"/>
  </xsl:function>

  <!-- verse of the work itself, not that which it quotes -->
  <xsl:function name="f:of-the-text" as="xs:boolean">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="empty($line/(ancestor::note | ancestor::quote | ancestor::said | ancestor::epigraph | ancestor::argument
        | ancestor::floatingText | ancestor::cit | ancestor::item))"/>
  </xsl:function>

  <!-- what the lines are counted within: a poem that has a title, else a division -->
  <xsl:function name="f:verse-of" as="element()">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="($line/ancestor::lg[head][last()], $line/ancestor::div[1])[1]"/>
  </xsl:function>

  <!-- long enough to be counted, and not cut by prose -->
  <xsl:function name="f:is-poem" as="xs:boolean">
    <xsl:param name="home" as="element()"/>
    <xsl:param name="lines" as="element(l)+"/>
    <xsl:sequence select="count($lines) gt $unnumbered-length
        and empty($home//p[. >> $lines[1]][. &lt;&lt; $lines[last()]][not(ancestor::note)])"/>
  </xsl:function>

  <xsl:function name="f:counted" as="map(xs:string, xs:string+)">
    <xsl:param name="lines" as="element(l)+"/>
    <xsl:param name="scene" as="xs:string?"/>
    <!-- numbers on every line are those of the encoding -->
    <xsl:variable name="told" as="element(l)*" select="$lines[@n]"/>
    <xsl:variable name="printed" as="xs:boolean" select="2 * count($told) lt count($lines) and ($line-numbers = 'as printed'
        or exists($told))"/>
    <xsl:map>
      <xsl:iterate select="$lines">
        <xsl:param name="count" as="xs:integer" select="0"/>
        <xsl:variable name="begins" as="xs:boolean" select="not(@part = ('M', 'F'))"/>
        <xsl:variable name="number" as="xs:integer" select="if ($begins and not($printed) and @n castable as xs:integer)
            then xs:integer(@n) else $count + xs:integer($begins)"/>
        <xsl:variable name="shown" as="xs:string?" select="if ($printed) then string(@n)
            else string($number)[$begins][$number mod $step = 0][$line-numbers = 'every five']"/>
        <xsl:if test="$begins or $shown">
          <xsl:map-entry key="generate-id()" select="string($shown), string($scene[$begins][.] ! (. || '.' || $number))"/>
        </xsl:if>
        <xsl:next-iteration><xsl:with-param name="count" select="$number"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:map>
  </xsl:function>

  <!-- ~~~ scenes -->

  <!-- division that holds speeches in verse → its act and scene, as 2.1; '' where two would have the same -->
  <xsl:function name="f:cited-scenes" as="map(xs:string, xs:string)">
    <xsl:param name="text" as="element(text)"/>
    <xsl:variable name="scenes" as="map(xs:string, xs:string)*">
      <xsl:for-each select="$text//div[sp//l]">
        <xsl:sequence select="map { 'id': generate-id(), 'name': f:act-and-scene(.) }"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:map>
      <xsl:for-each-group select="$scenes" group-by="?name">
        <xsl:variable name="name" as="xs:string" select="if (count(current-group()) = 1) then current-grouping-key() else ''"/>
        <xsl:for-each select="current-group()"><xsl:map-entry key="?id" select="$name"/></xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:act-and-scene" as="xs:string">
    <xsl:param name="div" as="element(div)"/>
    <xsl:variable name="act" as="element(div)?" select="($div/ancestor-or-self::div | $div/preceding::div)[@type = 'act'][last()]"/>
    <xsl:variable name="scene" as="element(div)?" select="$div[@type = 'scene']"/>
    <xsl:sequence select="string-join(($act ! f:place-of-act(.), $scene ! f:place-of-scene(., $act)), '.')"/>
  </xsl:function>

  <xsl:function name="f:place-of-act" as="xs:integer">
    <xsl:param name="act" as="element(div)"/>
    <xsl:sequence select="(f:stated($act), 1 + count($act/preceding::div[@type = 'act']))[1]"/>
  </xsl:function>

  <xsl:function name="f:place-of-scene" as="xs:integer">
    <xsl:param name="scene" as="element(div)"/>
    <xsl:param name="act" as="element(div)?"/>
    <xsl:sequence select="(f:stated($scene), 1 + count($scene/preceding::div[@type = 'scene'][empty($act) or . >> $act]))[1]"/>
  </xsl:function>

  <!-- the number that the encoding gives -->
  <xsl:function name="f:stated" as="xs:integer?">
    <xsl:param name="div" as="element(div)"/>
    <xsl:sequence select="$div/@n[matches(., '^[0-9]{1,4}$')] ! xs:integer(.)"/>
  </xsl:function>
</xsl:stylesheet>
