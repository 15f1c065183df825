"""Entries of persons, places, bodies and works for what the text points to."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from lxml import etree

from rubricator.header.elements import e, spaced
from rubricator.model.document import Annotation, Document

_MENTIONS: Final = {"p": "person", "c": "person", "pl": "place", "o": "org", "b": "bibl"}
_NAMES: Final = {"person": "persName", "place": "placeName", "org": "orgName"}
_NAMING: Final = ("persName", "placeName", "orgName", "speaker", "role", "rs", "name")


def entries(
    document: Document, known: Mapping[str, etree._Element], pointed: Set[str], borne: Set[str]
) -> dict[str, etree._Element]:
    """Entries by id: the `known` ones pointed to, those that these point to, and new ones for the rest.

    `borne` are the ids that something in the text itself bears.
    """
    found: dict[str, etree._Element] = {}
    queue = sorted(pointed)
    while queue:
        key = queue.pop()
        if key in known and key not in found:
            found[key] = _pruned(known[key])
            queue += [ref for ref in _references(found[key]) if ref in known]
    found |= dict(_mentioned(document, pointed - found.keys() - borne))
    return dict(sorted(found.items()))


def _mentioned(document: Document, ids: Set[str]) -> Iterator[tuple[str, etree._Element]]:
    """Entries for ids that no authority file has, named as the text names them most fully."""
    fullest: dict[str, str] = {}
    for one in document.in_layer(*_NAMING):
        for name in ("ref", "who", "corresp"):
            key = one.attrs.get(name, "")
            if key in ids and one.end - one.start > len(fullest.get(key, "")):
                words = spaced(document.slice(one)).strip(" .:,[]()")
                fullest[key] = max(words, fullest.get(key, ""), key=len)
    for key in sorted(ids):
        kind = _MENTIONS.get(key.partition(".")[0])
        if kind == "bibl" and key.count("."):
            yield key, _work(document, key)
        elif kind and "." in key:
            called = e(_NAMES[kind], fullest.get(key) or key.partition(".")[2].replace("-", " ").title())
            yield key, e(kind, called, xml_id=key)


def _work(document: Document, key: str) -> etree._Element:
    """A work as its first citation describes it."""
    cited = next((a for a in document.in_layer("bibl") if a.attrs.get("corresp") == key), None)
    if cited is None:
        named = next((a for a in document.in_layer("title") if a.attrs.get("ref") == key), None)
        words = document.slice(named) if named else key
        return e("bibl", e("title", spaced(words), level=named.attrs.get("level", "m") if named else "m"), xml_id=key)
    parts = document.within(cited.start, cited.end, "author", "editor", "title", "pubPlace", "publisher", "date")
    children = [_field(document, part) for part in _outermost(parts)]
    return e("bibl", *(children or [e("title", spaced(document.slice(cited)))]), xml_id=key)


def _field(document: Document, part: Annotation) -> etree._Element:
    words = spaced(document.slice(part))
    keep = {name: value for name, value in part.attrs.items() if name in ("level", "type", "when", "from", "to")}
    if part.layer == "author":
        person = next(iter(document.within(part.start, part.end, "persName")), None)
        ref = person.attrs.get("ref") if person else None
        return e("author", e("persName", words, ref=f"#{ref}") if ref else words)
    return e(part.layer, words, xml_lang=part.attrs.get("lang", ""), **keep)


def _outermost(parts: Iterable[Annotation]) -> Iterator[Annotation]:
    end = -1
    for part in parts:
        if part.start >= end:
            yield part
            end = part.end


def _pruned(entry: etree._Element) -> etree._Element:
    """A copy without the white space of its file."""
    fresh = copy.deepcopy(entry)
    fresh.tail = None
    return fresh


def _references(entry: etree._Element) -> list[str]:
    found = (value for one in entry.iter() for name in ("ref", "who", "corresp") if (value := one.get(name)))
    return [part[1:] for value in found for part in value.split() if part.startswith("#")]
