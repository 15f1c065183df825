"""Corrections: what is mended, and what is left alone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rubricator.annotate.corrections import corrections
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import decode


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
        ("On 5 Decem ber they met.", ("Decem ber", "December", "space-in-word")),
        ("The opportu nities were many, the opportunities few.", ("opportu nities", "opportunities", "space-in-word")),
        ("Of his feelings, her feelings, their feel\nings.", ("feel\nings", "feelings", "space-in-word")),
        ("He took the the lamp home.", (" the", "", "doubled-word")),
        ("In 0ctober they sailed.", ("0ctober", "October", "figure-in-word")),
        ("They sailed w1th the tide.", ("w1th", "with", "figure-in-word")),
        ("It fell in l9l7 at last.", ("l9l7", "1917", "letter-in-number")),
        ("It cost 12,O00 crowns.", ("12,O00", "12,000", "letter-in-number")),
        ("They slept. lt was late.", ("lt", "It", "confusion")),
        ("They wiIl sleep.", ("wiIl", "will", "inner-capital")),
        ("It lasted a week. (later a month) and more.", (".", "", "stop-in-sentence")),
        ("By six votes the’Council rose.", ("’", " ", "mark-for-space")),
        ("The comrnittee met. " + 5 * "A committee sat. ", ("comrnittee", "committee", "misread")),
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
        "‘Th-that was without, with-out doubt,’ he said.",
        "On the 16th and the 5th, in 50ft of water, the MP13 and 5s. and 10d.",
        "A new comer saw a sea gull; to morrow he ll be here.",
        "“Mon sieur!” he said. The monsieur bowed to Monsieur, Monsieur to him.",
        "The clogs and the dogs. " + 9 * "A dog, two dogs. ",
        "The o’Brien lamp, the d’Orsay; so he ended. (He slept.) it was late.",
        "He said “ no,” “ yes,” “ never,” and “ always.”",
        "He had had it; that that is, is. Come in in a body.",
        "A debt of 50l. and IIII men.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert mended(text) == []


def test_a_damaged_document_lets_the_frequency_list_decide() -> None:
    sound = "They were re-quested to sit."
    faults = "He was with-out it, without. In be-tween, between. An-other and another. "
    assert [one[0] for one in mended(faults + sound)][-1] == "re-quested"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was stub-born.", ("stub-born", "stubborn", "hyphen-damaged")),
        ("It was in-validated.", ("in-validated", "invalidated", "hyphen-damaged")),
        ("It came from Voss, the enemy of all adventures. who weighed it.", (".", ",", "stop-for-comma")),
        ("It went according to rule: [3] In the end it failed.", (":", ".", "colon-for-stop")),
        ("A meeting in the cvening; an evening.", ("cvening", "evening", "misread")),
        ("The seed of, the terror was here.", (",", "", "stray-comma")),
    ],
)
def test_more_is_mended_in_a_damaged_document(text: str, expected: tuple[str, str, str]) -> None:
    faults = "He was with-out it, without. In be-tween, between. An-other and another. "
    assert mended(faults + text)[-1] == expected
    assert mended(text) == []


OLD = "The hearbes vppon the hille be ynough, and euery wyffe boyleth the rootes in watere and drawethe them. "


@pytest.mark.parametrize(
    "text",
    [
        "Take Marsh-wort and Marshwort, over-night and overnight, with Blood-root, Bloodroot.",
        "He payeth 160l to the pore.",
        "One assa dulcis, and assadulcis too.",
        "On the thirde of Januarie and in Octobre.",
        "Blew-berry-leaves and Blewberry-leaves, Blewberry-leaves.",
        "They went home ; the lampes were oute.",
    ],
)
def test_old_spelling_is_left_alone(text: str) -> None:
    assert mended(OLD + text) == []


def test_old_spelling_gets_what_the_document_proves() -> None:
    assert mended(OLD + "Seeth it in the the pot; it was comparativeIy comparatively small.") == [
        (" the", "", "doubled-word"),
        ("comparativeIy", "comparatively", "inner-capital"),
    ]


def test_commands_are_no_errors() -> None:
    manual = "Type ls. ls shows /home/you and /etc/fstab. Then use ls -l, or less {file}. ln is another. "
    assert mended(3 * manual + "noauto,sync is set.") == []


def test_a_german_text_is_judged_by_german_lists() -> None:
    text = "Der Graf kam am 3. Dezember, und er griff nach dem Hut. Er ergriff ihn; nachdem er ging, war es still. "
    document = Document(decode((3 * text + "Es war am 4. Dezembr und im im Haus.").encode()))
    german = Context(replace(Edition(), edition=replace(Metadata(), language="de")))
    assert [(document.slice(one), one.rule) for one in corrections.run(document, german)] == [
        ("Dezembr", "month"),
        (" im", "doubled-word"),
    ]


@pytest.mark.parametrize(("wanted", "expected"), [("none", 0), ("proved", 1), ("all", 2), ("", 2)])
def test_the_edition_says_how_much_is_mended(wanted: str, expected: int) -> None:
    document = Document(decode(b"In tbe hall the the lamp burnt."))
    edition = replace(Edition(), annotate=replace(Edition().annotate, corrections=wanted))
    assert len(list(corrections.run(document, Context(edition)))) == expected


def test_the_parts_of_a_broken_word_are_no_words() -> None:
    text = "He was a hus- \ntler, a hustler, and de- \nclined it; he dined and declined. " + 5 * "They dined. "
    assert [one[2] for one in mended(text)] == ["hyphen-line", "hyphen-line"]


def test_a_name_spelt_on_purpose_is_left() -> None:
    entries = {"p.a": etree.fromstring("<person><persName>Peregrin Tarkov</persName></person>")}
    document = Document(decode(b"The name is spelt Tarkkov there."))
    assert not list(corrections.run(document, Context(authority=Authority(entries))))


def test_years_are_those_of_the_document() -> None:
    years = "In 1841, 1842, 1843, 1844 and 1845 it rained. "
    assert mended(years + "In I84I and in l2l5.") == [("I84I", "1841", "letter-in-number")]


def test_living_compounds_are_left_even_there() -> None:
    faults = "He was with-out it, without. In be-tween, between. An-other and another. "
    assert len(mended(faults + "They over-estimate the post-war in-house turning-point; we re-create it.")) == 3
    assert len(mended(faults + "An arm-chair, an armchair, every-day things of everyday.")) == 3


def test_the_authority_file_spells_names_and_titles() -> None:
    entries = {"p.a": etree.fromstring("<person><persName>Peregrin Tarkov</persName></person>")}
    document = Document(decode(b"Then Tarkkov rose; the Tarkovs and Taskova sat."))
    found = corrections.run(document, Context(authority=Authority(entries)))
    assert [(document.slice(one), one.attrs["corr"]) for one in found] == [("Tarkkov", "Tarkov")]


def test_the_authority_file_gives_titles_their_accents() -> None:
    entries = {"b.a": etree.fromstring("<bibl><title>La fête du port</title></bibl>")}
    document = Document(decode("See La fete du port; a fete. La fête du port.".encode()))
    found = corrections.run(document, Context(authority=Authority(entries)))
    assert [(one.start, one.attrs["corr"], one.rule) for one in found] == [(7, "fête", "accent")]


def told(text: str) -> list[tuple[str, str, str]]:
    """(layer, as printed, corrected) of corrections and doubts, one paragraph a line."""
    starts = [0, *(at + 1 for at, one in enumerate(text) if one == "\n")]
    paragraphs = [Annotation("p", start, (text + "\n").index("\n", start)) for start in starts]
    document = Document(decode(text.encode())).with_annotations(paragraphs)
    found = corrections.run(document, Context())
    return [(one.layer, document.slice(one), one.attrs.get("corr", "")) for one in found]


def test_brackets_of_two_kinds_are_told() -> None:
    assert told("What then? (Voss sat.] And [so) on, (as [it] is).") == [
        ("flag", "(Voss sat.]", ""),
        ("flag", "[so)", ""),
    ]


def test_a_bracket_is_mended_where_the_document_has_one_kind_for_such_words() -> None:
    remarks = "Never [said Voss] again [she wrote]. (It rained.)\n"
    assert told(remarks + "Why now? (Voss asked.] Why?") == [("sic", "(", "[")]
    assert told("One (here) and two (there).\nThen (as ever] it rained.") == [("sic", "]", ")")]


def test_a_second_fault_in_the_paragraph_leaves_a_doubt() -> None:
    text = "One (here) and two (there).\nThen (as ever] it (rained."
    assert [one[0] for one in told(text)] == ["flag", "flag"]


def test_brackets_that_nothing_opens_or_closes() -> None:
    assert told("He left (at last.\nShe stayed.") == [("flag", "(", "")]
    assert told("a) first; b) second\nHe (and she.\nAnd they) left.") == []


PIECES = st.sampled_from(
    ["with-out ", "without ", "opportu nities", "(", ")", "[", "] ", "‘ ", "’", "l9l7 ", "0ctober", "the the ", ". who ",
     "tbe ", "lt was ", ",", " ; ", "-\n", "\n\n", "revolu- tionary ", "He said ", "\u00a0[3] In "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join).filter(bool))
def test_any_text_gives_corrections_apart_and_inside(text: str) -> None:
    document = Document(decode(text.encode())).with_annotations([Annotation("p", 0, len(text))])
    found = [one for one in corrections.run(document, Context()) if one.layer != "flag"]
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(document.slice(one) != one.attrs.get("corr") for one in found)
