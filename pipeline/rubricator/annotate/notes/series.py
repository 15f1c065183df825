"""Calls and notes paired as series: the same labels in the same order, page by page, chapter by chapter, or at the end.

Calls of one form and notes of one form are laid beside each other. A group of notes, which no call interrupts, answers
the calls since the group before; where its numbers begin again, the runs of its numbers answer the runs of the calls in
their order. How well they pair off decides whether they are calls and notes at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from rubricator.annotate.notes.candidates import Body
from rubricator.reading.note_marks import Form, Kind, Mark, rank
from rubricator.reading.series import Member, climb, rises

STRONG: Final[frozenset[Form]] = frozenset({"word", "square", "brace", "raised", "sign"})
"""Forms of label that prose seldom begins with."""
_BAND: Final = 24
"""By how many runs the place of a run of calls and that of its notes may differ."""
_LEFT_OVER: Final = 0.3
"""What a label that only one of two runs has takes away, where one that both have adds 1."""
_KEPT: Final = 3
"""How many groups later a call may still be answered."""
_ORDERED: Final = 0.7
"""Share of the notes that must be called in their order: references to a list of books are not."""
_WEAK_SHARE: Final = 0.75
_STRONG_SHARE: Final = 0.34
"""Shares of a group of notes that must be called, where its labels are weak evidence and where they are strong."""
_FEW: Final = 3
"""Pairs from which a series is believed although its calls stand apart from words, or its labels are weak."""


_CLOSE: Final = 250
"""Characters between two points of an enumeration, at most."""
_MANY: Final = 12
_SKIPPED: Final = 3
"""By how much the next call may rise, or where the first of a chapter may stand."""
_STEADY: Final = 0.85
"""How many calls, and what share of all marks of their form, must count up by one to be calls without notes."""
One = TypeVar("One", Mark, Body)


class Pair(NamedTuple):
    """A note and the calls that lead to it."""

    body: Body
    calls: tuple[Mark, ...]


class Reading(NamedTuple):
    """One form of calls with one form of notes: every note of the groups that are believed, called or not.

    `left` are the calls of the same form and kind between the first and the last that no note answers.
    """

    calls: Form
    notes: Form
    kind: Kind
    pairs: tuple[Pair, ...]
    left: tuple[Mark, ...]

    @property
    def explained(self) -> int:
        """How many notes are called."""
        return sum(bool(pair.calls) for pair in self.pairs)


def read(calls: Sequence[Mark], bodies: Sequence[Body], announced: Callable[[Body], bool]) -> Reading | None:
    """The calls and notes of one form and kind each, paired; None where they do not pair off.

    `announced` tells whether a heading such as NOTES stands over a candidate.
    """
    outer, nested = _apart(calls, bodies)
    answered = [_answered(group, its_calls) for group, its_calls in _groups(outer, bodies)]
    believed = [_believed(found, announced(found[0].body)) for found in answered]
    if not any(believed):
        return None
    pairs = [
        pair for found, sure in zip(answered, believed, strict=True) for pair in (found if sure else _by_the_way(found))
    ]
    pairs = list(_with_nested(pairs, nested))
    used = {call.start for pair in pairs for call in pair.calls}
    left = [call for call in outer if call.start not in used]
    first = pairs[0]
    reading = Reading(calls[0].form, first.body.form, first.body.kind, tuple(pairs), tuple(left))
    return reading if _enough(reading, announced) else None


def _by_the_way(found: Sequence[Pair]) -> list[Pair]:
    """What is believed of a group that does not pair off by itself, for the sake of other groups that do."""
    body, called = found[0].body, [pair for pair in found if pair.calls]
    if body.form in STRONG and (called or body.kind != "sign"):
        return list(found)
    return called if body.kind != "sign" and not _enumerated([pair.calls[0] for pair in called]) else []


def _enough(reading: Reading, announced: Callable[[Body], bool]) -> bool:
    """True where the pairs are many enough for the strength of their forms."""
    called = [pair for pair in reading.pairs if pair.calls]
    settled = _settled(reading.pairs, bool(called) and announced(called[0].body))
    if not _in_order(called) or (_enumerated([pair.calls[0] for pair in called]) and not settled):
        return False
    if settled:
        return True
    glued = sum(all(call.glued for call in pair.calls) for pair in called)
    if reading.notes == "word" and reading.calls not in ("bare", "closed"):
        return bool(called)
    strong = reading.notes in STRONG and reading.calls not in ("bare", "closed") and glued * 2 > len(called)
    if strong or (called and announced(called[0].body) and reading.calls not in ("bare", "closed", "round")):
        return bool(called)
    whole = reading.notes in STRONG and len(called) == len(reading.pairs) and not reading.left
    if reading.notes not in STRONG and len(called) < _WEAK_SHARE * (len(called) + len(reading.left)):
        return False
    return len(called) >= (_FEW - 1 if whole or any(announced(pair.body) for pair in called) else _FEW)


def _apart(calls: Sequence[Mark], bodies: Sequence[Body]) -> tuple[list[Mark], list[Mark]]:
    """Calls in the text, and calls inside notes (their own labels are neither)."""
    starts = [body.start for body in bodies]
    outer: list[Mark] = []
    nested: list[Mark] = []
    for call in calls:
        at = bisect_right(starts, call.start) - 1
        if at < 0 or call.start >= bodies[at].end:
            outer.append(call)
        elif call.start >= bodies[at].mark[1]:
            nested.append(call)
    return outer, nested


def _groups(calls: Sequence[Mark], bodies: Sequence[Body]) -> Iterator[tuple[list[Body], list[Mark]]]:
    """Notes that no call interrupts, each group with the calls before it that are not answered yet."""
    waiting: list[list[Mark]] = []
    at = 0
    starts = [call.start for call in calls]
    first = 0
    while first < len(bodies):
        upto = bisect_right(starts, bodies[first].start)
        last = first + 1
        while last < len(bodies) and bisect_right(starts, bodies[last].start) == upto:
            last += 1
        group = list(bodies[first:last])
        waiting = [*waiting[-_KEPT:], list(calls[at:upto])]
        found = [call for some in waiting for call in some]
        yield group, found
        labels = {body.label for body in group}
        waiting = [[call for call in some if call.label not in labels] for some in waiting]
        at, first = upto, last


def _answered(group: Sequence[Body], calls: Sequence[Mark]) -> list[Pair]:
    if group[0].kind == "sign":
        return _by_turns(group, calls)
    runs = list(_runs(group))
    if len(runs) == 1:
        return _by_label(group, calls)
    return [pair for run, its_calls in _run_pairs(runs, list(_runs(calls))) for pair in _by_label(run, its_calls)]


def _by_turns(group: Sequence[Body], calls: Sequence[Mark]) -> list[Pair]:
    """Signs, which come again and again: the last so many calls of a sign, in the order of their notes."""
    by_label: dict[str, list[Mark]] = defaultdict(list)
    for call in calls:
        by_label[call.label].append(call)
    wanted = Counter(body.label for body in group)
    turns = {label: iter(by_label[label][-count:]) for label, count in wanted.items()}
    return [Pair(body, tuple(call for call in [next(turns[body.label], None)] if call)) for body in group]


def _by_label(group: Sequence[Body], calls: Sequence[Mark]) -> list[Pair]:
    """Rising labels: each note is called by its label; calls whose form is weak must rise with the notes too."""
    labels = {body.label for body in group}
    known = [call for call in calls if call.label in labels]
    if known and known[0].form in ("bare", "closed", "round"):
        ranks = {label: at for at, label in enumerate(sorted(labels, key=rank))}
        falling = (Member(call, number=-ranks[call.label]) for call in reversed(known))
        known = [member.item for member in reversed(climb(falling))]
    by_label: dict[str, list[Mark]] = defaultdict(list)
    for call in known:
        by_label[call.label].append(call)
    return [Pair(body, tuple(by_label.pop(body.label, ()))) for body in group]


def _runs(members: Iterable[One]) -> Iterator[list[One]]:
    """Members cut where their labels do not rise."""
    run: list[One] = []
    for one in members:
        if run and rank(one.label) <= rank(run[-1].label):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _run_pairs(notes: Sequence[list[Body]], calls: Sequence[list[Mark]]) -> Iterator[tuple[list[Body], list[Mark]]]:
    """For each run of notes the runs of calls that it answers, in their order (an alignment of the two sequences)."""
    answers: dict[int, list[Mark]] = defaultdict(list)
    for run, answer in _aligned([_labels(run) for run in notes], [_labels(run) for run in calls]):
        answers[run] += calls[answer]
    yield from ((run, answers[number]) for number, run in enumerate(notes))


def _labels(run: Iterable[Body] | Iterable[Mark]) -> frozenset[str]:
    return frozenset(one.label for one in run)


def _aligned(notes: Sequence[frozenset[str]], calls: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """The pairs of runs, both in order, that share most labels and leave fewest over.

    Only runs whose places differ by at most `_BAND` are compared, so that many runs cost no more than their number.
    """
    if not notes or not calls:
        return []
    shift = len(notes) / len(calls)
    rows: list[dict[int, tuple[float, int]]] = []
    width = len(notes)
    last: dict[int, float] = {}
    for at, labels in enumerate(calls):
        centre = int(at * shift)
        row: dict[int, tuple[float, int]] = {}
        values: dict[int, float] = {}
        for other in range(max(centre - _BAND, 0), min(centre + _BAND, width)):
            shared = len(labels & notes[other])
            gain = shared - _LEFT_OVER * (len(labels) + len(notes[other]) - 2 * shared)
            choices = [(values.get(other - 1, 0.0), 0), (last.get(other, 0.0), 1), (last.get(other - 1, 0.0) + gain, 2)]
            values[other], row[other] = max(choices)[0], max(choices)
        rows.append(row)
        last = values
    return _traced(rows, width)


def _traced(rows: Sequence[dict[int, tuple[float, int]]], width: int) -> list[tuple[int, int]]:
    """The pairs on the best way back through the table: 2 pairs a note's run with a call's, 1 and 0 pass one over."""
    pairs: list[tuple[int, int]] = []
    at, other = len(rows) - 1, width - 1
    while at >= 0 and other >= 0:
        row = rows[at]
        if other not in row:
            at, other = (at - 1, other) if other < min(row, default=0) else (at, other - 1)
            continue
        step = row[other][1]
        if step == 2:
            pairs.append((other, at))
        at, other = at - (step >= 1), other - (step != 1)
    return pairs[::-1]


def _believed(pairs: Sequence[Pair], announced: bool) -> bool:
    """True where enough notes of a group are called, in their order."""
    called = [pair for pair in pairs if pair.calls]
    body = pairs[0].body
    if not called:
        return False
    if _enumerated([pair.calls[0] for pair in called]) and not _settled(pairs, announced):
        return False
    share = _STRONG_SHARE if body.form in STRONG and body.kind != "sign" else _WEAK_SHARE
    if len(called) < share * len(pairs) and not (announced and len(called) > 1 and body.kind != "sign"):
        return False
    return _in_order(called)


def _settled(pairs: Sequence[Pair], announced: bool) -> bool:
    """True for notes under a heading that says so, each of them called once, in their order."""
    once = all(len(pair.calls) == 1 for pair in pairs)
    return announced and once and len(pairs) >= _FEW and _in_order(pairs)


def _in_order(called: Sequence[Pair]) -> bool:
    """True where notes are called in their order, and seldom twice; what refers to a list of books is not."""
    if len(called) < _FEW or called[0].body.kind == "sign":
        return True
    order = sorted((pair.calls[0].start, at) for at, pair in enumerate(called))
    again = sum(len(pair.calls) > 1 for pair in called)
    return rises([Member(at, number=at) for _, at in order]) >= _ORDERED and again <= (1 - _ORDERED) * len(called)


def _enumerated(calls: Sequence[Mark]) -> bool:
    """True where marks apart from the words before follow closely: the points of a sentence, (a), (b), (c)."""
    apart = sorted(call.start for call in calls if not call.glued and call.form in ("round", "closed"))
    if len(apart) < 2 or len(apart) * 2 < len(calls):
        return False
    steps = sorted(after - before for before, after in pairwise(apart))
    return steps[len(steps) // 2] < _CLOSE


def _with_nested(pairs: Sequence[Pair], nested: Sequence[Mark]) -> Iterator[Pair]:
    """Notes that only a call inside another note leads to."""
    by_label: dict[str, list[Mark]] = defaultdict(list)
    for call in nested:
        by_label[call.label].append(call)
    for pair in pairs:
        inside = [call for call in by_label[pair.body.label] if not pair.body.start <= call.start < pair.body.end]
        if pair.calls or not inside:
            yield pair
        else:
            by_label[pair.body.label].remove(inside[0])
            yield Pair(pair.body, (inside[0],))


def unanswered(calls: Sequence[Mark]) -> list[Mark]:
    """Calls that count up so steadily that they are calls although their notes are not there; else none."""
    steady: list[Mark] = []
    last = 0
    for call in calls:
        number = int(call.label)
        if last < number <= last + _SKIPPED or number <= _SKIPPED:
            steady.append(call)
            last = number
    return steady if len(steady) >= _MANY and len(steady) >= _STEADY * len(calls) else []
