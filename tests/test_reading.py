"""The reading with its map back, words, sentences, numerals, calls and series."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.document import Annotation, Document
from rubricator.model.source import decode
from rubricator.reading.calls import CALL
from rubricator.reading.corrected import corrected
from rubricator.reading.figures import as_roman, numeral, roman
from rubricator.reading.own_words import by_language
from rubricator.reading.search import matches_at, near, occurrences
from rubricator.reading.sentences import sentence_around, sentences, shortens
from rubricator.reading.series import Member, by_shape, climb, closed, closure, gaps, members, rises, runs
from rubricator.reading.text import Reading, read
from rubricator.reading.words import words


def document(text: str, *annotations: Annotation) -> Document:
    return Document(decode(text.encode())).with_annotations(annotations)


def sic(start: int, end: int, corr: str) -> Annotation:
    return Annotation("sic", start, end, {"corr": corr})


def found_in_source(text: str, reading: Reading, words: str) -> str:
    at = reading.text.index(words)
    start, end = reading.source(at, at + len(words))
    return text[start:end]


def test_a_word_is_found_in_the_reading_and_placed_in_the_source() -> None:
    text = "He Trot-ter came with-out it."
    reading = corrected(document(text, sic(3, 11, "Trotter"), sic(17, 25, "without")))
    assert reading.text == "He Trotter came without it."
    for word, printed in (("Trotter", "Trot-ter"), ("came", "came"), ("without", "with-out"), ("it.", "it.")):
        assert found_in_source(text, reading, word) == printed


def test_a_touched_correction_counts_whole() -> None:
    reading = corrected(document("Mr. Trot-ter.", sic(4, 12, "Trotter")))
    assert reading.source(0, 8) == (0, 12)


def test_what_is_lost_is_supplied() -> None:
    text = "It ended,and so."
    lost = Annotation("supplied", 9, 9, {"text": " ", "reason": "omitted"})
    reading = read(document(text, lost))
    assert reading.text == "It ended, and so."
    assert found_in_source(text, reading, "and so") == "and so"


def test_the_call_of_a_note_is_not_read() -> None:
    text = "He slept¹ well. [2] She rose {1}."
    calls = [Annotation("noteref", text.index(mark), text.index(mark) + len(mark)) for mark in ("¹", "[2]", "{1}")]
    reading = read(document(text, *calls))
    assert reading.text == "He slept well. She rose."
    assert found_in_source(text, reading, "well.") == "well."
    assert found_in_source(text, reading, "slept well") == "slept¹ well"


def test_furniture_inside_a_paragraph_leaves_a_space_and_between_two_their_gap() -> None:
    text = "He went\n\n12 THE BOOK\n\nhome.\n\n13 THE BOOK\n\nShe stayed."
    heads = [Annotation("fw", text.index(head), text.index(head) + 11) for head in ("12 THE BOOK", "13 THE BOOK")]
    paragraph = Annotation("p", 0, text.index("home.") + 5)
    reading = read(document(text, paragraph, *heads))
    assert reading.text == "He went home.\n\nShe stayed."
    assert found_in_source(text, reading, "She stayed.") == "She stayed."


def test_marks_of_emphasis_are_not_read() -> None:
    text = "A _very_ tall man."
    marks = [Annotation("pc", at, at + 1, {"type": "emph"}) for at in (2, 7)]
    reading = read(document(text, *marks))
    assert reading.text == "A very tall man."
    assert found_in_source(text, reading, "very") == "very"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Har\u00adring came.", "Mr. Harring came."),
        ("Herr Mu\u0308ller kam.", "Herr M\u00fcller kam."),
        ("a wiſe ﬁſh", "a wise fish"),
        ("the har¬\n  bour", "the harbour"),
        ("a har-\r\nbour, the harbour", "a harbour, the harbour"),
        ("a well-\nkept house, well-kept", "a well-kept house, well-kept"),
        ("one\r\n  line  after\tanother", "one line after another"),
        ("one\r\n \r\n\r\ntwo", "one\n\ntwo"),
        ("one\u200bword", "oneword"),
    ],
)
def test_letters_and_spaces_are_as_a_reader_reads_them(text: str, expected: str) -> None:
    assert read(document(text)).text == expected


def test_a_composed_letter_is_placed_whole() -> None:
    text = "Herr Mu\u0308ller kam."
    reading = read(document(text))
    assert found_in_source(text, reading, "M\u00fc") == "Mu\u0308"


def test_a_correction_wins_where_white_space_touches_it() -> None:
    text = "feel\n  ings and"
    reading = read(document(text, sic(0, 11, "feelings")))
    assert reading.text == "feelings and"


def test_a_heading_without_a_blank_line_is_a_block_of_its_own() -> None:
    text = "THE SEA\nIt was wide."
    reading = read(document(text, Annotation("head", 0, 7), Annotation("p", 8, len(text))))
    assert reading.text == "THE SEA\n\nIt was wide."


def test_a_reading_is_made_once_and_anew_when_its_layers_change() -> None:
    one = document("He Trot-ter came.")
    assert read(one) is read(one)
    assert read(one.with_annotations([sic(3, 11, "Trotter")])).text == "He Trotter came."


@given(st.text("ab-¬\u00ad \n\r\tſ\u0308", max_size=40), st.data())
def test_the_map_is_monotone_and_stays_inside(text: str, data: st.DataObject) -> None:
    reading = read(document(text or "a"))
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    first, last = reading.source(start, end)
    assert 0 <= last <= len(text or "a")
    assert first <= last or start == end


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
        ("It ended.* Then came peace.", ["It ended.*", "Then came peace."]),
        ("Then Capt. Brook met Lt. Stone. He spoke.", ["Then Capt. Brook met Lt. Stone.", "He spoke."]),
        ("By J. S. Moor and Prof. Ash. It sold.", ["By J. S. Moor and Prof. Ash.", "It sold."]),
        (
            "See vol. II. It was No. 5. He said no. Ash left.",
            ["See vol. II.", "It was No. 5.", "He said no.", "Ash left."],
        ),
        ("She wrote to Moor, Esq. He was out.", ["She wrote to Moor, Esq.", "He was out."]),
        ("A line\n\nanother", ["A line", "another"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_german_day_ends_no_sentence() -> None:
    text = "Am 4. Mai kam Dr. Voss. Er blieb."
    assert [text[start:end] for start, end in sentences(text, language="de")] == [
        "Am 4. Mai kam Dr. Voss.",
        "Er blieb.",
    ]


def test_the_sentence_around_a_place() -> None:
    text = "One came. Capt. Brook left on 4 May. All slept."
    start, end = sentence_around(text, text.index("May"))
    assert text[start:end] == "Capt. Brook left on 4 May."
    assert shortens(text, text.index(". Brook"))
    assert not shortens(text, text.index(". Capt"))


def test_words() -> None:
    text = "It’s twenty-one o'clock, 5 p.m."
    assert [text[start:end] for start, end in words(text)] == ["It’s", "twenty-one", "o'clock", "p", "m"]


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_as_written(value: int) -> None:
    assert roman(as_roman(value)) == value == roman(as_roman(value).lower())


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12), ("12th", 12), ("XIV", 14), ("viij", 8), ("the Third", 3), ("twenty-one", 21), ("Twenty-First", 21),
        ("IIII", 4), ("civil", 0), ("J", 0), ("12a4", 0), ("", 0), ("the last", -1),
    ],
)  # fmt: skip
def test_numerals(word: str, value: int) -> None:
    assert numeral(word) == value


@pytest.mark.parametrize("call", ["[1]", "[12]", "{3}", "[A]", "[*]", "*", "**", "†", "¹", "¹²"])
def test_calls(call: str) -> None:
    assert re.fullmatch(CALL, call)


@pytest.mark.parametrize("other", ["[sic]", "[12345]", "1", "*bold*"])
def test_no_calls(other: str) -> None:
    assert not re.match(CALL + r"$", other)


def numbered(*numbers: int | None) -> list[Member[int]]:
    return [Member(at, number=number) for at, number in enumerate(numbers)]


def test_a_series_climbs_and_leaves_out_what_does_not_fit() -> None:
    found = numbered(1, 2, 99, 3, None, 5, 4)
    assert [member.number for member in climb(found)] == [1, 2, 3, 4]
    assert [member.number for member in climb(found, step=1)] == [1, 2, 3, 4]
    assert rises(numbered(1, 2, 3, 9)) == 1.0
    assert climb([]) == []


@given(st.lists(st.integers(0, 9), max_size=12))
def test_no_longer_series_can_be_found(numbers: list[int]) -> None:
    best = [0] * 11
    for number in numbers:
        best[number + 1] = max(best[number + 1], max(best[: number + 1]) + 1)
    assert len(climb(numbered(*numbers))) == max(best)


def test_runs_begin_again_where_numbers_do() -> None:
    assert [[one.number for one in run] for run in runs(numbered(1, 2, None, 1, 2, 3))] == [[1, 2, None], [1, 2, 3]]
    assert gaps(numbered(1, 2, 5)) == [3, 4]


def test_kinds_and_closed_sets() -> None:
    found = members(["Anna:", "Bert:", "Anna:", "Note."], lambda word: word[-1], label=lambda word: word[:-1])
    assert [[one.item for one in kind] for kind in by_shape(found).values()] == [["Anna:", "Bert:", "Anna:"], ["Note."]]
    assert closed(found) == {"Anna": 2}
    assert closure(found) == 0.5


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


def test_passages_that_lie_in_one_another_keep_every_offset() -> None:
    text = "One two. Eins zwei. Drei. Three four."
    inner, outer = Annotation("p", 9, 19, {"lang": "de"}), Annotation("quoteBlock", 9, 25, {"lang": "de"})
    shown = {code: found.text for code, found in by_language(document(text, inner, outer))}
    assert shown == {"": "One two.                  Three four.", "de": "         Eins zwei. Drei.            "}
