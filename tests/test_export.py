"""What other houses take: valid by their own schemas, nothing lost in silence, real clients read our TEI."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import EDITIONS, outside
from harbour import write_edition
from lxml import etree

from rubricator import build, targets
from rubricator.cli import main
from rubricator.export import HOUSES, export
from rubricator.model import edition, xmlfile
from rubricator.model.messages import RubricatorError
from rubricator.model.resources import resource
from rubricator.validate import restore

SCHEMAS = {"clarin": "tei_clarin.rng", "dracor": "dracor.rng", "eltec": "eltec-1.rng"}
SUBSETS = ("dtabf", "lite", "parla-clarin", "simple")
"""Houses that take less of TEI: their style sheets list what; the whole must be valid by TEI itself."""
TEI_ALL = outside("TEI_ALL")
ACCEPTANCE = outside("ACCEPTANCE") or (TEI_ALL.parent / "acceptance" if TEI_ALL else None)
JING = shutil.which("jing")
CHROMIUM = shutil.which("chromium")
CETEI = outside("CETEICEAN")
needs_schemas = pytest.mark.skipif(
    not (ACCEPTANCE and ACCEPTANCE.is_dir() and JING),
    reason="ACCEPTANCE (schemas of other houses) or jing is not at hand",
)
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
OUR_TEXTS = [folder for folder in EDITIONS if (folder / "source.txt").is_file()]


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The TEI of every built-in edition that holds its text, and of the test's own."""
    folder = tmp_path_factory.mktemp("tei")
    found = {}
    for one in (*OUR_TEXTS, write_edition(folder / "harbour")):
        loaded = edition.load(one)
        assert loaded.text_path
        path = folder / f"{one.name}.xml"
        path.write_text(build.encode(loaded.read_text(loaded.text_path), loaded).tei, encoding="utf-8")
        found[one.name] = path
    return found


def faults(schema: Path, files: Iterable[Path]) -> list[str]:
    """What jing has against the files."""
    done = subprocess.run([str(JING), str(schema), *map(str, files)], capture_output=True, text=True, check=False)
    return [line for line in done.stdout.splitlines() if ": error:" in line or ": fatal:" in line]


@needs_schemas
@pytest.mark.parametrize("house", SCHEMAS)
def test_what_is_exported_is_valid_there(encoded: dict[str, Path], house: str, tmp_path: Path) -> None:
    assert ACCEPTANCE
    files = []
    for name, tei in encoded.items():
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_bytes(export(tei, house).data)
    assert faults(ACCEPTANCE / SCHEMAS[house], files) == []


@pytest.mark.skipif(not (TEI_ALL and JING), reason="TEI_ALL or jing is not at hand")
@pytest.mark.parametrize("house", SUBSETS)
def test_subsets_of_tei_are_tei(encoded: dict[str, Path], house: str, tmp_path: Path) -> None:
    assert TEI_ALL
    files = []
    for name, tei in encoded.items():
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_bytes(export(tei, house).data)
    assert faults(TEI_ALL, files) == []


@pytest.mark.parametrize(
    ("house", "unknown"),
    [
        ("simple", {"said", "persName", "placeName", "orgName", "standOff", "forename", "surname"}),
        ("lite", {"said", "persName", "pc", "fw", "supplied", "floatingText", "standOff", "ab"}),
        ("dtabf", {"said", "pc", "standOff", "group", "seg"}),
        ("parla-clarin", {"sp", "speaker", "stage", "said", "pc", "castList", "standOff"}),
    ],
)
def test_a_house_gets_no_element_that_it_does_not_know(encoded: dict[str, Path], house: str, unknown: set[str]) -> None:
    for tei in encoded.values():
        found = {etree.QName(one).localname for one in etree.fromstring(export(tei, house).data).iter(TEI + "*")}
        assert not found & unknown


def test_a_transcript_becomes_utterances(encoded: dict[str, Path]) -> None:
    source = xmlfile.parse(encoded["the-thirteenth-stroke"])
    root = etree.fromstring(export(encoded["the-thirteenth-stroke"], "parla-clarin").data)
    assert {who for one in root.iter(TEI + "u") for who in one.get("who", "").split()} == {
        who for one in source.iter(TEI + "sp") for who in one.get("who", "").split()
    }
    assert len(root.findall(f".//{TEI}note[@type='speaker']")) == len(list(source.iter(TEI + "speaker")))


