"""Which of many texts to open first: the strangest, by what their runs told and how far they differ from the rest."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from lxml import html
from lxml.html import builder as h

from rubricator.corpus.manifest import Entry
from rubricator.corpus.shelf import as_page, book, frame
from rubricator.report.tables import cell

_RATES: Final[Mapping[str, tuple[str, ...]]] = {
    "paragraphs": ("counts", "paragraphs"),
    "quotations": ("counts", "quotations"),
    "persons named": ("counts", "persons"),
    "places named": ("counts", "places"),
    "dates": ("counts", "dates"),
    "corrections": ("counts", "corrections"),
    "doubts": ("doubts",),
}
"""What is counted in every text, by the names of its place in the facts."""
_FEW: Final = 8
"""Texts of a genre from which on one can be said to differ from the rest."""
_FAR: Final = 5.0
"""Robust standard deviations from the median from which on a rate is strange (Iglewicz and Hoaglin 1993 take 3.5)."""
_SCALE: Final = 1.4826
"""Standard deviations of a normal distribution in its median absolute deviation."""
_FAILED: Final = 100.0
_PER: Final = 10_000
"""Characters to which rates are given."""
_COLUMNS: Final = ("strangeness", "text", "title", "authors", "genre", "reasons", "what to do", "path")


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with how strange it is, and why: each reason with what to do."""

    entry: Entry
    strangeness: float
    reasons: tuple[tuple[str, str], ...]


def judged(entries: Sequence[Entry]) -> list[Judged]:
    """All texts, the strangest first."""
    apart = _apart([entry for entry in entries if entry.state == "done"])
    found = [_judged(entry, apart.get(entry.id, ())) for entry in entries]
    return sorted(found, key=lambda one: (-one.strangeness, one.entry.id))


def _judged(entry: Entry, apart: Sequence[tuple[float, str]]) -> Judged:
    if entry.state == "failed":
        reasons = [(str(one["message"]), str(one["remedy"])) for one in entry.messages if one["severity"] == "error"]
        return Judged(entry, _FAILED, tuple(reasons) or (("it failed", "run again with --retry"),))
    told = [(float(harm), what, remedy) for harm, what, remedy, _ in entry.facts.get("strange", ())]
    told += [(weight, what, "compare it with another text of its kind") for weight, what in apart]
    told.sort(key=lambda one: (-one[0], one[1]))
    return Judged(entry, round(sum(harm for harm, _, _ in told), 1), tuple((what, remedy) for _, what, remedy in told))


def _apart(entries: Sequence[Entry]) -> dict[str, list[tuple[float, str]]]:
    """What sets texts apart from the others of their genre: a weight and a clause each, by the id of the text."""
    genres: dict[str, list[Entry]] = {}
    for entry in entries:
        genres.setdefault(entry.facts.get("genre", ""), []).append(entry)
    found: dict[str, list[tuple[float, str]]] = {}
    for genre, some in genres.items():
        for id, weight, clause in _outliers(some, genre) if len(some) >= _FEW else ():
            found.setdefault(id, []).append((weight, clause))
    return found


def _outliers(entries: Sequence[Entry], genre: str) -> Iterator[tuple[str, float, str]]:
    for what, place in _RATES.items():
        rates = [_rate(entry.facts, place) for entry in entries]
        middle = median(rates)
        spread = _SCALE * median(abs(rate - middle) for rate in rates)
        for entry, rate in zip(entries, rates, strict=True):
            far = abs(rate - middle) / max(spread, middle / 10, 0.1)
            if far > _FAR:
                usual = f"where {genre or 'such texts'} have {middle:.1f}"
                yield entry.id, min(far / _FAR, 3.0), f"{rate:.1f} {what} in ten thousand characters, {usual}"


def _rate(facts: Mapping[str, Any], place: Iterable[str]) -> float:
    found: Any = facts
    for name in place:
        found = found.get(name, {})
    return float(found or 0) * _PER / max(int(facts.get("characters", 0)), 1)


def as_csv(found: Iterable[Judged]) -> str:
    """The report as a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for one in found:
        facts = one.entry.facts
        row = (
            f"{one.strangeness:g}", one.entry.id, facts.get("title", ""), "; ".join(facts.get("authors", ())),
            facts.get("genre", ""), "; ".join(what for what, _ in one.reasons),
            "; ".join(dict.fromkeys(remedy for _, remedy in one.reasons if remedy)), one.entry.place,
        )  # fmt: skip
        writer.writerow([cell(part) for part in row])
    return out.getvalue()


_MOST: Final = 200
"""Texts that the page shows; the table has all."""


def page(found: Sequence[Judged], title: str) -> bytes:
    """The report as a page, the strangest first, each with a way to the text."""
    strange = [one for one in found if one.reasons]
    told = f"{len(strange)} of {len(found)} texts have something strange; the table quality.csv has all."
    items = [_item(one) for one in strange[:_MOST]]
    return as_page(frame(f"{title}: which texts to look at", "", h.P(told), h.OL(*items)), "")


def _item(one: Judged) -> html.HtmlElement:
    named = one.entry.facts.get("title", one.entry.id)
    home = book(one.entry.id, one.entry.facts).home if one.entry.facts else ""
    reasons = [h.LI(what, h.SPAN(f" {remedy}", {"class": "about"})) for what, remedy in one.reasons]
    about = h.SPAN(f" {one.entry.id}, {one.strangeness:g}", {"class": "about"})
    return h.LI(h.A(named, href=home) if home else named, about, h.UL(*reasons))
