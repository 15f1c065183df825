"""Hold what a reader can state about real texts against floors by kind, and write docs/facts.md.

    facts.py [--write FILE] [--floors FILE] [--raise FILE] [--publish]

REAL is the folder of the texts, their facts and ``check.py``, which judges; without it this is skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_PREFIX: Final = "facts."
_MARGIN: Final = 0.005
"""How far below a figure its floor is put."""


def judged(real: Path, *, publish: bool) -> dict[str, Any]:
    """The report of the judge: its files, its kinds, the weight passed of the whole."""
    program = Path(sys.executable).with_name("rubricator")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "facts.json"
        call = [sys.executable, str(real / "check.py"), "--program", str(program), "--json", str(report)]
        subprocess.run([*call, *(["--publish"] if publish else [])], check=False, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def figures(report: dict[str, Any]) -> dict[str, float]:
    """Shares of the weight that pass, by kind and in all."""
    shares = {f"{_PREFIX}{kind}": passed / weight for kind, (passed, weight) in kinds(report)}
    return shares | {f"{_PREFIX}all": report["passed"] / report["weight"]}


def kinds(report: dict[str, Any]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each kind with what passed and its weight."""
    for kind, one in sorted(report["kinds"].items()):
        yield kind, (one[0], one[1])


def unsound(report: dict[str, Any]) -> list[str]:
    """What may never be, whatever the floors: a text without TEI, an invalid one, one that does not come back."""
    return [
        f"{one['id']}: {what}"
        for one in report["files"]
        for what, wrong in (
            (one.get("error") or "", "error" in one),
            ("the TEI is not valid", one.get("validate") not in (0, None)),
            ("the source does not come back", one.get("restored") is False),
        )
        if wrong
    ]


def page(report: dict[str, Any]) -> str:
    """The report as a page of the documentation."""
    share = report["passed"] / report["weight"]
    lines = [
        "# Facts about real texts",
        "",
        "Written by `make facts REAL=DIR`; never by hand. A fact is something that a reader can state about a text of",
        "an archive, as it comes: a heading, the number of speeches, who speaks, where a note leads. Weights: 1 to 3.",
        "",
        f"In all {report['passed']} of {report['weight']} ({share:.1%}).",
        "",
        "| kind | passed | of | share |",
        "|---|---|---|---|",
    ]
    lines += [f"| {kind} | {passed} | {weight} | {passed / weight:.0%} |" for kind, (passed, weight) in kinds(report)]
    lines += ["", "| text | passed | of | share |", "|---|---|---|---|"]
    for one in report["files"]:
        if one.get("weight"):
            share = one["passed"] / one["weight"]
            lines.append(f"| {one['id']} | {one['passed']} | {one['weight']} | {share:.0%} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Parse arguments, judge, then write, hold or raise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="Markdown page to write")
    parser.add_argument("--floors", type=Path, help="JSON of figures that must be reached")
    parser.add_argument("--raise", dest="raised", type=Path, help="raise the floors in this file to the figures")
    parser.add_argument("--publish", action="store_true", help="make the outputs too, and look for lost words")
    args = parser.parse_args()
    if not os.environ.get("REAL"):
        print("skipped: facts about real texts (REAL is not set)")
        return 0
    report = judged(Path(os.environ["REAL"]).resolve(), publish=args.publish)
    found = figures(report)
    print("\n".join(f"{name}: {share:.3f}" for name, share in found.items()))
    if args.write:
        args.write.write_text(page(report), encoding="utf-8")
    if args.raised:
        floors = json.loads(args.raised.read_text(encoding="utf-8"))
        floors |= {name: max(floors.get(name, 0), round(share - _MARGIN, 3)) for name, share in found.items()}
        args.raised.write_text(
            json.dumps(floors, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if args.floors:
        floors = json.loads(args.floors.read_text(encoding="utf-8"))
        missed = [
            f"{name}: {found.get(name, 0):.4f} is below its floor {floor:.4f}"
            for name, floor in floors.items()
            if name.startswith(_PREFIX) and found.get(name, 0) < floor
        ]
        missed += unsound(report)
        print("\n".join(missed) or "every fact's floor is held, every TEI is valid, every source comes back")
        return int(bool(missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
