"""All speakers of a talk found together: the clues for each person at hand, weighed, along the chain of turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Final, NamedTuple

from rubricator.annotate.speech.chain import NOBODY, Step, decode
from rubricator.annotate.speech.clues import NOBODY_CLUE
from rubricator.annotate.speech.evidence import Chances, Evidence, Witness
from rubricator.annotate.speech.utterances import Utterance

Weights = Mapping[str, Mapping[str, float]]
"""Weights of the clues, by kind of utterance (`bare`, `cued`) and name."""

KINDS: Final = ("bare", "cued")
_APART: Final = 6
"""More paragraphs between end a talk."""
_NEAR: Final = 4
_CANDIDATES: Final = 10
_FIRST_CANDIDATES: Final = 5
_WEIGHT: Final = itemgetter(1)
_PLACES: Final = ("beside", "next", "apart")


class Moment(NamedTuple):
    """An utterance of a talk: its index, its kind, the clues for each candidate, those of going on and turning back.

    Where a cue settles the speaker there is one candidate without clues.
    """

    at: int
    kind: str
    persons: dict[str, Evidence]
    settled: bool
    same: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def talks(witness: Witness) -> Iterator[list[Moment]]:
    """The talks of a text; of what is no tale, each utterance by itself."""
    talk: list[Moment] = []
    for at, unit in enumerate(witness.units):
        previous = witness.units[at - 1] if at else unit
        if talk and (not witness.passage.tale or unit.region - previous.last_region > _APART):
            yield _shared(witness, talk)
            talk = []
        persons = {unit.ids[0]: {}} if unit.settled else witness.candidates(at)
        talk.append(Moment(at, kind_of(unit), persons, unit.settled, *(_turns(witness, at) if talk else ((), ()))))
    if talk:
        yield _shared(witness, talk)


def _shared(witness: Witness, talk: list[Moment]) -> list[Moment]:
    """Who may speak at one moment may speak at those near it."""
    near = [set(one.persons) for one in talk]
    for at, one in enumerate(talk):
        if not witness.units[one.at].settled:
            more = set().union(*near[max(0, at - _NEAR) : at + _NEAR + 1]) - one.persons.keys()
            one.persons.update(witness.further(one.at, sorted(more)))
    return talk


def decoded(witness: Witness, table: Weights) -> Iterator[tuple[list[Moment], list[dict[str, float]]]]:
    """The talks of a text with the probabilities of the persons at each moment.

    They are decoded twice: what the first time tells of who talks with whom and how each speaks is a clue the second.
    """
    found = list(talks(witness))
    chances = {one.at: dict.fromkeys(one.persons, 1.0) for talk in found for one in talk if one.settled}
    _recall(witness, found, chances)
    chances = {
        one.at: chance
        for talk in found
        for one, chance in zip(talk, decode(steps(talk, table, _FIRST_CANDIDATES)).persons, strict=True)
    }
    _recall(witness, found, chances)
    for talk in found:
        yield talk, decode(steps(talk, table)).persons


def _recall(witness: Witness, found: Sequence[Sequence[Moment]], chances: Chances) -> None:
    impression = witness.impression(chances)
    for talk in found:
        for one in talk:
            if not one.settled:
                witness.recall(one.at, one.persons, impression)


def kind_of(unit: Utterance) -> str:
    """`cued` where a pronoun or noun stands for the speaker, else `bare`."""
    return "cued" if unit.cue and unit.cue.subject else "bare"


def _turns(witness: Witness, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clues of the turns that lead to an utterance: how far apart the two stand, whether the one before asks."""
    unit, previous = witness.units[at], witness.units[at - 1]
    gap = unit.region - previous.last_region
    clues = [_PLACES[gap] if gap < len(_PLACES) else "far"]
    if gap < len(_PLACES) and witness.asks(previous):
        clues.append("asked")
    pause = at > 1 and previous.region - witness.units[at - 2].last_region > 1
    same = tuple(f"goes-on-{one}" for one in clues)
    back = tuple(f"returns-{one}" for one in (*clues, *(["after-pause"] if pause else [])))
    return same, back


def steps(talk: Sequence[Moment], weights: Weights, most: int = _CANDIDATES) -> list[Step]:
    """The chain of a talk under a table of weights, with at most so many candidates for each moment."""
    found = []
    for one in talk:
        table = weights[one.kind]
        scores = {id: weigh(clues, table) for id, clues in one.persons.items()}
        if len(scores) > most:
            scores = dict(nlargest(most, scores.items(), key=_WEIGHT))
        if not one.settled:
            scores[NOBODY] = table[NOBODY_CLUE]
        same, back = sum(table[name] for name in one.same), sum(table[name] for name in one.back)
        found.append(Step(scores, same, back))
    return found


def weigh(clues: Evidence, table: Mapping[str, float]) -> float:
    """The sum of the clues for a person under the weights of a kind of utterance."""
    return sum(table[name] * degree for name, degree in clues.items())
