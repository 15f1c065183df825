"""Words broken by a hyphen, at the end of a printed line or since, against compounds that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.reading.search import near

_HYPHENATED: Final = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")
_PARTLY_HYPHENATED: Final = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?:-[^\W\d_]+)+(?![\w-])")
_BROKEN: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,})-[ \t]+([^\W\d_]{2,})(?!\w)")
_STAMMER: Final = re.compile(r"\b([^\W\d_]{1,2})-\1", re.IGNORECASE)
_NEAR: Final = 40
_SAID: Final = 25
"""Characters back from a hyphened word in which the whole word shows that it is spoken in pieces."""
_OFTEN: Final = 5
_SHORTEST: Final = 2
_LONG: Final = 4
_COMMON: Final = 1e-5
_USUAL: Final = 2e-5


def by_document(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words that stand unbroken elsewhere."""

    def wanted(found: re.Match[str]) -> bool:
        return _within_word(found, words) and _is_broken(found, words) and _stands_unbroken(found, words)

    for found in words.matching(text, _HYPHENATED, wanted):
        if not _in_pieces(text, found):
            yield Fault(found.start(), found.end(), found[1] + found[2], "hyphen", "hyphen-document")


def _in_pieces(text: str, found: re.Match[str]) -> bool:
    """True where somebody stammers, or says a word again in pieces."""
    before = text[max(0, found.start() - _SAID) : found.start()].lower()
    stammer = _STAMMER.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR)
    return bool(stammer) or (found[1] + found[2]).lower() in before


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
    prefix = found[1].lower() in words.of.prefixes
    return words.frequency(joined) < halves and words.count(joined) < _OFTEN and not prefix


def _within_word(found: re.Match[str], words: Vocabulary) -> bool:
    return _same_case(found[1], found[2]) and not _spelling(found[0], words)


def _listed(found: re.Match[str], words: Vocabulary) -> bool:
    """The list has the joined word, and more often than its first half if both halves are words."""
    whole, first = words.frequency(found[1] + found[2]), words.frequency(found[1])
    if whole:
        prefix = found[1].lower() in words.of.prefixes
        return prefix or whole > first or min(first, words.frequency(found[2])) == 0
    rare = _dead_prefix(found, words) and words.frequency(found[2]) < _COMMON
    return rare and words.attested(found[1] + found[2])


def _dead_prefix(found: re.Match[str], words: Vocabulary) -> bool:
    """True where the first half is a syllable that makes no new compounds."""
    return found[1].lower() in words.of.prefixes - words.of.living


def _stands_unbroken(found: re.Match[str], words: Vocabulary) -> bool:
    """The joined form occurs in the document, as often as a word or a name must."""
    joined = found[1] + found[2]
    name = found[1][0].isupper() and found[2].islower()
    seen = words.counts[joined] + words.counts[joined.lower()] if name else words.count(joined)
    listed = words.frequency(joined) > 0
    return (seen >= 2 or (seen == 1 and (name or listed))) and (words.settled or listed or words.attested(joined))


def _is_broken(found: re.Match[str], words: Vocabulary) -> bool:
    """Not a compound of two words: the last half is none, or the first is a syllable at which lines are broken.

    Where spelling is not settled, syllables prove nothing. Of names in a settled text the long list, which holds rare
    words and names of all kinds, says nothing.
    """
    last = found[2].lower()
    syllable = _dead_prefix(found, words) or _usual(found, words)
    if words.settled and syllable:
        return True
    if words.frequency(last) or words.counts[found[2]] or words.halves[last] > 1:
        return False
    return (words.settled and found[1][0].isupper()) or not words.attested(last)


def _usual(found: re.Match[str], words: Vocabulary) -> bool:
    """True where a prefix stands before what makes a word too usual to be compounded anew: “with-out”."""
    return found[1].lower() in words.of.prefixes and words.frequency(found[1] + found[2]) >= _USUAL


def _spelling(word: str, words: Vocabulary) -> bool:
    """A hyphened form that recurs is how the author spells it."""
    return sum(words.counts[form] for form in {word, word.lower(), word.capitalize()}) > 1


def _same_case(first: str, second: str) -> bool:
    return len(first) > 1 and len(second) > 1 and (second.islower() or (first + second).isupper())


def lost(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Compounds that have more hyphens elsewhere, where a part of what is left is no word."""
    if not words.unhyphened:
        return

    def whole(found: re.Match[str]) -> str:
        return words.unhyphened.get(found[0].replace("-", "").lower(), "")

    def wanted(found: re.Match[str]) -> bool:
        more = whole(found).count("-") > found[0].count("-")
        return more and words.counts[found[0]] == 1 and any(_no_word(part, words) for part in found[0].split("-"))

    for found in words.matching(text, _PARTLY_HYPHENATED, wanted):
        yield Fault(found.start(), found.end(), whole(found), "hyphen", "hyphen-lost")


def _no_word(part: str, words: Vocabulary) -> bool:
    return not (words.counts[part] or words.frequency(part) or words.attested(part))


def before_spaces(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words broken by a hyphen and a space; “pre- and post-war” is none."""
    for found in near(text, _BROKEN, "- ", "-\t"):
        joined = found[1] + found[2]
        known = words.count(joined) or (words.settled and words.frequency(joined) > 0)
        if found[2].islower() and found[2] not in words.of.unfinished and known and not _two_words(found, words):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-space", evidence=internal)


def _two_words(found: re.Match[str], words: Vocabulary) -> bool:
    """True for two longer words, of which a compound may be made with or without a hyphen."""
    return len(found[1]) >= _LONG and min(words.frequency(found[1]), words.frequency(found[2])) > 0


def at_line_ends(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Words broken at the end of a line."""
    for found in words.broken:
        end = found.end() + len(found[3])
        joined, kept = found[1] + found[3], f"{found[1]}-{found[3]}"
        if (
            min(len(found[1]), len(found[3])) < _SHORTEST
            or not found[3].islower()
            or _goes_on(text, found.start(), end)
        ):
            continue
        if not words.count(kept) and (words.count(joined) or _only_joined(found, words)):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), end, joined, "hyphen", "hyphen-line", evidence=internal)


def _goes_on(text: str, start: int, end: int) -> bool:
    """True where a hyphen, letter or figure stands before or behind."""
    return any(mark == "-" or mark.isalnum() for mark in (text[start - 1 : start], text[end : end + 1]))


def _only_joined(found: re.Match[str], words: Vocabulary) -> bool:
    """The list knows the whole, but not both halves as words."""
    halves = min(words.frequency(found[1]), words.frequency(found[3]))
    return words.frequency(found[1] + found[3]) >= _COMMON and halves < _COMMON
