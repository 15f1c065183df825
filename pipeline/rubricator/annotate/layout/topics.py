"""The headings of a debate or hearing: lines in capitals between the speeches, whatever space stands around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from rubricator.annotate.layout.headings import is_capital
from rubricator.reading.blocks import Block

_LONGEST: Final = 160
_MOST_LINES: Final = 3
_LEAST_WORDS: Final = 2
"""Words of a heading; one alone may head a list of names: Ayes, Noes."""
_NAME: Final = 5
_INITIAL: Final = re.compile(r"(?<![^\W_])[^\W\d_]\.")
_LEAST: Final = 2
"""Fewest such headings of a text."""


def topics(found: Sequence[Block], labelled: Collection[int]) -> list[int]:
    """The blocks that head what is debated, none before the first speech but those right above it."""
    heads = [at for at, block in enumerate(found) if at not in labelled and at + 1 < len(found) and _is_topic(block)]
    heads = [at for at in heads if not _signs(found[at])]
    first = min(labelled, default=len(found))
    after = [at for at in heads if at > first]
    above = [at for at in heads if at < first and (at or first == 1)]
    return [*above, *after] if len(after) + bool(above) >= _LEAST else []


def _signs(block: Block) -> bool:
    """True for a name with an initial, under a letter that is read out."""
    return len(block.words.split()) <= _NAME and _INITIAL.search(block.words) is not None


def _is_topic(block: Block) -> bool:
    """True for a short block in capitals that is no bracket and no sentence."""
    text = block.words.strip("_*=")
    if len(text) > _LONGEST or len(block.lines) > _MOST_LINES or text[:1] in "[(" or text[-1:] in "?!:;,":
        return False
    return is_capital(text) and len(text.split()) >= _LEAST_WORDS
