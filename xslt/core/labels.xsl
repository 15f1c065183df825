<?xml version="1.0" encoding="UTF-8"?>
<!--
  Labels of speakers in full, for the third pass of prepare: where a label shortens the name of its one speaker (Hor.,
  First Cit.), @rb:full has the whole of each of its words. Outputs choose whether they show it.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:template match="speaker" mode="anchor" as="element()">
    <xsl:copy>
      <xsl:variable name="full" as="xs:string*" select="f:full-label(string(.), string(ancestor::sp[1]/@who))"/>
      <xsl:copy-of select="(string-join($full, ' ')[.] ! f:rb-attribute('full', .))"/>
      <xsl:apply-templates select="@*, node()" mode="anchor"/>
    </xsl:copy>
  </xsl:template>

  <!-- the whole of each word of a label; nothing where it is whole, or where its words are not those of the name -->
  <xsl:function name="f:full-label" as="xs:string*" cache="yes">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="who" as="xs:string"/>
    <xsl:variable name="speaker" as="element()?" select="(tokenize($who)[count(tokenize($who)) = 1] ! key('element', f:id(.), $tei))[1]"/>
    <xsl:variable name="name" as="xs:string?" select="$speaker/(persName, role, name)[1]/normalize-space(.)"/>
    <xsl:variable name="words" as="xs:string*" select="f:words-of($label)"/>
    <xsl:variable name="full" as="xs:string*" select="f:lengthened($words, f:words-of(string($name)))"/>
    <xsl:sequence select="$full[contains($label, '.') and count($full) = count($words)
        and (some $at in 1 to count($words) satisfies string-length($full[$at]) gt string-length($words[$at]))]"/>
  </xsl:function>

  <!-- for each word the next word of the name that it begins; fewer where one is missing -->
  <xsl:function name="f:lengthened" as="xs:string*">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:param name="name" as="xs:string*"/>
    <xsl:if test="exists($words)">
      <xsl:variable name="at" as="xs:integer?" select="(for $at in 1 to count($name) return
          $at[starts-with(lower-case($name[$at]), lower-case($words[1]))])[1]"/>
      <xsl:sequence select="$at ! (subsequence($name, ., 1), f:lengthened(tail($words), subsequence($name, . + 1)))"/>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
