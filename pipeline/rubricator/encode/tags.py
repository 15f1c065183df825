"""Spans to the TEI `text`: tags between the characters of the source, nothing else.

Blocks nest already (`reconcile`); phrases are cut at the ends of leaves and, where two cross, the one of
the higher rank is cut; the parts are chained with ``@next``/``@prev`` (Guidelines 21.3, fragmentation).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from rubricator.encode.content import children
from rubricator.model.document import Annotation, Cert, Document
from rubricator.model.layers import LAYERS, POINTERS, Layer
from rubricator.reading.corrected import trimmed

_SPECIAL: Final = re.compile(r"[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_QUOTED_SPECIAL: Final = re.compile(r"""[&<>"\r\n\t]""")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTES: Final = {"id": "xml:id", "lang": "xml:lang"}
_HIDDEN: Final = {"choice": ("corr",), "supplied": ("text", "mark")}
_LEVEL: Final = {
    name: "block" if layer.level in ("frame", "container", "leaf") else layer.level for name, layer in LAYERS.items()
}
_CLOSING: Final = {
    name: "</body></floatingText>" if layer.form == "floating" else f"</{layer.element}>"
    for name, layer in LAYERS.items()
    if layer.form != "choice"
}
_QUOTED: Final = ("said", "quote", "soCalled", "mentioned")
_ORDER: Final = attrgetter("order")
_PHRASE: Final = attrgetter("number", "start")


def encode_fragments(document: Document, pieces: Sequence[Annotation]) -> str:
    """The element ``text`` as XML; `pieces` are the `fragments` of a reconciled document."""
    crlf = document.source.line_ending == "CRLF"
    return Writer(document.text, drop_returns=crlf).write(pieces)


def fragments(document: Document, left_out: list[Misplaced] | None = None) -> list[Annotation]:
    """All annotations to write, cut so that they nest, parts chained, in document order.

    What the schema does not allow where it stands is left out, and put into `left_out`.
    """
    by_level: dict[str, list[Annotation]] = {"phrase": [], "point": [], "block": [], "aside": []}
    for one in document.annotations:
        by_level[_LEVEL[one.layer]].append(one)
    blocks, points = by_level["block"], by_level["point"]
    pieces = list(_chained(_nested(_cut_at_blocks(document.text, blocks, by_level["phrase"]), document.text)))
    gone: list[Misplaced] = []
    placed = list(_in_place(_in_order([*blocks, *pieces, *points]), gone))
    if left_out is not None:
        left_out += [one for one in gone if not LAYERS[one.annotation.layer].home]
    lost = {id for one in gone if (id := one.annotation.attrs.get("id"))}
    return [_unlinked(one, lost) for one in placed] if lost else placed


_DEEPEST: Final = 60
"""How deep elements may lie in one another: readers of XML put a limit to it, at a hundred or more."""


class Misplaced(NamedTuple):
    """An annotation that the element around it cannot hold."""

    annotation: Annotation
    parent: str


def _in_place(fragments: Iterable[Annotation], gone: list[Misplaced]) -> Iterator[Annotation]:
    """Leave out what the element around it may not hold, by its layer (`home`) or by the schema."""
    stack: list[Annotation] = []
    for one in fragments:
        point = _LEVEL[one.layer] == "point"
        while stack and stack[-1].end <= one.start and not (point and _holds(stack[-1], one)):
            stack.pop()
        parent = _inner(stack[-1].layer) if stack else "text"
        home = LAYERS[one.layer].home
        homeless = bool(home) and (not stack or stack[-1].layer not in home)
        too_deep = len(stack) >= _DEEPEST and LAYERS[one.layer].level == "phrase"
        if homeless or too_deep or _outer(one.layer) not in children(parent):
            gone.append(Misplaced(one, parent))
            continue
        if not point:
            stack.append(one)
        yield one


def _outer(layer: str) -> str:
    """The element that stands where an annotation of the layer stands."""
    return "choice" if LAYERS[layer].form == "choice" else LAYERS[layer].element


def _inner(layer: str) -> str:
    """The element that holds the words of an annotation of the layer."""
    form = LAYERS[layer].form
    return "sic" if form == "choice" else "body" if form == "floating" else LAYERS[layer].element


