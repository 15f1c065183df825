"""What the corrections rest on: faults as found, and the vocabulary of the document and of its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.language.frequency import frequencies
from rubricator.model.document import Annotation, Cert
from rubricator.model.source import Source
from rubricator.reading.corrected import occurrences

_FEW: Final = 24
"""Of more words or tokens, each is not looked for by itself: the text is passed through once."""
_TOKEN: Final = re.compile(r"\S+")
_PART: Final = re.compile(r"[-’']?[^\W_]")
"""What shows that a word goes on."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FIGURED: Final = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
_MARKS: Final = ".,;:!?…\"'“”‘’«»()[]{}<>—–-_*"


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


class Vocabulary:
    """Words of the document with their counts, and the frequency list behind it, read when first needed."""

    def __init__(self, source: Source) -> None:
        self.sequence = source.sequence
        self.tokens = source.tokens
        self.counts = source.words

    @cached_property
    def unhyphened(self) -> dict[str, str]:
        """Compounds of two hyphens or more, by their letters alone."""
        compounds = [word for word in self.counts if "-" in word]
        return {word.replace("-", "").lower(): word for word in compounds if word.count("-") >= 2}

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
        return frequencies()

    def count(self, word: str) -> int:
        """Occurrences, those with a capital at the start of a sentence included."""
        return self.counts[word] + (self.counts[word.capitalize()] if word.islower() else 0)

    def knows(self, word: str) -> bool:
        """True where the document or the frequency list has the word."""
        return word in self.counts or word.lower() in self._frequencies

    def frequency(self, word: str) -> float:
        """Frequency in general English, 0 where unknown."""
        return self._frequencies.get(word.lower(), 0.0)

    @cached_property
    def lines(self) -> str:
        """The different tokens, a line each."""
        return "\n".join(self.tokens)

    @cached_property
    def _compound(self) -> str:
        """The tokens that hold a mark between two letters or a figure, a line each."""
        mixed = (token for token in self.tokens if not token.isalpha())
        return "\n".join(token for token in mixed if not token.strip(_MARKS).isalpha())

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


def testimony(source: Source, correction: Annotation) -> Iterator[str]:
    """What document and frequency list say of a word as printed and as corrected, a line each."""
    words = Vocabulary(source)
    for how, word in (
        ("printed", source.text[correction.start : correction.end]),
        ("corrected", correction.attrs["corr"]),
    ):
        if _WORD.fullmatch(word):
            known = f"in general English {1e6 * words.frequency(word):.1f} in a million words"
            listed = known if words.frequency(word) else "not among the commonest English words"
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
        places = ((found[0], found.start()) for found in _WORD.finditer(text) if found[0] in words)
    else:
        places = ((word, at) for word in sorted(words) for at in occurrences(text, word))
    for word, at in places:
        if not _PART.match(text[max(0, at - 2) : at][::-1]) and not _PART.match(text, at + len(word)):
            yield word, at
