"""Who says so? Every annotation that covers a place, and the table of layers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rubricator.annotate.corrections import testimony
from rubricator.annotate.layout.guess import guess
from rubricator.annotate.stages import annotators
from rubricator.build import Encoded
from rubricator.model import decisions
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, Layer


def explain(encoded: Encoded, place: str) -> list[str] | None:
    """Lines that name each annotation over a place (an offset, or words of the text), outermost first.

    None where the text has no such place.
    """
    span = _span(encoded.document.text, place)
    if span is None:
        return None
    line, column = encoded.document.source.position(span[0])
    words = " ".join(encoded.document.text[slice(*span)].split())
    lines = [f"{span[0]} (line {line}, column {column}): {words}"]
    return [*lines, *(part for one in _over(encoded.document, *span) for part in _told(encoded, one)), *_genre(encoded)]


def _over(document: Document, start: int, end: int) -> list[Annotation]:
    """The annotations over a stretch, and what is mended or doubted inside it."""
    over = document.covering(start, end)
    inside = document.within(start, end, "sic", "supplied", "gap", "flag")
    return [*over, *(one for one in inside if one not in over)]


def _told(encoded: Encoded, one: Annotation) -> Iterator[str]:
    """An annotation, what its rule goes by, and what speaks for a correction."""
    yield _line(encoded.document, one)
    if clause := _clauses().get(one.rule):
        yield f"    by the rule: {clause}"
    if one.layer == "sic" and not one.resp:
        yield from (f"    {line}" for line in testimony(encoded.document.source, one))


@cache
def _clauses() -> dict[str, str]:
    """What each rule goes by."""
    return {f"{one.name}/{rule}": words for one in annotators() for rule, words in one.rules.items()} | decisions.RULES


def _span(text: str, place: str) -> tuple[int, int] | None:
    if place.isdecimal():
        return (int(place), int(place) + 1) if int(place) < len(text) else None
    at = text.find(place)
    return (at, at + len(place)) if at >= 0 and place else None


def _line(document: Document, one: Annotation) -> str:
    attributes = " ".join(f'{name}="{value}"' for name, value in sorted(one.attrs.items()))
    words = " ".join(document.slice(one).split())
    shown = words if len(words) <= 60 else f"{words[:40]} … {words[-15:]}"
    who = f", by {one.resp}" if one.resp else ""
    return f"  {one.layer:14} {one.start}-{one.end}  {one.rule} ({one.cert}{who})  {attributes}  “{shown}”"


def _genre(encoded: Encoded) -> Iterator[str]:
    """What was guessed of the whole text, with the evidence."""
    guessed = encoded.context.edition.guessed
    if guessed:
        meta = encoded.context.edition.edition
        yield "guessed from the text: " + ", ".join(f"{name} = {getattr(meta, name)!r}" for name in guessed)
        yield from (f"  {line}" for line in guess(encoded.document.source).evidence)


def layer_table(name: str | None = None) -> list[str]:
    """One line for each layer, or a description of one; empty where there is none of that name."""
    if name is None:
        return [
            f"{key:14} <{row.element}>".ljust(34) + f"{row.level:10} {row.rank:3}  {row.gloss}"
            for key, row in LAYERS.items()
        ]
    return _described(name, LAYERS[name]) if name in LAYERS else []


def _described(name: str, row: Layer) -> list[str]:
    kinds = (f"  @{key}: {kind if isinstance(kind, str) else ' | '.join(kind)}" for key, kind in row.attrs.items())
    fixed = (f"  @{key} = {value}" for key, value in row.fixed.items())
    return [
        f"{name}: <{row.element}>, {row.gloss}",
        f"  level {row.level}, rank {row.rank}, signed {row.signed}",
        *kinds,
        *fixed,
    ]
