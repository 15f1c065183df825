<?xml version="1.0" encoding="UTF-8"?>
<!--
  Third pass of prepare: names for places in the text.
  Every unit, numbered block, note, name, date and correction gets an xml:id that depends only on the document;
  blocks are counted through the text (@rb:no), notes are numbered, names carry the key of their index entry.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:mode name="anchor" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <!-- in the shaped text: node → its number among its like, and for mentions the token of their entry -->
  <xsl:template match="text" mode="anchor" as="element()">
    <xsl:copy>
      <xsl:apply-templates mode="anchor">
        <xsl:with-param name="number" tunnel="yes" as="map(xs:string, xs:integer)" select="
            map:merge((f:count(div), f:count(.//*[f:numbered(.)]), f:count(.//div[not(@rb:unit)]), f:count(.//head),
                       f:count(.//(corr | sic | supplied)), f:count(.//date[f:dated(.)]), f:count(.//pb),
                       f:count(.//said[f:begins(.)])))"/>
        <xsl:with-param name="mentions" tunnel="yes" as="map(xs:string, xs:string+)" select="f:number-mentions(.//*[f:mentions(.)])"/>
        <xsl:with-param name="notes" tunnel="yes" as="map(xs:string, xs:string)" select="f:note-numbers(.)"/>
        <xsl:with-param name="lines" tunnel="yes" as="map(xs:string, xs:string+)" select="f:line-numbers(.)"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <!-- mention → token of its entry, number among the mentions of that entry, and a third word where no index lists it;
       what has one kind and one label in the indexes is one entry -->
  <xsl:function name="f:number-mentions" as="map(xs:string, xs:string+)">
    <xsl:param name="mentions" as="element()*"/>
    <xsl:variable name="keys" as="map(xs:string, xs:string)" select="f:entries($mentions)"/>
    <xsl:map>
      <xsl:for-each-group select="$mentions" group-by="$keys(f:key(.))">
        <xsl:variable name="token" as="xs:string" select="
            if (matches(current-grouping-key(), '^\p{L}[\p{L}\p{N}._-]*$')) then current-grouping-key() else 'name.' || position()"/>
        <xsl:variable name="unlisted" as="xs:string?" select="'unlisted'[f:doubtful(current-group())]"/>
        <xsl:for-each select="current-group()">
          <xsl:map-entry key="generate-id()" select="$token, string(position()), $unlisted"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- key of a mention → key of the entry under which it is listed -->
  <xsl:function name="f:entries" as="map(xs:string, xs:string)">
    <xsl:param name="mentions" as="element()*"/>
    <xsl:variable name="named" as="map(xs:string, xs:string)*">
      <xsl:for-each-group select="$mentions" group-by="f:key(.)">
        <xsl:variable name="shown" as="element()" select="(key('element', current-grouping-key(), $tei), .)[1]"/>
        <xsl:variable name="label" as="element()"><xsl:apply-templates select="$shown" mode="label"/></xsl:variable>
        <xsl:sequence select="map { 'key': current-grouping-key(), 'label': f:kind($shown) || ' ' || $label }"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:map>
      <xsl:for-each-group select="$named" group-by="?label">
        <xsl:variable name="first" as="xs:string" select="?key"/>
        <xsl:for-each select="current-group()"><xsl:map-entry key="?key" select="$first"/></xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:function>

  <!-- an entry for which no mention is sure and that hardly recurs; or somebody whose every name begins small: the third -->
  <xsl:function name="f:doubtful" as="xs:boolean">
    <xsl:param name="mentions" as="element()+"/>
    <xsl:sequence select="(every $one in $mentions satisfies $one/@cert = ('low', 'unknown')) and count($mentions) le 3
        or exists($mentions[1]/(self::persName | self::rs | self::name)) and (every $one in $mentions satisfies
        matches($one, '\p{Ll}') and not(matches($one, '\p{Lu}')))"/>
  </xsl:function>

  <xsl:function name="f:count" as="map(xs:string, xs:integer)">
    <xsl:param name="nodes" as="element()*"/>
    <xsl:map>
      <xsl:for-each select="$nodes">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- the numbers of the source where they are numbers, all different; else counted through the unit -->
  <xsl:function name="f:note-numbers" as="map(xs:string, xs:string)">
    <xsl:param name="text" as="element(text)"/>
    <xsl:map>
      <xsl:for-each select="$text/div">
        <xsl:variable name="notes" as="element(note)*" select=".//note[@rb:call]"/>
        <xsl:variable name="kept" as="xs:boolean" select="
            (every $note in $notes satisfies matches($note/@n, '^[0-9]+$')) and count(distinct-values($notes/@n)) = count($notes)"/>
        <xsl:for-each select="$notes">
          <xsl:map-entry key="generate-id()" select="if ($kept) then string(@n) else string(position())"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- blocks that a reader would count -->
  <xsl:function name="f:numbered" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($e/(self::p | self::sp | self::lg[not(lg)] | self::item[not(p)] | self::table | self::opener
            | self::closer | self::castList | self::ab[not(@type = 'separator')] | self::l[not(ancestor::lg)]))
        and empty($e/ancestor::*[self::note or self::sp or self::lg[not(lg)] or self::item[not(p)] or self::table
            or self::opener or self::closer or self::castList or self::figure])"/>
  </xsl:function>

  <!-- elements that mention somebody or something for the indexes; labels of speakers would flood them -->
  <xsl:function name="f:mentions" as="xs:boolean">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="exists($e/(self::persName | self::placeName | self::orgName | self::rs[@ref]
            | self::name[@type = 'role'][@ref] | self::title[@ref] | self::bibl[@corresp]))
        and empty($e/(@prev | ancestor::speaker | ancestor::castList))"/>
  </xsl:function>

  <!-- key of the index entry: the id of the authority, or the kind and the words where there is none -->
  <xsl:function name="f:key" as="xs:string">
    <xsl:param name="e" as="element()"/>
    <xsl:sequence select="(($e/@ref, $e/@corresp) ! f:id(tokenize(.)[1]),
                           local-name($e) || ' ' ||
                           normalize-space(string-join($e/descendant::text()[not(ancestor::note[ancestor::* intersect $e])])))[1]"/>
  </xsl:function>

  <!-- dates of the chronology: the outermost, with a year, not the years of publication -->
  <xsl:function name="f:dated" as="xs:boolean">
    <xsl:param name="e" as="element(date)"/>
    <xsl:sequence select="exists(f:parts(f:start($e))) and empty($e/(@prev | ancestor::bibl | ancestor::date))"/>
  </xsl:function>

  <xsl:function name="f:start" as="xs:string?">
    <xsl:param name="date" as="element(date)"/>
    <xsl:sequence select="$date/(@when, @from, @notBefore, @to, @notAfter)[1]/string()"/>
  </xsl:function>

  <!-- a speech whose speaker is known, once even where it is cut into pieces -->
  <xsl:function name="f:begins" as="xs:boolean">
    <xsl:param name="said" as="element(said)"/>
    <xsl:sequence select="exists($said/@who) and empty($said/@prev)"/>
  </xsl:function>

  <!-- the heading of a unit, if its name comes from its words -->
  <xsl:function name="f:head-of" as="element(head)?">
    <xsl:param name="unit" as="element(div)"/>
    <xsl:sequence select="($unit/(head, lg[1]/head)[1])[starts-with(@xml:id, 'head.')]"/>
  </xsl:function>

  <xsl:template match="text/div" mode="anchor" as="element()">
    <xsl:param name="number" tunnel="yes" as="map(xs:string, xs:integer)"/>
    <xsl:copy>
      <xsl:attribute name="xml:id" select="(@xml:id, f:head-of(.)/@xml:id ! ('unit.' || substring-after(., '.')),
          'unit.' || $number(generate-id()))[1]"/>
      <xsl:attribute name="rb:file" select="'text-' || format-integer($number(generate-id()), '000')"/>
      <xsl:apply-templates select="@* except @xml:id, node()" mode="anchor"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="*[f:numbered(.)]" mode="anchor" as="element()">
    <xsl:param name="number" tunnel="yes" as="map(xs:string, xs:integer)"/>
    <xsl:copy>
      <xsl:attribute name="xml:id" select="(@xml:id, 'par.' || $number(generate-id()))[1]"/>
      <xsl:attribute name="rb:no" select="$number(generate-id())"/>
      <xsl:apply-templates select="@* except @xml:id, node()" mode="anchor"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="text//div[not(@rb:unit)] | head | corr | sic | supplied | pb | date[f:dated(.)] | said[f:begins(.)]"
      mode="anchor" as="element()">
    <xsl:param name="number" tunnel="yes" as="map(xs:string, xs:integer)"/>
    <xsl:copy>
      <xsl:attribute name="xml:id" select="(@xml:id, (if (self::div) then 'sec' else if (self::said) then 'speech'
          else local-name()) || '.' || $number(generate-id()))[1]"/>
      <xsl:if test="self::date"><xsl:attribute name="rb:dated" select="'yes'"/></xsl:if>
      <xsl:apply-templates select="@* except @xml:id, node()" mode="anchor"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="*[f:mentions(.)]" mode="anchor" as="element()">
    <xsl:param name="mentions" tunnel="yes" as="map(xs:string, xs:string+)"/>
    <xsl:variable name="mention" as="xs:string+" select="$mentions(generate-id())"/>
    <xsl:copy>
      <xsl:attribute name="xml:id" select="(@xml:id, string-join($mention[position() le 2], '_'))[1]"/>
      <xsl:attribute name="rb:key" select="$mention[1]"/>
      <xsl:if test="$mention[3]"><xsl:attribute name="rb:unlisted" select="'yes'"/></xsl:if>
      <xsl:apply-templates select="@* except (@xml:id, @ref, @corresp), node()" mode="anchor"/>
    </xsl:copy>
  </xsl:template>

  <!-- the number beside a line of verse, and how it is cited -->
  <xsl:template match="l" mode="anchor" as="element()" priority="1">
    <xsl:param name="lines" tunnel="yes" as="map(xs:string, xs:string+)"/>
    <xsl:variable name="line" as="element(l)"><xsl:next-match/></xsl:variable>
    <xsl:variable name="told" as="xs:string*" select="$lines(generate-id())"/>
    <xsl:choose>
      <xsl:when test="exists($told)">
        <xsl:copy select="$line">
          <xsl:copy-of select="@*, $told[1][.] ! f:rb-attribute('line', .), $told[2][.] ! f:rb-attribute('cite', .), node()"/>
        </xsl:copy>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$line"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:rb-attribute" as="attribute()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:attribute name="rb:{$name}" select="$value"/>
  </xsl:function>

  <xsl:template match="note[@rb:call]" mode="anchor" as="element()">
    <xsl:param name="notes" tunnel="yes" as="map(xs:string, xs:string)"/>
    <xsl:copy>
      <xsl:apply-templates select="@* except @n" mode="anchor"/>
      <xsl:attribute name="n" select="$notes(generate-id())"/>
      <xsl:apply-templates mode="anchor"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
