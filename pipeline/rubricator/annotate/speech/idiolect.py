"""How each person speaks: how much likelier some words are from a person than in the talk of the whole text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import fsum, log, sqrt
from typing import Final

_PRIOR: Final = 150.0
"""So many words of the whole talk stand for what is not known yet of a person's."""
_MOST: Final = 3.0
"""No words tell more than this for or against somebody."""


class Idiolects:
    """The words of each person, among those of the whole talk."""

    def __init__(self, said: Iterable[tuple[str, Collection[str]]], general: Counter[str]) -> None:
        """`said` has persons with the words of an utterance, `general` how often each word is in all talk."""
        self._of: dict[str, Counter[str]] = {}
        self._number = Counter[str]()
        self._general, self._scale = general, _PRIOR / (general.total() or 1)
        self._kept: dict[str, Mapping[str, float]] = {}
        for id, words in said:
            self._of.setdefault(id, Counter()).update(words)
            self._number[id] += len(words)

    def fit(self, id: str, words: frozenset[str], counted: bool = False) -> float:
        """The logarithm of how much likelier words of the talk are from a person, by the root of their number.

        `counted` tells that they are among those of the person: they are not to speak for themselves.
        The sums do not depend on the order of the words, which the hash seed changes.
        """
        if id not in self._of or not words:
            return 0.0
        if counted:
            found = fsum(self._ratio(word, self._of[id][word] - 1) for word in words)
        else:
            ratios = self._ratios(id)
            found = fsum(map(ratios.__getitem__, ratios.keys() & words))
        known = log(1.0 + (self._number[id] - counted * len(words)) / _PRIOR)
        return max(-_MOST, min(_MOST, (found - len(words) * known) / sqrt(len(words))))

    def _ratios(self, id: str) -> Mapping[str, float]:
        if id not in self._kept:
            self._kept[id] = {word: self._ratio(word, count) for word, count in self._of[id].items()}
        return self._kept[id]

    def _ratio(self, word: str, count: int) -> float:
        """How much a word tells that a person has used so often; nothing where never."""
        return log(1.0 + count / (self._general[word] * self._scale))
