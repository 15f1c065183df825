"""What an archive wrote around a text: licence and credits before the start mark and after the end mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rubricator.language import alternatives, table
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

_REACH: Final = 100_000
"""How many characters from either end an archive's words may stand."""
_CREDIT: Final = 400
"""Most characters of a transcriber's credits after the start mark."""
_BETWEEN: Final = 4
"""How far apart two blocks may stand that name the archive, where no mark says how far its words go."""
_LEAST: Final = 3
"""How many blocks must name it then."""
_LONGEST: Final = 150
"""Most blocks of a licence."""


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    listed = table("structure", language)["boilerplate"]
    start, end = (re.compile("|".join(listed[key]), re.IGNORECASE) for key in ("start", "end"))
    return start, end, re.compile(rf"(?:{alternatives(listed['signs'])})", re.IGNORECASE)


def framed(found: Sequence[Block], language: str = "en") -> tuple[int, int]:
    """Indexes of the first block after the opening boilerplate and of the first one of the closing."""
    start, end, signs = _patterns(language)
    if not found:
        return 0, 0
    source, starts = found[0].source, [block.start for block in found]
    third = min(max(len(found) // 3, 40), len(found))
    opening = start.search(source, starts[0], min(found[third - 1].end, starts[0] + _REACH))
    first = bisect_right(starts, opening.start()) if opening else _signed(found[:third], signs)
    while first and first < len(found) - 1 and len(found[first].text) < _CREDIT and signs.search(found[first].text):
        first += 1
    closing = end.search(source, max(starts[first], len(source) - _REACH)) if first < len(found) else None
    last = bisect_right(starts, closing.start()) - 1 if closing else len(found) - _signed_end(found[first:], signs)
    return (first, last) if first < last else (0, len(found))


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


def boilerplate(found: Sequence[Block], id: str) -> Iterator[Annotation]:
    """A division that keeps these blocks whole."""
    yield Annotation("div", found[0].start, found[-1].end, {"id": id, "type": "boilerplate"}, "boilerplate")
    for block in found:
        yield Annotation("p", block.start, block.end, {}, "boilerplate")
