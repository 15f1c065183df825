"""The list beside the text: what is doubted, what was decided, filtered and counted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from rubricator.model.decisions import RESP, Decision, Places, is_decided
from rubricator.model.document import Annotation, Document
from rubricator.report.doubts import Doubt, Wanted, doubt_of, is_doubted
from rubricator.review.acts import key_of
from rubricator.review.session import State

STATES: Final = ("open", "confirmed", "changed", "added", "rejected")
_DECIDED: Final = "editor/decision"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a doubt or what became of it."""

    key: str
    state: str
    doubt: Doubt

    @property
    def start(self) -> int:
        """Where it stands."""
        return self.doubt.start


@dataclass
class Rows:
    """The rows of a state, in the order of the text; those of unchanged annotations are made once."""

    rules: Mapping[str, str]
    _made: dict[int, tuple[Annotation, Row]] = field(default_factory=dict)
    _of: tuple[int, list[Row]] = (0, [])

    def all(self, state: State, places: Places) -> list[Row]:
        """Every row of a state."""
        if self._of[0] != state.number:
            found = [*self._standing(state), *_rejected(state, places, self.rules)]
            self._of = state.number, sorted(found, key=lambda row: (row.start, -row.doubt.end))
        return self._of[1]

    def _standing(self, state: State) -> Iterator[Row]:
        kept: dict[int, tuple[Annotation, Row]] = {}
        added = _added(state.decided)
        for one in state.document.annotations:
            if not is_doubted(one) and not is_decided(one):
                continue
            row = self._made.get(id(one)) or (one, self._row(state.document, one, added))
            kept[id(one)] = row
            yield row[1]
        self._made = kept

    def _row(self, document: Document, one: Annotation, added: set[tuple[str, str]]) -> Row:
        doubt = doubt_of(document, one, self.rules)
        return Row(key_of(one), _state(document, one, added), doubt)


def _added(decided: Sequence[Decision]) -> set[tuple[str, str]]:
    return {(one.layer, one.quote) for one in decided if one.op == "add"}


def _state(document: Document, one: Annotation, added: set[tuple[str, str]]) -> str:
    if not is_decided(one):
        return "open"
    if one.rule != _DECIDED:
        return "confirmed"
    words = document.slice(one)
    new = any(layer == one.layer and words.startswith(quote) for layer, quote in added) if added else False
    return "added" if new else "changed"


def _rejected(state: State, places: Places, rules: Mapping[str, str]) -> Iterator[Row]:
    """What was taken away and has not come back; what only moved its borders or its kind has not gone."""
    document = state.document
    acts = {(one.who, one.when) for one in state.decided if one.op == "add" and one.when}
    for one in state.decided:
        if one.op != "drop" or (one.who, one.when) in acts:
            continue
        for start, end in places.get(one.anchor, ([], True))[0][:1]:
            if not any((other.start, other.end) == (start, end) for other in document.within(start, end, one.layer)):
                gone = Annotation(one.layer, start, end, {}, _DECIDED, "high", RESP)
                yield Row(key_of(gone), "rejected", doubt_of(document, gone, rules))


# ---------------------------------------------------------------- asking
@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are wanted, and around which place of the text."""

    wanted: Wanted = field(default_factory=Wanted)
    states: Sequence[str] = ()
    spans: Sequence[tuple[int, int]] | None = None
    around: int = 0
    count: int = 60

    def __contains__(self, row: Row) -> bool:
        return (
            (not self.states or row.state in self.states)
            and (self.spans is None or any(start <= row.start < end for start, end in self.spans))
            and row.doubt in self.wanted
        )


def answer(rows: Sequence[Row], asked: Asked) -> dict[str, Any]:
    """Some rows around a place, how many there are, and the counts by which they may be filtered."""
    chosen = [row for row in rows if row in asked]
    at = bisect_left(chosen, asked.around, key=lambda row: row.start)
    first = max(min(at - asked.count // 4, len(chosen) - asked.count), 0)
    return {
        "rows": [as_record(row) for row in chosen[first : first + asked.count]],
        "first": first,
        "at": at,
        "total": len(chosen),
        "progress": progress(rows),
        "counts": _counts(rows),
    }


def as_record(row: Row) -> dict[str, Any]:
    """A row as the page takes it."""
    return {**asdict(row.doubt), "key": row.key, "name": row.doubt.key, "state": row.state}


def _counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    return {
        "layer": dict(Counter(row.doubt.layer for row in rows).most_common()),
        "cert": dict(Counter(row.doubt.cert for row in rows if row.state == "open")),
        "rule": dict(Counter(row.doubt.rule for row in rows).most_common(60)),
        "state": dict(Counter(row.state for row in rows)),
    }


def progress(rows: Sequence[Row]) -> dict[str, Any]:
    """How much has been seen: in all, and of each layer."""
    total = Counter(row.doubt.layer for row in rows)
    seen = Counter(row.doubt.layer for row in rows if row.state != "open")
    return {
        "seen": seen.total(),
        "total": total.total(),
        "layers": {layer: [seen[layer], count] for layer, count in sorted(total.items())},
    }
