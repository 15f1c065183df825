"""TEI for a house that has a schema of its own: derived by XSLT, with an account of what was lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.model import xmlfile
from rubricator.model.messages import Finding, fail
from rubricator.publish.saxon import Saxon

HOUSES: Final = ("clarin", "dracor", "eltec")
_RB: Final = "{urn:rubricator:edition}"
_TEI: Final = "{http://www.tei-c.org/ns/1.0}TEI"


@dataclass(frozen=True, slots=True)
class Exported:
    """The TEI as the house takes it, and what an editor should hear of it."""

    data: bytes
    findings: tuple[Finding, ...]


def export(tei: Path, house: str) -> Exported:
    """Derive the TEI of one of `HOUSES`.

    Raises RubricatorError for another house, and where the style sheets stop.
    """
    if house not in HOUSES:
        raise fail("ex-house", tei, house=house, known=", ".join(HOUSES))
    saxon = Saxon()
    with tempfile.TemporaryDirectory() as folder:
        made = saxon.write(f"xslt/export-{house}.xsl", saxon.parse(tei), Path(folder))
    result = xmlfile.parse_bytes(made.encode("utf-8"), str(tei))
    return Exported(_document(result), tuple(_findings(result, str(tei), house)))


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
