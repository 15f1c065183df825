"""Spans to tags: small documents, the tags they become."""

import pytest
from lxml import etree

from rubricator import build
from rubricator.encode.reconcile import reconcile
from rubricator.encode.tags import encode_fragments, fragments
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import decode
from rubricator.validate.check import validate

A = Annotation


def written(text: str, *annotations: Annotation) -> str:
    """The inside of body; the annotations get one p over the text unless they bring blocks."""
    document, _ = reconcile(Document(decode(text.encode())).with_annotations(annotations))
    xml = encode_fragments(document, list(fragments(document)))
    etree.fromstring(xml)
    return xml.removeprefix('<text xml:space="preserve"><body>').removesuffix("</body></text>")


def p(text: str) -> Annotation:
    return A("p", 0, len(text))


def test_a_tag_goes_between_characters() -> None:
    text = "Voss came."
    assert written(text, p(text), A("persName", 0, 4, {"ref": "p.voss"})) == (
        '<p><persName ref="#p.voss">Voss</persName> came.</p>'
    )


def test_special_characters_are_escaped_and_forbidden_ones_become_g() -> None:
    text = "a<b & c\x0cd"
    assert written(text, p(text)) == '<p>a&lt;b &amp; c<g ref="#ch.u000c"/>d</p>'


def test_the_lower_rank_stays_whole_and_the_inner_is_chained() -> None:
    text = "one two three"
    xml = written(text, p(text), A("persName", 0, 7), A("placeName", 4, 13))
    assert xml == (
        '<p><persName next="#persName.part.1.2" xml:id="persName.part.1">one</persName> '
        '<placeName><persName prev="#persName.part.1" xml:id="persName.part.1.2">two</persName> three</placeName></p>'
    )


def test_speech_over_two_paragraphs_is_cut_between_them() -> None:
    text = "“Go on\n\n“and on”"
    xml = written(text, A("p", 0, 6), A("p", 8, 16), A("said", 0, 16, {"who": "p.voss"}))
    assert xml == (
        '<p><said next="#said.part.1.2" who="#p.voss" xml:id="said.part.1">“Go on</said></p>\n\n'
        '<p><said prev="#said.part.1" who="#p.voss" xml:id="said.part.1.2">“and on”</said></p>'
    )


def test_what_goes_on_after_a_cut_speech_points_to_its_last_part() -> None:
    text = "“Go on\n\n“and on,” he said, “now.”"
    first = A("said", 0, 17, {"id": "said.1", "next": "said.2"})
    second = A("said", 27, 33, {"id": "said.2", "prev": "said.1"})
    xml = written(text, A("p", 0, 6), A("p", 8, 33), first, second)
    assert 'next="#said.2" prev="#said.1" xml:id="said.1.2"' in xml
    assert 'prev="#said.1.2" xml:id="said.2"' in xml


def test_a_correction_is_a_choice_and_takes_names_whole() -> None:
    text = "Trot-ter ran"
    xml = written(
        text, p(text), A("sic", 0, 8, {"corr": "Trotter", "type": "hyphen"}, "corrections/x"), A("persName", 0, 4)
    )
    assert xml == (
        "<p><persName><choice><sic>Trot-ter</sic>"
        '<corr ana="#rule.corrections.x" cert="high" resp="#resp.conv" type="hyphen">Trotter</corr></choice></persName> ran</p>'
    )


def test_a_supplied_mark_stands_inside_the_speech_that_lacks_it() -> None:
    text = "“Go, he said"
    xml = written(text, p(text), A("said", 0, 4), A("supplied", 4, 4, {"text": "”", "mark": "close"}))
    assert xml == (
        '<p><said>“Go,<supplied cert="high" resp="#resp.conv"><pc type="close">”</pc></supplied></said> he said</p>'
    )
    text = "Go,” he said"
    xml = written(
        text, p(text), A("said", 0, 4), A("persName", 0, 2), A("supplied", 0, 0, {"text": "“", "mark": "open"})
    )
    assert xml.startswith(
        '<p><said><supplied cert="high" resp="#resp.conv"><pc type="open">“</pc></supplied><persName>'
    )


def test_signature_of_blocks_only_where_in_doubt() -> None:
    assert written("a", A("p", 0, 1, {}, "structure/x")) == "<p>a</p>"
    assert written("a", A("p", 0, 1, {}, "structure/x", "low")) == '<p ana="#rule.structure.x" cert="low">a</p>'


def test_words_outside_every_leaf_get_a_block() -> None:
    assert written("a\n\nb", A("p", 0, 1)) == (
        '<p>a</p>\n\n<ab ana="#rule.reconcile.uncovered" cert="low" type="unclear">b</ab>'
    )


def test_crossing_blocks_are_reported_and_the_first_stays() -> None:
    document = Document(decode(b"abcdef")).with_annotations([A("p", 0, 4), A("p", 2, 6)])
    kept, findings = reconcile(document)
    assert [finding.code for finding in findings] == ["an-crossing"]
    assert [(a.layer, a.start, a.end) for a in kept.annotations] == [("body", 0, 6), ("p", 0, 4), ("ab", 4, 6)]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_carriage_returns_are_dropped_only_where_every_line_has_one(ending: str) -> None:
    text = f"a{ending}b{ending}"
    assert written(text, A("p", 0, len(text))) == "<p>a\nb\n</p>"
    mixed = "a\r\nb\n"
    assert written(mixed, A("p", 0, len(mixed))) == "<p>a&#13;\nb\n</p>"


def sound(text: str, *annotations: Annotation) -> tuple[str, list[str]]:
    """The TEI of a document with these annotations, and what was told of those set aside."""
    whole = Document(decode(text.encode())).with_annotations([Annotation("body", 0, len(text)), *annotations])
    encoded = build.finish(build.Annotated(whole, Context(Edition(Metadata(title="A", language="en")))))
    assert [one for one in validate(encoded.tei.encode()) if one.severity == "error"] == []
    return encoded.tei, [one.sentence for one in encoded.findings if one.code == "an-set-aside"]


P = Annotation("p", 0, 15)


@pytest.mark.parametrize(
    ("annotations", "told"),
    [
        ([P, Annotation("castItem", 0, 5)], "cannot hold it"),
        ([P, Annotation("ref", 0, 5, {"target": "n.9", "type": "internal"})], "pointed to nothing"),
        ([P, Annotation("sic", 0, 5, {"corr": "A few"})], "corrects words to themselves"),
        ([Annotation("quoteBlock", 0, 15), Annotation("head", 0, 15)], "cannot hold it"),
        ([Annotation("list", 0, 15), P], "cannot hold it"),
        ([P], ""),
    ],
)
def test_what_the_schema_refuses_is_set_aside_and_told(annotations: list[Annotation], told: str) -> None:
    _, sentences = sound("A few words do.", *annotations)
    assert told in " ".join(sentences)
    assert bool(told) == bool(sentences)


def test_quotations_nested_beyond_measure_are_cut_off() -> None:
    text = "“" * 150 + "so" + "”" * 150
    nested = [Annotation("soCalled", at, len(text) - at) for at in range(150)]
    tei, told = sound(text, Annotation("p", 0, len(text)), *nested)
    assert tei.count("<soCalled") < 100
    assert told
