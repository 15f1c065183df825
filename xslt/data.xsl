<?xml version="1.0" encoding="UTF-8"?>
<!--
  Data: what an edition says of persons, places, bodies, works, dates, speeches and corrections.
  Input: an edition made by core/prepare.xsl. Output: JSON, an object of tables; every row names its anchor in the HTML,
  and its paragraph or its note.
-->
<xsl:package name="urn:rubricator:data" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/2005/xpath-functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:mode on-no-match="fail"/>
  <xsl:key name="date" match="date[@rb:dated]" use="@xml:id"/>
  <xsl:key name="continuation" match="said[@prev]" use="f:id(@prev)"/>
  <xsl:key name="speaker" match="rb:index[@type = 'speakers']/rb:entry" use="@key"/>

  <!-- a speech and the pieces that continue it -->
  <xsl:function name="f:pieces" as="element()+">
    <xsl:param name="speech" as="element()"/>
    <xsl:sequence select="$speech, $speech/self::said[@next]/key('continuation', @xml:id)[1] ! f:pieces(.)"/>
  </xsl:function>

  <!-- its words, without notes and the name of the speaker -->
  <xsl:function name="f:spoken" as="xs:string">
    <xsl:param name="piece" as="element()"/>
    <xsl:sequence select="normalize-space(string-join($piece//text()[not(ancestor::note[@rb:call] except
        $piece/ancestor::note)][not(ancestor::speaker)]))"/>
  </xsl:function>

  <xsl:template match="/" as="node()*">
    <xsl:variable name="data" as="element()"><xsl:apply-templates select="rb:edition"/></xsl:variable>
    <xsl:value-of select="xml-to-json($data)"/>
  </xsl:template>

  <xsl:template match="rb:edition" as="element()">
    <xsl:variable name="entries" as="element(rb:entry)*" select="rb:index[not(@type = 'speakers')]/rb:entry"/>
    <map>
      <array key="entities">
        <xsl:for-each select="$entries">
          <map>
            <xsl:sequence select="f:field('id', @key), f:field('kind', ../@type), f:field('name', rb:label),
                f:field('description', rb:gloss),
                f:field('latitude', rb:geo/@latitude), f:field('longitude', rb:geo/@longitude), f:field('link', rb:link[1]/@target),
                f:field('mentions', string(count(rb:place)))"/>
          </map>
        </xsl:for-each>
      </array>
      <array key="mentions">
        <xsl:for-each select="$entries/rb:place">
          <map><xsl:sequence select="f:field('id', ../@key), f:field('kind', ../../@type), f:field('name', ../rb:label), f:at(.)"/></map>
        </xsl:for-each>
      </array>
      <array key="dates">
        <xsl:for-each select="rb:chronology/rb:event">
          <xsl:variable name="date" as="element(date)" select="key('date', @target)"/>
          <map>
            <xsl:sequence select="for $name in ('when', 'from', 'to', 'notBefore', 'notAfter', 'cert')
                return f:field(if ($name = 'cert') then 'certainty' else $name, $date/@*[local-name() = $name])"/>
            <xsl:sequence select="f:field('words', rb:words), f:at(rb:place)"/>
          </map>
        </xsl:for-each>
      </array>
      <array key="speeches">
        <xsl:for-each select="text//(said | sp)[@who][@xml:id][not(@prev)]">
          <map>
            <xsl:sequence select="f:field('speaker', f:id(@who)),
                f:field('speaker_label', string-join(tokenize(@who) ! key('speaker', 'speaker.' || f:id(.),
                root(current()))/rb:label, '; ')),
                f:field('addressee', f:id(@toWhom)), f:field('certainty', @cert), f:field('words',
                string-join(f:pieces(.) ! f:spoken(.), ' ')),
                f:field('anchor', @xml:id), f:field('paragraph', ((ancestor-or-self::*[@rb:no])[last()],
                descendant::*[@rb:no][1])[1]/@rb:no)"/>
          </map>
        </xsl:for-each>
      </array>
      <array key="corrections">
        <xsl:for-each select="rb:emendations/rb:emendation">
          <map>
            <xsl:variable name="kept" as="xs:boolean" select="@kind = 'sic'"/>
            <xsl:sequence select="f:field('printed', if ($kept) then rb:shown
                else rb:instead), f:field('corrected', if ($kept) then rb:instead else rb:shown),
                f:at(rb:place)"/>
          </map>
        </xsl:for-each>
      </array>
    </map>
  </xsl:template>

  <!-- a field of a row; what is not known is an empty string, so that every row of a table has the same fields -->
  <xsl:function name="f:field" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="item()?"/>
    <string key="{$name}"><xsl:value-of select="string($value)"/></string>
  </xsl:function>

  <xsl:function name="f:at" as="element()+">
    <xsl:param name="place" as="element(rb:place)?"/>
    <xsl:sequence select="f:field('anchor', $place/@target), f:field('paragraph', $place[not(@note)]/@no), f:field('note', $place/@note)"/>
  </xsl:function>
</xsl:package>
