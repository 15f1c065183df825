"""What the corrections rest on: faults as found, and the vocabulary of the document and of its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rubricator.language import lexicon
from rubricator.language.frequency import attested, frequencies
from rubricator.model.document import Annotation, Cert
from rubricator.model.source import Source
from rubricator.reading.search import occurrences
from rubricator.reading.text import broken_words
from rubricator.reading.words import MARKS
from rubricator.reading.words import word as word_pattern

_TELLING: Final = 3
"""Letters of a word that tells whether the lists know the language of a document."""
_FEW: Final = 24
"""Of more words or tokens, each is not looked for by itself: the text is passed through once."""
_TOKEN: Final = re.compile(r"\S+")
_PART: Final = re.compile(r"[-’']?[^\W_]")
"""What shows that a word goes on."""
_FIGURED: Final = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")


class Fault(NamedTuple):
    """A stretch to correct: what it should be, of which kind, by which rule."""

    start: int
    end: int
    corr: str
    kind: str
    rule: str
    cert: Cert = "high"
    evidence: str = "internal"


class Doubt(NamedTuple):
    """A stretch that an editor should look at: why, what it is about, and the rule that found it."""

    start: int
    end: int
    reason: str
    kind: str
    rule: str


class Words(NamedTuple):
    """The word lists by which one language tells damage from spelling; empty where it has none."""

    months: frozenset[str]
    elided: frozenset[str]
    prefixes: frozenset[str]
    living: frozenset[str]
    unfinished: frozenset[str]
    once: tuple[str, ...]
    confusions: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    saying: frozenset[str]
    spelling: frozenset[str]
    with_i: tuple[str, ...]
    """The commonest words that begin with a capital I, with an l for it."""
    odd: re.Pattern[str] | None
    """Shapes that no word of the language has."""
    spaced: str
    """Marks before which the language puts a space."""


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The word lists of a language."""
    listed = lexicon(language).table("corrections")

    def of(name: str) -> list[str]:
        return str(listed.get(name, "")).split()

    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        return tuple(zip(of(name)[::2], of(name)[1::2], strict=True))

    return Words(
        frozenset(lexicon(language).common.month_names()),
        frozenset(of("elided")),
        frozenset(of("prefixes")),
        frozenset(of("living_prefixes")),
        frozenset(of("unfinished") or lexicon(language).common.function_words),
        tuple(of("never_twice")),
        pairs("confusions"),
        pairs("alike"),
        tuple(of("endings")),
        frozenset(of("saying")),
        frozenset(of("spelling")),
        tuple(of("l_for_i")),
        re.compile(listed["odd"]) if "odd" in listed else None,
        "".join(of("spaced_marks")),
    )


