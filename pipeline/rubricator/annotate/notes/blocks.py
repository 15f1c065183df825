"""The blocks of notes: paragraphs, and verse quoted in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rubricator.annotate.notes.apparatus import Apparatus
from rubricator.annotate.verse.lines import is_verse, stanza
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page


def note_blocks(found: Sequence[Block], notes: Apparatus, page: Page) -> Iterator[Annotation]:
    """What the blocks of notes are, and the headings over notes that are no division's."""
    for block in found:
        if block.start in notes.heads:
            yield Annotation("label", block.start, block.end, {}, "notes-head")
        elif not notes.begins(block.start) and _is_quoted(block, notes, page):
            yield Annotation("quoteBlock", block.start, block.end, {}, "verse")
            yield from stanza(block, page)
        else:
            yield Annotation("p", block.start, block.end, {}, "note")


def _is_quoted(block: Block, notes: Apparatus, page: Page) -> bool:
    """True for verse that stands farther in than its note."""
    return len(block.lines) > 1 and is_verse(block, page._replace(indent=notes.indent(block.start)))
