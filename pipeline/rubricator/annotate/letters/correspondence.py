"""A correspondence: letters that follow each other, each under a line that says who writes to whom.

Such a line (*To Mr. Gray*, *Gray to Orrin*, *From the same to the same*) is one only as a member of a series, and where
what letters have stands near most of them: a dateline or a salutation after it, closing words before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from rubricator.annotate.entries.units import NONE, Series, Unit, series
from rubricator.annotate.letters.parts import is_dateline, is_salute, is_signed, runs_in, signs_off
from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block

_LEAST: Final = 3
_ALIKE: Final = 0.4
"""Share of the lines that must have a part of a letter beside them; the rest are letters without an opener."""
_MANY: Final = 10
"""In a series of so many, a line without an opener after it is a letter's too."""
_NEAR: Final = 3
_LONGEST: Final = 80
_LINE: Final = 120
_LINES: Final = 3


@lru_cache(maxsize=8)
def _addressed(language: str) -> re.Pattern[str]:
    words = lexicon(language).letters
    to, source = alternatives(words.to), alternatives(words.sender)
    name = r"(?-i:[^\W\d_a-zß-öø-ÿ(&])[^.!?;:\n]*(?:\.(?!$)[^.!?;:\n]*){0,6}"
    return re.compile(
        rf"[\[_*(= ]*(?:\d{{1,4}}[.)]\s+[\[_*(]*)?"
        rf"(?:(?:{to})\s+(?:the\s+)?{name}|(?:{source})?\s*{name}\s(?:{to})\s+(?:the\s+)?{name})\S{{0,3}}",
        re.IGNORECASE,
    )


def correspondence(found: Sequence[Block], language: str = "en", taken: Collection[int] = ()) -> Series:
    """The letters under such lines, none where they are few or no letters; `taken` blocks are none."""
    heads = [at for at in range(len(found) - 1) if at not in taken and _is_head(found[at], language)]
    opened = [at for at in heads if _opens(found, at, language)]
    closed = {at for at in heads if at == heads[0] or _closed_before(found, at, language)}
    heads = [at for at in heads if found[at].blanks > 1 or (at in opened and at in closed and _is_above(found, at))]
    opened = [at for at in opened if at in heads]
    near = len({*opened, *closed.intersection(heads)})
    certain = len(heads) > 1 and closed.issuperset(opened) and len(opened) == len(heads)
    if not certain and (len(heads) < _LEAST or near < max(_LEAST, _ALIKE * len(heads))):
        return NONE
    sure = heads if len(heads) >= _MANY else opened
    units = [Unit(at, found[at].start, found[at].end, True, "letter-head") for at in sure]
    return series(units, found, "letters", _LONGEST, f"{len(units)} lines say to whom a letter is")


def _is_above(found: Sequence[Block], at: int) -> bool:
    """True where no more space stands after a line than before it: it belongs to what follows."""
    return not at or found[at].blanks >= found[at + 1].blanks


def _is_head(block: Block, language: str) -> bool:
    """True for a short line of names with *to*, without small words of a sentence."""
    text = block.words
    if len(text) > _LINE or len(block.lines) > _LINES or not _addressed(language).fullmatch(text):
        return False
    words = [word.strip("_[]().,*°\"'”’") for word in text.split()]
    large = sum(word[:1].isupper() or word[:1].isdecimal() for word in words)
    return 2 * large >= len(words)


def _opens(found: Sequence[Block], at: int, language: str) -> bool:
    after = found[at + 1 : at + 1 + _NEAR]
    return any(is_dateline(one, language) or is_salute(one, language) or runs_in(one, language) for one in after)


def _closed_before(found: Sequence[Block], at: int, language: str) -> bool:
    """True where a letter ends not far above: closing words, or a name under words that want one."""
    near = range(max(at - _NEAR, 0), at)
    return any(signs_off(found[one], language) or is_signed(found, one, language) for one in near)
