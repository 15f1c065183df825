"""The patterns of authors and their works, built from the word lists of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rubricator.annotate.citations.vocabulary import CitationWords, citation_words
from rubricator.reading.figures import ROMAN
from rubricator.reading.words import UPPER

_LETTER: Final = r"[^\W\d_]"


@dataclass(frozen=True)
class Grammar:
    """The patterns of one language."""

    words: CitationWords
    led: re.Pattern[str]
    led_alone: re.Pattern[str]
    editor: re.Pattern[str]
    person: re.Pattern[str]
    trailing_person: re.Pattern[str]
    hosted: re.Pattern[str]
    part_by: re.Pattern[str]

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
    return Grammar(
        words,
        re.compile(led.replace("{}", people, 1)),
        re.compile(led.replace("{}", person, 1)),
        re.compile(rf"\[?(?P<authors>{people})\s?[(\[]eds?\.?[)\]],?\]?\s"),
        re.compile(person),
        re.compile(rf"\b(?P<authors>{people})[,:]?\s(?:in\s)?$"),
        re.compile(
            rf"(?:to|in|of|from)\s(?:the\s)?(?P<scope>[Vv]ol(?:ume)?s?\.?\s?(?:\d+|{ROMAN}))\sof\s"
            rf"(?:the\s(?P<edition>(?:[\w-]+\s){{1,3}}edition)\sof\s)?"
            rf"(?P<authors>{people})[’']s?\s(?P<title>{run})(?:\s\((?P<edition2>[^()]*\bedition)\))?"
        ),
        re.compile(rf"\b(?:(?:the|an?|his|her)\s)?(?:{part.title()}|{part})\sby\s$"),
    )


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
