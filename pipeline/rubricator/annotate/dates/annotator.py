"""Dates: expressions found by the grammar, given a value by the clock and the calendars in force.

TEI Guidelines 14.4 (dates and times) and 14.4.4 (custom calendars): ``when`` and its kin are Gregorian,
``when-custom`` repeats the printed date where it is Julian.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from rubricator.annotate.dates.acceptance import TODAY, Surroundings, accepted, dates_the_story, surroundings
from rubricator.annotate.dates.clock import Clock
from rubricator.annotate.dates.entries import entry_dates, year_over_entries
from rubricator.annotate.dates.grammar import Expression, Point, expressions
from rubricator.annotate.dates.reckoning import Reckoning
from rubricator.annotate.dates.republican import republican_dates
from rubricator.annotate.dates.setting import Setting, sure_dual
from rubricator.annotate.dates.story import Story
from rubricator.annotate.dates.tokens import tokens
from rubricator.annotate.dates.vocabulary import vocabulary
from rubricator.annotate.stages import annotator
from rubricator.model.calendars import Day, julian_day
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.genres import genre
from rubricator.reading.search import trimmed
from rubricator.reading.text import Reading, read

_FORMS: Final = {
    "day": "a day with its month",
    "month": "a month",
    "season": "a season",
    "year": "a year",
    "decade": "a decade",
    "century": "a century",
    "feast": "a feast, fixed or reckoned from Easter",
    "regnal": "a year of a reign",
    "range": "two ends of a span of time",
    "dual": "one day in both calendars",
    "relative": "a time counted from the one before it",
}
_INFERRED: Final = {
    "-year": "the year from what went before",
    "-month": "the month from what went before",
    "-calendar": "the calendar from its surroundings",
    "-edition": "the calendar from the edition's rules",
}


def _how(*marks: str) -> str:
    return ", ".join(_INFERRED[mark] for mark in marks if mark) or "as printed"


RULES: Final = {
    f"{form}{dated}{reckoned}": f"{what}; {_how(dated, reckoned)}"
    for form, what in _FORMS.items()
    for dated in ("", "-year", "-month")
    for reckoned in ("", "-calendar", "-edition")
} | {
    "republican": "a date of the French Republican calendar",
    "check-range": "a range that ends before it begins",
    "check-dual": "the two calendars of a dual date disagree",
    "check-weekday": "the day of the week does not fit the date",
    "check-day": "the calendar has no such day",
    "check-order": "a day that would stand in order if its month were the next one",
    "check-written": "a day after the text was printed",
}

_SILENT: Final = ("noteref", "backref", "citedRange", "biblScope")


@annotator(
    any_language=True,
    needs={"dates"},
    reads={"sic", "div", "fw", "bibl", "note", "persName", *_SILENT},
    writes={"date", "flag"},
    rules=RULES,
)
def dates(document: Document, context: Context) -> Iterator[Annotation]:
    """Every date of the text, dates inside ranges too, and flags where a date contradicts itself."""
    reading, language = _reading(document), context.edition.edition.language
    around = surroundings(language)
    stream = tokens(reading.text, vocabulary(language))
    found = [one for one in expressions(stream) if not _silent(document, reading, one)]
    setting = _setting(document, context, reading, found)
    story, entries = Story(document, _clock(document, context)), entry_dates(document, reading, found)
    told: list[tuple[int, Annotation]] = []
    for at, one in enumerate(found):
        start, _ = reading.source(one.start, one.end)
        clock = story.at(start, entry=one in entries)
        if one.form == "relative" and one.bound in TODAY:
            clock = clock.today(one.start)
        if accepted(one, reading.text, clock, around):
            reckoned = Reckoning(reading, setting, clock).read(one, _apposed(found, at, reading.text, around))
            made = [_with_marks(date, document.text) for date in reckoned.annotations(_print_year(context))]
            if day := _day_of_writing(document, one, made, entry=one in entries):
                story.write_on(day)
                reckoned.clock = reckoned.clock._replace(written=day)
            told += [(_day_number(date), date) for date in made[:1] if _in_story(document, date)]
            yield from _pieces(document, made)
            if one in entries:
                story.enter(reckoned.clock, start)
            elif entries and (year := year_over_entries(document, one, start)) and story.heads(year):
                story.enter(Clock(year, year_at=start), start)
            elif dates_the_story(one, reading.text, around):
                stated = bool(one.points) and one.points[-1].year is not None
                story.move(start, reckoned.clock, stated=stated)
    yield from _out_of_order(told)
    yield from _republican(document, reading, language)


def _republican(document: Document, reading: Reading, language: str) -> Iterator[Annotation]:
    """The dates of the French Republican calendar."""
    for one in republican_dates(reading.text, language):
        start, end = reading.source(one.start, one.end)
        if not document.covering(start, end, *_SILENT):
            yield from _pieces(document, [Annotation("date", start, end, one.attrs, "republican", "high")])


def _day_of_writing(document: Document, one: Expression, made: list[Annotation], *, entry: bool) -> Day | None:
    """The day that a dateline, an entry of a diary or the head of an article gives; None for any other date."""
    when = made[0].attrs.get("when", "") if made and one.form in ("point", "dual") else ""
    parts = when.removeprefix("-").split("-")
    if len(parts) != len(Day._fields) or when.startswith("-"):
        return None
    start, end = made[0].start, made[0].end
    dated = entry or document.covering(start, end, "dateline") or document.covering(start, end, "docDate")
    return Day(*map(int, parts)) if dated or _heads(document.text, start, end) else None


def _heads(text: str, start: int, end: int) -> bool:
    """True for a date by itself on a line near the start of the text."""
    if start > _HEAD:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    return len(line.strip(" \t\r_*()[].,")) - (end - start) <= _BESIDE


_HEAD: Final = 600
"""So near the start of a text stands the date of its publication."""
_BESIDE: Final = 24
"""So many characters may stand beside that date: a place, a day of the week."""


def _setting(document: Document, context: Context, reading: Reading, found: list[Expression]) -> Setting:
    duals = tuple(one.start for one in found if sure_dual(one))
    offices = partial(_offices, document, context, reading)
    return Setting(reading.text, context.edition.dates.calendars, duals, context.edition.edition.language, offices)


def _clock(document: Document, context: Context) -> Clock:
    """The clock at the start: the edition's year holds until the text says another."""
    tale = genre(context.edition.edition.genre).literary
    return Clock(context.edition.dates.year or None, year_at=len(document.text), tale=tale)


