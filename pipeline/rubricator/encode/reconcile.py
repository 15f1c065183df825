"""One winner where spans conflict; the editor's decisions; no word outside a block.

Order: decisions (editor wins) → blocks that cross → words that no leaf covers → phrases snapped to
corrections. Each loser stays visible as a finding.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rubricator.model.document import CERTS, Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.messages import Finding

BLOCKS: Final = frozenset({"frame", "container", "leaf"})
"""The levels of what must nest."""
UNCOVERED: Final = "reconcile/uncovered"
"""The rule of blocks for words that no other block holds."""


def reconcile(document: Document) -> tuple[Document, list[Finding]]:
    """A document that `encode` can write: blocks nest, every word has a leaf, corrections are atomic."""
    blocks = [a for a in document.annotations if LAYERS[a.layer].level in BLOCKS]
    others = [a for a in document.annotations if LAYERS[a.layer].level not in BLOCKS]
    kept, lost = _nested(blocks)
    findings = [_crossing(document, loser, winner) for loser, winner in lost]
    if not any(LAYERS[a.layer].level == "frame" for a in kept):
        kept = [Annotation("body", 0, len(document.text), rule="reconcile/frame"), *kept]
    kept += _uncovered(document.text, kept)
    return Document(document.source).with_annotations([*kept, *_snapped(_unique(others))]), findings


def _nested(blocks: Sequence[Annotation]) -> tuple[list[Annotation], list[tuple[Annotation, Annotation]]]:
    """Blocks that nest, and the others each with the block it crosses; the outer, earlier one stays."""
    kept: list[Annotation] = []
    lost: list[tuple[Annotation, Annotation]] = []
    stack: list[Annotation] = []
    for block in sorted(blocks, key=lambda a: a.order):
        while stack and stack[-1].end <= block.start:
            stack.pop()
        if stack and stack[-1].end < block.end:
            lost.append((block, stack[-1]))
        elif not (kept and _same(kept[-1], block)):
            kept.append(block)
            stack.append(block)
    return kept, lost


def _same(one: Annotation, other: Annotation) -> bool:
    return (one.layer, one.start, one.end) == (other.layer, other.start, other.end) and one.layer != "div"


def _crossing(document: Document, loser: Annotation, winner: Annotation) -> Finding:
    values = {"loser": loser.layer, "rule": loser.rule, "winner": f"{winner.layer} ({winner.rule})"}
    return Finding("an-crossing", document.source.name, *document.source.position(loser.start), values)


def _uncovered(text: str, blocks: Sequence[Annotation]) -> Iterator[Annotation]:
    """An `ab` for each run of words outside every leaf."""
    leaves = sorted((a for a in blocks if LAYERS[a.layer].level == "leaf"), key=lambda a: a.start)
    edges = sorted({edge for a in blocks if LAYERS[a.layer].level != "leaf" for edge in (a.start, a.end)})
    for start, end in _holes(leaves, len(text)):
        inner = [edge for edge in edges[bisect_left(edges, start) : bisect_left(edges, end)] if start < edge < end]
        for left, right in zip([start, *inner], [*inner, end], strict=True):
            piece = text[left:right]
            if words := piece.strip():
                at = left + piece.index(words[0])
                yield Annotation("ab", at, at + len(words), {"type": "unclear"}, UNCOVERED, "low")


def _holes(leaves: Iterable[Annotation], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for leaf in leaves:
        if leaf.start > at:
            yield at, leaf.start
        at = max(at, leaf.end)
    if at < end:
        yield at, end


def _unique(annotations: Iterable[Annotation]) -> list[Annotation]:
    """One annotation per layer and span: the surer, earlier one."""
    best: dict[tuple[str, int, int], Annotation] = {}
    for annotation in annotations:
        key = annotation.layer, annotation.start, annotation.end
        if key not in best or CERTS.index(annotation.cert) < CERTS.index(best[key].cert):
            best[key] = annotation
    return list(best.values())


def _snapped(annotations: Sequence[Annotation]) -> Iterator[Annotation]:
    """Spans that begin or end inside a correction grow to take it whole; crossing corrections: the first stays."""
    fixes: list[Annotation] = []
    for fix in sorted((a for a in annotations if a.layer == "sic"), key=lambda a: a.order):
        if not fixes or fix.start >= fixes[-1].end:
            fixes.append(fix)
    inside = {offset: fix for fix in fixes for offset in range(fix.start + 1, fix.end)}
    for annotation in annotations:
        if annotation.layer == "sic":
            continue
        left, right = inside.get(annotation.start), inside.get(annotation.end)
        if left is right and left is not None:
            if annotation.layer == "pc" or LAYERS[annotation.layer].level in ("point", "aside"):
                yield annotation
            continue
        start = left.start if left else annotation.start
        end = right.end if right else annotation.end
        yield (
            annotation
            if (start, end) == (annotation.start, annotation.end)
            else annotation._replace(start=start, end=end)
        )
    yield from fixes
