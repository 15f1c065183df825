"""Name forms: the ways in which a text may print the name of an authority entry.

The parts of a name (TEI Guidelines 14.2.1, Personal Names) yield its shorter and its initialled forms;
nothing here looks at a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

WHOLE: Final = 3
"""Weight of a form that alone identifies: a whole name, a variant, a place, a body, a title."""
SURNAME: Final = 2
"""Weight of a surname alone."""
FORENAME: Final = 1
"""Weight of a forename alone; too weak outside fiction."""

NAME_TAGS: Final = {"person": "persName", "place": "placeName", "org": "orgName", "bibl": "title"}
_SPACES: Final = re.compile(r"\s+")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[ -]?)+")
_ALIKE: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"}
    | dict.fromkeys("\t\n\x0b\x0c\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """One printed form; an article at its start (``the Soviets``) is a context it needs, not a part of it."""

    text: str
    weight: int = WHOLE


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a personal name, each in printed order; `plain` where it is not divided."""

    forenames: tuple[str, ...] = ()
    link: str = ""
    surname: str = ""
    generation: str = ""
    added: tuple[str, ...] = ()
    plain: str = ""


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def words(element: etree._Element) -> str:
    """The text of an element on one line."""
    return _SPACES.sub(" ", "".join(map(str, element.itertext()))).strip()


def alike(text: str) -> str:
    """The text with apostrophes, hyphens and white space made alike, character by character."""
    return text.translate(_ALIKE)


def names(entry: etree._Element) -> list[etree._Element]:
    """The elements of an entry that hold its names; offices are none."""
    tag = NAME_TAGS[local(entry)]
    return [child for child in entry.iterchildren(f"{{*}}{tag}") if child.get("type") != "office"]


def parts(name: etree._Element) -> Parts:
    """Divide a persName by its children."""
    found: dict[str, list[str]] = {}
    for child in name.iter("{*}forename", "{*}nameLink", "{*}surname", "{*}genName", "{*}addName"):
        found.setdefault(local(child), []).append(words(child))
    if not found:
        return Parts(plain=words(name))
    return Parts(
        tuple(found.get("forename", ())),
        " ".join(found.get("nameLink", ())),
        " ".join(found.get("surname", ())),
        " ".join(found.get("genName", ())),
        tuple(found.get("addName", ())),
    )


def forms(entry: etree._Element) -> list[NameForm]:
    """Every form of an entry, the strongest of equal ones only."""
    best: dict[str, int] = {}
    for form in _all_forms(entry):
        text = alike(form.text)
        best[text] = max(form.weight, best.get(text, 0))
    return [NameForm(text, weight) for text, weight in best.items() if text]


def _all_forms(entry: etree._Element) -> Iterator[NameForm]:
    for name in names(entry):
        if local(entry) == "person":
            yield from person_forms(parts(name))
        else:
            yield NameForm(words(name))


def person_forms(name: Parts) -> Iterator[NameForm]:
    """Forms of a personal name, for labels in capitals too."""
    for form in _mixed_case(name):
        yield form
        if form.weight > FORENAME:
            yield NameForm(form.text.upper(), form.weight)


def _mixed_case(name: Parts) -> Iterator[NameForm]:
    if name.plain:
        yield NameForm(name.plain)
        return
    yield from (NameForm(added) for added in name.added)
    if not name.surname:
        yield from _without_surname(name)
        return
    family = _joined(name.link, name.surname)
    for given in _given(name.forenames):
        yield NameForm(_joined(given, family, name.generation))
        yield NameForm(_joined(given, family))
    for one in {family, name.surname}:
        yield NameForm(one, SURNAME)
        yield NameForm(one[:1].upper() + one[1:], SURNAME)
    yield from (NameForm(given, FORENAME) for given in name.forenames if not _INITIALS.fullmatch(given))


def _without_surname(name: Parts) -> Iterator[NameForm]:
    given = " ".join(name.forenames)
    yield NameForm(_joined(given, name.generation))
    if name.generation:
        yield NameForm(given, FORENAME)


def _given(forenames: tuple[str, ...]) -> Iterable[str]:
    """``Mikhail Nikolaevich``, ``Mikhail``, ``M.N.``, ``M. N.``, ``M.``."""
    if not forenames:
        return
    yield " ".join(forenames)
    yield forenames[0]
    initials = [part[0] + "." for name in forenames for part in name.replace(".", " ").split()]
    yield "".join(initials)
    yield " ".join(initials)
    yield initials[0]


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
