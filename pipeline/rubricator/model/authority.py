"""Authority files to persons, places, bodies and works; look-up only.

An authority file is TEI: ``standOff`` with ``listPerson``, ``listPlace``, ``listOrg`` and ``listBibl``
(TEI Guidelines 14.3 and 17.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.model.entities import INVENTED
from rubricator.model.messages import Finding, RubricatorError
from rubricator.model.name_forms import (
    ENTRY_TAGS,
    NAME_TAGS,
    TEI,
    alike,
    entry_kind,
    forms,
    local,
    names,
    unaccented,
    words,
)
from rubricator.model.xmlfile import parse

XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_ENTRIES: Final = tuple(TEI + tag for tag in ENTRY_TAGS)
_LISTS: Final = tuple(TEI + "list" + tag.capitalize() for tag in NAME_TAGS)
_TELLING: Final = (TEI + "surname", TEI + "addName")
_WORD: Final = re.compile(r"\w+")
_EDGES: Final = re.compile(r"^\W+|(?:'s|')?\W*$")


@dataclass(frozen=True)
class Authority:
    """All entries of the authority files by id: TEI elements person, place, org, bibl, biblStruct."""

    entries: Mapping[str, etree._Element] = field(default_factory=dict)
    relations: Sequence[etree._Element] = ()
    """How entries are related: TEI elements relation."""

    def find(self, name: str) -> list[str]:
        """Ids of the entries that a name may mean, case apart; those it names in full come first.

        A surname, a full name, initials with surname, a variant; ``'s`` and full stops at the end are
        no part of it; nor are words of rank at its start where the rest is a name (``General Hoffmann``).
        Without entry: an empty list.
        """
        wanted = _key(name)
        while wanted:
            if found := self._named(wanted):
                return found
            _, _, wanted = wanted.partition(" ")
        return []

    def _named(self, wanted: str) -> list[str]:
        ids = self.sharing_words(wanted, forenames=True)
        weighed = [
            (-weight, at, id)
            for at, id in enumerate(ids)
            for text, weight in self.forms(id).items()
            if text.casefold() == wanted
        ]
        return list(dict.fromkeys(id for _, _, id in sorted(weighed)))

    def sharing_words(self, text: str, *, forenames: bool = False) -> list[str]:
        """Ids of the entries whose surname, or else longest word of a name, the text has, in file order.

        With `forenames` those too of which it has a forename only.
        """
        found: set[str] = set()
        if not self.entries:
            return []
        for word in set(_WORD.findall(text.casefold())):
            found.update(self._by_word.get(word, ()))
            if forenames:
                found.update(self._by_forename.get(word, ()))
        return sorted(found, key=self._order.__getitem__)

    def forms(self, id: str) -> Mapping[str, int]:
        """The printed forms of an entry's names, with their weights (see `rubricator.name_forms`)."""
        if id not in self._forms:
            self._forms[id] = forms(self.entries[id])
        return self._forms[id]

    def kind(self, id: str) -> str:
        """``person``, ``place``, ``org`` or ``bibl``; empty without entry."""
        return entry_kind(self.entries[id]) if id in self.entries else ""

    def fictional(self, id: str) -> bool:
        """True for an invented person: one whose list is of the type ``fictional``, or whom the program named so."""
        if id not in self.entries:
            return id.startswith(INVENTED)
        home = self.entries[id].getparent()
        return home is not None and home.get("type") == "fictional"

    def label(self, id: str) -> str:
        """The entry's first name, titles of rank apart; empty without entry."""
        entry = self.entries.get(id)
        found = names(entry) if entry is not None else []
        return _without_role(found[0]) if found else ""

    def sex(self, id: str) -> str:
        """``M`` or ``F``; empty where the entry does not tell, or there is none."""
        entry = self.entries.get(id)
        if entry is None:
            return ""
        stated = entry.find("{*}sex")
        value = entry.get("sex") or (stated.get("value") if stated is not None else "") or ""
        return {"1": "M", "2": "F"}.get(value, value.upper()[:1])

    def roles(self, id: str) -> frozenset[str]:
        """The titles of rank in an entry's names, as printed there."""
        entry = self.entries.get(id)
        return frozenset(map(words, entry.iter("{*}roleName"))) if entry is not None else frozenset()

    def level(self, id: str) -> str:
        """The bibliographic level (a, m, j) of a work's title; empty without."""
        titles = names(self.entries[id]) if self.kind(id) == "bibl" else []
        return (titles[0].get("level") or "") if titles else ""

    @cached_property
    def _forms(self) -> dict[str, Mapping[str, int]]:
        return {}

    @cached_property
    def _order(self) -> dict[str, int]:
        return {id: at for at, id in enumerate(self.entries)}

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Ids by a word that every form of one of their names needs."""
        table: dict[str, list[str]] = {}
        for id, entry in self.entries.items():
            needed: set[str] = set()
            for name in names(entry):
                needed.update(_needed(name))
            for word in needed:
                table.setdefault(word, []).append(id)
        return table

    @cached_property
    def _by_forename(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for id, entry in self.entries.items():
            for word in {words(one).casefold() for one in entry.iter("{*}forename")}:
                table.setdefault(word, []).append(id)
        return table


def _needed(name: etree._Element) -> list[str]:
    """The words by one of which a name is found: the longest of a surname, of a by-name, else of the whole."""
    found: list[str] = []
    children = [words(child) for child in name.iterchildren(*_TELLING)] if len(name) else []
    for piece in children or [words(name)]:
        folded = piece.casefold()
        if folded.isalpha():
            found.append(folded)
        else:
            found += _longest(folded)
        if not folded.isascii():
            found += _longest(unaccented(folded))
    return found


def _longest(text: str) -> list[str]:
    found = _WORD.findall(text)
    return [max(found, key=len)] if found else []


def _key(name: str) -> str:
    return " ".join(_EDGES.sub("", alike(name)).split()).casefold()


def _without_role(name: etree._Element) -> str:
    kept = [name.text or ""]
    for child in name:
        if isinstance(child.tag, str) and local(child) != "roleName":
            kept.append(words(child))
        kept.append(child.tail or "")
    return " ".join("".join(kept).split())


def load(paths: Iterable[Path]) -> Authority:
    """Read authority files, in order; entries keep the order of the files.

    Raises RubricatorError with every fault: au-xml for a file that is not well-formed, xm-doctype for one
    that declares a document type, au-duplicate for an id given twice, au-id for an entry without one.
    """
    entries: dict[str, etree._Element] = {}
    homes: dict[str, Path] = {}
    faults: list[Finding] = []
    relations: list[etree._Element] = []
    for path in paths:
        root = _root(path)
        relations += root.iterfind(f".//{TEI}listRelation/{TEI}relation")
        for entry in _entries(root):
            id = entry.get(XML_ID)
            line = _line(entry)
            if not id:
                what = f"{local(entry)} {words(entry)[:40]}".strip()
                faults.append(Finding("au-id", str(path), line, values={"what": what}))
            elif id in entries:
                values = {"id": id, "other": f"{homes[id]}:{_line(entries[id])}"}
                faults.append(Finding("au-duplicate", str(path), line, values=values))
            else:
                entries[id], homes[id] = entry, path
    if faults:
        raise RubricatorError(*faults)
    return Authority(entries, tuple(relations))


def _line(entry: etree._Element) -> int:
    return entry.sourceline if isinstance(entry.sourceline, int) else 0


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """The entries of the lists, those of the header (the file's own description) left out."""
    for one in root.iter(*_LISTS):
        yield from one.iterchildren(*_ENTRIES)


def _root(path: Path) -> etree._Element:
    """Root of a file, its comments and processing instructions left out."""
    root = parse(path, code="au-xml")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root
