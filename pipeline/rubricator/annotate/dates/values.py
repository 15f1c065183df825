"""From a resolved point to its ISO 8601 bounds: parts of times, seasons, centuries, calendars.

A time is a pair of bounds ``(first, last)``; a bound is a tuple of year, and as far as it goes month and day.
Where the words are vague, early, mid and late are thirds of a month, year, decade or century; beginning and
end of a month are its first and last third, of a year its first and last two months, of a decade or a
century its first and last tenth. A season's own bounds are vague already: “early summer” keeps them.
"""

from __future__ import annotations

from typing import Final

from rubricator.annotate.dates.grammar import Point
from rubricator.model.calendars import (
    Calendar,
    Day,
    convert,
    easter,
    exists,
    from_julian_day,
    iso,
    julian_day,
    month_length,
)

Bound = tuple[int, ...]
Bounds = tuple[Bound, Bound]


def bounds(point: Point, part: str = "", calendar: Calendar = "gregorian") -> Bounds:
    """First and last moment of a point whose year (and month, for a day) is known, in its own calendar."""
    assert point.year is not None
    if point.reign:
        return _regnal(point, calendar)
    if point.unit == "day":
        day = (point.year, point.month or 1, point.day or 1)
        return day, day
    if point.unit == "month":
        return _month_part(point.year, point.month or 1, part, calendar)
    if point.unit == "season":
        return _season(point)
    if point.unit == "year":
        return _year_part(point.year, part)
    return _years_part(*_years(point), part)


def _regnal(point: Point, calendar: Calendar) -> Bounds:
    """The year of a reign, from one anniversary of its first day to the eve of the next."""
    assert point.year is not None and point.month is not None and point.day is not None
    first = point.year + point.reign - 1
    eve = julian_day(Day(first + 1, point.month, point.day), calendar) - 1
    return (first, point.month, point.day), tuple(from_julian_day(eve, calendar))


_MONTH_PARTS: Final = {
    "early": (1, 10), "start": (1, 10), "middle": (11, 20), "late": (21, 31), "end": (21, 31),
    "half1": (1, 15), "half2": (16, 31), "week1": (1, 7), "week2": (8, 14), "week3": (15, 21),
    "week4": (22, 28), "week5": (25, 31),
}  # fmt: skip
_YEAR_PARTS: Final = {
    "early": (1, 4), "start": (1, 2), "middle": (5, 8), "late": (9, 12), "end": (11, 12),
    "half1": (1, 6), "half2": (7, 12),
}  # fmt: skip


def _month_part(year: int, month: int, part: str, calendar: Calendar) -> Bounds:
    if part not in _MONTH_PARTS:
        return (year, month), (year, month)
    first, last = _MONTH_PARTS[part]
    return (year, month, first), (year, month, min(last, month_length(year, month, calendar)))


def _year_part(year: int, part: str) -> Bounds:
    if part not in _YEAR_PARTS:
        return (year,), (year,)
    first, last = _YEAR_PARTS[part]
    return (year, first), (year, last)


def _season(point: Point) -> Bounds:
    """The three months of a season; a winter named by both its years goes on into March."""
    assert point.year is not None
    return (point.year, point.season), _months_on(point.year, point.season, 3 if point.second is not None else 2)


def _months_on(year: int, month: int, steps: int) -> Bound:
    years, months = divmod(month - 1 + steps, 12)
    return year + years, months + 1


def months_on(year: int, month: int, steps: int) -> Bound:
    """The month so many months after another (before, if negative)."""
    return _months_on(year, month, steps)


def _years(point: Point) -> tuple[int, int]:
    """First and last year of a decade or century; the nth century BC runs from -100n + 1 to -100(n - 1)."""
    assert point.year is not None
    if point.unit == "decade":
        return point.year, point.year + 9
    if point.era:
        return 1 - 100 * point.year, -100 * (point.year - 1)
    return 100 * (point.year - 1) + 1, 100 * point.year


def _years_part(first: int, last: int, part: str) -> Bounds:
    size = last - first + 1
    spans = {
        "early": (first, first + size // 3),
        "middle": (first + size // 3 + (size < 50), last - size // 3 - (size > 50)),
        "late": (last - size // 3 + (size < 50), last),
        "start": (first, first + size // 10 - (size > 50)),
        "end": (last - size // 10, last),
        "half1": (first, first + size // 2 - 1),
        "half2": (first + size // 2, last),
    }
    low, high = spans.get(part, (first, last))
    return (low,), (high,)


def written(bound: Bound, calendar: Calendar = "gregorian") -> str:
    """A bound in Gregorian ISO 8601; only a day changes its name, a month or year keeps it."""
    if len(bound) < 3 or calendar == "gregorian":
        return iso(*bound)
    return iso(*convert(Day(*bound), calendar, "gregorian"))


def real(bound: Bound, calendar: Calendar) -> bool:
    """False for a day that its month does not have."""
    return len(bound) < 3 or exists(Day(*bound), calendar)


def movable(point: Point, year: int, calendar: Calendar) -> Day | None:
    """The day of a feast that moves with Easter, in the calendar; None for other feasts."""
    if point.easter is None:
        return None
    return from_julian_day(easter(year, calendar) + point.easter, calendar)
