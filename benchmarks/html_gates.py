"""Gates on built HTML: clean in the Nu Html Checker, no violation in axe-core, no word over the edge at any width.

Usage: html_gates.py BUILD. With EVAL, the longest novel and the longest play of the development data are built and
looked at too. Pages are served to the checker from this machine, since it takes the policy of a file for one of
nobody's. What is missing (java, node, chromium, npm packages) is skipped with one line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

BROWSER = Path(__file__).parent.parent / "tests/browser"
CHECKER = BROWSER / "node_modules/vnu-jar/build/dist/vnu.jar"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WATCHED = ("index", "persons", "exchanges")
"""Pages of a site that are looked at in the browser, beside its longest chapter and the sources of that."""


def main(build: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        faults = 0
        for root in (build, *_developed(Path(folder))):
            pages = sorted(root.glob("*/html/*.html"))
            watched = list(_watched(pages))
            faults += _valid(root, pages) + _looked_at("axe.mjs", watched, "violations")
            faults += _looked_at("widths.mjs", watched, "places over the edge")
    return int(faults > 0)


def _developed(folder: Path) -> Iterator[Path]:
    """A folder with the longest novel and the longest play, built."""
    data = os.environ.get("EVAL")
    if not data:
        print("skipped: a novel and a play (need EVAL)")
        return
    for task in ("quotes", "drama"):
        texts = sorted(Path(data).glob(f"dev/{task}/*/source.txt"), key=lambda path: path.stat().st_size)
        tei = folder / texts[-1].parent.name / f"{task}.xml"
        tei.parent.mkdir()
        rubricator = (sys.executable, "-m", "rubricator")
        subprocess.run([*rubricator, "encode", texts[-1], "-q", "-o", tei], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([*rubricator, "publish", tei, "--to", "html"], check=True, stdout=subprocess.DEVNULL)
    yield folder


def _watched(pages: Sequence[Path]) -> Iterator[Path]:
    for folder in sorted({page.parent for page in pages}):
        own = [page for page in pages if page.parent == folder]
        chapters = [page for page in own if page.name.startswith("text-")]
        longest = max(chapters, key=lambda page: page.stat().st_size, default=None)
        names = {f"{name}.html" for name in WATCHED}
        names |= {longest.name, longest.name.replace("text", "tei")} if longest else set()
        yield from (page for page in own if page.name in names)


# --- the Nu Html Checker


def _valid(root: Path, pages: Sequence[Path]) -> int:
    if not shutil.which("java") or not CHECKER.is_file():
        print("skipped: the Nu Html Checker (needs java, and npm install in tests/browser)")
        return 0
    java = [
        "java",
        "-Xss4m",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",
        "-jar",
        str(CHECKER),
        "--format",
        "json",
    ]
    with _served(root) as address:
        targets = [f"{address}/{page.relative_to(root).as_posix()}" for page in pages]
        done = subprocess.run([*java, *targets], capture_output=True, text=True, check=False)
    sheets = sorted(root.glob("*/html/*.css"))
    if sheets:
        more = subprocess.run([*java, "--css", *map(str, sheets)], capture_output=True, text=True, check=False)
    reports = [done.stderr, *([more.stderr] if sheets else [])]
    messages = [message for report in reports for message in json.loads(report)["messages"]]
    for message in messages:
        print(f"{message['url']}:{message.get('lastLine', 0)}: {message['type']}: {message['message']}")
    print(f"{len(pages)} pages checked, {len(messages)} messages")
    return len(messages)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Address at which this machine, and no other, reads the files of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return None


# --- axe-core, and widths from telephones to desks


def _looked_at(script: str, pages: Sequence[Path], faults: str) -> int:
    if not shutil.which("node") or not CHROMIUM or not (BROWSER / "node_modules/axe-core").is_dir():
        print(f"skipped: {script} (needs node, chromium, and npm install in tests/browser)")
        return 0
    environment = {**os.environ, "CHROMIUM": CHROMIUM}
    command = ["node", str(BROWSER / script), *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    print(done.stdout + done.stderr, end="")
    print(f"{len(pages)} pages looked at, {len(done.stdout.splitlines())} {faults}")
    return done.returncode + len(done.stdout.splitlines())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
