"""A part of the text as a reader sees it, with every annotation in place; HTML whose characters are the source's.

The text of the page is the text of the source, character for character, so that whatever is selected in the browser
is a span of the source. What the encoder adds (a correction, a page number) stands in attributes and is drawn by the
style sheet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from rubricator.encode.reconcile import UNCOVERED, reconcile
from rubricator.encode.tags import fragments
from rubricator.model.decisions import is_decided
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.review.acts import key_of, pointed

PART: Final = 36_000
"""Characters of a part, about; a browser draws so many with all their tags in a few hundredths of a second."""
_SHOWN: Final = 60
_OPEN: Final = frozenset({"frame", "container"})
_UNCUT: Final = ("p", "head", "l", "ab", "item", "sp", "lg", "list", "table", "note", "quoteBlock", "saidBlock")
_TOLD: Final = ("n", "corr", "text", "type", "unit", "reason")
"""Attributes that the page draws or styles by."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that is shown at once."""

    start: int
    end: int
    title: str
    depth: int = 0


def parts(document: Document) -> list[Part]:
    """The text in parts: divisions, the small ones together, the large ones cut between blocks."""
    cuts = [0]
    edges = _edges(document)
    heads = {div.start for div in document.in_layer("div", "text")}
    for at, edge in enumerate(edges):
        upto = edges[at + 1] if at + 1 < len(edges) else len(document.text)
        size = edge - cuts[-1]
        if size and (upto - cuts[-1] > PART) and (edge in heads or size > PART // 2):
            cuts.append(edge)
    return [
        Part(start, end, _title(document, start, end))
        for start, end in zip(cuts, [*cuts[1:], len(document.text)], strict=True)
    ]


def _edges(document: Document) -> list[int]:
    """Where a part may begin: with a block that lies in divisions only."""
    found: list[int] = []
    reach = 0
    for one in document.in_layer("div", "text", *_UNCUT):
        if one.layer in ("div", "text"):
            if one.start >= reach:
                found.append(one.start)
        elif one.start >= reach:
            found.append(one.start)
            reach = one.end
    return sorted(set(found))


def _title(document: Document, start: int, end: int) -> str:
    for head in document.within(start, end, "head"):
        return " ".join(document.slice(head).split())[:_SHOWN]
    return " ".join(document.text[start : min(end, start + _SHOWN)].split())


def contents(document: Document) -> Iterator[tuple[int, int, str]]:
    """Every heading of a division: where it stands, how deep, its words."""
    for head in document.in_layer("head"):
        depth = len(document.covering(head.start, head.end, "div"))
        yield head.start, depth, " ".join(document.slice(head).split())


def html(document: Document, part: Part) -> str:
    """A part of the text with its annotations."""
    whole = _over(document, part)
    source = replace(document.source, text=document.text[part.start : part.end])
    clipped = [_clipped(one, part) for one in whole if LAYERS[one.layer].level != "aside"]
    sheet, _ = reconcile(Document(source).with_annotations(clipped))
    names = _Names(whole, part)
    return _written(source.text, fragments(sheet), names, _flagged(whole, part))


def _over(document: Document, part: Part) -> list[Annotation]:
    """The annotations that reach into a part; of the skeleton, which is drawn around all parts, those too."""
    found = []
    for layer in document.layers.values():
        first = bisect_left(layer.starts, part.start - layer.longest)
        last = bisect_left(layer.starts, part.end)
        found += [one for one in layer.annotations[first:last] if _reaches(one, part)]
    return sorted(found, key=lambda one: one.order)


def _reaches(one: Annotation, part: Part) -> bool:
    return one.end > part.start or (one.start == one.end >= part.start)


def _clipped(one: Annotation, part: Part) -> Annotation:
    start, end = max(one.start, part.start), min(one.end, part.end)
    return one._replace(start=start - part.start, end=end - part.start)


def _flagged(whole: Sequence[Annotation], part: Part) -> dict[int, list[str]]:
    """The keys of the flags of a part by where they begin."""
    found: dict[int, list[str]] = {}
    for one in whole:
        if one.layer == "flag":
            found.setdefault(max(one.start, part.start) - part.start, []).append(key_of(one))
    return found


class _Names:
    """The annotation of the whole text behind each piece of a part."""

    def __init__(self, whole: Sequence[Annotation], part: Part) -> None:
        self._part = part
        self._exact = {(one.layer, one.start, one.end): one for one in whole}
        self._layers: dict[str, list[Annotation]] = {}
        for one in whole:
            self._layers.setdefault(one.layer, []).append(one)

    def behind(self, piece: Annotation) -> Annotation | None:
        """What a piece is, or is cut from; None for what no annotator made."""
        start, end = piece.start + self._part.start, piece.end + self._part.start
        if found := self._exact.get((piece.layer, start, end)):
            return found
        if piece.rule in (UNCOVERED, "reconcile/frame"):
            return None
        over = [one for one in self._layers.get(piece.layer, ()) if one.start < end and one.end > start]
        return over[-1] if over else None


def _written(text: str, pieces: Sequence[Annotation], names: _Names, flags: dict[int, list[str]]) -> str:
    out: list[str] = []
    stack: list[Annotation] = []
    at = 0

    def copy(end: int) -> None:
        nonlocal at
        for flag in sorted(one for one in flags if at <= one < end):
            out.append(_escaped(text[at:flag]))
            out.extend(f'<span class="flag" data-k="{one}"></span>' for one in flags.pop(flag))
            at = flag
        if end > at:
            out.append(_escaped(text[at:end]))
            at = end

    for piece in pieces:
        while stack and stack[-1].end <= piece.start and piece.start != piece.end:
            copy(stack[-1].end)
            out.append(_closing(stack.pop()))
        copy(piece.start)
        out.append(_opening(piece, names.behind(piece)))
        if piece.start == piece.end:
            out.append("</span>")
        else:
            stack.append(piece)
    while stack:
        copy(stack[-1].end)
        out.append(_closing(stack.pop()))
    copy(len(text))
    out.extend(f'<span class="flag" data-k="{one}"></span>' for some in flags.values() for one in some)
    return "".join(out)


def _escaped(words: str) -> str:
    return escape(words, quote=False).replace("\r", "&#13;")


def _is_block(one: Annotation) -> bool:
    return LAYERS[one.layer].level in _OPEN or LAYERS[one.layer].level == "leaf"


def _closing(piece: Annotation) -> str:
    return "</div>" if _is_block(piece) else "</span>"


def _opening(piece: Annotation, whole: Annotation | None) -> str:
    """The start tag of a piece: its layer and how sure it is as classes, its key, what the page draws."""
    block = _is_block(piece)
    one = whole or piece
    classes = ["b" if block else "a", piece.layer]
    classes += [one.cert] if one.cert != "high" else []
    classes += ["decided"] if is_decided(one) else []
    data = [f'data-k="{key_of(whole)}"'] if whole else []
    data += [f'data-{name}="{escape(piece.attrs[name])}"' for name in _TOLD if piece.attrs.get(name)]
    if pointers := pointed(one):
        data.append(f'data-e="{escape(pointers)}"')
    if piece.layer == "head":
        data.append('role="heading" aria-level="2"')
    if lang := piece.attrs.get("lang"):
        data.append(f'lang="{escape(lang)}"')
    border = _BORDER if piece.layer == "div" and whole else ""
    return f'<{"div" if block else "span"} class="{" ".join(classes)}" {" ".join(data)}>{border}'


_BORDER: Final = '<span class="border" aria-hidden="true"></span>'
"""What is dragged to move the border of a division."""
