"""Who says the words quoted inside the words of another: a tale within the tale, a talk retold.

Only the cue right beside them counts: a name, or the *I* of whoever tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rubricator.annotate.speech.cues import Cue, Cues
from rubricator.annotate.speech.marks import Span
from rubricator.annotate.speech.speakers import Speaker
from rubricator.annotate.speech.utterances import Passage

_CHANCE: Final = 0.9


def nested_speakers(passage: Passage, outer: Mapping[int, Speaker]) -> Iterator[tuple[int, Speaker]]:
    """The speakers of inner quotations that a cue names, by the number of the quotation.

    `outer` has those of the outermost quotations.
    """
    inner, tellers = _inner(passage)
    if not inner:
        return
    for at, (number, teller) in enumerate(zip(inner, tellers, strict=True)):
        floor, stop = _room(passage, inner, at, teller)
        if cue := _cue(passage, passage.inner_cues, number, floor, stop):
            told_by = outer.get(teller, Speaker()).ids
            if ids := _named(cue, told_by):
                yield number, Speaker(ids, "nested", _CHANCE, cue, cue)


def _inner(passage: Passage) -> tuple[list[int], list[int]]:
    """Numbers of the inner quotations, and for each that of the outer one around it."""
    inner: list[int] = []
    tellers: list[int] = []
    around = -1
    for number, one in enumerate(passage.quotations):
        if one.depth == 0:
            around = number
        elif one.depth == 1 and around >= 0:
            inner.append(number)
            tellers.append(around)
    return inner, tellers


def _room(passage: Passage, inner: list[int], at: int, teller: int) -> Span:
    """Between which offsets the cue of an inner quotation stands: its neighbours, its paragraph, the outer words."""
    one, outer = passage.quotations[inner[at]], passage.quotations[teller]
    floor, stop = max(passage.regions[one.region][0], outer.inner[0]), passage.regions[one.last_region][1]
    if outer.closes:
        stop = min(stop, outer.inner[1])
    if at:
        floor = max(floor, passage.quotations[inner[at - 1]].end)
    if at + 1 < len(inner):
        stop = min(stop, passage.quotations[inner[at + 1]].start)
    marks = [end for _, end in outer.opens if end <= one.start]
    return max([floor, *marks]), max(stop, one.end)


def _cue(passage: Passage, cues: Cues, number: int, floor: int, stop: int) -> Cue | None:
    one = passage.quotations[number]
    after = cues.after(one.end, stop) if one.end < stop else None
    if after and after.verb:
        return after
    before = cues.before(floor, one.start) if floor < one.start else None
    return before if before and before.verb else None


def _named(cue: Cue, teller: tuple[str, ...]) -> tuple[str, ...]:
    if cue.subject is None:
        return ()
    return teller if cue.subject.pronoun == "1" else (cue.subject.id,) if cue.subject.id else ()
