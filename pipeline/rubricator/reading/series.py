"""Series: things that are alike, recur, and stand in rising order or come from one closed set of labels.

Headings, notes, calls, speeches, letters and entries come in series. A recogniser describes each candidate as a
`Member`: what it is, its `shape` (whatever makes two candidates alike: indentation, case, closing mark …), its
`number` where it has one, its `label` where it names something. Then

- `by_shape` sorts the candidates into kinds;
- `climb` takes out of one kind the longest run of rising numbers, leaving out what does not fit;
- `runs` cuts a kind where its numbering begins again (notes by chapter, scenes by act);
- `gaps` tells which numbers a run leaves out, for the message;
- `closed` tells the labels that recur, which make a closed set (the speakers of a play, questions and answers).

Nothing here looks at a text, and all of it is linear or nearly so: ``n log n`` for `climb`.

>>> found = [Member(word, shape="roman", number=n) for word, n in (("I", 1), ("II", 2), ("CIVIL", 99), ("III", 3))]
>>> [member.item for member in climb(found)]
['I', 'II', 'III']
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member(Generic[T]):
    """A candidate of a series, in the order of the text: the thing itself and what can be seen of it."""

    item: T
    shape: Hashable = None
    number: int | None = None
    label: str = ""


def members(
    items: Iterable[T],
    shape: Callable[[T], Hashable] = lambda _: None,
    number: Callable[[T], int | None] = lambda _: None,
    label: Callable[[T], str] = lambda _: "",
) -> list[Member[T]]:
    """Members made of things by what tells their shape, number and label."""
    return [Member(item, shape(item), number(item), label(item)) for item in items]


def by_shape(found: Iterable[Member[T]]) -> dict[Hashable, list[Member[T]]]:
    """The members of each shape, in order; the most frequent shape first."""
    kinds: dict[Hashable, list[Member[T]]] = {}
    for member in found:
        kinds.setdefault(member.shape, []).append(member)
    return dict(sorted(kinds.items(), key=lambda kind: -len(kind[1])))


def climb(found: Iterable[Member[T]], *, step: int | None = None) -> list[Member[T]]:
    """The longest run of members whose numbers rise, others left out; of equally long ones that
    with the lowest numbers.

    With `step`, numbers rise by that much at most from one member to the next (1: no number is left out).
    """
    numbered = [member for member in found if member.number is not None]
    chain = _stepped(numbered, step) if step is not None else _rising(numbered)
    return [numbered[at] for at in chain]


def _rising(numbered: Sequence[Member[T]]) -> list[int]:
    """Places of a longest rising subsequence (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, member in enumerate(numbered):
        assert member.number is not None
        length = bisect_left(tails, member.number)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(member.number)
            ends.append(at)
        else:
            tails[length], ends[length] = member.number, at
    return _traced(before, ends[-1] if ends else -1)


def _stepped(numbered: Sequence[Member[T]], step: int) -> list[int]:
    """Places of a longest subsequence that rises by 1 to `step` each time."""
    best: dict[int, tuple[int, int]] = {}
    before: list[int] = []
    top, last = 0, -1
    for at, member in enumerate(numbered):
        assert member.number is not None
        lower = [best[member.number - by] for by in range(1, step + 1) if member.number - by in best]
        length, previous = max(lower, default=(0, -1))
        before.append(previous)
        if length + 1 >= best.get(member.number, (0, -1))[0]:
            best[member.number] = (length + 1, at)
        if length + 1 > top:
            top, last = length + 1, at
    return _traced(before, last)


def _traced(before: Sequence[int], last: int) -> list[int]:
    chain: list[int] = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def runs(found: Iterable[Member[T]]) -> Iterator[list[Member[T]]]:
    """Members cut into runs of rising numbers: each number that is not greater than the one before begins a run.

    A member without a number belongs to the run before it.
    """
    run: list[Member[T]] = []
    last: int | None = None
    for member in found:
        if member.number is not None:
            if last is not None and member.number <= last:
                yield run
                run = []
            last = member.number
        run.append(member)
    if run:
        yield run


def gaps(run: Sequence[Member[T]], first: int = 1) -> list[int]:
    """The numbers from `first` to the last of a run that no member has."""
    numbers = {member.number for member in run if member.number is not None}
    return [number for number in range(first, max(numbers, default=first)) if number not in numbers]


def rises(found: Sequence[Member[T]]) -> float:
    """How well numbers are in order: the share of the members that the longest rising run takes in, from 0 to 1."""
    return len(climb(found)) / len(found) if found else 0.0


def closed(found: Iterable[Member[T]], least: int = 2) -> Counter[str]:
    """The labels that occur `least` times or more, the most frequent first, with their counts: a closed set."""
    counts = Counter(member.label for member in found if member.label)
    return Counter({label: count for label, count in counts.most_common() if count >= least})


def closure(found: Sequence[Member[T]], least: int = 2) -> float:
    """How closed the set of labels is: the share of the members whose label recurs, from 0 to 1."""
    labelled = sum(bool(member.label) for member in found)
    return sum(closed(found, least).values()) / labelled if labelled else 0.0
