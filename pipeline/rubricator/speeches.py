"""All speeches of a document as a table: who says what to whom, how certain that is, and by which rule.

The table is CSV after RFC 4180, in UTF-8, with a header row; offsets are code points of the source. Words of
documents (`quote`), words aloud and speeches of a play stand in it alike; `kind` tells them apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Final

from rubricator.authority import Authority
from rubricator.document import Annotation, Document

_KINDS: Final = {"said": "said", "saidBlock": "said", "quote": "quote", "quoteBlock": "quote", "sp": "sp"}
_NOT_SPOKEN: Final = ("pc", "speaker", "stage", "noteref", "interpolation", "fw")
_NAMES: Final = ("persName", "orgName", "rs", "role")


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech, or one piece of it: `continues` is the number of the piece before, 0 for the first.

    `speaker` and `addressee` are ids that stand apart by spaces, their labels stand apart by ``; ``; `aloud` is
    ``true``, ``false`` or empty where nobody can tell; `words` are those spoken, white space made single.
    """

    number: int
    start: int
    end: int
    speaker: str
    speaker_label: str
    addressee: str
    addressee_label: str
    kind: str
    aloud: str
    certainty: str
    rule: str
    continues: int
    words: str


def speeches(document: Document, authority: Authority) -> list[Speech]:
    """Every speech of the document, in order."""
    labels = _Labels(document, authority)
    numbers: dict[str, int] = {}
    found: list[Speech] = []
    for number, one in enumerate(document.in_layer(*_KINDS), 1):
        if id := one.attrs.get("id"):
            numbers[id] = number
        speaker = one.attrs.get("who") or one.attrs.get("source") or ""
        addressee = one.attrs.get("toWhom", "")
        found.append(
            Speech(
                number,
                one.start,
                one.end,
                speaker,
                labels.of(speaker),
                addressee,
                labels.of(addressee),
                _KINDS[one.layer],
                "true" if one.layer == "sp" else one.attrs.get("aloud", ""),
                one.cert,
                one.rule,
                numbers.get(one.attrs.get("prev", ""), 0),
                _words(document, one),
            )
        )
    return found


def to_csv(found: Iterable[Speech]) -> str:
    """The table, with a header row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(field.name for field in fields(Speech))
    writer.writerows(map(astuple, found))
    return out.getvalue()


def _words(document: Document, one: Annotation) -> str:
    """The words of a speech without its marks, speaker, stage directions and note calls."""
    text, at, kept = document.text, one.start, []
    for start, end in _silent(document, one):
        if start >= at:
            kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at : one.end])
    return " ".join(" ".join(kept).split()) if one.layer == "sp" else " ".join("".join(kept).split())


def _silent(document: Document, one: Annotation) -> Iterator[tuple[int, int]]:
    for other in document.within(one.start, one.end, *_NOT_SPOKEN):
        if other.layer != "pc" or other.start == one.start or other.end == one.end:
            yield other.start, other.end


class _Labels:
    """Labels of ids: of the authority file, else the longest name in the text."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self.authority = authority
        self.longest: dict[str, str] = {}
        for one in document.in_layer(*_NAMES):
            self._note(one.attrs.get("ref", ""), document.slice(one))
        for one in document.in_layer("sp"):
            for speaker in document.within(one.start, one.end, "speaker")[:1]:
                self._note(one.attrs.get("who", ""), document.slice(speaker).rstrip(" .:"))

    def _note(self, ids: str, name: str) -> None:
        name = " ".join(name.split())
        for id in ids.split():
            if len(name) > len(self.longest.get(id, "")):
                self.longest[id] = name

    def of(self, ids: str) -> str:
        """The labels of ids that stand apart by spaces; an id without any stands for itself."""
        return "; ".join(self.authority.label(id) or self.longest.get(id, id) for id in ids.split())
