"""Name forms: the ways in which a text may print the name of an authority entry.

The parts of a name (TEI Guidelines 14.2.1, Personal Names) yield its shorter and its initialled forms;
nothing here looks at a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

WHOLE: Final = 3
"""Weight of a form that alone identifies: a whole name, a variant, a place, a body, a title."""
SURNAME: Final = 2
"""Weight of a surname alone."""
FORENAME: Final = 1
"""Weight of a forename alone; too weak outside fiction."""

NAME_TAGS: Final = {"person": "persName", "place": "placeName", "org": "orgName", "bibl": "title"}
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
ENTRY_TAGS: Final = (*NAME_TAGS, "biblStruct")
"""Elements that are entries: of a work either the loose or the structured reference."""
_PARTS: Final = tuple(TEI + part for part in ("forename", "nameLink", "surname", "genName", "addName"))
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[ -]?)+")
_ALIKE: Final = (
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"}
    | dict.fromkeys("\t\n\x0b\x0c\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
)
_ALIKE_TABLE: Final = str.maketrans(_ALIKE)


class Parts(NamedTuple):
    """The parts of a personal name, each in printed order; `plain` where it is not divided."""

    forenames: tuple[str, ...] = ()
    link: str = ""
    surname: str = ""
    generation: str = ""
    added: tuple[str, ...] = ()
    plain: str = ""


def slug(name: str, otherwise: str = "x") -> str:
    """A name as part of an id: small Latin letters, digits and hyphens; `otherwise` where it has none of them."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.replace("'", "")).strip("-") or otherwise


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: etree._Element) -> str:
    """The text of an element on one line."""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return text if text.isalpha() else " ".join(text.split())


def alike(text: str) -> str:
    """The text with apostrophes, hyphens and white space made alike, character by character."""
    if text.isascii() or len(text) < 500:
        return text.translate(_ALIKE_TABLE)
    for char, plain in _ALIKE.items():  # for a long text a third of the time of translate
        text = text.replace(char, plain)
    return text


def entry_kind(entry: etree._Element) -> str:
    """``person``, ``place``, ``org`` or ``bibl``, however the entry is written."""
    return "bibl" if local(entry) == "biblStruct" else local(entry)


def described(entry: etree._Element) -> etree._Element:
    """The element whose children name what an entry is about: of a structured reference its first part with a title."""
    if local(entry) != "biblStruct":
        return entry
    return next((part for part in entry if part.find(TEI + "title") is not None), entry)


def names(entry: etree._Element) -> list[etree._Element]:
    """The elements of an entry that hold its names; offices are none."""
    called = TEI + NAME_TAGS[entry_kind(entry)]
    return [child for child in described(entry).iterchildren(called) if child.get("type") != "office"]


def parts(name: etree._Element) -> Parts:
    """Divide a persName by its children.

    Of words before the surname that are no element, those with capitals are given names, the others lead on to it.
    """
    found: dict[str, list[str]] = {}
    for child in name.iterchildren(*_PARTS):
        found.setdefault(local(child), []).append(words(child))
    if not found:
        return Parts(plain=words(name))
    bare = (name.text or "").split() if "surname" in found else []
    links = (one for one in bare if not one[0].isupper())
    return Parts(
        (*(one for one in bare if one[0].isupper()), *found.get("forename", ())),
        " ".join((*links, *found.get("nameLink", ()))),
        " ".join(found.get("surname", ())),
        " ".join(found.get("genName", ())),
        tuple(found.get("addName", ())),
    )


def forms(entry: etree._Element) -> dict[str, int]:
    """Every form of an entry with its weight, apostrophes and hyphens alike, capitals as names have them.

    Accents may be missing in print. An article at the start of a form (``the Soviets``) is a context that
    it needs, not a part of it.
    """
    best: dict[str, int] = {}
    person = local(entry) == "person"
    for name in names(entry):
        for text, weight in person_forms(parts(name)) if person else ((words(name), WHOLE),):
            if text and weight > best.get(text, 0):
                best[text] = weight
    ranked = sorted(best.items(), key=lambda form: form[1])
    plain = {unaccented(alike(text)): weight for text, weight in ranked}
    return plain | {alike(text): weight for text, weight in ranked}


def unaccented(text: str) -> str:
    """The text as print without accents has it (``Kuhlmann``)."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def person_forms(name: Parts) -> Iterator[tuple[str, int]]:
    """Forms of a personal name with their weights."""
    if name.plain:
        yield name.plain, WHOLE
    for added in name.added:
        yield added, WHOLE
    if name.surname:
        yield from _with_surname(name)
    elif name.forenames:
        yield from _without_surname(name)


def _with_surname(name: Parts) -> Iterator[tuple[str, int]]:
    surname, family = name.surname, f"{name.link} {name.surname}".lstrip()
    for given in _given(name.forenames):
        yield f"{given} {family}", WHOLE
        if name.generation:
            yield f"{given} {family} {name.generation}", WHOLE
    yield surname, SURNAME
    if name.link:
        yield family, SURNAME
        yield family[0].upper() + family[1:], SURNAME
    for given in name.forenames:
        if not _INITIALS.fullmatch(given):
            yield given, FORENAME


def _without_surname(name: Parts) -> Iterator[tuple[str, int]]:
    given = " ".join(name.forenames)
    yield f"{given} {name.generation}".rstrip(), WHOLE
    if name.generation:
        yield given, FORENAME


def _given(forenames: tuple[str, ...]) -> Iterable[str]:
    """``Mikhail Nikolaevich``, ``Mikhail``, ``M.N.``, ``M. N.``, ``M.``."""
    if not forenames:
        return
    yield forenames[0]
    if len(forenames) > 1:
        yield " ".join(forenames)
    initials = [part[0] + "." for name in forenames for part in name.replace(".", " ").split()]
    yield initials[0]
    if len(initials) > 1:
        yield "".join(initials)
        yield " ".join(initials)
