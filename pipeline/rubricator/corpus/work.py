"""Does one text after another, for a keeper that holds it to its limits: jobs come in on standard input, as JSON lines.

Run as ``python -m rubricator.corpus.work``; ends with its keeper.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

from rubricator.corpus import search_index
from rubricator.corpus.facts import facts
from rubricator.corpus.job import DONE, SKIPPED, Job, Outcome, failed, job_from
from rubricator.model.messages import Finding, RubricatorError
from rubricator.upkeep import graph
from rubricator.upkeep.rebuild import rebuild

_LOOK: Final = 1.0
"""Seconds between two looks whether the keeper still lives."""


def do(job: Job) -> Outcome:
    """Build a text into its folder; what came of it. Never raises."""
    steps: list[str] = []
    started = time.perf_counter()
    try:
        if job.version and job.version != (own := graph.version()):
            return failed(job, [Finding("co-version", job.place, values={"own": own, "wanted": job.version})])
        out = Path(job.wishes.out)
        _sweep(out / job.id)
        target = job.target()
        built = rebuild(target, out, explain=steps.append)
        _count_words(out / job.id, steps)
        told = tuple(one.as_dict() for one in built.findings if one.severity != "note" or not target.text)
        state, known = (DONE, facts(out / job.id, target)) if target.text else (SKIPPED, {})
    except RubricatorError as error:
        return failed(job, error.findings, time.perf_counter() - started)
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        return failed(job, [Finding("co-bug", job.place, values={"words": words})], time.perf_counter() - started)
    steps = [step.removeprefix(f"{job.id}: ") for step in steps]
    return Outcome(job.id, state, time.perf_counter() - started, 0.0, told, tuple(steps), known)


def _sweep(folder: Path) -> None:
    """Remove what a worker that was killed left half-written, under its temporary name."""
    for path in folder.rglob(".*") if folder.is_dir() else ():
        if path.name != graph.RECORD and path.is_file():
            path.unlink(missing_ok=True)


def _count_words(folder: Path, steps: Iterable[str]) -> None:
    """The words of the text, for the search over the whole; where it was encoded, or they were never counted."""
    tei, path = folder / f"{folder.name}.xml", folder / search_index.WORDS
    if tei.is_file() and (not path.is_file() or any(": encode" in step for step in steps)):
        search_index.write_words(tei, path)


def serve(jobs: Iterable[str], out: IO[str]) -> None:
    """Answer each job, a line of JSON, with its outcome, another."""
    for line in jobs:
        outcome = do(job_from(json.loads(line)))
        print(json.dumps(outcome.as_dict(), ensure_ascii=True), file=out, flush=True)


def _die_with(keeper: int) -> None:
    while os.getppid() == keeper:
        time.sleep(_LOOK)
    os._exit(1)


def main() -> None:
    """Serve the keeper; whatever libraries print goes to standard error."""
    gc.set_threshold(2_000_000, 50, 50)
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    threading.Thread(target=_die_with, args=(os.getppid(),), daemon=True).start()
    serve(sys.stdin, out)


if __name__ == "__main__":
    main()
