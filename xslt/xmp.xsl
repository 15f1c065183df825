<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the metadata of the PDF say beyond title, authors, summary and keywords.
  Input: an edition made by core/prepare.xsl. Output: one rdf:Description of XMP (ISO 16684-1), in the schemas that
  PDF/A knows without being told of them.
-->
<xsl:package name="urn:rubricator:xmp" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    exclude-result-prefixes="xsl xs map rb f">

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:mode on-no-match="fail"/>

  <xsl:template match="/" as="element()">
    <xsl:apply-templates select="rb:edition/rb:facts"/>
  </xsl:template>

  <xsl:template match="rb:facts" as="element(rdf:Description)">
    <xsl:variable name="numbers" as="xs:string*" select="rb:identifier ! f:urn(.)"/>
    <rdf:Description rdf:about="">
      <xsl:sequence select="
          f:several('dc:contributor', 'Bag', (rb:editor, rb:contributor) ! normalize-space(.)),
          f:several('dc:publisher', 'Bag', string-join((rb:publisher, rb:place) ! normalize-space(.)[.], ', ')[.]),
          f:several('dc:subject', 'Bag', rb:keyword ! string(.)),
          f:several('dc:date', 'Seq', string(@date)[.]),
          f:several('dc:relation', 'Bag', rb:series ! string-join((normalize-space(.), @number[string()]), ', ')),
          f:several('dc:type', 'Bag', 'Text'),
          f:several('xmp:Identifier', 'Bag', $numbers),
          f:several('xmpRights:Owner', 'Bag', rb:rights ! string(.))"/>
      <xsl:for-each select="$numbers[1]"><dc:identifier><xsl:value-of select="."/></dc:identifier></xsl:for-each>
      <xsl:for-each select="rb:licence[normalize-space()]">
        <dc:rights><rdf:Alt><rdf:li xml:lang="x-default"><xsl:value-of select="normalize-space(.)"/></rdf:li></rdf:Alt></dc:rights>
      </xsl:for-each>
      <xsl:for-each select="rb:licence/@target[starts-with(., 'http')]">
        <xmpRights:WebStatement><xsl:value-of select="."/></xmpRights:WebStatement>
      </xsl:for-each>
      <xsl:for-each select="rb:version"><xmpMM:VersionID><xsl:value-of select="."/></xmpMM:VersionID></xsl:for-each>
    </rdf:Description>
  </xsl:template>

  <!-- a property of several values, if it has any -->
  <xsl:function name="f:several" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:if test="exists($values)">
      <xsl:element name="{$name}">
        <xsl:element name="rdf:{$kind}">
          <xsl:for-each select="$values"><rdf:li><xsl:value-of select="."/></rdf:li></xsl:for-each>
        </xsl:element>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <!-- an identifier that says of which kind it is -->
  <xsl:function name="f:urn" as="xs:string">
    <xsl:param name="identifier" as="element(rb:identifier)"/>
    <xsl:variable name="before" as="map(xs:string, xs:string)" select="map { 'isbn': 'urn:isbn:', 'issn': 'urn:issn:',
        'doi': 'https://doi.org/', 'handle': 'https://hdl.handle.net/' }"/>
    <xsl:sequence select="$before(lower-case($identifier/@type)) || $identifier"/>
  </xsl:function>
</xsl:package>
