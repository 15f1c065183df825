"""The apparatus of notes: labels and calls found, paired run by run, and what each note is by whom.

Numbers may begin again with each chapter, so calls and notes are cut into runs of rising numbers and
the runs are paired in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from rubricator.model.document import Annotation, Document

EDITOR: Final = "resp.bookeditor"
"""Id of the editor of the printed book, whom the header describes."""

_LABEL: Final = re.compile(
    r"""(?P<mark>\[(?:foot)?note\s+(?P<word>[\w*†‡]{1,4})\s*[:.\]]
      | [\[{]\^?(?P<bracket>\d{1,4}|[A-Za-z]|[*†‡§]{1,3})[\]}]
      | (?P<sign>\*{1,3}|[†‡§¶]{1,3})(?=\s?[^\s*†‡])
      | (?P<raised>[¹²³⁰⁴-⁹]{1,3})
      | (?P<plain>\d{1,4})(?:[.)]\s|\s(?=\S)))""",
    re.VERBOSE | re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"""[\[{]\^?(?P<bracket>\d{1,4}|[A-Za-z]|[*†‡§]{1,3})[\]}]
      | (?<=[\w.,;:!?’”'")\]_])(?P<sign>\*{1,3}(?![\w*])|[†‡§¶]{1,3})
      | (?<=[^\s\d¹²³⁰⁴-⁹])(?P<raised>[¹²³⁰⁴-⁹]{1,3})(?!\w)""",
    re.VERBOSE,
)
_MARK: Final = re.compile(r"[\[{*†‡§¶¹²³⁰⁴-⁹]")
"""A character with which a call may begin."""
_RAISED: Final = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_BRACKETED: Final = re.compile(r"\[[^\[\]]+\]")
_LOOK_AHEAD: Final = 8
"""How many runs of notes a run of calls may leave out."""
_NEAR: Final = 6
"""How many paragraphs after its call a footnote may stand."""


class Labelled(NamedTuple):
    """A note found by its label; `mark` is the printed one, `run` counts the beginnings of the numbering."""

    start: int
    end: int
    mark: str
    label: tuple[int, int]
    place: Literal["end", "foot"]
    run: int = 0


class Call(NamedTuple):
    """A call in the text, as printed."""

    start: int
    end: int
    mark: str
    run: int = 0


def labelled(document: Document) -> Iterator[Labelled]:
    """All notes, in order: those of notes divisions, and paragraphs elsewhere that answer a call before them."""
    text, zones = document.text, [one for one in document.in_layer("div") if one.attrs.get("type") == "notes"]
    in_zone = {(p.start, p.end) for zone in zones for p in document.within(zone.start, zone.end, "p")}
    elsewhere = [p for p in document.in_layer("p") if (p.start, p.end) not in in_zone]
    edges = sorted(edge for one in document.in_layer("div", "body", "back") for edge in (one.start, one.end))
    found = [*_in_zones(document, zones), *_in_text(text, elsewhere, edges)]
    yield from _runs(sorted(found, key=lambda one: one.start))


def _in_zones(document: Document, zones: Sequence[Annotation]) -> Iterator[Labelled]:
    for zone in zones:
        paragraphs = document.within(zone.start, zone.end, "p")
        marks = [_label(document.text, p) for p in paragraphs]
        if sum(mark is not None for mark in marks) > sum(mark is not None and bool(mark["plain"]) for mark in marks):
            marks = [mark if mark and not mark["plain"] else None for mark in marks]
        starts = [at for at, mark in enumerate(marks) if mark]
        for at, after in zip(starts, [*starts[1:], len(paragraphs)], strict=False):
            mark = marks[at]
            assert mark
            yield _labelled(paragraphs[at], paragraphs[after - 1], mark, "end")


def _in_text(text: str, paragraphs: Sequence[Annotation], edges: Sequence[int]) -> Iterator[Labelled]:
    """Footnotes where the page ended: labels that repeat a call of one of the paragraphs before in the division."""
    called = [(call.start(), _value(call)) for call in _every_call(text)] if paragraphs else []
    recent: list[set[str]] = []
    here = -1
    for p in paragraphs:
        if here != (here := bisect_right(edges, p.start)):
            recent = []
        mark = _label(text, p)
        if mark and not mark["plain"] and recent and (mark["word"] or any(_value(mark) in marks for marks in recent)):
            yield _labelled(p, p, mark, "foot")
            continue
        if not called:
            continue
        first, last = bisect_left(called, (p.start + 1,)), bisect_left(called, (p.end,))
        recent = [*recent[-_NEAR:], {mark for _, mark in called[first:last]}]


def _every_call(text: str) -> Iterator[re.Match[str]]:
    """What could be a call, from left to right."""
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() >= at and (call := _CALL.match(text, mark.start())):
            yield call
            at = call.end()


def _label(text: str, paragraph: Annotation) -> re.Match[str] | None:
    start = paragraph.start
    if text[start : start + 1] == "_":
        start += 1
    return _LABEL.match(text, start, paragraph.end)


def _value(mark: re.Match[str]) -> str:
    found = next(value for name, value in mark.groupdict().items() if value and name != "mark")
    return found.translate(_RAISED)


def _labelled(first: Annotation, last: Annotation, mark: re.Match[str], place: Literal["end", "foot"]) -> Labelled:
    start, end = mark.span("mark")
    return Labelled(first.start, last.end, _value(mark), (start, end - mark["mark"].endswith(" ")), place)


def _runs(found: Iterable[Labelled]) -> Iterator[Labelled]:
    run, last, place = 0, -1, ""
    for one in found:
        number = int(one.mark) if one.mark.isdecimal() else last
        moved = bool(place) and one.place == "end" != place
        if number < last or (one.mark.isdecimal() and number == last) or moved:
            run += 1
        last, place = number, one.place
        yield one._replace(run=run)


def calls(document: Document, found: Sequence[Labelled]) -> list[Call]:
    """All calls in the text that could belong to one of the notes."""
    marks = {one.mark for one in found}
    if not marks:
        return []
    starts = [one.start for one in found]
    made: list[Call] = []
    edges = sorted(one.start for one in document.in_layer("div"))
    run, last, division = 0, 0, 0
    for match in _every_call(document.text):
        mark = _value(match)
        if mark not in marks or _inside(match.start(), found, starts):
            continue
        number = int(mark) if mark.isdecimal() else last
        here = bisect_right(edges, match.start())
        run += number < last or (mark.isdecimal() and number == last and here != division)
        last, division = number, here
        made.append(Call(match.start(), match.end(), mark, run))
    return made


def _inside(offset: int, found: Sequence[Labelled], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < found[at].end


def paired(found: Sequence[Labelled], called: Sequence[Call]) -> list[list[Call]]:
    """For each note the calls that lead to it, none for an uncalled one."""
    runs = dict(_run_pairs(found, called))
    by_mark: dict[tuple[int, str], list[Call]] = defaultdict(list)
    for call in called:
        by_mark[runs.get(call.run, -1), call.mark].append(call)
    return [_answered(one, by_mark[one.run, one.mark]) for one in found]


def _answered(one: Labelled, every: Sequence[Call]) -> list[Call]:
    """The calls of a note; one with a sign for a label is called by the last such sign before it."""
    if one.mark.isdecimal():
        return list(every)
    at = bisect_left(every, one.start, key=lambda call: call.start)
    return list(every[at - 1 : at]) if at else []


def _run_pairs(found: Sequence[Labelled], called: Sequence[Call]) -> Iterator[tuple[int, int]]:
    """For each run of calls the run of notes it belongs to: the only one, else the next that shares its numbers."""
    notes, calls = _marks(found), _marks(called)
    if len(notes) == 1:
        yield from ((run, next(iter(notes))) for run in calls)
        return
    rest = list(notes)
    for run, marks in calls.items():
        for at, other in enumerate(rest[:_LOOK_AHEAD]):
            shared = len(marks & notes[other])
            if shared * 2 >= min(len(notes[other]), len(marks)):
                yield run, other
                rest = rest[at + 1 :]
                break


def _marks(members: Iterable[Labelled | Call]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for one in members:
        found[one.run].add(one.mark)
    return found


def linked(document: Document, found: Sequence[Labelled], called: Sequence[Call], author: str) -> Iterator[Annotation]:
    """Notes, calls and back-references, linked both ways."""
    counts = Counter(one.mark for one in found)
    unique = all(count == 1 for count in counts.values()) and all(mark.isalnum() for mark in counts)
    bracketed = any(_kind(document.text, one, False)[0] == "editorial" for one in found)
    number = 0
    for order, (one, its_calls) in enumerate(zip(found, paired(found, called), strict=True), 1):
        note = f"n.{one.mark if unique else order}"
        ids = [f"nr.{number + at}" for at in range(1, len(its_calls) + 1)]
        number += len(ids)
        yield from _note(document, one, note, ids, author, bracketed)
        for id, call in zip(ids, its_calls, strict=True):
            yield Annotation("noteref", call.start, call.end, {"id": id, "n": call.mark, "target": note}, "call")


def _note(
    document: Document, one: Labelled, id: str, calls: Sequence[str], author: str, bracketed: bool
) -> Iterator[Annotation]:
    kind, editorial = _kind(document.text, one, bracketed)
    attrs = {"id": id, "n": one.mark, "type": kind, "place": one.place}
    attrs["resp"] = EDITOR if kind == "editorial" else author
    if calls:
        attrs["target"] = " ".join(calls)
        yield Annotation("backref", *one.label, {"target": calls[0]}, "endnote")
    yield Annotation("note", one.start, one.end, attrs, *(("endnote", "high") if calls else ("uncalled", "medium")))
    if not calls:
        reason = f"Note {one.mark} is not called in the text."
        yield Annotation("flag", one.start, one.label[1], {"reason": reason, "kind": "note"}, "uncalled")
    for start, end in editorial:
        yield Annotation("seg", start, end, {"type": "editorial", "resp": EDITOR}, "editorial")


def _kind(text: str, one: Labelled, bracketed: bool) -> tuple[str, list[tuple[int, int]]]:
    """Type of a note, and the bracketed stretches of the editor in a mixed one.

    Wholly bracketed: the editor's. A bracketed sentence is his too, and any bracketed phrase in a
    document that sets whole notes in brackets.
    """
    start, end = one.label[1], one.end
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
