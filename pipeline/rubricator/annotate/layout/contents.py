"""A printed table of contents: its entries, led to the divisions that they name (3.8, 3.7 [COXR])."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rubricator.annotate.layout.entries import PAGE, bare, entry
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block


def contents(found: Sequence[Block], targets: Mapping[str, str]) -> Iterator[Annotation]:
    """The list of the entries; `targets` maps the keys of headings to the ids of their divisions."""
    if not found:
        return
    yield Annotation("list", found[0].start, found[-1].end, {}, "contents")
    for block in found:
        for line in block.lines:
            yield Annotation("item", line.start, line.end, {}, "contents")
            words = PAGE.sub("", block.source[line.start : line.end])
            target = _target(entry(line.text), targets)
            if target and words.strip():
                yield Annotation(
                    "ref", line.start, line.start + len(words), {"target": target, "type": "contents"}, "contents"
                )


def _target(words: str, targets: Mapping[str, str]) -> str:
    title = bare(words)
    return targets.get(words) or targets.get(title) or targets.get(words.removesuffix(title).strip()) or ""
