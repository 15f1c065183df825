"""Cross-references: to a note, a page or a chapter of the same book (3.7 [COXR])."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.document import Annotation, Document
from rubricator.reading import Reading

_CHAPTER: Final = r"[Cc]h(?:apter|ap\.|\.)\s(?:\d+|[IVXLC]+|[A-Z][a-z]+)\b"
_CUE: Final = r"\b(?:[Ss]ee|[Cc]f\.|[Cc]ompare|[Vv]ide)\s(?:also\s|again\s|above,?\s|below,?\s)?"
_WHERE: Final = r"(?P<where>,?\s(?:above|below)\b)?"
_NOTE: Final = re.compile(
    rf"(?P<cue>{_CUE})?(?P<whole>\b[Nn]otes?\s(?P<n>\d+)"
    rf"(?P<chapter>(?:\sto|\sof|\sin|,)\s(?:the\s)?{_CHAPTER})?(?:,\spp?\.\s?\d+)?{_WHERE})"
)
_ALSO_NOTE: Final = re.compile(rf",?\sand\s(?P<whole>(?P<n>\d+)(?P<chapter>,\s{_CHAPTER})?{_WHERE})")
_PAGE: Final = re.compile(rf"{_CUE}(?P<whole>pp?\.\s?\d+(?:[-–]\d+)?(?:,?\s(?:above|below))?)(?=[\s.,;:)\]])")
_BOOK: Final = re.compile(
    rf"\b(?P<whole>(?:the\s(?:\w+\s)?(?:chapter|section|part)|{_CHAPTER})\sof\sthis\s(?:book|work|volume|history|study))\b"
)
_DIVISION: Final = re.compile(rf"{_CUE}(?P<whole>{_CHAPTER})(?=[\s.,;:)\]])")
_SEEDS: Final = (("p.", _PAGE), (" of this ", _BOOK), ("hapter", _DIVISION))
"""A few letters that every match holds, to look only near them."""
_REACH: Final = 40
_NUMBER: Final = re.compile(r"\d+")


def references(
    document: Document, reading: Reading, cited: Sequence[tuple[int, int]], ordinals: Sequence[str]
) -> Iterator[Annotation]:
    """References outside citations (spans of the reading); internal ones point to what this document has.

    `ordinals`: the words first, second … in order.
    """
    notes: dict[str, list[Annotation]] = {}
    for note in document.in_layer("note"):
        notes.setdefault(note.attrs.get("n", ""), []).append(note)
    chapters = {one.attrs["n"]: one.attrs["id"] for one in document.in_layer("div") if {"n", "id"} <= one.attrs.keys()}
    starts = [start for start, _ in cited]
    for rule, found in _found(reading.text):
        at = bisect_right(starts, found.start("whole")) - 1
        if at >= 0 and cited[at][1] > found.start("whole"):
            continue
        start, end = reading.source(*found.span("whole"))
        target = _note(found, notes, start) if rule == "note-reference" else _chapter(found, chapters, ordinals)
        attrs = {"type": "internal", "target": target} if target else {"type": "external"}
        yield Annotation("ref", start, end, attrs, rule)


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """References in the text with their rules, not yet looked up."""
    for found in _near(text, "ote", _NOTE):
        if found["cue"] or found["chapter"] or found["where"]:
            yield "note-reference", found
            if also := _ALSO_NOTE.match(text, found.end()):
                yield "note-reference", also
    for seed, pattern in _SEEDS:
        for found in _near(text, seed, pattern):
            yield "page-reference", found


def _near(text: str, seed: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern around the places of its seed."""
    done, at = 0, text.find(seed)
    while at >= 0:
        found = pattern.search(text, max(done, at - _REACH), at + 2 * _REACH)
        if found:
            yield found
            done = found.end()
        at = text.find(seed, max(done, at + 1))


def _note(found: re.Match[str], notes: dict[str, list[Annotation]], start: int) -> str:
    """Id of the note meant; empty where the reference names a chapter, or no note has the number."""
    if found["chapter"]:
        return ""
    same = notes.get(found["n"], [])
    where = found["where"] or ""
    if "above" in where:
        same = [one for one in same if one.start < start][-1:]
    elif "below" in where:
        same = [one for one in same if one.start > start][:1]
    nearest = min(same, key=lambda one: abs(one.start - start), default=None)
    return nearest.attrs.get("id", "") if nearest else ""


def _chapter(found: re.Match[str], chapters: dict[str, str], ordinals: Sequence[str]) -> str:
    """Id of the chapter meant, by its number in figures or as an ordinal; empty where this document lacks it."""
    if "hapter" not in found["whole"]:
        return ""
    words = found["whole"].lower().split()
    number = next((str(at) for at, word in enumerate(ordinals, 1) if word in words), "")
    figures = _NUMBER.search(found["whole"])
    return chapters.get(figures[0] if figures else number, "")
