<?xml version="1.0" encoding="UTF-8"?>
<!--
  HTML: one file that needs nothing else.
  Input: an edition made by core/prepare.xsl. Output: HTML5 with its style and one small script inside, which the
  publisher allows by their hashes; without the script everything can be read, with it searched, switched and cited.
  Each note stands after the block that calls it: between the paragraphs of a narrow window, in the margin of a wide
  one, where the script sets it level with its call.
-->
<xsl:package name="urn:rubricator:html" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:import href="core/body.xsl"/>
  <xsl:import href="core/notes.xsl"/>
  <xsl:import href="core/navigation.xsl"/>
  <xsl:import href="core/indexes.xsl"/>
  <xsl:import href="core/map.xsl"/>
  <xsl:import href="core/passages.xsl"/>
  <xsl:import href="core/voices.xsl"/>
  <xsl:import href="core/machines.xsl"/>
  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <xsl:mode on-no-match="fail"/>

  <!-- address of the style sheet that the edition brings, if any -->
  <xsl:param name="own-style" as="xs:string" select="''"/>

  <!-- rules of the house font -->
  <xsl:param name="faces" as="xs:string" select="''"/>

  <!-- endings of the other files that are made in the same run, above the folder of the page -->
  <xsl:param name="also" as="xs:string" select="''"/>

  <xsl:variable name="id" as="xs:string" select="string(/rb:edition/@id)"/>

  <xsl:variable name="style" as="xs:string" select="
      normalize-space($faces) || ((unparsed-text('assets/edition.css'), unparsed-text('assets/html.css'), f:own-style($own-style))
      => string-join(' ') => replace('/\*.*?\*/', '', 's') => normalize-space())"/>

  <!-- without its comments, in one line: what is hashed has no line ends that a tool could read otherwise -->
  <xsl:variable name="script" as="xs:string" select="
      replace(unparsed-text('assets/edition.js'), '^/\*.*?\*/', '', 's') => tokenize('\n')
      => for-each(normalize-space#1) => filter(function($line) { $line and not(starts-with($line, '//')) }) => string-join(' ')"/>

  <xsl:template match="/" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="rb:edition" as="element()">
    <html lang="{@xml:lang}" class="{string-join(('one-page', 'noted'[current()/text//note/@rb:call]), ' ')}">
      <head>
        <meta charset="UTF-8"/>
        <meta http-equiv="Content-Security-Policy"
            content="default-src 'none'; base-uri 'none'; form-action 'none'"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="rb:facts/string-join((rb:author[1], rb:title), ', ')"/></title>
        <xsl:for-each select="rb:facts/rb:author"><meta name="author" content="{.}"/></xsl:for-each>
        <xsl:apply-templates select="rb:facts" mode="described-to-machines"/>
        <meta name="generator" content="Rubricator"/>
        <style><xsl:value-of select="$style"/></style>
      </head>
      <body data-citation="{rb:facts/string-join((rb:author[1], rb:title, string-join((rb:publisher[normalize-space()],
          f:parts(@date)[1] ! f:year(.)), ', ')[.]), '. ')}">
        <a class="skip" href="#text"><xsl:value-of select="f:word('skip')"/></a>
        <a class="to-contents" href="#contents" aria-label="{f:word('contents')}">☰</a>
        <xsl:call-template name="tools"/>
        <div class="page">
          <header class="titlepage" id="top"><xsl:apply-templates select="rb:facts" mode="title-page"/></header>
          <xsl:call-template name="contents-page"/>
          <main id="text"><xsl:apply-templates select="text/div" mode="body"/></main>
          <footer class="back-matter">
            <xsl:apply-templates select="f:apparatus(.)" mode="back"/>
            <xsl:if test="exists($passages)"><xsl:apply-templates select="text/div" mode="source"/></xsl:if>
          </footer>
        </div>
        <script><xsl:value-of select="$script"/></script>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="alternates" as="element()*">
    <xsl:if test="$tei"><link rel="alternate" type="application/tei+xml" href="{/rb:edition/@id}.xml"/></xsl:if>
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map { 'epub': 'application/epub+zip', 'pdf': 'application/pdf',
        'txt': 'text/plain', 'md': 'text/markdown' }"/>
    <xsl:for-each select="tokenize($also)[map:contains($types, .)]">
      <link rel="alternate" type="{$types(.)}" href="../{$id || '.' || .}"/>
    </xsl:for-each>
  </xsl:template>

  <!-- contents, after the title page or beside the text -->
  <xsl:template name="contents-page" as="element()">
    <nav class="contents" id="contents" aria-labelledby="contents-head">
      <p class="running"><a href="#top"><xsl:value-of select="rb:facts/rb:title"/></a></p>
      <h2 id="contents-head"><xsl:value-of select="f:word('contents')"/></h2>
      <xsl:call-template name="contents-list">
        <xsl:with-param name="entries" select="rb:contents/rb:entry"/>
      </xsl:call-template>
      <ul><xsl:call-template name="back-entries"/></ul>
    </nav>
  </xsl:template>

  <xsl:variable name="all-sections" as="xs:boolean" select="true()"/>

  <!-- a page needs no landmark for each note -->
  <xsl:variable name="note-element" as="xs:string" select="'div'"/>

  <!-- ~~~ reading aids: hidden until the script wakes them -->

  <xsl:template name="tools" as="element()">
    <div class="tools" hidden="" role="region" aria-label="{f:word('tools')}">
      <div class="bar">
      <button type="button" data-does="contents" aria-expanded="false" aria-controls="contents"><xsl:value-of
          select="f:word('contents')"/></button>
      <button type="button" data-does="search" aria-expanded="false" aria-controls="search"><xsl:value-of
          select="f:word('search')"/></button>
      <xsl:if test="rb:emendations">
        <button type="button" data-does="printed" aria-pressed="false"
            data-on="{f:word('printed-on')}" data-off="{f:word('printed-off')}"><xsl:value-of select="f:word('printed')"/></button>
      </xsl:if>
      <xsl:if test="text//@rb:rule">
        <button type="button" data-does="encoding" aria-pressed="false"><xsl:value-of select="f:word('encoding')"/></button>
      </xsl:if>
      <xsl:if test="$voiced">
        <button type="button" data-does="voices" aria-pressed="false"><xsl:value-of select="f:word('speakers')"/></button>
      </xsl:if>
      <button type="button" data-does="marks" aria-pressed="false"><xsl:value-of select="f:word('marks')"/></button>
      <button type="button" data-does="display" aria-expanded="false" aria-controls="display"><xsl:value-of
          select="f:word('display')"/></button>
      </div>
      <div class="panel" id="display" hidden="">
        <p id="theme-name"><xsl:value-of select="f:word('theme')"/></p>
        <div role="group" aria-labelledby="theme-name">
          <xsl:for-each select="'light', 'dark', 'sepia'">
            <button type="button" data-theme="{.}" aria-pressed="false"><xsl:value-of select="f:word(.)"/></button>
          </xsl:for-each>
        </div>
        <p id="size-name"><xsl:value-of select="f:word('size')"/></p>
        <div role="group" aria-labelledby="size-name">
          <button type="button" data-size="-1" aria-label="A− {f:word('smaller')}">A−</button>
          <button type="button" data-size="1" aria-label="A+ {f:word('larger')}">A+</button>
        </div>
      </div>
      <div class="panel" id="search" role="search" hidden="">
        <label for="sought"><xsl:value-of select="f:word('search-label')"/></label>
        <input type="search" id="sought" autocomplete="off" spellcheck="false"/>
        <button type="button" data-does="close"><xsl:value-of select="f:word('close')"/></button>
        <p role="status" id="found" data-one="{f:word('result')}" data-many="{f:word('results')}" data-none="{f:word('no-result')}"/>
        <ol id="results"/>
      </div>
      <div class="panel" id="citing" role="group" aria-label="{f:word('cite')}" hidden="">
        <xsl:for-each select="'text', 'bibtex', 'ris', 'csl'">
          <button type="button" data-format="{.}"><xsl:value-of select="f:word('cite-' || .)"/></button>
        </xsl:for-each>
        <button type="button" data-does="enough"><xsl:value-of select="f:word('close')"/></button>
      </div>
      <ul class="legend" id="legend" hidden="">
        <xsl:for-each select="distinct-values(text//*[@rb:rule] ! f:kind-of(.))">
          <li><span data-kind="{.}"><xsl:value-of select="f:word('kind-' || .)"/></span></li>
        </xsl:for-each>
        <li><span class="doubtful"><xsl:value-of select="f:word('doubtful')"/></span></li>
      </ul>
      <p class="key" id="key" hidden="" role="status"
          data-hint="{f:word('encoding-hint')}" data-rule="{f:word('rule')}" data-cert="{f:word('cert')}">
        <xsl:for-each select="'person', 'place', 'body', 'work', 'date', 'speech', 'correction', 'language'">
          <xsl:attribute name="data-{.}" select="f:word('kind-' || .)"/>
        </xsl:for-each>
      </p>
      <xsl:if test="$voiced"><xsl:call-template name="voices-key"/></xsl:if>
      <p class="said-aloud" id="announced" role="status" data-cite="{f:word('cite')}" data-cited="{f:word('cited')}"
          data-paragraph="{f:word('paragraph')}" data-context="{f:word('in-context')}"
          data-previous="{f:word('previous')}" data-next="{f:word('next')}" data-pages="{f:word('text')}"/>
    </div>
  </xsl:template>

  <!-- ~~~ the encoding, for who wants to see it: kind, rule, certainty -->

  <xsl:template match="*[@rb:rule][f:kind-of(.)]" mode="described" as="node()*">
    <xsl:attribute name="data-kind" select="f:kind-of(.)"/>
    <xsl:attribute name="data-rule" select="@rb:rule"/>
    <xsl:copy-of select="@cert ! f:attribute('data-cert', .)"/>
  </xsl:template>

  <xsl:function name="f:kind-of" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map {
        'persName': 'person', 'rs': 'person', 'name': 'person', 'placeName': 'place', 'orgName': 'body', 'title': 'work', 'bibl': 'work',
        'date': 'date', 'said': 'speech', 'corr': 'correction', 'sic': 'correction', 'supplied': 'correction', 'foreign': 'language'
        }(local-name($element))"/>
  </xsl:function>

  <xsl:template match="(said | sp)[$voiced]" mode="described" priority="1" as="node()*">
    <xsl:next-match/>
    <xsl:apply-templates select="." mode="voice"/>
  </xsl:template>

  <xsl:template match="said[@rb:rule or @who or $voiced][not(@rend = 'block')] | date[@rb:rule][not(@rb:dated)]" mode="body"
      priority="1" as="element()">
    <span><xsl:call-template name="common"/><xsl:apply-templates mode="body"/></span>
  </xsl:template>

  <!-- ~~~ a text and its translation, passage after passage: side by side where the window is wide -->

  <xsl:template name="content-of-division" as="node()*">
    <xsl:choose>
      <xsl:when test="f:bilingual(.)">
        <!-- the last passage is the second of a pair; before the first may stand what has no translation -->
        <xsl:variable name="first" as="xs:boolean" select="not(f:translated((*[f:passage(.)])[last()]))"/>
        <xsl:for-each-group select="node()" group-starting-with="*[f:opens-pair(., $first)]">
          <xsl:choose>
            <xsl:when test="count(distinct-values(current-group()[f:passage(.)] ! f:translated(.))) = 2">
              <xsl:call-template name="pair"><xsl:with-param name="first" select="$first"/></xsl:call-template>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates select="current-group()" mode="body"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each-group>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="body"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- the passages of one language, and those of the other up to what is neither -->
  <xsl:template name="pair" as="node()*">
    <xsl:param name="first" as="xs:boolean"/>
    <xsl:variable name="left" as="node()+" select="current-group()[not(f:passage(.)) or f:translated(.) = $first]
        [empty(preceding-sibling::*[f:passage(.)][f:translated(.) ne $first][. >> current-group()[1]])]"/>
    <xsl:variable name="right" as="node()+" select="(current-group() except $left)"/>
    <xsl:variable name="end" as="node()?" select="$right[self::*][not(f:passage(.))][1]"/>
    <div class="pair">
      <div><xsl:apply-templates select="$left" mode="body"/></div>
      <div><xsl:apply-templates select="$right[empty($end) or . &lt;&lt; $end]" mode="body"/></div>
    </div>
    <xsl:apply-templates select="$right[$end][not(. &lt;&lt; $end)]" mode="body"/>
  </xsl:template>

  <xsl:function name="f:passage" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::p | self::lg | self::sp | self::l | self::quote[@rend = 'block']
        | self::said[@rend = 'block']))"/>
  </xsl:function>

  <!-- is a passage in another language than the text? -->
  <xsl:function name="f:translated" as="xs:boolean">
    <xsl:param name="passage" as="element()"/>
    <xsl:sequence select="exists($passage/(@xml:lang | l/@xml:lang | lg/@xml:lang | p/@xml:lang)[not(starts-with($language, .))])"/>
  </xsl:function>

  <!-- does a passage of the first language follow one of the other? -->
  <xsl:function name="f:opens-pair" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="first" as="xs:boolean"/>
    <xsl:variable name="before" as="element()?" select="$node/preceding-sibling::*[1]"/>
    <xsl:sequence select="f:passage($node) and f:translated($node) = $first
        and not($before[f:passage(.)] ! f:translated(.) = $first)"/>
  </xsl:function>

  <!-- passages in two languages by turns, as many of the one as of the other, within a half -->
  <xsl:function name="f:bilingual" as="xs:boolean">
    <xsl:param name="div" as="element(div)"/>
    <xsl:variable name="other" as="xs:boolean*" select="if ($div//@xml:lang) then $div/*[f:passage(.)] ! f:translated(.) else ()"/>
    <xsl:variable name="share" as="xs:double" select="count($other[.]) div max((1, count($other)))"/>
    <xsl:variable name="turns" as="xs:integer" select="count(for $at in 2 to count($other) return $at[$other[$at] ne $other[$at - 1]])"/>
    <xsl:sequence select="$share gt .25 and $share lt .75 and $turns ge 5"/>
  </xsl:function>

  <!-- a table of many columns is drawn sideways where it is wider than the page -->
  <xsl:template match="table[max(row ! f:columns(.)) gt 3]" mode="body" as="element()" priority="5">
    <div class="wide" role="region" tabindex="0" aria-label="{(head ! f:opening(string(.), 60), f:word('table'))[1]}">
      <xsl:next-match/>
    </div>
  </xsl:template>

  <!-- both readings: the other one is hidden until it is asked for -->
  <xsl:template match="corr | sic" mode="body" as="node()*">
    <xsl:next-match/>
    <xsl:where-populated><span class="instead" hidden=""><xsl:value-of select="@rb:instead"/></span></xsl:where-populated>
  </xsl:template>

  <!-- the TEI lies beside the page -->
  <xsl:template match="rb:about" mode="more-facts" as="node()*">
    <xsl:if test="exists($passages)">
      <dt><xsl:value-of select="f:word('downloads')"/></dt>
      <xsl:call-template name="downloads"/>
    </xsl:if>
  </xsl:template>

  <!-- the other forms of the edition: the TEI beside the page, what else was made above its folder -->
  <xsl:template name="downloads" as="element()*">
    <dd><a href="{/rb:edition/@id}.xml" download=""><xsl:value-of select="f:word('tei-file')"/></a></dd>
    <xsl:for-each select="tokenize($also)">
      <dd><a href="../{$id || '.' || .}" download=""><xsl:value-of select="map { 'epub': 'EPUB', 'pdf': 'PDF', 'txt': f:word('plain-text'),
          'md': 'Markdown', 'docx': 'Word', 'json': 'JSON' }(.)"/></a></dd>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="rb:exchanges" mode="at-a-glance" as="node()*">
    <xsl:call-template name="matrix"/>
  </xsl:template>

  <!-- ~~~ the map stands above the index of places -->

  <xsl:template match="rb:index[@type = 'places']" mode="back" as="node()*">
    <xsl:call-template name="back-section">
      <xsl:with-param name="name" select="@type"/>
      <xsl:with-param name="role" select="'doc-index'"/>
      <xsl:with-param name="content">
        <xsl:call-template name="map"/>
        <ul class="index"><xsl:apply-templates mode="back"/></ul>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ~~~ notes stand after the block that calls them, not after their chapter -->

  <xsl:template name="notes" as="empty-sequence()"/>

  <xsl:template match="*[f:hosts(.)][not(self::item)][.//note[@rb:call]]" mode="body" priority="9" as="node()*">
    <xsl:next-match/>
    <xsl:call-template name="notes-called-here"/>
  </xsl:template>

  <xsl:template match="item[.//note[@rb:call]]" mode="after" as="node()*">
    <xsl:call-template name="notes-called-here"/>
  </xsl:template>

  <xsl:template name="notes-called-here" as="element()?">
    <xsl:variable name="block" as="element()" select="."/>
    <xsl:where-populated>
      <div class="notes">
        <xsl:apply-templates select=".//note[@rb:call][ancestor::*[f:hosts(.)][1] is $block]" mode="note"/>
      </div>
    </xsl:where-populated>
  </xsl:template>

  <!-- a block after which notes may stand; an item holds its own -->
  <xsl:function name="f:hosts" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($e/self::item) or f:flows($e/..) and not(f:flows($e)) and empty($e/(self::list | self::floatingText))"/>
  </xsl:function>

  <!-- what holds blocks one after the other -->
  <xsl:function name="f:flows" as="xs:boolean">
    <xsl:param name="e" as="element()?"/>
    <xsl:sequence select="exists($e/(self::div | self::body | self::front | self::back | self::item | self::list | self::lg[lg]))"/>
  </xsl:function>

  <!-- paragraph numbers, by which indexes refer, are links to themselves -->
  <xsl:template match="@rb:no" mode="body" as="node()*">
    <a class="no" tabindex="-1" href="#{../@xml:id}" aria-label="{f:word('paragraph')} {.}"><xsl:value-of select="."/></a>
    <xsl:apply-templates select=".." mode="to-source"/>
  </xsl:template>

  <xsl:mode name="to-source" on-no-match="fail"/>
  <xsl:template match="*" mode="to-source" as="node()*">
    <xsl:call-template name="to-source"><xsl:with-param name="place" select="f:word('paragraph') || ' ' || @rb:no"/></xsl:call-template>
  </xsl:template>

  <!-- the first heading of a unit leads to the sources of the unit, any other to its own -->
  <xsl:template match="head[@rb:level][f:sourced(.)]" mode="body" priority="8" as="node()*">
    <xsl:next-match/>
    <xsl:variable name="unit" as="element(div)?" select="ancestor::div[@rb:unit][1][(.//head[@rb:level])[1] is current()]"/>
    <a class="tei" tabindex="-1" href="#tei.{($unit, .)[1]/@xml:id}" aria-label="{f:word('tei')}: {string-join(rb:line ! f:heading(.),
        ' ')}"><xsl:value-of select="f:word('tei')"/></a>
  </xsl:template>

  <xsl:function name="f:listed-here" as="xs:boolean">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="map:contains($listed, string($mention/@rb:key))"/>
  </xsl:function>
  <xsl:variable name="listed" as="map(xs:string, xs:boolean)" select="map:merge(/rb:edition/rb:index/rb:entry ! map { string(@key):
      true() })"/>

  <!-- names lead to the indexes; a name in a name or in a link is no link -->
  <xsl:template match="*[@rb:key][not(@rb:unlisted)][f:listed-here(.)][not(self::bibl)][empty(ancestor::*[@rb:key][not(self::bibl)] |
      ancestor::ref
      | .//note[@rb:call] | .//ref)]" mode="body" priority="1" as="element()">
    <a class="name" href="#ix.{@rb:key}">
      <xsl:copy-of select="f:attribute('id', @xml:id), @xml:lang ! f:attribute('lang', .)"/>
      <xsl:apply-templates select="." mode="described"/>
      <xsl:choose>
        <xsl:when test="self::title"><cite><xsl:apply-templates mode="body"/></cite></xsl:when>
        <xsl:otherwise><xsl:apply-templates mode="body"/></xsl:otherwise>
      </xsl:choose>
    </a>
  </xsl:template>

  <!-- a date of another calendar says its day in ours -->
  <xsl:template match="date[@rb:dated][f:machine-date(@when)][@when-custom or contains(@calendar, 'julian')]" mode="body"
      priority="1" as="element()">
    <time id="{@xml:id}" title="{f:date(@when)} ({f:word('gregorian')})">
      <xsl:apply-templates select="." mode="described"/>
      <xsl:copy-of select="f:machine-date(@when)"/>
      <xsl:apply-templates mode="body"/>
    </time>
  </xsl:template>
</xsl:package>
