"""How fast the workbench opens and answers: an edition of a chapter's size, and a novel where EVAL has some.

review.py           prints, for each, the time to open, and of some acts the answer and until all that follows is known
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from rubricator.review.acts import key_of
from rubricator.review.bench import Bench
from rubricator.review.session import Session

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"chapter": (1.0, 0.2), "novel": (3.0, 0.5)}
"""Seconds in which the issue wants a text opened, and an act answered."""
ACTS = (("persName", "confirm"), ("persName", "drop"), ("said", "drop"), ("date", "drop"), ("p", "heading"))
TIMES = 5


def editions(folder: Path) -> Iterator[tuple[str, Path]]:
    """A chapter and a novel of a million characters."""
    yield "chapter", Path(shutil.copytree(ROOT / "xml/editions/san-stefano", folder / "chapter"))
    texts = sorted(Path(os.environ.get("EVAL", ".")).glob("dev/quotes/*/source.txt"))
    if texts:
        words = "\n\n".join(path.read_text(encoding="utf-8") for path in texts)[:1_000_000]
        home = folder / "novel"
        home.mkdir()
        (home / "source.txt").write_text(words, encoding="utf-8")
        (home / "edition.toml").write_text('[edition]\ntitle = "Novels"\nlanguage = "en"\ngenre = "novel"\n')
        yield "novel", home


def opened(folder: Path) -> tuple[Bench, float]:
    """The bench of an edition, and how long a page waits for its first part."""
    begun = time.perf_counter()
    bench = Bench(Session(folder, who="Ines Hall"))
    bench.edition()
    bench.part(0)
    return bench, time.perf_counter() - begun


def acted(bench: Bench, layer: str, act: str, number: int) -> tuple[float, float]:
    """Seconds until an act is answered with the part and the list, and until all that follows is known."""
    some = bench.session.state.document.in_layer(layer)
    one = some[(number + 1) * len(some) // (TIMES + 2)]
    begun = time.perf_counter()
    bench.act({"act": act, "keys": [key_of(one)]})
    bench.part(one.start)
    bench.listed({"state": "open", "around": str(one.start)})
    answered = time.perf_counter() - begun
    while bench.session.state.pending:
        time.sleep(0.005)
    return answered, time.perf_counter() - begun


def main() -> int:
    """Print the figures; exit 1 where a limit is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        for size, folder in editions(Path(name)):
            first, _ = opened(folder)
            del first
            bench, seconds = opened(folder)
            print(f"{size}: opens in {seconds:.2f} s (at most {LIMITS[size][0]})")
            missed += seconds > LIMITS[size][0]
            for layer, act in ACTS:
                if not bench.session.state.document.in_layer(layer):
                    continue
                figures = [acted(bench, layer, act, number) for number in range(TIMES)]
                answered, settled = (median(one[at] for one in figures) for at in (0, 1))
                print(f"  {act} {layer}: answered in {answered:.3f} s, all known in {settled:.3f} s")
                missed += answered > LIMITS[size][1]
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
