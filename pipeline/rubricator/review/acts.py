"""What an editor does on the page, as decisions: confirm, reject, change, resize, add, in a scope.

Everything here is a pure function from the document as it stands to lines of decisions.jsonl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rubricator.model.anchors import anchored
from rubricator.model.decisions import FILE, Decision
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.messages import fail
from rubricator.reading.search import trimmed
from rubricator.reading.words import JOINT

SCOPES: Final = ("here", "words", "onward", "entity")
"""This place; all places of the layer with the same words; those from here on; all that name the same."""
_WORD: Final = re.compile(rf"\w+(?:[{JOINT}]\w+)*")
"""A word or a number, without the marks around it."""
NAMING: Final = ("ref", "who", "source", "corresp")
"""The attributes that say whom or what an annotation is about."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page asks for. `keys` are ``layer:start:end``; a selection is `start` and `end`."""

    act: str
    keys: tuple[str, ...] = ()
    scope: str = "here"
    layer: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    cert: str = ""
    start: int = -1
    end: int = -1
    side: str = ""
    by: int = 0
    why: str = ""


def wish(record: Mapping[str, Any]) -> Wish:
    """A wish from what the page sent. Raises RubricatorError where it is none."""
    try:
        return Wish(
            act=_text(record["act"]),
            keys=tuple(_text(one) for one in record.get("keys", ())),
            scope=_text(record.get("scope", "here")),
            layer=_text(record.get("layer", "")),
            attrs={_text(name): _text(value).strip() for name, value in record.get("attrs", {}).items()},
            cert=_text(record.get("cert", "")),
            start=int(record.get("start", -1)),
            end=int(record.get("end", -1)),
            side=_text(record.get("side", "")),
            by=int(record.get("by", 0)),
            why=_text(record.get("why", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise fail("re-request", reason=f"{type(error).__name__} {error}") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def line(
    document: Document,
    op: str,
    layer: str,
    start: int,
    end: int,
    attrs: Mapping[str, str] | None = None,
    cert: str = "",
) -> Decision:
    """A decision about a span. Raises RubricatorError where no quotation tells the place from others."""
    anchor = anchored(document.text, start, end)
    if anchor is None:
        raise fail("ed-no-anchor", FILE, key=f"{layer}:{start}:{end}")
    said = "" if cert == "high" else cert
    return Decision(0, op, layer, anchor.quote, anchor.before, anchor.after, anchor.to, dict(attrs or {}), said)


def found(document: Document, key: str) -> Annotation:
    """The annotation of a key. Raises RubricatorError where none stands there (any more)."""
    layer, _, span = key.partition(":")
    start, _, end = span.partition(":")
    if layer in LAYERS and start.isdecimal() and end.isdecimal():
        for one in document.within(int(start), int(end), layer):
            if (one.start, one.end) == (int(start), int(end)):
                return one
    raise fail("ed-no-doubt", FILE, key=key)


def key_of(one: Annotation) -> str:
    """What an annotation is called by on the page."""
    return f"{one.layer}:{one.start}:{one.end}"


def same(document: Document, one: Annotation, scope: str) -> list[Annotation]:
    """The annotations that a decision about one means in a scope, in order, the one itself among them."""
    layer = document.in_layer(one.layer)
    alike = [other for other in layer if _plain(document, other) == _plain(document, one)]
    if scope == "words":
        return alike
    if scope == "onward":
        return [other for other in alike if other.start >= one.start]
    if scope == "entity" and (meant := pointed(one)):
        return [other for other in layer if pointed(other) == meant]
    return [one]


def _plain(document: Document, one: Annotation) -> str:
    return " ".join(document.slice(one).split())


def pointed(one: Annotation) -> str:
    """The ids of whom or what an annotation names, or of who speaks."""
    return " ".join(one.attrs[name] for name in NAMING if one.attrs.get(name))


# ---------------------------------------------------------------- acts
def confirm(document: Document, asked: Wish) -> Iterator[Decision]:
    """What stands there is right."""
    for one in _meant(document, asked):
        yield line(document, "confirm", one.layer, one.start, one.end)


def drop(document: Document, asked: Wish) -> Iterator[Decision]:
    """Nothing of the kind stands there."""
    for one in _meant(document, asked):
        yield line(document, "drop", one.layer, one.start, one.end)


def change(document: Document, asked: Wish) -> Iterator[Decision]:
    """Other values; with a layer, another kind."""
    for one in _meant(document, asked):
        if asked.layer and asked.layer != one.layer:
            yield from _as_kind(document, one, asked.layer, asked.attrs)
            continue
        attrs = {name: value for name, value in asked.attrs.items() if one.attrs.get(name, "") != value}
        if attrs or asked.cert:
            yield line(document, "change", one.layer, one.start, one.end, attrs, asked.cert)
        else:
            yield line(document, "confirm", one.layer, one.start, one.end)


def _as_kind(document: Document, one: Annotation, layer: str, attrs: Mapping[str, str]) -> Iterator[Decision]:
    """Another layer for the same words; values that both have stay."""
    if layer not in LAYERS:
        raise fail("re-request", reason=f"{layer} is not a layer")
    kept = {name: value for name, value in one.attrs.items() if name in ("lang", "rend", "n") and value}
    yield line(document, "drop", one.layer, one.start, one.end)
    yield line(document, "add", layer, one.start, one.end, {**kept, **{k: v for k, v in attrs.items() if v}})


def resize(document: Document, asked: Wish) -> Iterator[Decision]:
    """Grow or shrink at one side by words, or to a selection."""
    for key in asked.keys:
        one = found(document, key)
        start, end = (asked.start, asked.end) if asked.end > asked.start >= 0 else _moved(document.text, one, asked)
        start, end = trimmed(document.text, max(start, 0), min(end, len(document.text)))
        if start >= end or (start, end) == (one.start, one.end):
            raise fail("re-span")
        yield line(document, "drop", one.layer, one.start, one.end)
        yield line(document, "add", one.layer, start, end, one.attrs)


def _moved(text: str, one: Annotation, asked: Wish) -> tuple[int, int]:
    """The span with one border moved by words."""
    if asked.side == "start":
        return _border(text, one.start, asked.by, end=False), one.end
    return one.start, _border(text, one.end, asked.by, end=True)


_WINDOW: Final = 400
"""Characters looked at around a border that moves by words."""


def _border(text: str, at: int, by: int, *, end: bool) -> int:
    """The border `by` words further on (back where it is negative)."""
    low = max(at - _WINDOW, 0)
    spans = (found.span() for found in _WORD.finditer(text[low : at + _WINDOW]))
    places = [low + (last if end else first) for first, last in spans]
    if by > 0:
        further = [one for one in places if one > at]
        return further[min(by, len(further)) - 1] if further else at
    nearer = [one for one in places if one < at]
    return nearer[max(by, -len(nearer))] if by and nearer else at


def add(document: Document, asked: Wish) -> Iterator[Decision]:
    """A new annotation on the words selected; of a scope, on all such words."""
    if asked.layer not in LAYERS:
        raise fail("re-request", reason=f"{asked.layer or 'nothing'} is not a layer")
    length = len(document.text)
    if not 0 <= asked.start <= asked.end <= length:
        raise fail("re-span")
    start, end = trimmed(document.text, asked.start, asked.end)
    if LAYERS[asked.layer].level == "point":
        start = end = asked.start
    elif start >= end:
        raise fail("re-span")
    attrs = {name: value for name, value in asked.attrs.items() if value}
    for first, last in _alike(document, start, end, asked):
        yield line(document, "add", asked.layer, first, last, attrs, asked.cert)


def _alike(document: Document, start: int, end: int, asked: Wish) -> list[tuple[int, int]]:
    """The spans of the same words in the scope that have no such annotation yet."""
    if asked.scope not in ("words", "onward") or start == end:
        return [(start, end)]
    sought = r"\s+".join(map(re.escape, document.text[start:end].split()))
    taken = {(one.start, one.end) for one in document.in_layer(asked.layer)}
    spans = [found.span() for found in re.finditer(rf"(?<!\w){sought}(?!\w)", document.text)]
    first = start if asked.scope == "onward" else 0
    return [span for span in spans if span[0] >= first and span not in taken]


def correct(document: Document, asked: Wish) -> Iterator[Decision]:
    """The printed reading (no correction), or another correction; of a selection, a new one."""
    if asked.keys:
        yield from change(document, asked)
        return
    start, end = trimmed(document.text, asked.start, asked.end)
    if start >= end:
        raise fail("re-span")
    attrs = {"corr": asked.attrs.get("corr", ""), "evidence": "conjecture"}
    yield line(document, "add", "sic", start, end, attrs)


def speakers(document: Document, asked: Wish) -> Iterator[Decision]:
    """Turns given to speakers in rotation: the first to the first, the second to the second, and so on."""
    turns = sorted((found(document, key) for key in asked.keys), key=lambda one: one.order)
    ids = asked.attrs.get("who", "").split()
    if not ids or not turns:
        raise fail("re-request", reason="there is no turn, or no speaker")
    for at, one in enumerate(turns):
        yield line(document, "change", one.layer, one.start, one.end, {"who": ids[at % len(ids)]})


def _meant(document: Document, asked: Wish) -> Iterator[Annotation]:
    """The annotations that a wish is about, each once."""
    if asked.scope not in SCOPES:
        raise fail("re-request", reason=f"{asked.scope} is not a scope")
    seen: set[str] = set()
    for key in asked.keys:
        for one in same(document, found(document, key), asked.scope):
            if key_of(one) not in seen:
                seen.add(key_of(one))
                yield one


def back(document: Document, pairs: Iterable[tuple[Annotation | None, Annotation | None]]) -> Iterator[Decision]:
    """What follows from a decision, as it was before."""
    for before, after in pairs:
        if before and after:
            attrs = {**dict.fromkeys(after.attrs, ""), **before.attrs}
            attrs = {name: value for name, value in attrs.items() if after.attrs.get(name, "") != value}
            yield line(document, "change", after.layer, after.start, after.end, attrs, before.cert)
        elif before:
            yield line(document, "add", before.layer, before.start, before.end, before.attrs, before.cert)
        elif after:
            yield line(document, "drop", after.layer, after.start, after.end)
