<?xml version="1.0" encoding="UTF-8"?>
<!--
  ELTeC: a novel for the European Literary Text Collection, level 1.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  The house keeps divisions, headings, paragraphs, lines, quotations, notes and little else: every other tag gives way
  to its content, and corrections are applied.
-->
<xsl:package name="urn:rubricator:export-eltec" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns:e="http://distantreading.net/eltec/ns"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/export.xsl"/>

  <!-- elements of the text that stay, with the attributes that stay with them -->
  <xsl:variable name="kept" as="map(xs:string, xs:string*)" select="map {
      'text': ('xml:space'), 'front': (), 'body': (), 'back': (), 'div': ('type'), 'head': ('type'), 'p': (), 'l': (), 'trailer': (),
      'quote': (), 'note': ('target', 'type'), 'ref': ('target', 'type'), 'hi': ('rend'), 'foreign': (), 'label': (),
      'title': ('level', 'ref'), 'date': ('when', 'from', 'to', 'notBefore', 'notAfter'), 'pb': (), 'corr': ('type') }"/>
  <xsl:variable name="everywhere" as="xs:string*" select="'xml:id', 'xml:lang', 'n'"/>
  <xsl:variable name="divisions" as="map(xs:string, xs:string)" select="map {
      'chapter': 'chapter', 'story': 'chapter', 'part': 'group', 'book': 'group', 'volume': 'group', 'set': 'group', 'letter':
      'letter', 'notes': 'notes' }"/>

  <!-- blocks of words elsewhere in TEI, paragraphs here -->
  <xsl:variable name="becoming-paragraphs" as="xs:string*" select="
      'titlePart', 'docAuthor', 'docDate', 'docImprint', 'docEdition', 'byline', 'dateline', 'salute', 'signed', 'speaker', 'stage', 'ab',
      'item', 'castItem', 'row', 'figure', 'fw', 'opener', 'closer', 'label'"/>

  <xsl:variable name="words" as="xs:integer" select="count(tokenize(normalize-space(string-join($tei/text//text(), '')), ' '))"/>
  <xsl:variable name="years" as="xs:integer*" select="$print/(note, date)/analyze-string(., '\d{4}')//*:match/xs:integer(.)"/>
  <xsl:variable name="year" as="xs:integer?" select="$years[1]"/>
  <xsl:variable name="slot" as="xs:integer" select="max((1, min((4, (($year, 1920)[1] - 1840) idiv 20 + 1))))"/>
  <xsl:variable name="publication" as="element()*" select="$header//publicationStmt/(publisher, distributor, date,
      availability/licence[@target])"/>

  <xsl:template match="TEI" mode="export" as="element()">
    <TEI xml:id="{$id}" xml:lang="{$language}">
      <xsl:text>&#10;</xsl:text>
      <xsl:call-template name="header"/>
      <xsl:text>&#10;</xsl:text>
      <xsl:apply-templates select="text" mode="export"/>
    </TEI>
  </xsl:template>

  <!-- the text: what is not kept gives way to its content -->
  <xsl:template match="text//*" mode="export" priority="-1" as="node()*"><xsl:apply-templates mode="export"/></xsl:template>

  <xsl:template match="text//*[map:contains($kept, name())] | TEI/text" mode="export"
      xmlns:map="http://www.w3.org/2005/xpath-functions/map" as="element()">
    <xsl:copy copy-namespaces="no">
      <xsl:apply-templates select="@*[name() = ($everywhere, $kept(name(..)))], node()" mode="export"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="div/@type" mode="export" as="attribute()?">
    <xsl:where-populated>
      <xsl:attribute name="type" select="$divisions(.)"/>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="(front | back)//div/@type[not(. = ('notes', 'letter'))]" mode="export" priority="1" as="node()*">
    <xsl:attribute name="type" select="'liminal'"/>
  </xsl:template>

  <!-- corrections are applied -->
  <xsl:template match="choice" mode="export" as="node()*"><xsl:apply-templates select="corr" mode="export"/></xsl:template>
  <xsl:template match="supplied" mode="export" as="element()"><corr><xsl:apply-templates mode="export"/></corr></xsl:template>

  <xsl:template match="gap" mode="export" as="element()"><gap/></xsl:template>
  <xsl:template match="milestone" mode="export" as="element()"><milestone unit="section"/></xsl:template>
  <xsl:template match="g" mode="export" as="empty-sequence()"/>

  <xsl:template match="titlePage" mode="export" as="element()"><div type="titlepage"><xsl:apply-templates
      mode="export"/></div></xsl:template>

  <xsl:template match="text//*[name() = $becoming-paragraphs][f:among-blocks(.)][not(parent::figure or f:mixed(..))]"
      mode="export" priority="2" as="element()">
    <p><xsl:apply-templates select="@xml:id, @n, node()" mode="export"/></p>
  </xsl:template>

  <xsl:template match="text//*[name() = $becoming-paragraphs][f:holds-blocks(.)]" mode="export" priority="3" as="node()*">
    <xsl:apply-templates mode="export"/>
  </xsl:template>

  <!-- an entry under an entry stands in its paragraph -->
  <xsl:template match="item[ancestor::item[f:mixed(.)]]" mode="export" priority="4" as="node()*"><xsl:apply-templates
      mode="export"/></xsl:template>

  <xsl:template match="note" mode="export" priority="4" as="element()">
    <note><xsl:apply-templates select="@xml:id, @n, @target, @type, node()" mode="export"/></note>
  </xsl:template>

  <!-- headings inside a division, where it has begun already -->
  <xsl:template match="head[not(parent::div or parent::front or parent::body or parent::back)]" mode="export" priority="2" as="element()">
    <label><xsl:apply-templates select="@xml:id, node()" mode="export"/></label>
  </xsl:template>

  <!-- quotations set apart -->
  <xsl:template match="epigraph" mode="export" priority="2" as="element()"><quote><xsl:apply-templates
      mode="export"/></quote></xsl:template>
  <xsl:template match="(front | back)/epigraph" mode="export" priority="3" as="element()">
    <div type="liminal"><quote><xsl:apply-templates mode="export"/></quote></div>
  </xsl:template>
  <xsl:template match="epigraph/quote | epigraph/cit/quote" mode="export" priority="3" as="node()*"><xsl:apply-templates
      mode="export"/></xsl:template>
  <xsl:template match="cit[f:among-blocks(.)]" mode="export" priority="2" as="element()"><p><xsl:apply-templates
      mode="export"/></p></xsl:template>
  <xsl:template match="epigraph/cit" mode="export" priority="3" as="node()*"><xsl:apply-templates mode="export"/></xsl:template>
  <xsl:template match="floatingText" mode="export" priority="2" as="element()">
    <quote type="letter"><xsl:apply-templates select="@xml:id, node()" mode="export"/></quote>
  </xsl:template>
  <xsl:template match="floatingText/body" mode="export" priority="2" as="node()*"><xsl:apply-templates mode="export"/></xsl:template>

  <!-- True for what holds blocks, or becomes them. -->
  <xsl:function name="f:holds-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not(f:mixed($element)) and exists($element/(p, l, lg, list, dateline, salute, signed, quote[p]))"/>
  </xsl:function>

  <!-- True for what has words of its own between its elements. -->
  <xsl:function name="f:mixed" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/text()[normalize-space()])"/>
  </xsl:function>

  <!-- the header, made anew -->
  <xsl:template name="header" as="element()">
    <teiHeader>
      <fileDesc>
        <titleStmt>
          <title><xsl:value-of select="string-join($header//titleStmt/title, ': ')"/></title>
          <xsl:for-each select="$header//titleStmt/author"><author><xsl:value-of select="normalize-space()"/></author></xsl:for-each>
          <xsl:for-each select="$header//titleStmt/respStmt">
            <respStmt>
              <xsl:for-each select="resp"><resp><xsl:value-of select="."/></resp></xsl:for-each>
              <xsl:for-each select="name | persName | orgName"><name><xsl:value-of select="normalize-space()"/></name></xsl:for-each>
            </respStmt>
          </xsl:for-each>
        </titleStmt>
        <extent><measure unit="words"><xsl:value-of select="$words"/></measure></extent>
        <publicationStmt><xsl:call-template name="publication"/></publicationStmt>
        <sourceDesc><xsl:call-template name="sources"/></sourceDesc>
      </fileDesc>
      <encodingDesc n="eltec-1"><p><xsl:value-of select="$header//projectDesc/p"/></p></encodingDesc>
      <profileDesc>
        <langUsage>
          <xsl:for-each select="$header//langUsage/language"><language ident="{@ident}"><xsl:value-of select="."/></language></xsl:for-each>
        </langUsage>
        <xsl:if test="$header//keywords/term">
          <textClass><keywords><xsl:for-each select="$header//keywords/term"><term><xsl:value-of
              select="."/></term></xsl:for-each></keywords></textClass>
        </xsl:if>
        <textDesc>
          <e:authorGender key="{f:gender()}"/>
          <e:size key="{if ($words lt 50000) then 'short' else if ($words lt 100000) then 'medium' else 'long'}"/>
          <e:reprintCount key="unspecified"/>
          <e:timeSlot key="T{$slot}"/>
        </textDesc>
      </profileDesc>
      <revisionDesc>
        <xsl:for-each select="$header//revisionDesc/change"><change><xsl:copy-of select="@when"/><xsl:value-of
            select="normalize-space()"/></change></xsl:for-each>
      </revisionDesc>
    </teiHeader>
  </xsl:template>

  <!-- all four parts in their order, or in words what is stated -->
  <xsl:template name="publication" as="node()*">
    <xsl:variable name="stated" as="element()*" select="$header//publicationStmt"/>
    <xsl:choose>
      <xsl:when test="$stated/publisher and $stated/distributor and $stated/date and $stated/availability/licence/@target">
        <publisher><xsl:value-of select="$stated/publisher"/></publisher>
        <distributor><xsl:value-of select="$stated/distributor"/></distributor>
        <date><xsl:copy-of select="$stated/date[1]/@when"/><xsl:value-of select="$stated/date[1]"/></date>
        <availability>
          <licence target="{$stated/availability/licence/@target}"><p><xsl:value-of select="$stated/availability/licence"/></p></licence>
        </availability>
        <xsl:for-each select="$stated/idno[@type = 'DOI']"><ref target="https://doi.org/{.}"><xsl:value-of select="."/></ref></xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <p><xsl:value-of select="string-join($stated/(publisher, authority, distributor, pubPlace, date, availability, idno) !
            normalize-space(), '; ')"/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="sources" as="node()*">
    <xsl:variable name="file" as="element(bibl)?" select="($header//sourceDesc//bibl[@type = 'digitalSource'])[1]"/>
    <bibl type="digitalSource">
      <xsl:for-each select="$file/title"><title><xsl:value-of select="."/></title></xsl:for-each>
      <xsl:for-each select="$file/ptr"><ref target="{@target}"/></xsl:for-each>
    </bibl>
    <xsl:for-each select="$print">
      <bibl type="printSource">
        <xsl:for-each select="author"><author><xsl:value-of select="normalize-space()"/></author></xsl:for-each>
        <xsl:for-each select="title"><title><xsl:value-of select="normalize-space()"/></title></xsl:for-each>
        <xsl:for-each select="pubPlace"><pubPlace><xsl:value-of select="normalize-space()"/></pubPlace></xsl:for-each>
        <xsl:for-each select="publisher"><publisher><xsl:value-of select="normalize-space()"/></publisher></xsl:for-each>
        <xsl:for-each select="date"><date><xsl:copy-of select="@when"/><xsl:value-of select="normalize-space()"/></date></xsl:for-each>
      </bibl>
    </xsl:for-each>
  </xsl:template>

  <!-- M or F where the author's entry tells, else U -->
  <xsl:function name="f:gender" as="xs:string">
    <xsl:variable name="key" as="xs:string?" select="$header//titleStmt/author[1]//@ref[starts-with(., '#')]/substring(., 2)"/>
    <xsl:variable name="sex" as="xs:string?" select="$tei//person[@xml:id = $key]/(@sex, sex/@value)[1]/string()"/>
    <xsl:sequence select="if ($sex = ('M', 'F')) then $sex else 'U'"/>
  </xsl:function>

  <xsl:template name="remarks" as="element(rb:remark)*">
    <xsl:if test="not($year = 1840 to 1920)">
      <rb:remark>
        <xsl:value-of select="if ($year) then 'the print of ' || $year || ' lies outside'
            else 'no printed source with a date is stated: it may lie outside'"/>
        <xsl:text expand-text="yes"> the years 1840 to 1920 that ELTeC collects; </xsl:text>
        <xsl:text expand-text="yes">the time slot T{$slot} only satisfies the schema</xsl:text>
      </rb:remark>
    </xsl:if>
    <xsl:if test="$header//revisionDesc/change[not(@when)]">
      <rb:remark code="ex-date"/>
    </xsl:if>
    <xsl:if test="$words lt 10000"><rb:remark
        xsl:expand-text="yes">{$words} words: ELTeC takes novels of 10000 and more</rb:remark></xsl:if>
  </xsl:template>
</xsl:package>
