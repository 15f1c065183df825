"""Contradictions: statements that cannot both be right are told, all others are not."""

import pytest

from rubricator.annotate.citations import citations
from rubricator.annotate.dates import dates
from rubricator.annotate.doubts.contradictions import contradictions
from rubricator.annotate.measures import measures
from rubricator.annotate.names import names
from rubricator.annotate.stages import run
from rubricator.model.authority import load
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import CalendarRule, Dates, Edition
from rubricator.model.source import Source

KNOWN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="p.voss"><persName>Mara Voss</persName><birth when="1870-02-03"/><death when="1924"/></person>
</listPerson><listBibl>
<bibl xml:id="b.marl"><author>Tove Marl</author><title level="m">The Ice Ports</title><date when="1920">1920</date></bibl>
</listBibl></standOff></TEI>"""


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    path = tmp_path_factory.mktemp("authority") / "known.xml"
    path.write_text(KNOWN, encoding="utf-8")
    return Context(authority=load([path]))


def told(context, body, *notes):
    """(rule, words) of each flag of a text of one paragraph and its notes."""
    text, spans = body, [Annotation("p", 0, len(body))]
    for number, note in enumerate(notes, 1):
        start = len(text) + 2
        text += f"\n\n[{number}] {note}"
        spans.append(Annotation("note", start, len(text), {"id": f"n.{number}", "n": str(number)}))
        spans.append(Annotation("backref", start, start + 3, {"target": f"nr.{number}"}))
    document = Document(Source(text)).with_annotations(spans)
    document = run(document, context, [citations, names, dates, measures, contradictions])
    flags = [one for one in document.in_layer("flag") if one.rule.startswith("contradictions")]
    return [(one.rule.partition("/")[2], document.slice(one)) for one in flags]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Voss (1870-1925) kept the lamps.", ("life-dates", "(1870-1925)")),
        ("Mara Voss was born in 1871 in a village.", ("life-dates", "1871")),
        ("Mara Voss died in 1923 at sea.", ("life-dates", "1923")),
        ("On 5 May 1930 Mara Voss wrote to her sister.", ("after-death", "5 May 1930")),
        ("There were 120 sailors and 30 officers; it rained.", None),
        ("They lost 40 ships in spring and 25 ships in autumn, a total of 75 ships.", ("sum", "75 ships")),
        ("The port had 10.2 per cent of the ships and only 62 per cent of the trade.", ("only-more", "62 per cent")),
    ],
)
def test_the_text_against_itself_and_the_authority_file(context, text, expected):
    found = told(context, text)
    assert (found[-1:] or [None])[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mara Voss (1870–1924) kept the lamps.",
        "Mara Voss died in 1924; her sister died in 1936.",
        "She was followed by Mara Voss in 1920 and died in 1936.",
        "On 5 May 1930 they read what Mara Voss had said in her youth.",
        "They lost 40 ships in spring and 25 ships in autumn, a total of 65 ships.",
        "Of 75 ships in all, 40 ships were old, 25 ships of which had no masts.",
        "The port had 10.2 per cent of the ships and only 6.2 per cent of the trade.",
        "The total of 90 men was reached with 30 women and 20 horses.",
    ],
)
def test_what_agrees_or_cannot_be_compared(context, text):
    assert told(context, text) == []


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["See note 1 above.", "She laughed."], [("self-reference", "note 1 above")]),
        (["See note 7.", "She laughed."], [("no-such-note", "note 7")]),
        (["See note 7 to Chapter 3.", "She laughed; see note 1."], []),
        (["Ibid., p. 4."], [("nothing-repeated", "Ibid.")]),
        (["T. Marl, The Ice Ports (Vell, 1921), p. 4."], [("other-year", "1921")]),
        (["T. Marl, The Ice Ports (Vell, 1920), pp. 14-9.", "Ibid., p. 4."], []),
        (["T. Marl, The Ice Ports (Vell, 1920), pp. 140-119."], [("backwards", "pp. 140-119")]),
    ],
)
def test_notes_and_citations(context, notes, expected):
    assert told(context, "A story.", *notes) == expected


def test_the_change_of_calendar_as_the_edition_has_it():
    dated = Edition(dates=Dates(calendars=(CalendarRule("julian", "1918-01-31"), CalendarRule("gregorian"))))
    text = "Until 31 January 1917 the Julian calendar was used. On 31 January 1916 it froze. Old calendars burn."
    document = Document(Source(text)).with_annotations([Annotation("p", 0, len(text))])
    document = run(document, Context(edition=dated), [dates, contradictions])
    flags = [one for one in document.in_layer("flag") if one.rule.startswith("contradictions")]
    assert [(one.rule, document.slice(one)) for one in flags] == [("contradictions/calendar-change", "31 January 1917")]


def test_a_paragraph_that_stands_twice():
    long = "The lamps along the bay were lit at dusk by a woman who had rowed there alone, " * 3
    text = f"{long}\n\nShort.\n\nShort.\n\n{long}"
    starts = [0, len(long) + 2, len(long) + 10, len(long) + 18]
    spans = [Annotation("p", at, text.find("\n", at) if "\n" in text[at:] else len(text)) for at in starts]
    flags = list(contradictions.run(Document(Source(text)).with_annotations(spans), Context()))
    assert [(one.rule, one.start) for one in flags] == [("repeated-passage", starts[-1])]
