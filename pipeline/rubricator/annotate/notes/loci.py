"""Notes that name the page and line they belong to: ``P. 3, l. 12, To Colchis.]--`` (a series of such labels)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from rubricator.annotate.notes.candidates import Body
from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block

_LEAST: Final = 3
"""Fewest notes of a series."""
_FAR: Final = 200
"""Most blocks of a section of notes in which nothing names a page or line."""


@lru_cache(maxsize=8)
def _locus(language: str) -> re.Pattern[str]:
    own, english = (lexicon(code).notes for code in (language, "en"))
    page, line = map(alternatives, ({*own.page, *english.page}, {*own.line, *english.line}))
    number = r"\d{1,4}(?:[—–-]{1,2}\d{1,4})?"
    return re.compile(
        rf"_?(?P<mark>(?:{page})\.?\s(?P<page>{number})[.,]?\s+(?:(?:{line})\.?\s(?P<line>{number}))?"
        rf"|(?:{line})\.?\s(?P<alone>{number}))(?=[\s_.,:;\])—–-])",
        re.IGNORECASE,
    )


def loci(found: Sequence[Block], heads: Sequence[int], language: str, taken: Collection[int]) -> Iterator[Body]:
    """The notes by page and line under each heading of notes, where there are several."""
    pattern = _locus(language)
    for number, head in enumerate(heads):
        stop = heads[number + 1] if number + 1 < len(heads) else len(found)
        made: list[Body] = []
        for at in range(head + 1, stop):
            if at in taken or (at - (made[-1].at if made else head) > _FAR):
                break
            match = pattern.match(found[at].source, found[at].start, found[at].end)
            if match:
                label = ".".join(value for value in (match["page"], match["line"], match["alone"]) if value)
                kind = found[at]
                made.append(Body(kind.start, kind.end, at, False, "dot", "number", label, match.span("mark"), "locus"))
        if len(made) >= _LEAST:
            yield from made
