"""Labels that mean somebody else in another scene (7.2.2 [DRSP]).

A messenger of the next scene is not the one of this; all are those who are on; of two duchesses, the one
who speaks is she whom the directions of the scene name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rubricator.annotate.drama.cast import Cast

Namesakes = Mapping[tuple[int, str], str]
"""Ids by the offset at which a scene begins and the label."""


class Scene(NamedTuple):
    """A scene for this purpose: where it begins, its labels, the words of its directions (folded)."""

    start: int
    labels: tuple[str, ...]
    directions: frozenset[str]


def namesakes(cast: Cast, scenes: Iterable[Scene]) -> dict[tuple[int, str], str]:
    """Ids of the labels that do not mean the same person throughout the play."""
    passed: Counter[str] = Counter()
    found: dict[tuple[int, str], str] = {}
    for scene in scenes:
        passing = {label: cast.who(label) for label in scene.labels if cast.is_passing(label)}
        passed.update(set(passing.values()))
        found |= {(scene.start, label): _counted(id, passed[id]) for label, id in passing.items()}
        found |= {(scene.start, label): id for label, id in _named(cast, scene)}
    return found


def _counted(id: str, number: int) -> str:
    return f"{id}.{number}" if number > 1 else id


def _named(cast: Cast, scene: Scene) -> Iterator[tuple[str, str]]:
    """Bare titles (``Duchess.``) that fit several characters, of whom the directions of the scene name one."""
    for label in dict.fromkeys(scene.labels):
        named = [one.id for one in cast.titled(label) if cast.full_name(one) <= scene.directions]
        if len(named) == 1:
            yield label, named[0]
