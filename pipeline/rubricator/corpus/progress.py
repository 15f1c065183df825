"""How far a run is: rate and time left, on a terminal or as JSON lines."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from rubricator.corpus.job import FAILED, Job, Outcome

_EVERY: Final = 0.5
"""Seconds between two lines on a terminal."""
_NEWS: Final = 30.0
"""Seconds between two lines where there is no terminal."""
_MB: Final = 1 << 20


@dataclass(slots=True)
class Progress:
    """Counts what is done, and says so; `size` are the bytes of all, by which the time left is reckoned."""

    count: int
    size: int
    say: Callable[[str], None]
    form: str = "text"
    """``text``, ``json``, or ``terminal`` for one line that is written over."""
    clock: Callable[[], float] = time.monotonic
    states: Counter[str] = field(default_factory=Counter)
    _started: float = 0.0
    _told: float = 0.0
    _bytes: int = 0

    def __post_init__(self) -> None:
        self._started = self._told = self.clock()

    def add(self, job: Job, outcome: Outcome) -> None:
        """A text is done or has failed."""
        self.states[outcome.state] += 1
        self._bytes += job.size
        now = self.clock()
        if self.form == "json":
            self.say(json.dumps(self._record(job, outcome, now), ensure_ascii=False))
            return
        if outcome.state == FAILED:
            self.say(f"{job.id}: failed, {outcome.messages[0]['message'] if outcome.messages else 'no reason given'}")
        if now - self._told >= (_EVERY if self.form == "terminal" else _NEWS):
            self._told = now
            self.say(self.line(now))

    def line(self, now: float) -> str:
        """How far it is, in words."""
        done = self.states.total()
        failed = f", {self.states[FAILED]} failed" if self.states[FAILED] else ""
        rate = f"{60 * self._rate(now, done):.1f} texts and {60 * self._rate(now, self._bytes) / _MB:.1f} MB a minute"
        return f"{done} of {self.count} texts{failed}, {rate}, {_spoken(self.left(now))} left"

    def left(self, now: float) -> float | None:
        """Seconds until all is done, should it go on as so far; None while nothing is known."""
        done, of = (self._bytes, self.size) if self.size else (self.states.total(), self.count)
        rate = self._rate(now, done)
        return (of - done) / rate if rate else None

    def _rate(self, now: float, done: int) -> float:
        return done / (now - self._started) if now > self._started else 0.0

    def _record(self, job: Job, outcome: Outcome, now: float) -> dict[str, object]:
        left = self.left(now)
        return {
            "event": "text",
            "id": job.id,
            "state": outcome.state,
            "seconds": outcome.seconds,
            "megabytes": outcome.megabytes,
            "steps": list(outcome.steps),
            "done": self.states.total(),
            "of": self.count,
            "failed": self.states[FAILED],
            "texts_a_minute": round(60 * self._rate(now, self.states.total()), 2),
            "seconds_left": None if left is None else round(left),
            "messages": [dict(one) for one in outcome.messages if one["severity"] == "error"],
        }


def _spoken(seconds: float | None) -> str:
    if seconds is None:
        return "unknown time"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
