"""Sentences whose ends do not fit: words may be lost, or two stretches may have changed places.

Told to the editor, never mended: where words belong is a conjecture (Guidelines 12.3.3 [PHDAMCON]). The sure sign is
a sentence that ends as a question but is built as a statement, outside quoted words. Near one, a sentence with two
predicates and nothing that joins them is told of too: its end may be that of the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.annotate.stages import annotator
from rubricator.language import alternatives, lexicon
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.reading.search import occurrences
from rubricator.reading.sentences import breaks, sentences
from rubricator.reading.words import letters

_QUOTED: Final = ("said", "quote", "saidBlock", "quoteBlock", "soCalled", "title", "sp", "l", "head", "note")
_MARKS: Final = re.compile(r"[\"“”‘„«»_]|(?<!\w)'|['’](?!\w)")
_COLON: Final = re.compile(r":\s+")
_STOP: Final = re.compile(r"[.!?:“”\"]")
_REACH: Final = 600
"""Longest sentence that is looked at."""
_LEAST: Final = 12
"""Least words of a sentence that must have all its parts."""
_SHORTEST: Final = 40
"""Characters that so many words need."""
_NEAR: Final = 2
"""How many paragraphs away the other stretch is looked for."""

RULES: Final = {
    "statement-asked": "a sentence that ends as a question and is built as a statement",
    "two-predicates": "near such a sentence, one with two predicates and nothing that joins them",
}
_ASKED: Final = "This sentence ends as a question but is built as a statement; words may be lost or displaced."
_JOINED: Final = "Nothing joins the two predicates of this sentence; its end may belong to the broken one near by."


class Words(NamedTuple):
    """Patterns of one language."""

    asking: re.Pattern[str]
    inverted: re.Pattern[str]
    stating: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    any_of = _lists(language)
    begins = rf"(?:^|[,;:—–-]\s*|\b(?:{any_of['joints']})\s+)\W*(?:{any_of['auxiliaries']})\b"
    asks = rf"\b(?:{any_of['auxiliaries']})\s+(?:not\s+)?(?:{any_of['subjects']})\b"
    return Words(
        re.compile(rf"\b(?:{any_of['asking']})\b", re.I),
        re.compile(rf"{begins}|{asks}", re.I),
        re.compile(rf"\b(?:{any_of['stating']})\b", re.I),
    )


@lru_cache(maxsize=8)
def _predicates(language: str) -> re.Pattern[str]:
    """Two predicates with nothing that joins them."""
    any_of = _lists(language)
    word = rf"(?!(?:{any_of['linking']})\b)[^\W\d_][\w'’-]*"
    second = rf"(?:{any_of['passive']})\s+\w+ed\b"
    return re.compile(rf"\b\w+ed\s+(?:{any_of['articles']})\s+(?:(?:{word}|and)\s+){{2,12}}?{second}")


def _lists(language: str) -> dict[str, str]:
    listed = lexicon(language).table("displacements")
    return {name: alternatives(one.replace("_", " ") for one in words.split()) for name, words in listed.items()}


@annotator(needs={"displacements"}, reads={"p", *_QUOTED}, writes={"flag"}, rules=RULES)
def displacements(document: Document, context: Context) -> Iterator[Annotation]:
    """A flag over each sentence whose ends do not fit."""
    language = context.edition.edition.language
    for start, end in _asked(document, _words(language)):
        yield Annotation("flag", start, end, {"reason": _ASKED, "kind": "displaced"}, "statement-asked", "medium")
        for other in _unjoined(document, start, _predicates(language)):
            yield Annotation("flag", *other, {"reason": _JOINED, "kind": "displaced"}, "two-predicates", "low")


def _asked(document: Document, words: Words) -> Iterator[tuple[int, int]]:
    """Statements that end with a question mark, outside quoted words."""
    text = document.text
    for at in occurrences(text, "?"):
        if text[at + 1 : at + 2].isspace() and (sentence := _statement(text, at, words)):
            start, end = sentence
            if document.covering(at, at + 1, "p") and not document.covering(at, at + 1, *_QUOTED):
                yield start, end


def _statement(text: str, at: int, words: Words) -> tuple[int, int] | None:
    """The sentence that ends with the question mark, None where it is a question or too short to tell."""
    if _STOP.search(text, max(0, at - _SHORTEST), at):
        return None
    first = max(0, at - _REACH)
    begins = [*breaks(text, first, at), *(found.end() for found in _COLON.finditer(text, first, at))]
    start = max(begins, default=first)
    sentence = " ".join(text[start : at + 1].split())
    if len(letters.findall(sentence)) < _LEAST or _MARKS.search(sentence) or not words.stating.search(sentence):
        return None
    return None if words.asking.search(sentence) or words.inverted.search(sentence) else (start, at + 1)


def _unjoined(document: Document, start: int, predicates: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Sentences of the paragraphs near by with two predicates and no joint."""
    paragraphs = document.in_layer("p")
    here = bisect_right([one.start for one in paragraphs], start) - 1
    for one in paragraphs[max(0, here - _NEAR) : here + _NEAR + 1]:
        for first, last in sentences(document.text, one.start, one.end):
            if first != start and predicates.search(" ".join(document.text[first:last].split())):
                yield first, last
