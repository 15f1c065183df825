"""The build graph: what is done again after which change, and why."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rubricator.model.resources import resource
from rubricator.targets import targets
from rubricator.upkeep import graph
from rubricator.upkeep.rebuild import rebuild

EDITION = '[edition]\nid = "quay"\ntitle = "The Quay"\n[publish]\noutputs = ["txt", "md"]\n'
TEXT = "The quay was wet.\n\n“Mind the step,” said Orla Venn, and went down to the boat.\n"
DECISION = {"op": "drop", "layer": "said", "quote": "“Mind the step,”", "why": "no speech"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "quay"
    made.mkdir()
    (made / "edition.toml").write_text(EDITION)
    (made / "source.txt").write_text(TEXT)
    return made


def again(folder: Path, force: bool = False) -> list[str]:
    """The steps that a build does, without the reasons' details."""
    (target,) = targets([folder])
    told: list[str] = []
    rebuild(target, folder.parent / "out", force=force, explain=told.append)
    return [line.removeprefix("quay: ") for line in told]


def test_nothing_is_done_twice(folder: Path) -> None:
    assert again(folder) == ["encode, since it was never done here", "publish, since it was never done here"]
    assert again(folder) == []
    assert [line.split(",")[0] for line in again(folder, force=True)] == ["encode", "publish"]


def test_a_decision_is_encoded_and_published(folder: Path) -> None:
    again(folder)
    (folder / "decisions.jsonl").write_text(json.dumps(DECISION) + "\n")
    assert again(folder) == [
        "encode, since decisions: decisions.jsonl new",
        "publish, since TEI: quay.xml changed",
    ]


def test_a_changed_key_is_named(folder: Path) -> None:
    again(folder)
    (folder / "edition.toml").write_text(EDITION.replace("The Quay", "A Quay"))
    assert again(folder)[0] == "encode, since edition: edition.title changed"


def test_a_changed_style_is_published_only(folder: Path) -> None:
    again(folder)
    (folder / "style.css").write_text("p { color: green }\n")
    assert again(folder) == ["publish, since own style: style.css new"]


def test_a_changed_style_sheet_is_published_only(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(folder)
    shutil.copytree(resource("xslt"), tmp_path / "xslt")
    with (tmp_path / "xslt/plain.xsl").open("a") as sheet:
        sheet.write("<!-- changed -->\n")
    monkeypatch.setattr(graph, "resource", lambda name: tmp_path / name if name == "xslt" else resource(name))
    graph._program.cache_clear()
    assert again(folder) == ["publish, since style sheets: xslt/plain.xsl changed"]
    graph._program.cache_clear()


def test_a_tei_that_comes_out_as_it_was_is_not_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(folder)
    monkeypatch.setattr(graph, "_versions", lambda names, plugged: {"wordfreq": "99"} if "wordfreq" in names else {})
    assert [line.split(",")[0] for line in again(folder)] == ["encode", "publish"]
    monkeypatch.setattr(graph, "_versions", lambda names, plugged: {"wordfreq": "100"} if "wordfreq" in names else {})
    assert again(folder) == ["encode, since libraries: wordfreq changed"]


def test_an_output_that_was_touched_is_made_again(folder: Path) -> None:
    again(folder)
    (folder.parent / "out/quay/quay.txt").unlink()
    assert again(folder) == ["publish, since outputs: quay.txt gone"]
    (folder.parent / "out/quay/timeline.json").write_text("[]")
    assert again(folder) == ["encode, since outputs: timeline.json changed"]


def test_an_output_no_more_wanted_is_removed(folder: Path) -> None:
    again(folder)
    (folder / "edition.toml").write_text(EDITION.replace('"txt", ', ""))
    assert again(folder) == ["publish, since edition: outputs changed"]
    assert not (folder.parent / "out/quay/quay.txt").exists()
    assert (folder.parent / "out/quay/quay.md").exists()


def test_a_record_that_cannot_be_read_is_none(folder: Path) -> None:
    again(folder)
    (folder.parent / "out/quay/.built").write_text("{")
    assert [line.split(",")[0] for line in again(folder)] == ["encode", "publish"]


def test_what_is_fresh_loads_no_annotator_and_no_style_sheet(folder: Path) -> None:
    again(folder)
    code = (
        "import sys; from pathlib import Path; import rubricator.cli.making as m; from rubricator.targets import targets\n"
        "assert m.rebuild(*targets([Path(sys.argv[1])]), Path(sys.argv[2])).summary == 'quay: up to date'\n"
        "print(sorted({'rubricator.annotate', 'lxml', 'saxonche', 'typst'} & sys.modules.keys()))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(folder.parent / "out")], capture_output=True, text=True
    )
    assert found.stdout == "[]\n", found.stderr
