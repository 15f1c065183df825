"""Structure: plain text to front, body and back, divisions, headings and blocks (chapters 3, 4, 6, 7).

Lines become blocks, blocks are zoned (boilerplate, title page, divisions), and each division's own
blocks are told apart by the recogniser of its kind: prose, verse, drama, contents, notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rubricator.annotate.blocks import Block, blocks, page
from rubricator.annotate.divisions import Division, divisions
from rubricator.annotate.prose import Setting, prose
from rubricator.annotate.title_page import title_page, title_page_length
from rubricator.context import Context
from rubricator.document import Annotation, Document
from rubricator.stages import annotator

RULES = {
    "frame": "front, body and back by the divisions they hold",
    "title-page": "short lines before the first wide gap",
    "byline": "a name after by on the title page",
    "numbered-head": "a word such as Chapter with a number",
    "number-alone": "a number alone, one of a rising series",
    "named-head": "a heading known by name, such as Preface",
    "title-after-gap": "a short line in capitals or title case after a wide gap",
    "gap-in-front": "a stretch set apart by wide gaps before the first numbered division",
    "section-by-gap": "a section without heading, set apart by blank lines throughout the document",
    "notes-without-head": "a run of numbered notes at the end",
    "paragraph": "lines between two blank lines",
    "verse": "lines that end before the margin",
}


@annotator(
    writes={
        "front", "body", "back", "titlePage", "docTitle", "titlePart", "byline", "docAuthor", "docDate",
        "docImprint", "docEdition", "div", "head", "p", "lg", "l", "quoteBlock", "saidBlock", "epigraph",
        "ab", "milestone", "trailer",
    },
    rules=RULES,
)  # fmt: skip
def structure(document: Document, context: Context) -> Iterator[Annotation]:
    """Blocks of the document."""
    found = blocks(document.text)
    if not found:
        yield Annotation("body", 0, len(document.text), rule="frame")
        yield Annotation("ab", 0, len(document.text), {"type": "unclear"}, "frame", "low")
        return
    yield from _structured(found, context)


def _structured(found: list[Block], context: Context) -> Iterator[Annotation]:
    meta = context.edition.edition
    titled = title_page_length(found, meta.language)
    if titled:
        yield from title_page(found[:titled], meta.language, meta.author)
    main = found[titled:]
    tree = divisions(main, meta.language)
    setting = Setting(page(found), meta.language)
    yield from _frames(found, titled, tree)
    before = tree[0].first if tree else len(main)
    yield from prose(main[:before], setting)
    counter = iter(range(1, len(main) + 1))
    for one in tree:
        yield from _division(one, main, setting, counter)


def _frames(found: Sequence[Block], titled: int, tree: Sequence[Division]) -> Iterator[Annotation]:
    main = found[titled:]
    front = [one for one in tree if one.place == "front"]
    back = [one for one in tree if one.place == "back"]
    body_first = front[-1].last if front else 0
    body_last = back[0].first if back else len(main)
    end = len(found[0].source)
    start = main[body_first].start if (titled or front) else 0
    stop = main[body_last - 1].end if back else end
    if start:
        yield Annotation("front", 0, start, rule="frame")
    if body_last > body_first:
        yield Annotation("body", start, stop, rule="frame")
    if back:
        yield Annotation("back", stop, end, rule="frame")


def _division(one: Division, main: Sequence[Block], setting: Setting, numbers: Iterator[int]) -> Iterator[Annotation]:
    attrs = {"id": f"d.{next(numbers)}", "type": one.type} | ({"n": str(one.number)} if one.number else {})
    start, end = main[one.first].start, main[one.last - 1].end
    yield Annotation("div", start, end, attrs, one.rule, one.cert)
    for kind, first, last in one.heads:
        yield Annotation("head", first, last, {"type": kind} if kind else {}, one.rule, one.cert)
    yield from prose([main[at] for at in one.own], replace(setting, division=one.type, headed=bool(one.heads)))
    for inner in one.inner:
        yield from _division(inner, main, setting, numbers)
