"""What a letter, a capital and a word are: the pieces from which recognisers build their patterns.

A word is letters; a hyphen or apostrophe between letters belongs to it (``o’clock``, ``twenty-one``, ``don't``).
Whoever wants the letters alone takes `LETTERS`; whoever wants a word that begins with a capital, `CAPITALISED`.
"""

from __future__ import annotations

import re
from typing import Final

_ALPHABETS: Final = ((0x00, 0x0590), (0x10A0, 0x1100), (0x1E00, 0x2000), (0x2C00, 0x2E00), (0xA640, 0xA800))
"""Where the letters lie that are large or small: Latin, Greek, Cyrillic, Armenian, Georgian and their supplements."""


def _class(kind: str) -> str:
    """The letters of a kind (``isupper`` or ``islower``) as ranges for a character class."""
    ranges: list[list[int]] = []
    for first, last in _ALPHABETS:
        for code in range(first, last):
            if not getattr(chr(code), kind)():
                continue
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in ranges)


UPPER: Final = _class("isupper")
"""Capital letters, to stand between ``[`` and ``]``."""
LOWER: Final = _class("islower")
"""Small letters, to stand between ``[`` and ``]``."""
LETTER: Final = r"[^\W\d_]"
"""Any letter."""
LETTERS: Final = r"[^\W\d_]+"
"""Letters alone: of ``don’t`` the two parts."""
JOINT: Final = "-’'"
"""What joins letters to a word, to stand between ``[`` and ``]``."""
WORD: Final = rf"{LETTERS}(?:[{JOINT}]{LETTERS})*"
"""A word with the hyphens and apostrophes inside it."""
CAPITALISED: Final = rf"[{UPPER}]{LETTER}*(?:[{JOINT}]{LETTERS})*"
"""A word that begins with a capital."""
SMALL: Final = rf"[{LOWER}]{LETTER}*(?:[{JOINT}]{LETTERS})*"
"""A word that begins with a small letter."""
MARKS: Final = ".,;:!?…\"'“”‘’«»()[]{}<>—–-_*"
"""Marks that stand around words: what is left of a token without them is mostly one word."""

word: Final = re.compile(WORD)
letters: Final = re.compile(LETTERS)


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the words of ``text[start:end]``."""
    return [found.span() for found in word.finditer(text, start, len(text) if end is None else end)]


SPACED_WORD: Final = re.compile(r"(?:[^\W\d_] ){2,}[^\W\d_](?![^\W_])(?: {2,}(?:[^\W\d_] )+[^\W\d_](?![^\W_]))*")
"""Words whose letters are spaced for emphasis: L i s a."""
_SPACED_LETTERS: Final = re.compile(r"(?:\S )*\S[.:]?")
_WIDE: Final = re.compile(r"\s{2,}")


def closed_up(text: str) -> str:
    """Letters joined to words where single spaces part letters and wider ones words; other words as they are."""
    if " " not in text[1:2]:
        return text
    pieces = _WIDE.split(text)
    return " ".join(piece.replace(" ", "") if _SPACED_LETTERS.fullmatch(piece) else piece for piece in pieces)
