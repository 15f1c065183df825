"""TEI for a house that has a schema of its own, derived by XSLT, with an account of what was lost; other formats."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.interchange import FORMATS, View
from rubricator.language import lexicon
from rubricator.model import xmlfile
from rubricator.model.messages import Finding, fail
from rubricator.publish.saxon import Saxon

HOUSES: Final = ("clarin", "dracor", "dtabf", "eltec", "lite", "parla-clarin", "simple")
_RB: Final = "{urn:rubricator:edition}"
_TEI: Final = "{http://www.tei-c.org/ns/1.0}TEI"


@dataclass(frozen=True, slots=True)
class Exported:
    """The TEI as the house takes it, and what an editor should hear of it."""

    data: bytes
    findings: tuple[Finding, ...]


def export(tei: Path, house: str, name: str = "") -> Exported:
    """Derive the TEI of one of `HOUSES`, or one of the formats of `rubricator.interchange`; messages call it `name`.

    Raises RubricatorError for another house, and where the style sheets stop.
    """
    name = name or str(tei)
    if house in FORMATS:
        return Exported(FORMATS[house].make(View(xmlfile.parse(tei), name)), ())
    if house not in HOUSES:
        raise fail("ex-house", name, house=house, known=", ".join((*HOUSES, *FORMATS)))
    saxon = Saxon()
    with tempfile.TemporaryDirectory() as folder:
        made = saxon.write(f"xslt/export-{house}.xsl", saxon.parse(tei), Path(folder), _parameters(tei, house))
    result = xmlfile.parse_bytes(made.encode("utf-8"), name)
    return Exported(_document(result), tuple(_findings(result, name, house)))


def _parameters(tei: Path, house: str) -> dict[str, str]:
    """What a style sheet cannot know: the words of the play's language for several who speak together."""
    if house != "dracor":
        return {}
    language = xmlfile.parse(tei).get("{http://www.w3.org/XML/1998/namespace}lang") or "und"
    return {"crowd": "\n".join(sorted(lexicon(language).drama.crowd))}


def _document(result: etree._Element) -> bytes:
    found = result.find(_TEI)
    assert found is not None
    found.tail = None
    alone = etree.fromstring(etree.tostring(found))
    etree.cleanup_namespaces(alone)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(alone, encoding="utf-8") + b"\n"


def _findings(result: etree._Element, name: str, house: str) -> Iterator[Finding]:
    for remark in result.iter(_RB + "remark"):
        values = {"house": house, "remark": " ".join((remark.text or "").split())}
        yield Finding(remark.get("code", "ex-remark"), name, values=values)
    lost = ", ".join(f"{one.get('what')} ({one.get('count')})" for one in result.iter(_RB + "lost"))
    if lost:
        yield Finding("ex-lost", name, values={"house": house, "what": lost})
