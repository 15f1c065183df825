"""Paragraphs that break off, or go on with the one before: what an editor must know of the breaks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rubricator.language import lexicon
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block
from rubricator.reading.words import letters

RULES: Final = {
    "breaks-off": "a paragraph that ends without a mark before another that begins with a capital",
    "broken-paragraph": "a paragraph that begins with a small letter after one that ends without a mark",
}
_CALL_AT_END: Final = re.compile(r"(?<=[.!?…\"'”’)\] ])\s?\d{1,3}$")
"""The bare number of a note behind the end of a sentence."""
_SENTENCE: Final = 60
"""Least characters of the two halves of a broken paragraph."""
_RUNNING: Final = 0.9
"""Least share of letters, white space and the marks of a sentence in running words: a diagram, a formula has less."""
_TITLED: Final = 0.5
"""Share of words with a capital that only headings, lists of names and arguments have."""
_PLAIN: Final = re.compile(r"[A-Za-z\s.,;:!?'’“”\"()]+")
"""Nearly all of running words; letters of other kinds are counted one by one."""
_STEM: Final = 5
"""Letters by which an adverb is known from its ordinal: second, secondly."""


def broken(before: Block, block: Block, language: str) -> Iterator[Annotation]:
    """A flag for a paragraph that goes on with the one before, or follows one that has no end.

    Both must be running words, in paragraphs of their own; a sentence set as a list of paragraphs (*First, …;* then
    *Secondly, …*) breaks off nowhere.
    """
    first, last = block.text[0], before.text[-1:]
    if last.isdecimal():
        last = _CALL_AT_END.sub("", before.text)[-1:]
    if block.blanks != 1 or not (last.isalpha() or last in ",;"):
        return
    if min(len(before.words), len(block.words)) <= _SENTENCE or not (_runs(before) and _runs(block)):
        return
    if first.islower() and last.isalpha():
        reason = "This paragraph goes on with the sentence of the one before; the break seems to be misplaced."
        yield _flag(block.start, reason, "paragraph-break", "broken-paragraph")
    elif first.isupper() and not _listed(block, last, language):
        reason = "This paragraph has no end; words may be missing or displaced before the next one."
        yield _flag(before.end, reason, "break-off", "breaks-off")


def _runs(block: Block) -> bool:
    """True for running words: no diagram, no list of names, no heading."""
    rest = _PLAIN.sub("", block.text)
    plain = len(block.text) - len(rest) + sum(one.isalpha() for one in rest)
    tokens = block.text.split()
    capital = sum(token[:1].isupper() for token in tokens)
    return plain >= _RUNNING * len(block.text) and capital < _TITLED * len(tokens)


def _listed(block: Block, last: str, language: str) -> bool:
    """True for a block that begins like a member of a sentence set as a list: with an ordinal, or with *and*.

    `last` is the last character of the block before.
    """
    first = letters.match(block.text)
    word = first[0].casefold() if first else ""
    return word[:_STEM] in _ordinals(language) or (last in ",;" and word in _joints(language))


@lru_cache(maxsize=8)
def _joints(language: str) -> frozenset[str]:
    return frozenset(lexicon(language).common.function_words)


@lru_cache(maxsize=8)
def _ordinals(language: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in lexicon(language).common.ordinal_values())


def _flag(at: int, reason: str, kind: str, rule: str) -> Annotation:
    return Annotation("flag", at, at, {"reason": reason, "kind": kind}, rule, "medium")
