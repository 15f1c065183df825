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
from rubricator.model.document import Document
from rubricator.reading.figures import ROMAN
from rubricator.reading.search import occurrences
from rubricator.reading.words import LETTER, letters

_CLOSES: Final = {"(": ")", "[": "]"}
_OPENS: Final = {")": "(", "]": "["}
_LABEL: Final = re.compile(rf"(?:^|\s)(?:\d{{1,3}}|{ROMAN}|{LETTER})[a-z]?$")
_MOST: Final = 300
"""Characters between two brackets that are taken for a pair though they are of two kinds."""
_NEXT: Final = 8
"""Paragraphs on, a bracket may still be closed."""
_FEW: Final = 3
_SHARE: Final = 10
"""More than a few brackets alone, and one for so many in pairs, are a habit."""
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
    saying: frozenset[str]

    def kind(self, inside: str) -> str:
        """The kind of bracket, by its opening one, that alone holds such words in this document; else empty."""
        sort = _sort(inside, self.saying)
        round, square = ((self.counts[one, sort], self.counts[one, ""]) for one in "([")
        if max(round[0], square[0]) >= 2:
            return _only(round[0], square[0])
        return "" if sort == "number" else _only(round[1], square[1])


def _only(round: int, square: int) -> str:
    return "(" if round >= 2 and not square else "[" if square >= 2 and not round else ""


def _sort(inside: str, saying: frozenset[str]) -> str:
    if not (words := letters.findall(inside)):
        return "number"
    return "remark" if not saying.isdisjoint(words) else "words"


def brackets(document: Document, saying: frozenset[str]) -> Iterator[Fault | Doubt]:
    """Faults where the document shows which of two brackets is wrong; doubts for the others."""
    text = document.text
    offsets = occurrences(text, "(", ")", "[", "]")
    pairs: list[tuple[int, int]] = []
    found = [_read(text, at, list(group), pairs) for at, group in _by_paragraph(document, offsets)]
    habits = _habits(text, pairs, saying)
    _close(text, found)
    meant = _meant_alone(text, found, pairs)
    for one in found:
        for start, end in one.mixed:
            sure = len(one.mixed) == 1 and not one.alone and end - start <= _MOST
            kind = habits.kind(text[start + 1 : end]) if sure else ""
            yield _mended(text, start, end, kind) if kind else Doubt(start, end + 1, _MIXED, "bracket", "bracket")
        alone = (at for at in one.alone if text[at] not in meant)
        yield from (Doubt(at, at + 1, _ALONE[text[at]], "bracket", "bracket-alone") for at in alone)


def _meant_alone(text: str, found: Iterable[_Paragraph], pairs: Sequence[tuple[int, int]]) -> set[str]:
    """Brackets that the document uses alone: behind the lemma of a note, before a direction at the end of a line."""
    alone = Counter(text[at] for one in found for at in one.alone)
    paired = Counter(text[at] for pair in pairs for at in pair)
    return {mark for mark, count in alone.items() if count > _FEW and count * _SHARE > paired[mark]}


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


def _habits(text: str, pairs: Iterable[tuple[int, int]], saying: frozenset[str]) -> _Habits:
    counts: Counter[tuple[str, str]] = Counter()
    for start, end in pairs:
        sort = _sort(text[start + 1 : end], saying)
        counts[text[start], sort] += 1
        counts[text[start], ""] += sort != "number"
    return _Habits(counts, saying)


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
