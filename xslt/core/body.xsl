<?xml version="1.0" encoding="UTF-8"?>
<!--
  The text as XHTML, for HTML and EPUB alike: mode body.
  Input: units of the prepared text. Output: XHTML with links as #id; roles say what EPUB needs to know.
  An element without a template stops the run: nothing is lost in silence.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:mode name="body" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="text()" mode="body" as="node()*">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="*" mode="body" priority="-1" as="node()*">
    <xsl:sequence select="f:unknown(.)"/>
  </xsl:template>

  <!-- id, language and class of an element -->
  <xsl:template name="common" as="attribute()*">
    <xsl:param name="class" as="xs:string*"/>
    <xsl:copy-of select="@xml:id ! f:attribute('id', .), @xml:lang ! f:attribute('lang', .), @xml:lang"/>
    <xsl:apply-templates select="." mode="described"/>
    <xsl:variable name="classes" as="xs:string*" select="$class, f:looks(@rend)"/>
    <xsl:if test="exists($classes)">
      <xsl:attribute name="class" select="$classes" separator=" "/>
    </xsl:if>
  </xsl:template>

  <!-- attributes that tell of the encoding: outputs that show it override this -->
  <xsl:mode name="described" on-no-match="deep-skip"/>

  <!-- what follows the words of an item: outputs that set notes there override this -->
  <xsl:mode name="after" on-no-match="deep-skip"/>

  <xsl:function name="f:attribute" as="attribute()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:attribute name="{$name}" select="$value"/>
  </xsl:function>

  <!-- indent(2) as the class indent-2, at most 12 -->
  <xsl:function name="f:looks" as="xs:string*">
    <xsl:param name="rend" as="xs:string?"/>
    <xsl:sequence select="tokenize($rend)[starts-with(., 'indent(')]
                          ! ('indent-' || min((12, xs:integer(replace(., '\D', '')))))"/>
  </xsl:function>

  <!-- ~~~ divisions and headings -->

  <!-- HTML wants every section to have a heading -->
  <xsl:template match="div" mode="body" as="element()">
    <xsl:element name="{if (.//head[@rb:level]) then 'section' else 'div'}">
      <xsl:call-template name="common"><xsl:with-param name="class" select="@type, 'unit'[current()/@rb:unit]"/></xsl:call-template>
      <xsl:call-template name="content-of-division"/>
      <xsl:if test="@rb:unit"><xsl:call-template name="notes"/></xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- outputs that set texts side by side override this -->
  <xsl:template name="content-of-division" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="head[@rb:level]" mode="body" as="element()">
    <xsl:param name="top" as="xs:integer" select="1" tunnel="yes"/>
    <xsl:element name="h{min((6, $top + xs:integer(@rb:level)))}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="head" mode="body" as="element()">
    <p>
      <xsl:call-template name="common"><xsl:with-param name="class" select="'head'"/></xsl:call-template>
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <xsl:template match="rb:line" mode="body" as="node()*">
    <span class="{@type, 'capitals'[f:shouts(current())]}"><xsl:apply-templates mode="body"/></span>
    <xsl:if test="following-sibling::rb:line"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <!-- ~~~ paragraphs and the like -->

  <xsl:template match="p | ab" mode="body" as="element()">
    <p>
      <xsl:call-template name="common">
        <xsl:with-param name="class" select="@rend[. = 'call'], 'headword'[f:headed(current())]"/>
      </xsl:call-template>
      <xsl:apply-templates select="@rb:no" mode="body"/>
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <!-- outputs that print paragraph numbers override this -->
  <xsl:template match="@rb:no" mode="body" as="empty-sequence()"/>

  <xsl:template match="ab[@type = 'preformatted']" mode="body" as="element()">
    <pre><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></pre>
  </xsl:template>

  <xsl:template match="ab[@type = 'separator'] | milestone" mode="body" as="element()">
    <hr class="separator"/>
  </xsl:template>

  <xsl:template match="quote[@rend = 'block'] | said[@rend = 'block']" mode="body" as="element()">
    <blockquote>
      <xsl:call-template name="common"/>
      <xsl:apply-templates mode="body"/>
    </blockquote>
  </xsl:template>

  <xsl:template match="epigraph | argument | cit[quote/@rend = 'block'] | floatingText | postscript | address" mode="body" as="element()">
    <div>
      <xsl:call-template name="common">
        <xsl:with-param name="class" select="local-name(), @type"/>
      </xsl:call-template>
      <xsl:apply-templates mode="body"/>
    </div>
  </xsl:template>

  <xsl:template match="cit | floatingText//body | floatingText//front | floatingText//back" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="cit[quote/@rend = 'block']/bibl" mode="body" as="element()">
    <p class="source"><xsl:apply-templates mode="body"/></p>
  </xsl:template>

  <!-- ~~~ letters and title matter -->

  <xsl:template match="opener | closer" mode="body" as="element()">
    <div>
      <xsl:call-template name="common"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      <xsl:apply-templates select="@rb:no" mode="body"/>
      <xsl:for-each-group select="node()" group-adjacent="exists(self::dateline | self::address | self::salute | self::signed | self::p
          | self::lg | self::pb)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()" mode="body"/></xsl:when>
          <xsl:otherwise><p><xsl:apply-templates select="current-group()" mode="body"/></p></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="dateline | addrLine | salute | signed | trailer | byline | docAuthor | docDate | docImprint | docEdition
                       | titlePart" mode="body" as="element()">
    <p>
      <xsl:call-template name="common"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <xsl:template match="byline/docAuthor" mode="body" priority="1" as="node()*"><xsl:apply-templates mode="body"/></xsl:template>

  <!-- ~~~ lists and tables -->

  <xsl:template match="list" mode="body" as="node()*">
    <xsl:apply-templates select="head" mode="body"/>
    <ul>
      <xsl:call-template name="common"><xsl:with-param name="class" select="if (item/label) then 'labelled'
          else 'plain'"/></xsl:call-template>
      <xsl:for-each select="* except head">
        <xsl:choose>
          <xsl:when test="self::item"><xsl:apply-templates select="." mode="body"/></xsl:when>
          <xsl:otherwise><li><xsl:apply-templates select="." mode="body"/></li></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="item" mode="body" as="element()">
    <li>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="@rb:no" mode="body"/>
      <xsl:apply-templates mode="body"/>
      <xsl:apply-templates select="." mode="after"/>
    </li>
  </xsl:template>

  <xsl:template match="item[label]" mode="body" as="element()">
    <li>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="@rb:no, label" mode="body"/>
      <div class="words">
        <xsl:apply-templates select="node() except label" mode="body"/>
        <xsl:apply-templates select="." mode="after"/>
      </div>
    </li>
  </xsl:template>

  <xsl:template match="label" mode="body" as="node()*">
    <span class="label"><xsl:apply-templates mode="body"/></span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="table" mode="body" as="element()">
    <table>
      <xsl:call-template name="common"/>
      <xsl:where-populated>
        <caption><xsl:apply-templates select="head" mode="body"/></caption>
      </xsl:where-populated>
      <tbody><xsl:apply-templates select="* except head" mode="body"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="table/head" mode="body" as="element()">
    <span><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="row" mode="body" as="element()">
    <tr>
      <xsl:apply-templates mode="body"/>
      <xsl:for-each select="f:columns(.) + 1 to max(../row ! f:columns(.))"><td/></xsl:for-each>
    </tr>
  </xsl:template>

  <!-- the columns of a row -->
  <xsl:function name="f:columns" as="xs:integer">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="xs:integer(sum($row/cell ! (@cols ! xs:integer(.), 1)[1]))"/>
  </xsl:function>

  <xsl:template match="cell" mode="body" as="element()">
    <xsl:element name="{if (parent::row/@role = 'label') then 'th' else 'td'}">
      <xsl:if test="parent::row/@role = 'label'"><xsl:attribute name="scope" select="'col'"/></xsl:if>
      <xsl:if test="@cols"><xsl:attribute name="colspan" select="@cols"/></xsl:if>
      <xsl:call-template name="common">
        <xsl:with-param name="class" select="'number'[matches(normalize-space(current()), '^[\p{Sc}\d.,\s%–-]+$')]"/>
      </xsl:call-template>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- ~~~ verse -->

  <xsl:template match="lg" mode="body" as="element()">
    <div>
      <xsl:call-template name="common"><xsl:with-param name="class" select="'lg', @type"/></xsl:call-template>
      <xsl:apply-templates select="@rb:no" mode="body"/>
      <xsl:apply-templates mode="body"/>
    </div>
  </xsl:template>

  <xsl:template match="l" mode="body" as="element()">
    <p>
      <xsl:call-template name="common">
        <xsl:with-param name="class" select="'l', @rb:shift ! ('shift-' || min((15, . idiv 4)))"/>
      </xsl:call-template>
      <xsl:if test="@rb:line or @rb:cite">
        <span class="ln">
          <xsl:copy-of select="@rb:cite ! f:attribute('id', 'line.' || .)"/>
          <xsl:value-of select="@rb:line"/>
        </span>
      </xsl:if>
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <!-- ~~~ drama -->

  <xsl:template match="sp" mode="body" as="element()">
    <div>
      <xsl:call-template name="common"><xsl:with-param name="class" select="'sp', 'verse'[current()/(l | lg)]"/></xsl:call-template>
      <xsl:apply-templates select="@rb:no" mode="body"/>
      <xsl:apply-templates mode="body"/>
    </div>
  </xsl:template>

  <xsl:template match="sp/speaker" mode="body" as="element()">
    <p class="speaker"><xsl:apply-templates mode="body"/></p>
  </xsl:template>

  <xsl:template match="p/speaker" mode="body" as="element()">
    <b class="speaker"><xsl:apply-templates mode="body"/></b>
  </xsl:template>

  <xsl:template match="stage" mode="body" as="element()">
    <i class="stage"><xsl:apply-templates mode="body"/></i>
  </xsl:template>

  <xsl:template match="(div | sp | lg | castList | front | body | quote | said)/stage" mode="body" as="element()">
    <p class="stage">
      <xsl:apply-templates mode="body"/>
    </p>
  </xsl:template>

  <xsl:template match="castList" mode="body" as="element()">
    <div>
      <xsl:call-template name="common"><xsl:with-param name="class" select="'cast'"/></xsl:call-template>
      <xsl:for-each-group select="*" group-adjacent="exists(self::castItem)">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <ul><xsl:apply-templates select="current-group()" mode="body"/></ul>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates select="current-group()" mode="body"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </div>
  </xsl:template>

  <xsl:template match="castItem" mode="body" as="element()">
    <li><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></li>
  </xsl:template>

  <xsl:template match="role" mode="body" as="element()">
    <b class="role"><xsl:apply-templates mode="body"/></b>
  </xsl:template>

  <xsl:template match="roleDesc" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <!-- ~~~ figures, pages, gaps -->

  <xsl:template match="figure" mode="body" as="element()">
    <p class="figure"><xsl:apply-templates mode="body"/></p>
  </xsl:template>

  <xsl:template match="figure[graphic][not(ancestor::p)]" mode="body" as="element()">
    <figure class="figure">
      <xsl:apply-templates select="graphic" mode="body"/>
      <xsl:where-populated>
        <figcaption><xsl:apply-templates select="* except graphic" mode="body"/></figcaption>
      </xsl:where-populated>
    </figure>
  </xsl:template>

  <xsl:template match="graphic" mode="body" as="element()">
    <img src="{@url}" alt="{@rb:alt}" width="{@rb:width}" height="{@rb:height}"/>
  </xsl:template>

  <xsl:template match="figure/p[@rend = 'credit']" mode="body" as="node()*" priority="1">
    <xsl:text> </xsl:text>
    <small class="credit"><xsl:apply-templates mode="body"/></small>
  </xsl:template>

  <xsl:template match="figure/head | figure/p" mode="body" as="node()*">
    <xsl:value-of select="' '[current()/preceding-sibling::*]"/>
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="figure/label" mode="body" as="element()">
    <span class="label"><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="pb" mode="body" as="element()">
    <span class="pb" role="doc-pagebreak" id="{@xml:id}">
      <xsl:if test="@n"><xsl:attribute name="aria-label" select="f:word('page') || ' ' || @n"/></xsl:if>
      <xsl:value-of select="@n"/>
    </span>
  </xsl:template>

  <xsl:template match="gap" mode="body" as="node()*">
    <xsl:text>&#xA0;</xsl:text>
    <span class="gap" title="{f:word('gap')}">[…]</span>
  </xsl:template>

  <!-- ~~~ words -->

  <xsl:template match="hi" mode="body" as="element()">
    <i><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></i>
  </xsl:template>

  <xsl:template match="hi[@rend = ('bold', 'strong')]" mode="body" as="element()">
    <b><xsl:apply-templates mode="body"/></b>
  </xsl:template>

  <xsl:template match="hi[@rend = ('smallcaps', 'small-caps')]" mode="body" as="element()">
    <span class="smallcaps"><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="hi[@rend = 'superscript']" mode="body" as="element()">
    <sup><xsl:apply-templates mode="body"/></sup>
  </xsl:template>

  <xsl:template match="foreign" mode="body" as="element()">
    <i><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></i>
  </xsl:template>

  <xsl:template match="title" mode="body" as="element()">
    <cite><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></cite>
  </xsl:template>

  <!-- titles of articles are in quotation marks, which the text has -->
  <xsl:template match="title[@level = 'a']" mode="body" as="element()">
    <span><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="persName | placeName | orgName | rs | name | bibl" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="(persName | placeName | orgName | rs | name | bibl)[@xml:id]" mode="body" as="element()">
    <span><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <!-- a speech can be a goal of the index of speakers -->
  <xsl:template match="said" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="said[@xml:id][not(@rend = 'block')]" mode="body" as="element()">
    <span><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="date" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="date[@rb:dated][f:machine-date(@when)]" mode="body" as="element()">
    <time>
      <xsl:call-template name="common"/>
      <xsl:copy-of select="f:machine-date(@when)"/>
      <xsl:apply-templates mode="body"/>
    </time>
  </xsl:template>

  <!-- a span is no single point: no datetime, and so no time element -->
  <xsl:template match="date[@rb:dated][not(f:machine-date(@when))]" mode="body" as="element()">
    <span><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <!-- HTML knows years from 1 to 9999 and days, months, years -->
  <xsl:function name="f:machine-date" as="attribute()?">
    <xsl:param name="when" as="xs:string?"/>
    <xsl:if test="matches($when, '^[0-9]{4}(-[0-9]{2}){0,2}$') and not(starts-with($when, '0000'))">
      <xsl:attribute name="datetime" select="$when"/>
    </xsl:if>
  </xsl:function>

  <xsl:template match="corr | sic | supplied" mode="body" as="element()">
    <span><xsl:call-template name="common"><xsl:with-param name="class"
        select="local-name(), 'blank'[not(normalize-space(current()))]"/></xsl:call-template><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <xsl:template match="ref" mode="body" as="node()*">
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <!-- to a place in this text, or out into the world -->
  <xsl:template match="ref[f:reachable(.)]" mode="body" as="element()">
    <a href="{@target}"><xsl:apply-templates mode="body"/></a>
  </xsl:template>

  <xsl:function name="f:reachable" as="xs:boolean">
    <xsl:param name="ref" as="element(ref)"/>
    <xsl:sequence select="not($ref/@type = 'noteref') and
        (matches($ref/@target, '^https?://') or exists(key('place', f:id($ref/@target), root($ref))))"/>
  </xsl:function>

  <xsl:key name="place" match="*[@xml:id][ancestor::text]" use="@xml:id"/>
</xsl:stylesheet>
