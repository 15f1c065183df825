"""Displacements: sentences whose ends do not fit are told of, questions and quoted words are not."""

import pytest

from rubricator.annotate.doubts.displacements import displacements
from rubricator.annotate.layout.annotator import structure
from rubricator.annotate.speech import speech
from rubricator.annotate.stages import run
from rubricator.model.context import Context
from rubricator.model.document import Document
from rubricator.model.source import Source

BROKEN = "It was a slow and costly work, for no real help in the long affair of the mills and of the bank?"
UNJOINED = "The town council granted a wide and open market towards the river was expected by few."
PLAIN = "The rain came down on the harbour, and the carts stood in the lane until evening."


def flagged(*paragraphs):
    """The words of the flags of a text of some paragraphs."""
    document = run(Document(Source("\n\n".join(paragraphs))), Context(), [structure, speech, displacements])
    return [document.slice(one) for one in document.in_layer("flag") if one.rule.startswith("displacements")]


def test_a_statement_that_ends_as_a_question():
    assert flagged(PLAIN, f"{PLAIN} {BROKEN} {PLAIN}", PLAIN) == [BROKEN]


def test_the_other_stretch_near_by():
    assert flagged(f"{PLAIN} {BROKEN}", PLAIN, f"{UNJOINED} {PLAIN}") == [BROKEN, UNJOINED]


def test_two_predicates_alone_are_not_told_of():
    assert flagged(PLAIN, UNJOINED, PLAIN) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Was it a slow and costly work, without real help in the long affair of the mills and the bank?",
        "It was a slow and costly work, but had they any help in the long affair of the mills and the bank?",
        "They were to have no help, and for what reason, in the long affair of the mills and of the bank?",
        "A slow and costly work, without real help in the long affair of the mills and of the bank?",
        "It was over, and so soon?",
        f"“{BROKEN}” said the miller.",
    ],
)
def test_questions(sentence):
    assert flagged(PLAIN, f"{PLAIN} {sentence}", PLAIN) == []
