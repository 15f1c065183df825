"""Letters: opener, body, closer and postscript, alone or inside a tale (4.2.2 [DSOC], 4.3.2 [DSFLT])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rubricator.annotate.letters.parts import (
    QUOTES,
    Words,
    begins_postscript,
    ends_with_name,
    is_dateline,
    is_enclosure,
    is_name,
    is_salute_by_form,
    is_signature,
    is_unfinished,
    runs_in,
    words_of_letters,
)
from rubricator.model.document import Annotation
from rubricator.reading.blocks import SPACE, Block, Line, block

_LONGEST: Final = 80
_ADDRESSES: Final = 2
"""Most blocks of addresses after a dateline, or before the salutation; more are stanzas."""
_OPENER: Final = 8
"""Most blocks before and with the salutation of a letter."""
_CLOSER: Final = 7
"""Most blocks of closing words, signature, place and day."""
_SHORT: Final = 170
_SMALL: Final = 3
_BRACKETS: Final = "[("
"""What encloses a remark above a salutation: (Secret.)"""
_MOST_SMALL: Final = 3
"""Most long words with a small letter after the first of the closing words."""
_LAST_SMALL: Final = re.compile(r"(?:^|\s)(?!and\b|of\b|de\b|von\b)[a-zß-öø-ÿ][\w’'-]*[,.:;]*(?=\s+[^\W\d_a-zß-öø-ÿ])")
"""A word that is no part of a name before one that may be."""

Part = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter over `count` blocks; the first `opening` are its opener, from `closing` on its closer.

    `salute` is where a salutation ends that runs on into the first paragraph, 0 for none.
    """

    count: int
    opening: int
    closing: int
    postscript: int
    salute: int = 0


def letter(found: Sequence[Block], at: int, language: str = "en", announced: bool = False) -> Letter | None:
    """The letter that begins with the block `at` inside a tale; it needs a salutation and a signature."""
    known = words_of_letters(language)
    if not is_dateline(found[at], language) and not known.salutation.match(found[at].text) and not _directs(found, at):
        return None
    opening, ends = _opener(found[at : at + _OPENER], language)
    salute = at + opening - (not ends)
    dated = is_dateline(found[at], language)
    if salute < at or not known.salutation.match(found[salute].text):
        return None
    if not (announced or dated or _is_announced(found, at, known)) or not _stays_open(found[salute], found, salute):
        return None
    closing = _closing(found, salute + (not ends), language)
    if closing is None or closing <= salute + (not ends):
        return None
    last = _signed(found, closing, language)
    after = last
    while after < len(found) and begins_postscript(found[after], language) and found[after].blanks <= 1:
        after += 1
    return Letter(after - at, salute + (not ends) - at, closing - at, last - at, ends)


def _directs(found: Sequence[Block], at: int) -> bool:
    """True for a line after a colon that may say to whom a letter is."""
    announced = at > 0 and found[at - 1].text.rstrip("-—– ").endswith(":")
    return announced and len(found[at].lines) == 1 and _is_address(found[at])


def whole_letter(found: Sequence[Block], language: str = "en") -> Letter | None:
    """The letter that is a division of its own: what it has of opener, closer and postscript; None where neither."""
    opening, salute = _opener(found, language)
    postscript = next((at for at, one in enumerate(found) if at >= opening and begins_postscript(one, language)), -1)
    end = postscript if postscript > 0 else len(found)
    closing = _closer(found[opening + bool(salute) : end], language) + opening + bool(salute)
    if not (opening or salute) and closing == end:
        return None
    if opening == end or (closing == opening and not salute):
        return None
    return Letter(len(found), opening, closing, min(end, _after_closer(found, closing, end, language)), salute)


def _after_closer(found: Sequence[Block], closing: int, end: int, language: str) -> int:
    """The block after the closer: the signature may have an office, a place and a day below it, nothing else."""
    last = _signed(found, closing, language) if closing < end else end
    while last < end and (is_dateline(found[last], language) or _is_below_name(found[last], language)):
        last += 1
    return last


