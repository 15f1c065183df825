"""Notes: calls and notes found, and linked both ways."""

import pytest

from rubricator.annotate.layout.annotator import structure
from rubricator.annotate.notes import notes
from rubricator.annotate.stages import run
from rubricator.model.context import Context
from rubricator.model.document import Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import Source

BODY = "CHAPTER I\n\nThe pier was long[1] and wet.[2]\n\n\n\n"


def document(text, author_id=""):
    return run(Document(Source(text)), Context(Edition(edition=Metadata(author_id=author_id))), [structure, notes])


def links(text):
    """(call, note) by the words of both, from either side."""
    whole = document(text)
    by_id = {one.attrs["id"]: one for one in whole.in_layer("note", "noteref")}
    there = [(whole.slice(one), whole.slice(by_id[one.attrs["target"]])) for one in whole.in_layer("noteref")]
    back = [
        by_id[one.attrs["target"]].attrs["target"] == one.attrs["id"]
        for one in whole.in_layer("note")
        if "target" in one.attrs
    ]
    assert all(back)
    return there


def test_endnotes():
    assert links(BODY + "NOTES\n\n[1] Very.\n\n[2] Quite.") == [("[1]", "[1] Very."), ("[2]", "[2] Quite.")]


def test_ids_repeat_the_printed_numbers():
    whole = document(BODY + "NOTES\n\n[1] Very.\n\n[2] Quite.")
    assert [one.attrs["id"] for one in whole.in_layer("note")] == ["n.1", "n.2"]
    assert [(whole.slice(one), one.attrs["target"]) for one in whole.in_layer("backref")] == [
        ("[1]", "nr.1"),
        ("[2]", "nr.2"),
    ]


def test_a_note_of_two_paragraphs():
    assert links(BODY + "NOTES\n\n[1] Very.\n\nIndeed.\n\n[2] Quite.")[0][1] == "[1] Very.\n\nIndeed."


def test_numbers_that_begin_again_with_each_chapter():
    text = (
        "CHAPTER I\n\nA pier.[1]\n\n\n\nCHAPTER II\n\nA boat.[1]\n\n\n\nNOTES\n\n[1] Of the pier.\n\n[1] Of the boat."
    )
    assert [note for _, note in links(text)] == ["[1] Of the pier.", "[1] Of the boat."]


def test_notes_after_each_chapter():
    text = "CHAPTER I\n\nA pier.[1]\n\n[1] Of the pier.\n\n\n\nCHAPTER II\n\nA boat.[1]\n\n[1] Of the boat."
    assert [note for _, note in links(text)] == ["[1] Of the pier.", "[1] Of the boat."]


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("[3]", "[Footnote 3: As I said.]"),
        ("*", "* As I said."),
        ("†", "† As I said."),
        ("[A]", "[A] As I said."),
        ("¹", "¹ As I said."),
    ],
)
def test_footnotes_where_the_page_ended(call, note):
    text = f"The pier was long.{call}\n\n{note}\n\nThe sea was wide."
    assert links(text) == [(call, note)]
    assert [one.attrs["place"] for one in document(text).in_layer("note")] == ["foot"]


def test_a_row_of_asterisks_is_no_note():
    assert document("The pier was long.\n\n* * *\n\nThe sea was wide.").in_layer("note") == []


def test_a_note_in_brackets_is_the_editors():
    whole = document(BODY + "NOTES\n\n[1] [It was short.]\n\n[2] Quite.", "p.quill")
    assert [(one.attrs["type"], one.attrs["resp"]) for one in whole.in_layer("note")] == [
        ("editorial", "resp.bookeditor"), ("authorial", "p.quill"),
    ]  # fmt: skip


def test_a_bracketed_sentence_makes_a_mixed_note():
    whole = document(BODY + "NOTES\n\n[1] Very long. [It fell in 1930.]\n\n[2] Quite.")
    assert [one.attrs["type"] for one in whole.in_layer("note")] == ["mixed", "authorial"]
    assert [whole.slice(one) for one in whole.in_layer("seg")] == ["[It fell in 1930.]"]


def test_an_author_without_id_has_the_headers():
    assert document(BODY + "NOTES\n\n[1] Very.\n\n[2] Quite.").in_layer("note")[0].attrs["resp"] == "resp.author"


def test_a_note_that_nothing_calls_is_flagged():
    whole = document("CHAPTER I\n\nThe pier.[1]\n\n\n\nNOTES\n\n[1] Very.\n\n[2] Quite.")
    assert [one.attrs["reason"] for one in whole.in_layer("flag")] == ["Note 2 is not called in the text."]


def test_a_note_called_twice_leads_back_to_both_calls():
    whole = document("The mill[1] and the quay[1] stood.\n\n[1] Both are gone.")
    assert [one.attrs["target"] for one in whole.in_layer("note")] == ["nr.1 nr.2"]


def test_a_call_without_a_note_is_text():
    assert document("CHAPTER I\n\nThe pier.[7]\n\n\n\nNOTES\n\n[1] Very.").in_layer("noteref") == []
