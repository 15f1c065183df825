"""What the text says against itself, or against the authority files: told to the editor, never corrected.

A wrong date or sum may be the author's, the printer's or the scanner's; which, only an editor can find out
(Guidelines 17.11 [SASOann]). Each rule compares two statements that cannot both be right.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from lxml import etree

from rubricator.annotate.doubts.announced import announced
from rubricator.annotate.stages import annotator
from rubricator.language import alternatives, lexicon
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import CalendarRule
from rubricator.reading.search import near
from rubricator.reading.sentences import breaks, sentences

_REACH: Final = 40
"""Characters between a name and what is said of it."""
_LONG: Final = 160
"""Characters of a paragraph that nobody writes twice."""
_LIFE: Final = re.compile(r"\s?(?P<years>\((?:(?P<born>1\d{3}|20\d\d)\s?[-–—]\s?(?P<died>1\d{3}|20\d\d))\))")
_NUMBER: Final = re.compile(r"\d")
_BARE_NOTE: Final = re.compile(r"[Nn]ote \d+(?:,? (?:above|below))?")
_CALENDAR: Final = re.compile(r"\b(?:Julian|Gregorian|old|new)\s[Cc]alendar\b")
_SENTENCE: Final = 100
"""Characters on either side in which a sentence speaks of one thing."""
_UNSAID: Final = re.compile(r"[.;:!?]\s|[\n()\[\]“”‘]")
_FAR: Final = 600
"""Characters from a word of its own that a sentence reaches."""
_DAY: Final = 10
"""Letters of a date to the day."""
_CLOSE: Final = 12
"""Characters between a total and the words that call it one."""

RULES: Final = {
    "life-dates": "years of birth and death that the authority file has otherwise",
    "calendar-change": "a year of the change of calendar that the edition has otherwise",
    "after-death": "a deed of somebody who was dead by then, or not born",
    "other-year": "a year of publication that the authority file has otherwise",
    "self-reference": "a note that refers to itself",
    "no-such-note": "a reference to a note that is not there",
    "nothing-repeated": "ibid. or op. cit. with nothing before that it could repeat",
    "backwards": "a range of pages that ends before it begins",
    "sum": "a total that its parts do not make",
    "only-more": "a share that is called small beside a smaller one",
    "repeated-passage": "a paragraph that stands in the text twice",
    "announced": "a list with more or fewer members than its announcement promises",
}


@annotator(
    needs={"contradictions"},
    reads={"persName", "date", "bibl", "citeref", "citedRange", "ref", "note", "measure", "p", "list", "item"},
    writes={"flag"},
    rules=RULES,
)
def contradictions(document: Document, context: Context) -> Iterator[Annotation]:
    """Flags, each with the sentence that says what is held against what."""
    words = _words(context.edition.edition.language)
    lives = {id: life for id, entry in context.authority.entries.items() if (life := _life(entry))}
    for name in document.in_layer("persName"):
        if life := lives.get(name.attrs.get("ref", "")):
            yield from _lived(document, name, life, context.authority, words)
    yield from _published(document, context.authority)
    yield from _calendars(document, context.edition.dates.calendars)
    yield from _references(document)
    yield from _backwards(document)
    yield from _sums(document, words)
    yield from _shares(document, words)
    yield from _repeated(document)
    for one, told, printed in announced(document, context.edition.edition.language):
        reason = f"{told} members of this list are announced, {printed} stand here."
        yield _flag(one.start, one.start, "announced", "list", reason)


def _flag(start: int, end: int, rule: str, kind: str, reason: str) -> Annotation:
    return Annotation("flag", start, end, {"reason": reason, "kind": kind}, rule, "medium")


@dataclass(frozen=True)
class _Words:
    """The patterns of one language."""

    born: re.Pattern[str]
    died: re.Pattern[str]
    acts: re.Pattern[str]
    total: re.Pattern[str]
    rest: re.Pattern[str]
    only: re.Pattern[str]
    seeds: tuple[str, ...]


@lru_cache(maxsize=4)
def _words(language: str) -> _Words:
    listed = {
        key: [one.replace("_", " ") for one in value.split()]
        for key, value in lexicon(language).table("contradictions").items()
    }
    either = {key: alternatives(forms) for key, forms in listed.items()}
    return _Words(
        re.compile(rf"\b(?:{either['born']})\b"),
        re.compile(rf"\b(?:{either['died']})\b"),
        re.compile(rf"\s(?:[a-z]+ly\s|{either['before']}\s)?(?:{either['acts']})\b"),
        re.compile(rf"\b(?P<before>{either['total_of']})\b|\b(?P<beside>{either['in_all']})\b"),
        re.compile(rf"\b(?:{either['parts']})\b"),
        re.compile(rf"\band\s(?:{either['only']})\s$"),
        tuple(listed["total_of"] + listed["in_all"]),
    )


# ---------------------------------------------------------------- people
class _Life(NamedTuple):
    """The years of birth and death of a person, 0 where not known."""

    born: int
    died: int


def _life(entry: etree._Element) -> _Life | None:
    born, died = (_year(entry.find(f"{{*}}{event}")) for event in ("birth", "death"))
    return _Life(born, died) if born or died else None


def _year(event: etree._Element | None) -> int:
    when = event.get("when", "") if event is not None else ""
    return int(when[:4]) if when[:4].isdecimal() else 0


def _lived(
    document: Document, name: Annotation, life: _Life, authority: Authority, words: _Words
) -> Iterator[Annotation]:
    """What is said of a person right behind the name, held against the life that the authority file tells."""
    text, who = document.text, authority.label(name.attrs["ref"])
    if found := _LIFE.match(text, name.end):
        for year, event, known in ((found["born"], "born", life.born), (found["died"], "dead", life.died)):
            if known and int(year) != known:
                reason = f"The authority file has {who} {event} in {known}, the text in {year}."
                yield _flag(*found.span("years"), "life-dates", "person", reason)
    for date in document.within(name.end, name.end + 2 * _REACH, "date"):
        year, between = _told_year(date), text[name.end : date.start]
        if not year or len(between) > _REACH or _UNSAID.search(between) or _NUMBER.search(between):
            continue
        for event, pattern, known in (("born", words.born, life.born), ("dead", words.died, life.died)):
            if known and year != known and pattern.search(between):
                reason = f"The authority file has {who} {event} in {known}, the text in {year}."
                yield _flag(date.start, date.end, "life-dates", "person", reason)
    yield from _acted(document, name, life, who, words)


def _told_year(date: Annotation, when: str = "") -> int:
    """The year of a date that prints it; 0 where it is another's, or no single one."""
    when = when or date.attrs.get("when", "")
    return int(when[:4]) if when[:4].isdecimal() and "-year" not in date.rule else 0


