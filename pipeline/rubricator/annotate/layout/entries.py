"""A printed table of contents, with a heading or without: where it stands, and which blocks its entries name.

An entry is a line of words, perhaps with a mark before it, dots and a page number after it. A run of such lines, most
of which stand again later as short blocks of their own, is a table of contents; and what an entry names is a heading,
however it is set: the table is a second witness for headings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rubricator.reading.blocks import Block

PAGE: Final = re.compile(
    r"(?:[ .,]+|[\s.,·_-]{2,}|\t)(?:\d{1,4}(?:[–-]\d{1,4})?|[ivxlc]+)\s*$|[\s.]{3,}$",
    re.IGNORECASE,
)
"""Dots and the number of the page after an entry."""
_MARK: Final = re.compile(r"^(?:[*•·-]\s+)+")
_WORDS: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"^(?:[^\W\d_]{3,}\s+)?(?:[ivxlcdm]+|\d+(?:\s\d+)*)\s+(?=\S)")
"""A number at the start, perhaps after a word for what it counts."""
_LONGEST: Final = 150
"""Most characters of an entry, or of what it names."""
_LEAST: Final = 4
_SHARE: Final = 0.5
_SHARE_HEADED: Final = 0.2
"""Least entries that name something, and their share, without a heading and under one."""
_DISTINCT: Final = 0.8
"""Share of entries that are not as another; short speeches repeat each other."""
_WORDY: Final = 8
"""Spaces in a line without a page from which a stop at its end is that of a sentence."""
_BROKEN: Final = 4
_MOST: Final = 600
"""Most blocks of a table of contents."""
_REACH: Final = 80
"""Blocks within which a table of contents without a heading begins."""
_STEP: Final = 2
"""Columns by which an entry is set in under another."""


class Entry(NamedTuple):
    """A line of a table of contents: its words as a key, its depth, the block that it names (-1: none)."""

    words: str
    level: int
    target: int


class Table(NamedTuple):
    """The blocks `first` to `last` of a table of contents, and its entries."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def key(text: str) -> str:
    """A heading's words for comparison."""
    return " ".join(_WORDS.findall(text.lower()))


def bare(words: str) -> str:
    """A key without the number it begins with."""
    return _NUMBER.sub("", words)


def entry(line: str) -> str:
    """The key of an entry: its words without mark, dots and page."""
    return key(PAGE.sub("", _MARK.sub("", line)))


def is_entry(line: str) -> bool:
    """True for a line that may be an entry: short, with letters, no end of a sentence."""
    words = PAGE.sub("", line).rstrip()
    sentence = words == line.rstrip() and words[-1:] in (".", "?", "!") and words.count(" ") >= _WORDY
    return len(words) <= _LONGEST and any(map(str.isalpha, words)) and not words.endswith((",", ";")) and not sentence


def table(
    found: Sequence[Block], first: int, places: Mapping[str, Sequence[int]], headed: bool = False
) -> Table | None:
    """The table of contents that begins with the block `first`, None where its lines name nothing that follows.

    `places` are those of `places`. Under a heading that says so (`headed`) fewer entries must name something.
    """
    last = first
    seen: set[str] = set()
    while last < min(len(found), first + _MOST) and _is_list(found[last]) and not _begins(found[last], seen):
        seen |= set(map(entry, found[last].texts))
        last += 1
    while last > first and not _names(found[last - 1], places, last - 1):
        last -= 1
    lines = [words for block in found[first:last] for text in block.texts if (words := entry(text))]
    named = sum(_target(words, places, last - 1) >= 0 for words in lines)
    if _is_register(found[first:last]):
        last = _before_text(found, first, last)
    share = _SHARE_HEADED if headed else _SHARE
    clear = named >= max(_LEAST, share * len(lines)) and len({*lines}) >= _DISTINCT * len(lines)
    if not clear and (first > _TOP or named < _LEAST or not _is_register(found[first:last])):
        return None
    return Table(first, last, tuple(_entries(found, first, last, places)))


_TOP: Final = 10
"""Blocks at the very start of a text."""
_REGISTER: Final = 30
"""Least lines of a register at the start of a text, of which not all name a heading."""


def _is_register(listed: Sequence[Block]) -> bool:
    """True for many lines that hardly ever end as sentences do."""
    texts = [text for block in listed for text in block.texts]
    return len(texts) >= _REGISTER and sum(text[-1] in ".?!:" for text in texts) * 5 < len(texts)


def _before_text(found: Sequence[Block], first: int, last: int) -> int:
    """The block before which a register ends, for half of the lines after it end as sentences and labels do."""
    ended = [found[at].text[-1:] in (".", "?", "!", ":") for at in range(first, last)]
    return next((first + at for at in range(len(ended)) if ended[at] and sum(ended[at : at + 6]) > 2), last)


def _begins(block: Block, seen: Collection[str]) -> bool:
    """True for a line with text after it that an entry has named: there the table is over."""
    return len(block.lines) == 1 and block.blanks > 1 and entry(block.text) in seen


def _is_list(block: Block) -> bool:
    """True for lines that may be entries; one in four may go on in the next line."""
    broken = sum(not is_entry(text) for text in block.texts)
    return broken * _BROKEN <= len(block.lines) and not (len(block.lines) > 1 and _is_paragraph(block))


def _is_paragraph(block: Block) -> bool:
    """True for lines of which one goes on in the next with a small letter, and that end as a sentence."""
    goes_on = sum(text[:1].islower() for text in block.texts[1:])
    return goes_on * 3 >= len(block.lines) and block.text[-1:] in (".", "?", "!")


def _names(block: Block, places: Mapping[str, Sequence[int]], after: int) -> bool:
    return any(_target(entry(text), places, after) >= 0 for text in block.texts)


def places(found: Sequence[Block]) -> dict[str, list[int]]:
    """Where short blocks stand by their keys, whole, without number, and by their first line."""
    known: dict[str, list[int]] = {}
    for at, block in enumerate(found):
        if len(block.text) > _LONGEST or len(block.lines) > 4 or block.text[-1:] in ("", ",", ";"):
            continue
        whole = key(block.text)
        for words in {whole, bare(whole), key(block.texts[0])} - {""}:
            known.setdefault(words, []).append(at)
    return known


def _target(words: str, places: Mapping[str, Sequence[int]], after: int) -> int:
    """The first block of some words after another; -1 where there is none."""
    at = places.get(words) or places.get(bare(words)) or ()
    following = bisect_right(at, after)
    return at[following] if following < len(at) else -1


def _entries(found: Sequence[Block], first: int, last: int, places: Mapping[str, Sequence[int]]) -> Iterator[Entry]:
    """The entries, each led to the first block of its words after the block of the entry before."""
    margins: list[int] = []
    before = last - 1
    for block in found[first:last]:
        for line in block.lines:
            while margins and margins[-1] > line.indent - _STEP:
                margins.pop()
            margins.append(line.indent)
            words = entry(line.text)
            target = _target(words, places, before)
            before = max(target, before)
            yield Entry(words, len(margins) - 1, target)


def unheaded(found: Sequence[Block], places: Mapping[str, Sequence[int]]) -> Table | None:
    """A table of contents without a heading, at the start of a text."""
    at, end = 0, min(len(found), _REACH)
    while at < end:
        named = _is_list(found[at]) and _names(found[at], places, at)
        if named and (one := table(found, at, places)):
            return one
        at += 1
        while at < end and found[at].blanks < 2 and _is_list(found[at - 1]):
            at += 1
    return None
