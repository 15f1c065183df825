"""What an archive states of a text, and what its words must not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubricator.annotate.layout.archive import people, statement
from rubricator.build import encode
from rubricator.model.source import Source
from rubricator.publish import publish

HEADER = """Title: The Tide Mill
       A Story of the Coast

Author: Ada Quill

Translator: Jon Marl and Tess Orrin

Illustrator: Various

Release Date: May 1, 2004 [EBook #77]

Language: English

*** START OF THIS ARCHIVE EBOOK THE TIDE MILL ***

Transcribed from the 1887 Pell & Sons edition by Someone.

"""
STORY = "The mill stood at the end of the quay, and nobody had worked it for years. Adam Pell passed it every day.\n\n"
LICENCE = (
    '*** END OF THIS ARCHIVE EBOOK ***\n\nMr. Michael Stone wrote this licence on 3 May 2001; he said, "Read it."\n'
)


class TestStatement:
    def test_labelled_lines(self) -> None:
        found = statement(HEADER, len(HEADER))
        assert (found.title, found.subtitle) == ("The Tide Mill", "A Story of the Coast")
        assert found.authors == ("Ada Quill",)
        assert [one.name for one in found.contributors] == ["Jon Marl", "Tess Orrin"]
        assert (found.printed.date, found.printed.publisher) == ("1887", "Pell & Sons")
        assert "Release date: May 1, 2004" in found.description

    def test_a_title_that_goes_on(self) -> None:
        assert (
            statement("Title: Debate on the Harbour,\n    2d Session\n", 100).title
            == "Debate on the Harbour, 2d Session"
        )

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("Various", []),
            ("Anonymous.", []),
            ("Quill, Ada", ["Quill, Ada"]),
            ("Henry W. Marl, J.E. Pell, and Geo. F. Orrin.", ["Henry W. Marl", "J.E. Pell", "Geo. F. Orrin"]),
            ("John Marl, Jr. and Ada Quill", ["John Marl, Jr.", "Ada Quill"]),
            ("the Rev. Ada Quill, M.A.", ["the Rev. Ada Quill, M.A."]),
            ("Harbour and Light Company", ["Harbour and Light Company"]),
        ],
    )
    def test_names(self, line: str, names: list[str]) -> None:
        assert people(line) == names


class TestBoilerplate:
    def test_a_licence_names_nobody_and_dates_nothing(self) -> None:
        document = encode(Source(HEADER + STORY * 8 + LICENCE)).document
        start, end = document.text.index("Adam"), document.text.index("*** END")
        for layer in ("persName", "date", "said", "rs", "measure"):
            assert all(start <= one.start < end for one in document.in_layer(layer)), layer
        assert any(document.slice(one) == "Adam Pell" for one in document.in_layer("persName"))

    def test_the_header_names_the_contributors(self) -> None:
        tei = encode(Source(HEADER + STORY * 8 + LICENCE)).tei
        assert "<resp>translation</resp>" in tei and "Tess Orrin" in tei and "Pell &amp; Sons" in tei

    @pytest.mark.parametrize(
        "note", ["[Transcriber's Note: The tide is kept.]", "TRANSCRIBER'S NOTE:\n\nThe tide is kept."]
    )
    def test_a_transcribers_note_is_a_note_and_is_shown(self, tmp_path: Path, note: str) -> None:
        done = encode(Source(HEADER + note + "\n\n\n\n\n" + STORY * 8 + LICENCE))
        assert [done.document.slice(one) for one in done.document.in_layer("fileNote")] == [note.rpartition("\n")[2]]
        (tmp_path / "mill.xml").write_text(done.tei, encoding="utf-8")
        publish(tmp_path / "mill.xml", tmp_path, formats=["txt"])
        shown = (tmp_path / "mill.txt").read_text(encoding="utf-8")
        assert "The tide is kept." in shown and "Gutenberg" not in shown

    def test_words_of_an_archive_without_a_mark(self) -> None:
        scan = (
            "This is a digital copy of a book that was preserved for years.\n\n"
            "Usage\n\nMake no automated queries.\n\nAbout Google Book Search\n\n"
        )
        document = encode(Source(scan + "THE TIDE MILL\n\nby Ada Quill\n\n\n\n" + STORY * 8)).document
        (one,) = [div for div in document.in_layer("div") if div.attrs.get("type") == "boilerplate"]
        assert document.slice(one).endswith("Search")
