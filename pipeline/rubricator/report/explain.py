"""Who says so? Every annotation that covers a place, and the table of layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from rubricator.annotate.corrections import testimony
from rubricator.annotate.layout.guess import guess
from rubricator.annotate.names.annotator import evidence
from rubricator.annotate.speech import explaining as speakers
from rubricator.build import Encoded
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, Layer


def explain(
    document: Document, rules: Mapping[str, str], place: str, context: Context | None = None
) -> list[str] | None:
    """Lines that name each annotation over a place, outermost first; over each place, where words stand more than once.

    A place is an offset, ``line:column`` as messages print it, or whole words of the text; `rules` says what each rule
    goes by; with the `context` of an edition the clues of names are told. None where the text has no such place.
    """
    spans = _spans(document, place)
    lines = [line for span in spans[:_MOST] for line in _at(document, rules, span, context)]
    if len(spans) > _MOST:
        lines.append(f"… and {len(spans) - _MOST} more places with these words")
    return lines or None


_MOST: Final = 20
"""Places shown of words that stand in many."""


def _at(document: Document, rules: Mapping[str, str], span: tuple[int, int], context: Context | None) -> Iterator[str]:
    line, column = document.source.position(span[0])
    yield f"{span[0]} (line {line}, column {column}): {' '.join(document.text[slice(*span)].split())}"
    for one in _over(document, *span):
        yield from _told(document, rules, one)
        if context and one.layer in ("persName", "placeName", "orgName") and one.rule.startswith("names/"):
            yield from (f"    {line}" for line in evidence(document, one, context))
        if context and one.layer in ("said", "quote") and one.rule.startswith("speech/") and one.cert != "unknown":
            yield from (f"    {line}" for line in speakers.testimony(document, context, one))


def _over(document: Document, start: int, end: int) -> list[Annotation]:
    """The annotations over a stretch, and what is mended or doubted inside it."""
    over = document.covering(start, end)
    inside = document.within(start, end, "sic", "supplied", "gap", "flag")
    return [*over, *(one for one in inside if one not in over)]


def _told(document: Document, rules: Mapping[str, str], one: Annotation) -> Iterator[str]:
    """An annotation, what its rule goes by, and what speaks for a correction."""
    yield _line(document, one)
    if clause := rules.get(one.rule):
        yield f"    by the rule: {clause}"
    if one.layer == "sic" and not one.resp:
        yield from (f"    {line}" for line in testimony(document.source, one))


def _spans(document: Document, place: str) -> list[tuple[int, int]]:
    text = document.text
    if place.isdecimal():
        return [(int(place), int(place) + 1)] if int(place) < len(text) else []
    if at := _PLACE.fullmatch(place):
        offset = document.source.offset(int(at[1]), int(at[2]))
        return [] if offset is None else [(offset, offset + 1)]
    words = r"\s+".join(re.escape(word) for word in place.split())
    left, right = (r"\b" if edge.isalnum() else "" for edge in (place.strip()[:1], place.strip()[-1:]))
    return [found.span() for found in re.finditer(left + words + right, text)] if words else []


_PLACE: Final = re.compile(r"(\d+):(\d+)")


def guessed(encoded: Encoded) -> Iterator[str]:
    """What was guessed of the whole text, with the evidence."""
    if names := encoded.context.edition.guessed:
        meta = encoded.context.edition.edition
        yield "guessed from the text: " + ", ".join(f"{name} = {getattr(meta, name)!r}" for name in names)
        yield from (f"  {line}" for line in guess(encoded.document.source).evidence)


def _line(document: Document, one: Annotation) -> str:
    attributes = " ".join(f'{name}="{value}"' for name, value in sorted(one.attrs.items()))
    words = " ".join(document.slice(one).split())
    shown = words if len(words) <= 60 else f"{words[:40]} … {words[-15:]}"
    who = f", by {one.resp}" if one.resp else ""
    return f"  {one.layer:14} {one.start}-{one.end}  {one.rule} ({one.cert}{who})  {attributes}  “{shown}”"


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
