<?xml version="1.0" encoding="UTF-8"?>
<xsl:transform xmlns:r="https://rubricator.invalid/ns/rules"
               xmlns:sch="http://purl.oclc.org/dsdl/schematron"
               xmlns:svrl="http://purl.oclc.org/dsdl/svrl"
               xmlns:tei="http://www.tei-c.org/ns/1.0"
               xmlns:xs="http://www.w3.org/2001/XMLSchema"
               xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
               version="3.0"
               default-mode="rules">
   <xsl:output method="xml" encoding="UTF-8"/>
   <xsl:mode name="rules" on-no-match="shallow-skip"/>
   <xsl:key name="named" match="tei:*[@xml:id]" use="@xml:id"/>
   <xsl:key name="prefix" match="tei:prefixDef" use="@ident"/>
   <xsl:function name="r:meant" as="element()*">
      <xsl:param name="pointers" as="attribute()?"/>
      <xsl:sequence select="$pointers ! key('named', tokenize(.)[starts-with(., '#')] ! substring(., 2), root(.))"/>
   </xsl:function>
   <xsl:function name="r:dead" as="xs:string*">
      <xsl:param name="pointers" as="attribute()"/>
      <xsl:sequence select="tokenize($pointers)[starts-with(., '#')][empty(key('named', substring(., 2), root($pointers)))]"/>
   </xsl:function>
   <xsl:template match="/" mode="rules">
      <svrl:schematron-output>
         <xsl:apply-templates mode="rules"/>
      </svrl:schematron-output>
   </xsl:template>
   <xsl:template match="tei:TEI[tei:text]/tei:teiHeader" mode="rules" priority="54">
      <xsl:if test="not(tei:fileDesc/tei:publicationStmt/tei:availability[normalize-space()])">
         <svrl:failed-assert id="header-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The header does not state the terms of use; add availability with a licence, or with a paragraph that says that none is stated.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:encodingDesc/tei:editorialDecl)">
         <svrl:failed-assert id="header-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The header does not declare the editorial practice; add encodingDesc/editorialDecl.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:fileDesc/tei:titleStmt/tei:respStmt)">
         <svrl:failed-assert id="header-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The header names nobody who answers for the markup; add a respStmt.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:TEI[tei:text]/tei:teiHeader/tei:fileDesc/tei:sourceDesc"
                 mode="rules"
                 priority="53">
      <xsl:variable name="source" select="tei:bibl[@type = 'digitalSource']"/>
      <xsl:if test="not(count($source) = 1)">
         <svrl:failed-assert id="source-witness">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>sourceDesc needs one bibl of type digitalSource: the plain-text file.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(matches($source/tei:idno[@type = 'sha256'], '^[0-9a-f]{64}$'))">
         <svrl:failed-assert id="source-witness">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The source has no SHA-256; add idno of type sha256, 64 hexadecimal digits.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(every $kind in ('characterEncoding', 'byteOrderMark', 'lineEnding') satisfies $source/tei:note[@type = $kind])">
         <svrl:failed-assert id="source-witness">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The source lacks one of the notes characterEncoding, byteOrderMark and lineEnding.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:editorialDecl" mode="rules" priority="52">
      <xsl:if test="not(tei:correction[@method])">
         <svrl:failed-assert id="editorial-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>editorialDecl lacks correction with method.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:normalization[@method])">
         <svrl:failed-assert id="editorial-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>editorialDecl lacks normalization with method.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:punctuation[@marks])">
         <svrl:failed-assert id="editorial-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>editorialDecl lacks punctuation with marks.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:quotation[@marks])">
         <svrl:failed-assert id="editorial-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>editorialDecl lacks quotation with marks.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(tei:hyphenation[@eol])">
         <svrl:failed-assert id="editorial-complete">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>editorialDecl lacks hyphenation with eol.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:quotation | tei:punctuation" mode="rules" priority="51">
      <xsl:if test="not(@marks or tei:p)">
         <svrl:failed-assert id="marks-declared">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> is empty; add marks or a paragraph.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*/@rendition" mode="rules" priority="50">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:rendition])">
         <svrl:failed-assert id="look-known">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>rendition=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no rendition; declare the look in tagsDecl.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@corresp | @ref | @source | @target"
                 mode="rules"
                 priority="49">
      <xsl:variable name="common"
                    select="'', 'http', 'https', 'ftp', 'mailto', 'urn', 'doi'"/>
      <xsl:variable name="unknown"
                    select="(tokenize(.) ! substring-before(., ':'))[not(. = $common)][empty(key('prefix', ., root(current())))]"/>
      <xsl:if test="not(empty($unknown) or empty(root(.)/tei:TEI/tei:text))">
         <svrl:failed-assert id="prefix-declared">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> uses the prefix </xsl:text><xsl:value-of select="$unknown"/><xsl:text>, which no prefixDef declares; add it to listPrefixDef.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:catRef/@target" mode="rules" priority="48">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:category])">
         <svrl:failed-assert id="category-known">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>catRef leads to </xsl:text><xsl:value-of select="."/><xsl:text>, which is no category; add it to the taxonomy.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:change[@when][preceding-sibling::tei:change[1][@when]]"
                 mode="rules"
                 priority="47">
      <xsl:if test="not(@when &lt;= preceding-sibling::tei:change[1]/@when)">
         <svrl:failed-assert id="newest-first">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The change of </xsl:text><xsl:value-of select="@when"/><xsl:text> stands below an older one; put the newest first.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:relation" mode="rules" priority="46">
      <xsl:if test="not(@name or @ref)">
         <svrl:failed-assert id="relation-named">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A relation has neither name nor ref; name it.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="@active and @mutual">
         <svrl:successful-report id="relation-named">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A relation is either mutual or active; keep one.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:if test="@passive and not(@active)">
         <svrl:successful-report id="relation-named">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A relation has a passive party but no active one; add active.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:link" mode="rules" priority="45">
      <xsl:if test="not(tokenize(@target)[2])">
         <svrl:failed-assert id="link-two">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A link has one end only; give at least two targets.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:span" mode="rules" priority="44">
      <xsl:if test="not((@from and not(@target)) or (@target and not(@from | @to)))">
         <svrl:failed-assert id="span-ends">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A span needs either from (and to) or target.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:certainty | tei:respons" mode="rules" priority="43">
      <xsl:if test="not(@target or @match)">
         <svrl:failed-assert id="certainty-about">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> says nothing of what it is about; add target.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:TEI/tei:text" mode="rules" priority="42">
      <xsl:if test="not(@xml:space = 'preserve')">
         <svrl:failed-assert id="white-space">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>text lacks xml:space="preserve"; its white space would not be safe.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(empty(descendant::comment() | descendant::processing-instruction()))">
         <svrl:failed-assert id="white-space">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The text holds a comment or a processing instruction; remarks belong to standOff.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:head | tei:p | tei:l | tei:speaker | tei:label | tei:said | tei:quote | tei:soCalled | tei:mentioned | tei:date[ancestor::tei:text] | tei:persName[ancestor::tei:text] | tei:placeName[ancestor::tei:text] | tei:orgName[ancestor::tei:text] | tei:name | tei:rs | tei:foreign | tei:hi | tei:seg | tei:pc | tei:title"
                 mode="rules"
                 priority="41">
      <xsl:if test="not(normalize-space() or descendant::tei:gap or descendant::tei:g or descendant::tei:figure)">
         <svrl:failed-assert id="not-empty">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> is empty; remove the tags or move them to their words.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:p[ancestor::tei:p or ancestor::tei:ab]"
                 mode="rules"
                 priority="40">
      <xsl:if test="not(ancestor::tei:floatingText or parent::tei:item or parent::tei:note or parent::tei:quote or parent::tei:said or parent::tei:sp or parent::tei:stage or parent::tei:cell or parent::tei:figure)">
         <svrl:failed-assert id="no-p-in-p">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A p stands inside another p; close the outer one first.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:l//tei:p | tei:l//tei:ab" mode="rules" priority="39">
      <xsl:if test="not(ancestor::tei:floatingText or parent::tei:figure or parent::tei:note)">
         <svrl:failed-assert id="no-block-in-line">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> stands inside a line of verse; close the line first.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:said[tei:p | tei:lg | tei:sp] | tei:quote[tei:p | tei:lg | tei:sp] | tei:item[tei:p | tei:sp] | tei:cell[tei:p | tei:sp] | tei:note[tei:p | tei:sp] | tei:stage[tei:p | tei:sp]"
                 mode="rules"
                 priority="38">
      <xsl:if test="text()[normalize-space()]">
         <svrl:successful-report id="words-or-blocks">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> holds paragraphs and, beside them, the loose words “</xsl:text><xsl:value-of select="substring(normalize-space(text()[normalize-space()][1]), 1, 40)"/><xsl:text>”; enclose them in a p.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:said | tei:quote" mode="rules" priority="37">
      <xsl:variable name="block"
                    select="exists(tei:p | tei:lg | tei:sp | tei:list | tei:table | tei:ab)"/>
      <xsl:variable name="marked" select="tokenize(@rend) = 'block'"/>
      <xsl:if test="$block and not($marked)">
         <svrl:successful-report id="block-marked">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> holds blocks but is not marked as one; add rend="block".</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:if test="$marked and not($block)">
         <svrl:successful-report id="block-marked">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> is marked as a block but holds no block; enclose its words in a p, or drop rend.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:said[not(@who)]" mode="rules" priority="36">
      <xsl:if test="not(@cert = 'unknown')">
         <svrl:failed-assert id="said-who">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A said has neither who nor cert="unknown"; name the speaker or say that nobody knows.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:quote/@source" mode="rules" priority="35">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:bibl | self::tei:biblStruct | self::tei:person | self::tei:org])">
         <svrl:failed-assert id="quote-source">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>source=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that cannot be quoted; point to a work, a person or an org.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:sp[not(@who)]" mode="rules" priority="34">
      <xsl:if test="not(@cert = 'unknown')">
         <svrl:failed-assert id="sp-who">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>An sp has neither who nor cert="unknown"; name the speaker or say that nobody knows.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:role/@corresp" mode="rules" priority="33">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:person])">
         <svrl:failed-assert id="role-person">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>corresp=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no person; point to one of particDesc.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:lg" mode="rules" priority="32">
      <xsl:if test="not(descendant::tei:l or descendant::tei:gap)">
         <svrl:failed-assert id="lg-has-lines">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>An lg has no line; use p or ab for prose.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:l//tei:l | tei:l//tei:lg" mode="rules" priority="31">
      <xsl:if test="not(ancestor::tei:note)">
         <svrl:failed-assert id="no-verse-in-line">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> stands inside a line of verse; close the line first.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:list[@type = 'gloss']" mode="rules" priority="30">
      <xsl:if test="not(tei:label)">
         <svrl:failed-assert id="gloss-labels">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A list of type gloss has no label; use type simple.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:ref[@type = 'noteref'][starts-with(@target, '#')]"
                 mode="rules"
                 priority="29">
      <xsl:variable name="id" select="@xml:id"/>
      <xsl:variable name="note" select="r:meant(@target)"/>
      <xsl:if test="not($id)">
         <svrl:failed-assert id="call-answered">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The call of a note has no xml:id; the note cannot lead back to it.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(empty($note) or $note[self::tei:note])">
         <svrl:failed-assert id="call-answered">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A call leads to </xsl:text><xsl:value-of select="@target"/><xsl:text>, which is no note.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(empty($note) or empty($id) or $note/tokenize(@target) = '#' || $id)">
         <svrl:failed-assert id="call-answered">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The note </xsl:text><xsl:value-of select="@target"/><xsl:text> does not lead back to its call </xsl:text><xsl:value-of select="$id"/><xsl:text>; add the call to its target.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:note[@target][ancestor::tei:text]"
                 mode="rules"
                 priority="28">
      <xsl:variable name="self" select="'#' || @xml:id"/>
      <xsl:variable name="deaf"
                    select="r:meant(@target)[not(self::tei:ref[@type = 'noteref'] | self::tei:ptr) or not(tokenize(@target) = $self)]"/>
      <xsl:if test="not(empty($deaf))">
         <svrl:failed-assert id="note-called">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The note </xsl:text><xsl:value-of select="@xml:id"/><xsl:text> names </xsl:text><xsl:value-of select="$deaf/@xml:id"/><xsl:text>, which is no call of this note; correct target on one of the two.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:note[ancestor::tei:text]" mode="rules" priority="27">
      <xsl:if test="not(@type = ('authorial', 'editorial', 'mixed', 'gloss', 'transcriber', 'interpolation', 'source'))">
         <svrl:failed-assert id="note-kind">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A note in the text does not say whose it is; give type authorial, editorial, mixed, gloss, transcriber, interpolation or source.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:note//tei:ref[@type = 'back'][starts-with(@target, '#')]"
                 mode="rules"
                 priority="26">
      <xsl:if test="not(tokenize(@target) = ancestor::tei:note[@target][1]/tokenize(@target))">
         <svrl:failed-assert id="back-to-call">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The label of a note leads to </xsl:text><xsl:value-of select="@target"/><xsl:text>, which the note itself does not name; let both name the call.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:ptr" mode="rules" priority="25">
      <xsl:if test="not(@target)">
         <svrl:failed-assert id="ptr-target">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A ptr leads nowhere; add target.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:text//tei:bibl/@corresp" mode="rules" priority="24">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:bibl | self::tei:biblStruct])">
         <svrl:failed-assert id="work-known">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>corresp=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no work; point to an entry of listBibl.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:ref[@type = ('ibid', 'opcit')][starts-with(@target, '#')]"
                 mode="rules"
                 priority="23">
      <xsl:variable name="earlier" select="r:meant(@target)"/>
      <xsl:if test="not(every $one in $earlier satisfies $one[self::tei:bibl])">
         <svrl:failed-assert id="earlier-citation">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="normalize-space()"/><xsl:text> leads to something that is no citation; point to the bibl it repeats.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(every $one in $earlier satisfies $one &lt;&lt; current())">
         <svrl:failed-assert id="earlier-citation">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="normalize-space()"/><xsl:text> leads forward to </xsl:text><xsl:value-of select="@target"/><xsl:text>; it can only repeat an earlier citation.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:foreign" mode="rules" priority="22">
      <xsl:if test="not(@xml:lang)">
         <svrl:failed-assert id="foreign-language">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>foreign “</xsl:text><xsl:value-of select="normalize-space()"/><xsl:text>” does not name its language; add xml:lang, or xml:lang="und".</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:measure[@quantity]" mode="rules" priority="21">
      <xsl:if test="not(@unit)">
         <svrl:failed-assert id="measure-unit">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>A measure has a quantity but no unit; add unit, or unit="count".</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:date[@calendar] | tei:docDate[@calendar]"
                 mode="rules"
                 priority="20">
      <xsl:if test="not(normalize-space())">
         <svrl:failed-assert id="calendar-words">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> has a calendar but no words; calendar describes words, datingMethod the custom date.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:choice" mode="rules" priority="19">
      <xsl:if test="string(tei:sic) = string(tei:corr)">
         <svrl:successful-report id="real-correction">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>sic and corr both read “</xsl:text><xsl:value-of select="tei:sic"/><xsl:text>”; remove the choice.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:text//tei:corr | tei:supplied | tei:gap"
                 mode="rules"
                 priority="18">
      <xsl:if test="not(@resp)">
         <svrl:failed-assert id="added-signed">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> does not say who answers for it; add resp.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:supplied" mode="rules" priority="17">
      <xsl:if test="not(@reason)">
         <svrl:failed-assert id="supplied-reason">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>supplied does not say why; add reason.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:g" mode="rules" priority="16">
      <xsl:variable name="char" select="r:meant(@ref)"/>
      <xsl:if test="not(empty($char) or $char[self::tei:char]/tei:mapping[@type = 'codepoint'][matches(., '^U\+[0-9A-F]{4,6}$')])">
         <svrl:failed-assert id="g-character">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>g leads to </xsl:text><xsl:value-of select="@ref"/><xsl:text>, which maps to no code point; add a char with a mapping of type codepoint.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@xml:id]" mode="rules" priority="15">
      <xsl:if test="not(count(key('named', @xml:id)) = 1)">
         <svrl:failed-assert id="unique-id">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>The xml:id </xsl:text><xsl:value-of select="@xml:id"/><xsl:text> is given more than once; rename one of the two.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@active | @ana | @calendar | @corresp | @datingMethod | @decls | @edRef | @from[starts-with(., '#')] | @given | @mutual | @next | @passive | @prev | @ref | @rendition | @resp | @sameAs | @scheme[starts-with(., '#')] | @source | @target | @to[starts-with(., '#')] | @toWhom | @who"
                 mode="rules"
                 priority="14">
      <xsl:variable name="dead" select="r:dead(.)"/>
      <xsl:if test="not(empty($dead))">
         <svrl:failed-assert id="live-pointer">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> points to </xsl:text><xsl:value-of select="$dead"/><xsl:text>, which no xml:id of this file answers; correct the pointer or add the entry.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@ana" mode="rules" priority="13">
      <xsl:if test="not(every $rule in r:meant(.) satisfies $rule[self::tei:category])">
         <svrl:failed-assert id="ana-rule">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>ana=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no category; describe the rule in classDecl.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@resp" mode="rules" priority="12">
      <xsl:if test="not(every $agent in r:meant(.) satisfies $agent[self::tei:respStmt | self::tei:person | self::tei:org])">
         <svrl:failed-assert id="resp-agent">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>resp=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that cannot answer; point to a respStmt, a person or an org.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@next" mode="rules" priority="11">
      <xsl:variable name="that" select="r:meant(.)"/>
      <xsl:if test="not(empty($that) or $that/@prev = '#' || ../@xml:id)">
         <svrl:failed-assert id="chain-forward">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>next=</xsl:text><xsl:value-of select="."/><xsl:text>, but that piece does not point back with prev; chain both ways.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:if test="not(empty($that) or name($that) = name(..))">
         <svrl:failed-assert id="chain-forward">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>next=</xsl:text><xsl:value-of select="."/><xsl:text> leads to a </xsl:text><xsl:value-of select="name($that)"/><xsl:text>; the pieces of one </xsl:text><xsl:value-of select="name(..)"/><xsl:text> are all </xsl:text><xsl:value-of select="name(..)"/><xsl:text>.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@prev" mode="rules" priority="10">
      <xsl:variable name="that" select="r:meant(.)"/>
      <xsl:if test="not(empty($that) or $that/@next = '#' || ../@xml:id)">
         <svrl:failed-assert id="chain-back">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>prev=</xsl:text><xsl:value-of select="."/><xsl:text>, but that piece does not point forward with next; chain both ways.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@subtype]" mode="rules" priority="9">
      <xsl:if test="not(@type)">
         <svrl:failed-assert id="subtype-needs-type">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> has subtype </xsl:text><xsl:value-of select="@subtype"/><xsl:text> without type; name the kind first.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:persName/@ref | tei:placeName/@ref | tei:orgName/@ref"
                 mode="rules"
                 priority="8">
      <xsl:variable name="kind"
                    select="substring-before(name(..), 'Name') ! (if (. = 'pers') then 'person' else .)"/>
      <xsl:if test="not(every $entry in r:meant(.) satisfies local-name($entry) = $kind)">
         <svrl:failed-assert id="ref-kind">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name(..)"/><xsl:text> refers to </xsl:text><xsl:value-of select="."/><xsl:text>, which is no </xsl:text><xsl:value-of select="$kind"/><xsl:text>; change the name's element or its ref.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:text/@decls" mode="rules" priority="7">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:textClass])">
         <svrl:failed-assert id="decls-class">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:text>decls=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no textClass; point to one of profileDesc.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:said/@who | tei:sp/@who | tei:stage/@who | @toWhom"
                 mode="rules"
                 priority="6">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:person | self::tei:org])">
         <svrl:failed-assert id="who-agent">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text>=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that cannot speak; point to a person or an org.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@when]" mode="rules" priority="5">
      <xsl:if test="@from | @to | @notBefore | @notAfter">
         <svrl:successful-report id="when-alone">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> has when together with a range or a limit; keep one of the two.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@from and @to][not(self::tei:citedRange | self::tei:biblScope | self::tei:span)] | tei:*[@notBefore and @notAfter]"
                 mode="rules"
                 priority="4">
      <xsl:variable name="first" select="(@from, @notBefore)[1]"/>
      <xsl:variable name="last" select="(@to, @notAfter)[1]"/>
      <xsl:if test="string-length($first) = string-length($last) and not(starts-with($first, '-')) and $first &gt; $last">
         <svrl:successful-report id="range-order">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> ends on </xsl:text><xsl:value-of select="$last"/><xsl:text>, before it begins on </xsl:text><xsl:value-of select="$first"/><xsl:text>; exchange the two.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@from and @notBefore] | tei:*[@to and @notAfter]"
                 mode="rules"
                 priority="3">
      <xsl:if test="true()">
         <svrl:successful-report id="limit-or-range">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> has both the known and the limited form of one end; keep from and to, or notBefore and notAfter.</xsl:text></svrl:text>
         </svrl:successful-report>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="tei:*[@when-custom | @from-custom | @to-custom | @notBefore-custom | @notAfter-custom]"
                 mode="rules"
                 priority="2">
      <xsl:if test="not(@datingMethod)">
         <svrl:failed-assert id="custom-calendar">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text> gives the date as written without its calendar; add datingMethod.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
   <xsl:template match="@calendar | @datingMethod" mode="rules" priority="1">
      <xsl:if test="not(every $one in r:meant(.) satisfies $one[self::tei:calendar])">
         <svrl:failed-assert id="calendar-declared">
            <xsl:attribute name="location" select="path()"/>
            <svrl:text><xsl:value-of select="name()"/><xsl:text>=</xsl:text><xsl:value-of select="."/><xsl:text> leads to something that is no calendar; point to one of calendarDesc.</xsl:text></svrl:text>
         </svrl:failed-assert>
      </xsl:if>
      <xsl:next-match/>
   </xsl:template>
</xsl:transform>
