"""What a run found and what is strange about it, in ten lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final, Protocol

from rubricator.model.document import Document
from rubricator.report.expectations import Result, Strange, place, strange


class Run(Result, Protocol):
    """What came of a text, with the rules that made it."""

    @property
    def rules(self) -> Mapping[str, str]:
        """What each rule goes by."""


_COUNTED: Final = {
    "divisions": ("div",),
    "paragraphs": ("p",),
    "speeches": ("sp",),
    "lines of verse": ("l",),
    "quotations": ("said", "quote", "saidBlock", "quoteBlock"),
    "persons": ("persName",),
    "places": ("placeName",),
    "bodies": ("orgName",),
    "dates": ("date",),
    "citations": ("bibl",),
    "corrections": ("sic", "supplied"),
}
_TEXTS: Final = 2
"""Lines of evidence for the genre on a terminal."""
_SINGULAR: Final = {"speeches": "speech", "lines of verse": "line of verse", "bodies": "body"}
_SHOWN: Final = 4
"""Strange things shown on a terminal; all of them stand in the JSON."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures."""

    name: str
    language: str
    genre: str
    guessed: tuple[str, ...]
    evidence: tuple[str, ...]
    counts: dict[str, int]
    notes: int
    linked: int
    calls: int
    doubts: int
    strange: tuple[Strange, ...] = field(default=())

    def lines(self) -> list[str]:
        """At most ten lines for a terminal."""
        how = "guessed" if "genre" in self.guessed else "stated" if self.genre else "none was sure enough"
        counts = [_amount(count, what) for what, count in self.counts.items() if count]
        told = [f"{self.name}: {self.genre or 'no genre'} ({how}), language {self.language}"]
        told += [f"  read as {line}" for line in self.evidence[:_TEXTS]]
        told += [f"  {', '.join(counts)}"] if counts else []
        if self.calls or self.notes:
            told.append(f"  {self.linked} of {self.calls} note calls lead to one of {self.notes} notes")
        told += [f"  {one.what} ({one.remedy})" for one in self.strange[:_SHOWN]]
        if len(self.strange) > _SHOWN:
            told.append(f"  … and {len(self.strange) - _SHOWN} more strange things, in summary.json")
        if self.doubts:
            told.append(f"  {_amount(self.doubts, 'doubts')} (rubricator doubts lists them)")
        return told

    def as_json(self) -> str:
        """Everything, as one object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def _amount(count: int, what: str) -> str:
    """A count with its noun, which is given in the plural."""
    return f"{count} {what}" if count != 1 else f"1 {_SINGULAR.get(what, what.removesuffix('s'))}"


def summary(encoded: Run) -> Summary:
    """The summary of an encoded text."""
    from rubricator.report.doubts import doubts

    document, edition = encoded.document, encoded.context.edition
    calls = document.in_layer("noteref")
    targets = {id for note in document.in_layer("note") if (id := note.attrs.get("id"))}
    return Summary(
        document.source.name,
        edition.edition.language,
        edition.edition.genre,
        edition.guessed,
        (*([str(edition.verdict)] if edition.verdict else []), *_texts(document)),
        {what: sum(len(document.in_layer(layer)) for layer in layers) for what, layers in _COUNTED.items()},
        len(document.in_layer("note")),
        sum(one.attrs.get("target", "") in targets for one in calls),
        len(calls),
        sum(1 for _ in doubts(document, encoded.rules)),
        tuple(strange(encoded)),
    )


def _texts(document: Document) -> Iterator[str]:
    """The texts of a collection, each with its kind."""
    for one in document.in_layer("text"):
        head = next(iter(document.within(one.start, one.end, "head", "titlePart")), None)
        title = " ".join(document.slice(head).split()) if head else "a text without a title"
        yield f"{one.attrs.get('decls', '').removeprefix('tc.') or 'prose'}: “{title}”, at {place(document, one)}"
