"""Dates of the French Republican calendar: ``18 brumaire an VIII``, ``vendémiaire an XII``, ``l'an II``.

A year by itself counts where the text has a month of that calendar; a day takes a year that it lacks from the date
before, and a month with neither is none. Values are Gregorian, as TEI asks (14.4 of the Guidelines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.model.calendars import Day, from_republican, iso, republican_month_length
from rubricator.reading.figures import roman

_YEARS: Final = frozenset((*range(1, 15), 79))
"""Years in which the calendar was used: 1792 to 1805, and under the Commune."""
_ACCENTS: Final = (("é", "[ée]"), ("ô", "[ôo]"), ("É", "[ÉE]"))


class Republican(NamedTuple):
    """A date at ``[start, end)`` with its first and its last day, Gregorian."""

    start: int
    end: int
    first: Day
    last: Day

    @property
    def attrs(self) -> dict[str, str]:
        """The value as TEI has it."""
        if self.first == self.last:
            return {"when": iso(*self.first)}
        return {"notBefore": iso(*self.first), "notAfter": iso(*self.last)}


def republican_dates(text: str, language: str) -> Iterator[Republican]:
    """The dates of that calendar in a text, in order."""
    months, pattern = _months(language)
    if pattern is None or not any(month in text or month.capitalize() in text for month in months):
        return
    year = 0
    for found in pattern.finditer(text):
        month = next((at for at in range(1, len(months) + 1) if found[f"m{at}"]), 0)
        stated = found["year"] or found["alone"] or ""
        year = (roman(stated.upper()) or int(stated) if stated.isdecimal() or roman(stated.upper()) else 0) or year
        day = int(found["day"]) if found["day"] else 0
        told = stated or day
        if told and year in _YEARS and (not month or day <= republican_month_length(year, month)):
            yield _dated(found.start(), found.end(), year, month, day)


def _dated(start: int, end: int, year: int, month: int, day: int) -> Republican:
    first, last = (month or 1, day or 1), (month or _MONTHS, day)
    final = last[1] or republican_month_length(year, last[0])
    return Republican(start, end, from_republican(Day(year, *first)), from_republican(Day(year, last[0], final)))


_MONTHS: Final = 13
"""Twelve months of thirty days, and the days that complete the year."""


@cache
def _months(language: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """The names of the months, and the expression that finds a date."""
    listed = lexicon(language).table("dates")["republican"]
    if not listed:
        return (), None
    months = tuple(listed["months"])
    names = "|".join(f"(?P<m{at}>{_spelt(month)})" for at, month in enumerate(months, 1))
    year = alternatives(listed["year"])
    number = r"(?:[IVX]{1,4}|[ivx]{1,4}|\d{1,2})"
    tail = rf"(?:\s+(?:{alternatives(listed['of'])}))?"
    return months, re.compile(
        rf"(?<!\w)(?:(?:(?P<day>3[01]|[12]?\d)(?:er)?\s+)?(?:{names})(?:,?\s+(?:{year})\s+(?P<year>{number})\b{tail})?(?!\w)"
        rf"|(?:{year})\s+(?P<alone>[IVX]{{1,4}}|\d{{1,2}}(?=\s+(?:{alternatives(listed['of'])})))\b{tail})"
    )


def _spelt(month: str) -> str:
    """A month with a small or a capital letter, with and without its accents, its spaces of any kind."""
    spelt = f"[{month[0]}{month[0].upper()}]{re.escape(month[1:])}".replace(r"\ ", r"\s+")
    for letter, either in _ACCENTS:
        spelt = spelt.replace(letter, either)
    return spelt
