"""Competing readings: the best, the runner-up, the margin."""

from rubricator.model.explanation import NOTHING, Explanation, verdict


def test_the_reading_that_explains_most_wins() -> None:
    found = verdict([Explanation("verse", 0.2), Explanation("drama", 0.9, "labels"), Explanation("letters", 0.1)])
    assert (found.best.reading, found.second.reading, found.narrow) == ("drama", "verse", False)
    assert str(found) == "drama (90%): labels; next verse (20%)"


def test_a_narrow_margin_is_told() -> None:
    assert verdict([Explanation("diary", 0.55), Explanation("letters", 0.5)]).narrow


def test_nothing_explains_nothing() -> None:
    assert verdict([]) == (NOTHING, NOTHING)
