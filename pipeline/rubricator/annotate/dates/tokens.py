"""A text to the tokens that dates are made of, each with a one-letter kind that the grammar is written in.

Only stretches around a word that can be part of a date are read (`_windows`), so a novel costs one scan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from rubricator.annotate.dates.vocabulary import GAP, Meaning, Vocabulary, key
from rubricator.reading.figures import ROMAN, roman


class Token(NamedTuple):
    """A word at ``[start, end)`` with its kind and what it means."""

    kind: str
    start: int
    end: int
    value: Any = None


_NOTHING: Final = (GAP, None)
_REACH: Final = 36
"""How far from a trigger its date may begin or end, in characters; longer ones have several."""
_LEAN: Final = 28
"""How far from a unit of time the word may stand that makes a date of it, in characters."""


def tokens(text: str, words: Vocabulary) -> list[Token]:
    """The tokens of the text; a `GAP` token where something else stands between two, or a blank line."""
    made: list[Token] = []
    for start, end in _windows(text, words):
        _lex(text, start, end, words, made)
        made.append(Token(GAP, end, end))
    return made


def _windows(text: str, words: Vocabulary) -> Iterator[tuple[int, int]]:
    edge: tuple[int, int] | None = None
    for first, last in sorted(_hits(text, words)):
        start, end = max(0, first - _REACH), _word_end(text, min(len(text), last + _REACH))
        if edge and start <= edge[1]:
            edge = edge[0], max(edge[1], end)
            continue
        if edge:
            yield edge
        edge = start, end
    if edge:
        yield edge


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _hits(text: str, words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where a date may stand: whole words of the triggers, figures."""
    plain = words.plain
    for which, start, end in words.triggers.find_matches_as_indexes(text):
        if text[start - 1 : start].isalpha() or text[end : end + 1].isalpha():
            continue
        if which in plain or _leans(text, start, end, words):
            yield start, end
    for found in words.digits.finditer(text):
        yield found.span()
    for found in _LETTER_FIGURES.finditer(text):
        yield found.span()


def _leans(text: str, start: int, end: int, words: Vocabulary) -> bool:
    after = words.lean_after.match(text, end, end + _LEAN)
    return after is not None or words.lean_before.search(text[max(0, start - _LEAN) : start]) is not None


_LETTER_FIGURES: Final = re.compile(r"[MIl](?:(?<=M)[DCLXVI]{4,}|(?<!M)[5-9]\d[\dIlO])\b")
"""Years in Roman numerals, and years whose first figure was read as a letter."""


def _lex(text: str, start: int, end: int, words: Vocabulary, made: list[Token]) -> None:
    at, meanings = start, words.meanings
    for found in words.lexer.finditer(text, start, end):
        group = found.lastgroup
        if group == "word":
            if found[0] not in meanings:
                continue
            kind, value = meanings[found[0]]
        elif group == "phrase":
            kind, value = meanings.get(key(found[0]), _NOTHING)
        else:
            kind, value = _MEANINGS[group or ""](found[0], words)
        if kind == GAP:
            continue
        first, last = found.span()
        if kind == "M" and text[last : last + 1] == "." and _short(found[0], words):
            last += 1
        if at < first and not _touching(text[at:first]):
            made.append(Token(GAP, at, first))
        made.append(Token(kind, first, last, value))
        at = last


def _touching(between: str) -> bool:
    return between == " " or (between.isspace() and between.count("\n") <= 1)


def _short(month: str, words: Vocabulary) -> bool:
    return month in words.abbreviations or month.capitalize() in words.abbreviations


_MARKS: Final = {"&": "a", "/": "/", ",": ",", "(": "(", "[": "(", ")": ")", "]": ")"}


def _mark(words: str, _: Vocabulary) -> Meaning:
    return _MARKS.get(words, "-"), None


def _number(words: str, _: Vocabulary) -> Meaning:
    value = int(words)
    if len(words) == 4:
        return ("Y" if 1000 <= value <= 2199 else GAP), value
    if len(words) == 3:
        return ("h" if value >= 100 else GAP), value
    if 1 <= value <= 31 and words[0] != "0":
        return "d", value
    return "n", value


_AS_FIGURES: Final = str.maketrans("IlO", "110")


def _misread(words: str, known: Vocabulary) -> Meaning:
    """A year or day in which figures were read as letters: l917, 19I7, l0."""
    return _number(words.translate(_AS_FIGURES), known)


def _misread_ordinal(words: str, known: Vocabulary) -> Meaning:
    """The same with its ending: 2lst."""
    return _ordinal(words[:2].translate(_AS_FIGURES), known)


_LEADING: Final = re.compile(r"\d+")


def _ordinal(words: str, _: Vocabulary) -> Meaning:
    found = _LEADING.match(words)
    assert found is not None
    return "o", int(found[0])


_NO_FIGURES: Final = re.compile(r"\D+")


def _decade(words: str, _: Vocabulary) -> Meaning:
    return "T", int(_NO_FIGURES.sub("", words))


_CAPITALS: Final = re.compile(ROMAN)


def _roman(words: str, _: Vocabulary) -> Meaning:
    """A year in Roman numerals, additive forms of old imprints included."""
    year = roman(words)
    return ("Y" if 1400 <= year <= 2199 else GAP), year


def _roman_ordinal(words: str, _: Vocabulary) -> Meaning:
    """A century in Roman numerals: XIXe siècle."""
    found = _CAPITALS.match(words)
    assert found is not None
    at = roman(found[0], strict=False)
    return ("o" if 1 <= at <= 21 else GAP), at


_FIGURE_JOINTS: Final = re.compile(r"[-./]\s?")


def _figures(words: str, _: Vocabulary) -> Meaning:
    parts = [int(part) if part.isdecimal() else roman(part, strict=False) for part in _FIGURE_JOINTS.split(words)]
    if len(words.split("-")[0]) == 4:
        return ("I" if 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31 else GAP), tuple(parts)
    day, month, year = parts
    if month > 12 >= day and "/" in words:
        day, month = month, day
    return ("I" if 1 <= month <= 12 and 1 <= day <= 31 else GAP), (year, month, day)


_MEANINGS: Final[dict[str, Callable[[str, Vocabulary], Meaning]]] = {
    "number": _number,
    "number_": _number,
    "misread": _misread,
    "misread_": _misread,
    "misread_ordinal": _misread_ordinal,
    "misread_ordinal_": _misread_ordinal,
    "ordinal": _ordinal,
    "decade": _decade,
    "decade_": _decade,
    "roman": _roman,
    "roman_ordinal": _roman_ordinal,
    "figures": _figures,
    "about": lambda words, _: ("q", words),
    "short": lambda words, _: ("p", int(words[1:])),
    "mark": _mark,
}
