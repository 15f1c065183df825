"""Faulty marks: what is missing is supplied where its place is plain, what is stray is taken for an error.

The rest is flagged. In a text whose marks are often faulty nothing is mended (TEI Guidelines 3.5.1, 3.5.3).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from rubricator.annotate.speech.cues import Mention
from rubricator.annotate.speech.marks import Convention, Quotation, Span, trimmed
from rubricator.annotate.speech.words import Words, clipped
from rubricator.model.document import Annotation
from rubricator.reading.calls import CALL
from rubricator.reading.sentences import stops

PHRASE: Final = "phrase"
"""A fault besides the missing mark: the words are a phrase in a sentence."""
UNMARKED: Final = "unmarked"
"""A fault besides the missing marks: none stands around the words."""
RUN_ON: Final = "run-on"
"""A fault besides the missing mark: the words run on into the next paragraph."""
LED_OUT: Final = "led-out"
"""A fault besides the missing mark: a reporting clause follows the words."""
_CLOSING: Final = {"“": "”", "‘": "’", "«": "»", "»": "«", "„": "“", "‚": "‘", "‹": "›", "``": "''"}
_OPENING: Final = {"”": "“", "’": "‘", "»": "«", "«": "»", "''": "``"}
_CALL: Final = re.compile(rf"\s*{CALL}")
_ORPHAN: Final = re.compile(r"(?P<word>[^\W\d_]+)’(?= [^\W\d_])")
_WORD: Final = re.compile(r"[^\W_]+")
_EXCLAMATIONS: Final = re.compile(r"[^.?!;\[\]\"“”‘’]+!(?:\s+[^.?!;\[\]\"“”‘’]+!)*")
_STOPPED: Final = re.compile(r"[\w.’'-]*(?:\s+[A-Z][\w’'-]*){0,2}(?:\s+[^\W\d_]+ly)?[,.;:!?—–]")
_PLAIN_END: Final = re.compile(r"[.?](?=\s|$)")
_CLAUSE: Final = 120
_SOME: Final = 2
_STOPS: Final = ".,!?…—–-"
_SPOKEN: Final = frozenset(("said", "quote"))
_RARE: Final = 10
_SHORT: Final = 400
_LONG: Final = 4000
_LONGEST_PHRASE: Final = 6
_SENTENCES: Final = {
    "missing-open": "No mark opens the quotation that ends here.",
    "missing-close": "No mark closes the quotation that begins here.",
    "wrong-way": "The mark that opens this quotation is a closing one.",
    UNMARKED: "No marks stand around these words, which seem to go on with the quotation before.",
}


def orphans(
    text: str, regions: Sequence[Span], found: Sequence[Quotation], style: Convention, language: str
) -> list[Span]:
    """Closing marks between two words of a sentence that close nothing and that are no apostrophes.

    A word that is so marked again, or a text that has many such, shortens its words: “wi’ a’ his might”.
    """
    if style.outer != "single":
        return []
    _, clipped_end = clipped(language)
    used = {close for one in found for close in one.closes}
    orphaned: list[tuple[str, Span]] = []
    for match in _ORPHAN.finditer(text):
        mark = (match.end() - 1, match.end())
        clip = clipped_end.search(text, max(0, mark[0] - 4), mark[0])
        if not clip and mark not in used and _inside(regions, mark[0]):
            orphaned.append((match["word"].lower(), mark))
    counts = Counter(word for word, _ in orphaned)
    shortened = sum(count > 1 for count in counts.values()) > 1
    rare = len(orphaned) * _RARE <= len(found) + _RARE and not shortened
    return [mark for word, mark in orphaned if counts[word] == 1] if rare else []


def _inside(regions: Sequence[Span], at: int) -> bool:
    before = bisect_right(regions, (at, at)) - 1
    return before >= 0 and at < regions[before][1]


def lost_opening(
    text: str, mark: Span, region: int, floor: int, mentions: Sequence[Mention], words: Words
) -> Quotation | None:
    """The phrase that an orphaned mark closes, if its sentence names whose words they may be.

    It begins after the last preposition; one word is none, nor are more than six.
    """
    for _, begin in stops(text, floor, mark[0], small=True):
        floor = begin
    if not any(floor <= start < mark[0] for start, _, _ in mentions):
        return None
    tokens = list(_WORD.finditer(text, floor, mark[0]))
    for count in range(2, min(_LONGEST_PHRASE, len(tokens) - 1) + 1):
        if tokens[-count - 1][0].lower() in words.prepositions:
            start = tokens[-count].start()
            return Quotation(start, mark[1], region, [], [mark], 0, ("missing-open", PHRASE), last_region=region)
    return None


def joined(found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations with one that nothing closes and the next, that nothing opens, made one.

    So a poem or letter inside spoken words stands, whose paragraphs repeat no mark.
    """
    kept: list[Quotation] = []
    for one in found:
        before = kept[-1] if kept else None
        if before and one.faults == ("missing-open",) and before.faults == ("missing-close",) and _parts(before, one):
            before.end, before.last_region, before.closes, before.faults = one.end, one.region, one.closes, ()
        else:
            kept.append(one)
    return kept


