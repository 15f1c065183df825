<?xml version="1.0" encoding="UTF-8"?>
<!--
  How the marks of the source are drawn in a book: quotation marks, apostrophes, dashes, dots, ranges of numbers, spaces
  that no line may end in. The TEI keeps what was typed. What a language wants comes as parameters, from its word lists;
  without them everything is drawn as printed. Letters and figures never change.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:f="urn:rubricator:functions"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- four quotation marks, joined by |: outer ones, inner ones -->
  <xsl:param name="quotation" as="xs:string" select="''"/>
  <!-- what a double hyphen stands for -->
  <xsl:param name="dash" as="xs:string" select="''"/>
  <!-- words that an apostrophe begins, joined by | -->
  <xsl:param name="elisions" as="xs:string" select="''"/>
  <!-- abbreviations that lead on to the next word, joined by | -->
  <xsl:param name="bound" as="xs:string" select="''"/>
  <!-- yes where a space stands before high marks -->
  <xsl:param name="spaced" as="xs:string" select="''"/>

  <xsl:variable name="marks" as="xs:string*" select="tokenize($quotation, '\|')"/>

  <!-- a mark of quotation that the encoding knows as opening or closing -->
  <xsl:function name="f:mark" as="xs:string">
    <xsl:param name="mark" as="xs:string"/>
    <xsl:param name="opens" as="xs:boolean"/>
    <xsl:variable name="inner" as="xs:boolean" select="$mark = ('''', '`')"/>
    <xsl:sequence select="if (exists($marks) and $mark = ('&quot;', '``', '''''', '''', '`'))
        then $marks[1 + (if ($inner) then 2 else 0) + (if ($opens) then 0 else 1)] else $mark"/>
  </xsl:function>

  <!-- a text of the source as a book draws it; $node is where it stands -->
  <xsl:function name="f:drawn" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="node" as="text()"/>
    <xsl:sequence select="if (empty($marks)) then $text else
        f:unmarked($text) => f:hyphens() => f:dots() => f:quotes($node) => f:spaces()"/>
  </xsl:function>

  <!-- words that stand in no tree: a title, a name of the header -->
  <xsl:function name="f:drawn-words" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="node" as="text()"><xsl:value-of select="$words"/></xsl:variable>
    <xsl:sequence select="f:drawn($words, $node)"/>
  </xsl:function>

  <!-- a full stop in italics shows none of its marks -->
  <xsl:function name="f:unmarked" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (contains($text, '_')) then replace($text, '_([.,;:!?]{1,3})_', '$1') else $text"/>
  </xsl:function>

  <!-- double hyphens as dashes, a hyphen between rising numbers as the dash of a range -->
  <xsl:function name="f:hyphens" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="contains($text, '--')"><xsl:sequence select="f:dashes($text) => f:ranges()"/></xsl:when>
      <xsl:when test="contains($text, '-')"><xsl:sequence select="f:ranges($text)"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:dashes" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$text" regex="-{{2,}}">
        <xsl:matching-substring><xsl:sequence select="f:dash(.)"/></xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <xsl:function name="f:ranges" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$text[matches($text, '[0-9]-[0-9]')]" regex="[\p{{L}}\p{{N}}-]+">
        <xsl:matching-substring><xsl:sequence select="f:range(.)"/></xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="if (exists($parts)) then string-join($parts) else $text"/>
  </xsl:function>

  <xsl:function name="f:dash" as="xs:string">
    <xsl:param name="hyphens" as="xs:string"/>
    <xsl:sequence select="if (string-length($hyphens) le 3) then $dash
        else if ($hyphens = '----') then $dash || $dash else $hyphens"/>
  </xsl:function>

  <xsl:function name="f:range" as="xs:string">
    <xsl:param name="word" as="xs:string"/>
    <xsl:sequence select="if (contains($word, '-') and f:rises($word)) then translate($word, '-', '–') else $word"/>
  </xsl:function>

  <!-- 12-14, 1914-18, 123-7: does the second number follow the first? -->
  <xsl:function name="f:rises" as="xs:boolean">
    <xsl:param name="range" as="xs:string"/>
    <xsl:variable name="ends" as="xs:string*" select="tokenize($range, '-')[matches(., '^[0-9]{1,4}$')]"/>
    <xsl:variable name="length" as="xs:integer" select="string-length($ends[2])"/>
    <xsl:sequence select="count($ends) eq 2 and count(tokenize($range, '-')) eq 2 and string-length($ends[1]) ge $length
        and xs:integer(substring($ends[1], string-length($ends[1]) - $length + 1)) lt xs:integer($ends[2])
        or count($ends) eq 2 and count(tokenize($range, '-')) eq 2 and string-length($ends[1]) lt $length and $length le 3"/>
  </xsl:function>

  <!-- three dots are one mark; a fourth is the full stop -->
  <xsl:function name="f:dots" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (not(contains($text, '..') or contains($text, '. .'))) then $text
        else replace($text, '(^|[^.])\.\.\.(\.?)($|[^.])', '$1…$2$3') => replace('(^|[^.])\. \. \.($|[^.])', '$1…$2')"/>
  </xsl:function>

  <!-- straight quotation marks and apostrophes: most texts have an apostrophe inside a word, and nothing else -->
  <xsl:function name="f:quotes" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="node" as="text()"/>
    <xsl:variable name="apart" as="xs:string" select="if (contains($text, '''')) then f:apostrophes($text) else $text"/>
    <xsl:sequence select="if (contains($apart, '''') or contains($apart, '&quot;') or contains($apart, '``'))
        then f:quotes-among($text, $node) else $apart"/>
  </xsl:function>

  <xsl:function name="f:apostrophes" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="replace($text, '(\p{L})''(\p{L})', '$1’$2')"/>
  </xsl:function>

  <!-- those of a text by what stands before and behind them -->
  <xsl:function name="f:quotes-among" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="node" as="text()"/>
    <xsl:variable name="set" as="xs:string" select="f:before($node) || $text || f:behind($node)"/>
    <xsl:variable name="double" as="xs:string" select="
        if (contains($set, '&quot;') or contains($set, '``') or contains($set, '''''')) then f:double-quotes($set) else $set"/>
    <xsl:variable name="apart" as="xs:string" select="f:apostrophes($double)"/>
    <xsl:variable name="single" as="xs:string" select="if (contains($apart, '''')) then f:single-quotes($apart) else $apart"/>
    <xsl:sequence select="substring($single, 2, string-length($single) - 2)"/>
  </xsl:function>

  <xsl:function name="f:double-quotes" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="replace($text, '``', '&quot;') => replace('''''', '&quot;')
        => replace('(^|[\s(\[—–…])&quot;([^\s.,;:!?)\]])', '$1' || $marks[1] || '$2')
        => replace('(^|[\s(\[])''&quot;', '$1' || $marks[3] || $marks[1])
        => replace('&quot;', $marks[2])"/>
  </xsl:function>

  <!-- apostrophes that stand inside no word: they begin or end one, or are quotation marks -->
  <xsl:function name="f:single-quotes" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="
        replace($text, '(^|[\s(\[—–])''(' || $elisions || '|[0-9]0s|[0-9][0-9])([^\p{L}\p{N}])', '$1’$2$3', 'i')
        => replace('(^|[\s(\[—–' || $marks[1] || '])''([^''\s][^'']*[^''\s]|[^''\s])''($|[^\p{L}])', '$1' || $marks[3] || '$2'
            || $marks[4] || '$3')
        => replace('(^|[\s(\[—–])''(\p{L})$', '$1' || $marks[3] || '$2')
        => translate('''', '’')"/>
  </xsl:function>

  <!-- the character before a text in its block, or a space -->
  <xsl:function name="f:before" as="xs:string">
    <xsl:param name="node" as="text()"/>
    <xsl:variable name="text" as="text()?" select="$node/preceding::text()[1][ancestor::* intersect $node/ancestor::*[f:block(.)][1]]"/>
    <xsl:sequence select="(substring($text, string-length($text))[.], ' ')[1]"/>
  </xsl:function>

  <!-- the character behind it -->
  <xsl:function name="f:behind" as="xs:string">
    <xsl:param name="node" as="text()"/>
    <xsl:variable name="text" as="text()?" select="$node/following::text()[1][ancestor::* intersect $node/ancestor::*[f:block(.)][1]]"/>
    <xsl:sequence select="(substring($text, 1, 1)[.], ' ')[1]"/>
  </xsl:function>

  <!-- no line ends after Mr., an initial or a number before its unit; French marks have their spaces -->
  <xsl:function name="f:spaces" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="abbreviated" as="xs:string" select="if (contains($text, '. ')) then f:bound($text) else $text"/>
    <xsl:sequence select="if ($spaced ne 'yes') then $abbreviated
        else replace($abbreviated, ' ([;!?»])', '&#x202F;$1') => replace(' :', '&#xA0;:') => replace('« ', '«&#x202F;')"/>
  </xsl:function>

  <!-- no line ends after an abbreviation or an initial that leads on; a numeral that closes a heading's number does not -->
  <xsl:function name="f:bound" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="pieces" as="xs:string*" select="tokenize($text, '\. ')"/>
    <xsl:sequence select="string-join(
        for $at in 1 to count($pieces) return
            if ($at eq count($pieces)) then $pieces[$at]
            else $pieces[$at] || (if (f:leads-on($pieces[$at], $pieces[$at + 1])) then '.&#xA0;' else '. '))"/>
  </xsl:function>

  <xsl:function name="f:leads-on" as="xs:boolean">
    <xsl:param name="before" as="xs:string"/>
    <xsl:param name="behind" as="xs:string"/>
    <xsl:variable name="end" as="xs:string" select="substring($before, max((1, string-length($before) - 7)))"/>
    <xsl:variable name="word" as="xs:string" select="replace($end, '^.*[^\p{L}]', '', 's')"/>
    <xsl:sequence select="(map:contains($leading, $word) or matches($word, '^[\p{Lu}-[IVXLCDM]]$'))
        and matches($behind, '^[\p{Lu}0-9]')"/>
  </xsl:function>

  <xsl:variable name="leading" as="map(xs:string, xs:boolean)" select="map:merge(tokenize($bound, '\|') ! map { .: true() })"/>
</xsl:stylesheet>
