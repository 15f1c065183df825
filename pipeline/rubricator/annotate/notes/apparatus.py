"""The apparatus of notes of a text: which blocks are notes, what calls them, where they end.

It is found before the blocks are told apart, so that no note is taken for verse, a list or a paragraph of the text.
Each form of label competes with the others for the calls; the one that explains most of them is read first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from rubricator.annotate.notes.asides import Aside, among, hashed
from rubricator.annotate.notes.candidates import Body, bodies, is_notes_head
from rubricator.annotate.notes.loci import loci
from rubricator.annotate.notes.series import STRONG, Pair, Reading, read, unanswered
from rubricator.reading.blocks import Block
from rubricator.reading.note_marks import Form, Kind, Mark, call_marks, rank

_SUBHEAD: Final = 100
_NEAR: Final = 40
_SET_IN: Final = 2
"""Columns by which what a note quotes is set in."""
_GAP: Final = 2
"""Blank lines that part what follows from the last note."""


class Note(NamedTuple):
    """A note from `start` to `end`, its printed label (empty where it has none) and the calls that lead to it."""

    start: int
    end: int
    label: str
    mark: tuple[int, int]
    place: Literal["end", "foot", "margin"]
    calls: tuple[Mark, ...] = ()
    form: Form = "word"
    sort: str = ""
    indent: int = 0


class Section(NamedTuple):
    """Blocks of notes under a heading, or at the end of the text: of the heading, of the first note, after the last.

    `subheads` are blocks between its notes that name the chapters they belong to.
    """

    head: int
    first: int
    last: int
    subheads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Notes in order; calls without notes: `left` in a series whose others are answered, `lost` where no notes are.

    `cuts` are the offsets of notes that begin in the middle of a block.
    """

    notes: tuple[Note, ...] = ()
    left: tuple[Mark, ...] = ()
    lost: tuple[Mark, ...] = ()
    cuts: tuple[int, ...] = ()
    sections: tuple[tuple[int, int, int, tuple[int, ...]], ...] = ()
    """Offsets: start of the heading (-1 without one), of the first note, end of the last, starts of subheads."""
    starts: tuple[int, ...] = ()
    asides: tuple[Aside, ...] = ()
    heads: frozenset[int] = frozenset()
    """Where the headings of sections begin, and the names of chapters inside them."""

    @property
    def marks(self) -> frozenset[int]:
        """Where calls and labels begin."""
        return frozenset(mark.start for note in self.notes for mark in note.calls) | {
            note.mark[0] for note in self.notes
        }

    def holds(self, offset: int) -> bool:
        """True where a note covers an offset."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.notes[at].end

    def begins(self, offset: int) -> bool:
        """True where a note begins."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and self.starts[at] == offset

    def indent(self, offset: int) -> int:
        """How far the note is set in that covers an offset."""
        at = bisect_right(self.starts, offset) - 1
        return self.notes[at].indent if at >= 0 else 0

    def without(self, found: Sequence[Block]) -> list[Block]:
        """The blocks that are no notes."""
        return [block for block in found if not self.concerns(block)] if self.notes else list(found)

    def concerns(self, block: Block) -> bool:
        """True for a block of a note, and for a heading over notes."""
        return self.holds(block.start) or block.start in self.heads


def parted(found: Sequence[Block], apparatus: Apparatus) -> list[Block]:
    """The blocks, cut where a note begins in the middle of one."""
    cuts = set(apparatus.cuts)
    if not cuts:
        return list(found)
    made: list[Block] = []
    for block in found:
        edges = [0, *(at for at, line in enumerate(block.lines) if at and line.start in cuts), len(block.lines)]
        if len(edges) == 2:
            made.append(block)
            continue
        made += [
            block.part(first, last)._replace(blanks=block.blanks if not first else 1) for first, last in pairwise(edges)
        ]
    return made


def apparatus(found: Sequence[Block], language: str) -> Apparatus:
    """The notes and calls among the blocks; a text that is nothing but notes has none."""
    if not found:
        return Apparatus()
    made = _apparatus(tuple(found), language)
    return made if made.without(parted(found, made)) else Apparatus()


