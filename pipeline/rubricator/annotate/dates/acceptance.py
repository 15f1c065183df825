"""Whether a number, month, season or unit of time is a date where it stands, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from rubricator.annotate.dates.clock import Clock
from rubricator.annotate.dates.grammar import Expression, Point
from rubricator.annotate.dates.vocabulary import cased
from rubricator.language import lexicon
from rubricator.language.frequency import zipf

_LEAD: Final = 40
"""How much of what comes before a bare date is looked at, in characters."""
_CURRENCY: Final = "[$£€#§№]"
_DASH: Final = "[-–—]"


@dataclass(frozen=True)
class Surroundings:
    """Expressions for what stands before (to the end) and after (from the start) of a date, in one language."""

    month: re.Pattern[str]
    named_month: re.Pattern[str]
    season: re.Pattern[str]
    day: re.Pattern[str]
    feast: re.Pattern[str]
    decade: re.Pattern[str]
    year: re.Pattern[str]
    dated: re.Pattern[str]
    article: re.Pattern[str]
    peer: re.Pattern[str]
    owner: re.Pattern[str]
    number: re.Pattern[str]
    after_day: re.Pattern[str]
    after_season: re.Pattern[str]
    after_number: re.Pattern[str]
    after_century: re.Pattern[str]
    personal: frozenset[int]
    apposition: frozenset[str]


@cache
def surroundings(language: str) -> Surroundings:
    """The surroundings of a BCP 47 tag, from ``language/<code>/dates.toml``."""
    data = lexicon(language).table("dates")
    before, after = data["before"], data["after"]
    the = f"(?:{cased(data['words']['the'])})"
    peers, of = cased(before["peer"]), cased([*data["words"]["of"], *data["words"]["of_or_from"]])
    return Surroundings(
        month=re.compile(rf"(?:\b(?:{cased(before['month'])})|{_DASH})\s*$"),
        named_month=re.compile(rf"\b(?:{cased(before['named_month'])})\s*$"),
        season=re.compile(rf"\b(?:{cased(before['season'])})(?:\s+{the})?\s*$"),
        day=re.compile(rf"\b(?:{cased(before['day'])})\s+(?:{the}\s+)?$"),
        feast=re.compile(rf"\b(?:{cased(before['feast'])})\s$"),
        decade=re.compile(rf"\b(?:{cased(before['decade'])})\s?$"),
        year=re.compile(rf"(?:\b(?:{cased(before['year'])})\s+|[(\[–-])$"),
        dated=re.compile("" if data["bare_years"] else rf"(?:\b(?:{cased(before['dated'])})(?:\s+|-)|^|\n)$"),
        article=re.compile(rf"\b(?:{cased(before['article'])}) $"),
        peer=re.compile(rf"\b(?:{peers})\s+(?:{of})\s+$" if peers else "(?!)"),
        owner=re.compile(rf"\b(?:{cased(before['owner'])})(?:\s+\w+)?\s+$"),
        number=re.compile(rf"(?:{_CURRENCY}|\b(?:{cased(before['number'])})\.?\s*)$"),
        after_day=re.compile(rf"\s*(?:[,.;:)]|(?:{cased(after['day'])})\b)"),
        after_season=re.compile(rf"\s*(?:-|(?:{cased(after['season'])})\b|[’'])"),
        after_number=re.compile(rf"\s*[-\s]\s*(?:[^\W\d_]+\s+)?(?:{cased(after['number'])})\b|\s*%|\.\d"),
        after_century=re.compile(rf"\s+(?:{cased(after['century'])})\b" if after["century"] else "(?!)"),
        personal=frozenset(data["personal_months"]),
        apposition=frozenset(["", *before["apposition"]]),
    )


_NAME_GOES_ON: Final = re.compile(r"\s[^\W\d_a-z]")
"""“Christmas Offensive”: the feast is part of a name."""
_IMPRINT: Final = re.compile(r"\([^()\n]{0,80}[A-Z][^()\n]{1,60},\s*$")


def accepted(found: Expression, text: str, clock: Clock, around: Surroundings) -> bool:
    """False for a number, month, season or unit of time that its surroundings show to be no date."""
    before, after = text[max(0, found.start - _LEAD) : found.start], text[found.end : found.end + _LEAD]
    if found.form == "relative":
        return _relative(found, after, clock)
    if found.form == "range":
        return _range(found, before, after, around)
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
            and text[found.start].isdecimal()
            and around.day.search(before)
            and around.after_day.match(after)
            and clock.reaches("month", found.start)
        )
    if point.feast:
        return point.year is not None or _feast(point, before, after, clock, around)
    if point.unit == "century" and around.after_century.match(after):
        return False
    if found.part or found.about or point.unit == "century":
        return _modified(found, before, after, clock, around)
    return _ACCEPT.get(point.unit, _always)(point, before, after, clock, around)


def _always(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    return True


def _modified(found: Expression, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    """“early March”, “about 1500”: fuzzy words make a month a date; a number may still count things."""
    point = found.points[0]
    if point.unit in ("year", "day"):
        return not around.after_number.match(after) or point.unit == "day"
    if point.unit == "season" and point.year is None:
        return clock.year is not None and clock.reaches("year", found.start)
    return point.unit != "decade" or _decade(point, before, after, clock, around)


def _month(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    if point.year is not None:
        return True
    if after.startswith(("'", "’")) or around.article.search(before) or around.peer.search(before):
        return False
    return bool((around.named_month if point.month in around.personal else around.month).search(before))


def _season(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    if point.year is not None:
        return True
    return bool(
        clock.reaches("year", point.start) and around.season.search(before) and not around.after_season.match(after)
    )


def _year(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    assert point.year is not None
    if point.year < 1000:
        return True
    if around.after_number.match(after) or around.number.search(before) or _SIGLUM.search(before):
        return False
    if not around.year.search(before) and not around.article.search(before) and _counts(after):
        return False
    return bool(around.year.search(before)) or (point.year >= 1400 and point.year % 500 != 0)


_SIGLUM: Final = re.compile(r"\b(?:[A-Z]{1,3}|[BCDFGHJKLMNPQRSTVWXZ]{2,5}) ?$")
"""The short name of a series of numbers: ``RFC``, ``BWV``."""
_THINGS: Final = re.compile(r" ([a-z]{3,})(?: [a-z]{3,}){0,2}(?<=s)[ ,.;:!?]")
_USUAL: Final = 5.3
"""A word so common (Zipf scale) belongs to the sentence, not to what a number counts."""


def _counts(after: str) -> bool:
    """True where a number stands before things: ``1903 antique chairs``."""
    found = _THINGS.match(after)
    return found is not None and all(zipf(word) < _USUAL for word in found[0].rstrip(" ,.;:!?").split())


def _feast(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    led = bool(around.feast.search(before) or around.season.search(before))
    other = around.after_season.match(after) or _NAME_GOES_ON.match(after)
    return led and not other and clock.reaches("year", point.start)


def _decade(point: Point, before: str, after: str, clock: Clock, around: Surroundings) -> bool:
    assert point.year is not None
    if point.year >= 1000:
        return True
    led = around.decade.search(before) and not around.owner.search(before)
    return bool(led and clock.reaches("year", point.start))


_ACCEPT: Final = {"month": _month, "season": _season, "year": _year, "decade": _decade}


def _range(found: Expression, before: str, after: str, around: Surroundings) -> bool:
    first, last = found.points
    if found.unit == "year":
        if first.year is None or last.year is None or (0 <= first.year < 100) or first.year > last.year:
            return False
        return not around.after_number.match(after) and not around.number.search(before)
    return found.unit != "season" or last.year is not None


TODAY: Final = ("deictic", "past", "coming")
"""Relations to the day of writing, where that is known."""
_CLAUSE: Final = re.compile(r"\s+\w")
"""What makes “two days after” lean on an event that follows, not on the date before."""


def _relative(found: Expression, after: str, clock: Clock) -> bool:
    if found.bound == "deictic":
        return clock.written is not None
    if found.bound == "last" and found.unit != "season" and not found.part:
        return False
    if found.bound == "this" and found.unit != "season":
        return False
    if found.open and _CLAUSE.match(after):
        return False
    return clock.reaches("year" if found.unit in ("season", "decade") else found.unit, found.start)


def dates_the_story(found: Expression, text: str, around: Surroundings) -> bool:
    """True where a date moves the narrative clock: no bare year in passing, nor one of an imprint."""
    if found.form == "relative":
        return found.steps[0] >= 0 and found.bound not in TODAY
    point = found.points[-1]
    if point.unit in ("decade", "century") or (found.unit == "this-month" and found.steps != (0, 0)):
        return False
    before = text[max(0, found.start - 2 * _LEAD) : found.start]
    if _IMPRINT.search(before):
        return False
    return point.unit != "year" or bool(around.dated.search(before[-_LEAD:]))
