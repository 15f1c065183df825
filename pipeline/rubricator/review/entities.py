"""Who and what the text names: found by name, shown, and edited in the edition's own authority files.

An entry is changed in place, so that the file differs by the lines of that entry only; the shared authority files,
which belong to the program, are read but never written.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from rubricator.editing.authority_file import FILE, merged
from rubricator.model.authority import XML_ID, Authority, load
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, POINTERS, fault
from rubricator.model.messages import fail
from rubricator.model.name_forms import (
    ENTRY_TAGS,
    NAME_TAGS,
    TEI,
    described,
    entry_kind,
    local,
    names,
    slug,
    unaccented,
    words,
)
from rubricator.model.resources import resource
from rubricator.model.xmlfile import parse
from rubricator.review.session import FileChange, State

PREFIXES: Final = {"person": "p", "place": "pl", "org": "o", "bibl": "b"}
KINDS: Final = {"persName": "person", "placeName": "place", "orgName": "org", "title": "bibl"}
_FICTIONAL: Final = "c"
_MOST: Final = 30
_GEO: Final = 2
"""Numbers in a pair of coordinates: latitude and longitude."""


@cache
def gazetteer() -> Authority:
    """The shared authority files, which an edition may take entries from."""
    return load(sorted(resource("xml/authority").glob("*.xml")))


class Entities:
    """The entities of a state."""

    def __init__(self, state: State, folder: Path) -> None:
        self.state, self.folder = state, folder
        self.known = state.context.authority
        self._counts: dict[str, int] | None = None
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    # ------------------------------------------------------------ finding
    @property
    def counts(self) -> Mapping[str, int]:
        """How often each id is pointed to."""
        if self._counts is None:
            self._counts = {}
            for one in self.state.document.annotations:
                for name, value in one.attrs.items():
                    if name in ("ref", "who", "source", "corresp") and LAYERS[one.layer].kind(name) in POINTERS:
                        for id in value.split():
                            self._counts[id] = self._counts.get(id, 0) + 1
                            self._name(id, one)
        return self._counts

    def _name(self, id: str, one: Annotation) -> None:
        """Remember the fullest words by which the text names an id."""
        if kind := KINDS.get(one.layer):
            called = " ".join(self.state.document.slice(one).split())
            if len(called) > len(self._labels.get(id, "")):
                self._labels[id], self._kinds[id] = called, kind

    def label(self, id: str) -> str:
        """What an id is called."""
        return self.known.label(id) or (self.counts and self._labels.get(id, "")) or gazetteer().label(id) or id

    def kind(self, id: str) -> str:
        """``person``, ``place``, ``org``, ``bibl``; empty for an id of something else."""
        return self.known.kind(id) or (self.counts and self._kinds.get(id, "")) or gazetteer().kind(id)

    def shown(self, id: str) -> dict[str, Any]:
        """An entity as the page shows it."""
        entry = self.known.entries.get(id)
        own = entry is not None and self._home(id) is not None
        found = {"id": id, "label": self.label(id), "kind": self.kind(id), "count": self.counts.get(id, 0)}
        return {**found, "known": entry is not None, "own": own, **(form(entry) if entry is not None else {})}

    def search(self, asked: str, kinds: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Entities whose names hold the words asked for; those the text names most often first."""
        wanted = unaccented(asked.casefold()).split()
        found = []
        for rank, (id, kind, label, source) in enumerate(self._all()):
            if kinds and kind not in kinds:
                continue
            forms = unaccented(" ".join((label, *self._forms(id, source))).casefold())
            if all(word in forms for word in wanted):
                starts = forms.startswith(wanted[0]) if wanted else True
                found.append(
                    (not starts, source == "gazetteer", -self.counts.get(id, 0), rank, id, kind, label, source)
                )
        return [
            {"id": id, "kind": kind, "label": label, "source": source, "count": -count, "dates": self._dates(id)}
            for _, _, count, _, id, kind, label, source in sorted(found)[:_MOST]
        ]

    def _all(self) -> Iterator[tuple[str, str, str, str]]:
        for id in self.known.entries:
            yield id, self.known.kind(id), self.known.label(id), "authority"
        for id in self.counts:
            if id in self._kinds and id not in self.known.entries:
                yield id, self._kinds[id], self._labels[id], "text"
        for id in gazetteer().entries:
            if id not in self.known.entries and id not in self.counts:
                yield id, gazetteer().kind(id), gazetteer().label(id), "gazetteer"

    def _forms(self, id: str, source: str) -> Iterable[str]:
        authority = gazetteer() if source == "gazetteer" else self.known
        return authority.forms(id) if id in authority.entries else ()

    def _dates(self, id: str) -> str:
        entry = self.known.entries.get(id)
        entry = gazetteer().entries.get(id) if entry is None else entry
        if entry is None:
            return ""
        said = form(entry)
        return f"{said.get('birth', '')}–{said.get('death', '')}".strip("–") or said.get("occupation", "")

    # ------------------------------------------------------------ writing
    def _home(self, id: str) -> Path | None:
        """The file of the edition that holds an entry."""
        for path in sorted((self.folder / "authority").glob("*.xml")):
            if not path.resolve().is_relative_to(self.folder.resolve()):
                continue
            if _entry(parse(path, code="au-xml"), id) is not None:
                return path
        return None

    def taken_over(self, id: str) -> list[FileChange]:
        """An entry of the gazetteer as one of the edition's own; nothing where the edition has it."""
        if id in self.known.entries or id not in gazetteer().entries:
            return []
        entry = copy.deepcopy(gazetteer().entries[id])
        entry.tail = None
        return [self._added([entry])]

    def created(self, kind: str, fields: Mapping[str, str]) -> tuple[str, FileChange]:
        """A new entry, and the id that it got."""
        if kind not in PREFIXES:
            raise fail("re-entry", self.folder, reason=f"{kind} is no kind of entry")
        if not fields.get("name", "").strip():
            raise fail("re-entry", self.folder, reason="it has no name")
        invented = kind == "person" and any(map(self.known.fictional, self.known.entries))
        stem = f"{_FICTIONAL if invented else PREFIXES[kind]}.{slug(fields['name'])}"
        id = stem
        number = 2
        while id in self.known.entries or id in self.counts:
            id, number = f"{stem}-{number}", number + 1
        entry = etree.Element(TEI + kind, {XML_ID: id})
        fill(entry, fields)
        return id, self._added([entry])

    def _added(self, entries: Sequence[etree._Element]) -> FileChange:
        path = self.folder / "authority" / FILE
        before = path.read_bytes() if path.is_file() else None
        return FileChange(path, before, merged(path, entries))

    def edited(self, id: str, fields: Mapping[str, str]) -> FileChange:
        """An entry with other fields; one that only the text names is made an entry by that."""
        path = self._home(id)
        if path is None:
            if id in self.known.entries:
                raise fail("re-shared", self.folder, id=id)
            entry = etree.Element(TEI + (self.kind(id) or "person"), {XML_ID: id})
            fill(entry, {"name": self.label(id), **fields})
            return self._added([entry])
        root = parse(path, code="au-xml")
        entry_here = _entry(root, id)
        assert entry_here is not None
        fill(entry_here, fields)
        return FileChange(path, path.read_bytes(), _written(root))

    def merged(self, gone: str, kept: str) -> list[FileChange]:
        """Two entries made one: the names of the first become variants of the second, whose id stays."""
        if gone == kept:
            raise fail("re-entry", self.folder, reason="an entry cannot be merged with itself")
        more = [*self._names(gone)]
        target = self.known.entries.get(kept)
        held = list(self._names(kept))
        variants = [name for name in more if name not in held]
        given = form(target) if target is not None else {"name": self.label(kept), "variants": ""}
        all_variants = "\n".join(dict.fromkeys([*given.get("variants", "").splitlines(), *variants]))
        changes = [self.edited(kept, {"variants": all_variants})]
        path = self._home(gone)
        if path is None:
            if gone in self.known.entries:
                raise fail("re-shared", self.folder, id=gone)
            return changes
        before = path.read_bytes()
        data = changes[0].after if changes[0].path == path else before
        root = etree.fromstring(data)
        entry = _entry(root, gone)
        if entry is not None:
            _remove(entry)
        fresh = FileChange(path, before, _written(root))
        return [fresh] if changes[0].path == path else [*changes, fresh]

    def _names(self, id: str) -> Iterator[str]:
        entry = self.known.entries.get(id)
        if entry is not None:
            yield from (words(name) for name in names(entry))
        elif label := self.label(id):
            yield label


