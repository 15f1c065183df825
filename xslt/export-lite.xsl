<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI Lite: the small TEI that many older tools know.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  It has no texts within the text, no page furniture, no marks as elements; supplied words are corrections.
-->
<xsl:package name="urn:rubricator:export-lite" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/subset.xsl"/>

  <xsl:variable name="dates" as="xs:string*" select="'when', 'from', 'to', 'notBefore', 'notAfter'"/>
  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {
      'group': (), 'text': (), 'front': (), 'body': (), 'back': (), 'div': 'type', 'titlePage': (), 'docTitle': (), 'titlePart': 'type',
      'docAuthor': (), 'docDate': $dates, 'docImprint': (), 'docEdition': (), 'byline': (), 'epigraph': (), 'argument': (), 'castList': (),
      'castItem': 'type', 'role': (), 'roleDesc': (), 'head': 'type', 'p': 'rend', 'l': ('part', 'rend'), 'lg': 'type',
      'list': ('type', 'rend'), 'item': (), 'label': (), 'table': (), 'row': 'role', 'cell': 'role', 'figure': (), 'figDesc': (),
      'note': ('type', 'place', 'target'), 'sp': (), 'speaker': (), 'stage': 'type', 'opener': (), 'closer': (), 'postscript': (),
      'dateline': (), 'salute': (), 'signed': (), 'trailer': (), 'quote': (), 'q': 'type', 'cit': (), 'bibl': (), 'author': (),
      'editor': (),
      'title': 'level', 'publisher': (), 'pubPlace': (), 'biblScope': 'unit', 'ref': ('target', 'type'), 'date': $dates, 'time': (),
      'foreign': (), 'hi': 'rend', 'seg': ('type', 'rend'), 'choice': (), 'sic': (), 'corr': (), 'gap': ('reason', 'unit',
      'quantity', 'extent'),
      'pb': (), 'milestone': ('unit', 'rend'), 'name': 'type', 'rs': 'type', 'soCalled': (), 'mentioned': (), 'num': () }"/>
  <xsl:variable name="renamed" as="map(xs:string, xs:string*)" select="map {
      'persName': ('name', 'person'), 'placeName': ('name', 'place'), 'orgName': ('name', 'organization'), 'said': ('q', 'spoken'),
      'citedRange': 'biblScope', 'ab': 'p', 'supplied': 'corr' }"/>

  <!-- page furniture among blocks is a paragraph of its own -->
  <xsl:template match="fw" mode="export" priority="1" as="element()">
    <xsl:element name="{if (f:among-blocks(.)) then 'p' else 'seg'}">
      <xsl:attribute name="{if (f:among-blocks(.)) then 'rend' else 'type'}" select="'fw'"/>
      <xsl:apply-templates select="@n, node()" mode="export"/>
    </xsl:element>
  </xsl:template>

  <!-- a letter or document within the text as a quotation -->
  <xsl:template match="floatingText" mode="export" priority="1" as="element()">
    <quote rend="block"><xsl:apply-templates select="@xml:id, node()" mode="export"/></quote>
  </xsl:template>
  <xsl:template match="floatingText/body | floatingText//div | floatingText//opener[p] | floatingText//closer[p] | floatingText//postscript"
      mode="export" priority="2" as="node()*">
    <xsl:apply-templates mode="export"/>
  </xsl:template>
  <xsl:template match="floatingText//*[self::opener[not(p)] or self::closer[not(p)] or self::head or self::byline or self::trailer
      or self::dateline[not(ancestor::opener[not(p)] or ancestor::closer[not(p)])]
      or self::salute[not(ancestor::opener[not(p)] or ancestor::closer[not(p)])]
      or self::signed[not(ancestor::opener[not(p)] or ancestor::closer[not(p)])]]" mode="export" priority="3" as="element()">
    <p rend="{name()}"><xsl:apply-templates mode="export"/></p>
  </xsl:template>
  <xsl:template match="floatingText//dateline | floatingText//salute | floatingText//signed" mode="export" priority="2" as="element()">
    <seg type="{name()}"><xsl:apply-templates mode="export"/></seg>
  </xsl:template>
</xsl:package>
