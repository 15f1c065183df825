"""A run over a corpus: what is missing, changed or failed is done; what came of it stands in the manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Final

from rubricator.corpus.job import FAILED, SKIPPED, Job, Outcome, failed, inputs
from rubricator.corpus.manifest import Entry, Manifest
from rubricator.corpus.runners import Runner
from rubricator.model.messages import RubricatorError, fail
from rubricator.upkeep import graph

_LOCK: Final = ".running"


@dataclass(frozen=True, slots=True)
class Planned:
    """A text that is to be done, with the digests of what it depends on, and why it is."""

    job: Job
    input: str
    configuration: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do, the longest text first, so that none is left over for the end."""

    todo: tuple[Planned, ...]
    fresh: int
    """How many texts are as they were."""
    gone: tuple[str, ...]
    """Texts of the manifest that are no more among the sources."""
    faulty: tuple[tuple[Planned, Outcome], ...] = ()
    """Texts that cannot be begun."""


def plan(
    jobs: Sequence[Job],
    known: Mapping[str, Entry],
    *,
    retry: bool = False,
    only: Collection[str] = (),
    limit: int | None = None,
) -> Plan:
    """What of the jobs is missing, changed or failed.

    With `retry` only what failed; `only` holds ids or patterns of ids; at most `limit` texts.
    """
    wanted = [job for job in jobs if not only or any(fnmatch(job.id, one) for one in only)]
    version = graph.version()
    found = [_planned(replace(job, version=version), known.get(job.id)) for job in wanted]
    todo = [one for one, _ in found if one.why and (not retry or one.why == _AGAIN)]
    todo.sort(key=lambda one: (-one.job.size, one.job.id))
    faulty = {one.job.id: outcome for one, outcome in found if outcome}
    todo = todo[:limit]
    gone = tuple(id for id in known if id not in {job.id for job in jobs})
    return Plan(
        tuple(one for one in todo if one.job.id not in faulty),
        sum(1 for one, _ in found if not one.why),
        gone,
        tuple((one, faulty[one.job.id]) for one in todo if one.job.id in faulty),
    )


_AGAIN: Final = "it failed the last time"


def _planned(job: Job, entry: Entry | None) -> tuple[Planned, Outcome | None]:
    """A job with its digests and the reason to do it, empty where there is none; its outcome if it cannot be begun."""
    try:
        input, configuration = inputs(job.target())
    except RubricatorError as error:
        return Planned(job, "", "", _why(job, entry, "", "")), failed(job, error.findings)
    return Planned(job, input, configuration, _why(job, entry, input, configuration)), None


def _why(job: Job, entry: Entry | None, input: str, configuration: str) -> str:
    if entry is None:
        return "it is new"
    if entry.state == FAILED:
        return _AGAIN
    if not entry.holds(input, configuration, job.version):
        changed = {
            "its text, authority or decisions": entry.input != input,
            "its configuration": entry.configuration != configuration,
            "the program": entry.version != job.version,
        }
        return f"changed: {', '.join(what for what, differs in changed.items() if differs)}"
    tei = Path(job.wishes.out) / job.id / f"{job.id}.xml"
    return "" if entry.state == SKIPPED or tei.is_file() else "its TEI is not here"


def run(todo: Plan, manifest: Manifest, runner: Runner, tell: Callable[[Job, Outcome], None]) -> None:
    """Do what is planned, record each outcome as it comes, and tell it."""
    before = manifest.entries()
    manifest.forget(todo.gone)
    planned = {one.job.id: one for one in (*todo.todo, *(one for one, _ in todo.faulty))}
    for job, outcome in _outcomes(todo, runner):
        one = planned[job.id]
        manifest.save(job, one.input, one.configuration, outcome, before.get(job.id))
        tell(job, outcome)


def _outcomes(todo: Plan, runner: Runner) -> Iterator[tuple[Job, Outcome]]:
    yield from ((one.job, outcome) for one, outcome in todo.faulty)
    if todo.todo:
        yield from runner([one.job for one in todo.todo])


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder of a corpus for one run at a time. Raises RubricatorError (co-running) where another has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise fail("out-unwritable", folder, reason=error.strerror or str(error)) from None
    with lock:
        _seize(lock, folder)
        yield


def _seize(lock: IO[str], folder: Path) -> None:
    with suppress(ImportError):  # a system without such locks
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise fail("co-running", folder) from None