def _in_story(document: Document, date: Annotation) -> bool:
    """True for a day of the running text that does not say its year."""
    day = len(date.attrs.get("when", "").removeprefix("-")) == 10 and "-year" in date.rule
    return day and not document.covering(date.start, date.end, "note")


def _day_number(date: Annotation) -> int:
    value = date.attrs.get("when", "")
    parts = value.split("-")
    return julian_day(Day(*map(int, parts)), "gregorian") if len(parts) == 3 and parts[0] else 0


def _out_of_order(told: list[tuple[int, Annotation]]) -> Iterator[Annotation]:
    """Days before the two told before them, that a month later would stand between these and the next."""
    fours = zip(told, told[1:], told[2:], told[3:], strict=False)
    for (first, _), (second, _), (here, date), (after, _) in fours:
        latest = max(first, second)
        if here < min(first, second) and latest <= here + _MONTH <= after:
            reason = "This day is earlier than those told before it; a month later it would stand in order."
            attrs = {"reason": reason, "kind": "date"}
            yield Annotation("flag", date.start, date.end, attrs, "check-order", "low")


_MONTH: Final = 30


def _reading(document: Document) -> Reading:
    """The text as read, line ends as they stand; marks of italics are spaces."""
    reading = read(document, marks=True, lines=True)
    return replace(reading, text=reading.text.replace("_", " "))


def _with_marks(date: Annotation, text: str) -> Annotation:
    """The date with both marks of italics that stand inside: ``_March_ 1``."""
    start, end = date.start, date.end
    if text.count("_", start, end) % 2:
        if text[start - 1 : start] == "_":
            start -= 1
        elif text[end : end + 1] == "_":
            end += 1
    return date._replace(start=start, end=end)


def _pieces(document: Document, made: list[Annotation]) -> Iterator[Annotation]:
    """Dates cut around the furniture that the print has put into them, their pieces chained."""
    for one in made:
        breaks = list(document.within(one.start, one.end, "fw")) if one.layer == "date" else []
        yield from _chained(document.text, one, breaks) if breaks else [one]


def _chained(text: str, date: Annotation, breaks: list[Annotation]) -> Iterator[Annotation]:
    edges = [date.start, *(edge for fw in breaks for edge in (fw.start, fw.end)), date.end]
    spans = [trimmed(text, *span) for span in zip(edges[::2], edges[1::2], strict=True)]
    spans = [span for span in spans if span[0] < span[1]]
    ids = [f"dt.{date.start}-{date.end}.{at}" for at in range(1, len(spans) + 1)]
    for at, (start, end) in enumerate(spans):
        links = (
            {"id": ids[at]} | ({"next": ids[at + 1]} if ids[at + 1 :] else {}) | ({"prev": ids[at - 1]} if at else {})
        )
        yield date._replace(start=start, end=end, attrs=dict(date.attrs) | links)


def _silent(document: Document, reading: Reading, one: Expression) -> bool:
    """True inside page numbers of citations and labels of notes, in names of people and what an archive adds."""
    start, end = reading.source(one.start, one.end)
    names = ("persName",) if one.form == "point" and one.points[0].day is None else ()
    archive = any(div.attrs.get("type") == "boilerplate" for div in document.covering(start, end, "div"))
    return archive or bool(document.covering(start, end, *_SILENT, *names))


def _offices(document: Document, context: Context, reading: Reading, start: int, end: int) -> str:
    """What the authority files say of the offices of the people named in a stretch of the reading."""
    entries = context.authority.entries
    named = {name.attrs.get("ref", "") for name in document.within(*reading.source(start, end), "persName")}
    found = [entries[ref] for ref in sorted(named) if ref in entries]
    return "; ".join("".join(map(str, office.itertext())) for entry in found for office in entry.iter("{*}occupation"))


def _print_year(context: Context) -> int:
    year = context.edition.source.print.date[:4]
    return int(year) if year.isdecimal() else 0


def _apposed(found: list[Expression], at: int, text: str, around: Surroundings) -> Point | None:
    """The day that explains a relative date before it: “a few days later, on 14 January”."""
    if at + 1 >= len(found) or found[at].form != "relative":
        return None
    after = found[at + 1]
    near = text[found[at].end : after.start].strip(" ,(–—-") in around.apposition
    return after.points[0] if near and after.form in ("point", "dual") and after.points[0].unit == "day" else None
