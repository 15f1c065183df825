<?xml version="1.0" encoding="UTF-8"?>
<!--
  A manuscript for the copy-editor: XHTML that Pandoc turns into a document of a word processor.
  Input: an edition made by core/prepare.xsl. Output: one page of the text alone. What Pandoc has no element for carries
  the name of its style; notes are written as those of an EPUB, which Pandoc takes for footnotes.
-->
<xsl:package name="urn:rubricator:docx" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="xsl xs rb f">

  <xsl:import href="core/body.xsl"/>
  <xsl:import href="core/notes.xsl"/>
  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:mode on-no-match="fail"/>

  <xsl:template match="/" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="rb:edition" as="element()">
    <html lang="{@xml:lang}">
      <head>
        <title><xsl:value-of select="rb:facts/rb:title"/></title>
        <xsl:for-each select="rb:facts/rb:subtitle[1]"><meta name="subtitle" content="{.}"/></xsl:for-each>
        <xsl:for-each select="rb:facts/rb:author"><meta name="author" content="{.}"/></xsl:for-each>
        <xsl:for-each select="rb:facts/rb:abstract"><meta name="description" content="{.}"/></xsl:for-each>
        <xsl:for-each select="rb:facts/rb:keyword"><meta name="keywords" content="{.}"/></xsl:for-each>
      </head>
      <body>
        <xsl:for-each select="rb:facts/(rb:subtitle[position() gt 1] | rb:imprint)">
          <xsl:sequence select="f:styled('Imprint', .)"/>
        </xsl:for-each>
        <xsl:apply-templates select="text/div" mode="body"><xsl:with-param name="top" select="0" tunnel="yes"/></xsl:apply-templates>
      </body>
    </html>
  </xsl:template>

  <xsl:function name="f:styled" as="element()">
    <xsl:param name="style" as="xs:string"/>
    <xsl:param name="words" as="item()*"/>
    <div data-custom-style="{$style}"><p><xsl:value-of select="$words"/></p></div>
  </xsl:function>

  <!-- a bookmark for each name would fill the document -->
  <xsl:template name="common" as="attribute()*">
    <xsl:param name="class" as="xs:string*"/>
    <xsl:copy-of select="@xml:lang ! f:attribute('lang', .), 'smallcaps'[. = $class] ! f:attribute('class', .)"/>
  </xsl:template>

  <!-- ~~~ paragraphs with a style of their own -->


  <xsl:template match="sp/p" mode="body" as="element()" priority="2">
    <div data-custom-style="Speech"><p><xsl:apply-templates mode="body"/></p></div>
  </xsl:template>

  <xsl:template match="(div | sp | lg | castList | front | body | quote | said)/stage" mode="body" as="element()" priority="2">
    <div data-custom-style="Stage Direction"><p><xsl:apply-templates mode="body"/></p></div>
  </xsl:template>

  <xsl:template match="sp/speaker" mode="body" as="element()" priority="2">
    <div data-custom-style="Speech"><p><span data-custom-style="Speaker"><xsl:apply-templates mode="body"/></span></p></div>
  </xsl:template>

  <xsl:template match="p/speaker" mode="body" as="element()" priority="2">
    <span data-custom-style="Speaker"><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="dateline | salute | signed | trailer | byline | epigraph | argument" mode="body" as="element()" priority="2">
    <xsl:variable name="style" as="xs:string" select="upper-case(substring(local-name(), 1, 1)) || substring(local-name(), 2)"/>
    <div data-custom-style="{$style}"><xsl:next-match/></div>
  </xsl:template>

  <xsl:template match="head[not(@rb:level)]" mode="body" as="element()" priority="2">
    <div data-custom-style="Small Heading"><xsl:next-match/></div>
  </xsl:template>

  <xsl:template match="table/head" mode="body" as="element()" priority="3">
    <span><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="ab[@type = 'separator'] | milestone" mode="body" as="element()" priority="2">
    <xsl:sequence select="f:styled('Scene Break', '* * *')"/>
  </xsl:template>

  <!-- an untitled section stands apart by a mark, which a word processor cannot lose -->
  <xsl:template match="div[@type = 'section'][not(head)][preceding-sibling::*]" mode="body" as="element()+" priority="2">
    <xsl:sequence select="f:styled('Scene Break', '* * *')"/>
    <xsl:next-match/>
  </xsl:template>

  <!-- ~~~ verse: a stanza is a paragraph, its lines end in breaks -->

  <xsl:template match="lg | sp[l]" mode="body" as="node()*" priority="2">
    <xsl:for-each-group select="*" group-adjacent="exists(self::l)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <div data-custom-style="Verse"><p><xsl:apply-templates select="current-group()" mode="line"/></p></div>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="current-group()" mode="body"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:mode name="line" on-no-match="fail"/>
  <xsl:template match="l" mode="line" as="node()*">
    <xsl:if test="preceding-sibling::*[1]/self::l"><br/></xsl:if>
    <xsl:variable name="steps" as="xs:integer" select="xs:integer((tokenize(@rend)[starts-with(., 'indent(')] ! replace(., '\D', ''),
        '0')[1])"/>
    <xsl:value-of select="(1 to max(($steps, xs:integer((@rb:shift, 0)[1]) idiv 2))) ! '&#x2003;'" separator=""/>
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <!-- ~~~ notes -->

  <xsl:template match="note[@rb:call]" mode="body" as="element()" priority="2">
    <a epub:type="noteref" href="#{@xml:id}"><xsl:value-of select="@n"/></a>
  </xsl:template>

  <!-- of a note that is called again, and of one within a note, only the number -->
  <xsl:template match="ref[@type = 'noteref'] | note[@rb:call]//note[@rb:call]" mode="body" as="element()" priority="3">
    <sup><xsl:value-of select="(key('note', f:id(@target))/@n, @n)[1]"/></sup>
  </xsl:template>

  <xsl:template name="notes" as="element()*">
    <xsl:for-each select=".//note[@rb:call][not(ancestor::note[@rb:call])]">
      <aside epub:type="footnote" id="{@xml:id}">
        <xsl:apply-templates mode="body"/>
        <xsl:for-each select=".//note[@rb:call]">
          <p><sup><xsl:value-of select="@n"/></sup></p>
          <xsl:apply-templates mode="body"/>
        </xsl:for-each>
      </aside>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="note[not(@rb:call)][not(@place = 'inline')]" mode="body" as="element()" priority="2">
    <div data-custom-style="Note"><xsl:next-match/></div>
  </xsl:template>

  <!-- where a page of the print begins is no matter of the copy -->
  <xsl:template match="pb" mode="body" as="empty-sequence()" priority="2"/>
</xsl:package>
