<?xml version="1.0" encoding="UTF-8"?>
<!--
  EPUB 3.3: the files of the container, all but mimetype and the cover image.
  Input: an edition made by core/prepare.xsl. Output: result documents below EPUB/, one XHTML file a unit, and
  META-INF/container.xml. Links are written as in HTML; the mode package turns them into links between files
  and says in epub:type what the roles say.
-->
<xsl:package name="urn:rubricator:epub" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="xs map rb f">

  <xsl:import href="core/body.xsl"/>
  <xsl:import href="core/notes.xsl"/>
  <xsl:import href="core/navigation.xsl"/>
  <xsl:import href="core/indexes.xsl"/>
  <xsl:import href="core/functions.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:output name="xhtml" method="xhtml" html-version="5" encoding="UTF-8"
      indent="no" include-content-type="no" omit-xml-declaration="no"/>
  <xsl:output name="xml" method="xml" encoding="UTF-8" indent="no"/>
  <xsl:output name="text" method="text" encoding="UTF-8"/>

  <xsl:mode on-no-match="fail"/>

  <!-- address of the style sheet that the edition brings, if any -->
  <xsl:param name="own-style" as="xs:string" select="''"/>
  <!-- the day that the package gives as that of its last change: every package must have one -->
  <xsl:param name="modified" as="xs:string" select="string(/rb:edition/rb:facts/@date)"/>

  <!-- id → name of the file that holds it -->
  <xsl:variable name="files" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each select="/rb:edition/text/div">
        <xsl:variable name="file" as="xs:string" select="@rb:file || '.xhtml'"/>
        <xsl:for-each select="distinct-values((.//@xml:id, @xml:id, .//@rb:call) ! string())">
          <xsl:map-entry key="." select="$file"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- the sections of the back matter, and their names -->
  <xsl:variable name="sections" as="element()*" select="f:apparatus(/rb:edition)[not(self::rb:exchanges)]"/>
  <xsl:variable name="back" as="xs:string*" select="$sections ! f:section(.)"/>

  <!-- stable identifier of the publication: the checksum of its source, else its name -->
  <xsl:variable name="identifier" as="xs:string" select="
      'urn:rubricator:' || /rb:edition/@id ! encode-for-uri(.) || /rb:edition/rb:facts/rb:checksum[normalize-space()] ! (':'
      || substring(., 1, 16))"/>

  <xsl:template match="/" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="rb:edition" as="node()*">
    <xsl:call-template name="container"/>
    <xsl:call-template name="package"/>
    <xsl:call-template name="nav"/>
    <xsl:result-document href="EPUB/edition.css" format="text">
      <xsl:value-of select="unparsed-text('assets/edition.css'), unparsed-text('assets/epub.css'), f:own-style($own-style)"
          separator="&#xA;"/>
    </xsl:result-document>
    <xsl:call-template name="cover"/>
    <xsl:call-template name="opening"/>
    <xsl:apply-templates select="text/div" mode="file"/>
    <xsl:apply-templates select="$sections" mode="file"/>
  </xsl:template>

  <!-- half-title, title page and imprint, each a document of its own -->
  <xsl:template name="opening" as="node()*">
    <xsl:call-template name="file">
      <xsl:with-param name="name" select="'halftitle'"/>
      <xsl:with-param name="title" select="f:word('half-title')"/>
      <xsl:with-param name="type" select="'frontmatter'"/>
      <xsl:with-param name="content">
        <section class="halftitle" epub:type="halftitlepage"><p><xsl:value-of select="rb:facts/rb:title"/></p></section>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="file">
      <xsl:with-param name="name" select="'titlepage'"/>
      <xsl:with-param name="title" select="f:word('titlepage')"/>
      <xsl:with-param name="type" select="'frontmatter'"/>
      <xsl:with-param name="content">
        <section class="titlepage" epub:type="titlepage"><xsl:apply-templates select="rb:facts" mode="title-page"/></section>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="file">
      <xsl:with-param name="name" select="'imprint'"/>
      <xsl:with-param name="title" select="f:word('imprint')"/>
      <xsl:with-param name="type" select="'frontmatter'"/>
      <xsl:with-param name="content">
        <section class="copyright" epub:type="copyright-page" role="doc-credits" aria-label="{f:word('imprint')}">
          <xsl:apply-templates select="rb:facts/rb:statement" mode="title-page"/>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ~~~ files -->

  <xsl:mode name="file" on-no-match="fail"/>

  <xsl:template match="div" mode="file" as="node()*">
    <xsl:call-template name="file">
      <xsl:with-param name="name" select="@rb:file"/>
      <xsl:with-param name="title" select="f:title(.)"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="body"><xsl:with-param name="top" select="1 - xs:integer(@rb:level)"
            tunnel="yes"/></xsl:apply-templates>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="rb:index | rb:bibliography | rb:chronology | rb:emendations | rb:about" mode="file" as="node()*">
    <xsl:variable name="name" as="xs:string" select="f:section(.)"/>
    <xsl:call-template name="file">
      <xsl:with-param name="name" select="$name"/>
      <xsl:with-param name="title" select="f:word($name)"/>
      <xsl:with-param name="type" select="'backmatter'"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="." mode="back"><xsl:with-param name="top" select="0" tunnel="yes"/></xsl:apply-templates>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- title of a unit: its head, or the book's title -->
  <xsl:function name="f:title" as="xs:string">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:variable name="entry" as="element()?" select="key('entry', ($unit/(head, lg[1]/head))[1]/@xml:id, root($unit))"/>
    <xsl:sequence select="(string-join($entry/rb:line, ' ')[.], root($unit)/rb:edition/rb:facts/rb:title)[1]"/>
  </xsl:function>

  <xsl:key name="entry" match="rb:contents/rb:entry" use="@target"/>

  <xsl:template name="file" as="node()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="type" as="xs:string" select="'bodymatter'"/>
    <xsl:param name="content" as="document-node()"/>
    <xsl:result-document href="EPUB/{$name}.xhtml" format="xhtml">
      <html lang="{$language}" xml:lang="{$language}" epub:prefix="z3998: http://www.daisy.org/z3998/2012/vocab/structure/">
        <xsl:sequence select="f:direction('dir')"/>
        <head>
          <title><xsl:value-of select="$title"/></title>
          <link rel="stylesheet" type="text/css" href="edition.css"/>
        </head>
        <body epub:type="{$type}">
          <xsl:apply-templates select="$content" mode="package">
            <xsl:with-param name="file" select="$name || '.xhtml'" tunnel="yes"/>
          </xsl:apply-templates>
        </body>
      </html>
    </xsl:result-document>
  </xsl:template>

  <!-- ~~~ links between files, and types from roles -->

  <xsl:mode name="package" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="@href[starts-with(., '#')]" mode="package" as="attribute()*">
    <xsl:param name="file" as="xs:string" tunnel="yes"/>
    <xsl:variable name="target" as="xs:string" select="f:file(substring(., 2))"/>
    <xsl:attribute name="href" select="($target[. ne $file]) || ."/>
  </xsl:template>

  <xsl:function name="f:file" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="if ($id = $back) then $id || '.xhtml' else $files($id)"/>
  </xsl:function>

  <xsl:variable name="types" as="map(xs:string, xs:string)" select="map {
      'doc-noteref': 'noteref', 'doc-footnote': 'footnote', 'doc-backlink': 'backlink', 'doc-pagebreak': 'pagebreak',
      'doc-index': 'index', 'doc-colophon': 'colophon'}"/>

  <xsl:template match="@role[map:contains($types, .)]" mode="package" as="attribute()*">
    <xsl:copy/>
    <xsl:attribute name="epub:type" select="$types(.)"/>
  </xsl:template>

  <!-- kinds of divisions for which EPUB has a type and ARIA a role -->
  <xsl:template match="(*:section | *:div)/@class[tokenize(.)[1] = ('chapter', 'part', 'preface', 'introduction', 'prologue',
      'epilogue', 'dedication', 'epigraph', 'appendix', 'bibliography')]" mode="package" as="node()*">
    <xsl:copy/>
    <xsl:attribute name="epub:type" select="tokenize(.)[1]"/>
    <xsl:attribute name="role" select="'doc-' || tokenize(.)[1]"/>
  </xsl:template>

  <!-- speakers in full: what a label leaves out stands beside it -->
  <xsl:template match="speaker[@rb:full]//text()" mode="body" as="node()*" priority="1">
    <xsl:variable name="speaker" as="element()" select="ancestor::speaker[1]"/>
    <xsl:variable name="full" as="xs:string+" select="tokenize($speaker/@rb:full)"/>
    <xsl:variable name="before" as="xs:integer" select="count($speaker//text()[. &lt;&lt; current()] ! f:words-of(.))"/>
    <xsl:for-each select="analyze-string(., $word)/*">
      <xsl:value-of select="."/>
      <xsl:variable name="whole" as="xs:string?" select="self::*:match ! $full[$before + 1 + count(current()/preceding-sibling::*:match)]"/>
      <xsl:variable name="rest" as="xs:string" select="substring($whole, string-length(.) + 1)"/>
      <xsl:if test="$rest">
        <span class="rest"><xsl:value-of select="if (matches(., '^\p{Lu}{2,}$')) then upper-case($rest) else $rest"/></span>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- drama and verse, for which the vocabulary of talking books has terms -->
  <xsl:variable name="talking" as="map(xs:string, xs:string)" select="map {
      'lg': 'z3998:verse', 'act': 'z3998:drama', 'scene': 'z3998:scene', 'cast': 'z3998:dramatis-personae',
      'speaker': 'z3998:persona', 'stage': 'z3998:stage-direction'}"/>

  <xsl:template match="(*:section | *:div | *:p | *:b | *:i)/@class[map:contains($talking, tokenize(.)[1])]" mode="package"
      as="attribute()*">
    <xsl:variable name="kinds" as="xs:string*" select="tokenize(.)"/>
    <xsl:copy/>
    <xsl:attribute name="epub:type" select="if ($kinds[1] = 'lg' and $kinds = 'poem') then 'z3998:poem'
        else if ($kinds[1] = 'lg' and $kinds = 'song') then 'z3998:song' else $talking($kinds[1])"/>
  </xsl:template>

  <!-- ~~~ places in the indexes: by page of the print, else by chapter, since a book shows no numbers of paragraphs -->

  <xsl:template name="locators" as="node()*">
    <xsl:param name="places" as="element(rb:place)*"/>
    <xsl:variable name="paged" as="xs:boolean" select="every $one in $places satisfies exists($one/@page)"/>
    <xsl:for-each-group select="$places" group-adjacent="if ($paged) then string(@page) else string(@unit)">
      <xsl:if test="position() gt 1"><xsl:text>; </xsl:text></xsl:if>
      <xsl:variable name="home" as="xs:string" select="if ($paged) then @page else f:home(@unit)"/>
      <xsl:for-each-group select="current-group()" group-adjacent="string-join((@no, @note), ' n ')">
        <xsl:if test="position() gt 1"><xsl:text> </xsl:text></xsl:if>
        <a href="#{@target}">
          <xsl:if test="position() gt 1"><xsl:attribute name="aria-label" select="$home || ', ' || position()"/></xsl:if>
          <xsl:value-of select="if (position() eq 1) then $home else string(position())[not(current()/@note)]"/>
          <xsl:if test="@note"><xsl:text> </xsl:text><span class="in-note"><xsl:value-of select="f:word('in-note')"/></span><xsl:value-of
              select="'&#xA0;' || @note"/></xsl:if>
        </a>
      </xsl:for-each-group>
    </xsl:for-each-group>
  </xsl:template>

  <!-- a chapter in few words: its number, else the beginning of its title -->
  <xsl:function name="f:home" as="xs:string">
    <xsl:param name="unit" as="xs:string"/>
    <xsl:variable name="title" as="xs:string" select="f:title($units($unit))"/>
    <xsl:variable name="number" as="xs:string?" select="tokenize($title, '[\s.:—]+')[matches(., '^([IVXLCDM]+|[0-9]+)$')][1]"/>
    <xsl:sequence select="($number, f:opening($title, 24))[1]"/>
  </xsl:function>

  <xsl:variable name="units" as="map(xs:string, element(div))" select="map:merge(/rb:edition/text/div ! map { string(@xml:id): . })"/>

  <!-- ~~~ cover -->

  <xsl:template name="cover" as="node()*">
    <xsl:result-document href="EPUB/cover.xhtml" format="xhtml">
      <html lang="{$language}" xml:lang="{$language}">
        <xsl:sequence select="f:direction('dir')"/>
        <head>
          <title><xsl:value-of select="f:word('cover')"/></title>
          <link rel="stylesheet" type="text/css" href="edition.css"/>
        </head>
        <body epub:type="cover" class="cover">
          <img src="cover.png" role="doc-cover" alt="{replace(f:word('cover-alt'), '\{title\}', replace(rb:facts/rb:title,
              '([\\$])', '\\$1'))}"/>
        </body>
      </html>
    </xsl:result-document>
  </xsl:template>

  <!-- ~~~ navigation -->

  <xsl:template name="nav" as="node()*">
    <xsl:result-document href="EPUB/nav.xhtml" format="xhtml">
      <html lang="{$language}" xml:lang="{$language}">
        <xsl:sequence select="f:direction('dir')"/>
        <head>
          <title><xsl:value-of select="f:word('contents')"/></title>
          <link rel="stylesheet" type="text/css" href="edition.css"/>
        </head>
        <body epub:type="frontmatter">
          <xsl:variable name="lists"><xsl:call-template name="lists"/></xsl:variable>
          <xsl:apply-templates select="$lists" mode="package">
            <xsl:with-param name="file" select="'nav.xhtml'" tunnel="yes"/>
          </xsl:apply-templates>
        </body>
      </html>
    </xsl:result-document>
  </xsl:template>

  <xsl:template name="lists" as="node()*">
    <nav epub:type="toc" role="doc-toc" id="toc">
      <h1><xsl:value-of select="f:word('contents')"/></h1>
      <ol>
        <li><a href="titlepage.xhtml"><xsl:value-of select="f:word('titlepage')"/></a></li>
        <xsl:variable name="contents">
          <xsl:call-template name="contents-list">
            <xsl:with-param name="entries" select="rb:contents/rb:entry"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:sequence select="$contents/*/*"/>
        <xsl:call-template name="back-entries"/>
      </ol>
    </nav>
    <nav epub:type="landmarks" hidden="hidden" aria-label="{f:word('landmarks')}">
      <h2><xsl:value-of select="f:word('landmarks')"/></h2>
      <ol>
        <li><a epub:type="cover" href="cover.xhtml"><xsl:value-of select="f:word('cover')"/></a></li>
        <li><a epub:type="titlepage" href="titlepage.xhtml"><xsl:value-of select="f:word('titlepage')"/></a></li>
        <li><a epub:type="copyright-page" href="imprint.xhtml"><xsl:value-of select="f:word('imprint')"/></a></li>
        <li><a epub:type="toc" href="nav.xhtml"><xsl:value-of select="f:word('contents')"/></a></li>
        <li><a epub:type="bodymatter" href="{text/div[1]/@rb:file}.xhtml"><xsl:value-of select="f:word('text')"/></a></li>
        <xsl:for-each select="rb:index[1]/@type">
          <li><a epub:type="index" href="{.}.xhtml"><xsl:value-of select="f:word('indexes')"/></a></li>
        </xsl:for-each>
      </ol>
    </nav>
    <xsl:if test="text//pb[@n]">
      <nav epub:type="page-list" role="doc-pagelist" hidden="hidden">
        <h2><xsl:value-of select="f:word('pages')"/></h2>
        <ol>
          <xsl:for-each select="text//pb[@n]">
            <li><a href="#{@xml:id}"><xsl:value-of select="@n"/></a></li>
          </xsl:for-each>
        </ol>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- ~~~ container and package document -->

  <xsl:template name="container" as="node()*">
    <xsl:result-document href="META-INF/container.xml" format="xml">
      <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles>
          <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
        </rootfiles>
      </container>
    </xsl:result-document>
  </xsl:template>

  <xsl:template name="package" as="node()*">
    <xsl:variable name="names" as="xs:string+" select="'cover', 'halftitle', 'titlepage', 'imprint', text/div/@rb:file ! string(), $back"/>
    <xsl:result-document href="EPUB/package.opf" format="xml">
      <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{$language}">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
          <dc:identifier id="id"><xsl:value-of select="$identifier"/></dc:identifier>
          <xsl:apply-templates select="rb:facts" mode="metadata"/>
        </metadata>
        <manifest>
          <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
          <item id="css" href="edition.css" media-type="text/css"/>
          <item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>
          <xsl:for-each select="text//graphic">
            <item id="picture-{position()}" href="{@url}" media-type="{@rb:type}"/>
          </xsl:for-each>
          <xsl:for-each select="$names">
            <item id="{.}" href="{.}.xhtml" media-type="application/xhtml+xml"/>
          </xsl:for-each>
        </manifest>
        <spine>
          <xsl:sequence select="f:direction('page-progression-direction')"/>
          <itemref idref="cover" linear="no"/>
          <itemref idref="halftitle"/>
          <itemref idref="titlepage"/>
          <itemref idref="imprint"/>
          <itemref idref="nav"/>
          <xsl:for-each select="$names[position() gt 4]">
            <itemref idref="{.}"/>
          </xsl:for-each>
        </spine>
      </package>
    </xsl:result-document>
  </xsl:template>

  <xsl:mode name="metadata" on-no-match="fail"/>

  <xsl:template match="rb:facts" mode="metadata" xmlns="http://www.idpf.org/2007/opf"
      xmlns:dc="http://purl.org/dc/elements/1.1/" as="node()*">
    <dc:title id="title"><xsl:value-of select="rb:title"/></dc:title>
    <meta refines="#title" property="title-type">main</meta>
    <xsl:for-each select="rb:subtitle">
      <dc:title id="subtitle-{position()}"><xsl:value-of select="."/></dc:title>
      <meta refines="#subtitle-{position()}" property="title-type">subtitle</meta>
    </xsl:for-each>
    <xsl:for-each select="rb:author">
      <dc:creator id="author-{position()}"><xsl:value-of select="."/></dc:creator>
      <meta refines="#author-{position()}" property="file-as"><xsl:value-of select="@file-as"/></meta>
      <meta refines="#author-{position()}" property="role" scheme="marc:relators">aut</meta>
    </xsl:for-each>
    <xsl:for-each select="rb:editor">
      <dc:contributor id="editor-{position()}"><xsl:value-of select="."/></dc:contributor>
      <meta refines="#editor-{position()}" property="file-as"><xsl:value-of select="@file-as"/></meta>
      <meta refines="#editor-{position()}" property="role" scheme="marc:relators">edt</meta>
    </xsl:for-each>
    <xsl:for-each select="rb:contributor[not(normalize-space(.) = ../rb:editor)]">
      <dc:contributor id="contributor-{position()}"><xsl:value-of select="normalize-space(.)"/></dc:contributor>
      <meta refines="#contributor-{position()}" property="file-as"><xsl:value-of select="@file-as"/></meta>
      <meta refines="#contributor-{position()}" property="role" scheme="marc:relators"><xsl:value-of select="@role"/></meta>
    </xsl:for-each>
    <xsl:for-each select="rb:identifier">
      <dc:identifier id="number-{position()}"><xsl:value-of select="'urn:isbn:'[current()/@type = 'ISBN'],
          'doi:'[current()/@type = 'DOI'], ."
          separator=""/></dc:identifier>
    </xsl:for-each>
    <xsl:for-each select="rb:series">
      <meta property="belongs-to-collection" id="series"><xsl:value-of select="."/></meta>
      <meta refines="#series" property="collection-type">series</meta>
      <xsl:if test="@number[string()]"><meta refines="#series" property="group-position"><xsl:value-of select="@number"/></meta></xsl:if>
    </xsl:for-each>
    <xsl:for-each select="rb:keyword"><dc:subject><xsl:value-of select="."/></dc:subject></xsl:for-each>
    <xsl:for-each select="rb:abstract"><dc:description><xsl:value-of select="."/></dc:description></xsl:for-each>
    <dc:language><xsl:value-of select="$language"/></dc:language>
    <xsl:for-each select="rb:publisher[normalize-space()]"><dc:publisher><xsl:value-of select="."/></dc:publisher></xsl:for-each>
    <xsl:for-each select="rb:rights"><dc:rights><xsl:value-of select="f:word('rights') || ' ' || ."/></dc:rights></xsl:for-each>
    <xsl:for-each select="rb:version"><meta property="schema:bookEdition"><xsl:value-of select="."/></meta></xsl:for-each>
    <xsl:for-each select="rb:place"><meta property="schema:locationCreated"><xsl:value-of select="."/></meta></xsl:for-each>
    <xsl:for-each select="rb:licence[normalize-space()]"><dc:rights><xsl:value-of select="., @target[string()]"
        separator=" "/></dc:rights></xsl:for-each>
    <xsl:for-each select="rb:fact[@name = 'print']/rb:value[1]"><dc:source><xsl:value-of select="."/></dc:source></xsl:for-each>
    <xsl:for-each select="@date[string()]"><dc:date><xsl:value-of select="."/></dc:date></xsl:for-each>
    <meta property="dcterms:modified"><xsl:value-of select="$modified || 'T00:00:00Z'"/></meta>
    <xsl:if test="root()//pb[@n]">
      <meta property="pageBreakSource"><xsl:value-of select="(rb:fact[@name = 'print']/rb:value, 'unknown')[1]"/></meta>
    </xsl:if>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <xsl:for-each select="'tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability', 'alternativeText',
        'ARIA', 'index', ('pageBreakMarkers', 'pageNavigation')[exists(root(current())//pb[@n])]">
      <meta property="schema:accessibilityFeature"><xsl:value-of select="."/></meta>
    </xsl:for-each>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary"><xsl:value-of select="f:word(if (root()//graphic) then 'summary-pictures' else
        'summary')"/></meta>
    <meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
  </xsl:template>
</xsl:package>
