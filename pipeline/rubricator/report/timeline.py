"""The chronology of a document: its dates as events in true order, across calendars.

Values are EDTF, the Extended Date/Time Format of ISO 8601-2:2019 (Library of Congress profile, level 1):
``1918-02-10``, ``1917-03/1917-05`` for a span, ``1917?`` where the certainty is not high, ``1917~`` where the
date is given as about, ``[1890..1900]`` for one time between two bounds (level 2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from rubricator.model.calendars import Day, julian_day
from rubricator.model.document import Annotation, Document
from rubricator.reading.corrected import sentences


@dataclass(frozen=True, slots=True)
class Event:
    """One dated place of the text.

    `first` and `last` are Julian Day Numbers of the earliest and latest day meant; `printed` is the date as
    the text has it, `custom` its ISO form in the calendar it was printed in; `context` is its sentence.
    """

    edtf: str
    first: int
    last: int
    start: int
    end: int
    printed: str
    context: str
    custom: str = ""
    calendar: str = ""
    cert: str = "high"


def timeline(document: Document) -> list[Event]:
    """Every dated place of the document, earliest first; a range counts once, an unknown year not at all."""
    cuts = sentences(document.text)
    events: list[Event] = []
    at = 0
    for date in _outermost(document):
        while at + 1 < len(cuts) and cuts[at][1] <= date.start:
            at += 1
        events.append(_event(document, date, cuts[at]))
    return sorted(events, key=lambda event: (event.first, event.last, event.start))


def coverage(document: Document) -> tuple[str, str, int] | None:
    """The time a text tells of: ISO 8601 of its first and last moment, and how many dates were counted.

    Notes and citations, which are dated by other books, do not count; of twenty dates and more the earliest and
    the latest twentieth are left out, which are glances elsewhere. None where there is no date.
    """
    dates = [date for date in _outermost(document) if not document.covering(date.start, date.end, "note", "bibl")]
    if not dates:
        return None
    off = len(dates) // 20
    firsts, lasts = zip(*(_ends(date) for date in dates), strict=True)
    return sorted(firsts, key=_parts)[off], sorted(lasts, key=_closing)[-1 - off], len(dates)


def _outermost(document: Document) -> Iterator[Annotation]:
    """The dates that have a value and stand in no other date."""
    covered = 0
    for date in document.in_layer("date"):
        if date.start >= covered and _dated(date):
            covered = date.end
            yield date


def _ends(date: Annotation) -> tuple[str, str]:
    """First and last moment of a date that has a value, as ISO 8601."""
    attrs = date.attrs
    first = attrs.get("when") or attrs.get("from") or attrs.get("notBefore") or attrs.get("notAfter", "")
    return first, attrs.get("when") or attrs.get("to") or attrs.get("notAfter") or first


def _parts(value: str) -> tuple[int, ...]:
    sign, digits = (-1, value[1:]) if value.startswith("-") else (1, value)
    year, *rest = (int(part) for part in digits.split("-"))
    return sign * year, *rest


def _closing(value: str) -> tuple[int, ...]:
    """Sorts the end of a year after that of its months."""
    return (*_parts(value), 99, 99)[:3]


def to_json(events: Iterable[Event]) -> str:
    """The events as a JSON array, one object a line."""
    return "[\n" + ",\n".join(json.dumps(asdict(event), ensure_ascii=False) for event in events) + "\n]\n"


def edtf(date: Annotation) -> str:
    """The value of a date annotation in EDTF; empty where it has none."""
    attrs = date.attrs
    mark = "~" if attrs.get("precision") == "low" else "" if date.cert == "high" else "?"
    mark = "%" if mark == "~" and date.cert != "high" and "when" in attrs else mark
    if "when" in attrs:
        return _extended(attrs["when"]) + mark
    if "from" in attrs or "to" in attrs:
        return "/".join(
            _extended(attrs[name]) + ("?" if mark else "") if name in attrs else ".." for name in ("from", "to")
        )
    if "notBefore" in attrs or "notAfter" in attrs:
        return f"[{_extended(attrs.get('notBefore', ''))}..{_extended(attrs.get('notAfter', ''))}]"
    return ""


def custom(date: Annotation) -> str:
    """The value as printed, in the printed calendar, in EDTF's shape; empty where it is the Gregorian one."""
    attrs = {name.removesuffix("-custom"): value for name, value in date.attrs.items() if name.endswith("-custom")}
    return edtf(date._replace(attrs=attrs, cert="high")) if attrs else ""


def _extended(value: str) -> str:
    """EDTF has ``XXXX`` for the year that TEI leaves out."""
    return value.replace("--", "XXXX-", 1) if value.startswith("--") else value


def _dated(date: Annotation) -> bool:
    """True where a date has a value with a year, and is no later piece of one that is cut."""
    if "prev" in date.attrs:
        return False
    values = [date.attrs[name] for name in ("when", "from", "to", "notBefore", "notAfter") if name in date.attrs]
    return bool(values) and not any(value.startswith("--") for value in values)


def _event(document: Document, date: Annotation, sentence: tuple[int, int]) -> Event:
    attrs = date.attrs
    first, last = _ends(date)
    return Event(
        edtf(date),
        _days(first)[0],
        _days(last)[1],
        date.start,
        date.end,
        " ".join(document.slice(date).split()),
        " ".join(document.text[sentence[0] : sentence[1]].split()),
        custom(date),
        attrs.get("calendar", ""),
        date.cert,
    )


def _days(value: str) -> tuple[int, int]:
    """First and last Julian Day Number of an ISO 8601 day, month or year."""
    year, *rest = _parts(value)
    month, day = (*rest, 0, 0)[:2]
    start = julian_day(Day(year, month or 1, day or 1), "gregorian")
    if day:
        return start, start
    after = Day(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return start, julian_day(after, "gregorian") - 1
