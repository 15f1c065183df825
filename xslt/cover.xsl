<?xml version="1.0" encoding="UTF-8"?>
<!--
  Cover: a Typst document for the cover of the EPUB, drawn from the text.
  Input: an edition made by core/prepare.xsl. Output: a call of cover in assets/cover.typ with title, subtitle,
  authors and the profile of the text: for each of at most 96 stretches its mean paragraph length and its number of notes.
-->
<xsl:package name="urn:rubricator:cover" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:mode on-no-match="fail"/>

  <xsl:variable name="stretches" as="xs:integer" select="96"/>

  <xsl:template match="/" as="text()*">
    <xsl:variable name="blocks" as="element()*" select="/rb:edition/text//*[@rb:no]"/>
    <xsl:variable name="size" as="xs:integer" select="max((1, xs:integer(ceiling(count($blocks) div $stretches))))"/>
    <xsl:text>#import "cover.typ": cover&#xA;#cover(</xsl:text>
    <xsl:value-of select="f:string(rb:edition/rb:facts/rb:title), f:string(rb:edition/rb:facts/rb:subtitle[1]),
        f:string(string-join(rb:edition/rb:facts/rb:author, ' · '))" separator=", "/>
    <xsl:text>, (</xsl:text>
    <xsl:for-each-group select="$blocks" group-adjacent="(position() - 1) idiv $size">
      <xsl:value-of select="'(' || sum(current-group() ! string-length(.)) idiv count(current-group()) || ', '
                            || count(current-group()//note[@rb:call]) || '),'"/>
    </xsl:for-each-group>
    <xsl:text>))&#xA;</xsl:text>
  </xsl:template>
</xsl:package>
