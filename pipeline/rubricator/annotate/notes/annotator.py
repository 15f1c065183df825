"""Notes: calls and notes, linked both ways (3.9.1 [CONONO])."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rubricator.annotate.notes.apparatus import apparatus
from rubricator.annotate.notes.linked import linked
from rubricator.annotate.stages import annotator
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.reading.blocks import Block, blocks


@annotator(
    reads={"div"},
    writes={"note", "aside", "noteref", "backref", "seg", "flag"},
    any_language=True,
    rules={
        "endnote": "one of a series of labelled paragraphs that a series of calls answers, label by label",
        "call": "one of a series of marks that notes of the same labels answer",
        "call-without-notes": "one of many numbers after words that count up, though no notes are there",
        "unanswered": "a mark like the calls that no note answers",
        "unnumbered": "a note that says that it is one, or names the page and line it belongs to",
        "uncalled": "a note that nothing calls",
        "editorial": "a note, or a stretch of one, in brackets",
    },
)
def notes(document: Document, context: Context) -> Iterator[Annotation]:
    """Notes and their calls."""
    meta = context.edition.edition
    found = apparatus(_inner(document), meta.language)
    yield from linked(document.text, found, meta.author_id or "resp.author")


def _inner(document: Document) -> Sequence[Block]:
    """The blocks between what an archive wrote around the text."""
    around = [one for one in document.in_layer("div") if one.attrs.get("type") == "boilerplate"]
    return [one for one in blocks(document.text) if not any(zone.covers(one.start, one.end) for zone in around)]
