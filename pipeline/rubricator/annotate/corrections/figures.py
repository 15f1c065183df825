"""Figures taken for letters and letters taken for figures, which look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary, tokens_at

_MIXED: Final = re.compile(r"(?<![\w.,’'-])(?=[^\W_]*[^\W\d_]{2})(?=[^\W_]*\d)[^\W_]{3,}(?![\w’'-]|[.,]\d)")
_COUNTED: Final = re.compile(r"\d+[^\W\d_]{1,2}|[A-Z]+\d+|\d+[A-Z]+")
"""Numbers with an ending or a unit (16th, 5s, 20ft), signs of letters and numbers (MP13)."""
_LETTERS: Final = {"0": "oO", "1": "liI", "5": "sS", "8": "B", "6": "b"}
_FIGURES: Final = str.maketrans("lIOo", "1100")
_YEAR: Final = re.compile(r"(?<![\w.,’'-])(?=[lI]?\d|1[lI])(?=\w*[lIOo])[1lI][\dlIOo]{3}(?![\w’'-])")
_THOUSANDS: Final = re.compile(r"(?<![\w.,’'-])(?=\w*[\dlIOo,]*[lIOo])\d{1,3}(?:,[\dlIOo]{3})+(?![\w’'-])")
_SUM: Final = re.compile(r"\d+l")
"""Pounds: ``160l.``"""
_PRINTED_YEAR: Final = re.compile(r"1[0-9]\d\d")
_FEW: Final = 5
"""Years that must stand in a document before they say which others may."""
_REACH: Final = 100
"""Years that a year may lie before or behind the middle half of the others."""
_COMMON: Final = 1e-5


def in_words(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words with figures for letters, where document or list know the word and neither knows two."""
    for found in _candidates(text, words, _MIXED):
        whole = _word(found[0], words)
        if whole and not _COUNTED.fullmatch(found[0]):
            seen = words.count(whole) > 0
            yield Fault(*found.span(), whole, "ocr", "figure-in-word", "high" if seen else "medium", _EVIDENCE[seen])


_EVIDENCE: Final = {True: "internal", False: "external"}


def _word(printed: str, words: Vocabulary) -> str:
    """The one word that is meant; empty where there is none or more than one."""
    letters = [_LETTERS.get(one, one) for one in printed]
    if any(one.isdecimal() for one in letters) or len(printed) > 20:
        return ""
    made = ("".join(one) for one in product(*letters))
    fits = [one for one in made if one.islower() or one.istitle()]
    known = [one for one in fits if words.frequency(one) >= _COMMON or words.count(one) >= 2]
    if len({one.lower() for one in known}) != 1:
        return ""
    return max(known, key=lambda one: (words.counts[one], one in words.of.months, one.islower()))


def in_numbers(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Years, and numbers with commas, that have letters for figures; years as the document has others."""
    first, last = _years(words)
    for pattern in (_YEAR, _THOUSANDS):
        for found in _candidates(text, words, pattern):
            meant = found[0].translate(_FIGURES)
            if pattern is _YEAR and (_SUM.fullmatch(found[0]) or not first <= int(meant) <= last):
                continue
            yield Fault(*found.span(), meant, "ocr", "letter-in-number", "medium", "conjecture")


def _years(words: Vocabulary) -> tuple[int, int]:
    """First and last year that may be meant: those around the middle half of the document’s."""
    bare = (
        (token.strip(".,;:()[]"), count) for token, count in words.tokens.items() if token[:3].strip("([")[:1] == "1"
    )
    years = sorted(int(year) for year, count in bare if _PRINTED_YEAR.fullmatch(year) for _ in range(count))
    if len(years) < _FEW:
        return 0, 9999
    odd = len(years) // 4
    return years[odd] - _REACH, years[-1 - odd] + _REACH


def _candidates(text: str, words: Vocabulary, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a pattern without white space, looked for among the tokens that have figures and letters."""
    telling = {token for token in words.figured if pattern.search(token)}
    for token, at in tokens_at(text, telling):
        yield from pattern.finditer(text, at, at + len(token))
