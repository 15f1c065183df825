"""Numerals that number something: Arabic figures, Roman letters, words, ordinals (``12``, ``XIV``, ``the Third``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rubricator.language import lexicon

ROMAN: Final = r"(?:[IVXLCDM]+|[ivxlcdm]+)"
"""Letters that may be a Roman numeral; whether they are one, `roman` tells."""
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WELL_FORMED: Final = re.compile(
    r"m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?:(?<=[ivx])j)?", re.IGNORECASE
)
_LETTERS: Final = re.compile("[ivxlcdmj]+", re.IGNORECASE)
_ORDINAL_ENDING: Final = re.compile(r"(?<=\d)[^\W\d_]{1,3}$")


def roman(word: str, *, strict: bool = True) -> int:
    """Value of a Roman numeral, 0 where it is none; a last ``j`` counts as ``i``, additive forms (``IIII``) as well.

    Not `strict`, any run of its letters has a value, as printers set them.
    """
    if not word.isascii() or not word or not (_WELL_FORMED if strict else _LETTERS).fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word.lower().replace("j", "i")]
    after = [*values[1:], 0]
    return sum(-value if value < following else value for value, following in zip(values, after, strict=True))


def as_roman(value: int) -> str:
    """A number from 1 to 4999 in Roman capitals."""
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
    letters = ""
    for worth, sign in pairs:
        count, value = divmod(value, worth)
        letters += sign * count
    return letters


@lru_cache(maxsize=8)
def spelled(language: str) -> Mapping[str, int]:
    """Words that number the parts of a book, cardinals and ordinals, with their values; -1 for words for the last."""
    return lexicon(language).common.numbers()


def numeral(word: str, language: str = "en") -> int:
    """Value of what numbers something, in figures, Roman letters or words; 0 where it is no number, -1 for a last one.

    ``12``, ``12th``, ``XII``, ``twelve``, ``the Twelfth``, ``Twenty-first``.
    """
    plain = " ".join(word.replace("-", " ").replace("–", " ").lower().split()).removeprefix("the ")
    if plain.isdecimal():
        return int(plain)
    if plain[:1].isdecimal():
        bare = _ORDINAL_ENDING.sub("", plain.rstrip("."))
        return int(bare) if bare.isdecimal() else 0
    return spelled(language).get(plain, 0) or roman(plain)
