"""Letters: salutation, body, closing words and signature, alone or inside a tale (4.2.2 [DSOC], 4.3.2 [DSFLT])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rubricator.language import alternatives, table
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

_QUOTES: Final = "\"“‘'_ "
_ADDRESSEE: Final = r"(?:[^.!?\n]|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bDr)\.|(?<=\bSt)\.)"
_LONGEST: Final = 80
_SIGNATURE: Final = re.compile(
    r"[\"“‘'_(\s]*(?:[^\W\d_a-zà-öø-ÿ][\w.'’-]*[ ,]*(?:(?:and|of|de|von)\s+)?){1,6}[.\"”’'_)\s]*"
)
_DATELINE: Final = re.compile(r"[^.!?\n]{0,80}\b(?:1[5-9]\d\d|\d{1,2}(?:st|nd|rd|th))\b[^!?\n]{0,40}")


@dataclass(frozen=True)
class Words:
    """Patterns of one language."""

    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    closing_at_end: re.Pattern[str]
    starts: re.Pattern[str]
    postscript: re.Pattern[str]
    leads: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    letters = table("structure", language)["letters"]
    closings, starts, never, titles = (alternatives(letters[k]) for k in ("closings", "before", "never", "titles"))
    return Words(
        re.compile(
            rf"[{_QUOTES}]*(?:(?:{alternatives(letters['salutations'])})\b(?!\s+(?:{never})\b){_ADDRESSEE}{{0,45}}?"
            rf"(?P<end>_?[,.:;]?\s?[—–-]+|[,:](?=\s|_|$)|[.,!](?=_?\s*$))"
            rf"|(?:{titles})\.?\s{_ADDRESSEE}{{2,40}}?[,.:]?\s?[—–])",
            re.I,
        ),
        re.compile(rf"[{_QUOTES}]*(?:{starts})*(?:{closings})\b[^.!?]{{0,90}}[,.]?[^.!?]{{0,40}}[.\"”’'_]*", re.I),
        re.compile(rf"\b(?:{closings})\b[^.!?]{{0,60}}[,.;:—-]*[\"”’'_]*", re.I),
        re.compile(rf"[{_QUOTES}]*(?:{starts}|{closings})", re.I),
        re.compile(rf"[{_QUOTES}]*(?:{alternatives(letters['postscripts'])})", re.I),
        re.compile(rf"\b(?:{alternatives(letters['announced'])})\b", re.I),
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter over `count` blocks; the first `opening` are its opener, from `closing` on its closer."""

    count: int
    opening: int
    closing: int
    postscript: int


def letter(found: Sequence[Block], at: int, language: str = "en", announced: bool = False) -> Letter | None:
    """The letter that begins with the block `at`; it needs a salutation and a signature."""
    known = _words(language)
    salute = at
    if _is_dateline(found[at]) and at + 1 < len(found):
        salute = at + 1
    match = known.salutation.match(found[salute].text)
    if not match or not (announced or salute > at or _is_announced(found, at, known)):
        return None
    if not _stays_open(found[salute], found, salute):
        return None
    alone = match.end() >= len(found[salute].text.rstrip(_QUOTES))
    closing = _closing(found, salute + alone, known)
    if closing is None or closing <= salute + alone:
        return None
    last = _signed(found, closing, known)
    after = last
    while after < len(found) and known.postscript.match(found[after].text) and found[after].blanks <= 1:
        after += 1
    return Letter(after - at, salute + alone - at, closing - at, last - at)


def _closing_lines(block: Block) -> Iterator[Annotation]:
    """Closing words and signature; the lines at the end that are names are the signature."""
    cut = len(block.lines)
    while cut and _is_name(block.texts[cut - 1]):
        cut -= 1
    for layer, part in (("salute", block.part(0, cut)), ("signed", block.part(cut, len(block.lines)))):
        if part.lines:
            yield Annotation(layer, part.start, part.end, {}, "letter")


def _stays_open(block: Block, found: Sequence[Block], at: int) -> bool:
    """False where the words are dialogue: a quotation mark opened with them is closed in the same paragraph."""
    opening = block.text[0]
    if opening not in '"“‘' or at + 1 == len(found):
        return True
    closing = {"“": "”", "‘": "’"}.get(opening, opening)
    return block.text.rstrip()[-1] != closing


def _is_dateline(block: Block) -> bool:
    return len(block.text) < 100 and len(block.lines) < 3 and _DATELINE.fullmatch(block.words) is not None


def _is_announced(found: Sequence[Block], at: int, known: Words) -> bool:
    if not at or found[at].blanks > 1:
        return False
    before = found[at - 1].text.rstrip(_QUOTES)
    return before.endswith((":", ":—", "—", "-")) or known.leads.search(before[-200:]) is not None


def _closing(found: Sequence[Block], first: int, known: Words) -> int | None:
    """The block with which the closer begins: closing words, or a signature alone."""
    for at in range(first, min(first + _LONGEST, len(found))):
        block = found[at]
        if at > first and block.blanks > 1:
            return None
        if len(block.words) < 130 and (known.closing.fullmatch(block.words) or _signs_off(block, known)):
            return at
        if at and _is_signature(block) and known.closing_at_end.search(found[at - 1].words[-90:]):
            return at
    return None


def _signs_off(block: Block, known: Words) -> bool:
    """True for lines that begin with closing words and end with a name."""
    return len(block.lines) > 1 and known.starts.match(block.text) is not None and _is_name(block.texts[-1])


def _is_name(line: str) -> bool:
    return len(line) < 60 and _SIGNATURE.fullmatch(line) is not None


def _is_signature(block: Block) -> bool:
    """True for a block of one or two lines that is a name."""
    return len(block.lines) < 3 and _is_name(block.words)


def _signed(found: Sequence[Block], closing: int, known: Words) -> int:
    """The block after the last one of the closer."""
    last = closing + 1
    if (
        last < len(found)
        and found[last].blanks <= 1
        and _is_signature(found[last])
        and not _is_signature(found[closing])
    ):
        last += 1
    return last


def letter_annotations(
    found: Sequence[Block], at: int, one: Letter, floating: bool, body: Iterator[Annotation]
) -> Iterator[Annotation]:
    """The letter's parts; `body` describes the blocks between opener and closer."""
    blocks = found[at : at + one.count]
    if floating:
        yield Annotation("floatingText", blocks[0].start, blocks[-1].end, {"type": "letter"}, "letter", "medium")
    if one.opening:
        yield Annotation("opener", blocks[0].start, blocks[one.opening - 1].end, {}, "letter")
        for block in blocks[: one.opening]:
            yield Annotation("dateline" if _is_dateline(block) else "salute", block.start, block.end, {}, "letter")
    yield from body
    closer = blocks[one.closing : one.postscript]
    yield Annotation("closer", closer[0].start, closer[-1].end, {}, "letter")
    for block in closer:
        yield from _closing_lines(block)
    if one.postscript < one.count:
        rest = blocks[one.postscript :]
        yield Annotation("postscript", rest[0].start, rest[-1].end, {}, "letter")
        for block in rest:
            yield Annotation("p", block.start, block.end, {}, "paragraph")
