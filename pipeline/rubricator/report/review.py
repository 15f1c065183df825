"""What an editor should look at after a run: flags by kind, then doubtful blocks, the least certain first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from rubricator.model.document import CERTS, Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.messages import Finding

_BLOCKS: Final = frozenset({"container", "leaf"})
_OF_A_KIND: Final = 3
"""Findings shown of one kind; the others are counted."""
_SCREENFUL: Final = 20


def review(document: Document, rules: Mapping[str, str]) -> list[Finding]:
    """Findings with their places; `rules` describes each rule. All of them stand in the annotations."""
    flags = sorted(document.in_layer("flag"), key=lambda one: (one.rule, one.start))
    doubtful = [one for one in document.annotations if one.cert != "high" and LAYERS[one.layer].level in _BLOCKS]
    doubtful.sort(key=lambda one: (-CERTS.index(one.cert), one.start))
    found = [finding for _, some in groupby(flags, key=lambda one: one.rule) for finding in _flags(document, some)]
    found += [_doubt(document, one, rules) for one in doubtful[:_SCREENFUL]]
    return [*found, *_rest(document, "blocks of less than high certainty", len(doubtful) - _SCREENFUL)]


def _flags(document: Document, some: Iterable[Annotation]) -> Iterator[Finding]:
    flags = list(some)
    for one in flags[:_OF_A_KIND]:
        yield _finding(document, one, "an-flag", reason=one.attrs.get("reason", one.rule))
    yield from _rest(document, f"places of the kind {flags[0].rule}", len(flags) - _OF_A_KIND)


def _doubt(document: Document, one: Annotation, rules: Mapping[str, str]) -> Finding:
    return _finding(document, one, "an-doubtful", layer=one.layer, cert=one.cert, rule=rules.get(one.rule, one.rule))


def _rest(document: Document, what: str, count: int) -> Iterator[Finding]:
    if count > 0:
        yield Finding("an-more", document.source.name, values={"count": count, "what": what})


def _finding(document: Document, one: Annotation, code: str, **values: object) -> Finding:
    return Finding(code, document.source.name, *document.source.position(one.start), values)
