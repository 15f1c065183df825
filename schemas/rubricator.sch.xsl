<?xml version="1.0" encoding="UTF-8"?>
<xsl:transform xmlns:sch="http://purl.oclc.org/dsdl/schematron"
               xmlns:svrl="http://purl.oclc.org/dsdl/svrl"
               xmlns:tei="http://www.tei-c.org/ns/1.0"
               xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
               version="3.0"
               default-mode="rules">
   <xsl:output method="xml" encoding="UTF-8"/>
   <xsl:mode name="rules" on-no-match="shallow-skip"/>
   <xsl:key name="named" match="tei:*[@xml:id]" use="@xml:id"/>
   <xsl:template match="/" mode="rules">
      <svrl:schematron-output>
         <xsl:apply-templates mode="rules"/>
      </svrl:schematron-output>
   </xsl:template>
</xsl:transform>
