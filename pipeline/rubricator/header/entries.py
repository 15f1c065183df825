"""Entries of persons, places, bodies and works for what the text points to."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from lxml import etree

from rubricator.header.elements import e, spaced
from rubricator.model.document import Annotation, Document
from rubricator.model.entities import kinds

_NAMES: Final = {"person": "persName", "place": "placeName", "org": "orgName"}
_PARTS: Final = ("roleName", "forename", "nameLink", "surname", "genName")
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


def relations(known: Iterable[etree._Element], ids: Set[str]) -> etree._Element | None:
    """How the entries of some ids are related to one another; None where nothing is said."""
    found = [_pruned(one) for one in known if _related(one) and _related(one) <= ids]
    return e("listRelation", *found) if found else None


def _related(relation: etree._Element) -> Set[str]:
    pointers = (relation.get(name, "").split() for name in ("active", "passive", "mutual"))
    return {one.removeprefix("#") for found in pointers for one in found}


def _mentioned(document: Document, ids: Set[str]) -> Iterator[tuple[str, etree._Element]]:
    """Entries for ids that no authority file has, named as the text names them most fully."""
    fullest: dict[str, str] = {}
    bearers: dict[str, Annotation] = {}
    for one in document.in_layer(*_NAMING):
        for name in ("ref", "who", "corresp"):
            key = one.attrs.get(name, "")
            if key in ids and one.end - one.start > len(fullest.get(key, "")):
                words = spaced(document.slice(one)).strip(" .:,[]()")
                bearers[key] = one if len(words) > len(fullest.get(key, "")) else bearers.get(key, one)
                fullest[key] = max(words, fullest.get(key, ""), key=len)
    known = kinds(document.annotations)
    for key in sorted(ids & known.keys()):
        kind = known[key]
        if kind == "bibl":
            yield key, _work(document, key)
            continue
        words = fullest.get(key) or key.partition(".")[2].replace("-", " ").title()
        parts = _divided(document, bearers[key], words) if kind == "person" and key in bearers else []
        yield key, e(kind, e(_NAMES[kind], *(parts or [words])), xml_id=key)


def _divided(document: Document, name: Annotation, words: str) -> list[etree._Element | str]:
    """A name by its tagged parts with the words between them; nothing where no part is tagged, or more was printed."""
    pieces: list[etree._Element | str] = []
    at = name.start
    found = list(_outermost(document.within(name.start, name.end, *_PARTS)))
    for part in found:
        pieces += [_ends_kept(document.text[at : part.start]), e(part.layer, spaced(document.slice(part)))]
        at = part.end
    pieces.append(_ends_kept(document.text[at : name.end]))
    whole = "".join(one if isinstance(one, str) else one.text or "" for one in pieces)
    return pieces if found and whole == words else []


def _ends_kept(words: str) -> str:
    """Words with one space between them, and at an end that has any."""
    return _SPACE.sub(" ", words)


_SPACE: Final = re.compile(r"\s+")


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
