"""Which calendar a day is printed in, where it does not say: what stands around it decides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from rubricator.annotate.dates.grammar import Expression
from rubricator.annotate.dates.vocabulary import Vocabulary, cased, vocabulary
from rubricator.language import lexicon
from rubricator.model.calendars import GREGORIAN_REFORM, Calendar, Day, iso, julian_day, offset
from rubricator.model.edition import CalendarRule
from rubricator.reading.sentences import breaks


@dataclass(frozen=True)
class Lands:
    """Lands by name, each with its first Gregorian day (ISO); what a text says of the calendar of its dates."""

    since: Mapping[str, str]
    named: re.Pattern[str]
    notice: re.Pattern[str]


@cache
def lands(language: str) -> Lands:
    """The lands of a BCP 47 tag, from ``language/<code>/dates.toml``."""
    data = lexicon(language).table("dates")
    since = {land: day for day, names in data["gregorian_since"].items() for land in names}
    names = "|".join(sorted(since, key=len, reverse=True)).replace(" ", r"\s+")
    notice = {name: cased(words) for name, words in data["notice"].items()}
    return Lands(
        since,
        re.compile(rf"\b(?:{names})\b"),
        re.compile(
            rf"\b(?:{notice['subject']})\b[^.\n]{{0,120}}\b(?:{notice['verb']})\b[^.\n]{{0,80}}?"
            rf"\b(?:(?P<julian>{notice['julian']})|(?P<gregorian>{notice['gregorian']}))\b"
        ),
    )


@dataclass(frozen=True)
class Setting:
    """What decides the calendar of an unmarked day: rules of the edition, dual dates, lands named near it.

    `duals` are the offsets of dual dates, `offices` tells what the authority file
    says of the offices of the people named in a stretch.
    """

    text: str
    rules: tuple[CalendarRule, ...] = ()
    duals: tuple[int, ...] = ()
    language: str = "en"
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
        if self.rules or not (said := lands(self.language).notice.search(self.text)):
            return self.rules
        return (CalendarRule("julian", "1918-01-31"), CalendarRule("gregorian")) if said["julian"] else ()

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
        low, high = max(0, at - _SENTENCE), min(len(self.text), at + _SENTENCE)
        before, start = [low, low, *breaks(self.text, low, at, self.language)][-2:]
        named = self._lands(start, next(iter(breaks(self.text, at, high, self.language)), high))
        if not named and start > low and "\n\n" not in self.text[start - 2 : start]:
            named = self._lands(before, start)
        since = lands(self.language).since
        return bool(named) and all(iso(*day) >= since[land] for land in named)

    def _lands(self, start: int, end: int) -> list[str]:
        named = lands(self.language).named
        found = named.findall(self.text, start, end) + named.findall(self.offices(start, end))
        return [" ".join(land.split()) for land in found]

    @property
    def words(self) -> Vocabulary:
        """The words of the text's language."""
        return vocabulary(self.language)


_DUAL_REACH: Final = 600
_SENTENCE: Final = 900


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