def _acted(document: Document, name: Annotation, life: _Life, who: str, words: _Words) -> Iterator[Annotation]:
    """A deed on a day of a year in which the person could do none."""
    text = document.text
    if not words.acts.match(text, name.end):
        return
    for date in document.within(max(0, name.start - _LONG), name.end + _LONG, "date"):
        year = _told_year(date)
        first, last = sorted((name, date), key=lambda one: one.start)
        reach = 2 if first is date else _REACH
        if len(date.attrs.get("when", "")) != _DAY or not year or last.start - first.end > reach:
            continue
        if _UNSAID.search(text, first.end, last.start):
            continue
        if (life.died and year > life.died) or (life.born and year <= life.born):
            event = f"died in {life.died}" if life.died and year > life.died else f"was born in {life.born}"
            yield _flag(date.start, date.end, "after-death", "person", f"{who} {event}; the text has a deed of {year}.")


# ---------------------------------------------------------------- works and notes
def _published(document: Document, authority: Authority) -> Iterator[Annotation]:
    """Citations whose year is not that of the work."""
    for bibl in document.in_layer("bibl"):
        entry = authority.entries.get(bibl.attrs.get("corresp", ""))
        dates = document.within(bibl.start, bibl.end, "date")
        listed = entry.findall("{*}date") if entry is not None else []
        known = {year for one in listed if (year := _year(one))}
        years = {year for one in dates if (year := _told_year(one))}
        if known and years and not known & years and len(known) == len(listed):
            stated = " and ".join(map(str, sorted(known)))
            reason = f"The authority file dates this work {stated}, the citation {min(years)}."
            yield _flag(dates[0].start, dates[0].end, "other-year", "date", reason)


def _calendars(document: Document, rules: Sequence[CalendarRule]) -> Iterator[Annotation]:
    """Dates in a sentence about a calendar that are the day of its end, or the day after, but of another year."""
    ends = [datetime.date.fromisoformat(rule.until) for rule in rules if rule.until[:1].isdecimal()]
    days = {day.isoformat()[4:]: end.year for end in ends for day in (end, end + datetime.timedelta(days=1))}
    seen: set[int] = set()
    for found in near(document.text, _CALENDAR, "alendar") if days else ():
        for told in document.within(max(0, found.start() - _SENTENCE), found.end() + _SENTENCE, "date"):
            between = document.text[min(found.end(), told.end) : max(found.start(), told.start)]
            for printed in (told.attrs.get("when-custom", ""), told.attrs.get("when", "")):
                year = days.get(printed[4:], 0)
                if (
                    year
                    and told.start not in seen
                    and _told_year(told, printed) not in (0, year)
                    and not breaks(between)
                ):
                    seen.add(told.start)
                    reason = f"The edition has the calendar change in {year}."
                    yield _flag(told.start, told.end, "calendar-change", "date", reason)


