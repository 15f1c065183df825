"""All speeches and letters of a document as a table: who says what to whom, how certain that is, and by which rule.

The table is as `rubricator.report.tables` writes them; offsets are code points of the source. Words of
documents (`quote`), words aloud, letters and speeches of a play stand in it alike; `kind` tells them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from typing import Final

from rubricator.model.authority import Authority
from rubricator.model.document import Annotation, Document
from rubricator.report.tables import as_csv

_KINDS: Final = {
    "said": "said", "saidBlock": "said", "quote": "quote", "quoteBlock": "quote", "sp": "sp", "floatingText": "letter",
}  # fmt: skip
_NOT_SPOKEN: Final = ("pc", "speaker", "stage", "noteref", "interpolation", "fw")
_NAMES: Final = ("persName", "orgName", "rs", "role")
_USUAL: Final = 20


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
    spoken = [one for one in document.in_layer(*_KINDS) if one.layer != "floatingText" or _is_letter(one)]
    for number, one in enumerate(spoken, 1):
        if id := one.attrs.get("id"):
            numbers[id] = number
        speaker, addressee = _by_and_to(document, one)
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


def _is_letter(one: Annotation) -> bool:
    return one.attrs.get("type") == "letter"


def _by_and_to(document: Document, one: Annotation) -> tuple[str, str]:
    """Ids of who speaks and who is spoken to; of a letter those who sign it and are greeted in it."""
    if one.layer == "floatingText":
        return _named_in(document, one, "signed"), _named_in(document, one, "opener")
    return one.attrs.get("who") or one.attrs.get("source") or "", one.attrs.get("toWhom", "")


def _named_in(document: Document, one: Annotation, layer: str) -> str:
    for part in document.within(one.start, one.end, layer):
        for name in document.within(part.start, part.end, "persName"):
            if ref := name.attrs.get("ref"):
                return ref
    return ""


def to_csv(found: Iterable[Speech]) -> str:
    """The table, with a header row."""
    return as_csv([field.name for field in fields(Speech)], map(astuple, found))


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
    """Labels of ids: of the authority file, else the fullest of the names that the text often gives."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self.authority = authority
        self.names: dict[str, Counter[str]] = {}
        self.labels: dict[str, str] = {}
        for one in document.in_layer(*_NAMES):
            self._note(one.attrs.get("ref", ""), document.slice(one))
        for one in document.in_layer("sp"):
            for speaker in document.within(one.start, one.end, "speaker")[:1]:
                self._note(one.attrs.get("who", ""), document.slice(speaker).rstrip(" .:"))

    def _note(self, id: str, name: str) -> None:
        """Count a name; one of several together is none."""
        if id and " " not in id:
            self.names.setdefault(id, Counter())[" ".join(name.split())] += 1

    def of(self, ids: str) -> str:
        """The labels of ids that stand apart by spaces; an id without any stands for itself."""
        return "; ".join(self._label(id) for id in ids.split())

    def _label(self, id: str) -> str:
        if id not in self.labels:
            counts = self.names.get(id, Counter())
            usual = [name for name, count in counts.items() if count * _USUAL >= counts.total()]
            self.labels[id] = self.authority.label(id) or max(usual, key=len, default=id)
        return self.labels[id]
