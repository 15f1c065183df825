"""A bag that was spoiled: each fault has its verdict, and only that."""

import hashlib
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from harbour import write_edition

from rubricator import targets
from rubricator.deposit import deposit
from rubricator.deposit.verify import verify
from rubricator.model.messages import RubricatorError

TEI = "data/harbour/harbour.xml"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_edition(tmp_path_factory.mktemp("edition") / "harbour")
    return deposit(next(targets.targets([folder])), tmp_path_factory.mktemp("out")).path


@pytest.fixture
def bag(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "harbour", symlinks=True))


def codes(bag: Path, severity: str = "error") -> list[str]:
    return sorted({one.code for check in verify(bag) for one in check.findings if one.severity == severity})


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def relist(bag: Path) -> None:
    """Make the manifests agree with the files again, as a forger would."""
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    lines = [f"{hashlib.sha512(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n" for path in files]
    (bag / "manifest-sha512.txt").write_text("".join(lines))
    tags = sorted(path for path in bag.iterdir() if path.is_file() and not path.name.startswith("tagmanifest"))
    info = [line for line in (bag / "bag-info.txt").read_text().splitlines(True) if "Oxum" not in line]
    (bag / "bag-info.txt").write_text("".join(info))
    sums = [f"{hashlib.sha512(path.read_bytes()).hexdigest()} {path.name}\n" for path in tags]
    (bag / "tagmanifest-sha512.txt").write_text("".join(sums))


def alter(bag: Path) -> None:
    path = bag / "data/harbour/source.txt"
    path.write_bytes(path.read_bytes().replace(b"ice", b"icy", 1))


def escape(bag: Path) -> None:
    (bag.parent / "secret.txt").write_text("secret")
    with (bag / "manifest-sha512.txt").open("a") as manifest:
        manifest.write(f"{hashlib.sha512(b'secret').hexdigest()}  data/../../secret.txt\n")


def escape_beside(bag: Path) -> None:
    """A folder beside the bag whose name begins like the bag's."""
    beside = bag.parent / (bag.name + "-other")
    beside.mkdir()
    (beside / "x").write_text("x")
    with (bag / "manifest-sha512.txt").open("a") as manifest:
        manifest.write(f"{hashlib.sha512(b'x').hexdigest()}  ../{beside.name}/x\n")


def link(bag: Path) -> None:
    path = bag / "data/harbour/source.txt"
    (bag.parent / "elsewhere.txt").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(bag.parent / "elsewhere.txt")


def link_folder(bag: Path) -> None:
    shutil.move(bag / "data/schemas", bag.parent / "schemas")
    (bag / "data/schemas").symlink_to(bag.parent / "schemas")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda bag: None, []),
        (alter, ["bag-altered"]),
        (lambda bag: (bag / TEI).unlink(), ["bag-missing"]),
        (lambda bag: (bag / "data/extra.txt").write_text("x"), ["bag-extra"]),
        (lambda bag: (bag / "extra.txt").write_text("x"), ["bag-extra"]),
        (lambda bag: (bag / "manifest-sha512.txt").unlink(), ["bag-extra", "bag-missing"]),
        (lambda bag: replace(bag / "bag-info.txt", "Quay", "Quoy"), ["bag-altered"]),
        (escape, ["bag-escape"]),
        (escape_beside, ["bag-escape"]),
        (link, ["bag-link"]),
        (link_folder, ["bag-link"]),
        (lambda bag: (bag / "manifest-sha512.txt").write_bytes(b"\xff\xfe\x00"), ["bag-broken"]),
        (lambda bag: replace(bag / "bagit.txt", "1.0", "3.0"), ["bag-broken", "bag-future"]),
    ],
)
def test_spoiled(bag: Path, spoil: Callable[[Path], None], expected: list[str]) -> None:
    spoil(bag)
    assert codes(bag) == expected


def test_a_schema_in_an_older_bag_reads_nothing_else(bag: Path) -> None:
    replace(bag / "bag-info.txt", "Agent: rubricator 0.1.0", "Agent: rubricator 0.0.7")
    replace(bag / "data/schemas/rubricator.rng", "<start>", "<include href='http://example.org/x.rng'/><start>")
    relist(bag)
    assert codes(bag) == ["va-rng"]


