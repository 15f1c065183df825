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


_UNWRAPPED: Final = 120
"""Characters that a line has on average where each is a paragraph: more than any wrapped line."""
_DENSE: Final = 20
"""Lines for each blank one from which blank lines are thought to be rare."""
_WRAPPED_BLOCK: Final = 8
"""Least lines of a block that may hold several paragraphs: in fewer, indents are those of verse or of a list."""
_RUN_OF_LINES: Final = 40
"""Least lines without a blank one that may each be a paragraph: no stanza or list is so long."""
_WRAPPED: Final = 0.6
"""Share of full lines from which lines are thought to be wrapped; verse has hardly any."""
_UNLIKE: Final = 2
"""How many times longer than the short ones the long lines are where each is a paragraph."""
_UPRIGHTS: Final = "|│║"
_CORNERS: Final = f"{_UPRIGHTS}+┌┐└┘├┤╔╗╚╝╠╣"
"""What the lines of a table that is drawn in a frame begin and end with."""
_FRAMED: Final = 2
"""Least lines of such a frame."""
_CENTRED: Final = 4
"""Places by which a title is set in over it."""
_STOP: Final = ".!?:"
_END: Final = f"{_STOP};\"'”’)]»—-*_"
"""With what a sentence and a paragraph may end."""


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

    Where the lines of a block are long, every line is a paragraph; so too where many lines follow each other without
    a blank one and each is a sentence or a heading. Where lines are wrapped and only an indentation begins a
    paragraph, it begins a block.
    """
    return tuple(_unparted(list(_parted(text))))


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


def _unparted(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that hold several paragraphs cut into these."""
    width = page(found).width
    dense = len(found) * _DENSE < sum(len(one.lines) for one in found)
    for one in itertools.chain.from_iterable(map(_apart_from_frames, found)):
        starts = _paragraph_starts(one, width, dense)
        for at, (first, last) in enumerate(itertools.pairwise([*starts, len(one.lines)])):
            yield block(one.source, one.lines[first:last], 1 if at else one.blanks) if len(starts) > 1 else one


def _apart_from_frames(one: Block) -> Iterator[Block]:
    """The block, cut where lines drawn in a frame begin and end; what follows without a blank line has none before."""
    framed = [_is_framed(line.text) for line in one.lines] if any(mark in one.text for mark in _UPRIGHTS) else []
    if sum(framed) < _FRAMED or all(framed):
        yield one
        return
    titles = {at for at, line in enumerate(one.lines[:-1]) if framed[at + 1] and line.indent > one.indent + _CENTRED}
    kinds = [(is_framed, at in titles) for at, is_framed in enumerate(framed)]
    at = 0
    for _, run in itertools.groupby(kinds):
        size = len(list(run))
        yield block(one.source, one.lines[at : at + size], 0 if at else one.blanks)
        at += size


def _is_framed(text: str) -> bool:
    return len(text) > 1 and text[0] in _CORNERS and text[-1] in _CORNERS


def _paragraph_starts(one: Block, width: int, dense: bool) -> Sequence[int]:
    """The lines of a block that begin a paragraph, the first included; in a `dense` text blank lines are rare."""
    count = len(one.lines)
    if count > 1 and one.lines[-1].end - one.lines[0].start > _UNWRAPPED * count and (dense or _each_long(one)):
        return range(count)
    if count < _WRAPPED_BLOCK:
        return (0,)
    if count >= _RUN_OF_LINES and _each_whole(one):
        return range(count)
    return [0, *_indented_starts(one, width)]


def _each_long(one: Block) -> bool:
    """True where no line is short, as the label of a speaker is, and hardly any is an item of a list."""
    numbered = sum(line.text[:1].isdecimal() for line in one.lines)
    return min(len(line.text) for line in one.lines) > _SHORT and numbered * 2 < len(one.lines)


def _each_whole(one: Block) -> bool:
    """True where hardly a line goes on with the one before, most end as sentences do, and they differ in length.

    Lines of verse begin with capitals too, but are much of a length.
    """
    begun = sum(line.text[:1].islower() for line in one.lines)
    ended = sum(line.text[-1:] in _END for line in one.lines)
    widths = sorted(len(line.text) for line in one.lines)
    shortest, longest = widths[len(widths) // 10], widths[len(widths) * 9 // 10]
    return begun * 50 < len(one.lines) and ended * 2 > len(one.lines) and longest > _UNLIKE * shortest


def _indented_starts(one: Block, width: int) -> list[int]:
    """Lines set in from the margin after the end of a sentence, where the lines are wrapped and hardly others are."""
    inset = [at for at, line in enumerate(one.lines) if at and line.indent > one.indent + 1]
    starts = [at for at in inset if _ended(one.lines[at - 1].text) and not one.lines[at].text[:1].isdecimal()]
    if not starts or len(starts) * 5 < len(inset) * 4 or len(starts) * 2 > len(one.lines):
        return []
    whole = one if width else one._replace(lines=one.lines[: starts[0]])
    return starts if filled(whole, width or _width(one)) >= _WRAPPED else []


def _ended(text: str) -> bool:
    """True for a line that ends as a sentence does."""
    return text.rstrip("\"'”’)]»_*")[-1:] in _STOP


def _width(one: Block) -> int:
    """The length that most lines of a block come near."""
    widths = sorted(line.indent + line.end - line.start for line in one.lines)
    return widths[int(len(widths) * 0.9)]


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
