"""What is made of all texts of a corpus: shared authority, teiCorpus, tables, quality report, library."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree, html

from rubricator.corpus import anthology, entities, quality, search_index, tables
from rubricator.corpus import shelf as library
from rubricator.corpus.entities import Member
from rubricator.corpus.finish import Together, finish
from rubricator.corpus.job import DONE, Job, Wishes
from rubricator.corpus.manifest import Entry
from rubricator.corpus.shelf import Book, write_library
from rubricator.corpus.work import do

TALES = {
    "door": "THE GREEN DOOR\n\nby Ada Pell\n\nCHAPTER I\n\n“Come in,” said Orla Venn.\n\nNobody came. It was 4 May 1913 in London.\n",
    "gate": "THE GREEN GATE\n\nby Ada Pell\n\nCHAPTER I\n\n“Go on,” said Orla Venn.\n\nShe went on to London in June 1914.\n",
}


def entry(id: str, state: str = DONE, facts: Mapping[str, object] | None = None, **more: object) -> Entry:
    return Entry(**{
        "id": id, "place": f"{id}.txt", "input": "i", "configuration": "c", "version": "v", "state": state, "seconds": 1.0,
        "megabytes": 90.0, "size": 10, "messages": (), "facts": facts or {}, **more,
    })  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Entry]]:
    """Two tales by one hand, built, and one that failed."""
    folder = tmp_path_factory.mktemp("corpus")
    known: dict[str, Entry] = {}
    for name, text in TALES.items():
        (folder / f"{name}.txt").write_text(text)
        outcome = do(Job(name, str(folder / f"{name}.txt"), Wishes(str(folder / "out"), ())))
        assert outcome.state == DONE, outcome.messages
        known[name] = entry(name, facts=outcome.facts)
    told = {"message": "the file is empty", "remedy": "look", "severity": "error"}
    known["void"] = entry("void", "failed", messages=(told,))
    assert finish(folder / "out", known, Together("Doors & Gates", "https://books.example", True), lambda _: None)
    return folder / "out", known


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# ---------------------------------------------------------------- the whole
def test_the_whole_is_made_once(shelf: tuple[Path, dict[str, Entry]]) -> None:
    folder, known = shelf
    assert not finish(folder, known, Together("Doors & Gates", "https://books.example", True), lambda _: None)


def test_a_tei_corpus_that_points_to_its_texts(shelf: tuple[Path, dict[str, Entry]]) -> None:
    root = etree.parse(shelf[0] / anthology.FILE).getroot()
    assert [one.get("href") for one in root.iter("{*}include")] == ["door/door.xml", "gate/gate.xml"]
    assert root.findtext(".//{*}titleStmt/{*}title") == "Doors & Gates"
    person = next(one for one in root.iter("{*}person") if "Orla" in "".join(one.itertext()))
    assert person.get("corresp") == "door/door.xml#c.orla-venn gate/gate.xml#c.orla-venn"


def test_a_tei_corpus_in_one_file_has_each_id_once(shelf: tuple[Path, dict[str, Entry]]) -> None:
    root = etree.parse(shelf[0] / anthology.JOINED).getroot()
    ids = [str(id) for id in root.xpath("//@xml:id")]
    assert len(ids) == len(set(ids)) and "door.c.orla-venn" in ids
    pointers = {
        part[1:]
        for value in root.xpath("//@ref | //@who | //@ana | //@corresp")
        for part in str(value).split()
        if part[0] == "#"
    }
    assert pointers and pointers <= set(ids)


def test_tables_over_all_texts(shelf: tuple[Path, dict[str, Entry]]) -> None:
    place = shelf[0] / "tables"
    assert [row["state"] for row in rows(place / "texts.csv")] == ["done", "done", "failed"]
    orla = [row for row in rows(place / "names.csv") if row["words"] == "Orla Venn"]
    assert {row["text"] for row in orla} == {"door", "gate"} and len({row["entity"] for row in orla}) == 1
    assert [row["heading"] for row in rows(place / "divisions.csv")] == ["CHAPTER I", "CHAPTER I"]
    assert {row["when"] for row in rows(place / "dates.csv")} == {"1913-05-04", "1914-06"}
    assert [row["words"] for row in rows(place / "speeches.csv")] == ["“Come in,”", "“Go on,”"]


def test_tables_as_parquet(shelf: tuple[Path, dict[str, Entry]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name, columns in tables.COLUMNS.items():
        table = parquet.read_table(shelf[0] / "tables" / f"{name}.parquet")
        assert tuple(table.column_names) == columns
        assert table.num_rows == len(rows(shelf[0] / "tables" / f"{name}.csv"))


# ---------------------------------------------------------------- one entity, many texts
def member(text: str, name: str, id: str = "", kind: str = "person", **more: object) -> Member:
    full = frozenset({name.casefold()}) if kind == "place" or " " in name else frozenset[str]()
    given = {"names": frozenset({name.casefold()}), "full": full, "sex": "", "type": "", "identifiers": frozenset()}
    return Member(**{  # type: ignore[arg-type]
        "text": text, "id": id or f"p.{name.lower().replace(' ', '-')}", "kind": kind, "name": name, **given,
        "authors": frozenset(), "year": None, "fictional": False, "entry": "", **more,
    })  # fmt: skip


ADA = frozenset({"Ada Pell"})
TALE = {"fictional": True}


def test_who_is_invented_is_told_by_the_list_not_by_the_id() -> None:
    person = '<person xml:id="{}"><persName>Ines Hall</persName></person>'
    tei = f'<TEI><listPerson type="fictional">{person.format("ines")}</listPerson><listPerson>{person.format("c.hall")}</listPerson></TEI>'
    ines, hall = etree.fromstring(tei).iter("person")
    assert (entities._member(ines, entry("a")).fictional, entities._member(hall, entry("a")).fictional) == (True, False)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (member("a", "Ines Hall", authors=ADA), member("b", "Ines Hall", authors=ADA), "one"),
        (member("a", "Ines Hall"), member("b", "Ines Hall"), "open"),
        (member("a", "Ines", authors=ADA), member("b", "Ines", authors=ADA), ""),
        (member("a", "Ines Hall", sex="F", authors=ADA), member("b", "Ines Hall", sex="M", authors=ADA), ""),
        (member("a", "Ines Hall", "x.ines", **TALE), member("b", "Ines Hall", "x.ines", **TALE), ""),
        (
            member("a", "Ines Hall", "x.ines", authors=ADA, **TALE),
            member("b", "Ines Hall", "x.hall", authors=ADA, **TALE),
            "one",
        ),
        (
            member("a", "I. Hall", identifiers=frozenset({("GND", "1")})),
            member("b", "Ines Hall", identifiers=frozenset({("GND", "1")})),
            "one",
        ),
        (
            member("a", "Ines Hall", authors=ADA, identifiers=frozenset({("GND", "1")})),
            member("b", "Ines Hall", authors=ADA, identifiers=frozenset({("GND", "2")})),
            "",
        ),
        (member("a", "Vell", kind="place", year=1880), member("b", "Vell", kind="place", year=1890), "one"),
        (
            member("a", "Vell", kind="place", type="river", year=1880),
            member("b", "Vell", kind="place", type="town", year=1880),
            "",
        ),
    ],
)
def test_evidence_decides(one: Member, other: Member, verdict: str) -> None:
    found = entities.shared([one, other])
    assert [judgement.verdict for judgement in found.judgements] == ([verdict] if verdict else [])
    assert len(found.entities) == (1 if verdict == "one" else 2)


def test_a_person_decides_before_all_evidence() -> None:
    pair = [member("a", "Ines Hall"), member("b", "Ines Hall")]
    listed = entities.review(entities.shared(pair))
    assert listed.splitlines()[1] == ",open,0.8,Ines Hall,b#p.ines-hall,Ines Hall,a#p.ines-hall,the same full name"
    same = entities.decisions(listed.replace("\n,open", "\nsame,open"))
    assert len(entities.shared(pair, same).entities) == 1
    apart = entities.decisions(listed.replace("\n,open", "\nother,open"))
    authors = [one for text in "ab" for one in [member(text, "Ines Hall", authors=ADA)]]
    assert len(entities.shared(authors, apart).entities) == 2


def test_every_clue_has_an_example() -> None:
    assert all(clue.weight and clue.example for clue in entities.CLUES.values())


# ---------------------------------------------------------------- which texts to open
def test_the_strangest_come_first() -> None:
    usual = [
        entry(f"t{n}", facts={"genre": "novel", "characters": 10_000, "doubts": 5, "counts": {"paragraphs": 40 + n}})
        for n in range(9)
    ]
    lump = entry("lump", facts={"genre": "novel", "characters": 10_000, "doubts": 5, "counts": {"paragraphs": 1}})
    told = entry(
        "told", facts={"genre": "drama", "characters": 9, "strange": [[9, "a play without a single speech", "see", 1]]}
    )
    failed = entry("bad", "failed", messages=({"message": "empty", "remedy": "look", "severity": "error"},))
    found = quality.judged([*usual, lump, told, failed])
    assert [one.entry.id for one in found[:3]] == ["bad", "told", "lump"]
    assert found[2].reasons[0][0] == "1.0 paragraphs in ten thousand characters, where novel have 43.5"
    assert not found[3].reasons
    assert quality.as_csv(found).splitlines()[1].startswith("100,bad,")


# ---------------------------------------------------------------- the library
def test_the_pages_of_a_library(shelf: tuple[Path, dict[str, Entry]]) -> None:
    folder, _ = shelf
    front = html.parse(folder / "index.html").getroot()
    assert [one.text for one in front.iterfind(".//cite/a")] == ["The Green Door", "The Green Gate"]
    for link in front.iter("a", "link", "script"):
        target = link.get("href") or link.get("src")
        assert (folder / target).is_file(), target
    years = html.parse(folder / "library/author.html").getroot()
    assert [one.text for one in years.iterfind(".//h3")] == ["Pell, Ada"]
    assert (
        "<script>" not in (folder / "index.html").read_text()
        and "style-src 'self'" in (folder / "index.html").read_text()
    )


def test_a_catalogue_and_a_sitemap(shelf: tuple[Path, dict[str, Entry]]) -> None:
    feed = etree.parse(shelf[0] / "opds.xml").getroot()
    entries = feed.findall("{*}entry")
    assert [one.findtext("{*}title") for one in entries] == ["The Green Door", "The Green Gate"]
    assert all(one.findtext("{*}updated", "").endswith("T00:00:00Z") for one in (feed, *entries))
    link = entries[0].find("{*}link[@rel='http://opds-spec.org/acquisition/open-access']")
    assert link is not None and link.get("href") == "https://books.example/door/door.xml"
    places = [one.text for one in etree.parse(shelf[0] / "sitemap.xml").getroot().iter("{*}loc")]
    assert places[:2] == ["https://books.example/index.html", "https://books.example/door/door.xml"]


def searched(folder: Path, word: str) -> list[int]:
    """The texts that the index names for a word, as the page reads it."""
    script = (folder / f"library/search/{search_index._shard(word):03x}.js").read_text()
    pairs = json.loads(re.sub(r"^rubricatorWords\(\d+,|\);$", "", script.strip())).get(word, [])
    texts, at = [], 0
    for step in pairs[::2]:
        at += step
        texts.append(at)
    return texts


def test_the_search_finds_words_in_their_texts(shelf: tuple[Path, dict[str, Entry]]) -> None:
    assert searched(shelf[0], "orla") == [0, 1]
    assert searched(shelf[0], "nobody") == [0]


def test_a_large_library_has_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_ON_A_PAGE", 5)
    monkeypatch.setattr(library, "_IN_A_SITEMAP", 5)
    books = []
    for number in range(12):
        name = f"b{number:02}"
        books.append(Book(name, f"Tale {number}", authors=(f"Author {number % 3}",), files=(f"{name}.xml",)))
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.xml").write_text("<TEI><text xml:space='preserve'>sea</text></TEI>")
    write_library(tmp_path, books, address="https://books.example")
    pages = ["author-2.html", "author-3.html", "author.html"]
    assert sorted(path.name for path in tmp_path.glob("library/author*.html")) == pages
    feed = etree.parse(tmp_path / "opds.xml").getroot()
    assert [one.get("href") for one in feed.iterfind("{*}link[@rel='next']")] == ["https://books.example/opds-2.xml"]
    maps = [str(one.text) for one in etree.parse(tmp_path / "sitemap.xml").getroot().iter("{*}loc")]
    assert maps == [f"https://books.example/sitemap-{number}.xml" for number in (1, 2, 3)]
    write_library(tmp_path, books[:3])
    assert [path.name for path in tmp_path.glob("library/author*.html")] == ["author.html"]
    assert not list(tmp_path.glob("opds-*.xml")) and not list(tmp_path.glob("sitemap*.xml"))
    assert len(html.parse(tmp_path / "index.html").getroot().findall(".//cite")) == 3


def test_titles_are_sorted_without_their_article() -> None:
    assert sorted(["The Sea", "A Boat", "Quays"], key=lambda title: library._by_title(Book("x", title))) == [
        "A Boat",
        "Quays",
        "The Sea",
    ]