@lru_cache(maxsize=2)
def _apparatus(found: tuple[Block, ...], language: str) -> Apparatus:
    heads = [at for at, block in enumerate(found) if is_notes_head(block, language)]
    edges = {block.end for block in found}
    candidates = [one for one in bodies(found, language) if _ends_well(one, found, edges)]
    zones = _Zones(found, heads, candidates)
    source = found[0].source
    calls = list(call_marks(source, found[0].start, found[-1].end)) if candidates or len(found) > 1 else []
    readings, left = _readings(calls, candidates, zones)
    pairs = sorted((pair for one in readings for pair in one.pairs), key=lambda pair: pair.body.start)
    pairs += [Pair(body, ()) for body in _spoken(candidates, pairs)]
    pairs += [Pair(body, ()) for body in hashed(found)]
    pairs += [Pair(body, ()) for body in loci(found, heads, language, {pair.body.at for pair in pairs})]
    pairs.sort(key=lambda pair: pair.body.start)
    return _made(found, heads, _single(pairs), readings, left, language)


class _Zones:
    """Which candidates stand under a heading such as NOTES, or among the last blocks of the text."""

    def __init__(self, found: Sequence[Block], heads: Sequence[int], candidates: Sequence[Body]) -> None:
        self._zones: list[tuple[int, int]] = []
        begun = sorted({body.at for body in candidates})
        for head, stop in zip(heads, [*heads[1:], len(found)][: len(heads)], strict=True):
            at = bisect_right(begun, head)
            last = head
            while at < len(begun) and begun[at] < stop and begun[at] - last <= _APART:
                last = begun[at]
                at += 1
            if last > head:
                self._zones.append((head, last))

    def announced(self, body: Body) -> bool:
        at = bisect_right(self._zones, (body.at, 1 << 60)) - 1
        return at >= 0 and self._zones[at][0] < body.at <= self._zones[at][1]


_APART: Final = 12
"""Most blocks between two notes of one section."""


def _ends_well(body: Body, found: Sequence[Block], edges: Container[int]) -> bool:
    """True where a note fills its lines; words after its bracket make it one that stands inside a paragraph."""
    if body.end in edges:
        return True
    source = found[0].source
    line = next((line for line in found[body.at].lines if line.start < body.end <= line.end), None)
    if line is None or source[body.end : line.end].strip():
        return False
    return source[line.end : line.end + _NEAR].lstrip()[:1] in ("[", "{")


def _readings(calls: Sequence[Mark], candidates: Sequence[Body], zones: _Zones) -> tuple[list[Reading], list[Mark]]:
    """The readings that explain most, none using the calls or notes of another; and the calls that are left over."""
    by_form: dict[tuple[Form, Kind], list[Body]] = defaultdict(list)
    for body in candidates:
        if body.label and body.sort in ("", "note"):
            by_form[body.form, body.kind].append(body)
    grouped: dict[tuple[Form, Kind], list[Mark]] = defaultdict(list)
    for call in calls:
        grouped[call.form, call.kind].append(call)
    called = dict(grouped)
    kept: list[Reading] = []
    taken: set[int] = set()
    for strong in (True, False):
        open_forms = [key for key in by_form if (key[0] in STRONG) == strong]
        while best := _best(open_forms, by_form, called, zones, taken):
            kept.append(best)
            taken |= {pair.body.at for pair in best.pairs}
            used = {call.start for pair in best.pairs for call in pair.calls}
            used |= {pair.body.mark[0] for pair in best.pairs}
            called = {key: [call for call in some if call.start not in used] for key, some in called.items()}
            open_forms.remove((best.notes, best.kind))
    rest = [call for (form, kind), some in called.items() if kind == "number" for call in some]
    return kept, rest


def _best(
    forms: Sequence[tuple[Form, Kind]],
    by_form: dict[tuple[Form, Kind], list[Body]],
    called: dict[tuple[Form, Kind], list[Mark]],
    zones: _Zones,
    taken: set[int],
) -> Reading | None:
    """The reading that explains most notes; of two that explain as many, the one whose calls look like its labels."""
    found: list[Reading] = []
    for form, kind in forms:
        some = [body for body in by_form[form, kind] if body.at not in taken or body.inner]
        if not some:
            continue
        for (call_form, call_kind), calls in called.items():
            if call_kind == kind and calls and _may_pair(call_form, form):
                known = {body.label for body in some}
                own = {body.mark[0] for body in some}
                wanted = [call for call in calls if call.label in known and call.start not in own]
                if wanted and (one := read(wanted, some, zones.announced)):
                    found.append(one)
    return max(found, key=lambda one: (one.explained, one.calls == one.notes), default=None)


