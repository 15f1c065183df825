"""Whom somebody speaks to, where the words beside a quotation or in it tell, or the talk goes to and fro."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rubricator.annotate.speech.utterances import Utterance

_NEAR: Final = 2
_SURE: Final = 0.9


def addressed(units: Sequence[Utterance]) -> dict[int, tuple[str, ...]]:
    """The addressees of utterances, by the index of the utterance; those not known are left out.

    A cue states them (``said Ilse to Jorn``, ``told Jorn``); else one name in the words calls them (``Well, Jorn,``);
    else the same other person speaks right before and right after.
    """
    found: dict[int, tuple[str, ...]] = {}
    for at, unit in enumerate(units):
        if unit.ids and (whom := _but(unit.told, unit) or _called(unit) or _other(units, at)):
            found[at] = whom
    return found


def _called(unit: Utterance) -> tuple[str, ...]:
    called = tuple(id for id in unit.vocatives if id not in unit.ids)
    return called if len(called) == 1 else ()


def _other(units: Sequence[Utterance], at: int) -> tuple[str, ...]:
    """Who speaks before and after, if all three are sure and at most one paragraph of narrative stands between."""
    if not 0 < at < len(units) - 1:
        return ()
    before, unit, after = units[at - 1], units[at], units[at + 1]
    if min(before.chance, unit.chance, after.chance) < _SURE:
        return ()
    near = unit.region - before.last_region <= _NEAR and after.region - unit.last_region <= _NEAR
    return before.ids if near and before.ids == after.ids and not set(before.ids) & set(unit.ids) else ()


def _but(ids: tuple[str, ...], unit: Utterance) -> tuple[str, ...]:
    return ids if not set(ids) & set(unit.ids) else ()