def _is_below_name(one: Block, language: str) -> bool:
    """True for more of the signature or the closing words, and for an address: names, no sentence."""
    if is_enclosure(one, language) or len(one.words) > _SHORT:
        return False
    large = [word[0].isupper() for word in one.words.split() if len(word) > _SMALL]
    return sum(large) * 3 >= len(large) * 2 or _closes(one, words_of_letters(language))


def signed_front(found: Sequence[Block], language: str = "en") -> Letter | None:
    """A preface or dedication with the salutation or the closing words of a letter, or a name at its end."""
    one = whole_letter(found, language)
    if one is None or not any(len(block.text) > _SHORT for block in found):
        return None
    salute = one.salute or (one.opening and not is_dateline(found[one.opening - 1], language))
    return one if salute or one.closing < one.postscript else None


def opens(found: Sequence[Block], first: int, last: int, language: str) -> bool:
    """True where the blocks `first` to `last` begin as a letter does, and end as one."""
    blocks = found[first:last]
    opening, salute = _opener(blocks, language)
    return bool(opening or salute) and _closer(blocks[1:], language) < len(blocks) - 1


def _opener(found: Sequence[Block], language: str) -> tuple[int, int]:
    """Number of blocks of the opener, and where a salutation ends that runs on into the next one."""
    known, dated = words_of_letters(language), 0
    for at, one in enumerate(found[:_OPENER]):
        match = known.salutation.match(one.text)
        if match and match.end() >= len(one.text.rstrip(QUOTES)):
            return at + 1, 0
        end = 0 if _is_address(one) and _dated_below(found, at, language) else runs_in(one, language, dated > 0)
        if end:
            return at, end
        if is_salute_by_form(one):
            return at + 1, 0
        if not (is_dateline(one, language) or (_is_address(one) and at - dated < _ADDRESSES)):
            break
        dated = at + 1 if is_dateline(one, language) else dated
    return dated, 0


def _dated_below(found: Sequence[Block], at: int, language: str) -> bool:
    """True for a letterhead: place and day stand below it."""
    return any(is_dateline(one, language) for one in found[at + 1 : at + 1 + _ADDRESSES])


def _is_address(one: Block) -> bool:
    """True for short lines that could be a letterhead or the address of whom the letter is to."""
    return len(one.lines) <= 6 and all(len(line) < 60 for line in one.texts) and not one.text.endswith(("!", "?", ";"))


def _closer(found: Sequence[Block], language: str) -> int:
    """The block with which the closer begins: closing words, or a signature alone; their number where there is none."""
    known = words_of_letters(language)
    begun = len(found)
    for at in range(len(found) - 1, max(len(found) - 1 - _CLOSER, -1), -1):
        one = found[at]
        if len(one.words) > _SHORT:
            break
        if _closes(one, known) or (is_unfinished(one, language) and _follows_closer(found, at, begun)):
            begun = at
        elif not (is_signature(one) or is_dateline(one, language) or _is_address(one) or _is_after(found, at)):
            break
    if begun == len(found):
        return next((at for at in range(len(found) - 1, max(len(found) - 3, -1), -1) if is_signature(found[at])), begun)
    return begun


def _closes(one: Block, known: Words) -> bool:
    """True for closing words, with or without the name."""
    whole = known.closing.fullmatch(one.words) is not None or ends_with_name(one, known)
    return whole or _ends_in_courtesy(one.words, known)


def _follows_closer(found: Sequence[Block], at: int, begun: int) -> bool:
    """True where the rest of the closer stands right below: its first words, or the name alone."""
    return at + 1 == begun or (at + 1 < len(found) and is_signature(found[at + 1]))


def _is_after(found: Sequence[Block], at: int) -> bool:
    """True for short words under the name at the very end: an address, a remark."""
    return at + 1 == len(found) and at > 0 and is_signature(found[at - 1]) and found[at].blanks < 2


def _ends_in_courtesy(text: str, known: Words) -> bool:
    """True where closing words stand near the end, with hardly more than a name, a place and a day after them."""
    *_, last = [None, *known.closing_at_end.finditer(text)]
    if last is None:
        return False
    after = text[last.end() - len(last[0]) :].split()[1:]
    small = sum(len(word) > 3 and word[0].islower() for word in after)
    return small <= _MOST_SMALL


