"""Columns told by the white space between them: places that are blank on every one of some lines.

On one line a gap may be chance; a place that stays blank down many lines is none, for in running words every sixth
character is a space. A column of which most lines have words, beside another such, is part of a table; two columns in
which sentences run on from line to line are two texts printed side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.reading.blocks import Block, Line

_LEAST_LINES: Final = 3
_MANY: Final = 8
"""Lines from which a single blank place parts columns."""
_GAP: Final = 2
"""Least blank places between columns of fewer lines."""
_WIDE: Final = 3
"""Blank places, on most lines, that running words never have."""
_FILLED: Final = 0.5
"""Share of lines with words on both sides of a narrow gap, and in the first column."""
_SPARSE: Final = 0.25
"""Least share of lines that have words in a column."""
_MOST: Final = 12
_RUNNING: Final = 3
"""Mean words of the cells of a column that holds a running text."""
_GOES_ON: Final = 0.3
"""Share of the cells of such a column that begin with a small letter."""

Span = tuple[int, int]


class Columns(NamedTuple):
    """Columns as spans of places on the line; how many lines have words in each, mean words, share of small letters."""

    spans: tuple[Span, ...] = ()
    filled: tuple[float, ...] = ()
    words: tuple[float, ...] = ()
    small: tuple[float, ...] = ()
    wide: bool = False

    @property
    def sure(self) -> bool:
        """True for the columns of a table: most lines have words in the first, and a gap is wider than a space."""
        return 2 <= len(self.spans) <= _MOST and self.filled[0] >= _FILLED and self.wide

    @property
    def parallel(self) -> bool:
        """True where a text runs on from line to line in every column."""
        running = all(words >= _RUNNING for words in self.words) and all(small >= _GOES_ON for small in self.small)
        return 2 <= len(self.spans) <= _MOST and running and min(self.filled) >= _FILLED

    def cells(self, text: str, lines: Sequence[Line]) -> list[tuple[Span, ...]]:
        """The cells of each line: its words in each column, the blanks of an empty one; none after the last words."""
        return [tuple(self._cells(text, line)) for line in lines]

    def _cells(self, text: str, line: Line) -> list[Span]:
        found: list[Span] = []
        end = line.indent + line.end - line.start
        for at, (first, last) in enumerate(self.spans):
            if first >= end:
                break
            left, right = (line.start - line.indent + min(max(place, line.indent), end) for place in (first, last))
            words = text[left:right]
            inner = left + len(words) - len(words.lstrip()), left + len(words.rstrip())
            if words.strip():
                found.append(inner)
            elif at and left < right:
                found.append((left, right))
        return found


def columns(lines: Sequence[Line]) -> Columns:
    """The columns of some lines; none where they are too few, have tabs, or no blank place runs down all of them."""
    if len(lines) < _LEAST_LINES or any("\t" in line.text for line in lines):
        return Columns()
    taken = _taken(lines)
    spans = _spans(taken, 1 if len(lines) >= _MANY else _GAP)
    spans = _without_narrow(lines, spans)
    if len(spans) < 2:
        return Columns()
    cells = [[_words(line, span) for line in lines] for span in spans]
    full = [[words for words in column if words] for column in cells]
    return Columns(
        tuple(spans),
        tuple(len(column) / len(lines) for column in full),
        tuple(sum(len(words.split()) for words in column) / max(len(column), 1) for column in full),
        tuple(sum(words[0].islower() for words in column) / max(len(column), 1) for column in full),
        _is_wide(lines, spans),
    )


def _taken(lines: Sequence[Line]) -> list[int]:
    """For each place on the line the number of lines with a character there."""
    taken = [0] * max(line.indent + len(line.text) for line in lines)
    for line in lines:
        for at, character in enumerate(line.text, line.indent):
            taken[at] += not character.isspace()
    return taken


def _spans(taken: Sequence[int], gap: int) -> list[Span]:
    """The runs of places that some line takes, parted by at least `gap` that none does."""
    spans: list[Span] = []
    for at, count in enumerate(taken):
        if not count:
            continue
        if spans and at - spans[-1][1] < gap:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return spans


def _without_narrow(lines: Sequence[Line], spans: Sequence[Span]) -> list[Span]:
    """The columns, those put together between which a narrow gap is chance: few lines have words on both sides."""
    made = list(spans[:1])
    for span in spans[1:]:
        both = sum(bool(_words(line, made[-1]) and _words(line, span)) for line in lines) / len(lines)
        narrow = span[0] - made[-1][1] < _WIDE
        if both < (_FILLED if narrow else _SPARSE):
            made[-1] = made[-1][0], span[1]
        else:
            made.append(span)
    return made


def _words(line: Line, span: Span) -> str:
    return line.text[max(span[0] - line.indent, 0) : max(span[1] - line.indent, 0)].strip()


def _is_wide(lines: Sequence[Line], spans: Sequence[Span]) -> bool:
    """True where most lines have, between two columns, a gap that running words never have."""
    wide = (sum(_gap(line, *pair) >= _WIDE for line in lines) for pair in pairwise(spans))
    return any(count > _FILLED * len(lines) for count in wide)


def _gap(line: Line, before: Span, after: Span) -> int:
    """Blank places between the words of two columns, 0 where one of them has none."""
    left, right = _words(line, before), _words(line, after)
    if not left or not right:
        return 0
    inner = line.text[: max(before[1] - line.indent, 0)].rstrip()
    whole = line.text[: max(after[1] - line.indent, 0)]
    return len(whole) - len(whole[len(inner) :].lstrip()) - len(inner)


def tall_rows(one: Columns, lines: Sequence[Line]) -> list[bool]:
    """For each line whether it goes on with the row above: its first cell is empty, and another too or one runs on."""
    return [at > 0 and _goes_on([_words(line, span) for span in one.spans]) for at, line in enumerate(lines)]


def _goes_on(cells: Sequence[str]) -> bool:
    rest = cells[1:]
    return not cells[0] and (len(rest) == 1 or not all(rest) or any(words[:1].islower() for words in rest))


def parted_texts(found: Sequence[Block], at: int) -> int:
    """Number of blocks from `at` on that hold texts side by side, a paragraph of each text in every block."""
    lines = list(found[at].lines)
    first = columns(lines)
    if not first.parallel:
        return 0
    count = 1
    while at + count < len(found) and found[at + count].blanks == 1:
        more = found[at + count].lines
        both = columns([*lines, *more])
        every = all(any(_words(line, span) for line in more) for span in both.spans)
        if len(both.spans) != len(first.spans) or not every:
            break
        lines += more
        count += 1
    return count
