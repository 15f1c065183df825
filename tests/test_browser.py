"""The HTML in a browser: a scripted reader, and axe-core; both need node, chromium and two npm packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rubricator.publish import publish

SCRIPTS = Path(__file__).parent / "browser"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def _missing() -> str:
    """What the browser tests lack; empty where nothing is missing."""
    if not CHROMIUM or shutil.which("node") is None:
        return "browser tests need node and chromium"
    asked = "require.resolve('playwright-core'); require.resolve('axe-core')"
    found = subprocess.run(["node", "-e", asked], cwd=SCRIPTS, capture_output=True, check=False)
    return "" if found.returncode == 0 else "browser tests need `npm install` in tests/browser"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HTML of the document that has everything."""
    path, _ = publish(SCRIPTS.parent / "xslt/everything.xml", tmp_path_factory.mktemp("browser"), formats=("html",))
    return path


def _in_turn() -> None:
    """Give a browser its turns like any program: under a real-time scheduler it stores nothing."""
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def run(script: str, *arguments: object) -> list[dict[str, Any]]:
    """What a script of tests/browser prints about a page, one object a line."""
    environment = {**os.environ, "CHROMIUM": CHROMIUM}
    done = subprocess.run(
        ["node", str(SCRIPTS / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=180,
        preexec_fn=_in_turn,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_reader_finds_the_way(page: Path) -> None:
    (seen,) = run("reader.mjs", page)
    assert seen.pop("cited").endswith("#par.1")
    assert seen == {
        "note": "doc-footnote", "returned": True, "level": True,
        "focused": "sought", "counted": "1 result", "marked": True, "entry": True, "closed": True,
        "nothing": "Nothing found", "back": "search", "occurrence": True, "name": "#ix.c.mabel",
        "corrected": True, "printed": True, "pressed": "true", "announced": True,
        "larger": True, "remembered": "sepia", "current": 1, "complaints": [],
        "contexts": ["Ned"], "folded": True, "voiced": True, "key": True, "source": True, "home": True,
        "stops": 0, "marked_passages": True, "formats": {"bibtex": True, "ris": True, "csl": True},
        "drawer": True, "back_at": "contents", "bar": True,
        "plain": True, "beside": True, "sealed": True, "unsealed": True, "resealed": True, "inline": True,
    }  # fmt: skip


def test_axe_finds_no_violation(page: Path) -> None:
    assert run("axe.mjs", "--everywhere", page) == []


LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"
LONG_INPUTS = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>{LONG_WORD * 2}</title></titleStmt></fileDesc></teiHeader><text><body>
<div type="chapter"><head>CHAPTER {LONG_WORD.upper()}</head>
<p>See https://example.org/{"a/very/long/address/" * 8} and <hi>{LONG_WORD * 2}</hi>.</p>
<ab type="preformatted">+{"-" * 120}+</ab>
<table><row role="label">{"<cell>Manufactured Commodities</cell>" * 9}</row><row>{"<cell>1,234,567,890</cell>" * 9}</row></table>
<list><item><label>{LONG_WORD}</label> a word</item></list>
<lg><l rend="indent(12)">A line that begins so far to the right that hardly anything is left of the page</l>
<l>{LONG_WORD * 2}</l></lg></div>
<div type="scene"><head>SCENE I. A street of unmanageable length.</head>
<sp><speaker>{LONG_WORD.upper()}.</speaker><l part="I">The first half of a shared line is long enough</l></sp>
<sp><speaker>NED.</speaker><l part="F">and then the second half is longer than any page</l></sp>
<sp><speaker>MABEL.</speaker><l part="I">The first half of a shared line again</l></sp>
<sp><speaker>NED.</speaker><l part="F">{LONG_WORD}</l></sp></div></body></text></TEI>"""


def test_no_word_stands_over_the_edge(page: Path, tmp_path: Path) -> None:
    tei = tmp_path / "long.xml"
    tei.write_text(LONG_INPUTS, encoding="utf-8")
    long, _ = publish(tei, tmp_path, formats=("html",))
    assert run("widths.mjs", page, long) == []
    assert run("axe.mjs", long) == []


def test_long_inputs_have_room_in_print(tmp_path: Path) -> None:
    tei = tmp_path / "long.xml"
    tei.write_text(LONG_INPUTS, encoding="utf-8")
    publish(tei, tmp_path, formats=("pdf",))
