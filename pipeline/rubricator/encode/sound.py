"""Setting aside what the schema refuses, so that the rest is delivered; each time with a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rubricator.encode.reconcile import UNCOVERED, reconcile
from rubricator.model.decisions import is_decided
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, POINTERS
from rubricator.model.messages import Finding, fail
from rubricator.validate.soundness import Fault

_FEW: Final = 5
"""Words by which a passage is named."""


def mended(
    document: Document, amiss: Sequence[Fault], gone_ids: frozenset[str] = frozenset()
) -> tuple[Document, list[Finding]]:
    """The document without the annotations, or without the pointers, that are amiss; reconciled anew.

    A pointer to what a decision dropped (`gone_ids`) is taken away without a word.

    Raises RubricatorError (en-invalid) where the fault lies in what no annotation has made.
    """
    told: list[Finding] = []
    grown = {id(division): end for one in amiss if not one.dead for division, end in _homes(document, one)}
    if grown:
        document, more = _with_grown(document, grown)
        return reconcile(document)[0], more
    gone = [(meant, one.reason) for one in amiss if not one.dead for meant in _meant(document, one)]
    told += [set_aside(document, meant, reason) for meant, reason in gone]
    dead = frozenset(one.dead for one in amiss if one.dead)
    freed = [_freed(document, one, dead, told, gone_ids) for one in _rest(document, [meant for meant, _ in gone])]
    return reconcile(Document(document.source).with_annotations(freed))[0], told


def _homes(document: Document, fault: Fault) -> Iterator[tuple[Annotation, int]]:
    """The division before words that no division holds, as where an editor dropped one, and where these words end."""
    around = document.covering(fault.start, fault.end, "div", *_FRAMES) if fault.start >= 0 else []
    if fault.element == "div" or not around or LAYERS[around[-1].layer].element == fault.element:
        return
    home = around[-1]
    inside = [one for one in document.within(home.start, home.end, "div") if one is not home]
    before = [one for one in inside if one.end <= fault.start]
    if not before or any(one.resp for one in before):
        return
    last = max(before, key=lambda one: (one.end, one.end - one.start))
    after = min((one.start for one in inside if one.start >= fault.end), default=home.end)
    blocks = [one.end for one in document.within(last.end, after, *_STANDING)]
    if blocks:
        yield last, max(blocks)


def _with_grown(document: Document, grown: Mapping[int, int]) -> tuple[Document, list[Finding]]:
    told, made = [], []
    for one in document.annotations:
        if end := grown.get(id(one)):
            made.append(one._replace(end=end))
            told.append(Finding("en-grown", document.source.name, *document.source.position(one.start)))
        else:
            made.append(one)
    return Document(document.source).with_annotations(made), told


def without(document: Document, misplaced: Sequence[Annotation]) -> Document:
    """The document without some blocks that cannot stand where they do, reconciled anew.

    Bare words, which are put into a block wherever they stand, must stay: what holds them goes instead.
    """
    gone = [_around(document, one) if one.rule == UNCOVERED else one for one in misplaced]
    return reconcile(Document(document.source).with_annotations(_rest(document, gone)))[0]


def _around(document: Document, one: Annotation) -> Annotation:
    """The innermost container around a block."""
    found = document.covering(one.start, one.end, *_CONTAINERS)
    return found[-1] if found else one


def _before(document: Document, one: Annotation) -> Annotation | None:
    """The division that an editor put before a block, which may not follow a division, inside the block's own one."""
    around = document.covering(one.start, one.end, "div")
    start = around[-1].start if around else 0
    closed = [two for two in document.in_layer("div") if start <= two.start and two.end <= one.start]
    return next((two for two in reversed(closed) if is_decided(two)), None)


def _rest(document: Document, gone: Sequence[Annotation]) -> list[Annotation]:
    left_out = {id(one) for one in gone}
    return [one for one in document.annotations if id(one) not in left_out]


def set_aside(document: Document, one: Annotation, reason: str) -> Finding:
    """The message that an annotation, or a part of it, was left out: by our fault, or an editor's who did not know."""
    if is_decided(one):
        values = {"layer": one.layer, "quote": _few(document.slice(one)), "reason": reason}
        return Finding("ed-set-aside", document.source.name, *document.source.position(one.start), values)
    values = {"layer": one.layer, "annotator": one.rule.partition("/")[0] or "the program", "reason": reason}
    return Finding("an-set-aside", document.source.name, *document.source.position(one.start), values)


def _few(words: str) -> str:
    """The first words of a passage."""
    told = words.split()
    return " ".join(told[:_FEW]) + (" …" if len(told) > _FEW else "")


def _meant(document: Document, fault: Fault) -> list[Annotation]:
    """The annotation behind a faulty element; of the skeleton of the text, which must stay, the containers inside."""
    layers = [name for name, layer in LAYERS.items() if layer.element == fault.element]
    found = document.covering(fault.start, fault.end, *layers) if layers and fault.start >= 0 else []
    if not found:
        raise fail("en-invalid", document.source.name, reason=fault.reason)
    if LAYERS[found[-1].layer].level != "frame":
        if division := _before(document, found[-1]):
            return [division]
        return found[-1:]
    inside = document.within(fault.start, fault.end, *_CONTAINERS)
    outermost: list[Annotation] = []
    for one in inside:
        if not outermost or one.end > outermost[-1].end:
            outermost.append(one)
    if not outermost:
        raise fail("en-invalid", document.source.name, reason=fault.reason)
    return outermost


_FRAMES: Final = tuple(name for name, layer in LAYERS.items() if layer.level == "frame")
_STANDING: Final = tuple(name for name, layer in LAYERS.items() if layer.level in ("container", "leaf"))
_CONTAINERS: Final = tuple(name for name, layer in LAYERS.items() if layer.level == "container")


def _freed(
    document: Document, one: Annotation, dead: frozenset[str], told: list[Finding], gone: frozenset[str]
) -> Annotation:
    """An annotation without its pointers to ids that nobody bears."""
    attrs = dict(one.attrs)
    for name, value in one.attrs.items():
        if name != "id" and LAYERS[one.layer].kind(name) in POINTERS and not dead.isdisjoint(value.split()):
            attrs[name] = " ".join(id for id in value.split() if id not in dead)
            if not gone.issuperset(dead.intersection(value.split())):
                told.append(set_aside(document, one, f"its {name} pointed to nothing ({value})"))
    return one if attrs == one.attrs else one._replace(attrs={name: value for name, value in attrs.items() if value})
