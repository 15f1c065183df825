<?xml version="1.0" encoding="UTF-8"?>
<!--
  DTABf: the base format of the German Text Archive for printed texts.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  Headings, corrections and names lose type and responsibility; notes say where they stand; speech is `q`.
-->
<xsl:package name="urn:rubricator:export-dtabf" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/subset.xsl"/>

  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {
      'text': (), 'front': (), 'body': (), 'back': (), 'div': 'type', 'floatingText': (), 'titlePage': 'type', 'docTitle': (),
      'titlePart': 'type', 'docAuthor': (), 'docDate': (), 'docImprint': (), 'docEdition': (), 'byline': (), 'epigraph': (), 'argument': (),
      'castList': (), 'castItem': (), 'role': (), 'roleDesc': (), 'head': (), 'p': (), 'l': (), 'lg': 'type', 'list': (), 'item': (),
      'label': (), 'table': (), 'row': (), 'cell': (), 'figure': (), 'figDesc': (), 'note': ('place', 'target'), 'sp': (), 'speaker': (),
      'stage': (), 'opener': (), 'closer': (), 'postscript': (), 'dateline': (), 'salute': (), 'signed': (), 'trailer': (),
      'fw': ('type', 'place'), 'quote': (), 'q': (), 'cit': (), 'bibl': (), 'author': (), 'editor': (), 'title': (), 'publisher': (),
      'pubPlace': (), 'biblScope': (), 'ref': 'target', 'date': (), 'foreign': (), 'hi': 'rendition', 'choice': (), 'sic': (), 'corr': (),
      'supplied': (), 'gap': ('reason', 'unit', 'quantity'), 'pb': (), 'milestone': ('unit', 'rendition'), 'persName': (), 'placeName': (),
      'orgName': (), 'name': () }"/>
  <xsl:variable name="renamed" as="map(xs:string, xs:string*)" select="map { 'said': 'q', 'citedRange': 'biblScope', 'ab': 'p' }"/>
  <xsl:variable name="looks" as="map(xs:string, xs:string)" select="map { 'italic': '#i', 'bold': '#b', 'smallcaps': '#k', 'spaced': '#g',
      'superscript': '#sup', 'subscript': '#sub' }"/>

  <!-- texts of a collection as divisions -->
  <xsl:template match="text/group" mode="export" priority="1" as="element()">
    <body><xsl:apply-templates mode="export"/></body>
  </xsl:template>
  <xsl:template match="group/text" mode="export" priority="2" as="element()">
    <div><xsl:apply-templates select="@xml:id, @n, node()" mode="export"/></div>
  </xsl:template>
  <xsl:template match="group/text/front | group/text/body | group/text/back" mode="export" priority="2" as="element()">
    <div><xsl:apply-templates select="@n, node()" mode="export"/></div>
  </xsl:template>

  <!-- a note says where it stands; one of the author's sentence is no note there -->
  <xsl:template match="note" mode="export" priority="1" as="element()">
    <note place="{if (@place = ('left', 'right', 'margin')) then 'left' else if (ancestor::div[@type = 'notes']) then 'end' else 'foot'}">
      <xsl:apply-templates select="@xml:id, @n, @target, node()" mode="export"/>
    </note>
  </xsl:template>

  <xsl:template match="hi/@rend" mode="export" as="attribute()?">
    <xsl:where-populated><xsl:attribute name="rendition" select="tokenize(.) ! $looks(.)"/></xsl:where-populated>
  </xsl:template>
  <xsl:template match="hi" mode="export" priority="1" as="element()">
    <hi><xsl:apply-templates select="@rend, node()" mode="export"/></hi>
  </xsl:template>
</xsl:package>
