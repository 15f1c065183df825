"""Plain text and Markdown: plays, verse, sections, and several texts in one book, as a reader would type them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from rubricator.publish import publish

GROUP = Path(__file__).parent / "xslt/group.xml"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc/></teiHeader><text><body>{}</body></text></TEI>'

Writer = Callable[[str, str], str]


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    """The body of a text in a format, without the title of the book."""

    def make(body: str, form: str) -> str:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(body), encoding="utf-8")
        (path,) = publish(tei, tmp_path, formats=(form,))
        return path.read_text(encoding="utf-8").split("\n\n", 1)[1]

    return make


def test_verse_keeps_its_indents(written: Writer) -> None:
    verse = "<lg><l>White,</l><l rend='indent(2)'>wide.</l></lg>"
    assert written(verse, "txt") == "White,\n    wide.\n"
    assert written(verse, "md") == "White,\\\n\u2003\u2003wide.\n"


def test_shared_verse_begins_where_the_line_before_it_ends(written: Writer) -> None:
    speeches = "<sp><speaker>ANN.</speaker><l part='I'>Who goes?</l></sp><sp><speaker>BEN.</speaker><l part='F'>A friend.</l></sp>"
    assert written(speeches, "txt") == "ANN.\nWho goes?\n\nBEN.\n         A friend.\n"


def test_a_word_in_two_pieces_is_emphasized_once(written: Writer) -> None:
    body = "<p>In <date><hi>De</hi></date><quote><date><hi>cember</hi></date></quote> it froze.</p>"
    assert written(body, "md") == "In *December* it froze.\n"


def test_untitled_sections_stay_apart(written: Writer) -> None:
    sections = "".join(f"<div type='section'><p>{word}.</p></div>" for word in ("One", "Two"))
    assert written(sections, "txt") == "One.\n\n\nTwo.\n"
    assert written(sections, "md") == "One.\n\n* * *\n\nTwo.\n"


def test_a_motto_is_set_off_once(written: Writer) -> None:
    motto = "<epigraph><cit><quote rend='block'><p>Words.</p></quote> <bibl>Ann, <title><hi>A Book</hi></title></bibl></cit></epigraph><p>Text.</p>"
    assert written(motto, "md") == "> Words.\n>\n> Ann, *A Book*\n\nText.\n"


def test_a_title_in_a_title_is_no_riddle(written: Writer) -> None:
    cited = "<p><bibl><title>A <title level='a'>B</title> <hi rend='bold'>C</hi></title> <title level='a'>D</title></bibl></p>"
    assert written(cited, "txt") == "A B C D\n"


def test_lines_of_a_heading_are_told_apart(written: Writer) -> None:
    text = (
        "<div type='chapter'><head type='number'>CHAPTER I</head><head type='title'>The Quay</head><p>Words.</p></div>"
    )
    assert written(text, "md") == "## CHAPTER I: The Quay\n\nWords.\n"


def test_the_title_of_a_poem_stands_above_it(written: Writer) -> None:
    poem = "<lg type='poem'><head>The Gull</head><lg><l>White,</l><l>wide.</l></lg></lg>"
    assert written(poem, "md") == "## The Gull\n\nWhite,\\\nwide.\n"


def test_a_speech_cut_by_its_speaker_is_one_row(tmp_path: Path) -> None:
    said = "<said who='#c.a' xml:id='said.1' next='#said.2'>‘Do,’</said> said Ann, <said who='#c.a' xml:id='said.2' prev='#said.1'>‘come.’</said>"
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format(f"<p>{said}</p>"), encoding="utf-8")
    (path,) = publish(tei, tmp_path, formats=("json",))
    (speech,) = json.loads(path.read_bytes())["speeches"]
    assert (speech["words"], speech["paragraph"], speech["addressee"]) == ("‘Do,’ ‘come.’", 1, None)


def test_each_text_of_a_group_is_a_part(tmp_path: Path) -> None:
    plain, book = publish(GROUP, tmp_path, formats=("md", "epub"))
    heads = [line for line in plain.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert heads == [
        "# A Quay Book",
        "## The Rope: A Tale", "### I", "### II",
        "## THE PUMP", "### PERSONS", "### ACT I",
        "## Songs", "### The Gull",
        "## A Letter",
    ]  # fmt: skip
    with zipfile.ZipFile(book) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    entries = nav.iterfind("{*}body/{*}nav[@id='toc']/{*}ol/{*}li/{*}a")
    parts = ["".join(entry.itertext()) for entry in entries]
    assert parts[:5] == ["Title page", "The Rope A Tale", "THE PUMP", "Songs", "A Letter"]


def test_each_text_of_a_group_has_a_title_page_in_print(tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    (path,) = publish(GROUP, tmp_path, formats=("pdf",))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [(" ".join(one.title.split()), len(one.children)) for one in outline.root][:4] == [
            ("The Rope A Tale", 2),
            ("THE PUMP", 2),
            ("Songs", 1),
            ("A Letter", 0),
        ]
