"""The value of one date expression: resolved by the clock, converted by the calendar, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rubricator.annotate.dates.clock import Clock
from rubricator.annotate.dates.grammar import Expression, Point
from rubricator.annotate.dates.setting import Setting, plausible_dual
from rubricator.annotate.dates.values import Bound, Bounds, bounds, months_on, movable, real, written
from rubricator.model.calendars import (
    Calendar,
    Day,
    convert,
    iso,
    julian_day,
    month_length,
    offset,
    weekday,
)
from rubricator.model.document import Annotation, Cert
from rubricator.reading.corrected import Reading


@dataclass(slots=True)
class _Value:
    """One date ready to be written: its span in the reading, its attributes, how it was found."""

    start: int
    end: int
    form: str
    attrs: dict[str, str]
    inferred: set[str] = field(default_factory=set)
    cert: int = 0
    flags: list[tuple[str, str]] = field(default_factory=list)


_CERTS: Final[tuple[Cert, ...]] = ("high", "medium", "low", "low", "low")


class Reckoning:
    """Gives one expression its values, outer first, and the clock after it."""

    def __init__(self, reading: Reading, setting: Setting, clock: Clock) -> None:
        self.reading, self.setting, self.clock = reading, setting, clock
        self.values: list[_Value] = []

    def read(self, one: Expression, apposed: Point | None) -> Reckoning:
        """Find the values of the expression."""
        if one.form == "point":
            self._single(one, one.points[0])
        elif one.form == "dual":
            self._dual(one)
        elif one.form == "range":
            self._range(one)
        elif apposed:
            self._apposed(one, apposed)
        else:
            self._relative(one)
        return self

    # --- points

    def _resolved(self, point: Point, how: str = "", apart: int = 0) -> tuple[Point, set[str]]:
        """The point with year and month filled from the clock, and which of them were."""
        inferred: set[str] = set()
        if how == "this-year":
            return point._replace(year=self.clock.year), {"year"}
        if how == "this-month":
            if self.clock.year is None or self.clock.month is None:
                return point, {"month"}
            then = months_on(self.clock.year, self.clock.month, apart)
            return point._replace(year=then[0], month=then[1]), {"month"}
        if point.unit == "day" and point.month is None and not point.feast:
            year, month = self.clock.month_of(point.day or 1) if point.year is None else (point.year, self.clock.month)
            return point._replace(year=year, month=month), {"month"}
        if point.year is None:
            month = point.season or point.month
            year = self.clock.year_of(month, point.start) if month and point.unit != "season" else self.clock.year
            if point.short is not None:
                year = _in_full(point.short, self.clock.year)
            elif year is not None and point.weekday is not None:
                year = self._year_by_weekday(point, year)
            inferred = {"year"} if year is not None else set()
            point = point._replace(year=year)
        if point.unit == "decade" and point.year is not None and point.year < 100:
            known = self.clock.year or 1999
            point = point._replace(year=(known - point.year) // 100 * 100 + point.year)
            inferred = {"year"}
        return point, inferred

    def _year_by_weekday(self, point: Point, year: int) -> int:
        """The year nearest to one in which the day falls on its day of the week."""
        for near in (year, year - 1, year + 1):
            day = Day(near, point.month or 1, point.day or 1)
            calendar = self._calendar(point._replace(year=near))[0]
            if point.day and real(tuple(day), "gregorian") and weekday(day, calendar) == point.weekday:
                return near
        return year

    def _calendar(self, point: Point) -> tuple[Calendar, str]:
        if point.style:
            return ("julian" if point.style == "julian" else "gregorian"), ""
        if point.second is not None and point.unit == "day":
            return "julian", ""
        if point.reign and point.year is not None:
            return ("julian" if iso(point.year + point.reign - 1, 1, 1) < point.change else "gregorian"), ""
        if point.year is None or not (point.month or point.feast):
            return "gregorian", ""
        if self._same_day(point):
            return "gregorian", "calendar"
        return self.setting.calendar(Day(point.year, point.month or 4, point.day or 1), point.start)

    def _same_day(self, point: Point) -> bool:
        """True for the day just told, by its name in the new calendar: “on 25 October, for Europe on 7 November”."""
        clock = self.clock
        if clock.day is None or clock.calendar != "julian" or not 0 <= point.start - clock.day_at <= _BESIDE:
            return False
        return convert(clock.day, "julian", "gregorian") == (point.year, point.month, point.day)

    def _single(self, one: Expression, point: Point) -> None:
        point, inferred = self._resolved(point, one.unit, one.steps[0])
        if point.unit == "day" and point.second is not None and point.month is not None and point.month <= 3:
            point = point._replace(year=point.second)
        value = self._value(point, one, inferred)
        self.values.append(value)

    def _value(self, point: Point, one: Expression, inferred: set[str]) -> _Value:
        form = "feast" if point.feast else "regnal" if point.reign else point.unit
        value = _Value(one.start, one.end, form, {}, inferred, len(inferred) + point.misread + one.about)
        if point.year is None:
            value.attrs |= _yearless(point)
            value.cert = 1
            return value
        calendar, how = self._calendar(point)
        if point.feast and (moved := movable(point, point.year, calendar)):
            point = point._replace(month=moved.month, day=moved.day)
        spread = bounds(point, one.part, calendar)
        if any(len(bound) == 3 for bound in spread) and how:
            inferred.add(how)
            value.cert += how == "calendar"
        value.attrs |= self._written(spread, calendar, one, point, value)
        self._check_weekday(point, calendar, value)
        if point.reign and point.year is not None:
            point = point._replace(unit="year", year=point.year + point.reign - 1)
        if not value.flags:
            self.clock = self.clock.set_to(point, calendar, one.start)
        return value

    def _written(
        self, spread: Bounds, calendar: Calendar, one: Expression, point: Point, value: _Value
    ) -> dict[str, str]:
        first = spread[0]
        if not real(first, calendar):
            value.flags.append(
                ("check-day", f"There is no such day in the {calendar.title()} calendar: {iso(*first)}.")
            )
            value.cert = 2
            return {"when-custom": iso(*first), "datingMethod": f"cal.{calendar}"}
        printed = _limits(spread, one.bound)
        attrs = {name: written(limit, calendar) for name, limit in printed.items()}
        if one.about:
            attrs["precision"] = "low"
        if calendar == "julian" and len(first) == 3:
            attrs |= {f"{name}-custom": iso(*limit) for name, limit in printed.items()}
            attrs |= {"calendar": "cal.julian", "datingMethod": "cal.julian"}
        elif point.style == "gregorian":
            attrs["calendar"] = "cal.gregorian"
        return attrs

    def _check_weekday(self, point: Point, calendar: Calendar, value: _Value) -> None:
        if point.weekday is None or point.day is None or point.year is None or point.month is None or value.flags:
            return
        day = Day(point.year, point.month, point.day)
        fits = weekday(day, calendar)
        if fits != point.weekday:
            value.cert = 2
            said, found = self.setting.words.weekdays[point.weekday], self.setting.words.weekdays[fits]
            value.flags.append(
                (
                    "check-weekday",
                    f"The text says {said}, but {iso(*day)} ({calendar.title()}) was a {found}.",
                )
            )

    # --- dual dates

    def _dual(self, one: Expression) -> None:
        first, second = one.points
        if first.month is None and second.month is not None:
            first = first._replace(
                year=second.year,
                month=second.month if second.day and first.day and first.day < second.day else second.month - 1 or 12,
            )
        if first.year is None and second.year is not None:
            turn = (first.month == 12 and second.month == 1) - (first.month == 1 and second.month == 12)
            first = first._replace(year=second.year - turn)
        first, inferred = self._resolved(first)
        if first.year is None or first.month is None or first.day is None:
            self._single(one._replace(form="point"), first)
            return
        here = Day(first.year, first.month, first.day)
        style: Calendar = "julian" if first.style == "julian" else "gregorian"
        other: Calendar = "gregorian" if style == "julian" else "julian"
        there = convert(here, style, other)
        said = self._said(second, there)
        julian, gregorian = (here, said) if style == "julian" else (said, here)
        if one.about and not plausible_dual(julian, gregorian):
            self._apart(one, first)
            return
        attrs = {"when": iso(*gregorian), "when-custom": iso(*julian), "datingMethod": "cal.julian"}
        attrs["calendar"] = f"cal.{style} cal.{other}"
        value = _Value(one.start, one.end, "dual", attrs, inferred, len(inferred))
        if said != there:
            value.cert = 2
            due, given = offset(julian), julian_day(gregorian, "gregorian") - julian_day(julian, "gregorian")
            value.flags.append(("check-dual", f"The two halves differ by {given} days, where {due} are due."))
        self._check_weekday(first._replace(weekday=one.points[0].weekday), style, value)
        self.values.append(value)
        self.clock = self.clock.set_to(first, style, one.start)

    @staticmethod
    def _said(second: Point, due: Day) -> Day:
        """The other half as printed, completed from the day that is due: “(28)”, “(10 February)”."""
        month, day = second.month or due.month, second.day or due.day
        year = due.year + (month == 1 and due.month == 12) - (month == 12 and due.month == 1)
        return Day(year, month, min(day, month_length(year, month)))

    def _apart(self, one: Expression, first: Point) -> None:
        """No dual date after all: a number or another date stands in the bracket."""
        plain = one._replace(form="point", start=first.start, end=one.points[0].end, about=False)
        self._single(plain, first._replace(style=""))
        second = one.points[1]
        if second.month:
            self._single(plain._replace(start=second.start, end=second.end), second._replace(style=""))

    # --- ranges

    def _range(self, one: Expression) -> None:
        before, inner = self.clock, []
        last, late = self._resolved(one.points[1])
        first, soon = self._resolved(
            one.points[0]._replace(year=one.points[0].year if one.points[0].year is not None else last.year)
        )
        if _begins_before(one.points[0], first, last):
            first = first._replace(year=(first.year or 0) - 1)
        for point, how in ((first, soon), (last, late)):
            part = "" if point.part == "whole" else point.part
            inner.append(self._value(point, Expression("point", point.start, point.end, (point,), part), set(how)))
        attrs = _span(inner[0].attrs, inner[1].attrs)
        cert = max(value.cert for value in inner)
        value = _Value(one.start, one.end, "range", attrs, inner[0].inferred | inner[1].inferred, cert)
        if _reversed(attrs.get("from", ""), attrs.get("to", "")):
            value.attrs = {}
            value.flags.append(("check-range", "This range ends before it begins."))
        self.values.append(value)
        if (first.start, first.end) != (last.start, last.end):
            self.values += inner
        if one.unit == "year":
            self.clock = before if before.year is not None else before.set_to(first, "gregorian", one.start)

    # --- relative dates

    def _apposed(self, one: Expression, point: Point) -> None:
        self._single(one._replace(form="point", part="", bound=""), point)
        self.values[-1].form = "relative"

    def _relative(self, one: Expression) -> None:
        least, most = one.steps
        clock = self.clock
        value = _Value(one.start, one.end, "relative", {}, set(), 1 if least == most else 2)
        self.values.append(value)
        if one.unit == "weekday" and clock.day is not None:
            steps = self._to_weekday(one.points[0].weekday or 0, least, clock)
            self._days(value, steps, steps, exact=True)
        elif one.unit == "week" and one.bound in _NEXT_OR_LAST and clock.day is not None:
            self._week(value, least)
        elif one.unit in _DAYS:
            self._days(
                value,
                least * _DAYS[one.unit],
                most * _DAYS[one.unit],
                exact=least == most and one.unit == "day",
            )
        elif one.unit == "month" and clock.year is not None and clock.month is not None:
            self._spread(
                value,
                one,
                months_on(clock.year, clock.month, least),
                months_on(clock.year, clock.month, most),
            )
        elif one.unit == "season" and clock.year is not None:
            point = one.points[0]._replace(year=clock.year + least)
            self._spread(value, one, *bounds(point, one.part))
        elif one.unit == "year" and clock.year is not None:
            self._spread(value, one, (clock.year + least,), (clock.year + most,))
        elif one.unit == "decade" and clock.year is not None:
            first = clock.year // 10 * 10 + 10 * least
            self._spread(value, one, *bounds(Point("decade", 0, 0, first), one.part))

    @staticmethod
    def _to_weekday(wanted: int, direction: int, clock: Clock) -> int:
        """Days to the next such day of the week, or back to the last, a day at least."""
        assert clock.day is not None
        apart = wanted - weekday(clock.day, clock.calendar)
        return (apart - 1) % 7 + 1 if direction > 0 else -((-apart - 1) % 7 + 1)

    def _spread(self, value: _Value, one: Expression, first: tuple[int, ...], last: tuple[int, ...]) -> None:
        if first == last:
            unit = "month" if len(first) == 2 else "year"
            point = Point(unit, 0, 0, *first)  # type: ignore[arg-type]
            self.clock = self.clock.set_to(point, self.clock.calendar, one.start) if one.steps != (0, 0) else self.clock
            first, last = bounds(point, one.part)
        value.attrs |= (
            {"when": written(first)} if first == last else {"notBefore": written(first), "notAfter": written(last)}
        )

    def _days(self, value: _Value, least: int, most: int, *, exact: bool) -> None:
        clock = self.clock
        assert clock.day is not None
        here = julian_day(clock.day, clock.calendar)
        if exact:
            now = clock.moved(here + least, clock.calendar, value.start)
            assert now.day is not None
            value.attrs |= {"when": iso(*convert(now.day, clock.calendar, "gregorian"))}
            if clock.calendar == "julian":
                value.attrs |= {
                    "calendar": "cal.julian",
                    "when-custom": iso(*now.day),
                    "datingMethod": "cal.julian",
                }
            self.clock = now
            return
        around = 3 if least == most else 0
        ends = [
            iso(*clock.moved(here + steps, "gregorian", 0).day or (0,)) for steps in (least - around, most + around)
        ]
        value.attrs |= dict(zip(("notBefore", "notAfter"), ends, strict=True)) | {"precision": "low"}

    def _week(self, value: _Value, step: int) -> None:
        """“last week”: from Monday to Sunday, so many weeks from that of the clock's day."""
        clock = self.clock
        assert clock.day is not None
        monday = julian_day(clock.day, clock.calendar) - weekday(clock.day, clock.calendar) + 7 * step
        ends = [iso(*clock.moved(day, "gregorian", 0).day or (0,)) for day in (monday, monday + 6)]
        value.attrs |= dict(zip(("notBefore", "notAfter"), ends, strict=True))

    # --- output

    def annotations(self, print_year: int) -> Iterator[Annotation]:
        """The dates, and the flags of what contradicts itself."""
        for value in self.values:
            start, end = self.reading.source(value.start, value.end)
            if value.attrs:
                attrs = _without_year_zero(value.attrs) | (
                    {"evidence": "internal"} if value.inferred or value.form == "relative" else {}
                )
                yield Annotation("date", start, end, attrs, value.form + _suffix(value.inferred), _CERTS[value.cert])
            for rule, reason in value.flags + _after_print(value, print_year):
                yield Annotation("flag", start, end, {"reason": reason, "kind": "date"}, rule, "high")


