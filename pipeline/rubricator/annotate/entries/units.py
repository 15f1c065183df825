"""A unit of a series: a stretch that begins with a label or a head of its own, as an entry or a letter does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rubricator.model.explanation import Explanation
from rubricator.reading.blocks import Block

Rule = Literal["dated-entry", "headword", "letter-of-alphabet", "letter-head"]


class Unit(NamedTuple):
    """An entry or letter that begins at the block `first`; its label or head is the span `start` to `end`.

    Where the `head` stands alone, its text begins with the next block.
    """

    first: int
    start: int
    end: int
    head: bool
    rule: Rule


class Series(NamedTuple):
    """Units that follow each other, and how much of the stretch they explain."""

    units: tuple[Unit, ...] = ()
    explanation: Explanation = Explanation("", 0.0)


NONE = Series()


def series(units: Sequence[Unit], found: Sequence[Block], reading: str, longest: int, evidence: str) -> Series:
    """A series of units, each thought to be of so many blocks at most."""
    ends = [*(one.first for one in units[1:]), len(found)]
    inside = (
        len(block.text)
        for one, end in zip(units, ends, strict=True)
        for block in found[one.first : min(end, one.first + longest)]
    )
    share = sum(inside) / max(sum(len(block.text) for block in found), 1)
    return Series(tuple(units), Explanation(reading, share, evidence))
