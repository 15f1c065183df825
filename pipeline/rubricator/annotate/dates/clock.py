"""The narrative clock: which year and month a date means that does not say, and on what evidence.

A chronicle goes forward, with retrospects of a few months: a month without a year is the one nearest the
clock, from `BACK` months before it to the rest of the year after.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rubricator.annotate.dates.grammar import Point
from rubricator.model.calendars import Calendar, Day, from_julian_day, julian_day

BACK: Final = 4
"""A month without year may lie this many months before the clock; one further back is next year's."""

_SLIP: Final = 1
"""So many months back may the next entry of a diary lie: it was written up late."""

FORTH: Final = 7
"""A date this many months ahead of the clock goes with the story; one further on must be confirmed."""

_DAY_REACH: Final = 2500
_MONTH_REACH: Final = 4000
_YEAR_REACH: Final = 25000
"""How many characters after the date that set it a later one may still lean on the clock: in a chronicle;
in a tale, whose dates are few and whose years are often remembered ones, an eighth of it."""


_VAGUE: Final = -1_000_000_000
"""Where a season was said: its first month makes January after a winter next year's, but no “5th” leans on it."""


class Clock(NamedTuple):
    """Where the story stands: year, month and day as far as known, and where each was said.

    `onward` is the clock of a diary, whose entries go forward, a slip of a month apart; `written` is the day on
    which the text, the letter or the entry was written: today.
    """

    year: int | None = None
    month: int | None = None
    day: Day | None = None
    calendar: Calendar = "gregorian"
    year_at: int = 0
    month_at: int = 0
    day_at: int = 0
    tale: bool = False
    onward: bool = False
    written: Day | None = None

    def today(self, at: int) -> Clock:
        """The clock at the day of writing; unchanged where that is not known."""
        if (day := self.written) is None:
            return self
        return Clock(day.year, day.month, day, "gregorian", at, at, at, self.tale, False, day)

    def set_to(self, point: Point, calendar: Calendar, at: int) -> Clock:
        """The clock after a date: what is finer than the date says is no longer known."""
        year, month = point.year, point.month
        if year is None:
            return self
        if point.unit == "day" and month and point.day:
            return Clock(year, month, Day(year, month, point.day), calendar, at, at, at, self.tale, False, self.written)
        if point.unit == "month":
            return self._replace(year=year, month=month, day=None, year_at=at, month_at=at)
        if point.unit == "season":
            return self._replace(year=year, month=point.season, day=None, year_at=at, month_at=_VAGUE)
        if point.unit == "year":
            same = self.year == year
            return self._replace(
                year=year,
                month=self.month if same else None,
                year_at=at,
                day=self.day if same else None,
            )
        return self

    def based(self, at: int) -> Clock:
        """The same clock as if it had been set at the offset: for a note, which is far from its call."""
        return self._replace(year_at=at, month_at=at, day_at=at)

    def leaps(self, other: Clock) -> bool:
        """True where the other clock is no step of a story from here: well before it or far ahead."""
        if self.year is None or other.year is None:
            return False
        months = 12 * (other.year - self.year)
        if self.month and other.month:
            months += other.month - self.month
        elif months == 12:
            return False
        return not -BACK <= months <= FORTH

    def moved(self, number: int, calendar: Calendar, at: int) -> Clock:
        """The clock set to a Julian Day Number."""
        day = from_julian_day(number, calendar)
        return Clock(day.year, day.month, day, calendar, at, at, at, self.tale, False, self.written)

    def reaches(self, unit: str, at: int) -> bool:
        """True where a relative date of the unit at the offset may lean on the clock."""
        share = 8 if self.tale else 1
        if unit in ("day", "week", "fortnight", "weekday"):
            return self.day is not None and at - self.day_at <= _DAY_REACH // share
        if unit == "month":
            return self.month is not None and at - self.month_at <= _MONTH_REACH // share
        return self.year is not None and at - self.year_at <= _YEAR_REACH // share

    def year_of(self, month: int, at: int) -> int | None:
        """The year of a month that does not say it; None where the clock does not reach so far."""
        if not self.reaches("year", at):
            return None
        if self.year is None or self.month is None:
            return self.year
        back = _SLIP if self.onward else BACK
        steps = (month - self.month + back) % 12 - back
        return self.year + (self.month - 1 + steps) // 12

    def month_of(self, day: int) -> tuple[int | None, int | None]:
        """Year and month of a bare day of the month: the one nearest the clock's day."""
        if self.day is None or self.year is None or self.month is None:
            return self.year, self.month
        here = julian_day(self.day, self.calendar)
        around = [(self.year + (self.month - 1 + step) // 12, (self.month - 1 + step) % 12 + 1) for step in (0, 1, -1)]
        days = [julian_day(Day(year, month, day), self.calendar) for year, month in around]
        return min(zip(days, around, strict=True), key=lambda one: abs(one[0] - here) // 16)[1]
