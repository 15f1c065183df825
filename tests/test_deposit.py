"""The package: complete, stated, the same again."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import BARE, EDITION, write_edition
from lxml import etree

from rubricator import build, targets
from rubricator.cli import main
from rubricator.deposit import Deposited, Form, deposit
from rubricator.deposit.verify import verify
from rubricator.model.messages import RubricatorError

DATACITE = "{http://datacite.org/schema/kernel-4}"
PREMIS = "{http://www.loc.gov/premis/v3}"
PORTABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def package(folder: Path, out: Path, form: Form = "folder") -> Deposited:
    return deposit(next(targets.targets([folder])), out, form)


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_edition(tmp_path_factory.mktemp("edition") / "harbour")
    return package(folder, tmp_path_factory.mktemp("out")).path


@pytest.fixture(scope="module")
def data(bag: Path) -> Path:
    return bag / "data"


def test_a_package_can_be_verified(bag: Path) -> None:
    assert [check.what for check in verify(bag) if not check.holds] == []


def test_bagit_reads_it_as_version_1_with_sha512(bag: Path) -> None:
    import bagit

    found = bagit.Bag(str(bag))
    assert found.is_valid()
    assert (found.version_info, found.algorithms) == ((1, 0), ["sha512"])
    assert found.info["Bagging-Date"] == "2026-11-23"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    for form in ("zip", "tar"):
        first, second = (package(folder, tmp_path / out, form).path for out in ("one", "two"))  # type: ignore[arg-type]
        assert first.read_bytes() == second.read_bytes()


def test_names_are_portable_and_no_folder_is_empty(bag: Path) -> None:
    """What OCFL asks of the content that it takes over."""
    paths = list(bag.rglob("*"))
    assert [path for path in paths if not PORTABLE.fullmatch(path.relative_to(bag).as_posix())] == []
    assert [path for path in paths if path.is_symlink() or (path.is_dir() and not any(path.iterdir()))] == []
    lowered = [path.relative_to(bag).as_posix().lower() for path in paths]
    assert len(lowered) == len(set(lowered))


def test_the_edition_in_the_package_builds_again_to_the_same_tei(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(data / "harbour", folder)
    built = build.build(next(targets.targets([folder])), tmp_path / "build", formats=[])
    assert built.written[0].read_bytes() == (data / "harbour/harbour.xml").read_bytes()


def test_rocrate_reads_every_file(data: Path) -> None:
    from rocrate.rocrate import ROCrate

    crate = ROCrate(str(data))
    described = {entity.id for entity in crate.data_entities}
    present = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert present - described == {"ro-crate-metadata.json", "ro-crate-preview.html"}
    assert crate.get("harbour/harbour.xml")["encodingFormat"][0] == "application/tei+xml"
    assert crate.license["@id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.1"


def test_the_works_cited_lie_beside_the_citation(data: Path, tmp_path: Path) -> None:
    assert not (data / "metadata/works.bib").exists()
    folder = write_edition(tmp_path / "harbour")
    cited = "She knew it from T. Marl, The Ice Ports (Vell, 1920), which nobody else had read.\n"
    (folder / "source.txt").write_text((folder / "source.txt").read_text() + "\n" + cited)
    metadata = package(folder, tmp_path / "out").path / "data/metadata"
    assert "title = {{The Ice Ports}}" in (metadata / "works.bib").read_text()
    assert json.loads((metadata / "works.csl.json").read_text())[0]["title"] == "The Ice Ports"


def test_datacite_has_what_the_schema_requires(data: Path) -> None:
    record = json.loads((data / "metadata/datacite.json").read_text())
    assert record["doi"] == "10.5072/harbour.1"
    assert record["creators"][0]["familyName"] == "Quill"
    assert record["publisher"] == {"name": "Quay Press"}
    assert record["publicationYear"] == "2026"
    assert record["contributors"][0]["nameIdentifiers"][0]["nameIdentifier"] == "https://orcid.org/0000-0002-1825-0097"
    root = etree.parse(data / "metadata/datacite.xml").getroot()
    names = {etree.QName(child).localname for child in root}
    assert {"identifier", "creators", "titles", "publisher", "publicationYear", "resourceType"} <= names
    assert root.find(f".//{DATACITE}rights").get("rightsIdentifier") == "CC-BY-4.0"


def test_datacite_json_meets_the_schema_of_the_library(data: Path) -> None:
    schema = pytest.importorskip("datacite.schema45", reason="datacite is not installed")
    assert schema.validate(json.loads((data / "metadata/datacite.json").read_text()))


def test_citations(data: Path) -> None:
    assert 'family-names: "Quill"' in (data / "CITATION.cff").read_text()
    assert "author = {Quill, Ada}" in (data / "metadata/citation.bib").read_text()
    assert json.loads((data / "metadata/citation.json").read_text())[0]["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert (
        "<dc:source>Ada Quill, The Harbour Light, Vell: Quay Press, 1913</dc:source>"
        in (data / "metadata/dublin-core.xml").read_text()
    )


def test_provenance_names_inputs_rules_and_fixity(data: Path) -> None:
    graph = {one["@id"]: one for one in json.loads((data / "metadata/provenance.jsonld").read_text())["@graph"]}
    used = [one["@id"] for one in graph["#encoding"]["prov:used"]]
    assert used == ["harbour/source.txt", "harbour/edition.toml", "harbour/authority/names.xml"]
    assert any("#rule-names-" in one["@id"] for one in graph["#rules"]["prov:hadMember"])
    root = etree.parse(data / "metadata/premis.xml").getroot()
    assert [one.text for one in root.iter(PREMIS + "eventType")] == [
        "creation",
        "validation",
        "fixity check",
        "creation",
        "packaging",
    ]
    assert {len(one.text or "") for one in root.iter(PREMIS + "messageDigest")} == {128}


def test_the_header_records_run_and_reviews(data: Path) -> None:
    tei = (data / "harbour/harbour.xml").read_text()
    assert 'who="#resp.other.1">Proof-read the names. (Odo Marsh)</change>' in tei
    assert '<name ref="https://orcid.org/0000-0002-1825-0097">Ines Hall</name>' in tei
    assert re.search(r'<idno type="configuration">[0-9a-f]{64}</idno>', tei)
    assert "<distributor>Harbour Repository</distributor>" in tei


def test_another_configuration_has_another_hash(tmp_path: Path) -> None:
    hashes = set()
    for at, line in enumerate(("", "\n[annotate]\noff = ['dates']\n")):
        folder = write_edition(tmp_path / str(at) / "harbour", BARE + line)
        built = build.build(next(targets.targets([folder])), tmp_path / "build", formats=[])
        hashes.add(re.findall(r'type="configuration">(\w+)', built.written[0].read_text())[0])
    assert len(hashes) == 2


def test_what_is_not_stated_is_left_out_and_listed(tmp_path: Path) -> None:
    done = package(write_edition(tmp_path / "harbour", BARE), tmp_path / "out")
    listed = {str(one.values["what"]) for one in done.findings if one.code == "de-missing"}
    assert listed == {"the author", "the publisher", "the date", "the licence"}
    data = done.path / "data"
    assert not (data / "metadata/datacite.json").exists()
    assert (
        "| DataCite 4.5, required properties | missing: doi, creators, publisher, publicationYear |"
        in (data / "VALIDATION.md").read_text()
    )
    assert not (data / "CITATION.cff").exists()
    assert "datePublished" not in (data / "ro-crate-metadata.json").read_text()
    assert "the publisher ([edition] publisher)" in (data / "README.md").read_text()
    assert "Bagging-Date" not in (done.path / "bag-info.txt").read_text()
    assert all(check.holds for check in verify(done.path))


def foreign(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("Keep me.")


def test_an_empty_folder_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "out/harbour").mkdir(parents=True)
    assert package(write_edition(tmp_path / "harbour"), tmp_path / "out").path.is_dir()


def test_what_somebody_put_into_an_older_package_does_not_vanish(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    place = package(folder, tmp_path / "out").path
    package(folder, tmp_path / "out")
    (place / "data/mine.txt").write_text("Keep me.")
    with pytest.raises(RubricatorError) as caught:
        package(folder, tmp_path / "out")
    assert [one.code for one in caught.value.findings] == ["de-foreign"]
    assert (place / "data/mine.txt").read_text() == "Keep me."


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / "source.txt").unlink(), "de-no-text"),
        (lambda folder: foreign(folder.parent / "out/harbour"), "de-exists"),
    ],
)
def test_bad_input(tmp_path: Path, spoil: Callable[[Path], None], code: str) -> None:
    folder = write_edition(tmp_path / "harbour")
    spoil(folder)
    with pytest.raises(RubricatorError) as caught:
        package(folder, tmp_path / "out")
    assert [one.code for one in caught.value.findings] == [code]


def test_a_bare_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A tale.")
    with pytest.raises(RubricatorError) as caught:
        package(tmp_path / "a.txt", tmp_path / "out")
    assert caught.value.findings[0].code == "de-bare"


def test_command_line(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    done = CliRunner().invoke(main, ["deposit", str(folder), "-o", str(tmp_path / "out"), "--tar"])
    assert (done.exit_code, done.stdout.strip()) == (0, str(tmp_path / "out/harbour.tar"))
    checked = CliRunner().invoke(main, ["verify", str(tmp_path / "out/harbour.tar")])
    assert checked.exit_code == 0
    assert "FAULT" not in checked.stdout


@pytest.mark.skipif(shutil.which("sha512sum") is None, reason="needs sha512sum")
def test_another_tool_agrees_with_the_manifest(bag: Path) -> None:
    done = subprocess.run(
        ["sha512sum", "--check", "--quiet", "manifest-sha512.txt"], cwd=bag, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_a_name_that_is_not_portable_is_told_and_works(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour", EDITION.replace('"source.txt"', '"my täle.txt"'))
    (folder / "source.txt").rename(folder / "my täle.txt")
    done = package(folder, tmp_path / "out")
    assert "de-name" in {one.code for one in done.findings}
    assert [check.what for check in verify(done.path) if not check.holds] == []
