<?xml version="1.0" encoding="UTF-8"?>
<!--
  Purpose: compile rubricator.odd to W3C XML Schema 1.0.
  Input:   the same ODD as odd2rng.xsl; its content models are deterministic.
  Output:  one schema. Elements become global elements, model classes and macros groups, attribute classes
           attribute groups, datatypes simple types. Text in a content model becomes mixed="true".
           The attributes of the xml namespace are declared in xml.xsd, which lies beside.
  An ODD element without a template here stops the compilation.
-->
<xsl:package name="https://rubricator.invalid/schemas/odd2xsd" package-version="1.0" version="3.0"
             default-mode="declaration"
             xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
             xmlns:xs="http://www.w3.org/2001/XMLSchema"
             xmlns:f="https://rubricator.invalid/ns/functions"
             xmlns="http://www.tei-c.org/ns/1.0"
             xpath-default-namespace="http://www.tei-c.org/ns/1.0"
             exclude-result-prefixes="f">

  <xsl:mode name="declaration" on-no-match="fail" on-multiple-match="fail" visibility="public"/>
  <xsl:mode name="content" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="datatype" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="values" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:output method="xml" indent="yes" encoding="UTF-8"/>
  <xsl:strip-space elements="*"/>

  <xsl:key name="members" match="elementSpec | classSpec[@type = 'model']" use="classes/memberOf/@key"/>
  <xsl:key name="macro" match="macroSpec" use="@ident"/>

  <xsl:template match="/" as="element()" mode="declaration">
    <xs:schema targetNamespace="http://www.tei-c.org/ns/1.0" elementFormDefault="qualified">
      <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>
      <xsl:apply-templates mode="declaration"
                           select="descendant::elementSpec, descendant::classSpec, descendant::macroSpec, descendant::dataSpec">
        <xsl:sort select="@ident" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      </xsl:apply-templates>
    </xs:schema>
  </xsl:template>

  <!-- declarations -->

  <xsl:template match="elementSpec" as="element()" mode="declaration">
    <xs:element name="{@ident}">
      <xs:annotation><xs:documentation><xsl:value-of select="desc[1]"/></xs:documentation></xs:annotation>
      <xs:complexType>
        <xsl:if test="f:is-mixed(content)"><xsl:attribute name="mixed">true</xsl:attribute></xsl:if>
        <xsl:call-template name="model"/>
        <xsl:for-each select="classes/memberOf[starts-with(@key, 'att.')]"><xs:attributeGroup ref="{@key}"/></xsl:for-each>
        <xsl:apply-templates select="attList/attDef" mode="declaration"/>
      </xs:complexType>
    </xs:element>
  </xsl:template>

  <xsl:template match="classSpec[@type = 'atts']" as="element()" mode="declaration">
    <xs:attributeGroup name="{@ident}">
      <xsl:apply-templates select="attList/attDef" mode="declaration"/>
    </xs:attributeGroup>
  </xsl:template>

  <xsl:template match="classSpec[@type = 'model']" as="element()" mode="declaration">
    <xs:group name="{@ident}">
      <xs:choice>
        <xsl:for-each select="key('members', @ident)">
          <xsl:choose>
            <xsl:when test="self::elementSpec"><xs:element ref="{@ident}"/></xsl:when>
            <xsl:otherwise><xs:group ref="{@ident}"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xs:choice>
    </xs:group>
  </xsl:template>

  <xsl:template match="macroSpec" as="element()" mode="declaration">
    <xs:group name="{@ident}"><xsl:call-template name="model"/></xs:group>
  </xsl:template>

  <xsl:template match="dataSpec" as="element()" mode="declaration">
    <xs:simpleType name="{@ident}"><xsl:apply-templates select="content/*" mode="datatype"/></xs:simpleType>
  </xsl:template>

  <!-- an xs:sequence around every model: a group may not repeat its outermost choice -->
  <xsl:template name="model" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="particles" as="element()*"><xsl:apply-templates select="content/*" mode="content"/></xsl:variable>
    <xsl:if test="exists($particles)">
      <xs:sequence><xsl:sequence select="$particles"/></xs:sequence>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:is-mixed" as="xs:boolean">
    <xsl:param name="content" as="element(content)"/>
    <xsl:sequence select="exists($content//textNode)
                          or (some $ref in $content//macroRef satisfies f:is-mixed(key('macro', $ref/@key, root($ref))/content))"/>
  </xsl:function>

  <!-- attributes -->

  <xsl:template match="attDef[starts-with(@ident, 'xml:')]" as="element()" mode="declaration" priority="1">
    <xs:attribute ref="{@ident}">
      <xsl:call-template name="use"/>
    </xs:attribute>
  </xsl:template>

  <xsl:template match="attDef" as="element()" mode="declaration">
    <xs:attribute name="{@ident}">
      <xsl:call-template name="use"/>
      <xs:simpleType><xsl:apply-templates select="." mode="values"/></xs:simpleType>
    </xs:attribute>
  </xsl:template>

  <xsl:template name="use" as="attribute()?">
    <xsl:context-item as="element(attDef)" use="required"/>
    <xsl:if test="@usage = 'req'"><xsl:attribute name="use">required</xsl:attribute></xsl:if>
  </xsl:template>

  <xsl:template match="attDef[not(datatype/@maxOccurs)]" as="element()" mode="values">
    <xsl:apply-templates select="(valList[@type = 'closed'], datatype/*)[1]" mode="datatype"/>
  </xsl:template>

  <xsl:template match="attDef[datatype/@maxOccurs = 'unbounded']" as="element()" mode="values">
    <xs:restriction>
      <xs:simpleType>
        <xs:list>
          <xs:simpleType><xsl:apply-templates select="(valList[@type = 'closed'], datatype/*)[1]" mode="datatype"/></xs:simpleType>
        </xs:list>
      </xs:simpleType>
      <xs:minLength value="1"/>
    </xs:restriction>
  </xsl:template>

  <!-- content models -->

  <xsl:template match="elementRef" as="element()" mode="content">
    <xs:element ref="{@key}"><xsl:copy-of select="@minOccurs, @maxOccurs"/></xs:element>
  </xsl:template>

  <xsl:template match="classRef | macroRef" as="element()" mode="content">
    <xs:group ref="{@key}"><xsl:copy-of select="@minOccurs, @maxOccurs"/></xs:group>
  </xsl:template>

  <xsl:template match="sequence" as="element()" mode="content">
    <xs:sequence><xsl:copy-of select="@minOccurs, @maxOccurs"/><xsl:apply-templates mode="content"/></xs:sequence>
  </xsl:template>

  <xsl:template match="alternate" as="element()" mode="content">
    <xs:choice><xsl:copy-of select="@minOccurs, @maxOccurs"/><xsl:apply-templates mode="content"/></xs:choice>
  </xsl:template>

  <xsl:template match="textNode | empty" as="element()?" mode="content"/>

  <!-- datatypes -->

  <xsl:template match="dataRef[@key]" as="element()" mode="datatype"><xs:restriction base="{@key}"/></xsl:template>

  <xsl:template match="dataRef[@name]" as="element()" mode="datatype">
    <xs:restriction base="xs:{@name}">
      <xsl:if test="@restriction"><xs:pattern value="{@restriction}"/></xsl:if>
      <xsl:for-each select="dataFacet"><xsl:element name="xs:{@name}"><xsl:attribute name="value" select="@value"/></xsl:element></xsl:for-each>
    </xs:restriction>
  </xsl:template>

  <xsl:template match="alternate" as="element()" mode="datatype">
    <xs:union>
      <xsl:for-each select="*"><xs:simpleType><xsl:apply-templates select="." mode="datatype"/></xs:simpleType></xsl:for-each>
    </xs:union>
  </xsl:template>

  <xsl:template match="valList" as="element()" mode="datatype">
    <xs:restriction base="xs:token">
      <xsl:for-each select="valItem"><xs:enumeration value="{@ident}"/></xsl:for-each>
    </xs:restriction>
  </xsl:template>

</xsl:package>
