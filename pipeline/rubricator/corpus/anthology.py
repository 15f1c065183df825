"""The corpus as TEI: a ``teiCorpus`` with a header of its own, the shared authority, and its texts (Guidelines 15)."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from rubricator import __version__
from rubricator.corpus.entities import KINDS, Entity, Shared
from rubricator.corpus.manifest import Entry
from rubricator.header.elements import NAMESPACE, e
from rubricator.model import xmlfile
from rubricator.model.genres import GENRES

FILE: Final = "corpus.xml"
JOINED: Final = "corpus-joined.xml"
_XI: Final = "http://www.w3.org/2001/XInclude"
_PREFIXES: Final[dict[Any, str]] = {None: NAMESPACE, "xi": _XI}
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def corpus_file(title: str, entries: Sequence[Entry], found: Shared) -> str:
    """``corpus.xml``: the header, the shared authority, and a pointer (XInclude) to the TEI of each text."""
    root = etree.Element(f"{{{NAMESPACE}}}teiCorpus", nsmap=_PREFIXES)
    root.append(header(title, entries))
    if (authority := stand_off(found.entities)) is not None:
        root.append(authority)
    for entry in entries:
        etree.SubElement(root, f"{{{_XI}}}include", href=f"{entry.id}/{entry.id}.xml")
    etree.indent(root, space=" ")
    return _HEAD + etree.tostring(root, encoding="unicode") + "\n"


def header(title: str, entries: Sequence[Entry]) -> etree._Element:
    """The header of a corpus."""
    characters = sum(entry.facts.get("characters", 0) for entry in entries)
    languages = Counter(entry.facts.get("language", "und") for entry in entries)
    genres = Counter(genre for entry in entries if (genre := entry.facts.get("genre")) in GENRES)
    categories = [
        e("category", e("catDesc", f"{GENRES[name].gloss}: {count} texts"), xml_id=f"genre.{name}")
        for name, count in sorted(genres.items())
    ]
    years = sorted(year for entry in entries if (year := entry.facts.get("year")) is not None)
    told = f"Texts of {years[0]} to {years[-1]}." if years else "Texts without a stated year."
    return e(
        "teiHeader",
        e(
            "fileDesc",
            e("titleStmt", e("title", title)),
            e(
                "extent",
                e("measure", f"{len(entries)} texts", unit="texts", quantity=str(len(entries))),
                e("measure", f"{characters} characters", unit="characters", quantity=str(characters)),
            ),
            e("publicationStmt", e("p", "Each text states its own publication.")),
            e("sourceDesc", e("p", f"Each text states its own source. {told}")),
        ),
        e(
            "encodingDesc",
            e("projectDesc", e("p", "Plain texts encoded in TEI P5 by rubricator, each under a header of its own.")),
            e("classDecl", e("taxonomy", *categories, xml_id="genre")) if categories else None,
            e("appInfo", e("application", e("label", "rubricator"), ident="rubricator", version=__version__)),
        ),
        e(
            "profileDesc",
            e("langUsage", *(e("language", f"{n}: {count} texts", ident=n) for n, count in sorted(languages.items()))),
        ),
    )


def stand_off(entities: Iterable[Entity]) -> etree._Element | None:
    """What several texts name, an entry each with its names in all of them; None where there is none such."""
    lists = {kind: e(wrapper) for kind, wrapper in KINDS.items()}
    for entity in entities:
        if len(entity.members) > 1:
            lists[entity.members[0].kind].append(_entry(entity))
    filled = [one for one in lists.values() if len(one)]
    return e("standOff", *filled) if filled else None


def _entry(entity: Entity) -> etree._Element:
    """The fullest of the entries, with the names of the others, and where each of them stands."""
    whole = max(entity.members, key=lambda one: (len(one.entry), one.text))
    entry = copy.deepcopy(xmlfile.parse_bytes(whole.entry.encode()))
    for one in entry.iter():
        for name in (_ID, "ref", "corresp", "who"):  # they are ids of a text, and point into it
            one.attrib.pop(name, "")
    entry.set(_ID, entity.id)
    pointers = " ".join(f"{one.text}/{one.text}.xml#{one.id}" for one in entity.members)
    entry.set("corresp", pointers)
    return entry


def joined(folder: Path, title: str, entries: Sequence[Entry], found: Shared) -> Iterator[bytes]:
    """The corpus as one file, piece by piece; ids and pointers get the id of their text before them."""
    yield f'{_HEAD}<teiCorpus xmlns="{NAMESPACE}">\n'.encode()
    yield etree.tostring(header(title, entries), encoding="utf-8") + b"\n"
    if (authority := stand_off(found.entities)) is not None:
        for one in authority.iter():
            if targets := one.get("corresp"):
                one.set("corresp", " ".join(_inside(target) for target in targets.split()))
        yield etree.tostring(authority, encoding="utf-8") + b"\n"
    for entry in entries:
        root = xmlfile.parse(folder / entry.id / f"{entry.id}.xml")
        _prefix(root, entry.id)
        yield etree.tostring(root, encoding="utf-8") + b"\n"
    yield b"</teiCorpus>\n"


def _inside(target: str) -> str:
    """``a/a.xml#p.x`` as ``#a.p.x``."""
    place, _, id = target.partition("#")
    return f"#{place.partition('/')[0]}.{id}"


def _prefix(root: etree._Element, text: str) -> None:
    for one in root.iter(etree.Element):
        for name, given in one.attrib.items():
            value = str(given)
            if name == _ID:
                one.set(name, f"{text}.{value}")
            elif "#" in value:
                parts = (f"#{text}.{part[1:]}" if part.startswith("#") else part for part in value.split())
                one.set(name, " ".join(parts))