def _unlinked(one: Annotation, lost: Collection[str]) -> Annotation:
    """A fragment without the links to what was left out."""
    kept = {name: value for name, value in one.attrs.items() if name not in ("next", "prev") or value not in lost}
    return one if len(kept) == len(one.attrs) else one._replace(attrs=kept)


def _in_order(found: list[Annotation]) -> list[Annotation]:
    """Document order; a supplied opening mark comes first in the quotation that it opens."""
    if not any(one.layer == "supplied" for one in found):
        return sorted(found, key=_ORDER)
    opened = {one.start: one.end for one in found if one.layer in _QUOTED}

    def place(one: Annotation) -> tuple[int, int, int]:
        if one.layer == "supplied" and one.attrs.get("mark") == "open":
            return one.start, -opened.get(one.start, one.end), LAYERS[one.layer].rank
        return one.order

    return sorted(found, key=place)


class _Piece(NamedTuple):
    """A stretch of a phrase; pieces sort outer before inner. `until` is minus the end.

    `number` tells phrases apart, `whole` is the annotation that the piece is cut from.
    """

    start: int
    until: int
    rank: int
    number: int
    whole: Annotation

    @property
    def end(self) -> int:
        """Where the stretch ends."""
        return -self.until


def _cut_at_blocks(text: str, blocks: Sequence[Annotation], phrases: Iterable[Annotation]) -> Iterator[_Piece]:
    """Phrases cut at every end of a block, trimmed; what stands in no leaf is left out."""
    edges = sorted({edge for block in blocks for edge in (block.start, block.end)})
    leafy = [False, *_leafy(blocks, edges), False]
    for number, phrase in enumerate(phrases):
        start, end, rank = phrase.start, phrase.end, LAYERS[phrase.layer].rank
        first = bisect_right(edges, start)
        last = bisect_left(edges, end, first)
        if first == last:
            if leafy[first]:
                yield _Piece(start, -end, rank, number, phrase)
            continue
        for index, (left, right) in enumerate(pairwise([start, *edges[first:last], end]), first):
            cut = trimmed(text, left, right)
            if leafy[index] and cut[0] < cut[1]:
                yield _Piece(cut[0], -cut[1], rank, number, phrase)


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


def _nested(pieces: Iterable[_Piece], text: str) -> Iterator[_Piece]:
    """Pieces cut further until they nest: the lower rank stays whole, of equals the earlier one."""
    queue = sorted(pieces)
    stack: list[_Piece] = []
    at = 0

    def push(piece: _Piece, start: int, end: int) -> None:
        start, end = trimmed(text, start, end)
        if start < end:
            insort(queue, piece._replace(start=start, until=-end), lo=at)

    while at < len(queue):
        piece = queue[at]
        at += 1
        start, end = piece.start, piece.end
        while stack and stack[-1].end <= start:
            yield stack.pop()
        if not stack or (crossed := next((one for one in stack if one.end < end), None)) is None:
            stack.append(piece)
        elif crossed.rank <= piece.rank:
            push(piece, start, crossed.end)
            push(piece, crossed.end, end)
        else:
            while stack and stack[-1].end < end:
                cut = stack.pop()
                left = trimmed(text, cut.start, start)
                if left[0] < left[1]:
                    yield cut._replace(start=left[0], until=-left[1])
                push(cut, start, cut.end)
            insort(queue, piece, lo=at)
    yield from reversed(stack)


def _chained(pieces: Iterable[_Piece]) -> Iterator[Annotation]:
    """Annotations of the pieces, phrase by phrase; several pieces of one get ids and ``next``/``prev``."""
    parts: dict[int, list[_Piece]] = {}
    for piece in sorted(pieces, key=_PHRASE):
        parts.setdefault(piece.number, []).append(piece)
    named: Counter[str] = Counter()
    last: dict[str, str] = {}
    for some in parts.values():
        whole = some[0].whole
        if last and (before := last.get(whole.attrs.get("prev", ""))):
            whole = whole._replace(attrs={**whole.attrs, "prev": before})
        if len(some) == 1:
            yield _resized(whole, some[0].start, some[0].end)
            continue
        named[whole.layer] += 1
        stem = whole.attrs.get("id") or f"{whole.layer}.part.{named[whole.layer]}"
        last[stem] = f"{stem}.{len(some)}"
        for at, part in enumerate(some):
            yield whole._replace(start=part.start, end=part.end, attrs=_part_attrs(whole, stem, at, len(some)))