def _parts(one: Quotation, other: Quotation) -> bool:
    """Two outer quotations of different paragraphs are not too far apart to be parts of one."""
    return one.depth == other.depth == 0 and one.last_region < other.region and other.end - one.start < _LONG


def from_the_start(regions: Sequence[Span], text: str, found: Sequence[Quotation]) -> None:
    """In a tale let words that nothing opens begin with their paragraph, if no other marks or colon stand before."""
    last = -1
    for one in found:
        floor = regions[one.region][0]
        if one.faults == ("missing-open",) and last < floor and ":" not in text[floor : one.start]:
            one.start = floor if _whole(text, floor, one) else one.start
        last = max(last, one.end)


def _whole(text: str, start: int, one: Quotation) -> bool:
    """From an offset to the closing mark there may be whole sentences: it begins with a word, ends in a stop."""
    return text[start].isalnum() and text[one.inner[1] - 1] in _STOPS


def led_out(text: str, found: list[Quotation], words: Words) -> list[Quotation]:
    """The quotations; one that nothing closes ends where a reporting clause follows the words.

    ``‘The ice is thin, said Fenn, and went home.``
    """
    for one in found:
        if one.faults == ("missing-close",) and one.opens and not one.depth:
            end = _reporting(text, one, words)
            if end >= 0:
                one.end, one.last_region, one.faults = end, one.region, (*one.faults, LED_OUT)
    return found


def parted(text: str, regions: Sequence[Span], found: Sequence[Quotation], words: Words) -> Iterator[Quotation]:
    """The quotations; one that seems to go on in the next paragraph ends where a reporting clause ends its own.

    ``“I saw them, said Miss Dale.`` and, in the next paragraph, ``“Then they will come again.”`` are of two speakers.
    """
    for one in found:
        yield from _parted(text, regions, one, words) if len(one.opens) > 1 and not one.depth else (one,)


def _parted(text: str, regions: Sequence[Span], one: Quotation, words: Words) -> Iterator[Quotation]:
    for at, (mark, after) in enumerate(pairwise(one.opens)):
        end = regions[one.region + at][1]
        part = Quotation(mark[0], end, one.region + at, [mark], faults=("missing-close",), last_region=one.region + at)
        clause = _reporting(text, part, words)
        if clause >= 0 and not any(begin < end for _, begin in stops(text, clause, end, small=True)):
            first = replace(part, start=one.start, region=one.region, opens=one.opens[: at + 1])
            rest = replace(one, start=after[0], region=one.region + at + 1, opens=one.opens[at + 1 :])
            yield first
            yield from _parted(text, regions, rest, words)
            return
    yield one


def _reporting(text: str, one: Quotation, words: Words) -> int:
    """Where the reporting clause in an unclosed quotation begins; -1 without one."""
    for clause in words.clause.finditer(text, one.opens[-1][1], one.end):
        verb = "verb" if clause["verb"] else "inverted"
        noun = text[one.start : clause.start(verb)].rsplit(None, 1)[-1].lower() in words.determiners
        if clause[verb] in words.say and not noun and _STOPPED.match(text, clause.end()):
            return clause.start()
    return -1


