"""The corrected reading with its map back, and sentences."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.document import Annotation, Document
from rubricator.model.source import decode
from rubricator.reading.corrected import corrected, matches_at, near, occurrences, sentences


def document(text: str, *fixes: tuple[int, int, str]) -> Document:
    return Document(decode(text.encode())).with_annotations(
        [Annotation("sic", start, end, {"corr": corr}) for start, end, corr in fixes]
    )


def test_a_word_is_found_in_the_reading_and_placed_in_the_source() -> None:
    text = "He Trot-ter came with-out it."
    reading = corrected(document(text, (3, 11, "Trotter"), (17, 25, "without")))
    assert reading.text == "He Trotter came without it."
    for word, printed in (("Trotter", "Trot-ter"), ("came", "came"), ("without", "with-out"), ("it.", "it.")):
        at = reading.text.index(word)
        start, end = reading.source(at, at + len(word))
        assert text[start:end] == printed


def test_a_touched_correction_counts_whole() -> None:
    text = "Mr. Trot-ter."
    reading = corrected(document(text, (4, 12, "Trotter")))
    assert reading.source(0, 8) == (0, 12)


@given(st.text("ab \n", min_size=1, max_size=30), st.data())
def test_without_corrections_the_map_is_the_identity(text: str, data: st.DataObject) -> None:
    reading = corrected(Document(decode(text.encode())))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert reading.text == text
    assert reading.source(start, end) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Mr. Brown came. He sat.", ["Mr. Brown came.", "He sat."]),
        ("He said: ‘No!’ She left.", ["He said: ‘No!’", "She left."]),
        ("It ended. [12] Then came peace.", ["It ended. [12]", "Then came peace."]),
        ("A line\n\nanother", ["A line", "another"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


TEXTS = st.text("ab-c ", max_size=60)


@given(TEXTS)
def test_a_pattern_is_found_around_its_literal_as_in_the_whole(text: str) -> None:
    pattern = re.compile(r"[abc]+-[abc]+")
    assert [one.span() for one in near(text, pattern, "-", reach=100)] == [one.span() for one in pattern.finditer(text)]


@given(TEXTS)
def test_a_pattern_is_found_at_its_first_letters_as_in_the_whole(text: str) -> None:
    pattern = re.compile(r"[ab]c? ?")
    assert [one.span() for one in matches_at(text, pattern, "a", "b")] == [one.span() for one in pattern.finditer(text)]


def test_occurrences_of_several_strings_are_in_order() -> None:
    assert occurrences("abcab", "b", "a") == [0, 1, 3, 4]
    assert occurrences("aaa", "aa", start=1) == [1]
