"""Learning who speaks from texts that tell it: cues that name the speaker are hidden and must be found again.

A part of the cues of a text is hidden, as if the words stood alone or a pronoun stood for the name; names in hidden
cues count as no mentions. Hidden are those that stand where words without such a cue stand in the same text. What
reviewed texts state is learned as it is. The weights are moved by the gradient of the likelihood of the speakers so
known, in steps that shrink (AdaGrad), and drawn back to the reasoned weights of `clues.py`; who is not known stays
open and is summed over. The same texts in the same order give the same table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from random import Random
from typing import Final, NamedTuple

from rubricator.annotate.speech.chain import Found, decode
from rubricator.annotate.speech.clues import CLUES, REASONED
from rubricator.annotate.speech.cues import Cue
from rubricator.annotate.speech.evidence import Witness
from rubricator.annotate.speech.joint import KINDS, Moment, Weights, kind_of, steps, talks
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
_RATE: Final = 0.3
_BACK: Final = 0.4
"""How strongly a weight is drawn back to where it started with each lesson."""
_ROUNDS: Final = 4
_ALL: Final = 1 << 20
_NOTHING: Final = 1e-6

Truth = Mapping[int, str]
"""The speakers known of some utterances, by their index."""


class Lesson(NamedTuple):
    """A talk, and for some of its moments who speaks."""

    talk: Sequence[Moment]
    truth: Truth


# --- lessons
def hidden(passage: Passage, cast: Cast, seed: int) -> Iterator[Lesson]:
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
    return _lessons(Witness(bare, fresh, covered, settle(covered, fresh)), truth)


def reviewed(passage: Passage, cast: Cast, who: Mapping[int, str]) -> Iterator[Lesson]:
    """The talks of a text of which it is known who says the quotations that begin at some offsets."""
    passage = replace(passage, own={}, given={})
    persons = Persons(passage, cast)
    units = passage.utterances()
    narrator = settle(units, persons)
    starts = {passage.quotations[number].start: at for at, unit in enumerate(units) for number in unit.quotations}
    truth = {starts[start]: id for start, id in who.items() if start in starts and not units[starts[start]].settled}
    return _lessons(Witness(passage, persons, units, narrator), truth)


def _lessons(witness: Witness, truth: Truth) -> Iterator[Lesson]:
    for talk in talks(witness):
        known = {at: truth[one.at] for at, one in enumerate(talk) if truth.get(one.at) in one.persons}
        if known:
            yield Lesson(talk, known)


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
def learn(lessons: Iterable[Lesson], start: Weights = REASONED, rounds: int = _ROUNDS) -> Weights:
    """The weights that some lessons teach; they start from others, to which they are drawn back."""
    pupil, order, taught = _Pupil(start), Random(0), list(lessons)
    for _ in range(rounds):
        order.shuffle(taught)
        for lesson in taught:
            pupil.learn(lesson)
    return pupil.weights


@dataclass
class _Pupil:
    start: Weights
    weights: dict[str, dict[str, float]] = field(init=False)
    _sums: dict[str, dict[str, float]] = field(
        default_factory=lambda: {kind: defaultdict(lambda: 1e-3) for kind in KINDS}
    )

    def __post_init__(self) -> None:
        self.weights = {kind: dict(self.start[kind]) for kind in KINDS}

    def learn(self, lesson: Lesson) -> None:
        """One step."""
        for kind, slopes in _slopes(lesson, self.weights).items():
            weights, sums = self.weights[kind], self._sums[kind]
            for name, slope in slopes.items():
                step = slope - _BACK * (weights[name] - self.start[kind][name])
                sums[name] += step * step
                weights[name] += _RATE * step / sqrt(sums[name])


def _slopes(lesson: Lesson, weights: Weights) -> dict[str, dict[str, float]]:
    """How much more each clue is found where the truth is known than the weights expect."""
    free, known = _expected(lesson, weights)
    slopes: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in KINDS}
    for at, one in enumerate(lesson.talk):
        table = slopes[one.kind]
        for id, clues in one.persons.items():
            change = known.persons[at].get(id, 0.0) - free.persons[at].get(id, 0.0)
            if abs(change) > _NOTHING:
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
