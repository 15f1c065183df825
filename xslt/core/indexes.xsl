<?xml version="1.0" encoding="UTF-8"?>
<!--
  Indexes, chronology and corrections in XHTML: mode back, one section each, every entry linked to its places.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="#all">

  <xsl:mode name="back" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="text()" mode="back" as="node()*"><xsl:value-of select="."/></xsl:template>

  <!-- a section of the back matter with its heading -->
  <xsl:template name="back-section" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="role" as="xs:string?"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="top" as="xs:integer" select="1" tunnel="yes"/>
    <section class="back {$name}" id="{$name}">
      <xsl:copy-of select="$role ! f:attribute('role', .)"/>
      <xsl:element name="h{$top + 1}"><xsl:value-of select="f:word($name)"/></xsl:element>
      <xsl:sequence select="$content"/>
    </section>
  </xsl:template>

  <xsl:template match="rb:index" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="@type"/>
      <xsl:with-param name="role" select="'doc-index'"/>
      <xsl:with-param name="content">
        <ul class="index"><xsl:apply-templates mode="back"/></ul>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="rb:entry" mode="back" as="element()">
    <li id="{@xml:id}">
      <xsl:apply-templates select="rb:label, rb:gloss, rb:link" mode="back"/>
      <xsl:text> </xsl:text>
      <span class="places"><xsl:call-template name="locators"><xsl:with-param name="places" select="rb:place"/></xsl:call-template></span>
    </li>
  </xsl:template>

  <xsl:template match="rb:label" mode="back" as="element()">
    <span class="entry"><xsl:apply-templates mode="back"/></span>
  </xsl:template>

  <xsl:template match="rb:title" mode="back" as="element()">
    <cite><xsl:copy-of select="@xml:lang ! f:attribute('lang', .), @xml:lang"/><xsl:apply-templates mode="back"/></cite>
  </xsl:template>

  <xsl:template match="rb:gloss" mode="back" as="node()*">
    <xsl:text> </xsl:text>
    <span class="gloss">(<xsl:apply-templates mode="back"/>)</span>
  </xsl:template>

  <xsl:template match="rb:link" mode="back" as="node()*">
    <xsl:text> </xsl:text>
    <a class="authority" href="{@target}"><xsl:apply-templates mode="back"/></a>
  </xsl:template>

  <!-- a place of an occurrence: number of the paragraph, or of the note -->
  <xsl:template match="rb:place" mode="back" as="node()*">
    <xsl:call-template name="locators"><xsl:with-param name="places" select="."/></xsl:call-template>
  </xsl:template>

  <!-- places by the numbers of their paragraphs, each once, neighbours as a run, a note as 13 n. 2 -->
  <xsl:template name="locators" as="node()*">
    <xsl:param name="places" as="element(rb:place)*"/>
    <xsl:variable name="all" as="element(rb:run)*"><xsl:call-template name="runs"><xsl:with-param name="places"
        select="$places"/></xsl:call-template></xsl:variable>
    <xsl:variable name="runs" as="element(rb:run)*" select="if (count($all) le $most-runs) then $all else f:passim($all)"/>
    <xsl:for-each select="$runs">
      <a href="#{@target}">
        <xsl:copy-of select="@numbers ! f:attribute('data-run', .)"/>
        <xsl:value-of select="@words"/>
        <xsl:if test="@note"><xsl:text> </xsl:text><span class="in-note"><xsl:value-of select="f:word('in-note')"/></span><xsl:value-of
            select="'&#xA0;' || @note"/></xsl:if>
      </a>
      <xsl:if test="position() ne last()"><xsl:text>, </xsl:text></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- so many places are told one by one; of more, those of one chapter together -->
  <xsl:variable name="most-runs" as="xs:integer" select="10"/>

  <xsl:function name="f:passim" as="element(rb:run)*">
    <xsl:param name="runs" as="element(rb:run)*"/>
    <xsl:for-each-group select="$runs" group-adjacent="@unit">
      <xsl:choose>
        <xsl:when test="count(current-group()) le 2"><xsl:sequence select="current-group()"/></xsl:when>
        <xsl:otherwise>
          <rb:run target="{@target}" words="{@no || '–' || current-group()[last()]/(@to, @no)[1] || ' ' || f:word('passim')}">
            <xsl:attribute name="numbers" select="distinct-values(current-group() ! (if (@numbers) then tokenize(@numbers) else
                string(@no)))"
                separator=" "/>
          </rb:run>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <!-- numbers that follow one another in one unit become one place -->
  <xsl:template name="runs" as="element(rb:run)*">
    <xsl:param name="places" as="element(rb:place)*"/>
    <xsl:variable name="once" as="element(rb:place)*">
      <xsl:for-each-group select="$places" group-adjacent="string-join((@unit, @no, 'n'[current()/@note], @note), ' ')">
        <xsl:sequence select="."/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:variable name="numbered" as="element(rb:place)*">
      <xsl:for-each select="$once"><xsl:copy><xsl:copy-of select="@*"/><xsl:attribute name="at"
          select="position()"/></xsl:copy></xsl:for-each>
    </xsl:variable>
    <xsl:for-each-group select="$numbered" group-adjacent="if (@note or not(@no castable as xs:integer)) then 'alone ' || @at
        else @unit || ' ' || (xs:integer(@no) - xs:integer(@at))">
      <rb:run target="{@target}" words="{string-join(distinct-values((@no, current-group()[last()]/@no)), '–')}">
        <xsl:copy-of select="@note, @unit, @no, current-group()[last()]/@no ! f:attribute('to', .)"/>
        <xsl:if test="current-group()[2]"><xsl:attribute name="numbers" select="current-group()/@no" separator=" "/></xsl:if>
      </rb:run>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="rb:geo" mode="back" as="empty-sequence()"/>

  <xsl:template match="rb:bibliography" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="'bibliography'"/>
      <xsl:with-param name="role" select="'doc-bibliography'"/>
      <xsl:with-param name="content">
        <ul class="works-list"><xsl:apply-templates mode="back"/></ul>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="rb:work" mode="back" as="element()">
    <li><xsl:apply-templates mode="back"/></li>
  </xsl:template>

  <xsl:template match="rb:work/rb:label" mode="back" priority="1" as="node()*">
    <xsl:apply-templates mode="back"/>
  </xsl:template>

  <xsl:template match="rb:exchanges" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="'exchanges'"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="at-a-glance"/>
        <table class="exchanges">
          <thead>
            <tr>
              <xsl:for-each select="'speaker', 'addressee', 'speeches'">
                <th scope="col"><xsl:value-of select="f:word(.)"/></th>
              </xsl:for-each>
            </tr>
          </thead>
          <tbody><xsl:apply-templates mode="back"/></tbody>
        </table>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- what stands above the table of speakers: outputs that draw something override this -->
  <xsl:mode name="at-a-glance" on-no-match="deep-skip"/>

  <xsl:template match="rb:exchange" mode="back" as="element()">
    <tr>
      <th scope="row"><xsl:apply-templates select="rb:label[1]" mode="back"/></th>
      <td><xsl:apply-templates select="rb:label[2]" mode="back"/></td>
      <td><b><xsl:value-of select="@count"/></b><xsl:text> </xsl:text><span class="places"><xsl:call-template
          name="locators"><xsl:with-param name="places" select="rb:place"/></xsl:call-template></span></td>
    </tr>
  </xsl:template>

  <xsl:template match="rb:chronology" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="'chronology'"/>
      <xsl:with-param name="content">
        <p class="remark"><xsl:value-of select="f:word('chronology-note')"/></p>
        <ol class="chronology">
          <xsl:for-each-group select="rb:event[not(@vague)]" group-adjacent="rb:when">
            <xsl:apply-templates select="." mode="back"><xsl:with-param name="also" select="tail(current-group())"/></xsl:apply-templates>
          </xsl:for-each-group>
        </ol>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- a day on one line: the words of its first place, the others as numbers behind them -->
  <xsl:template match="rb:event" mode="back" as="element()">
    <xsl:param name="also" as="element(rb:event)*"/>
    <li>
      <a class="when" href="#{@target}"><xsl:apply-templates select="rb:when" mode="back"/></a>
      <xsl:text> </xsl:text>
      <span class="context"><xsl:apply-templates select="rb:before, rb:words, rb:after" mode="back"/></span>
      <xsl:if test="exists($also)">
        <xsl:text> </xsl:text>
        <span class="places"><xsl:call-template name="locators"><xsl:with-param name="places"
            select="$also/rb:place"/></xsl:call-template></span>
      </xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="rb:when | rb:before | rb:after" mode="back" as="node()*">
    <xsl:apply-templates mode="back"/>
  </xsl:template>

  <xsl:template match="rb:words" mode="back" as="element()">
    <b><xsl:apply-templates mode="back"/></b>
  </xsl:template>

  <xsl:template match="rb:emendations" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="'emendations'"/>
      <xsl:with-param name="content">
        <p class="remark"><xsl:value-of select="f:word(if (rb:emendation[1]/@kind = 'sic') then 'emendations-sic'
            else 'emendations-note')"/></p>
        <ol class="emendations"><xsl:apply-templates mode="back"/></ol>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- without] with-out -->
  <xsl:template match="rb:emendation" mode="back" as="element()">
    <li>
      <xsl:apply-templates select="rb:place" mode="back"/>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="rb:shown" mode="back"/>
      <xsl:text>] </xsl:text>
      <xsl:apply-templates select="rb:instead" mode="back"/>
    </li>
  </xsl:template>

  <xsl:template match="rb:shown" mode="back" as="element()">
    <b><xsl:value-of select="."/></b>
  </xsl:template>

  <xsl:template match="rb:shown[. = '']" mode="back" as="element()">
    <i><xsl:value-of select="f:word('removed')"/></i>
  </xsl:template>

  <xsl:template match="rb:instead" mode="back" as="node()*">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="rb:instead[. = '']" mode="back" as="element()">
    <i><xsl:value-of select="f:word('added')"/></i>
  </xsl:template>

  <!-- ~~~ how the edition was made -->

  <xsl:template match="rb:about" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="'about'"/>
      <xsl:with-param name="role" select="'doc-colophon'"/>
      <xsl:with-param name="content">
        <dl><xsl:apply-templates select="../rb:facts/rb:fact" mode="back"/><xsl:apply-templates select="." mode="more-facts"/></dl>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- what an output adds to the facts -->
  <xsl:mode name="more-facts" on-no-match="deep-skip"/>

  <xsl:template match="rb:fact" mode="back" as="node()*">
    <dt><xsl:value-of select="f:word('fact-' || @name)"/></dt>
    <xsl:apply-templates mode="back"/>
  </xsl:template>

  <xsl:template match="rb:value" mode="back" as="element()">
    <dd><xsl:apply-templates mode="back"/></dd>
  </xsl:template>

  <xsl:template match="rb:fact[@name = 'checksum']/rb:value" mode="back" as="element()">
    <dd><code><xsl:apply-templates mode="back"/></code></dd>
  </xsl:template>

  <xsl:template match="rb:fact[@name = 'licence'][../rb:licence/@target[starts-with(., 'http')]]/rb:value" mode="back" as="element()">
    <dd><a href="{../../rb:licence/@target}"><xsl:apply-templates mode="back"/></a></dd>
  </xsl:template>
</xsl:stylesheet>
