<?xml version="1.0" encoding="UTF-8"?>
<!--
  Purpose: gather the Schematron rules of rubricator.odd.
  Input:   the ODD; every rule stands in a constraintSpec and names its context.
  Output:  one Schematron schema; each constraintSpec becomes a pattern of the same name, in document order.
           Namespaces, keys and functions come from constraintDecl.
-->
<xsl:package name="https://rubricator.invalid/schemas/odd2sch" package-version="1.0" version="3.0"
             default-mode="schema"
             xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
             xmlns:sch="http://purl.oclc.org/dsdl/schematron"
             xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:mode name="schema" on-no-match="fail" on-multiple-match="fail" visibility="public"/>
  <xsl:mode name="rule" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:output method="xml" indent="yes" encoding="UTF-8" suppress-indentation="sch:assert sch:report"/>

  <xsl:template match="/" as="element(sch:schema)" mode="schema">
    <xsl:variable name="declaration" as="element(constraintDecl)" select="descendant::constraintDecl"/>
    <sch:schema queryBinding="{$declaration/@queryBinding}">
      <xsl:for-each select="$declaration/sch:ns"><xsl:namespace name="{@prefix}" select="@uri"/></xsl:for-each>
      <sch:title>Rules of Rubricator</sch:title>
      <xsl:apply-templates select="$declaration/*, descendant::constraintSpec" mode="schema"/>
    </sch:schema>
  </xsl:template>

  <xsl:template match="constraintDecl/*" as="element()" mode="schema">
    <xsl:apply-templates select="." mode="rule"/>
  </xsl:template>

  <xsl:template match="constraintDecl/desc" as="empty-sequence()" mode="schema" priority="1"/>

  <xsl:template match="constraintSpec" as="element(sch:pattern)" mode="schema">
    <sch:pattern id="{@ident}">
      <sch:title><xsl:value-of select="normalize-space(desc)"/></sch:title>
      <xsl:apply-templates select="constraint/sch:rule" mode="rule"/>
    </sch:pattern>
  </xsl:template>

  <!-- the ODD's other namespaces are not wanted here -->
  <xsl:template match="*" as="element()" mode="rule">
    <xsl:element name="{name()}" namespace="{namespace-uri()}">
      <xsl:apply-templates select="@*, node()" mode="rule"/>
    </xsl:element>
  </xsl:template>

</xsl:package>
