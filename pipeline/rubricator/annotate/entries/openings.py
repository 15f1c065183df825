"""Which divisions the series of a text open: entries of a diary or a dictionary, letters of a correspondence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rubricator.annotate.entries.diary import diary
from rubricator.annotate.entries.headwords import headwords, letters
from rubricator.annotate.entries.units import Series, Unit
from rubricator.annotate.layout.headings import Heading
from rubricator.annotate.letters.correspondence import correspondence
from rubricator.annotate.letters.letters import ends_letter, opens
from rubricator.annotate.letters.parts import is_dateline, is_enclosure, is_salute
from rubricator.reading.blocks import Block

ENTRY_RANK = 6.5
"""Entries stand inside chapters, and hold sections."""
INNER_RANK = 7
"""What seems a chapter inside a series of articles is a section of one."""
_OUTSIDE = frozenset({"contents", "index", "bibliography", "castList", "notes", "boilerplate"})
"""Divisions that are in order by themselves, and hold no articles."""
_PLAIN = ("bare", "title", "numbered")
_GENERAL = ("chapter", "section", "story")
_NEAR = 2
"""Blocks under a heading or a dateline in which the opener of a letter is looked for."""
_MOST = (3, 5)
"""Three of five: some letters lack a dateline, or the end of one is lost."""


def with_series(
    found: Sequence[Block], heads: Sequence[Heading], language: str, taken: Collection[int]
) -> list[Heading]:
    """The headings, and those of the entries and letters that follow each other; `taken` blocks are none."""
    passed = {*taken, *_outside(found, heads)}
    letter = correspondence(found, language, passed)
    heads, units = _titled(heads, letter.units)
    days = diary(found, language, passed)
    if _are_openers(found, days.units, [*heads, *map(_heading, units)], language):
        units = units or _dated_letters(days.units, heads)
        days = Series()
    days = days if days.explanation.share > letter.explanation.share else Series()
    words = headwords(found, passed)
    words = words if words.explanation.share > days.explanation.share else Series()
    if not heads and not units and found and opens(found, 0, len(found), language):
        return [Heading(0, 0, "letter-alone", "letter", 6)]
    opened = [*units, *days.units, *words.units, *letters(found, words.units)]
    kept = _as_letters(found, _without(heads, opened), language)
    kept = _with_enclosures(found, kept, language) if units or any(one.type == "letter" for one in kept) else kept
    if words.units:
        kept = [*_as_sections(kept, words.units[0].first, words.units[-1].first)]
    return sorted([*kept, *map(_heading, opened)], key=lambda one: (one.first, one.rank))


def _titled(heads: Sequence[Heading], letters: Sequence[Unit]) -> tuple[list[Heading], list[Unit]]:
    """The headings, numbers over lines that say to whom a letter is joined to those; and the lines without a number."""
    made, left = list(heads), []
    for unit in letters:
        at = next((at for at, one in enumerate(made) if one.first <= unit.first <= one.last), -1)
        one = made[at] if at >= 0 else None
        if one is None or one.kind != "bare":
            left.append(unit)
        elif one.last == unit.first:
            part = ("title", unit.start, unit.end)
            made[at] = one._replace(last=unit.first + 1, type="letter", parts=(*one.parts, part))
        else:
            made[at] = one._replace(type="letter")
    return made, left


def _with_enclosures(found: Sequence[Block], heads: Sequence[Heading], language: str) -> list[Heading]:
    """The headings, and the lines under a letter that say what came with it."""
    passed = {at for one in heads for at in range(one.first, one.last)}
    rank = next((one.rank for one in heads if one.type == "letter"), 6.0)
    lines = [at for at in range(1, len(found) - 1) if at not in passed and is_enclosure(found[at], language)]
    parts = {at: ("", found[at].start, found[at].end) for at in lines if ends_letter(found[at - 1], language)}
    return [*heads, *(Heading(at, at + 1, "letter-head", "section", rank, 0, (part,)) for at, part in parts.items())]


def _are_openers(found: Sequence[Block], days: Sequence[Unit], heads: Sequence[Heading], language: str) -> bool:
    """True where most days open letters: they stand under the heading of one, or over a salutation."""
    under = {one.last + below for one in heads if one.type == "letter" for below in range(_NEAR)}
    opening = sum(
        one.first in under or (one.head and any(is_salute(block, language) for block in found[one.first + 1 :][:_NEAR]))
        for one in days
    )
    return opening * 2 > len(days) > 0


def _dated_letters(days: Sequence[Unit], heads: Sequence[Heading]) -> list[Unit]:
    """Letters that have nothing above their datelines; none where headings open them."""
    headed = {at for one in heads for at in range(one.first + 1, one.last + 1)}
    if any(one.type == "letter" for one in heads) or sum(one.first in headed for one in days) * 2 > len(days):
        return []
    return [one._replace(end=one.start, rule="letter-head") for one in days]


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
        if one.kind in _PLAIN and one.type in (*_GENERAL, "letter"):
            known = one.type == "letter" or opens(found, one.last, end, language)
            like.setdefault(one.kind, []).append(known)
    few, of = _MOST
    written = {kind for kind, told in like.items() if len(told) > 1 and sum(told) * of >= len(told) * few}
    return [
        _without_dateline(found, one._replace(type="letter"), language)
        if one.kind in written and one.type in (*_GENERAL, "letter")
        else one
        for one in heads
    ]


def _without_dateline(found: Sequence[Block], one: Heading, language: str) -> Heading:
    """The heading without a dateline that was taken for its title: where a letter opens below it."""
    below = found[one.last - 1]
    dated = len(one.parts) > 1 and len(below.lines) == 1 and is_dateline(below, language)
    return one._replace(last=one.last - 1, parts=one.parts[:-1]) if dated else one


def _as_sections(heads: Sequence[Heading], first: int, last: int) -> Iterator[Heading]:
    for one in heads:
        inside = first < one.first <= last and one.kind in ("title", "bare")
        yield one._replace(rank=INNER_RANK, type="section") if inside else one


def _heading(one: Unit) -> Heading:
    kinds = {"letter-of-alphabet": ("section", ENTRY_RANK - 0.2), "letter-head": ("letter", 6.0)}
    kind, rank = kinds.get(one.rule, ("entry", ENTRY_RANK))
    if one.start == one.end:
        return Heading(one.first, one.first, one.rule, kind, rank)
    part = ("" if one.head else "label", one.start, one.end)
    return Heading(one.first, one.first + one.head, one.rule, kind, rank, 0, (part,))
