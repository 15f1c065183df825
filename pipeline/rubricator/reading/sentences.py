"""Where sentences end. A full stop ends none where it shortens a word (``Capt. Brandt``, ``J. S. Bach``, ``No. 5``).

What a shortened word may be followed by is told by the words of the language; a word that begins sentences and no
names (``The``, ``He``) begins one after a shortened word too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rubricator.language import lexicon
from rubricator.reading.calls import CALL
from rubricator.reading.search import trimmed
from rubricator.reading.words import UPPER

_OPENING: Final = "\"“„‘‚'«»‹(\\[—–_¿¡-"
_CLOSING: Final = "’”»›\"')\\]_"
_MARKS: Final = rf"(?P<marks>[.!?…]++)[{_CLOSING}]*+(?:\s*{CALL})?"
_STOP: Final = re.compile(rf"{_MARKS}\s+(?=[{_OPENING}]*(?P<next>[{UPPER}\d]))")
_ANY_STOP: Final = re.compile(rf"{_MARKS}(?:\s+|$)(?=[{_OPENING}]*(?P<next>\S?))")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n\s*")
_NEXT_WORD: Final = re.compile(r"[^\W\d_]+(?![\w.])")
_NUMERAL: Final = re.compile(r"\d|[ivxlc]+\b|[IVXLC]+\b")
_LONGEST: Final = 12
"""Characters that a shortened word has at most, its inner stops included."""
_DAY: Final = 2
"""Figures of an ordinal that a stop makes: the days of a month, the centuries."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """The words that a full stop shortens in one language; `ordinals` is true where a stop makes a number ordinal."""

    leading: frozenset[str]
    shortened: frozenset[str]
    numbered: frozenset[str]
    openers: frozenset[str]
    ordinals: bool

    def goes_on(self, word: str, text: str, after: int, *, openers: bool = True) -> bool:
        """True where the stop behind `word` shortens it, and the sentence goes on at `after`."""
        if word.lower() in self.leading:
            return True
        initial = len(word) == 1 and word.isupper()
        if word.lower() in self.numbered and not initial:
            return bool(_NUMERAL.match(text, after))
        ordinal = self.ordinals and word.isdecimal() and len(word) <= _DAY
        if not (ordinal or initial or "." in word or word in self.shortened):
            return False
        following = _NEXT_WORD.match(text, after) if openers else None
        return not (following and following[0].lower() in self.openers)


@lru_cache(maxsize=8)
def shortened(language: str = "en") -> Shortened:
    """The shortened words of a language."""
    listed = lexicon(language).sentences
    leading, numbered, openers = (
        frozenset(word.lower() for word in found) for found in (listed.leading, listed.numbered, listed.openers)
    )
    return Shortened(leading, frozenset(listed.shortened), numbered, openers, listed.ordinals)


def stops(
    text: str,
    start: int = 0,
    end: int | None = None,
    language: str = "en",
    *,
    small: bool = False,
    openers: bool = True,
) -> Iterator[tuple[int, int]]:
    """Where sentences end (closing marks and the call of a note included), and where the next begins.

    A sentence ends before a capital or a figure; with `small` before any word, and at the end of the stretch.
    Without `openers`, no word behind a shortened one begins a sentence (``Moor, J. The Sea``, in lists of books).
    A blank line is no stop; `breaks` counts it.
    """
    words, high = shortened(language), len(text) if end is None else end
    for found in (_ANY_STOP if small else _STOP).finditer(text, start, high):
        at = found.start()
        alone = found["marks"] == "." and text[at + 1 : at + 2].isspace()
        if alone and words.goes_on(_word_before(text, at, start), text, found.start("next"), openers=openers):
            continue
        yield found.end() - len(found[0]) + len(found[0].rstrip()), found.end()


def _word_before(text: str, at: int, low: int) -> str:
    """The letters, figures and inner stops before an offset."""
    begin = at
    while begin > max(low, at - _LONGEST) and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    return text[begin:at].lstrip(".")


def shortens(text: str, at: int, language: str = "en") -> bool:
    """True where the full stop at `at` shortens a word and ends no sentence."""
    after = at + 1
    while after < len(text) and (text[after].isspace() or text[after] in "\"“„‘‚'«(["):
        after += 1
    return text[at] == "." and shortened(language).goes_on(_word_before(text, at, 0), text, after)


def breaks(text: str, start: int = 0, end: int | None = None, language: str = "en") -> list[int]:
    """Where sentences and blocks begin inside ``text[start:end]``."""
    high = len(text) if end is None else end
    begins = {begin for _, begin in stops(text, start, high, language)}
    return sorted(begins | {found.end() for found in _BLANK_LINE.finditer(text, start, high)})


def sentences(text: str, start: int = 0, end: int | None = None, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``; a blank line always ends one."""
    high = len(text) if end is None else end
    edges = [start, *breaks(text, start, high, language), high]
    return [span for span in (trimmed(text, a, b) for a, b in pairwise(edges)) if span[0] < span[1]]


def sentence_around(text: str, at: int, low: int = 0, high: int | None = None, language: str = "en") -> tuple[int, int]:
    """The span of the sentence that holds an offset, looked for between `low` and `high`."""
    spans = sentences(text, low, high, language)
    return next((span for span in spans if at < span[1]), (at, at))
