"""Where no name stands yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Free:
    """The text between spans that may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]
        self._ends: list[int] = []
        for _, end in self.spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def between(self, start: int, end: int) -> bool:
        """True where no span overlaps ``[start, end)``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at < 0 or self._ends[at] <= start
