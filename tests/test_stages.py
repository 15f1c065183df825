"""The runner holds annotators to what they declare."""

from collections.abc import Iterator

import pytest

from rubricator.annotate.stages import ORDER, annotator, annotators, run
from rubricator.model.context import Context
from rubricator.model.decisions import Editor
from rubricator.model.document import Annotation, Document
from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode
from rubricator.reading.own_words import by_language

DOCUMENT = Document(decode(b"Some words."))


def broken(annotation: Annotation) -> str:
    """Code of the error that an annotation gives, declared to write p by the rule good."""

    @annotator(writes={"p", "nose"} if annotation.layer == "nose" else {"p"}, rules={"good": "a rule"})
    def sample(document: Document, context: Context) -> Iterator[Annotation]:
        yield annotation

    with pytest.raises(RubricatorError) as caught:
        run(DOCUMENT, Context(), [sample])
    assert caught.value.exit == 70
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("annotation", "code"),
    [
        (Annotation("nose", 0, 1, {}, "good"), "an-layer"),
        (Annotation("head", 0, 1, {}, "good"), "an-undeclared"),
        (Annotation("p", 0, 1, {}, "bad"), "an-rule"),
        (Annotation("p", 5, 5, {}, "good"), "an-span"),
        (Annotation("p", 0, 99, {}, "good"), "an-span"),
        (Annotation("p", 0, 1, {"who": "x"}, "good"), "an-attribute"),
        (Annotation("p", 0, 1, {"part": "Z"}, "good"), "an-attribute"),
    ],
)
def test_what_is_not_declared_is_refused(annotation: Annotation, code: str) -> None:
    assert broken(annotation) == code


def test_reading_what_only_a_later_one_writes_is_refused() -> None:
    @annotator(reads={"p"}, writes={"head"}, rules={"r": "a rule"})
    def early(document: Document, context: Context) -> Iterator[Annotation]:
        yield from ()

    @annotator(writes={"p"}, rules={"r": "a rule"})
    def late(document: Document, context: Context) -> Iterator[Annotation]:
        yield Annotation("p", 0, 4, {}, "r")

    assert run(DOCUMENT, Context(), [late, early]).annotations[0].rule == "late/r"
    with pytest.raises(RubricatorError, match="mend the order"):
        run(DOCUMENT, Context(), [early, late])


def test_the_built_in_chain_is_in_order_and_can_be_switched_off() -> None:
    assert tuple(one.name for one in annotators()) == ORDER
    assert "names" not in [one.name for one in annotators(["names"])]
    with pytest.raises(RubricatorError, match="there is no annotator nams"):
        annotators(["nams"])


def test_a_value_that_no_tei_can_hold_is_set_aside_and_told() -> None:
    @annotator(writes={"date"}, rules={"r": "a rule"})
    def dating(document: Document, context: Context) -> Iterator[Annotation]:
        yield Annotation("date", 0, 4, {"when": "1911-02-31"}, "r")
        yield Annotation("date", 5, 10, {"when": "1911-02-28"}, "r")

    editor = Editor()
    found = run(DOCUMENT, Context(), [dating], editor=editor)
    assert [one.start for one in found.annotations] == [5]
    assert [(one.code, one.line, one.column) for one in editor.findings] == [("an-set-aside", 1, 1)]


def test_what_is_shown_keeps_its_places_where_hidden_passages_lie_in_one_another() -> None:
    document = Document(decode(b"Sie sagte: bonjour mon ami, nichts sonst.\nHe said nothing.", "tale.txt"))
    german = Annotation("p", 0, 41, {"lang": "de"}, "layout/paragraph")
    french = Annotation("quoteBlock", 11, 26, {"lang": "fr"}, "layout/quotation")
    for _, shown in by_language(document.with_annotations([german, french])):
        assert len(shown.text) == len(document.text)
        assert all(one in (" ", other) for one, other in zip(shown.text, document.text, strict=True))
