"""The network of a play equals what a drama corpus computes from the TEI that it is given (DraCor's definitions)."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from harbour import EDITION, write_edition
from lxml import etree

from rubricator import build
from rubricator.export import export
from rubricator.interchange import FORMATS, View
from rubricator.interchange.networks import scenes
from rubricator.model import edition, xmlfile

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def spoken(*speakers: str) -> str:
    return "\n\n".join(f"{one}. The lamp is out, and the harbour is dark." for one in speakers)


def play(*acts: tuple[tuple[str, ...], ...]) -> str:
    """A play of acts, each of scenes, each of those who speak there in turn."""
    numbers = ("I", "II", "III")
    parts = ["The Quay"]
    for act, inner in zip(numbers, acts, strict=False):
        parts.append(f"ACT {act}")
        for scene, speakers in zip(numbers, inner, strict=False):
            parts += [f"SCENE {scene}", spoken(*speakers)]
    return "\n\n".join(parts) + "\n"


CHAIN = play((("ANNA", "BERTA", "ANNA"), ("BERTA", "CARLO", "BERTA")), (("CARLO", "DORA", "CARLO", "DORA"),))
"""Each shares a scene with the next one only: the way from Anna to Dora is the longest, three steps."""
TOGETHER = play((("ANNA", "BERTA", "CARLO"), ("ANNA", "BERTA", "ANNA")))
APART = play((("ANNA", "BERTA", "ANNA", "BERTA"),), (("CARLO", "DORA", "CARLO"), ("EMIL", "EMIL", "EMIL")))
ONE_SCENE = "The Quay\n\nACT I\n\n" + spoken("ANNA", "BERTA", "CARLO", "ANNA") + "\n"

PLAYS = {  # size, joined pairs, density, average degree, greatest degree, diameter: counted by hand
    "chain": (CHAIN, 4, 3, 3 / 6, 6 / 4, 2, 3),
    "together": (TOGETHER, 3, 3, 1.0, 2.0, 2, 1),
    "apart": (APART, 5, 2, 2 / 10, 4 / 5, 1, 1),
    "one scene": (ONE_SCENE, 3, 3, 1.0, 2.0, 2, 1),
}


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, found = tmp_path_factory.mktemp("plays"), {}
    for name, (text, *_) in PLAYS.items():
        home = write_edition(
            folder / name.replace(" ", "-"), EDITION.replace('genre = "novel"', 'genre = "drama"'), text
        )
        loaded = edition.load(home)
        assert loaded.text_path
        found[name] = home / "play.xml"
        found[name].write_text(build.encode(loaded.read_text(loaded.text_path), loaded).tei, encoding="utf-8")
    return found


@pytest.mark.parametrize("name", PLAYS)
def test_the_measures_are_those_counted_by_hand(encoded: dict[str, Path], name: str) -> None:
    found = scenes(xmlfile.parse(encoded[name]))
    greatest = max(found.degrees().values())
    measured = (len(found.cast), len(found.edges), found.density, found.average_degree, greatest, found.diameter)
    assert measured == pytest.approx(PLAYS[name][1:])


def test_an_edge_counts_the_scenes_that_two_share(encoded: dict[str, Path]) -> None:
    edges = scenes(xmlfile.parse(encoded["together"])).edges
    assert edges == {("c.anna", "c.berta"): 2, ("c.anna", "c.carlo"): 1, ("c.berta", "c.carlo"): 1}


@pytest.mark.parametrize("name", PLAYS)
def test_a_drama_corpus_computes_the_same_from_its_own_tei(encoded: dict[str, Path], name: str) -> None:
    root = etree.fromstring(export(encoded[name], "dracor").data)
    cast = root.xpath("//*[local-name()='particDesc']/*/*[self::*[local-name()='person' or local-name()='personGrp']]")
    path = "//*[local-name()='body']//*[local-name()='div'][*[local-name()='sp']]"
    edges: Counter[tuple[str, ...]] = Counter()
    for segment in root.xpath(path):
        who = {id[1:] for sp in segment.iter(f"{TEI}sp") for id in sp.get("who", "").split()}
        edges.update(combinations(sorted(who), 2))
    ours = scenes(xmlfile.parse(encoded[name]))
    assert {one.get(ID) for one in cast} == {id.replace(".", "-") for id in ours.cast}
    assert edges == {tuple(id.replace(".", "-") for id in pair): count for pair, count in ours.edges.items()}


def test_who_only_acts_belongs_to_the_cast_and_is_joined_to_nobody() -> None:
    play = f'<TEI xmlns="{TEI[1:-1]}"><text><body><div><stage who="#c">He bows.</stage><sp who="#a #b"/></div></body></text></TEI>'
    found = scenes(etree.fromstring(play))
    assert (found.cast, dict(found.edges)) == (("a", "b", "c"), {("a", "b"): 1})


def test_a_text_without_speeches_has_no_network() -> None:
    found = scenes(etree.fromstring(f'<TEI xmlns="{TEI[1:-1]}"><text><body><p/></body></text></TEI>'))
    assert (found.cast, found.density, found.average_degree, found.diameter) == ((), 0, 0, 0)


def test_the_file_tells_its_measures(encoded: dict[str, Path]) -> None:
    root = etree.fromstring(FORMATS["scenes"].make(View(xmlfile.parse(encoded["chain"]), "chain.xml")))
    assert "Size 4, density 0.5000, average degree 1.5000, greatest degree 2, diameter 3." in root.findtext(
        ".//{*}description"
    )
    assert root.find("{*}graph").get("defaultedgetype") == "undirected"
    assert [one.get("weight") for one in root.iter("{*}edge")] == ["1", "1", "1"]
