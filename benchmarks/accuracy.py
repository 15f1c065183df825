"""Score the development data under EVAL and write docs/accuracy.md, or hold the figures against floors.

    accuracy.py [--write FILE] [--floors FILE] [--only TASK] [--raise FILE]
    accuracy.py --encode SOURCE OUT [--bare]     (what the scorer runs on one document)

The task ``quotes-bare`` is ``quotes`` without the list of characters.

The scorer is EVAL/score.py; what it does not judge is judged in `unscored.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import unscored

from rubricator.model import source as sources

ROOT = Path(__file__).resolve().parent.parent
TASKS = (
    "structure", "drama", "year-one", "ner", "ner_hipe", "quotes", "quotes-bare", "dates", "roundtrip",
    "structure-de", "structure-fr", "drama-de", "drama-fr", "speech-de", "speech-fr", "ner-de", "ner-fr", "dates-de",
)  # fmt: skip
BARE = "-bare"
CHAPTER = ROOT / "xml/editions/year-one-5"
SEXES = {"M": "M", "F": "F"}


def encode(source: Path, out: Path, bare: bool = False) -> None:
    """Encode one document of the corpora with what its folder gives: characters (unless `bare`), an edition."""
    from rubricator import build
    from rubricator.model import edition
    from rubricator.model.document import to_jsonl

    text = sources.read(source)
    found = edition.load(CHAPTER) if "year-one" in source.parts else edition.Edition()
    characters = source.parent / "characters.json"
    with tempfile.TemporaryDirectory() as folder:
        extra = [_authority(characters, Path(folder))] if characters.is_file() and not bare else []
        encoded = build.encode(text, found, extra)
    out.write_text(encoded.tei, encoding="utf-8")
    out.with_suffix(".jsonl").write_text(to_jsonl(encoded.document), encoding="utf-8")


def _authority(characters: Path, folder: Path) -> Path:
    """The characters of a novel as an authority file."""
    people = "".join(_person(one) for one in json.loads(characters.read_text(encoding="utf-8")))
    path = folder / "characters.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Characters</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        f"<standOff><listPerson>{people}</listPerson></standOff></TEI>",
        encoding="utf-8",
    )
    return path


def _person(character: dict[str, Any]) -> str:
    names = [name for name in character["aliases"] if name != character["name"]]
    variants = "".join(f'<persName type="variant">{escape(name)}</persName>' for name in names)
    sex = f'<sex value="{character["gender"]}"/>' if character.get("gender") in SEXES else ""
    key = quoteattr("c." + character["id"])
    return f"<person xml:id={key}><persName>{escape(character['name'])}</persName>{variants}{sex}</person>"


def score(task: str, evaluation: Path, jobs: int, only: str = "", keep: Path | None = None) -> dict[str, Any]:
    """The scorer's report on one task."""
    folder = task.removesuffix(BARE)
    command = f"{sys.executable} {Path(__file__)} --encode {{source}} {{out}}" + (" --bare" if folder != task else "")
    call = [sys.executable, str(evaluation / "score.py"), "--corpus", str(evaluation / "dev" / folder)]
    call += ["--command", command, "--json", "--jobs", str(jobs)]
    call += ["--only", only] if only else []
    call += ["--keep", str(keep)] if keep else []
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the scorer failed on {task}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def judged(report: dict[str, Any], keep: Path) -> dict[str, tuple[int, int]]:
    """What the scorer leaves out, summed over the documents whose gold has it."""
    tally: dict[str, tuple[int, int]] = {}
    for one in report["docs"]:
        folder = Path(one["doc"])
        ours = keep / (re.sub(r"[^A-Za-z0-9.-]+", "_", "/".join(folder.parts[-3:])) + ".jsonl")
        if ours.is_file() and {"quotes", "ner", "year-one"} & set(folder.parts):
            spoken = unscored.speakers(folder / "gold.jsonl", ours)
            for name, (right, total) in spoken.items():
                before = tally.get(name, (0, 0))
                tally[name] = (before[0] + right, before[1] + total)
        if ours.is_file() and {"year-one", "structure", "quotes"} & set(folder.parts):
            text = sources.read(folder / "source.txt").text
            known = unscored.judge(folder / "gold.jsonl", ours, text) if "year-one" in folder.parts else {}
            for name, (right, total) in (known or unscored.clean(ours, text)).items():
                before = tally.get(name, (0, 0))
                tally[name] = (before[0] + right, before[1] + total)
    return tally


def _unscored(tally: dict[str, tuple[int, int]]) -> Iterator[str]:
    if tally:
        yield "\n| what the scorer does not judge | right | of | share |\n|---|---|---|---|"
    for name, (right, total) in tally.items():
        yield f"| {name} | {right} | {total} | {right / total:.3f} |"


def failures(report: dict[str, Any]) -> list[str]:
    """The documents that failed, each with the scorer's word on it."""
    return [f"FAILED {one['doc']}: {one['error']}" for one in report["docs"] if one["error"]]


