<?xml version="1.0" encoding="UTF-8"?>
<!--
  CLARIN: TEI for the repository CLARIN.SI.
  Input: a TEI document as `rubricator encode` writes it. Output: rb:export (see core/export.xsl).
  The house takes nearly all of TEI, but has no drama module and neither mottos nor texts within the text.
-->
<xsl:package name="urn:rubricator:export-clarin" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.tei-c.org/ns/1.0"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/export.xsl"/>

  <!-- the cast as a list -->
  <xsl:template match="castList | castGroup" mode="export" as="element()">
    <list rend="{name()}"><xsl:apply-templates select="@xml:id, @n, @xml:lang, node()" mode="export"/></list>
  </xsl:template>

  <xsl:template match="front/castList" mode="export" as="element()">
    <div type="castList">
      <xsl:apply-templates select="head" mode="export"/>
      <list rend="castList"><xsl:apply-templates select="@xml:id, @n, node() except head" mode="export"/></list>
    </div>
  </xsl:template>

  <xsl:template match="castItem" mode="export" as="element()">
    <item><xsl:apply-templates select="@*, node()" mode="export"/></item>
  </xsl:template>

  <xsl:template match="role" mode="export" as="element()">
    <name type="role"><xsl:apply-templates select="@*, node()" mode="export"/></name>
  </xsl:template>

  <xsl:template match="roleDesc" mode="export" as="element()">
    <seg type="roleDesc"><xsl:apply-templates select="@*, node()" mode="export"/></seg>
  </xsl:template>

  <!-- mottos and letters as block quotations -->
  <xsl:template match="epigraph" mode="export" as="element()">
    <quote type="epigraph"><xsl:apply-templates select="@*, node()" mode="export"/></quote>
  </xsl:template>

  <xsl:template match="argument" mode="export" as="element()">
    <quote type="argument"><xsl:apply-templates select="@*, node()" mode="export"/></quote>
  </xsl:template>

  <xsl:template match="front/epigraph | back/epigraph" mode="export" as="element()">
    <div type="epigraph"><quote type="epigraph"><xsl:apply-templates select="@*, node()" mode="export"/></quote></div>
  </xsl:template>

  <xsl:template match="floatingText" mode="export" as="element()">
    <quote><xsl:apply-templates select="@*, node()" mode="export"/></quote>
  </xsl:template>

  <xsl:template match="floatingText/body | floatingText//postscript | floatingText//div" mode="export" as="node()*">
    <xsl:apply-templates mode="export"/>
  </xsl:template>

  <xsl:template match="floatingText//opener | floatingText//closer | floatingText//head | floatingText//byline
      | floatingText//trailer" mode="export" as="element()">
    <ab type="{name()}"><xsl:apply-templates select="@* except @type, node()" mode="export"/></ab>
  </xsl:template>

  <xsl:template match="floatingText//opener[p or ab] | floatingText//closer[p or ab]" mode="export" priority="1" as="node()*">
    <xsl:apply-templates mode="export"/>
  </xsl:template>

  <xsl:template match="floatingText//dateline | floatingText//salute | floatingText//signed" mode="export" as="element()">
    <seg type="{name()}"><xsl:apply-templates select="@*, node()" mode="export"/></seg>
  </xsl:template>

  <xsl:template match="floatingText//*[self::dateline or self::salute or self::signed][not(parent::opener or parent::closer)]"
      mode="export" priority="1" as="element()">
    <ab type="{name()}"><xsl:apply-templates select="@*, node()" mode="export"/></ab>
  </xsl:template>

  <!-- doubts about one attribute have no place -->
  <xsl:template match="certainty | respons" mode="export" as="empty-sequence()"/>

  <!-- the author's bracket inside other words: printed words, which readers that hide notes must not hide -->
  <xsl:template match="text//note[@place = 'inline'][not(p)]" mode="export" priority="5" as="element()">
    <seg><xsl:apply-templates select="@* except @place, node()" mode="export"/></seg>
  </xsl:template>
</xsl:package>
