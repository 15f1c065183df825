"""Editor's decisions: add, drop, change; anchored on words."""

import json
from pathlib import Path

import pytest
from harbour import TEXT, write_edition

from rubricator import build
from rubricator.api import restore, validate
from rubricator.model import decisions, edition
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS
from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode
from rubricator.publish import publish

DOCUMENT = Document(decode(b"Voss met Voss in Vell.")).with_annotations(
    [Annotation("persName", 0, 4, {"ref": "p.voss"}, "names/surname"), Annotation("placeName", 17, 21, {}, "names/x")]
)


def decided(**record: object) -> tuple[list[tuple[str, int, int]], Document, list[str]]:
    document, lost = decisions.apply(DOCUMENT, [decisions.Decision(1, **record)])  # type: ignore[arg-type]
    spans = [(a.layer, a.start, a.end) for a in document.annotations]
    return spans, document, [finding.code for finding in lost]


def test_add_is_signed_by_the_editor() -> None:
    spans, document, lost = decided(op="add", layer="persName", quote="Voss", before="met ", attrs={"ref": "p.other"})
    assert spans == [("persName", 0, 4), ("persName", 9, 13), ("placeName", 17, 21)]
    added = document.annotations[1]
    assert (added.rule, added.cert, added.resp) == ("editor/decision", "high", "resp.editor")
    assert lost == []


def test_what_the_schema_requires_need_not_be_written() -> None:
    _, document, _ = decided(op="add", layer="said", quote="met Voss", attrs={"who": "p.voss"})
    assert dict(next(one for one in document.annotations if one.layer == "said").attrs)["direct"] == "true"


def test_drop() -> None:
    assert decided(op="drop", layer="placeName", quote="Vell")[0] == [("persName", 0, 4)]


def test_change_keeps_the_rest_and_an_empty_value_removes() -> None:
    _, document, _ = decided(op="change", layer="persName", quote="Voss", attrs={"ref": "", "type": "x"})
    assert dict(document.annotations[0].attrs) == {"type": "x"}


def test_a_decision_without_a_place_is_reported() -> None:
    assert decided(op="drop", layer="persName", quote="Nobody")[2] == ["ed-decision-lost"]
    assert decided(op="drop", layer="orgName", quote="Voss")[2] == ["ed-decision-lost"]


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    lines = [
        "{",
        json.dumps({"op": "kill", "layer": "p", "quote": "x"}),
        json.dumps({"op": "add", "layer": "nose", "quote": "x"}),
    ]
    (tmp_path / decisions.FILE).write_text("\n".join(lines))
    with pytest.raises(RubricatorError) as caught:
        decisions.load(tmp_path)
    assert [finding.line for finding in caught.value.findings] == [1, 2, 3]


def test_certainty_can_be_decided() -> None:
    _, document, _ = decided(op="change", layer="persName", quote="Voss", after=" met", cert="low")
    assert document.annotations[0].cert == "low"


def test_a_long_passage_is_quoted_by_its_ends() -> None:
    assert decided(op="add", layer="said", quote="Voss met", to="Vell.")[0][0] == ("said", 0, 22)


def test_a_point_needs_context_only() -> None:
    assert ("pb", 10, 10) in decided(op="add", layer="pb", quote="", before="Voss met V")[0]


def test_several_fitting_places_are_told() -> None:
    spans, _, told = decided(op="add", layer="rs", quote="Voss", attrs={"type": "person"})
    assert (("rs", 0, 4) in spans, told) == (True, ["ed-decision-vague"])


def test_a_place_found_by_likeness_is_told() -> None:
    spans, _, told = decided(op="drop", layer="placeName", quote="Vell", before="Voss im ", after="!")
    assert (spans, told) == ([("persName", 0, 4)], ["ed-decision-moved"])


