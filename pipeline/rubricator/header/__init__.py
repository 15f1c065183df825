"""Edition and authority to `teiHeader` and `standOff`: what stands around the text (Guidelines 2; 17.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from rubricator.header.elements import NAMESPACE, e
from rubricator.header.encoding_desc import encoding_desc
from rubricator.header.facts import Facts
from rubricator.header.file_desc import file_desc
from rubricator.header.profile_desc import profile_desc
from rubricator.header.revision_desc import revision_desc
from rubricator.header.stand_off import stand_off
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document


def document_xml(
    document: Document, context: Context, fragments: Sequence[Annotation], rules: Mapping[str, str], text: str
) -> str:
    """The whole TEI document: header and standOff indented, the text untouched."""
    facts = Facts(document, context, fragments, rules, text)
    header = e("teiHeader", file_desc(facts), encoding_desc(facts), profile_desc(facts), revision_desc(facts))
    parts = [_indented(part) for part in (header, stand_off(facts)) if part is not None]
    language = f' xml:lang="{context.edition.edition.language}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}"{language}>\n{"".join(parts)}{text}\n</TEI>\n'
    )


def _indented(element: etree._Element) -> str:
    etree.indent(element, "  ")
    xml: str = etree.tostring(element, encoding="unicode")
    return xml.replace(f' xmlns="{NAMESPACE}"', "", 1) + "\n"
