"""A printed table of contents: its entries, led to the divisions that they name (3.8, 3.7 [COXR])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

_PAGE: Final = re.compile(r"[\s.·]*(?:\.{2,}|\s{2,}|\t)\s*(?:\d{1,4}|[ivxlc]+)\s*$|[ .]+\d{1,4}\s*$", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"^(?:(?:chapter|book|part|section|letter|act|scene)\s+)?(?:[ivxlcdm]+|\d+)\s+")


def key(text: str) -> str:
    """A heading's words for comparison."""
    return " ".join(_WORDS.findall(text.lower()))


def contents(found: Sequence[Block], targets: Mapping[str, str]) -> Iterator[Annotation]:
    """The list of the entries; `targets` maps the keys of headings to the ids of their divisions."""
    if not found:
        return
    yield Annotation("list", found[0].start, found[-1].end, {}, "contents")
    for block in found:
        for line in block.lines:
            yield Annotation("item", line.start, line.end, {}, "contents")
            words = _PAGE.sub("", block.source[line.start : line.end])
            target = _target(key(words), targets)
            if target and words.strip():
                yield Annotation(
                    "ref", line.start, line.start + len(words), {"target": target, "type": "contents"}, "contents"
                )


def _target(words: str, targets: Mapping[str, str]) -> str:
    bare = _NUMBER.sub("", words)
    return targets.get(words) or targets.get(bare) or targets.get(words.removesuffix(bare).strip()) or ""
