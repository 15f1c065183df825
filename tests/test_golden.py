"""Each built-in edition is encoded as it landed; after a deliberate change: `make golden`, and read the difference."""

from pathlib import Path

import pytest
from conftest import EDITIONS

from rubricator import build
from rubricator.model import edition

LANDED = [folder for folder in EDITIONS if (folder / f"{folder.name}.xml").is_file()]


@pytest.mark.parametrize("folder", LANDED, ids=lambda folder: folder.name)
def test_an_edition_is_encoded_as_it_landed(folder: Path) -> None:
    found = edition.load(folder)
    assert found.text_path is not None
    fresh = build.encode(found.read_text(found.text_path), found).tei.splitlines()
    landed = (folder / f"{folder.name}.xml").read_text(encoding="utf-8").splitlines()
    changed = [number for number, (one, other) in enumerate(zip(fresh, landed, strict=False), 1) if one != other]
    assert (changed[:5], len(fresh)) == ([], len(landed))


def test_every_edition_that_holds_its_text_has_landed() -> None:
    assert {folder.name for folder in LANDED} == {
        folder.name for folder in EDITIONS if (folder / "source.txt").is_file()
    }
