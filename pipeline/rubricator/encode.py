"""Spans to the TEI `text`: tags between the characters of the source, nothing else.

Blocks nest already (`reconcile`); phrases are cut at the ends of leaves and, where two cross, the one of
the higher rank is cut; the parts are chained with ``@next``/``@prev`` (Guidelines 21.3, fragmentation).
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from rubricator.document import Annotation, Cert, Document
from rubricator.layers import LAYERS, POINTERS, Layer

BAD_CHARACTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 forbids; each is written as ``g``."""
_SPECIAL: Final = re.compile(r"[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_QUOTED_SPECIAL: Final = re.compile(r"""[&<>"\r\n\t]""")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTES: Final = {"id": "xml:id", "lang": "xml:lang"}
_HIDDEN: Final = {"choice": ("corr",), "supplied": ("text", "mark")}
_BLOCKS: Final = ("frame", "container", "leaf")
_QUOTED: Final = ("said", "quote", "soCalled", "mentioned")


def encode_fragments(document: Document, pieces: Sequence[Annotation]) -> str:
    """The element ``text`` as XML; `pieces` are the `fragments` of a reconciled document."""
    crlf = document.source.line_ending == "CRLF"
    return Writer(document.text, drop_returns=crlf).write(pieces)


def fragments(document: Document) -> Iterator[Annotation]:
    """All annotations to write, cut so that they nest, parts chained, in document order."""
    blocks = [a for a in document.annotations if LAYERS[a.layer].level in _BLOCKS]
    points = [a for a in document.annotations if LAYERS[a.layer].level == "point"]
    phrases = [a for a in document.annotations if LAYERS[a.layer].level == "phrase"]
    pieces = list(_chained([*_nested(_cut_at_blocks(document.text, blocks, phrases), document.text)]))
    opened = {piece.start: piece.end for piece in pieces if piece.layer in _QUOTED}
    yield from _at_home(sorted([*blocks, *pieces, *points], key=lambda a: _place(a, opened)))


def _at_home(fragments: Iterable[Annotation]) -> Iterator[Annotation]:
    """Leave out what stands directly in something that may not hold it."""
    stack: list[Annotation] = []
    for one in fragments:
        while stack and stack[-1].end <= one.start:
            stack.pop()
        layer = LAYERS[one.layer]
        if layer.home and (not stack or stack[-1].layer not in layer.home):
            continue
        if layer.level != "point":
            stack.append(one)
        yield one


def _place(one: Annotation, opened: Mapping[int, int]) -> tuple[int, int, int]:
    """Document order; a supplied opening mark comes first in the quotation that it opens."""
    if one.attrs.get("mark") == "open":
        return one.start, -opened.get(one.start, one.end), LAYERS[one.layer].rank
    return one.order


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a phrase; `whole` is the annotation it is cut from, `number` tells pieces apart."""

    start: int
    end: int
    number: int
    whole: Annotation

    @property
    def key(self) -> tuple[int, int, int, int]:
        return self.start, -self.end, LAYERS[self.whole.layer].rank, self.number


def _cut_at_blocks(text: str, blocks: Sequence[Annotation], phrases: Iterable[Annotation]) -> Iterator[_Piece]:
    """Phrases cut at every end of a block, trimmed; what stands in no leaf is left out."""
    edges = sorted({edge for block in blocks for edge in (block.start, block.end)})
    leafy = _leafy(blocks, edges)
    for number, phrase in enumerate(phrases):
        first, last = bisect_right(edges, phrase.start), bisect_left(edges, phrase.end)
        points = [phrase.start, *edges[first:last], phrase.end]
        for index, (start, end) in enumerate(pairwise(points), first - 1):
            if 0 <= index < len(leafy) and leafy[index]:
                cut = _trimmed(text, start, end) if len(points) > 2 else (start, end)
                if cut[0] < cut[1]:
                    yield _Piece(*cut, number, phrase)


def _leafy(blocks: Sequence[Annotation], edges: Sequence[int]) -> list[bool]:
    """For each stretch between two edges: is its innermost block a leaf?"""
    innermost: list[bool] = [False] * max(len(edges) - 1, 0)
    index = {edge: at for at, edge in enumerate(edges)}
    stack: list[Annotation] = []
    ordered = sorted(blocks, key=lambda a: a.order)
    at = 0
    for position, edge in enumerate(edges[:-1]):
        while stack and stack[-1].end <= edge:
            stack.pop()
        while at < len(ordered) and index[ordered[at].start] == position:
            stack.append(ordered[at])
            at += 1
        innermost[position] = bool(stack) and LAYERS[stack[-1].layer].level == "leaf"
    return innermost


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _nested(pieces: Iterable[_Piece], text: str) -> Iterator[_Piece]:
    """Pieces cut further until they nest: the lower rank stays whole, of equals the earlier one."""
    queue = [(piece.key, piece) for piece in pieces]
    heapq.heapify(queue)
    stack: list[_Piece] = []

    def push(piece: _Piece, start: int, end: int) -> None:
        start, end = _trimmed(text, start, end)
        if start < end:
            again = replace(piece, start=start, end=end)
            heapq.heappush(queue, (again.key, again))

    while queue:
        piece = heapq.heappop(queue)[1]
        while stack and stack[-1].end <= piece.start:
            yield stack.pop()
        if (crossed := next((one for one in stack if one.end < piece.end), None)) is None:
            stack.append(piece)
        elif _stays(crossed, piece):
            push(piece, piece.start, crossed.end)
            push(piece, crossed.end, piece.end)
        else:
            while stack and stack[-1].end < piece.end:
                cut = stack.pop()
                left = _trimmed(text, cut.start, piece.start)
                if left[0] < left[1]:
                    yield replace(cut, start=left[0], end=left[1])
                push(cut, piece.start, cut.end)
            heapq.heappush(queue, (piece.key, piece))
    yield from reversed(stack)


def _stays(open_one: _Piece, piece: _Piece) -> bool:
    return LAYERS[open_one.whole.layer].rank <= LAYERS[piece.whole.layer].rank


def _chained(pieces: list[_Piece]) -> Iterator[Annotation]:
    """Annotations of the pieces; several pieces of one get ids and ``next``/``prev``."""
    pieces.sort(key=lambda piece: (piece.number, piece.start))
    counts: Counter[str] = Counter()
    for _, group in groupby(pieces, key=lambda piece: piece.number):
        parts = list(group)
        if len(parts) == 1:
            yield _resized(parts[0])
            continue
        whole = parts[0].whole
        counts[whole.layer] += 1
        stem = whole.attrs.get("id") or f"{whole.layer}.part.{counts[whole.layer]}"
        for at, part in enumerate(parts):
            yield replace(whole, start=part.start, end=part.end, attrs=_part_attrs(whole, stem, at, len(parts)))


def _resized(piece: _Piece) -> Annotation:
    if (piece.start, piece.end) == (piece.whole.start, piece.whole.end):
        return piece.whole
    return replace(piece.whole, start=piece.start, end=piece.end)


def _part_attrs(whole: Annotation, stem: str, at: int, count: int) -> dict[str, str]:
    ids = [stem, *(f"{stem}.{number}" for number in range(2, count + 1))]
    attrs = {name: value for name, value in whole.attrs.items() if name not in ("id", "next", "prev")}
    attrs["id"] = ids[at]
    before = ids[at - 1] if at else whole.attrs.get("prev")
    after = ids[at + 1] if at + 1 < count else whole.attrs.get("next")
    return attrs | ({"prev": before} if before else {}) | ({"next": after} if after else {})


@dataclass(slots=True)
class Writer:
    """Writes fragments as XML in one sweep; `drop_returns` where every line ends CRLF."""

    text: str
    drop_returns: bool = False
    parts: list[str] = field(default_factory=list)
    at: int = 0

    def write(self, fragments: Sequence[Annotation]) -> str:
        """The element ``text``."""
        self.parts = ['<text xml:space="preserve">']
        stack: list[Annotation] = []
        for fragment in fragments:
            while stack and self._closes_before(stack[-1], fragment):
                self._close(stack.pop())
            self._copy(fragment.start)
            self._open(fragment)
            if LAYERS[fragment.layer].level != "point":
                stack.append(fragment)
        while stack:
            self._close(stack.pop())
        self._copy(len(self.text))
        return "".join([*self.parts, "</text>"])

    @staticmethod
    def _closes_before(one: Annotation, fragment: Annotation) -> bool:
        if one.end == fragment.start == fragment.end and LAYERS[fragment.layer].level == "point":
            return not _ends_inside(fragment, one)
        return one.end <= fragment.start

    def _copy(self, end: int) -> None:
        if end > self.at:
            self.parts.append(self._escaped(self.text[self.at : end]))
            self.at = end

    def _escaped(self, piece: str) -> str:
        if self.drop_returns:
            piece = piece.replace("\r", "")
        return _SPECIAL.sub(_escape, piece) if _SPECIAL.search(piece) else piece

    def _open(self, fragment: Annotation) -> None:
        layer = LAYERS[fragment.layer]
        attributes = _attributes(fragment)
        if layer.form == "choice":
            self.parts.append("<choice><sic>")
        elif layer.form == "supplied":
            self.parts.append(f"<supplied{attributes}>{_supplied(fragment)}</supplied>")
        elif layer.form == "floating":
            self.parts.append(f"<floatingText{attributes}><body>")
        elif layer.level == "point":
            self.parts.append(f"<{layer.element}{attributes}/>")
        else:
            self.parts.append(f"<{layer.element}{attributes}>")

    def _close(self, fragment: Annotation) -> None:
        self._copy(fragment.end)
        layer = LAYERS[fragment.layer]
        if layer.form == "choice":
            corr = _escape_all(fragment.attrs["corr"])
            self.parts.append(f"</sic><corr{_attributes(fragment)}>{corr}</corr></choice>")
        elif layer.form == "floating":
            self.parts.append("</body></floatingText>")
        else:
            self.parts.append(f"</{layer.element}>")


def _ends_inside(point: Annotation, one: Annotation) -> bool:
    """What a point at the end of `one` belongs to: a gap to its leaf, a supplied closing mark to its quotation."""
    if point.layer == "supplied" and point.attrs.get("mark") != "open":
        return one.layer in _QUOTED or LAYERS[one.layer].level == "leaf"
    return point.layer == "gap" and LAYERS[one.layer].level == "leaf"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f'<g ref="#ch.u{ord(character):04x}"/>'


def _escape_all(words: str) -> str:
    return _SPECIAL.sub(_escape, words)


def _supplied(fragment: Annotation) -> str:
    words = _escape_all(fragment.attrs.get("text", ""))
    mark = fragment.attrs.get("mark")
    return f'<pc type="{mark}">{words}</pc>' if mark else words


def _attributes(fragment: Annotation) -> str:
    """The attributes as written; most fragments share theirs with many others, so they are made once."""
    if "id" in fragment.attrs:
        return _written(fragment.layer, (*fragment.attrs.items(),), fragment.rule, fragment.cert, fragment.resp)
    return _shared(fragment.layer, (*fragment.attrs.items(),), fragment.rule, fragment.cert, fragment.resp)


def _written(name: str, attrs: tuple[tuple[str, str], ...], rule: str, cert: Cert, resp: str) -> str:
    layer = LAYERS[name]
    hidden = _HIDDEN.get(layer.form, ())
    written = {
        _ATTRIBUTES.get(name, name): _value(layer, name, value)
        for name, value in (*layer.fixed.items(), *attrs)
        if name not in hidden
    }
    written |= _signature(layer, rule, cert, resp)
    return "".join([f' {name}="{_quoted(value)}"' for name, value in sorted(written.items())])


_shared = lru_cache(maxsize=4096)(_written)


def _quoted(value: str) -> str:
    return _QUOTED_SPECIAL.sub(_escape_quoted, value) if _QUOTED_SPECIAL.search(value) else value


def _escape_quoted(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"&#{ord(found[0])};"


def _value(layer: Layer, name: str, value: str) -> str:
    if name == "rendition" or layer.kind(name) in POINTERS:
        return " ".join(target if ":" in target else f"#{target}" for target in value.split())
    return value


def _signature(layer: Layer, rule: str, cert: Cert, resp: str) -> dict[str, str]:
    """``@ana``, ``@cert`` and ``@resp`` as ENCODING sections 12 and 14 ask for them."""
    doubtful = cert != "high"
    signed: dict[str, str] = {}
    if rule and (layer.signed == "always" or (layer.signed == "doubt" and doubtful)):
        signed["ana"] = "#" + rule_id(rule)
    if doubtful and layer.signed != "never":
        signed["cert"] = cert
    if layer.form in ("choice", "supplied") or layer.element == "gap":
        signed |= {"resp": f"#{resp or 'resp.conv'}", "cert": cert}
    elif resp:
        signed["resp"] = f"#{resp}"
    return signed


def rule_id(rule: str) -> str:
    """``dates/day-month`` as the id of its category: ``rule.dates.day-month``."""
    return "rule." + rule.replace("/", ".")
