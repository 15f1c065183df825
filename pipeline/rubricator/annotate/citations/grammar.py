"""The patterns of authors and their works, built from the word lists of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rubricator.annotate.citations.vocabulary import CitationWords, citation_words
from rubricator.reading.figures import ROMAN
from rubricator.reading.words import UPPER

_LETTER: Final = r"[^\W\d_]"


@dataclass(frozen=True)
class Grammar:
    """The patterns of one language."""

    words: CitationWords
    written: Mapping[str, str]
    """Each pattern as it is written; to compile the longest takes as long as a chapter, and few texts need all."""

    @cached_property
    def led(self) -> re.Pattern[str]:
        """Authors, with what leads from them to their work."""
        return re.compile(self.written["led"])

    @cached_property
    def led_alone(self) -> re.Pattern[str]:
        """One author, with what leads from there to the work."""
        return re.compile(self.written["led_alone"])

    @cached_property
    def editor(self) -> re.Pattern[str]:
        """Editors, told as such."""
        return re.compile(self.written["editor"])

    @cached_property
    def person(self) -> re.Pattern[str]:
        """A person."""
        return re.compile(self.written["person"])

    @cached_property
    def trailing_person(self) -> re.Pattern[str]:
        """Authors at the end of a stretch."""
        return re.compile(self.written["trailing_person"])

    @cached_property
    def hosted(self) -> re.Pattern[str]:
        """A volume of somebody's works."""
        return re.compile(self.written["hosted"])

    @cached_property
    def part_by(self) -> re.Pattern[str]:
        """A part of a book, by somebody."""
        return re.compile(self.written["part_by"])

    @property
    def small(self) -> frozenset[str]:
        """Words in small letters that a title may have."""
        return self.words.title_words


@lru_cache(maxsize=4)
def grammar(language: str = "en") -> Grammar:
    """The patterns of a language, built from its word lists."""
    words = citation_words(language)
    initials = rf"(?:[{UPPER}][a-z]{{0,2}}\.(?:[ -]?[{UPPER}]\.)*)"
    given = rf"(?:{initials}|[{UPPER}][a-zà-ÿ]+(?:-[{UPPER}]?[a-zà-ÿ]+)?)"
    particle = r"(?:von|van|de|del|della|di|du|da|le|la|der|den|ter|af|zu|ibn|al)"
    surname = rf"(?:[dDlLO][’'])?[{UPPER}]{_LETTER}+(?:-{_LETTER}+)*"
    person = rf"(?:{given}\s?){{0,4}}(?:{particle}\s){{0,2}}{surname}"
    people = (
        rf"(?:{initials}(?:,?\s(?:and|&)\s{initials})+\s{surname}"
        rf"|{person}(?:(?:,\s{person}){{0,4}},?\s(?:and|&|et|und|y)\s{person})?)(?:\set\sal\.?)?"
    )
    part = _any(words.parts)
    to = rf"(?:the\s|his\s|her\s|their\s|an?\s)?(?P<part{{}}>{part})\s(?:to|in|of|for)\s"
    small = _any(words.title_words)
    run = rf"[{UPPER}][\w’-]*(?:[ :]\s?(?:(?:{small})\s)*(?:[{UPPER}][\w-]*|\d+))*"
    led = (
        r"\b(?P<authors>{})(?:"
        rf"[’']s?\s(?:(?P<part1>{part})\s(?:to|in|of|for)\s)?"
        rf"|(?:,?\s[(\[](?P<role>eds?|hrsg|comp|trans)\.?[)\]]|,\s(?P<role2>eds?\.|editors?))?[,:]\]?\s(?:in\s)?(?:{to.format(2)})?"
        rf"|,?\sin\s(?:(?:his|her|their)\s)(?:(?P<part3>{part})\s(?:to|of)\s)?)"
    )
    hosted = (
        rf"(?:to|in|of|from)\s(?:the\s)?(?P<scope>[Vv]ol(?:ume)?s?\.?\s?(?:\d+|{ROMAN}))\sof\s"
        rf"(?:the\s(?P<edition>(?:[\w-]+\s){{1,3}}edition)\sof\s)?"
        rf"(?P<authors>{people})[’']s?\s(?P<title>{run})(?:\s\((?P<edition2>[^()]*\bedition)\))?"
    )
    written = {
        "led": led.replace("{}", people, 1),
        "led_alone": led.replace("{}", person, 1),
        "editor": rf"\[?(?P<authors>{people})\s?[(\[]eds?\.?[)\]],?\]?\s",
        "person": person,
        "trailing_person": rf"\b(?P<authors>{people})[,:]?\s(?:in\s)?$",
        "hosted": hosted,
        "part_by": rf"\b(?:(?:the|an?|his|her)\s)?(?:{part.title()}|{part})\sby\s$",
    }
    return Grammar(words, written)


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
