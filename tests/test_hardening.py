"""Input that means harm, or was harmed: one clear message each, nothing replaced, nothing fetched, nothing lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harbour import TEXT, write_edition

from rubricator.cli import main
from rubricator.deposit import _swap
from rubricator.model import files, xmlfile
from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def code(done: Result) -> tuple[int, str]:
    found = re.search(r"\b([a-z]{2}-[a-z-]+) error", done.stderr)
    return done.exit_code, found[1] if found else done.stderr


@pytest.mark.parametrize("encoding", ["idna", "undefined", "punycode", "hex", "rot13", "zip", "no-such", "utf-8\0"])
def test_what_is_no_encoding_of_text(encoding: str) -> None:
    with pytest.raises(RubricatorError) as caught:
        decode(b"words", encoding=encoding)
    assert caught.value.findings[0].code == "in-unknown-encoding"


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "latin-1", "shift_jis"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("declared", [True, False])
def test_a_doctype_is_refused_in_every_encoding(encoding: str, *, declared: bool) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n' if declared else "<?x y?>"
    for prolog in ("", "<!-- <TEI> -->\n", "<?a <b>?>"):
        data = f'{head}{prolog}<!DOCTYPE TEI [<!ENTITY e "x">]><TEI/>'.encode(encoding)
        with pytest.raises(RubricatorError) as caught:
            xmlfile.parse_bytes(data)
        assert caught.value.findings[0].code in ("xm-doctype", "xm-syntax")


def test_a_false_declaration_hides_no_doctype() -> None:
    data = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TEI><TEI/>'.encode("utf-16")
    with pytest.raises(RubricatorError) as caught:
        xmlfile.parse_bytes(data)
    assert caught.value.findings[0].code == "xm-doctype"


def test_xml_in_other_encodings_is_read_or_refused_with_a_message() -> None:
    assert xmlfile.parse_bytes('<?xml version="1.0" encoding="Shift_JIS"?><a>日</a>'.encode("shift_jis")).text == "日"
    with pytest.raises(RubricatorError):
        xmlfile.parse_bytes(b'<?xml version="1.0" encoding="no-such"?><a/>')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">UTF-8</note>", ">hex</note>"),
        (">UTF-8</note>", ">no-such</note>"),
        (">UTF-8</note>", ">ascii</note>"),
        ('type="byteOrderMark">none<', 'type="byteOrderMark">zz<'),
    ],
)
def test_a_header_that_was_spoiled(tmp_path: Path, old: str, new: str) -> None:
    text, tei = tmp_path / "a.txt", tmp_path / "a.xml"
    text.write_text("Ünlike any other.")
    assert run("encode", text, "-o", tei, "-q").exit_code == 0
    written = tei.read_text()
    assert old in written
    tei.write_text(written.replace(old, new))
    assert run("restore", tei).exit_code in (1, 3)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)
    files.write(link, b"words")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"words")


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.write(pipe, b"words")
    assert (os.read(reader, 9), pipe.is_fifo()) == (b"words", True)
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("ending", [">/dev/full", ">&-"])
def test_an_output_that_takes_nothing(tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.txt").write_text("A few words.")
    call = f"{sys.executable} -m rubricator encode a.txt -q {ending}"
    done = subprocess.run(["sh", "-c", call], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "out-unwritable" in done.stderr) == (3, True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_edition(tmp_path / "harbour")
    (folder / "source.txt").write_text(TEXT)
    return folder


@pytest.mark.parametrize("name", ["source.txt", "authority/other.xml"])
def test_links_that_lead_out_are_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<TEI/>")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert code(run("encode", folder)) == (3, "ed-outside")


def test_shared_authority_files_are_names(folder: Path) -> None:
    toml = folder / "edition.toml"
    toml.write_text(toml.read_text() + '\n[annotate]\nauthority = ["../../secret.xml"]\n')
    assert code(run("encode", folder)) == (3, "ed-value")


def test_a_pipe_among_the_authority_files_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "authority/pipe.xml")
    assert run("encode", folder, "-q").exit_code == 0


def test_a_style_that_would_fetch_a_package(folder: Path, tmp_path: Path) -> None:
    (folder / "style.typ").write_text('#import "@preview/cetz:0.2.2": canvas\n')
    done = run("publish", folder, "--to", "pdf", "-o", tmp_path / "out")
    assert code(done) == (3, "pu-package")


def test_a_deposit_that_fails_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    bag, fresh = tmp_path / "bag", tmp_path / "fresh"
    for place, words in ((bag, "first"), (fresh, "second")):
        place.mkdir()
        (place / "bagit.txt").write_text(words)
    (fresh / "lost").symlink_to(tmp_path / "nowhere")
    with pytest.raises(RubricatorError):
        _swap(fresh, bag)
    assert (bag / "bagit.txt").read_text() == "first"
    (fresh / "lost").unlink()
    _swap(fresh, bag)
    assert (bag / "bagit.txt").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("word", ["A𝓑𝓒", "Éªªª", "AⒷⒸ", "ǅªª"])
def test_capitals_that_have_no_small_letters(tmp_path: Path, word: str) -> None:
    (tmp_path / "a.txt").write_text(f"He met {word} {word} in the town. Then {word} left.\n")
    for language in ("en", "de", "fr"):
        done = run("encode", tmp_path / "a.txt", "-q", "--language", language, "-o", tmp_path / "a.xml")
        assert done.exit_code == 0, done.output


def test_a_letter_that_only_looks_like_a_numeral(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ı\n\nSome words.\n\nCHAPTER ı\n\nMore words.\n")
    assert run("encode", tmp_path / "a.txt", "-q", "-o", tmp_path / "a.xml").exit_code == 0