def _stays_open(one: Block, found: Sequence[Block], at: int) -> bool:
    """False where the words are dialogue: a quotation mark opened with them is closed in the same paragraph."""
    opening = one.text[0]
    if opening not in _CLOSING or at + 1 == len(found):
        return True
    return one.text.rstrip()[-1] not in _CLOSING[opening]


_CLOSING: Final = {'"': '"', "“": "”", "‘": "’", "«": "»", "»": "«", "„": '“”"'}


def _is_announced(found: Sequence[Block], at: int, known: Words) -> bool:
    if not at or found[at].blanks > 1:
        return False
    before = found[at - 1].text.rstrip(QUOTES)
    return before.endswith((":", ":—", "—", "-")) or known.leads.search(before[-200:]) is not None


def _closing(found: Sequence[Block], first: int, language: str) -> int | None:
    """The block with which the closer begins: closing words, or a signature alone."""
    known = words_of_letters(language)
    for at in range(first, min(first + _LONGEST, len(found))):
        one = found[at]
        if at > first and one.blanks > 1:
            return None
        if len(one.words) < _SHORT and (known.closing.fullmatch(one.words) or ends_with_name(one, known)):
            return _with_words_above(found, at, first, language)
        unfinished = len(one.words) < _SHORT and is_unfinished(one, language)
        if unfinished and at > first and _follows_closer(found, at, -1) and found[at + 1].blanks < 2:
            return at
        if at and is_signature(one) and known.closing_at_end.search(found[at - 1].words[-90:]):
            return at
    return None


def _with_words_above(found: Sequence[Block], closing: int, first: int, language: str) -> int:
    """The first of the short blocks above closing words that end in a comma as those do."""
    while (
        closing - 1 > first and len(found[closing - 1].words) < _SHORT and is_unfinished(found[closing - 1], language)
    ):
        closing -= 1
    return closing


def _signed(found: Sequence[Block], closing: int, language: str) -> int:
    """The block after the last one of the closer."""
    last, known = closing, words_of_letters(language)
    while last < min(len(found), closing + _CLOSER) and (last == closing or found[last].blanks <= 1):
        one = found[last]
        if is_signature(one) and not is_unfinished(one, language):
            return last + 1
        if ends_with_name(one, known) or len(one.words) > _SHORT:
            return last + (len(one.words) <= _SHORT)
        if last > closing and not (_closes(one, known) or is_unfinished(one, language)):
            return last
        last += 1
    return last


def ends_letter(one: Block, language: str) -> bool:
    """True for a name alone, or closing words with one."""
    return is_signature(one) or _closes(one, words_of_letters(language))


def body(found: Sequence[Block], at: int, one: Letter) -> list[Block]:
    """The blocks between opener and closer, the first without a salutation that runs on into it."""
    inner = list(found[at + one.opening : at + one.closing])
    if one.salute and inner:
        inner[0] = _after(inner[0], one.salute)
    return inner


def _after(whole: Block, start: int) -> Block:
    """What of a block stands after an offset."""
    rest = [line for line in whole.lines if line.end > start]
    text = whole.source[start : rest[0].end]
    begun = start + len(text) - len(text.lstrip())
    first = Line(begun, rest[0].end, rest[0].indent, whole.source[begun : rest[0].end].strip())
    lines = [first, *rest[1:]] if begun < rest[0].end else rest[1:]
    return block(whole.source, lines, whole.blanks)


def letter_annotations(
    found: Sequence[Block], at: int, one: Letter, floating: bool, body: Iterator[Annotation], language: str = "en"
) -> Iterator[Annotation]:
    """The letter's parts; `body` describes the blocks between opener and closer."""
    blocks = found[at : at + one.count]
    if floating:
        yield Annotation("floatingText", blocks[0].start, blocks[-1].end, {"type": "letter"}, "letter", "medium")
    if one.opening or one.salute:
        end = one.salute or blocks[one.opening - 1].end
        yield Annotation("opener", blocks[0].start, end, {}, "letter")
        yield from _opened(blocks, one, language)
    yield from body
    if one.closing < one.postscript:
        yield from _closed(blocks[one.closing : one.postscript], language)
    if one.postscript < one.count:
        yield from _postscript(blocks[one.postscript :], language)


