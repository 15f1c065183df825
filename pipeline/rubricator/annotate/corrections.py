"""Corrections: what digitization broke, told from what the author wrote (Guidelines 3.5.1, apparent errors).

Precision before recall. The first witness is the document's own vocabulary: a word that stands unbroken
elsewhere. A general frequency list decides alone only in a document that has shown itself damaged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from rubricator.authority import Authority
from rubricator.context import Context
from rubricator.document import Annotation, Cert, Document
from rubricator.language import table
from rubricator.language.frequency import frequency
from rubricator.stages import annotator

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_HYPHENATED: Final = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")
_PARTLY_HYPHENATED: Final = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?:-[^\W\d_]+)+(?![\w-])")
_BROKEN: Final = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})-[ \t]+(?!and\b|or\b|to\b|nor\b|but\b|und\b|et\b)([^\W\d_]{2,})(?!\w)"
)
_LINE_END: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,})[-¬\u00ad]\r?\n[ \t]*([^\W\d_]{2,})(?![\w-])")
_NO_SPACE: Final = re.compile(r"(?<![\w.])([^\W\d_]{3,})([,;!?])([^\W\d_]+)(?![\w.@])")
_RUN_ON: Final = re.compile(r"(?<![\w.])([a-z]{3,})\.([‘“]?[A-Z][a-z]+)(?![\w.])")
_TIGHT_MARK: Final = re.compile(r"[,;!?](?=[^\W\d_])")
_TIGHT_STOP: Final = re.compile(r"\.(?=[‘“]?[A-Z])")
_SPACED_MARK: Final = re.compile(r"(?:(?<=\s)|(?<=[(\[]))([‘“])[ \u00a0](?=[^\W\d_])([^\W\d_]+)")
_SPECK: Final = re.compile(r"(?<!\w)([^\W\d_]+) ([.,;:]) (?=[^\W_])")
_DOUBLE_STOP: Final = re.compile(r"(?<=[^\W\d_])[,;:]\.(?=\s+[a-z])")
_DOUBLE_SPACE: Final = re.compile(r"(?<=[a-z,;]) {2,3}(?=[A-Za-z])")
_INNER_CAPITAL: Final = re.compile(r"[a-z]{2,}[A-Z][a-z]*")
_STRAY_COMMA: Final = re.compile(r"\b(?:the|an)(,) ([a-z]+)\b")
_MIXED_BRACKETS: Final = re.compile(r"\([^()\[\]\n]{1,200}\]|\[[^()\[\]\n]{1,200}\)")
_WRONG_WAY: Final = re.compile(r"’(?<=[\s(\[—–]’)(?=([^\W\d_]+))")
_CLOSING: Final = re.compile(r"[.,!?…]’|‘|\n\s*\n")
_WORDS: Final = table("corrections")
_MONTHS: Final = frozenset(_WORDS["months"])
_ELIDED: Final = frozenset(_WORDS["elided"].split())
_PREFIXES: Final = frozenset(_WORDS["prefixes"].split())
_UNFINISHED: Final = frozenset(_WORDS["unfinished"].split())
_CONFUSIONS: Final = tuple(zip(*[iter(_WORDS["confusions"].split())] * 2, strict=True))
_DAMAGED: Final = 3
"""So many sure faults, and one in so many words, make a document damaged."""
_DENSITY: Final = 5_000
_COMMON: Final = 1e-5
_VERY_COMMON: Final = 1e-4

RULES: Final = {
    "hyphen-document": "a hyphen inside a word that stands unbroken elsewhere in the document",
    "hyphen-damaged": "a hyphen inside a common word, in a document damaged elsewhere",
    "hyphen-lost": "a compound that has all its hyphens elsewhere in the document",
    "hyphen-space": "a word broken by a hyphen and a space",
    "hyphen-line": "a word broken at the end of a line",
    "space-missing": "no space after a punctuation mark between two words",
    "space-in-mark": "a space after an opening quotation mark",
    "space-doubled": "two spaces in a document that otherwise has one",
    "space-before": "a space before a punctuation mark",
    "speck": "a punctuation mark that stands alone between two words",
    "double-stop": "two marks where the sentence goes on",
    "inner-capital": "a capital inside a word that is known without it",
    "month": "the name of a month with two letters exchanged or one amiss",
    "confusion": "an unknown word that a usual confusion of letters makes a common one",
    "authority": "a letter amiss in a name or title that the authority file spells",
    "stray-comma": "a comma between the article and its noun, in a document damaged elsewhere",
    "bracket": "a bracket closed by one of another kind",
    "mark-direction": "a closing quotation mark where a quotation opens",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch to correct: what it should be, of which kind, by which rule."""

    start: int
    end: int
    corr: str
    kind: str
    rule: str
    cert: Cert = "high"
    evidence: str = "internal"


