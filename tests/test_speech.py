"""Speech: text in, quotations, kinds and speakers out. All examples are invented."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rubricator.annotate import stages
from rubricator.annotate.speech import speech
from rubricator.annotate.speech.dashes import dash_quotations
from rubricator.annotate.speech.marks import convention, quotations
from rubricator.annotate.speech.words import words
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import Source

NAMES = {
    "Ilse": "c.ilse",
    "Jorn": "c.jorn",
    "Captain Brandt": "c.brandt",
    "Mrs. Voss": "c.voss",
    "Fenn": "p.fenn",
    "Harbour Committee": "o.committee",
}
SEXES = {"c.ilse": "F", "c.jorn": "M", "c.brandt": "M", "c.voss": "F", "p.fenn": "M"}


def regions(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\S(?:.|\n(?!\n))*", text)]


def inner(text: str) -> list[str]:
    """The words of every quotation, outer ones first."""
    return [text[slice(*one.inner)] for one in quotations(text, regions(text))]


def annotated(text: str, genre: str = "novel", names: dict[str, str] = NAMES, language: str = "en") -> Document:
    leaves = [Annotation("p", start, end) for start, end in regions(text)]
    mentions = [
        Annotation("persName" if not id.startswith("o.") else "orgName", *found.span(), {"ref": id})
        for name, id in names.items()
        for found in re.finditer(re.escape(name), text)
    ]
    people = [etree.Element("{http://www.tei-c.org/ns/1.0}person", sex=sex) for sex in SEXES.values()]
    authority = Authority(dict(zip(SEXES, people, strict=True)))
    context = Context(Edition(Metadata(genre=genre, language=language)), authority)
    document = Document(Source(text)).with_annotations([*leaves, *mentions])
    return stages.run(document, context, [speech])


def told(text: str, genre: str = "novel") -> list[tuple[str, str, str]]:
    """Kind, words and speaker of each quotation."""
    document = annotated(text, genre)
    return [
        (one.layer, document.slice(one), one.attrs.get("who") or one.attrs.get("source") or "")
        for one in document.in_layer("said", "quote", "soCalled", "mentioned")
    ]


def speakers(text: str, genre: str = "novel") -> list[str]:
    return [who for _, _, who in told(text, genre)]


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("“The ice is thin,” he said.", ["The ice is thin,"]),
            ('He said, "The ice is thin."', ["The ice is thin."]),
            ("‘The ice isn’t thin,’ he said.", ["The ice isn’t thin,"]),
            ("'The ice isn't thin,' he said.", ["The ice isn't thin,"]),
            ("«The ice is thin», he said.", ["The ice is thin"]),
            ("„The ice is thin“, he said.", ["The ice is thin"]),
            ("``The ice is thin,'' he said.", ["The ice is thin,"]),
            ('“THE ice is thin!" he said.', ["THE ice is thin!"]),
        ],
    )
    def test_convention(self, text: str, words: list[str]) -> None:
        assert inner(text) == words

    def test_apostrophes_are_no_marks(self) -> None:
        assert inner("’Tis the lamps’ oil that’s dear, an’ no mistake o’ mine.") == []

    def test_plural_possessive_inside_single_marks(self) -> None:
        assert inner("‘The sailors’ oil is gone,’ he said.") == ["The sailors’ oil is gone,"]

    def test_elision_opens_nothing(self) -> None:
        assert inner("'Give 'em oil,' said he, 'and 'twill burn.'") == ["Give 'em oil,", "and 'twill burn."]

    def test_nested_marks(self) -> None:
        text = "“She cried ‘Fire!’ and ran,” he said."
        assert inner(text) == ["She cried ‘Fire!’ and ran,", "Fire!"]

    def test_nested_marks_of_one_kind(self) -> None:
        text = "‘The ‘safe’ lamps went out,’ he said."
        assert inner(text) == ["The ‘safe’ lamps went out,", "safe"]

    def test_marks_repeated_at_each_paragraph_are_one_quotation(self) -> None:
        text = "“The first lamp went out.\n\n“The second went out too,” he said."
        (found,) = quotations(text, regions(text))
        assert [text[slice(*mark)] for mark in found.opens] == ["“", "“"]
        assert text[slice(*found.inner)].startswith("The first")

    def test_close_forgotten_at_a_note_call(self) -> None:
        text = "‘We wait,’ he wrote, ‘until the thaw. [3] The thaw came late."
        found = quotations(text, regions(text))[1]
        assert text[slice(*found.inner)] == "until the thaw."
        assert found.faults == ("missing-close",)

    def test_wrong_way_mark(self) -> None:
        text = "‘One lamp.’ They asked for oil. ’We are,’ he wrote, ‘in the dark.’"
        found = quotations(text, regions(text))[1]
        assert (text[slice(*found.inner)], found.faults) == ("We are,", ("wrong-way",))

    def test_two_kinds_of_marks_make_a_pair(self) -> None:
        text = "“Sit down,” I said, 'and I’ll tell you.”\n\n“Go on,” he said."
        assert inner(text) == ["Sit down,", "and I’ll tell you.", "Go on,"]

    def test_straight_marks_nest(self) -> None:
        text = '"They say "Oil is dear," and go," he said.'
        assert inner(text) == ['They say "Oil is dear," and go,', "Oil is dear,"]

    def test_dash_dialogue(self) -> None:
        text = "—Come in, she said. Shut the door.\n\n—It sticks."
        found = dash_quotations(text, regions(text))
        assert [text[slice(*one.inner)] for one in found] == ["Come in", "Shut the door.", "It sticks."]

    def test_dash_dialogue_in_french(self) -> None:
        text = "— Entrez, dit-elle. Fermez la porte.\n\n— Elle résiste, s’écria Jorn."
        found = dash_quotations(text, regions(text), words("fr"))
        assert [text[slice(*one.inner)] for one in found] == ["Entrez", "Fermez la porte.", "Elle résiste"]

    def test_convention_counts_paragraphs(self) -> None:
        assert convention("—Yes.\n\n—No.", [(0, 5), (7, 11)]).dashes is False

    @given(st.text(alphabet="ab .,!\n“”‘’\"'«»„—[1]"))
    def test_any_text_gives_ordered_spans_inside_it(self, text: str) -> None:
        found = quotations(text, regions(text))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert [one.start for one in found] == sorted(one.start for one in found)
        assert all(one.start <= start < end <= one.end for one in found for start, end in one.opens + one.closes)

    @given(st.text(alphabet="ab .,!\n“”‘’\"'«»„—[1]"))
    def test_the_annotator_takes_any_text(self, text: str) -> None:
        if text:
            annotated(text)


class TestKinds:
    def test_scare_quotes(self) -> None:
        assert told("They called for a ‘safe’ harbour.", "history") == [("soCalled", "‘safe’", "")]

    def test_word_as_word(self) -> None:
        assert told("The word ‘harbour’ is old.", "history") == [("mentioned", "‘harbour’", "")]

    def test_title(self) -> None:
        document = annotated("He sang the song “The Winter Harbour” twice.")
        assert [document.slice(one) for one in document.in_layer("title")] == ["“The Winter Harbour”"]

    def test_speech_in_a_history(self) -> None:
        assert told("Fenn replied: ‘We shall stay.’", "history") == [("said", "‘We shall stay.’", "p.fenn")]

    def test_words_of_a_book(self) -> None:
        assert told("‘We stayed,’ wrote Fenn later.", "history") == [("quote", "‘We stayed,’", "p.fenn")]

    def test_document_speaks_for_its_body(self) -> None:
        text = "A report of the Harbour Committee stated: ‘The port is closed.’"
        assert told(text, "history") == [("quote", "‘The port is closed.’", "o.committee")]

    def test_phrase_of_a_person(self) -> None:
        text = "The mayor (‘that candle in a gale’, in Fenn’s phrase) went home."
        assert told(text, "history") == [("quote", "‘that candle in a gale’", "p.fenn")]

    def test_thought_is_not_aloud(self) -> None:
        (one,) = annotated("“It is late,” thought Ilse.").in_layer("said")
        assert one.attrs["aloud"] == "false"

    def test_a_history_takes_no_turns(self) -> None:
        text = "Fenn said: ‘We stay.’ The town was dark and nobody came. ‘We shall go in the morning at last.’"
        assert speakers(text, "history") == ["p.fenn", ""]


class TestSpeakers:
    @pytest.mark.parametrize(
        "text",
        [
            "“Too late,” said Ilse.",
            "“Too late,” Ilse said.",
            "Ilse said, “Too late.”",
            "“Too late,” Ilse had told him at once.",
            "“Too late!” whispered poor Ilse.",
            "“Too late,” was Ilse’s only answer.",
            "Then Ilse turned to the window and said:\n\n“Too late.”",
            "Ilse shook her head. “Too late.”",
            "“Too late.” Ilse shook her head.",
        ],
    )
    def test_named(self, text: str) -> None:
        assert speakers(text) == ["c.ilse"]

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("fr", "« Trop tard », murmura Ilse."),
            ("fr", "Jorn entra avec Ilse. « Trop tard », murmura-t-elle."),
            ("fr", "Jorn entra avec Ilse. «\u00a0Trop tard\u00a0!\u00a0» s’écria-t-elle."),
            ("de", "„Zu spät“, flüsterte Ilse."),
        ],
    )
    def test_other_languages_are_data(self, language: str, text: str) -> None:
        (one,) = annotated(text, language=language).in_layer("said")
        assert one.attrs["who"] == "c.ilse"

    @pytest.mark.parametrize(
        ("text", "who"),
        [
            ("Ilse looked at Jorn, who said, “Too late.”", "c.jorn"),
            ("When Jorn came near Ilse bowed and she laughed and said, “Too late.”", "c.ilse"),
            ("“Too late,” said Ilse. “Is it?” Jorn did not answer.", "c.ilse"),
            ("“Too late,” said Ilse. “Is it?” “It is,” said Jorn.", "c.jorn"),
        ],
    )
    def test_clauses(self, text: str, who: str) -> None:
        assert speakers(text)[-1] == who

    def test_reporting_clause_far_off_in_a_history(self) -> None:
        text = "In short, Fenn said, the port was closed and all of the lamps in the town were ‘put out for ever’."
        assert speakers(text, "history") == ["p.fenn"]

    def test_shared_name_is_not_certain(self) -> None:
        names = {"Jorn Brandt": "c.jorn", "Olaf Brandt": "c.olaf", "Brandt.": "c.jorn"}
        document = annotated("Jorn Brandt met Olaf Brandt. “Stay,” said Brandt.", names=names)
        assert [one.cert for one in document.in_layer("said")] == ["medium"]

    def test_office_by_its_bearer(self) -> None:
        text = "Captain Brandt came in with Jorn.\n\n“Who is there?” asked the captain."
        assert speakers(text) == ["c.brandt"]

    def test_description_gets_an_id_and_its_words(self) -> None:
        document = annotated("“No boats,” said the porter.")
        assert [one.attrs["who"] for one in document.in_layer("said")] == ["c.porter"]
        assert [(document.slice(one), one.attrs["ref"]) for one in document.in_layer("rs")] == [
            ("the porter", "c.porter")
        ]

    @pytest.mark.parametrize(
        ("text", "who"),
        [
            ("“No boats,” the lamplighter had said.", "c.lamplighter"),
            ("“No boats,” said Jorn’s new lamplighter softly.", "c.lamplighter"),
            ("Ilse felt a strange impulse to say: “No boats.”", "c.ilse"),
            ("“No boats.” The history of the town, as they say, is long.", ""),
        ],
    )
    def test_a_noun_speaks_with_personal_evidence_alone(self, text: str, who: str) -> None:
        assert speakers(text)[0] == who

    def test_pronoun_by_sex(self) -> None:
        text = "Ilse and Jorn stood on the quay. “It is cold,” she said."
        assert speakers(text) == ["c.ilse"]

    def test_two_take_turns(self) -> None:
        text = "“One lamp,” said Ilse.\n\n“Two,” said Jorn.\n\n“One.”\n\n“Two!”\n\n“One, I tell you.”"
        assert speakers(text) == ["c.ilse", "c.jorn", "c.ilse", "c.jorn", "c.ilse"]

    def test_who_is_addressed_does_not_speak(self) -> None:
        text = "Ilse met Jorn.\n\n“Good day, Ilse.”"
        assert speakers(text) == ["c.jorn"]

    def test_several_speak(self) -> None:
        (one,) = annotated("“Fire!” they cried.").in_layer("said")
        assert ("who" in one.attrs, one.cert) == (False, "unknown")

    def test_words_retold_inside_words(self) -> None:
        text = "“I met the boatman. ‘Oil is dear,’ said Jorn. ‘It is,’ I said,” began Ilse."
        assert speakers(text) == ["c.ilse", "c.jorn", "c.ilse"]

    def test_narrator_by_name(self) -> None:
        talk = "“Are you there, Jorn?” said Ilse.\n\n“I am,” I said, and I lit a lamp.\n\n"
        document = annotated(talk * 6)
        assert {one.attrs["who"] for one in document.in_layer("said")} == {"c.ilse", "c.jorn"}

    def test_next_cue_is_not_the_last_ones(self) -> None:
        text = "“I go.” Jorn said, “Stay.”"
        assert speakers(text)[1] == "c.jorn"

    def test_named_speaker_is_certain_and_a_turn_is_not(self) -> None:
        document = annotated("“One,” said Ilse.\n\n“Two,” said Jorn.\n\n“Three.”")
        assert [one.cert for one in document.in_layer("said")][:2] == ["high", "high"]
        assert document.in_layer("said")[2].cert in ("medium", "low")

    def test_a_bare_surname_is_the_one_man_so_called(self) -> None:
        names = {"Mr. Otto Brandt": "c.otto", "Mr. Brandt": "c.otto", "Brandt": "c.bare"}
        calm = "It was Mr. Otto Brandt. Mr. Brandt came in.\n\n"
        document = annotated(calm + "“Too late,” said Brandt.", names=names)
        assert [one.attrs.get("who") for one in document.in_layer("said")] == ["c.otto"]

    def test_part_of_a_name_with_hyphens(self) -> None:
        names = {"Harry-the-Pim": "c.harry"}
        document = annotated("Harry-the-Pim came in.\n\n“Too late,” said Pim.", names=names)
        assert [one.attrs.get("who") for one in document.in_layer("said")] == ["c.harry"]

    def test_kin_are_not_the_person_they_are_kin_of(self) -> None:
        names = {"Ilse Voss": "c.ilse", "Jorn Voss": "c.jorn", "Captain Brandt": "c.brandt"}
        text = "Jorn Voss and Captain Brandt came in.\n\n“Late?” asked Ilse Voss.\n\n“Late,” said her brother."
        document = annotated(text, names=names)
        assert [one.attrs.get("who") for one in document.in_layer("said")] == ["c.ilse", "c.jorn"]

    def test_an_indirect_answer_answers_the_words_before(self) -> None:
        text = "Ilse asked again:\n\n“What day is it?” Jorn answered that it was the fourth."
        assert speakers(text) == ["c.ilse"]

    def test_both_are_the_two_who_spoke_before_the_one_they_answer(self) -> None:
        names = {**NAMES, "Mrs. Voss": "c.voss"}
        text = "“One,” said Ilse.\n\n“Two,” said Jorn.\n\n“Three?” asked Mrs. Voss.\n\n“Three,” they both cried."
        assert annotated(text, names=names).in_layer("said")[-1].attrs["who"] == "c.ilse c.jorn"

    def test_they_alone_are_not_resolved(self) -> None:
        text = "“One,” said Ilse.\n\n“Two,” said Jorn.\n\n“Three,” they all cried."
        assert annotated(text).in_layer("said")[-1].cert == "unknown"

    def test_they_are_the_body_named_before(self) -> None:
        text = "The Harbour Committee was heard. ‘The ice is our best ally,’ they said."
        (one,) = annotated(text, "history").in_layer("said")
        assert (one.attrs["who"], one.cert) == ("o.committee", "low")

    def test_what_several_do_tells_no_speaker(self) -> None:
        text = "“One,” said Ilse.\n\n“Two!” They all ran.\n\n“Three,” said Ilse.\n\n“Four,” said Jorn."
        assert speakers(text)[1] == "c.jorn"

    @pytest.mark.parametrize(
        "text", ["“Why, then (said Jorn) we must go.”", "“Why, then [Jorn said to Ilse] we must go.”"]
    )
    def test_reporting_clause_in_brackets(self, text: str) -> None:
        (one,) = annotated(text).in_layer("said")
        assert (one.attrs["who"], one.cert) == ("c.jorn", "medium")

    def test_a_thing_that_goes_in_says_nothing(self) -> None:
        text = "Ilse mended the net.\n\n“Come,” said Jorn.\n\n“Too late.” The needle went in and out."
        assert not any("needle" in who for who in speakers(text))


class TestPieces:
    def test_interrupted_words_are_chained(self) -> None:
        document = annotated("“The ice,” said Ilse, “is our best ally.”")
        first, second = document.in_layer("said")
        assert (first.attrs["next"], second.attrs["prev"]) == (second.attrs["id"], first.attrs["id"])
        assert first.attrs["who"] == second.attrs["who"] == "c.ilse"

    def test_two_sentences_are_not(self) -> None:
        document = annotated("“The ice is thick.” Ilse laughed. “Come.”")
        assert all("next" not in one.attrs for one in document.in_layer("said"))

    def test_each_mark_is_a_pc_inside(self) -> None:
        document = annotated("“She cried ‘Fire!’ and ran,” said Ilse.")
        assert [(document.slice(one), one.attrs["type"]) for one in document.in_layer("pc")] == [
            ("“", "open"),
            ("‘", "open"),
            ("’", "close"),
            ("”", "close"),
        ]

    def test_missing_mark_is_supplied_and_not_flagged(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 6
        document = annotated(calm + "‘We wait,’ wrote Fenn, ‘until it comes. [3] It came.", "history")
        (mark,) = document.in_layer("supplied")
        assert (mark.attrs["text"], document.text[: mark.start][-1]) == ("’", ".")
        assert not document.in_layer("flag")

    def test_stray_mark_is_an_error(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 6
        document = annotated(calm + "They ate a root of little worth’ all winter.", "history")
        (sic,) = document.in_layer("sic")
        assert (document.slice(sic), sic.attrs["corr"], sic.attrs["type"]) == ("’", "", "quote")

    def test_lost_opening_of_a_phrase_of_somebody_named(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 6
        document = annotated(calm + "Later Fenn foresaw a thaw in one or two’ harbours.", "history")
        (mark,) = document.in_layer("supplied")
        assert document.text[mark.start :].startswith("one or two’")
        assert not document.in_layer("sic")

    @pytest.mark.parametrize(
        ("rest", "marks"),
        [
            ("The boats are locked in. Few lamps have oil.", ["‘", "’"]),
            ("The boats were locked in. Few lamps have oil.", []),
            ("The boats are ‘locked in’. Few lamps have oil.", []),
        ],
    )
    def test_words_go_on_without_marks_up_to_a_call(self, rest: str, marks: list[str]) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 10
        text = f"{calm}‘The ice is thin,’ wrote Fenn to the town. {rest} [7]"
        leaves = [Annotation("p", start, end) for start, end in regions(text)]
        call = Annotation("noteref", len(text) - 3, len(text), {"id": "nr.7", "n": "7"})
        document = Document(Source(text)).with_annotations([*leaves, call])
        found = stages.run(document, Context(Edition(Metadata(genre="history"))), [speech])
        assert [one.attrs["text"] for one in found.in_layer("supplied")] == marks
        if marks:
            assert found.slice(found.in_layer("quote")[-1]) == rest

    def test_exclamations_run_on_into_the_next_paragraph(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 10
        text = calm + "The lamp-men cried: ‘A thaw! A thaw at last!\n\nOil for all! Bread for all! The thaw went on."
        document = annotated(text, "history")
        (mark,) = document.in_layer("supplied")
        assert (mark.attrs["text"], text[: mark.start].rpartition("\n")[2]) == ("’", "Oil for all! Bread for all!")

    @pytest.mark.parametrize("genre", ["history", "novel"])
    def test_a_reporting_clause_ends_words_that_nothing_closes(self, genre: str) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 10
        document = annotated(calm + "‘The ice is thin, said Ilse; and the lamps went out.", genre)
        (mark,) = document.in_layer("supplied")
        assert (mark.attrs["text"], document.text[: mark.start][-5:]) == ("’", "thin,")
        assert document.in_layer("said")[-1].attrs["who"] == "c.ilse"

    def test_no_clause_without_a_stop_after_it(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 10
        document = annotated(calm + "‘After the thaw, Fenn declared open war on the lamps. The town slept.", "history")
        assert not any(
            one.start > len(calm) and document.text[one.start - 1] == "," for one in document.in_layer("supplied")
        )

    def test_mark_astray_in_the_words(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 10
        document = annotated(
            calm + "‘It is late,’ wrote Fenn. ‘It is cold. It is bad for the men’ and for me.’", "history"
        )
        (sic,) = document.in_layer("sic")
        assert document.text[: sic.start].endswith("men")
        assert document.slice(document.in_layer("quote")[-1]).endswith("for me.’")

    def test_mark_the_wrong_way_round_before_a_small_letter(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 12
        document = annotated(calm + "‘Is it you,’ cried Fenn, ’you, the keeper of the lamps?’ He left.", "history")
        (sic,) = document.in_layer("sic")
        assert (sic.attrs["corr"], document.text[sic.end :][:3]) == ("‘", "you")

    def test_a_poem_inside_the_words_repeats_no_marks(self) -> None:
        text = "“They sang:\n\nThe ice is grey,\n\nThe lamps are lit,\n\nand so they went,” said Ilse.\n\n“Did they?”"
        first, _ = annotated(text).in_layer("said")
        assert text[first.start : first.end].endswith("went,”")
        assert not annotated(text).in_layer("flag", "supplied")

    def test_words_of_a_tale_that_nothing_opens_begin_with_their_paragraph(self) -> None:
        calm = "“We wait,” said Fenn.\n\n" * 10
        document = annotated(calm + "It is late. The ice is thin.”")
        assert document.slice(document.in_layer("said")[-1]) == "It is late. The ice is thin.”"
        assert [one.start for one in document.in_layer("supplied")] == [len(calm)]

    def test_possessive_is_no_stray_mark(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 6
        document = annotated(calm + "The sailors’ oil froze for goodness’ sake.", "history")
        assert not document.in_layer("sic", "supplied")

    def test_opening_mark_the_wrong_way_round(self) -> None:
        calm = "‘We wait,’ wrote Fenn, ‘for the thaw.’\n\n" * 12
        document = annotated(calm + "They asked for oil. ’We are,’ wrote Fenn, ‘in the dark.’", "history")
        (sic,) = document.in_layer("sic")
        assert sic.attrs["corr"] == "‘"

    def test_authors_brackets_inside_the_words(self) -> None:
        document = annotated("“Lamps (laughter) and oil (turning to Jorn) for all [he meant the town],” said Ilse.")
        assert [document.slice(one) for one in document.in_layer("interpolation")] == [
            "(laughter)",
            "(turning to Jorn)",
            "[he meant the town]",
        ]

    def test_words_in_a_block_quotation_are_its_authors(self) -> None:
        text = "He wrote:\n\nThe law says: we call it the ‘lamp of all the lamps in town’ now."
        leaves = [Annotation("p", start, end) for start, end in regions(text)]
        block = Annotation("quoteBlock", leaves[1].start, leaves[1].end, {"source": "p.fenn"})
        document = Document(Source(text)).with_annotations([*leaves, block])
        found = stages.run(document, Context(Edition(Metadata(genre="history"))), [speech])
        assert [one.attrs.get("source") for one in found.in_layer("quote")] == ["p.fenn"]

    def test_no_speaker_is_said_to_be_unknown(self) -> None:
        document = annotated("“Fire!” cried nobody we know, and the town woke.\n\n“Fire")
        assert all(one.cert == "unknown" for one in document.in_layer("said") if "who" not in one.attrs)


class TestUnmarked:
    @pytest.mark.parametrize("genre", ["novel", "history"])
    def test_words_after_a_verb_and_a_colon(self, genre: str) -> None:
        document = annotated("Jorn concluded: We must leave tonight. You must pack. Then he sat down.", genre)
        (one,) = document.in_layer("said")
        assert (document.slice(one), one.attrs["who"]) == ("We must leave tonight. You must pack.", "c.jorn")
        assert (one.rule, one.cert) == ("speech/run-in", "medium")

    def test_thought_is_not_aloud(self) -> None:
        (one,) = annotated("Ilse thought: I shall never go back. The town slept.").in_layer("said")
        assert (one.attrs["aloud"], one.attrs["who"]) == ("false", "c.ilse")

    @pytest.mark.parametrize(
        "text",
        [
            "Jorn concluded: The ice was thin.",
            "Jorn knew what Ilse said: We were late.",
            "Jorn had but one wish: We must leave.",
            "“Jorn concluded: We must leave,” said Ilse.",
        ],
    )
    def test_nobody_speaks_of_himself_after_the_colon(self, text: str) -> None:
        assert all(one.rule != "speech/run-in" for one in annotated(text).annotations)

    def test_turns_in_a_paragraph(self) -> None:
        text = "Fenn: We wait. Ilse: For what? Fenn: For the thaw. [4]"
        document = annotated(text, "history")
        assert [(document.slice(one), one.attrs["who"]) for one in document.in_layer("said")] == [
            ("We wait.", "p.fenn"),
            ("For what?", "c.ilse"),
            ("For the thaw.", "p.fenn"),
        ]

    def test_one_name_and_colon_make_no_turns(self) -> None:
        assert not annotated("Fenn: keeper of the lamps. Ilse came later.", "history").in_layer("said")


class TestAddressees:
    @pytest.mark.parametrize(
        "text",
        [
            "“Too late,” said Ilse to Jorn.",
            "“Too late,” Ilse told Jorn.",
            "Ilse said to Jorn, “Too late.”",
            "“Too late, Jorn,” said Ilse.",
        ],
    )
    def test_stated_or_called(self, text: str) -> None:
        (one,) = annotated(text).in_layer("said")
        assert (one.attrs["who"], one.attrs["toWhom"]) == ("c.ilse", "c.jorn")

    def test_the_next_sentence_states_nothing(self) -> None:
        (one,) = annotated("“Too late?” asked Ilse. Jorn looked at the ice.").in_layer("said")
        assert "toWhom" not in one.attrs

    def test_between_two_turns_of_the_same(self) -> None:
        document = annotated("“One,” said Ilse.\n\n“Two,” said Jorn.\n\n“Three,” said Ilse.")
        assert [one.attrs.get("toWhom") for one in document.in_layer("said")] == [None, "c.ilse", None]

    def test_thought_is_told_nobody(self) -> None:
        (one,) = annotated("“Too late, Jorn,” thought Ilse.").in_layer("said")
        assert "toWhom" not in one.attrs


@pytest.mark.parametrize("genre", ["novel", "history"])
@pytest.mark.parametrize(
    "piece",
    [
        "It was late.’ ",
        "the men’ and ",
        "’tis ’em ’you ",
        "“He came, he said; ",
        "He said: We go. You go. ",
        "“Go (said he) [he said]” ",
        "‘It is! ",
    ],
)
def test_cost_is_linear(piece: str, genre: str) -> None:
    """Four times the text in well under sixteen times the time."""
    costs = []
    for size in (300, 1200):
        started = process_time()
        annotated(piece * size, genre, {})
        costs.append(process_time() - started)
    assert costs[1] < 9 * costs[0] + 0.2
