"""What the package says of the edition, as the programs of others read it."""

import json
import re
from pathlib import Path

import pytest
from harbour import BARE, EDITION, write_edition
from lxml import etree

from rubricator import targets
from rubricator.deposit import Deposited, deposit

PREMIS = "{http://www.loc.gov/premis/v3}"
DATACITE = "{http://datacite.org/schema/kernel-4}"
BOTH = EDITION.replace(
    'encoder = "Ines Hall"',
    'encoder = "Ines Hall"\neditor = "Ines Hall"\ntranslator = "Ines Hall"\nfunder_id = "https://ror.org/00x0x0x00"',
)


def package(tmp_path: Path, toml: str = BOTH) -> Deposited:
    folder = write_edition(tmp_path / "edition/harbour", toml)
    return deposit(next(targets.targets([folder])), tmp_path / "out", profiles=["minimal", "clarin"])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(tmp_path_factory.mktemp("metadata")).path / "data"


def test_cff_is_valid_where_one_person_has_many_roles(data: Path) -> None:
    cffconvert = pytest.importorskip("cffconvert", reason="cffconvert is not installed")
    cffconvert.Citation((data / "CITATION.cff").read_text()).validate()


def test_cff_has_authors_as_authors_and_the_others_in_their_places(data: Path) -> None:
    own, book = (data / "CITATION.cff").read_text().split("preferred-citation:")
    assert own.count("family-names") == 1
    assert 'family-names: "Quill"' in own
    assert re.search(r'editors:\n    - family-names: "Hall"\n      given-names: "Ines"', book)
    assert "translators:" in book
    assert 'collection-title: "Small Lights"' in book


@pytest.mark.parametrize("licence", ["CC-BY-SA-3.0-DE", "CC-PDM-1.0", "InC", "MIT", "Ask the harbour master"])
def test_cff_takes_any_licence(tmp_path: Path, licence: str) -> None:
    cffconvert = pytest.importorskip("cffconvert", reason="cffconvert is not installed")
    done = package(tmp_path, BOTH.replace("CC-BY-4.0", licence))
    cffconvert.Citation((done.path / "data/CITATION.cff").read_text()).validate()


def test_bibtex_is_read_by_another_program(data: Path) -> None:
    database = pytest.importorskip("pybtex.database", reason="pybtex is not installed")
    entry = database.parse_file(str(data / "metadata/citation.bib")).entries["harbour"]
    assert [str(one) for one in entry.persons["author"]] == ["Quill, Ada"]
    assert [str(one) for one in entry.persons["editor"]] == ["Hall, Ines"]


def test_datacite_names_series_print_and_funder(data: Path) -> None:
    record = json.loads((data / "metadata/datacite.json").read_text())
    assert {one["relationType"] for one in record["relatedItems"]} == {"IsPartOf", "IsDerivedFrom"}
    (funder,) = record["fundingReferences"]
    assert (funder["funderIdentifierType"], funder["schemeUri"]) == ("ROR", "https://ror.org")
    assert {one["contributorType"] for one in record["contributors"]} >= {"Editor", "DataCurator", "Other"}
    assert record["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"


def test_datacite_without_doi_or_publisher_uses_the_codes_for_it(tmp_path: Path) -> None:
    toml = EDITION.replace('publisher = "Quay Press"', "", 1).replace('doi = "10.5072/harbour.1"', "")
    root = etree.parse(package(tmp_path, toml).path / "data/metadata/datacite.xml").getroot()
    assert root.findtext(DATACITE + "identifier") == ":tba"
    assert root.findtext(DATACITE + "publisher") == ":unav"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_prov_tools_read_the_provenance(data: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph()
    graph.parse(
        str(data / "metadata/provenance.jsonld"), format="json-ld", publicID="file:///p/metadata/provenance.jsonld"
    )
    told = rdflib.Namespace("http://www.w3.org/ns/prov#")
    assert (rdflib.URIRef("file:///p/harbour/harbour.xml"), told.wasGeneratedBy, None) in graph
    (ended,) = set(graph.objects(rdflib.URIRef("file:///p/#encoding"), told.endedAtTime))
    assert str(ended.datatype) == "http://www.w3.org/2001/XMLSchema#dateTime"


def test_paths_of_the_provenance_lead_to_files(data: Path) -> None:
    found = json.loads((data / "metadata/provenance.jsonld").read_text())
    base = data / "metadata" / found["@context"]["@base"]
    files = [one["@id"] for one in found["@graph"] if not one["@id"].startswith(("#", "https://orcid.org/"))]
    assert files
    assert all((base / one).is_file() for one in files)


def test_premis_names_formats_derivation_agents_and_rights(data: Path) -> None:
    root = etree.parse(data / "metadata/premis.xml").getroot()
    formats = {
        one.findtext(f".//{PREMIS}objectIdentifierValue"): one.findtext(f".//{PREMIS}formatRegistryKey")
        for one in root.iter(PREMIS + "object")
    }
    assert formats["harbour/harbour.xml"] == "fmt/1476"
    assert formats["harbour/source.txt"] == "x-fmt/111"
    assert [one.tag.removeprefix(PREMIS) for one in root][-1] == "rights"
    assert root.findtext(f".//{PREMIS}licenseTerms") == "Creative Commons Attribution 4.0 International"
    made = [one for one in root.iter(PREMIS + "object") if one.find(PREMIS + "relationship") is not None]
    assert "harbour/harbour.xml" in [one.findtext(f".//{PREMIS}objectIdentifierValue") for one in made]
    assert {one.text for one in root.iter(PREMIS + "agentName")} == {
        "rubricator",
        "Ada Quill",
        "Ines Hall",
        "Odo Marsh",
    }


def test_the_crate_follows_the_process_run_profile(data: Path) -> None:
    graph = {one["@id"]: one for one in json.loads((data / "ro-crate-metadata.json").read_text())["@graph"]}
    assert graph["./"]["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert {one["@id"] for one in graph["./"]["mentions"]} == {"#encoding", "#publishing"}
    assert graph["#encoding"]["instrument"] == {"@id": "#rubricator"}
    assert graph[graph["./"]["funder"]["@id"]]["name"] == "Lamp Fund"
    assert all(len(one["sha512"]) == 128 for one in graph.values() if one["@type"] == "File")
    page = (data / "ro-crate-preview.html").read_text()
    assert 'href="harbour/harbour.xml"' in page


def test_a_text_with_all_rights_reserved_can_be_kept_but_not_given_out(tmp_path: Path) -> None:
    done = package(tmp_path, BOTH.replace("CC-BY-4.0", "InC"))
    told = [one.sentence for one in done.findings if one.code == "pr-missing"]
    assert told == ["clarin asks for terms on which the text may be passed on"]


def test_what_a_package_is_not_ready_for_is_said(tmp_path: Path) -> None:
    done = package(tmp_path, BARE + '\n[edition.identifiers]\nisbn = "9780000000002"\n')
    told = [one.sentence for one in done.findings if one.code == "pr-missing"]
    assert "clarin asks for a publisher" in told
    assert "clarin asks for a licence with its address" in told
    assert "| clarin | no | an author," in (done.path / "data/VALIDATION.md").read_text()
