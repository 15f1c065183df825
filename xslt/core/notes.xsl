<?xml version="1.0" encoding="UTF-8"?>
<!--
  Notes in XHTML: calls in the text, and after each unit the notes that it calls, linked both ways.
  The roles are those of DPUB-ARIA, from which EPUB makes its pop-up notes.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:key name="note" match="note[@rb:call]" use="@xml:id"/>

  <!-- what reading systems make pop-ups of; outputs may override it -->
  <xsl:variable name="note-element" as="xs:string" select="'aside'"/>

  <!-- the call; two calls side by side need a comma -->
  <xsl:template match="note[@rb:call]" mode="body" as="node()*">
    <xsl:apply-templates select="preceding-sibling::node()[1]/self::*[self::note or self::ref][@rb:call or @type = 'noteref']"
        mode="comma"/>
    <a class="noteref" role="doc-noteref" id="{@rb:call}" href="#{@xml:id}"><xsl:value-of select="@n"/></a>
  </xsl:template>

  <xsl:template match="ref[@type = 'noteref']" mode="body" as="node()*">
    <xsl:apply-templates select="preceding-sibling::node()[1]/self::note[@rb:call]" mode="comma"/>
    <a class="noteref" role="doc-noteref" href="{@target}">
      <xsl:copy-of select="@xml:id ! f:attribute('id', .)"/>
      <xsl:value-of select="(key('note', f:id(@target))/@n, @n)[1]"/>
    </a>
  </xsl:template>

  <xsl:mode name="comma" on-no-match="fail"/>
  <xsl:template match="*" mode="comma" as="element()">
    <span class="noteref">,</span>
  </xsl:template>

  <!-- the author's bracket inside quoted words -->
  <xsl:template match="note[@place = 'inline']" mode="body" as="element()">
    <span class="interpolation"><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <!-- a note that nothing calls stays where the source has it -->
  <xsl:template match="note" mode="body" as="element()">
    <aside class="note">
      <xsl:copy-of select="@xml:id ! f:attribute('id', .)"/>
      <xsl:for-each-group select="node()" group-adjacent="exists(self::p | self::lg | self::list | self::quote[@rend = 'block'])">
        <xsl:choose>
          <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()" mode="body"/></xsl:when>
          <xsl:otherwise><p><xsl:apply-templates select="current-group()" mode="body"/></p></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </aside>
  </xsl:template>

  <!-- the notes of a unit, in the order of their calls -->
  <xsl:template name="notes" as="node()*">
    <xsl:variable name="notes" as="element(note)*" select=".//note[@rb:call]"/>
    <xsl:if test="exists($notes)">
      <div class="notes">
        <xsl:apply-templates select="$notes" mode="note"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="note" on-no-match="fail"/>
  <xsl:template match="note" mode="note" as="element()">
    <xsl:element name="{$note-element}">
      <xsl:attribute name="class" select="string-join(('note', @type), ' ')"/>
      <xsl:attribute name="role" select="'doc-footnote'"/>
      <xsl:attribute name="id" select="@xml:id"/>
      <xsl:copy-of select="@type[. = ('authorial', 'editorial', 'mixed')] ! f:attribute('title', f:word(.))"/>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- the number of the note opens its first block and leads back to the call -->
  <xsl:template match="note[@rb:call]/*[1][self::p]" mode="body" priority="1" as="element()">
    <p>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select=".." mode="return"/>
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <xsl:template match="note[@rb:call]/*[1][not(self::p)]" mode="body" priority="1" as="node()*">
    <p><xsl:apply-templates select=".." mode="return"/></p>
    <xsl:next-match/>
  </xsl:template>

  <xsl:mode name="return" on-no-match="fail"/>
  <xsl:template match="note" mode="return" as="node()*">
    <a class="return" role="doc-backlink" href="#{@rb:call}" title="{f:word('back')}"><xsl:value-of select="@n"/></a>
    <xsl:text> </xsl:text>
  </xsl:template>
</xsl:stylesheet>
