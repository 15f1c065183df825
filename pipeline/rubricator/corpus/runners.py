"""Who does the work: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import islice
from typing import Any, Final

from rubricator.corpus import keeper
from rubricator.corpus.job import Job, Outcome, failed, outcome_from
from rubricator.model.messages import Finding, fail

Runner = Callable[[Sequence[Job]], Iterator[tuple[Job, Outcome]]]
"""Does jobs in its own order, and yields each with its outcome as it comes."""

_AHEAD: Final = 1000
"""Texts that a scheduler holds at a time."""
_PATIENCE: Final = 60.0
"""Seconds for a scheduler to come back."""


# ---------------------------------------------------------------- this machine
@contextmanager
def local(workers: int) -> Iterator[Runner]:
    """Processes of this machine, each under a keeper."""
    keepers = [keeper.Keeper() for _ in range(workers)]
    free = list(keepers)

    def one(job: Job) -> Outcome:
        mine = free.pop()
        try:
            return mine.do(job)
        finally:
            free.append(mine)

    def run(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        with ThreadPoolExecutor(workers) as pool:
            try:
                yield from _as_they_come(iter(jobs), 2 * workers, lambda job: pool.submit(one, job))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                _close(keepers)
                raise

    try:
        yield run
    finally:
        _close(keepers)


def _close(keepers: Sequence[keeper.Keeper]) -> None:
    for one in keepers:
        one.close()


def _as_they_come(
    jobs: Iterator[Job], ahead: int, submit: Callable[[Job], Future[Outcome]]
) -> Iterator[tuple[Job, Outcome]]:
    running = {submit(job): job for job in islice(jobs, ahead)}
    while running:
        ready, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ready:
            yield running.pop(future), future.result()
            running |= {submit(job): job for job in islice(jobs, 1)}


# ---------------------------------------------------------------- a cluster
class SchedulerLostError(Exception):
    """The scheduler went away while it held work."""


@contextmanager
def cluster(address: str, kind: str, workers: int, say: Callable[[str], None]) -> Iterator[Runner]:
    """The workers of a scheduler at an address, or of a cluster of some `kind`, a class by its dotted name.

    The settings of such a cluster are those of the Dask configuration. Raises RubricatorError where the scheduler
    cannot be reached, or does not come back within a minute.
    """
    client = _client(address, kind, workers)
    say(f"{_count(client)} workers; their dashboard: {client.dashboard_link}")
    clients = [client]

    def run(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        left = {job.id: job for job in jobs}
        while left:
            try:
                for job, outcome in _on_cluster(clients[-1], list(left.values())):
                    del left[job.id]
                    yield job, outcome
            except SchedulerLostError as error:
                if not address:
                    raise _lost(kind, error) from None
                say(f"the scheduler is gone; waiting for one at {address}")
                clients.append(_again(address, error))

    try:
        yield run
    finally:
        for one in clients:
            with suppress(Exception):
                one.close(timeout=1)


def _client(address: str, kind: str, workers: int) -> Any:
    try:
        dask, distributed = import_module("dask"), _distributed()
    except ImportError as error:
        raise fail("pu-tool", tool="dask.distributed", package="'rubricator[corpus]'") from error
    if not kind:
        try:
            return distributed.Client(address, timeout=_connecting(dask))
        except (OSError, ValueError) as error:
            raise _lost(address, error) from None
    module, _, name = kind.rpartition(".")
    try:
        made = getattr(import_module(module or "distributed"), name)(**dask.config.get("rubricator.cluster", {}))
    except (ImportError, AttributeError) as error:
        raise fail("co-cluster", kind, reason=error) from None
    if workers:
        made.scale(workers)
    return distributed.Client(made)


def _distributed() -> Any:
    """The library, which is loaded for a cluster only."""
    return import_module("distributed")


def _connecting(dask: Any) -> float:
    """Seconds within which a scheduler has to answer; the Dask configuration says how many."""
    return float(dask.utils.parse_timedelta(dask.config.get("distributed.comm.timeouts.connect", "30s")))


def _count(client: Any) -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _lost(address: str, error: BaseException) -> Exception:
    return fail("co-scheduler", address, reason=str(error).split("\n")[0] or type(error).__name__)


def _again(address: str, lost: BaseException) -> Any:
    """A client of a scheduler that came back. Raises RubricatorError where none does."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            return _distributed().Client(address, timeout=5)
        time.sleep(1)
    raise _lost(address, lost)


def _on_cluster(client: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Outcomes as workers report them; raises SchedulerLostError where the scheduler goes away."""
    rest = iter(jobs)
    running: dict[str, Job] = {}

    def submit(count: int) -> list[Any]:
        some = list(islice(rest, count))
        futures = [client.submit(keeper.do, job.as_dict(), pure=False) for job in some]
        running.update((future.key, job) for future, job in zip(futures, some, strict=True))
        return futures

    done = _distributed().as_completed(submit(_AHEAD))
    for future in done:
        yield _outcome(future, running.pop(future.key), client)
        for more in submit(1):
            done.add(more)


def _outcome(future: Any, job: Job, client: Any) -> tuple[Job, Outcome]:
    if future.status == "finished":
        with suppress(OSError):
            return job, outcome_from(future.result())
    if future.cancelled() or future.status != "error" or client.status != "running":
        raise SchedulerLostError(f"the work was lost ({future.status})")
    error = future.exception()
    if isinstance(error, _distributed().KilledWorker):
        return job, failed(job, [Finding("co-died", job.place, values={"times": "several"})])
    words = f"{type(error).__name__}: {error}"
    return job, failed(job, [Finding("co-bug", job.place, values={"words": words})])
