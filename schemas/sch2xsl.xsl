<?xml version="1.0" encoding="UTF-8"?>
<!--
  Purpose: turn a Schematron schema (ISO/IEC 19757-3, query binding xslt2 or xslt3) into XSLT 3.0.
  Input:   a schema of patterns, rules, assertions, lets, and XSLT keys and functions. Anything else stops.
  Output:  a style sheet which reports in SVRL: one failed-assert or successful-report per fault, with the
           pattern as id and the path of the faulty node as location.

  All patterns of one rule share one walk through the document: each rule is a template of the mode "rules" that
  tests, then passes the node on to the next rule (next-match). A pattern of several rules, where only the
  first that fits a node counts, gets a mode and a walk of its own.
-->
<xsl:package name="https://rubricator.invalid/schemas/sch2xsl" package-version="1.0" version="3.0"
             default-mode="schema"
             xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
             xmlns:xs="http://www.w3.org/2001/XMLSchema"
             xmlns:f="https://rubricator.invalid/ns/functions"
             xmlns:out="https://rubricator.invalid/ns/xslt-to-be"
             xmlns:svrl="http://purl.oclc.org/dsdl/svrl"
             xmlns:sch="http://purl.oclc.org/dsdl/schematron"
             xpath-default-namespace="http://purl.oclc.org/dsdl/schematron"
             exclude-result-prefixes="f xs">

  <xsl:mode name="schema" on-no-match="fail" on-multiple-match="fail" visibility="public"/>
  <xsl:mode name="test" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="message" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:output method="xml" indent="yes" encoding="UTF-8" suppress-indentation="xsl:text svrl:text"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="sch:assert sch:report"/>

  <xsl:template match="/schema" as="element()" mode="schema" priority="1">
    <out:transform version="3.0" default-mode="rules">
      <xsl:for-each select="ns"><xsl:namespace name="{@prefix}" select="@uri"/></xsl:for-each>
      <out:output method="xml" encoding="UTF-8"/>
      <out:mode name="rules" on-no-match="shallow-skip"/>
      <xsl:copy-of select="xsl:key | xsl:function" copy-namespaces="no"/>
      <xsl:apply-templates select="let" mode="test"/>
      <out:template match="/" mode="rules">
        <svrl:schematron-output>
          <out:apply-templates mode="rules"/>
          <xsl:for-each select="pattern[rule[2]]"><out:apply-templates mode="{f:walk(.)}"/></xsl:for-each>
        </svrl:schematron-output>
      </out:template>
      <xsl:apply-templates select="pattern" mode="schema"/>
    </out:transform>
  </xsl:template>

  <xsl:template match="/" as="element()" mode="schema"><xsl:apply-templates mode="schema"/></xsl:template>

  <xsl:template match="pattern" as="element()*" mode="schema">
    <xsl:if test="rule[2]"><out:mode name="{f:walk(.)}" on-no-match="shallow-skip"/></xsl:if>
    <xsl:apply-templates select="rule" mode="schema"/>
  </xsl:template>

  <xsl:template match="pattern[not(rule[2])]/rule" as="element()" mode="schema">
    <out:template match="{@context}" mode="rules" priority="{count(following::rule) + 1}">
      <xsl:apply-templates mode="test"/>
      <out:next-match/>
    </out:template>
  </xsl:template>

  <xsl:template match="pattern[rule[2]]/rule" as="element()" mode="schema">
    <out:template match="{@context}" mode="{f:walk(..)}" priority="{count(following-sibling::rule) + 1}">
      <xsl:apply-templates mode="test"/>
      <out:apply-templates select="@*, node()" mode="{f:walk(..)}"/>
    </out:template>
  </xsl:template>

  <!-- the mode of a pattern with a walk of its own -->
  <xsl:function name="f:walk" as="xs:string">
    <xsl:param name="pattern" as="element(pattern)"/>
    <xsl:sequence select="'pattern' || count($pattern/preceding-sibling::pattern) + 1"/>
  </xsl:function>

  <!-- inside a rule -->

  <xsl:template match="let" as="element()" mode="test">
    <out:variable name="{@name}" select="{@value}"/>
  </xsl:template>

  <xsl:template match="assert" as="element()" mode="test">
    <out:if test="not({@test})">
      <svrl:failed-assert id="{ancestor::pattern/@id}">
        <xsl:copy-of select="@role"/>
        <xsl:call-template name="finding"/>
      </svrl:failed-assert>
    </out:if>
  </xsl:template>

  <xsl:template match="report" as="element()" mode="test">
    <out:if test="{@test}">
      <svrl:successful-report id="{ancestor::pattern/@id}">
        <xsl:copy-of select="@role"/>
        <xsl:call-template name="finding"/>
      </svrl:successful-report>
    </out:if>
  </xsl:template>

  <xsl:template name="finding" as="node()+">
    <xsl:context-item as="element()" use="required"/>
    <out:attribute name="location" select="path()"/>
    <svrl:text><xsl:apply-templates mode="message"/></svrl:text>
  </xsl:template>

  <xsl:template match="text()" as="element()" mode="message">
    <out:text><xsl:value-of select="replace(., '\s+', ' ')"/></out:text>
  </xsl:template>

  <xsl:template match="name[not(@path)]" as="element()" mode="message"><out:value-of select="name()"/></xsl:template>

  <xsl:template match="name[@path]" as="element()" mode="message"><out:value-of select="{@path}"/></xsl:template>

  <xsl:template match="value-of" as="element()" mode="message"><out:value-of select="{@select}"/></xsl:template>

</xsl:package>