def _opened(blocks: Sequence[Block], one: Letter, language: str) -> Iterator[Annotation]:
    """Datelines, addresses, the salutation."""
    for number, part in enumerate(blocks[: one.opening]):
        if is_dateline(part, language):
            yield Annotation("dateline", part.start, part.end, {}, "letter")
        elif number + 1 == one.opening or part.text[0] in _BRACKETS:
            yield Annotation("salute", part.start, part.end, {}, "letter")
        else:
            yield from _address(part)
    if one.salute:
        yield Annotation("salute", blocks[one.opening].start, one.salute, {}, "letter")


def _address(part: Block) -> Iterator[Annotation]:
    yield Annotation("address", part.start, part.end, {}, "letter", "medium")
    for line in part.lines:
        yield Annotation("addrLine", line.start, line.end, {}, "letter", "medium")


def _closed(blocks: Sequence[Block], language: str) -> Iterator[Annotation]:
    """The closer: closing words, signature, and place and day where they stand there."""
    yield Annotation("closer", blocks[0].start, blocks[-1].end, {}, "letter")
    known, signed = words_of_letters(language), False
    for closing in blocks:
        if signed and not (is_dateline(closing, language) or is_signature(closing) or _closes(closing, known)):
            yield from _address(closing)
            continue
        if closing is not blocks[-1] and is_unfinished(closing, language) and not ends_with_name(closing, known):
            yield Annotation("salute", closing.start, closing.end, {}, "letter")
            continue
        for layer, start, end in _told_apart(closing, language):
            signed = signed or layer == "signed"
            yield Annotation(layer, start, end, {}, "letter")


def _told_apart(one: Block, language: str) -> Iterator[Part]:
    """Closing words, signature, dateline of one block, by its lines or, in one line, by its words."""
    known, source = words_of_letters(language), one.source
    end, dateline = one.end, ""
    if is_dateline(one, language) and not known.closing_at_end.search(one.words):
        yield "dateline", one.start, one.end
        return
    match = known.dated_end.search(source[one.start : one.end])
    if match and match.start():
        dateline, end = match[0], one.start + len(source[one.start : one.start + match.start()].rstrip(SPACE))
    yield from _words_and_name(one, end, known)
    if dateline:
        yield "dateline", one.end - len(dateline), one.end


def _words_and_name(one: Block, end: int, known: Words) -> Iterator[Part]:
    """Closing words up to `end`, and the names after them: whole lines, else what follows the last small word."""
    lines = [line for line in one.lines if line.start < end]
    cut = len(lines)
    while cut and is_name(one.source[lines[cut - 1].start : min(lines[cut - 1].end, end)].strip()):
        cut -= 1
    while cut < len(lines) and known.starts.match(lines[cut].text):
        cut += 1
    start = lines[cut].start if cut < len(lines) else _name_start(one, end, known)
    words_end = one.start + len(one.source[one.start : start].rstrip(SPACE))
    if words_end > one.start:
        yield "salute", one.start, words_end
    if start < end:
        yield "signed", start, end


def _name_start(one: Block, end: int, known: Words) -> int:
    """Where in a line of closing words the name begins; its end where none does."""
    text = one.source[one.start : end]
    if not known.closing_at_end.search(text):
        return end
    *_, last = [0, *(match.end() for match in _LAST_SMALL.finditer(text))]
    start = last + len(text[last:]) - len(text[last:].lstrip())
    return one.start + start if last and is_name(text[start:]) else end


def _postscript(blocks: Sequence[Block], language: str) -> Iterator[Annotation]:
    """What follows the signature, with a closer of its own where it has one."""
    yield Annotation("postscript", blocks[0].start, blocks[-1].end, {}, "letter")
    first = next((at for at, one in enumerate(blocks) if begins_postscript(one, language)), 0)
    closing = max(_closer(blocks, language), first + 1)
    for one in blocks[:closing]:
        yield Annotation("p", one.start, one.end, {}, "paragraph")
    if closing < len(blocks):
        yield from _closed(blocks[closing:], language)