@needs_schemas
def test_dracors_schematron_finds_no_error(encoded: dict[str, Path], tmp_path: Path) -> None:
    from saxonche import PySaxonProcessor

    assert ACCEPTANCE
    with PySaxonProcessor(license=False) as saxon:
        compiler = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(resource("schemas/sch2xsl.xsl")))
        schematron = saxon.parse_xml(xml_text=(ACCEPTANCE / "dracor.sch").read_text(encoding="utf-8"))
        rules = saxon.new_xslt30_processor().compile_stylesheet(
            stylesheet_text=compiler.transform_to_string(xdm_node=schematron)
        )
        for tei in encoded.values():
            play = saxon.parse_xml(xml_text=export(tei, "dracor").data.decode())
            assert gravest(rules.transform_to_string(xdm_node=play), ACCEPTANCE / "dracor.sch") == []


def gravest(svrl: str, schema: Path) -> list[str]:
    """Ids of the failed patterns that are more than a warning or a piece of information."""
    mild = {"warning", "information", "info", "nonfatal"}
    patterns = {one.get("id"): one for one in etree.parse(schema).iter("{*}pattern")}
    fired = etree.fromstring(f"<all>{re.sub(r'<[?]xml[^>]*[?]>', '', svrl)}</all>")
    found = {one.get("id") for one in fired.iter("{*}failed-assert", "{*}successful-report")}
    roles = {key: {one.get("role") for one in patterns[key].iter()} - {None} for key in found}
    return sorted(str(key) for key, role in roles.items() if not role & mild)


@pytest.mark.parametrize("house", ["clarin", "dracor", *SUBSETS])
def test_the_words_are_all_there(encoded: dict[str, Path], house: str) -> None:
    for tei in encoded.values():
        ours = restore.source_text(xmlfile.parse(tei))
        theirs = restore.source_text(etree.fromstring(export(tei, house).data))
        assert theirs.split() == ours.split()


def test_eltec_gets_the_corrected_words(encoded: dict[str, Path]) -> None:
    root = etree.fromstring(export(encoded["harbour"], "eltec").data)
    words = "".join(root.find(TEI + "text").itertext()).split()
    assert words == "".join(xmlfile.parse(encoded["harbour"]).find(TEI + "text").itertext()).split()


def test_losses_are_counted(encoded: dict[str, Path]) -> None:
    (finding,) = [one for one in export(encoded["harbour"], "eltec").findings if one.code == "ex-lost"]
    tags = etree.fromstring(encoded["harbour"].read_bytes())
    count = sum(1 for path in ("text", "standOff") for _ in tags.find(TEI + path).iter(TEI + "persName"))
    assert f"persName ({count})" in finding.sentence
    assert "head" not in finding.sentence


