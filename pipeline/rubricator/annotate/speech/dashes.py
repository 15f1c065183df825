"""Dialogue marked by dashes: ``—Come up, he cried. Come up!`` (TEI Guidelines 3.3.3).

Two ways to set a reporting clause are known. Between dashes (``—Llega tarde —dijo Elena—. Ya hemos cenado.``) the
dashes part what is said from what is told. Without them (``— Oui, dit la petite, il joue avec moi.``) the clause
begins at its verb or subject, and goes on to the stop after it and through what depends on it (``qui riait``,
``with some spirit``) or is told in the past of a third person; the rest is said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.annotate.speech.marks import Quotation, Span
from rubricator.annotate.speech.words import Words, words

_DASH: Final = re.compile(r"(?:—|–|--|―|-(?=\s))\s*(?=\S)")
_INNER: Final = re.compile(r"(?<=[\s,.!?…;:])(?:—|–|--|―)\s*|(?:—|–|--|―)(?=[\s,.;:!?…])\s*")
"""A dash inside a paragraph that has white space or a stop at one side of it."""
_ANSWER: Final = re.compile(r"(?<=[.!?…])\s+(?:—|–|--|―)\s*(?=[^\W\d_a-zà-öø-ÿ])")
"""A dash between the end of one sentence and a capital: somebody else goes on."""
_STOP: Final = re.compile(r"[.!?…]+[”’»)]*(?=\s|$)|[,;:](?=\s)")
_FULL: Final = ".!?…”’»)"
_WORD: Final = re.compile(r"[^\W\d_]+")


def dash_quotations(text: str, regions: Sequence[Span], vocabulary: Words | None = None) -> list[Quotation]:
    """The pieces of speech in paragraphs that begin with a dash: the paragraph less its reporting clauses."""
    found: list[Quotation] = []
    known = vocabulary or words()
    for number, (start, end) in enumerate(regions):
        if dash := _DASH.match(text, start, end):
            for begin, stop in _pieces(text, dash.end(), end, known):
                found.append(Quotation(begin, stop, number, dash=True, last_region=number))
    return found


def parted(text: str, regions: Sequence[Span], found: Sequence[Quotation], known: Words) -> Iterator[Quotation]:
    """Marked quotations without the reporting clauses inside their marks, and cut where a dash begins an answer."""
    for one in found:
        many = one.last_region > one.region or (known.incise and one.depth == 0)
        cuts = _answers(text, regions, one, known) if many else [one]
        for piece in cuts:
            yield from _without_clauses(text, piece, known) if known.incise and piece.depth == 0 else [piece]


def _answers(text: str, regions: Sequence[Span], one: Quotation, known: Words) -> Iterator[Quotation]:
    """The words of each speaker: a dash that begins a paragraph, or in French a sentence, begins an answer."""
    begins = list(_dashes_in(text, regions, one, known))
    if not begins:
        yield one
        return
    starts = [one.start, *(start for _, _, start in begins)]
    ends = [*(end for _, end, _ in begins), one.end]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        region = one.region if not number else begins[number - 1][0]
        last = one.last_region
        if number < len(begins):
            at, stop, _ = begins[number]
            last = at if stop > regions[at][0] else at - 1
        opens = [mark for mark in one.opens if start <= mark[0] < end]
        closes = [mark for mark in one.closes if start < mark[1] <= end]
        yield Quotation(start, end, region, opens, closes, one.depth, (), number > 0, last_region=last)


def _dashes_in(text: str, regions: Sequence[Span], one: Quotation, known: Words) -> Iterator[tuple[int, int, int]]:
    """Where an answer begins inside marks: its region, the end of the words before, its first character."""
    for at in range(one.region, one.last_region + 1):
        start, end = regions[at]
        if at > one.region and (dash := _DASH.match(text, start, end)):
            yield at, regions[at - 1][1], dash.end()
        if known.incise:
            for dash in _ANSWER.finditer(text, max(start, one.start), min(end, one.end)):
                yield at, dash.start(), dash.end()


def _without_clauses(text: str, one: Quotation, known: Words) -> Iterator[Quotation]:
    """The words without the clauses between and after them: ``« Oui, dit Paul. »`` says nothing but *oui*."""
    start, end = one.inner
    pieces = [piece for span in _between_clauses(text, start, end, known) for piece in _trimmed(text, *span)]
    if one.last_region != one.region or not pieces or pieces == list(_trimmed(text, start, end)):
        yield one
        return
    whole = not any(map(str.isalnum, text[pieces[-1][1] : end]))
    for number, (begin, stop) in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        opens, closes = one.opens if first else [], one.closes if last else []
        faults = tuple(fault for fault in one.faults if (closes if fault == "missing-open" else opens))
        edges = one.start if first else begin, one.end if last and whole else stop
        yield Quotation(*edges, one.region, opens, closes, 0, faults, dash=True, last_region=one.last_region)


def _pieces(text: str, start: int, end: int, known: Words) -> Iterator[Span]:
    between = _between_dashes(text, start, end, known)
    for begin, stop in between or _between_clauses(text, start, end, known):
        yield from _trimmed(text, begin, stop)


def _between_dashes(text: str, start: int, end: int, known: Words) -> list[Span]:
    """What is said where dashes set off what is told; nothing where no clause of saying follows a dash."""
    dashes = list(_INNER.finditer(text, start, end))
    told = [at for at, dash in enumerate(dashes) if _clause_at(text, dash.end(), end, known)]
    if not told:
        return []
    said, at, resumes = [], start, 0
    for number, dash in enumerate(dashes):
        if number in told and number >= resumes:
            said.append((at, dash.start()))
            at, resumes = (dashes[number + 1].end(), number + 2) if number + 1 < len(dashes) else (end, number + 1)
            at += len(text[at:end]) - len(text[at:end].lstrip(" ,.;:"))
    return [*said, (at, end)]


def _clause_at(text: str, at: int, end: int, known: Words) -> bool:
    """True where a verb of saying stands at once, in small letters: “dijo Elena”, “сказал он”."""
    found = [word[0] for word in _WORD.finditer(text, at, min(end, at + _NEAR))][:3]
    return bool(found) and found[0][0].islower() and any(word in known.say for word in found)


_NEAR: Final = 40
"""Characters after a dash in which a verb of saying and its subject stand."""
_SHORT: Final = 3
"""Words so short do not show their tense by their ends."""


def _between_clauses(text: str, start: int, end: int, known: Words) -> Iterator[Span]:
    at = start
    while at < end:
        clause = _reporting(text, at, end, known)
        if clause is None:
            yield at, end
            return
        resumed = _resumed(text, clause.end(), end, known)
        goes_on = text[resumed - 1] == "," and text[resumed:end].lstrip()[:1].islower()
        comma = text[clause.start() - 1] == "," and not goes_on
        yield at, clause.start() - comma
        at = resumed - (text[resumed - 1] in ";:")


def _resumed(text: str, at: int, end: int, known: Words) -> int:
    """Where speech goes on after a reporting clause, the end where it does not."""
    while stop := _STOP.search(text, at, end):
        at = stop.end()
        word = _WORD.search(text, at, end)
        if word is None:
            break
        if stop[0][0] in _FULL:
            goes_on = _is_told(text, word.start(), end, known)
        else:
            goes_on = stop[0] == "," and _depends(text, word, end, known)
        if not goes_on:
            return at
    return end


def _depends(text: str, word: re.Match[str], end: int, known: Words) -> bool:
    """True for the first word of what depends on a reporting clause: a relative, a participle, a preposition.

    An article begins it before a part of the body only: ``dit-il, la main levée``.
    """
    if word[0] in known.dependent or word[0].endswith(known.participle_ends):
        return True
    noun = _WORD.search(text, word.end(), end) if word[0] in known.determiners else None
    return noun is not None and noun[0] in known.bodily


def _is_told(text: str, at: int, end: int, known: Words) -> bool:
    """True for a sentence about a third person in the past, which nobody says: “Il se leva.”"""
    stop = re.compile(r"[.!?…]").search(text, at, end)
    found = _WORD.findall(text, at, stop.start() if stop else end)
    if stop is None or stop[0] != "." or any(word in known.first_or_second for word in found):
        return False
    told = any(_in_past(word, known) for word in found[1:6])
    return told and (found[0].lower() in known.third or (found[0] not in known.small and found[0][0].isupper()))


def _in_past(word: str, known: Words) -> bool:
    return word in known.past or (len(word) > _SHORT and word.endswith(known.past_ends) and word not in known.present)


def _reporting(text: str, start: int, end: int, known: Words) -> re.Match[str] | None:
    for found in known.clause.finditer(text, start, end):
        verb = found["verb"] or found["inverted"]
        if verb in known.say and (not found["manner"] or _in_past(verb, known)):
            return found
    return None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in "—–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—–"):
        end -= 1
    if any(map(str.isalnum, text[start:end])):
        yield start, end
