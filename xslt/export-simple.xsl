<?xml version="1.0" encoding="UTF-8"?>
<!--
  TEI simplePrint: for tools that process the subset of the TEI Consortium for printed books.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  Names become `name` with a type, speech becomes `q`; entries and certainty have no place.
-->
<xsl:package name="urn:rubricator:export-simple" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/subset.xsl"/>

  <xsl:variable name="dates" as="xs:string*" select="'when', 'from', 'to', 'notBefore', 'notAfter'"/>
  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {
      'group': (), 'text': (), 'front': (), 'body': (), 'back': (), 'div': 'type', 'floatingText': 'type', 'titlePage': (), 'docTitle': (),
      'titlePart': 'type', 'docAuthor': (), 'docDate': $dates, 'docImprint': (), 'docEdition': (), 'byline': (), 'epigraph': (),
      'argument': (), 'castList': (), 'castItem': 'type', 'role': (), 'roleDesc': (), 'head': 'type', 'p': 'rend', 'ab': 'type',
      'l': ('part', 'rend'), 'lg': 'type', 'list': ('type', 'rend'), 'item': (), 'label': (), 'table': (), 'row': 'role', 'cell': 'role',
      'figure': (), 'figDesc': (), 'note': ('type', 'place', 'target'), 'sp': (), 'speaker': (), 'stage': 'type', 'opener': (),
      'closer': (),
      'postscript': (), 'dateline': (), 'salute': (), 'signed': (), 'trailer': (), 'fw': ('type', 'place'), 'quote': (),
      'q': 'type', 'cit': (),
      'bibl': (), 'author': (), 'editor': (), 'title': 'level', 'publisher': (), 'pubPlace': (), 'biblScope': 'unit',
      'ref': ('target', 'type'),
      'date': $dates, 'time': (), 'foreign': (), 'hi': 'rend', 'seg': ('type', 'rend'), 'choice': (), 'sic': (), 'corr': (), 'supplied': (),
      'gap': ('reason', 'unit', 'quantity', 'extent'), 'pc': (), 'pb': (), 'milestone': ('unit', 'rend'), 'name': 'type', 'rs': 'type',
      'measure': ('unit', 'quantity'), 'num': () }"/>
  <xsl:variable name="renamed" as="map(xs:string, xs:string*)" select="map {
      'persName': ('name', 'person'), 'placeName': ('name', 'place'), 'orgName': ('name', 'organization'), 'said': ('q', 'spoken'),
      'soCalled': ('q', 'soCalled'), 'mentioned': ('q', 'mentioned'), 'citedRange': 'biblScope' }"/>
</xsl:package>
