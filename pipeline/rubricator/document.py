"""The model in the middle: a source text and the annotations that claim something about it."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right, insort_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Final, Literal, cast

from rubricator.layers import LAYERS
from rubricator.source import Source

Cert = Literal["high", "medium", "low", "unknown"]
CERTS: Final[tuple[Cert, ...]] = ("high", "medium", "low", "unknown")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A claim about the code points ``[start, end)`` of a source.

    `attrs` are TEI attributes of the layer, pointers without their ``#``; `rule` is
    ``annotator/rule``; `resp` is empty for the program, else an id.
    """

    layer: str
    start: int
    end: int
    attrs: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    cert: Cert = "high"
    resp: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: outer before inner, left before right."""
        return self.start, -self.end, LAYERS[self.layer].rank

    def covers(self, start: int, end: int) -> bool:
        """True where `start` to `end` lies inside."""
        return self.start <= start and end <= self.end


_order: Final = attrgetter("order")


@dataclass(frozen=True)
class Document:
    """A source and its annotations, sorted by `Annotation.order`."""

    source: Source
    annotations: tuple[Annotation, ...] = ()

    @property
    def text(self) -> str:
        """The source text."""
        return self.source.text

    def with_annotations(self, more: Iterable[Annotation]) -> Document:
        """A new document with further annotations, sorted in; a few among many are put in their places."""
        fresh = list(more)
        if len(fresh) * 50 > len(self.annotations):
            return Document(self.source, tuple(sorted((*self.annotations, *fresh), key=_order)))
        merged = list(self.annotations)
        for annotation in fresh:
            insort_right(merged, annotation, key=_order)
        return Document(self.source, tuple(merged))

    def slice(self, annotation: Annotation) -> str:
        """The words that an annotation covers."""
        return self.text[annotation.start : annotation.end]

    @cached_property
    def _by_layer(self) -> dict[str, list[Annotation]]:
        table: dict[str, list[Annotation]] = {}
        for annotation in self.annotations:
            table.setdefault(annotation.layer, []).append(annotation)
        return table

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {layer: [a.start for a in found] for layer, found in self._by_layer.items()}

    @cached_property
    def _longest(self) -> dict[str, int]:
        return {layer: max(a.end - a.start for a in found) for layer, found in self._by_layer.items()}

    def in_layer(self, *layers: str) -> list[Annotation]:
        """All annotations of the layers, in order."""
        found = [annotation for layer in layers for annotation in self._by_layer.get(layer, ())]
        return found if len(layers) == 1 else sorted(found, key=lambda a: a.order)

    def within(self, start: int, end: int, *layers: str) -> list[Annotation]:
        """Annotations of the layers that lie wholly inside ``[start, end]``, in order."""
        found: list[Annotation] = []
        for layer in layers:
            starts = self._starts.get(layer, [])
            window = self._by_layer.get(layer, [])[bisect_left(starts, start) : bisect_right(starts, end)]
            found += [annotation for annotation in window if annotation.end <= end]
        return found if len(layers) == 1 else sorted(found, key=lambda a: a.order)

    def covering(self, start: int, end: int, *layers: str) -> list[Annotation]:
        """Annotations of the layers (all, if none is named) that cover ``[start, end]``, outermost first."""
        found: list[Annotation] = []
        for layer in layers or tuple(self._by_layer):
            if layer not in self._by_layer:
                continue
            starts = self._starts[layer]
            first = bisect_left(starts, start - self._longest[layer])
            window = self._by_layer[layer][first : bisect_right(starts, start)]
            found += [annotation for annotation in window if annotation.covers(start, end)]
        return sorted(found, key=lambda a: a.order) if len(found) > 1 else found


def to_jsonl(document: Document) -> str:
    """One JSON object a line, in document order; `text` repeats spans of up to 100 characters."""
    return "".join(json.dumps(_record(document, a), ensure_ascii=False) + "\n" for a in document.annotations)


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
