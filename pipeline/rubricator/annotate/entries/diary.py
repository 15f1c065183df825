"""The entries of a diary: paragraphs or headings that begin with a day, the days in rising order.

A day is a month and a number in either order, a number alone, a weekday, with a place or a year beside it, and a mark
after it or nothing. One such paragraph is no entry; what makes a diary is that they follow each other through the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.entries.units import NONE, Series, Unit, series
from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block

_LEAST: Final = 5
"""Fewest entries of a series; of headings alone three do."""
_LEAST_HEADS: Final = 3
_LONGEST: Final = 60
"""Most blocks that an entry is thought to have."""
_ORDERLY: Final = 0.75
"""Share of the days that must come soon after the one before: editors print some out of place."""
_SOON: Final = 62
_YEAR: Final = 372
"""Days of a year of twelve months of 31 days: near enough to tell rising days."""
_MONTH: Final = 31
_REACH: Final = 90


class Day(NamedTuple):
    """A day as it is labelled; 0 where a part is not named. `end` is where the label ends in the source."""

    at: int
    start: int
    end: int
    month: int
    number: int
    alone: bool


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], ...], dict[str, int]]:
    listed = lexicon(language).common
    numbers = {name.lower(): at for at, forms in enumerate(listed.months, 1) for name in forms}
    months = alternatives(numbers)
    days = alternatives(name for forms in listed.weekdays for name in forms)
    day = rf"(?P<day>\d{{1,2}})(?:{alternatives(listed.ordinal_suffixes)}|\.)?(?![^\W_]|/)"
    month = rf"(?P<month>{months})(?![^\W_])"
    place = r"(?:(?-i:[^\W\d_a-z])[\w’'-]+(?:[ .]+(?-i:[^\W\d_a-z])[\w’'-]+)?[_,.\]]{1,3}\s+[_\[]*)?"
    weekday = rf"(?:(?:{days})(?![^\W_])[_.,]*\s+_?(?:the\s+)?)?"
    year = r"(?:[_,.\s]{1,4}(?P<year>\d{4}))?"
    short_year = r"(?:[_.,\s-]{1,4}(?P<year>\d{2,4}))?"
    aside = r"(?:[_,.\s]{0,3}[(\[][^)\]\n]{1,40}[)\]])?"
    end = r"[_\])?]*(?:[.,:;]*_?\s?(?:--|—|–)|[.:;,]*[_\])]*\s*$|[.:][_\])]*(?=\s))"
    begin = r"[_*=\[(]*"
    return (
        re.compile(rf"{begin}{place}{weekday}{month}[_.,]*\s+_?{day}{year}{aside}{end}", re.I),
        re.compile(rf"{begin}{place}{weekday}{day}(?:\s+of)?[\s_-]+{month}{short_year}{aside}{end}", re.I),
        re.compile(rf"{begin}(?:{days})(?![^\W_])(?:[_,.]*\s+_?(?:the\s+)?{day})?{aside}{end}", re.I),
        re.compile(rf"{begin}\d{{4}}-(?P<month>\d\d)-(?P<day>\d\d){end}"),
        re.compile(rf"{begin}{day}{aside}{end}", re.I),
    ), numbers  # fmt: skip


def _day(block: Block, at: int, language: str) -> Day | None:
    patterns, numbers = _patterns(language)
    stop = min(block.end, block.start + _REACH)
    for pattern in patterns:
        match = pattern.match(block.source, block.start, stop)
        if match is None or (match.end() == stop and stop < block.end):
            continue
        named = match.groupdict()
        month = named.get("month") or ""
        number = int(named.get("day") or 0)
        if number > _MONTH:
            continue
        end = match.start() + len(match[0].rstrip())
        value = int(month) if month.isdecimal() else numbers.get(month.lower(), 0)
        return Day(at, block.start, end, value, number, end == block.end)
    return None


def diary(found: Sequence[Block], language: str = "en", taken: Collection[int] = ()) -> Series:
    """The entries of a diary among the blocks, none where there are not enough in order; `taken` blocks are none."""
    days = [
        day
        for at, block in enumerate(found)
        if at not in taken and (day := _day(block, at, language)) and (at + 1 < len(found) or not day.alone)
    ]
    named = any(day.month for day in days) or not any(day.number for day in days)
    days = [day for day in days if day.month or not day.number or named]
    least = _LEAST_HEADS if days and all(day.alone for day in days) else _LEAST
    if len(days) < least or _order(days) < _ORDERLY or _spread(days) > _LONGEST:
        return NONE
    units = [Unit(one.at, one.start, one.end, one.alone, "dated-entry") for one in days]
    return series(units, found, "diary", _LONGEST, f"{len(units)} blocks begin with a day, the days rise")


def _order(days: Sequence[Day]) -> float:
    """Share of the days that come soon after the one before; the month is carried on."""
    month, values = 0, []
    for day in days:
        month = day.month or month
        if day.number:
            values.append(month * _MONTH + day.number)
    steps = [(after - before) % _YEAR for before, after in pairwise(values)]
    return sum(step <= _SOON for step in steps) / len(steps) if steps else 1.0


def _spread(days: Sequence[Day]) -> float:
    return (days[-1].at - days[0].at) / len(days)
