"""Dialogue set as a script inside prose: a name in capitals, a colon, the words (3.13.2 [CODR])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.annotate.drama.cast import folded
from rubricator.model.document import Annotation
from rubricator.model.name_forms import slug
from rubricator.reading.blocks import SPACE, Block
from rubricator.reading.named_persons import NamedPersons

_CAPS: Final = r"[^\W_a-zà-öø-ÿ'’.\-]+"
_LABEL: Final = re.compile(rf"(?P<name>[^\W\d_a-zà-öø-ÿ]{_CAPS}(?:[ ]{_CAPS}){{0,3}}):(?=\s+\S)")
_REMARK: Final = re.compile(r"\[[^\[\]]+\]")
_NEAR: Final = 4


def label(block: Block) -> re.Match[str] | None:
    """The speaker's label that a block begins with."""
    return _LABEL.match(block.source, block.start, block.end)


def scripted(found: Sequence[Block], at: int) -> bool:
    """True where the block is a speech: labelled, and a block nearby is labelled with another or the same name."""
    own = label(found[at])
    if own is None:
        return False
    near = [*range(max(at - _NEAR, 0), at), *range(at + 1, min(at + _NEAR + 1, len(found)))]
    others = {other["name"] for one in near if (other := label(found[one]))}
    return bool(others - {own["name"]}) or (own["name"] in others and len(others) > 1)


def speech(block: Block, persons: NamedPersons, author: str = "") -> Iterator[Annotation]:
    """The speech of a labelled block: speaker, words, the author's remarks in brackets."""
    match = label(block)
    assert match
    who = persons.one(match["name"].title()) or f"c.{slug(' '.join(folded(match['name'])))}"
    yield Annotation("sp", block.start, block.end, {"who": who}, "speech-in-prose")
    yield Annotation("speaker", block.start, match.end(), {}, "speech-in-prose")
    start = match.end()
    while block.source[start] in SPACE:
        start += 1
    yield Annotation("p", start, block.end, {}, "speech-in-prose")
    attrs = {"type": "source"} | ({"resp": author} if author else {})
    for remark in _REMARK.finditer(block.source, start, block.end):
        if len(remark[0].split()) > 1:
            yield Annotation("interpolation", *remark.span(), attrs, "speech-in-prose", "medium")
