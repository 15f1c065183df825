"""Cited works in the TEI: entries sorted into article, book, imprint and series; both forms read back."""

import json
import re

import pytest
from lxml import etree

from rubricator.header.cited_works import structured
from rubricator.model.authority import load
from rubricator.report.works import to_bibtex, to_csl, works
from rubricator.review.entities import fill, form

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
BOOK = """<bibl xml:id="b.ports" corresp="wd:Q1" type="report"><title level="m">The Ice Ports</title>,
<author>Tove Marl</author> (<date when="1920">1920</date>: <publisher>Lamp</publisher>, <pubPlace>Vell</pubPlace>)
<idno type="ISBN">12</idno> <biblScope unit="volume">2</biblScope> <note>Seen.</note></bibl>"""
ARTICLE = """<bibl xml:id="b.thaw"><author>Ada Fenn</author> <title level="a">Thaw</title> <author>Orlo Brack</author>
<editor>Ilse Rook</editor> <title level="m">Lamps</title> <title level="s">Northern Papers</title>
<biblScope unit="volume">7</biblScope> <pubPlace>Vell</pubPlace></bibl>"""
LOOSE = """<bibl xml:id="b.log"><author>Marl</author>, the second log, called <title level="m">Log</title>
<note>Lost.</note></bibl>"""


def element(text):
    return etree.fromstring(re.sub(r"(?<=[a-zA-Z]) ", f" {TEI} ", text, count=1))


def outline(found):
    """The element as one line of names, without namespaces; words where it holds no elements."""
    inner = " ".join(map(outline, found)) if len(found) else found.text or ""
    return f"{etree.QName(found).localname}({inner})"


def test_a_book_stands_in_monogr_in_the_order_of_the_guidelines():
    assert outline(structured(element(BOOK))) == (
        "biblStruct(monogr(author(Tove Marl) title(The Ice Ports) idno(12) "
        "imprint(pubPlace(Vell) publisher(Lamp) date(1920)) biblScope(2)) note(Seen.))"
    )


def test_the_entry_keeps_its_attributes():
    assert dict(structured(element(BOOK)).attrib) == dict(element(BOOK).attrib)


def test_an_article_is_told_from_its_book_and_the_row_of_books():
    assert outline(structured(element(ARTICLE))) == (
        "biblStruct(analytic(author(Ada Fenn) title(Thaw)) monogr(author(Orlo Brack) editor(Ilse Rook) title(Lamps) "
        "imprint(pubPlace(Vell))) series(title(Northern Papers) biblScope(7)))"
    )


def test_words_that_cannot_be_sorted_stay_in_a_note():
    assert outline(structured(element(LOOSE))).endswith(
        "imprint(date())) note(Lost.) note(Marl, the second log, called Log))"
    )


@pytest.mark.parametrize("entry", ['<bibl xml:id="b.x">Some old log</bibl>', '<biblStruct xml:id="b.x"/>'])
def test_what_has_no_title_and_what_is_sorted_stays(entry):
    found = element(entry)
    assert structured(found) is found


@pytest.mark.parametrize("entry", [BOOK, ARTICLE, LOOSE])
def test_reference_managers_get_the_same_from_both_forms(entry):
    loose, sorted_ = (
        works(element(f"<TEI ><standOff><listBibl>{one}</listBibl></standOff></TEI>"))
        for one in (entry, etree.tostring(structured(element(entry)), encoding="unicode"))
    )
    assert json.loads(to_csl(loose)) == json.loads(to_csl(sorted_))
    assert to_bibtex(loose) == to_bibtex(sorted_)


@pytest.mark.parametrize("sort", [lambda one: one, structured])
def test_an_authority_file_may_hold_either(tmp_path, sort):
    entry = etree.tostring(sort(element(ARTICLE)), encoding="unicode")
    file = tmp_path / "works.xml"
    file.write_text(f"<TEI {TEI}><standOff><listBibl>{entry}</listBibl></standOff></TEI>", encoding="utf-8")
    known = load([file])
    assert (known.kind("b.thaw"), known.label("b.thaw"), known.level("b.thaw")) == ("bibl", "Thaw", "a")
    assert known.find("Thaw") == ["b.thaw"]


def test_the_workbench_edits_a_sorted_work():
    entry = structured(element(BOOK))
    fill(entry, {"name": "Ice Ports", "variants": "Ports of Ice", "note": "Seen twice."})
    assert (form(entry)["name"], form(entry)["variants"], form(entry)["note"]) == (
        "Ice Ports",
        "Ports of Ice",
        "Seen twice.",
    )
    assert outline(entry).startswith("biblStruct(monogr(author(Tove Marl) title(Ice Ports) title(Ports of Ice)")
