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
