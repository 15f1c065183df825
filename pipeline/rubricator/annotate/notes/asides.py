"""Notes that no call leads to: of the margin, of the transcriber, in brackets among the words they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.notes.candidates import Body
from rubricator.reading.blocks import Block
from rubricator.reading.note_marks import note_words
from rubricator.reading.search import matches_at

_HASHED: Final = re.compile(r"#[^\s#\d][^#]{0,400}#")
"""A note of the margin between two hash signs."""
_LEAST: Final = 4
_SHARE: Final = 0.9
"""Fewest such notes of a text, and what part of all its hash signs they must account for."""
_LONGEST: Final = 3000


class Aside(NamedTuple):
    """A note among words; `sort` is whose it is: note, margin, editor, transcriber."""

    start: int
    end: int
    sort: str


def among(found: Sequence[Block], language: str) -> Iterator[Aside]:
    """Notes in brackets that say what they are, and notes of the margin between hash signs."""
    source, start, end = found[0].source, found[0].start, found[-1].end
    pattern = note_words(language)
    for match in matches_at(source, pattern, "[", "{", start=start, end=end):
        sort = next(name for name in ("transcriber", "editor", "margin", "note") if match[name])
        close = _closing(source, match.start(), min(match.start() + _LONGEST, end))
        if close:
            yield Aside(match.start(), close, sort)
    yield from (Aside(*span, "margin") for span in _hashes(found))


def _closing(source: str, start: int, limit: int) -> int:
    """Where the bracket at `start` is closed before the next blank line; 0 where it is not."""
    blank = source.find("\n\n", start, limit)
    limit = blank if blank >= 0 else limit
    opening, closing = ("[", "]") if source[start] == "[" else ("{", "}")
    depth, here = 0, start
    while here < limit:
        close = source.find(closing, here, limit)
        if close < 0:
            return 0
        depth += source.count(opening, here, close) - 1
        here = close + 1
        if not depth:
            return here
    return 0


def _hashes(found: Sequence[Block]) -> list[tuple[int, int]]:
    """Stretches between hash signs, where the text uses these signs for nothing else."""
    source = found[0].source
    signs = source.count("#", found[0].start, found[-1].end)
    if signs < 2 * _LEAST:
        return []
    marked = [block for block in found if "#" in block.text]
    spans = [match.span() for block in marked for match in _HASHED.finditer(source, block.start, block.end)]
    return spans if len(spans) >= _LEAST and 2 * len(spans) >= _SHARE * signs else []


def hashed(found: Sequence[Block]) -> Iterator[Body]:
    """Blocks that are wholly a note of the margin between hash signs."""
    at = {block.start: number for number, block in enumerate(found)}
    for start, end in _hashes(found):
        number = at.get(start, -1)
        if number >= 0 and found[number].end == end:
            yield Body(start, end, number, False, "word", "sign", "", (start, start + 1), "margin", True)
