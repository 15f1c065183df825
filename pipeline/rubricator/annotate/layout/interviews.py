"""A collection of interviews or the like: one label that names a record of what was said heads each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rubricator.language import lexicon
from rubricator.reading.blocks import Block

_LABEL: Final = re.compile(r"_?(?P<label>[^\W\d_][\w’' -]{1,40}?)_?:(?=\s)")
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 3
"""Least heads of a collection."""
_MOST_BLOCKS: Final = 150
"""Blocks of an interview, on the average at most."""
_WIDE: Final = 8
"""Least blocks between the heads of two interviews, on the average: nearer, the label is that of a speaker."""


def interviews(found: Sequence[Block], language: str) -> list[int]:
    """The blocks that head interviews; none where there is no such series."""
    record = frozenset(lexicon(language).genre.record)
    labels = [match["label"].casefold() if (match := _LABEL.match(block.text)) else "" for block in found]
    counted = Counter(label for label in labels if not record.isdisjoint(_TOKEN.findall(label)))
    heads = [at for at, label in enumerate(labels) if counted[label] >= _LEAST]
    apart = len(heads) >= max(_LEAST, len(found) // _MOST_BLOCKS) and len(found) >= _WIDE * len(heads)
    return heads if apart else []