def repointed(document: Document, gone: str) -> list[Annotation]:
    """The annotations that point to an id."""
    return [
        one
        for one in document.annotations
        if any(gone in value.split() for name, value in one.attrs.items() if LAYERS[one.layer].kind(name) in POINTERS)
    ]


def _entry(root: etree._Element, id: str) -> etree._Element | None:
    return next((one for one in root.iter(*(TEI + tag for tag in ENTRY_TAGS)) if one.get(XML_ID) == id), None)


def _written(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data + b"\n"


def _remove(entry: etree._Element) -> None:
    """Take an entry out with the white space behind it."""
    home = entry.getparent()
    assert home is not None
    before = entry.getprevious()
    if entry.getnext() is None:
        if before is not None:
            before.tail = entry.tail
        else:
            home.text = entry.tail
    home.remove(entry)


# ---------------------------------------------------------------- the form
_DAYS: Final = ("birth", "death")


def form(entry: etree._Element) -> dict[str, str]:
    """An entry as the fields of a form; several values of one kind stand on a line each."""
    called = names(entry)
    main = [one for one in called if one.get("type") != "variant"]
    stated = entry.find(TEI + "sex")
    found = {
        "name": words(main[0]) if main else "",
        "variants": "\n".join(words(one) for one in called if one not in main[:1]),
        "sex": entry.get("sex") or (stated.get("value") or "" if stated is not None else ""),
        "identifiers": entry.get("corresp", ""),
        "type": entry.get("type", ""),
        "occupation": "; ".join(words(one) for one in entry.iterchildren(TEI + "occupation")),
        "note": " ".join(words(one) for one in entry.iterchildren(TEI + "note")),
        "coordinates": " ".join((entry.findtext(f"{TEI}location/{TEI}geo") or "").split()),
    }
    for name in _DAYS:
        day = entry.find(TEI + name)
        found[name] = (day.get("when") or "") if day is not None else ""
    return found


def fill(entry: etree._Element, fields: Mapping[str, str]) -> None:
    """Change the entry to what the form says; fields that it does not name stay as they are."""
    now = form(entry)
    changed = {name: value.strip() for name, value in fields.items() if name in now and value.strip() != now[name]}
    for name, value in changed.items():
        _check(entry, name, value)
        _SETTERS[name](entry, value)


def _check(entry: etree._Element, name: str, value: str) -> None:
    reason = ""
    if name in _DAYS and value:
        reason = fault("date", "when", value)
    elif name == "name" and not value:
        reason = "it has no name"
    elif name == "coordinates" and value and not _placed(value):
        reason = f"“{value}” are no coordinates; write latitude and longitude as 45.04 -3.9"
    elif name == "sex" and value not in ("", "M", "F", "O", "N", "U", "1", "2"):
        reason = f"“{value}” is none of M, F, O, N, U"
    elif any(not character.isprintable() and character != "\n" for character in value):
        reason = f"{name} holds a character that cannot be printed"
    if reason:
        raise fail("re-entry", entry.get(XML_ID, ""), reason=reason)


def _placed(value: str) -> bool:
    try:
        numbers = [float(one) for one in value.replace(",", " ").split()]
    except ValueError:
        return False
    return len(numbers) == _GEO and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


def _set_name(entry: etree._Element, value: str) -> None:
    called = [one for one in names(entry) if one.get("type") != "variant"]
    if called:
        for child in list(called[0]):
            called[0].remove(child)
        called[0].text = value
    else:
        made = etree.Element(_naming(entry))
        made.text = value
        _insert(described(entry), 0, made)


def _naming(entry: etree._Element) -> str:
    return TEI + NAME_TAGS[entry_kind(entry)]


def _set_variants(entry: etree._Element, value: str) -> None:
    called = names(entry)
    main = [one for one in called if one.get("type") != "variant"][:1]
    wanted = [" ".join(one.split()) for one in value.splitlines() if one.strip()]
    for one in called:
        if one not in main:
            if words(one) in wanted:
                wanted.remove(words(one))
            else:
                _remove(one)
    home = described(entry)
    at = max((home.index(one) for one in names(entry)), default=-1) + 1
    for number, variant in enumerate(wanted):
        made = etree.Element(_naming(entry), type="variant")
        made.text = variant
        _insert(home, at + number, made)


def _set_attribute(name: str, entry: etree._Element, value: str) -> None:
    stated = entry.find(TEI + "sex")
    if name == "sex" and stated is not None:
        _remove(stated)
    if value:
        entry.set(name, value)
    elif name in entry.attrib:
        del entry.attrib[name]


def _set_day(name: str, entry: etree._Element, value: str) -> None:
    day = entry.find(TEI + name)
    if day is None and value:
        day = etree.Element(TEI + name)
        _insert(entry, _place(entry, name), day)
    if day is not None:
        if value:
            day.set("when", value)
        else:
            _remove(day)


def _set_words(name: str, entry: etree._Element, value: str) -> None:
    for one in list(entry.iterchildren(TEI + name))[1:]:
        _remove(one)
    found = entry.find(TEI + name)
    if value and found is None:
        found = etree.Element(TEI + name)
        _insert(entry, _place(entry, name), found)
    if found is not None:
        if value:
            for child in list(found):
                found.remove(child)
            found.text = value
        else:
            _remove(found)


def _set_coordinates(entry: etree._Element, value: str) -> None:
    location = entry.find(TEI + "location")
    if not value:
        if location is not None:
            _remove(location)
        return
    if location is None:
        location = etree.Element(TEI + "location")
        _insert(entry, _place(entry, "location"), location)
    geo = location.find(TEI + "geo")
    if geo is None:
        geo = etree.SubElement(location, TEI + "geo")
    geo.text = " ".join(value.replace(",", " ").split())


_SETTERS: Final[Mapping[str, Any]] = {
    "name": _set_name,
    "variants": _set_variants,
    "sex": lambda entry, value: _set_attribute("sex", entry, value),
    "identifiers": lambda entry, value: _set_attribute("corresp", entry, value),
    "type": lambda entry, value: _set_attribute("type", entry, value),
    "birth": lambda entry, value: _set_day("birth", entry, value),
    "death": lambda entry, value: _set_day("death", entry, value),
    "occupation": lambda entry, value: _set_words("occupation", entry, value),
    "note": lambda entry, value: _set_words("note", entry, value),
    "coordinates": _set_coordinates,
}
_ORDER: Final = (
    *("persName", "placeName", "orgName", "title", "analytic", "monogr", "series"),
    *("sex", "birth", "death", "occupation", "location", "note"),
)
"""The order of the children of an entry, as the schema asks for it."""


def _place(entry: etree._Element, name: str) -> int:
    """Where a child of the name belongs."""
    later = _ORDER[_ORDER.index(name) + 1 :]
    for at, child in enumerate(entry):
        if isinstance(child.tag, str) and local(child) in later:
            return at
    return len(entry)


def _insert(entry: etree._Element, at: int, child: etree._Element) -> None:
    """Put a child in, white space as its neighbours have it."""
    if not len(entry):
        child.tail = None
    elif at == 0:
        child.tail = entry.text
    else:
        child.tail = entry[at - 1].tail
        entry[at - 1].tail = entry.text if entry.text and not entry.text.strip() else entry[at - 1].tail
    entry.insert(at, child)