def _in_full(short: int, near: int | None) -> int | None:
    """The year nearest to one that ends in two figures; None where none is known."""
    if near is None:
        return None
    return min((near // 100 * 100 + step + short for step in (-100, 0, 100)), key=lambda year: abs(year - near))


def _begins_before(printed: Point, first: Point, last: Point) -> bool:
    """True for a month that must be of the year before: “November to February 1918”."""
    undated = printed.year is None and first.year is not None and first.year == last.year
    return undated and first.unit == last.unit and (first.month or 0) > (last.month or 0)


def _reversed(first: str, last: str) -> bool:
    """True where a range of ISO 8601 values ends before it begins; as far as both tell."""
    known = min(len(first), len(last))
    return first[:known] > last[:known] and "-" not in (first[:1], last[:1])


def _span(first: dict[str, str], last: dict[str, str]) -> dict[str, str]:
    """The attributes of a range, from those of its ends: what is Gregorian, and what is printed otherwise."""
    attrs: dict[str, str] = {}
    for mark in ("", "-custom"):
        ends = {
            f"from{mark}": first.get(f"when{mark}") or first.get(f"notBefore{mark}", ""),
            f"to{mark}": last.get(f"when{mark}") or last.get(f"notAfter{mark}", ""),
        }
        attrs |= {name: end for name, end in ends.items() if end}
    calendars = [end.get("calendar", "cal.gregorian") for end in (first, last)]
    if "datingMethod" in first or "datingMethod" in last:
        attrs["datingMethod"] = "cal.julian"
        attrs["calendar"] = " ".join(dict.fromkeys(calendars))
    elif "calendar" in first:
        attrs["calendar"] = first["calendar"]
    return attrs


def _limits(spread: Bounds, bound: str) -> dict[str, Bound]:
    """The attributes of a time, each with its bound."""
    first, last = spread
    if bound:
        return {"notBefore": first} if bound == "after" else {"notAfter": last}
    return {"when": first} if first == last else {"notBefore": first, "notAfter": last}


_BESIDE: Final = 60
"""How far apart the two names of one day may stand, in characters."""
_NEXT_OR_LAST: Final = {"last", "past", "coming"}
"""Words before a week of the calendar: a week later is no such week."""
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}


def _yearless(point: Point) -> dict[str, str]:
    """ISO 8601 of a day or month of no known year: ``--02-10``, ``--02``."""
    if point.month is None or (point.day and point.day > month_length(_LEAP, point.month)):
        return {}
    return {"when": f"--{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")}


