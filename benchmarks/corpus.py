"""A corpus of generated texts: one worker against two, and what a larger cluster would make of the measured times.

corpus.py [--texts N] [--to FORMATS] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SYLLABLES = "ba den fer gol har lin mar nor pel quay ros sel tor ven wick yar".split()
WORDS = (
    "the a of and to in that was he she it with as for had but not at on by this from they were which one there all "
    "so when out up would into no been more old house sea door hand night water road light stone boat wind long white "
    "came went saw took gave found stood turned looked knew thought left made heard kept held lost told asked"
).split()
BOOKS = 70_000
"""Texts of the library that the figures are drawn out to, about those of Project Gutenberg."""
BOOK = 400_000
"""Characters of an average book there."""


def name(rng: random.Random) -> str:
    """An invented name of two words."""
    return " ".join("".join(rng.choices(SYLLABLES, k=2)).capitalize() for _ in range(2))


def sentence(rng: random.Random, cast: Sequence[str]) -> str:
    """A sentence, some with a speech and a name."""
    words = " ".join(rng.choices(WORDS, k=rng.randint(6, 18)))
    if rng.random() < 0.3:
        return f"“{words.capitalize()},” said {rng.choice(cast)}."
    return f"{words.capitalize()}."


def tale(seed: int, size: int) -> str:
    """A text with a title, an author and chapters; the same for the same seed."""
    rng = random.Random(seed)
    cast = [name(rng) for _ in range(8)]
    parts = [f"THE {rng.choice(WORDS).upper()} OF {name(rng).upper()}\n\nby {name(rng)}\n"]
    length, chapter = 0, 0
    while length < size:
        if not chapter or rng.random() < 0.05:
            chapter += 1
            parts.append(f"\nCHAPTER {chapter}\n")
        parts.append(" ".join(sentence(rng, cast) for _ in range(rng.randint(2, 7))) + "\n")
        length += len(parts[-1])
    return "\n".join(parts)


def generate(folder: Path, count: int) -> int:
    """Write so many texts, of sizes spread as those of books are, each far shorter; bytes of all."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(count)
    total = 0
    for number in range(count):
        path = folder / f"tale-{number:05}.txt"
        path.write_text(tale(number, int(min(400_000, rng.lognormvariate(9.0, 0.9)))), encoding="utf-8")
        total += path.stat().st_size
    return total


def measured(source: Path, out: Path, workers: int, formats: str) -> tuple[float, float, list[float]]:
    """Seconds of a run by the clock, CPU seconds, and the seconds of each text."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "rubricator", "corpus", str(source), "-o", str(out), "--to", formats]
    subprocess.run([*command, "--workers", str(workers), "-q"], check=True)
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    rows = sqlite3.connect(out / "manifest.sqlite").execute("select seconds from texts where state = 'done'").fetchall()
    return wall, cpu, [seconds for (seconds,) in rows]


def replayed(times: Sequence[float], workers: int, handling: float = 0.0) -> float:
    """Seconds until all is done where each free worker takes the longest text left; `handling` is lost on each."""
    free = [0.0] * workers
    for seconds in sorted(times, reverse=True):
        heapq.heappush(free, heapq.heappop(free) + seconds + handling)
    return max(free)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--to", default="tei")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name_:
        folder = given.keep or Path(name_)
        total = generate(folder / "texts", given.texts)
        print(f"{given.texts} texts, {total / 1e6:.1f} MB, to {given.to}")
        runs = {}
        for workers in (1, 2):
            runs[workers] = measured(folder / "texts", folder / f"out-{workers}", workers, given.to)
            wall, cpu, times = runs[workers]
            print(f"{workers} worker(s): {wall:.1f} s by the clock, {cpu:.1f} s CPU, {sum(times):.1f} s in the texts")
        print(f"1 against 2 workers: {runs[1][0] / runs[2][0]:.2f} times")
        wall, _, _ = measured(folder / "texts", folder / "out-2", 2, given.to)
        print(f"the same again, nothing to do: {wall:.2f} s")
        times = runs[1][2]
        for workers in (2, 4, 8, 16, 64):
            makespan = replayed(times, workers, 0.005)
            print(f"replayed on {workers:2} workers: {makespan:7.1f} s, {sum(times) / makespan:5.2f} times one")
        rate = sum(times) / (total / 1e6)
        books = [rate * BOOK / 1e6 * factor for factor in random.Random(1).choices(_spread(times), k=BOOKS)]
        for workers in (2, 8, 16, 64):
            hours = replayed(books, workers, 0.005) / 3600
            print(f"{BOOKS} books of {BOOK} characters on {workers:2} workers: {hours:6.1f} h")
        print(json.dumps({"seconds_a_megabyte": round(rate, 2)}))


def _spread(times: Sequence[float]) -> list[float]:
    """How much longer or shorter than the mean each text took."""
    mean = sum(times) / len(times)
    return [seconds / mean for seconds in times]


if __name__ == "__main__":
    main()
