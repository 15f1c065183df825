"""What is strange about a result as a whole, and what one part of a text promised and another does not keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from rubricator.model.document import Annotation, Document

if TYPE_CHECKING:
    from rubricator.model.context import Context
    from rubricator.model.messages import Finding


class Result(Protocol):
    """What came of a text: its document, what was known of it, what was told."""

    @property
    def document(self) -> Document:
        """The text with its annotations."""

    @property
    def context(self) -> Context:
        """The edition and its authority."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What an editor should hear."""


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that is odd as a whole: how harmful (more is worse), what, where (line), and what to type.

    `rule` is that of the flags which say so, where flags do.
    """

    harm: int
    what: str
    remedy: str
    line: int = 0
    rule: str = ""


def strange(encoded: Result) -> list[Strange]:
    """All that is strange, most harmful first."""
    return sorted((one for check in _CHECKS for one in check(encoded)), key=lambda one: (-one.harm, one.line))


_LONG: Final = 20_000
"""Characters in a block that hardly any book has in one paragraph."""
_PLAY: Final = 5_000
"""Characters of a text that could well hold a speech, were it a play."""
_CAST: Final = 3
"""Persons of the least cast that promises anything."""
_SILENT: Final = 0.4
"""Share of a cast that is silent (servants, crowds), or of the speeches that others speak, in no play well read."""
_MISSED: Final = 0.25
"""Share of a table of contents that may name what has no heading: illustrations, the index."""
_UNREAD: Final = 0.02
"""Share of the words outside every recognised block that is worth a line."""


def _no_speeches(encoded: Result) -> Iterator[Strange]:
    document = encoded.document
    if encoded.context.edition.edition.genre == "drama" and len(document.text) > _PLAY and not document.in_layer("sp"):
        yield Strange(9, "a play without a single speech", 'if it is none, say --genre or [edition] genre = "…"')


def _long_blocks(encoded: Result) -> Iterator[Strange]:
    for one in encoded.document.in_layer("p", "ab", "l", "head", "item", "note"):
        if one.end - one.start > _LONG:
            size = f"{(one.end - one.start) // 1000} thousand characters"
            yield Strange(8, f"one {one.layer} of {size} at {place(encoded.document, one)}", *_look(encoded, one))


def _unread(encoded: Result) -> Iterator[Strange]:
    unclear = [one for one in encoded.document.in_layer("ab") if one.attrs.get("type") == "unclear"]
    size = sum(one.end - one.start for one in unclear)
    if size > _UNREAD * len(encoded.document.text):
        share = f"{size / len(encoded.document.text):.0%} of the text stands in no recognised block"
        yield Strange(7, share, *_look(encoded, unclear[0]))


def _unlinked(encoded: Result) -> Iterator[Strange]:
    document = encoded.document
    bodies = {id for note in document.in_layer("note") if (id := note.attrs.get("id"))}
    lost = [one for one in document.in_layer("noteref") if one.attrs.get("target") not in bodies]
    if lost:
        yield Strange(
            6, f"{_count(len(lost), 'note call leads', 'note calls lead')} to no note", *_look(encoded, lost[0])
        )
    notes = [one for one in document.in_layer("note") if one.attrs.get("place") in ("end", "foot")]
    orphans = [one for one in notes if not one.attrs.get("target")]
    if orphans:
        yield Strange(
            6, f"{_count(len(orphans), 'note is', 'notes are')} called from nowhere", *_look(encoded, orphans[0])
        )


def _unheard(encoded: Result) -> Iterator[Strange]:
    """The cast promises who speaks; the labels keep it."""
    document = encoded.document
    cast = {one.attrs["corresp"] for one in document.in_layer("role") if "corresp" in one.attrs}
    speakers = Counter(who for one in document.in_layer("sp") for who in one.attrs.get("who", "").split())
    if len(cast) < _CAST or not speakers:
        return
    silent = cast - speakers.keys()
    if len(silent) > _SILENT * len(cast):
        told = f"{len(silent)} of the {len(cast)} persons of the cast never speak"
        yield Strange(6, told, *_look(encoded, document.in_layer("castItem")[0]))
    others = sum(count for who, count in speakers.items() if who not in cast)
    if others > _SILENT * speakers.total():
        first = next(one for one in document.in_layer("sp") if not cast & set(one.attrs.get("who", "").split()))
        told = f"{others} of {speakers.total()} speeches are those of persons whom the cast does not name"
        yield Strange(6, told, *_look(encoded, first))


def _headless(encoded: Result) -> Iterator[Strange]:
    """The contents promise the headings."""
    document = encoded.document
    for contents in document.in_layer("div"):
        if contents.attrs.get("type") != "contents":
            continue
        items = document.within(contents.start, contents.end, "item")
        met = {one.start for one in document.within(contents.start, contents.end, "ref")}
        missed = [one for one in items if not any(one.start <= at < one.end for at in met)]
        if met and len(missed) > _MISSED * len(items):
            told = f"{len(missed)} of {len(items)} lines of the contents lead to no heading"
            yield Strange(6, told, *_look(encoded, missed[0]))


def _set_aside(encoded: Result) -> Iterator[Strange]:
    aside = [one for one in encoded.findings if one.code == "an-set-aside"]
    if aside:
        what = f"{_count(len(aside), 'tag was', 'tags were')} set aside, for the TEI could not hold what they said"
        yield Strange(5, what, "see the messages an-set-aside", aside[0].line)


def _flagged(encoded: Result) -> Iterator[Strange]:
    kinds = Counter(one.rule for one in encoded.document.in_layer("flag"))
    first = {one.rule: one for one in reversed(encoded.document.in_layer("flag"))}
    for rule, count in kinds.most_common():
        words = first[rule].attrs.get("reason", rule).rstrip(".")
        times = f" ({count} times)" if count > 1 else ""
        line, _ = encoded.document.source.position(first[rule].start)
        yield Strange(2, f"{words}{times}", f"rubricator doubts --rule {rule}", line, rule)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def place(document: Document, one: Annotation) -> str:
    """Line and column of an annotation, as messages print them."""
    line, column = document.source.position(one.start)
    return f"{line}:{column}"


def _look(encoded: Result, one: Annotation) -> tuple[str, int]:
    """What to type to see it, and its line."""
    where = place(encoded.document, one)
    return f"rubricator explain {encoded.document.source.name} {where}", int(where.partition(":")[0])


_CHECKS: Final[tuple[Callable[[Result], Iterator[Strange]], ...]] = (
    _no_speeches,
    _long_blocks,
    _unread,
    _unlinked,
    _unheard,
    _headless,
    _set_aside,
    _flagged,
)
