"""The work without what an archive wrote around it, and without listings: they name nobody, date and say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rubricator.model.document import Annotation, Document
from rubricator.model.layers import BLOCKS
from rubricator.model.source import Source

_PRINTED: Final = re.compile(r"[^\r\n]+")

_HIDDEN: Final = {"div": "boilerplate", "ab": "preformatted"}
"""The layers of what is not shown, and the type of each."""

Span = tuple[int, int]


def own_words(document: Document) -> Document:
    """The document as if its boilerplate and listings were blank, and nothing said of it; offsets and lines stay."""
    return _without(document, _hidden(document))


def by_language(document: Document) -> Iterator[tuple[str, Document]]:
    """The document without its passages in other languages ('' for its own), then those of each of these alone."""
    spoken = sorted(
        (one.start, one.end, one.attrs["lang"])
        for layer in BLOCKS
        for one in document.in_layer(layer)
        if "lang" in one.attrs
    )
    frame = _hidden(document)
    yield "", _without(document, _merged((*frame, *((start, end) for start, end, _ in spoken))))
    for code in sorted({code for *_, code in spoken}):
        inside = _merged((start, end) for start, end, other in spoken if other == code)
        edges = [0, *(edge for span in inside for edge in span), len(document.text)]
        yield code, _without(document, tuple(zip(edges[::2], edges[1::2], strict=True)))


def _hidden(document: Document) -> tuple[Span, ...]:
    hidden_ones = ((layer, one) for layer in _HIDDEN for one in document.in_layer(layer))
    return _merged((one.start, one.end) for layer, one in hidden_ones if one.attrs.get("type") == _HIDDEN[layer])


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that lie in one another or touch made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _without(document: Document, spans: tuple[Span, ...]) -> Document:
    if not spans:
        return document
    shown = Document(_blanked(document.source, spans), document.layers)
    for name, kept in _kept(document, spans).items():
        if len(kept) < len(document.layers[name].annotations):
            shown = shown.with_layer(name, kept)
    return shown


def _kept(document: Document, spans: tuple[Span, ...]) -> dict[str, list[Annotation]]:
    """Of each layer the annotations that lie in none of the spans; a layer is looked through when it has changed."""
    known: dict[str, tuple[object, list[Annotation]]] = document.source.derived.setdefault((_kept, spans), {})
    for name, layer in document.layers.items():
        if name not in known or known[name][0] is not layer:
            hidden = {id(one) for start, end in spans for one in document.within(start, end, name)}
            known[name] = layer, [one for one in layer.annotations if id(one) not in hidden]
    return {name: known[name][1] for name in document.layers}


def _blanked(source: Source, spans: tuple[Span, ...]) -> Source:
    """The source with blanks in place of some spans; one for all annotators, so that its words are counted once."""
    known: Source | None = source.derived.get((_blanked, spans))
    if known is None:
        text, pieces, at = source.text, [], 0
        for start, end in spans:
            fresh = max(at, start)  # a span may lie in the one before it
            pieces += [text[at:fresh], _PRINTED.sub(_blank, text[fresh:end])]
            at = max(fresh, end)
        known = source.derived[_blanked, spans] = replace(source, text="".join([*pieces, text[at:]]))
    return known


def _blank(line: re.Match[str]) -> str:
    return " " * (line.end() - line.start())
