"""Faulty marks: what is missing is supplied where its place is plain, what is stray is taken for an error.

The rest is flagged. In a text whose marks are often faulty nothing is mended (TEI Guidelines 3.5.1, 3.5.3).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from rubricator.annotate.speech.cues import Mention
from rubricator.annotate.speech.marks import Convention, Quotation, Span
from rubricator.annotate.speech.words import Words, clipped
from rubricator.document import Annotation

_CLOSING: Final = {"“": "”", "‘": "’", "«": "»", "»": "«", "„": "“", "‚": "‘", "‹": "›", "``": "''"}
_OPENING: Final = {"”": "“", "’": "‘", "»": "«", "«": "»", "''": "``"}
_CALL: Final = re.compile(r"\s*\[\d+\]")
_ORPHAN: Final = re.compile(r"[^\W\d_]’(?= [^\W\d_])")
_SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*\s")
_WORD: Final = re.compile(r"[^\W_]+")
_SPOKEN: Final = frozenset(("said", "quote"))
_RARE: Final = 10
_SHORT: Final = 400
_LONGEST_PHRASE: Final = 6
_SENTENCES: Final = {
    "missing-open": "No mark opens the quotation that ends here.",
    "missing-close": "No mark closes the quotation that begins here.",
    "wrong-way": "The mark that opens this quotation is a closing one.",
}


def orphans(
    text: str, regions: Sequence[Span], found: Sequence[Quotation], style: Convention, language: str
) -> list[Span]:
    """Closing marks between two words of a sentence that nothing opens and that are no apostrophes."""
    if style.outer != "single":
        return []
    _, clipped_end = clipped(language)
    starts = [one.start for one in found]
    orphaned: list[Span] = []
    for match in _ORPHAN.finditer(text):
        mark = (match.end() - 1, match.end())
        before = bisect_right(starts, mark[0]) - 1
        quoted = before >= 0 and found[before].end > mark[0]
        if not quoted and not clipped_end.search(text, max(0, mark[0] - 4), mark[0]) and _inside(regions, mark[0]):
            orphaned.append(mark)
    return orphaned if len(orphaned) * _RARE <= len(found) + _RARE else []


def _inside(regions: Sequence[Span], at: int) -> bool:
    before = bisect_right(regions, (at, at)) - 1
    return before >= 0 and at < regions[before][1]


def lost_opening(
    text: str, mark: Span, region: int, floor: int, mentions: Sequence[Mention], words: Words
) -> Quotation | None:
    """The phrase that an orphaned mark closes, if its sentence names whose words they may be.

    It begins after the last preposition; one word is none, nor are more than six.
    """
    for end in _SENTENCE.finditer(text, floor, mark[0]):
        floor = end.end()
    if not any(floor <= start < mark[0] for start, _, _ in mentions):
        return None
    tokens = list(_WORD.finditer(text, floor, mark[0]))
    for count in range(2, min(_LONGEST_PHRASE, len(tokens) - 1) + 1):
        if tokens[-count - 1][0].lower() in words.prepositions:
            start = tokens[-count].start()
            return Quotation(start, mark[1], region, [], [mark], 0, ("missing-open", "phrase"), last_region=region)
    return None


def stray(mark: Span) -> Annotation:
    """A mark that belongs to no quotation."""
    attrs = {"corr": "", "type": "quote", "evidence": "internal"}
    return Annotation("sic", *mark, attrs, "stray-mark", "medium")


def faults(
    text: str,
    regions: Sequence[Span],
    found: Sequence[Quotation],
    layers: Mapping[int, str],
    corrected: Collection[int],
) -> Iterator[Annotation]:
    """A flag for each faulty mark; the mark itself where its place is plain and the text is careful elsewhere.

    `layers` tells by the number of a quotation as what it is annotated; `corrected` where errors begin that
    are known already.
    """
    faulty = [at for at, one in enumerate(found) if one.faults and (layers[at] in _SPOKEN or "phrase" in one.faults)]
    careful = len(faulty) * _RARE <= len(found)
    for at in faulty:
        one = found[at]
        start, end = one.closes[-1] if one.faults[0] == "missing-open" else one.opens[0]
        if one.faults == ("wrong-way",) and (careful or start in corrected):
            if start not in corrected:
                yield _turned(start, end, text[start:end])
            continue
        attrs = {"reason": _SENTENCES[one.faults[0]], "kind": "quotation-mark"}
        yield Annotation("flag", start, end, attrs, "faulty-mark", "medium")
        if careful and (supplied := _supplied(text, regions, one)):
            yield supplied


def _supplied(text: str, regions: Sequence[Span], one: Quotation) -> Annotation | None:
    """The missing mark: at a note call or the end of the paragraph, or after a reporting clause."""
    if "missing-close" in one.faults and one.opens:
        ended = text[one.end - 1] in ".!?…" and _fills_paragraph(text, regions[one.last_region][1], one)
        mark = text[slice(*one.opens[0])]
        if ended or _CALL.match(text, one.end):
            return _missing(one.end, _CLOSING.get(_OPENING.get(mark, mark), mark), "close")
    if "missing-open" in one.faults and one.closes:
        mark = text[slice(*one.closes[-1])]
        if "phrase" in one.faults or text[max(0, one.start - 2) : one.start].strip() == ",":
            return _missing(one.start, _OPENING.get(mark, mark), "open")
    return None


def _fills_paragraph(text: str, end: int, one: Quotation) -> bool:
    """A short sentence in capitals that ends its paragraph, and prose goes on after it."""
    if one.end != end or one.region != one.last_region or one.end - one.start > _SHORT:
        return False
    following = text[end : end + 40].lstrip("\r\n")
    return text[one.inner[0]].isupper() and not following.startswith((" ", "\t"))


def _turned(start: int, end: int, mark: str) -> Annotation:
    attrs = {"corr": _OPENING.get(mark, mark), "type": "quote", "evidence": "internal"}
    return Annotation("sic", start, end, attrs, "wrong-way", "medium")


def _missing(at: int, mark: str, side: str) -> Annotation:
    attrs = {"text": mark, "mark": side, "reason": "omitted", "evidence": "internal"}
    return Annotation("supplied", at, at, attrs, "missing-mark", "medium")
