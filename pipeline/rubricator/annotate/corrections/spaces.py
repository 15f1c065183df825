"""Spaces and marks of punctuation: missing, doubled, stray, turned the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.reading.calls import BRACKETED
from rubricator.reading.search import near

_NO_SPACE: Final = re.compile(r"(?<![\w.])([^\W\d_]{3,})([,;!?])([^\W\d_]+)(?![\w@]|[.,;!?]\w)")
_RUN_ON: Final = re.compile(r"(?<![\w.])([a-z]{3,})\.([‘“]?[A-Z][a-z]+)(?![\w.])")
_SPACED_MARK: Final = re.compile(r"(?:(?<=\s)|(?<=[(\[]))([‘“])[ \u00a0](?=[^\W\d_])([^\W\d_]+)")
_SPECK: Final = re.compile(r"(?<!\w)([^\W\d_]+) ([.,;:]) (?=[^\W_])")
_DOUBLE_STOP: Final = re.compile(r"(?<=[^\W\d_])[,;:]\.(?=\s+[a-z])")
_DOUBLE_SPACE: Final = re.compile(r"(?<=[a-z,;]) {2,3}(?=[A-Za-z])")
_STRAY_COMMA: Final = re.compile(r"\b(?:the|an)(,) ([a-z]+)\b")
_COMMA_AFTER_OF: Final = re.compile(r"\b[Tt]he [a-z]+ of(,) (?:the|a|an|his|her|its|their|this|that)\b")
_STOP_BEFORE_BRACKET: Final = re.compile(r"(?<=[a-z]{3})(\.) \([a-z][^()\n]{2,80}\) [a-z]")
_STOP_FOR_COMMA: Final = re.compile(r"\b([a-z]{4,})\. (?:who|whom|whose|which)\b")
_COLON_AT_CALL: Final = re.compile(rf"(?<=[a-z])(:)(?=[ \u00a0]?{BRACKETED} [A-Z])")
_MARK_FOR_SPACE: Final = re.compile(r"\b(?:the|of|and|in|to|by|for|with|from|that)(’)(?=[A-Z][a-z]+\b)")
_MARKS_ALONE: Final = frozenset(before + mark for before in ("", "(", "[") for mark in "‘“")
_WRONG_WAY: Final = re.compile(r"’(?<=[\s(\[—–]’)(?=([^\W\d_]+))")
_CLOSING: Final = re.compile(r"[.,!?…]’|‘|\n\s*\n")
_SEVERAL: Final = 2
_LONG_WORD: Final = 3
_LONG: Final = 120
_LISTED: Final = 1e-6


def spaces(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Spaces that lack after a mark, that stand inside one, that are doubled."""
    for found in words.matching(text, _NO_SPACE, lambda found: _apart(found, words)):
        yield Fault(found.end(2), found.end(2), " ", "space", "space-missing")
    for found in words.matching(text, _RUN_ON, lambda found: _two_words(found, words)):
        yield Fault(found.start(2), found.start(2), " ", "space", "space-missing")
    if words.settled and "„" not in text and not _MARKS_ALONE.isdisjoint(words.tokens):
        yield from _in_marks(text)
    yield from _doubled(text)


def _apart(found: re.Match[str], words: Vocabulary) -> bool:
    """Two words that are known each by itself; a mark inside a word is a speck or a sign of a machine's language."""
    first, mark, last = found.groups()
    known = words.attested(first) and (words.frequency(last) > 0 or last[0].isupper())
    whole = words.frequency(first + last) > 0
    goes_on = mark in ",;" or last[0].isupper()
    return known and goes_on and not whole and (words.settled or len(last) >= _LONG_WORD)


def _in_marks(text: str) -> Iterator[Fault]:
    """Spaces after an opening mark, unless that is how the document prints them."""
    spaced = list(near(text, _SPACED_MARK, "‘ ", "“ ", "‘\u00a0", "“\u00a0"))
    if len(spaced) <= _SEVERAL + (text.count("‘") + text.count("“")) // 20:
        for found in spaced:
            yield Fault(found.end(1), found.start(2), "", "space", "space-in-mark")


def _two_words(found: re.Match[str], words: Vocabulary) -> bool:
    opens = found[2][0] in "‘“"
    return words.frequency(found[1]) > 0 and (opens or words.frequency(found[2]) > 0)


def _doubled(text: str) -> Iterator[Fault]:
    """Two spaces where the document has one, which is no habit of its typist."""
    doubled = list(near(text, _DOUBLE_SPACE, "  ")) if text.count("  ") <= 1 + len(text) // 500 else []
    if len(doubled) <= 1 + len(text) // 20_000:
        for found in doubled:
            yield Fault(found.start(), found.end(), " ", "space", "space-doubled")


def specks(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Marks that stand alone, and marks doubled."""
    marks = [mark for mark in ".,;:" if mark in words.tokens and mark not in words.of.spaced]
    alone = list(near(text, _SPECK, *(f" {mark} " for mark in marks)))
    if words.settled and len(alone) <= _SEVERAL + len(text) // 100_000:
        yield from (_speck_or_space(found, words) for found in alone)
    for found in near(text, _DOUBLE_STOP, *(stop for stop in (",.", ";.", ":.") if stop in words.lines)):
        yield Fault(found.end() - 1, found.end(), "", "ocr", "double-stop")


def stops(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Full stops where the sentence goes on behind a bracket; a mark high in the line for a space."""
    for found in near(text, _STOP_BEFORE_BRACKET, ". (", reach=_LONG):
        yield Fault(*found.span(1), "", "ocr", "stop-in-sentence")
    for found in words.matching(text, _MARK_FOR_SPACE):
        yield Fault(*found.span(1), " ", "ocr", "mark-for-space")


def misread_stops(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Marks of punctuation taken for one another, for a document that is damaged."""
    for found in near(text, _STOP_FOR_COMMA, ". wh"):
        if words.frequency(found[1]) >= _LISTED:
            yield Fault(found.end(1), found.end(1) + 1, ",", "ocr", "stop-for-comma", "medium")
    for found in near(text, _COLON_AT_CALL, ": [", ":[", ":\u00a0["):
        yield Fault(*found.span(1), ".", "ocr", "colon-for-stop", "medium")
    for found in near(text, _COMMA_AFTER_OF, " of, "):
        yield Fault(*found.span(1), "", "ocr", "stray-comma", "medium")


def _speck_or_space(found: re.Match[str], words: Vocabulary) -> Fault:
    if found[2] == "." and found[1] in words.of.unfinished:
        return Fault(found.start(2), found.end(), "", "ocr", "speck")
    return Fault(found.end(1), found.start(2), "", "space", "space-before")


def wrong_marks(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Quotation marks that close where a quotation opens."""
    if text.count("‘") * 5 < text.count("’"):
        return
    for found in _WRONG_WAY.finditer(text):
        closing = _CLOSING.search(text, found.end())
        elided = found[1].lower() in words.of.elided or words.frequency(found[1]) == 0
        if not elided and closing and closing[0].endswith("’") and closing.end() - found.start() > 8:
            yield Fault(found.start(), found.end(), "‘", "quote", "mark-direction")


def stray_commas(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Commas between the article and its noun."""
    for found in near(text, _STRAY_COMMA, "the, ", "an, "):
        if found[2] not in words.of.unfinished:
            yield Fault(found.start(1), found.end(1), "", "ocr", "stray-comma", "medium")
