"""Notes and calls as annotations, linked both ways, and what each note is by whom (3.9.1 [CONONO])."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.annotate.notes.apparatus import Apparatus, Note
from rubricator.model.document import Annotation
from rubricator.reading.note_marks import Mark

EDITOR: Final = "resp.bookeditor"
"""Id of the editor of the printed book, whom the header describes."""
_SORTS: Final = {
    "note": ("authorial", ""),
    "editor": ("editorial", ""),
    "margin": ("gloss", "margin"),
    "transcriber": ("transcriber", ""),
}
"""Type and place of notes that say what they are."""
_BRACKETED: Final = re.compile(r"\[[^\[\]]+\]")
_SHOWN: Final = 12
"""Most calls without a note that are told one by one."""


def linked(text: str, found: Apparatus, author: str) -> Iterator[Annotation]:
    """Notes, calls and back-references, linked both ways; what does not pair off is told."""
    counts = Counter(one.label for one in found.notes)
    unique = all(count == 1 or not label for label, count in counts.items())
    unique = unique and all(label.isalnum() for label in counts if label)
    bracketed = any(_kind(text, one, False)[0] == "editorial" for one in found.notes)
    number = 0
    for order, one in enumerate(found.notes, 1):
        note = f"n.{one.label if unique and one.label else order if not unique else f'aside.{order}'}"
        ids = [f"nr.{number + at}" for at in range(1, len(one.calls) + 1)]
        number += len(ids)
        yield from _note(text, one, note, ids, author, bracketed)
        for id, call in zip(ids, one.calls, strict=True):
            yield Annotation("noteref", call.start, call.end, {"id": id, "n": call.label, "target": note}, "call")
    for aside in found.asides:
        kind, place = _SORTS[aside.sort]
        attrs = {"type": kind, "place": place or "inline"} | _by(kind, author)
        yield Annotation("aside", aside.start, aside.end, attrs, "unnumbered")
    yield from _unanswered(found)


def _by(kind: str, author: str) -> dict[str, str]:
    """Whose a note is; of the transcriber no header tells."""
    return {} if kind == "transcriber" else {"resp": EDITOR if kind == "editorial" else author}


def _unanswered(found: Apparatus) -> Iterator[Annotation]:
    for call in found.lost:
        yield Annotation("noteref", call.start, call.end, {"n": call.label}, "call-without-notes", "medium")
    if found.lost:
        reason = f"{len(found.lost)} numbers are calls of notes, but the notes are not in this text."
        first = found.lost[0]
        yield Annotation("flag", first.start, first.end, {"reason": reason, "kind": "note"}, "call-without-notes")
    for call in found.left[:_SHOWN]:
        yield _flag(call, f"No note answers the call {call.label}.")
    if len(found.left) > _SHOWN:
        yield _flag(found.left[_SHOWN], f"No note answers {len(found.left) - _SHOWN} further marks like the calls.")


def _flag(call: Mark, reason: str) -> Annotation:
    return Annotation("flag", call.start, call.end, {"reason": reason, "kind": "note"}, "unanswered", "medium")


def _note(text: str, one: Note, id: str, calls: Sequence[str], author: str, bracketed: bool) -> Iterator[Annotation]:
    kind, editorial = _kind(text, one, bracketed)
    if one.sort in ("margin", "transcriber", "editor"):
        kind, editorial = _SORTS[one.sort][0], []
    attrs = {"id": id, "type": kind, "place": one.place} | ({"n": one.label} if one.label else {})
    attrs |= _by(kind, author)
    expected = bool(one.label) and one.sort != "locus"
    if calls:
        attrs["target"] = " ".join(calls)
        yield Annotation("backref", *one.mark, {"target": calls[0]}, "endnote")
    rule, cert = ("endnote", "high") if calls else ("uncalled", "medium") if expected else ("unnumbered", "high")
    yield Annotation("note", one.start, one.end, attrs, rule, cert)  # type: ignore[arg-type]
    if not calls and expected:
        reason = f"Note {one.label} is not called in the text."
        yield Annotation("flag", one.start, one.mark[1], {"reason": reason, "kind": "note"}, "uncalled")
    for start, end in editorial:
        yield Annotation("seg", start, end, {"type": "editorial", "resp": EDITOR}, "editorial")


def _kind(text: str, one: Note, bracketed: bool) -> tuple[str, list[tuple[int, int]]]:
    """Type of a note, and the bracketed stretches of the editor in a mixed one.

    Wholly bracketed: the editor's. A bracketed sentence is his too, and any bracketed phrase in a
    document that sets whole notes in brackets.
    """
    start, end = one.mark[1], one.end
    body = text[start:end].strip()
    if body.startswith("[") and body.endswith("]") and body.count("[") == body.count("]") and _closes_last(body):
        return "editorial", []
    found = [match.span() for match in _BRACKETED.finditer(text, start, end) if _editorial(match[0], bracketed)]
    return ("mixed", found) if found else ("authorial", [])


def _closes_last(body: str) -> bool:
    depth = 0
    for at, character in enumerate(body):
        depth += (character == "[") - (character == "]")
        if not depth:
            return at == len(body) - 1
    return False


def _editorial(bracket: str, bracketed: bool) -> bool:
    inner = bracket[1:-1].strip()
    if len(inner.split()) < 2:
        return False
    return bracketed or (inner[0].isupper() and inner[-1] in ".!?")
