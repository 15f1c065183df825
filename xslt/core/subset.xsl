<?xml version="1.0" encoding="UTF-8"?>
<!--
  Subset: a house that knows fewer elements than we write.
  Input: a TEI document as `rubricator encode` writes it; the including package says in $kept which elements of the text
  stay with which attributes, and in $renamed what others are called there. Every other tag gives way to its content.
  The header keeps what every house knows; entries that the text points to go with the names that pointed to them.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="export.xsl"/>

  <!-- elements of the text by name, with the attributes that stay with them -->
  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {}"/>
  <!-- what an element is called in the house, and the type that says what it was -->
  <xsl:variable name="renamed" as="map(xs:string, xs:string*)" select="map {}"/>
  <xsl:variable name="everywhere" as="xs:string*" select="'xml:id', 'xml:lang', 'n'"/>
  <!-- ids that stay, so that no pointer leads nowhere -->
  <xsl:variable name="borne" as="xs:string*"
      select="$tei/text//*[map:contains($kept, name()) or map:contains($renamed, name())]/@xml:id ! ('#' || .)"/>

  <xsl:template match="TEI" mode="export" as="element()">
    <TEI>
      <xsl:copy-of select="@xml:lang"/>
      <xsl:text>&#10;</xsl:text>
      <xsl:call-template name="header"/>
      <xsl:text>&#10;</xsl:text>
      <xsl:apply-templates select="text" mode="export"/>
    </TEI>
  </xsl:template>

  <xsl:template match="TEI/text" mode="export" as="element()">
    <text><xsl:apply-templates select="@xml:lang, node()" mode="export"/></text>
  </xsl:template>

  <!-- the text -->
  <xsl:template match="text//*" mode="export" priority="-1" as="node()*"><xsl:apply-templates mode="export"/></xsl:template>

  <xsl:template match="text//*[map:contains($kept, name())]" mode="export" as="element()">
    <xsl:element name="{name()}">
      <xsl:apply-templates select="@*[name() = ($everywhere, $kept(name(..)))], node()" mode="export"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="text//*[map:contains($renamed, name())]" mode="export" as="element()">
    <xsl:variable name="new" as="xs:string+" select="$renamed(name())"/>
    <xsl:element name="{$new[1]}">
      <xsl:if test="$new[2]"><xsl:attribute name="type" select="$new[2]"/></xsl:if>
      <xsl:apply-templates select="@*[name() = ($everywhere, $kept($new[1]))][not(name() = 'type' and $new[2])], node()" mode="export"/>
    </xsl:element>
  </xsl:template>

  <!-- the author's bracket inside other words: printed words, which readers that hide notes must not hide -->
  <xsl:template match="text//note[@place = 'inline']" mode="export" priority="5" as="element()">
    <seg type="{@type}"><xsl:apply-templates select="@xml:id, @n, node()" mode="export"/></seg>
  </xsl:template>

  <!-- pointers to entries and rules go; those to places of the text stay -->
  <xsl:template match="text//@*[matches(., '(^|\s)#')][not(name() = ('n', 'rend'))]" mode="export" as="attribute()?">
    <xsl:where-populated>
      <xsl:attribute name="{name()}" select="tokenize(.)[not(starts-with(., '#')) or . = $borne]"/>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="g" mode="export" as="empty-sequence()"/>
  <xsl:template match="certainty | respons" mode="export" as="empty-sequence()"/>

  <!-- the header: what every house knows -->
  <xsl:template name="header" as="element()">
    <teiHeader>
      <fileDesc>
        <titleStmt>
          <xsl:for-each select="$header//titleStmt/title"><title><xsl:copy-of select="@type"/><xsl:value-of
              select="."/></title></xsl:for-each>
          <xsl:for-each select="$header//titleStmt/author"><author><xsl:value-of select="normalize-space()"/></author></xsl:for-each>
          <xsl:for-each select="$header//titleStmt/funder"><funder><xsl:value-of select="normalize-space()"/></funder></xsl:for-each>
          <xsl:for-each select="$header//titleStmt/respStmt">
            <respStmt>
              <xsl:for-each select="resp"><resp><xsl:value-of select="."/></resp></xsl:for-each>
              <xsl:for-each select="name"><name><xsl:value-of select="normalize-space()"/></name></xsl:for-each>
            </respStmt>
          </xsl:for-each>
        </titleStmt>
        <xsl:for-each select="$header//editionStmt/edition">
          <editionStmt><edition><xsl:copy-of select="@n"/><xsl:value-of select="."/></edition></editionStmt>
        </xsl:for-each>
        <extent><xsl:value-of select="$header//extent/measure[1] ! (@quantity || ' ' || @unit)"/></extent>
        <publicationStmt>
          <xsl:apply-templates select="$header//publicationStmt/(publisher | authority | distributor | pubPlace | date |
              availability | idno)"
              mode="plain"/>
        </publicationStmt>
        <xsl:for-each select="$header//seriesStmt"><seriesStmt><xsl:apply-templates select="title"
            mode="plain"/></seriesStmt></xsl:for-each>
        <sourceDesc>
          <xsl:choose>
            <xsl:when test="$print"><xsl:apply-templates select="$print" mode="plain"/></xsl:when>
            <xsl:otherwise><p><xsl:value-of select="$header//sourceDesc/bibl[1]/title"/></p></xsl:otherwise>
          </xsl:choose>
        </sourceDesc>
      </fileDesc>
      <encodingDesc>
        <projectDesc><p><xsl:value-of select="$header//projectDesc/p"/></p></projectDesc>
        <editorialDecl><p><xsl:value-of select="$header//editorialDecl/*/p[1]/normalize-space()" separator=" "/></p></editorialDecl>
      </encodingDesc>
      <profileDesc>
        <langUsage>
          <xsl:for-each select="$header//langUsage/language"><language ident="{@ident}"><xsl:value-of select="."/></language></xsl:for-each>
        </langUsage>
        <xsl:call-template name="people"/>
        <xsl:if test="$header//keywords/term">
          <textClass><keywords><xsl:for-each select="$header//keywords/term"><term><xsl:value-of
              select="."/></term></xsl:for-each></keywords></textClass>
        </xsl:if>
      </profileDesc>
      <revisionDesc>
        <xsl:for-each select="$header//revisionDesc/change">
          <change><xsl:copy-of select="@when"/><xsl:value-of select="normalize-space()"/></change>
        </xsl:for-each>
      </revisionDesc>
    </teiHeader>
  </xsl:template>

  <!-- who takes part, in a house that wants to know -->
  <xsl:template name="people" as="element()?"/>

  <xsl:mode name="plain" on-no-match="shallow-skip"/>
  <xsl:template match="text()" mode="plain" as="text()"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="publisher | authority | distributor | pubPlace | date | title | author | editor | idno | availability | bibl | p"
      mode="plain" as="element()">
    <xsl:element name="{name()}">
      <xsl:copy-of select="@when, @target, @status, self::idno/@type"/>
      <xsl:apply-templates select="*[ancestor-or-self::availability or ancestor-or-self::bibl], text()[normalize-space() or
          not(../self::availability or ../self::bibl)]" mode="plain"/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="licence" mode="plain" as="element()">
    <licence><xsl:copy-of select="@target"/><p><xsl:value-of select="."/></p></licence>
  </xsl:template>
  <xsl:template match="bibl/note" mode="plain" as="element()"><note><xsl:value-of select="."/></note></xsl:template>
</xsl:stylesheet>
