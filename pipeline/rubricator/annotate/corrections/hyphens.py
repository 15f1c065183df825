"""Words broken by a hyphen, at the end of a printed line or since, against compounds that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.language import table
from rubricator.language.frequency import attested
from rubricator.reading.corrected import near

_HYPHENATED: Final = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")
_PARTLY_HYPHENATED: Final = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?:-[^\W\d_]+)+(?![\w-])")
_BROKEN: Final = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})-[ \t]+(?!and\b|or\b|to\b|nor\b|but\b|und\b|et\b)([^\W\d_]{2,})(?!\w)"
)
_LINE_END: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,})[-¬\u00ad]\r?\n[ \t]*([^\W\d_]{2,})(?![\w-])")
_STAMMER: Final = re.compile(r"\b([^\W\d_]{1,2})-\1", re.IGNORECASE)
_NEAR: Final = 40
_PREFIXES: Final = frozenset(table("corrections")["prefixes"].split())
_LIVING: Final = frozenset(table("corrections")["living_prefixes"].split())
_OFTEN: Final = 5
_COMMON: Final = 1e-5


def by_document(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words that stand unbroken elsewhere."""

    def wanted(found: re.Match[str]) -> bool:
        return _within_word(found, words) and _is_broken(found, words) and _stands_unbroken(found, words)

    for found in words.matching(text, _HYPHENATED, wanted):
        if not _STAMMER.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR):
            yield Fault(found.start(), found.end(), found[1] + found[2], "hyphen", "hyphen-document")


def in_damaged(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words that stand unbroken elsewhere or that the frequency list has, for a document that is damaged."""

    def wanted(found: re.Match[str]) -> bool:
        unbroken = _stands_unbroken(found, words) and not _compound(found, words)
        return _within_word(found, words) and (unbroken or _listed(found, words))

    for found in words.matching(text, _HYPHENATED, wanted):
        joined = found[1] + found[2]
        if _stands_unbroken(found, words):
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-document", "medium")
        else:
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-damaged", "medium", "external")


def _compound(found: re.Match[str], words: Vocabulary) -> bool:
    """Two words, both commoner than what they make, and that not often printed as one: a compound spelt in two ways."""
    halves = min(words.frequency(found[1]), words.frequency(found[2]))
    joined = found[1] + found[2]
    return words.frequency(joined) < halves and words.count(joined) < _OFTEN and found[1].lower() not in _PREFIXES


def _within_word(found: re.Match[str], words: Vocabulary) -> bool:
    return _same_case(found[1], found[2]) and not _spelling(found[0], words)


def _listed(found: re.Match[str], words: Vocabulary) -> bool:
    """The list has the joined word, and more often than its first half if both halves are words."""
    whole, first = words.frequency(found[1] + found[2]), words.frequency(found[1])
    if whole:
        return _is_broken(found, words) or whole > first
    rare = found[1].lower() in _PREFIXES - _LIVING and words.frequency(found[2]) < _COMMON
    return rare and attested(found[1] + found[2])


def _stands_unbroken(found: re.Match[str], words: Vocabulary) -> bool:
    """The joined form occurs in the document, as often as a word or a name must."""
    joined = found[1] + found[2]
    name = found[1][0].isupper() and found[2].islower()
    seen = words.counts[joined] + words.counts[joined.lower()] if name else words.count(joined)
    return seen >= 2 or (seen == 1 and (name or words.frequency(joined) > 0))


def _is_broken(found: re.Match[str], words: Vocabulary) -> bool:
    """Not a compound of two words: a half is no word, or the first is a syllable at which lines are broken."""
    halves = min(words.frequency(found[1]), words.frequency(found[2]))
    return halves == 0 or found[1].lower() in _PREFIXES


def _spelling(word: str, words: Vocabulary) -> bool:
    """A hyphened form that recurs is how the author spells it."""
    return sum(words.counts[form] for form in {word, word.lower(), word.capitalize()}) > 1


def _same_case(first: str, second: str) -> bool:
    return len(first) > 1 and len(second) > 1 and (second.islower() or (first + second).isupper())


def lost(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Compounds that have more hyphens elsewhere."""
    if not words.unhyphened:
        return

    def whole(found: re.Match[str]) -> str:
        return words.unhyphened.get(found[0].replace("-", "").lower(), "")

    def wanted(found: re.Match[str]) -> bool:
        return whole(found) != found[0] and whole(found).count("-") > found[0].count("-")

    for found in words.matching(text, _PARTLY_HYPHENATED, wanted):
        yield Fault(found.start(), found.end(), whole(found), "hyphen", "hyphen-lost")


def before_spaces(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words broken by a hyphen and a space."""
    for found in near(text, _BROKEN, "- ", "-\t"):
        joined = found[1] + found[2]
        if found[2].islower() and (words.count(joined) or words.frequency(joined) > 0):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-space", evidence=internal)


def at_line_ends(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words broken at the end of a line."""
    for found in near(text, _LINE_END, "-\n", "-\r", "¬", "\u00ad"):
        joined, kept = found[1] + found[2], f"{found[1]}-{found[2]}"
        if found[2].islower() and not words.count(kept) and (words.count(joined) or _only_joined(found, words)):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-line", evidence=internal)


def _only_joined(found: re.Match[str], words: Vocabulary) -> bool:
    """The list knows the whole, but not both halves as words."""
    halves = min(words.frequency(found[1]), words.frequency(found[2]))
    return words.frequency(found[1] + found[2]) >= _COMMON and halves < _COMMON
