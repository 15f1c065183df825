"""All that speaks for one annotation: its rule, the clues, other places, the entry, and what may be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rubricator.annotate.corrections import testimony
from rubricator.annotate.names.annotator import evidence
from rubricator.model.calendars import Calendar, Day, convert
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import GLOBAL, LAYERS, Kind, fault
from rubricator.review.acts import found, key_of, pointed, same
from rubricator.review.entities import Entities
from rubricator.review.session import State

_OTHERS: Final = 12
_AROUND: Final = 48
_NAMED: Final = ("persName", "placeName", "orgName")
_HIDDEN: Final = frozenset({"id", "next", "prev", "part", "rend", "reason", "kind", "candidates", "mark"})
_DAY: Final = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")


def card(state: State, rules: Mapping[str, str], entities: Entities, key: str) -> dict[str, Any]:
    """What the page shows of an annotation."""
    document = state.document
    one = found(document, key)
    line, column = document.source.position(one.start)
    ids = pointed(one).split()
    return {
        "key": key_of(one),
        "layer": one.layer,
        "level": LAYERS[one.layer].level,
        "words": _short(document.slice(one)),
        "line": line,
        "column": column,
        "cert": one.cert,
        "rule": one.rule,
        "because": one.attrs.get("reason") or rules.get(one.rule, one.rule),
        "decided": bool(one.resp),
        "attrs": dict(one.attrs),
        "fields": fields(one.layer),
        "clues": list(_clues(state, one)),
        "others": list(_others(document, one)),
        "entities": [entities.shown(id) for id in ids],
        "remedies": list(_remedies(document, one, entities)),
        "calendars": list(_calendars(one.attrs)),
        "around": [{"key": key_of(other), "layer": other.layer} for other in _containers(document, one)],
        "scopes": {scope: len(same(document, one, scope)) for scope in ("words", "onward", "entity")},
    }


def fields(layer: str) -> list[dict[str, Any]]:
    """The attributes that may be typed for a layer, each with its kind."""
    known: dict[str, Kind] = {**LAYERS[layer].attrs, "lang": GLOBAL["lang"], "n": GLOBAL["n"]}
    return [
        {
            "name": name,
            "kind": kind if isinstance(kind, str) else "choice",
            "choices": list(kind) if not isinstance(kind, str) else [],
        }
        for name, kind in known.items()
        if name not in _HIDDEN
    ]


def _short(words: str, most: int = 300) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 60]} … {plain[-50:]}"


def _clues(state: State, one: Annotation) -> Iterator[str]:
    """What speaks for it, with the sum, and the runner-up."""
    if one.layer in _NAMED and one.rule.startswith("names/"):
        yield from evidence(state.document, one, state.context)
    if one.layer == "sic" and not one.resp:
        yield from testimony(state.document.source, one)


def _others(document: Document, one: Annotation) -> Iterator[dict[str, Any]]:
    """Other places with the same words, with what stands around them."""
    if LAYERS[one.layer].level != "phrase":
        return
    for other in [other for other in same(document, one, "words") if other is not one][:_OTHERS]:
        yield {
            "key": key_of(other),
            "start": other.start,
            "before": " ".join(document.text[max(other.start - _AROUND, 0) : other.start].split()),
            "words": _short(document.slice(other), 80),
            "after": " ".join(document.text[other.end : other.end + _AROUND].split()),
            "value": pointed(other),
            "cert": other.cert,
        }


def _containers(document: Document, one: Annotation) -> list[Annotation]:
    """The blocks around it, outermost first."""
    return [
        other
        for other in document.covering(one.start, one.end)
        if other is not one and LAYERS[other.layer].level in ("container", "leaf")
    ]


def _remedies(document: Document, one: Annotation, entities: Entities) -> Iterator[dict[str, Any]]:
    """What may be done about a flag, each as an act of the page."""
    if one.layer != "flag":
        return
    here = [other for other in document.within(one.start, one.end, *_NAMED) if other.end == one.end]
    for id in one.attrs.get("candidates", "").split():
        for other in here[:1]:
            label = entities.shown(id)["label"] or id
            yield {"label": label, "act": {"act": "change", "keys": [key_of(other)], "attrs": {"ref": id}}}
    yield {"label": "", "act": {"act": "drop", "keys": [key_of(one)]}}


def _calendars(attrs: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Each day of a date in both calendars; what is written counts as Gregorian, as ``@when`` does."""
    for name in ("when", "from", "to", "notBefore", "notAfter"):
        if day := _DAY.fullmatch(attrs.get(name, "")):
            given = Day(*map(int, day.groups()))
            yield {"name": name, "gregorian": _iso(given), "julian": _iso(convert(given, "gregorian", "julian"))}


def converted(value: str, calendar: Calendar) -> dict[str, str]:
    """A day typed in one calendar, in both; empty where it is no day."""
    day = _DAY.fullmatch(value)
    if not day or fault("date", "when", value):
        return {}
    given = Day(*map(int, day.groups()))
    other: Calendar = "julian" if calendar == "gregorian" else "gregorian"
    return {calendar: _iso(given), other: _iso(convert(given, calendar, other))}


def _iso(day: Day) -> str:
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}"
