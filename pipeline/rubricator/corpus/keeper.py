"""Holds a text to its limits: it is done in a process of its own, which is ended when it hangs or eats the memory."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from rubricator.corpus.job import Job, Outcome, failed, outcome_from
from rubricator.model.messages import Finding, fail

_LOOK: Final = 0.1
"""Seconds between two looks at the memory of a worker."""
_TRIES: Final = 3
"""How often a text is begun whose worker is killed from outside."""
_TIRED: Final = 0.5
"""Share of the memory limit from which on a worker is replaced after a text."""
_MB: Final = 1 << 20
_WORKER: Final = (sys.executable, "-m", "rubricator.corpus.work")


class Keeper:
    """A worker process that lives from text to text, and is replaced when it dies or is ended."""

    def __init__(self, command: Sequence[str] = _WORKER) -> None:
        self._command = command
        self._worker: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def do(self, job: Job) -> Outcome:
        """What comes of a text; a failure where it breaks a limit, or its worker is killed again and again."""
        for _ in range(_TRIES):
            outcome = self._try(job)
            if outcome is not None:
                return outcome
        return failed(job, [Finding("co-died", job.place, values={"times": _TRIES})])

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.wait()
            for stream in (self._worker.stdin, self._worker.stdout):
                if stream:
                    stream.close()
            self._worker = None

    def _try(self, job: Job) -> Outcome | None:
        """The outcome, or None where the worker died over it."""
        started, peak = time.monotonic(), 0.0
        try:
            worker = self._send(job)
        except OSError:
            self.close()
            return None
        while True:
            answer: str | None = ""
            with suppress(queue.Empty):
                answer = self._answers.get(timeout=_LOOK)
            megabytes, seconds = _megabytes(worker.pid), time.monotonic() - started
            peak = max(peak, megabytes)
            if answer:
                return self._finished(job, answer, peak)
            if answer is None:
                self.close()
                return None
            if over := self._over(job, seconds, megabytes):
                self.close()
                return failed(job, [over], seconds, peak)

    def _send(self, job: Job) -> subprocess.Popen[str]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker, self._answers = _start(self._command)
        stream = self._worker.stdin
        assert stream is not None
        stream.write(json.dumps(job.as_dict()) + "\n")
        stream.flush()
        return self._worker

    def _finished(self, job: Job, answer: str, peak: float) -> Outcome:
        record: dict[str, Any] = json.loads(answer)
        if peak > _TIRED * job.wishes.megabytes:
            self.close()
        return outcome_from({**record, "megabytes": round(peak, 1), "seconds": round(record["seconds"], 3)})

    def _over(self, job: Job, seconds: float, megabytes: float) -> Finding | None:
        if seconds > job.wishes.seconds:
            return Finding("co-time", job.place, values={"limit": f"{job.wishes.seconds:g}"})
        if megabytes > job.wishes.megabytes:
            return Finding("co-memory", job.place, values={"limit": f"{job.wishes.megabytes:.0f}"})
        return None


def _start(command: Sequence[str]) -> tuple[subprocess.Popen[str], queue.SimpleQueue[str | None]]:
    """A worker, and the queue of its answers, which a thread fills; None comes when it has died."""
    debugging = bool(os.environ.get("RUBRICATOR_DEBUG"))
    worker = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if debugging else subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(worker, answers), daemon=True).start()
    return worker, answers


def _listen(worker: subprocess.Popen[str], answers: queue.SimpleQueue[str | None]) -> None:
    assert worker.stdout is not None
    with suppress(ValueError):  # closed by the keeper
        for line in worker.stdout:
            if line.endswith("\n"):
                answers.put(line)
    answers.put(None)


def _megabytes(process: int) -> float:
    """Memory that a process holds; 0 where it has ended."""
    try:
        import psutil
    except ImportError as error:
        raise fail("pu-tool", tool="psutil", package="psutil") from error
    try:
        return float(psutil.Process(process).memory_info().rss) / _MB
    except psutil.Error:
        return 0.0


_OWN: Final = threading.local()


def do(record: dict[str, Any]) -> dict[str, Any]:
    """A job done by the keeper of this thread, for a worker of a cluster; both as they travel."""
    from rubricator.corpus.job import job_from

    keeper = getattr(_OWN, "keeper", None)
    if keeper is None:
        keeper = _OWN.keeper = Keeper()
    outcome: Outcome = keeper.do(job_from(record))
    return outcome.as_dict()
