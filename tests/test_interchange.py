"""What other programs take: places that hold, ids that stay, tables that come back."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import AUTHORITY, EDITION, write_edition
from lxml import etree

from rubricator import build
from rubricator.cli import main
from rubricator.interchange import FORMATS, View
from rubricator.model import edition, xmlfile

GEO = AUTHORITY.replace(
    "<placeName>Vell</placeName>", "<placeName>Vell</placeName><location><geo>59.5 -20.25</geo></location>"
).replace('xml:id="p.voss"', 'xml:id="p.voss" corresp="wd:Q4242"')
PLAY = """A Quarrel

ACT I

ANNA. Where is the lamp? It was here, and now it is gone.

BERTA. I do not know. Ask the keeper, who has the key of it.

ANNA. The keeper sleeps, and the harbour is dark already.

BERTA. Then let us go down to the quay and see for ourselves.

ALL. To the quay!
"""


def view(folder: Path, toml: str = EDITION, text: str | None = None) -> View:
    home = write_edition(folder / "harbour", toml, text) if text else write_edition(folder / "harbour", toml)
    (home / "authority/names.xml").write_text(GEO, encoding="utf-8")
    loaded = edition.load(home)
    assert loaded.text_path
    tei = build.encode(loaded.read_text(loaded.text_path), loaded).tei
    return View(xmlfile.parse_bytes(tei.encode(), "harbour.xml"), "harbour.xml")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> View:
    return view(tmp_path_factory.mktemp("view"))


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> View:
    toml = EDITION.replace('genre = "novel"', 'genre = "drama"')
    return view(tmp_path_factory.mktemp("play"), toml, PLAY)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_tei_gives_the_same_bytes(harbour: View, name: str) -> None:
    again = View(harbour.root, harbour.name)
    assert FORMATS[name].make(harbour) == FORMATS[name].make(again) != b""


def test_annotations_quote_what_stands_at_their_place(harbour: View) -> None:
    page = json.loads(FORMATS["web-annotations"].make(harbour))
    text = harbour.document.text
    assert page["items"]
    for one in page["items"]:
        quote, place = one["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
    ids = [one["id"] for one in page["items"]]
    assert len(ids) == len(set(ids))


def test_ids_of_annotations_stay_when_something_far_away_changes(tmp_path: Path, harbour: View) -> None:
    moved = view(tmp_path, text=harbour.document.text.replace("Chapter Two", "Chapter Two and Last"))
    first, second = (
        {one["id"] for one in json.loads(FORMATS["web-annotations"].make(one))["items"]} for one in (harbour, moved)
    )
    assert len(first - second) <= 2 < len(first)


def test_tokens_are_the_text_and_iob_is_well_formed(harbour: View) -> None:
    lines = FORMATS["conll"].make(harbour).decode().splitlines()
    words = "".join(line.split("\t")[0] for line in lines if line)
    assert words == "".join(harbour.document.text.split())
    last = "O"
    for line in lines:
        tag = line.split("\t")[3] if line else "O"
        assert not tag.startswith("I-") or last[1:] == tag[1:]
        last = tag
    assert "Vell\tpl.vell\t_\tB-LOC" in lines


def test_the_table_of_tokens_has_places_and_speakers(harbour: View) -> None:
    rows = list(
        csv.DictReader(io.StringIO(FORMATS["tsv"].make(harbour).decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert all(harbour.document.text[int(row["start"]) : int(row["end"])] == row["words"] for row in rows)
    assert {row["speaker"] for row in rows if row["words"] == "ally"} == {"p.fenn"}


def test_places_have_longitude_first(harbour: View) -> None:
    vell = next(one for one in json.loads(FORMATS["geojson"].make(harbour))["features"] if one["id"] == "pl.vell")
    assert vell["geometry"] == {"type": "Point", "coordinates": [-20.25, 59.5]}
    assert vell["properties"]["mentions"]
    linked = json.loads(FORMATS["linked-places"].make(harbour))["features"]
    assert linked[0]["@id"] == "https://doi.org/10.5072/harbour.1#pl.vell"


def test_skos_is_turtle(harbour: View) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph().parse(data=FORMATS["skos"].make(harbour).decode(), format="turtle")
    voss = rdflib.URIRef("https://doi.org/10.5072/harbour.1#p.voss")
    link = rdflib.URIRef("https://www.wikidata.org/entity/Q4242")
    assert (voss, rdflib.URIRef("http://www.w3.org/2004/02/skos/core#exactMatch"), link) in graph


def test_networks_count_who_speaks(play: View) -> None:
    root = etree.fromstring(FORMATS["gexf"].make(play))
    speeches = {
        one.get("label"): one.find(".//{*}attvalue[@for='speeches']").get("value") for one in root.iter("{*}node")
    }
    assert speeches == {"ANNA": "2", "Berta": "2", "All": "1"}
    graph = etree.fromstring(FORMATS["graphml"].make(play))
    assert len(list(graph.iter("{*}node"))) == len(speeches)


def test_dates_are_slides_and_events(harbour: View) -> None:
    (slide,) = [
        one for one in json.loads(FORMATS["timelinejs"].make(harbour))["events"] if one["display_date"] == "4 May 1913"
    ]
    assert slide["start_date"] == {"year": 1913, "month": 5, "day": 4}
    calendar = FORMATS["icalendar"].make(harbour).decode()
    assert "DTSTART;VALUE=DATE:19130504\r\nDTEND;VALUE=DATE:19130505\r\n" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_forms_of_repositories(harbour: View) -> None:
    zenodo = json.loads(FORMATS["zenodo"].make(harbour))
    assert (zenodo["license"], zenodo["access_right"], zenodo["creators"]) == (
        "cc-by-4.0",
        "open",
        [{"name": "Quill, Ada"}],
    )
    record = json.loads(FORMATS["inveniordm"].make(harbour))["metadata"]
    assert record["creators"][0]["person_or_org"] == {"type": "personal", "family_name": "Quill", "given_name": "Ada"}
    fields = json.loads(FORMATS["dataverse"].make(harbour))["datasetVersion"]["metadataBlocks"]["citation"]["fields"]
    assert {"title", "author", "dsDescription", "subject"} <= {one["typeName"] for one in fields}
    with zipfile.ZipFile(io.BytesIO(FORMATS["dspace"].make(harbour))) as archive:
        assert archive.namelist() == ["item_000/contents", "item_000/dublin_core.xml", "item_000/harbour.xml"]
        assert "Quill, Ada" in archive.read("item_000/dublin_core.xml").decode()


def test_all_rights_reserved_is_no_open_access(tmp_path: Path) -> None:
    found = json.loads(FORMATS["zenodo"].make(view(tmp_path, EDITION.replace("CC-BY-4.0", "InC"))))
    assert (found["access_right"], found["access_conditions"], "license" in found) == (
        "restricted",
        "In Copyright",
        False,
    )


# ---------------------------------------------------------------- reconciliation
def run(*words: object) -> str:
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_openrefine_out_and_back(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    before = (folder / "authority/names.xml").read_text()
    run("reconcile", folder, "--export", tmp_path / "table.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text())))
    assert {row["id"] for row in rows} >= {"p.voss", "pl.vell"}
    for row in rows:
        row["match"] = {"p.voss": "Q4242", "pl.vell": "https://www.geonames.org/12345/vell.html"}.get(row["id"], "")
    with (tmp_path / "table.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    run("reconcile", folder, "--import", tmp_path / "table.csv")
    after = (folder / "authority/names.xml").read_text()
    assert 'xml:id="p.voss" corresp="wd:Q4242"' in after
    assert 'corresp="geonames:12345"' in after
    assert re.sub(r' corresp="[^"]*"', "", after) == before
    run("reconcile", folder, "--import", tmp_path / "table.csv")
    assert (folder / "authority/names.xml").read_text() == after


@pytest.mark.parametrize(
    ("table", "code"),
    [("a,b\n1,2\n", "rc-table"), ("id,match\np.voss,nonsense\n", "rc-match"), ("id,match\np.nobody,Q1\n", "rc-entry")],
)
def test_a_table_that_does_not_fit(tmp_path: Path, table: str, code: str) -> None:
    folder = write_edition(tmp_path / "harbour")
    (tmp_path / "t.csv").write_text(table)
    done = CliRunner().invoke(main, ["reconcile", str(folder), "--import", str(tmp_path / "t.csv")])
    assert done.exit_code != 0
    assert code in done.stderr
