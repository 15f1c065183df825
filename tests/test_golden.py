"""Each built-in edition is encoded as it landed; after a deliberate change: `make golden`, and read the difference."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import EDITIONS
from lxml import etree

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


@pytest.mark.parametrize("folder", LANDED, ids=lambda folder: folder.name)
def test_the_header_counts_the_tags_as_they_are_written(folder: Path) -> None:
    root = etree.parse(folder / f"{folder.name}.xml").getroot()
    stated = {one.get("gi"): int(one.get("occurs")) for one in root.iter("{*}tagUsage")}
    assert stated == Counter(etree.QName(one).localname for one in root.find("{*}text").iter("{*}*"))


@pytest.mark.parametrize("folder", LANDED, ids=lambda folder: folder.name)
def test_paragraphs_verses_and_speeches_have_ids(folder: Path) -> None:
    root = etree.parse(folder / f"{folder.name}.xml").getroot()
    blocks = root.find("{*}text").iter("{*}p", "{*}l", "{*}sp")
    assert not [one for one in blocks if not one.get("{http://www.w3.org/XML/1998/namespace}id")]


def test_every_edition_that_holds_its_text_has_landed() -> None:
    assert {folder.name for folder in LANDED} == {
        folder.name for folder in EDITIONS if (folder / "source.txt").is_file()
    }
