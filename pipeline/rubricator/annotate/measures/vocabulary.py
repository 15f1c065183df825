"""The words of measures: units, what is counted, and the words beside them, per language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import ahocorasick_rs

from rubricator.language import lexicon
from rubricator.reading.numerals import NumberWords, number_words

_KINDS: Final = ("currency", "weight", "length", "area", "volume", "temperature", "share", "count")


@dataclass(frozen=True)
class MeasureWords:
    """The automaton over all words of interest; each with its kind and unit.

    `below`: before a number that is negative; `great`: words for hundred and more; `loose`: “a million” and its
    like, more often said than counted. The patterns match right after a unit or a fraction: `whole` what a share
    is taken of, `clock` a time, `after_foot` what shows that feet are a length, `heavy` that pounds are a weight.
    """

    automaton: ahocorasick_rs.AhoCorasick
    meaning: tuple[tuple[str, str], ...]
    forms: frozenset[str]
    words: NumberWords
    symbols: dict[str, str]
    stop: frozenset[str]
    bodily: frozenset[str]
    counted_off: frozenset[str]
    below: frozenset[str]
    people: frozenset[str]
    great: frozenset[str]
    loose: frozenset[str]
    whole: re.Pattern[str]
    clock: re.Pattern[str]
    after_foot: re.Pattern[str]
    heavy: re.Pattern[str]


@lru_cache(maxsize=4)
def measure_words(language: str) -> MeasureWords:
    """The words of a language."""
    listed, words = lexicon(language).table("quantities"), number_words(language)
    meaning = _meaning(listed, words)
    context = {key: value.split() for key, value in listed["context"].items()}
    return MeasureWords(
        ahocorasick_rs.AhoCorasick(list(meaning), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        tuple(meaning.values()),
        frozenset(meaning),
        words,
        {form: unit for unit, forms in listed["symbols"].items() for form in forms.split()},
        frozenset(context["stop"]),
        frozenset(context["bodily"]),
        frozenset(context["counted_off"]),
        frozenset(context["below"]),
        frozenset(context["person"]),
        frozenset({words.hundred, *words.scales, *words.indefinite}),
        frozenset(lead + scale for scale in words.scales for lead in ("", "a ", "one ")),
        re.compile(rf"\sof\s(?:(?:{_any(context['whole'])})\b|[A-Z])"),
        re.compile(rf"\s(?:of\s)?(?:an\s|the\s)?(?:{_any(context['clock'])})"),
        re.compile(rf"\s(?:{_any(context['after_foot'])})\b|[.,;]"),
        re.compile(rf"\s(?:(?:{_any(context['heavier'])})\b|of\s(?:\w+\s)?(?:{_any(context['goods'])}))"),
    )


def _meaning(listed: Mapping[str, dict[str, str]], words: NumberWords) -> dict[str, tuple[str, str]]:
    found = {
        form.replace("_", " "): (kind, unit)
        for kind in _KINDS
        for unit, forms in listed[kind].items()
        for form in forms.split()
    }
    found |= {form: ("scale", form) for form, value in words.scales.items() if value >= 1_000_000}
    return found | {form: ("fraction", form) for form in words.fractions if not form.startswith("hal")}


def _any(listed: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in listed)
