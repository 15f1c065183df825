"""Doubts as data: listed, filtered, decided by their keys or by a table."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import TEXT, write_edition

from rubricator.cli import main
from rubricator.model.decisions import RESP
from rubricator.model.document import Annotation, Document
from rubricator.model.source import decode
from rubricator.report.doubts import Wanted, as_csv, doubts

WORDS = Document(decode(b"Voss met =Voss in Vell.\nVoss left.")).with_annotations(
    [
        Annotation("persName", 0, 4, {"ref": "p.voss"}, "names/surname", "medium"),
        Annotation("persName", 9, 14, {"ref": "p.voss"}, "names/surname", "low"),
        Annotation("placeName", 18, 22, {"ref": "pl.vell"}, "names/known", "high"),
        Annotation("persName", 24, 28, {"ref": "p.voss"}, "names/surname", "medium", RESP),
        Annotation("flag", 18, 22, {"reason": "Odd."}, "dates/check-day"),
    ]
)


def keys(wanted: Wanted | None = None) -> list[str]:
    return [one.key for one in doubts(WORDS, {}, wanted)]


def test_what_is_sure_or_decided_is_no_doubt() -> None:
    assert keys() == ["persName@1:1", "persName@1:10", "flag@1:19"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(layers=["flag"]), ["flag@1:19"]),
        (Wanted(rules=["names/"]), ["persName@1:1", "persName@1:10"]),
        (Wanted(certs=["low"]), ["persName@1:10"]),
        (Wanted(entities=["p.voss"]), ["persName@1:1", "persName@1:10"]),
        (Wanted(words="vell"), ["flag@1:19"]),
        (Wanted(lines=(2, 9)), []),
    ],
)
def test_doubts_are_filtered(wanted: Wanted, found: list[str]) -> None:
    assert keys(wanted) == found


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(doubts(WORDS, {})))))
    assert [row["words"] for row in rows] == ["Voss", "'=Voss", "Vell"]
    assert {row["decision"] for row in rows} == {""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_edition(tmp_path / "harbour")
    (folder / "source.txt").write_text(TEXT)
    return folder


def run(*words: object) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def listed(folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("doubts", folder, "--as", "json", "-q"))
    return found


def test_a_doubt_confirmed_is_gone(folder: Path) -> None:
    before = listed(folder)
    run("decide", folder, "--confirm", before[0]["key"], "--why", "seen", "-q")
    assert [one["key"] for one in listed(folder)] == [one["key"] for one in before[1:]]
    assert json.loads((folder / "decisions.jsonl").read_text())["why"] == "seen"


def test_a_table_is_filled_in_and_read_back(folder: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("doubts", folder, "--as", "csv", "-q"))))
    rows[0]["decision"] = "drop"
    table = tmp_path / "table.csv"
    with table.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    run("decide", folder, "--table", table, "-q")
    assert rows[0]["key"] not in [one["key"] for one in listed(folder)]


def test_a_place_where_nothing_stands(folder: Path) -> None:
    done = CliRunner().invoke(main, ["decide", str(folder), "--drop", "persName@99:1"])
    assert (done.exit_code, "nothing stands at persName@99:1" in done.stderr) == (3, True)


def test_the_doubts_and_reasons_of_a_tei_file_are_its_own(folder: Path, tmp_path: Path) -> None:
    tei = tmp_path / "harbour.xml"
    run("encode", folder, "-o", tei, "-q")
    key = [one["key"] for one in listed(folder)]
    assert [one["key"] for one in json.loads(run("doubts", tei, "--as", "json"))] == key
    tei.write_text(tei.read_text().replace('ref="#p.fenn"', 'ref="#p.quill"'))
    shown = run("explain", tei, "General Fenn")
    assert "p.quill" in shown
    assert "by the rule:" in shown
    assert run("explain", tei, "7:1").splitlines()[0].startswith("46 (line 7, column 1)")