@pytest.mark.parametrize(
    "record",
    [
        {"op": "add", "layer": "p", "quote": ""},
        {"op": "add", "layer": "pb", "quote": ""},
        {"op": "add", "layer": "p", "quote": "x", "cert": "sure"},
        {"op": "add", "layer": "persName", "quote": "x", "attrs": {"who": ""}},
    ],
)
def test_faulty_decisions(tmp_path: Path, record: dict[str, object]) -> None:
    (tmp_path / decisions.FILE).write_text(json.dumps(record))
    with pytest.raises(RubricatorError) as caught:
        decisions.load(tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["ed-decision"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"op": "add", "layer": "date", "quote": "x", "attrs": {"when": "4 April 1842"}}', "write it as 1842-04-04"),
        ('{"op": "add", "layer": "date", "quote": "x", "attrs": {"when": "1911-02-31"}}', "a day that no year has"),
        ('{"op": "add", "layer": "persName", "quote": "x", "attrs": {"ref": "#p.voss"}}', "written without #"),
        ('{"op": "add", "layer": "persName", "qoute": "x"}', "unknown key qoute; did you mean quote?"),
        ('{"op": "add", "layer": "persNam", "quote": "x"}', "persNam is not a layer; did you mean persName?"),
        ('{"op": "add", "quote": "x"}', "layer is missing"),
        ('{"op": "add", "layer": "p", "quote": 3}', "quote must be a string"),
        ('{"op": "add", "layer": "p", "quote": "\\ud800"}', "half of a surrogate pair"),
        ('{"op": "confirm", "layer": "p", "quote": "x", "cert": "low"}', "change does"),
        ('["add"]', "a decision is an object"),
        ('{"op": "add", "layer": "p", "xyz": "x"}', "unknown key xyz; a decision has op, layer, quote, "),
        ('{"op": "add", "layer": "p", "quote": "x", "why": "\\u0007"}', "why holds the control character U+0007"),
        ('{"op": "drop", "layer": "p", "quote": "x", "when": "2026-02-31"}', "“2026-02-31” is no moment"),
        ('{"op": "add", "layer": "sic", "quote": "x"}', "a sic needs corr among its attrs"),
        ("[" * 100_000, "nested too deeply"),
        ('{"op": "add"', "this is not JSON"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / decisions.FILE).write_text(f"\n{line}\n")
    with pytest.raises(RubricatorError) as caught:
        decisions.load(tmp_path)
    (finding,) = caught.value.findings
    assert (finding.code, finding.line, caught.value.exit) == ("ed-decision", 2, 3)
    assert told in finding.sentence


def test_what_is_confirmed_is_sure_and_keeps_its_rule() -> None:
    _, document, told = decided(op="confirm", layer="persName", quote="Voss")
    assert document.annotations[0][3:] == ({"ref": "p.voss"}, "names/surname", "high", "resp.editor")
    assert told == []


def tale(tmp_path: Path, *lines: dict[str, object]) -> build.Encoded:
    folder = write_edition(tmp_path / "harbour")
    (folder / decisions.FILE).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return build.encode(decode(TEXT.encode()), edition.load(folder))


def test_what_is_computed_afterwards_follows_from_a_decision(tmp_path: Path) -> None:
    renamed = {"op": "change", "layer": "persName", "quote": "General Fenn", "attrs": {"ref": "p.quill"}}
    spoken = [one.attrs["who"] for one in tale(tmp_path, renamed).document.in_layer("said")]
    assert spoken == ["p.quill"]


def test_what_is_dropped_does_not_come_back_and_what_is_added_is_not_doubled(tmp_path: Path) -> None:
    mark = {"op": "drop", "layer": "pc", "quote": "“", "after": "The ice"}
    name = {"op": "add", "layer": "persName", "quote": "Mara Voss", "before": "told ", "attrs": {"ref": "p.quill"}}
    document = tale(tmp_path, mark, name).document
    assert "“" not in [document.slice(one) for one in document.in_layer("pc")]
    assert [one.attrs["ref"] for one in document.in_layer("persName") if document.slice(one) == "Mara Voss"] == [
        "p.quill",
        "p.voss",
    ]


def test_what_is_decided_of_one_place_is_carried_out_in_its_order(tmp_path: Path) -> None:
    attrs = {"when": "1913-05-04"}
    dropped = {"op": "drop", "layer": "date", "quote": "4 May 1913"}
    shorter = {"layer": "date", "quote": "1913", "before": "4 May "}
    lines = [dropped, {"op": "add", **shorter}, {"op": "drop", **shorter}, {**dropped, "op": "add", "attrs": attrs}]
    document = tale(tmp_path, *lines).document
    found = [one for one in document.in_layer("date") if "1913" in document.slice(one)]
    assert [(document.slice(one), one.attrs) for one in found] == [("4 May 1913", attrs)]


def test_each_editor_answers_for_what_they_decided(tmp_path: Path) -> None:
    name = {"op": "change", "layer": "persName", "quote": "General Fenn", "attrs": {"ref": "p.quill"}, "who": "Ada Orm"}
    date = {"op": "confirm", "layer": "date", "quote": "4 May 1913", "who": "Bo Tarn"}
    tei = tale(tmp_path, name, date).tei
    for who, id in (("Ada Orm", "resp.editor.ada-orm"), ("Bo Tarn", "resp.editor.bo-tarn")):
        assert f'<respStmt xml:id="{id}">' in tei and f"<name>{who}</name>" in tei and f'resp="#{id}"' in tei
    assert "not stated" not in tei.partition("<publicationStmt>")[0] and validate(tei) == []


def test_an_id_that_nobody_bears_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError, match=r"ref names p\.vos, .* did you mean p\.voss\?") as caught:
        tale(tmp_path, {"op": "add", "layer": "persName", "quote": "nobody", "attrs": {"ref": "p.vos"}})
    assert caught.value.exit == 3


