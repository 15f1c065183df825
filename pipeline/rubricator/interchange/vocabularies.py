"""Entities as a vocabulary: SKOS in Turtle; and as a table for OpenRefine's reconciliation, out and back in.

The table has a row an entity with its kind, its names, life dates or coordinates where the entry knows them, how often
it is mentioned, and the links it has; the column ``match`` takes the address or the Wikidata id that was found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from rubricator.interchange.view import Entity, View
from rubricator.model.name_forms import words
from rubricator.report.tables import as_csv, from_csv
from rubricator.validate.restore import TEI

_PREFIXES: Final = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
COLUMNS: Final = (
    "id",
    "kind",
    "name",
    "variants",
    "born",
    "died",
    "coordinates",
    "description",
    "mentions",
    "links",
    "match",
)
_QID: Final = re.compile(r"Q[1-9]\d*")
_KNOWN: Final = (
    (re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)"), "wd"),
    (re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(\d+)/?"), "viaf"),
    (re.compile(r"https?://d-nb\.info/gnd/([\dX-]+)"), "gnd"),
    (re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:/.*)?"), "geonames"),
)


# ---------------------------------------------------------------- SKOS
def skos(view: View) -> bytes:
    """A concept scheme: names as labels, addresses elsewhere as exact matches, kinds as collections."""
    scheme = f"<{view.address or f'{view.id}.xml'}#entities>"
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in _PREFIXES.items()]
    lines += ["", f"{scheme} a skos:ConceptScheme ; dcterms:title {_literal(view.title, view.language)} ."]
    for one in view.entities.values():
        lines += ["", *_concept(view, one, scheme)]
    for kind in sorted({one.kind for one in view.entities.values()}):
        members = ", ".join(_node(view, one.id) for one in view.entities.values() if one.kind == kind)
        lines += ["", f"{_node(view, kind + '-collection')} a skos:Collection ;"]
        lines += [f'  skos:prefLabel "{kind}"@en ;', f"  skos:member {members} ."]
    return ("\n".join(lines) + "\n").encode()


def _concept(view: View, one: Entity, scheme: str) -> Iterator[str]:
    yield f"{_node(view, one.id)} a skos:Concept ; skos:inScheme {scheme} ;"
    yield from (f"  skos:altLabel {_literal(name, view.language)} ;" for name in one.variants if name != one.label)
    yield from (f"  skos:exactMatch <{_iri(link)}> ;" for link in one.links)
    if one.note:
        yield f"  skos:note {_literal(one.note, view.language)} ;"
    yield f"  skos:prefLabel {_literal(one.label, view.language)} ."


def _node(view: View, id: str) -> str:
    return f"<{view.address or f'{view.id}.xml'}#{_iri(id)}>"


def _iri(words: str) -> str:
    return re.sub(r'[<>"{}|\\^`\s]', lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), words)


def _literal(words: str, language: str) -> str:
    return f'"{words.translate(_ESCAPES)}"@{language}'


# ---------------------------------------------------------------- reconciliation
def table(entities: Iterable[Entity], mentioned: Counter[str]) -> str:
    """The table for OpenRefine, one row an entity, ``match`` empty."""
    return as_csv(COLUMNS, (_row(one, mentioned[one.id]) for one in entities if one.kind != "personGrp"))


def _row(one: Entity, count: int) -> tuple[object, ...]:
    degrees = one.element.findtext(f".//{TEI}geo", "").strip()
    born, died = (_when(one.element, name) for name in ("birth", "death"))
    links = " ".join(one.links)
    return one.id, one.kind, one.label, "; ".join(one.variants), born, died, degrees, one.note, count, links, ""


def _when(element: etree._Element, name: str) -> str:
    found = element.find(TEI + name)
    return (found.get("when") or words(found)) if found is not None else ""


def matches(text: str) -> dict[str, str]:
    """What a table that somebody filled in says: by id the pointer for ``@corresp``, with a known prefix."""
    rows = ((row.get("id", "").strip(), row.get("match", "").strip()) for row in from_csv(text))
    return {id: pointer(match) for id, match in rows if id and match}


def pointer(match: str) -> str:
    """An address or a bare Wikidata id as entries write it: ``wd:Q42``. Raises ValueError for anything else."""
    if _QID.fullmatch(match):
        return f"wd:{match}"
    for form, prefix in _KNOWN:
        if found := form.fullmatch(match):
            return f"{prefix}:{found[1]}"
    if re.fullmatch(r"(?:wd|viaf|gnd|geonames):[\w-]+|https?://\S+", match):
        return match
    raise ValueError(match)


def with_links(text: str, found: dict[str, str]) -> tuple[str, list[str]]:
    """An authority file with further pointers in its entries, everything else as it was; ids of the entries changed."""
    changed: list[str] = []

    def add(tag: re.Match[str]) -> str:
        id = tag["id"]
        if id not in found:
            return tag[0]
        old = re.search(r'\scorresp="([^"]*)"', tag[0])
        pointers = old[1].split() if old else []
        if found[id] in pointers:
            return tag[0]
        changed.append(id)
        value = " ".join([*pointers, found[id]])
        if old:
            return tag[0].replace(old[0], f' corresp="{value}"')
        end = "/>" if tag[0].endswith("/>") else ">"
        return f'{tag[0].removesuffix(end).rstrip()} corresp="{value}"{end}'

    return _ENTRY.sub(add, text), changed


_ENTRY: Final = re.compile(
    r"""<(?:\w+:)?(?:person|place|org|bibl|biblStruct)\b[^<>]*?\bxml:id=["'](?P<id>[^"']+)["'][^<>]*>"""
)
