"""Blocks made and unmade: headings, divisions, verse, quotations, letters, lists, notes, paragraphs.

Each act is a few decisions: the old blocks are dropped, the new ones added. Divisions next to a border that moves move
with it, so that no word falls between two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from rubricator.model.decisions import Decision
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.messages import fail
from rubricator.reading.search import trimmed
from rubricator.review.acts import Wish, found, line

Act = Callable[[Document, Wish], Iterable[Decision]]

_WRAPPERS: Final[Mapping[str, tuple[str, dict[str, str]]]] = {
    "quotation": ("quoteBlock", {}),
    "speech": ("saidBlock", {}),
    "letter": ("floatingText", {"type": "letter"}),
    "epigraph": ("epigraph", {}),
    "note": ("note", {"type": "authorial", "place": "end"}),
}
"""What may be put around blocks, as layer and attributes."""
_TURNED: Final = ("p", "head", "ab", "l", "item", "trailer", "byline", "stage", "salute", "signed", "dateline", "label")
"""Blocks of words that may be turned into one another."""
_LINE: Final = re.compile(r"[^\r\n]+")
_STANZA: Final = re.compile(r"(?:[^\r\n]+(?:\r?\n(?![ \t]*\r?\n))?)+")


def _dropped(document: Document, one: Annotation) -> Decision:
    return line(document, "drop", one.layer, one.start, one.end)


def _added(document: Document, layer: str, start: int, end: int, attrs: Mapping[str, str] | None = None) -> Decision:
    return line(document, "add", layer, start, end, attrs)


# ---------------------------------------------------------------- which blocks are meant
def _blocks(document: Document, asked: Wish) -> list[Annotation]:
    """The leaves of the keys, or those that a selection touches, in order."""
    if asked.keys:
        some = [found(document, key) for key in asked.keys]
        leaves = [one for one in some if one.layer in _TURNED]
        return sorted(leaves or [one for some in some for one in _leaves(document, some.start, some.end)], key=_order)
    return _touched(document, asked.start, asked.end)


def _order(one: Annotation) -> tuple[int, int, int]:
    return one.order


def _leaves(document: Document, start: int, end: int) -> list[Annotation]:
    return document.within(start, end, *_TURNED)


def _touched(document: Document, start: int, end: int) -> list[Annotation]:
    if not 0 <= start <= end <= len(document.text):
        raise fail("re-span")
    some = [one for one in document.in_layer(*_TURNED) if one.start < max(end, start + 1) and one.end > start]
    outer: list[Annotation] = []
    for one in some:
        if not outer or one.end > outer[-1].end:
            outer.append(one)
    if not outer:
        raise fail("re-structure", reason="there is no block of words")
    return outer


def _division(document: Document, start: int, end: int) -> Annotation | None:
    """The innermost division around a stretch."""
    over = document.covering(start, end, "div")
    return over[-1] if over else None


def _frame(document: Document, start: int, end: int) -> tuple[int, int]:
    """What a division may fill at most: the division around it, else front, body or back, else the whole text."""
    over = document.covering(start, end, "div", "front", "body", "back", "text")
    return (over[-1].start, over[-1].end) if over else (0, len(document.text))


# ---------------------------------------------------------------- kinds of blocks
def turn(document: Document, asked: Wish) -> Iterator[Decision]:
    """Blocks of words become blocks of another kind: a paragraph a line, a heading a paragraph …"""
    if asked.layer not in _TURNED:
        raise fail("re-structure", reason=f"{asked.layer} is no block of words")
    attrs = {name: value for name, value in asked.attrs.items() if value}
    for one in _blocks(document, asked):
        if one.layer != asked.layer:
            yield _dropped(document, one)
            yield _added(document, asked.layer, one.start, one.end, attrs)


def heading(document: Document, asked: Wish) -> Iterator[Decision]:
    """A block becomes a heading, and a division begins with it, which takes what follows in its own."""
    one = _blocks(document, asked)[0]
    if one.layer == "head":
        raise fail("re-structure", reason="it is a heading already")
    yield _dropped(document, one)
    yield _added(document, "head", one.start, one.end, {name: value for name, value in asked.attrs.items() if value})
    yield from _begun(document, one.start, one.end)


def divide(document: Document, asked: Wish) -> Iterator[Decision]:
    """A division begins with a block."""
    one = _blocks(document, asked)[0]
    made = [*_begun(document, one.start, one.end)]
    if not made:
        raise fail("re-structure", reason="a division begins here already")
    yield from made


def _begun(document: Document, start: int, end: int) -> Iterator[Decision]:
    """The division that begins at a place; what it takes away from the one before; nothing where one begins there."""
    over = _division(document, start, end)
    if over and not document.text[over.start : start].strip():
        return
    first, last = _frame(document, start, end)
    inside = [one for one in document.within(first, last, "div") if one.start >= end and one is not over]
    kind = over.attrs.get("type", "section") if over else _kind_of(document, inside)
    if over and over.attrs.get("type") not in ("preface", "notes", "contents", "boilerplate"):
        before = trimmed(document.text, over.start, start)
        yield _dropped(document, over)
        yield _added(document, "div", *before, over.attrs)
        yield _added(document, "div", *trimmed(document.text, start, over.end), _kind(kind))
        return
    upto = min((one.start for one in inside), default=last)
    yield _added(document, "div", *trimmed(document.text, start, upto), _kind(kind))


def _kind(kind: str) -> dict[str, str]:
    return {"type": kind} if kind else {}


def _kind_of(document: Document, inside: Sequence[Annotation]) -> str:
    """The kind of the divisions beside it, else of the first of the text."""
    some = [*inside, *document.in_layer("div")]
    return next((one.attrs["type"] for one in some if one.attrs.get("type")), "section")


def unhead(document: Document, asked: Wish) -> Iterator[Decision]:
    """A heading becomes a paragraph; the division that it heads goes back into the one before."""
    one = _one(document, asked)
    if one.layer != "head":
        raise fail("re-structure", reason="it is no heading")
    yield _dropped(document, one)
    yield _added(document, "p", one.start, one.end)
    over = _division(document, one.start, one.end)
    if over and not document.text[over.start : one.start].strip():
        yield from _dissolved(document, over)


def undivide(document: Document, asked: Wish) -> Iterator[Decision]:
    """A division goes back into the one before."""
    one = _one(document, asked)
    over = one if one.layer == "div" else _division(document, one.start, one.end)
    if over is None:
        raise fail("re-structure", reason="there is no division")
    yield from _dissolved(document, over)


def _dissolved(document: Document, over: Annotation) -> Iterator[Decision]:
    before = _before(document, over)
    yield _dropped(document, over)
    if before:
        yield _dropped(document, before)
        yield _added(document, "div", before.start, over.end, before.attrs)


def _siblings(document: Document, one: Annotation) -> list[Annotation]:
    """The divisions that lie in the same frame, itself among them."""
    around = document.covering(one.start, one.end, "div", "front", "body", "back", "text")
    outer = [other for other in around if (other.start, other.end) != (one.start, one.end)]
    start, end = (outer[-1].start, outer[-1].end) if outer else (0, len(document.text))
    depth = len(document.covering(one.start, one.end, "div"))
    return [
        other
        for other in document.within(start, end, "div")
        if len(document.covering(other.start, other.end, "div")) == depth
    ]


def _before(document: Document, one: Annotation) -> Annotation | None:
    """The division right before one in the same frame."""
    earlier = [other for other in _siblings(document, one) if other.end <= one.start]
    if earlier and not document.text[earlier[-1].end : one.start].strip():
        return earlier[-1]
    return None


def border(document: Document, asked: Wish) -> Iterator[Decision]:
    """A division begins with another block; the one before gains or loses what lies between."""
    one = _one(document, asked)
    if one.layer != "div":
        raise fail("re-structure", reason="it is no division")
    to = _touched(document, asked.start, asked.start)[0].start
    before = _before(document, one)
    low = before.start if before else _frame(document, one.start, one.end)[0]
    if not low < to < one.end and not (before is None and low <= to < one.end):
        raise fail("re-structure", reason="a division keeps at least one block")
    yield _dropped(document, one)
    if before:
        yield _dropped(document, before)
        yield _added(document, "div", *trimmed(document.text, before.start, to), before.attrs)
    yield _added(document, "div", *trimmed(document.text, to, one.end), one.attrs)


# ---------------------------------------------------------------- verse, lists
def verse(document: Document, asked: Wish) -> Iterator[Decision]:
    """Paragraphs become stanzas, each printed line a line of verse."""
    for one in _blocks(document, asked):
        yield _dropped(document, one)
        yield _added(document, "lg", one.start, one.end, {"type": "stanza"})
        for start, end in _lines(document, one.start, one.end):
            yield _added(document, "l", start, end)


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    for words in _LINE.finditer(document.text, start, end):
        span = trimmed(document.text, *words.span())
        if span[0] < span[1]:
            yield span


def listed(document: Document, asked: Wish) -> Iterator[Decision]:
    """Blocks become the items of a list; a single block, its lines."""
    some = _blocks(document, asked)
    spans = [(one.start, one.end) for one in some]
    if len(some) == 1:
        spans = [*_lines(document, *spans[0])]
    for one in some:
        yield _dropped(document, one)
    yield _added(document, "list", some[0].start, some[-1].end, {"type": "simple"})
    for start, end in spans:
        yield _added(document, "item", start, end)


def plain(document: Document, asked: Wish) -> Iterator[Decision]:
    """Verse, a list, a quotation, a letter or a note is none: its blocks are paragraphs of the text."""
    one = _one(document, asked)
    if one.layer in ("l", "item"):
        over = document.covering(one.start, one.end, "lg", "list")
        if not over:
            raise fail("re-structure", reason="nothing holds this line")
        one = over[-1]
    if LAYERS[one.layer].level != "container" or one.layer == "div":
        raise fail("re-structure", reason="this is not put around other blocks")
    inside = [other for other in document.within(one.start, one.end, *LAYERS) if other is not one]
    held = [other for other in inside if other.layer in ("l", "item", "label", "lg", "list")]
    yield _dropped(document, one)
    for other in held:
        yield _dropped(document, other)
    if one.layer in ("lg", "list"):
        for stanza in _STANZA.finditer(document.text, one.start, one.end):
            start, end = trimmed(document.text, *stanza.span())
            if start < end:
                yield _added(document, "p", start, end)
    if one.layer == "note":
        yield from _unpaired(document, one)


def _one(document: Document, asked: Wish) -> Annotation:
    if len(asked.keys) == 1:
        return found(document, asked.keys[0])
    if not asked.keys and asked.start >= 0:
        return _touched(document, asked.start, asked.start)[0]
    raise fail("re-structure", reason="one block is meant")


# ---------------------------------------------------------------- around blocks
def wrap(document: Document, asked: Wish) -> Iterator[Decision]:
    """A quotation, a letter, a motto or a note around blocks."""
    if asked.side not in _WRAPPERS:
        raise fail("re-structure", reason=f"{asked.side} is put around nothing")
    layer, fixed = _WRAPPERS[asked.side]
    some = _blocks(document, asked)
    start, end = some[0].start, some[-1].end
    attrs = {**fixed, **{name: value for name, value in asked.attrs.items() if value}}
    if layer == "note":
        attrs["id"] = _free(document, "n.e")
    yield _added(document, layer, start, end, attrs)


def _free(document: Document, stem: str) -> str:
    """An id that nothing bears."""
    taken = {one.attrs["id"] for one in document.annotations if "id" in one.attrs}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def pair(document: Document, asked: Wish) -> Iterator[Decision]:
    """A call and its note lead to each other; a call may be words that are none yet."""
    some = [found(document, key) for key in asked.keys]
    notes = [one for one in some if one.layer == "note"]
    calls = [one for one in some if one.layer == "noteref"]
    if len(notes) != 1 or len(calls) + (asked.end > asked.start) != 1:
        raise fail("re-structure", reason="choose one call and one note")
    note = notes[0]
    id = note.attrs.get("id") or _free(document, "n.e")
    call = (calls[0].attrs.get("id") if calls else "") or _free(document, "nr.e")
    if calls:
        old = calls[0].attrs
        yield line(document, "change", "noteref", calls[0].start, calls[0].end, _new(old, id=call, target=id))
        yield from _freed(document, old.get("target", ""), call, id)
    else:
        start, end = trimmed(document.text, asked.start, asked.end)
        words = document.text[start:end].strip("[]()*{}")
        yield _added(document, "noteref", start, end, {"id": call, "target": id} | ({"n": words} if words else {}))
    yield line(document, "change", "note", note.start, note.end, _new(note.attrs, id=id, target=call))
    for label in document.within(note.start, note.end, "backref"):
        yield line(document, "change", "backref", label.start, label.end, {"target": call})


def _new(old: Mapping[str, str], **attrs: str) -> dict[str, str]:
    return {name: value for name, value in attrs.items() if old.get(name) != value}


def _freed(document: Document, target: str, call: str, kept: str) -> Iterator[Decision]:
    """The note that a call led to before is called by it no more."""
    for note in document.in_layer("note"):
        ids = note.attrs.get("target", "").split()
        if note.attrs.get("id") == target and target != kept and call in ids:
            left = " ".join(id for id in ids if id != call)
            yield line(document, "change", "note", note.start, note.end, {"target": left})


def _unpaired(document: Document, note: Annotation) -> Iterator[Decision]:
    """The calls of a note that is none lead nowhere; they and its label are words again."""
    for label in document.within(note.start, note.end, "backref"):
        yield _dropped(document, label)
    for call in document.in_layer("noteref"):
        if note.attrs.get("id") and call.attrs.get("target") == note.attrs["id"]:
            yield _dropped(document, call)


# ---------------------------------------------------------------- paragraphs
def join(document: Document, asked: Wish) -> Iterator[Decision]:
    """Blocks that follow each other become one; of a single one, with the next."""
    some = _blocks(document, asked)
    if len(some) == 1:
        after = [one for one in document.in_layer(*_TURNED) if one.start >= some[0].end]
        some += after[:1]
    if len(some) < 2:
        raise fail("re-structure", reason="there is nothing to join it with")
    if document.text[some[0].start : some[-1].end].count("\n") and _walls(document, some):
        raise fail("re-structure", reason="a division lies between them")
    for one in some:
        yield _dropped(document, one)
    yield _added(document, some[0].layer, some[0].start, some[-1].end, some[0].attrs)


def _walls(document: Document, some: Sequence[Annotation]) -> bool:
    """True where a division or another container begins or ends between blocks."""
    start, end = some[0].start, some[-1].end
    containers = [name for name, layer in LAYERS.items() if layer.level in ("container", "frame")]
    return any(start < edge < end for one in document.in_layer(*containers) for edge in (one.start, one.end))


def split(document: Document, asked: Wish) -> Iterator[Decision]:
    """A block becomes two, the second of which begins with the words selected."""
    over = [one for one in document.covering(asked.start, asked.start, *_TURNED) if one.start < asked.start < one.end]
    if not over:
        raise fail("re-structure", reason="select the words with which the second block begins")
    one = over[-1]
    first, second = trimmed(document.text, one.start, asked.start), trimmed(document.text, asked.start, one.end)
    if first[0] == first[1] or second[0] == second[1]:
        raise fail("re-structure", reason="select the words with which the second block begins")
    yield _dropped(document, one)
    yield _added(document, one.layer, *first, one.attrs)
    yield _added(document, one.layer, *second, {name: value for name, value in one.attrs.items() if name != "id"})


ACTS: Final[Mapping[str, Act]] = {
    "turn": turn,
    "heading": heading,
    "unhead": unhead,
    "divide": divide,
    "undivide": undivide,
    "border": border,
    "verse": verse,
    "list": listed,
    "plain": plain,
    "wrap": wrap,
    "pair": pair,
    "join": join,
    "split": split,
}
"""What may be done to blocks, by its name on the page."""
