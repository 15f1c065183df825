<?xml version="1.0" encoding="UTF-8"?>
<!--
  Purpose: compile rubricator.odd to RELAX NG (XML syntax).
  Input:   a TEI customisation whose content models are Pure ODD and which declares all that it refers to.
  Output:  one grammar; an element, class, macro or datatype of the ODD becomes the pattern of that name.
  An ODD element without a template here stops the compilation.
-->
<xsl:package name="https://rubricator.invalid/schemas/odd2rng" package-version="1.0" version="3.0"
             default-mode="declaration"
             xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
             xmlns:xs="http://www.w3.org/2001/XMLSchema"
             xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
             xmlns="http://relaxng.org/ns/structure/1.0"
             xpath-default-namespace="http://www.tei-c.org/ns/1.0"
             exclude-result-prefixes="xs">

  <xsl:mode name="declaration" on-no-match="fail" on-multiple-match="fail" visibility="public"/>
  <xsl:mode name="content" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="datatype" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:output method="xml" indent="yes" encoding="UTF-8"/>
  <xsl:strip-space elements="*"/>

  <xsl:key name="members" match="elementSpec | classSpec[@type = 'model']" use="classes/memberOf/@key"/>

  <xsl:variable name="schema" as="element(schemaSpec)" select="/descendant::schemaSpec"/>

  <xsl:template match="/" as="element()" mode="declaration">
    <grammar ns="http://www.tei-c.org/ns/1.0"
             datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
      <start>
        <choice>
          <xsl:for-each select="tokenize($schema/@start)"><ref name="{.}"/></xsl:for-each>
        </choice>
      </start>
      <xsl:apply-templates mode="declaration"
                           select="descendant::elementSpec, descendant::classSpec, descendant::macroSpec, descendant::dataSpec">
        <xsl:sort select="@ident" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
      </xsl:apply-templates>
    </grammar>
  </xsl:template>

  <!-- declarations -->

  <xsl:template match="elementSpec" as="element()" mode="declaration">
    <define name="{@ident}">
      <element name="{@ident}">
        <a:documentation><xsl:value-of select="desc[1]"/></a:documentation>
        <xsl:for-each select="classes/memberOf[starts-with(@key, 'att.')]"><ref name="{@key}"/></xsl:for-each>
        <xsl:apply-templates select="attList/attDef" mode="declaration"/>
        <xsl:apply-templates select="content/*" mode="content"/>
      </element>
    </define>
  </xsl:template>

  <xsl:template match="classSpec[@type = 'atts']" as="element()" mode="declaration">
    <define name="{@ident}">
      <xsl:apply-templates select="attList/attDef" mode="declaration"/>
    </define>
  </xsl:template>

  <xsl:template match="classSpec[@type = 'model']" as="element()" mode="declaration">
    <define name="{@ident}">
      <choice>
        <xsl:for-each select="key('members', @ident)"><ref name="{@ident}"/></xsl:for-each>
      </choice>
    </define>
  </xsl:template>

  <xsl:template match="macroSpec" as="element()" mode="declaration">
    <define name="{@ident}"><xsl:apply-templates select="content/*" mode="content"/></define>
  </xsl:template>

  <xsl:template match="dataSpec" as="element()" mode="declaration">
    <define name="{@ident}"><xsl:apply-templates select="content/*" mode="datatype"/></define>
  </xsl:template>

  <xsl:template match="attDef[@usage = 'req']" as="element()" mode="declaration">
    <attribute name="{@ident}"><xsl:call-template name="attribute-value"/></attribute>
  </xsl:template>

  <xsl:template match="attDef[@usage = 'opt']" as="element()" mode="declaration">
    <optional>
      <attribute name="{@ident}"><xsl:call-template name="attribute-value"/></attribute>
    </optional>
  </xsl:template>

  <!-- one value, or several with white space between -->
  <xsl:template name="attribute-value" as="element()+">
    <xsl:context-item as="element(attDef)" use="required"/>
    <xsl:variable name="value" as="element()"><xsl:apply-templates select="(valList[@type = 'closed'], datatype/*)[1]" mode="datatype"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="datatype/@maxOccurs = 'unbounded'">
        <list><oneOrMore><xsl:sequence select="$value"/></oneOrMore></list>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- content models: @minOccurs and @maxOccurs become the three repetition patterns -->

  <xsl:template match="*[@minOccurs = '0'][not(@maxOccurs)]" as="element()" mode="content" priority="1">
    <optional><xsl:call-template name="particle"/></optional>
  </xsl:template>

  <xsl:template match="*[@minOccurs = '0'][@maxOccurs = 'unbounded']" as="element()" mode="content" priority="1">
    <zeroOrMore><xsl:call-template name="particle"/></zeroOrMore>
  </xsl:template>

  <xsl:template match="*[@minOccurs = '1'][@maxOccurs = 'unbounded']" as="element()" mode="content" priority="1">
    <oneOrMore><xsl:call-template name="particle"/></oneOrMore>
  </xsl:template>

  <xsl:template match="*[not(@minOccurs)]" as="element()" mode="content" priority="1">
    <xsl:call-template name="particle"/>
  </xsl:template>

  <xsl:template name="particle" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:apply-templates select="." mode="particle"/>
  </xsl:template>

  <xsl:mode name="particle" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="elementRef | classRef | macroRef" as="element()" mode="particle">
    <ref name="{@key}"/>
  </xsl:template>

  <xsl:template match="sequence" as="element()" mode="particle">
    <group><xsl:apply-templates mode="content"/></group>
  </xsl:template>

  <xsl:template match="alternate" as="element()" mode="particle">
    <choice><xsl:apply-templates mode="content"/></choice>
  </xsl:template>

  <xsl:template match="textNode" as="element()" mode="particle"><text/></xsl:template>

  <xsl:template match="empty" as="element()" mode="particle"><empty/></xsl:template>

  <!-- datatypes -->

  <xsl:template match="dataRef[@key]" as="element()" mode="datatype"><ref name="{@key}"/></xsl:template>

  <xsl:template match="dataRef[@name]" as="element()" mode="datatype">
    <data type="{@name}">
      <xsl:if test="@restriction"><param name="pattern"><xsl:value-of select="@restriction"/></param></xsl:if>
      <xsl:for-each select="dataFacet"><param name="{@name}"><xsl:value-of select="@value"/></param></xsl:for-each>
    </data>
  </xsl:template>

  <xsl:template match="alternate" as="element()" mode="datatype">
    <choice><xsl:apply-templates mode="datatype"/></choice>
  </xsl:template>

  <xsl:template match="valList" as="element()" mode="datatype">
    <choice>
      <xsl:for-each select="valItem"><value><xsl:value-of select="@ident"/></value></xsl:for-each>
    </choice>
  </xsl:template>

</xsl:package>