def test_a_checksum_of_unknown_kind(bag: Path) -> None:
    shutil.copy(bag / "manifest-sha512.txt", bag / "manifest-shake_128.txt")
    relist(bag)
    assert codes(bag) == ["bag-algorithm"]


def crate_of(bag: Path, change: Callable[[list[object]], list[object]]) -> None:
    path = bag / "data/ro-crate-metadata.json"
    found = json.loads(path.read_text())
    path.write_text(json.dumps(found | {"@graph": change(found["@graph"])}))


def book_of(bag: Path, megabytes: int) -> None:
    """A book whose one page unpacks to so much."""
    path = bag / "data/outputs/harbour.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("page.xhtml", "w") as page:
        for _ in range(megabytes):
            page.write(bytes(1024**2))


def no_source(bag: Path) -> None:
    (bag / "data/harbour/source.txt").unlink()


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (alter, ["bag-source"]),
        (lambda bag: replace(bag / TEI, "The ice is", "The ide is"), ["xm-checksum"]),
        (lambda bag: replace(bag / TEI, "<body>", "<body><nose/>"), ["va-xsd"]),
        (lambda bag: replace(bag / TEI, 'ref="#pl.vell"', 'ref="#pl.nowhere"'), ["bag-pointer", "va-sch"]),
        (lambda bag: replace(bag / TEI, "<text ", "<text xmlns:x='y' "), []),
        (lambda bag: (bag / TEI).write_text("<TEI>"), ["xm-syntax"]),
        (no_source, ["bag-missing", "bag-pointer"]),
        (lambda bag: shutil.rmtree(bag / "data/harbour"), ["bag-edition"]),
        (lambda bag: (bag / "data/ro-crate-metadata.json").write_text("{"), ["bag-json"]),
        (lambda bag: replace(bag / "data/outputs/html/index.html", 'href="#', 'href="#nowhere-'), ["bag-pointer"]),
        (lambda bag: (bag / "data/outputs/html/index.html").write_text(""), ["bag-empty"]),
        (lambda bag: (bag / "data/outputs/harbour.epub").write_text("PK"), ["bag-archive", "bag-unlisted"]),
        (lambda bag: crate_of(bag, lambda graph: []), ["bag-unlisted"]),
        (lambda bag: (bag / "data/ro-crate-metadata.json").write_text("[" * 99_999), ["bag-json"]),
        (lambda bag: (bag / "data/harbour/edition.toml").write_text("junk"), ["ed-toml"]),
        (lambda bag: book_of(bag, 300), ["bag-archive", "bag-unlisted"]),
        (lambda bag: replace(bag / TEI, '"byteOrderMark">none', '"byteOrderMark">zz'), ["xm-no-witness"]),
        (lambda bag: replace(bag / TEI, 'Encoding">UTF-8', 'Encoding">klingon'), ["in-unknown-encoding"]),
        (lambda bag: replace(bag / TEI, 'matchPattern="(', 'matchPattern="(('), []),
        (lambda bag: replace(bag / TEI, "?>", "?><!DOCTYPE TEI [<!ENTITY e SYSTEM '/etc/hostname'>]>"), ["xm-doctype"]),
        (lambda bag: (bag / TEI).write_text("<p/>"), ["xm-not-tei"]),
        (lambda bag: (bag / "data/ro-crate-metadata.json").write_text('{"@graph": [1]}'), ["bag-json"]),
    ],
)
def test_spoiled_and_listed_again(bag: Path, spoil: Callable[[Path], None], expected: list[str]) -> None:
    spoil(bag)
    relist(bag)
    assert codes(bag) == expected


def test_an_older_bagit_is_told_but_good(bag: Path) -> None:
    replace(bag / "bagit.txt", "1.0", "0.97")
    relist(bag)
    assert (codes(bag), codes(bag, "warning")) == ([], ["bag-old"])


