"""Doubts handed out to several editors by division, and what each of them decided: who agrees with whom.

The assignment is a file beside the decisions, ``assignment.jsonl``: a line for each division, anchored on its words as
decisions are. By git or in a shared folder every editor adds lines to decisions.jsonl; they are told apart by `who`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rubricator.model.anchors import Anchor, anchored, exact, nearest
from rubricator.model.decisions import Decision
from rubricator.model.document import Document
from rubricator.model.files import read_text, write
from rubricator.model.messages import fail
from rubricator.reading.search import trimmed

FILE: Final = "assignment.jsonl"
EVERYBODY: Final = "*"
"""In place of a name: what all editors look at, so that their agreement can be told."""
_SMALLEST: Final = 400
"""Characters below which a division is handed out with the one before it."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Share:
    """A stretch of the text and who looks at it."""

    who: str
    start: int
    end: int
    doubts: int = 0


def shares(document: Document, places: Sequence[int], editors: Sequence[str], common: float = 0.0) -> list[Share]:
    """The text split by division, so that each editor has about as many of the doubts at `places`, in one stretch.

    The first divisions that hold a share `common` of the doubts go to everybody.
    """
    stretches = [(start, end, _count(places, start, end)) for start, end in _divisions(document)]
    total = sum(count for *_, count in stretches)
    found: list[Share] = []
    before = 0
    for start, end, count in stretches:
        middle = (before + count / 2) / total if total else 0.0
        before += count
        if middle < common:
            who = EVERYBODY
        else:
            rest = (middle - common) / (1 - common) if common < 1 else 0.0
            who = editors[min(int(rest * len(editors)), len(editors) - 1)]
        if found and found[-1].who == who:
            found[-1] = Share(who, found[-1].start, end, found[-1].doubts + count)
        else:
            found.append(Share(who, start, end, count))
    return found


def _count(places: Sequence[int], start: int, end: int) -> int:
    return sum(start <= place < end for place in places)


def _divisions(document: Document) -> list[Span]:
    """The whole text cut where outermost divisions begin; where there are no two of them, where paragraphs do."""
    starts: list[int] = []
    for layers in (("div",), ("p", "sp", "lg", "ab")):
        starts, reach = [], 0
        for one in document.in_layer(*layers):
            if one.start >= reach:
                starts.append(one.start)
                reach = one.end
        if len(starts) > 1:
            break
    cuts = [0]
    for start in starts:
        if start - cuts[-1] >= _SMALLEST:
            cuts.append(start)
    return list(zip(cuts, [*cuts[1:], len(document.text)], strict=True))


def save(folder: Path, document: Document, found: Iterable[Share]) -> Path:
    """Write the assignment of an edition."""
    lines = [json.dumps(_record(document, one), ensure_ascii=False) + "\n" for one in found]
    return write(folder / FILE, "".join(lines).encode("utf-8"))


def _record(document: Document, one: Share) -> dict[str, str]:
    """Who, and the words with which the share begins; it goes on to where the next begins."""
    start, end = trimmed(document.text, one.start, one.end)
    anchor = anchored(document.text, start, min(start + _QUOTED, end))
    if anchor is None:
        raise fail("re-request", reason="a division cannot be told from another by its words")
    named = zip(Anchor._fields, anchor, strict=True)
    return {"who": one.who, **{name: value for name, value in named if value}}


_QUOTED: Final = 60
"""Characters quoted of the beginning of a share."""


def load(folder: Path, text: str) -> list[Share]:
    """The assignment of an edition, empty where it has none. Raises RubricatorError for a faulty line."""
    path = folder / FILE
    if not path.is_file():
        return []
    begun = [_begin(path, number, line, text) for number, line in enumerate(read_text(path).splitlines(), 1)]
    begun.sort(key=lambda one: one[1])
    ends = [*(start for _, start in begun[1:]), len(text)]
    return [Share(who, start if at else 0, end) for at, ((who, start), end) in enumerate(zip(begun, ends, strict=True))]


def _begin(path: Path, number: int, line: str, text: str) -> tuple[str, int]:
    try:
        record = {str(name): str(value) for name, value in json.loads(line).items()}
        anchor = Anchor(**{name: record[name] for name in Anchor._fields if name in record})
        who = record["who"]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise fail("re-assignment", path, number) from None
    place = next(iter(exact(text, anchor)), None) or nearest(text, anchor)
    if place is None:
        raise fail("re-assignment", path, number)
    return who, place[0]


def mine(found: Iterable[Share], who: str) -> list[Span]:
    """The stretches that an editor looks at; none where nothing is assigned to that name."""
    return [(one.start, one.end) for one in found if one.who in (who, EVERYBODY)]


# ---------------------------------------------------------------- agreement
@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the places that two editors decided, how many they decided alike, and the others."""

    one: str
    other: str
    both: int
    alike: int
    apart: tuple[tuple[Decision, Decision], ...]
    kappa: float | None = None
    """Cohen's kappa (1960) over confirmed, changed, rejected, added; None where chance alone would agree."""

    @property
    def share(self) -> float:
        """The share of the places decided alike."""
        return self.alike / self.both if self.both else 1.0


def agreements(decided: Iterable[Decision]) -> Iterator[Agreement]:
    """Each pair of editors who decided the same place, by their last decision about it."""
    last: dict[str, dict[tuple[str, Anchor], Decision]] = {}
    for decision in decided:
        last.setdefault(decision.who or "?", {})[decision.layer, decision.anchor] = decision
    names = sorted(last)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            common = last[one].keys() & last[other].keys()
            if common:
                pairs = [(last[one][place], last[other][place]) for place in common]
                apart = sorted((pair for pair in pairs if not _alike(*pair)), key=lambda pair: pair[0].number)
                yield Agreement(one, other, len(pairs), len(pairs) - len(apart), tuple(apart), _kappa(pairs))


def _alike(one: Decision, other: Decision) -> bool:
    return (one.op, one.attrs, one.cert) == (other.op, other.attrs, other.cert)


def _kappa(pairs: Sequence[tuple[Decision, Decision]]) -> float | None:
    observed = sum(one.op == other.op for one, other in pairs) / len(pairs)
    first, second = (Counter(pair[side].op for pair in pairs) for side in (0, 1))
    chance = sum(first[op] * second[op] for op in first) / len(pairs) ** 2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def report(decided: Sequence[Decision], found: Sequence[Share], open_: Sequence[int]) -> list[str]:
    """What each editor decided, how much of what was handed out is still open, and where two differ."""
    lines = []
    for who, counts in sorted(_by_editor(decided).items()):
        what = ", ".join(f"{count} {op}" for op, count in sorted(counts.items()))
        left = sum(_count(open_, start, end) for start, end in mine(found, who)) if found else len(open_)
        lines.append(f"{who}: {sum(counts.values())} decisions ({what}); {left} doubts open")
    for one in agreements(decided):
        kappa = "" if one.kappa is None else f", kappa {one.kappa:.2f}"
        lines.append(f"{one.one} and {one.other}: {one.alike} of {one.both} places alike ({one.share:.0%}{kappa})")
        lines += [f"  {_said(mine_)} / {_said(theirs)}: {mine_.layer} “{mine_.quote}”" for mine_, theirs in one.apart]
    return lines or ["nothing has been decided yet"]


def _by_editor(decided: Iterable[Decision]) -> Mapping[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for one in decided:
        counts.setdefault(one.who or "?", Counter())[one.op] += 1
    return counts


def _said(one: Decision) -> str:
    values: dict[str, Any] = dict(one.attrs)
    return " ".join([one.op, *(f"{name}={value}" for name, value in values.items())])
