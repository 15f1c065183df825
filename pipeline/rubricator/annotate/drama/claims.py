"""How much of a text its reading as talk explains: a play, a transcript (debate, hearing, interview), a dialogue.

The series of labels (`series`) is the evidence, and what stands between two labels near enough to each other is
explained. A transcript is known by the titles of its speakers (Mr. Ross, The Chairman) or by question and answer; a
play by acts, scenes, directions, a cast; a dialogue is prose that persons with names speak in turns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from rubricator.annotate.drama.series import Series, series
from rubricator.language import lexicon
from rubricator.model.explanation import NOTHING, Explanation
from rubricator.reading.blocks import Block

Talk = Literal["drama", "transcript", "dialogue"]

_FORMAL: Final = 0.7
"""Share of the labels of a transcript that have a title, an office or a part such as Q."""
_STAGED: Final = 0.04
"""Directions for each label from which on a text is played."""
_STAGED_IN_CHAPTERS: Final = 0.15
"""The same for a text in chapters, whose brackets may hold pictures."""
_LONG_SPEECH: Final = 450
"""Characters that half the speeches of a dialogue have at least."""
_REACH: Final = 8
"""Blocks after a label that its speech is thought to reach at least."""
_FAR: Final = 8
"""How many times as long as three speeches in four the longest is thought to be."""
_HEADING: Final = 60
"""Characters of a heading at most."""
_APART: Final = 3000
"""Characters between two labels, in half the cases, from which on they make no talk."""
_SHOWN: Final = 4


def explains(found: Sequence[Block], language: str = "en") -> Explanation:
    """What the reading as talk makes of some blocks."""
    known = series(found, language)
    if known is None or _median(known) > _APART:
        return NOTHING
    names = Counter(one.key for one in known.labels)
    shown = ", ".join(" ".join(key).title() for key, _ in names.most_common(_SHOWN))
    evidence = f"{len(known.labels)} speakers' labels of {len(names)} names ({shown})"
    spoken = covered(found, known, talk(found, known, language))
    size = sum(len(block.text) for block in found)
    left = next((block.words for block, inside in zip(found, spoken, strict=True) if not inside), "")
    share = sum(len(block.text) for block, inside in zip(found, spoken, strict=True) if inside) / max(size, 1)
    return Explanation(talk(found, known, language), share, evidence, " ".join(left.split()[:6]))


def talk(found: Sequence[Block], known: Series, language: str = "en") -> Talk:
    """What kind of talk a series of labels makes."""
    if _is_formal(known, language):
        return "transcript"
    directed = sum(block.text.startswith(("(", "[", "_(", "_[")) for block in found)
    inside = sum(one.words > one.end for one in known.labels)
    chapters = _has(found, ("book", "part", "chapter", "section"), language)
    staged = directed + inside > (_STAGED_IN_CHAPTERS if chapters else _STAGED) * len(known.labels)
    if staged or _has(found, ("act", "scene"), language):
        return "drama"
    return "dialogue" if chapters or _median(known) > _LONG_SPEECH else "drama"


def _median(known: Series) -> int:
    """Characters from one label to the next, in half the cases at most."""
    sizes = sorted(after.start - one.start for one, after in pairwise(known.labels))
    return sizes[len(sizes) // 2]


@lru_cache(maxsize=8)
def _formal_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    listed = lexicon(language).drama
    return frozenset(listed.honorifics), frozenset(listed.parts)


def _is_formal(known: Series, language: str) -> bool:
    """True for Mr. ROSS, The CHAIRMAN, Q. and A., but not for a play some of whose persons have titles."""
    titles, parts = _formal_words(language)
    formal = sum(one.key[0] in titles or parts.issuperset(one.key) for one in known.labels)
    return formal >= _FORMAL * len(known.labels)


def _has(found: Sequence[Block], kinds: Collection[str], language: str) -> bool:
    """True where short blocks begin with a word for such divisions."""
    divisions = lexicon(language).parts.divisions
    words = {word for word, (kind, _) in divisions.items() if kind in kinds}
    short = (block for block in found if len(block.text) < _HEADING)
    return any(not words.isdisjoint(word.strip(".:,_") for word in block.text.lower().split()[:2]) for block in short)


def covered(found: Sequence[Block], known: Series, kind: Talk) -> list[bool]:
    """For each block whether it belongs to the speeches: it has a label, or one stands not far before it."""
    starts = [block.start for block in found]
    labelled = sorted({bisect_right(starts, one.start) - 1 for one in known.labels})
    reach = len(found) if kind == "transcript" else _reach(labelled)
    inside = [False] * len(found)
    for first, last in pairwise([*labelled, min(len(found), labelled[-1] + reach)]):
        for at in range(first, min(last, first + reach)):
            inside[at] = True
    return inside


def _reach(labelled: Sequence[int]) -> int:
    gaps = sorted(after - one for one, after in pairwise(labelled))
    return max(_REACH, _FAR * gaps[len(gaps) * 3 // 4]) if gaps else _REACH