def _may_pair(call: Form, body: Form) -> bool:
    """Whether calls of one form may belong to notes of another."""
    if body == "closed":
        return call in ("closed", "raised", "square", "round", "bare")
    if body in ("square", "brace", "sign", "raised"):
        return call == body or (call in ("raised", "square", "bare") and body != "sign")
    return call != "closed" or body in ("word", "round")


def _spoken(candidates: Sequence[Body], pairs: Sequence[Pair]) -> list[Body]:
    """Notes that say in brackets that they are notes, although nothing calls them."""
    taken = {pair.body.start for pair in pairs}
    return [one for one in candidates if one.form == "word" and one.open and one.start not in taken]


def _single(pairs: Sequence[Pair]) -> list[Pair]:
    """One reading of each place."""
    kept: list[Pair] = []
    for pair in pairs:
        if not kept or pair.body.start > kept[-1].body.start:
            kept.append(pair)
    return kept


def _made(
    found: Sequence[Block],
    heads: Sequence[int],
    pairs: Sequence[Pair],
    readings: Sequence[Reading],
    rest: Sequence[Mark],
    language: str,
) -> Apparatus:
    sections = list(_sections(found, heads, pairs))
    firsts = [one.first for one in sections]
    notes: list[Note] = []
    for number, pair in enumerate(pairs):
        after = pairs[number + 1] if number + 1 < len(pairs) else None
        near = bisect_right(firsts, pair.body.at) - 1
        section = sections[near] if near >= 0 and pair.body.at < sections[near].last else None
        end = _end(found, pair, after, section)
        body = pair.body
        place: Literal["end", "foot", "margin"] = "margin" if body.sort == "margin" else "end" if section else "foot"
        indent = found[body.at].indent
        notes.append(Note(body.start, end, body.label, body.mark, place, pair.calls, body.form, body.sort, indent))
    lost = [] if any(one.kind == "number" for one in readings) else _lost(rest)
    placed = tuple(
        (found[one.head].start if one.head >= 0 else -1, found[one.first].start, found[one.last - 1].end,
         tuple(found[at].start for at in one.subheads))
        for one in sections
    )  # fmt: skip
    left = [call for one in readings if one.kind != "sign" for call in one.left if call.glued]
    left = sorted([*left, *(call for one in readings for call in _unheard(one, rest))])
    cuts = tuple(pair.body.start for pair in pairs if pair.body.inner)
    titled = frozenset(found[at].start for one in sections for at in (one.head, *one.subheads) if at >= 0)
    starts = tuple(note.start for note in notes)
    inside = tuple(one for one in among(found, language) if one.start not in starts)
    return Apparatus(tuple(notes), tuple(left), tuple(lost), cuts, placed, starts, inside, titled)


_BEYOND: Final = 3
"""By how much a call without a note may rise above the last note."""


def _unheard(reading: Reading, rest: Sequence[Mark]) -> Iterator[Mark]:
    """Calls like those of a series, in a form that prose hardly has, with a number that none of its notes bears."""
    if reading.kind != "number" or reading.calls not in STRONG:
        return
    known = {rank(pair.body.label)[0] for pair in reading.pairs}
    for call in rest:
        number, _ = rank(call.label)
        if call.form == reading.calls and call.glued and number not in known and number <= max(known) + _BEYOND:
            yield call


def _lost(rest: Sequence[Mark]) -> list[Mark]:
    """Calls of a form that has no notes at all, where they count up."""
    return [
        call
        for form in ("square", "brace", "raised", "bare")
        for call in unanswered([one for one in rest if one.form == form and one.glued])
    ]


