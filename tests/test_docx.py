"""The manuscript for a word processor: styles, footnotes, verse."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rubricator.model.messages import RubricatorError
from rubricator.publish import publish

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A Case</title>'
    "</titleStmt></fileDesc></teiHeader><text><body>{}</body></text></TEI>"
)
Manuscript = Callable[[str], dict[str, str]]


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    """Parts of the DOCX of a body."""
    pytest.importorskip("pypandoc")

    def make(body: str) -> dict[str, str]:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(body), encoding="utf-8")
        (path,) = publish(tei, tmp_path, formats=("docx",))
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}

    return make


def styles(parts: dict[str, str]) -> list[str]:
    return re.findall(r'<w:pStyle w:val="([^"]+)"', parts["word/document.xml"])


def test_plays_and_verse_have_styles_of_their_own(manuscript: Manuscript) -> None:
    parts = manuscript(
        "<div><head>Scene</head><stage>Enter Ned.</stage><sp><speaker>NED.</speaker><p>Who is there?</p></sp>"
        "<sp><speaker>MABEL.</speaker><l>It is the tide,</l><l rend='indent(1)'>and nothing else.</l></sp>"
        "<ab type='separator'>***</ab><p>He went.</p></div>"
    )
    assert styles(parts) == [
        *("Title", "Heading1", "StageDirection", "Speech", "Speech", "Verse", "SceneBreak", "BodyText")
    ]
    assert parts["word/document.xml"].count("<w:br") == 1
    assert "\u2003and nothing else." in parts["word/document.xml"].replace("</w:t></w:r><w:r><w:t>", "")


def test_notes_are_footnotes_of_the_document(manuscript: Manuscript) -> None:
    call, inner = (f"<ref type='noteref' xml:id='r{n}' target='#n{n}'>{n}</ref>" for n in (1, 2))
    notes = f"<note n='1' xml:id='n1'><p>Of salt.{inner}</p></note><note n='2' xml:id='n2'><p>And of tar.</p></note>"
    parts = manuscript(f"<div><head>One</head><p>The quay{call} is old.</p></div><div type='notes'>{notes}</div>")
    assert parts["word/document.xml"].count("<w:footnoteReference ") == 1
    assert "Of salt." in parts["word/footnotes.xml"]
    assert "And of tar." in parts["word/footnotes.xml"]


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format("<p>The same.</p>"), encoding="utf-8")
    first, second = (publish(tei, tmp_path / name, formats=("docx",))[0].read_bytes() for name in "ab")
    assert first == second


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format("<p>Words.</p>"), encoding="utf-8")
    with pytest.raises(RubricatorError, match=r"rubricator\[docx\]"):
        publish(tei, tmp_path, formats=("docx",))
