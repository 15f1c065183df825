<?xml version="1.0" encoding="UTF-8"?>
<!--
  Export: what every house's style sheet shares.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export with the TEI that the house takes, and an
  rb:lost for each kind of element or attribute of which the result holds fewer; the loss is counted, not declared.
  The including package says in mode `export` what differs for its house.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:mode on-no-match="fail"/>
  <xsl:mode name="export" on-no-match="shallow-copy"/>

  <xsl:variable name="tei" as="element(TEI)" select="/TEI"/>
  <xsl:variable name="header" as="element(teiHeader)" select="$tei/teiHeader"/>
  <xsl:variable name="print" as="element(bibl)?" select="($header//sourceDesc//bibl[@type = 'originalSource'])[1]"/>
  <xsl:variable name="language" as="xs:string" select="($tei/@xml:lang, 'und')[1]"/>
  <!-- the edition's own id, as a name of XML -->
  <xsl:variable name="id" as="xs:string"
      select="($header//publicationStmt/idno[@type = 'file'], 'edition')[1] ! replace(., '[^A-Za-z0-9_.-]', '-') ! (if
      (matches(., '^[A-Za-z_]')) then . else 'e' || .)"/>

  <xsl:template match="/" as="element()">
    <xsl:variable name="exported" as="element(TEI)"><xsl:apply-templates select="TEI" mode="export"/></xsl:variable>
    <rb:export>
      <xsl:sequence select="$exported, f:lost(f:described($tei), f:described($exported))"/>
      <xsl:call-template name="remarks"/>
    </rb:export>
  </xsl:template>

  <!-- What an including package wants the editor to hear: rb:remark elements. -->
  <xsl:template name="remarks" as="element(rb:remark)*"/>

  <!-- What describes the text: people of the header, standOff, the text itself. -->
  <xsl:function name="f:described" as="element()*">
    <xsl:param name="tei" as="element(TEI)"/>
    <xsl:sequence select="$tei/(teiHeader/profileDesc/particDesc, standOff, text)"/>
  </xsl:function>

  <!-- Kinds of elements and attributes of which `out` holds fewer than `in`. -->
  <xsl:function name="f:lost" as="element(rb:lost)*">
    <xsl:param name="in" as="element()*"/>
    <xsl:param name="out" as="element()*"/>
    <xsl:variable name="kept" as="map(xs:string, xs:integer)" select="f:kinds($out)"/>
    <xsl:variable name="had" as="map(xs:string, xs:integer)" select="f:kinds($in)"/>
    <xsl:for-each select="sort(map:keys($had))">
      <xsl:variable name="missing" as="xs:integer" select="$had(.) - ($kept(.), 0)[1]"/>
      <xsl:variable name="bearer" as="xs:string" select="substring-before(., '/@')"/>
      <!-- where the element itself went, its attributes went with it -->
      <xsl:if test="$missing gt 0 and not($bearer and $had($bearer) ne ($kept($bearer), 0)[1])">
        <rb:lost what="{.}" count="{$missing}"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:kinds" as="map(xs:string, xs:integer)">
    <xsl:param name="in" as="element()*"/>
    <xsl:map>
      <xsl:for-each-group select="$in/descendant-or-self::*/(., @*)" group-by="f:kind(.)">
        <xsl:map-entry key="current-grouping-key()" select="count(current-group())"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="if ($node instance of attribute()) then name($node/..) || '/@' || name($node) else name($node)"/>
  </xsl:function>

  <!-- True for what stands between blocks, not inside words. -->
  <xsl:function name="f:among-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/parent::*[self::front or self::body or self::back or self::div or self::sp
        or self::titlePage or self::lg or self::list or self::castList or self::cit or self::epigraph or self::argument or self::opener
        or self::closer or self::postscript or self::floatingText or self::table or self::figure]
        or $element/parent::*[self::quote or self::said or self::note or self::item][p or l or lg or quote])"/>
  </xsl:function>
</xsl:stylesheet>
