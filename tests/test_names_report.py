"""The list of names for review, and the authority file made of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from rubricator.cli import main
from rubricator.model.authority import load

TALE = (
    "THE LAMPS\n\nby Ann Other\n\nCHAPTER I\n\n"
    "Mr. Tobias Wren lived in France. “Sit down,” said Wren. Captain Brown sat, and Tobias laughed.\n\n"
    "“Stay,” said Elizabeth Lind to Captain Brown; “they call me Lizzy.” And Lizzy came from Morrowby.\n"
)
TOML = '[edition]\ntitle = "The Lamps"\nauthor = "Ann Other"\ngenre = "novel"\n'
OPEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="c.brown-a"><persName><forename>Ada</forename> <surname>Brown</surname></persName></person>
<person xml:id="c.brown-b"><persName><forename>Bruno</forename> <surname>Brown</surname></persName></person>
</listPerson></standOff></TEI>"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["names", *(str(one) for one in arguments)])


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    folder = tmp_path / "lamps"
    folder.mkdir()
    (folder / "source.txt").write_text(TALE, encoding="utf-8")
    (folder / "edition.toml").write_text(TOML, encoding="utf-8")
    return folder


def records(folder: Path, *options: str) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(run(folder, "--format", "json", *options).stdout)}


def test_entities_with_counts_and_forms(tale: Path) -> None:
    wren = records(tale)["c.tobias-wren"]
    assert (wren["kind"], wren["count"], wren["cert"], wren["known"]) == ("person", 3, "high", False)
    assert wren["forms"] == {"Mr. Tobias Wren": 1, "Wren": 1, "Tobias": 1}


def test_contexts_are_whole_words_on_one_line(tale: Path) -> None:
    shown = run(tale, "--contexts", "1").stdout
    assert "  c.tobias-wren  Mr. Tobias Wren  (3, high, new)\n" in shown
    assert "7:1" in shown and "[Mr. Tobias Wren] lived in France. “Sit down,” said" in shown


def test_open_mentions_are_listed_with_their_candidates(tale: Path, tmp_path: Path) -> None:
    extra = tmp_path / "browns.xml"
    extra.write_text(OPEN, encoding="utf-8")
    shown = run(tale, "--authority", extra).stdout
    assert "open: " in shown
    assert "taken: c.brown-a  Ada Brown" in shown and "or: c.brown-b  Bruno Brown" in shown


def test_a_bare_text_can_be_listed_but_not_written(tale: Path) -> None:
    assert "c.tobias-wren" in run(tale / "source.txt").stdout
    refused = run(tale / "source.txt", "--write")
    assert refused.exit_code == 2 and " nm-edition error: " in refused.stderr


def test_what_is_sure_is_written_once(tale: Path) -> None:
    assert run(tale, "--write").exit_code == 0
    found = tale / "authority" / "found.xml"
    entries = load([found])
    assert {"c.tobias-wren", "c.elizabeth-lind", "c.brown", "pl.france"} <= set(entries.entries)
    assert "pl.morrowby" not in entries.entries
    assert entries.find("Lizzy") == ["c.elizabeth-lind"]
    before = found.read_bytes()
    assert "nothing to add" in run(tale, "--write").stderr
    assert found.read_bytes() == before
    assert all(one["known"] for id, one in records(tale).items() if id in entries.entries)


def test_entries_that_stand_there_stay(tale: Path) -> None:
    found = tale / "authority" / "found.xml"
    found.parent.mkdir()
    own = '<!-- mine --><person xml:id="c.ann"  sex="F"><persName>Ann  Other</persName></person>'
    found.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson type="fictional">'
        f"{own}</listPerson><listOrg/></standOff></TEI>"
    )
    run(tale, "--write")
    written = found.read_text()
    assert own.replace("  sex", " sex") in written
    lists = [etree.QName(one).localname for one in etree.fromstring(written.encode())[0]]
    assert lists == ["listPerson", "listPlace", "listOrg"]


@pytest.mark.skipif(not (os.environ.get("TEI_ALL") and shutil.which("jing")), reason="TEI_ALL or jing is not at hand")
def test_the_file_is_valid_tei(tale: Path) -> None:
    run(tale, "--write")
    command = ["jing", os.environ["TEI_ALL"], str(tale / "authority" / "found.xml")]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == ""
