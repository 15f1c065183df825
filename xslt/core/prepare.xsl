<?xml version="1.0" encoding="UTF-8"?>
<!--
  Prepare: TEI in, edition out; run once, before html.xsl, epub.xsl and print.xsl.
  Input: a TEI document as `rubricator encode` writes it (its header may be poorer).
  Output: rb:edition with the facts of the edition, its contents, the text in units, the indexes, the chronology
  and the corrections. Everything that needs thought is decided here, in four passes; outputs only set it.
-->
<xsl:package name="urn:rubricator:prepare" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:include href="functions.xsl"/>
  <xsl:include href="reading.xsl"/>
  <xsl:include href="typography.xsl"/>
  <xsl:include href="shape.xsl"/>
  <xsl:include href="anchors.xsl"/>
  <xsl:include href="lines.xsl"/>
  <xsl:include href="labels.xsl"/>
  <xsl:include href="collect.xsl"/>
  <xsl:include href="facts.xsl"/>

  <xsl:output method="xml" indent="no"/>

  <!-- file stem of the TEI: names the edition where its header does not -->
  <xsl:param name="id" as="xs:string" select="'edition'"/>
  <!-- date of the edition where SOURCE_DATE_EPOCH gives one -->
  <xsl:param name="date" as="xs:string" select="''"/>

  <!-- which parts the apparatus has, in their order; empty: all -->
  <xsl:param name="sections" as="xs:string" select="''"/>

  <!-- pictures of the edition, as JSON: place among the illustrations, address, size, words -->
  <xsl:param name="pictures" as="xs:string" select="''"/>

  <xsl:variable name="tei" as="document-node()" select="/"/>

  <xsl:mode on-no-match="fail"/>

  <xsl:template match="/" as="node()*">
    <xsl:variable name="reading-text" as="element(text)">
      <xsl:apply-templates select="TEI/text" mode="reading"/>
    </xsl:variable>
    <xsl:variable name="facts" as="element(rb:facts)">
      <xsl:call-template name="facts">
        <xsl:with-param name="title-page" select="$reading-text/descendant::titlePage[not(ancestor::group)][1]"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="shaped" as="element(text)">
      <text xmlns="http://www.tei-c.org/ns/1.0">
        <xsl:apply-templates select="$reading-text" mode="unit">
          <xsl:with-param name="facts" select="$facts" tunnel="yes"/>
        </xsl:apply-templates>
      </text>
    </xsl:variable>
    <xsl:if test="empty($shaped/div)">
      <xsl:sequence select="error(xs:QName('rb:empty'), 'the text holds nothing to read: no paragraph, verse, speech or list')"/>
    </xsl:if>
    <xsl:variable name="text" as="element(text)">
      <xsl:apply-templates select="$shaped" mode="anchor"/>
    </xsl:variable>
    <rb:edition id="{$id}" xml:lang="{$language}" reading="{$reading}">
      <xsl:sequence select="$facts"/>
      <xsl:call-template name="contents"><xsl:with-param name="text" select="$text"/></xsl:call-template>
      <xsl:sequence select="$text"/>
      <xsl:variable name="apparatus" as="element()*">
        <xsl:call-template name="apparatus"><xsl:with-param name="text" select="$text"/></xsl:call-template>
      </xsl:variable>
      <xsl:sequence select="if ($sections = '') then $apparatus
          else for $name in tokenize($sections) return $apparatus[(@type, local-name())[1] = $name]"/>
    </rb:edition>
  </xsl:template>

  <xsl:template name="apparatus" as="element()*">
    <xsl:param name="text" as="element(text)"/>
    <xsl:call-template name="indexes">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="tei" select="$tei"/>
    </xsl:call-template>
    <xsl:call-template name="exchanges"><xsl:with-param name="text" select="$text"/></xsl:call-template>
    <xsl:call-template name="bibliography"/>
    <xsl:call-template name="chronology"><xsl:with-param name="text" select="$text"/></xsl:call-template>
    <xsl:call-template name="emendations"><xsl:with-param name="text" select="$text"/></xsl:call-template>
    <rb:about/>
  </xsl:template>
</xsl:package>
