"""The right side of a citation: the imprint in brackets, then volume, chapter and pages.

TEI Guidelines 3.12.2 (components of bibliographic references).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rubricator.annotate.citations.vocabulary import CitationWords
from rubricator.reading.figures import ROMAN, roman
from rubricator.reading.words import CAPITALISED, UPPER, letters

YEAR: Final = r"(?:1[4-9]|20)\d\d"
_NUMBER: Final = rf"(?:\d+|{ROMAN}\b)"
_RANGE: Final = rf"{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?"
_PAGE: Final = r"\d+[a-d]?(?:\s?[-–]\s?\d+)?(?:n(?:n?\.)?(?:\s?\d+)?(?!\w))?(?:\s?ff?\b\.?|\s?et\sseq\.?)?"
_MORE_PAGES: Final = (
    r"(?:(?:,\s?|\s(?:and|&)\s)(?!(?:1[4-9]|20)\d\d(?![-–\d]))" + _PAGE + rf"(?![\w.]*\w)(?!\s{CAPITALISED}\s\d{{4}}))*"
)
_SMALL_ROMAN: Final = r"[ivxlc]+"
_ROMAN_PAGE: Final = rf"{_SMALL_ROMAN}(?:[-–]{_SMALL_ROMAN})?\b"

LOCATOR: Final = re.compile(
    rf"""(?:
      (?P<page>\b[Pp]p?\.\s?|\bS\.\s(?=\d)|\b[Pp]p?\s(?=\d)|\b[Pp]ages?\s)(?P<pages>{_PAGE}{_MORE_PAGES}|{_ROMAN_PAGE})
    | (?P<volume>\b(?:[Vv]ols?\.?|[Vv]olumes?|[Bb]d\.|[Tt]omes?|[Tt]\.(?=\s?[IVXLC\d]))\s?
        (?P<volumes>{_RANGE}|[Oo]ne|[Tt]wo))
    | (?P<issue>\b(?:[Nn]os?\.|[Nn]umbers?|№)\s?(?P<issues>\d+(?:[-–/]\d+)?))
    | (?P<part>\b(?:[Pp]arts?|[Pp]t\.|[Bb]ooks?|[Bb]k\.)\s(?P<parts>{_RANGE}|[Oo]ne|[Tt]wo|[Tt]hree))
    | (?P<chapter>\b(?:[Cc]hapters?|[Cc]haps?\.|[Cc]hs?\.)\s?(?P<chapters>{_RANGE}|{CAPITALISED}\b))
    | (?P<section>(?:§§?|\b[Ss]ections?|\b[Ss]ect?s?\.)\s?(?P<sections>{_RANGE}))
    )""",
    re.VERBOSE,
)
"""One statement of where in a work; the group that matched names the unit."""

_PASSIM: Final = re.compile(r"(?:\s*,)?\s*(?:and\s+)?passim\b")
_BETWEEN: Final = re.compile(r"(?:\s*[,:])?\s*(?:and\s+)?")
_BARE_PAGES: Final = re.compile(rf"\s*[:,]\s*(?P<pages>\d+(?:[-–]\d+){_MORE_PAGES})")
_ONLY_PAGES: Final = re.compile(rf",\s(?P<pages>\d{{1,4}}(?:[-–]\d+)?{_MORE_PAGES})(?=[.;)\]]*\s*$|[.;)\]]\s)")
_VOLUME_PAGE: Final = re.compile(
    rf",\s(?P<scope>{_SMALL_ROMAN})\.\s(?P<pages>\d{{1,4}}(?:[-–]\d+)?{_MORE_PAGES})(?=[.;,)\]]|\s*$)"
)
_ONE_PAGE: Final = re.compile(
    rf"(?P<first>\d+|{_SMALL_ROMAN})[a-d]?(?:\s?[-–]\s?(?P<last>\d+|{_SMALL_ROMAN}))?[^,&]*?(?=,|\s(?:and|&)\s|$)"
)
_SCOPES: Final = {"volume": "volumes", "issue": "issues", "part": "parts"}
_RANGES: Final = {"chapter": "chapters", "section": "sections"}
_TWO: Final = re.compile(r"(\w+)(?:\s?[-–/]\s?(\w+))?")
_WORDS: Final = {"one": "1", "two": "2", "three": "3"}

IMPRINT: Final = re.compile(
    rf"[(\[](?P<body>[^()\[\]\n]{{0,120}}?)\[?(?<![\d/–-])(?P<year>{YEAR})(?:[-–/](?P<last>\d\d(?:\d\d)?))?\]?"
    rf"(?P<after>[,;] (?:repr|rpt|reprinted|new|first)\b[^()\n]{{0,40}})?[)\]]"
    rf"|\((?P<undated>[^()\n]{{2,80}}, n\.d\.)\)"
)
"""Place, publisher and year in brackets, not yet checked."""

_EDITION: Final = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth|rev(?:ised|\.)?|new|enlarged|expanded)"
    r"(?: (?:rev(?:ised|\.)?|enlarged))? (?:edn?\.?|edition)|\d+ vols?\.?",
    re.IGNORECASE,
)
_EDITED: Final = re.compile(
    r"(?:eds?|trans|tr|edited|translated|comp)\b\.?(?: and (?:ed|trans|tr)\.?)?(?: by)? (?P<name>[^,;:]+)"
)
_PLACE: Final = re.compile(
    rf"(?:(?:St|Saint|New|San|The|Los|Le|La|Den)\.? )?[{UPPER}][\w’'.-]*"
    rf"(?: (?:am|on|upon|of|sur|a\. ?M\.|[{UPPER}][\w’'-]*)){{0,3}}"
)
_PIECE: Final = re.compile(r"[^,:;]+")
_PLACES_APART: Final = re.compile(r" and | & |/|–")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a citation: a layer, its span in the reading, and attributes."""

    layer: str
    start: int
    end: int
    attrs: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------- volume, chapter, pages
