"""Word lists of citations, read from ``language/<lang>/citations.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rubricator.language import lexicon


@dataclass(frozen=True)
class CitationWords:
    """The lists of one language; the file says what each is for."""

    not_author: frozenset[str]
    title_words: frozenset[str]
    sentence_words: frozenset[str]
    parts: frozenset[str]
    journals: frozenset[str]
    publishers: frozenset[str]
    collections: frozenset[str]
    states: frozenset[str]
    places: frozenset[str]
    months: tuple[str, ...]
    ordinals: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=4)
def citation_words(language: str = "en") -> CitationWords:
    """The lists of a language (a BCP 47 tag)."""
    listed, common = lexicon(language).table("citations"), lexicon(language).common
    lists = {key: tuple(word.replace("_", " ") for word in value.split()) for key, value in listed.items()}
    return CitationWords(
        months=(*(form for forms in common.months for form in forms), *map(str.capitalize, common.seasons)),
        ordinals=common.ordinals,
        numbers=common.cardinals,
        **{key: frozenset(value) for key, value in lists.items()},
    )