class Vocabulary:
    """Words of the document with their counts, and the frequency list behind it, read when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def counts(self) -> Counter[str]:
        """Words of the document, hyphened ones whole."""
        return Counter(_WORD.findall(self._text))

    @cached_property
    def unhyphened(self) -> dict[str, str]:
        """Compounds of two hyphens or more, by their letters alone."""
        return {word.replace("-", "").lower(): word for word in self.counts if word.count("-") >= 2}

    def count(self, word: str) -> int:
        """Occurrences, those with a capital at the start of a sentence included."""
        return self.counts[word] + (self.counts[word.capitalize()] if word.islower() else 0)

    def frequency(self, word: str) -> float:
        """Frequency in general English, 0 where unknown."""
        return frequency(word)


def _places(text: str, pattern: re.Pattern[str], *literals: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that holds one of the literals; looked for around these only, which is fast."""
    return _around(text, pattern, sorted(chain.from_iterable(_occurrences(text, literal) for literal in literals)))


def _around(text: str, pattern: re.Pattern[str], offsets: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches that cover one of the rising offsets."""
    end = 0
    for at in offsets:
        found = pattern.search(text, max(end, at - _REACH), at + _REACH) if at >= end else None
        if found and found.start() <= at < found.end():
            end = found.end()
            yield found


def _occurrences(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


_REACH: Final = 48
"""No word that is mended is longer, in characters."""


@annotator(reads={"p"}, writes={"sic", "supplied", "flag"}, rules=RULES)
def corrections(document: Document, context: Context) -> Iterator[Annotation]:
    """Yield a `sic` or what is `supplied` for each fault; of overlapping ones the first, longest wins."""
    text, words = document.text, Vocabulary(document.text)
    sure = list(chain.from_iterable(find(text, words) for find in _SURE))
    sure += _by_authority(text, words, context.authority)
    damaged = _is_damaged(sure, words)
    doubtful = chain.from_iterable(find(text, words) for find in _DOUBTFUL) if damaged else ()
    end = -1
    for fault in sorted((*sure, *doubtful), key=lambda one: (one.start, -one.end)):
        if fault.start >= end:
            end = fault.end
            yield _annotation(fault)
    for found in _MIXED_BRACKETS.finditer(text):
        attrs = {"reason": "A bracket of one kind is closed by one of another.", "kind": "bracket"}
        yield Annotation("flag", found.start(), found.end(), attrs, "bracket")


def _annotation(fault: Fault) -> Annotation:
    """A `sic`; where nothing stands that could be wrong, what is `supplied`."""
    if fault.start == fault.end:
        attrs = {"text": fault.corr, "reason": "omitted", "evidence": fault.evidence}
        return Annotation("supplied", fault.start, fault.end, attrs, fault.rule, fault.cert)
    attrs = {"corr": fault.corr, "type": fault.kind, "evidence": fault.evidence}
    return Annotation("sic", fault.start, fault.end, attrs, fault.rule, fault.cert)


def _is_damaged(sure: list[Fault], words: Vocabulary) -> bool:
    telling = sum(fault.kind in ("hyphen", "ocr") for fault in sure)
    return telling >= _DAMAGED and telling * _DENSITY >= words.counts.total()


# ---------------------------------------------------------------- hyphens
def _hyphens_by_document(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _hyphens(text, words):
        if _is_broken(found, words) and _stands_unbroken(found, words):
            yield Fault(found.start(), found.end(), found[1] + found[2], "hyphen", "hyphen-document")


def _hyphens_in_damaged(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _hyphens(text, words):
        joined = found[1] + found[2]
        if _stands_unbroken(found, words):
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-document", "medium")
        elif _is_broken(found, words) and words.frequency(joined) > 0:
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-damaged", "medium", "external")


def _hyphens(text: str, words: Vocabulary) -> Iterator[re.Match[str]]:
    for found in _places(text, _HYPHENATED, "-"):
        if _same_case(found[1], found[2]) and not _spelling(found[0], words):
            yield found


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


def _hyphens_lost(text: str, words: Vocabulary) -> Iterator[Fault]:
    if not words.unhyphened:
        return
    for found in _places(text, _PARTLY_HYPHENATED, "-"):
        whole = words.unhyphened.get(found[0].replace("-", "").lower())
        if whole and whole != found[0] and whole.count("-") > found[0].count("-"):
            yield Fault(found.start(), found.end(), whole, "hyphen", "hyphen-lost")


def _broken_words(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _places(text, _BROKEN, "- ", "-\t"):
        joined = found[1] + found[2]
        if found[2].islower() and (words.count(joined) or words.frequency(joined) > 0):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-space", evidence=internal)


def _line_ends(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _places(text, _LINE_END, "-\n", "-\r", "¬", "\u00ad"):
        joined, kept = found[1] + found[2], f"{found[1]}-{found[2]}"
        if found[2].islower() and not words.count(kept) and (words.count(joined) or _only_joined(found, words)):
            internal = "internal" if words.count(joined) else "external"
            yield Fault(found.start(), found.end(), joined, "hyphen", "hyphen-line", evidence=internal)


def _only_joined(found: re.Match[str], words: Vocabulary) -> bool:
    """The list knows the whole, but not both halves as words."""
    halves = min(words.frequency(found[1]), words.frequency(found[2]))
    return words.frequency(found[1] + found[2]) >= _COMMON and halves < _COMMON


# ---------------------------------------------------------------- spaces and marks
def _spaces(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _around(text, _NO_SPACE, (mark.start() for mark in _TIGHT_MARK.finditer(text))):
        yield Fault(found.end(2), found.end(2), " ", "space", "space-missing")
    for found in _around(text, _RUN_ON, (mark.start() for mark in _TIGHT_STOP.finditer(text))):
        if words.frequency(found[1]) > 0 and (words.frequency(found[2].lstrip("‘“")) > 0 or found[2][0] in "‘“"):
            yield Fault(found.start(2), found.start(2), " ", "space", "space-missing")
    for found in _places(text, _SPACED_MARK, "‘ ", "“ ", "‘\u00a0", "“\u00a0"):
        yield Fault(found.end(1), found.start(2), "", "space", "space-in-mark")
    doubled = list(_places(text, _DOUBLE_SPACE, "  ")) if text.count("  ") <= 1 + len(text) // 500 else []
    if len(doubled) <= 1 + len(text) // 20_000:
        for found in doubled:
            yield Fault(found.start(), found.end(), " ", "space", "space-doubled")


def _specks(text: str, words: Vocabulary) -> Iterator[Fault]:
    found_all = list(_places(text, _SPECK, " . ", " , ", " ; ", " : "))
    if len(found_all) <= 2 + len(text) // 100_000:
        yield from map(_speck_or_space, found_all)
    for found in _places(text, _DOUBLE_STOP, ",.", ";.", ":."):
        yield Fault(found.end() - 1, found.end(), "", "ocr", "double-stop")


def _speck_or_space(found: re.Match[str]) -> Fault:
    if found[2] == "." and found[1] in _UNFINISHED:
        return Fault(found.start(2), found.end(), "", "ocr", "speck")
    return Fault(found.end(1), found.start(2), "", "space", "space-before")


def _wrong_marks(text: str, words: Vocabulary) -> Iterator[Fault]:
    if text.count("‘") * 5 < text.count("’"):
        return
    for found in _WRONG_WAY.finditer(text):
        closing = _CLOSING.search(text, found.end())
        elided = found[1].lower() in _ELIDED or words.frequency(found[1]) == 0
        if not elided and closing and closing[0].endswith("’") and closing.end() - found.start() > 8:
            yield Fault(found.start(), found.end(), "‘", "quote", "mark-direction")


# ---------------------------------------------------------------- letters
def _capitals(text: str, words: Vocabulary) -> Iterator[Fault]:
    for word in [word for word in words.counts if _INNER_CAPITAL.fullmatch(word)]:
        if words.count(word.lower()) or words.frequency(word) > 0:
            for found in re.finditer(rf"(?<![\w’'-]){word}(?![\w’'-])", text):
                yield Fault(found.start(), found.end(), word.lower(), "ocr", "inner-capital")


def _rare(text: str, words: Vocabulary, wanted: Callable[[str], str | None]) -> Iterator[tuple[re.Match[str], str]]:
    """Places of words that occur once and for which `wanted` has another."""
    swaps = {word: other for word, count in words.counts.items() if count == 1 and (other := wanted(word))}
    for word in swaps:
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        if found:
            yield found, swaps[word]


def _months(text: str, words: Vocabulary) -> Iterator[Fault]:
    def wanted(word: str) -> str | None:
        if not (word[0].isupper() and 6 <= len(word) <= 10) or word in _MONTHS:
            return None
        return next((month for month in _MONTHS if len(month) > 5 and _near(word, month)), None)

    for found, month in _rare(text, words, wanted):
        yield Fault(found.start(), found.end(), month, "ocr", "month", evidence="external")


def _near(word: str, month: str) -> bool:
    """One letter amiss or lost, or the letters of the inside exchanged."""
    if word[:2] != month[:2] or word[-1] != month[-1] or word == month:
        return False
    if len(word) == len(month):
        return sorted(word) == sorted(month) or sum(a != b for a, b in zip(word, month, strict=True)) == 1
    return any(month[:at] + month[at + 1 :] == word for at in range(len(month)))


def _function_words(text: str, words: Vocabulary) -> Iterator[Fault]:
    yield from _confused(text, words, _VERY_COMMON * 5)


def _confusions(text: str, words: Vocabulary) -> Iterator[Fault]:
    yield from _confused(text, words, _COMMON)


def _confused(text: str, words: Vocabulary, floor: float) -> Iterator[Fault]:
    def wanted(word: str) -> str | None:
        lower = word.lower()
        if len(word) < 3 or not (word.islower() or word.istitle()) or not _impossible(lower, words):
            return None
        other = max(_variants(lower), key=words.frequency, default="")
        if words.frequency(other) < floor or (word.istitle() and words.frequency(other) < _VERY_COMMON):
            return None
        return other.capitalize() if word.istitle() else other

    for found, other in _rare(text, words, wanted):
        yield Fault(found.start(), found.end(), other, "ocr", "confusion", "medium", "external")


def _impossible(word: str, words: Vocabulary) -> bool:
    """Unknown, and of a shape that English does not have."""
    return words.frequency(word) == 0 and bool(_ODD.search(word))


_ODD: Final = re.compile(r"^[tw]b|^arrn|rrn|[^aeiouy]{5}|^[bcdfghjklmnpqrstvwxz]{3,4}$|[aeiou]{4}|^tl|[bh]c$|^bc$|\d")


def _variants(word: str) -> Iterator[str]:
    for wrong, right in _CONFUSIONS:
        at = word.find(wrong)
        while at >= 0:
            yield word[:at] + right + word[at + len(wrong) :]
            at = word.find(wrong, at + 1)


# ---------------------------------------------------------------- the authority file
def _by_authority(text: str, words: Vocabulary, authority: Authority) -> Iterator[Fault]:
    """Rare, unknown words with a capital that differ by one letter from one word of the authority file."""
    rare = {word for word, count in words.counts.items() if count <= 2 and len(word) > 5 and word[0].isupper()}
    rare = {word for word in rare if words.frequency(word) == 0} if authority.entries else set()
    spelt = _spelt(authority) if rare else set()
    near: dict[str, set[str]] = {}
    shapes = {(word[0], word[-1], len(word) + more) for word in rare for more in (-1, 0, 1)}
    for word in (word for word in spelt if (word[0], word[-1], len(word)) in shapes):
        for key in _deletions(word):
            near.setdefault(key, set()).add(word)
    for word in rare - spelt:
        meant = {other for key in _deletions(word) for other in near.get(key, ()) if _one_amiss(word, other)}
        if len(meant) == 1:
            for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
                yield Fault(found.start(), found.end(), min(meant), "ocr", "authority", "medium", "external")


def _spelt(authority: Authority) -> set[str]:
    """Words of all names and titles, variants included."""
    named = (name for entry in authority.entries.values() for name in entry.iter() if isinstance(name.tag, str))
    texts = (" ".join(map(str, name.itertext())) for name in named if name.tag.endswith(("Name", "title")))
    return {word for found in texts for word in _WORD.findall(found) if len(word) > 4}


def _deletions(word: str) -> set[str]:
    """The word, and the word less any one letter, accents aside."""
    plain = "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(1, len(plain)))}


def _one_amiss(word: str, other: str) -> bool:
    """Ends alike, one letter or accent between them changed, lost or added; a hyphen is another matter."""
    if (word[0], word[-1]) != (other[0], other[-1]) or abs(len(word) - len(other)) > 1 or word == other:
        return False
    if len(word) == len(other):
        return sum(a != b for a, b in zip(word, other, strict=True)) == 1
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)) if longer[at] != "-")


def _stray_commas(text: str, words: Vocabulary) -> Iterator[Fault]:
    for found in _places(text, _STRAY_COMMA, "the, ", "an, "):
        if found[2] not in _UNFINISHED:
            yield Fault(found.start(1), found.end(1), "", "ocr", "stray-comma", "medium")


_SURE: Final = (
    _hyphens_by_document, _hyphens_lost, _broken_words, _line_ends, _spaces, _specks, _wrong_marks, _capitals, _months,
    _function_words,
)  # fmt: skip
_DOUBTFUL: Final = (_hyphens_in_damaged, _confusions, _stray_commas)