class Vocabulary:
    """Words of the document with their counts, and the frequency list behind it, read when first needed."""

    def __init__(self, source: Source, language: str = "en") -> None:
        self.sequence = source.sequence
        self.tokens = source.tokens
        self.broken = broken_words(source)
        self.counts = _whole(source)
        self.language = language.partition("-")[0].lower()
        self.of = words_of(self.language)
        self.settled = True

    @cached_property
    def unhyphened(self) -> dict[str, str]:
        """Compounds of two hyphens or more, by their letters alone."""
        compounds = [word for word in self.counts if "-" in word]
        return {word.replace("-", "").lower(): word for word in compounds if word.count("-") >= 2}

    @cached_property
    def halves(self) -> Counter[str]:
        """Last parts of hyphened words, in small letters, with the number of different words that each ends."""
        return Counter(word.rpartition("-")[2].lower() for word in self.counts if "-" in word)

    @cached_property
    def once(self) -> list[str]:
        """Words that occur once."""
        return [word for word, count in self.counts.items() if count == 1]

    @cached_property
    def unknown(self) -> list[str]:
        """Words that occur once and that the frequency list lacks."""
        listed = self._frequencies
        return [word for word in self.once if word.lower() not in listed]

    @cached_property
    def _frequencies(self) -> dict[str, float]:
        return frequencies(self.language)

    @property
    def listed(self) -> bool:
        """True where the language has a frequency list."""
        return bool(self._frequencies)

    def attested(self, word: str) -> bool:
        """True for a word of the long list of the language."""
        return attested(word, self.language)

    def strange(self, word: str) -> bool:
        """True for a word in small letters that no list of the language has."""
        plain = len(word) >= _TELLING and word.islower() and word.isalpha()
        return plain and word not in self._frequencies and not self.attested(word)

    def count(self, word: str) -> int:
        """Occurrences, those with a capital at the start of a sentence included."""
        return self.counts[word] + (self.counts[word.capitalize()] if word.islower() else 0)

    def knows(self, word: str) -> bool:
        """True where the document or the frequency list has the word."""
        return word in self.counts or word.lower() in self._frequencies

    def frequency(self, word: str) -> float:
        """Frequency in the language at large, 0 where unknown."""
        return self._frequencies.get(word.lower(), 0.0)

    @cached_property
    def lines(self) -> str:
        """The different tokens, a line each."""
        return "\n".join(self.tokens)

    @cached_property
    def _compound(self) -> str:
        """The tokens that hold a mark between two letters or a figure, a line each."""
        mixed = (token for token in self.tokens if not token.isalpha())
        return "\n".join(token for token in mixed if not token.strip(MARKS).isalpha())

    @cached_property
    def figured(self) -> list[str]:
        """Tokens in which a figure stands beside a letter."""
        return [token for token in self._compound.split("\n") if _FIGURED.search(token)]

    def matching(
        self, text: str, pattern: re.Pattern[str], wanted: Callable[[re.Match[str]], bool] = bool
    ) -> Iterator[re.Match[str]]:
        """Matches that are wanted, of a pattern that holds no white space but a mark between two letters.

        They are looked for among the different tokens, which are few, and then in the text.
        """
        telling = {_line(self._compound, found) for found in pattern.finditer(self._compound) if wanted(found)}
        for token, at in tokens_at(text, telling):
            yield from (found for found in pattern.finditer(text, at, at + len(token)) if wanted(found))


def _whole(source: Source) -> Counter[str]:
    """The words with their counts, less the parts of words broken at the ends of lines."""
    parts = Counter(part for found in broken_words(source) for part in (found[1], found[3]))
    return Counter({word: count - parts[word] for word, count in source.words.items() if count > parts[word]})


def testimony(source: Source, correction: Annotation, language: str = "en") -> Iterator[str]:
    """What document and frequency list say of a word as printed and as corrected, a line each."""
    words = Vocabulary(source, language)
    for how, word in (
        ("printed", source.text[correction.start : correction.end]),
        ("corrected", correction.attrs["corr"]),
    ):
        if word_pattern.fullmatch(word):
            known = f"in the language at large {1e6 * words.frequency(word):.1f} in a million words"
            listed = known if words.frequency(word) else "not among the commonest words of the language"
            yield f"as {how}, “{word}”: {words.count(word)} in the document, {listed}"


def _line(text: str, found: re.Match[str]) -> str:
    end = text.find("\n", found.end())
    return text[text.rfind("\n", 0, found.start()) + 1 : end if end >= 0 else len(text)]


def tokens_at(text: str, tokens: Collection[str]) -> Iterator[tuple[str, int]]:
    """Tokens and the offsets at which they stand, white space around them."""
    if len(tokens) > _FEW:
        yield from ((found[0], found.start()) for found in _TOKEN.finditer(text) if found[0] in tokens)
        return
    for token in sorted(tokens):
        for at in occurrences(text, token):
            if (
                not (text[at - 1 : at].strip() if at else "")
                and not text[at + len(token) : at + len(token) + 1].strip()
            ):
                yield token, at


def words_at(text: str, words: Collection[str]) -> Iterator[tuple[str, int]]:
    """Words and the offsets at which they stand, whole."""
    if len(words) > _FEW:
        places = ((found[0], found.start()) for found in word_pattern.finditer(text) if found[0] in words)
    else:
        places = ((word, at) for word in sorted(words) for at in occurrences(text, word))
    for word, at in places:
        if not _PART.match(text[max(0, at - 2) : at][::-1]) and not _PART.match(text, at + len(word)):
            yield word, at
