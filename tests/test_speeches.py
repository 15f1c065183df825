"""The table of speeches. All examples are invented."""

from __future__ import annotations

import csv

from rubricator.model.authority import Authority
from rubricator.model.document import Annotation, Document
from rubricator.model.source import Source
from rubricator.report.speeches import Speech, speeches, to_csv

TEXT = "“The ice,” said Ilse to Jorn, “is thin.”"


def document(text: str = TEXT) -> Document:
    return Document(Source(text)).with_annotations(
        [
            Annotation(
                "said", 0, 10, {"who": "c.ilse", "toWhom": "c.jorn", "aloud": "true", "id": "said.1"}, "speech/named"
            ),
            Annotation("said", 30, 40, {"who": "c.ilse", "id": "said.2", "prev": "said.1"}, "speech/named", "medium"),
            Annotation("pc", 0, 1, {"type": "open"}),
            Annotation("pc", 9, 10, {"type": "close"}),
            Annotation("persName", 16, 20, {"ref": "c.ilse"}),
            Annotation("persName", 24, 28, {"ref": "c.jorn"}),
        ]
    )


def test_a_speech_with_speaker_and_addressee() -> None:
    first, _ = speeches(document(), Authority())
    assert first == Speech(
        1, 0, 10, "c.ilse", "Ilse", "c.jorn", "Jorn", "said", "true", "high", "speech/named", 0, "The ice,"
    )


def test_a_piece_names_the_piece_before() -> None:
    _, second = speeches(document(), Authority())
    assert (second.continues, second.certainty) == (1, "medium")


def test_a_speech_of_a_play_without_speaker_and_stage() -> None:
    text = "JORN. Who goes (aside) there?"
    play = Document(Source(text)).with_annotations(
        [
            Annotation("sp", 0, len(text), {"who": "c.jorn"}),
            Annotation("speaker", 0, 5),
            Annotation("stage", 15, 22),
        ]
    )
    (one,) = speeches(play, Authority())
    assert (one.kind, one.aloud, one.words, one.speaker_label) == ("sp", "true", "Who goes there?", "JORN")


def test_a_letter_is_told_by_who_signs_it() -> None:
    text = "Dear Jorn,\n\nthe ice is thin.\n\nIlse"
    letter = Document(Source(text)).with_annotations(
        [
            Annotation("floatingText", 0, len(text), {"type": "letter"}),
            Annotation("opener", 0, 10),
            Annotation("persName", 5, 9, {"ref": "c.jorn"}),
            Annotation("signed", 30, 34),
            Annotation("persName", 30, 34, {"ref": "c.ilse"}),
        ]
    )
    (one,) = speeches(letter, Authority())
    assert (one.kind, one.speaker, one.addressee) == ("letter", "c.ilse", "c.jorn")


def test_the_label_is_the_fullest_of_the_usual_names() -> None:
    text = "Ilse Voss. " + "Ilse. " * 30 + "Little Miss Ilse."
    names = [("Ilse Voss", 0)] * 2 + [("Ilse", 11 + 6 * at) for at in range(30)] + [("Little Miss Ilse", 191)]
    mentions = [Annotation("persName", at, at + len(name), {"ref": "c.ilse"}) for name, at in names]
    said = Annotation("said", 0, 4, {"who": "c.ilse"})
    (one,) = speeches(Document(Source(text)).with_annotations([*mentions, said]), Authority())
    assert one.speaker_label == "Ilse Voss"


def test_several_who_speak_together_name_none_of_them() -> None:
    text = "ILSE AND JORN. Who goes?\nILSE. I."
    play = Document(Source(text)).with_annotations(
        [
            Annotation("sp", 0, 24, {"who": "c.ilse c.jorn"}),
            Annotation("speaker", 0, 14),
            Annotation("sp", 25, 33, {"who": "c.ilse"}),
            Annotation("speaker", 25, 30),
        ]
    )
    assert [one.speaker_label for one in speeches(play, Authority())] == ["ILSE; c.jorn", "ILSE"]


def test_csv_can_be_read_back() -> None:
    found = speeches(document(), Authority())
    rows = list(csv.DictReader(to_csv(found).splitlines(keepends=True)))
    assert [row["words"] for row in rows] == [one.words for one in found]
    assert rows[0]["speaker_label"] == "Ilse"


def test_a_document_without_speech_is_a_header_row() -> None:
    assert to_csv(speeches(Document(Source("Ice.")), Authority())).startswith("number,start,end,speaker,")
