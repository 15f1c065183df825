"""Which divisions the series of a text open: entries of a diary or a dictionary, letters of a correspondence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rubricator.annotate.entries.diary import diary
from rubricator.annotate.entries.headwords import headwords, letters
from rubricator.annotate.entries.units import Series, Unit
from rubricator.annotate.layout.headings import Heading
from rubricator.annotate.letters.correspondence import correspondence
from rubricator.annotate.letters.letters import opens
from rubricator.reading.blocks import Block

ENTRY_RANK = 6.5
"""Entries stand inside chapters, and hold sections."""
INNER_RANK = 7
"""What seems a chapter inside a series of articles is a section of one."""
_OUTSIDE = frozenset({"contents", "index", "bibliography", "castList", "notes", "boilerplate"})
"""Divisions that are in order by themselves, and hold no articles."""
_PLAIN = ("bare", "title", "numbered")
_GENERAL = ("chapter", "section", "story")
_MOST = (3, 5)
"""Three of five: some letters lack a dateline, or the end of one is lost."""


def with_series(
    found: Sequence[Block], heads: Sequence[Heading], language: str, taken: Collection[int]
) -> list[Heading]:
    """The headings, and those of the entries and letters that follow each other; `taken` blocks are none."""
    passed = {*taken, *_outside(found, heads)}
    letter = correspondence(found, language, passed)
    days = diary(found, language, passed)
    days = days if days.explanation.share > letter.explanation.share else Series()
    words = headwords(found, passed)
    words = words if words.explanation.share > days.explanation.share else Series()
    if not heads and not letter.units and found and opens(found, 0, len(found), language):
        return [Heading(0, 0, "letter-alone", "letter", 6)]
    opened = [*letter.units, *days.units, *words.units, *letters(found, words.units)]
    kept = _as_letters(found, _without(heads, opened), language)
    if words.units:
        kept = [*_as_sections(kept, words.units[0].first, words.units[-1].first)]
    return sorted([*kept, *map(_heading, opened)], key=lambda one: (one.first, one.rank))


def _outside(found: Sequence[Block], heads: Sequence[Heading]) -> Iterator[int]:
    ends = [*(one.first for one in heads[1:]), len(found)]
    for one, end in zip(heads, ends, strict=False):
        if one.type in _OUTSIDE:
            yield from range(one.first, end)
        elif one.kind in ("numbered", "named"):
            yield from range(one.first, max(one.last, one.first + 1))


def _without(heads: Sequence[Heading], opened: Sequence[Unit]) -> list[Heading]:
    """The headings less those that a unit of a series already is."""
    firsts = {one.first for one in opened}
    return [one for one in heads if one.first not in firsts or one.kind == "numbered"]


def _as_letters(found: Sequence[Block], heads: list[Heading], language: str) -> list[Heading]:
    """The headings; those of one kind are letters' where most of what they head begins and ends as a letter does."""
    ends = [*(one.first for one in heads[1:]), len(found)]
    like: dict[str, list[bool]] = {}
    for one, end in zip(heads, ends, strict=False):
        if one.kind in _PLAIN and one.type in _GENERAL:
            like.setdefault(one.kind, []).append(opens(found, one.last, end, language))
    few, of = _MOST
    written = {kind for kind, told in like.items() if len(told) > 1 and sum(told) * of >= len(told) * few}
    return [one._replace(type="letter") if one.kind in written and one.type in _GENERAL else one for one in heads]


def _as_sections(heads: Sequence[Heading], first: int, last: int) -> Iterator[Heading]:
    for one in heads:
        inside = first < one.first <= last and one.kind in ("title", "bare")
        yield one._replace(rank=INNER_RANK, type="section") if inside else one


def _heading(one: Unit) -> Heading:
    kinds = {"letter-of-alphabet": ("section", ENTRY_RANK - 0.2), "letter-head": ("letter", 6.0)}
    kind, rank = kinds.get(one.rule, ("entry", ENTRY_RANK))
    part = ("" if one.head else "label", one.start, one.end)
    return Heading(one.first, one.first + one.head, one.rule, kind, rank, 0, (part,))
