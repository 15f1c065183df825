"""Dates as slides and as events: TimelineJS 3 and iCalendar (RFC 5545), each with the place in the source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from rubricator.interchange.view import View, stable
from rubricator.model.calendars import from_julian_day
from rubricator.report.timeline import Event

_LINE: Final = 75
"""Octets of a line of iCalendar, after which it is folded."""
_ESCAPED: Final = re.compile(r"([\\;,])")


def timelinejs(view: View) -> bytes:
    """One slide a date; years before the common era are negative."""
    events = [
        {
            "start_date": _parts(one.first),
            **({"end_date": _parts(one.last)} if one.last != one.first else {}),
            "display_date": one.printed,
            "unique_id": _id(one),
            "text": {"headline": one.printed, "text": one.context},
            "anchor": _anchor(view, one),
        }
        for one in view.events
    ]
    return (
        json.dumps({"title": {"text": {"headline": view.title}}, "events": events}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _parts(day: int) -> dict[str, Any]:
    found = from_julian_day(day, "gregorian")
    return {"year": found.year, "month": found.month, "day": found.day}


_FIRST: Final = 1721426
"""The Julian Day Number of 1 January of the year 1, with which iCalendar's years begin."""


def _id(one: Event) -> str:
    return "d-" + stable(one.edtf, one.printed, one.context, str(one.start))


def _anchor(view: View, one: Event) -> str:
    """The place in the source (RFC 5147)."""
    return f"{view.source}#char={one.start},{one.end}"


# ---------------------------------------------------------------- iCalendar
def icalendar(view: View) -> bytes:
    """Whole-day events of the years 1 to 9999; a span ends on the day after its last, as the standard says."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rubricator//EN", f"NAME:{_words(view.title)}"]
    for one in view.events:
        if one.first >= _FIRST:
            lines += _event(view, one)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _event(view: View, one: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_id(one)}@{view.id}"
    yield f"DTSTAMP:{_stamp(view)}"
    yield f"DTSTART;VALUE=DATE:{_day(one.first)}"
    yield f"DTEND;VALUE=DATE:{_day(one.last + 1)}"
    yield f"SUMMARY:{_words(one.printed)}"
    yield f"DESCRIPTION:{_words(one.context)}"
    yield f"COMMENT:{_words(_anchor(view, one))} {one.edtf}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(view: View) -> str:
    """The day of the edition, for the standard wants one; without it the day of the event is no clock's."""
    date = view.said("publicationStmt/{0}date").replace("-", "")
    return f"{date}T000000Z" if re.fullmatch(r"\d{8}", date) else "19700101T000000Z"


def _day(day: int) -> str:
    return "{:04}{:02}{:02}".format(*from_julian_day(day, "gregorian"))


def _words(words: str) -> str:
    return _ESCAPED.sub(r"\\\1", " ".join(words.split()))


def _folded(line: str) -> str:
    """A line of at most 75 octets, continued behind a space; no character is cut."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len((piece + character).encode()) > _LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece]) + "\r\n"
