<?xml version="1.0" encoding="UTF-8"?>
<!--
  Who speaks, to be seen: every speech says by number and initials whose it is. The number follows how often somebody
  speaks, so that the colours go to the voices a reader hears most; the initials are different for every speaker.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    xpath-default-namespace="http://www.tei-c.org/ns/1.0"
    exclude-result-prefixes="#all">

  <!-- how many voices have a colour of their own in html.css -->
  <xsl:variable name="colours" as="xs:integer" select="12"/>

  <!-- speakers, those with most speeches first -->
  <xsl:variable name="speakers" as="element(rb:entry)*" select="
      sort(/rb:edition/rb:index[@type = 'speakers']/rb:entry, (), function($entry) { - xs:integer($entry/rb:gloss) })"/>

  <!-- id of a speaker → number, initials -->
  <xsl:variable name="voices" as="map(xs:string, item()+)">
    <xsl:iterate select="$speakers">
      <xsl:param name="known" as="map(xs:string, item()+)" select="map {}"/>
      <xsl:param name="taken" as="xs:string*"/>
      <xsl:on-completion select="$known"/>
      <xsl:variable name="initials" as="xs:string" select="(f:initials(rb:label)[not(. = $taken)], 'N' || position())[1]"/>
      <xsl:next-iteration>
        <xsl:with-param name="known" select="map:put($known, substring-after(@key, 'speaker.'), (position(), $initials))"/>
        <xsl:with-param name="taken" select="$taken, $initials"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:variable>

  <!-- ways to write a name short, the shortest first: Penn, General Otto as GOP, GOPe, GOPen; Hamlet as Ha, Ham, Haml -->
  <xsl:function name="f:initials" as="xs:string*">
    <xsl:param name="label" as="element(rb:label)"/>
    <xsl:variable name="name" as="xs:string" select="replace($label, '^([^,]+), (.+)$', '$2 $1')"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($name, '[^\p{L}\p{N}]+')[.]"/>
    <xsl:variable name="great" as="xs:string*" select="$words[matches(., '^[\p{Lu}\p{Lo}\p{N}]')]"/>
    <xsl:variable name="chosen" as="xs:string*" select="if (exists($great)) then $great else $words"/>
    <xsl:variable name="first" as="xs:string" select="string-join($chosen[position() lt last()][position() le 2] ! substring(., 1, 1))"/>
    <xsl:variable name="last" as="xs:string" select="string($chosen[last()])"/>
    <xsl:for-each select="(if ($first) then 1 else 2) to 5">
      <xsl:sequence select="$first || substring($last, 1, 1) || lower-case(substring($last, 2, . - 1))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- does the edition know voices? one voice alone is no conversation -->
  <xsl:variable name="voiced" as="xs:boolean" select="count($speakers) gt 1"/>

  <xsl:template match="said | sp" mode="voice" as="node()*">
    <xsl:variable name="voice" as="item()*" select="$voices(f:id(tokenize(@who)[1]))"/>
    <xsl:attribute name="data-who" select="($voice[1], 0)[1]"/>
    <xsl:if test="self::said[not(@prev)]">
      <xsl:attribute name="data-initials" select="($voice[2], '?')[1]"/>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="voice" on-no-match="fail"/>

  <!-- the key to the colours: the first voices, and what stands for all others -->
  <xsl:template name="voices-key" as="element()">
    <ul class="voices-key" id="voices" hidden="" aria-label="{f:word('speakers')}">
      <xsl:for-each select="$speakers[position() le $colours]">
        <xsl:variable name="voice" as="item()+" select="$voices(substring-after(@key, 'speaker.'))"/>
        <li data-who="{$voice[1]}"><a href="#{@xml:id}"><b><xsl:value-of
            select="$voice[2]"/></b><xsl:text> </xsl:text><xsl:value-of select="rb:label"/></a></li>
      </xsl:for-each>
      <xsl:if test="count($speakers) gt $colours">
        <li><a href="#speakers"><xsl:value-of select="'… ' || f:word('more-speakers')"/></a></li>
      </xsl:if>
      <xsl:if test="text//said[not(@who)]">
        <li data-who="0"><b>?</b><xsl:text> </xsl:text><xsl:value-of select="f:word('unknown-speaker')"/></li>
      </xsl:if>
    </ul>
  </xsl:template>

  <!-- ~~~ who speaks to whom, at a glance -->

  <!-- a table of those who exchange most: in the rows who speaks, in the columns to whom -->
  <xsl:template name="matrix" as="node()*">
    <xsl:variable name="exchanges" as="element(rb:exchange)*" select="rb:exchange"/>
    <xsl:variable name="most" as="xs:integer" select="max($exchanges/xs:integer(@count))"/>
    <xsl:variable name="people" as="xs:string*" select="
        distinct-values($exchanges/rb:label/string())
        => sort((), function($name) { - sum($exchanges[rb:label = $name]/xs:integer(@count)) }) => subsequence(1, 10)"/>
    <xsl:if test="count($people) ge 3">
      <div class="matrix-frame" role="region" tabindex="0" aria-labelledby="exchanges-caption">
        <table class="matrix">
          <caption id="exchanges-caption"><xsl:value-of select="f:word('speaker') || ' ↓ · ' || f:word('addressee') || ' →'"/></caption>
          <thead>
            <tr>
              <td/>
              <xsl:for-each select="$people">
                <th scope="col"><abbr title="{.}"><xsl:value-of select="f:short($exchanges/rb:label[. = current()])"/></abbr></th>
              </xsl:for-each>
            </tr>
          </thead>
          <tbody>
            <xsl:for-each select="$people">
              <xsl:variable name="speaker" as="xs:string" select="."/>
              <tr>
                <th scope="row"><abbr><xsl:value-of select="f:short($exchanges/rb:label[. = $speaker])"/></abbr><xsl:value-of
                    select="' ' || ."/></th>
                <xsl:for-each select="$people">
                  <xsl:variable name="count" as="xs:integer?" select="$exchanges[rb:label[1] = $speaker][rb:label[2] = current()]/@count"/>
                  <td>
                    <xsl:copy-of select="$count ! f:attribute('class', 'share-' || ceiling(4 * . div $most))"/>
                    <xsl:value-of select="$count"/>
                  </td>
                </xsl:for-each>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- the initials of somebody, whether a speaker or only spoken to -->
  <xsl:function name="f:short" as="xs:string">
    <xsl:param name="labels" as="element(rb:label)+"/>
    <xsl:variable name="key" as="xs:string?" select="$speakers[rb:label = $labels[1]][1]/@key"/>
    <xsl:sequence select="($voices(substring-after($key, 'speaker.'))[2], f:initials($labels[1])[1])[1]"/>
  </xsl:function>
</xsl:stylesheet>
