"""Dialogue marked by dashes: ``—Come up, he cried. Come up!`` (TEI Guidelines 3.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.annotate.speech.marks import Quotation, Span
from rubricator.annotate.speech.words import Words, words
from rubricator.reading.sentences import shortens

_DASH: Final = re.compile(r"(?:—|–|--|―)\s*(?=\S)")
_END: Final = re.compile(r"[.!?…]+(?=\s|$)|\s+—\s*")
_NARRATIVE: Final = re.compile(
    r"\s*(?:He|She|They|[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?|His|Her|The)\s+(?:\w+ly\s+)?[a-z]+ed\b"
)


def dash_quotations(text: str, regions: Sequence[Span], vocabulary: Words | None = None) -> list[Quotation]:
    """The pieces of speech in paragraphs that begin with a dash: the paragraph less its reporting clauses."""
    found: list[Quotation] = []
    for number, (start, end) in enumerate(regions):
        if dash := _DASH.match(text, start, end):
            for begin, stop in _pieces(text, dash.end(), end, vocabulary or words()):
                found.append(Quotation(begin, stop, number, dash=True, last_region=number))
    return found


def _pieces(text: str, start: int, end: int, vocabulary: Words) -> Iterator[Span]:
    at = start
    while at < end:
        clause = _reporting(text, at, end, vocabulary)
        if clause is None:
            yield from _trimmed(text, at, end)
            return
        yield from _trimmed(text, at, clause.start())
        at = _ended(text, clause.end(), end)
        if not at:
            return
        while (narrative := _NARRATIVE.match(text, at, end)) and (stop := _ended(text, narrative.end(), end)):
            at = stop


def _ended(text: str, start: int, end: int) -> int:
    """Behind the next end of a sentence, or the next dash; 0 without one."""
    found = (one for one in _END.finditer(text, start, end) if not shortens(text, one.start()))
    return next((one.end() for one in found), 0)


def _reporting(text: str, start: int, end: int, vocabulary: Words) -> re.Match[str] | None:
    for found in vocabulary.clause.finditer(text, start, end):
        if (found["verb"] or found["inverted"]) in vocabulary.say:
            return found
    return None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
