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
  <xsl:template match="castList | castGroup" mode="export">
    <list rend="{name()}"><xsl:apply-templates select="@xml:id, @n, @xml:lang, node()" mode="export"/></list>
  </xsl:template>

  <xsl:template match="front/castList" mode="export">
    <div type="castList">
      <xsl:apply-templates select="head" mode="export"/>
      <list rend="castList"><xsl:apply-templates select="@xml:id, @n, node() except head" mode="export"/></list>
    </div>
  </xsl:template>

  <xsl:template match="castItem" mode="export">
    <item><xsl:apply-templates select="@*, node()" mode="export"/></item>
  </xsl:template>

  <xsl:template match="role" mode="export">
    <name type="role"><xsl:apply-templates select="@*, node()" mode="export"/></name>
  </xsl:template>

  <xsl:template match="roleDesc" mode="export">
    <seg type="roleDesc"><xsl:apply-templates select="@*, node()" mode="export"/></seg>
  </xsl:template>

  <!-- mottos and letters as block quotations -->
  <xsl:template match="epigraph" mode="export">
    <quote type="epigraph"><xsl:apply-templates select="@*, node()" mode="export"/></quote>
  </xsl:template>

  <xsl:template match="front/epigraph | back/epigraph" mode="export">
    <div type="epigraph"><quote type="epigraph"><xsl:apply-templates select="@*, node()" mode="export"/></quote></div>
  </xsl:template>

  <xsl:template match="floatingText" mode="export">
    <quote><xsl:apply-templates select="@*, node()" mode="export"/></quote>
  </xsl:template>

  <xsl:template match="floatingText/body | floatingText//postscript | floatingText//div" mode="export">
    <xsl:apply-templates mode="export"/>
  </xsl:template>

  <xsl:template match="floatingText//opener | floatingText//closer | floatingText//head | floatingText//byline | floatingText//trailer" mode="export">
    <ab type="{name()}"><xsl:apply-templates select="@* except @type, node()" mode="export"/></ab>
  </xsl:template>

  <xsl:template match="floatingText//opener[p or ab] | floatingText//closer[p or ab]" mode="export" priority="1">
    <xsl:apply-templates mode="export"/>
  </xsl:template>

  <xsl:template match="floatingText//dateline | floatingText//salute | floatingText//signed" mode="export">
    <seg type="{name()}"><xsl:apply-templates select="@*, node()" mode="export"/></seg>
  </xsl:template>

  <xsl:template match="floatingText//*[self::dateline or self::salute or self::signed][not(parent::opener or parent::closer)]" mode="export" priority="1">
    <ab type="{name()}"><xsl:apply-templates select="@*, node()" mode="export"/></ab>
  </xsl:template>

  <!-- doubts about one attribute have no place -->
  <xsl:template match="certainty | respons" mode="export"/>
</xsl:package>
