"""Blocks of a prose division: paragraphs, verse, trailers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rubricator.annotate.blocks import Block, Page
from rubricator.annotate.divisions import trailer
from rubricator.annotate.drama import Stage
from rubricator.annotate.verse import is_verse, stanza
from rubricator.document import Annotation


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: in a text set like `page`, in that language, in a division of that type."""

    page: Page
    language: str = "en"
    division: str = ""
    headed: bool = False
    stage: Stage | None = None


def prose(found: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """Annotations of the blocks of one division."""
    for at, block in enumerate(found):
        if at == len(found) - 1 and trailer(block, setting.language):
            yield Annotation("trailer", block.start, block.end, rule="trailer")
        elif is_verse(block, setting.page):
            yield Annotation("quoteBlock", block.start, block.end, rule="verse")
            yield from stanza(block, setting.page)
        else:
            yield Annotation("p", block.start, block.end, rule="paragraph")
