"""The articles of a dictionary or encyclopaedia: paragraphs that begin with a headword, in the order of the alphabet.

What sets a headword off differs from book to book: capitals, italics, another mark, or only the comma after it. Within
each way the longest series in the order of the alphabet is found; heads inside long articles fall out of it by
themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.entries.units import NONE, Series, Unit, series
from rubricator.model.name_forms import unaccented
from rubricator.reading.blocks import Block
from rubricator.reading.figures import roman
from rubricator.reading.series import Member, climb

_LEAST: Final = 8
"""Fewest articles of a series."""
_IN_ORDER: Final = 0.5
"""Share of the candidates that must stand in the series."""
_STRICT: Final = 0.9
"""The same where nothing but a mark after the word sets it off."""
_ROOT: Final = 3
"""Among many candidates a series of chance is about twice the square root of their number long."""
_LONGEST: Final = 40
_DENSE: Final = 60
_RECURRING: Final = 3
"""A word that begins so many paragraphs is a label of another kind, such as that of footnotes."""
_ONE_LETTER: Final = 0.9
"""Share of the headwords of a slice that begin with one letter."""
_REACH: Final = 100
_UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITAL: Final = re.compile(
    rf"[_=*+]?(?P<word>{_UPPER}(?:{_UPPER}|[’' -](?={_UPPER}))+)(?P<more>,(?: {_UPPER}[^,.(\n]{{0,40}})?)?"
    r"(?P<end>[_=*+]?(?:[,.:;—–]|\s?\(|\s[—–\[]|\s?--|\s*$))"
)
_MARKED: Final = re.compile(r"(?P<mark>[_=*+])(?P<word>[^\W\d_][^_=*+\n]{0,40}?)(?P=mark)(?P<end>[,.:;—–]?)")
_PLAIN: Final = re.compile(
    r"(?P<word>[^\W\d_][^\W\d_’'-]*(?: [^\W\d_’'-]+)?)(?P<end>,(?= [a-z]{1,4}\.)|\s?[—–:]|\s?--|  +)"
)
_LETTER: Final = re.compile(r"[_=*+.—–-]*(?P<letter>[^\W\d_])[_=*+.—–-]*")


class Headword(NamedTuple):
    """A candidate: its block, its key for sorting, the span of the headword, and whether it stands alone."""

    at: int
    key: tuple[str, ...]
    start: int
    end: int
    alone: bool


def headwords(found: Sequence[Block], taken: Collection[int] = ()) -> Series:
    """The articles among the blocks, none where no series is long and orderly enough; `taken` blocks are none."""
    ways = (
        _series(found, list(_candidates(found, pattern, taken, spaced)), share)
        for spaced in (False, True)
        for pattern, share in ((_CAPITAL, _IN_ORDER), (_MARKED, _IN_ORDER), (_PLAIN, _STRICT))
    )
    return max(ways, key=lambda one: one.explanation.share)


def _candidates(
    found: Sequence[Block], pattern: re.Pattern[str], taken: Collection[int], spaced: bool
) -> Iterator[Headword]:
    for at, block in enumerate(found):
        match = None if at in taken else pattern.match(block.source, block.start, min(block.end, block.start + _REACH))
        if match is None:
            continue
        words = [match["word"], match.groupdict().get("more") or ""]
        key = tuple(_key(part, spaced) for part in words)
        end = match.start() + len(block.source[match.start() : match.end("end")].rstrip(" (["))
        if end < block.end or at + 1 < len(found):
            yield Headword(at, key, block.start, end, end == block.end)


def _key(words: str, spaced: bool) -> str:
    """Words as they are sorted: without accents and marks, letter by letter or, `spaced`, word by word."""
    kept = (one if one.isalpha() else " " for one in unaccented(words).casefold())
    return ("" if not spaced else " ").join("".join(kept).split())


def _series(found: Sequence[Block], candidates: Sequence[Headword], share: float) -> Series:
    """The longest series of headwords in the order of the alphabet; the same word may head several articles."""
    often = Counter(one.key for one in candidates)
    candidates = [one for one in candidates if often[one.key] < _RECURRING]
    rising = _climbed(candidates)
    if letter := _letter_of_slice(rising):
        rising = _climbed([one for one in candidates if one.key[0][:1] == letter])
    least = max(_LEAST, share * len(candidates), _ROOT * len(candidates) ** 0.5)
    if len(rising) < least or rising[-1].at - rising[0].at > _DENSE * len(rising) or _is_one_word(rising):
        return NONE
    if _are_numbered(found, rising):
        return NONE
    units = [Unit(one.at, one.start, one.end, one.alone, "headword") for one in rising]
    return series(units, found, "dictionary", _LONGEST, f"{len(units)} headwords in the order of the alphabet")


def _climbed(candidates: Sequence[Headword]) -> list[Headword]:
    ranks = {one: rank for rank, one in enumerate(sorted(candidates, key=lambda one: (one.key, one.at)))}
    return [member.item for member in climb(Member(one, number=ranks[one]) for one in candidates)]


def _letter_of_slice(rising: Sequence[Headword]) -> str:
    """The letter with which nearly all headwords begin, '' where they go through the alphabet."""
    initial, count = Counter(one.key[0][:1] for one in rising).most_common(1)[0] if rising else ("", 0)
    return initial if count >= _ONE_LETTER * len(rising) else ""


def _is_one_word(rising: Sequence[Headword]) -> bool:
    """True where few words come again and again, as speakers' labels do."""
    return len({one.key for one in rising}) * 2 < len(rising)


def _are_numbered(found: Sequence[Block], rising: Sequence[Headword]) -> bool:
    """True where most begin with a Roman numeral, whose letters rise nearly as the alphabet does: chapters."""
    firsts = (found[one.at].source[one.start : one.end].split() for one in rising)
    return sum(bool(words) and roman(words[0].strip(".,:")) > 0 for words in firsts) * 2 > len(rising)


def letters(found: Sequence[Block], units: Sequence[Unit]) -> Iterator[Unit]:
    """The letters of the alphabet that stand over the articles that begin with them."""
    for one in units:
        at = one.first - 1
        match = _LETTER.fullmatch(found[at].text) if at >= 0 else None
        if match and found[one.first].source[one.start : one.end].lstrip("_=*+").startswith(match["letter"].upper()):
            yield Unit(at, found[at].start, found[at].end, True, "letter-of-alphabet")
