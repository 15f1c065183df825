"""Lists that were announced with a number: twenty-one theses are twenty-one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rubricator.language import alternatives, lexicon
from rubricator.model.document import Annotation, Document
from rubricator.reading.numerals import number_before, number_words

_REACH: Final = 1500
"""Longest paragraph before a list that may announce it."""
_LEAST: Final = 4
"""Announced members, and items, from which on they are counted: a pair or three points are often told in between.

A list that is not half as long as announced is another."""


@lru_cache(maxsize=8)
def _members(language: str) -> re.Pattern[str] | None:
    """What the members of a list are called: theses, articles, conditions."""
    words = lexicon(language).table("quotation").get("articles", ())
    return re.compile(rf"\b(?:{alternatives(words)})\b") if words else None


def announced(document: Document, language: str) -> Iterator[tuple[Annotation, int, int]]:
    """Each list whose announcement promises another number of members, with the two numbers: promised and printed."""
    members = _members(language)
    for one in document.in_layer("list") if members else ():
        printed = sum(item.layer == "item" for item in document.within(one.start, one.end, "item"))
        told = _promised(document.text, one.start, language, members) if members and printed >= _LEAST else 0
        if told >= _LEAST and told != printed and told < 2 * printed:
            yield one, told, printed


def _promised(text: str, start: int, language: str, members: re.Pattern[str]) -> int:
    """The number that the paragraph before a list gives, 0 without one."""
    words = number_words(language)
    last = len(text[max(start - _REACH, 0) : start].rstrip()) + max(start - _REACH, 0)
    first = max(text.rfind("\n\n", 0, last), last - _REACH, 0)
    for found in reversed(list(members.finditer(text, first, last))):
        number = number_before(text, found.start(), words)
        if number and number.low is not None and number.low == number.high:
            return int(number.low)
    return 0
