<?xml version="1.0" encoding="UTF-8"?>
<!--
  Functions that all style sheets share: the edition's own words, dates in words, identifiers.
  Words come from labels.xml in the language of the text, else in English.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <xsl:key name="word" match="rb:label" use="@key"/>

  <!-- language of the edition, e.g. en or ru-Latn -->
  <xsl:variable name="language" as="xs:string"
      select="string((/rb:edition/@xml:lang, /TEI/@xml:lang, /TEI/text/@xml:lang, //langUsage/language[1]/@ident, 'en')[1])"/>

  <xsl:variable name="vocabulary" as="element(rb:language)+"
      select="doc('labels.xml')/rb:labels/rb:language[@ident = (tokenize($language, '-')[1], 'en')]
              => sort((), function($entry) { $entry/@ident = 'en' and not(starts-with($language, 'en')) })"/>

  <!-- the sections behind the text, in their order -->
  <xsl:function name="f:apparatus" as="element()*">
    <xsl:param name="edition" as="element(rb:edition)"/>
    <xsl:sequence select="$edition/(rb:index[rb:entry] | rb:exchanges | rb:bibliography | rb:chronology[rb:event[not(@vague)]]
        | rb:emendations | rb:about)"/>
  </xsl:function>

  <!-- the name of such a section, which is its id and the key of its title -->
  <xsl:function name="f:section" as="xs:string">
    <xsl:param name="section" as="element()"/>
    <xsl:sequence select="string(($section/@type, local-name($section))[1])"/>
  </xsl:function>

  <!-- the edition's word for $key -->
  <xsl:function name="f:word" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="($vocabulary ! key('word', $key, .))[1]/string()"/>
  </xsl:function>

  <!-- elements of a TEI document that an output can show as the source of a passage, in their order -->
  <xsl:function name="f:passages" as="element()*">
    <xsl:param name="tei" as="document-node()"/>
    <xsl:sequence select="$tei/TEI/text//(p | ab | l | lg | sp | item | table | head | opener | closer | castList | note)"/>
  </xsl:function>

  <!-- a style sheet of CSS that an edition brings, by its address; none where the address is empty -->
  <xsl:function name="f:own-style" as="xs:string?">
    <xsl:param name="address" as="xs:string"/>
    <xsl:variable name="style" as="xs:string?" select="$address[.] ! unparsed-text(.)"/>
    <xsl:if test="contains($style, '&lt;/')">
      <xsl:sequence select="error(xs:QName('f:style'), 'style.css of the edition holds &lt;/, which no style needs')"/>
    </xsl:if>
    <xsl:sequence select="$style"/>
  </xsl:function>

  <!-- white space of the source as one space; normalize-space is much faster than a pattern -->
  <xsl:function name="f:collapse" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="words" as="xs:string" select="normalize-space($text)"/>
    <xsl:sequence select="
        if ($words = '') then ' '[$text] || ''
        else ' '[not(starts-with($text, substring($words, 1, 1)))] || $words
        || ' '[not(ends-with($text, substring($words, string-length($words))))]"/>
  </xsl:function>

  <!-- year, month, day of an ISO 8601 date; a missing part is 0; empty where it is no date with a year -->
  <xsl:function name="f:parts" as="xs:integer*">
    <xsl:param name="iso" as="xs:string?"/>
    <xsl:analyze-string select="string($iso)" regex="^(-?[0-9]{{4,}})(-([0-9]{{2}}))?(-([0-9]{{2}}))?(T.*)?$">
      <xsl:matching-substring>
        <xsl:sequence select="for $n in (1, 3, 5) return xs:integer((regex-group($n)[. ne ''], '0')[1])"/>
      </xsl:matching-substring>
    </xsl:analyze-string>
  </xsl:function>

  <!-- a number that grows with time: a year alone comes before its months -->
  <xsl:function name="f:order" as="xs:integer">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="parts" as="xs:integer*" select="f:parts($iso)"/>
    <xsl:sequence select="$parts[1] * 10000 + $parts[2] * 100 + $parts[3]"/>
  </xsl:function>

  <!-- 1917; AD 14, so that nobody takes it for a day; 44 BC for the astronomical year -43 -->
  <xsl:function name="f:year" as="xs:string">
    <xsl:param name="year" as="xs:integer"/>
    <xsl:variable name="pattern" as="xs:string" select="
        if ($year le 0) then $vocabulary[1]/@bce else if ($year lt 500) then $vocabulary[1]/@ce else '[Y]'"/>
    <xsl:sequence select="replace($pattern, '\[Y\]', string(if ($year le 0) then 1 - $year else $year))"/>
  </xsl:function>

  <!-- 1917-03-16 in words: 16 March 1917 -->
  <xsl:function name="f:date" as="xs:string">
    <xsl:param name="iso" as="xs:string"/>
    <xsl:variable name="parts" as="xs:integer*" select="f:parts($iso)"/>
    <xsl:variable name="months" as="xs:string*" select="tokenize($vocabulary[rb:months][1]/rb:months)"/>
    <xsl:variable name="pattern" as="xs:string" select="
        if ($parts[3]) then $vocabulary[1]/@date else if ($parts[2]) then '[M] [Y]' else '[Y]'"/>
    <xsl:sequence select="$pattern
        => replace('\[D\]', string($parts[3]))
        => replace('\[M\]', string($months[$parts[2]]))
        => replace('\[Y\]', f:year($parts[1]))"/>
  </xsl:function>

  <!-- rtl for languages written from right to left, as an attribute of that name -->
  <xsl:function name="f:direction" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:if test="tokenize($language, '-')[1] = ('ar', 'arc', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi')
        and not(contains($language, '-Latn'))">
      <xsl:attribute name="{$name}" select="'rtl'"/>
    </xsl:if>
  </xsl:function>

  <!-- a pointer without its # -->
  <xsl:function name="f:id" as="xs:string">
    <xsl:param name="pointer" as="xs:string?"/>
    <xsl:sequence select="replace(string($pointer), '^#', '')"/>
  </xsl:function>

  <!-- words of $text up to about $length characters, cut between words, with an ellipsis -->
  <xsl:function name="f:opening" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="length" as="xs:integer"/>
    <xsl:variable name="whole" as="xs:string" select="normalize-space($text)"/>
    <xsl:sequence select="if (string-length($whole) le $length) then $whole
                          else replace(substring($whole, 1, $length), '[\s\p{P}]*\s\S*$', '') || '&#xA0;…'"/>
  </xsl:function>

  <!-- the last words of $text, likewise -->
  <xsl:function name="f:ending" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="length" as="xs:integer"/>
    <xsl:variable name="whole" as="xs:string" select="normalize-space($text)"/>
    <xsl:sequence select="if (string-length($whole) le $length) then $whole
                          else '…&#xA0;' || replace(substring($whole, string-length($whole) - $length), '^\S*\s', '')"/>
  </xsl:function>

  <!-- is a line of a heading in capitals alone? outputs set such smaller -->
  <xsl:function name="f:shouts" as="xs:boolean">
    <xsl:param name="line" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="string-join($line//text()[not(ancestor::note)])"/>
    <xsl:sequence select="(matches($words, '\p{Lu}{2}') or matches($words, '^\s*\p{Lu}\.?\s*$')) and not(matches($words, '\p{Ll}'))
        and not($line[@type = 'number'][following-sibling::rb:line])"/>
  </xsl:function>

  <!-- does a paragraph begin an entry with its headword, not with a day? -->
  <xsl:function name="f:headed" as="xs:boolean">
    <xsl:param name="p" as="element()"/>
    <xsl:sequence select="exists($p/parent::div[@type = 'entry']) and exists($p/node()[1]/self::label[not(.//date)])"/>
  </xsl:function>

  <!-- is a title only a number? -->
  <xsl:function name="f:only-number" as="xs:boolean">
    <xsl:param name="title" as="xs:string"/>
    <xsl:sequence select="matches(normalize-space($title), '^[\[(]?(\d+|[IVXLCDM]+|[ivxlcdm]+)[.\])]*$')"/>
  </xsl:function>

  <!-- the words of a label or a name -->
  <xsl:variable name="word" as="xs:string" select="'[\p{L}\p{M}’''-]+'"/>
  <xsl:function name="f:words-of" as="xs:string*">
    <xsl:param name="label" as="xs:string"/>
    <xsl:sequence select="analyze-string($label, $word)/*:match/string()"/>
  </xsl:function>

  <!-- stops the run at an element that no template knows -->
  <xsl:function name="f:unknown" as="empty-sequence()">
    <xsl:param name="e" as="element()"/>
    <xsl:variable name="place" as="xs:string?" select="$e/ancestor::*[@xml:id][1]/@xml:id"/>
    <xsl:sequence select="error(xs:QName('f:unknown'), 'no template for &lt;' || name($e) || '> in &lt;' || name($e/..) || '>'
        || $place ! (' below ' || .) || ', at the words “' || f:opening(string($e), 40) || '”')"/>
  </xsl:function>

  <!-- the one way from text to Typst: an escaped string -->
  <xsl:function name="f:string" as="xs:string">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:variable name="slashed" as="xs:string?" select="if (contains($text, '\')) then replace($text, '\', '\\', 'q') else $text"/>
    <xsl:variable name="marked" as="xs:string?" select="if (contains($slashed, '&quot;'))
        then replace($slashed, '&quot;', '\&quot;', 'q') else $slashed"/>
    <xsl:sequence select="'&quot;' || (if (contains($marked, '&#xA;')) then replace($marked, '&#xA;', '\n', 'q') else $marked)
        || '&quot;'"/>
  </xsl:function>
</xsl:stylesheet>
