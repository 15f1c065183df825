"""Letters misread: a capital inside a word, a month misspelt, one letter taken for another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary, words_at

_INNER_CAPITAL: Final = re.compile(r"[a-z]{2,}[A-Z][a-z]*|[a-z]I[a-z]+")
_BEGINS: Final = re.compile(r"(?:[.!?][’”\")]{0,2}|[“‘\"])\s{0,2}$|\n\s*$|^$")
_ALIKE_IN_BOTH_CASES: Final = "CIKLOSUVWXYZ"
"""Capitals that are read for the small letter, or struck for it."""
_SHORTEST: Final = 5
_RARE: Final = 1e-6
_COMMON: Final = 1e-5
_VERY_COMMON: Final = 1e-4


def capitals(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Capitals inside a word that is known without them."""
    mixed = (word for word in words.counts if not (word.islower() or word.istitle()))
    printed = [word for word in mixed if _INNER_CAPITAL.fullmatch(word)]
    meant = {word: other for word in printed if (other := _lowered(word, words))}
    for word, at in words_at(text, meant):
        yield Fault(at, at + len(word), meant[word], "ocr", "inner-capital")


def _lowered(word: str, words: Vocabulary) -> str:
    """The word in small letters, the capital I perhaps an l; empty where neither is a word, or other letters are."""
    if any(letter.isupper() and letter not in _ALIKE_IN_BOTH_CASES for letter in word[1:]):
        return ""
    ways = [way for way in (word.lower(), word.replace("I", "l")) if way.islower()]
    known = [way for way in ways if words.frequency(way) >= (_COMMON if len(way) < _SHORTEST else _RARE)]
    proved = known if words.settled else [way for way in known if words.count(way)]
    return max(proved, key=words.frequency, default="")


def initials(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Small words with an l for an I, where all of them begin sentences: elsewhere they are words of their own."""
    for word in (word for word in words.of.with_i if words.counts[word]):
        places = [at for _, at in words_at(text, [word])]
        if all(_BEGINS.search(text, max(0, at - 6), at) for at in places):
            yield from (Fault(at, at + len(word), f"I{word[1:]}", "ocr", "confusion") for at in places)


def _replaced(text: str, rare: Iterable[str], wanted: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """Places of rare words for which `wanted` has another."""
    others = {word: other for word in rare if (other := wanted(word))}
    yield from ((at, at + len(word), others[word]) for word, at in words_at(text, others))


def months(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Names of months misspelt."""

    def wanted(word: str) -> str | None:
        return next((month for month in names if _near(word, month)), None)

    names = sorted(month for month in words.of.months if len(month) >= _MONTH)
    starts = {month[:2] for month in names}
    once = (word for word in words.once if word[:2] in starts and word not in words.of.months)
    rare = [word for word in once if not words.frequency(word)]
    for start, end, month in _replaced(text, rare, wanted):
        yield Fault(start, end, month, "ocr", "month", evidence="external")


_MONTH: Final = 6
"""Letters of the name of a month that is known though one is amiss."""


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
    odd = words.of.odd

    def wanted(word: str) -> str | None:
        lower = word.lower()
        if len(word) < 3 or not (word.islower() or word.istitle()) or not (odd and odd.search(lower)):
            return None
        other = max(_variants(lower, words.of.confusions), key=words.frequency, default="")
        short = word.istitle() or len(word) < _SHORTEST
        if words.frequency(other) < (max(floor, _VERY_COMMON) if short else floor):
            return None
        return other.capitalize() if word.istitle() else other

    for start, end, other in _replaced(text, words.unknown, wanted):
        yield Fault(start, end, other, "ocr", "confusion", "medium", "external")


def _variants(word: str, confusions: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The word with letters as they may be meant."""
    for wrong, right in confusions:
        at = word.find(wrong)
        while at >= 0:
            yield word[:at] + right + word[at + len(wrong) :]
            at = word.find(wrong, at + 1)


def misread(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Unknown words that one letter for two, or two for one, make a word that the document has often."""
    pairs = [pair for pair in words.of.confusions if len(pair[0]) != len(pair[1])]
    yield from _misread(text, words, pairs, _OFTEN)


def misread_in_damaged(text: str, words: Vocabulary) -> Iterator[Fault]:
    """The same, by all confusions of letters, for a document that is damaged: a word that it has once will do."""
    yield from _misread(text, words, words.of.confusions + words.of.alike, 1)


_SOME: Final = 5
_OFTEN: Final = 5


def _misread(text: str, words: Vocabulary, confusions: Sequence[tuple[str, ...]], least: int) -> Iterator[Fault]:
    def wanted(word: str) -> str | None:
        if len(word) < _SHORTEST:
            return None
        fits = {other for other in _variants(word, confusions) if words.counts.get(other, 0) >= least}
        if len(fits) != 1 or not (word.islower() or word.istitle()) or _derived(word, words) or words.attested(word):
            return None
        other = fits.pop()
        name = word.istitle() and words.counts[other] >= _SOME
        return other if words.frequency(other) > 0 or name else None

    for start, end, other in _replaced(text, words.unknown, wanted):
        listed = words.frequency(other) >= _COMMON
        yield Fault(start, end, other, "ocr", "misread", "high" if listed else "medium")


def _derived(word: str, words: Vocabulary) -> bool:
    """True for an ending behind a word that is known: no misprint, but a rare word."""
    return any(
        words.frequency(word.removesuffix(end) + more) > 0
        for end in words.of.endings
        if word.endswith(end) and len(word) > len(end) + 2
        for more in ("", "e")
    )
