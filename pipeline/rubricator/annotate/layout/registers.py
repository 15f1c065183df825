"""Lists without marks: registers and printed indexes, lists of ingredients, terms with what they mean (3.8 [COLI]).

Lines that stand each for itself are items where a series tells so: the order of the alphabet, a quantity at the head of
most lines, a line that announces them. In an index, lines set in below an entry are its sub-entries, those below a full
line go on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from rubricator.annotate.verse.lines import is_verse
from rubricator.model.document import Annotation, Cert
from rubricator.model.name_forms import unaccented
from rubricator.reading.blocks import Block, Line, Page

_LEAST: Final = 6
"""Fewest lines that are no chance in the order of the alphabet: one run in seven hundred is."""
_ORDERED: Final = 0.9
_DISTINCT: Final = 0.6
"""Share of the lines that begin with words of their own: verses may begin alike."""
_OPEN: Final = 0.7
"""Share of the lines that end without the mark of a sentence."""
_GLANCE: Final = 16
"""Blocks of a run from which on, at each doubling, its beginning is held to a part of what the whole must have."""
_GLANCING: Final = 0.8
_LONGEST_LINE: Final = 64
_WIDEST_GAP: Final = 2
_DEEPER: Final = 2
"""Places from which a line stands below the one above it."""
_QUANTITIES: Final = 0.6
"""Share of the lines that begin with a quantity in a list of ingredients."""
_FEWEST: Final = 3
_LONGEST_TERM: Final = 60
_MOST_WORDS: Final = 6
_ABBREVIATED: Final = 12
"""Most characters of a term that ends with a full stop: an abbreviation."""
_MARKS: Final = frozenset(".!?;:—-")
_AFTER_MARKS: Final = '"”’)]_'
_QUANTITY: Final = re.compile(r"(?:\d+(?:[ .,/-]\d+)*|[¼½¾⅓⅔⅛⅜⅝⅞])[¼½¾⅓⅔⅛⅜⅝⅞]?\s+[^\W\d_]")
_FIGURE: Final = re.compile(r"\d")


class Entry(NamedTuple):
    """An item over some lines, and the lines below it."""

    start: int
    end: int
    below: tuple[Entry, ...] = ()


def register(found: Sequence[Block], at: int, page: Page, division: str) -> tuple[int, list[Annotation]] | None:
    """The list that begins with the block `at`: an index, or lines in the order of the alphabet."""
    is_index = division == "index"
    run = _run(found, at, is_index)
    if not run:
        return None
    margin = min(found[n].indent for n in run)
    lines = _outer(found, run, margin)
    if not (_is_index(lines) if is_index else _is_register(lines)):
        return None
    items = [entry for n in run for entry in _entries(found[n].lines, margin, page.width)]
    return len(run), [*_list(items, "register", "high" if is_index else "medium")]


def _run(found: Sequence[Block], at: int, is_index: bool) -> list[int]:
    """The blocks that may be one list; of a long run the beginning must look like one, else each block reads it all."""
    run: list[int] = []
    for n in takewhile(lambda n: _may_go_on(found, at, n, is_index), range(at, len(found))):
        run.append(n)
        long = len(run) >= _GLANCE and not len(run) & (len(run) - 1)
        if long and not is_index and not _is_register(_outer(found, run, found[at].indent), _GLANCING):
            return []
    return run


def _outer(found: Sequence[Block], run: Sequence[int], margin: int) -> list[Line]:
    """The lines of a run that are not set in below others."""
    return [line for n in run for line in found[n].lines if line.indent < margin + _DEEPER]


def _may_go_on(found: Sequence[Block], first: int, at: int, is_index: bool) -> bool:
    block = found[at]
    if at > first and block.blanks > _WIDEST_GAP + 2 * is_index:
        return False
    if not is_index and block.indent != found[first].indent:
        return False
    if is_index:
        return len(block.text) > 1 and block.text[:1] not in "[("
    return max(map(len, block.texts)) <= _LONGEST_LINE and block.text[:1].isalpha()


def _is_index(lines: Sequence[Line]) -> bool:
    """True where most entries have the number of a page, or stand in the order of the alphabet."""
    keys = [_key(line.text) for line in lines]
    numbered = sum(_FIGURE.search(line.text) is not None for line in lines)
    return len(lines) > 1 and (numbered * 2 >= len(lines) or keys == sorted(keys))


def _is_register(lines: Sequence[Line], share: float = 1.0) -> bool:
    """True for lines in the order of the alphabet; `share` of what is asked is enough where not all are seen."""
    if len(lines) < _LEAST:
        return False
    unended = sum(not _is_ended(line.text) for line in lines)
    if unended < share * _OPEN * len(lines):
        return False
    keys = [_key(line.text) for line in lines]
    ordered = sum(before <= after for before, after in pairwise(keys))
    if ordered < share * _ORDERED * (len(keys) - 1):
        return False
    return len({key.partition(" ")[0] for key in keys}) >= share * _DISTINCT * len(keys)


def _is_ended(text: str) -> bool:
    """True for words that end with the mark of a sentence or a part of one."""
    return text.rstrip(_AFTER_MARKS)[-1:] in _MARKS


@lru_cache(maxsize=1 << 16)
def _key(text: str) -> str:
    """The words of a line as they are sorted: without marks and accents."""
    kept = (one if one.isalnum() else " " for one in unaccented(text).casefold())
    return " ".join("".join(kept).split())


def _entries(lines: Sequence[Line], margin: int, width: int) -> Iterator[Entry]:
    """The entries of a block, each with the lines below it."""
    starts = [at for at, line in enumerate(lines) if not at or line.indent < margin + _DEEPER]
    for first, last in pairwise([*starts, len(lines)]):
        head = first + 1
        while head < last and _is_turned_over(lines[head - 1], lines[head], width):
            head += 1
        below = lines[head:last]
        inner = tuple(_entries(below, min(line.indent for line in below), width)) if below else ()
        yield Entry(lines[first].start, lines[last - 1].end, inner)


def _is_turned_over(before: Line, line: Line, width: int) -> bool:
    """True for what had no room on the line before, or is a number that belongs to its words."""
    full = before.indent + len(before.text) + 1 + len(line.text.partition(" ")[0]) > width > 0
    return full or line.text[:1].isdecimal() or before.text.endswith((",", "-"))


def ingredients(found: Sequence[Block], at: int, page: Page) -> tuple[int, list[Annotation]] | None:
    """Lines that begin with quantities, or short lines that the one before announces with a colon."""
    block = found[at]
    if len(block.lines) < _FEWEST or max(map(len, block.texts)) > _LONGEST_LINE or len(set(block.texts)) == 1:
        return None
    measured = sum(_QUANTITY.match(text) is not None for text in block.texts) >= _QUANTITIES * len(block.lines)
    announced = at > 0 and found[at - 1].text.endswith((":", ":—", ":--")) and _stand_apart(block)
    if not (measured or announced) or is_verse(block, page):
        return None
    items = [Entry(line.start, line.end) for line in block.lines]
    return 1, [*_list(items, "lines-apart", "medium")]


def _stand_apart(block: Block) -> bool:
    """True for lines of few words, none of which goes on with the one before."""
    few = all(len(text.split()) <= _MOST_WORDS for text in block.texts)
    alike = {text[:1].islower() for text in block.texts}
    unended = sum(not _is_ended(text) for text in block.texts)
    return few and len(alike) == 1 and unended >= _OPEN * len(block.lines)


def glosses(found: Sequence[Block], at: int, page: Page) -> tuple[int, list[Annotation]] | None:
    """Terms, each on a line of its own, with what they mean set in below: three of them or more."""
    pairs: list[tuple[Line, int, Sequence[Line], int]] = []
    n = at
    margin = found[at].indent
    while n < len(found) and (one := _gloss(found, n, margin, page)):
        pairs.append(one)
        n = one[3]
    if len(pairs) < _FEWEST:
        return None
    end = pairs[-1][2][-1].end
    made = [Annotation("list", pairs[0][0].start, end, {"type": "gloss"}, "gloss", "medium")]
    for number, (term, first, meaning, after) in enumerate(pairs, 1):
        n_of = {"n": str(number)}
        made.append(Annotation("label", term.start, term.end, n_of, "gloss"))
        made.append(Annotation("item", meaning[0].start, meaning[-1].end, n_of, "gloss"))
        made += _paragraphs(found[first:after], meaning)
    return n - at, made


def _gloss(found: Sequence[Block], at: int, margin: int, page: Page) -> tuple[Line, int, Sequence[Line], int] | None:
    """A term, the first block of its meaning, the lines of it, the block after it; None where none stands here."""
    block = found[at]
    if not margin <= block.lines[0].indent < margin + _DEEPER or not _is_term(block.lines[0].text):
        return None
    lines = list(block.lines[1:])
    last = at + 1
    first = at if lines else last
    while last < len(found) and found[last].indent >= margin + _DEEPER and found[last].blanks <= 1:
        lines += found[last].lines
        last += 1
    if not lines or min(line.indent for line in lines) < margin + _DEEPER or margin < page.indent:
        return None
    return None if _is_sung(found, at, page) else (block.lines[0], first, lines, last)


def _is_sung(found: Sequence[Block], at: int, page: Page) -> bool:
    """True where what follows a term is verse of several lines, which it leads to."""
    meaning = found[at].part(1, len(found[at].lines)) if len(found[at].lines) > 1 else found[at + 1]
    capitals = not any(text[:1].islower() for text in meaning.texts)
    return len(meaning.lines) > 1 and capitals and is_verse(meaning, page)


def _is_term(text: str) -> bool:
    words = text.split()
    ended = _is_ended(text) and not (len(text) <= _ABBREVIATED and text.endswith("."))
    return len(text) <= _LONGEST_TERM and len(words) <= _MOST_WORDS and not ended


def _paragraphs(blocks: Sequence[Block], meaning: Sequence[Line]) -> Iterator[Annotation]:
    """The paragraphs of what a term means, where it has several."""
    if len(blocks) > 1:
        for block in blocks:
            start = max(block.start, meaning[0].start)
            yield Annotation("p", start, block.end, {}, "gloss")


def _list(items: Sequence[Entry], rule: str, cert: Cert) -> Iterator[Annotation]:
    yield Annotation("list", items[0].start, items[-1].end, {"type": "simple"}, rule, cert)
    for item in items:
        yield Annotation("item", item.start, item.end, {}, rule)
        if item.below:
            yield from _list(item.below, rule, cert)
