<?xml version="1.0" encoding="UTF-8"?>
<!--
  The facts of an edition, from its header: title page, metadata, and the page that says how it was made.
  A header may lack nearly all of them; the title then falls back on the title page, and last on the file name.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:template name="facts" as="element()">
    <xsl:param name="title-page" as="element(titlePage)?"/>
    <xsl:variable name="file" as="element(fileDesc)?" select="$tei/TEI/teiHeader/fileDesc"/>
    <xsl:variable name="titles" as="element(title)*" select="$file/titleStmt/title[normalize-space()]"/>
    <xsl:variable name="title" as="xs:string" select="(($titles[@type = 'main'], $titles[not(@type = 'sub')]) ! normalize-space(.),
        $title-page//titlePart ! normalize-space(.), $id)[1]"/>
    <rb:facts date="{f:publication-date($file)}">
      <rb:title><xsl:value-of select="$title"/></rb:title>
      <xsl:for-each select="distinct-values(($titles[@type = 'sub'], $title-page//titlePart[@type = ('sub', 'desc', 'alt', 'volume')])
                            ! normalize-space(.)[. ne $title])">
        <rb:subtitle><xsl:value-of select="."/></rb:subtitle>
      </xsl:for-each>
      <xsl:for-each select="distinct-values(($file/titleStmt/author, $title-page[empty($file/titleStmt/author)]//docAuthor)
                            ! normalize-space(.)[.])">
        <rb:author><xsl:value-of select="."/></rb:author>
      </xsl:for-each>
      <xsl:for-each select="distinct-values($file/titleStmt/editor ! normalize-space(.)[.])">
        <rb:editor><xsl:value-of select="."/></rb:editor>
      </xsl:for-each>
      <xsl:for-each select="$title-page/(docEdition | docImprint | docDate | byline[not(docAuthor)])[normalize-space()]">
        <rb:imprint><xsl:value-of select="normalize-space()"/></rb:imprint>
      </xsl:for-each>
      <rb:publisher><xsl:value-of select="$file/publicationStmt/publisher[1] ! normalize-space(.)"/></rb:publisher>
      <rb:licence target="{$file//licence[1]/@target}"><xsl:value-of select="normalize-space($file//licence[1])"/></rb:licence>
      <xsl:variable name="source" as="element()?" select="($file/sourceDesc//bibl[@type = 'digitalSource'], $file/sourceDesc/bibl)[1]"/>
      <rb:checksum><xsl:value-of select="$source/idno[@type = 'sha256']"/></rb:checksum>
      <xsl:call-template name="description">
        <xsl:with-param name="header" select="$file/.."/>
      </xsl:call-template>
      <xsl:call-template name="about">
        <xsl:with-param name="file" select="$file"/>
        <xsl:with-param name="source" select="$source"/>
      </xsl:call-template>
    </rb:facts>
  </xsl:template>

  <!-- what libraries and shops ask for: numbers, series, subjects, a summary, who else had a part in it -->
  <xsl:template name="description" as="element()*">
    <xsl:param name="header" as="element()?"/>
    <xsl:for-each select="$header/fileDesc/publicationStmt/idno[not(@type = 'file')][normalize-space()]">
      <rb:identifier type="{@type}"><xsl:value-of select="normalize-space()"/></rb:identifier>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/seriesStmt[title[normalize-space()]][1]">
      <rb:series number="{biblScope[1]}"><xsl:value-of select="normalize-space(title[1])"/></rb:series>
    </xsl:for-each>
    <xsl:for-each select="$header/profileDesc/textClass/keywords/term[normalize-space()]">
      <rb:keyword><xsl:value-of select="normalize-space()"/></rb:keyword>
    </xsl:for-each>
    <xsl:for-each select="$header/profileDesc/abstract[normalize-space()][1]">
      <rb:abstract><xsl:value-of select="normalize-space()"/></rb:abstract>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/publicationStmt/pubPlace[normalize-space()][1]">
      <rb:place><xsl:value-of select="normalize-space()"/></rb:place>
    </xsl:for-each>
    <xsl:variable name="roles" as="map(xs:string, xs:string)" select="map { 'resp.bookeditor': 'edt', 'resp.translator': 'trl' }"/>
    <xsl:for-each select="$header/fileDesc/titleStmt/respStmt[@xml:id = ('resp.bookeditor', 'resp.translator')]/name[. ne 'not stated']">
      <rb:contributor role="{$roles(../@xml:id)}"><xsl:value-of select="normalize-space()"/></rb:contributor>
    </xsl:for-each>
  </xsl:template>

  <!-- rows of the page about the edition -->
  <xsl:template name="about" as="node()*">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:param name="source" as="element()?"/>
    <xsl:variable name="rows" as="map(xs:string, item()*)*" select="
        map { 'edition': $file/editionStmt/edition },
        map { 'published': $file/publicationStmt/(publisher | authority | pubPlace) },
        map { 'licence': $file//licence },
        map { 'print': $source/bibl[@type = 'originalSource'] ! f:listed(.) },
        map { 'source': $source/title },
        map { 'checksum': $source/idno[@type = 'sha256'] },
        map { 'resp': $file/titleStmt/respStmt ! (string-join(resp, ', ') || ': ' || string-join((name | persName | orgName), ', ')) },
        map { 'principles': $tei/TEI/teiHeader/encodingDesc/(projectDesc | editorialDecl/*)/descendant-or-self::p[not(@xml:id)] },
        map { 'reading': f:word($reading) }"/>
    <xsl:for-each select="$rows">
      <xsl:variable name="row" as="map(xs:string, item()*)" select="."/>
      <xsl:variable name="name" as="xs:string" select="map:keys(.)" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
      <xsl:variable name="values" as="xs:string*" select="$row($name) ! normalize-space(string(.))[.]"/>
      <xsl:if test="exists($values)">
        <rb:fact name="{$name}">
          <xsl:for-each select="$values"><rb:value><xsl:value-of select="."/></rb:value></xsl:for-each>
        </rb:fact>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- the words of a reference, or, where it has no words between its parts, these with commas -->
  <xsl:function name="f:listed" as="xs:string">
    <xsl:param name="bibl" as="element(bibl)"/>
    <xsl:sequence select="if ($bibl/text()[normalize-space()]) then string($bibl)
                          else string-join($bibl/*[normalize-space()] ! normalize-space(.), ', ')"/>
  </xsl:function>

  <!-- the day of the edition: given from outside, or by the header -->
  <xsl:function name="f:publication-date" as="xs:string">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:variable name="known" as="xs:string*" select="
        $date[.], ($file/publicationStmt/date/@when, $file/../revisionDesc/change/@when)[matches(.,
        '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')]"/>
    <xsl:sequence select="($known ! (. || substring('0000-01-01', string-length(.) + 1)), '1970-01-01')[1]"/>
  </xsl:function>
</xsl:stylesheet>
