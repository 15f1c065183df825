"""`watch`: a build on every save, and pages that ask for it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from rubricator.model.messages import Finding, RubricatorError
from rubricator.upkeep.watch import Watch, reloading, served


@pytest.fixture
def told() -> list[Finding]:
    return []


@pytest.fixture
def watch(tmp_path: Path, told: list[Finding]) -> Iterator[Watch]:
    (tmp_path / "quay").mkdir()
    (tmp_path / "quay/edition.toml").write_text('[edition]\ntitle = "The Quay"\ngenre = "novel"\n')
    (tmp_path / "quay/source.txt").write_text("The quay was wet.\n")
    yield Watch(tmp_path / "quay", tmp_path / "quay/build", told.extend)


def test_a_save_builds_what_follows_from_it(watch: Watch, tmp_path: Path, told: list[Finding]) -> None:
    assert [line.split(",")[0] for line in watch.look()] == ["quay: encode", "quay: publish"]
    assert watch.look() == [] and watch.number == 1
    (tmp_path / "quay/style.css").write_text("p { color: green }\n")
    assert watch.look() == ["quay: publish, since own style: style.css new"]
    (tmp_path / "quay/edition.toml").write_text("title = 1\n")
    assert watch.look() == [] and "ed-unknown-key" in watch.faults
    assert [one.code for one in told if one.severity == "error"] == ["ed-unknown-key"]
    (tmp_path / "quay/edition.toml").write_text('[edition]\ntitle = "A Quay"\ngenre = "novel"\n')
    assert watch.look() and not watch.faults and watch.number == 4


def test_pages_ask_for_the_next_build(watch: Watch, tmp_path: Path) -> None:
    watch.look()
    with served(watch, tmp_path / "quay/build/quay", 0) as address:
        page = urllib.request.urlopen(address).read().decode()
        assert '<script src="/-/reload.js" defer="defer">' in page and "connect-src 'self'" in page
        base = address.removesuffix("html/index.html")
        assert b"location.reload" in urllib.request.urlopen(f"{base}-/reload.js").read()
        found = json.loads(urllib.request.urlopen(f"{base}-/next?since=0").read())
        assert found == {"number": 1, "faults": ""}
        assert urllib.request.urlopen(f"{base}quay.xml").read().startswith(b"<?xml")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{base}../../edition.toml")
        strange = urllib.request.Request(address, headers={"Host": "elsewhere.example"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(strange)
        with (
            pytest.raises(RubricatorError, match="wa-port"),
            served(watch, tmp_path, int(address.split(":")[2].split("/")[0])),
        ):
            pass


def test_a_policy_without_scripts_allows_ours() -> None:
    page = "<head><meta content=\"default-src 'none'; img-src 'self'\"></head>"
    assert "default-src 'none'; connect-src 'self'; script-src 'self'; img-src 'self'" in reloading(page)
