"""Letters misread: a capital inside a word, a month misspelt, one letter taken for another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.language import table

_INNER_CAPITAL: Final = re.compile(r"[a-z]{2,}[A-Z][a-z]*")
_ODD: Final = re.compile(r"^[tw]b|^arrn|rrn|[^aeiouy]{5}|^[bcdfghjklmnpqrstvwxz]{3,4}$|[aeiou]{4}|^tl|[bh]c$|^bc$|\d")
"""Shapes that English words do not have."""
_WORDS: Final = table("corrections")
_MONTHS: Final = frozenset(_WORDS["months"])
_MONTH_STARTS: Final = frozenset(month[:2] for month in _MONTHS if len(month) > 5)
_CONFUSIONS: Final = tuple(zip(*[iter(_WORDS["confusions"].split())] * 2, strict=True))
_COMMON: Final = 1e-5
_VERY_COMMON: Final = 1e-4


def capitals(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Capitals inside a word that is known without them."""
    for word in [word for word in words.counts if _INNER_CAPITAL.fullmatch(word)]:
        if words.count(word.lower()) or words.frequency(word) > 0:
            for found in re.finditer(rf"(?<![\w’'-]){word}(?![\w’'-])", text):
                yield Fault(found.start(), found.end(), word.lower(), "ocr", "inner-capital")


def _replaced(
    text: str, rare: Iterable[str], wanted: Callable[[str], str | None]
) -> Iterator[tuple[re.Match[str], str]]:
    """Places of rare words for which `wanted` has another."""
    for word, other in [(word, other) for word in rare if (other := wanted(word))]:
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        if found:
            yield found, other


def months(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Names of months misspelt."""

    def wanted(word: str) -> str | None:
        return next((month for month in sorted(_MONTHS) if len(month) > 5 and _near(word, month)), None)

    rare = (word for word in words.once if word[:2] in _MONTH_STARTS and word not in _MONTHS and 6 <= len(word) <= 10)
    for found, month in _replaced(text, rare, wanted):
        yield Fault(found.start(), found.end(), month, "ocr", "month", evidence="external")


def _near(word: str, month: str) -> bool:
    """One letter amiss or lost, or the letters of the inside exchanged."""
    if word[:2] != month[:2] or word[-1] != month[-1] or word == month:
        return False
    if len(word) == len(month):
        return sorted(word) == sorted(month) or sum(a != b for a, b in zip(word, month, strict=True)) == 1
    return any(month[:at] + month[at + 1 :] == word for at in range(len(month)))


def function_words(text: str, words: Vocabulary) -> Iterator[Fault]:
    """The commonest words, with a letter taken for another."""
    yield from _confused(text, words, _VERY_COMMON * 5)


def confusions(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Common words, with a letter taken for another, for a document that is damaged."""
    yield from _confused(text, words, _COMMON)


def _confused(text: str, words: Vocabulary, floor: float) -> Iterator[Fault]:
    def wanted(word: str) -> str | None:
        lower = word.lower()
        if len(word) < 3 or not (word.islower() or word.istitle()) or not _ODD.search(lower):
            return None
        other = max(_variants(lower), key=words.frequency, default="")
        if words.frequency(other) < floor or (word.istitle() and words.frequency(other) < _VERY_COMMON):
            return None
        return other.capitalize() if word.istitle() else other

    for found, other in _replaced(text, words.unknown, wanted):
        yield Fault(found.start(), found.end(), other, "ocr", "confusion", "medium", "external")


def _variants(word: str) -> Iterator[str]:
    for wrong, right in _CONFUSIONS:
        at = word.find(wrong)
        while at >= 0:
            yield word[:at] + right + word[at + len(wrong) :]
            at = word.find(wrong, at + 1)
