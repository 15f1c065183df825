"""A talk as a chain: who speaks depends on who spoke last and before that; all speakers of a talk are found together.

Each step has its candidates with their weights; a step whose speaker a cue names has one. Turns weigh three ways: the
last speaker goes on, the one before answers, or somebody else speaks. Sums over all ways through (the forward-backward
algorithm) give the probability of each candidate at each step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Final, NamedTuple

NOBODY: Final = ""
"""Stands where nobody is at hand; never the same as another."""

Pair = tuple[str, str]


class Step(NamedTuple):
    """An utterance of a talk: the weights of its candidates, and those of the turns that lead to it.

    `same` is the weight of the last speaker's going on, `back` of the one before that; another's is zero.
    """

    weights: Mapping[str, float]
    same: float = 0.0
    back: float = 0.0


@dataclass
class Found:
    """What a chain tells: for each step the probabilities of its candidates, of going on and of turning back."""

    persons: list[dict[str, float]] = field(default_factory=list)
    same: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)


def decode(steps: Sequence[Step]) -> Found:
    """The probabilities of all candidates of a talk."""
    chances = [_exponentials(step.weights) for step in steps]
    forward = _forward(steps, chances)
    found = Found()
    backward: dict[str, dict[str, float]] = {}
    for at in range(len(steps) - 1, -1, -1):
        if at + 1 < len(steps):
            turns = _turns(steps[at + 1], chances[at + 1], forward[at], backward)
            found.same.append(turns.same)
            found.back.append(turns.back)
            backward = turns.values
        found.persons.append(_posterior(forward[at], backward))
    return Found(found.persons[::-1], [0.0, *found.same[::-1]], [0.0, *found.back[::-1]])


def _exponentials(weights: Mapping[str, float]) -> dict[str, float]:
    top = max(weights.values())
    return {id: exp(weight - top) for id, weight in weights.items()}


Messages = dict[str, dict[str, float]]
"""By the last speaker and the one before: values of pairs, ``messages[last][before]``."""


def _forward(steps: Sequence[Step], chances: Sequence[Mapping[str, float]]) -> list[Messages]:
    """For each step the share of the ways up to it that end in each pair of speakers."""
    messages: list[Messages] = [{id: {NOBODY: chance} for id, chance in chances[0].items()}]
    for step, chance in zip(steps[1:], chances[1:], strict=True):
        same, back = exp(step.same), exp(step.back) - 1.0
        fresh: Messages = {id: {} for id in chance}
        total = 0.0
        for last, befores in messages[-1].items():
            row = sum(befores.values())
            for id, weight in chance.items():
                if id == NOBODY:
                    value = row * weight
                elif id == last:
                    value = row * same * weight
                else:
                    value = (row + back * befores.get(id, 0.0)) * weight
                fresh[id][last] = value
                total += value
        messages.append({id: {last: value / total for last, value in row.items()} for id, row in fresh.items()})
    return messages


class _Turns(NamedTuple):
    values: Messages
    same: float
    back: float


def _turns(step: Step, chance: Mapping[str, float], forward: Messages, after: Messages) -> _Turns:
    """The values of the pairs before a step by what follows, and the probabilities of its turns."""
    same, back = exp(step.same), exp(step.back)
    values: Messages = {}
    on = returned = total = 0.0
    for last, befores in forward.items():
        ahead = {id: weight * (after[id][last] if after else 1.0) for id, weight in chance.items()}
        whole = sum(ahead.values())
        going_on = ahead[last] * (same - 1.0) if last and last in ahead else 0.0
        row: dict[str, float] = {}
        for before, share in befores.items():
            value = whole + going_on
            if before and before != last and before in ahead:
                value += ahead[before] * (back - 1.0)
                returned += share * ahead[before] * back
            row[before] = value
            total += share * value
            if going_on or (last and last in ahead):
                on += share * ahead[last] * same
        values[last] = row
    scale = total or 1.0
    scaled = {last: {before: value / scale for before, value in row.items()} for last, row in values.items()}
    return _Turns(scaled, on / scale, returned / scale)


def _posterior(forward: Messages, backward: Messages) -> dict[str, float]:
    if backward:
        found = {
            last: sum(share * backward[last][before] for before, share in befores.items())
            for last, befores in forward.items()
        }
    else:
        found = {last: sum(befores.values()) for last, befores in forward.items()}
    total = sum(found.values()) or 1.0
    return {id: value / total for id, value in found.items()}
