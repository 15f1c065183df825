"""Words that no marks enclose: after a verb of saying and a colon, or in turns after names (TEI Guidelines 3.3.3)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rubricator.annotate.speech.cues import Mention
from rubricator.annotate.speech.marks import Quotation, Span, trimmed
from rubricator.annotate.speech.words import Words
from rubricator.reading.calls import CALL
from rubricator.reading.sentences import stops
from rubricator.reading.words import letters

_COLON: Final = re.compile(r":\s+(?=[^\W\d_a-z])")
_TURN: Final = re.compile(r"\s*:\s+(?=[^\W\d_a-z])")
_LEAD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(?:\s+[^\W\d_]+ly)?$")
_ENDED: Final = re.compile(r"(?:^|[.!?…][\"”’')\]]*\s+)$")
_CALL: Final = re.compile(rf"\s*{CALL}\s*$")
_MARKS: Final = re.compile('[“”„«»"‘]')
_REACH: Final = 40
_CLAUSE: Final = 5


def run_in(text: str, regions: Sequence[Span], found: Sequence[Quotation], words: Words) -> Iterator[Quotation]:
    """The sentences after ``He concluded:`` in which somebody says I, we or you; they begin with a capital.

    Nothing inside other quotations, nothing that holds marks itself.
    """
    starts = [one.start for one in found]
    for colon in _COLON.finditer(text):
        if not _reports(text, colon.start(), words) or not text[colon.end()].isupper():
            continue
        number = bisect_right(regions, (colon.start(), len(text))) - 1
        before = bisect_right(starts, colon.end()) - 1
        if number < 0 or regions[number][1] <= colon.end() or (before >= 0 and found[before].end > colon.start()):
            continue
        end = _end(text, colon.end(), regions[number][1], words)
        if end and not _MARKS.search(text, colon.end(), end):
            yield Quotation(colon.end(), end, number, unmarked=True, last_region=number)


def _reports(text: str, at: int, words: Words) -> bool:
    """A finite verb of saying stands right before an offset, or an adverb between, and no ``what`` before it."""
    lead = _LEAD.search(text[max(0, at - _REACH) : at])
    if lead is None:
        return False
    verb = lead[1].lower()
    before = letters.findall(text[max(0, at - _REACH) : at].lower())[-_CLAUSE:]
    if verb in words.verb_nouns and not words.determiners.isdisjoint(before):
        return False
    if verb in words.weak or f"{verb}s" in words.report:
        return False
    return (verb in words.report or verb in words.think) and words.conjunctions.isdisjoint(before)


def _end(text: str, start: int, stop: int, words: Words) -> int:
    """Where the sentences from `start` on end as far as each says I, we or you; 0 where the first does not."""
    end, at = 0, start
    for sentence, _ in stops(text, start, stop, small=True):
        if not words.direct.search(text, at, sentence) or text.find(":", at, sentence) >= 0:
            break
        end = at = sentence
    return end


def turns(
    text: str, regions: Sequence[Span], found: Sequence[Quotation], mentions: Sequence[Mention]
) -> Iterator[Quotation]:
    """The words of ``Fenn: We wait. Ilse: For what?``, a paragraph of two turns or more without marks."""
    marked = {one.region for one in found}
    for number, places in _turns(text, regions, mentions).items():
        start, end = regions[number]
        if number in marked or len(places) < 2 or places[0][0] != start or _MARKS.search(text, start, end):
            continue
        call = _CALL.search(text, start, end)
        stop = call.start() if call else end
        for (_, begin), (after, _) in pairwise([*places, (stop, stop)]):
            yield Quotation(begin, trimmed(text, begin, after), number, unmarked=True, last_region=number)


def _turns(text: str, regions: Sequence[Span], mentions: Sequence[Mention]) -> dict[int, list[Span]]:
    """By region: where a name that a colon follows begins, and where the words after the colon begin."""
    found: dict[int, list[Span]] = {}
    for start, end, _ in mentions:
        if not (colon := _TURN.match(text, end)):
            continue
        number = bisect_right(regions, (start, len(text))) - 1
        if number >= 0 and colon.end() < regions[number][1] and _ENDED.search(text[regions[number][0] : start][-8:]):
            found.setdefault(number, []).append((start, colon.end()))
    return found
