"""The text as a reader reads it, with a map back to the source.

All recognisers match on a `Reading` and yield source spans through its map; none cleans text by itself. What a
reading leaves out or mends is said by its parameters (`read`); a reading is made once for a document and kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.language.frequency import frequency
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.source import Source
from rubricator.reading.search import near, occurrences
from rubricator.reading.sentences import sentences
from rubricator.reading.words import LETTERS, words

_LEAVES: Final = tuple(name for name, layer in LAYERS.items() if layer.level == "leaf" and name != "fw")
_BLOCKS: Final = tuple(name for name in _LEAVES if name not in ("l", "stage"))
"""What a reader reads as a block by itself; lines of verse run on, stage directions stand inside speeches."""
_SPACES: Final = re.compile(r"\s\s+")
_SPACE_MARKS: Final = "\t\r\u00a0\u202f\u2007\u2009"
_FOLDED: Final = {"\r\n": " ", "  ": " ", "\n\n": "\n\n", "\r\n\r\n": "\n\n"}
"""The commonest runs of white space, and what they are folded to."""
_OTHER_SPACES: Final = str.maketrans(dict.fromkeys(_SPACE_MARKS, " "))
_KEPT: Final = "\0"
"""No source holds it: a line end that stands next to another."""
_INVISIBLE: Final = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, zero-width no-break space."""
_BROKEN: Final = re.compile(rf"({LETTERS})([-¬\u00ad\u2010])[ \t]*\r?\n[ \t]*(?=({LETTERS}))")
_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]+")
_OLD: Final[Mapping[str, str]] = {
    "ſ": "s", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
"""Letters of the type case, and the letters that they print."""
_DECOMPOSED: Final = re.compile(r"[^\W\d_][\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20f0\ufe20-\ufe2f]+")
_CLOSING: Final = frozenset(".,;:!?)]}’”»")
_UNENDED: Final = frozenset(",;-–")


class Edit(NamedTuple):
    """A stretch of the source that reads otherwise, and how; empty where it is not read at all."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A text that is read; offsets of reading and source map to each other.

    `_here[i]` and `_there[i]` are the offsets in reading and source at which the i-th unchanged or
    edited stretch begins; `_same[i]` tells whether it is unchanged.
    """

    text: str
    _here: tuple[int, ...] = (0,)
    _there: tuple[int, ...] = (0,)
    _same: tuple[bool, ...] = (True,)
    language: str = "en"

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source behind a span of the reading; an edit that is touched counts whole."""
        return self._back(start), self._back(end, closing=True)

    def offset(self, source: int) -> int:
        """Where an offset of the source stands in the reading; the start of an edit that holds it."""
        at = bisect_right(self._there, source) - 1
        return self._here[at] + (source - self._there[at] if self._same[at] else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the reading for a span of the source."""
        return self.offset(start), self.offset(end)

    def _back(self, offset: int, *, closing: bool = False) -> int:
        at = (bisect_left(self._here, offset) if closing and offset else bisect_right(self._here, offset)) - 1
        if self._same[at]:
            return self._there[at] + offset - self._here[at]
        return self._there[at + 1] if closing else self._there[at]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the sentences."""
        return sentences(self.text, language=self.language)

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """Spans of the words."""
        return words(self.text)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Span of the sentence that holds an offset, or of the one before a gap between two."""
        spans = self.sentences
        at = max(bisect_right(spans, offset, key=lambda span: span[0]) - 1, 0)
        return spans[at] if spans else (0, 0)


def read(
    document: Document,
    *,
    language: str = "en",
    corrected: bool = True,
    letters: bool = True,
    furniture: bool = False,
    calls: bool = False,
    marks: bool = False,
    lines: bool = False,
    verses: bool = False,
) -> Reading:
    """The document as a reader reads it.

    - `corrected`: errors stand as corrected, what is lost is supplied; false: as printed
    - `letters`: letters are composed (NFC), soft hyphens gone, long s and ligatures resolved; false: as printed
    - `furniture`: page numbers and running heads stand; false: they are left out, a space in their place
    - `calls`: the calls of notes stand; false: they are left out
    - `marks`: marks of emphasis stand; false: they are left out
    - `lines`: line ends stand, broken words too; false: white space within a block is one space, words broken at
      the end of a line are joined, and two line ends part blocks
    - `verses`: lines of verse and directions are blocks, too; false: they run on
    """
    wanted = _Wanted(language, corrected, letters, furniture, calls, marks, lines, verses)
    layers = [document.layers.get(name) for name in wanted.layers]
    kept = document.source.derived.get(wanted)
    if kept is None or any(old is not new for old, new in zip(kept[0], layers, strict=True)):
        kept = layers, _edited(document.text, _edits(document, wanted), wanted)
        document.source.derived[wanted] = kept
    found: Reading = kept[1]
    return found


class _Wanted(NamedTuple):
    """The parameters of `read`."""

    language: str
    corrected: bool
    letters: bool
    furniture: bool
    calls: bool
    marks: bool
    lines: bool
    verses: bool

    @property
    def layers(self) -> list[str]:
        """The layers on which such a reading depends."""
        return [
            *(("sic", "supplied") if self.corrected else ()),
            *(() if self.furniture else ("fw",)),
            *(() if self.calls else ("noteref",)),
            *(() if self.marks else ("pc",)),
            *(() if self.lines and self.furniture else _LEAVES),
        ]


def _edits(document: Document, wanted: _Wanted) -> list[Edit]:
    """All edits in order and apart; what annotations say comes before what letters and spaces need."""
    said = _apart(sorted(_said(document, wanted)))
    plain = sorted(_plain(document, wanted))
    return _merged(said, _apart(plain)) if said and plain else said or _apart(plain)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits less those that begin inside one before."""
    kept: list[Edit] = []
    at = 0
    for edit in edits:
        if edit.start >= at:
            kept.append(edit)
            at = edit.end
    return kept


def _merged(said: Sequence[Edit], plain: Iterable[Edit]) -> list[Edit]:
    """The edits of both in order, of `plain` those that touch none of the others."""
    ends = [edit.end for edit in said]
    free = []
    for edit in plain:
        at = bisect_right(ends, edit.start)
        if at == len(said) or said[at].start >= edit.end:
            free.append(edit)
    return sorted([*said, *free])


def _said(document: Document, wanted: _Wanted) -> Iterator[Edit]:
    """What the annotations of the document say: corrections, furniture, calls, marks."""
    text = document.text
    if wanted.corrected:
        yield from (
            Edit(one.start, one.end, one.attrs["corr"]) for one in document.in_layer("sic") if "corr" in one.attrs
        )
        lost = (one for one in document.in_layer("supplied") if "text" in one.attrs)
        yield from (Edit(one.start, one.end, one.attrs["text"]) for one in lost)
    if not wanted.furniture:
        yield from (_without(document, one) for one in document.in_layer("fw"))
    if not wanted.calls:
        yield from (_uncalled(text, one) for one in document.in_layer("noteref"))
    if not wanted.marks:
        marks = (one for one in document.in_layer("pc") if one.attrs.get("type") in ("emph", "rule"))
        yield from (Edit(one.start, one.end, "") for one in marks)


def _instead(annotation: Annotation, attribute: str) -> Edit:
    return Edit(annotation.start, annotation.end, annotation.attrs[attribute])


def _without(document: Document, furniture: Annotation) -> Edit:
    """Furniture with the white space around it; inside a block a space is left, between two their gap."""
    text, start, end = document.text, furniture.start, furniture.end
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Edit(start, end, " " if _goes_on(document, furniture, start) else "\n\n")


def _goes_on(document: Document, furniture: Annotation, before: int) -> bool:
    """True where furniture stands inside a block, or parts a paragraph whose sentence has not ended."""
    if document.covering(furniture.start, furniture.end, *_LEAVES):
        return True
    last = document.text[before - 1 : before]
    held = document.covering(before - 1, before, *_LEAVES)
    return (last.isalnum() or last in _UNENDED) and all(one.layer == "p" for one in held)


def _uncalled(text: str, call: Annotation) -> Edit:
    """The call of a note, with the space before it where none is wanted any more."""
    start, end = call.start, call.end
    after = text[end : end + 1]
    if start and text[start - 1] in " \u00a0" and (not after or after.isspace() or after in _CLOSING):
        start -= 1
    return Edit(start, end, "")


def _plain(document: Document, wanted: _Wanted) -> Iterator[Edit]:
    """What letters and white space need, whatever the annotations say."""
    text = document.text
    if not wanted.lines:
        yield from _joined(document, wanted.language)
        yield from _gaps(document, _LEAVES if wanted.verses else _BLOCKS)
        yield from _folded(document.source)
    if wanted.letters and not text.isascii():
        yield from _lettered(text)


def broken_words(source: Source) -> list[re.Match[str]]:
    """Words broken at the end of a line: the groups are the first part, the mark and the last part."""
    found: list[re.Match[str]] | None = source.derived.get(broken_words)
    if found is None:
        marks = [mark for mark in "-¬\u00ad\u2010" if mark in source.text]
        lines = [line for line in "\r\n" if line in source.text]
        ends = (f"{mark}{space}{line}" for mark in marks for space in ("", " ") for line in lines)
        found = source.derived[broken_words] = list(near(source.text, _BROKEN, *ends))
    return found


def _joined(document: Document, language: str) -> Iterator[Edit]:
    """Words broken at the end of a line: the break goes, a hyphen stays where the word has one elsewhere."""
    for found in broken_words(document.source):
        hyphen = found[2] in "-\u2010" and not _one_word(found[1], found[3], document, language)
        yield Edit(found.start(2), found.end(), found[2] if hyphen else "")


def _one_word(first: str, last: str, document: Document, language: str) -> bool:
    """True where two halves make a word that the document, or else the language, has without a hyphen."""
    if not last[0].islower():
        return False
    counts, whole, compound = document.source.words, first + last, f"{first}-{last}"
    seen, parted = counts.get(whole, 0), counts.get(compound, 0)
    return seen > parted if seen or parted else frequency(whole, language) > 0 or not frequency(last, language)


def _gaps(document: Document, blocks: Sequence[str]) -> Iterator[Edit]:
    """White space that parts two blocks though no blank line stands there."""
    text = document.text
    for one in document.in_layer(*blocks):
        start = one.start
        while start and text[start - 1].isspace():
            start -= 1
        if 0 < start < one.start and "\n" not in text[start : one.start].partition("\n")[2]:
            yield Edit(start, one.start, "\n\n")


def _folded(source: Source) -> list[Edit]:
    """Runs of white space: two line ends for a blank line or more, else a space; the same for all readings."""
    found: list[Edit] | None = source.derived.get(_folded)
    if found is None:
        found = source.derived[_folded] = list(_runs_of_space(source.text))
    return found


def _runs_of_space(text: str) -> Iterator[Edit]:
    for found in _SPACES.finditer(text):
        space = found[0]
        folded = _FOLDED.get(space) or ("\n\n" if max(space.count("\n"), space.count("\r")) > 1 else " ")
        if space != folded:
            yield Edit(found.start(), found.end(), folded)


def _lettered(text: str) -> Iterator[Edit]:
    """Letters composed, old ones replaced, invisible ones left out."""
    for character, other in _OLD.items():
        if character in text:
            yield from (Edit(at, at + 1, other) for at in occurrences(text, character))
    if any(character in text for character in _INVISIBLE):
        yield from (Edit(found.start(), found.end(), "") for found in _HIDDEN.finditer(text))
    if not unicodedata.is_normalized("NFC", text):
        for found in _DECOMPOSED.finditer(text):
            composed = unicodedata.normalize("NFC", found[0])
            if composed != found[0]:
                yield Edit(found.start(), found.end(), composed)


def _edited(text: str, edits: Sequence[Edit], wanted: _Wanted) -> Reading:
    """The reading that some edits make of a text."""
    if not edits:
        return Reading(_flat(text, wanted), language=wanted.language)
    parts: list[str] = []
    here, there, same = [0], [0], [True]
    at = length = 0
    for start, end, new in edits:
        parts += (text[at:start], new)
        length += start - at
        here += (length, length + len(new))
        there += (start, end)
        same += (False, True)
        length += len(new)
        at = end
    parts.append(text[at:])
    return Reading(_flat("".join(parts), wanted), tuple(here), tuple(there), tuple(same), wanted.language)


def _flat(text: str, wanted: _Wanted) -> str:
    """Single line ends and other white space as spaces, character for character."""
    if wanted.lines:
        return text
    kept = text.replace("\n\n", 2 * _KEPT).replace("\n", " ").replace(_KEPT, "\n")
    return kept.translate(_OTHER_SPACES) if any(space in kept for space in _SPACE_MARKS) else kept
