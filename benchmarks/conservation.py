"""Conservation of words over the built-in editions: what each output lost, what was left out, what the check costs.

Usage: conservation.py [--write docs/reliability.md] [TEI ...]. Further TEI files may be named; the command writes the
table, and only the table, between the marks of the page.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from rubricator.model.messages import RubricatorError
from rubricator.publish import publish

ROOT = Path(__file__).parent.parent
FORMATS = ("html", "epub", "pdf", "txt", "md")
START, END = "<!-- figures -->", "<!-- end of figures -->"


def main(arguments: list[str]) -> int:
    """Publish, print or write the table; exit 1 where a word was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tei", nargs="*", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args(arguments)
    built_in = sorted(path for path in ROOT.glob("xml/editions/*/*.xml") if path.stem == path.parent.name)
    rows = [row(path) for path in [*built_in, *options.tei]]
    table = "\n".join(
        (
            f"| text | words | left out by rule | {' | '.join(form.upper() for form in FORMATS)} |",
            "| --- | ---: | --- |" + " ---: |" * len(FORMATS),
            *(f"| {' | '.join(cells)} |" for cells, _ in rows),
        )
    )
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, rest = page.split(START)
        options.write.write_text(f"{before}{START}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    else:
        print(table)
    return int(any(lost for _, lost in rows))


def row(tei: Path) -> tuple[list[str], int]:
    """The cells of a text, and how many words its outputs lost together."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        try:
            publish(tei, Path(folder), formats=FORMATS)
        except RubricatorError as error:
            print(error, file=sys.stderr)
        print(f"{tei.stem}: {time.process_time() - started:.1f} s", file=sys.stderr)
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    left_out = ", ".join(f"{one['rule']} {one['words']}" for one in report["left out"]) or "nothing"
    lost = [report["outputs"][form]["lost"] for form in FORMATS]
    return [tei.stem, str(report["words"]), left_out, *map(str, lost)], sum(lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
