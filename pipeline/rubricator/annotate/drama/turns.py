"""Debates, hearings, interviews, dialogues: speeches of many paragraphs, in which there is what prose has (3.13.2).

A speech lasts to the next label or the end of the division. What it holds, the recognisers of prose tell: paragraphs,
lists, quotations, tables, verse. What happens between speeches stands in brackets and is a direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from rubricator.annotate.drama.labels import Label
from rubricator.annotate.drama.people import Speaker
from rubricator.annotate.drama.plays import stripped
from rubricator.annotate.drama.script import Script, direction_type
from rubricator.annotate.layout.furniture import names_figure
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

Prose = Callable[[Sequence[Block]], Iterator[Annotation]]

_PROCEEDINGS: Final = 1500
"""Most characters of a bracket that tells what happens between speeches."""


@dataclass(frozen=True)
class Talk:
    """How a transcript or dialogue is set, and who the speakers are, by the offsets of their labels."""

    script: Script
    speakers: Mapping[int, Speaker] = field(default_factory=dict)


def turns(found: Sequence[Block], talk: Talk, prose: Prose) -> Iterator[Annotation]:
    """The speeches of a division, what goes before the first of them left to `prose`."""
    starts = [at for at, block in enumerate(found) if talk.script.label(block)]
    if before := found[: starts[0] if starts else len(found)]:
        yield from _narrated(before, talk, prose)
    for at, after in pairwise([*starts, len(found)]):
        yield from _turn(found[at:after], talk, prose)


def _turn(found: Sequence[Block], talk: Talk, prose: Prose) -> Iterator[Annotation]:
    """One speech, and what stands in brackets after it."""
    last = len(found)
    while last > 1 and _is_proceeding(found[last - 1], talk.script.language):
        last -= 1
    label = talk.script.label(found[0])
    assert label
    speaker = talk.speakers[label.start]
    yield Annotation("sp", found[0].start, found[last - 1].end, {"who": speaker.who}, "speech", speaker.cert)
    yield Annotation("speaker", label.start, label.end, {}, "speech")
    yield from _opening(found[0], label, talk)
    yield from _narrated(found[1:last], talk, prose)
    yield from _narrated(found[last:], talk, prose)


def _opening(block: Block, label: Label, talk: Talk) -> Iterator[Annotation]:
    """The first paragraph of a speech, after the label and a direction."""
    speech = talk.script.speech(block)
    assert speech
    for start, end in talk.script.aside(speech, block.source):
        yield Annotation("stage", start, end, {"type": "delivery"}, "stage-direction")
    if words := stripped(block.source, label.words, block.end):
        yield Annotation("p", *words, {}, "paragraph")


def _narrated(found: Sequence[Block], talk: Talk, prose: Prose) -> Iterator[Annotation]:
    """Blocks without labels: those in brackets are directions, the others prose."""
    begin = 0
    for at in range(len(found) + 1):
        if at == len(found) or _is_proceeding(found[at], talk.script.language):
            if begin < at:
                yield from prose(found[begin:at])
            begin = at + 1
        if at < len(found) and _is_proceeding(found[at], talk.script.language):
            kind = direction_type(found[at].text, talk.script.language)
            yield Annotation("stage", found[at].start, found[at].end, {"type": kind}, "stage-direction")


def _is_proceeding(block: Block, language: str) -> bool:
    """True for a block that is one bracket: (Whereupon, at noon, the court rose.)"""
    text = block.text.strip("_")
    if names_figure(block, language):
        return False
    if not text.startswith(("(", "[")) or len(text) > _PROCEEDINGS or text.rstrip(".")[-1:] not in (")", "]"):
        return False
    inner = text[1:].lstrip("_")
    told = len(inner.split()) > 1 or inner.rstrip("_)]")[-1:] == "."
    return inner[:1].isalpha() and told and text.count(text[0]) == 1