def _resized(whole: Annotation, start: int, end: int) -> Annotation:
    return whole if whole.start == start and whole.end == end else whole._replace(start=start, end=end)


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
    special: int = -1
    """Where the next character stands that XML cannot hold as it is; before `at` it is not known."""

    def write(self, fragments: Sequence[Annotation]) -> str:
        """The element ``text``."""
        self.parts = ['<text xml:space="preserve">']
        stack: list[Annotation] = []
        for fragment in fragments:
            point = _LEVEL[fragment.layer] == "point"
            while stack and stack[-1].end <= fragment.start and not (point and _holds(stack[-1], fragment)):
                self._close(stack.pop())
            self._copy(fragment.start)
            self.parts.append(_opening(fragment))
            if not point:
                stack.append(fragment)
        while stack:
            self._close(stack.pop())
        self._copy(len(self.text))
        return "".join([*self.parts, "</text>"])

    def _copy(self, end: int) -> None:
        if end <= self.at:
            return
        if self.special < self.at:
            found = _SPECIAL.search(self.text, self.at)
            self.special = found.start() if found else len(self.text)
        piece = self.text[self.at : end]
        self.parts.append(piece if end <= self.special else self._escaped(piece))
        self.at = end

    def _escaped(self, piece: str) -> str:
        return _escape_all(piece.replace("\r", "") if self.drop_returns else piece)

    def _close(self, fragment: Annotation) -> None:
        self._copy(fragment.end)
        self.parts.append(_CLOSING.get(fragment.layer) or _closing_choice(fragment))


def _holds(one: Annotation, point: Annotation) -> bool:
    """True where a point at the end of `one` belongs to it."""
    return one.end == point.start == point.end and _ends_inside(point, one)


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


def _supplied(attrs: Mapping[str, str]) -> str:
    words = _escape_all(attrs.get("text", ""))
    mark = attrs.get("mark")
    return f'<pc type="{mark}">{words}</pc>' if mark else words


def _opening(fragment: Annotation) -> str:
    """The start tag; most fragments share theirs with many others, so they are made once."""
    layer, _, _, attrs, rule, cert, resp = fragment
    return (_start_tag if "id" in attrs else _shared)(layer, (*attrs.items(),), rule, cert, resp)


def _start_tag(name: str, attrs: tuple[tuple[str, str], ...], rule: str, cert: Cert, resp: str) -> str:
    layer = LAYERS[name]
    if layer.form == "choice":
        return "<choice><sic>"
    written = _attributes(name, attrs, rule, cert, resp)
    if layer.form == "supplied":
        return f"<supplied{written}>{_supplied(dict(attrs))}</supplied>"
    if layer.form == "floating":
        return f"<floatingText{written}><body>"
    return f"<{layer.element}{written}/>" if layer.level == "point" else f"<{layer.element}{written}>"


_shared: Final = lru_cache(maxsize=4096)(_start_tag)


def _closing_choice(fragment: Annotation) -> str:
    layer, _, _, attrs, rule, cert, resp = fragment
    written = _attributes(layer, (*attrs.items(),), rule, cert, resp)
    return f"</sic><corr{written}>{_escape_all(attrs['corr'])}</corr></choice>"


def _attributes(name: str, attrs: tuple[tuple[str, str], ...], rule: str, cert: Cert, resp: str) -> str:
    layer = LAYERS[name]
    hidden = _HIDDEN.get(layer.form, ())
    written = {
        _ATTRIBUTES.get(name, name): _value(layer, name, value)
        for name, value in (*layer.fixed.items(), *attrs)
        if name not in hidden
    }
    written |= _signature(layer, rule, cert, resp)
    return "".join([f' {name}="{_quoted(value)}"' for name, value in sorted(written.items())])


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
