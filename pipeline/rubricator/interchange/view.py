"""A TEI file as the formats see it: its source with claims about it, its entities, what the header states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from rubricator.editing.tagged import tagged
from rubricator.model.authority import XML_ID, Authority
from rubricator.model.document import Annotation, Document
from rubricator.model.name_forms import described, entry_kind, local, words
from rubricator.report.mentions import Mention, mentions
from rubricator.report.speeches import Speech, speeches
from rubricator.report.timeline import Event, timeline
from rubricator.validate.restore import TEI

_ENTRIES: Final = tuple(TEI + name for name in ("person", "personGrp", "place", "org", "bibl", "biblStruct"))
_PREFIXES: Final = {
    "wd": "https://www.wikidata.org/entity/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "geonames": "https://sws.geonames.org/{}/",
}


@dataclass(frozen=True)
class Entity:
    """An entry of the file: `links` are addresses of the same thing elsewhere."""

    id: str
    kind: str
    label: str
    variants: tuple[str, ...]
    links: tuple[str, ...]
    note: str
    element: etree._Element


@dataclass(frozen=True)
class View:
    """A TEI file by its root; `name` is that of the file."""

    root: etree._Element
    name: str

    @cached_property
    def document(self) -> Document:
        """The source with its tags."""
        return tagged(self.root, self.name).document

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Persons, places, bodies and works by id."""
        return {one.id: one for one in self._entities()}

    def _entities(self) -> Iterator[Entity]:
        for path in (f"{TEI}standOff", f"{TEI}teiHeader//{TEI}particDesc"):
            for home in self.root.iterfind(path):
                yield from (_entity(one) for one in home.iter(*_ENTRIES) if one.get(XML_ID))

    @cached_property
    def authority(self) -> Authority:
        """The entries as an authority file has them."""
        return Authority({id: one.element for id, one in self.entities.items() if one.kind != "personGrp"})

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every mention, in order."""
        return mentions(self.document, self.authority)

    @cached_property
    def speeches(self) -> list[Speech]:
        """Every speech, in order."""
        return speeches(self.document, self.authority)

    @cached_property
    def events(self) -> list[Event]:
        """The dates of the text, earliest first."""
        return timeline(self.document)

    @cached_property
    def blocks(self) -> list[Annotation]:
        """Paragraphs, verses and headings with an id or not, in order."""
        return self.document.in_layer("p", "l", "head", "ab")

    @property
    def language(self) -> str:
        """The language of the text."""
        return self.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "und"

    @property
    def source(self) -> str:
        """Name of the source file."""
        return self.said("sourceDesc//{0}bibl[@type='digitalSource']/{0}title") or self.name

    @property
    def id(self) -> str:
        """Name of the edition."""
        return self.said("publicationStmt/{0}idno[@type='file']") or self.name.rpartition("/")[2].removesuffix(".xml")

    def said(self, path: str) -> str:
        """The words of the first element of ``fileDesc`` at a path, ``{0}`` standing for the namespace."""
        found = self.root.find(f"{TEI}teiHeader/{TEI}fileDesc//{TEI}" + path.format(TEI))
        return words(found) if found is not None else ""

    def all_said(self, path: str) -> list[str]:
        """The words of every element of the header at a path."""
        return [words(one) for one in self.root.iterfind(f"{TEI}teiHeader//{TEI}" + path.format(TEI))]

    @property
    def title(self) -> str:
        """Title and subtitle."""
        return ": ".join(self.all_said("titleStmt/{0}title"))

    @property
    def address(self) -> str:
        """The edition's address where it has a DOI; else empty."""
        doi = self.said("publicationStmt/{0}idno[@type='DOI']")
        return f"https://doi.org/{doi}" if doi else ""

    def place(self, start: int) -> str:
        """Line of the source, counted from 1."""
        return str(self.document.text.count("\n", 0, start) + 1)


def _entity(element: etree._Element) -> Entity:
    called = [
        words(one) for one in described(element) if local(one) in ("persName", "placeName", "orgName", "title", "name")
    ]
    label = called[0] if called else words(element)
    note = next((words(one) for one in element if local(one) in ("note", "desc")), "")
    return Entity(
        element.get(XML_ID) or "",
        entry_kind(element),
        label,
        tuple(dict.fromkeys(called[1:])),
        tuple(_links(element)),
        note,
        element,
    )


def _links(element: etree._Element) -> Iterator[str]:
    """Addresses of the entry elsewhere: of ``idno``, and of ``@corresp`` with its prefix expanded."""
    found = [words(one) for one in element if local(one) == "idno"] + (element.get("corresp") or "").split()
    for one in dict.fromkeys(found):
        prefix, _, rest = one.partition(":")
        if prefix in _PREFIXES:
            yield _PREFIXES[prefix].format(rest)
        elif one.startswith(("https://", "http://")):
            yield one


def stable(*parts: str) -> str:
    """A short name that the same parts always have."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
