<?xml version="1.0" encoding="UTF-8"?>
<!--
  Ways into the edition, in XHTML: the title page and the contents.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="#all">

  <!-- ~~~ title page -->

  <xsl:mode name="title-page" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="rb:facts" mode="title-page" as="node()*">
    <xsl:where-populated>
      <p class="author"><xsl:value-of select="rb:author" separator=" · "/></p>
    </xsl:where-populated>
    <h1><xsl:value-of select="rb:title"/></h1>
    <xsl:apply-templates select="rb:subtitle, rb:editor, rb:contributor[@role = 'trl'], rb:imprint" mode="title-page"/>
    <hr class="ornament"/>
    <xsl:where-populated>
      <p class="imprint"><xsl:value-of select="string-join((rb:publisher[normalize-space()], rb:place, f:parts(@date)[1] ! f:year(.)),
          ', ')"/></p>
    </xsl:where-populated>
  </xsl:template>

  <!-- the imprint, one statement a line -->
  <xsl:template match="rb:statement" mode="title-page" as="element()">
    <p class="{@name}"><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="rb:subtitle" mode="title-page" as="element()">
    <p class="subtitle"><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="rb:editor | rb:contributor" mode="title-page" as="element()">
    <p class="editor"><xsl:value-of select="f:word(if (self::rb:editor) then 'editor' else 'translator') || ' ' || normalize-space(.)"/></p>
  </xsl:template>

  <xsl:template match="rb:imprint" mode="title-page" as="element()">
    <p class="printed"><xsl:value-of select="."/></p>
  </xsl:template>

  <!-- ~~~ contents -->

  <!-- nested lists: $entries at one level, each with the deeper ones that follow it -->
  <xsl:template name="contents-list" as="node()*">
    <xsl:param name="entries" as="element(rb:entry)*"/>
    <xsl:variable name="level" as="xs:integer?" select="min($entries/@level ! xs:integer(.))"/>
    <xsl:if test="exists($entries)">
      <ol>
        <xsl:for-each-group select="$entries" group-starting-with="*[@level = $level]">
          <li>
            <xsl:apply-templates select="." mode="contents-entry"/>
            <xsl:call-template name="contents-list">
              <xsl:with-param name="entries" select="tail(current-group())"/>
            </xsl:call-template>
          </li>
        </xsl:for-each-group>
      </ol>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="contents-entry" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="rb:entry" mode="contents-entry" as="element()">
    <a href="#{@target}"><xsl:apply-templates select="rb:line" mode="contents-entry"/></a>
  </xsl:template>

  <xsl:template match="rb:line" mode="contents-entry" as="node()*">
    <span class="{@type}"><xsl:value-of select="."/></span>
    <xsl:value-of select="following-sibling::rb:line[1] ! ' '"/>
  </xsl:template>

  <!-- outputs that show everything override this -->
  <xsl:variable name="all-sections" as="xs:boolean" select="false()"/>

  <!-- sections of the back matter: name and id are one -->
  <xsl:template name="back-entries" as="node()*">
    <xsl:for-each select="f:apparatus(.)[$all-sections or not(self::rb:exchanges)] ! f:section(.)">
      <li><a href="#{.}"><xsl:value-of select="f:word(.)"/></a></li>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
