"""Brackets that are closed by one of another kind, or that nothing opens or closes in their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from rubricator.annotate.corrections.evidence import Doubt, Fault
from rubricator.language import table
from rubricator.model.document import Document
from rubricator.reading.corrected import occurrences

_CLOSES: Final = {"(": ")", "[": "]"}
_OPENS: Final = {")": "(", "]": "["}
_SAYING: Final = frozenset(table("corrections")["saying"].split())
_WORD: Final = re.compile(r"[^\W\d_]+")
_LABEL: Final = re.compile(r"(?:^|\s)(?:\d{1,3}|[ivxlc]+|[^\W\d_])[a-z]?$")
_MOST: Final = 300
"""Characters between two brackets that are taken for a pair though they are of two kinds."""
_NEXT: Final = 8
"""Paragraphs on, a bracket may still be closed."""
_MIXED: Final = "A bracket of one kind is closed by one of another."
_ALONE: Final = {
    "(": "Nothing closes this bracket.",
    "[": "Nothing closes this bracket.",
    ")": "Nothing opens this bracket.",
    "]": "Nothing opens this bracket.",
}


@dataclass(slots=True)
class _Paragraph:
    """What is wrong with the brackets of one paragraph, the number of which is `at`."""

    at: int
    mixed: list[tuple[int, int]] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)


class _Habits(NamedTuple):
    """How often each kind of bracket holds a number, words with a verb of saying, other words."""

    counts: Counter[tuple[str, str]]

    def kind(self, inside: str) -> str:
        """The kind of bracket, by its opening one, that alone holds such words in this document; else empty."""
        sort = _sort(inside)
        round, square = ((self.counts[one, sort], self.counts[one, ""]) for one in "([")
        if max(round[0], square[0]) >= 2:
            return _only(round[0], square[0])
        return "" if sort == "number" else _only(round[1], square[1])


def _only(round: int, square: int) -> str:
    return "(" if round >= 2 and not square else "[" if square >= 2 and not round else ""


def _sort(inside: str) -> str:
    if not (words := _WORD.findall(inside)):
        return "number"
    return "remark" if not _SAYING.isdisjoint(words) else "words"


def brackets(document: Document) -> Iterator[Fault | Doubt]:
    """Faults where the document shows which of two brackets is wrong; doubts for the others."""
    text = document.text
    offsets = occurrences(text, "(", ")", "[", "]")
    pairs: list[tuple[int, int]] = []
    found = [_read(text, at, list(group), pairs) for at, group in _by_paragraph(document, offsets)]
    habits = _habits(text, pairs)
    _close(text, found)
    for one in found:
        for start, end in one.mixed:
            sure = len(one.mixed) == 1 and not one.alone and end - start <= _MOST
            kind = habits.kind(text[start + 1 : end]) if sure else ""
            yield _mended(text, start, end, kind) if kind else Doubt(start, end + 1, _MIXED, "bracket", "bracket")
        yield from (Doubt(at, at + 1, _ALONE[text[at]], "bracket", "bracket-alone") for at in one.alone)


def _by_paragraph(document: Document, offsets: Iterable[int]) -> Iterator[tuple[int, Iterator[int]]]:
    """Offsets that lie in paragraphs, with the number of each paragraph."""
    paragraphs = document.in_layer("p")
    starts = [one.start for one in paragraphs]

    def number(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return at if at >= 0 and offset < paragraphs[at].end else -1

    return ((at, group) for at, group in groupby(offsets, number) if at >= 0)


def _read(text: str, at: int, offsets: Sequence[int], pairs: list[tuple[int, int]]) -> _Paragraph:
    """The brackets of a paragraph; those that are right are added to `pairs`."""
    found, open = _Paragraph(at), list[int]()
    for offset in offsets:
        if text[offset] in _CLOSES:
            open.append(offset)
        elif not open:
            if not _LABEL.search(text, max(0, offset - 6), offset):
                found.alone.append(offset)
        elif _CLOSES[text[open[-1]]] == text[offset]:
            pairs.append((open.pop(), offset))
        else:
            found.mixed.append((open.pop(), offset))
    found.alone += open
    return found


def _habits(text: str, pairs: Iterable[tuple[int, int]]) -> _Habits:
    counts: Counter[tuple[str, str]] = Counter()
    for start, end in pairs:
        sort = _sort(text[start + 1 : end])
        counts[text[start], sort] += 1
        counts[text[start], ""] += sort != "number"
    return _Habits(counts)


def _close(text: str, found: Sequence[_Paragraph]) -> None:
    """Take out the brackets that are opened in one paragraph and closed in one of the next."""
    open: deque[tuple[_Paragraph, int]] = deque()
    for one in found:
        for offset in sorted(one.alone):
            if text[offset] in _CLOSES:
                open.append((one, offset))
                continue
            while open and one.at - open[0][0].at > _NEXT:
                open.popleft()
            fits = [(other, at) for other, at in open if text[at] == _OPENS[text[offset]]]
            if fits:
                other, at = fits[-1]
                open.remove((other, at))
                other.alone.remove(at)
                one.alone.remove(offset)


def _mended(text: str, start: int, end: int, kind: str) -> Fault:
    if text[start] == kind:
        return Fault(end, end + 1, _CLOSES[kind], "ocr", "bracket-kind", "medium")
    return Fault(start, start + 1, kind, "ocr", "bracket-kind", "medium")
