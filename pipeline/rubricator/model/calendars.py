"""Calendar arithmetic: Julian and proleptic Gregorian days, their Julian Day Numbers, weekdays, Easter.

The arithmetic is that of the library `convertdate` (after J. Meeus, Astronomical Algorithms, 1991); this module
gives it one shape: a `Day`, its calendar by name, a whole number for the day. Years are astronomical: 1 BC is 0,
490 BC is -489. A Julian Day Number (JDN) is the count of days whose day 0 began at noon on 1 January 4713 BC
(Julian); the library's Julian dates, which begin at midnight, are half a day less.

The library is read at the first conversion: most texts need none.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import Any, Final, Literal, NamedTuple

Calendar = Literal["julian", "gregorian"]

GREGORIAN_REFORM: Final = (1582, 10, 15)
"""The first day of the Gregorian calendar: before it no one can have dated by it."""

_CHURCHES: Final = {"julian": "orthodox", "gregorian": "western"}


class Day(NamedTuple):
    """A day by its year (astronomical), month and day of the month, in a calendar told elsewhere."""

    year: int
    month: int
    day: int


@cache
def _library(name: str) -> Any:
    return import_module(f"convertdate.{name}")


@lru_cache(maxsize=4096)
def julian_day(day: Day, calendar: Calendar) -> int:
    """The Julian Day Number of a day of the calendar; days past the end of a month run on."""
    return int(_library(calendar).to_jd(day.year, day.month, 1) + 0.5) + day.day - 1


@lru_cache(maxsize=4096)
def from_julian_day(number: int, calendar: Calendar) -> Day:
    """The day of the calendar that a Julian Day Number stands for."""
    return Day(*map(int, _library(calendar).from_jd(number - 0.5)))


def convert(day: Day, calendar: Calendar, to: Calendar) -> Day:
    """The same day in the other calendar."""
    return day if calendar == to else from_julian_day(julian_day(day, calendar), to)


@lru_cache(maxsize=4096)
def from_republican(day: Day) -> Day:
    """The Gregorian day of one of the French Republican calendar, whose months are 13 with its last days."""
    return Day(*map(int, _library("french_republican").to_gregorian(*day)))


def republican_month_length(year: int, month: int) -> int:
    """Thirty days; of those that complete the year five, in its leap years six."""
    return 30 if month <= 12 else 6 if year in (3, 7, 11) else 5


def offset(day: Day) -> int:
    """How many days later the Gregorian date is that names the same day as this Julian date."""
    return julian_day(day, "julian") - julian_day(day, "gregorian")


@lru_cache(maxsize=4096)
def month_length(year: int, month: int, calendar: Calendar = "gregorian") -> int:
    """How many days the month has."""
    if month != 2:
        return 30 if month in (4, 6, 9, 11) else 31
    return int(_library(calendar).month_length(year, month))


def exists(day: Day, calendar: Calendar) -> bool:
    """True where the calendar has such a day."""
    return 1 <= day.month <= 12 and day.day >= 1 and (day.day <= 28 or day.day <= month_length(*day[:2], calendar))


def weekday(day: Day, calendar: Calendar) -> int:
    """Day of the week: 0 is Monday, 6 is Sunday."""
    return julian_day(day, calendar) % 7


@lru_cache(maxsize=256)
def easter(year: int, calendar: Calendar) -> int:
    """Julian Day Number of Easter Sunday, by the tables of the calendar's church."""
    return julian_day(Day(*_library("holidays").easter(year, church=_CHURCHES[calendar])), "gregorian")


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 with four-digit years and BC as negative astronomical years: ``-0489-09-12``."""
    parts = [f"-{-year:04d}" if year < 0 else f"{year:04d}"]
    return "-".join(parts + [f"{part:02d}" for part in (month, day) if part])