def locators(text: str, at: int, stop: int, *, journal: bool = False, bare: bool = False) -> tuple[int, list[Part]]:
    """End and parts of what follows a work: volumes, chapters, pages, ``passim``.

    `bare`: a number alone will do for a page, a small Roman one before it for a volume.
    """
    parts: list[Part] = []
    if bare and (found := _VOLUME_PAGE.match(text, at, stop) or _ONLY_PAGES.match(text, at, stop)):
        if found.groupdict().get("scope"):
            number = arabic(found["scope"])
            parts.append(Part("biblScope", *found.span("scope"), {"unit": "volume", "from": number, "to": number}))
        return found.end(), [*parts, *_pages(found)]
    while True:
        gap = _BETWEEN.match(text, at, stop)
        found = LOCATOR.match(text, gap.end(), stop) if gap else None
        if not found and journal and (found := _BARE_PAGES.match(text, at, stop)):
            journal = False
        if not found:
            break
        parts += located(found)
        at = found.end()
    if parts and (found := _PASSIM.match(text, at, stop)):
        at = found.end()
    return at, parts


def located(found: re.Match[str]) -> Iterator[Part]:
    """The parts of one match of `LOCATOR`: one for each stretch of pages, else one."""
    groups = found.groupdict()
    if groups.get("pages"):
        yield from _pages(found)
        return
    for unit, numbers in (_SCOPES | _RANGES).items():
        if groups.get(unit):
            layer = "biblScope" if unit in _SCOPES else "citedRange"
            yield Part(layer, found.start(unit), found.end(unit), {"unit": unit, **_ends(groups[numbers] or "")})


def _pages(found: re.Match[str]) -> Iterator[Part]:
    offset, start = found.start("pages"), found.start("page") if "page" in found.re.groupindex else found.start("pages")
    for one in _ONE_PAGE.finditer(found["pages"]):
        if not one["first"]:
            continue
        first, last = one["first"], one["last"] or one["first"]
        attrs = {"unit": "page", "from": first, "to": whole_end(first, last)}
        if not one["last"] and re.search(r"\d\s?ff?\b|seq", one[0]):
            del attrs["to"]
        yield Part("citedRange", start if not one.start() else offset + one.start(), offset + one.end(), attrs)


def whole_end(first: str, last: str) -> str:
    """The last number written out: ``129-30`` ends at 130."""
    if first.isdecimal() and last.isdecimal() and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last


def _ends(numbers: str) -> dict[str, str]:
    found = _TWO.match(numbers)
    if not found:
        return {}
    first = arabic(found[1])
    return {"from": first, "to": whole_end(first, arabic(found[2])) if found[2] else first}


def arabic(number: str) -> str:
    """Roman numerals and the first few words as digits; other words as they are."""
    if number.lower() in _WORDS:
        return _WORDS[number.lower()]
    value = roman(number, strict=False)
    return str(value) if value else number


# ---------------------------------------------------------------- imprint
def imprint(found: re.Match[str], words: CitationWords) -> list[Part] | None:
    """The parts of a match of `IMPRINT`, None where what stands before the year is no imprint."""
    if found["undated"]:
        return _before_year(found, "undated", len("n.d."), words)
    if found["body"] and not found["body"].endswith((" ", "[")):
        return None
    parts = _before_year(found, "body", 0, words)
    return None if parts is None else [*parts, _year(found)]


def _year(found: re.Match[str]) -> Part:
    if not found["last"]:
        return Part("date", *found.span("year"), {"when": found["year"]})
    last = whole_end(found["year"], found["last"])
    return Part("date", found.start("year"), found.end("last"), {"from": found["year"], "to": last})


def _before_year(found: re.Match[str], group: str, cut: int, words: CitationWords) -> list[Part] | None:
    offset, body = found.start(group), found[group][: len(found[group]) - cut]
    parts: list[Part] = []
    for one in _PIECE.finditer(body):
        piece = one[0].strip(" [")
        start = offset + one.start() + one[0].find(piece)
        if not piece or (parts and piece in words.states):
            continue
        made = _piece(piece, start, [part.layer for part in parts], words)
        if made is None:
            return None
        parts += made
    return parts


def _piece(piece: str, start: int, before: list[str], words: CitationWords) -> list[Part] | None:
    """Parts of one stretch between commas; None where it can stand in no imprint."""
    if _EDITION.fullmatch(piece):
        return []
    if edited := _EDITED.fullmatch(piece):
        return [Part("editor", start + edited.start("name"), start + len(piece))]
    if words.publishers & set(letters.findall(piece)) and piece[0].isupper():
        return [Part("publisher", start, start + len(piece))]
    if not piece.strip() or piece.split()[0] in words.months or not piece[0].isupper():
        return None
    if "pubPlace" in before:
        return [Part("publisher", start, start + len(piece))] if "publisher" not in before else None
    places = list(_apart(piece, start))
    return places if all(_PLACE.fullmatch(piece, at, end) for at, end in _spans(piece)) else None


def _spans(piece: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _PLACES_APART.finditer(piece):
        yield at, cut.start()
        at = cut.end()
    yield at, len(piece)


def _apart(piece: str, start: int) -> Iterator[Part]:
    for at, end in _spans(piece):
        yield Part("pubPlace", start + at, start + end)
