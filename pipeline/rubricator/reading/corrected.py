"""Reading aids on offsets: the corrected reading with its map back, and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rubricator.model.document import Annotation, Document

_SENTENCE_END: Final = re.compile(
    r"""(?:[!?…]|(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St|Jr|Sr|No|cf|pp|ed|op))(?<!\b(?:Mrs|Gen|Col|Sgt|Rev|Vol|vol))\.)
        [.!?…]*[’”"')\]]*(?:\s*\[\d+\])?(?=\s+["‘“'(\[—–-]*[A-Z0-9])""",
    re.VERBOSE,
)
_BLANK_LINE: Final = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text with its corrections applied; offsets of the one map to offsets of the other.

    `_here[i]` and `_there[i]` are the offsets in reading and source at which the i-th unchanged or
    corrected stretch begins; `_same[i]` tells whether it is unchanged.
    """

    text: str
    _here: tuple[int, ...] = (0,)
    _there: tuple[int, ...] = (0,)
    _same: tuple[bool, ...] = (True,)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source behind a span of the reading; a touched correction counts whole."""
        return self._back(start), self._back(end, closing=True)

    def offset(self, source: int) -> int:
        """Where an offset of the source stands in the reading; the start of a correction that holds it."""
        at = bisect_right(self._there, source) - 1
        return self._here[at] + (source - self._there[at] if self._same[at] else 0)

    def _back(self, offset: int, *, closing: bool = False) -> int:
        at = (bisect_left(self._here, offset) if closing and offset else bisect_right(self._here, offset)) - 1
        if self._same[at]:
            return self._there[at] + offset - self._here[at]
        return self._there[at + 1] if closing else self._there[at]


def corrected(document: Document, layers: Iterable[str] = ("sic",)) -> Reading:
    """The document's text with every ``sic`` replaced by its correction."""
    fixes = [a for a in document.in_layer(*layers) if "corr" in a.attrs]
    return _apply(document.text, fixes) if fixes else Reading(document.text)


def _apply(text: str, fixes: list[Annotation]) -> Reading:
    parts: list[str] = []
    here, there, same, at, length = [0], [0], [True], 0, 0
    for fix in fixes:
        if fix.start < at:
            continue
        parts += [text[at : fix.start], fix.attrs["corr"]]
        length += fix.start - at
        here += [length, length + len(fix.attrs["corr"])]
        there += [fix.start, fix.end]
        same += [False, True]
        length += len(fix.attrs["corr"])
        at = fix.end
    return Reading("".join([*parts, text[at:]]), tuple(here), tuple(there), tuple(same))


def occurrences(text: str, *literals: str, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets, in order, at which one of the strings stands; as fast as looking for it gets."""
    found: list[int] = []
    for literal in literals:
        at = text.find(literal, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(literal, at + 1, end)
    return sorted(found) if len(literals) > 1 else found


def near(
    text: str, pattern: re.Pattern[str], *literals: str, reach: int = 48, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """Matches of a pattern that touch one of the literals, and end within `reach` characters to either side of it.

    They are looked for around the literals only, which is many times faster than a search of the whole text.
    """
    stop, width = len(text) if end is None else end, max(map(len, literals), default=0)
    for at in occurrences(text, *literals, start=start, end=end):
        found = pattern.search(text, max(start, at - reach), min(stop, at + reach)) if at >= start else None
        while found and found.end() <= at:
            found = pattern.search(text, max(found.end(), found.start() + 1), min(stop, at + reach))
        if found and found.start() < at + width:
            start = found.end()
            yield found


def matches_at(
    text: str, pattern: re.Pattern[str], *firsts: str, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with one of the strings."""
    stop = len(text) if end is None else end
    for at in occurrences(text, *firsts, start=start, end=end):
        if at >= start and (found := pattern.match(text, at, stop)):
            start = found.end()
            yield found


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``; a blank line always ends one."""
    stop = len(text) if end is None else end
    cuts = {found.end() for found in _SENTENCE_END.finditer(text, start, stop)}
    cuts |= {found.end() for found in _BLANK_LINE.finditer(text, start, stop)}
    edges = [start, *sorted(cuts), stop]
    return [span for span in (trimmed(text, a, b) for a, b in pairwise(edges)) if span[0] < span[1]]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without its outer white space."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
