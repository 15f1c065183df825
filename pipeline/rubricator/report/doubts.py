"""Doubts as data: every annotation below high certainty and every flag, with its place, for an editor to go through."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from rubricator.model.decisions import is_decided
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, POINTERS
from rubricator.report import tables

_SHOWN: Final = 80
_UNWRITTEN: Final = frozenset(name for name, layer in LAYERS.items() if layer.signed == "never")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to decide: what stands where, what it is taken for, by which rule and how surely."""

    key: str
    """``layer@line:column``, by which `rubricator decide` finds it again."""
    line: int
    column: int
    layer: str
    words: str
    cert: str
    rule: str
    reason: str
    entity: str
    attrs: Mapping[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which doubts are asked for; what is empty asks for all."""

    layers: Sequence[str] = ()
    rules: Sequence[str] = ()
    certs: Sequence[str] = ()
    entities: Sequence[str] = ()
    words: str = ""
    lines: tuple[int, int] | None = None

    def __contains__(self, doubt: Doubt) -> bool:
        return (
            (not self.layers or doubt.layer in self.layers)
            and (not self.rules or any(doubt.rule.startswith(rule) for rule in self.rules))
            and (not self.certs or doubt.cert in self.certs)
            and (not self.entities or any(id in doubt.entity.split() for id in self.entities))
            and self.words.casefold() in doubt.words.casefold()
            and (self.lines is None or self.lines[0] <= doubt.line <= self.lines[1])
        )


def doubts(document: Document, rules: Mapping[str, str], wanted: Wanted | None = None) -> Iterator[Doubt]:
    """The doubts of a document in the order of the text.

    `rules` says in one clause what each rule goes by. What an editor has decided is doubted no more.
    """
    for one in document.annotations:
        if is_doubted(one):
            doubt = doubt_of(document, one, rules)
            if wanted is None or doubt in wanted:
                yield doubt


def is_doubted(one: Annotation) -> bool:
    """True for a flag, and for what is written and less than sure, unless an editor has decided about it."""
    return not is_decided(one) and one.layer not in _UNWRITTEN and (one.cert != "high" or one.layer == "flag")


def doubt_of(document: Document, one: Annotation, rules: Mapping[str, str]) -> Doubt:
    """An annotation as something to decide."""
    line, column = document.source.position(one.start)
    words = " ".join(document.slice(one).split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN // 2]} … {words[-_SHOWN // 4 :]}"
    pointers = [value for name, value in one.attrs.items() if LAYERS[one.layer].kind(name) in POINTERS]
    reason = one.attrs.get("reason") or rules.get(one.rule, one.rule)
    entity = " ".join(pointers)
    attrs = {name: value for name, value in one.attrs.items() if name not in ("reason", "id")}
    key = f"{one.layer}@{line}:{column}"
    return Doubt(key, line, column, one.layer, shown, one.cert, one.rule, reason, entity, attrs, one.start, one.end)


def as_text(found: Iterable[Doubt], name: str) -> str:
    """A line each: place, layer, certainty, words, value, reason."""
    return "".join(_line(one, name) for one in found)


def _line(one: Doubt, name: str) -> str:
    value = "".join(f" {key}={value}" for key, value in one.attrs.items())
    return f"{name}:{one.line}:{one.column}: {one.layer} ({one.cert}) “{one.words}”{value}: {one.reason}\n"


def as_json(found: Iterable[Doubt]) -> str:
    """An array of objects, each with everything that is known of a doubt."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Iterable[Doubt]) -> str:
    """A table for a spreadsheet, with an empty column for the decision: confirm, drop or change."""
    return tables.as_csv(("decision", *Doubt.__dataclass_fields__), (("", *asdict(one).values()) for one in found))