def test_eltec_says_that_it_wants_a_date(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    stated = (folder / "edition.toml").read_text().replace('date = "2026-11-23"\n', "", 1)
    (folder / "edition.toml").write_text(stated)
    tei = build.build(next(targets.targets([folder])), tmp_path / "build", formats=[]).written[0]
    (finding,) = [one for one in export(tei, "eltec").findings if one.code == "ex-date"]
    assert "under [edition]" in finding.remedy


def test_speakers_of_a_play_stand_in_its_header(encoded: dict[str, Path]) -> None:
    root = etree.fromstring(export(encoded["the-thirteenth-stroke"], "dracor").data)
    people = {"#" + one.get(ID) for one in root.iter(TEI + "person")}
    assert {who for sp in root.iter(TEI + "sp") for who in sp.get("who", "").split()} <= people
    assert root.get("type") == "dracor"


def test_who_is_only_named_in_a_play_stands_in_its_stand_off(encoded: dict[str, Path]) -> None:
    root = etree.fromstring(export(encoded["the-thirteenth-stroke"], "dracor").data)
    taking_part = {one.get(ID) for one in root.find(f".//{TEI}particDesc").iter(TEI + "person")}
    named = {one.get(ID) for one in root.find(TEI + "standOff").iter(TEI + "person")}
    assert "c-tobia" in taking_part
    assert "c-old-duke" in named
    assert not taking_part & named
    relations = [(one.get("name"), one.get("mutual")) for one in root.iter(TEI + "relation")]
    assert ("betrothed", "#c-lucia #c-matteo") in relations
    assert root.findtext(f".//{TEI}classCode") == "Q40831"


def test_several_who_speak_together_are_a_group(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    toml = (folder / "edition.toml").read_text().replace('genre = "novel"', 'genre = "drama"')
    (folder / "edition.toml").write_text(toml)
    speeches = "\n\n".join(f"{who}. Where is the lamp? It was here." for who in ("ANNA", "BERTA", "ALL") * 4)
    (folder / "source.txt").write_text(f"The Quay\n\nACT I\n\n{speeches}\n")
    tei = build.build(next(targets.targets([folder])), tmp_path / "build", formats=[]).written[0]
    root = etree.fromstring(export(tei, "dracor").data)
    assert [one.findtext(TEI + "name") for one in root.iter(TEI + "personGrp")] == ["All"]
    assert {one.get(ID) for one in root.find(f".//{TEI}particDesc").iter(TEI + "person")} == {"c-anna", "c-berta"}


def test_the_export_is_the_same_every_time(encoded: dict[str, Path]) -> None:
    for house in HOUSES:
        assert export(encoded["harbour"], house) == export(encoded["harbour"], house)


def test_another_house(encoded: dict[str, Path]) -> None:
    with pytest.raises(RubricatorError) as caught:
        export(encoded["harbour"], "moon")
    assert caught.value.exit == 2


def test_command_line(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    done = CliRunner().invoke(main, ["export", str(folder), "--to", "eltec", "-o", str(tmp_path / "e.xml")])
    assert done.exit_code == 0
    assert "eltec has no place for" in done.stderr
    assert b'<encodingDesc n="eltec-1">' in (tmp_path / "e.xml").read_bytes()


# ---------------------------------------------------------------- real clients
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>TEI</title></head><body><div id="tei"></div>
<pre id="log"></pre><script>const faults = [];
for (const kind of ['error', 'warn']) console[kind] = (...words) => faults.push(words.join(' '));
window.addEventListener('error', event => faults.push(event.message));</script>
<script>{client}</script><script>
new CETEI().makeHTML5({tei}, made => document.getElementById('tei').appendChild(made));
document.getElementById('log').textContent = JSON.stringify(
  {{faults, missing: {ids}.filter(id => !document.getElementById(id)), shown: ['tei-teiheader', 'tei-standoff'].filter(
    name => [...document.querySelectorAll(name)].some(
      one => one.innerText.trim() && one.getBoundingClientRect().height))}});</script></body></html>"""


@pytest.mark.skipif(
    not (CETEI and CHROMIUM), reason="CETEICEAN (CETEI.js of the npm package) or chromium is not at hand"
)
def test_ceteicean_renders_it_without_a_complaint(encoded: dict[str, Path], tmp_path: Path) -> None:
    assert CETEI
    client = CETEI.read_text(encoding="utf-8").replace("</script", "<\\/script")
    for tei in encoded.values():
        text = tei.read_text(encoding="utf-8")
        page = tmp_path / "page.html"
        root = xmlfile.parse(tei)
        redrawn = set(root.iterfind(f".//{TEI}list[@type='gloss']/{TEI}item"))  # as rows of a table, without their ids
        ids = json.dumps([one.get(ID) for one in root.findall(f"{TEI}text//*[@{ID}]") if one not in redrawn])
        source = json.dumps(text).replace("</", "<\\/")
        page.write_text(PAGE.format(client=client, tei=source, ids=ids), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/chromium", "--dump-dom"]
        done = subprocess.run([str(CHROMIUM), *options, page.as_uri()], capture_output=True, text=True, check=True)
        log = re.search(r'<pre id="log">([^<]*)', done.stdout)
        assert log
        assert json.loads(log[1].replace("&quot;", '"')) == {"faults": [], "missing": [], "shown": []}


def test_delb_reads_it(encoded: dict[str, Path]) -> None:
    delb = pytest.importorskip("delb", reason="delb is not installed")
    for tei in encoded.values():
        document = delb.Document(tei)
        (text,) = [node for node in document.root.iterate_children() if getattr(node, "local_name", "") == "text"]
        assert text.full_text.split() == "".join(xmlfile.parse(tei).find(TEI + "text").itertext()).split()


def test_xmlschema_reads_it(encoded: dict[str, Path]) -> None:
    from xmlschema import XMLSchema

    schema = XMLSchema(str(resource("schemas/rubricator.xsd")), allow="local")
    for tei in encoded.values():
        assert [error.reason for error in schema.iter_errors(xmlfile.parse(tei))] == []
