"""The work without what an archive wrote around it, and without listings: they name nobody, date and say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from rubricator.model.document import Document
from rubricator.model.source import Source

_PRINTED: Final = re.compile(r"[^\r\n]")

_HIDDEN: Final = {"div": "boilerplate", "ab": "preformatted"}
"""The layers of what is not shown, and the type of each."""

Span = tuple[int, int]


def own_words(document: Document) -> Document:
    """The document as if its boilerplate and listings were blank, and nothing said of it; offsets and lines stay."""
    hidden_ones = ((layer, one) for layer in _HIDDEN for one in document.in_layer(layer))
    spans = tuple(sorted((one.start, one.end) for layer, one in hidden_ones if one.attrs.get("type") == _HIDDEN[layer]))
    if not spans:
        return document
    shown = Document(_blanked(_Kept(document.source), spans), document.layers)
    for name in document.layers:
        hidden = {id(one) for start, end in spans for one in document.within(start, end, name)}
        if hidden:
            shown = shown.with_layer(name, [one for one in document.in_layer(name) if id(one) not in hidden])
    return shown


class _Kept:
    """A source that is its own key, so that what is counted in its blanked words is counted once."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.source is self.source


@lru_cache(maxsize=2)
def _blanked(kept: _Kept, spans: Sequence[Span]) -> Source:
    text, pieces, at = kept.source.text, [], 0
    for start, end in spans:
        pieces += [text[at:start], _PRINTED.sub(" ", text[start:end])]
        at = max(at, end)
    return replace(kept.source, text="".join([*pieces, text[at:]]))
