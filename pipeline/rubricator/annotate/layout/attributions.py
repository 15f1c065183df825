"""The line under a motto or a quotation that says whose words they are (3.3.3 [COHQQ]).

It begins with a dash, or is a title in italics; or it is known by where it stands: far to the right of the words above
it, or after words that a mark of quotation closes; then it names somebody or a place in a book, and is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rubricator.reading.blocks import Block

_SIGNED: Final = re.compile(
    r"[—–-]{1,2}\s?\S.{1,90}|_[^_]+_[.,]?(?:\s+_[^_]+_[.,]?)*|[^.!?]{2,40}[:,]?\s_[^_]+_[.,]?", re.S
)
_RUN_ON: Final = re.compile(r"[^—–]{8,}?[\"”’»]\s?(?:--|[—–])\s?(?P<source>[^—–]{3,90})", re.S)
_PROVERB: Final = 400
"""Most characters of a motto on one line with its source."""
_LONGEST: Final = 100
_MOST_LINES: Final = 2
_ASIDE: Final = 8
"""Columns by which an attribution stands to the right of the words above it."""
_WORD: Final = re.compile(r"[^\W_]+[.’']?")
_SMALL: Final = 3
"""Most letters of a small word between names: of, de, in."""
_OPENING: Final = "\"“‘«„'"
_CLOSED: Final = re.compile(r"[\"”’»“'][.,;]?\W{0,2}$")


def is_attribution(block: Block, above: Sequence[Block]) -> bool:
    """True for a line that says whose words stand `above` it."""
    named = any(map(str.isalpha, block.text[:_LONGEST]))
    if not named or len(block.text) >= _LONGEST or len(block.lines) > _MOST_LINES:
        return False
    if _SIGNED.fullmatch(block.words):
        return True
    if block.text[0] in _OPENING:
        return False
    lines = [line.indent for one in above for line in one.lines]
    aside = block.blanks < 2 and block.indent >= max(lines, default=0) + _ASIDE
    return (aside or (block.blanks < 2 and _is_quoted(above))) and names_source(block.words, aside)


def attributed_line(block: Block) -> int:
    """Number of the last line, where it says whose the motto above it is; else 0."""
    if len(block.lines) < 2:
        return 0
    before, last = block.lines[:-1], block.lines[-1]
    signed = last.text[:1] in "—–-" and _SIGNED.fullmatch(last.text) is not None
    aside = last.indent >= max(line.indent for line in before) + _ASIDE
    quoted = _is_quoted([block.part(0, len(before))])
    told = signed or ((aside or quoted) and names_source(last.text, aside))
    return len(before) if told else 0


def is_attributed(block: Block) -> bool:
    """True for quoted words with the name of their source after a dash, and nothing more: "To be."--Ada Quill."""
    found = _RUN_ON.fullmatch(block.words) if block.text[0] in _OPENING and len(block.text) < _PROVERB else None
    return found is not None and names_source(found["source"], True)


def _is_quoted(above: Sequence[Block]) -> bool:
    """True for words between marks of quotation."""
    return bool(above) and above[0].text[:1] in _OPENING and _CLOSED.search(above[-1].text) is not None


def names_source(text: str, aside: bool = False) -> bool:
    """True for names and references, not for a sentence: all but small and shortened words are large.

    Where nothing but the words tells (not `aside`), a comma or capitals must part them from a heading.
    """
    plain = text.strip('_[]()"“”‘’ ')
    if not plain[:1].isupper() or plain[-1:] in "?!:;":
        return False
    words = _WORD.findall(plain)
    small = [word for word in words if word[0].islower() and word[-1] not in ".’'" and len(word) > _SMALL]
    return not small and (aside or "," in plain or plain.isupper())
