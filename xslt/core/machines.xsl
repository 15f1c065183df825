<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a page tells machines about the edition: Dublin Core and Highwire for libraries, Open Graph for what shows a
  link, schema.org for search engines. Every field of the header has its place in each of them that knows it.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="#all">

  <xsl:mode name="described-to-machines" on-no-match="fail"/>

  <xsl:template match="rb:facts" mode="described-to-machines" as="element()*">
    <xsl:variable name="language" as="xs:string" select="string(/rb:edition/@xml:lang)"/>
    <xsl:variable name="doi" as="xs:string?" select="f:number(., 'doi')"/>
    <xsl:sequence select="
        rb:abstract ! f:meta('description', .), f:meta('keywords', string-join(rb:keyword, ', '))[current()/rb:keyword],
        f:meta('DC.title', rb:title), rb:author ! f:meta('DC.creator', .),
        (rb:editor, rb:contributor) ! f:meta('DC.contributor', normalize-space(.)), rb:keyword ! f:meta('DC.subject', .),
        rb:publisher[normalize-space()] ! f:meta('DC.publisher', .), rb:identifier ! f:meta('DC.identifier', @type || ':' || .),
        rb:series ! f:meta('DC.relation', string-join((., @number[string()]), ', ')),
        rb:licence[normalize-space()] ! f:meta('DC.rights', .), rb:rights ! f:meta('DC.rights', f:word('rights') || ' ' || .),
        rb:fact[@name = 'print']/rb:value[1] ! f:meta('DC.source', .),
        @date[string()] ! f:meta('DC.date', .), f:meta('DC.language', $language)"/>
    <xsl:sequence select="
        f:meta('citation_title', rb:title), rb:author ! f:meta('citation_author', @file-as), rb:editor ! f:meta('citation_editor',
            @file-as),
        @date[string()] ! f:meta('citation_publication_date', translate(., '-', '/')),
        rb:publisher[normalize-space()] ! f:meta('citation_publisher', .), f:number(., 'isbn') ! f:meta('citation_isbn', .),
        $doi ! f:meta('citation_doi', .), rb:series ! f:meta('citation_series_title', .),
        rb:series/@number[string()] ! f:meta('citation_volume', .), f:meta('citation_language', $language),
        rb:keyword ! f:meta('citation_keywords', .)"/>
    <xsl:sequence select="
        f:graph('og:type', 'book'), f:graph('og:title', rb:title), rb:abstract ! f:graph('og:description', .),
        rb:publisher[normalize-space()] ! f:graph('og:site_name', .), f:graph('og:locale', translate($language, '-', '_')),
        rb:author ! f:graph('book:author', .), f:number(., 'isbn') ! f:graph('book:isbn', .),
        @date[string()] ! f:graph('book:release_date', .), rb:keyword ! f:graph('book:tag', .)"/>
    <xsl:for-each select="$doi"><link rel="canonical" href="https://doi.org/{.}"/></xsl:for-each>
    <xsl:for-each select="rb:licence/@target[string()]"><link rel="license" href="{.}"/></xsl:for-each>
    <xsl:call-template name="alternates"/>
    <script type="application/ld+json"><xsl:value-of select="serialize(f:book(.), map { 'method': 'json', 'indent': false() })"/></script>
  </xsl:template>

  <!-- other forms of the edition that lie beside the page: outputs that know some override this -->
  <xsl:template name="alternates" as="element()*"/>

  <xsl:function name="f:meta" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="content" as="xs:string"/>
    <meta name="{$name}" content="{$content}"/>
  </xsl:function>

  <xsl:function name="f:graph" as="element()">
    <xsl:param name="property" as="xs:string"/>
    <xsl:param name="content" as="xs:string"/>
    <meta property="{$property}" content="{$content}"/>
  </xsl:function>

  <xsl:function name="f:number" as="xs:string?">
    <xsl:param name="facts" as="element(rb:facts)"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:sequence select="$facts/rb:identifier[lower-case(@type) = $kind][1]/string()"/>
  </xsl:function>

  <!-- the edition as a Book of schema.org, without what nobody stated -->
  <xsl:function name="f:book" as="map(*)">
    <xsl:param name="facts" as="element(rb:facts)"/>
    <xsl:sequence select="map:merge((
        map { '@context': 'https://schema.org', '@type': 'Book', 'name': string($facts/rb:title),
            'inLanguage': string(root($facts)/rb:edition/@xml:lang) },
        f:given('alternativeHeadline', $facts/rb:subtitle ! string(.)), f:given('author', $facts/rb:author ! f:person(.)),
        f:given('editor', ($facts/rb:editor, $facts/rb:contributor[@role = 'edt']) ! f:person(.)),
        f:given('translator', $facts/rb:contributor[@role = 'trl'] ! f:person(.)),
        f:given('illustrator', $facts/rb:contributor[@role = 'ill'] ! f:person(.)),
        f:given('contributor', $facts/rb:contributor[not(@role = ('edt', 'trl', 'ill'))] ! f:person(.)),
        f:given('publisher', $facts/rb:publisher[normalize-space()] ! map { '@type': 'Organization', 'name': string(.) }),
        f:given('locationCreated', $facts/rb:place ! map { '@type': 'Place', 'name': string(.) }),
        f:given('datePublished', $facts/@date[string()] ! string(.)), f:given('isbn', f:number($facts, 'isbn')),
        f:given('identifier', $facts/rb:identifier[not(lower-case(@type) = 'isbn')]
            ! map { '@type': 'PropertyValue', 'propertyID': lower-case(@type), 'value': string(.) }),
        f:given('bookEdition', $facts/rb:version ! string(.)),
        f:given('isPartOf', $facts/rb:series ! map:merge((map { '@type': 'BookSeries', 'name': string(.) },
            @number[string()] ! map { 'position': string(.) }))),
        f:given('license', $facts/rb:licence[normalize-space()] ! string((@target[string()], .)[1])),
        f:given('copyrightHolder', $facts/rb:rights ! map { '@type': 'Organization', 'name': string(.) }),
        f:given('keywords', $facts/rb:keyword ! string(.)), f:given('abstract', $facts/rb:abstract ! string(.)),
        f:given('isBasedOn', $facts/rb:fact[@name = 'print']/rb:value ! string(.))))"/>
  </xsl:function>

  <!-- a field with its value or values; no field where there are none -->
  <xsl:function name="f:given" as="map(*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="item()*"/>
    <xsl:sequence select="if (empty($values)) then () else map { $name: if (count($values) eq 1) then $values else array { $values } }"/>
  </xsl:function>

  <xsl:function name="f:person" as="map(*)">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="map { '@type': 'Person', 'name': normalize-space($name) }"/>
  </xsl:function>
</xsl:stylesheet>
