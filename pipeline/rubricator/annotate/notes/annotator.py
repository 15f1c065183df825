"""Notes: calls and notes, linked both ways (3.9.1 [CONONO])."""

from __future__ import annotations

from collections.abc import Iterator

from rubricator.annotate.notes.apparatus import calls, labelled, linked
from rubricator.annotate.stages import annotator
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document


@annotator(
    reads={"div", "p", "body", "back"},
    writes={"note", "noteref", "backref", "seg", "flag"},
    rules={
        "endnote": "a numbered paragraph of the notes, whose number is called in the text",
        "call": "a number in brackets that a note of the same number answers",
        "uncalled": "a note that nothing calls, or a call without a note",
        "editorial": "a note, or a stretch of one, in brackets",
    },
)
def notes(document: Document, context: Context) -> Iterator[Annotation]:
    """Notes and their calls."""
    meta = context.edition.edition
    found = list(labelled(document))
    yield from linked(document, found, calls(document, found), meta.author_id or "resp.author")
