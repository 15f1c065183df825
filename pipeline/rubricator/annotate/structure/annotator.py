"""Structure: plain text to front, body and back, divisions, headings and blocks (chapters 3, 4, 6, 7).

Lines become blocks, blocks are zoned (boilerplate, title page, divisions), and each division's own
blocks are told apart by the recogniser of its kind: prose, verse, drama, contents, notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from rubricator.annotate.structure.blocks import Block, blocks, page
from rubricator.annotate.structure.boilerplate import boilerplate, framed
from rubricator.annotate.structure.cast import Cast, cast_list, characters
from rubricator.annotate.structure.contents import contents
from rubricator.annotate.structure.divisions import Division, as_poems, divisions, numbered, targets
from rubricator.annotate.structure.drama import Stage, play, scene
from rubricator.annotate.structure.furniture import italics, page_furniture, page_marks
from rubricator.annotate.structure.genre import genre
from rubricator.annotate.structure.named_persons import NamedPersons
from rubricator.annotate.structure.namesakes import namesakes
from rubricator.annotate.structure.prose import Setting, prose
from rubricator.annotate.structure.script import labels, script, vocabulary
from rubricator.annotate.structure.title_page import title_page, title_page_length
from rubricator.context import Context
from rubricator.document import Annotation, Document
from rubricator.stages import annotator

_APART = frozenset({"preface", "dedication", "contents", "notes", "boilerplate", "liminal", "index"})
"""Divisions of a play that are no part of the action."""

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
    "epigraph": "verse, or prose with an attribution, at the head of a division",
    "list": "lines that begin with numbers or marks; n counts the items through",
    "paragraph-in-item": "a paragraph between two items of one list",
    "articles": "an item of a list that somebody's theses, articles or clauses were announced for",
    "speech-in-prose": "a name in capitals and a colon, more than once near by",
    "letter": "a salutation, and a signature or closing words after it",
    "separator": "a row of asterisks or the like",
    "contents": "a line of a printed table of contents",
    "boilerplate": "before the start mark of an archive, or after its end mark",
    "italics": "words between underscores",
    "answer": "the paragraph after a question in a block quotation",
    "broken-paragraph": "a paragraph that begins with a small letter after one without an end",
    "figure": "a picture that the text names in brackets",
    "page-number": "a page number of the print in brackets",
    "table": "lines that all have the same number of columns",
    "lead-in": "a paragraph that ends in a colon and names a saying or a document",
    "lead-in-breaks-off": "a paragraph that stops inside its sentence before words of another",
    "inserted-attribution": "the author's bracket with a verb of saying in the first sentence",
    "call-at-end": "first person and present after reported speech, up to the call of a note",
    "scene-head": "a line that begins with Scene",
    "scene-by-gap": "a scene without heading, set apart by blank lines",
    "trailer": "a closing line such as The End",
    "cast-list": "a line of the list of persons",
    "speech": "a speaker's label in the rendition of the play",
    "speech-of-several": "All, Both or one of a kind, given to those on stage by entrances, exits and speeches",
    "speech-without-label": "words between directions that no label gives to a speaker",
    "stage-direction": "words in brackets, or a line of entrance or exit",
    "verse-in-speech": "lines that end before the margin and begin with capitals",
    "stanza-in-speech": "four lines with crossed rhymes, or the rhymes of a song",
    "prose-in-speech": "lines that fill the measure or begin with small letters",
}


@annotator(
    writes={
        "front", "body", "back", "titlePage", "docTitle", "titlePart", "byline", "docAuthor", "docDate",
        "docImprint", "docEdition", "div", "head", "p", "lg", "l", "quoteBlock", "saidBlock", "epigraph",
        "ab", "milestone", "trailer", "list", "item", "label", "table", "row", "cell", "figure", "fw", "pb",
        "floatingText", "opener", "closer", "salute", "signed", "dateline", "postscript", "interpolation",
        "gap", "flag", "hi", "pc", "ref", "castList", "castItem", "role", "roleDesc", "sp", "speaker", "stage",
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


def _structured(found: Sequence[Block], context: Context) -> Iterator[Annotation]:
    meta = context.edition.edition
    first, last = framed(found, meta.language)
    inner = found[first:last]
    titled = title_page_length(inner, meta.language)
    main = inner[titled:]
    kind = meta.genre or genre(inner)[0]
    furniture = page_furniture(main, meta.language)
    tree = divisions(main, meta.language, kind == "drama", furniture)
    ids = count(1)
    numbered(tree, ids)
    if kind == "verse":
        as_poems(tree)
    measured = page(inner)
    setting = Setting(
        replace(measured, width=0) if kind == "verse" else measured,
        meta.language,
        verse=kind == "verse",
        stage=_stage(main, tree, meta.language) if kind == "drama" else None,
        persons=NamedPersons(context.authority),
        targets=targets(tree, found[0].source),
        furniture={main[at].start: kind for at, kind in furniture.items()},
        author=meta.author_id,
    )
    yield from _frames(found, Zones(first, titled, last), tree)
    if first:
        yield from boilerplate(found[:first], f"d.{next(ids)}")
    if titled:
        yield from title_page(inner[:titled], meta.language, meta.author)
    yield from _content(main[: tree[0].first if tree else len(main)], replace(setting, final=not tree))
    for one in tree:
        yield from _division(one, main, setting)
    if last < len(found):
        yield from boilerplate(found[last:], f"d.{next(ids)}")
    yield from page_marks(found[0].source, found[0].start, found[-1].end)
    yield from italics(found[0].source)


def _stage(main: Sequence[Block], tree: Sequence[Division], language: str) -> Stage:
    """What must be known of the whole play before one speech can be read."""
    cast = {at for one in tree if one.type == "castList" for at in one.own}
    listed = [main[at] for at in sorted(cast)]
    spoken = [block for at, block in enumerate(main) if at not in cast]
    how = script(spoken, language)
    counted = labels(spoken, how)
    known = characters(sorted(cast_list(listed, language), key=lambda one: one.order), main[0].source, language)
    settled, words = Cast(known, counted, language), vocabulary(counted)
    scenes = (scene([main[at] for at in one.own], how, words) for one in _action(tree) if one.own)
    return Stage(how, settled, words, page(spoken), language, namesakes(settled, scenes))


def _action(tree: Sequence[Division]) -> Iterator[Division]:
    """All divisions of a play that are part of the action, the outer before the inner."""
    for one in tree:
        if one.type not in _APART and one.type != "castList":
            yield one
        yield from _action(one.inner)


class Zones(NamedTuple):
    """Blocks of the opening boilerplate and the title page, and where the closing boilerplate begins."""

    opening: int
    titled: int
    closing: int


def _frames(found: Sequence[Block], zones: Zones, tree: Sequence[Division]) -> Iterator[Annotation]:
    start = zones.opening + zones.titled
    front = [one for one in tree if one.place == "front"]
    back = [one for one in tree if one.place == "back"]
    first = start + (front[-1].last if front else 0)
    last = start + back[0].first if back else zones.closing
    end = len(found[0].source)
    body = found[first].start if first else 0
    stop = found[last - 1].end if last < len(found) else end
    if body:
        yield Annotation("front", 0, body, rule="frame")
    yield Annotation("body", body, stop, rule="frame")
    if stop < end:
        yield Annotation("back", stop, end, rule="frame")


def _division(one: Division, main: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    start, end = main[one.first].start, main[one.last - 1].end
    if one.type == "trailer":
        yield Annotation("trailer", start, end, {}, "trailer")
        return
    if one.type != "half-title":
        start = min((first for _, first, _ in one.heads), default=start)
        attrs = {"id": one.id, "type": one.type} | ({"n": str(one.number)} if one.number else {})
        yield Annotation("div", start, end, attrs, one.rule, one.cert)
    for kind, first, last in one.heads:
        yield Annotation("head", first, last, {"type": kind} if kind else {}, one.rule, one.cert)
    here = replace(setting, division=one.type, headed=bool(one.heads), final=not one.inner)
    yield from _content([main[at] for at in one.own], here)
    for inner in one.inner:
        yield from _division(inner, main, setting)


def _content(own: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """A division's own blocks, read by the recogniser of its kind."""
    if setting.division == "castList":
        return cast_list(own, setting.language)
    if setting.division == "contents":
        return contents(own, setting.targets)
    if setting.stage and setting.division not in _APART:
        return play(own, setting.stage, setting.final)
    return prose(own, setting)
