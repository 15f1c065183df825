"""The work without what an archive wrote around it: its licence names nobody, dates nothing and says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from rubricator.model.document import Document
from rubricator.model.source import Source

_PRINTED: Final = re.compile(r"[^\r\n]")

Span = tuple[int, int]


def own_words(document: Document) -> Document:
    """The document as if its boilerplate were blank, and nothing said of it; offsets and lines stay."""
    spans = tuple((one.start, one.end) for one in document.in_layer("div") if one.attrs.get("type") == "boilerplate")
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