def _sections(found: Sequence[Block], heads: Sequence[int], pairs: Sequence[Pair]) -> Iterator[Section]:
    """Notes under a heading of their own, and a run of them that ends the text after a wide gap."""
    begun = {pair.body.at: pair for pair in reversed(pairs)}
    order = sorted(begun)
    ends = {at: _block_after(found, pair.body) for at, pair in begun.items()}
    under = set(heads)
    taken = -1
    for number, at in enumerate(order):
        if at < taken:
            continue
        head = next((n for n in (at - 1, at - 2, at - 3) if n in under), -1)
        if head < 0 and not (found[at].blanks >= _GAP and _runs_to_end(found, order, number, ends)):
            continue
        last, subheads = at, list(range(head + 1, at)) if head >= 0 else []
        for after in order[number + 1 :]:
            if (
                after - last > _APART
                or any(n in under for n in range(last + 1, min(after, last + _APART)))
                or _called_after(begun[after], begun[last])
            ):
                break
            subheads += [n for n in range(ends[last], after) if _is_subhead(found, n, after)]
            last = after
        taken = ends[last]
        while taken < len(found) and _continues(found, taken, last):
            taken += 1
        yield Section(head, min([at, *subheads]), taken, tuple(subheads))


def _called_after(pair: Pair, before: Pair) -> bool:
    """True for a note that is called in words after the note before: other text stands between them."""
    return bool(pair.calls) and min(call.start for call in pair.calls) > before.body.end


def _block_after(found: Sequence[Block], body: Body) -> int:
    """The block after the last one that a note in brackets reaches; for others the next."""
    at = body.at + 1
    while body.open and at < len(found) and found[at].start < body.end:
        at += 1
    return at


def _runs_to_end(found: Sequence[Block], begun: Sequence[int], number: int, ends: dict[int, int]) -> bool:
    """True for two notes at least, after which nothing but their own paragraphs stands."""
    rest = begun[number:]
    if len(rest) < 2 or any(after - ends[before] > 2 for before, after in pairwise(rest)):
        return False
    return len(found) - ends[rest[-1]] <= 1


def _is_subhead(found: Sequence[Block], at: int, after: int) -> bool:
    """True for the heading of a chapter over its notes."""
    block = found[at]
    return (
        len(block.lines) <= 2 and len(block.text) <= _SUBHEAD and after - at <= 2 and block.text[-1] not in ".,;"
    ) or (len(block.text) <= 30 and after - at <= 2 and block.text.isupper())


def _continues(found: Sequence[Block], at: int, note: int) -> bool:
    """True for a block set in like the note before it, where the text is not."""
    block = found[at]
    return block.blanks < _GAP and block.indent >= found[note].indent > 0 and len(block.text) > 0


def _end(found: Sequence[Block], pair: Pair, after: Pair | None, section: Section | None) -> int:
    """Where a note ends: at its bracket; before the next note, where that is called before this one or in the same
    section; else with its block, and the blocks that are set in like it.
    """
    body = pair.body
    if body.open:
        return body.end
    if after and after.body.at == body.at:
        return found[body.at].lines[_line(found[body.at], after.body.start) - 1].end
    stop = _block_after(found, body)
    if after and _belongs(pair, after, section):
        limit = after.body.at
        subheads = section.subheads if section else ()
        stop = next((n for n in range(stop, limit) if n in subheads), max(stop, limit))
        if after.body.inner and stop == limit:
            line = _line(found[limit], after.body.start)
            return found[limit].lines[line - 1].end if line else found[stop - 1].end
    elif section:
        stop = min(section.last, next((n for n in range(stop, section.last) if n in section.subheads), section.last))
    else:
        limit = after.body.at if after else len(found)
        margin = _margin(found, body.at)
        while stop < limit and margin < found[body.at].indent and _continues(found, stop, body.at):
            stop += 1
        if found[stop - 1].text.rstrip("-—– ").endswith(":"):
            stop = _after_quoted(found, stop, limit, margin)
    return found[stop - 1].end


def _after_quoted(found: Sequence[Block], at: int, limit: int, margin: int) -> int:
    """The block after those set in that a note quotes, whose words end with a colon; `at` where none are."""
    while at < limit and found[at].indent >= margin + _SET_IN and found[at].blanks < _GAP:
        at += 1
    return at


def _line(block: Block, start: int) -> int:
    return next(at for at, line in enumerate(block.lines) if line.start >= start)


def _margin(found: Sequence[Block], at: int) -> int:
    """Indentation of the last block before a note that is no note: the text's own."""
    return min((found[n].indent for n in range(max(at - 6, 0), at)), default=0)


def _belongs(pair: Pair, after: Pair, section: Section | None) -> bool:
    """True where what stands between two notes belongs to the first."""
    if section and section.first <= after.body.at < section.last:
        return True
    return bool(after.calls) and after.calls[0].start < pair.body.start and after.body.at - pair.body.at <= _APART
