"""What an archive wrote around a text: licence and credits before the start mark and after the end mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rubricator.language import alternatives
from rubricator.language.lexicon import archives
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, blocks

_REACH: Final = 100_000
"""How many characters from either end an archive's words may stand."""
_CREDIT: Final = 400
"""Most characters of a transcriber's credits after the start mark."""
_BETWEEN: Final = 4
"""How far apart two blocks may stand that name the archive, where no mark says how far its words go."""
_LEAST: Final = 3
"""How many blocks must name it then."""
_HEADING: Final = 40
"""Most characters of the heading of a transcriber's note."""
_NOTES: Final = 60
"""Most blocks of such a note."""
_LONGEST: Final = 150
"""Most blocks of a licence."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    listed = archives()
    start, end = (re.compile("|".join(marks), re.IGNORECASE | re.MULTILINE) for marks in (listed.start, listed.end))
    return start, end, re.compile(rf"(?:{alternatives(listed.signs)})", re.IGNORECASE)


@lru_cache(maxsize=2)
def own_part(text: str) -> tuple[int, int]:
    """`framed` of the blocks of a text, for more than one asks."""
    return framed(blocks(text))


def framed(found: Sequence[Block]) -> tuple[int, int]:
    """Indexes of the first block after the opening boilerplate and of the first one of the closing."""
    start, end, signs = _patterns()
    if not found:
        return 0, 0
    source, starts = found[0].source, [block.start for block in found]
    third = min(max(len(found) // 3, 40), len(found))
    opening = start.search(source, starts[0], min(found[third - 1].end, starts[0] + _REACH))
    first = bisect_right(starts, opening.start()) if opening else _signed(found[:third], signs)
    first += _credits_length(found[first:], signs, first > 0)
    closing = end.search(source, max(starts[first], len(source) - _REACH)) if first < len(found) else None
    last = bisect_right(starts, closing.start()) - 1 if closing else len(found) - _signed_end(found[first:], signs)
    return (first, last) if first < last else (0, len(found))


def _credits_length(found: Sequence[Block], signs: re.Pattern[str], marked: bool) -> int:
    """Number of blocks of transcribers' notes and, after what an archive wrote, of their credits."""
    at = 0
    while at < len(found) - 1:
        credit = marked and len(found[at].text) < _CREDIT and signs.search(found[at].text) is not None
        length = _notes_length(found[at:]) or credit
        if not length:
            break
        at += length
    return at


def _notes_length(found: Sequence[Block], without_gap: int = 0) -> int:
    """Number of blocks of a transcriber's note: one, or what its bracket holds, or under a heading all up to a gap.

    Where no gap follows the heading, `without_gap`.
    """
    named = archives().transcriber
    if not found or not found[0].text.lstrip("[_*= ").replace("’", "'").lower().startswith(named):
        return 0
    if found[0].text.startswith("[") and (closed := _closed(found)):
        return closed
    if len(found[0].text) > _HEADING or len(found) == 1:
        return 1
    gap = found[1].blanks
    return next((at for at, block in enumerate(found[:_NOTES]) if at > 1 and block.blanks > gap), without_gap)


def _closed(found: Sequence[Block]) -> int:
    """Number of blocks up to the bracket that closes the one at the start; 0 without any."""
    depth = 0
    for at, block in enumerate(found[:_NOTES], 1):
        depth += block.text.count("[") - block.text.count("]")
        if not depth:
            return at
    return 0


def _signed(found: Sequence[Block], signs: re.Pattern[str]) -> int:
    """Number of blocks at the start, without a mark after them, that an archive signs again and again; 0 for few."""
    last, count = -1, 0
    for at, block in enumerate(found):
        if at > last + _BETWEEN:
            break
        if signs.search(block.text):
            last, count = at, count + 1
    return last + 1 if count >= _LEAST and last + 1 < len(found) else 0


def _signed_end(found: Sequence[Block], signs: re.Pattern[str]) -> int:
    """Number of blocks at the end that an archive signs; 0 for few."""
    return _signed(found[: -_LONGEST - 1 : -1], signs)


def boilerplate(found: Sequence[Block], ids: Iterator[int]) -> Iterator[Annotation]:
    """Divisions that keep these blocks whole: what the archive wrote, and each transcriber's note by itself."""
    for first, end in pairwise(_edges(found)):
        part = found[first:end]
        yield Annotation(
            "div", part[0].start, part[-1].end, {"id": f"d.{next(ids)}", "type": "boilerplate"}, "boilerplate"
        )
        words = _told(part)
        if words:
            yield Annotation("fileNote", words[0].start, words[-1].end, {}, "boilerplate")
        for at, block in enumerate(part):
            headed = words and at < len(part) - len(words)
            yield Annotation("head" if headed else "p", block.start, block.end, {}, "boilerplate")


def _told(found: Sequence[Block]) -> Sequence[Block]:
    """What a transcriber tells in a division of boilerplate, its heading apart; nothing in licence and credits."""
    if not _notes_length(found, len(found)):
        return ()
    return found[1:] if len(found) > 1 and len(found[0].text) <= _HEADING else found


def _edges(found: Sequence[Block]) -> Iterator[int]:
    """Where a transcriber's note begins and ends among blocks of an archive, the first and the last edge included."""
    at = edge = 0
    yield edge
    while at < len(found):
        length = _notes_length(found[at:], len(found) - at)
        if length and at > edge:
            yield at
        at += length or 1
        if length or at == len(found):
            edge = at
            yield edge
