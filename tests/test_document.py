"""The model: order, queries, JSON lines."""

from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.document import Annotation, Document, from_jsonl, to_jsonl
from rubricator.model.source import decode

SOURCE = decode(b"x" * 60)
SPANS = st.lists(
    st.builds(Annotation, st.sampled_from(["p", "said", "persName"]), st.integers(0, 20), st.integers(21, 60)),
    max_size=40,
)


@given(SPANS, SPANS)
def test_annotations_stand_in_order_however_they_come(first: list[Annotation], then: list[Annotation]) -> None:
    document = Document(SOURCE).with_annotations(first)
    for one in then:
        document = document.with_annotations([one])
    assert list(document.annotations) == sorted([*first, *then], key=lambda one: one.order)


@given(SPANS)
def test_queries_agree_with_plain_search(spans: list[Annotation]) -> None:
    document = Document(SOURCE).with_annotations(spans)
    inside = [one for one in document.annotations if one.start >= 5 and one.end <= 40 and one.layer == "said"]
    over = [one for one in document.annotations if one.start <= 18 and one.end >= 30 and one.layer == "p"]
    assert document.within(5, 40, "said") == inside
    assert document.covering(18, 30, "p") == over


@given(SPANS)
def test_json_lines_come_back(spans: list[Annotation]) -> None:
    document = Document(SOURCE).with_annotations(spans)
    assert list(from_jsonl(to_jsonl(document).splitlines())) == list(document.annotations)
