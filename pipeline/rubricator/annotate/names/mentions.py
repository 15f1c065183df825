"""What the names annotator handles on its way: a text made alike for matching, and mentions in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from rubricator.model.document import Annotation, Cert, Document
from rubricator.model.layers import LAYERS
from rubricator.model.name_forms import alike
from rubricator.reading.corrected import Reading, corrected

Kind = Literal["person", "place", "org", "bibl"]
_LONG_SPACE: Final = re.compile(r"\s{2,}")
_BROKEN_WORD: Final = re.compile(r"(?:\u00ac|\u00ad)[^\S\n]*\r?\n[^\S\n]*(?=\w)")
_LINE_END: Final = re.compile(r"(?<=\S)[^\S\n]*\n[^\S\n]*(?=\S)")
_NEXT_LINE: Final = re.compile(r"\n(?:(?<=\S\n)|(?<=\S\r\n))[^\S\n]*([^\W\d_])")
_LEAVES: Final = tuple(name for name, layer in LAYERS.items() if layer.level == "leaf")


class Mention(NamedTuple):
    """A name in the matching text, ``[start, end)`` without the titles of rank before it.

    `title` is where those titles begin (`start` where there are none); `others` are ids it might
    mean as well.
    """

    start: int
    end: int
    kind: Kind
    id: str
    rule: str
    cert: Cert = "high"
    title: int = -1
    others: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Where the mention begins, titles of rank included."""
        return self.start if self.title < 0 else self.title


def matching_text(document: Document) -> Reading:
    """The corrected reading with white space, apostrophes and hyphens alike.

    A single space stands for any white space inside a block, two or more part blocks, so that no name
    reaches from one block into the next.
    """
    wide = _white_space(document.text, {leaf.start for leaf in document.in_layer(*_LEAVES)})
    reading = corrected(Document(document.source).with_annotations(_apart(document.in_layer("sic"), wide)))
    return replace(reading, text=alike(reading.text))


def _white_space(text: str, blocks: set[int]) -> Iterator[Annotation]:
    """Runs of white space inside a block are one space, single ones between blocks two; marked line breaks go."""
    if "\u00ac" in text or "\u00ad" in text:
        yield from (Annotation("sic", *found.span(), {"corr": ""}) for found in _BROKEN_WORD.finditer(text))
    apart = 2
    if _each_line_opens(text):
        yield from (Annotation("sic", *found.span(), {"corr": "  "}) for found in _LINE_END.finditer(text))
        apart = 1
    for found in _LONG_SPACE.finditer(text):
        if found.start() and found[0].count("\n") < apart and found.end() not in blocks:
            yield Annotation("sic", found.start(), found.end(), {"corr": " "})
    for start in blocks:
        if text[start - 1 : start].isspace() and start > 1 and not text[start - 2].isspace():
            yield Annotation("sic", start - 1, start, {"corr": "  "})


def _each_line_opens(text: str) -> bool:
    """True where nearly every line begins with a capital: verse, or a paragraph a line."""
    firsts = _NEXT_LINE.findall(text)
    return len(firsts) > 4 and sum(map(str.isupper, firsts)) > 0.8 * len(firsts)


def _apart(fixes: Iterable[Annotation], wide: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Corrections and runs of white space in order; where they touch, the correction stays."""
    kept: list[Annotation] = []
    for one in sorted([*fixes, *wide], key=lambda a: (a.start, "evidence" not in a.attrs)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