def run_on(text: str, regions: Sequence[Span], found: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Unclosed quotations of exclamations that the next paragraph begins with more of: number, end of the last."""
    for at, one in enumerate(found):
        after = one.last_region + 1
        if one.faults != ("missing-close",) or one.depth or after == len(regions):
            continue
        if one.end != regions[after - 1][1] or not _all_exclaimed(text[one.inner[0] : one.end]):
            continue
        more = _EXCLAMATIONS.match(text, *regions[after])
        if more and more.end() < regions[after][1]:
            yield at, more.end()


def _all_exclaimed(words: str) -> bool:
    return words.endswith("!") and not _PLAIN_END.search(words)


def unmarked_rest(
    text: str, regions: Sequence[Span], found: Sequence[Quotation], calls: Mapping[int, int], words: Words
) -> Iterator[Quotation]:
    """Words that go on without marks after a reporting clause, up to the call of the note that tells their source.

    ``‘The ice is thin,’ wrote Fenn. The boats are locked in. The lamps have gone out. [7]``: the words before the
    clause end in a comma; what follows tells in the present tense, with no past one; no other mark stands there.
    `calls` has the offsets of note calls by their ends.
    """
    for at, one in enumerate(found):
        stop = regions[one.last_region][1]
        if one.depth or one.faults or text[one.inner[1] - 1] != "," or stop not in calls:
            continue
        begin = next((begin for _, begin in stops(text, one.end, min(stop, one.end + _CLAUSE), small=True)), 0)
        if not begin or (at + 1 < len(found) and found[at + 1].start < stop):
            continue
        end = trimmed(text, begin, calls[stop])
        if _reports(text[one.end : begin], words) and _in_present(text[begin:end], words):
            faults = ("missing-open", "missing-close", UNMARKED)
            yield Quotation(begin, end, one.last_region, [], [], 0, faults, last_region=one.last_region)


def _reports(clause: str, words: Words) -> bool:
    return any(token in words.report or token in words.telling for token in _WORD.findall(clause.lower()))


def _in_present(passage: str, words: Words) -> bool:
    """Whole sentences with two verbs or more in the present tense, none in the past."""
    if not passage[:1].isupper() or passage[-1:] not in (".", "!", "?"):
        return False
    tokens = _WORD.findall(passage.lower())
    return sum(token in words.present for token in tokens) >= _SOME and words.past.isdisjoint(tokens)


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
    """A flag for each faulty mark; instead of it the mark itself where its place is plain and the text is careful.

    `layers` tells by the number of a quotation as what it is annotated; `corrected` where errors begin that
    are known already.
    """
    faulty = [at for at, one in enumerate(found) if one.faults and (layers[at] in _SPOKEN or PHRASE in one.faults)]
    careful = len(faulty) * _RARE <= len(found)
    for at in faulty:
        one = found[at]
        start, end = _faulty_mark(one)
        if one.faults == ("wrong-way",) and (careful or start in corrected):
            if start not in corrected:
                yield _turned(start, end, text[start:end])
            continue
        if careful and UNMARKED in one.faults:
            yield _missing(one.start, text[slice(*found[at - 1].opens[0])], "open")
            yield _missing(one.end, text[slice(*found[at - 1].closes[-1])], "close")
        elif careful and (supplied := _supplied(text, regions, one)):
            yield supplied
        else:
            attrs = {"reason": _SENTENCES[one.faults[-1 if UNMARKED in one.faults else 0]], "kind": "quotation-mark"}
            yield Annotation("flag", start, end, attrs, "faulty-mark", "medium")


def _faulty_mark(one: Quotation) -> Span:
    if UNMARKED in one.faults:
        return one.start, one.end
    return one.closes[-1] if one.faults[0] == "missing-open" else one.opens[0]


def _supplied(text: str, regions: Sequence[Span], one: Quotation) -> Annotation | None:
    """The missing mark: at a note call or the end of the paragraph, or after a reporting clause."""
    if "missing-close" in one.faults and one.opens:
        ended = text[one.end - 1] in ".!?…" and _fills_paragraph(text, regions[one.last_region][1], one)
        mark = text[slice(*one.opens[0])]
        if ended or RUN_ON in one.faults or LED_OUT in one.faults or _CALL.match(text, one.end):
            return _missing(one.end, _CLOSING.get(_OPENING.get(mark, mark), mark), "close")
    if "missing-open" in one.faults and one.closes:
        mark = text[slice(*one.closes[-1])]
        led = text[max(0, one.start - 2) : one.start].strip() in (",", ":")
        begins = one.start == regions[one.region][0] and _whole(text, one.start, one)
        if PHRASE in one.faults or led or begins:
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
