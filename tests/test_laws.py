"""The four laws, on everything at hand: built-in editions, corpora, stress files, random text."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import EDITIONS, outside
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rubricator import build, targets
from rubricator.model import edition
from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode, read
from rubricator.model.xmlfile import parse_bytes
from rubricator.validate.restore import restore

CORPUS = outside("EVAL")
SOURCES = sorted((CORPUS / "dev").rglob("source.txt")) if CORPUS else []


def round_trip(data: bytes, encoded: build.Encoded) -> None:
    """The bytes come back from the serialized TEI."""
    assert restore(parse_bytes(encoded.tei.encode("utf-8"))) == data


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_editions_come_back_byte_for_byte(folder: Path) -> None:
    found = edition.load(folder)
    path = targets.find_text(found, [texts] if (texts := outside("TEXTS")) else [])
    if path is None:
        pytest.skip(f"{folder.name} holds no text: set TEXTS")
    round_trip(path.read_bytes(), build.encode(found.read_text(path), found))


@pytest.mark.skipif(not SOURCES, reason="needs the corpora: set EVAL")
def test_corpora_come_back_byte_for_byte_and_are_valid() -> None:
    """Every source of the development half; what is binary or empty is refused. A range that the text itself
    turns round is its own fault."""
    from rubricator.validate.check import validate

    for path in SOURCES:
        data = path.read_bytes()
        try:
            source = read(path)
        except RubricatorError as error:
            assert b"\0" in data or not data, path
            assert error.exit == 3
            continue
        encoded = build.encode(source)
        round_trip(data, encoded)
        faults = validate(encoded.tei.encode())
        assert (path.parent.name, [str(one) for one in faults if one.severity == "error"]) == (path.parent.name, [])


TEXT = st.text(
    st.one_of(
        st.sampled_from("aA b.\n\n\r\t‘’“”\"'[]()1I—-–*_:;,!?<>&\x0c\x85\u2028"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    min_size=1,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_random_text_comes_back_and_is_well_formed(text: str) -> None:
    data = text.encode("utf-8")
    try:
        source = decode(data)
    except RubricatorError:
        return
    round_trip(data, build.encode(source))


WORDS = st.sampled_from(
    [
        "CHAPTER I", "\n\n", "\n", "  ", "“Well,” said Anna.", "[1]", "1. ", "NOTES", "* * *", "Mr. Brown", "HAMLET.",
        "Enter Ghost.", "5 January (18, New Style)", "‘so’", "with-out", "in 1905", "THE END", "_so_", "Dear Anna,",
        "[Footnote 1: x]", "ACT I", "SCENE I", "ibid., p. 3.", "London,", "    The day is done,", "he wrote:", ".",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
def test_texts_made_of_telling_pieces_come_back_and_are_valid(text: str) -> None:
    from rubricator.validate.check import validate

    encoded = build.encode(decode(text.encode()))
    round_trip(text.encode(), encoded)
    assert [str(finding) for finding in validate(encoded.tei.encode()) if finding.severity == "error"] == []


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_same_input_same_bytes(folder: Path) -> None:
    found = edition.load(folder)
    if found.text_path is None:
        pytest.skip(f"{folder.name} holds no text")
    one, two = (build.encode(found.read_text(found.text_path), found).tei for _ in range(2))
    assert one == two


def test_source_characters_stand_in_text_content_only() -> None:
    encoded = build.encode(decode(b"Some unusual words here.\n"))
    root = etree.fromstring(encoded.tei.encode())
    text = root.find("{http://www.tei-c.org/ns/1.0}text")
    assert text is not None
    assert "".join(text.itertext()) == "Some unusual words here.\n"
