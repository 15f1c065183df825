"""Tables over all texts of a corpus, as CSV and, where pyarrow is installed, as Parquet: one row a finding.

Offsets are code points of the source; `text` is the id of the text, `entity` that of the shared authority.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from rubricator.corpus.manifest import Entry
from rubricator.model.messages import fail
from rubricator.report.tables import cell

Row = Mapping[str, Any]

_SPAN: Final = ("text", "layer", "start", "end", "words")
_SIGNED: Final = ("certainty", "rule")
_VALUES: Final = ("when", "from", "to", "notBefore", "notAfter", "when-custom")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "texts": (
        "text", "title", "authors", "year", "genre", "language", "characters", "doubts", "strange", "state", "seconds",
        "megabytes", "place", "version",
    ),
    "divisions": ("text", "layer", "start", "end", "id", "type", "n", "heading", *_SIGNED),
    "speeches": (*_SPAN, "speaker", "addressee", "aloud", *_SIGNED),
    "names": (*_SPAN, "ref", "entity", *_SIGNED),
    "dates": (*_SPAN, *_VALUES, *_SIGNED),
    "corrections": (*_SPAN, "correction", "type", *_SIGNED),
    "doubts": (*_SPAN, "reason", *_SIGNED),
}  # fmt: skip
"""Each table and its columns."""
_WHOLE: Final = frozenset({"start", "end", "year", "characters", "doubts", "strange"})
_REAL: Final = frozenset({"seconds", "megabytes"})
_LAYERS: Final = {
    "div": "divisions",
    **dict.fromkeys(("said", "saidBlock", "quote", "quoteBlock", "sp"), "speeches"),
    **dict.fromkeys(("persName", "placeName", "orgName"), "names"),
    "date": "dates",
    **dict.fromkeys(("sic", "supplied"), "corrections"),
}
_FLAG: Final = "flag"
_TOLD: Final = re.compile(rf'{{"layer": "(?:{"|".join((*_LAYERS, _FLAG, "head"))})"')
_SURE: Final = '"cert": "high"'
_FREE: Final = frozenset({"title", "authors", "place", "words", "heading", "n", "correction", "reason", *_VALUES})
"""Columns whose values may begin with a sign that a spreadsheet takes for a formula."""
_BATCH: Final = 50_000
"""Rows that are written to Parquet at a time."""


def write_tables(folder: Path, entries: Iterable[Entry], entity: Callable[[str, str], str]) -> list[Path]:
    """Write the tables of a corpus into ``tables/``; their paths. `entity` gives the shared id of a text's entity.

    Raises RubricatorError where they cannot be written; tables that were there before stay.
    """
    place, arrow = folder / "tables", _arrow()
    endings = (".csv", ".parquet") if arrow else (".csv",)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            tables = {name: stack.enter_context(_Table(name, place / f".{name}", arrow)) for name in COLUMNS}
            for name, row in _all_rows(folder, entries, entity):
                tables[name].add(row)
        names = [f"{name}{ending}" for name in COLUMNS for ending in endings]
        return [(place / f".{name}").replace(place / name) for name in names]
    except OSError as error:
        raise fail("out-unwritable", place, reason=error.strerror or str(error)) from None


def _all_rows(folder: Path, entries: Iterable[Entry], entity: Callable[[str, str], str]) -> Iterator[tuple[str, Row]]:
    for entry in entries:
        yield "texts", _text(entry)
        if entry.state == "done":
            yield from _rows(folder / entry.id / "annotations.jsonl", entry.id, entity)


def _text(entry: Entry) -> Row:
    facts = entry.facts
    known = {name: facts.get(name, "") for name in ("title", "year", "genre", "language", "characters", "doubts")}
    own = {name: getattr(entry, name) for name in ("state", "seconds", "megabytes", "place", "version")}
    authors, strange = "; ".join(facts.get("authors", ())), len(facts.get("strange", ()))
    return {"text": entry.id, **known, "authors": authors, "strange": strange, **own}


def _rows(path: Path, text: str, entity: Callable[[str, str], str]) -> Iterator[tuple[str, Row]]:
    """The rows of one text, each with the table it belongs to."""
    division: dict[str, Any] | None = None
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not _TOLD.match(line) and _SURE in line:  # most lines
                continue
            record = json.loads(line)
            layer = record["layer"]
            if layer == "head" and division is not None and division["end"] >= record["end"]:
                division["heading"] = division["heading"] or record.get("text", "")
            if (name := _LAYERS.get(layer)) == "divisions":
                if division is not None:
                    yield "divisions", division
                division = dict(_row(text, record, entity))
            elif name:
                yield name, _row(text, record, entity)
            if layer == _FLAG or record["cert"] != "high":
                yield "doubts", _row(text, record, entity)
    if division is not None:
        yield "divisions", division


def _row(text: str, record: Mapping[str, Any], entity: Callable[[str, str], str]) -> Row:
    """A row with whatever columns some table has; each takes its own."""
    attrs = record["attrs"]
    ref = attrs.get("ref", "")
    return {
        **{name: attrs.get(name, "") for name in ("id", "type", "n", "aloud", "reason", "ref", *_VALUES)},
        "text": text,
        "layer": record["layer"],
        "start": record["start"],
        "end": record["end"],
        "words": " ".join(record.get("text", "").split()),
        "heading": "",
        "speaker": attrs.get("who", ""),
        "addressee": attrs.get("toWhom", ""),
        "entity": entity(text, ref) if ref else "",
        "correction": attrs.get("corr", attrs.get("text", "")),
        "certainty": record["cert"],
        "rule": record["rule"],
    }


class _Table:
    """A table that is written as its rows come."""

    def __init__(self, name: str, draft: Path, arrow: Any) -> None:
        self._columns = COLUMNS[name]
        self._draft, self._arrow = draft, arrow
        self._of = itemgetter(*self._columns)
        self._free = [at for at, column in enumerate(self._columns) if column in _FREE]
        self._rows: list[tuple[Any, ...]] = []
        self._writer: Any = None

    def __enter__(self) -> Self:
        self._file: IO[str] = self._draft.with_name(f"{self._draft.name}.csv").open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file)
        self._csv.writerow(self._columns)
        if self._arrow:
            types = [(name, self._type(name)) for name in self._columns]
            path = self._draft.with_name(f"{self._draft.name}.parquet")
            self._schema = self._arrow.schema(types)
            self._writer = import_module("pyarrow.parquet").ParquetWriter(path, self._schema, compression="zstd")
        return self

    def _type(self, name: str) -> Any:
        kind = "int64" if name in _WHOLE else "float64" if name in _REAL else "string"
        return getattr(self._arrow, kind)()

    def add(self, row: Row) -> None:
        """One more row; of it the columns of this table."""
        values = self._of(row)
        plain = list(values)
        for at in self._free:
            plain[at] = cell(values[at])
        self._csv.writerow(plain)
        if self._arrow:
            self._rows.append(values)
            if len(self._rows) >= _BATCH:
                self._flush()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(self._columns)
        filled = [[None if value == "" else value for value in column] for column in columns]
        self._writer.write_table(self._arrow.table(filled, schema=self._schema))
        self._rows.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            if kind is None:
                self._flush()
            self._writer.close()
        self._file.close()


def _arrow() -> Any:
    """pyarrow, or None where it is not installed."""
    try:
        return import_module("pyarrow")
    except ImportError:
        return None
