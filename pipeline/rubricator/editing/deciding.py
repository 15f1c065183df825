"""Decisions made from the command line or a spreadsheet: an annotation named by its place becomes an anchored line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rubricator.model.anchors import anchored
from rubricator.model.decisions import FILE, OPS, Decision, as_lines, parse
from rubricator.model.document import Annotation, Document
from rubricator.model.messages import fail
from rubricator.report.tables import from_csv


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants decided: `key` is ``layer@line:column`` as `rubricator doubts` prints it."""

    op: str
    key: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    alike: bool = False
    """True where all annotations of the layer with the same words are meant."""


def decided(document: Document, wishes: Sequence[Wish], who: str = "", why: str = "") -> list[Decision]:
    """Decisions for the wishes, checked. Raises RubricatorError for a place where no such annotation stands."""
    found = [_decision(document, wish, one, who, why) for wish in wishes for one in _meant(document, wish)]
    parse(as_lines(found).splitlines())
    return found


def _meant(document: Document, wish: Wish) -> Iterator[Annotation]:
    layer, _, place = wish.key.partition("@")
    here = [one for one in document.in_layer(layer) if _place(document, one) == place]
    if not here:
        raise fail("ed-no-doubt", FILE, key=wish.key)
    yield here[0]
    if wish.alike:
        words = document.slice(here[0])
        yield from (one for one in document.in_layer(layer) if one is not here[0] and document.slice(one) == words)


def _place(document: Document, one: Annotation) -> str:
    line, column = document.source.position(one.start)
    return f"{line}:{column}"


def _decision(document: Document, wish: Wish, one: Annotation, who: str, why: str) -> Decision:
    anchor = anchored(document.text, one.start, one.end)
    if anchor is None:
        raise fail("ed-no-anchor", FILE, key=wish.key)
    attrs = dict(wish.attrs)
    return Decision(0, wish.op, one.layer, anchor.quote, anchor.before, anchor.after, anchor.to, attrs, "", who, why)


def from_table(words: str) -> list[Wish]:
    """The wishes of a table that `rubricator doubts --as csv` wrote and somebody filled in.

    The column ``decision`` holds confirm, drop, or change with values: ``change ref=p.voss``.
    Raises RubricatorError for another word.
    """
    wishes = []
    for number, row in enumerate(from_csv(words), 2):
        if not (given := (row.get("decision") or "").split()):
            continue
        op, *values = given
        if op not in OPS or op == "add" or not all("=" in value for value in values):
            raise fail("ed-decision", "table", number, number=number, reason=f"“{row['decision']}” is no decision")
        wishes.append(Wish(op, row.get("key") or "", dict(value.split("=", 1) for value in values)))
    return wishes


def appended(folder: Path, decisions: Sequence[Decision]) -> bytes:
    """The decisions file of a folder with further decisions at its end, as bytes to write."""
    path = folder / FILE
    old = path.read_bytes() if path.is_file() else b""
    return old + (b"\n" if old and not old.endswith(b"\n") else b"") + as_lines(decisions).encode("utf-8")
