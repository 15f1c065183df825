"""Verse told from prose by its lines: they end before the margin and begin with capitals (chapter 6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page, filled

_LONGEST_LINE: Final = 95
_MARKS: Final = " \t\"'“”‘’`(_[—–-*"


def is_verse(block: Block, page: Page) -> bool:
    """True for lines of verse: set in from the margin, or ragged lines that begin with capitals."""
    inset, count = block.indent - page.indent, len(block.lines)
    if count == 1:
        return 2 <= inset <= 12 and len(block.text) < 75 and not block.text.isupper()
    if inset < 2 and (count < 4 or not _begins_with_capitals(block)):
        return False
    if max(map(len, block.texts)) > _LONGEST_LINE or block.text.isupper():
        return False
    full = filled(block, page.width)
    return (inset >= 2 and (full < 0.8 or count == 2)) or full <= 0.25


def _begins_with_capitals(block: Block) -> bool:
    """True where at least nine lines in ten begin with a capital; prose shows it in a line or two."""
    misses, most = 0, len(block.lines) / 10
    for line in block.lines:
        misses += not line.text.lstrip(_MARKS)[:1].isupper()
        if misses > most:
            return False
    return True


def is_ragged(block: Block, page: Page) -> bool:
    """True for lines that end before the margin, whatever they begin with: verse, in a book of verse."""
    longest = max(map(len, block.texts))
    if longest > _LONGEST_LINE or (len(block.lines) == 1 and longest > 60):
        return False
    return len(block.lines) == 1 or filled(block, page.width) <= 0.5


def stanza(block: Block, page: Page, first: int = 1) -> Iterator[Annotation]:
    """The stanza of a block and its lines, counted from `first`; indentation named in ``@rend``."""
    margin = block.indent
    yield Annotation("lg", block.start, block.end, {"type": "stanza"}, "verse")
    for at, line in enumerate(block.lines):
        attrs = {"n": str(first + at)}
        if depth := (line.indent - margin + 1) // 2:
            attrs["rend"] = f"indent({depth})"
        yield Annotation("l", line.start, line.end, attrs, "verse")