def test_an_id_that_the_program_would_only_repeat_is_an_error(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    (folder / "source.txt").write_text("CHAPTER I\n\n“Come in,” said Odile.\n\nOdile came.\n", encoding="utf-8")
    line = {"op": "add", "layer": "persName", "quote": "Odile", "before": "said ", "attrs": {"ref": "p.nobody"}}
    (folder / decisions.FILE).write_text(json.dumps(line) + "\n")
    known = edition.load(folder)
    with pytest.raises(RubricatorError, match=r"ref names p\.nobody, which is the id of nobody"):
        build.encode(known.read_text(folder / "source.txt"), known)


def test_an_id_that_the_program_gives_too_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError, match="the program gives too"):
        tale(tmp_path, {"op": "add", "layer": "rs", "quote": "nobody", "attrs": {"id": "d.1"}})


def test_what_cannot_stand_where_a_decision_puts_it_is_told_as_the_editors(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    (folder / "source.txt").write_text("CHAPTER I\n\nThe ferry was late.\n\nNobody came.\n\nIt rained.\n")
    line = {"op": "add", "layer": "head", "quote": "Nobody came."}
    (folder / decisions.FILE).write_text(json.dumps(line) + "\n")
    known = edition.load(folder)
    found = build.encode(known.read_text(folder / "source.txt"), known)
    told = [one.sentence for one in found.findings if one.code == "ed-set-aside"]
    assert len(told) == 1 and "the head that a decision puts over “Nobody came.”" in told[0]


SCENE = """THE LIGHT

By Ann Orm

CHAPTER I

"Come in," said Mary.

"No," said John. They met on 4 May 1913 in Skarn.[1]

One verse of song
Another verse of song

[1] A note of mine.
"""
PLACES = ("Mary", '"Come in," said Mary.', "One verse of song\nAnother verse of song", "[1] A note of mine.")


@pytest.mark.parametrize("place", [*PLACES, 'CHAPTER I\n\n"Come in," said Mary.'])
def test_whatever_is_put_anywhere_the_tei_is_valid(place: str) -> None:
    source, known = decode(SCENE.encode()), edition.Edition(edition=edition.Metadata("Light", genre="novel"))
    for layer, row in LAYERS.items():
        line = {"op": "add", "layer": layer, "quote": place, "attrs": dict.fromkeys(row.needed, "x")}
        tei = build.finish(build.annotate(source, known, decided=decisions.parse([json.dumps(line)]))).tei
        assert validate(tei) == [], layer
        assert restore(tei).decode() == SCENE


BOOK = "PART I\n\n" + "\n\n".join(
    f"CHAPTER {number}\n\nThe {word} came late.\n\nNobody minded the {word}."
    for number, word in (("I", "ferry"), ("II", "boat"), ("III", "barge"))
)


@pytest.mark.parametrize("number", ["PART I", "CHAPTER I\n", "CHAPTER II\n", "CHAPTER III\n"])
def test_what_a_dropped_division_held_goes_to_the_one_before(number: str) -> None:
    source, known = decode(BOOK.encode()), edition.Edition(edition=edition.Metadata("Light", genre="novel"))
    whole = build.annotate(source, known).document
    (division,) = [one for one in whole.in_layer("div") if f"{whole.slice(one)}\n".startswith(number)]
    line = {"op": "drop", "layer": "div", "quote": whole.slice(division)}
    found = build.finish(build.annotate(source, known, decided=decisions.parse([json.dumps(line)])))
    assert validate(found.tei) == [] and restore(found.tei).decode() == BOOK
    assert len(found.document.in_layer("div")) == len(whole.in_layer("div")) - 1
    assert len(found.document.in_layer("p")) == len(whole.in_layer("p"))


def test_a_note_is_dropped_and_every_word_is_shown(tmp_path: Path) -> None:
    text = "[Transcriber's note: typed from a copy.]\n\nI. THE MILL\n\nOne came.[1] Two went.[2]\n\nNOTES\n\n[1] A note.\n\n[2] Another note.\n"
    line = {"op": "drop", "layer": "note", "quote": "[2] Another note."}
    known = edition.Edition(edition=edition.Metadata("Light", genre="history", language="en"))
    found = build.finish(build.annotate(decode(text.encode()), known, decided=decisions.parse([json.dumps(line)])))
    (tmp_path / "mill.xml").write_text(found.tei, encoding="utf-8")
    publish(tmp_path / "mill.xml", tmp_path, formats=["html", "txt"])
    assert "typed from a copy" in (tmp_path / "mill.txt").read_text(encoding="utf-8")
    assert not any(one.code == "an-set-aside" for one in found.findings)
