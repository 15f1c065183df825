"""What is strange in authority files: coordinates, dates of a life, duplicates, lost letters, ids and links.

`load` refuses what cannot be read; this tells what can be read and is probably wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.model.authority import Authority, load
from rubricator.model.messages import Finding
from rubricator.model.name_forms import entry_kind, local, names, words
from rubricator.validate.restore import TEI

_ID: Final = re.compile(r"[^\W\d][\w.-]*")
_WIKIDATA: Final = re.compile(r"Q[1-9]\d*")
_LINKS: Final = {
    "wd": _WIKIDATA,
    "wikidata": _WIKIDATA,
    "viaf": re.compile(r"\d+"),
    "gnd": re.compile(r"[\dX-]+"),
    "geonames": re.compile(r"\d+"),
}
_ADDRESS: Final = re.compile(r"https?://[^/\s]+/(?:[^/\s]+/)?")
"""What stands before the id where it is written as an address."""
_SEXES: Final = frozenset("0129MFXUNO")
"""By ISO 5218 or a letter, as TEI P5 suggests."""
_OLDEST: Final = 120
"""Years that a life lasts at most."""
_SAME_PLACE: Final = 100
"""Kilometres within which two places of one name are one."""
_IN_COUNTRY: Final = 3500
"""Kilometres from the point given for a country, its capital, to its farthest corner, for all but the largest."""
_LARGE: Final = frozenset({"wd:Q159", "wd:Q30", "wd:Q16", "wd:Q148", "wd:Q408", "wd:Q155"})
"""Russia, the United States, Canada, China, Australia, Brazil."""
_EARTH: Final = 6371
_YEAR: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LIFE: Final = ("birth", "death")


def lint(files: Iterable[Path]) -> list[Finding]:
    """Every strange thing of some authority files, which are read as one."""
    known, homes, empty = load(paths := list(files)), dict[str, Path](), list[Finding]()
    for path in paths:
        entries = load([path]).entries
        homes |= dict.fromkeys(entries, path)
        empty += [] if entries else [Finding("au-empty", str(path))]
    return [*empty, *_found(known, homes)]


def _found(known: Authority, homes: Mapping[str, Path]) -> Iterator[Finding]:
    for id, entry in known.entries.items():
        for what, remedy in _strange(id, entry, known):
            yield _finding(homes, id, entry, what, remedy)
    for id, entry, what, remedy in (*_twice(known), *_linked_twice(known)):
        yield _finding(homes, id, entry, what, remedy)


def _finding(homes: Mapping[str, Path], id: str, entry: etree._Element, what: str, remedy: str) -> Finding:
    line = entry.sourceline if isinstance(entry.sourceline, int) else 0
    return Finding("au-strange", str(homes[id]), line, values={"id": id, "what": what, "remedy": remedy})


_Strange = Iterator[tuple[str, str]]


def _strange(id: str, entry: etree._Element, known: Authority) -> _Strange:
    if not _ID.fullmatch(id):
        yield "the id has characters that a pointer cannot hold", "use letters, digits, dot, hyphen"
    if not names(entry) and entry_kind(entry) != "bibl":
        yield "it has no name", "give it a persName, placeName or orgName"
    yield from _lost_letters(entry)
    yield from _links(entry)
    if local(entry) == "person":
        yield from _life(entry)
    if local(entry) == "place":
        yield from _position(entry, known)


def _lost_letters(entry: etree._Element) -> _Strange:
    """A form from which letters with marks were dropped: Wrocaw beside Wrocław."""
    called = [words(name) for name in names(entry)]
    for whole, form in ((one, two) for one in called for two in called if not one.isascii()):
        if form == "".join(letter for letter in whole if letter.isascii()) and form != _folded(whole):
            yield f"“{form}” is “{whole}” with letters lost", "write the form that people use, or drop it"


def _folded(name: str) -> str:
    """The name without accents; a letter that no accent makes stays."""
    return "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))


def _links(entry: etree._Element) -> _Strange:
    for pointer in (entry.get("corresp") or "").split():
        prefix, colon, rest = pointer.partition(":")
        form = _LINKS.get(prefix)
        if colon and form and not form.fullmatch(rest):
            yield f"{pointer} is no id of {prefix}", "correct it"
    for number in entry.iter(TEI + "idno"):
        kind, stated = (number.get("type") or "").casefold(), words(number)
        if (form := _LINKS.get(kind)) and not form.fullmatch(_ADDRESS.sub("", stated)):
            yield f"“{stated}” is no id of {kind}", "correct it"


# ---------------------------------------------------------------- lives
def _life(entry: etree._Element) -> _Strange:
    born, died = (_earliest(entry.find(TEI + name)) for name in _LIFE)
    if born and died and died < born[: len(died)]:
        yield "the death comes before the birth", "correct the dates"
    elif born and died and died[0] - born[0] > _OLDEST:
        yield f"the life lasted {died[0] - born[0]} years", "correct the dates"
    stated = {
        value for one in (entry.get("sex"), *(sex.get("value") for sex in entry.iter(TEI + "sex"))) if (value := one)
    }
    for value in sorted(stated):
        if value.upper()[:1] not in _SEXES:
            yield f"“{value}” states no sex", "write F, M, X or U"
    if len({value.upper()[:1] for value in stated}) > 1:
        yield "two sexes are stated", "keep one"


def _earliest(event: etree._Element | None) -> tuple[int, ...]:
    """Year, month and day of an event, as far as they are known."""
    when = (event.get("when") or event.get("notBefore") or event.get("from") or "") if event is not None else ""
    found = _YEAR.match(when)
    return tuple(int(part) for part in found.groups() if part) if found else ()


# ---------------------------------------------------------------- places
def _position(entry: etree._Element, known: Authority) -> _Strange:
    geo = entry.find(f".//{TEI}geo")
    if geo is None:
        return
    here = degrees(entry)
    if here is None:
        yield f"“{words(geo)}” are no coordinates", "write latitude and longitude in degrees: 52.1 23.7"
        return
    if not (-90 <= here[0] <= 90 and -180 <= here[1] <= 180):
        yield f"{words(geo)} lies nowhere on earth", "latitude comes first, then longitude"
        return
    for country in entry.iter(TEI + "country"):
        home = known.entries.get((country.get("ref") or "")[1:])
        there = degrees(home) if home is not None else None
        if (
            home is not None
            and there
            and (home.get("corresp") or "") not in _LARGE
            and _apart(here, there) > _IN_COUNTRY
        ):
            yield (
                f"it lies {_apart(here, there):.0f} km from {words(country)}",
                "correct the coordinates or the country",
            )


def degrees(entry: etree._Element) -> tuple[float, float] | None:
    """Latitude and longitude of a place; None where they are not known or cannot be read."""
    try:
        latitude, longitude = map(float, entry.findtext(f".//{TEI}geo", "").replace(",", " ").split())
    except ValueError:
        return None
    return latitude, longitude


def _apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Kilometres between two points (haversine)."""
    north, south = radians(one[0]), radians(two[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(two[1] - one[1]) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


# ---------------------------------------------------------------- duplicates
_Twice = Iterator[tuple[str, etree._Element, str, str]]


def _twice(known: Authority) -> _Twice:
    """Entries of one kind that have the same first name; places that lie far apart are two."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, entry in known.entries.items():
        for name in names(entry)[:1]:
            named[entry_kind(entry), words(name).casefold()].append(id)
    for ids in named.values():
        for first, second in combinations(ids, 2):
            one, two = known.entries[first], known.entries[second]
            here, there = degrees(one), degrees(two)
            if not (here and there and _apart(here, there) > _SAME_PLACE):
                yield second, two, f"{first} has the same name", "keep one, or tell them apart by their names"


def _linked_twice(known: Authority) -> _Twice:
    linked: dict[str, str] = {}
    for id, entry in known.entries.items():
        for pointer in (entry.get("corresp") or "").split():
            if pointer in linked:
                yield id, entry, f"{linked[pointer]} has the same link {pointer}", "keep one, or correct the link"
            linked.setdefault(pointer, id)
