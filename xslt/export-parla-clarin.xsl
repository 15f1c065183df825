<?xml version="1.0" encoding="UTF-8"?>
<!--
  Parla-CLARIN: transcripts of debates and hearings.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  A speech is an utterance `u` of segments after a note with the speaker's label; who speaks stands in the header; remarks of
  the reporters are notes.
-->
<xsl:package name="urn:rubricator:export-parla-clarin" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/subset.xsl"/>

  <xsl:variable name="speakers" as="xs:string*" select="distinct-values($tei/text//sp/@who/tokenize(.) ! substring-after(., '#'))"/>
  <xsl:variable name="dates" as="xs:string*" select="'when', 'from', 'to', 'notBefore', 'notAfter'"/>
  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {
      'text': (), 'front': (), 'body': (), 'back': (), 'div': 'type', 'titlePage': (), 'docTitle': (), 'titlePart': 'type', 'docAuthor': (),
      'docDate': $dates, 'docImprint': (), 'docEdition': (), 'byline': (), 'head': (), 'p': (), 'lg': (), 'l': (), 'list': (), 'item': (),
      'label': (), 'table': (), 'row': (), 'cell': (), 'figure': (), 'note': ('type', 'target'), 'quote': (), 'cit': (), 'bibl': (),
      'author': (), 'editor': (), 'title': 'level', 'publisher': (), 'pubPlace': (), 'biblScope': 'unit', 'ref': 'target', 'date': $dates,
      'foreign': (), 'hi': 'rend', 'seg': 'type', 'choice': (), 'sic': (), 'corr': (), 'supplied': (), 'gap': ('reason', 'unit',
      'quantity'),
      'pb': (), 'milestone': 'unit', 'persName': 'ref', 'placeName': (), 'orgName': (), 'name': 'type', 'opener': (), 'closer': (),
      'dateline': (), 'salute': (), 'signed': (), 'trailer': (), 'epigraph': (), 'argument': (), 'postscript': (), 'floatingText': () }"/>
  <xsl:variable name="renamed" as="map(xs:string, xs:string*)" select="map { 'citedRange': 'biblScope', 'ab': 'p', 'castList': 'list',
      'castItem': 'item', 'role': ('name', 'role') }"/>

  <xsl:template match="text/group" mode="export" priority="1" as="element()"><body><xsl:apply-templates
      mode="export"/></body></xsl:template>
  <xsl:template match="group/text" mode="export" priority="2" as="element()">
    <div><xsl:apply-templates select="@xml:id, @n, node()" mode="export"/></div>
  </xsl:template>
  <xsl:template match="group/text/front | group/text/body | group/text/back" mode="export" priority="2" as="element()">
    <div><xsl:apply-templates select="node()" mode="export"/></div>
  </xsl:template>

  <!-- a speech: its label as a note, then the utterance; what is no utterance stands between pieces of it -->
  <xsl:template match="sp" mode="export" priority="1" as="node()*">
    <xsl:variable name="speech" as="element(sp)" select="."/>
    <xsl:for-each-group select="node()[not(self::text()[not(normalize-space())])]"
        group-adjacent="not(self::speaker or self::stage or self::fw or self::pb or self::milestone or self::note)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <u>
            <xsl:variable name="who" as="xs:string*" select="tokenize($speech/@who) ! (if (starts-with(., '#')) then '#' ||
                f:id(substring(., 2)) else .)"/>
            <xsl:if test="exists($who)"><xsl:attribute name="who" select="$who"/></xsl:if>
            <xsl:apply-templates select="$speech/@xml:id[current-group()[1] is ($speech/*[not(self::speaker or self::stage or self::fw
                or self::pb or self::milestone or self::note)])[1]], current-group()" mode="spoken"/>
          </u>
        </xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="current-group()"><xsl:apply-templates select="." mode="export"/><xsl:text>&#10;</xsl:text></xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:mode name="spoken" on-no-match="shallow-copy"/>
  <xsl:template match="@xml:id" mode="spoken" as="attribute()"><xsl:copy/></xsl:template>
  <xsl:template match="p | ab | l | quote | said" mode="spoken" as="element()">
    <seg><xsl:apply-templates select="@xml:id, @n" mode="export"/><xsl:apply-templates mode="inside"/><xsl:text>&#10;</xsl:text></seg>
  </xsl:template>
  <xsl:template match="lg | list | table | floatingText | cit" mode="spoken" as="element()*">
    <xsl:apply-templates select=".//(l | item | row | p | head)[not(ancestor::*[self::l or self::item or self::row or self::p]
        [ancestor::* intersect current()])]" mode="segment"/>
  </xsl:template>
  <xsl:mode name="segment" on-no-match="shallow-skip"/>
  <xsl:template match="*" mode="segment" as="element()"><seg><xsl:apply-templates
      mode="inside"/><xsl:text>&#10;</xsl:text></seg></xsl:template>
  <xsl:template match="*" mode="spoken" priority="-1" as="element()"><seg><xsl:apply-templates select="."
      mode="inside"/><xsl:text>&#10;</xsl:text></seg></xsl:template>
  <xsl:template match="text()[normalize-space()]" mode="spoken"
      as="element()"><seg><xsl:copy/><xsl:text>&#10;</xsl:text></seg></xsl:template>

  <!-- inside a segment there are words, no blocks -->
  <xsl:mode name="inside" on-no-match="shallow-skip"/>
  <xsl:template match="text()" mode="inside" as="text()"><xsl:copy/></xsl:template>
  <xsl:template match="p | ab | l | lg | head | quote | list | item | table | row | cell | said | floatingText" mode="inside" as="node()*">
    <xsl:apply-templates mode="inside"/>
  </xsl:template>
  <xsl:template match="persName | placeName | orgName | date | foreign | hi | ref | choice | supplied | gap | pb | note | title | name
      | seg" mode="inside" as="node()*">
    <xsl:apply-templates select="." mode="export"/>
  </xsl:template>
  <xsl:template match="stage" mode="inside" as="element()"><note type="comment"><xsl:apply-templates mode="inside"/></note></xsl:template>

  <xsl:template match="speaker" mode="export" priority="1" as="element()"><note type="speaker"><xsl:apply-templates
      mode="export"/></note></xsl:template>
  <xsl:template match="stage" mode="export" priority="1" as="element()"><note type="comment"><xsl:apply-templates
      mode="export"/></note></xsl:template>
  <xsl:template match="fw" mode="export" priority="1" as="element()"><note type="fw"><xsl:apply-templates
      mode="export"/></note></xsl:template>

  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="$id"/>
  </xsl:function>

  <xsl:template match="persName/@ref" mode="export" priority="2" as="attribute()?">
    <xsl:where-populated>
      <xsl:attribute name="ref" select="tokenize(.)[not(starts-with(., '#')) or substring(., 2) = $speakers]"/>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template name="people" as="element()?">
    <xsl:variable name="known" as="element(person)*" select="($tei/standOff | $header//particDesc)//person[@xml:id = $speakers]"/>
    <xsl:if test="exists($speakers)">
      <particDesc>
        <listPerson>
          <xsl:for-each select="$known">
            <person xml:id="{@xml:id}">
              <xsl:copy-of select="@sex"/>
              <xsl:for-each select="persName"><persName><xsl:for-each select="node()[normalize-space()]"><xsl:choose>
                <xsl:when test="self::surname or self::forename or self::roleName or self::nameLink or self::genName or
                    self::addName"><xsl:element
                    name="{name()}"><xsl:value-of select="normalize-space()"/></xsl:element></xsl:when>
                <xsl:otherwise><xsl:value-of
                    select="normalize-space()"/></xsl:otherwise></xsl:choose></xsl:for-each></persName></xsl:for-each>
              <xsl:for-each select="sex"><sex><xsl:copy-of select="@value"/></sex></xsl:for-each>
              <xsl:for-each select="birth | death"><xsl:element name="{name()}"><xsl:copy-of select="@when"/></xsl:element></xsl:for-each>
            </person>
          </xsl:for-each>
        </listPerson>
      </particDesc>
    </xsl:if>
  </xsl:template>

  <xsl:template name="remarks" as="element(rb:remark)*">
    <xsl:if test="not($tei/text//sp)"><rb:remark>there is no speech in it: Parla-CLARIN takes transcripts</rb:remark></xsl:if>
  </xsl:template>
</xsl:package>
