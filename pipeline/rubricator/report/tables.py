"""Tables for spreadsheets: CSV after RFC 4180 in UTF-8 with a header row, in which nothing is taken for a formula.

A cell that a spreadsheet would calculate (``= + - @``, tab or return at its start) begins with an apostrophe, and so
does one that begins with an apostrophe before such a character: `plain` takes the one apostrophe away again. Numbers
stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")


def as_csv(names: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table with its header row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> object:
    """A value as it stands in a table; a mapping as JSON."""
    words = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
    if not isinstance(words, str) or _NUMBER.fullmatch(words):
        return words
    return f"'{words}" if _FORMULA.match(words) else words


def plain(words: str) -> str:
    """The value of a cell that `cell` wrote."""
    return words[1:] if _GUARDED.match(words) else words


def from_csv(text: str) -> Iterator[dict[str, str]]:
    """The rows of a table by the names of its columns, as they were before `as_csv`."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: plain(value or "") for name, value in row.items() if isinstance(name, str)}
