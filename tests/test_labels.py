"""The words that an edition adds to its text: every language of `labels.xml` has them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

LABELS = Path(__file__).resolve().parent.parent / "xslt/core/labels.xml"
OURS = {"rb": "urn:rubricator:edition"}
LANGUAGES = ("de", "fr", "it", "es", "ru")
SIGNS = ("{title}", "{count}")
"""Places that a label leaves for words of the edition."""


def labels(code: str) -> dict[str, str]:
    """The labels of one language, by key."""
    (found,) = etree.parse(LABELS).findall(f"rb:language[@ident='{code}']", OURS)
    return {label.get("key", ""): label.text or "" for label in found.findall("rb:label", OURS)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_label_stands_in_every_language(code: str) -> None:
    english, own = labels("en"), labels(code)
    assert own.keys() == english.keys()
    assert all(own.values())
    for key, text in english.items():
        assert [sign in own[key] for sign in SIGNS] == [sign in text for sign in SIGNS], key


@pytest.mark.parametrize("code", ("en", *LANGUAGES))
def test_every_language_writes_a_date_in_words(code: str) -> None:
    (found,) = etree.parse(LABELS).findall(f"rb:language[@ident='{code}']", OURS)
    assert len((found.findtext("rb:months", "", OURS)).split()) == 12
    assert {"date", "bce", "ce", "range"} <= set(found.attrib)
