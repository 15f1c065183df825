"""Measures: text in, spans with quantities out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.annotate.measures import measures
from rubricator.annotate.stages import run
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import Source
from rubricator.reading.numerals import number_before, number_words, plain, value_of

WORDS = number_words()


def found(text, genre="history", *annotations):
    context = Context(edition=Edition(edition=Metadata(genre=genre)))
    document = run(Document(Source(text)).with_annotations(annotations), context, [measures])
    return [
        (
            document.slice(one),
            one.attrs.get("quantity") or f"{one.attrs.get('min', '')}..{one.attrs.get('max', '')}",
            one.attrs["unit"],
        )
        for one in document.in_layer("measure")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost one hundred thousand million gold francs.", ("one hundred thousand million gold francs", "100000000000", "gold-franc")),
        ("Of the two-and-a-half thousand million francs", ("two-and-a-half thousand million francs", "2500000000", "FRF")),
        ("between five and six hundred million francs", ("between five and six hundred million francs", "500000000..600000000", "FRF")),
        ("some 8,500,000,000 roubles", ("8,500,000,000 roubles", "8500000000", "RUB")),
        ("the total was $208,000 million.", ("$208,000 million", "208000000000", "USD")),
        ("a credit of £3 10s. 6d. was", ("£3 10s. 6d.", "3.525", "GBP")),
        ("from sixty to eighty-eight per cent;", ("sixty to eighty-eight per cent", "60..88", "%")),
        ("had 10.2 per cent of", ("10.2 per cent", "10.2", "%")),
        ("a quarter of a million tons a month", ("a quarter of a million tons", "250000", "ton")),
        ("a few hundred yards off", ("a few hundred yards", "..", "yard")),
        ("gave up 120,000 square kilometres", ("120,000 square kilometres", "120000", "km2")),
        ("a mile and a half away", ("a mile and a half", "1.5", "mile")),
        ("a pound and a half of butter", ("a pound and a half", "1.5", "lb")),
        ("worth 5,000 Swiss francs in all", ("5,000 Swiss francs", "5000", "CHF")),
        ("worth US$5 million in all", ("US$5 million", "5000000", "USD")),
        ("at Rs. 500 a year", ("Rs. 500", "500", "INR")),
        ("it was minus 40 degrees Centigrade", ("minus 40 degrees Centigrade", "-40", "Cel")),
        ("two miles and a half away", ("two miles and a half", "2.5", "mile")),
        ("half a mile away", ("half a mile", "0.5", "mile")),
        ("hundreds of billions of roubles", ("hundreds of billions of roubles", "..", "RUB")),
        ("sixty-five northern delegates came", ("sixty-five northern delegates", "65", "delegate")),
        ("sank 1,374 ships", ("1,374 ships", "1374", "ship")),
        ("twenty pounds of flour", ("twenty pounds", "20", "lb")),
        ("nine-tenths of these", ("nine-tenths", "0.9", "fraction")),
        ("about a third of its capital", ("a third", "0.3333", "fraction")),
        ("One thousand four hundred and ten million marks", ("One thousand four hundred and ten million marks", "1410000000", "DEM")),
    ],
)  # fmt: skip
def test_measures_of_every_kind(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In 1917 people hoped; on page 12 men are named; of Type 59 tanks.",
        "Article 5, note 10, three articles, five great powers.",
        "within three months, at the age of seventy-seven, fifteen days",
        "a third of an hour; a quarter to six; the third man",
        "He stood on his two feet.",
        "four men and nine women",
        "not one in a million; the million lights",
        "the 20-man crew",
    ],
)
def test_what_is_no_measure(text):
    assert found(text) == []


def test_a_number_shares_the_unit_of_the_next():
    assert found("fell to 200 and even 160 grams (about seven and five ounces)") == [
        ("200", "200", "g"),
        ("160 grams", "160", "g"),
        ("seven", "7", "ounce"),
        ("five ounces", "5", "ounce"),
    ]


def test_a_bare_number_of_millions_takes_the_unit_before():
    made = found("Vell had ten million francs; Orm had forty-four thousand million.")
    assert made[1] == ("forty-four thousand million", "44000000000", "FRF")
    assert found("the deaths (about ten million so far)") == [("ten million", "10000000", "person")]


def test_the_other_sides_of_a_ballot():
    assert found("The peace got thirty-two votes, Fenn’s motion sixteen, and Voss’s fifteen.") == [
        ("thirty-two votes", "32", "vote"),
        ("sixteen", "16", "vote"),
        ("fifteen", "15", "vote"),
    ]
    assert found("carried by 328 votes to 124, with four abstentions") == [
        ("328 votes", "328", "vote"),
        ("124", "124", "vote"),
        ("four abstentions", "4", "abstention"),
    ]


def test_a_list_that_names_its_unit_first():
    made = found("The debt (in millions of francs: loans, six; rents, 4.8; the rest about ten.) grew.")
    assert made == [("six", "6000000", "FRF"), ("4.8", "4800000", "FRF"), ("ten", "10000000", "FRF")]


def test_fiction_keeps_to_money_and_units():
    text = "Twelve men gave fifty pounds and walked ten miles; nine-tenths of a million laughed."
    assert found(text, "novel") == [("fifty pounds", "50", "GBP"), ("ten miles", "10", "mile")]


def test_dates_and_citations_hold_no_measures():
    text = "in 1,200 days"
    assert found("p. 12 per cent", "history", Annotation("bibl", 0, 14)) == []
    assert found(text) == []


def test_goods_are_named():
    document = run(Document(Source("ten tons of coal")), Context(), [measures])
    assert document.in_layer("measure")[0].attrs["commodity"] == "coal"


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number):
    """A number in words."""
    for value, name in ((1_000_000, "million"), (1000, "thousand")):
        if number >= value:
            rest = f" {spelled(number % value)}" if number % value else ""
            return f"{spelled(number // value)} {name}{rest}"
    if number >= 100:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@given(st.integers(1, 999_999_999))
def test_numbers_in_words_and_figures_have_their_value(number):
    for text in (spelled(number), f"{number:,}"):
        read = number_before(text, len(text), WORDS)
        assert read is not None and read.low == number and read.start == 0


@given(
    st.lists(st.sampled_from("a and of half third hundred thousand million two twenty dozen - 7".split()), max_size=7)
)
def test_any_words_have_a_value_or_none(words):
    value = value_of(words, WORDS)
    assert value is None or value >= 0


@given(st.decimals(0, 10**12, places=4))
def test_plain_decimals_have_no_exponent(value):
    assert Decimal(plain(value)) == value and "E" not in plain(value)


def test_a_superscript_is_no_figure() -> None:
    assert found("²% and x² km") == []
