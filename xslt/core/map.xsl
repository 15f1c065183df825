<?xml version="1.0" encoding="UTF-8"?>
<!--
  A map of the places that have coordinates, as SVG: a graticule, a dot for each place, labels that do not collide.
  Albers's equal-area conic projection (Snyder, Map Projections, 1987, 98–103) with standard parallels a sixth of the
  height from the edges; near the equator and for the whole world, degrees are drawn as squares. The coasts are Natural
  Earth's (assets/coasts.xml), as lines; no tiles. Dots that would cover one another are one, with the number of its places.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:math="http://www.w3.org/2005/xpath-functions/math"
    xmlns:rb="urn:rubricator:edition"
    xmlns:f="urn:rubricator:functions"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="#all">

  <xsl:variable name="radian" as="xs:double" select="math:pi() div 180"/>
  <xsl:variable name="width" as="xs:double" select="720"/>

  <!-- the map of an index of places, below its heading; empty with fewer than two places -->
  <xsl:template name="map" as="node()*">
    <xsl:variable name="all" as="element(rb:entry)*" select="rb:entry[rb:geo]"/>
    <xsl:variable name="shown" as="element(rb:entry)*" select="f:within($all)"/>
    <xsl:if test="count($shown) ge 2">
      <xsl:variable name="frame" as="map(xs:string, xs:double)" select="f:frame($shown/rb:geo)"/>
      <figure class="map">
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {$width} {round($frame?height)}"
            aria-label="{replace(f:word('map-alt'), '\{count\}', string(count($shown)))}">
          <xsl:call-template name="graticule"><xsl:with-param name="frame" select="$frame"/></xsl:call-template>
          <xsl:call-template name="coasts"><xsl:with-param name="frame" select="$frame"/></xsl:call-template>
          <xsl:call-template name="dots">
            <xsl:with-param name="frame" select="$frame"/>
            <xsl:with-param name="places" select="sort($shown, (), function($place) { - count($place/rb:place) })"/>
          </xsl:call-template>
        </svg>
        <figcaption>
          <xsl:value-of select="f:word('map')"/>
          <xsl:variable name="beyond" as="element(rb:entry)*" select="$all except $shown"/>
          <xsl:if test="exists($beyond)">
            <xsl:value-of select="'. ' || f:word('beyond') || ' ' || string-join($beyond/rb:label, ', ') || '.'"/>
          </xsl:if>
        </figcaption>
      </figure>
    </xsl:if>
  </xsl:template>

  <!-- places not far from the rest: within three times the spread of the middle four fifths -->
  <xsl:function name="f:within" as="element(rb:entry)*">
    <xsl:param name="places" as="element(rb:entry)*"/>
    <xsl:variable name="north" as="xs:double+" select="f:limits($places/rb:geo/@latitude/xs:double(.)), 0"/>
    <xsl:variable name="east" as="xs:double+" select="f:limits($places/rb:geo/@longitude/xs:double(.)), 0"/>
    <xsl:sequence select="$places[rb:geo[number(@latitude) ge $north[1] and number(@latitude) le $north[2]
        and number(@longitude) ge $east[1] and number(@longitude) le $east[2]]]"/>
  </xsl:function>

  <xsl:function name="f:limits" as="xs:double*">
    <xsl:param name="values" as="xs:double*"/>
    <xsl:variable name="sorted" as="xs:double*" select="sort($values)"/>
    <xsl:variable name="count" as="xs:integer" select="count($sorted)"/>
    <xsl:variable name="low" as="xs:double?" select="$sorted[1 + $count idiv 10]"/>
    <xsl:variable name="high" as="xs:double?" select="$sorted[$count - $count idiv 10]"/>
    <xsl:variable name="spread" as="xs:double?" select="max((($high - $low), 2))"/>
    <xsl:sequence select="$low - $spread * .6, $high + $spread * .6"/>
  </xsl:function>

  <!-- extent, projection and scale -->
  <xsl:function name="f:frame" as="map(xs:string, xs:double)">
    <xsl:param name="geo" as="element(rb:geo)+"/>
    <xsl:variable name="latitudes" as="xs:double+" select="$geo/@latitude/xs:double(.)"/>
    <xsl:variable name="longitudes" as="xs:double+" select="$geo/@longitude/xs:double(.)"/>
    <xsl:variable name="margin" as="xs:double" select="max((.4, .08 * max((max($latitudes) - min($latitudes), max($longitudes)
        - min($longitudes)))))"/>
    <xsl:variable name="south" as="xs:double" select="max((-85, min($latitudes) - $margin))"/>
    <xsl:variable name="north" as="xs:double" select="min((85, max($latitudes) + $margin))"/>
    <xsl:variable name="west" as="xs:double" select="min($longitudes) - $margin"/>
    <xsl:variable name="east" as="xs:double" select="max($longitudes) + $margin"/>
    <xsl:variable name="first" as="xs:double" select="($south + ($north - $south) div 6) * $radian"/>
    <xsl:variable name="second" as="xs:double" select="($north - ($north - $south) div 6) * $radian"/>
    <xsl:variable name="cone" as="xs:double" select="(math:sin($first) + math:sin($second)) div 2"/>
    <xsl:variable name="base" as="map(xs:string, xs:double)" select="map {
        'south': $south, 'north': $north, 'west': $west, 'east': $east, 'middle': ($west + $east) div 2,
        'n': if (abs($cone) lt .25 or $east - $west gt 150) then 0 else $cone,
        'c': math:pow(math:cos($first), 2) + 2 * $cone * math:sin($first),
        'flat': math:cos(($south + $north) div 2 * $radian)}"/>
    <xsl:variable name="edge" as="map(xs:string, xs:double)*" select="
        for $step in 0 to 12 return (
          f:project($base, $south, $west + ($east - $west) * $step div 12), f:project($base, $north, $west + ($east - $west) *
          $step div 12),
          f:project($base, $south + ($north - $south) * $step div 12, $west), f:project($base, $south + ($north - $south) *
          $step div 12, $east))"/>
    <xsl:variable name="scale" as="xs:double" select="min(($width div (max($edge?x) - min($edge?x)), 900 div (max($edge?y) -
        min($edge?y))))"/>
    <xsl:sequence select="map:merge(($base, map { 'scale': $scale, 'top': min($edge?y),
        'left': (min($edge?x) + max($edge?x)) div 2 - $width div 2 div $scale, 'height': (max($edge?y) - min($edge?y)) * $scale}))"/>
  </xsl:function>

  <!-- degrees to the plane, south being down -->
  <xsl:function name="f:project" as="map(xs:string, xs:double)">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:param name="latitude" as="xs:double"/>
    <xsl:param name="longitude" as="xs:double"/>
    <xsl:variable name="angle" as="xs:double" select="$frame?n * ($longitude - $frame?middle) * $radian"/>
    <xsl:variable name="radius" as="xs:double" select="
        if ($frame?n) then math:sqrt(max((0, $frame?c - 2 * $frame?n * math:sin($latitude * $radian)))) div $frame?n else 0"/>
    <xsl:sequence select="
        if ($frame?n) then map { 'x': $radius * math:sin($angle), 'y': $radius * math:cos($angle) }
        else map { 'x': ($longitude - $frame?middle) * $radian * $frame?flat, 'y': - $latitude * $radian }"/>
  </xsl:function>

  <!-- degrees to the drawing -->
  <xsl:function name="f:drawn" as="xs:double+">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:param name="latitude" as="xs:double"/>
    <xsl:param name="longitude" as="xs:double"/>
    <xsl:variable name="point" as="map(xs:string, xs:double)" select="f:project($frame, $latitude, $longitude)"/>
    <xsl:sequence select="round(($point?x - $frame?left) * $frame?scale, 1), round(($point?y - $frame?top) * $frame?scale, 1)"/>
  </xsl:function>

  <!-- ~~~ coasts -->

  <xsl:variable name="hundredths" as="xs:double" select="100"/>

  <!-- the coasts that the frame shows, with a little more on each side -->
  <xsl:template name="coasts" as="element()?">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:variable name="around" as="xs:double" select="($frame?east - $frame?west) * .1"/>
    <xsl:variable name="pieces" as="element(c)*" select="doc('../assets/coasts.xml')/coasts/c[@e >= ($frame?west - $around) * $hundredths]
        [@w &lt;= ($frame?east + $around) * $hundredths][@n >= ($frame?south - $around) * $hundredths]
        [@s &lt;= ($frame?north + $around) * $hundredths]" xpath-default-namespace=""/>
    <xsl:variable name="lines" as="xs:string*" select="$pieces ! f:coast(., $frame)"/>
    <xsl:if test="exists($lines)">
      <path xmlns="http://www.w3.org/2000/svg" class="coast" d="{$lines}"/>
    </xsl:if>
  </xsl:template>

  <!-- a piece of coast in the drawing, without the points that lie within a dot of the one before; empty where none is left -->
  <xsl:function name="f:coast" as="xs:string?">
    <xsl:param name="piece" as="element()"/>
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:variable name="points" as="xs:string*">
      <xsl:iterate select="tokenize($piece)">
        <xsl:param name="last" as="xs:double*" select="()"/>
        <xsl:variable name="degrees" as="xs:double+" select="tokenize(., ',') ! (xs:double(.) div $hundredths)"/>
        <xsl:variable name="point" as="xs:double+" select="f:drawn($frame, $degrees[2], $degrees[1]) ! round(.)"/>
        <xsl:variable name="far" as="xs:boolean" select="empty($last) or abs($point[1] - $last[1]) + abs($point[2] - $last[2]) gt 1"/>
        <xsl:sequence select="string-join($point, ' ')[$far]"/>
        <xsl:next-iteration><xsl:with-param name="last" select="if ($far) then $point else $last"/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="('M' || string-join($points, 'L'))[count($points) gt 1]"/>
  </xsl:function>

  <!-- meridians and parallels, four to ten of them, with their degrees -->
  <xsl:template name="graticule" as="element()">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:variable name="extent" as="xs:double" select="max(($frame?north - $frame?south, $frame?east - $frame?west))"/>
    <xsl:variable name="by" as="xs:double" select="((.5, 1, 2, 5, 10, 20, 30)[$extent div . le 9][1], 30)[1]"/>
    <g xmlns="http://www.w3.org/2000/svg" class="graticule">
      <xsl:for-each select="xs:integer(floor($frame?west div $by)) to xs:integer(ceiling($frame?east div $by))">
        <xsl:variable name="longitude" as="xs:double" select=". * $by"/>
        <polyline points="{for $i in -2 to 14 return string-join(f:drawn($frame, $frame?south + ($frame?north - $frame?south)
            * $i div 12, $longitude), ',')}"/>
        <xsl:variable name="foot" as="xs:double+" select="f:drawn($frame, $frame?south, $longitude)"/>
        <text x="{$foot[1] + 3}" y="{round($frame?height) - 5}"><xsl:value-of select="f:degrees($longitude, 'E', 'W')"/></text>
      </xsl:for-each>
      <xsl:for-each select="xs:integer(ceiling($frame?south div $by)) to xs:integer(floor($frame?north div $by))">
        <xsl:variable name="latitude" as="xs:double" select=". * $by"/>
        <polyline points="{for $i in -3 to 15 return string-join(f:drawn($frame, $latitude, $frame?west + ($frame?east -
            $frame?west) * $i div 12), ',')}"/>
        <text x="4" y="{f:drawn($frame, $latitude, $frame?west)[2] - 4}"><xsl:value-of select="f:degrees($latitude, 'N', 'S')"/></text>
      </xsl:for-each>
    </g>
  </xsl:template>

  <xsl:function name="f:degrees" as="xs:string">
    <xsl:param name="degrees" as="xs:double"/>
    <xsl:param name="plus" as="xs:string"/>
    <xsl:param name="minus" as="xs:string"/>
    <xsl:sequence select="abs($degrees) || '°' || (if ($degrees gt 0) then $plus else if ($degrees lt 0) then $minus else '')"/>
  </xsl:function>

  <!-- ~~~ places -->

  <!-- how near two dots may stand before they are one -->
  <xsl:variable name="nearest" as="xs:double" select="8"/>

  <!-- the places as dots of the drawing: where it stands, what it stands for. The most named come first and draw to
       themselves those near them -->
  <xsl:function name="f:dots" as="map(*)*">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:param name="places" as="element(rb:entry)*"/>
    <xsl:if test="exists($places)">
      <xsl:variable name="at" as="xs:double+" select="f:position($frame, $places[1])"/>
      <xsl:variable name="near" as="element(rb:entry)+" select="$places[1], tail($places)[f:near($at, f:position($frame, .))]"/>
      <xsl:sequence select="map { 'at': $at, 'places': $near }, f:dots($frame, tail($places)[not(f:near($at, f:position($frame, .)))])"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:position" as="xs:double+">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:param name="place" as="element(rb:entry)"/>
    <xsl:sequence select="f:drawn($frame, $place/rb:geo/@latitude, $place/rb:geo/@longitude)"/>
  </xsl:function>

  <xsl:function name="f:near" as="xs:boolean">
    <xsl:param name="one" as="xs:double+"/>
    <xsl:param name="other" as="xs:double+"/>
    <xsl:sequence select="math:sqrt(math:pow($one[1] - $other[1], 2) + math:pow($one[2] - $other[2], 2)) lt $nearest"/>
  </xsl:function>

  <!-- dots, that of several places with their number, and labels in the first of four places where they touch no label
       before; the first ten may cover the dots of others -->
  <xsl:template name="dots" as="node()*">
    <xsl:param name="frame" as="map(xs:string, xs:double)"/>
    <xsl:param name="places" as="element(rb:entry)+"/>
    <xsl:variable name="dots" as="map(*)+" select="f:dots($frame, $places)"/>
    <xsl:for-each select="$dots">
      <xsl:variable name="count" as="xs:integer" select="count(?places)"/>
      <circle xmlns="http://www.w3.org/2000/svg" cx="{?at[1]}" cy="{?at[2]}" r="{f:radius(.)}">
        <title><xsl:value-of select="?places/rb:label" separator=", "/></title>
      </circle>
      <xsl:if test="$count gt 1">
        <text xmlns="http://www.w3.org/2000/svg" class="several" x="{?at[1]}" y="{round(?at[2] + 3.2, 1)}"><xsl:value-of
            select="$count"/></text>
      </xsl:if>
    </xsl:for-each>
    <xsl:iterate select="$dots">
      <xsl:param name="taken" as="array(*)*" select="$dots ! [?at[1] - 3, ?at[2] - 3, 6, 6]"/>
      <xsl:variable name="rank" as="xs:integer" select="position()"/>
      <xsl:variable name="at" as="xs:double+" select="?at"/>
      <xsl:variable name="label" as="xs:string" select="?places[1]/rb:label"/>
      <xsl:variable name="gap" as="xs:double" select="f:radius(.) + 3"/>
      <xsl:variable name="length" as="xs:double" select="string-length($label) * 6.9"/>
      <xsl:variable name="boxes" as="array(*)+" select="
          [$at[1] + $gap, $at[2] - 7, $length, 14], [$at[1] - $gap - $length, $at[2] - 7, $length, 14],
          [$at[1] - $length div 2, $at[2] - $gap - 14, $length, 14], [$at[1] - $length div 2, $at[2] + $gap, $length, 14]"/>
      <xsl:variable name="free" as="array(*)?" select="
          ($boxes[f:fits(., $taken, $frame?height)], $boxes[position() le 4][f:fits(., $taken[not(.(3) = 6)],
          $frame?height)][$rank le 10])[1]"/>
      <xsl:if test="exists($free)">
        <text xmlns="http://www.w3.org/2000/svg" paint-order="stroke" x="{round($free(1), 1)}"
            y="{round($free(2) + 11, 1)}"><xsl:value-of select="$label"/></text>
      </xsl:if>
      <xsl:next-iteration>
        <xsl:with-param name="taken" select="$taken, $free"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:template>

  <xsl:function name="f:radius" as="xs:double">
    <xsl:param name="dot" as="map(*)"/>
    <xsl:sequence select="if (count($dot?places) gt 1) then 6.5 else if (count($dot?places/rb:place) gt 4) then 4 else 2.8"/>
  </xsl:function>

  <xsl:function name="f:fits" as="xs:boolean">
    <xsl:param name="box" as="array(*)"/>
    <xsl:param name="taken" as="array(*)*"/>
    <xsl:param name="height" as="xs:double"/>
    <xsl:sequence select="$box(1) ge 2 and $box(1) + $box(3) le $width - 2 and $box(2) ge 2 and $box(2) + 30 le $height
        and (every $other in $taken satisfies
             $box(1) gt $other(1) + $other(3) + 4 or $other(1) gt $box(1) + $box(3) + 4 or $box(2) gt $other(2) + $other(4)
             or $other(2) gt $box(2) + $box(4))"/>
  </xsl:function>
</xsl:stylesheet>