def test_a_bag_of_an_older_program_is_held_to_its_own_schema(bag: Path) -> None:
    replace(bag / "bag-info.txt", "Agent: rubricator 0.1.0", "Agent: rubricator 0.0.7")
    relist(bag)
    relist(bag)
    checks = {check.what: check for check in verify(bag)}
    assert checks["TEI valid"].count == "RELAX NG of the bag"
    assert (codes(bag), codes(bag, "note")) == ([], ["bag-maker"])


@pytest.mark.parametrize("name", ["empty", "text.txt", "nowhere"])
def test_what_is_no_bag_at_all(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("no archive")
    with pytest.raises(RubricatorError) as caught:
        verify(tmp_path / name)
    assert caught.value.exit == 3


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "harbour/../../evil.txt", "C:\\evil.txt"])
def test_archives_that_lead_out_are_not_unpacked(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "evil")
    with tarfile.open(tmp_path / "a.tar", "w") as packed:
        packed.addfile(tarfile.TarInfo(name), io.BytesIO())
    for file in ("a.zip", "a.tar"):
        with pytest.raises(RubricatorError) as caught:
            verify(tmp_path / file)
        assert [one.code for one in caught.value.findings] == ["bag-escape"]
    assert not (tmp_path / "evil.txt").exists()


def test_links_in_archives_are_refused(tmp_path: Path) -> None:
    member = tarfile.TarInfo("harbour/bagit.txt")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
    with tarfile.open(tmp_path / "a.tar", "w") as packed:
        packed.addfile(member)
    with pytest.raises(RubricatorError) as caught:
        verify(tmp_path / "a.tar")
    assert [one.code for one in caught.value.findings] == ["bag-link"]


def test_an_archive_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("harbour/zeros.txt", bytes(30 * 1024**2))
    with tarfile.open(tmp_path / "a.tar", "w:gz") as packed:
        member = tarfile.TarInfo("harbour/zeros.txt")
        member.size = 30 * 1024**2
        packed.addfile(member, io.BytesIO(bytes(member.size)))
    for file in ("a.zip", "a.tar"):
        with pytest.raises(RubricatorError) as caught:
            verify(tmp_path / file)
        assert [one.code for one in caught.value.findings] == ["bag-swells"]


def test_faults_of_an_archive_stand_in_the_archive(bag: Path, tmp_path: Path) -> None:
    replace(bag / TEI, "<body>", "<body><body>")
    relist(bag)
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", bag.parent, bag.name))
    findings = [one for check in verify(packed) for one in check.findings]
    assert findings
    assert {one.path.partition("/data")[0] for one in findings} == {str(packed)}
    assert not [one for one in findings if "tmp" in str(one).replace(str(packed), "")]


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_archive_has_a_verdict(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("harbour/bagit.txt", "ice and lamps " * 400)
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(range(30))
    path.write_bytes(data)
    with pytest.raises(RubricatorError) as caught:
        verify(path)
    assert caught.value.findings[0].code in ("bag-archive", "bag-none")


def test_a_name_that_no_disk_holds_has_a_verdict(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"harbour/{'n' * 300}", "x")
    with pytest.raises(RubricatorError) as caught:
        verify(tmp_path / "a.zip")
    assert [one.code for one in caught.value.findings] == ["bag-archive"]


@pytest.mark.parametrize("name", ["100%25 ice.txt", "50%.txt", "two\nlines.txt", "car\rriage.txt"])
def test_any_name_goes_through_the_manifest(tmp_path: Path, name: str) -> None:
    folder = write_edition(tmp_path / "edition/harbour")
    (folder / "source.txt").rename(folder / name)
    stated = (folder / "edition.toml").read_text().replace('file = "source.txt"', f"file = {json.dumps(name)}")
    (folder / "edition.toml").write_text(stated)
    made = deposit(next(targets.targets([folder])), tmp_path / "out").path
    assert codes(made) == []
    manifest = (made / "manifest-sha512.txt").read_text()
    assert f"data/harbour/{bag_name(name)}\n" in manifest
    assert len(manifest.splitlines()) == sum(1 for path in (made / "data").rglob("*") if path.is_file())


def bag_name(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
