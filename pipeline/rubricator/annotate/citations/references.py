"""Cross-references: to a note, a page or a chapter of the same book (3.7 [COXR])."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rubricator.annotate.citations.tail import arabic
from rubricator.annotate.citations.vocabulary import citation_words
from rubricator.model.document import Annotation, Document
from rubricator.reading.corrected import Reading, near
from rubricator.reading.figures import ROMAN
from rubricator.reading.words import CAPITALISED

_CHAPTER: Final = rf"[Cc]h(?:apter|ap\.|\.)\s(?:\d+|{ROMAN}|{CAPITALISED})\b"
_CUE: Final = r"\b(?:[Ss]ee|[Cc]f\.|[Cc]ompare|[Vv]ide)\s(?:also\s|again\s|above,?\s|below,?\s)?"
_WHERE: Final = r"(?P<where>,?\s(?:above|below)\b)?"
_THERE: Final = r"(?P<there>\b(?:[Aa]bove|[Bb]elow),?\s)"
_NOTE: Final = re.compile(
    rf"(?:(?P<cue>{_CUE})|{_THERE})?(?P<whole>\b(?:[Nn]otes?|nn?\.)\s(?P<n>\d+)"
    rf"(?P<chapter>(?:\sto|\sof|\sin|,)\s(?:the\s)?{_CHAPTER})?(?:,\spp?\.\s?\d+)?{_WHERE})"
)
_ALSO_NOTE: Final = re.compile(rf",?\sand\s(?P<whole>(?P<n>\d+)(?P<chapter>,\s{_CHAPTER})?{_WHERE})")
_PAGES: Final = r"pp?\.\s?\d+n?(?:[-–]\d+)?"
_HERE: Final = r"of\sthis\s(?:book|work|volume|history|study|edition)"
_PAGE: Final = re.compile(rf"(?:{_CUE}|{_THERE})(?P<whole>{_PAGES}(?:,?\s(?:above|below)|\s{_HERE})?)(?=[\s.,;:)\]])")
_PAGE_HERE: Final = re.compile(rf"(?<!\w)(?P<whole>{_PAGES},?\s(?:above|below|{_HERE}))\b")
_BOOK: Final = re.compile(rf"\b(?P<whole>(?:the\s(?:\w+\s)?(?:chapter|section|part)|{_CHAPTER})\s{_HERE})\b")
_DIVISION: Final = re.compile(rf"{_CUE}(?P<whole>{_CHAPTER})(?=[\s.,;:)\]])")
_IN_DIVISION: Final = re.compile(
    rf"\b[Ii]n\s(?P<whole>{_CHAPTER}(?:,?\s(?:above|below)\b)?)(?=[,.;:)\]]|\s(?!of\b|\())"
)
_NEIGHBOUR: Final = re.compile(
    rf"(?:{_CUE}|\b[Ii]n\s)(?P<whole>(?:the\s)?(?P<way>preceding|previous|foregoing|next|following)\s(?P<what>note|chapter))"
    r"\b(?!\sof\b)"
)
_PAGE_SEEDS: Final = (
    (_PAGE, ("p.",)),
    (_PAGE_HERE, (" above", " below", " of this ")),
    (_BOOK, (" of this ",)),
    (_DIVISION, ("hapter",)),
    (_IN_DIVISION, ("n Ch", "n ch")),
)
"""A few letters that every match holds, to look only near them."""
_REACH: Final = 80
_WAYS: Final = {"next": 1, "following": 1}


@dataclass(frozen=True)
class _Places:
    """What of this document can be referred to."""

    document: Document
    language: str

    @cached_property
    def notes(self) -> Mapping[str, Sequence[Annotation]]:
        """Notes by their numbers."""
        found: dict[str, list[Annotation]] = {}
        for note in self.document.in_layer("note"):
            found.setdefault(note.attrs.get("n", ""), []).append(note)
        return found

    @cached_property
    def chapters(self) -> list[Annotation]:
        """Divisions with a number and an id."""
        return [one for one in self.document.in_layer("div") if {"n", "id"} <= one.attrs.keys()]

    @cached_property
    def _calls(self) -> Mapping[str, int]:
        return {one.attrs.get("id", ""): one.start for one in self.document.in_layer("noteref")}

    def note(self, found: re.Match[str], start: int) -> str:
        """Id of the note meant; empty where there is none of the number, or the chapter is not of this document."""
        same = list(self.notes.get(found["n"], ()))
        given = found.groupdict()
        where = " ".join(filter(None, (given.get(name) for name in ("where", "cue", "there")))).lower()
        if found["chapter"]:
            held = [one for one in self.chapters if one.attrs["id"] == self.chapter(found["chapter"])]
            same = [one for one in same if held and self._called_in(one, held[0])]
        own = [one for one in same if one.start <= start < one.end]
        if "above" in where:
            same = [one for one in same if one.end <= start][-1:] or own
        elif "below" in where:
            same = [one for one in same if one.start > start][:1] or own
        nearest = min(same, key=lambda one: (one in own, abs(one.start - start)), default=None)
        return nearest.attrs.get("id", "") if nearest else ""

    def _called_in(self, note: Annotation, chapter: Annotation) -> bool:
        call = self._calls.get(note.attrs.get("target", ""), note.start)
        return chapter.start <= call < chapter.end

    def chapter(self, words: str) -> str:
        """Id of the chapter meant, by its number in figures or words; empty where this document lacks it."""
        if "hap" not in words:
            return ""
        listed, said = citation_words(self.language), words.lower().replace(".", " ").split()
        named = (str(at) for row in (listed.ordinals, listed.numbers) for at, word in enumerate(row, 1) if word in said)
        figures = (arabic(word) for word in words.replace(".", " ").split() if arabic(word).isdecimal())
        number = next(figures, next(named, ""))
        return next((one.attrs["id"] for one in self.chapters if one.attrs["n"] == number), "")

    def neighbour(self, found: re.Match[str], start: int) -> str:
        """Id of the note or chapter before or after the one that holds the reference."""
        row = self.document.in_layer("note") if found["what"] == "note" else self.chapters
        at = next((at for at, one in enumerate(row) if one.start <= start < one.end), -1)
        other = at + _WAYS.get(found["way"], -1)
        return row[other].attrs.get("id", "") if at >= 0 and 0 <= other < len(row) else ""


def references(
    document: Document, reading: Reading, cited: Sequence[tuple[int, int]], language: str
) -> Iterator[Annotation]:
    """References outside citations (spans of the reading); internal ones point to what this document has."""
    places, starts, done = _Places(document, language), [start for start, _ in cited], 0
    for rule, found in sorted(_found(reading.text), key=lambda one: one[1].start("whole")):
        at = bisect_right(starts, found.start("whole")) - 1
        if found.start("whole") < done or (at >= 0 and cited[at][1] > found.start("whole")):
            continue
        start, end = reading.source(*found.span("whole"))
        target = _target(places, rule, found, start)
        if target or found.re not in (_IN_DIVISION, _NEIGHBOUR):
            done = found.end("whole")
            attrs = {"type": "internal", "target": target} if target else {"type": "external"}
            yield Annotation("ref", start, end, attrs, rule)


def _target(places: _Places, rule: str, found: re.Match[str], start: int) -> str:
    if found.re is _NEIGHBOUR:
        return places.neighbour(found, start)
    return places.note(found, start) if rule == "note-reference" else places.chapter(found["whole"])


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """References in the text with their rules, not yet looked up."""
    for found in near(text, _NOTE, "ote ", "otes ", " n. ", " nn. ", "(n. ", reach=_REACH):
        if found["cue"] or found["chapter"] or found["where"] or found["there"]:
            yield "note-reference", found
            if also := _ALSO_NOTE.match(text, found.end()):
                yield "note-reference", also
    for pattern, seeds in _PAGE_SEEDS:
        yield from (("page-reference", found) for found in near(text, pattern, *seeds, reach=_REACH))
    for found in near(text, _NEIGHBOUR, " note", " chapter", reach=_REACH):
        yield ("note-reference" if found["what"] == "note" else "page-reference"), found
