"""Places by quoted words: exact, else the one most like, else none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.anchors import Anchor, anchored, exact, nearest

TEXT = "The ice held until May. In the harbour the lamps burned, and in the town the lamps were dark. Nobody came."


@given(st.text("ab \n", min_size=1, max_size=300), st.data())
def test_an_anchor_means_its_place_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    anchor = anchored(text, start, end)
    assert anchor is None or exact(text, anchor) == [(start, end)]


def test_a_long_passage_is_quoted_by_its_ends() -> None:
    anchor = anchored(TEXT, 0, len(TEXT))
    assert anchor
    assert TEXT.startswith(anchor.quote)
    assert TEXT.endswith(anchor.to)
    assert len(anchor.quote) + len(anchor.to) < len(TEXT)


def test_every_exact_place_is_found() -> None:
    assert exact(TEXT, Anchor("the lamps")) == [(39, 48), (73, 82)]
    assert exact(TEXT, Anchor("the lamps", after=" were")) == [(73, 82)]


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (Anchor("the lamps", "in the toun ", " were dark"), "the lamps"),
        (Anchor("the lamps", "In the harbor ", " burnt, and"), "the lamps"),
        (Anchor("the lanps", "In the harbour ", " burned"), "the lamps"),
        (Anchor("until Mai", "The ice held ", ". In the"), "until May"),
        (Anchor("In the harbor", "until May. ", ". Nobody", "were dark"), TEXT[24:92]),
    ],
)
def test_the_place_most_like_the_quotation(anchor: Anchor, words: str) -> None:
    assert exact(TEXT, anchor) == []
    place = nearest(TEXT, anchor)
    assert place
    assert TEXT[slice(*place)] == words


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor("the lamps", "xx ", " yy"),
        Anchor("the boats", "near the quay ", " were sold"),
        Anchor("Nobody", "a wholly other context of words ", " and so on it goes"),
    ],
)
def test_none_is_better_than_a_guess(anchor: Anchor) -> None:
    assert nearest(TEXT, anchor) is None


def test_a_point_is_found_by_either_side() -> None:
    assert nearest(TEXT, Anchor("", "until May.", " On the quay")) == (23, 23)
