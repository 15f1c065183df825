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
  <!-- who takes part: speaks, or comes, goes and acts in a direction -->
  <xsl:variable name="present" as="xs:string*"
      select="distinct-values(($speakers, $tei/text//stage/@who/tokenize(.) ! substring-after(., '#')))"/>
  <!-- labels of several who speak together, in the language of the play, one a line -->
  <xsl:param name="crowd" as="xs:string" select="''"/>
  <xsl:variable name="crowds" as="xs:string*" select="tokenize($crowd, '\n')[.]"/>
  <xsl:variable name="wikidata" as="xs:string?" select="$header//publicationStmt/idno[@type = 'WIKIDATA']"/>
  <xsl:variable name="dracor" as="xs:string?" select="$header//publicationStmt/idno[@type = 'DRACOR']"/>
  <!-- genres that DraCor knows, by the keyword of the edition that names them -->
  <xsl:variable name="genres" as="map(xs:string, xs:string)" select="map { 'comedy': 'Q40831', 'tragedy': 'Q80930', 'tragicomedy':
      'Q192881',
      'libretto': 'Q131084', 'satyr play': 'Q1050848' }"/>

  <xsl:variable name="year" as="xs:string?" select="$print/date/@when/substring(., 1, 4)"/>

  <xsl:template match="TEI" mode="export" as="element()">
    <TEI type="dracor" xml:id="{($dracor, f:id($id))[1]}">
      <xsl:apply-templates select="@xml:lang, teiHeader" mode="export"/>
      <xsl:call-template name="stand-off"/>
      <xsl:apply-templates select="text" mode="export"/>
    </TEI>
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
      <xsl:variable name="people" as="element(person)*" select="$persons[@xml:id = $present]"/>
      <xsl:if test="$people">
        <particDesc>
          <listPerson>
            <xsl:apply-templates select="$people" mode="speaker"/>
            <xsl:call-template name="relations"><xsl:with-param name="ids" select="$present"/></xsl:call-template>
          </listPerson>
        </particDesc>
      </xsl:if>
      <xsl:variable name="codes" as="xs:string*" select="textClass/keywords/term/lower-case(normalize-space()) ! $genres(.)"/>
      <xsl:if test="textClass or exists($codes)">
        <textClass>
          <xsl:apply-templates select="textClass/node()" mode="export"/>
          <xsl:for-each select="distinct-values($codes)">
            <classCode scheme="http://www.wikidata.org/entity/"><xsl:value-of select="."/></classCode>
          </xsl:for-each>
        </textClass>
      </xsl:if>
    </profileDesc>
  </xsl:template>

  <!-- who takes part is described in the header, who is only named in standOff -->
  <xsl:variable name="persons" as="element(person)*" select="$header//particDesc//person | $tei/standOff//person"/>

  <xsl:template match="standOff/listPerson | standOff/listRelation" mode="export" as="empty-sequence()"/>

  <xsl:template name="stand-off" as="element(standOff)?">
    <xsl:variable name="others" as="element(person)*" select="$persons[not(@xml:id = $present)]"/>
    <xsl:where-populated>
      <standOff>
        <xsl:if test="$others">
          <listPerson>
            <xsl:apply-templates select="$others" mode="speaker"/>
            <xsl:call-template name="relations"><xsl:with-param name="ids" select="$others/@xml:id/string()"/></xsl:call-template>
          </listPerson>
        </xsl:if>
        <xsl:apply-templates select="$tei/standOff/node()" mode="export"/>
        <xsl:if test="$wikidata">
          <listRelation>
            <relation name="wikidata" active="https://dracor.org/entity/{($dracor, f:id($id))[1]}"
                passive="http://www.wikidata.org/entity/{$wikidata}"/>
          </listRelation>
        </xsl:if>
      </standOff>
    </xsl:where-populated>
  </xsl:template>

  <!-- relations among some people; those that reach beyond them stand with neither and are counted as lost -->
  <xsl:template name="relations" as="element(listRelation)?">
    <xsl:param name="ids" as="xs:string*"/>
    <xsl:variable name="found" as="element(relation)*" select="($header//particDesc | $tei/standOff)//relation[every $one in
        (@active | @passive | @mutual)/tokenize(.) satisfies substring-after($one, '#') = $ids]"/>
    <xsl:where-populated>
      <listRelation><xsl:apply-templates select="$found" mode="export"/></listRelation>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="idno[@type = ('WIKIDATA', 'DRACOR')]" mode="export" as="empty-sequence()"/>

  <xsl:template match="person" mode="speaker" as="element()">
    <xsl:element name="{if (f:is-crowd(.)) then 'personGrp' else 'person'}">
      <xsl:apply-templates select="@*" mode="export"/>
      <xsl:if test="not(@sex) and sex[1]/@value"><xsl:attribute name="sex" select="f:sex(sex[1]/@value)"/></xsl:if>
      <xsl:choose>
        <xsl:when test="f:is-crowd(.)"><name><xsl:value-of select="persName[1]/normalize-space()"/></name></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="node() except sex" mode="export"/></xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- True for several who speak together. -->
  <xsl:function name="f:is-crowd" as="xs:boolean">
    <xsl:param name="person" as="element(person)"/>
    <xsl:sequence select="lower-case(normalize-space($person/persName[1])) = $crowds"/>
  </xsl:function>

  <xsl:function name="f:sex" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="(map { 'M': 'MALE', 'F': 'FEMALE', '1': 'MALE', '2': 'FEMALE' }($value), 'UNKNOWN')[1]"/>
  </xsl:function>

  <xsl:template match="person/@sex" mode="export" as="node()*">
    <xsl:attribute name="sex" select="f:sex(.)"/>
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

  <!-- the author's bracket inside other words: printed words, which readers that hide notes must not hide -->
  <xsl:template match="text//note[@place = 'inline'][not(p)]" mode="export" priority="5" as="element()">
    <seg><xsl:apply-templates select="@* except @place, node()" mode="export"/></seg>
  </xsl:template>
</xsl:package>
