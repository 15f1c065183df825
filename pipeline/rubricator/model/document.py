"""The model in the middle: a source text and the annotations that claim something about it."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, cast

from rubricator.model.layers import LAYERS
from rubricator.model.source import Source

Cert = Literal["high", "medium", "low", "unknown"]
CERTS: Final[tuple[Cert, ...]] = ("high", "medium", "low", "unknown")


_RANK: Final = {name: layer.rank for name, layer in LAYERS.items()}
_NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class Annotation(NamedTuple):
    """A claim about the code points ``[start, end)`` of a source.

    `attrs` are TEI attributes of the layer, pointers without their ``#``; `rule` is
    ``annotator/rule``; `resp` is empty for the program, else an id.
    """

    layer: str
    start: int
    end: int
    attrs: Mapping[str, str] = _NO_ATTRIBUTES
    rule: str = ""
    cert: Cert = "high"
    resp: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: outer before inner, left before right."""
        return self.start, -self.end, _RANK[self.layer]

    def covers(self, start: int, end: int) -> bool:
        """True where `start` to `end` lies inside."""
        return self.start <= start and end <= self.end


_BREAK: Final = re.compile("[\x85\u2028\u2029]")
"""What some readers take for the end of a line, and JSON leaves as it is."""


class _Layer(NamedTuple):
    """The annotations of one layer, sorted, with what finds some of them quickly."""

    annotations: tuple[Annotation, ...]
    starts: tuple[int, ...]
    longest: int


def _sorted_in_place(found: list[Annotation]) -> list[Annotation]:
    """By `Annotation.order`, where those with one span stand by their rank already: two sorts that never leave C."""
    found.sort(key=_end, reverse=True)
    found.sort(key=_start)
    return found


_start: Final = itemgetter(1)
_end: Final = itemgetter(2)


def _layer(annotations: Iterable[Annotation]) -> _Layer:
    found = tuple(_sorted_in_place(list(annotations)))
    return _Layer(found, tuple(one.start for one in found), max(one.end - one.start for one in found))


@dataclass(frozen=True)
class Document:
    """A source and its annotations, by layer; a layer that does not change is shared with the document before."""

    source: Source
    layers: Mapping[str, _Layer] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The source text."""
        return self.source.text

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """All annotations, sorted by `Annotation.order`."""
        return tuple(_merged([self.layers[name].annotations for name in self.layers]))

    def with_annotations(self, more: Iterable[Annotation]) -> Document:
        """A new document with further annotations, sorted in."""
        fresh: dict[str, list[Annotation]] = {}
        for annotation in more:
            fresh.setdefault(annotation.layer, []).append(annotation)
        grown = {name: _layer((*self.in_layer(name), *some)) for name, some in fresh.items()}
        return Document(self.source, {**self.layers, **grown})

    def with_layer(self, name: str, annotations: Sequence[Annotation]) -> Document:
        """A new document in which a layer holds just these annotations."""
        layers = {key: layer for key, layer in self.layers.items() if key != name}
        return Document(self.source, {**layers, **({name: _layer(annotations)} if annotations else {})})

    def slice(self, annotation: Annotation) -> str:
        """The words that an annotation covers."""
        return self.text[annotation.start : annotation.end]

    def in_layer(self, *layers: str) -> list[Annotation]:
        """All annotations of the layers, in order."""
        return _merged([self.layers[name].annotations for name in layers if name in self.layers])

    def within(self, start: int, end: int, *layers: str) -> list[Annotation]:
        """Annotations of the layers that lie wholly inside ``[start, end]``, in order."""
        found: list[Sequence[Annotation]] = []
        for name in layers:
            if (layer := self.layers.get(name)) is not None:
                window = layer.annotations[bisect_left(layer.starts, start) : bisect_right(layer.starts, end)]
                found.append([annotation for annotation in window if annotation.end <= end])
        return _merged(found)

    def covering(self, start: int, end: int, *layers: str) -> list[Annotation]:
        """Annotations of the layers (all, if none is named) that cover ``[start, end]``, outermost first."""
        found: list[Sequence[Annotation]] = []
        for name in layers or self.layers:
            if (layer := self.layers.get(name)) is not None:
                first = bisect_left(layer.starts, start - layer.longest)
                window = layer.annotations[first : bisect_right(layer.starts, start)]
                found.append([annotation for annotation in window if annotation.end >= end])
        return _merged(found)


def _merged(found: Iterable[Sequence[Annotation]]) -> list[Annotation]:
    """Annotations of several layers as one list, in order; those of one layer are."""
    some = [one for one in found if one]
    if len(some) < 2:
        return list(some[0]) if some else []
    some.sort(key=lambda one: _RANK[one[0].layer])
    return _sorted_in_place(list(chain.from_iterable(some)))


def to_jsonl(document: Document) -> str:
    """One JSON object a line, in document order; `text` repeats spans of up to 100 characters."""
    lines = (json.dumps(_record(document, a), ensure_ascii=False) for a in document.annotations)
    return "".join(_BREAK.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n" for line in lines)


def _record(document: Document, annotation: Annotation) -> dict[str, object]:
    record: dict[str, object] = {
        "layer": annotation.layer,
        "start": annotation.start,
        "end": annotation.end,
    }
    if annotation.end - annotation.start <= 100:
        record["text"] = document.slice(annotation)
    record |= {"attrs": dict(annotation.attrs), "rule": annotation.rule, "cert": annotation.cert}
    return record | ({"resp": annotation.resp} if annotation.resp else {})


def from_jsonl(lines: Iterable[str]) -> Iterator[Annotation]:
    """Inverse of `to_jsonl`. Raises ValueError or KeyError on a malformed line."""
    for line in lines:
        record = json.loads(line)
        yield Annotation(
            record["layer"],
            record["start"],
            record["end"],
            record.get("attrs", {}),
            record.get("rule", ""),
            cast(Cert, record.get("cert", "high")),
            record.get("resp", ""),
        )
