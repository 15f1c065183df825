"""What becomes of dates: the timeline, EDTF, the time of a text and of its writing in the header."""

import json

import pytest
from test_dates import RUSSIA, document

from rubricator import build
from rubricator.model.document import Annotation
from rubricator.model.edition import Edition, Print, Witness
from rubricator.model.source import Source
from rubricator.report.timeline import coverage, custom, edtf, timeline, to_json


def test_the_timeline_is_in_true_order_across_calendars():
    text = "On 8 February 1918 (New Style) he left. On 24 January 1918 (Old Style) he came."
    events = timeline(document(text))
    assert [event.printed for event in events] == ["24 January 1918 (Old Style)", "8 February 1918 (New Style)"]
    assert [event.edtf for event in events] == ["1918-02-06", "1918-02-08"]
    assert '"custom": "1918-01-24"' in to_json(events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 4 June 1851.", "1851-06-04"),
        ("It was about 1851.", "1851%"),
        ("From 1851 to 1860 it was.", "1851/1860"),
        ("It was the spring of 1851.", "[1851-03..1851-05]"),
        ("It was on 4 June.", "XXXX-06-04?"),
        ("It was 490 BC.", "-0489"),
    ],
)
def test_values_in_edtf(text, expected):
    assert edtf(document(text).in_layer("date")[0]) == expected


def test_what_was_printed_in_the_old_calendar_has_its_edtf_too():
    span = document("It rained from 14 to 18 January 1918.", calendars=RUSSIA).in_layer("date")[0]
    assert (edtf(span), custom(span)) == ("1918-01-27/1918-01-31", "1918-01-14/1918-01-18")
    assert custom(document("It was 4 June 1851.").in_layer("date")[0]) == ""


def test_coverage_is_the_time_of_the_text_without_its_citations():
    text = "From 1851 to June 1860 it rained; by 1855 it froze (Vell, 1920)."
    at = text.index("(Vell")
    assert coverage(document(text, Annotation("bibl", at, at + 12))) == ("1851", "1860-06", 2)
    assert coverage(document("It rained on 4 June.")) is None


def test_glances_elsewhere_do_not_widen_the_coverage():
    text = "In 490 BC it rained. " + "".join(f"In {year} it rained. " for year in range(1801, 1821))
    assert coverage(document(text))[:2] == ("1801", "1819")


def header(text, **print_):
    encoded = build.encode(Source(text), Edition(source=Witness(print=Print(**print_))))
    return encoded.tei[: encoded.tei.index("</teiHeader>")]


@pytest.mark.parametrize(
    ("print_", "words"),
    [
        ({"date": "1930"}, '<date notAfter="1930" evidence="external">not after 1930</date>'),
        ({"date": "1972", "original_date": "1930"}, '<date notAfter="1930" evidence="external">not after 1930</date>'),
        (
            {"date": "1972", "original_date": "1930", "original_language": "fr"},
            'Written <date notAfter="1930" evidence="external">not after 1930</date>; translated '
            '<date notBefore="1930" notAfter="1972" evidence="external">not before 1930 and not after 1972</date>.',
        ),
    ],
)
def test_the_header_tells_when_the_text_was_written(print_, words):
    assert words in header("It rained.", **print_)


def test_nothing_is_told_of_the_writing_where_no_print_is_known():
    assert "<creation>" not in header("It rained.")


def test_the_header_tells_of_what_time_the_text_is():
    assert '<date from="1851" to="1860-06">1851 to 1860-06</date>' in header(
        "In 1851 it rained, in June 1860 it froze."
    )
    assert "<settingDesc>" not in header("It rained.")


def test_the_timeline_is_json_of_one_event_a_line():
    lines = to_json(timeline(document("In 1851 it rained, in June 1860 it froze."))).splitlines()
    assert [json.loads(line.rstrip(","))["edtf"] for line in lines[1:-1]] == ["1851", "1860-06"]


def test_an_event_is_quoted_by_its_whole_sentence():
    text = "Snow fell. Then Capt. Marl met Lt. Fenn on 4 May 1851 and told Prof. Voss. All slept."
    (event,) = timeline(document(text))
    assert event.context == "Then Capt. Marl met Lt. Fenn on 4 May 1851 and told Prof. Voss."
