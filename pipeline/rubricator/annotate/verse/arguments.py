"""Arguments: what a chapter, a book or a canto is about, told under its heading (4.2.3 [DSAE])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rubricator.annotate.verse.lines import is_ragged
from rubricator.language import alternatives, lexicon
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page

_DASH: Final = re.compile(r"\s?(?:--+|[—–]|-(?=\n)|-$)\s?")
_LONGEST: Final = 900
"""Most characters of an argument of phrases between dashes."""
_LONGEST_PHRASE: Final = 110
_FEWEST: Final = 3
_MOST_BLOCKS: Final = 5
_SENTENCES: Final = re.compile(r"[.!?]\s+[\"“‘]?[^\W\d_]")
_QUOTED: Final = re.compile(r"[\"“”«»]")


@lru_cache(maxsize=8)
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = lexicon(language).argument
    heads = re.compile(rf"[_*=\[(]*(?:{alternatives(listed.heads)})[.:\])_*=]*", re.IGNORECASE)
    return heads, re.compile(rf"[_\[(]*(?:{alternatives(listed.openings)})\b", re.IGNORECASE)


def is_argument_head(found: Sequence[Block], at: int, language: str) -> bool:
    """True for THE ARGUMENT over a paragraph."""
    block = found[at]
    if len(block.lines) > 1 or at + 1 >= len(found) or not _words(language)[0].fullmatch(block.text):
        return False
    after = found[at + 1]
    return after.blanks <= 3 and len(after.text) > 2 * len(block.text)


def argument(found: Sequence[Block], at: int, language: str, page: Page) -> tuple[int, list[Annotation]] | None:
    """Number of blocks of the argument that begins here, and what they are; None where none does."""
    if is_argument_head(found, at, language):
        end = at + 2
        while end < min(len(found), at + _MOST_BLOCKS) and not is_ragged(found[end], page) and end + 1 < len(found):
            end += 1
        return end - at, [*_made(found[at + 1 : end], found[at])]
    if _is_of_phrases(found[at]) or _is_announced(found, at, language):
        return 1, [*_made(found[at : at + 1], None)]
    return None


def _made(blocks: Sequence[Block], head: Block | None) -> Iterator[Annotation]:
    yield Annotation(
        "argument", (head or blocks[0]).start, blocks[-1].end, {}, "argument", "high" if head else "medium"
    )
    if head:
        yield Annotation("head", head.start, head.end, {}, "argument")
    for block in blocks:
        yield Annotation("p", block.start, block.end, {}, "paragraph")


def _is_of_phrases(block: Block) -> bool:
    """True for phrases between dashes: The Mill Is Let--A Boat--The Miller's Answer."""
    if len(block.text) > _LONGEST or _QUOTED.search(block.text) or _SENTENCES.search(block.text):
        return False
    phrases: list[str] = [phrase for phrase in _DASH.split(block.text) if phrase.strip()]
    if len(phrases) < _FEWEST or max(map(len, phrases)) > _LONGEST_PHRASE:
        return False
    return sum(phrase.lstrip(" _\r\n")[:1].isupper() for phrase in phrases) * 5 >= len(phrases) * 4


def _is_announced(found: Sequence[Block], at: int, language: str) -> bool:
    """True for a short sentence such as: In which the miller goes to town."""
    block = found[at]
    if len(block.text) > _LONGEST // 3 or at + 1 >= len(found) or _QUOTED.search(block.text):
        return False
    return _words(language)[1].match(block.text) is not None and not _SENTENCES.search(block.text)
