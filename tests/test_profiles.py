"""What a repository would miss, and where to say it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import BARE, EDITION, write_edition

from rubricator import build
from rubricator.cli import main
from rubricator.model import edition, xmlfile
from rubricator.model.messages import RubricatorError
from rubricator.validate.profiles import PROFILES, profile


def missing(folder: Path, name: str) -> list[str]:
    loaded = edition.load(folder)
    assert loaded.text_path
    tei = build.encode(loaded.read_text(loaded.text_path), loaded).tei
    findings = profile(name)(xmlfile.parse_bytes(tei.encode()), "h.xml")
    return [str(one.values["what"]) for one in findings if one.code == "pr-missing"]


@pytest.mark.parametrize("name", ["minimal", "libraries-4", "clarin"])
def test_a_full_edition_misses_nothing(tmp_path: Path, name: str) -> None:
    assert missing(write_edition(tmp_path / "harbour"), name) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("minimal", ["an author", "a date of publication", "a licence with its address"]),
        ("dracor", ["an author", "a licence with its address", "the printed source", "the year of the printed source",
                    "speeches: it takes plays", "a list of the persons"]),
    ],
)  # fmt: skip
def test_a_bare_edition(tmp_path: Path, name: str, expected: list[str]) -> None:
    assert missing(write_edition(tmp_path / "harbour", BARE), name) == expected


def test_a_short_tale_is_no_novel(tmp_path: Path) -> None:
    assert missing(write_edition(tmp_path / "harbour"), "eltec") == ["10,000 words: it takes novels"]


@pytest.mark.parametrize("key", ["author", "publisher", "date", "licence", "place"])
def test_each_key_is_missed(tmp_path: Path, key: str) -> None:
    toml = "\n".join(line for line in EDITION.split("[source]")[0].splitlines() if not line.startswith(f"{key} ="))
    folder = write_edition(tmp_path / "harbour", f"{toml}\n[source]{EDITION.split('[source]')[1]}")
    assert len(missing(folder, "libraries-4")) == 1


def test_an_unknown_profile() -> None:
    with pytest.raises(RubricatorError) as caught:
        profile("moon")
    assert caught.value.exit == 2


def test_every_requirement_says_where() -> None:
    assert all(one.what and one.where for requirements in PROFILES.values() for one in requirements)


def test_command_line(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour", BARE)
    path = tmp_path / "h.xml"
    assert CliRunner().invoke(main, ["encode", str(folder), "-o", str(path)]).exit_code == 0
    assert CliRunner().invoke(main, ["validate", str(path)]).exit_code == 0
    done = CliRunner().invoke(main, ["validate", str(path), "--profile", "minimal"])
    assert done.exit_code == 1
    assert "minimal asks for an author ([edition] author)" in done.stderr
