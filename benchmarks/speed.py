"""Speed of the pipeline as ratios against a peer run side by side, and whether cost is linear.

speed.py            needs nothing; with EVAL the novels of its development half, else an edition repeated;
                    with pandoc installed it is the peer; with REAL its texts, by the megabyte against novels.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"100 KB": 100_000, "1 MB": 1_000_000, "5 MB": 5_000_000}


def corpus() -> str:
    """Novels joined, or a built-in edition where there are none; at least 5 MB."""
    folder = Path(os.environ["EVAL"]) / "dev" / "quotes" if os.environ.get("EVAL") else None
    found = sorted(folder.glob("*/source.txt")) if folder else []
    texts = found or [ROOT / "xml/editions/the-voice-of-the-bar/source.txt"]
    text = "\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts)
    return text * (1 + 5_000_000 // len(text))


def timed(*commands: list[str], runs: int = 2) -> list[tuple[float, float]]:
    """CPU seconds (least of some runs) and peak memory so far in MB of commands, run in turn.

    Byte code is kept between runs, as it is where the program is installed.
    """
    setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    best, peak = [float("inf")] * len(commands), [0.0] * len(commands)
    for _ in range(runs):
        for at, command in enumerate(commands):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=setting)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best[at] = min(best[at], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            peak[at] = max(peak[at], after.ru_maxrss / 1024)
    return list(zip(best, peak, strict=True))


def main() -> int:
    """Print the figures; exit 1 where cost is far from linear."""
    text = corpus()
    costs: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, size in SIZES.items():
            source = folder / f"{size}.txt"
            source.write_text(text[:size], encoding="utf-8")
            ((costs[label], memory),) = timed(_encode(source))
            print(f"encode {label:>6}: {costs[label]:6.2f} s CPU, {memory:5.0f} MB at most so far")
        _peer(folder / "1000000.txt")
        _kinds(folder, costs["1 MB"])
        _outputs(folder / "1000000.xml")
    growth = costs["5 MB"] / costs["1 MB"]
    print(f"5 MB costs {growth:.2f} times 1 MB (linear: 5)")
    _build()
    return int(growth > 6.5)


def _encode(source: Path) -> list[str]:
    return [sys.executable, "-m", "rubricator", "encode", str(source), "-o", str(source.with_suffix(".xml")), "-q"]


def _peer(source: Path) -> None:
    """Ours and pandoc, turn by turn."""
    if not shutil.which("pandoc"):
        print("skipped: the peer (pandoc is not installed)")
        return
    (ours, _), (theirs, _) = timed(_encode(source), ["pandoc", "-f", "markdown", "-t", "tei", str(source)], runs=6)
    print(f"1 MB, turn by turn: ours {ours:.2f} s CPU, pandoc {theirs:.2f} s; ratio ours/pandoc {ours / theirs:.2f}")


def _kinds(folder: Path, novels: float) -> None:
    """Real texts of all kinds by the megabyte, against a megabyte of novels; starting is counted for neither."""
    texts = sorted((Path(os.environ["REAL"]) / "texts").glob("*.txt")) if os.environ.get("REAL") else []
    if not texts:
        print("skipped: kinds of text (REAL is not set)")
        return
    line = folder / "line.txt"
    line.write_text("One line.", encoding="utf-8")
    commands = [[*_encode(line)], *([*_encode(text)[:-3], "-o", str(folder / "kind.xml"), "-q"] for text in texts)]
    (start, _), *rest = timed(*commands, runs=1)
    ratios = [
        ((cost - start) / (text.stat().st_size / 1e6) / (novels - start), text.stem)
        for text, (cost, _) in zip(texts, rest, strict=True)
    ]
    told = ", ".join(f"{name} {ratio:.2f}" for ratio, name in sorted(ratios, reverse=True))
    print(f"by the megabyte, novels 1 ({start:.2f} s to start): {told}")


def _outputs(tei: Path) -> None:
    """A megabyte of novels, from TEI to what people read."""
    for form in ("txt", "epub", "html", "pdf"):
        command = [sys.executable, "-m", "rubricator", "publish", str(tei), "--to", form, "-o", str(tei.parent / form)]
        ((cost, memory),) = timed([*command, "-q"])
        print(f"1 MB to {form:>4}: {cost:6.2f} s CPU, {memory:5.0f} MB at most so far")


def _build() -> None:
    """The whole build of the longest edition whose text is at hand."""
    texts = os.environ.get("TEXTS")
    edition = ROOT / "xml/editions" / ("year-one-5" if texts else "san-stefano")
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "rubricator", "build", str(edition), "-o", out, "--force"]
        started = time.perf_counter()
        ((cost, memory),) = timed([*command, *(["--texts", texts] if texts else [])])
        wall = (time.perf_counter() - started) / 2
    print(f"build {edition.name}: {cost:.2f} s CPU ({wall:.2f} s elapsed), {memory:.0f} MB at most so far")


if __name__ == "__main__":
    sys.exit(main())
