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
    <xsl:variable name="authors" as="xs:string*" select="distinct-values(($file/titleStmt/author,
        $title-page[empty($file/titleStmt/author)]//docAuthor) ! f:bare-name(.))[matches(., '\p{L}')]"/>
    <rb:facts date="{f:publication-date($file)}">
      <rb:title><xsl:value-of select="f:drawn-words($title)"/></rb:title>
      <xsl:variable name="subtitles" as="xs:string*" select="distinct-values(($titles[@type = 'sub'],
          $title-page//titlePart[@type = ('sub', 'desc', 'alt', 'volume')]) ! normalize-space(.)[. ne $title])"/>
      <xsl:for-each select="$subtitles">
        <rb:subtitle><xsl:value-of select="f:drawn-words(.)"/></rb:subtitle>
      </xsl:for-each>
      <xsl:for-each select="$authors">
        <rb:author file-as="{f:filed(., $file/titleStmt/author)}"><xsl:value-of select="f:drawn-words(.)"/></rb:author>
      </xsl:for-each>
      <xsl:variable name="editors" as="xs:string*" select="distinct-values($file/titleStmt/editor[not(@role = 'translator')] !
          normalize-space(.)[.])"/>
      <xsl:for-each select="$editors">
        <rb:editor file-as="{f:filed(., ())}"><xsl:value-of select="."/></rb:editor>
      </xsl:for-each>
      <xsl:for-each select="f:lines-of-print($title-page, ($title, $subtitles, $authors, $editors) ! f:word-tokens(.))">
        <rb:imprint><xsl:value-of select="f:drawn-words(normalize-space())"/></rb:imprint>
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
      <xsl:call-template name="statements">
        <xsl:with-param name="file" select="$file"/>
        <xsl:with-param name="source" select="$source"/>
      </xsl:call-template>
    </rb:facts>
  </xsl:template>

  <!-- what stands on the title page of the print beside title and author, in its order and in simple lines -->
  <xsl:function name="f:lines-of-print" as="element()*">
    <xsl:param name="page" as="element(titlePage)?"/>
    <xsl:param name="said" as="xs:string*"/>
    <xsl:sequence select="f:unsaid($page/(* except docTitle | docTitle/*)[normalize-space()], $said)
        [empty(self::pb | self::figure | .//(p | lg | l | list | note | ref | quote[@rend = 'block']))]"/>
  </xsl:function>

  <!-- a name without the word that introduces it and the year behind it -->
  <xsl:function name="f:bare-name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="normalize-space($name) => replace('^' || f:word('by') || '\s+', '', 'i')
        => replace('[\s,]*\(?[0-9]{4}\)?$', '')"/>
  </xsl:function>

  <!-- how a catalogue files a name: as the authority has it, else by its last word, a suffix at the end -->
  <xsl:function name="f:filed" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="authors" as="element(author)*"/>
    <xsl:variable name="known" as="element()?" select="($authors[f:bare-name(.) = $name]/persName/@ref ! key('element', f:id(.), $tei)
        /self::person/persName[surname])[1]"/>
    <xsl:sequence select="if ($known) then f:inverted($known) else f:surname-first($name)"/>
  </xsl:function>

  <xsl:function name="f:surname-first" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($name)"/>
    <xsl:variable name="suffix" as="xs:string*" select="$words[last()][count($words) gt 2][matches(., '^([JS]r\.?|[IVX]+\.?)$')]"/>
    <xsl:variable name="rest" as="xs:string*" select="$words[position() le count($words) - count($suffix)]"/>
    <xsl:sequence select="if (contains($name, ',') or count($rest) lt 2 or not(matches($name, '^\p{Lu}'))) then $name
        else string-join(($rest[last()], string-join($rest[position() lt last()], ' '), $suffix), ', ')"/>
  </xsl:function>

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
      <rb:abstract><xsl:value-of select="f:drawn-words(normalize-space())"/></rb:abstract>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/publicationStmt/pubPlace[normalize-space()][1]">
      <rb:place><xsl:value-of select="normalize-space()"/></rb:place>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/editionStmt/edition/@n[not(. = ('', '1'))]">
      <rb:version><xsl:value-of select="."/></rb:version>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/publicationStmt/availability/p/substring-after(., 'Rights holder: ')[normalize-space()]">
      <rb:rights><xsl:value-of select="normalize-space(.)"/></rb:rights>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/titleStmt/respStmt[not(@xml:id = ('resp.conv', 'resp.author'))]
        /name[not(@type = 'software')][not(. = ('not stated', ''))]">
      <rb:contributor role="{f:role(..)}" does="{normalize-space(../resp)}" file-as="{f:surname-first(normalize-space(.))}">
        <xsl:value-of select="normalize-space()"/>
      </rb:contributor>
    </xsl:for-each>
  </xsl:template>

  <!-- the code that libraries have for what somebody did (MARC relators); contributor where they have none -->
  <xsl:function name="f:role" as="xs:string">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:variable name="known" as="map(xs:string, xs:string)" select="map { 'resp.bookeditor': 'edt', 'resp.translator': 'trl',
        'resp.editor': 'mrk' }"/>
    <xsl:variable name="words" as="xs:string" select="lower-case($statement/resp)"/>
    <xsl:variable name="code" as="xs:string?" select="(: as [[edition.responsibility]] words them :)
        ('ill'[starts-with($words, 'illustrat')], 'trl'[starts-with($words, 'translat')], 'aui'[matches($words,
            '^(introduc|prefac|forew)')],
        'aft'[starts-with($words, 'afterw')], 'ann'[matches($words, '^(annotat|notes)')], 'pfr'[starts-with($words, 'proof')],
        'trc'[starts-with($words, 'transcri')], 'edt'[starts-with($words, 'edit')], 'pht'[starts-with($words, 'photograph')],
        'cov'[starts-with($words, 'cover')], 'nrt'[starts-with($words, 'narrat')])[1]"/>
    <xsl:sequence select="($known(string($statement/@xml:id)), $code, 'ctb')[1]"/>
  </xsl:function>

  <!-- what the imprint says, line by line; a line of a person, a number or a series stands by itself -->
  <xsl:template name="statements" as="element(rb:statement)*">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:param name="source" as="element()?"/>
    <xsl:variable name="publication" as="element()?" select="$file/publicationStmt"/>
    <xsl:variable name="day" as="xs:string" select="f:publication-date($file)"/>
    <xsl:variable name="titles" as="map(xs:string, xs:string)" select="map { 'isbn': f:word('isbn'), 'doi': 'https://doi.org/', 'handle':
        'https://hdl.handle.net/' }"/>
    <xsl:variable name="statements" as="map(xs:string, item()*)*" select="
        map { 'published': string-join(($publication/(publisher, pubPlace) ! normalize-space(.), $day[.] ! f:date(.))[.], ', ') },
        map { 'edition': $file/editionStmt/edition/@n[not(. = ('', '1'))] ! (f:word('edition-number') || ' ' || .) },
        map { 'person': $file/titleStmt/respStmt[not(@xml:id = 'resp.author')] ! f:did-in-words(.) },
        map { 'series': $file/seriesStmt ! string-join((title[1], biblScope[1]) ! normalize-space(.), ', ') },
        map { 'print': $source/bibl[@type = 'originalSource'] ! (f:word('fact-print') || ': ' || f:listed(.)) },
        map { 'number': $publication/idno[not(@type = 'file')] ! (($titles(lower-case(@type))[ends-with(., '/')],
            ($titles(lower-case(@type)), string(@type))[1] || ' ')[1]
            || normalize-space(.)) },
        map { 'rights': $publication/availability/p/substring-after(., 'Rights holder: ')[normalize-space()] ! (f:word('rights') || ' '
            || .) },
        map { 'licence': $publication//licence[normalize-space()] ! string-join((normalize-space(.), @target[starts-with(., 'http')]),
            '. ') },
        map { 'colophon': f:word('colophon') }"/>
    <xsl:for-each select="$statements">
      <xsl:variable name="name" as="xs:string" select="map:keys(.)" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
      <xsl:for-each select=".($name) ! normalize-space(string(.))[.]">
        <rb:statement name="{$name}"><xsl:value-of select="."/></rb:statement>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- Edited by Ann Orr; what has no phrase of its own as the edition words it -->
  <xsl:function name="f:did-in-words" as="xs:string?">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:variable name="phrase" as="xs:string?" select="map { 'resp.bookeditor': 'editor', 'resp.translator': 'translator'
        }(string($statement/@xml:id))"/>
    <xsl:sequence select="if ($phrase) then $statement/name[not(. = ('not stated', ''))][1] ! (f:word($phrase) || ' ' || normalize-space(.))
        else f:did($statement)"/>
  </xsl:function>

  <!-- rows of the page about the edition: what a reader wants to know; what an encoder wants stands in the header -->
  <xsl:template name="about" as="node()*">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:param name="source" as="element()?"/>
    <xsl:variable name="publication" as="element()?" select="$file/publicationStmt"/>
    <xsl:variable name="rows" as="map(xs:string, item()*)*" select="
        map { 'print': $source/bibl[@type = 'originalSource'] ! f:listed(.) },
        map { 'source': ($source/note[not(@type)], $source/title)[normalize-space()][1] },
        map { 'published': string-join(($publication/(publisher, pubPlace) ! normalize-space(.),
            f:publication-date($file)[.] ! f:date(.))[.], ', ') },
        map { 'edition': $file/editionStmt/edition/@n[not(. = ('', '1'))] },
        map { 'licence': $file//licence },
        map { 'resp': $file/titleStmt/respStmt ! f:did(.) },
        map { 'reading': (f:word($reading), f:word('drawn')[exists($marks)]) },
        map { 'principles': f:word('made') }"/>
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

  <!-- who did what, of persons that are named -->
  <xsl:function name="f:did" as="xs:string?">
    <xsl:param name="statement" as="element(respStmt)"/>
    <xsl:variable name="names" as="xs:string*" select="$statement/(name[not(@type = 'software')] | persName | orgName)[not(. =
        ('not stated', ''))]
        ! normalize-space(.)"/>
    <xsl:sequence select="$names[1] ! (string-join($statement/resp, ', ') || ': ' || string-join($names, ', '))"/>
  </xsl:function>

  <!-- the words of a reference, or, where it has no words between its parts, these with commas -->
  <xsl:function name="f:listed" as="xs:string">
    <xsl:param name="bibl" as="element(bibl)"/>
    <xsl:sequence select="if ($bibl/text()[normalize-space()]) then string($bibl)
                          else string-join($bibl/*[normalize-space()] ! normalize-space(.), ', ')"/>
  </xsl:function>

  <!-- the day, month or year of the edition: given from outside, or by the header; empty where neither knows -->
  <xsl:function name="f:publication-date" as="xs:string">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:variable name="known" as="xs:string*" select="
        $date[.], ($file/publicationStmt/date/@when, $file/../revisionDesc/change/@when)[matches(.,
        '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')]"/>
    <xsl:sequence select="string($known[1])"/>
  </xsl:function>
</xsl:stylesheet>
