"""The workbench in a real browser: what an editor does there comes out in decisions.jsonl and in the TEI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_driver import editor, workbench
from harbour import write_edition
from test_browser import _missing

from rubricator.model import decisions

pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing())


def lines(folder: Path) -> list[dict[str, object]]:
    """The decisions of an edition."""
    path = folder / decisions.FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def test_an_editor_confirms_rejects_and_takes_back(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    with workbench(folder) as server, editor(server.address) as at:
        assert at.do("text", "#title") == "The Harbour Light"
        assert at.do("axe") == []
        total = at.do("text", "#counted")
        at.do("press", "j")
        at.do("wait", "#card .because")
        at.do("act", "c")
        assert [(one["op"], one["who"]) for one in lines(folder)] == [("confirm", "Ines Hall")]
        assert at.do("text", "#counted") != total
        at.do("act", "x")
        assert [one["op"] for one in lines(folder)] == ["confirm", "drop"]
        at.do("reload")
        at.do("act", "u")
        at.do("act", "u")
        assert (lines(folder), at.do("text", "#counted")) == ([], total)
        at.do("act", "r")
        assert [one["op"] for one in lines(folder)] == ["confirm"]
        assert at.leave()["complaints"] == []


def test_what_is_strange_leads_to_its_flags(tmp_path: Path) -> None:
    text = "CHAPTER I\n\nOne came.[1]\n\nTwo went.[2]\n\nThree sat.[3]\n\n[1] A.\n\n[2] B.\n"
    with workbench(write_edition(tmp_path / "harbour", text=text)) as server, editor(server.address) as at:
        assert "1 strange thing" in at.do("text", "#strange summary")
        at.do("click", "#strange summary")
        at.do("click", "#strange li button")
        at.do("until", "1 in the list")
        assert "No note answers the call 3" in at.do("text", "#rows")
        assert at.do("axe") == []


def test_it_fits_every_screen_in_light_and_dark(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    with workbench(folder) as server, editor(server.address) as at:
        at.do("press", "j")
        at.do("wait", "#card .because")
        for width in (320, 768, 2560):
            at.do("size", width, 900)
            assert (at.do("overflow"), at.do("axe")) == (0, []), width
        at.do("dark", True)
        assert at.do("axe") == []
        at.do("press", "?")
        assert at.do("axe") == []


def test_two_windows_and_a_hand_on_the_file_stay_in_step(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    with workbench(folder) as server, editor(server.address) as at:
        at.do("window")
        at.do("press", "j")
        at.do("wait", "#card .because")
        at.do("act", "c")
        seen = at.do("text", "#seen")
        at.do("turn", 0)
        at.do("until", seen)
        (folder / decisions.FILE).write_text("", encoding="utf-8")
        at.do("until", seen.partition(";")[0].replace("1 of", "0 of"))
        assert at.leave()["complaints"] == []


def test_a_workbench_that_was_killed_loses_nothing(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    with workbench(folder) as server, editor(server.address) as at:
        at.do("press", "j")
        at.do("wait", "#card .because")
        at.do("act", "c")
        server.kill()
    assert [one["op"] for one in lines(folder)] == ["confirm"]
    with workbench(folder) as server, editor(server.address) as at:
        at.do("act", "u")
        assert lines(folder) == []


def test_a_script_in_a_name_does_nothing(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    path = folder / "authority/names.xml"
    evil = "&lt;img src=x onerror=document.title=1&gt;Fenn"
    path.write_text(
        path.read_text().replace("<surname>Fenn</surname>", f"<surname>{evil}</surname> <surname>Fenn</surname>")
    )
    with workbench(folder) as server, editor(server.address) as at:
        title = at.do("open")
        at.do("press", "j")
        at.do("wait", "#card .because")
        assert (at.do("count", "img"), at.do("open")) == (0, title)
        assert at.leave()["complaints"] == []