def figures(task: str, report: dict[str, Any]) -> dict[str, float]:
    """Flat figures ``task.layer.measure`` of one report."""
    found: dict[str, float] = {}
    for info in report["tasks"].values():
        found[f"{task}.fidelity.min"] = info["text_fidelity_min"]
        found[f"{task}.failures"] = -info["failures"]
        for layer, row in info["layers"].items():
            if row["gold"]:
                found[f"{task}.{layer}.exact"] = row["exact_f1"]
                found[f"{task}.{layer}.overlap"] = row["overlap_f1"]
            for name, (right, total) in row["attr"].items():
                if total and "[" not in name:
                    found[f"{task}.{layer}.@{name}"] = right / total
    return found


def table(task: str, report: dict[str, Any]) -> Iterator[str]:
    """The report as Markdown."""
    for info in report["tasks"].values():
        yield f"\n## {task}\n"
        yield (
            f"{info['docs']} documents, {info['failures']} failures; text fidelity "
            f"{info['text_fidelity']:.4f} (least {info['text_fidelity_min']:.4f}).\n"
        )
        if info["layers"]:
            yield "| layer | gold | ours | exact P | R | F1 | overlap P | R | F1 | attributes |"
            yield "|---|---|---|---|---|---|---|---|---|---|"
        for layer, row in info["layers"].items():
            cells = [f"{row[f'{kind}_{part}']:.3f}" for kind in ("exact", "overlap") for part in ("p", "r", "f1")]
            attributes = ", ".join(
                f"{name} {right / total:.3f} ({right}/{total})"
                for name, (right, total) in row["attr"].items()
                if total and "[" not in name
            )
            yield f"| {layer} | {row['gold']} | {row['sys']} | {' | '.join(cells)} | {attributes} |"


_CEILINGS: Final = {"words changed in clean texts": 1 / 20_000}
"""Shares that may not grow beyond this, in any task."""


def beyond(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Figures under their floor or over their ceiling, of the tasks that were run."""
    run = {name.partition(".")[0] for name in found}
    low = [
        f"{name}: {found.get(name, 0):.4f} is below its floor {floor:.4f}"
        for name, floor in floors.items()
        if name.partition(".")[0] in run and found.get(name, 0) < floor
    ]
    limits = ((name, value, _CEILINGS.get(name.partition(".")[2], 1.0)) for name, value in found.items())
    return low + [
        f"{name}: {value:.6f} is above its ceiling {limit:.6f}" for name, value, limit in limits if value > limit
    ]


def main() -> int:
    """Parse arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encode", nargs=2, metavar=("SOURCE", "OUT"))
    parser.add_argument("--bare", action="store_true", help="with --encode: no list of characters")
    parser.add_argument("--write", type=Path, help="Markdown page to write")
    parser.add_argument("--floors", type=Path, help="JSON of figures that must be reached")
    parser.add_argument("--raise", dest="raised", type=Path, help="raise the floors in this file to the figures")
    parser.add_argument("--only", default="", help="a task, or task:REGEX for some of its documents")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    if args.encode:
        encode(Path(args.encode[0]), Path(args.encode[1]), args.bare)
        return 0
    if not os.environ.get("EVAL"):
        print("skipped: accuracy (EVAL is not set)")
        return 0
    return run(args, Path(os.environ["EVAL"]).resolve())


def run(args: argparse.Namespace, evaluation: Path) -> int:
    """Score every task, then write, hold or raise."""
    only, _, documents = args.only.partition(":")
    found: dict[str, float] = {}
    lines = [_HEAD]
    for task in [only] if only else TASKS:
        with tempfile.TemporaryDirectory() as keep:
            report = score(task, evaluation, args.jobs, documents, Path(keep))
            more = judged(report, Path(keep))
        found |= figures(task, report) | {f"{task}.{name}": right / total for name, (right, total) in more.items()}
        page = [*table(task, report), *_unscored(more)]
        lines += page
        print("\n".join([*page, *failures(report)]), flush=True)
    if args.write:
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if args.raised:
        _raise(args.raised, found)
    if args.floors:
        missed = beyond(found, json.loads(args.floors.read_text(encoding="utf-8")))
        print("\n".join(missed) or "every floor is held")
        return int(bool(missed))
    return 0


_HEAD = """# Accuracy on the development data

Written by `make accuracy EVAL=DIR`; never by hand. Exact: same start and end. Overlap: at least half of the
gold span. Attributes are judged on overlapping spans. The corpora and their licences: see the evaluation kit.
"""


_NO_FLOOR = ("marked medium", "marked low")
"""The less certain half of a calibration: better attributions may lower it."""


def _raise(path: Path, found: dict[str, float]) -> None:
    """Raise each floor to the figure less one half of a hundredth; never lower one."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    fresh = {
        name: max(old.get(name, 0), round(value - 0.005, 3))
        for name, value in found.items()
        if value >= 0.3 and not name.endswith(_NO_FLOOR)
    }
    exact = {name: 1.0 for name, value in found.items() if name.endswith("fidelity.min") and value == 1}
    path.write_text(json.dumps(dict(sorted({**old, **fresh, **exact}.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
