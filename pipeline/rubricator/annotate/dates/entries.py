"""The entries of a diary: a series of paragraphs that begin with a day, and the years over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rubricator.annotate.dates.grammar import Expression
from rubricator.model.document import Document
from rubricator.reading.corrected import Reading

_SERIES: Final = 6
"""So many paragraphs that begin with a day are a diary."""
_BEFORE: Final = 40
_OPENS: Final = re.compile(r"(?:\A|\n[ \t]*\r?\n)[\s_\[(]*(?:[^\W\d_a-z][^\W\d_]*[,.]?[\])]?,?[ _]+)?\Z")
"""Before the day of an entry: nothing, marks of italics, or the name of a place."""
_ENTRY: Final = re.compile(r"[\s_.,;:\])]*(?:--|[—–-]|\n|[^\W\d_a-z])")
"""After it: a dash, the end of the line, or a sentence."""
_HEAD: Final = 40
_ALONE: Final = re.compile(r"[^\n]*\r?\n[ \t]*(?:\r?\n|\Z)|[^\n]*\Z")


def entry_dates(document: Document, reading: Reading, found: Sequence[Expression]) -> frozenset[Expression]:
    """The days that open an entry, if there are enough of them to be a diary."""
    entries = [one for one in found if _is_day(one) and _opens(document, *reading.source(one.start, one.end))]
    return frozenset(entries) if len(entries) >= _SERIES else frozenset()


def _is_day(one: Expression) -> bool:
    return one.form == "point" and one.points[0].unit == "day" and one.points[0].month is not None


def _opens(document: Document, start: int, end: int) -> bool:
    text = document.text
    opens = _OPENS.search(text[max(0, start - _BEFORE) : start]) and _ENTRY.match(text, end)
    return bool(opens) and not document.covering(start, end, "note")


def year_over_entries(document: Document, one: Expression, start: int) -> int | None:
    """The year that stands by itself, or with its month, over the next entries."""
    point = one.points[0] if one.points else None
    text = document.text
    if point is None or point.unit not in ("year", "month") or point.year is None:
        return None
    if not _OPENS.search(text[max(0, start - _BEFORE) : start]) or document.covering(start, start, "note"):
        return None
    line = _ALONE.match(text, start)
    return point.year if line and line.end() - start <= _HEAD else None
