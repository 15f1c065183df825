"""How each person speaks: how much likelier some words are from a person than in the talk of the whole text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from math import log, sqrt
from typing import Final

Share = tuple[str, Collection[str], float]
"""A person, the words of an utterance, and how sure it is that the person speaks it."""

_PRIOR: Final = 150.0
"""So many words of the whole talk stand for what is not known yet of a person's."""
_MOST: Final = 3.0
"""No words tell more than this for or against somebody."""


class Idiolects:
    """The words of each person, among those of the whole talk."""

    def __init__(self, said: Iterable[Share], all_words: Iterable[Collection[str]]) -> None:
        self._of: dict[str, defaultdict[str, float]] = {}
        self._number: defaultdict[str, float] = defaultdict(float)
        self._general: Counter[str] = Counter()
        for words in all_words:
            self._general.update(words)
        for id, words, share in said:
            own = self._of.setdefault(id, defaultdict(float))
            self._number[id] += len(words) * share
            for word in words:
                own[word] += share

    @cached_property
    def _expected(self) -> Mapping[str, float]:
        """How often each word is among so many of the whole talk."""
        total = self._general.total()
        return {word: _PRIOR * count / total for word, count in self._general.items()}

    def fit(self, id: str, words: Collection[str], share: float = 0.0) -> float:
        """The logarithm of how much likelier words of the talk are from a person, by the root of their number.

        `share` is how sure they were counted with the person's; they are not to speak for themselves.
        """
        own = self._of.get(id)
        if own is None or not words:
            return 0.0
        expected = self._expected
        found = sum(log((max(0.0, own.get(word, 0.0) - share) + expected[word]) / expected[word]) for word in words)
        known = 1.0 + max(0.0, self._number[id] - share * len(words)) / _PRIOR
        return max(-_MOST, min(_MOST, (found - len(words) * log(known)) / sqrt(len(words))))
