"""Printed line numbers in the margin of verse, left or right: a series that counts the lines (ENCODING 15).

A figure at the end of a line, or before it, is a candidate. It is a line number where it and its neighbours count what
stands between them: from 10 to 15 there are five lines. The figures then belong to no line; they set ``l/@n``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Line

_RIGHT: Final = re.compile(r"(?<=\S)(?:[ ]{2,}|\t+)[\[(]?(?P<number>\d{1,5})[\])]?$")
_LEFT: Final = re.compile(r"[\[(]?(?P<number>\d{1,5})[\])]?(?:[ ]{2,}|\t+)(?=\S)")
_TOLERANCE: Final = 1
"""By how many lines a count may be out: a shared line, a heading between two numbers."""
_FARTHEST: Final = 120
"""Most lines from one number to the next."""
_STEP: Final = 3
"""Least distance of two numbers that count; closer ones are of a list, or pages of its entries."""
_MULTIPLES: Final = 0.7
"""Share of the numbers that must be multiples of their usual distance: 5, 10, 15."""


class LineNumber(NamedTuple):
    """A printed number: its span, its value, and the words of its line."""

    start: int
    end: int
    number: int
    line: tuple[int, int]


class _Candidate(NamedTuple):
    at: int
    found: LineNumber


def line_numbers(found: Sequence[Block]) -> list[LineNumber]:
    """The line numbers of a text, in order."""
    sides: dict[str, list[_Candidate]] = {"left": [], "right": []}
    at = 0
    for block in found:
        for line in block.lines:
            at += 1
            if line.text[-1:].isdecimal() or line.text[-1:] in "])":
                _add(sides["right"], at, line, _RIGHT)
            if line.text[:1].isdecimal() or line.text[:1] in "[(":
                _add(sides["left"], at, line, _LEFT)
    return sorted(one for candidates in sides.values() for one in _counting(candidates))


def _add(candidates: list[_Candidate], at: int, line: Line, pattern: re.Pattern[str]) -> None:
    match = pattern.search(line.text)
    if not match or (pattern is _LEFT and match.start()):
        return
    number = (line.start + match.start("number"), line.start + match.end("number"))
    start, end = line.start + match.start(), line.start + match.end()
    words = (line.start, start) if pattern is _RIGHT else (end, line.end)
    if any(character.isalpha() for character in line.text[words[0] - line.start : words[1] - line.start]):
        candidates.append(_Candidate(at, LineNumber(*number, int(match["number"]), words)))


def _counting(candidates: Sequence[_Candidate]) -> Iterator[LineNumber]:
    """Those that count the lines since the one before, or to the one after."""
    kept: set[int] = set()
    rises: Counter[int] = Counter()
    for one, (before, after) in enumerate(pairwise(candidates)):
        lines, rise = after.at - before.at, after.found.number - before.found.number
        if _STEP <= rise <= _FARTHEST and abs(lines - rise) <= _TOLERANCE + rise // 10:
            kept |= {one, one + 1}
            rises[rise] += 1
    found = [candidates[one].found for one in sorted(kept)]
    fitting = max((sum(_fits(one.number, step) for one in found) for step in rises), default=0)
    if fitting >= _MULTIPLES * len(found):
        yield from found


def _fits(number: int, step: int) -> bool:
    """True for a number that a margin with every so many lines has: 5, 10, 15, and 1 for the first."""
    return number % step == 0 or number == 1


def unnumbered(found: Sequence[Block], numbers: Sequence[LineNumber]) -> list[Block]:
    """The blocks whose lines end before, or begin after, the numbers in the margin."""
    words = {one.line[0] if one.line[0] < one.start else one.start: one for one in numbers}
    if not words:
        return list(found)
    return [_bare(block, words) for block in found]


def _bare(block: Block, words: Mapping[int, LineNumber]) -> Block:
    if not any(line.start in words for line in block.lines):
        return block
    lines = tuple(_words(line, words[line.start]) if line.start in words else line for line in block.lines)
    indents = min(line.indent for line in lines)
    text = block.source[lines[0].start : lines[-1].end].strip()
    return Block(block.source, lines, block.blanks, text, indents)


def _words(line: Line, number: LineNumber) -> Line:
    start, end = number.line
    return Line(start, end, line.indent + start - line.start, line.text[start - line.start : end - line.start].rstrip())


def furniture(numbers: Iterable[LineNumber]) -> Iterator[Annotation]:
    """The numbers as furniture of the print."""
    for one in numbers:
        yield Annotation("fw", one.start, one.end, {"type": "lineNum"}, "line-number")


def counted(made: Iterable[Annotation], numbers: Sequence[LineNumber]) -> Iterator[Annotation]:
    """The annotations; their lines of verse are counted as the printed numbers say, where there are some."""
    if not numbers:
        yield from made
        return
    every = list(made)
    starts = sorted(one.start for one in every if one.layer == "l" and one.attrs.get("part", "I") == "I")
    printed = {bisect_right(starts, one.line[0]) - 1: one.number for one in numbers}
    places = sorted(at for at in printed if at >= 0)
    for one in every:
        if one.layer == "l" and places:
            at = bisect_right(starts, one.start) - 1
            yield one._replace(attrs={**one.attrs, "n": str(_count(at, places, printed))})
        else:
            yield one


def _count(at: int, places: Sequence[int], printed: Mapping[int, int]) -> int:
    """The number of a line: counted on from the printed one before, or back from the one after in the first lines."""
    nearest = bisect_right(places, at) - 1
    place = places[max(nearest, 0)]
    number = printed[place] + at - place
    after = places[nearest + 1] if nearest + 1 < len(places) else -1
    begins = after >= 0 and printed[after] <= printed[place] and at > place
    if begins and printed[after] - (after - at) >= 1:
        return printed[after] - (after - at)
    return number if number >= 1 else at + 1
