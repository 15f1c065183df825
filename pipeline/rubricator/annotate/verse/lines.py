"""Verse told from prose, lists and addresses by the shape of its lines (chapter 6).

What speaks for verse and against it stands in one table of clues; a block is verse where the sum reaches the threshold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.verse.stanzas import rhymes
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Line, Page, filled

_LONGEST_LINE: Final = 95
_MARKS: Final = " \t\"'“”‘’`(_[—–-*«»„‚¿¡"
_ENDS: Final = re.compile(r"[,;:.!?…—–-][\"”’'»)\]_*]*$")
_FIGURE_AT_END: Final = re.compile(r"\d[.,;)\]]?$")
_LABELLED: Final = re.compile(r"[^\W\d_][\w .'’-]{0,28}:\s")
_ITEM: Final = re.compile(r"(?:\d+[.)]?|[a-z][.)]|[-•·*+o])\s")
_CODE: Final = re.compile(r"[={}\\|<>$@#~^(/](?:(?<![(/])|(?<=\w\()\)|(?<=/)/)")
_STANZA_NUMBER: Final = re.compile(r"[\[(]?(?:\d{1,3}|[IVXLCivxlc]{1,8})[.)\]]*")
_THRESHOLD: Final = 4.5
"""From which sum a block is verse."""
_RHYME: Final = 2
"""What rhyme adds; it is looked for only where it would decide."""


_LONGEST_ALONE: Final = 60
"""Most characters of a line that stands alone in a book of verse."""
_FULL: Final = 0.8
"""From which share of its lines a block fills its own measure, as prose does."""
_SHORT: Final = 50
"""From which measure full lines are prose where they begin with small letters."""
_PROSE: Final = 62
"""From which measure full lines are prose, whatever they begin with."""


class Shape(NamedTuple):
    """What can be seen of the lines of a block: shares of its lines, unless said otherwise.

    `room` has room at the end for the first word of the next line, `capital` begins with a capital letter, `closed`
    ends with a mark; `inset` is the indentation beyond that of the text, `words` the mean number of words.
    """

    size: int
    inset: int
    room: float
    capital: float
    closed: float
    words: float
    figures: float
    labels: float
    items: float
    upper: float
    titled: float
    code: float
    stepped: bool
    numbered: bool

    @property
    def quoted(self) -> bool:
        """True for long verses set in: they fill the measure, but begin with capitals and end with marks."""
        return self.inset >= 2 and self.capital >= 0.85 and self.closed >= 0.4


class Clue(NamedTuple):
    """What speaks for verse (a positive weight) or against it; `example` is a block that it is true of."""

    name: str
    weight: float
    why: str
    example: str
    holds: Callable[[Shape], bool]


CLUES: Final = (
    Clue("room", 2, "a verse ends where its measure ends", "O pier,\nO sea,", lambda one: one.room >= 0.75),
    Clue("full", -4, "prose fills the measure", "", lambda one: one.size > 2 and one.room < 0.4 and not one.quoted),
    Clue("capitals", 2, "each verse begins with a capital", "The sea\nIs wide", lambda one: one.capital >= 0.85),
    Clue("small", -2, "prose goes on in small letters", "the sea\nis wide", lambda one: one.capital < 0.5),
    Clue("set-in", 1.5, "what is quoted is set in", "", lambda one: 2 <= one.inset <= 30),
    Clue("marks", 1, "a verse often ends where its sentence does", "O pier,\nO sea,", lambda one: one.closed >= 0.4),
    Clue("figures", -4, "an index, a list of prices", "Pier, 12\nSea, 3", lambda one: one.figures >= 0.3),
    Clue("few-words", -2, "names, addresses, ingredients", "Ada Quill\nPier Lane", lambda one: one.words < 3),
    Clue("numbered", 2.5, "a stanza may have a number over it", "4.\nO pier,\nO sea,", lambda one: one.numbered),
    Clue("stepped", 1, "verses are set in by turns", "O pier,\n  O sea,\nO boat,", lambda one: one.stepped),
    Clue("labels", -3, "a form: each line names what follows", "Name: Ada\nAge: 70", lambda one: one.labels >= 0.4),
    Clue("items", -4, "a list", "1. the pier\n2. the sea", lambda one: one.items >= 0.4),
    Clue("headings", -3, "a title page or a list of titles", "THE PIER\nBY", lambda one: one.upper >= 0.3),
    Clue("title-case", -3, "titles", "The Old Pier\nThe Wide Sea", lambda one: one.titled >= 0.8),
    Clue("few-lines", -1.5, "two or three lines may be anything", "", lambda one: one.size < 4 and one.inset < 2),
    Clue("code", -4, "a program or a grammar", "x = 1\ny = x | 2", lambda one: one.code >= 0.3),
)  # fmt: skip
"""The clues; each weight is set so that two clear signs with nothing against them reach the threshold."""


def shape(block: Block, page: Page) -> Shape:
    """The shape of a block of several lines."""
    lines = _words_of(block)
    texts = [line.text for line in lines]
    count = max(len(lines), 1)
    words = [text.split() for text in texts]
    letters = [word for some in words for word in some if word[:1].isalpha()]
    return Shape(
        count,
        min((line.indent for line in lines), default=0) - page.indent,
        1 - filled(block._replace(lines=tuple(lines)), page.width),
        _share(texts, lambda text: text.lstrip(_MARKS)[:1].isupper()),
        _share(texts, lambda text: _ENDS.search(text) is not None),
        sum(map(len, words)) / count,
        _share(texts, lambda text: _FIGURE_AT_END.search(text) is not None),
        _share(texts, lambda text: _LABELLED.match(text) is not None),
        _share(texts, lambda text: _ITEM.match(text) is not None),
        _share(texts, lambda text: text.isupper()),
        _share(letters, lambda word: word[:1].isupper()),
        _share(texts, lambda text: _CODE.search(text) is not None),
        _stepped([line.indent for line in lines]),
        numbered(block) > 0,
    )


def _stepped(indents: Sequence[int]) -> bool:
    """True for lines of which some are set in, and then set out again."""
    changes = [after - before for before, after in pairwise(indents) if after != before]
    return any(before > 0 > after for before, after in pairwise(changes))


def _rhymed(block: Block) -> bool:
    """True where two of the first lines rhyme."""
    texts = [line.text for line in _words_of(block)][:6]
    pairs = ((at, after) for at in range(len(texts)) for after in (at + 1, at + 2) if after < len(texts))
    return any(rhymes(texts[at], texts[after]) for at, after in pairs)


def _share(some: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, some)) / len(some) if some else 0.0


def _words_of(block: Block) -> Sequence[Line]:
    """The lines without the number of the stanza, and without what is turned over from the line before."""
    lines = block.lines[numbered(block) :]
    return [line for at, line in enumerate(lines) if not at or not _turned_over(lines[at - 1], line)] or lines


def _turned_over(before: Line, line: Line) -> bool:
    """True for the end of a verse that had no room on its line: set in farther, in small letters."""
    return (
        line.indent > before.indent + 1 and line.text.lstrip(_MARKS)[:1].islower() and len(line.text) < len(before.text)
    )


def numbered(block: Block) -> int:
    """1 where the first line is the number of a stanza, else 0."""
    return int(len(block.lines) > 2 and _STANZA_NUMBER.fullmatch(block.lines[0].text) is not None)


@lru_cache(maxsize=4096)
def weighed(found: Shape) -> float:
    """The sum of the clues that hold."""
    return sum(clue.weight for clue in CLUES if clue.holds(found))


def is_verse(block: Block, page: Page) -> bool:
    """True for lines of verse: a line set in, or lines whose shape speaks for verse."""
    if len(block.lines) == 1:
        return _is_single(block, page)
    if not _may_be(block, page) or block.text.isupper() or max(map(len, block.texts)) > _LONGEST_LINE:
        return False
    weight = weighed(shape(block, page))
    return weight >= _THRESHOLD or (weight + _RHYME >= _THRESHOLD and _rhymed(block))


def _may_be(block: Block, page: Page) -> bool:
    """False where a glance tells prose: most blocks."""
    if block.indent - page.indent >= 2:
        return True
    lines = block.lines[1:6]
    return sum(line.text.lstrip(_MARKS)[:1].isupper() for line in lines) * 2 >= len(lines)


def _is_single(block: Block, page: Page) -> bool:
    inset = block.indent - page.indent
    return 2 <= inset <= 12 and len(block.text) < 75 and not block.text.isupper() and not _CODE.search(block.text)


def is_ragged(block: Block, page: Page) -> bool:
    """True for lines of verse in a book of verse: what is no prose, by its own measure, and no list."""
    longest = max(map(len, block.texts))
    if len(block.lines) == 1 or longest > _LONGEST_LINE:
        return longest <= _LONGEST_ALONE
    found = shape(block, page)
    measure = max(line.indent + len(line.text) for line in block.lines[:-1])
    full = len(block.lines) > 2 and filled(block, measure) >= _FULL
    if full and measure >= (_SHORT if found.capital < 0.85 else _PROSE):
        return False
    if measure >= _PROSE and found.capital < 0.85 and weighed(found) < 0:
        return False
    listed = found.figures >= 0.3 or found.items >= 0.4 or found.labels >= 0.4
    return not listed and filled(block, page.width) <= 0.5


def paragraphs(block: Block) -> list[Block]:
    """The paragraphs of verse without blank lines between them: each begins with a line set in; one where none does.

    Lines set in by turns are the pattern of a stanza; paragraphs are of several lines, and differ in length.
    """
    margin = block.indent
    high = [text.lstrip(_MARKS)[:1].isupper() for text in block.texts]
    starts = [at for at, line in enumerate(block.lines) if line.indent > margin and high[at]]
    edges = sorted({0, *starts, len(block.lines)})
    sizes = [after - before for before, after in pairwise(edges)]
    inset = {block.lines[at].indent for at in starts}
    regular = len(sizes) > 1 and len({*sizes}) == 1 and sizes[0] <= _STANZA
    uneven = len(inset) != 1 or min(sizes[:-1], default=0) < _PARAGRAPH or sum(high) * 5 < len(high) * 4
    if len(block.lines) < _LONG or uneven or regular or len(starts) * (_PARAGRAPH + 1) > len(block.lines):
        return [block]
    return [
        block.part(first, last)._replace(blanks=block.blanks if not first else 0) for first, last in pairwise(edges)
    ]


_LONG: Final = 8
"""Least lines of a block that may be several paragraphs of verse."""
_PARAGRAPH: Final = 2
"""Least lines of a paragraph of verse, in the mean one more."""
_STANZA: Final = 4
"""Lines of a stanza whose first line may always be set in."""


def stanza(block: Block, page: Page, first: int = 1) -> Iterator[Annotation]:
    """The stanza of a block and its lines, counted from `first`; indentation named in ``@rend``."""
    number, margin = numbered(block), block.indent
    yield Annotation("lg", block.start, block.end, {"type": "stanza"}, "verse")
    if number:
        yield Annotation("label", block.lines[0].start, block.lines[0].end, {}, "verse")
    for at, line in enumerate(block.lines[number:]):
        attrs = {"n": str(first + at)}
        if depth := (line.indent - margin + 1) // 2:
            attrs["rend"] = f"indent({depth})"
        yield Annotation("l", line.start, line.end, attrs, "verse")
