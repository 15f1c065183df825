"""How far a long piece of work is: one line of a terminal with a bar, the step at work and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

_WIDTH: Final = 24
"""Characters of the bar."""
_WAIT: Final = 2.0
"""Seconds before the time left is told, which is a guess until then."""
_WEIGHTS: Final = {"structure": 3, "names": 3, "speech": 3, "encode": 4, "validate": 4, "prepare": 6}
_WEIGHTS_OF_OUTPUTS: Final = {"html": 8, "epub": 4, "pdf": 10}
"""What a step takes beside the others, of which each takes one; measured on a novel of 1 MB."""


class Bar:
    """The steps of a piece of work, and how far it is; a step that nobody foresaw only shows its name."""

    def __init__(self, steps: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._steps = list(steps)
        self._clock, self._started = clock, clock()

    def at(self, step: str) -> str:
        """The line to show when a step begins."""
        weights = [_WEIGHTS.get(one, 0) or _WEIGHTS_OF_OUTPUTS.get(one, 1) for one in self._steps]
        done = sum(weights[: self._steps.index(step)]) if step in self._steps else 0
        share = done / sum(weights) if done else 0.0
        filled = round(share * _WIDTH)
        return f"{'█' * filled}{'░' * (_WIDTH - filled)} {share:4.0%}  {step}{self._left(share)}"

    def _left(self, share: float) -> str:
        passed = self._clock() - self._started
        if passed < _WAIT or not share:
            return ""
        return f", about {max(round(passed / share - passed), 1)} s left"


def of_encoding() -> list[str]:
    """The steps from a text to its TEI."""
    from rubricator.annotate.stages import annotators

    return [*(one.name for one in annotators(())), "encode"]


def of_publishing(formats: Sequence[str]) -> list[str]:
    """The steps from TEI to outputs."""
    return ["prepare", *formats]


def of_building(formats: Sequence[str]) -> list[str]:
    """The steps from a text to its outputs."""
    return [*of_encoding(), "validate", *of_publishing(formats)]
