"""Where the persons of a play are listed: lines that begin with the names of those who speak (7.1 [DRFRONT]).

The labels are the witness, so that a list is found without a heading, and under one in any language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.drama.cast import folded, role_name
from rubricator.annotate.drama.labels import Key
from rubricator.annotate.drama.script import Script
from rubricator.reading.blocks import Block

_LEAST: Final = 3
"""Least persons of a list, and least lines."""
_LISTED: Final = 0.4
"""Share of the lines of a list that begin with names of speakers; others are mute, or have no part of their own."""
_ALL: Final = 0.7
"""The same for a block that begins like a speech."""
_HEADING: Final = 60
"""Most characters of a heading."""
_BEFORE: Final = 0.1
"""Part of the speeches before which the list stands; its own lines may look like labels."""
_WIDE: Final = 2
"""Most blank lines inside a list."""
_PIECES: Final = 3
"""Least letters by which a label abbreviates a name."""


class Personae(NamedTuple):
    """A list of persons: the block of its heading (-1 without one), its first block and the one after its last."""

    head: int
    first: int
    last: int


def personae(found: Sequence[Block], how: Script) -> Personae | None:
    """The list of persons before the speeches, None where there is none."""
    starts = sorted(how.labels)
    if not starts:
        return None
    keys = {one.key for one in how.labels.values() if len(one.key[0]) > 1}
    limit = starts[min(int(len(starts) * _BEFORE) + _LEAST, len(starts) - 1)]
    ahead = [at for at, block in enumerate(found) if block.start < limit]
    return next(_lists(found[: len(ahead)], keys, how), None)


def _lists(ahead: Sequence[Block], keys: set[Key], how: Script) -> Iterator[Personae]:
    """Runs of blocks most of whose lines name speakers."""
    told = [_named(block, keys, how.language, block.start in how.labels) for block in ahead]
    first = 0
    while first < len(ahead):
        last, named = first, set[Key]()
        while (
            last < len(ahead) and (known := told[last]) is not None and (last == first or ahead[last].blanks <= _WIDE)
        ):
            named, last = named | known, last + 1
        if len(named) >= _LEAST and sum(len(block.lines) for block in ahead[first:last]) >= _LEAST:
            yield Personae(_head(ahead, first), first, last)
        first = max(last, first + 1)


def _is_apart(block: Block, later: bool) -> bool:
    return later and block.blanks > _WIDE


def _named(block: Block, keys: set[Key], language: str, speaks: bool) -> set[Key] | None:
    """The speakers whom the lines of a block name; None for a block that is no list, or `speaks` by its label."""
    found: set[Key] = set()
    lines = 0
    for line in block.lines:
        words = folded(role_name(line.text, language))
        told = {key for key in keys if _means(key, words)}
        found |= told
        lines += bool(told)
    outer = sum(line.indent <= block.indent for line in block.lines)
    if speaks and not (len(found) >= _LEAST and lines >= _ALL * outer):
        return None
    return found if lines >= max(_LISTED * outer, 1) and (len(block.lines) > 1 or _is_short(block)) else None


def _is_short(block: Block) -> bool:
    return len(block.text) < 2 * _HEADING


def _means(key: Key, words: Sequence[str]) -> bool:
    """True where a label is a name of the list, or begins its words."""
    rest = iter(words)
    return all(
        any(word == piece or (len(piece) >= _PIECES and word.startswith(piece)) for word in rest) for piece in key
    )


def _head(ahead: Sequence[Block], first: int) -> int:
    """The block before a list, where it is a heading."""
    block = ahead[first - 1] if first else None
    return first - 1 if block and len(block.text) < _HEADING and len(block.lines) == 1 else -1
