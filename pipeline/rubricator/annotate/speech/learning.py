"""Learning who speaks from texts that tell it: cues that name the speaker are hidden and must be found again.

A part of the cues of a text is hidden, as if the words stood alone or a pronoun stood for the name; names in hidden
cues count as no mentions. Hidden are those that stand where words without such a cue stand in the same text. What
reviewed texts state is learned as it is. The weights are moved by the gradient of the likelihood of the speakers so
known, in steps that shrink, and drawn back to the reasoned weights of `clues.py`; who is not known stays open and is
summed over. The same texts in the same order give the same table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from typing import Final, NamedTuple

from rubricator.annotate.speech.chain import Found, decode
from rubricator.annotate.speech.clues import CLUES, REASONED
from rubricator.annotate.speech.cues import Cue
from rubricator.annotate.speech.evidence import Witness
from rubricator.annotate.speech.joint import KINDS, Moment, Weights, decoded, kind_of, steps
from rubricator.annotate.speech.persons import Cast, Persons
from rubricator.annotate.speech.speakers import settle
from rubricator.annotate.speech.utterances import Passage, Utterance

_HIDDEN: Final = 0.55
"""Share of the cues that are hidden."""
_OFTENEST: Final = 0.45
"""Share of those of one place that are hidden in one way."""
_TELLING: Final = ("named", "shared-name", "description", "narrator")
"""The rules whose findings are taken for true."""
_GAP: Final = 4
_GUESSED, _STATED = 0.5, 3.0
"""How often a speaker counts whom a hidden cue tells, and one whom somebody stated."""
_STEPS: Final = 10
_RATE: Final = 0.2
"""How far a weight goes with the first step."""
_FADE: Final = 0.95
"""Each step is so much shorter than the one before."""
_MEAN, _SQUARE = 0.8, 0.95
"""How much of the slopes before counts, and of their squares."""
_BACK: Final = 30.0
"""How strongly a weight is drawn back to where it started: lessons that differ by so much move it by one."""
_ALL: Final = 1 << 20
_LITTLE: Final = 1e-6
_NOTHING: Final = 1e-12

Truth = Mapping[int, str]
"""The speakers known of some utterances, by their index."""


class Lesson(NamedTuple):
    """A talk, and for some of its moments who speaks."""

    talk: Sequence[Moment]
    truth: Truth
    weight: float
    """How often it counts."""


# --- lessons
def hidden(passage: Passage, cast: Cast, seed: int, table: Weights = REASONED) -> Iterator[Lesson]:
    """The talks of a text with hidden cues; the seed settles which."""
    chance = Random(seed)
    persons = Persons(passage, cast)
    units = passage.utterances()
    settle(units, persons)
    truth: dict[int, str] = {}
    covered = [replace(unit, ids=(), rule="none", chance=0.0, settled=False) for unit in units]
    gone: set[int] = set()
    for at, ways in _ways(units).items():
        pronoun, draw = _pronoun(units[at], persons), chance.random()
        if draw < ways["bare"] or (pronoun and draw < ways["bare"] + ways["cued"]):
            truth[at] = units[at].ids[0]
            gone.update(_names(passage, units[at]))
            covered[at].cue, covered[at].told = (None if draw < ways["bare"] else pronoun), ()
    mentions = [one for one in passage.mentions if one[0] not in gone]
    bare = replace(passage, mentions=mentions, own={}, given={})
    fresh = Persons(bare, cast)
    return _lessons(Witness(bare, fresh, covered, settle(covered, fresh)), truth, table, _GUESSED)


def reviewed(passage: Passage, cast: Cast, who: Mapping[int, str], table: Weights = REASONED) -> Iterator[Lesson]:
    """The talks of a text of which it is known who says the quotations that begin at some offsets."""
    passage = replace(passage, own={}, given={})
    persons = Persons(passage, cast)
    units = passage.utterances()
    narrator = settle(units, persons)
    starts = {passage.quotations[number].start: at for at, unit in enumerate(units) for number in unit.quotations}
    truth = {starts[start]: id for start, id in who.items() if start in starts and not units[starts[start]].settled}
    return _lessons(Witness(passage, persons, units, narrator), truth, table, _STATED)


def _lessons(witness: Witness, truth: Truth, table: Weights, weight: float) -> Iterator[Lesson]:
    for talk, _ in decoded(witness, table):
        known = {at: truth[one.at] for at, one in enumerate(talk) if truth.get(one.at) in one.persons}
        if known:
            yield Lesson(talk, known, weight)


def _ways(units: Sequence[Utterance]) -> dict[int, dict[str, float]]:
    """For each utterance whose cue tells, how often such a one is to be hidden in each way.

    In the proportion in which words of that kind stand in such places: far from other words, or close.
    """
    counts = {kind: Counter[tuple[int, int]]() for kind in (*KINDS, "told")}
    places = {at: _place(units, at) for at in range(len(units))}
    tells = [at for at, unit in enumerate(units) if unit.rule in _TELLING and len(unit.ids) == 1]
    counts["told"].update(places[at] for at in tells)
    for at, unit in enumerate(units):
        if not unit.settled:
            counts[kind_of(unit)][places[at]] += 1
    ratio = {
        place: {kind: counts[kind][place] / (count + 1) for kind in KINDS} for place, count in counts["told"].items()
    }
    total = sum(sum(ratio[place].values()) * count for place, count in counts["told"].items())
    scale = _HIDDEN * len(tells) / total if total else 0.0
    return {at: {kind: min(_OFTENEST, scale * share) for kind, share in ratio[places[at]].items()} for at in tells}


def _place(units: Sequence[Utterance], at: int) -> tuple[int, int]:
    """How many paragraphs lie between words and those before and after."""
    unit = units[at]
    before = unit.region - units[at - 1].last_region if at else _GAP
    after = units[at + 1].region - unit.last_region if at + 1 < len(units) else _GAP
    return min(_GAP, before), min(_GAP, after)


def _names(passage: Passage, unit: Utterance) -> Iterator[int]:
    """Where the names in the cue of an utterance begin."""
    if unit.cue and unit.cue.subject:
        low, high = min(unit.cue.start, unit.cue.subject.start), max(unit.cue.end, unit.cue.subject.end)
        yield from (start for start, _, _ in passage.outside if low <= start < high)


def _pronoun(unit: Utterance, persons: Persons) -> Cue | None:
    """The cue with a pronoun for the name; none for a narrator or where the sex is not known."""
    sex = persons.sexes.get(unit.ids[0], "")
    if not sex or unit.rule == "narrator" or unit.cue is None or unit.cue.subject is None:
        return None
    subject = unit.cue.subject
    return unit.cue._replace(subject=subject._replace(id="", noun="", determiner="", pronoun=sex, more=()))


# --- weights
def learn(lessons: Iterable[Lesson], start: Weights = REASONED) -> Weights:
    """The weights that some lessons teach; they start from others, to which they are drawn back.

    All lessons together tell each step, its length for each weight by what the last steps told (Adam), and no longer
    than few lessons warrant.
    """
    weights = {kind: dict(start[kind]) for kind in KINDS}
    pace: dict[str, dict[str, _Pace]] = {kind: defaultdict(_Pace) for kind in KINDS}
    taught = list(lessons)
    for number in range(_STEPS):
        slopes = _all_slopes(taught, weights)
        for kind, table in weights.items():
            for name in table:
                slope = slopes[kind][name] - _BACK * (table[name] - start[kind][name])
                step, most = _RATE * _FADE**number * pace[kind][name].after(slope), abs(slope) / _BACK
                table[name] += max(-most, min(most, step))
    return weights


@dataclass
class _Pace:
    """The mean of the last slopes of a weight, and of their squares."""

    mean: float = 0.0
    square: float = 0.0
    number: int = 0

    def after(self, slope: float) -> float:
        """How far to go, from -1 to 1 or little more."""
        self.number += 1
        self.mean += (1.0 - _MEAN) * (slope - self.mean)
        self.square += (1.0 - _SQUARE) * (slope * slope - self.square)
        mean, square = self.mean / (1.0 - _MEAN**self.number), self.square / (1.0 - _SQUARE**self.number)
        return mean / sqrt(square) if square > _NOTHING else 0.0


def _all_slopes(lessons: Iterable[Lesson], weights: Weights) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in KINDS}
    for lesson in lessons:
        for kind, slopes in _slopes(lesson, weights).items():
            for name, slope in slopes.items():
                found[kind][name] += slope * lesson.weight
    return found


def _slopes(lesson: Lesson, weights: Weights) -> dict[str, dict[str, float]]:
    """How much more each clue is found where the truth is known than the weights expect."""
    free, known = _expected(lesson, weights)
    slopes: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in KINDS}
    for at, one in enumerate(lesson.talk):
        table = slopes[one.kind]
        for id, clues in one.persons.items():
            change = known.persons[at].get(id, 0.0) - free.persons[at].get(id, 0.0)
            if abs(change) > _LITTLE:
                for name, degree in clues.items():
                    table[name] += change * degree
        for name in one.same:
            table[name] += known.same[at] - free.same[at]
        for name in one.back:
            table[name] += known.back[at] - free.back[at]
    return slopes


def _expected(lesson: Lesson, weights: Weights) -> tuple[Found, Found]:
    free = steps(lesson.talk, weights, _ALL)
    known = [
        step._replace(weights={lesson.truth[at]: 0.0}) if at in lesson.truth else step for at, step in enumerate(free)
    ]
    return decode(free), decode(known)


# --- the table
def written(weights: Weights, told: Sequence[str]) -> str:
    """The table as a file, with what it was learned from."""
    lines = [*(f"# {line}" for line in told)]
    for kind in KINDS:
        lines += ["", f"[{kind}]", *(f"{name} = {weights[kind][name]:.2f}" for name in CLUES)]
    return "\n".join(lines) + "\n"
