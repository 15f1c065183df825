"""Names of passages: from words, not from counting, so that they survive insertions, other tags and another case."""

from __future__ import annotations

import re

import pytest

import rubricator
from rubricator.encode.permanent import NAME

PARAGRAPHS = [
    "The tide came in at dusk, and the quay stood empty.",
    "“Yes,” said Ann.",
    "Nobody had seen the boat since the thaw.",
    "“Yes,” said Ann.",
    "The bell of Vell rang twice, as it did for the drowned.",
]


def names(*paragraphs: str) -> list[str]:
    """Names of the paragraphs of a text."""
    tei = rubricator.encode("\n\n".join(paragraphs)).tei
    return re.findall(r'<p [^>]*xml:id="([^"]+)"', tei.partition("<text")[2])


@pytest.mark.parametrize("at", range(len(PARAGRAPHS) + 1))
def test_a_paragraph_more_moves_no_name_but_that_of_a_like_one_behind_it(at: int) -> None:
    before = names(*PARAGRAPHS)
    after = names(*PARAGRAPHS[:at], "A gull cried over the mill.", *PARAGRAPHS[at:])
    kept = [name for place, name in enumerate(before) if name in after or PARAGRAPHS[place].startswith("“Yes")]
    assert kept == before
    assert len(set(after)) == len(PARAGRAPHS) + 1


def test_a_passage_is_named_by_how_it_begins() -> None:
    (whole,) = names(PARAGRAPHS[0] + " The wind went over it and nobody was glad of it, and the lamps were dark.")
    (changed,) = names(PARAGRAPHS[0].upper() + " The wind went over it and nobody was sorry, and the lamps were lit.")
    assert whole == changed
    assert NAME.fullmatch(whole)


def test_alike_passages_have_names_of_their_own() -> None:
    found = names(*["“Yes,” said Ann."] * 4)
    assert len(set(found)) == 4


def test_the_header_says_how_passages_are_cited() -> None:
    tei = rubricator.encode("\n\n".join(PARAGRAPHS)).tei
    assert re.search(r'<citeStructure unit="passage" match="[^"]*self::p[^"]*" use="@xml:id"/>', tei)
