"""The workbench without a browser: state, acts, what follows, undo, outside edits, and who may ask."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EDITIONS
from harbour import write_edition

from rubricator import build
from rubricator.annotate import stages
from rubricator.language import lexicon
from rubricator.model import decisions, edition
from rubricator.model.document import Document
from rubricator.model.messages import RubricatorError
from rubricator.review import sheet
from rubricator.review.bench import Bench
from rubricator.review.server import Desk, application
from rubricator.review.session import Session


def bench(folder: Path, who: str = "Ines Hall") -> Bench:
    return Bench(Session(folder, who=who, clock=lambda: datetime(2026, 11, 29, 12, tzinfo=UTC)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "harbour")


def key(at: Bench, layer: str, words: str, number: int = 0) -> str:
    document = at.session.state.document
    found = [one for one in document.in_layer(layer) if document.slice(one) == words]
    return f"{layer}:{found[number].start}:{found[number].end}"


def saved(folder: Path) -> list[dict[str, Any]]:
    path = folder / decisions.FILE
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


# ---------------------------------------------------------------- what is computed again
def texts() -> list[tuple[Path, edition.Edition]]:
    return [(folder, edition.load(folder)) for folder in EDITIONS if (folder / "source.txt").is_file()]


@pytest.mark.parametrize(("folder", "loaded"), texts(), ids=lambda one: getattr(one, "name", ""))
def test_a_stage_reads_what_it_declares_and_asks_for_no_certainty(folder: Path, loaded: edition.Edition) -> None:
    source = loaded.read_text(folder / "source.txt")
    context = build.known(source, loaded)
    document = Document(source)
    able = lexicon(context.edition.edition.language).subjects
    for one in (one for one in stages.annotators(loaded.annotate.off) if one.needs <= able):
        whole = [*one.run(document, context)]
        shown = Document(source)
        for layer in {*one.reads, "div"} & document.layers.keys():
            doubtful = [found._replace(cert="unknown", resp="resp.editor") for found in document.in_layer(layer)]
            shown = shown.with_layer(layer, doubtful)
        assert [*one.run(shown, context)] == whole, one.name
        signed = [found._replace(rule=f"{one.name}/{found.rule}") for found in whole]
        document = document.with_annotations(signed)


def test_only_what_follows_is_computed_again(folder: Path) -> None:
    at = bench(folder)
    at.session.state  # noqa: B018
    at.session.memory.ran.clear()
    at.act({"act": "confirm", "keys": [key(at, "persName", "General Fenn")]})
    assert at.session.memory.ran == []
    at.act({"act": "change", "keys": [key(at, "persName", "General Fenn")], "attrs": {"ref": "p.quill"}})
    assert (
        {"speech", "dates"}
        <= {*at.session.memory.ran}
        <= {"speech", "dates", "foreign", "contradictions", "displacements"}
    )


def test_what_is_computed_again_is_what_encode_makes(folder: Path) -> None:
    at = bench(folder)
    at.act({"act": "change", "keys": [key(at, "persName", "General Fenn")], "attrs": {"ref": "p.quill"}})
    at.act({"act": "drop", "keys": [key(at, "date", "4 May 1913")]})
    loaded = edition.load(folder)
    fresh = build.annotate(at.session.source, loaded, decided=decisions.load(folder))
    assert fresh.document.annotations == at.session.state.document.annotations


def test_what_else_changed_is_told_and_can_be_kept(folder: Path) -> None:
    at = bench(folder)
    told = at.act({"act": "change", "keys": [key(at, "persName", "General Fenn")], "attrs": {"ref": "p.quill"}})
    (change,) = told["changes"]
    assert (change["layer"], change["before"], change["after"]) == ("said", "Fenn", "Ada Quill")
    at.act({"act": "back", "keys": [change["key"]]})
    assert [one.attrs["who"] for one in at.session.state.document.in_layer("said")] == ["p.fenn"]


# ---------------------------------------------------------------- acts
def test_a_kind_is_changed_with_its_value(folder: Path) -> None:
    at = bench(folder)
    at.act({"act": "change", "keys": [key(at, "placeName", "Vell")], "layer": "orgName", "attrs": {"ref": "o.vell"}})
    first = at.session.state.document.in_layer("orgName")[0]
    assert (at.session.state.document.slice(first), dict(first.attrs)) == ("Vell", {"ref": "o.vell"})


@pytest.mark.parametrize(("scope", "count"), [("here", 1), ("words", 2), ("onward", 1), ("entity", 2)])
def test_scopes(folder: Path, scope: str, count: int) -> None:
    at = bench(folder)
    number = 1 if scope == "onward" else 0
    at.act({"act": "drop", "keys": [key(at, "placeName", "Vell", number)], "scope": scope})
    assert len(saved(folder)) == count
    assert len({one["when"] for one in saved(folder)}) == 1


def test_a_border_moves_by_words(folder: Path) -> None:
    at = bench(folder)
    at.act({"act": "resize", "keys": [key(at, "date", "4 May 1913")], "side": "start", "by": 1})
    at.act({"act": "resize", "keys": [key(at, "date", "May 1913")], "side": "end", "by": -1})
    at.act({"act": "resize", "keys": [key(at, "date", "May")], "side": "end", "by": 1})
    key(at, "date", "May 1913")
    at.undo()
    document = at.session.state.document
    assert document.slice(document.in_layer("date")[0]) == "May"


def test_words_are_added_and_a_new_person_gets_an_entry(folder: Path) -> None:
    at = bench(folder)
    start = at.session.source.text.index("nobody")
    at.act(
        {
            "act": "add",
            "layer": "rs",
            "start": start,
            "end": start + 6,
            "attrs": {"ref": "new:person:Odo Marsh", "type": "person"},
        }
    )
    added = at.session.state.document.in_layer("rs")[-1]
    assert added.attrs == {"ref": "p.odo-marsh", "type": "person"}
    assert "<persName>Odo Marsh</persName>" in (folder / "authority/found.xml").read_text(encoding="utf-8")
    at.undo()
    assert (saved(folder), (folder / "authority/found.xml").exists()) == ([], False)


def test_turns_are_given_in_rotation(tmp_path: Path) -> None:
    text = "One\n\n“Yes,” said Mara Voss.\n\n“No.”\n\n“But why?”\n\n“Because.”\n"
    at = bench(write_edition(tmp_path / "turns", text=text))
    keys = [f"said:{one.start}:{one.end}" for one in at.session.state.document.in_layer("said")]
    at.act({"act": "speakers", "keys": keys, "attrs": {"who": "p.fenn p.voss"}})
    given = [one.attrs["who"] for one in at.session.state.document.in_layer("said")]
    assert given == ["p.fenn", "p.voss", "p.fenn", "p.voss"]


def test_a_changed_speaker_gives_the_other_turns_anew(tmp_path: Path) -> None:
    text = (
        "Chapter One\n\nMara Voss and General Fenn met Ada Quill.\n\n“Yes,” said Mara Voss.\n\n“No,” said General Fenn."
        "\n\n“But why?”\n\n“Because.”\n\n“Never!”\n"
    )
    at = bench(write_edition(tmp_path / "turns", text=text))

    def given() -> list[str]:
        return [one.attrs.get("who", "") for one in at.session.state.document.in_layer("said")]

    assert given()[2:] == ["p.voss", "p.fenn", "p.voss"]
    told = at.act({"act": "change", "keys": [key(at, "said", "“But why?”")], "attrs": {"who": "p.fenn"}})
    assert given()[2:] == ["p.fenn", "p.voss", "p.fenn"]
    assert told["others"] >= 2


def test_a_merged_person_is_named_by_one_id(folder: Path) -> None:
    at = bench(folder)
    at.act({"act": "merge", "keys": ["p.fenn", "p.voss"]})
    assert {one.attrs["ref"] for one in at.session.state.document.in_layer("persName")} == {"p.quill", "p.voss"}
    assert "p.fenn" not in (folder / "authority/names.xml").read_text(encoding="utf-8")
    at.undo()
    assert "p.fenn" in (folder / "authority/names.xml").read_text(encoding="utf-8")


def test_some_places_name_another(folder: Path) -> None:
    at = bench(folder)
    at.act({"act": "separate", "keys": [key(at, "placeName", "Vell", 1)], "attrs": {"name": "Vell-on-Sea"}})
    assert [one.attrs["ref"] for one in at.session.state.document.in_layer("placeName")][-1] == "pl.vell-on-sea"


def test_an_entry_changes_by_its_own_lines_only(folder: Path) -> None:
    path = folder / "authority/names.xml"
    before = path.read_text(encoding="utf-8").splitlines()
    at = bench(folder)
    at.act(
        {
            "act": "entry",
            "keys": ["p.voss"],
            "attrs": {"birth": "1880", "identifiers": "wd:Q1", "variants": "Mrs. Voss"},
        }
    )
    after = path.read_text(encoding="utf-8").splitlines()
    differing = [line for line in after if line not in before and not line.startswith("<?xml")]
    assert len(differing) == 1
    assert 'corresp="wd:Q1"' in differing[0]
    assert '<birth when="1880"/>' in differing[0]


@pytest.mark.parametrize("fields", [{"birth": "1880-02-30"}, {"coordinates": "99 9"}, {"sex": "x"}, {"name": ""}])
def test_an_entry_that_says_nonsense_is_refused(folder: Path, fields: Mapping[str, str]) -> None:
    at = bench(folder)
    id = "pl.vell" if "coordinates" in fields else "p.voss"
    before = (folder / "authority/names.xml").read_bytes()
    with pytest.raises(RubricatorError):
        at.act({"act": "entry", "keys": [id], "attrs": dict(fields)})
    assert (folder / "authority/names.xml").read_bytes() == before


# ---------------------------------------------------------------- history, outside edits
def test_undone_to_the_first_byte(folder: Path) -> None:
    line = '{"op": "confirm",  "layer": "date", "quote": "4 May 1913"}\n'
    (folder / decisions.FILE).write_text(line)
    at = bench(folder)
    for name in ("General Fenn", "Mara Voss"):
        at.act({"act": "confirm", "keys": [key(at, "persName", name)], "why": "seen"})
    at.undo()
    at.undo()
    assert (folder / decisions.FILE).read_text() == line
    at.redo()
    at.redo()
    assert [one.get("quote") for one in saved(folder)] == ["4 May 1913", "General Fenn", "Mara Voss"]
    assert [(one["who"], one["why"]) for one in at.history()][:2] == [("Ines Hall", "seen")] * 2


def test_a_new_session_can_undo_what_another_did(folder: Path) -> None:
    first = bench(folder)
    first.act({"act": "drop", "keys": [key(first, "placeName", "Vell")], "scope": "words"})
    second = bench(folder)
    second.undo()
    assert saved(folder) == []


def test_an_act_in_the_middle_is_taken_back_alone(folder: Path) -> None:
    at = bench(folder)
    for name in ("General Fenn", "Mara Voss"):
        at.act({"act": "confirm", "keys": [key(at, "persName", name)]})
    at.undo(at.history()[1]["when"])
    assert [one["quote"] for one in saved(folder)] == ["Mara Voss"]


def test_lines_of_others_are_taken_in_and_kept(folder: Path) -> None:
    at, other = bench(folder), bench(folder, "Odo Marsh")
    at.session.state, other.session.state  # noqa: B018
    other.act({"act": "drop", "keys": [key(other, "date", "4 May 1913")]})
    at.act({"act": "confirm", "keys": [key(at, "persName", "Mara Voss")]})
    assert [one["who"] for one in saved(folder)] == ["Odo Marsh", "Ines Hall"]
    document = at.session.state.document
    assert "4 May 1913" not in [document.slice(one) for one in document.in_layer("date")]


def test_a_broken_file_is_told_and_left_alone(folder: Path) -> None:
    at = bench(folder)
    at.session.state  # noqa: B018
    (folder / decisions.FILE).write_text("<<<<<<< HEAD\n")
    told = at.refresh()
    assert told
    assert "this is not JSON" in told["messages"][0]["sentence"]
    with pytest.raises(RubricatorError):
        at.act({"act": "confirm", "keys": [key(at, "persName", "Mara Voss")]})
    assert (folder / decisions.FILE).read_text() == "<<<<<<< HEAD\n"
    (folder / decisions.FILE).write_text("")
    told = at.refresh()
    assert told
    assert told["messages"] == []


def test_two_editors_who_disagree_are_told(folder: Path) -> None:
    at, other = bench(folder), bench(folder, "Odo Marsh")
    at.act({"act": "confirm", "keys": [key(at, "date", "4 May 1913")]})
    told = other.act({"act": "drop", "keys": [key(other, "date", "4 May 1913")]})
    assert [(one["before"]["who"], one["after"]["who"]) for one in told["conflicts"]] == [("Ines Hall", "Odo Marsh")]


# ---------------------------------------------------------------- several editors
def test_doubts_are_handed_out_by_division(tmp_path: Path) -> None:
    chapter = (
        "Chapter {}\n\nSomebody met Hans Bell in Trell. “Yes,” he said. “No,” she said.\n\n"
        + "A quiet day. " * 40
        + "\n\n"
    )
    at = bench(
        write_edition(
            tmp_path / "many", text="".join(chapter.format(number) for number in ("One", "Two", "Three", "Four"))
        )
    )
    said = at.assign(["Ines Hall", "Odo Marsh"])
    assert [one.partition(":")[0] for one in said] == ["Ines Hall", "Odo Marsh"]
    whole = at.listed({"state": "open", "count": "500"})["total"]
    mine = at.listed({"state": "open", "count": "500", "mine": "1"})["total"]
    assert 0 < mine < whole


def test_what_each_editor_decided_and_where_two_differ(folder: Path) -> None:
    at, other = bench(folder), bench(folder, "Odo Marsh")
    for name in ("General Fenn", "Mara Voss"):
        at.act({"act": "confirm", "keys": [key(at, "persName", name)]})
    other.act({"act": "confirm", "keys": [key(other, "persName", "General Fenn")]})
    other.act({"act": "drop", "keys": [key(other, "persName", "Mara Voss")]})
    lines = at.report()
    assert lines[0].startswith("Ines Hall: 2 decisions (2 confirm)")
    assert "Ines Hall and Odo Marsh: 1 of 2 places alike (50%, kappa 0.00)" in lines
    assert "  confirm / drop: persName “Mara Voss”" in lines


def test_a_table_of_doubts_is_filled_in_and_taken_back(folder: Path) -> None:
    at = bench(folder)
    table = at.csv().splitlines()
    assert len(table) > 1
    at.table("\n".join([table[0], f"confirm{table[1]}"]))
    assert [one["op"] for one in saved(folder)] == ["confirm"]


# ---------------------------------------------------------------- the text
def plain(found: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", found))


@pytest.mark.parametrize(("folder", "loaded"), texts(), ids=lambda one: getattr(one, "name", ""))
def test_the_characters_of_the_page_are_those_of_the_source(folder: Path, loaded: edition.Edition) -> None:
    source = loaded.read_text(folder / "source.txt")
    document = build.annotate(source, loaded).document
    shown = "".join(plain(sheet.html(document, part)) for part in sheet.parts(document))
    assert shown == source.text


def test_carriage_returns_and_tags_in_the_text_are_text(tmp_path: Path) -> None:
    text = "One\r\n\r\n<script>alert(1)</script> & “Yes,” said Mara Voss.\r\n"
    at = bench(write_edition(tmp_path / "odd", text=text))
    shown = at.part(0)["html"]
    assert (plain(shown), "<script" in shown) == (text, False)


# ---------------------------------------------------------------- who may ask
def asked(at: Bench, method: str, path: str, **values: Any) -> httpx.Response:
    desk = Desk({"harbour": at}, 8000, "secret")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=application(desk))
        headers = {"cookie": "rubricator-8000=secret", **values.pop("headers", {})}
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, path, headers=headers, **values)

    return asyncio.run(ask())


OWN = {"origin": "http://127.0.0.1:8000", "content-type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"cookie": "rubricator-8000=guess"}, 403),
        ({"cookie": ""}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1:9999"}, 421),
        ({"origin": "http://evil.example"}, 403),
    ],
)
def test_who_may_look(folder: Path, headers: dict[str, str], status: int) -> None:
    answer = asked(bench(folder), "GET", "/e/harbour/edition", headers=headers)
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 422),
        ({**OWN, "origin": "http://evil.example"}, 403),
        ({"content-type": "application/json"}, 403),
        ({**OWN, "content-type": "text/plain"}, 415),
    ],
)
def test_who_may_act(folder: Path, headers: dict[str, str], status: int) -> None:
    assert asked(bench(folder), "POST", "/e/harbour/act", headers=headers, content=b"[]").status_code == status
    assert saved(folder) == []


def test_the_token_is_handed_over_once_as_a_cookie(folder: Path) -> None:
    answer = asked(bench(folder), "GET", "/?token=secret", headers={"cookie": ""})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "path", ["/static/../session.py", "/static/%2e%2e/session.py", "/static//etc/passwd", "/e/other/edition"]
)
def test_nothing_else_is_read(folder: Path, path: str) -> None:
    assert asked(bench(folder), "GET", path).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "kill"},
        {"act": "confirm", "keys": ["persName:0:1"]},
        {"act": "confirm", "keys": "x", "scope": 3},
        {"act": "add", "layer": "persName", "start": -5, "end": 10**9},
        {"act": "add", "layer": "nose", "start": 0, "end": 3},
        {"act": "add", "layer": "date", "start": 0, "end": 3, "attrs": {"when": "yesterday"}},
        {"act": "add", "layer": "persName", "start": 0, "end": 3, "attrs": {"ref": "p.nobody"}},
        {"act": "confirm", "keys": ["persName:x:y"], "scope": "everywhere"},
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(folder: Path, sent: dict[str, Any]) -> None:
    answer = asked(bench(folder), "POST", "/e/harbour/act", headers=OWN, content=json.dumps(sent))
    assert answer.status_code == 422
    assert answer.json()["error"][0]["sentence"]
    assert saved(folder) == []


def test_what_is_strange_as_a_whole_is_told_with_its_place(folder: Path) -> None:
    (folder / "source.txt").write_text(
        "CHAPTER I\n\nOne came.[1]\n\nTwo went.[2]\n\nThree sat.[3]\n\n[1] A.\n\n[2] B.\n", encoding="utf-8"
    )
    at = bench(folder)
    told = at.standing(at.session.state)["strange"]
    assert told and all(one["what"] and one["remedy"] for one in told)
    document = at.session.state.document
    flagged = [one for one in told if one["rule"]]
    assert flagged and {one["rule"] for one in flagged} == {one.rule for one in document.in_layer("flag")}
    assert all(document.source.position(one["start"])[0] == one["line"] for one in told)


def test_the_page_speaks_every_language_in_full() -> None:
    static = Path(sheet.__file__).parent / "static"
    words = {
        code: json.loads((static / f"words.{code}.json").read_text(encoding="utf-8")) for code in ("en", "de", "fr")
    }
    fields = {
        code: {name: set(re.findall(r"\{\w+\}", one)) for name, one in found.items()} for code, found in words.items()
    }
    assert fields["de"] == fields["en"] and fields["fr"] == fields["en"]
    used = {
        name
        for path in static.glob("*.js")
        for name in re.findall(r"\bw\(\"([\w.]+)\"", path.read_text(encoding="utf-8"))
    }
    used |= set(re.findall(r'data-(?:w|label)="([\w.]+)"', (static / "review.html").read_text(encoding="utf-8")))
    assert used and used <= words["en"].keys()
