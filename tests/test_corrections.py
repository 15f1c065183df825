"""Corrections: what is mended, and what is left alone."""

import pytest
from lxml import etree

from rubricator.annotate.corrections import corrections
from rubricator.authority import Authority
from rubricator.context import Context
from rubricator.document import Document
from rubricator.source import decode


def mended(text: str) -> list[tuple[str, str, str]]:
    """(as printed, corrected, rule) of each correction."""
    document = Document(decode(text.encode()))
    found = corrections.run(document, Context())
    return [(document.slice(one), one.attrs.get("corr", one.attrs.get("text", "")), one.rule) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came with-out a hat, and without gloves.", ("with-out", "without", "hyphen-document")),
        ("The envoy Voss spoke. Then Tar-kov rose; Tarkov was old.", ("Tar-kov", "Tarkov", "hyphen-document")),
        ("The commanderin-chief met a commander-in-chief.", ("commanderin-chief", "commander-in-chief", "hyphen-lost")),
        ("A revolu- tionary age.", ("revolu- tionary", "revolutionary", "hyphen-space")),
        ("It was an extra-\nordinary day, truly extraordinary.", ("extra-\nordinary", "extraordinary", "hyphen-line")),
        ("It was finished,and they left.", ("", " ", "space-missing")),
        ("The word ‘ State’ was used.", (" ", "", "space-in-mark")),
        ("Between the mills and . the river.", (". ", "", "speck")),
        ("They went home ; the lamps were out.", (" ", "", "space-before")),
        ("After the reform;. the crops failed.", (".", "", "double-stop")),
        ("It was politicalLy unwise.", ("politicalLy", "politically", "inner-capital")),
        ("On 3 Feburary they met.", ("Feburary", "February", "month")),
        ("In tbe hall.", ("tbe", "the", "confusion")),
        ("‘Yes,’ he said, ’you are right.’", ("’", "‘", "mark-direction")),
        ("He went  home at once, and slept.", ("  ", " ", "space-doubled")),
    ],
)
def test_damage_is_mended(text: str, expected: tuple[str, str, str]) -> None:
    assert mended(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It was the turning-point of the war.",
        "They came to-day; to-day of all days. Today he rests.",
        "Pre- and post-war prices.",
        "His arm-chair stood there. Her armchair too, and the armchairs.",
        "’Tis true, ’twas so, and ’em that say ‘no’ may go.",
        "The dogs’ master and ‘cats’ came.",
        "The drawing-\nroom was empty.",
        "See pp.12-14; cf. e.g. the p.m. train at 3,000 feet. M.N. Petrov, www.example.org",
        "He spoke of McIntyre and MacDonald.",
        "March came in, and Marsh went out. Juno rose.",
        "He stam-m-mered: b-but why?",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert mended(text) == []


def test_a_damaged_document_lets_the_frequency_list_decide() -> None:
    sound = "They were re-quested to sit."
    faults = "He was with-out it, without. In be-tween, between. An-other and another. "
    assert [one[0] for one in mended(faults + sound)][-1] == "re-quested"


def test_the_authority_file_spells_names_and_titles() -> None:
    entries = {"p.a": etree.fromstring("<person><persName>Peregrin Tarkov</persName></person>")}
    document = Document(decode(b"Then Tarkkov rose; the Tarkovs and Taskova sat."))
    found = corrections.run(document, Context(authority=Authority(entries)))
    assert [(document.slice(one), one.attrs["corr"]) for one in found] == [("Tarkkov", "Tarkov")]


def test_brackets_of_two_kinds_are_told_not_mended() -> None:
    document = Document(decode(b"What then? (Voss asked.] And [so) on, (as [it] is)."))
    found = list(corrections.run(document, Context()))
    assert [(one.layer, document.slice(one)) for one in found] == [("flag", "(Voss asked.]"), ("flag", "[so)")]
