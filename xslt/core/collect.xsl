<?xml version="1.0" encoding="UTF-8"?>
<!--
  Last pass of prepare: what the edition adds to the text.
  Input: the anchored text and the TEI it came from. Output: contents, indexes, chronology and corrections,
  as plain entries that every output only has to set.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- ~~~ contents -->

  <!-- headed divisions; where a text has hardly any, its untitled units by their first words -->
  <xsl:template name="contents" as="element()">
    <xsl:param name="text" as="element(text)"/>
    <xsl:variable name="heads" as="element(head)*" select="$text//head[@rb:level][normalize-space()]"/>
    <rb:contents>
      <xsl:for-each select="$heads | $text//div[f:untitled(.)]">
        <xsl:apply-templates select="." mode="contents"/>
      </xsl:for-each>
    </rb:contents>
  </xsl:template>

  <xsl:mode name="contents" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="head" mode="contents" as="element()">
    <rb:entry target="{@xml:id}" level="{@rb:level}">
      <xsl:for-each select="rb:line">
        <rb:line type="{@type}"><xsl:value-of select="f:words(.)"/></rb:line>
      </xsl:for-each>
      <xsl:for-each select="f:numbered-verse(.)">
        <rb:line type="incipit"><xsl:value-of select="f:opening(f:words(.), 55) => replace('[,;:—–-]+$', '')"/></rb:line>
      </xsl:for-each>
    </rb:entry>
  </xsl:template>

  <!-- the first line of a poem that has only a number for its title -->
  <xsl:function name="f:numbered-verse" as="element(l)?">
    <xsl:param name="head" as="element(head)"/>
    <xsl:if test="f:only-number(string($head)) and empty($head/../(p | div | sp))">
      <xsl:sequence select="($head/../descendant::l)[1]"/>
    </xsl:if>
  </xsl:function>

  <xsl:template match="div" mode="contents" as="element()">
    <rb:entry target="{@xml:id}" level="{(ancestor-or-self::div/@rb:level)[1]}" type="incipit">
      <rb:line type="incipit">
        <xsl:value-of select="(f:opening(f:words((.//p | .//l | .//item | .)[last() = 1
            or not(self::div)][1]), 45)[.], f:word('untitled'))[1]"/>
      </rb:line>
    </rb:entry>
  </xsl:template>

  <!-- a unit without any head, or, where it has untitled sections, each of these -->
  <xsl:function name="f:untitled" as="xs:boolean">
    <xsl:param name="div" as="element(div)"/>
    <xsl:sequence select="exists($div[@rb:unit][not(@type = 'titlePage')][not(.//head[@rb:level])][not(div)])
                          or exists($div/parent::div[@rb:unit][not(.//head[@rb:level])])"/>
  </xsl:function>

  <!-- the words of a node, without its notes and page numbers -->
  <xsl:function name="f:words" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="normalize-space(string-join($node//text()[empty(ancestor::note[@rb:call] except
        $node/ancestor-or-self::note)], ''))"/>
  </xsl:function>

  <!-- ~~~ places in the text -->

  <!-- the page of the print on which a node begins: kept on one way through the text, since looking back from each place
       to a page break far behind would cost the square of the length -->
  <xsl:accumulator name="page" as="xs:string?" initial-value="()">
    <xsl:accumulator-rule match="pb[@n]" select="string(@n)"/>
  </xsl:accumulator>

  <!-- how a reader finds a node: the number of its paragraph or of its note -->
  <xsl:template name="place" as="element()">
    <xsl:variable name="note" as="element(note)?" select="ancestor::note[@rb:call][last()]"/>
    <rb:place target="{@xml:id}" unit="{ancestor::div[@rb:unit]/@xml:id}">
      <xsl:attribute name="no" select="(ancestor-or-self::*[@rb:no][1]/@rb:no, following::*[@rb:no][1]/@rb:no,
          preceding::*[@rb:no][1]/@rb:no)[1]"/>
      <xsl:copy-of select="$note ! f:attribute-of('note', @n), accumulator-before('page') ! f:attribute-of('page', .)"/>
    </rb:place>
  </xsl:template>

  <xsl:function name="f:attribute-of" as="attribute()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:attribute name="{$name}" select="$value"/>
  </xsl:function>

  <!-- the places of one entry, in the order of the text -->
  <xsl:template name="places" as="node()*">
    <xsl:param name="mentions" as="element()*"/>
    <xsl:for-each select="$mentions"><xsl:call-template name="place"/></xsl:for-each>
  </xsl:template>

  <!-- ~~~ indexes -->

  <xsl:template name="indexes" as="node()*">
    <xsl:param name="text" as="element(text)"/>
    <xsl:param name="tei" as="document-node()"/>
    <xsl:variable name="entries" as="element(rb:entry)*">
      <xsl:for-each-group select="$text//*[@rb:key]" group-by="@rb:key">
        <xsl:variable name="authority" as="element()?" select="key('element', current-grouping-key(), $tei)[1]"/>
        <xsl:variable name="label" as="element(rb:label)">
          <xsl:apply-templates select="($authority, .)[1]" mode="label"/>
        </xsl:variable>
        <rb:entry xml:id="ix.{current-grouping-key()}" key="{current-grouping-key()}"
            kind="{f:kind(($authority, .)[1])}" sort="{f:sort-key($label)}">
          <xsl:copy-of select="@rb:unlisted ! f:attribute-of('unlisted', .)"/>
          <xsl:sequence select="$label"/>
          <xsl:apply-templates select="$authority" mode="gloss"/>
          <xsl:apply-templates select="$authority/location/geo" mode="geo"/>
          <xsl:call-template name="places">
            <xsl:with-param name="mentions" select="current-group()"/>
          </xsl:call-template>
        </rb:entry>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:variable name="speakers" as="element(rb:entry)*">
      <xsl:call-template name="speakers"><xsl:with-param name="text" select="$text"/></xsl:call-template>
    </xsl:variable>
    <xsl:for-each select="'persons', 'places', 'bodies', 'works', 'speakers'">
      <xsl:variable name="kind" as="xs:string" select="."/>
      <xsl:where-populated>
        <rb:index type="{$kind}">
          <xsl:perform-sort select="($entries, $speakers)[@kind = $kind][not(@unlisted)]">
            <xsl:sort select="lower-case(@sort)" lang="{$language}"/>
            <xsl:sort select="@key"/>
          </xsl:perform-sort>
        </rb:index>
      </xsl:where-populated>
    </xsl:for-each>
  </xsl:template>

  <!-- ~~~ speakers -->

  <xsl:function name="f:speeches" as="element()*">
    <xsl:param name="text" as="element(text)"/>
    <xsl:sequence select="$text//(said | sp)[@who][@xml:id][not(@prev)]"/>
  </xsl:function>

  <!-- who speaks, for each in whose name at least one speech stands; the number of speeches is the gloss -->
  <xsl:template name="speakers" as="node()*">
    <xsl:param name="text" as="element(text)"/>
    <xsl:for-each-group select="f:speeches($text)" group-by="tokenize(@who) ! f:id(.)">
      <xsl:variable name="label" as="element(rb:label)" select="f:speaker(current-grouping-key())"/>
      <rb:entry xml:id="ix.speaker.{position()}" key="speaker.{current-grouping-key()}" kind="speakers" sort="{f:sort-key($label)}">
        <xsl:sequence select="$label"/>
        <rb:gloss><xsl:value-of select="count(current-group())"/></rb:gloss>
        <xsl:call-template name="places"><xsl:with-param name="mentions" select="current-group()"/></xsl:call-template>
      </rb:entry>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:function name="f:speaker" as="element(rb:label)">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="authority" as="element()?" select="key('element', $id, $tei)[1]"/>
    <xsl:choose>
      <xsl:when test="exists($authority)"><xsl:apply-templates select="$authority" mode="label"/></xsl:when>
      <xsl:otherwise><rb:label><xsl:value-of select="$id"/></rb:label></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- who speaks to whom: the pairs that the encoding states, the most frequent first -->
  <xsl:template name="exchanges" as="element()?">
    <xsl:param name="text" as="element(text)"/>
    <xsl:variable name="pairs" as="element(rb:exchange)*">
      <xsl:for-each-group select="f:speeches($text)[@toWhom]"
          group-by="for $who in tokenize(@who), $whom in tokenize(@toWhom) return f:id($who) || ' ' || f:id($whom)">
        <rb:exchange count="{count(current-group())}">
          <xsl:sequence select="tokenize(current-grouping-key()) ! f:speaker(.)"/>
          <xsl:call-template name="places"><xsl:with-param name="mentions" select="current-group()"/></xsl:call-template>
        </rb:exchange>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:where-populated>
      <rb:exchanges>
        <xsl:perform-sort select="$pairs">
          <xsl:sort select="xs:integer(@count)" order="descending"/>
          <xsl:sort select="string-join(rb:label, ' ')"/>
        </xsl:perform-sort>
      </rb:exchanges>
    </xsl:where-populated>
  </xsl:template>

  <!-- ~~~ bibliography -->

  <!-- every work of the header's and the stand-off lists, by author and title -->
  <xsl:template name="bibliography" as="element()?">
    <xsl:variable name="works" as="element(rb:work)*">
      <xsl:for-each select="$tei/TEI/(standOff | teiHeader/profileDesc | text/back)//listBibl/(bibl | biblStruct)">
        <xsl:variable name="names" as="xs:string*" select=".//author ! f:author(.)"/>
        <xsl:variable name="titles" as="element(title)*" select=".//title[normalize-space()]"/>
        <rb:work sort="{lower-case(string-join(($names, $titles[1]), ' ')) => normalize-unicode('NFD') => replace('\p{M}', '')}"
            key="{@xml:id}">
          <rb:label>
            <xsl:value-of select="$names ! (. || ', ')" separator=""/>
            <xsl:apply-templates select="$titles[1]" mode="work"/>
            <xsl:if test="empty($titles)"><xsl:value-of select="normalize-space(.)"/></xsl:if>
            <xsl:for-each select="($titles except $titles[1])[@type = 'original']"> [<xsl:apply-templates select="."
                mode="work"/>]</xsl:for-each>
            <xsl:for-each select="analytic[title] ! following-sibling::monogr[1]/title[normalize-space()][1]">, <xsl:apply-templates
                select="." mode="work"/></xsl:for-each>
            <xsl:if test="$titles">
              <xsl:value-of select="string-join((.//pubPlace, .//publisher, .//date)[normalize-space()] ! (', ' || normalize-space(.)))"/>
            </xsl:if>
          </rb:label>
        </rb:work>
      </xsl:for-each>
    </xsl:variable>
    <xsl:where-populated>
      <rb:bibliography>
        <xsl:perform-sort select="$works"><xsl:sort select="@sort" lang="{$language}"/><xsl:sort select="@key"/></xsl:perform-sort>
      </rb:bibliography>
    </xsl:where-populated>
  </xsl:template>

  <xsl:mode name="work" on-no-match="fail"/>
  <xsl:template match="title" mode="work" as="element()">
    <rb:title><xsl:copy-of select="@xml:lang"/><xsl:value-of select="normalize-space(.)"/></rb:title>
  </xsl:template>
  <xsl:template match="title[@level = 'a']" mode="work" as="node()*">
    <xsl:value-of select="'“' || normalize-space(.) || '”'"/>
  </xsl:template>

  <!-- to which index an authority, or a mention without one, belongs -->
  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="
        if ($e/(self::person | self::personGrp | self::persName | self::rs[not(@type = ('place', 'org'))] | self::name
        | self::castItem | self::role)) then 'persons'
        else if ($e/(self::place | self::placeName | self::rs[@type = 'place'])) then 'places'
        else if ($e/(self::org | self::orgName | self::rs)) then 'bodies'
        else 'works'"/>
  </xsl:function>

  <xsl:mode name="label" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="person | personGrp" mode="label" as="element()">
    <rb:label><xsl:value-of select="f:drawn-words((persName ! f:inverted(.), name ! f:by-surname(.), string(@xml:id))[1])"/></rb:label>
  </xsl:template>

  <xsl:template match="place" mode="label" as="element()">
    <rb:label><xsl:value-of select="f:drawn-words(((placeName, geogName) ! normalize-space(.), string(@xml:id))[1])"/></rb:label>
  </xsl:template>

  <xsl:template match="org" mode="label" as="element()">
    <rb:label><xsl:value-of select="f:drawn-words((orgName ! normalize-space(.), string(@xml:id))[1])"/></rb:label>
  </xsl:template>

  <xsl:template match="castItem" mode="label" as="element()">
    <rb:label><xsl:value-of select="f:words((role, .)[1])"/></rb:label>
  </xsl:template>

  <xsl:template match="listBibl/bibl | listBibl/biblStruct" mode="label" as="element()">
    <xsl:variable name="author" as="xs:string?" select="f:author((.//author, .//editor)[1])"/>
    <rb:label>
      <xsl:value-of select="$author ! (. || ', ')"/>
      <rb:title><xsl:value-of select="f:drawn-words(((.//title)[1] ! normalize-space(.), normalize-space(.))[1])"/></rb:title>
      <xsl:value-of select="(string-join((.//pubPlace)[1] | (.//date)[1], ' '))[.] ! (' (' || normalize-space(.) || ')')"/>
    </rb:label>
  </xsl:template>

  <!-- no authority: the words of the text, of a person by surname -->
  <xsl:template match="persName | name[@type = 'role']" mode="label" as="element()">
    <rb:label><xsl:value-of select="f:by-surname(f:words(.))"/></rb:label>
  </xsl:template>
  <xsl:template match="*" mode="label" priority="-1" as="element()">
    <rb:label><xsl:value-of select="f:words(.)"/></rb:label>
  </xsl:template>

  <!-- Fenn, General Orlo; Czernin, Count Ottokar von -->
  <xsl:function name="f:inverted" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="surname" as="xs:string" select="$name/surname => string-join(' ') => normalize-space()"/>
    <xsl:variable name="rest" as="xs:string" select="$name//text()[not(parent::surname)] => string-join('') => normalize-space()"/>
    <xsl:sequence select="if ($surname) then string-join(($surname, $rest[.]), ', ') else f:by-surname(normalize-space($name))"/>
  </xsl:function>

  <!-- a name as an index files it where nothing says which word is the surname: the last one that begins great, with titles
       and forenames after it; Alexander the Great and Henry VIII stay as they are, a Duchess of Bolton goes under her place.
       What is in capitals alone is written as a name -->
  <xsl:function name="f:by-surname" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="even" as="xs:string" select="translate($name, '&#xA0;', ' ')"/>
    <xsl:variable name="calm" as="xs:string" select="if (matches($even, '\p{Ll}')) then $even
        else string-join(tokenize($even, ' ') ! f:calmed(.), ' ')"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($calm, ' ')"/>
    <xsl:variable name="last" as="xs:string" select="$words[last()]"/>
    <xsl:sequence select="
        if (count($words) lt 2 or contains($calm, ',') or matches($last, '^[IVX]+\.?$') or not(matches($last, '^\p{Lu}'))) then $calm
        else if (matches($calm, '^\p{Lu}\S* \p{Ll}+ \p{Lu}\S*$') and not($words[2] = $particles)) then
            (if ($words[2] = $linking) then $last || ', ' || $words[1] || ' ' || $words[2] else $calm)
        else $last || ', ' || string-join($words[position() lt last()], ' ')"/>
  </xsl:function>

  <!-- small words that belong to a surname, and those that join a title with its place -->
  <xsl:variable name="particles" as="xs:string*" select="tokenize(f:word('particles'))"/>
  <xsl:variable name="linking" as="xs:string*" select="tokenize(f:word('linking'))"/>

  <xsl:function name="f:calmed" as="xs:string">
    <xsl:param name="word" as="xs:string"/>
    <xsl:sequence select="if (matches($word, '^[IVXLC]+\.?$')) then $word
        else replace($word, '^(\P{L}*\p{L}).*$', '$1') || lower-case(replace($word, '^\P{L}*\p{L}', ''))"/>
  </xsl:function>

  <!-- the author of a work as the index of persons has it, else as written -->
  <xsl:function name="f:author" as="xs:string?">
    <xsl:param name="author" as="element()?"/>
    <xsl:variable name="name" as="element()?" select="$author/(persName, .)[1]"/>
    <xsl:variable name="person" as="element()?" select="$name/@ref ! key('element', f:id(.), root($author))/self::person"/>
    <xsl:sequence select="$name ! ($person/persName[1], .)[1] ! f:inverted(.)"/>
  </xsl:function>

  <!-- letters decide; articles and marks at the start do not -->
  <xsl:function name="f:sort-key" as="xs:string">
    <xsl:param name="label" as="element(rb:label)"/>
    <xsl:sequence select="normalize-space($label) => replace('^[^\p{L}\p{N}]+', '')
        => replace('^(the|a|an|der|die|das|le|la|les) ', '', 'i')
                          => normalize-unicode('NFD') => replace('\p{M}', '')"/>
  </xsl:function>

  <xsl:mode name="gloss" on-no-match="shallow-skip"/>

  <xsl:template match="person | personGrp | place | org" mode="gloss" as="node()*">
    <xsl:variable name="life" as="xs:string" select="string-join((birth, death)[@when] ! f:parts(@when)[1] ! f:year(.), '–')"/>
    <xsl:variable name="known" as="xs:string*" select="
        (if (birth/@when and death/@when) then $life else (birth/@when ! ('*' || f:year(f:parts(.)[1])), death/@when ! ('†'
        || f:year(f:parts(.)[1])))),
        (occupation | note | desc)[normalize-space()] ! normalize-space(.)"/>
    <xsl:if test="exists($known)">
      <rb:gloss><xsl:value-of select="$known" separator="; "/></rb:gloss>
    </xsl:if>
    <xsl:for-each select="@corresp/tokenize(.)[f:outward(., $tei)]">
      <rb:link target="{f:outward(., $tei)}"><xsl:value-of select="substring-after(., ':')"/></rb:link>
    </xsl:for-each>
  </xsl:template>

  <!-- latitude and longitude in degrees (TEI Guidelines, 14.3.4) -->
  <xsl:mode name="geo" on-no-match="fail"/>
  <xsl:template match="geo" mode="geo" as="node()*">
    <xsl:variable name="numbers" as="xs:string*" select="tokenize(translate(., ',', ' '))"/>
    <xsl:if test="count($numbers) eq 2 and (every $n in $numbers satisfies $n castable as xs:double)">
      <rb:geo latitude="{$numbers[1]}" longitude="{$numbers[2]}"/>
    </xsl:if>
  </xsl:template>

  <!-- wd:Q1 as an address, by the prefixes that the header declares -->
  <xsl:function name="f:outward" as="xs:string?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="tei" as="node()"/>
    <xsl:variable name="prefix" as="element(prefixDef)?"
        select="root($tei)//prefixDef[@ident = substring-before($pointer, ':')][starts-with(@replacementPattern, 'https:')][1]"/>
    <xsl:sequence select="$prefix ! replace(substring-after($pointer, ':'), '^' || @matchPattern || '$', @replacementPattern)"/>
  </xsl:function>

  <!-- ~~~ chronology -->

  <xsl:template name="chronology" as="element()?">
    <xsl:param name="text" as="element(text)"/>
    <xsl:where-populated>
      <rb:chronology>
        <xsl:for-each select="$text//date[@rb:dated]">
          <xsl:sort select="f:order(f:start(.))" data-type="number"/>
          <xsl:variable name="block" as="element()" select="(ancestor::*[self::p or self::l or self::head or self::item
              or self::note][1], ..)[1]"/>
          <!-- the texts next to it, and little of them, not all of a long paragraph: many dates would read it again and again -->
          <xsl:variable name="leading" as="xs:string"
              select="string-join(preceding::text()[position() le 30][. >> $block][f:in-flow(., $block)])"/>
          <xsl:variable name="before" as="xs:string" select="substring($leading, max((1, string-length($leading) - 400)))"/>
          <xsl:variable name="next" as="node()?" select="$block/following::node()[1]"/>
          <xsl:variable name="after" as="xs:string" select="substring(string-join(following::text()[position() le 40]
              [empty($next) or . &lt;&lt; $next][f:in-flow(., $block)]), 1, 400)"/>
          <!-- so much of the text that it stands on one line; where little follows, more of what comes before -->
          <xsl:variable name="length" as="xs:integer+" select="if (string-length(normalize-space($after)) ge 20) then (10, max((16,
              36 - string-length(.)))) else (30, 16)"/>
          <rb:event target="{@xml:id}" year="{f:year(f:parts(f:start(.))[1])}" cert="{@cert}">
            <xsl:if test="f:vague(.)"><xsl:attribute name="vague" select="'yes'"/></xsl:if>
            <xsl:if test="ancestor::label/ancestor::div[1]/@type = 'entry'"><xsl:attribute name="entry" select="'yes'"/></xsl:if>
            <rb:when><xsl:value-of select="f:span(.)"/></rb:when>
            <rb:before><xsl:value-of select="f:ending($before, $length[1])
                || ' '[matches(substring($before, string-length($before)), '[\s\p{L}\p{N}.,;]')]"/></rb:before>
            <rb:words><xsl:value-of select="f:words(.)"/></rb:words>
            <rb:after><xsl:value-of select="' '[matches($after, '^\s')] || f:opening($after, $length[2])"/></rb:after>
            <xsl:call-template name="place"/>
          </rb:event>
        </xsl:for-each>
      </rb:chronology>
    </xsl:where-populated>
  </xsl:template>

  <!-- does a text of a block stand in none of its notes? -->
  <xsl:function name="f:in-flow" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="empty($text/ancestor::note[@rb:call][. >> $block])"/>
  </xsl:function>

  <!-- a time so long that it tells no event: a century, a reign -->
  <xsl:function name="f:vague" as="xs:boolean">
    <xsl:param name="date" as="element(date)"/>
    <xsl:variable name="ends" as="xs:integer*" select="$date/(@from, @notBefore, @to, @notAfter) ! f:parts(.)[1]"/>
    <xsl:sequence select="empty($date/@when) and count($ends) gt 1 and max($ends) - min($ends) ge 50
        or $date/@cert = 'low'"/>
  </xsl:function>

  <!-- the time of a date in words: a day, a span, or the limits within which it lies -->
  <xsl:function name="f:span" as="xs:string">
    <xsl:param name="date" as="element(date)"/>
    <xsl:variable name="range" as="xs:string" select="' ' || $vocabulary[1]/@range || ' '"/>
    <xsl:sequence select="
        if ($date/@when) then f:date($date/@when)
        else if ($date/@from and $date/@to) then f:date-range($date/@from, $date/@to, $range)
        else if ($date/@notBefore and $date/@notAfter)
             then f:word('between') || ' ' || f:date($date/@notBefore) || ' ' || f:word('and') || ' ' || f:date($date/@notAfter)
        else if ($date/(@from | @notBefore)) then f:word('after') || ' ' || f:date($date/(@from, @notBefore)[1])
        else f:word('before') || ' ' || f:date($date/(@to, @notAfter)[1])"/>
  </xsl:function>

  <!-- two days as one time: what both share is said once -->
  <xsl:function name="f:date-range" as="xs:string">
    <xsl:param name="from" as="xs:string"/>
    <xsl:param name="to" as="xs:string"/>
    <xsl:param name="dash" as="xs:string"/>
    <xsl:variable name="start" as="xs:integer+" select="f:parts($from)"/>
    <xsl:variable name="end" as="xs:integer+" select="f:parts($to)"/>
    <xsl:sequence select="
        if ($start[3] and $end[3] and $start[1] = $end[1] and $start[2] = $end[2])
            then replace(f:date($to), '(^|[^0-9])' || $end[3] || '([^0-9]|$)', '$1' || $start[3] || normalize-space($dash) || $end[3] ||
                '$2')
        else if ($start[3] and $end[3] and $start[1] = $end[1])
            then replace(f:date($from), '\s*' || f:year($start[1]) || '$', '') || $dash || f:date($to)
        else f:date($from) || $dash || f:date($to)"/>
  </xsl:function>

  <!-- ~~~ corrections -->

  <!-- What touches a correction before and behind it, where one of its two readings is nothing or a space;
       else empty: these explain themselves. -->
  <xsl:function name="f:among-words" as="xs:string*">
    <xsl:param name="correction" as="element()"/>
    <xsl:if test="not(normalize-space($correction)) or not(normalize-space($correction/@rb:instead))">
      <xsl:variable name="block" as="element()?" select="$correction/ancestor::*[f:block(.)][1]"/>
      <xsl:sequence select="replace(string($correction/preceding::text()[1][ancestor::* intersect $block]), '^.*\s', '', 's'),
          replace(string($correction/following::text()[1][ancestor::* intersect $block]), '\s.*$', '', 's')"/>
    </xsl:if>
  </xsl:function>

  <!-- Spaces that count: none is run together. -->
  <xsl:function name="f:spaced" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="translate($words, ' &#xA;', '&#xA0;&#xA0;')"/>
  </xsl:function>

  <xsl:template name="emendations" as="element()?">
    <xsl:param name="text" as="element(text)"/>
    <xsl:where-populated>
      <rb:emendations>
        <xsl:for-each select="$text//(corr | sic | supplied)">
          <xsl:variable name="among" as="xs:string*" select="f:among-words(.)"/>
          <rb:emendation target="{@xml:id}" kind="{local-name()}">
            <rb:shown><xsl:value-of select="if (exists($among)) then f:spaced($among[1] || . || $among[2]) else f:words(.)"/></rb:shown>
            <rb:instead><xsl:value-of select="if (exists($among)) then f:spaced($among[1] || @rb:instead || $among[2])
                else @rb:instead"/></rb:instead>
            <xsl:call-template name="place"/>
          </rb:emendation>
        </xsl:for-each>
      </rb:emendations>
    </xsl:where-populated>
  </xsl:template>
</xsl:stylesheet>
