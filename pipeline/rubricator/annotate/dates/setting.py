"""What stands around a date: whether a bare number or month is one, and which calendar it is printed in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rubricator.annotate.dates.clock import Clock
from rubricator.annotate.dates.grammar import Expression, Point
from rubricator.calendars import GREGORIAN_REFORM, Calendar, Day, iso, julian_day, offset
from rubricator.edition import CalendarRule
from rubricator.language import en_dates as en

_LEAD: Final = 40
"""How much of what comes before a bare date is looked at, in characters."""

_TIME_LEAD: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Oo]f|[Tt]hrough(?:out)?|[Bb]efore|[Aa]fter|[Tt]o|[Bb]etween"
    r"|and|or|next|last|early|late|mid|for|into|dated|but)|[-–—]|[Bb]y\s+the\s+end\s+of)\s*$"
)
_NAME_LEAD: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Bb]y|early|late|mid|last|next|of|[Tt]hrough(?:out)?)\s*$"
)
_SEASON_LEAD: Final = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Uu]ntil|[Tt]ill|[Tt]hrough(?:out)?|[Ss]ince|[Ff]rom|[Oo]f|for|[Tt]owards?|over|before|after)(?:\s+the)?\s*$"
)
_DAY_LEAD: Final = re.compile(
    r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Oo]f|and|or|to|[Bb]efore|[Aa]fter|dated)\s+(?:the\s+)?$"
)
_DAY_TAIL: Final = re.compile(
    r"\s*(?:[,.;:)]|(?:of|and|or|the|a|he|she|it|they|we|I|in|at|to|by|when|with|from|his|her|their|was|were|had|but)\b)"
)
_NO_YEAR_LEAD: Final = re.compile(
    r"(?:[$£€#§№]|\b(?:pp?|nos?|vols?|arts?|ch|fig|[Ll]ines?|ll?|[Vv]erses?|[Pp]ages?|[Nn]umbers?|No|over|nearly|almost|some|than|least|most"
    r"|another|under|these|those|all|with|had|were|have|has|are|numbered|lost|killed|captured|total\s+of|strength\s+of|force\s+of"
    r"|numbers?\s+of|[Cc]hapters?|[Ss]ections?|[Rr]oom|[Hh]ouse|per|about|around|approximately|roughly)\.?\s*)$"
)
_QUANTITY: Final = (
    "men|soldiers|troops|tons?|tonnes|miles?|km|kilomet(?:re|er)s|francs|roubles|rubles|pounds|dollars|marks|people|persons|houses|horses"
    "|ships|acres|hectares|feet|foot|yards|met(?:re|er)s|copies|prisoners|guns|cannons?|rifles|votes|workers|members|delegates|casualties"
    "|per|percent|hundred|thousand|million|billion|wounded|dead|killed|inhabitants|officers|tanks|aircraft|planes|vehicles|students"
    "|families|cavalry|infantry|hours|hrs|hr|h|dead|civilians|peasants|sailors|volunteers|square|pieces|barrels|words|lines|pages|leagues"
    "|times|days|weeks|years|lbs?|kg|cases|schools|women|children|boys|girls|cattle|sheep|elephants|strong"
)
_QUANTITY_TAIL: Final = re.compile(rf"\s*[-\s]\s*(?:[a-z]+\s+)?(?:{_QUANTITY})\b|\s*%|\.\d")
_STRONG_LEAD: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Dd]uring|[Ff]rom|[Bb]efore|[Aa]fter|[Bb]etween|[Yy]ear|[Ee]arly|[Ll]ate|mid|[Cc]irca)\s+|[(\[–-]|mid-)$"
)
_DATED_LEAD: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Bb]y|[Dd]uring|[Yy]ear|[Uu]ntil|[Ee]arly|[Ll]ate|mid|[Tt]hroughout)\s+|mid-|^|\n)$"
)
_IMPRINT_LEAD: Final = re.compile(r"\([^()\n]{0,80}[A-Z][^()\n]{1,60},\s*$")
_POSSESSOR: Final = re.compile(r"\b(?:his|her|my|your|their|our)(?:\s+\w+)?\s+$")
_PEER_LEAD: Final = re.compile(r"\b(?:Earls?|Dukes?|Lords?|Lady|Countess|Duchess|House|Mortimer)\s+of\s+$")
_ADJECTIVAL: Final = re.compile(r"\s*(?:-|time\b|holidays?\b|vacations?\b|terms?\b|seasons?\b|of\b|[’'])")
_PERSONAL: Final = frozenset({3, 4, 5, 6, 8})
"""Months whose names are also names of people, or verbs at the start of a sentence."""


def accepted(found: Expression, text: str, clock: Clock) -> bool:
    """False for a number, month, season or unit of time that its surroundings show to be no date."""
    before, after = text[max(0, found.start - _LEAD) : found.start], text[found.end : found.end + _LEAD]
    if found.form == "relative":
        return _relative(found, text, after, clock)
    if found.form == "range":
        return _range(found, before, after)
    point = found.points[0]
    if found.bound:
        return point.year is not None or point.unit in ("day", "month")
    if found.form == "dual" or point.style:
        return True
    if found.unit.startswith("this-"):
        return clock.reaches(found.unit[5:], found.start)
    if found.unit == "ordinal":
        return bool(
            clock.month
            and text[found.start].isdigit()
            and _DAY_LEAD.search(before)
            and _DAY_TAIL.match(after)
            and clock.reaches("month", found.start)
        )
    if point.feast:
        return point.year is not None or _feast(point, before, after, clock)
    if found.part or found.about or point.unit == "century":
        return _modified(found, before, after, clock)
    return _ACCEPT.get(point.unit, _always)(point, before, after, clock)


def _always(point: Point, before: str, after: str, clock: Clock) -> bool:
    return True


def _modified(found: Expression, before: str, after: str, clock: Clock) -> bool:
    """“early March”, “about 1500”: fuzzy words make a month a date; a number may still count things."""
    point = found.points[0]
    if point.unit in ("year", "day"):
        return not _QUANTITY_TAIL.match(after) or point.unit == "day"
    if point.unit == "season" and point.year is None:
        return clock.year is not None and clock.reaches("year", found.start)
    return point.unit != "decade" or _decade(point, before, after, clock)


def _month(point: Point, before: str, after: str, clock: Clock) -> bool:
    if point.year is not None:
        return True
    if after.startswith(("'", "’")) or before.endswith(("the ", "The ", "a ")) or _PEER_LEAD.search(before):
        return False
    return bool((_NAME_LEAD if point.month in _PERSONAL else _TIME_LEAD).search(before))


def _season(point: Point, before: str, after: str, clock: Clock) -> bool:
    if point.year is not None:
        return True
    return bool(clock.reaches("year", point.start) and _SEASON_LEAD.search(before) and not _ADJECTIVAL.match(after))


def _year(point: Point, before: str, after: str, clock: Clock) -> bool:
    assert point.year is not None
    if point.year < 1000:
        return True
    if _QUANTITY_TAIL.match(after) or _NO_YEAR_LEAD.search(before):
        return False
    return bool(_STRONG_LEAD.search(before)) or (point.year >= 1400 and point.year % 500 != 0)


def _feast(point: Point, before: str, after: str, clock: Clock) -> bool:
    led = before.endswith(("On ", "on ", "At ", "at ")) or bool(_SEASON_LEAD.search(before))
    return led and clock.reaches("year", point.start) and not _ADJECTIVAL.match(after)


def _decade(point: Point, before: str, after: str, clock: Clock) -> bool:
    assert point.year is not None
    if point.year >= 1000:
        return True
    return (
        clock.reaches("year", point.start)
        and before.endswith(("the ", "early ", "late ", "mid-"))
        and not _POSSESSOR.search(before)
    )


_ACCEPT: Final = {"month": _month, "season": _season, "year": _year, "decade": _decade}


def _range(found: Expression, before: str, after: str) -> bool:
    first, last = found.points
    if found.unit == "year":
        if first.year is None or last.year is None or (0 <= first.year < 100) or first.year > last.year:
            return False
        return not _QUANTITY_TAIL.match(after) and not _NO_YEAR_LEAD.search(before)
    return found.unit != "season" or last.year is not None


_CLAUSE: Final = re.compile(r"\s+\w")
"""What makes “two days after” lean on an event that follows, not on the date before."""


def _relative(found: Expression, text: str, after: str, clock: Clock) -> bool:
    if (
        found.bound in ("last", "day", "present", "same")
        and found.unit != "season"
        and not found.part
        and found.bound != "same"
    ):
        return False
    if found.bound == "this" and found.unit != "season":
        return False
    if (
        found.bound in ("counted", "beside")
        and text[found.start : found.end].endswith(("after", "before"))
        and _CLAUSE.match(after)
    ):
        return False
    return clock.reaches("year" if found.unit in ("season", "decade") else found.unit, found.start)


def dates_the_story(found: Expression, text: str) -> bool:
    """True where a date moves the narrative clock: no bare year in passing, nor one of an imprint."""
    if found.form == "relative":
        return found.steps[0] >= 0
    point = found.points[-1]
    if point.unit in ("decade", "century"):
        return False
    before = text[max(0, found.start - 2 * _LEAD) : found.start]
    if _IMPRINT_LEAD.search(before):
        return False
    return point.unit != "year" or bool(_DATED_LEAD.search(before[-_LEAD:]))


# --- calendars


@dataclass(frozen=True)
class Setting:
    """What decides the calendar of an unmarked day: rules of the edition, dual dates, lands named near it.

    `duals` are the offsets of dual dates, `offices` tells what the authority file
    says of the offices of the people named in a stretch.
    """

    text: str
    rules: tuple[CalendarRule, ...] = ()
    duals: tuple[int, ...] = ()
    offices: Callable[[int, int], str] = lambda start, end: ""

    def calendar(self, day: Day, at: int) -> tuple[Calendar, str]:
        """The calendar in force for a day as printed, and how it was found: “”, edition or calendar."""
        if tuple(day) < GREGORIAN_REFORM:
            return "julian", ""
        ruled = self._ruled(day)
        if ruled == "julian" and not self._near_dual(at) and self._abroad(day, at):
            return "gregorian", "calendar"
        if ruled:
            return ruled, "edition" if self.rules else "calendar"
        if self.duals and self._near_dual(at) and day < (1918, 2, 14):
            return "julian", "calendar"
        return "gregorian", ""

    @cached_property
    def _stated(self) -> tuple[CalendarRule, ...]:
        """The edition's rules, else what the text says of its own dates."""
        if self.rules or not (said := _SAYS.search(self.text)):
            return self.rules
        julian = "ulian" in said[1] or said[1].startswith("Old")
        return (CalendarRule("julian", "1918-01-31"), CalendarRule("gregorian")) if julian else ()

    def _ruled(self, day: Day) -> Calendar | None:
        for rule in self._stated:
            if not rule.until or iso(*day) <= rule.until:
                return "julian" if rule.calendar == "julian" else "gregorian"
        return None

    def _near_dual(self, at: int) -> bool:
        """A dual date in the same paragraph, not far off."""
        first = bisect_left(self.duals, at - _DUAL_REACH)
        return any(
            "\n\n" not in self.text[min(at, one) : max(at, one)]
            for one in self.duals[first : bisect_right(self.duals, at + _DUAL_REACH)]
        )

    def _abroad(self, day: Day, at: int) -> bool:
        """The sentence names lands, and all of them had the Gregorian calendar by then.

        A sentence that names none goes on where the one before it stood, in the same paragraph.
        """
        stops = list(_STOP.finditer(self.text, max(0, at - _SENTENCE), at))
        start = stops[-1].end() if stops else max(0, at - _SENTENCE)
        stop = _STOP.search(self.text, at, at + _SENTENCE)
        lands = self._lands(start, stop.start() if stop else at + _SENTENCE)
        if not lands and stops and "\n" not in stops[-1][0]:
            lands = self._lands(stops[-2].end() if len(stops) > 1 else max(0, at - _SENTENCE), start)
        return bool(lands) and all(iso(*day) >= en.FIRST_GREGORIAN_DAY[land] for land in lands)

    def _lands(self, start: int, end: int) -> list[str]:
        named = _LAND.findall(self.text, start, end) + _LAND.findall(self.offices(start, end))
        return [" ".join(land.split()) for land in named]


