"""The divisions of a transcript: debates, hearings, interviews (4.1 [DSDIV])."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rubricator.annotate.drama.script import Script
from rubricator.annotate.layout.divisions import Division
from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block

_GENERIC: Final = frozenset({"chapter", "section", "story", "part", "liminal", "letter", "poem", "scene"})
"""Types that tell nothing of the talk in a division."""


def as_records(tree: Sequence[Division], main: Sequence[Block], how: Script) -> None:
    """Make the divisions in which somebody speaks debates, hearings or interviews, by their heads and parts."""
    for one in tree:
        if one.type in _GENERIC and any(how.label(main[at]) for at in one.own):
            one.type = _kind(one, main, how)
        as_records(one.inner, main, how)


def whole_record(main: Sequence[Block], how: Script) -> Division:
    """The one division of a transcript that has none."""
    one = Division(0, len(main), 0, "section", 0, "section-by-gap", cert="medium")
    one.type = _kind(one, main, how)
    return one


def _kind(one: Division, main: Sequence[Block], how: Script) -> str:
    spoken = lexicon(how.language).drama
    head = " ".join(main[at].text for at in range(one.first, one.text))
    labels = {word for at in one.own if (label := how.label(main[at])) for word in label.key}
    if _tells(head, spoken.talks) or not labels.isdisjoint(spoken.talks):
        return "interview"
    return "hearing" if _tells(head, spoken.examines) or {"q", "a"} <= labels else "debate"


def _tells(head: str, words: Sequence[str]) -> bool:
    return re.search(rf"\b(?:{alternatives(words)})\b", head, re.IGNORECASE) is not None
