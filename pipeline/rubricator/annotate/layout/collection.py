"""A collection: texts of several kinds in one group, each with front, body and back of its own (4.3.1 [DSGRP])."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rubricator.annotate.layout.divisions import Division
from rubricator.annotate.layout.entries import key
from rubricator.annotate.layout.parts import Part
from rubricator.annotate.layout.prose import Setting
from rubricator.annotate.layout.texts import Text, read
from rubricator.annotate.layout.title_page import byline, patterns
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block


def collection(
    main: Sequence[Block], several: Sequence[Part], whole: tuple[int, int], ids: Iterator[int], known: Setting
) -> Iterator[Annotation]:
    """The group and its texts over the `whole`, with what stands before the first of them."""
    start, end = main[several[0].first].start, main[several[-1].last - 1].end
    if start > whole[0]:
        yield Annotation("front", whole[0], start, rule="frame")
    yield Annotation("group", start, end, rule="collection")
    if end < whole[1] and main[-1].source[end : whole[1]].strip():
        yield Annotation("back", end, whole[1], rule="frame")
    before = _in_front(read(main[: several[0].first], "", ids, known), ids) if several[0].first else None
    texts = [read(main[part.text : part.last], part.kind, ids, known) for part in several]
    if before:
        targets = dict(before.setting.targets) | _targets(main, several, texts)
        yield from before._replace(setting=replace(before.setting, targets=targets)).annotations()
    for number, (part, text) in enumerate(zip(several, texts, strict=True), 1):
        yield from _text(main, part, text, number)


def _in_front(text: Text, ids: Iterator[int]) -> Text:
    """What stands before the first text, all in divisions, for a front can hold little else."""
    loose = text.tree[0].first if text.tree else len(text.main)
    if not loose:
        return text
    first = Division(0, loose, 0, "liminal", 0, "gap-in-front", cert="medium", place="front", id=f"d.{next(ids)}")
    return text._replace(tree=[first, *text.tree])


def _targets(main: Sequence[Block], several: Sequence[Part], texts: Sequence[Text]) -> dict[str, str]:
    """Ids of the texts and of their divisions by their headings."""
    found = {key(main[part.first].text): _id(number) for number, part in enumerate(several, 1)}
    for text in texts:
        for words, id in text.setting.targets.items():
            found.setdefault(words, id)
    return found


def _text(main: Sequence[Block], part: Part, text: Text, number: int) -> Iterator[Annotation]:
    """One text of the group: its title, then what it holds."""
    start, end = main[part.first].start, main[part.last - 1].end
    attrs = {"id": _id(number), "n": str(number)} | ({"decls": f"tc.{part.kind}"} if part.kind else {})
    yield Annotation("text", start, end, attrs, "collection", "medium")
    yield from text.frames((start, end), (start, end))
    for at, block in enumerate(main[part.first : part.text]):
        if patterns(text.setting.language).by.fullmatch(block.words):
            yield from byline(block, text.setting.language)
        else:
            yield Annotation("head", block.start, block.end, {"type": "sub" if at else "title"}, "collection")
    yield from text.annotations()


def _id(number: int) -> str:
    return f"t.{number}"
