"""Lines to blocks: the runs of lines that blank lines part, with what can be seen of them from outside.

White space here is what XML counts as such (space, tab, line ends). A line that only holds other
invisible characters counts as blank, yet its characters belong to the block before it, so that
blocks together hold every character that must stand in some leaf.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

SPACE: Final = " \t\r\n"
"""White space as XML knows it; everything else must stand in a leaf."""
_LINE: Final = re.compile(r"[^\r\n]+")
_TAB: Final = 8
_SHORT: Final = 50
_LONG: Final = 100
"""Shortest and longest lines that a text wrapped by hand or program is thought to have."""


class Line(NamedTuple):
    """One line without its outer white space; `indent` in columns, a tab counting to the next eighth."""

    start: int
    end: int
    indent: int
    text: str


class Block(NamedTuple):
    """Lines between two blank lines; `blanks` is the number of blank lines before it.

    `text` is its words as they stand, line ends included; `indent` the least indentation of its lines.
    """

    source: str
    lines: tuple[Line, ...]
    blanks: int
    text: str
    indent: int

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.lines[-1].end

    @property
    def words(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())

    @property
    def texts(self) -> list[str]:
        """The words of every line."""
        return [line.text for line in self.lines]

    def part(self, first: int, last: int) -> Block:
        """The block of the lines `first` to `last`, the latter excluded."""
        return block(self.source, self.lines[first:last], self.blanks if not first else 0)


def block(source: str, lines: Sequence[Line], blanks: int) -> Block:
    """The block of some lines; without lines an empty one."""
    text = source[lines[0].start : lines[-1].end].strip() if lines else ""
    return Block(source, tuple(lines), blanks, text, min([line.indent for line in lines], default=0))


@lru_cache(maxsize=2)
def blocks(text: str) -> tuple[Block, ...]:
    """All blocks of a text, in order; those of the last texts are kept, for more than one asks.

    Where a text has no blank lines but long lines, every line is a paragraph; where lines are wrapped
    and only an indentation begins a paragraph, it begins a block.
    """
    found = list(_parted(text))
    if len(found) == 1 and len(found[0].lines) > 1:
        return tuple(_unparted(found[0]))
    return tuple(found)


def _printed(text: str) -> Iterator[tuple[int, str, int]]:
    """Offset and characters of every line that is not empty, and the number of line ends since the one before."""
    if "\r" in text:
        line_end, after = "\n" if "\n" in text else "\r", 0
        for match in _LINE.finditer(text):
            yield match.start(), match[0], text.count(line_end, after, match.start())
            after = match.end()
        return
    at = breaks = 0
    for content in text.split("\n"):
        if content:
            yield at, content, breaks
            breaks = 0
        at += len(content) + 1
        breaks += 1


def _parted(text: str) -> Iterator[Block]:
    lines: list[Line] = []
    before, blanks, odd = 0, 1, -1
    for start, content, breaks in _printed(text):
        blanks += breaks
        if not content.strip():
            if (rest := content.strip(" \t")) and lines:
                lines[-1] = lines[-1]._replace(end=start + content.index(rest) + len(rest))
            elif rest and odd < 0:
                odd = start + content.index(rest)
            continue
        if lines and blanks > 1:
            yield block(text, lines, before)
            lines = []
        if not lines:
            before = max(blanks - 1, 0)
        lines.append(_line(content, start))
        if odd >= 0:
            lines[0] = lines[0]._replace(start=odd)
            odd = -1
        blanks = 0
    if lines:
        yield block(text, lines, before)
    elif odd >= 0:
        yield block(text, [Line(odd, len(text.rstrip(SPACE)), 0, "")], 0)


def _line(content: str, start: int) -> Line:
    if content[0] > " " and content[-1] > " ":
        return Line(start, start + len(content), 0, content.strip())
    inner = content.lstrip(" \t")
    margin = content[: len(content) - len(inner)]
    indent = len(margin.expandtabs(_TAB)) if "\t" in margin else len(margin)
    return Line(start + len(margin), start + len(content.rstrip(" \t")), indent, content.strip())


def _unparted(whole: Block) -> list[Block]:
    lines = whole.lines
    if sum(line.end - line.start for line in lines) > 120 * len(lines):
        return [block(whole.source, [line], 1 if at else whole.blanks) for at, line in enumerate(lines)]
    starts = [at for at, line in enumerate(lines) if line.indent > whole.indent]
    if len(lines) < 8 or not 0.02 * len(lines) < len(starts) < 0.5 * len(lines):
        return [whole]
    edges = sorted({0, *starts, len(lines)})
    return [
        block(whole.source, lines[first:last], 1 if first else whole.blanks)
        for first, last in itertools.pairwise(edges)
    ]


class Page(NamedTuple):
    """How a text is set: wrap `width` in columns (0: lines are not wrapped), usual `indent`, its `gap`s.

    `gaps` counts the blank lines before blocks, paragraphs' single ones included.
    """

    width: int
    indent: int
    gaps: Counter[int]


def page(found: Sequence[Block]) -> Page:
    """Measure how a text is set."""
    inner = [line.indent + line.end - line.start for one in found for line in one.lines[:-1]]
    indents = Counter(one.indent for one in found)
    widths = sorted(inner)
    width = widths[int(len(widths) * 0.95)] if len(widths) > 4 else 0
    return Page(
        width if _SHORT <= width <= _LONG else 0,
        indents.most_common(1)[0][0] if indents else 0,
        Counter(one.blanks for one in found[1:]),
    )


def filled(one: Block, width: int) -> float:
    """Share of the lines, the last excepted, that have no room for the first word of the next line."""
    if len(one.lines) < 2 or not width:
        return 0.0
    full = sum(
        line.indent + line.end - line.start + 1 + len(after.text.partition(" ")[0]) > width
        for line, after in zip(one.lines, one.lines[1:], strict=False)
    )
    return full / (len(one.lines) - 1)
