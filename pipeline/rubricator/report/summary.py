"""What a run found and what is strange about it, in ten lines or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from rubricator.model.document import Annotation, Document

if TYPE_CHECKING:
    from rubricator.build import Encoded

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
class Strange:
    """Something that is odd as a whole: how harmful (more is worse), what, where (line), and what to type."""

    harm: int
    what: str
    remedy: str
    line: int = 0


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
        how = "guessed" if "genre" in self.guessed else "stated"
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


def summary(encoded: Encoded) -> Summary:
    """The summary of an encoded text."""
    from rubricator.report.doubts import doubts

    document, edition = encoded.document, encoded.context.edition
    calls = document.in_layer("noteref")
    targets = {id for note in document.in_layer("note") if (id := note.attrs.get("id"))}
    strange = sorted((one for check in _CHECKS for one in check(encoded)), key=lambda one: (-one.harm, one.line))
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
        tuple(strange),
    )


def _texts(document: Document) -> Iterator[str]:
    """The texts of a collection, each with its kind."""
    for one in document.in_layer("text"):
        head = next(iter(document.within(one.start, one.end, "head", "titlePart")), None)
        title = " ".join(document.slice(head).split()) if head else "a text without a title"
        yield f"{one.attrs.get('decls', '').removeprefix('tc.') or 'prose'}: “{title}”, at {_place(document, one)}"


# ---------------------------------------------------------------- what is strange
_LONG: Final = 20_000
"""Characters in a block that hardly any book has in one paragraph."""
_PLAY: Final = 5_000
"""Characters of a text that could well hold a speech, were it a play."""
_UNREAD: Final = 0.02
"""Share of the words outside every recognised block that is worth a line."""


def _no_speeches(encoded: Encoded) -> Iterator[Strange]:
    document = encoded.document
    if encoded.context.edition.edition.genre == "drama" and len(document.text) > _PLAY and not document.in_layer("sp"):
        yield Strange(9, "a play without a single speech", 'if it is none, say --genre or [edition] genre = "…"')


def _long_blocks(encoded: Encoded) -> Iterator[Strange]:
    for one in encoded.document.in_layer("p", "ab", "l", "head", "item", "note"):
        if one.end - one.start > _LONG:
            size = f"{(one.end - one.start) // 1000} thousand characters"
            yield Strange(8, f"one {one.layer} of {size} at {_place(encoded.document, one)}", *_look(encoded, one))


def _unread(encoded: Encoded) -> Iterator[Strange]:
    unclear = [one for one in encoded.document.in_layer("ab") if one.attrs.get("type") == "unclear"]
    size = sum(one.end - one.start for one in unclear)
    if size > _UNREAD * len(encoded.document.text):
        share = f"{size / len(encoded.document.text):.0%} of the text stands in no recognised block"
        yield Strange(7, share, *_look(encoded, unclear[0]))


def _unlinked(encoded: Encoded) -> Iterator[Strange]:
    document = encoded.document
    bodies = {id for note in document.in_layer("note") if (id := note.attrs.get("id"))}
    lost = [one for one in document.in_layer("noteref") if one.attrs.get("target") not in bodies]
    if lost:
        yield Strange(6, f"{len(lost)} note calls lead to no note", *_look(encoded, lost[0]))
    notes = [one for one in document.in_layer("note") if one.attrs.get("place") in ("end", "foot")]
    orphans = [one for one in notes if not one.attrs.get("target")]
    if orphans:
        yield Strange(6, f"{len(orphans)} notes are called from nowhere", *_look(encoded, orphans[0]))


def _set_aside(encoded: Encoded) -> Iterator[Strange]:
    aside = [one for one in encoded.findings if one.code == "an-set-aside"]
    if aside:
        what = f"{len(aside)} tags were set aside, for the TEI could not hold them"
        yield Strange(5, what, "see the messages an-set-aside", aside[0].line)


def _flagged(encoded: Encoded) -> Iterator[Strange]:
    kinds = Counter(one.rule for one in encoded.document.in_layer("flag"))
    first = {one.rule: one for one in reversed(encoded.document.in_layer("flag"))}
    for rule, count in kinds.most_common():
        words = first[rule].attrs.get("reason", rule).rstrip(".")
        times = f" ({count} times)" if count > 1 else ""
        line, _ = encoded.document.source.position(first[rule].start)
        yield Strange(2, f"{words}{times}", f"rubricator doubts --rule {rule}", line)


def _place(document: Document, one: Annotation) -> str:
    line, column = document.source.position(one.start)
    return f"{line}:{column}"


def _look(encoded: Encoded, one: Annotation) -> tuple[str, int]:
    """What to type to see it, and its line."""
    place = _place(encoded.document, one)
    return f"rubricator explain {encoded.document.source.name} {place}", int(place.partition(":")[0])


_CHECKS: Final[tuple[Callable[[Encoded], Iterator[Strange]], ...]] = (
    _no_speeches,
    _long_blocks,
    _unread,
    _unlinked,
    _set_aside,
    _flagged,
)
