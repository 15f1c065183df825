<?xml version="1.0" encoding="UTF-8"?>
<!--
  First pass of prepare: the reading text.
  Input: the TEI as encoded. Output: the same TEI, where
  - one reading is chosen (corr with what it replaces in @rb:instead, or sic),
  - page furniture, boilerplate and encoding signatures are left out (rubricator.publish.conservation lists them all),
  - line feeds inside blocks are spaces, and white space between blocks is gone,
  - each note stands where it is called, in place of its call (@rb:call is the call's id),
  - each passage says which of f:passages it came from (@rb:source).
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- corrected or diplomatic -->
  <xsl:param name="reading" as="xs:string" select="'corrected'" static="no"/>

  <xsl:key name="element" match="*[@xml:id]" use="@xml:id"/>
  <xsl:mode name="reading" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <!-- left out of every reading text -->
  <xsl:template match="g | anchor | ref[@type = 'back'] | hi/pc[not(@type = ('open', 'close'))] | pc[@type = 'rule']
                       | note[f:called(.)] | div[f:only-called-notes(.)]" mode="reading" as="empty-sequence()"/>

  <!-- of furniture only the break between two pages of the print -->
  <xsl:template match="fw" mode="reading" as="element(pb)*">
    <xsl:apply-templates select=".//pb" mode="reading"/>
  </xsl:template>

  <!-- of what the archive added only the transcriber's notes, and the chapters that stand in it -->
  <xsl:template match="div[f:by-archive(.)]" mode="reading" as="element()*">
    <xsl:apply-templates select="div" mode="reading"/>
  </xsl:template>

  <!-- licence and credits; what has a heading, or is a note, is a transcriber's word to the reader -->
  <xsl:function name="f:by-archive" as="xs:boolean">
    <xsl:param name="div" as="element(div)"/>
    <xsl:sequence select="$div/@type = 'boilerplate' and empty($div/(head | note))"/>
  </xsl:function>

  <!-- a note that nothing calls keeps its printed number -->
  <xsl:template match="note[not(f:called(.))]//ref[@type = 'back']" mode="reading" as="node()*" priority="1">
    <xsl:apply-templates mode="reading"/>
  </xsl:template>

  <!-- a division that holds but notes which stand where they are called, and their heading -->
  <xsl:function name="f:only-called-notes" as="xs:boolean">
    <xsl:param name="div" as="element(div)"/>
    <xsl:sequence select="($div/@type = 'notes' or exists($div/ancestor::div[@type = 'notes']))
        and exists($div//note) and empty($div/*[not(self::head or self::note[f:called(.)] or self::div[f:only-called-notes(.)]
        or self::pb)])"/>
  </xsl:function>

  <!-- ~~~ which call a note goes to -->

  <!-- calls that can be read, by the id of their note -->
  <xsl:key name="call" match="(ref | ptr)[@type = 'noteref'][@target][f:read(.)]" use="f:id(@target)"/>

  <xsl:function name="f:read" as="xs:boolean">
    <xsl:param name="call" as="element()"/>
    <xsl:sequence select="empty($call/(ancestor::fw | ancestor::div[f:by-archive(.)]
        | ancestor::*[self::sic or self::corr][parent::choice][$reading = 'diplomatic' and self::corr
        or $reading ne 'diplomatic' and self::sic]))"/>
  </xsl:function>

  <!-- id of a note → generated id of the call where it stands: the first in the text, else the first in another note
       that stands somewhere. Notes that call each other in a ring, and nothing else does, have none. -->
  <xsl:variable name="calls" as="map(xs:string, xs:string)"
      select="f:calls(map { }, $tei/TEI/text//(ref | ptr)[@type = 'noteref'][@target][f:read(.)])"/>

  <xsl:function name="f:calls" as="map(xs:string, xs:string)">
    <xsl:param name="known" as="map(xs:string, xs:string)"/>
    <xsl:param name="rest" as="element()*"/>
    <xsl:variable name="new" as="map(xs:string, xs:string)" select="map:merge(
        $rest[f:reached(ancestor::note[1], $known)] ! map { f:id(@target): generate-id() }, map { 'duplicates': 'use-first' })"/>
    <xsl:sequence select="if (map:size($new) = 0) then $known
        else f:calls(map:merge(($known, $new)), $rest[not(map:contains($known, f:id(@target)) or map:contains($new, f:id(@target)))])"/>
  </xsl:function>

  <!-- does what stands in this note stand somewhere? so it does outside notes, and in a note that nothing calls -->
  <xsl:function name="f:reached" as="xs:boolean">
    <xsl:param name="note" as="element(note)?"/>
    <xsl:param name="known" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="empty($note) or map:contains($known, string($note/@xml:id))
        or empty($note/@xml:id) or empty(key('call', $note/@xml:id, root($note)))"/>
  </xsl:function>

  <xsl:function name="f:called" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="map:contains($calls, string($note/@xml:id))"/>
  </xsl:function>

  <!-- from the element of the TEI to its number among the passages -->
  <xsl:variable name="sources" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="f:passages($tei)">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:template match="p | ab | l | lg | sp | item | table | head | opener | closer | castList" mode="reading" as="element()">
    <xsl:copy>
      <xsl:attribute name="rb:source" select="$sources(generate-id())"/>
      <xsl:apply-templates select="@*, node()" mode="reading"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="@evidence | @rendition | @xml:space | @decls | @datingMethod" mode="reading" as="empty-sequence()"/>

  <!-- the rule that made a tag, for those who ask -->
  <xsl:template match="@ana" mode="reading" as="attribute()?">
    <xsl:where-populated>
      <xsl:attribute name="rb:rule" select="tokenize(.)[starts-with(., '#rule.')][1] ! substring-after(., '#rule.')"/>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="reading" as="empty-sequence()"/>

  <!-- words whose markup no output shows -->
  <xsl:template match="pc | seg | measure | soCalled | mentioned | author | editor | publisher | pubPlace | biblScope
                       | citedRange | forename | surname | roleName | nameLink | genName | addName
                       | ref[@type = ('ibid', 'opcit')] | said[not(@rend = 'block')][not(f:inline(.))] | quote[not(@rend = 'block')]"
      mode="reading" as="node()*">
    <xsl:apply-templates mode="reading"/>
  </xsl:template>

  <!-- the choice between the source and its correction -->
  <xsl:template match="choice" mode="reading" as="node()*">
    <xsl:apply-templates select="if ($reading = 'diplomatic') then sic else corr" mode="reading"/>
  </xsl:template>

  <!-- a speech within a line: the index of speakers and the display of the encoding need it -->
  <xsl:function name="f:inline" as="xs:boolean">
    <xsl:param name="said" as="element(said)"/>
    <xsl:sequence select="empty($said/*[f:block(.)]) and not(f:container($said/..))"/>
  </xsl:function>

  <xsl:template match="choice/corr" mode="reading" as="element()">
    <corr xmlns="http://www.tei-c.org/ns/1.0" rb:instead="{if (normalize-space(../sic)) then f:collapse(../sic) else ../sic}">
      <xsl:apply-templates select="../@ana, ../@cert, @ana, @cert" mode="reading"/>
      <xsl:apply-templates mode="reading"/>
    </corr>
  </xsl:template>

  <xsl:template match="choice/sic" mode="reading" as="element()">
    <sic xmlns="http://www.tei-c.org/ns/1.0" rb:instead="{f:collapse(../corr)}">
      <xsl:apply-templates select="../@ana, ../@cert, ../corr/(@ana, @cert)" mode="reading"/>
      <xsl:apply-templates mode="reading"/>
    </sic>
  </xsl:template>

  <xsl:template match="supplied[$reading = 'diplomatic']" mode="reading" as="empty-sequence()"/>

  <!-- notes go to their first call -->
  <xsl:template match="(ref | ptr)[@type = 'noteref']" mode="reading" as="node()*">
    <xsl:variable name="note" as="element()?" select="key('element', f:id(@target))[1]"/>
    <xsl:choose>
      <xsl:when test="not($note/self::note)">
        <xsl:sequence select="error(xs:QName('rb:pointer'), 'the note call ' || string(@xml:id) || ' points to '
                              || string(@target) || ', which is no note')"/>
      </xsl:when>
      <xsl:when test="$calls(string($note/@xml:id)) = generate-id()">
        <xsl:apply-templates select="$note" mode="called">
          <xsl:with-param name="call" select="."/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:otherwise>
        <ref xmlns="http://www.tei-c.org/ns/1.0" type="noteref" target="{@target}" n="{replace(., '[^\p{L}\p{N}*†‡]', '')}">
          <xsl:copy-of select="@xml:id"/>
        </ref>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- a call whose note the source lacks keeps its printed mark -->
  <xsl:template match="ref[@type = 'noteref'][not(@target)]" mode="reading" as="element()" priority="1">
    <hi xmlns="http://www.tei-c.org/ns/1.0" rend="superscript"><xsl:apply-templates mode="reading"/></hi>
  </xsl:template>

  <!-- a note of the margin that stands among words is read among them -->
  <xsl:template match="note[@place = 'margin'][not(f:container(..))]" mode="reading" as="element()">
    <xsl:copy>
      <xsl:copy-of select="@* except @place"/>
      <xsl:attribute name="place" select="'inline'"/>
      <xsl:apply-templates mode="reading"/>
    </xsl:copy>
  </xsl:template>

  <xsl:mode name="called" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="note" mode="called" as="element()">
    <xsl:param name="call" as="element()"/>
    <xsl:copy>
      <xsl:copy-of select="@xml:id | @n | @type"/>
      <xsl:attribute name="rb:call" select="($call/@xml:id, 'call.' || @xml:id)[1]"/>
      <xsl:attribute name="rb:source" select="$sources(generate-id())"/>
      <xsl:call-template name="blocks"/>
    </xsl:copy>
  </xsl:template>

  <!-- content of a note as blocks: bare words become a paragraph -->
  <xsl:template name="blocks" as="node()*">
    <xsl:for-each-group select="node()" group-adjacent="f:block(.) or (self::text()[not(normalize-space())] and f:container(..))">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="reading"/>
        </xsl:when>
        <xsl:otherwise>
          <p xmlns="http://www.tei-c.org/ns/1.0"><xsl:apply-templates select="current-group()" mode="reading"/></p>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- white space: of the print no longer, of the words one space; none before a note call -->
  <xsl:template match="text()" mode="reading" as="node()*">
    <xsl:variable name="text" as="xs:string" select="f:collapse(.)"/>
    <xsl:choose>
      <xsl:when test="$text = ' ' and f:layout(.)"/>
      <xsl:when test="following-sibling::node()[1]/self::*[@type = 'noteref']">
        <xsl:value-of select="replace(f:drawn($text, .), '[ &#xA0;&#x202F;]+$', '')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="f:drawn($text, .)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ~~~ pictures: no brackets of the transcription, its word for them only where there is no caption -->

  <xsl:template match="figure" mode="reading" as="element()">
    <xsl:variable name="figure" as="element(figure)" select="."/>
    <xsl:variable name="picture" as="map(*)?" select="$illustrated(generate-id())"/>
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="reading"/>
      <xsl:for-each select="$picture">
        <graphic xmlns="http://www.tei-c.org/ns/1.0" url="{.?url}" rb:type="{.?type}" rb:width="{.?width}" rb:height="{.?height}"
            rb:alt="{(.?alt[string()], .?caption[string()], f:caption-of($figure)[string()], f:word('picture'))[1]}"/>
      </xsl:for-each>
      <xsl:apply-templates mode="reading"/>
      <xsl:for-each select="$picture?caption[string()]">
        <p xmlns="http://www.tei-c.org/ns/1.0"><xsl:value-of select="."/></p>
      </xsl:for-each>
      <xsl:for-each select="$picture?credit[string()]">
        <p xmlns="http://www.tei-c.org/ns/1.0" rend="credit"><xsl:value-of select="."/></p>
      </xsl:for-each>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="figure/label[../(* except label)[normalize-space()]]" mode="reading" as="empty-sequence()" priority="2"/>

  <xsl:template match="figure//text()" mode="reading" as="node()*" priority="2">
    <xsl:variable name="figure" as="element(figure)" select="ancestor::figure[1]"/>
    <xsl:variable name="drawn" as="node()*"><xsl:next-match/></xsl:variable>
    <xsl:variable name="last" as="xs:boolean" select=". is ($figure//text()[normalize-space()])[last()]"/>
    <xsl:variable name="first" as="xs:boolean" select=". is ($figure//text()[normalize-space()])[1]"/>
    <xsl:variable name="words" as="xs:string" select="string-join($drawn)"/>
    <xsl:variable name="opened" as="xs:string" select="if ($first) then replace($words, '^\s*\[', '') else $words"/>
    <xsl:value-of select="if ($last) then replace($opened, '\]\s*$', '') else $opened"/>
  </xsl:template>

  <!-- the caption that the text has, without the word before it -->
  <xsl:function name="f:caption-of" as="xs:string">
    <xsl:param name="figure" as="element(figure)"/>
    <xsl:sequence select="replace(normalize-space(string-join($figure/(* except label)//text())), '\]$', '')"/>
  </xsl:function>

  <!-- illustration of the text → the picture that shows it -->
  <xsl:variable name="illustrated" as="map(xs:string, map(*))">
    <xsl:variable name="figures" as="element(figure)*" select="$tei//figure[$pictures]"/>
    <xsl:map>
      <xsl:for-each select="$pictures[.] ! parse-json(.)?*">
        <xsl:map-entry key="generate-id($figures[xs:integer(current()?place)])" select="."/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- marks of quotation as a book draws them -->
  <xsl:template match="pc[@type = ('open', 'close')]/text()" mode="reading" as="text()?">
    <xsl:value-of select="f:mark(f:collapse(.), ../@type = 'open')"/>
  </xsl:template>

  <xsl:template match="ab[@type = 'preformatted']//text()" mode="reading" priority="1" as="node()*">
    <xsl:sequence select="."/>
  </xsl:template>

  <!-- is white space only layout? so it is between blocks; between two words of an item that holds a list too it is not -->
  <xsl:function name="f:layout" as="xs:boolean">
    <xsl:param name="space" as="text()"/>
    <xsl:variable name="before" as="node()?" select="$space/preceding-sibling::node()[1]"/>
    <xsl:variable name="after" as="node()?" select="$space/following-sibling::node()[1]"/>
    <xsl:sequence select="f:holds-only-blocks($space/..)
        or exists($space/../*[f:block(.)]) and (empty($before) or empty($after) or f:block($before) or f:block($after))"/>
  </xsl:function>

  <!-- elements that hold blocks, so that white space directly in them is only layout -->
  <xsl:function name="f:container" as="xs:boolean">
    <xsl:param name="parent" as="element()"/>
    <xsl:sequence select="f:holds-only-blocks($parent) or exists($parent/*[f:block(.)])"/>
  </xsl:function>

  <xsl:function name="f:holds-only-blocks" as="xs:boolean">
    <xsl:param name="parent" as="element()"/>
    <xsl:sequence select="exists($parent/(self::text | self::front | self::body | self::back | self::group | self::div
        | self::titlePage | self::docTitle | self::floatingText | self::list | self::lg | self::sp | self::castList
        | self::table | self::row | self::epigraph | self::argument | self::opener | self::closer | self::postscript | self::address
        | self::figure | self::cit[quote[@rend = 'block']]))"/>
  </xsl:function>

  <!-- nodes that start on a line of their own wherever they stand -->
  <xsl:function name="f:block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::p | self::lg | self::l | self::list | self::sp | self::ab | self::table
        | self::head | self::figure | self::floatingText | self::epigraph | self::argument | self::div | self::cit[quote/@rend = 'block']
        | self::quote[@rend = 'block'] | self::said[@rend = 'block'] | self::opener | self::closer | self::postscript))"/>
  </xsl:function>
</xsl:stylesheet>
