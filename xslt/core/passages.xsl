<?xml version="1.0" encoding="UTF-8"?>
<!--
  The TEI of each passage, for who wants to see how it is encoded: one section a unit, in it the source of its heading,
  its numbered blocks and its notes, each under the id tei.<id of the passage>, tags set back. No reading text.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- address of the TEI that the edition was prepared from; without it no passage shows its source -->
  <xsl:param name="tei" as="xs:string" select="''"/>

  <xsl:variable name="passages" as="element()*" select="$tei[.] ! f:passages(doc(.))"/>

  <xsl:mode name="source" on-no-match="fail" on-multiple-match="fail"/>

  <!-- the sources of a unit -->
  <xsl:template match="div" mode="source" as="element()">
    <section class="tei-source" id="tei.{@xml:id}" aria-labelledby="tei-head.{@xml:id}">
      <h2 id="tei-head.{@xml:id}"><xsl:value-of select="f:word('tei') || (.//head[@rb:level])[1] ! (': '
          || string-join(rb:line ! f:heading(.), ' '))"/></h2>
      <p class="tei-file"><a href="{/rb:edition/@id}.xml" download=""><xsl:value-of select="f:word('tei-file')"/></a></p>
      <xsl:apply-templates select=".//*[f:sourced(.)]" mode="source"/>
    </section>
  </xsl:template>

  <!-- the words of a line of a heading, without its notes -->
  <xsl:function name="f:heading" as="xs:string">
    <xsl:param name="line" as="element()"/>
    <xsl:sequence select="normalize-space(string-join($line//text()[not(ancestor::note)]))"/>
  </xsl:function>

  <!-- headings, numbered blocks and notes have a source of their own -->
  <xsl:function name="f:sourced" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($passages) and exists($e[@rb:source][@xml:id][self::head[@rb:level] or self::note or @rb:no])"/>
  </xsl:function>

  <xsl:template match="*" mode="source" as="element()">
    <div class="passage" id="tei.{@xml:id}">
      <p><a href="#{@xml:id}"><xsl:apply-templates select="." mode="place-name"/></a></p>
      <pre><code>
        <xsl:analyze-string select="f:source($passages[xs:integer(current()/@rb:source)])" regex="&lt;[^&gt;]+&gt;">
          <xsl:matching-substring><i><xsl:value-of select="."/></i></xsl:matching-substring>
          <xsl:non-matching-substring><xsl:value-of select="."/></xsl:non-matching-substring>
        </xsl:analyze-string>
      </code></pre>
    </div>
  </xsl:template>

  <xsl:mode name="place-name" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:template match="*" mode="place-name" priority="-1" as="node()*"><xsl:value-of select="f:word('paragraph'), @rb:no"/></xsl:template>
  <xsl:template match="head" mode="place-name" as="node()*"><xsl:value-of select="f:word('heading')"/></xsl:template>
  <xsl:template match="note" mode="place-name" as="node()*"><xsl:value-of select="f:word('note'), @n"/></xsl:template>

  <!-- an element as the file has it; of a heading, the opening tag of what it heads and all its lines -->
  <xsl:function name="f:source" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="lines" as="element()+" select="$element, $element/self::head/following-sibling::*[self::head]"/>
    <xsl:sequence select="string-join(($element/self::head/.. ! f:opening-tag(.), $lines ! f:serialized(.)), '&#xA;')"/>
  </xsl:function>

  <xsl:function name="f:serialized" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="serialize($element, map { 'method': 'xml', 'omit-xml-declaration': true(), 'indent': false() })
                          => replace('^(&lt;[^>]*?) xmlns=&quot;[^&quot;]*&quot;', '$1')"/>
  </xsl:function>

  <xsl:function name="f:opening-tag" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="empty" as="element()"><xsl:for-each select="$element"><xsl:copy><xsl:copy-of
        select="@*"/></xsl:copy></xsl:for-each></xsl:variable>
    <xsl:sequence select="f:serialized($empty) => replace('/>$', '>')"/>
  </xsl:function>

  <!-- the link from a passage to its source -->
  <xsl:template name="to-source" as="node()*">
    <xsl:param name="place" as="xs:string"/>
    <xsl:if test="f:sourced(.)">
      <a class="tei" tabindex="-1" href="#tei.{@xml:id}" aria-label="{f:word('tei')}: {$place}"><xsl:value-of select="f:word('tei')"/></a>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