def _references(document: Document) -> Iterator[Annotation]:
    """References to notes that cannot be meant, and repetitions of nothing."""
    notes = document.in_layer("note")
    for ref in document.in_layer("ref"):
        if ref.rule != "citations/note-reference":
            continue
        inside = {note.attrs.get("id") for note in document.covering(ref.start, ref.end, "note")}
        if ref.attrs.get("target", "") in inside:
            yield _flag(ref.start, ref.end, "self-reference", "note", "This note refers to itself.")
        elif notes and "target" not in ref.attrs and _BARE_NOTE.fullmatch(document.slice(ref)):
            yield _flag(ref.start, ref.end, "no-such-note", "note", "There is no note of this number.")
    for mark in document.in_layer("citeref"):
        if "target" not in mark.attrs:
            reason = "No citation before this one can be meant."
            yield _flag(mark.start, mark.end, "nothing-repeated", "citation", reason)


def _backwards(document: Document) -> Iterator[Annotation]:
    """Pages that run backwards."""
    for one in document.in_layer("citedRange"):
        first, last = one.attrs.get("from", ""), one.attrs.get("to", "")
        if first.isdecimal() and last.isdecimal() and int(first) > int(last):
            yield _flag(one.start, one.end, "backwards", one.layer, "This range ends before it begins.")


# ---------------------------------------------------------------- sums
def _sums(document: Document, words: _Words) -> Iterator[Annotation]:
    """Totals beside all their parts, in one sentence, that the parts do not make."""
    text = document.text
    for cue in near(text, words.total, *words.seeds):
        for paragraph in document.covering(cue.start(), cue.end(), "p")[-1:]:
            start, end = max(paragraph.start, cue.start() - _FAR), min(paragraph.end, cue.end() + _FAR)
            spans = sentences(text, start, end)
            span = next((one for one in spans if one[0] <= cue.start() < one[1]), None)
            if span and not words.rest.search(text, *span):
                yield from _sum(document, cue, *span)


def _sum(document: Document, cue: re.Match[str], start: int, end: int) -> Iterator[Annotation]:
    counted = [one for one in document.within(start, end, "measure") if "quantity" in one.attrs]
    total = _total(counted, cue)
    if total is None:
        return
    parts = [one for one in counted if one is not total and one.attrs.get("unit") == total.attrs.get("unit")]
    one_side = all(one.end <= total.start for one in parts) or all(one.start >= total.end for one in parts)
    made = sum((Decimal(one.attrs["quantity"]) for one in parts), Decimal(0))
    if len(parts) > 1 and len(parts) + 1 == len(counted) and one_side and made != Decimal(total.attrs["quantity"]):
        reason = f"The parts in this sentence make {made}, the total is given as {total.attrs['quantity']}."
        yield _flag(total.start, total.end, "sum", "number", reason)


def _total(counted: Sequence[Annotation], cue: re.Match[str]) -> Annotation | None:
    """The measure that the words speak of."""
    if cue["before"]:
        after = [one for one in counted if 0 <= one.start - cue.end() <= _CLOSE]
        return after[0] if after else None
    beside = [one for one in counted if 0 <= cue.start() - one.end <= _CLOSE or 0 <= one.start - cue.end() <= 2]
    return beside[0] if len(beside) == 1 else None


def _shares(document: Document, words: _Words) -> Iterator[Annotation]:
    """A share that is called small beside another, of which it is no part, and is larger."""
    shares = [one for one in document.in_layer("measure") if one.attrs.get("type") == "share"]
    for one, other in pairwise(one for one in shares if "quantity" in one.attrs):
        between = document.text[one.end : other.start]
        beside = words.only.search(between) and len(between) < _LONG and not breaks(between)
        first, second = (Decimal(share.attrs["quantity"]) for share in (one, other))
        if beside and first < second and one.attrs.get("unit") == other.attrs.get("unit"):
            reason = f"{second} is said to be little beside {first}."
            yield _flag(other.start, other.end, "only-more", "number", reason)


# ---------------------------------------------------------------- passages
def _by_archive(document: Document, one: Annotation) -> bool:
    """True for what an archive wrote around the text."""
    return any(div.attrs.get("type") == "boilerplate" for div in document.covering(one.start, one.end, "div"))


def _repeated(document: Document) -> Iterator[Annotation]:
    """Long paragraphs that stand in the text twice: one of them may be displaced."""
    seen: dict[str, int] = {}
    for one in document.in_layer("p"):
        if one.end - one.start < _LONG or _by_archive(document, one):
            continue
        before = seen.setdefault(document.slice(one), one.start)
        if before != one.start:
            line, _ = document.source.position(before)
            reason = f"This paragraph stands in line {line} already, word for word."
            yield _flag(one.start, one.end, "repeated-passage", "passage", reason)
