"""What was done of a corpus: a row a text, in SQLite, written by the run alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from rubricator.corpus.job import DONE, FAILED, Job, Outcome
from rubricator.model.messages import fail

FILE: Final = "manifest.sqlite"
_SCHEMA: Final = """
create table if not exists texts (
    id text primary key, place text not null, input text not null, configuration text not null, version text not null,
    state text not null, seconds real not null, megabytes real not null, size integer not null,
    messages text not null, facts text not null)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as the manifest knows it."""

    id: str
    place: str
    input: str
    configuration: str
    version: str
    state: str
    seconds: float
    megabytes: float
    size: int
    messages: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]

    def holds(self, input: str, configuration: str, version: str) -> bool:
        """True where it did not fail, and nothing it depends on has changed."""
        return self.state != FAILED and (self.input, self.configuration, self.version) == (
            input,
            configuration,
            version,
        )


class Manifest:
    """The manifest of the folder of a corpus. What cannot be written (a full disk) is kept and tried again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._waiting: dict[str, tuple[Any, ...]] = {}
        self._reason = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path)
            self._base.execute(_SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise fail("co-manifest", self.path, reason=error) from None

    def entries(self) -> dict[str, Entry]:
        """All texts, by their ids; in the order of these."""
        rows = self._base.execute("select * from texts order by id").fetchall()
        known = {row[0]: row for row in rows} | self._waiting
        return {id: _entry(known[id]) for id in sorted(known)}

    def save(self, job: Job, input: str, configuration: str, outcome: Outcome, before: Entry | None) -> None:
        """Record what came of a text; what was told when it was encoded stays with it until it is encoded anew."""
        told = outcome.messages
        if before and outcome.state == DONE and not any(step.startswith("encode") for step in outcome.steps):
            told = before.messages
        seconds = outcome.seconds if outcome.steps or not before else before.seconds
        megabytes = outcome.megabytes if outcome.steps or not before else before.megabytes
        cost = (seconds, megabytes, job.size)
        told_ = json.dumps(list(told), ensure_ascii=False)
        facts = json.dumps(outcome.facts, ensure_ascii=False)
        row = (job.id, job.place, input, configuration, job.version, outcome.state, *cost, told_, facts)
        self._waiting[job.id] = row
        self._write()

    def forget(self, ids: Iterable[str]) -> None:
        """Take texts out that are no more in the corpus."""
        self._base.executemany("delete from texts where id = ?", [(id,) for id in ids])
        self._base.commit()

    def _write(self) -> None:
        try:
            with self._base:
                rows = list(self._waiting.values())
                self._base.executemany("insert or replace into texts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._reason = str(error)
        else:
            self._waiting.clear()

    def close(self) -> None:
        """Write what waits. Raises RubricatorError (co-manifest) where that cannot be."""
        if self._waiting:
            self._write()
        self._base.close()
        if self._waiting:
            raise fail("co-manifest", self.path, reason=self._reason)


def _entry(row: tuple[Any, ...]) -> Entry:
    columns: dict[str, Any] = dict(zip((one.name for one in fields(Entry)), row, strict=True))
    return Entry(**{**columns, "messages": tuple(json.loads(row[-2])), "facts": json.loads(row[-1])})
