"""What is strange in authority files is told; the files that we ship have nothing strange in them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import EDITIONS, ROOT
from harbour import AUTHORITY, write_edition

from rubricator.cli import main
from rubricator.model import edition
from rubricator.validate.authority import lint


def told(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    text = AUTHORITY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "names.xml").write_text(text, encoding="utf-8")
    return [one.sentence for one in lint([tmp_path / "names.xml"])]


VELL = "<placeName>Vell</placeName>"
FENN = '<sex value="M"/><persName><roleName>General'


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (VELL, f"{VELL}<location><geo>95 10</geo></location>", "pl.vell: 95 10 lies nowhere on earth"),
        (VELL, f"{VELL}<location><geo>north</geo></location>", "pl.vell: “north” are no coordinates"),
        (VELL, "<placeName>Vełl</placeName><placeName>Vel</placeName>", "pl.vell: “Vel” is “Vełl” with letters lost"),
        ('"pl.third"><placeName>Thirdness', '"pl.third"><placeName>Otherness', "pl.third: pl.other has the same name"),
        ('xml:id="p.voss"', 'xml:id="p.voss" corresp="wd:4242"', "p.voss: wd:4242 is no id of wd"),
        (FENN, f'<idno type="Wikidata">Douglas</idno>{FENN}', "p.fenn: “Douglas” is no id of wikidata"),
        (FENN, FENN.replace('"M"', '"who knows"'), "p.fenn: “who knows” states no sex"),
        (FENN, f'<birth when="1900"/><death when="1890-05"/>{FENN}', "p.fenn: the death comes before the birth"),
        (FENN, f'<birth when="1700"/><death when="1890"/>{FENN}', "p.fenn: the life lasted 190 years"),
        ('xml:id="p.fenn"', 'xml:id="p.fenn" sex="F"', "p.fenn: two sexes are stated"),
    ],
)
def test_each_strange_thing(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert told(tmp_path, (old, new)) == [what]


def test_one_link_for_two(tmp_path: Path) -> None:
    linked = [(f'xml:id="{id}"', f'xml:id="{id}" corresp="wd:Q1"') for id in ("p.fenn", "p.voss")]
    assert told(tmp_path, *linked) == ["p.voss: p.fenn has the same link wd:Q1"]


def test_a_place_far_from_its_country(tmp_path: Path) -> None:
    country = (
        VELL,
        f'{VELL}<location><country ref="#pl.other">Otherness</country><geo>-40 170</geo></location>',
    )
    capital = (
        "<placeName>Otherness</placeName>",
        "<placeName>Otherness</placeName><location><geo>50 10</geo></location>",
    )
    (one,) = told(tmp_path, country, capital)
    assert "km from Otherness" in one


def test_nothing_strange(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_the_shared_files_have_nothing_strange() -> None:
    assert [str(one) for one in lint(sorted((ROOT / "xml/authority").glob("*.xml")))] == []


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda path: path.name)
def test_nor_have_those_of_the_editions(folder: Path) -> None:
    assert [str(one) for one in lint(edition.load(folder).authority_files())] == []


def test_facts_that_were_wrong_once() -> None:
    text = (ROOT / "xml/authority/places-world.xml").read_text(encoding="utf-8")
    for name, place in (("Odessa", "46.48 30.73"), ("Valencia", "39.47 -0.38")):
        entry = text[text.index(f"<placeName>{name}</placeName>") :]
        assert f"<geo>{place}</geo>" in entry[: entry.index("</place>")]


def test_command_line(tmp_path: Path) -> None:
    (tmp_path / "names.xml").write_text(AUTHORITY)
    done = CliRunner().invoke(main, ["lint", str(tmp_path / "names.xml")])
    assert done.exit_code == 0
    assert "1 files, 0 strange things" in done.stderr


def test_a_file_without_entries_is_told(tmp_path: Path) -> None:
    (tmp_path / "names.xml").write_text("<html><body/></html>")
    assert [one.code for one in lint([tmp_path / "names.xml"])] == ["au-empty"]


def test_encode_tells_what_is_strange_in_the_files_of_the_edition(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    (file,) = (folder / "authority").glob("*.xml")
    file.write_text(file.read_text(encoding="utf-8").replace(VELL, f"{VELL}<location><geo>north</geo></location>"))
    told = CliRunner().invoke(main, ["encode", str(folder), "-o", str(tmp_path / "out.xml")]).stderr
    assert "au-strange warning: pl.vell: “north” are no coordinates" in told
