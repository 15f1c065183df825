"""A text of several kinds: where a novel, a play and poems in one file part (4.3.1 [DSGRP]).

The blocks are cut where wide gaps stand before short lines, each piece is told for prose, speeches or verse, and
pieces of one kind that follow each other make a part. The evidence has to be strong: every part is long, and begins
with a title of its own that is no chapter's, preface's or act's and stands farther apart than any title in the prose;
else the text is one. A second first act begins another play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.layout.entries import key
from rubricator.annotate.layout.genre import begins_speech, genre
from rubricator.annotate.layout.headings import Words, bare, is_title, named, numbered, numbered_title, words
from rubricator.annotate.verse.lines import is_verse
from rubricator.model.edition import TextPart
from rubricator.reading.blocks import Block, Page, page

_HEAD: Final = 150
"""Most characters of a heading."""
_SAMPLE: Final = 60
"""Blocks of a piece that are looked at."""
_SHARE: Final = 0.6
_LEAST: Final = {"drama": 600, "verse": 500, "prose": 2500}
"""Least characters of a part."""
_LEAST_SHARE: Final = {"drama": 50, "verse": 50, "prose": 5}
"""What part of the longest one a part must have at least: a long preface is no text of its own, nor an envoi."""
_BY_FORM: Final = ("drama", "transcript", "verse")
_CLEAR: Final = {"drama": 6, "verse": 2, "prose": 2}
"""Least blocks by which the kind of a piece is clear."""


class Part(NamedTuple):
    """A text of its own over the blocks `first` to `last`; its title ends before `text`; why it is of its kind."""

    first: int
    text: int
    last: int
    kind: str
    evidence: str


@dataclass(slots=True)
class _Run:
    """Pieces of one kind in a row: the block after the last clear piece before, the first clear one, the end."""

    after: int
    clear: int
    last: int
    kind: str
    size: int


def parts(found: Sequence[Block], language: str = "en", titled: bool = False) -> list[Part]:
    """The texts of which blocks are a collection, none where they are one; `titled` after a title page."""
    runs = list(_joined(list(_runs(found, words(language))))) if found else []
    if len(runs) < 2:
        return []
    starts = [_start(found, run, words(language)) for run in runs]
    if titled and starts[0] < 0:
        starts[0] = 0
    if min(starts) < 0 or _look_like_chapters(found, runs, starts[1:], words(language)):
        return []
    return [
        _part(found, first, last, run, language)
        for run, (first, last) in zip(runs, pairwise([*starts, len(found)]), strict=True)
    ]


def stated(found: Sequence[Block], told: Sequence[TextPart], language: str) -> list[Part]:
    """The texts that the editor says there are, each from its heading to the next."""
    at = _places(found) if told else {}
    firsts = sorted((at[key(one.begins)], one.genre) for one in told if key(one.begins) in at)
    ends = [*(first for first, _ in firsts[1:]), len(found)][: len(firsts)]
    return [
        Part(
            first,
            first + 1,
            last,
            kind or genre(found[first + 1 : last], language).best.reading,
            "stated in edition.toml",
        )
        for (first, kind), last in zip(firsts, ends, strict=True)
        if last > first + 1
    ]


def unfound(found: Sequence[Block], told: Sequence[TextPart]) -> list[str]:
    """The headings of stated texts that stand nowhere."""
    at = _places(found) if told else {}
    return [one.begins for one in told if key(one.begins) not in at]


def _places(found: Sequence[Block]) -> dict[str, int]:
    """Where short blocks stand first, by their words."""
    return {key(block.text): at for at, block in reversed(list(enumerate(found))) if len(block.text) <= _HEAD}


def _runs(found: Sequence[Block], known: Words) -> Iterator[_Run]:
    """Pieces of clear kinds; one that opens a first act where acts have gone before begins a run of its own."""
    measured = page(found)
    edges = [0, *(at for at, block in enumerate(found) if at and block.blanks > 1 and _is_short(block)), len(found)]
    after, act, again, run = 0, 0, False, None
    for first, last in pairwise(edges):
        opened = _act(found[first], known)
        again = again or (opened == 1 and act > 1)
        act = opened or act
        kind, size = _kind(found[first:last], measured)
        if not kind:
            continue
        if run and run.kind == kind and not again:
            run.last, run.size = last, run.size + size
        else:
            if run:
                yield run
            run = _Run(after, first, last, kind, size)
        after, again = last, False
    if run:
        yield run


def _joined(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Runs that are long enough; a short one belongs to the one before."""
    longest = max((run.size for run in runs), default=0)
    least = {kind: max(size, longest // _LEAST_SHARE[kind]) for kind, size in _LEAST.items()}
    kept: _Run | None = None
    for run in runs:
        if kept and (run.size < least[run.kind] or (run.kind == kept.kind and run.kind != "drama")):
            kept.last, kept.size = run.last, kept.size + run.size * (run.kind == kept.kind)
        elif kept and kept.size < least[kept.kind]:
            kept = _Run(kept.after, run.clear, run.last, run.kind, run.size)
        else:
            if kept:
                yield kept
            kept = run
    if kept:
        yield kept


def _is_short(block: Block) -> bool:
    return len(block.text) <= _HEAD and len(block.lines) <= 3


def _act(block: Block, known: Words) -> int:
    heading = numbered(block, 0, known)
    return heading.number if heading and heading.type == "act" else 0


def _kind(piece: Sequence[Block], measured: Page) -> tuple[str, int]:
    """Whether a piece is speeches, verse or prose, '' where that is not clear; and how many characters it has."""
    sample = [block for block in piece[:_SAMPLE] if not _is_short(block) or begins_speech(block)]
    size = sum(len(block.text) for block in piece)
    spoken = [block for block in sample if begins_speech(block)]
    rest = [block for block in sample if not begins_speech(block)]
    verse = [block for block in rest if len(block.lines) > 1 and is_verse(block, measured)]
    counts = {"drama": len(spoken), "verse": len(verse), "prose": len(rest) - len(verse)}
    kind = max(counts, key=lambda one: counts[one])
    clear = counts[kind] >= max(_CLEAR[kind], _SHARE * len(sample))
    return (kind if clear else ""), size


def _start(found: Sequence[Block], run: _Run, known: Words) -> int:
    """The block that begins a part: of the titles up to its first clear piece the one most apart; -1 without any."""
    titles = [at for at in range(run.after, run.clear + 1) if _is_title(found, at, known)]
    return max(titles, key=lambda at: (found[at].blanks, -at), default=-1)


def _is_title(found: Sequence[Block], at: int, known: Words) -> bool:
    """True for a title after a wide gap that is no number and no heading known by name."""
    block = found[at]
    if (at and block.blanks < 2) or not _is_short(block) or not is_title(block.words, known.small):
        return False
    return not any(known_as(block, at, known) for known_as in (numbered, bare, numbered_title, named))


def _look_like_chapters(found: Sequence[Block], runs: Sequence[_Run], starts: Sequence[int], known: Words) -> bool:
    """True where titles as far apart stand inside the prose too: then they may be those of chapters."""
    gap = min(found[at].blanks for at in starts)
    inside = (at for run in runs if run.kind == "prose" for at in range(run.clear + 1, run.last))
    return any(found[at].blanks >= gap and _is_title(found, at, known) for at in inside)


def _part(found: Sequence[Block], first: int, last: int, run: _Run, language: str) -> Part:
    text, kind = first + _title_length(found[first:last], run, first, words(language)), run.kind
    told = genre(found[text:last], language)
    guessed, why = told.best.reading, str(told)
    same = guessed == kind or (kind == "prose" and guessed not in _BY_FORM)
    kept = guessed if same else "" if kind == "prose" else kind
    return Part(first, text, last, kept, why if same else f"most of its pieces are {kind}")


def _title_length(part: Sequence[Block], run: _Run, first: int, known: Words) -> int:
    """Number of blocks of the title; none where it is that of the first of several poems, or no title."""
    if not _is_title(part, 0, known):
        return 0
    alike = (at for at in range(1, len(part)) if part[at].blanks > 1 and _is_title(part, at, known))
    if run.kind == "verse" and first == run.clear and any(alike):
        return 0
    end = 1
    while end < min(len(part) - 1, 4) and part[end].blanks <= 1 and _is_short(part[end]):
        end += 1
    return end
