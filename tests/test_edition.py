"""edition.toml: what is read, what is refused."""

from pathlib import Path

import pytest

from rubricator import targets
from rubricator.model import edition
from rubricator.model.messages import RubricatorError


def folder(tmp_path: Path, toml: str, text: str = "Words.\n") -> Path:
    (tmp_path / "edition.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "source.txt").write_text(text, encoding="utf-8")
    return tmp_path


def codes(tmp_path: Path, toml: str) -> list[str]:
    with pytest.raises(RubricatorError) as caught:
        edition.load(folder(tmp_path, toml))
    assert caught.value.exit == 3
    return sorted(finding.code for finding in caught.value.findings)


def test_everything_has_a_default(tmp_path: Path) -> None:
    found = edition.load(folder(tmp_path, '[edition]\ntitle = "A"\n'))
    assert found.edition.language == ""
    assert found.publish.outputs == ("html", "epub", "pdf")
    assert found.text_path == tmp_path / "source.txt"


def test_calendar_rules_are_read(tmp_path: Path) -> None:
    toml = '[edition]\ntitle="A"\n[dates]\ncalendars=[{calendar="julian", until="1918-01-31"}, {calendar="gregorian"}]'
    rules = edition.load(folder(tmp_path, toml)).dates.calendars
    assert [(rule.calendar, rule.until) for rule in rules] == [("julian", "1918-01-31"), ("gregorian", "")]


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("[edition", ["ed-toml"]),
        ("a = " + "[" * 5000, ["ed-toml"]),
        ('[edition]\ntitle = "A\\u0001"', ["ed-value"]),
        ('[edition]\ntitel = "A"', ["ed-unknown-key"]),
        ('[edition]\ntitle = "A"\n[sauce]\nx = 1', ["ed-unknown-key"]),
        ("[edition]\ntitle = 1", ["ed-type"]),
        ('[edition]\ntitle = "A"\ngenre = "soap"', ["ed-value"]),
        ('[edition]\ntitle = "A"\n[publish]\noutputs = "pdf"', ["ed-type"]),
        ("[edition]\n", ["ed-value"]),
        ('[edition]\ntitle = 1\ngenre = "soap"\nauthr = "B"', ["ed-type", "ed-unknown-key", "ed-value"]),
    ],
)
def test_faults_are_all_reported(tmp_path: Path, toml: str, expected: list[str]) -> None:
    assert codes(tmp_path, toml) == expected


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError, match="did you mean title"):
        edition.load(folder(tmp_path, '[edition]\ntitel = "A"'))


def test_a_pinned_text_must_be_that_text(tmp_path: Path) -> None:
    found = edition.load(folder(tmp_path, f'[edition]\ntitle = "A"\n[source]\nsha256 = "{"0" * 64}"'))
    with pytest.raises(RubricatorError) as caught:
        found.read_text(tmp_path / "source.txt")
    assert caught.value.findings[0].code == "ed-pin"


def test_a_missing_shared_authority_file_is_named(tmp_path: Path) -> None:
    found = edition.load(folder(tmp_path, '[edition]\ntitle = "A"\n[annotate]\nauthority = ["nowhere.xml"]'))
    with pytest.raises(RubricatorError) as caught:
        found.authority_files()
    assert caught.value.findings[0].code == "au-missing"


def test_a_pinned_text_is_found_among_the_texts(tmp_path: Path) -> None:
    import hashlib

    pin = hashlib.sha256(b"Elsewhere.\n").hexdigest()
    home, texts = tmp_path / "home", tmp_path / "texts"
    home.mkdir()
    texts.mkdir()
    (home / "edition.toml").write_text(f'[edition]\ntitle = "A"\n[source]\nsha256 = "{pin}"\nfile = "a.txt"')
    (texts / "other-name.txt").write_text("Elsewhere.\n")
    (texts / "a.txt").write_text("Not this.\n")
    assert targets.find_text(edition.load(home), [texts]) == texts / "other-name.txt"
