"""The data of an edition for other tools: JSON, and the same tables as CSV (RFC 4180)."""

from __future__ import annotations

import json
from typing import Final

from rubricator.report.tables import as_csv

_WHOLE: Final = frozenset({"mentions", "paragraph"})
_WORDS: Final = frozenset({"printed", "corrected", "words"})
_DEGREES: Final = frozenset({"latitude", "longitude"})


def as_json(data: str) -> bytes:
    """The tables of xslt/data.xsl, one field a line, in UTF-8 without escapes; numbers as such, null for unknown."""
    tables = {name: [_typed(row) for row in rows] for name, rows in json.loads(data).items()}
    return (json.dumps(tables, ensure_ascii=False, indent=1) + "\n").encode()


def _typed(row: dict[str, str]) -> dict[str, str | int | float | None]:
    return {name: _value(name, text) for name, text in row.items()}


def _value(name: str, text: str) -> str | int | float | None:
    if not text:
        return "" if name in _WORDS else None
    return int(text) if name in _WHOLE else float(text) if name in _DEGREES else text


def as_tables(data: str) -> dict[str, bytes]:
    """The tables that have rows, by name; the first line holds the names of the columns."""
    return {name: _table(rows) for name, rows in json.loads(data).items() if rows}


def _table(rows: list[dict[str, str]]) -> bytes:
    return as_csv(list(rows[0]), (row.values() for row in rows)).encode()