_LEAP: Final = 2000
"""A year in which every month is as long as it can be."""


def _suffix(inferred: set[str]) -> str:
    return "".join(f"-{part}" for part in ("year", "month", "calendar", "edition") if part in inferred)


_YEAR_ZERO: Final = "0000"
_BESIDE_YEAR_ZERO: Final = {
    "from": "-0001-12-31",
    "notBefore": "-0001-12-31",
    "to": "0001-01-01",
    "notAfter": "0001-01-01",
}


def _without_year_zero(attrs: dict[str, str]) -> dict[str, str]:
    """1 BC is the year 0000, which XML Schema 1.0 does not know: bounds by the days beside it, and the year as custom.

    See XML Schema Part 2 (2004), 3.2.7: “0000” is no year.
    """
    found = {name: value for name, value in attrs.items() if value.startswith(_YEAR_ZERO) and name in _BOUNDED}
    if not found:
        return attrs
    named = {"notBefore", "notAfter"} if "when" in found else set(found)
    made = {name: value for name, value in attrs.items() if name not in found}
    made |= {name: _BESIDE_YEAR_ZERO[name] for name in named}
    if "datingMethod" not in made:
        made |= {f"{name}-custom": value for name, value in found.items()} | {"datingMethod": "cal.gregorian"}
    return made


_BOUNDED: Final = frozenset({"when", *_BESIDE_YEAR_ZERO})


def _after_print(value: _Value, print_year: int) -> list[tuple[str, str]]:
    year = value.attrs.get("when", "")[:4]
    if not print_year or value.inferred or not year.isdecimal() or int(year) <= print_year:
        return []
    return [("check-written", f"The date {value.attrs['when']} is later than the print of {print_year}.")]