_SAYS: Final = re.compile(
    r"\b[Dd]ates\b[^.\n]{0,120}\b(?:are|follow|given|according|stand)\b[^.\n]{0,80}?"
    r"\b(Old\s+Style|Julian|New\s+Style|Gregorian)\b"
)
_DUAL_REACH: Final = 600
_SENTENCE: Final = 900
_STOP: Final = re.compile(r"[.!?][’”\"')\]]*\s+(?=[A-Z‘“\"(])|\n\s*\n")
_LAND: Final = re.compile(
    r"\b(?:" + "|".join(sorted(en.FIRST_GREGORIAN_DAY, key=len, reverse=True)).replace(" ", r"\s+") + r")\b"
)


def sure_dual(found: Expression) -> bool:
    """True for a day marked as Old Style, or given in both styles: by a mark, or by days ten to fourteen apart."""
    if found.form != "dual":
        return any(point.style == "julian" for point in found.points)
    first, second = found.points
    apart = (second.day or 0) - (first.day or 0)
    return not found.about or apart in _APART or apart + 30 in _APART or apart + 31 in _APART


_APART: Final = range(9, 15)


def plausible_dual(first: Day, second: Day) -> bool:
    """True where two days in brackets can be the same day in the two calendars, give or take a slip."""
    return abs(julian_day(first, "julian") - julian_day(second, "gregorian")) <= 3 and offset(first) > 0
