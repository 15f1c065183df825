"""Tokens with sentences, entities and speakers: CoNLL in IOB2 (CoNLL-2003's order of columns) and a plain table.

Punctuation marks are tokens of their own. Where names lie within names, the outer one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.interchange.view import View
from rubricator.reading.sentences import sentences
from rubricator.reading.words import WORD

_TOKEN: Final = re.compile(rf"{WORD}|\d+(?:[.,]\d+)*|[^\s\w]|\w")
_TAGS: Final = {"person": "PER", "place": "LOC", "org": "ORG", "bibl": "WORK", "date": "DATE"}
_LEAVES: Final = ("p", "l", "head", "ab", "speaker", "stage", "item", "cell", "salute", "signed", "dateline", "label")


class Token(NamedTuple):
    """One token: the number of its sentence, its place, its IOB2 tag, the entity's id, who says it."""

    sentence: int
    start: int
    end: int
    words: str
    tag: str
    id: str
    speaker: str


def tokens(view: View) -> Iterator[Token]:
    """Every token of the text, in order; a block of text begins a sentence."""
    entities = _Spans([(one.start, one.end, (_TAGS[one.kind], one.id)) for one in view.mentions if one.kind in _TAGS])
    speakers = _Spans([(one.start, one.end, ("", one.speaker)) for one in view.speeches if one.speaker])
    for number, (start, end) in enumerate(_sentences(view), 1):
        for found in _TOKEN.finditer(view.document.text, start, end):
            begun, (tag, id) = entities.at(found.start())
            _, (_, speaker) = speakers.at(found.start())
            iob = f"{'B' if begun else 'I'}-{tag}" if tag else "O"
            yield Token(number, found.start(), found.end(), found[0], iob, id, speaker)


def _sentences(view: View) -> Iterator[tuple[int, int]]:
    text = view.document.text
    edges = {0, len(text)}
    for one in view.document.in_layer(*_LEAVES):
        edges |= {one.start, one.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield from sentences(text, start, end, view.language)


class _Spans:
    """Spans, asked for the outermost that holds an offset; offsets only grow."""

    def __init__(self, found: Sequence[tuple[int, int, tuple[str, str]]]) -> None:
        self._found = sorted(found, key=lambda one: (one[0], -one[1]))
        self._next = 0
        self._open: tuple[int, int, tuple[str, str]] | None = None
        self._begun = False

    def at(self, offset: int) -> tuple[bool, tuple[str, str]]:
        """Whether a token is the first asked for in its span, and what the span says; empty where there is none."""
        if self._open and self._open[1] <= offset:
            self._open = None
        while self._open is None and self._next < len(self._found) and self._found[self._next][0] <= offset:
            one = self._found[self._next]
            self._next += 1
            if one[1] > offset:
                self._open, self._begun = one, False
        if self._open is None:
            return False, ("", "")
        begins, self._begun = not self._begun, True
        return begins, self._open[2]


def conll(view: View) -> bytes:
    """Token, entity's id, speaker's id, IOB2 tag; a blank line after each sentence."""
    lines, last = [], 1
    for one in tokens(view):
        if one.sentence != last:
            lines.append("")
            last = one.sentence
        lines.append("\t".join((one.words, one.id or "_", one.speaker.replace(" ", "|") or "_", one.tag)))
    return ("\n".join([*lines, ""]) + "\n").encode()


def tsv(view: View) -> bytes:
    """A table with a header row; offsets are code points of the source."""
    rows = ["\t".join(Token._fields)]
    rows += ["\t".join(map(str, one)) for one in tokens(view)]
    return ("\n".join(rows) + "\n").encode()
