<?xml version="1.0" encoding="UTF-8"?>
<!--
  DraCor: a play for the Drama Corpora Project.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  Who speaks stands in particDesc, the printed source beside the digital one, ids in small letters without full stops.
-->
<xsl:package name="urn:rubricator:export-dracor" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/export.xsl"/>

  <xsl:mode name="speaker" on-no-match="fail"/>

  <xsl:variable name="speakers" as="xs:string*" select="distinct-values($tei/text//sp/@who/tokenize(.) ! substring-after(., '#'))"/>
  <xsl:variable name="year" as="xs:string?" select="$print/date/@when/substring(., 1, 4)"/>

  <xsl:template match="TEI" mode="export" as="element()">
    <TEI type="dracor" xml:id="{f:id($id)}"><xsl:apply-templates select="@xml:lang, node()" mode="export"/></TEI>
  </xsl:template>

  <!-- ids: small letters, digits, hyphens -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="lower-case(translate($id, '._', '--'))"/>
  </xsl:function>

  <xsl:template match="@xml:id" mode="export" as="attribute()*"><xsl:attribute name="xml:id" select="f:id(.)"/></xsl:template>

  <xsl:template match="@*[matches(., '(^|\s)#')][not(name() = ('n', 'rend'))]" mode="export" as="attribute()*">
    <xsl:attribute name="{name()}" select="tokenize(.) ! (if (starts-with(., '#')) then '#' || f:id(substring(., 2)) else .)"/>
  </xsl:template>

  <!-- header -->
  <xsl:template match="sourceDesc" mode="export" as="element()">
    <sourceDesc>
      <xsl:apply-templates select="node()" mode="export"/>
      <xsl:choose>
        <xsl:when test="$print">
          <bibl type="originalSource"><xsl:apply-templates select="$print/(@xml:id, node())" mode="export"/></bibl>
        </xsl:when>
        <!-- where no print is known, the work under its own name -->
        <xsl:otherwise>
          <bibl type="originalSource">
            <xsl:for-each select="$header//titleStmt/author"><author><xsl:value-of select="normalize-space()"/></author></xsl:for-each>
            <title><xsl:value-of select="$header//titleStmt/title[1]"/></title>
          </bibl>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$year">
        <listEvent><event type="print" when="{$year}"><desc/></event></listEvent>
      </xsl:if>
    </sourceDesc>
  </xsl:template>

  <xsl:template match="bibl[@type = 'digitalSource']" mode="export" as="element()">
    <bibl>
      <xsl:apply-templates select="@*, node() except bibl" mode="export"/>
      <ref target="{(ptr/@target, '#')[1]}"><xsl:value-of select="title"/></ref>
      <xsl:apply-templates select="$header//publicationStmt/availability" mode="export"/>
    </bibl>
  </xsl:template>

  <xsl:template match="settingDesc | charDecl" mode="export" as="empty-sequence()"/>

  <xsl:template match="profileDesc" mode="export" as="element()">
    <profileDesc>
      <xsl:apply-templates select="abstract, langUsage, calendarDesc" mode="export"/>
      <xsl:variable name="people" as="element(person)*" select="particDesc//person | $tei/standOff//person[@xml:id = $speakers]"/>
      <xsl:if test="$people">
        <particDesc><listPerson><xsl:apply-templates select="$people" mode="speaker"/></listPerson></particDesc>
      </xsl:if>
      <xsl:apply-templates select="textClass" mode="export"/>
    </profileDesc>
  </xsl:template>

  <!-- who speaks is described in the header -->
  <xsl:template match="standOff//person[@xml:id = $speakers] | standOff/listPerson[not(person[not(@xml:id = $speakers)])]"
      mode="export" as="empty-sequence()"/>

  <xsl:template match="person" mode="speaker" as="element()">
    <xsl:copy><xsl:apply-templates select="@*, node()" mode="export"/></xsl:copy>
  </xsl:template>

  <xsl:template match="person/@sex" mode="export" as="node()*">
    <xsl:attribute name="sex" select="(map { 'M': 'MALE', 'F': 'FEMALE', '1': 'MALE', '2': 'FEMALE' }(string(.)), 'UNKNOWN')[1]"/>
  </xsl:template>

  <!-- attributes and elements without a place -->
  <xsl:template match="@rendition | @evidence | @*[ends-with(name(), '-custom')] | @datingMethod | text//@precision"
      mode="export" priority="1" as="empty-sequence()"/>

  <xsl:template match="supplied" mode="export" as="element()">
    <choice><sic/><corr><xsl:apply-templates select="@cert, @resp, @ana, node()" mode="export"/></corr></choice>
  </xsl:template>

  <xsl:template match="fw" mode="export" as="element()">
    <xsl:element name="{if (f:among-blocks(.)) then 'ab' else 'seg'}">
      <xsl:attribute name="type" select="'fw'"/>
      <xsl:apply-templates select="@* except @type, node()" mode="export"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="g" mode="export" as="empty-sequence()"/>
  <xsl:template match="certainty | respons" mode="export" as="empty-sequence()"/>

  <xsl:template name="remarks" as="element(rb:remark)*">
    <xsl:if test="not($tei/text//sp)"><rb:remark>there is no speech in it: DraCor takes plays</rb:remark></xsl:if>
    <xsl:if test="not($print)"><rb:remark>no printed source is stated; the work itself stands as original source</rb:remark></xsl:if>
  </xsl:template>
</xsl:package>
