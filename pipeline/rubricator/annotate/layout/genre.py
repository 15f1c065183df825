"""The genre of a text, or of a part of one, by competing readings: which explains most of it?

Readings by form look for a series: labels of speakers, verse, letters, dated entries, headwords in the order of the
alphabet, numbered items. What none of them explains is prose, and of that the readings by manner (novel, history,
essay, manual) tell by the words that are frequent in it, with a table of clues.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rubricator.annotate.drama.claims import explains as talk
from rubricator.annotate.drama.series import series
from rubricator.annotate.layout.interviews import interviews
from rubricator.annotate.layout.manners import manners, rates
from rubricator.annotate.verse.lines import is_verse
from rubricator.annotate.verse.numbers import line_numbers, unnumbered
from rubricator.language import alternatives, lexicon
from rubricator.model.explanation import NOTHING, Explanation, Verdict, verdict
from rubricator.reading.blocks import Block, Page, page

_WINDOWS: Final = 12
_WINDOW: Final = 160
"""A long text is looked at in so many windows of so many blocks."""
_SPEECH: Final = re.compile(
    r"""_?[A-Z][A-Z'’.& -]{1,30}[.:]_?(?:[ \n]|$)       # HAMLET.   HAMLET: text
      | _?[A-Z][\w'’-]*(?:\ [A-Z][\w'’-]*){0,3}\ ?[.:]_?\s\S   # Ham. text
      | \[(?!\d)|\(|Enter\b|Exit\b|Exeunt\b""",
    re.VERBOSE,
)
_HEADWORD: Final = re.compile(r"[_=*+]?(?P<word>[^\W\d_a-zß-öø-ÿ][\w’' -]{1,40}?)(?:[_=*+]|[,.(:;\[—–]|\s\(|\s[—–-])")
_ITEM: Final = re.compile(r"(?:No\.\s*)?(?P<number>\d{1,5})[.)]?[ \t]+\S")


def begins_speech(block: Block) -> bool:
    """True for a block that begins like a speech or a stage direction."""
    return _SPEECH.match(block.text) is not None


def readings(found: Sequence[Block], language: str = "en") -> list[Explanation]:
    """What each genre explains of some blocks."""
    sample = _sample(found)
    if not any(any(map(str.isalpha, block.text)) for block in sample):
        return []
    verse = _verse(sample, page(found))
    formal = [
        _talk(sample, language),
        _interviews(sample, language),
        verse,
        _letters(sample, language),
        _diary(sample, language),
        _dictionary(sample),
        _catalogue(sample),
    ]
    rest = 1 - max(one.share for one in formal)
    return [*formal, *manners(_running(sample), rest, language)]


def genre(found: Sequence[Block], language: str = "en") -> Verdict:
    """The genre that explains most of some blocks, with the runner-up; a name of nothing where none explains enough."""
    told = verdict(one for one in readings(found, language) if one.share >= _LEAST)
    if _size(found) < _PASSAGE and _may_be_a_tale(told.best.reading, found, language):
        return Verdict(NOTHING._replace(evidence="a passage too short to tell a tale from an account"), told.best)
    return told if told.best.reading else Verdict(NOTHING._replace(evidence="no sign is frequent enough"), NOTHING)


_PASSAGE: Final = 20_000
"""Characters below which the tense and the persons of a tale do not tell it from an account."""
_YEARS: Final = 0.4
_CALLS: Final = 0.02
"""Years and note calls in a thousand characters of a short history; a tale may date its beginning."""
_QUOTED: Final = 0.8
"""Quotations in a thousand characters, more than a letter has, less than a talk in a tale."""
_TOLD: Final = 0.3
"""Words of the past against words of the present: a sermon has fewer, no tale has."""


def _may_be_a_tale(reading: str, found: Sequence[Block], language: str) -> bool:
    """True for a passage read as history or essay without years and notes, or as letters in which people talk."""
    if reading not in ("history", "essay", "letters"):
        return False
    rate = rates(_running(found), language)
    if reading == "letters":
        return rate["quoted"] > _QUOTED
    told = rate["past_to_present"] > _TOLD
    return told and rate["year"] <= _YEARS and rate["call"] <= _CALLS


_LEAST: Final = 0.15
"""A reading that explains less than one part in seven is none."""


def _sample(found: Sequence[Block]) -> Sequence[Block]:
    """All blocks, or windows of them that lie evenly over a long text."""
    if len(found) <= _WINDOWS * _WINDOW:
        return found
    step = (len(found) - _WINDOW) / (_WINDOWS - 1)
    return [block for at in range(_WINDOWS) for block in found[int(at * step) : int(at * step) + _WINDOW]]


_PROSE: Final = 150_000
"""Characters of prose whose words are counted."""


def _running(sample: Sequence[Block]) -> str:
    """Blocks that lie evenly over the sample, as one text."""
    step = max(round(_size(sample) / _PROSE), 1)
    return "\n\n".join(block.text for block in sample[::step])


def _size(some: Sequence[Block]) -> int:
    return sum(len(block.text) for block in some)


def _share(some: Sequence[Block], of: Sequence[Block]) -> float:
    return _size(some) / max(_size(of), 1)


_TURN: Final = 0.06
"""Least share of blocks with the label of a speaker; in a debate a speech may have many paragraphs."""


def _talk(sample: Sequence[Block], language: str) -> Explanation:
    """Drama, transcript, dialogue: what labels give to speakers."""
    known = series(sample, language)
    often = known is not None and len(known.labels) >= _TURN * len(sample)
    return talk(sample, language) if often else NOTHING


_COLLECTED: Final = 0.9
"""Share of a text that a collection of interviews is thought to be: all but its front matter."""


def _interviews(sample: Sequence[Block], language: str) -> Explanation:
    heads = interviews(sample, language)
    evidence = f"{len(heads)} heads name an interview or the like"
    return Explanation("transcript", _COLLECTED, evidence) if heads else NOTHING


def _turns(sample: Sequence[Block], turns: Sequence[int], longest: int) -> list[Block]:
    """The blocks of the turns, each up to the next label."""
    return [
        block
        for at, after in pairwise([*turns, len(sample)])
        for block in sample[at : min(after, at + longest)]
    ]  # fmt: skip


# --- verse, letters, entries ------------------------------------------------------------------------------------------


def _verse(sample: Sequence[Block], measured: Page) -> Explanation:
    numbers = line_numbers(sample)
    places = [one.start for one in numbers]
    lines = [
        block
        for block, bare in zip(sample, unnumbered(sample, numbers), strict=True)
        if len(block.lines) > 1 and (_is_verse(bare, measured) or _holds(block, places))
    ]
    share = _share(lines, sample)
    return Explanation("verse", share, f"{share:.0%} of the text stands in lines that end before the margin")


def _holds(block: Block, places: Sequence[int]) -> bool:
    """True for a block in whose margin a line is numbered."""
    at = bisect_left(places, block.start)
    return at < len(places) and places[at] < block.lines[-1].end + _MARGIN


_MARGIN: Final = 60
"""Characters between the last line and its number at most."""


def _is_verse(block: Block, measured: Page) -> bool:
    """True for verse, also under a number of its stanza."""
    numbered_stanza = len(block.lines) > 2 and len(block.texts[0]) < 6 and block.texts[0][0].isdecimal()
    return is_verse(block.part(1, len(block.lines)) if numbered_stanza else block, measured)


_FEW: Final = 3
"""Letters or entries that are no series yet."""
_LETTER: Final = 40
"""Most blocks of a letter."""


@lru_cache(maxsize=8)
def _courtesies(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The salutation of a letter, or its closing words."""
    listed = lexicon(language).letters
    salute, close = alternatives(listed.salutations), alternatives(listed.closings)
    return re.compile(rf"[\"“‘_]?(?:{salute})\b[^.\n]{{0,40}}[,:—-]", re.IGNORECASE), re.compile(
        rf"[^\n]{{0,80}}\b(?:{close})\b[^.\n]{{0,60}}(?:[,.]?\n[^\n]*){{0,4}}", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _closings(language: str) -> tuple[str, ...]:
    """Closing words of letters, as they are looked for before the expression, which is slow, is tried."""
    return tuple({words.casefold() for words in lexicon(language).letters.closings})


def _letters(sample: Sequence[Block], language: str) -> Explanation:
    """Letters follow each other: the share of the text that stands within reach of a salutation or of a close."""
    salute, close = _courtesies(language)
    begun = [at for at, block in enumerate(sample) if salute.match(block.text)]
    closings = _closings(language)
    closed = [
        at
        for at, block in enumerate(sample)
        if len(block.text) < _CLOSE
        and any(map(block.text.casefold().__contains__, closings))
        and close.fullmatch(block.text)
    ]
    signs = max(begun, closed, key=len)
    if len(signs) < _FEW:
        return NOTHING
    reached = {n for at in begun for n in range(at, at + _LETTER)} | {
        n for at in closed for n in range(at - _LETTER, at)
    }
    share = _share([block for at, block in enumerate(sample) if at in reached], sample)
    often = min(len(signs) * _APART / _size(sample), 1)
    if len(closed) * 2 < len(begun):  # whom every other line calls is talked to
        often *= min(_size(sample) / len(begun) / _NOTE, 1)
    return Explanation("letters", share * often, f"{len(begun)} salutations, {len(closed)} closing lines")


_CLOSE: Final = 200
_APART: Final = 6000
"""Characters of a long letter."""
_NOTE: Final = 500
"""Characters of a short one."""


_ENTRY: Final = 15
"""Most blocks of an entry of a diary."""


@lru_cache(maxsize=8)
def _dated(language: str) -> re.Pattern[str]:
    """A block that begins with a day: of a month, of the week."""
    listed = lexicon(language).common
    months = alternatives(name for forms in listed.months for name in forms)
    days = alternatives(name for forms in listed.weekdays for name in forms)
    number, end = r"\d{1,2}(?:st|nd|rd|th|\.)?", r"(?![^\W_])"
    of_month = rf"[_(]*(?:{months}){end}[_.,]*\s+_?{number}|{number}[ .]+(?:of )?_?(?:{months}){end}"
    of_week = rf"(?:{days}){end}[_.,:]*(?:\s|$|--|—)"
    return re.compile(
        rf"[_*=]*(?:(?:{days}){end}[_.,]*\s*)?(?:the\s+)?(?:{of_month}|\d{{1,2}}\.--|{of_week})", re.IGNORECASE
    )


def _diary(sample: Sequence[Block], language: str) -> Explanation:
    """A diary: blocks that begin with a day follow each other through the text."""
    pattern = _dated(language)
    days = [at for at, block in enumerate(sample) if pattern.match(block.text)]
    if len(days) < max(_FEW, len(sample) // 60):
        return NOTHING
    share = _share(_turns(sample, days, _ENTRY), sample)
    return Explanation("diary", share, f"{len(days)} blocks begin with a day")


_LEAST_ENTRIES: Final = 12
_IN_ORDER: Final = 0.6
"""Share of headwords in one series in the order of the alphabet; heads inside long articles stand between."""
_LONGEST_ENTRY: Final = 20
"""Most blocks of an article."""


def _dictionary(sample: Sequence[Block]) -> Explanation:
    """A dictionary: headwords at the start of blocks, in the order of the alphabet."""
    heads = [(at, match["word"]) for at, block in enumerate(sample) if (match := _HEADWORD.match(block.text))]
    capital = [(at, word.casefold()) for at, word in heads if word[1:].isupper()]
    marked = [(at, word.casefold()) for at, word in heads if sample[at].text[0] in "_=*+"]
    plain = [(at, word.casefold()) for at, word in heads]
    return max((_alphabet(series, sample) for series in (capital, marked, plain)), key=lambda one: one.share)


def _alphabet(heads: Sequence[tuple[int, str]], sample: Sequence[Block]) -> Explanation:
    heads = [head for head, before in zip(heads, [(0, ""), *heads], strict=False) if head[1] != before[1]]
    entries = _rising(heads)
    if len(entries) < max(_LEAST_ENTRIES, len(sample) // 20, _IN_ORDER * len(heads), 3 * len(heads) ** 0.5):
        return NOTHING
    share = _share(_turns(sample, entries, _LONGEST_ENTRY), sample)
    return Explanation("dictionary", share, f"{len(entries)} headwords in the order of the alphabet")


def _rising(heads: Sequence[tuple[int, str]]) -> list[int]:
    """The places of the longest series of words in the order of the alphabet, words out of order passed over."""
    ends: list[str] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for at, (_, word) in enumerate(heads):
        rank = bisect_left(ends, word)
        ends[rank : rank + 1] = [word]
        last[rank : rank + 1] = [at]
        before[at] = last[rank - 1] if rank else -1
    found, at = [], last[-1] if last else -1
    while at >= 0:
        found.append(heads[at][0])
        at = before[at]
    return found[::-1]


_SHORT_ITEM: Final = 600


def _catalogue(sample: Sequence[Block]) -> Explanation:
    """A catalogue: short items with rising numbers."""
    numbers = [
        (block, int(match["number"]))
        for block in sample
        if len(block.text) < _SHORT_ITEM and (match := _ITEM.match(block.text))
    ]
    rising = [block for (_, before), (block, number) in pairwise(numbers) if 0 < number - before < 3]
    if len(rising) < _LEAST_ENTRIES:
        return NOTHING
    return Explanation("catalogue", _share(rising, sample), f"{len(rising)} short items with rising numbers")
