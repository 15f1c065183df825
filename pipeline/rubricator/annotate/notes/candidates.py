"""What could be a note: blocks, and lines inside blocks, that begin with a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block
from rubricator.reading.calls import SIGNS
from rubricator.reading.note_marks import Form, Kind, Mark, kind_of, label_mark, note_words, rank

_BEGINS: Final = frozenset(f"_[({{{SIGNS}|¹²³⁰⁴⁵⁶⁷⁸⁹^0123456789")
_LONGEST_HEAD: Final = 60
_LONGEST_NOTE: Final = 40
"""Most blocks that a note in brackets may go on for."""
_SENTENCE_ENDS: Final = ".!?…:;”\"’')]*"
"""What the line before a note in the middle of a block ends with."""


class Body(NamedTuple):
    """What could be a note: from its label to the end of its block; `at` is the block, `inner` a line in its middle.

    `open` where the note is in brackets; then `end` is after the closing one. `sort` is the word it begins with.
    """

    start: int
    end: int
    at: int
    inner: bool
    form: Form
    kind: Kind
    label: str
    mark: tuple[int, int]
    sort: str = ""
    open: bool = False


@lru_cache(maxsize=8)
def _heads(language: str) -> re.Pattern[str]:
    own, english = (lexicon(code).notes for code in (language, "en"))
    heads, after = ({*own.heads, *english.heads}, {*own.after_heads, *english.after_heads})
    return re.compile(
        rf"[\s_*=\[(]*(?:{alternatives(heads)})(?:\s+(?:{alternatives(after)})\b[^\n]*)?[\s_*=.:\])—–-]*", re.IGNORECASE
    )


def is_notes_head(block: Block, language: str) -> bool:
    """True for NOTES, FOOTNOTES:, NOTES TO THE FIRST BOOK."""
    if len(block.text) > _LONGEST_HEAD or len(block.lines) > 2:
        return False
    return block.text.lstrip("_*=[( ")[:1].isupper() and _heads(language).fullmatch(block.text) is not None


_PAGE_HEAD: Final = re.compile(r"\d{1,4} {5,}[^\W\d][^.\n]*")
"""The head of a page: its number, and words without a stop across a wide gap."""


def bodies(found: Sequence[Block], language: str) -> Iterator[Body]:
    """All candidates, in order. A later line of a block is one where the lines before it count up to it."""
    words = note_words(language)
    for at, block in enumerate(found):
        if len(block.lines) == 1 and _PAGE_HEAD.fullmatch(block.text):
            continue
        first: Body | None = None
        for number, line in enumerate(block.lines):
            if line.text[:1] not in _BEGINS and (number or not line.text[:1].isupper() or not _is_worded(words, block)):
                continue
            one = _body(found, at, number, words)
            if one is None or (number and not _may_follow(block, number, first, one)):
                continue
            first = one
            yield one


def _is_worded(words: re.Pattern[str], block: Block) -> bool:
    found = words.match(block.source, block.start, block.lines[0].end)
    return found is not None and bool(found["label"]) and not found["label"].isalpha()


def _may_follow(block: Block, number: int, first: Body | None, one: Body) -> bool:
    """True for a line inside a block whose label comes next, or whose form no sentence before it breaks into."""
    if first and first.form == one.form and first.kind == one.kind:
        return one.kind == "sign" or rank(first.label) < rank(one.label) <= (rank(first.label)[0] + 1, "~")
    if one.form not in ("word", "square", "brace", "sign", "raised", "round"):
        return False
    words = block.source[one.mark[1] : one.end].lstrip(" _\"“'‘")
    return block.lines[number - 1].text[-1] in _SENTENCE_ENDS and words[:1].isupper()


def _body(found: Sequence[Block], at: int, number: int, words: re.Pattern[str]) -> Body | None:
    block, line = found[at], found[at].lines[number]
    start = line.start + (block.source[line.start] == "_" and line.end > line.start + 1)
    worded = words.match(block.source, start, line.end)
    if worded and (worded["bracket"] or (worded["label"] and not worded["label"].isalpha())):
        return _worded(found, at, number, worded)
    mark = label_mark(block.source, start, line.end)
    return _labelled(block, at, number, mark) if mark else None


def _worded(found: Sequence[Block], at: int, number: int, worded: re.Match[str]) -> Body:
    block, label = found[at], worded["label"] or ""
    sort = next(name for name in ("transcriber", "editor", "margin", "note") if worded[name])
    closed = worded["end"] != "]" and worded["bracket"]
    end = _closed(found, at, worded.start("bracket")) if closed else block.end
    kind = kind_of(label) if label else "sign"
    start = block.lines[number].start
    return Body(
        start, end or block.end, at, number > 0, "word", kind, label, worded.span("mark"), sort, bool(end and closed)
    )


def _closed(found: Sequence[Block], at: int, start: int) -> int:
    """Where the bracket at `start` is closed, within so many blocks; 0 where it is not."""
    source = found[at].source
    last = found[min(at + _LONGEST_NOTE, len(found)) - 1].end
    opening = source[start]
    closing = {"[": "]", "(": ")", "{": "}"}[opening]
    depth, here = 0, start
    while here < last:
        nearest = [
            place for place in (source.find(opening, here, last), source.find(closing, here, last)) if place >= 0
        ]
        if not nearest:
            return 0
        here = min(nearest)
        depth += 1 if source[here] == opening else -1
        here += 1
        if not depth:
            return here
    return 0


def _labelled(block: Block, at: int, number: int, mark: Mark) -> Body:
    start = block.lines[number].start
    return Body(start, block.end, at, number > 0, mark.form, mark.kind, mark.label, (mark.start, mark.end))
