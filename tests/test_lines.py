"""Numbers of the lines of verse: counted within scenes and poems, or as printed, and the anchors of plays."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from rubricator.publish import publish

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc/></teiHeader><text><body>{}</body></text></TEI>'

Numbers = Callable[..., list[tuple[str, str, str]]]


def verse(count: int) -> str:
    return "".join(f"<l>The tide goes out at number {n}</l>" for n in range(1, count + 1))


def speech(lines: str) -> str:
    return f"<sp><speaker>ORLO.</speaker>{lines}</sp>"


def scene(lines: str, kind: str = "scene") -> str:
    return f"<div type='{kind}'><head>A Quay</head>{speech(lines)}</div>"


@pytest.fixture
def numbered(tmp_path: Path) -> Numbers:
    """Anchor, number and words of each line that has one of the two."""

    def make(body: str, **options: str) -> list[tuple[str, str, str]]:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(body), encoding="utf-8")
        path, *_ = publish(tei, tmp_path, formats=("html",), **options)
        marks = html.fromstring(path.read_bytes()).xpath('//main//span[@class="ln"]')
        return [(one.get("id", ""), one.text or "", (one.tail or "").strip()) for one in marks]

    return make


def test_a_play_is_counted_by_act_and_scene(numbered: Numbers) -> None:
    acts = "".join(f"<div type='act'><head>ACT</head>{scene(verse(6))}{scene(verse(5))}</div>" for _ in range(2))
    found = numbered(acts)
    assert [anchor for anchor, number, _ in found if number] == ["line.1.1.5", "line.1.2.5", "line.2.1.5", "line.2.2.5"]
    assert found[0] == ("line.1.1.1", "", "The tide goes out at number 1")


def test_a_shared_line_is_one_line(numbered: Numbers) -> None:
    shared = "<l part='I'>Who comes?</l></sp><sp><speaker>MABEL.</speaker><l part='F'>A friend of yours.</l>"
    found = numbered(scene(verse(3) + shared + "<l>Then come in.</l>"))
    assert found[-1] == ("line.1.5", "5", "Then come in.")
    assert "A friend of yours." not in {words for *_, words in found}


def test_printed_numbers_go_before_counted_ones(numbered: Numbers) -> None:
    lines = verse(20).replace("<l>", "<l n='110'>", 1)
    assert [number for _, number, _ in numbered(scene(lines)) if number] == ["110"]
    assert not [number for _, number, _ in numbered(scene(verse(20)), line_numbers="as printed") if number]


def test_a_poem_is_counted_where_it_is_long(numbered: Numbers) -> None:
    def poem(count: int) -> str:
        return f"<div type='poem'><head>The Bar</head><lg>{verse(count)}</lg></div>"

    assert [number for _, number, _ in numbered(poem(20)) if number] == ["5", "10", "15", "20"]
    assert numbered(poem(14)) == []
    assert numbered(poem(20), line_numbers="none") == []


def test_quoted_verse_is_not_counted(numbered: Numbers) -> None:
    assert numbered(f"<p>He sang.</p><quote rend='block'><lg>{verse(20)}</lg></quote><p>Then he slept.</p>") == []


def test_two_scenes_of_one_number_have_no_anchors(numbered: Numbers) -> None:
    found = numbered("".join(scene(verse(5)).replace("'scene'", "'scene' n='1'") for _ in range(2)))
    assert [(anchor, number) for anchor, number, _ in found] == [("", "5"), ("", "5")]


def test_the_epub_has_the_same_anchors(tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    tei.write_text(TEI.format(scene(verse(5))), encoding="utf-8")
    (path,) = publish(tei, tmp_path, formats=("epub",))
    with zipfile.ZipFile(path) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    assert '<span class="ln" id="line.1.5">5</span>' in pages


def test_numbers_on_every_line_are_not_all_shown(numbered: Numbers) -> None:
    lines = "".join(f"<l n='{n}'>The tide goes out</l>" for n in range(101, 121))
    found = numbered(f"<div type='poem'><head>The Bar</head><lg>{lines}</lg></div>")
    assert [number for _, number, _ in found if number] == ["105", "110", "115", "120"]
