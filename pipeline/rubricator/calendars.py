"""Calendar arithmetic by Julian Day Number: Julian and proleptic Gregorian days, weekdays, Easter.

Years are astronomical: 1 BC is 0, 490 BC is -489. A Julian Day Number (JDN) is the count of days whose
day 0 began at noon on 1 January 4713 BC (Julian). The conversions follow E. G. Richards, "Calendars", in the
Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), 15.11, algorithms 3 and 4; floor division
makes them hold for years before -4716 as well. Easter follows J. Meeus, Astronomical Algorithms (1998),
chapter 8.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple

Calendar = Literal["julian", "gregorian"]

GREGORIAN_REFORM: Final = (1582, 10, 15)
"""The first day of the Gregorian calendar: before it no one can have dated by it."""


class Day(NamedTuple):
    """A day by its year (astronomical), month and day of the month, in a calendar told elsewhere."""

    year: int
    month: int
    day: int


def julian_day(day: Day, calendar: Calendar) -> int:
    """The Julian Day Number of a day of the calendar; days past the end of a month run on."""
    leap_start = (14 - day.month) // 12
    year = day.year + 4800 - leap_start
    count = day.day + (153 * (day.month + 12 * leap_start - 3) + 2) // 5 + 365 * year + year // 4
    return count - 32083 if calendar == "julian" else count - year // 100 + year // 400 - 32045


def from_julian_day(number: int, calendar: Calendar) -> Day:
    """The day of the calendar that a Julian Day Number stands for."""
    count = number + 1401
    if calendar == "gregorian":
        count += (4 * number + 274277) // 146097 * 3 // 4 - 38
    within = 4 * count + 3
    place = 5 * (within % 1461 // 4) + 2
    month = (place // 153 + 2) % 12 + 1
    return Day(within // 1461 - 4716 + (14 - month) // 12, month, place % 153 // 5 + 1)


def convert(day: Day, calendar: Calendar, to: Calendar) -> Day:
    """The same day in the other calendar."""
    return day if calendar == to else from_julian_day(julian_day(day, calendar), to)


def offset(day: Day) -> int:
    """How many days later the Gregorian date is that names the same day as this Julian date."""
    return julian_day(day, "julian") - julian_day(day, "gregorian")


def is_leap(year: int, calendar: Calendar) -> bool:
    """True where February has 29 days."""
    return year % 4 == 0 and (calendar == "julian" or year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, calendar: Calendar = "gregorian") -> int:
    """How many days the month has."""
    return 29 if month == 2 and is_leap(year, calendar) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def exists(day: Day, calendar: Calendar) -> bool:
    """True where the calendar has such a day."""
    return 1 <= day.month <= 12 and 1 <= day.day <= month_length(day.year, day.month, calendar)


def weekday(day: Day, calendar: Calendar) -> int:
    """Day of the week: 0 is Monday, 6 is Sunday."""
    return julian_day(day, calendar) % 7


@lru_cache(maxsize=256)
def easter(year: int, calendar: Calendar) -> int:
    """Julian Day Number of Easter Sunday, by the tables of the calendar's church."""
    if calendar == "julian":
        moon = (19 * (year % 19) + 15) % 30
        month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
        return julian_day(Day(year, month, day + 1), "julian")
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return julian_day(Day(year, month, day + 1), "gregorian")


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO 8601 with four-digit years and BC as negative astronomical years: ``-0489-09-12``."""
    parts = [f"-{-year:04d}" if year < 0 else f"{year:04d}"]
    return "-".join(parts + [f"{part:02d}" for part in (month, day) if part])
