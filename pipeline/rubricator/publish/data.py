"""The data of an edition for other tools: JSON, and the same tables as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
import json


def as_json(data: str) -> bytes:
    """The tables of xslt/data.xsl, one field a line, in UTF-8 without escapes."""
    return (json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n").encode()


def as_tables(data: str) -> dict[str, bytes]:
    """The tables that have rows, by name; the first line holds the names of the columns."""
    return {name: _table(rows) for name, rows in json.loads(data).items() if rows}


def _table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
