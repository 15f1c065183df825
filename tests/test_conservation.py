"""Nothing is lost on the way out: every word of the text stands in every output, or the report says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubricator.model.messages import RubricatorError
from rubricator.publish import conservation, pages, publish

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc/></teiHeader>\n{}</TEI>'
READABLE = ("html", "epub", "pdf", "txt", "md")
Publisher = Callable[..., dict[str, Any]]


@pytest.fixture
def reported(tmp_path: Path) -> Publisher:
    """What the report says of a text published in every readable output."""

    def make(text: str, **options: Any) -> dict[str, Any]:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(text), encoding="utf-8")
        publish(tei, tmp_path, formats=options.pop("formats", READABLE), **options)
        report: dict[str, Any] = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        report["txt"] = (tmp_path / "case.txt").read_text(encoding="utf-8") if (tmp_path / "case.txt").exists() else ""
        return report

    return make


def left_out(report: dict[str, Any]) -> dict[str, int]:
    return {one["rule"]: one["words"] for one in report["left out"]}


NOTE = '<note xml:id="{0}" target="#c.{0}"><p><ref type="back" target="#c.{0}">[{1}]</ref> {2}</p></note>'
CALL = '<ref type="noteref" xml:id="c.{0}" target="#{0}">[{1}]</ref>'


def call(note: str, number: int) -> str:
    return CALL.format(note, number)


def note(name: str, number: int, words: str) -> str:
    return NOTE.format(name, number, words)


# --- what used to be lost


KEPT = {
    "a division of notes that nothing calls": '<div type="notes"><head>NOTES</head><note><p>1. Said once.</p></note></div>',
    "a note called from a running head": f"<p>Word.</p><fw>{call('n.1', 1)}</fw><note xml:id='n.1'><p>[1] Kept.</p></note>",
    "a note that only calls itself": note("n.1", 1, f"Round {call('n.1', 1)} again."),
    "notes that call each other": note("n.1", 1, f"Ping {call('n.2', 2)}.") + note("n.2", 2, f"Pong {call('n.1', 1)}."),
    "a note in a note": f"<p>A{call('n.1', 1)}.</p>"
    + note("n.1", 1, f"See{call('n.2', 2)}.")
    + note("n.2", 2, "Deep."),
    "printed contents": '<div type="contents"><head>Contents</head><list><item>The Ferry 12</item></list></div>',
    "a figure between paragraphs": "<figure><head>The mill, from the east</head></figure>",
    "labels without items": "<list><label>First</label><label>Second</label><item>thing</item><label>Last</label></list>",
    "words between the items of a list": "<list><item>one</item><note>aside</note><item>two</item></list>",
    "a call between blocks": f"<p>Word.</p>{call('n.1', 1)}" + note("n.1", 1, "Note."),
    "a stanza in a speech": "<sp><speaker>ANN.</speaker><lg><l>One line</l><l>and two</l></lg></sp>",
    "a direction before the speaker": "<sp><stage>Aside.</stage><speaker>ANN.</speaker><p>Words.</p></sp>",
    "a page break in a word": "<p>light<pb n='4'/>house and so on</p>",
    "what follows a heading of several lines": "<div><head>One</head><head>Two</head><p>Words.</p><head>Three</head></div>",
    "verse with a long line": f"<lg><l>{'so long a line ' * 12}</l></lg>",
    "a table with a note": f"<table><row><cell>1917{call('n.1', 3)}</cell></row></table>" + note("n.1", 3, "In March."),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_nothing_is_lost(text: str, reported: Publisher) -> None:
    report = reported(f"<text><body><p>Before.</p>{text}<p>After.</p></body></text>")
    assert {form: one["lost"] for form, one in report["outputs"].items()} == dict.fromkeys(READABLE, 0)


def test_a_note_that_nothing_calls_keeps_its_number(reported: Publisher) -> None:
    text = reported("<text><body><p>A.</p>" + note("n.1", 7, "Alone.") + "</body></text>", formats=("txt",))["txt"]
    assert "[7] Alone." in text


def test_headings_of_called_notes_are_left_out_by_rule(reported: Publisher) -> None:
    notes = f"<back><div type='notes'><head>NOTES</head>{note('n.1', 1, 'Said.')}</div></back>"
    report = reported(f"<text><body><p>A{call('n.1', 1)}.</p></body>{notes}</text>", formats=("txt",))
    assert left_out(report) == {"note calls": 1, "note numbers": 1, "note headings": 1}


# --- the title page


def test_the_rest_of_the_title_page_stands_after_it(reported: Publisher) -> None:
    page = """<titlePage><docTitle><titlePart>The Weir</titlePart></docTitle><byline>by <docAuthor>Ada Quill</docAuthor></byline>
        <epigraph><p>Water finds a way.</p></epigraph><docImprint>Vell, 1851</docImprint></titlePage>"""
    report = reported(f"<text><front>{page}</front><body><p>Words.</p></body></text>")
    assert left_out(report) == {"byline": 1}
    assert report["txt"].index("Vell, 1851") < report["txt"].index("Water finds") < report["txt"].index("Words.")


def test_each_word_of_the_title_serves_once(reported: Publisher) -> None:
    page = "<titlePage><docTitle><titlePart>Plate</titlePart><titlePart>Plate</titlePart></docTitle></titlePage>"
    assert reported(f"<text><front>{page}</front><body><p>Words.</p></body></text>")["outputs"]["txt"] == {"lost": 0}


# --- what is left out on purpose


def test_the_report_counts_what_is_left_out(reported: Publisher) -> None:
    text = """<text><body><div type="boilerplate"><p>Made by nobody.</p><div type="chapter"><p>A chapter inside.</p></div></div>
        <p>Some <choice><sic>wrods here</sic><corr>words</corr></choice>.</p><fw>RUNNING HEAD</fw></body></text>"""
    assert left_out(reported(text)) == {"furniture": 2, "boilerplate": 3, "reading": 2}
    assert left_out(reported(text, reading="diplomatic"))["reading"] == 1


def test_authors_between_whom_the_byline_is_left_out_stay_apart(reported: Publisher) -> None:
    byline = "<byline>Ward 7<docAuthor>A. Orm</docAuthor>Request <docAuthor>B. Tarn</docAuthor></byline>"
    page = f"<titlePage>{byline}<docTitle><titlePart>Locks</titlePart></docTitle></titlePage>"
    assert left_out(reported(f"<text><front>{page}</front><body><p>Words.</p></body></text>")) == {"byline": 3}


def test_the_report_is_the_same_every_time(reported: Publisher, tmp_path: Path) -> None:
    text = "<text><body><p>Words and words.</p></body></text>"
    reported(text, formats=("txt",))
    once = (tmp_path / "report.json").read_bytes()
    reported(text, formats=("txt",))
    assert (tmp_path / "report.json").read_bytes() == once


# --- a loss is told


def test_a_lost_passage_is_an_error_at_its_place(tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format("<text><body><p>One two three.</p>\n<p>Four five\nsix seven.</p></body></text>"))
    text = conservation.text_of(tei, "corrected")
    kept = conservation.compare(text, "txt", conservation.Shown("One two three. Four five"))
    assert kept.lost == 2
    assert [(one.code, one.line, one.values["words"]) for one in kept.findings] == [("pu-lost", 4, "six seven.")]


def test_every_loss_of_an_output_is_raised_after_all_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(publish.__globals__["_READ"], "txt", lambda files, text: conservation.Shown("Nothing"))
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format("<text><body><p>One two three.</p></body></text>"))
    with pytest.raises(RubricatorError, match="3 words of the text are missing from the TXT") as error:
        publish(tei, tmp_path, formats=("txt", "md"))
    assert error.value.exit == 1
    assert (tmp_path / "case.md").exists()


# --- words of a PDF


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("a light\ufffehouse", {"lighthouse"}),
        ("self\ufffemade", {"self", "made"}),
        ("a light\ufffe\n12\nThe Weir\nhouse stood", {"lighthouse"}),
        ("in 19173 they", {"1917"}),
        ("xxx\u200b\nyyy", {"xxxyyy"}),
    ],
)
def test_words_cut_by_the_page_are_whole(printed: str, expected: set[str]) -> None:
    needed = dict.fromkeys(["lighthouse", "self", "made", "1917", "xxxyyy"], 1)
    assert expected <= set(conservation.words(conservation.printed_words(printed, needed)))


@pytest.mark.parametrize("word", ["ﬁne", "FINE", "fi\u00adne", "fi\u0301ne"])
def test_words_are_compared_by_their_letters(word: str) -> None:
    assert conservation.words(word) == ["fine"]


# --- pages


def boxes_of(*boxes: tuple[float, float, float, float]) -> list[pages.Box]:
    return [pages.Box(*box) for box in boxes]


def test_lines_on_one_another_are_seen() -> None:
    lines = boxes_of((10, 100, 200, 90), (10, 98, 180, 88), (10, 80, 200, 70))
    assert [code for code, _ in pages._misplaced(lines, 300, 400)] == ["pu-overprint"]


def test_lines_that_only_touch_are_not() -> None:
    lines = boxes_of((10, 100, 200, 90), (10, 91, 200, 81), (199, 104, 205, 96))
    assert list(pages._misplaced(lines, 300, 400)) == []


def test_what_leaves_the_page_is_seen() -> None:
    assert [code for code, _ in pages._misplaced(boxes_of((10, 100, 320, 90)), 300, 400)] == ["pu-outside"]


LONG = {
    "a stanza longer than a page": "<lg>" + "".join(f"<l>Line {n} of a long song</l>" for n in range(90)) + "</lg>",
    "a stanza of long lines": "<lg>" + f"<l>{'word ' * 80}</l>" * 9 + "</lg>",
    "a heading longer than a page": f"<div><head>{'A heading of many words ' * 60}</head><p>Words.</p></div>",
    "an endless word": f"<p>{'abcdefghij' * 40}</p>",
    "an endless word in a heading": f"<div><head>{'abcdefghij' * 40}</head><p>Words.</p></div>",
    "a long note": f"<p>Word{call('n.1', 1)}.</p>" + note("n.1", 1, "note " * 1500),
    "a long cell": f"<table><row><cell>{'cell ' * 900}</cell><cell>b</cell></row></table>",
    "a speech in verse": "<sp><speaker>ANN.</speaker>"
    + "".join(f"<l>Line {n} of hers</l>" for n in range(90))
    + "</sp>",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_is_longer_than_a_page_is_not_printed_on_itself(text: str, reported: Publisher) -> None:
    reported(f"<text><body>{text}</body></text>", formats=("pdf",))
