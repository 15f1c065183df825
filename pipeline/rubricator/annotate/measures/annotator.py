"""The annotator of measures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rubricator.annotate.measures.finder import Finder, Measure
from rubricator.annotate.measures.vocabulary import measure_words
from rubricator.annotate.stages import annotator
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.genres import genre
from rubricator.reading.corrected import Reading, corrected
from rubricator.reading.numerals import plain


@annotator(
    needs={"quantities"},
    reads={"sic", "date", "bibl", "noteref", "backref", "ref", "label", "title", "fw"},
    writes={"measure"},
    rules={
        "unit": "a number before a unit",
        "money": "an amount with the sign of its currency",
        "share": "a number per cent, or a fraction of something",
        "count": "a number of people or things",
        "large": "a number in millions, its unit named before",
        "also": "a number whose unit follows the next number, or went before",
    },
)
def measures(document: Document, context: Context) -> Iterator[Annotation]:
    """Measures; of fiction and verse only money and units of weight, length, area and volume."""
    edition = context.edition.edition
    reading = corrected(document)
    finder = Finder(reading.text, measure_words(edition.language), genre(edition.genre).literary)
    taken = _taken(document, reading)
    last = 0
    for one in sorted(finder.run(), key=lambda one: (one.start, -one.end)):
        if one.start >= last and not _touches(taken, one.start, one.end):
            last = one.end
            yield _annotation(one, reading)


def _annotation(one: Measure, reading: Reading) -> Annotation:
    attrs = {"type": one.kind, "unit": one.unit}
    number = one.number
    if number.low is not None and number.low == number.high:
        attrs["quantity"] = plain(number.low)
    elif number.low is not None and number.high is not None:
        attrs |= {"min": plain(number.low), "max": plain(number.high)}
    if one.commodity:
        attrs["commodity"] = one.commodity
    return Annotation("measure", *reading.source(one.start, one.end), attrs, one.rule, one.cert)


def _taken(document: Document, reading: Reading) -> list[tuple[int, int]]:
    """Stretches whose numbers are no measures, as spans of the reading, in order and apart."""
    held = document.in_layer("date", "bibl", "noteref", "backref", "ref", "label", "title", "fw")
    taken: list[tuple[int, int]] = []
    for start, end in sorted((reading.offset(one.start), reading.offset(one.end)) for one in held):
        if taken and start < taken[-1][1]:
            taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
        else:
            taken.append((start, end))
    return taken


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, end - 1, key=lambda one: one[0]) - 1
    return at >= 0 and taken[at][1] > start
