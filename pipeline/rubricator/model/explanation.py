"""How well a reading explains a stretch of text, and which of several readings wins.

Every craft that can read a stretch in its own way (as a play, a correspondence, a dictionary, verse) offers a function
``explains(blocks, …) -> Explanation``. The reading that accounts for the largest share of the characters wins; the one
after it and the margin between them are kept, so that a close decision can be told to the editor.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

NARROW: Final = 0.15
"""A margin below this is told: one paragraph in seven read the other way would turn the verdict."""


class Explanation(NamedTuple):
    """What one reading makes of a stretch.

    `reading` is its name (a genre, or another word of the craft); `share` the part of the stretch, from 0 to 1, that
    the reading accounts for (characters in blocks that it can read and that no plain paragraph would look like);
    `evidence` one clause that an editor understands; `left` the first words of what it cannot account for.
    """

    reading: str
    share: float
    evidence: str = ""
    left: str = ""


class Verdict(NamedTuple):
    """The reading that explains most, and the runner-up; both may be of no reading at all (an empty name)."""

    best: Explanation
    second: Explanation

    @property
    def margin(self) -> float:
        """By how much the best reading explains more than the runner-up."""
        return self.best.share - self.second.share

    @property
    def narrow(self) -> bool:
        """True where little decided: the editor should hear of it."""
        return bool(self.second.reading) and self.margin < NARROW

    def __str__(self) -> str:
        if not self.best.reading:
            return "no reading explains enough"
        after = f"; next {self.second.reading} ({self.second.share:.0%})" if self.second.reading else ""
        return f"{self.best.reading} ({self.best.share:.0%}): {self.best.evidence}{after}"


NOTHING: Final = Explanation("", 0.0)


def verdict(explanations: Iterable[Explanation]) -> Verdict:
    """The best of some explanations and the one after it; of two that explain as much the earlier wins."""
    ranked = sorted((one for one in explanations if one.reading), key=lambda one: -one.share)
    best, second, *_ = [*ranked, NOTHING, NOTHING]
    return Verdict(best, second)
