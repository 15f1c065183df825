"""Headings found as series: numbers that rise, numbers in numbers, lines that begin alike.

The words of a language only name what is found by likeness and order in `headings`. Here the members need no known
word: ``SERMON I.``, ``I.—Ab initio.``, ``3.2.1 Foo``, ``§ 4``, ``TESTIMONY OF …``, ``## Foo``. A series has three
members or more that stand apart from each other, with text between: items of a list follow each other at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.layout.headings import NAMED_RANK, STORY_RANK, Heading, Words, is_capital, is_title
from rubricator.reading.blocks import Block
from rubricator.reading.words import closed_up

_LONGEST: Final = 120
"""Most characters of a heading with a number."""
_LEAST: Final = 3
"""Least members of a series."""
_TEXT: Final = 90
"""Characters that stand between two headings at least, as a rule."""
_SPREAD: Final = 0.8
"""Share of the members of a series that text must follow."""
_SKIP: Final = 3
"""By how much a number may rise in one step: a heading or two may be lost."""
_NUMBER: Final = r"(?:[IVXLC]+|\d{1,3})"
_KEYED: Final = re.compile(
    rf"[_*=]*(?P<key>[^\W\d_]{{3,20}})[.:]?\s+(?:[Nn]o\.\s*)?(?P<number>{_NUMBER})\b[.:)\]_]*(?P<rest>[\s—–:.-].*|)",
    re.DOTALL,
)
_TITLED: Final = re.compile(rf"[_*=§ ]*(?P<number>{_NUMBER})(?P<mark>[.:)\]—–-]+|\s)[\s—–_]*(?P<rest>\S.*)", re.DOTALL)
_DOTTED: Final = re.compile(
    r"(?:§\s*)?(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4})\.?\s+(?P<rest>[^\W\d_].*)", re.DOTALL
)
_HASHES: Final = re.compile(r"(?P<hashes>#{1,6})\s+(?P<rest>\S.*?)\s*#*")
_SETEXT: Final = re.compile(r"={3,}|-{3,}|~{3,}|\^{3,}")
_SPACED: Final = re.compile(r"(?:[^\W_]\ ){2,}[^\W_](?![^\W_])[.:]?")
_CALL: Final = re.compile(r"[\[{(]\w{1,4}[\])}]")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")


class _Member(NamedTuple):
    """A candidate: its block, its number, where its title begins."""

    at: int
    number: int
    rest: str


def unspaced(block: Block) -> Block:
    """The block as read where its letters are spaced (``C H A P T E R   I``); the block itself for others."""
    if " " not in block.text[1:2] or not _SPACED.match(block.text):
        return block
    lines = tuple(line._replace(text=closed_up(line.text)) for line in block.lines)
    return block._replace(lines=lines, text="\n".join(line.text for line in lines))


def outline(
    found: Sequence[Block], taken: Collection[int], furniture: Collection[int], known: Words
) -> dict[int, Heading]:
    """Headings by their blocks, other than those `taken` already; numbers in numbers take those too."""
    short = [at for at, block in enumerate(found) if at not in furniture and _may_head(block)]
    free = [at for at in short if at not in taken]
    made = _dotted(found, short)
    made |= _years(found, free)
    found_in = (
        _marked(found, free),
        _keyed(found, free, known),
        _alike(found, free),
        _ordinal(found, [at for at in free if at - 1 not in taken], known),
    )
    for series in (*found_in, _capitals(found, free)):
        made |= {at: one for at, one in series.items() if at not in made}
    return made


def _may_head(block: Block) -> bool:
    return len(block.text) <= _LONGEST and len(block.lines) <= 3 and block.text[-1:] not in ("", ",", ";")


def _heading(found: Sequence[Block], at: int, kind: str, rank: float, number: int = 0, alone: bool = False) -> Heading:
    """The heading that a block is; `alone` where it holds nothing but a number."""
    part = ("number" if alone else "", found[at].start, found[at].end)
    return Heading(at, at + 1, "bare" if number else "title", kind, rank, number, (part,), "medium")


# --- marks of markup -------------------------------------------------------------------------------------------------


def _marked(found: Sequence[Block], free: Sequence[int]) -> dict[int, Heading]:
    """Headings after hashes, or over a line of equals signs or hyphens: the mark tells the depth."""
    ruled = {at: found[at].texts[1][0] for at in free if _is_underlined(found[at])}
    depths = list(dict.fromkeys(ruled.values()))
    hashed = {at: len(match["hashes"]) for at in free if (match := _HASHES.fullmatch(found[at].text))}
    made = {at: depths.index(mark) for at, mark in ruled.items()} if len(ruled) >= _LEAST else {}
    made |= hashed if len(hashed) >= _LEAST else {}
    return {at: _heading(found, at, "section", NAMED_RANK + depth / 10) for at, depth in made.items()}


def _is_underlined(block: Block) -> bool:
    """True for a line over a rule about as long."""
    if len(block.lines) != 2 or not _SETEXT.fullmatch(block.texts[1]):
        return False
    return abs(len(block.texts[0]) - len(block.texts[1])) <= max(len(block.texts[0]) // 3, 3)


# --- years -----------------------------------------------------------------------------------------------------------

_YEAR: Final = re.compile(r"(?P<year>1[4-9]\d\d|20\d\d)\.?")
_IN_A_YEAR: Final = 12
"""Least blocks between two years that head what happened in them."""


def _years(found: Sequence[Block], free: Sequence[int]) -> dict[int, Heading]:
    """Years alone after a wide gap, each the one after the last: they hold the months and what else has a title."""
    years = [
        (at, int(match["year"])) for at in free if (match := _YEAR.fullmatch(found[at].text)) and found[at].blanks > 1
    ]
    chain: list[tuple[int, int]] = []
    for at, year in years:
        if not chain or (0 < year - chain[-1][1] <= _SKIP and at - chain[-1][0] >= _IN_A_YEAR):
            chain.append((at, year))
    return {at: _heading(found, at, "section", STORY_RANK) for at, _ in chain} if len(chain) >= _LEAST else {}


# --- numbers in numbers ----------------------------------------------------------------------------------------------


def _dotted(found: Sequence[Block], free: Sequence[int]) -> dict[int, Heading]:
    """Sections such as 3, 3.2 and 3.2.1, each after its like: there must be numbers with a stop inside."""
    paths: list[tuple[int, tuple[str, ...]]] = []
    for at in free:
        match = _DOTTED.fullmatch(found[at].text)
        if match and len(found[at].lines) <= 2 and not match["rest"].endswith("."):
            paths.append((at, tuple(match["number"].split("."))))
    if sum(len(path) > 1 for _, path in paths) < _LEAST:
        return {}
    kept = [(at, path) for at, path in _following(paths) if found[at].indent <= _margin(found, paths)]
    return {at: _heading(found, at, "section", NAMED_RANK + 0.1 * len(path), _last(path)) for at, path in kept}


def _margin(found: Sequence[Block], paths: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    """The indentation of most of the numbers that have a stop inside."""
    return Counter(found[at].indent for at, path in paths if len(path) > 1).most_common(1)[0][0] + 2


def _last(path: Sequence[str]) -> int:
    return int(path[-1]) if path[-1].isdecimal() else ord(path[-1]) - ord("A") + 1


def _following(paths: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Those that go on from the last one: its first child, its next sibling, the next sibling of what holds it.

    A level may be skipped; a sibling or two may be lost.
    """
    stack: tuple[str, ...] = ()
    for at, path in paths:
        depth = len(path) - 1
        number = _last(path)
        begins = path[:-1] == stack[: len(path) - 1] and len(stack) < len(path) and number == 1
        goes_on = len(stack) > depth and path[:-1] == stack[:depth] and 0 < number - _last(stack[: depth + 1]) <= _SKIP
        turns = depth == 0 and not path[0].isdecimal() and number == 1 and bool(stack) and stack[0].isdecimal()
        if begins or goes_on or turns or (not stack and depth == 0 and number == 1):
            stack = path
            yield at, path


# --- a word or a title with a number ---------------------------------------------------------------------------------


def _keyed(found: Sequence[Block], free: Sequence[int], known: Words) -> dict[int, Heading]:
    """Series of numbers after the same word, or before titles of the same look."""
    kinds: dict[tuple[str, ...], list[_Member]] = {}
    for at in free:
        text = found[at].text
        if (match := _KEYED.fullmatch(text)) and (number := known.value(match["number"])) > 0:
            if match["key"][0].isupper() and _titles(match["rest"], known):
                shape: tuple[str, ...] = ("key", match["key"].lower(), str(match["key"].isupper()))
                kinds.setdefault(shape, []).append(_Member(at, number, match["rest"]))
        elif (match := _TITLED.fullmatch(text)) and (number := known.value(match["number"])) > 0:
            rest = match["rest"]
            if _is_line_title(rest):
                shape = ("title", match["mark"].strip()[:1], str(match["number"].isdecimal()), str(is_capital(rest)))
                kinds.setdefault(shape, []).append(_Member(at, number, rest))
    made: dict[int, Heading] = {}
    for shape, members in kinds.items():
        for chain in chains(members, sure=shape[0] == "key"):
            if len(chain) >= _LEAST and _apart(found, [one.at for one in chain]):
                kind = "chapter" if shape[0] == "title" else "section"
                made |= {
                    one.at: _heading(found, one.at, kind, NAMED_RANK, one.number, not one.rest.strip(" .:—–-_*"))
                    for one in chain
                }
    return made


def _titles(rest: str, known: Words) -> bool:
    """True for what may follow the number of a heading: nothing, or a title."""
    bare = _CALL.sub("", rest).strip(" .:—–-_*\r\n")
    return not bare or is_title(bare, known.small) or (rest[:1] in ".:—–-\n\r" and bare[0].isupper())


def _is_line_title(rest: str) -> bool:
    """True for one line that begins with a capital and is no sentence of several."""
    return rest[0].isupper() and "\n" not in rest and len(rest) <= 80 and ". " not in rest.rstrip(".")


def chains(members: Sequence[_Member], sure: bool = False) -> Iterator[list[_Member]]:
    """Runs of rising numbers: each begins with one and goes on by one, a number or two lost where more follow.

    Where the same word before each makes them `sure`, many numbers may be lost.
    """
    chain: list[_Member] = []
    numbers = [one.number for one in members]
    for n, one in enumerate(members):
        rise = one.number - (chain[-1].number if chain else 0)
        lost = 1 < rise <= _SKIP and one.number + 1 in numbers[n + 1 : n + 3] and len(chain) > 1
        if rise == 1 or lost or (sure and chain and rise > 1):
            chain.append(one)
        elif one.number == 1:
            yield chain
            chain = [one]
    yield chain


def _apart(found: Sequence[Block], places: Sequence[int]) -> bool:
    """True where text stands between most of the members of a series."""
    between = sum(_has_text(found, at + 1, after) for at, after in pairwise([*places, min(places[-1] + 4, len(found))]))
    return between >= _SPREAD * len(places)


def _has_text(found: Sequence[Block], first: int, last: int) -> bool:
    return any(len(found[at].text) >= _TEXT or len(found[at].lines) > 1 for at in range(first, min(last, first + 6)))


# --- lines that begin alike ------------------------------------------------------------------------------------------


def _alike(found: Sequence[Block], free: Sequence[int]) -> dict[int, Heading]:
    """Lines in capitals that begin with the same word, as TESTIMONY OF …, REMARKS BY … do, and differ after it."""
    kinds: dict[str, list[int]] = {}
    for at in free:
        words = _WORD.findall(found[at].text)
        if len(words) > 2 and is_capital(found[at].text) and found[at].text[0].isalpha():
            kinds.setdefault(words[0].lower(), []).append(at)
    made: dict[int, Heading] = {}
    for places in kinds.values():
        seconds = Counter(_WORD.findall(found[at].text)[1].lower() for at in places)
        alike = [
            at
            for at in places
            if seconds[_WORD.findall(found[at].text)[1].lower()] * 2 >= len(places) or len(seconds) == 2
        ]
        if len(alike) >= _LEAST and _apart(found, alike) and _of_its_own(found, alike):
            made |= {at: _heading(found, at, "section", NAMED_RANK) for at in alike}
    return made


def _ordinal(found: Sequence[Block], free: Sequence[int], known: Words) -> dict[int, Heading]:
    """Two words of which one is always the same: Erstes Kapitel, Zweites Kapitel; Première partie, Deuxième partie.

    The words need not be known as numbers: the order in which they stand counts them.
    """
    kinds: dict[tuple[str, bool], dict[int, str]] = {}
    for at in free:
        words = _WORD.findall(found[at].text)
        if len(words) == 2 and len(found[at].lines) == 1 and words[0][0].isupper() and (not at or found[at].blanks > 1):
            kinds.setdefault((words[1].casefold(), True), {})[at] = words[0].casefold()
            if words[0].casefold() not in known.small:
                kinds.setdefault((words[0].casefold(), False), {})[at] = words[1].casefold()
    made: dict[int, Heading] = {}
    for members in sorted(kinds.values(), key=len, reverse=True):
        places = [at for at in members if at not in made]
        if len(places) >= _LEAST and len({members[at] for at in places}) * 2 > len(places) and _apart(found, places):
            made |= {at: _counted(found, at, members[at], known) for at in places}
    return made


def _counted(found: Sequence[Block], at: int, word: str, known: Words) -> Heading:
    part = ("number", found[at].start, found[at].end)
    return Heading(at, at + 1, "bare", "chapter", NAMED_RANK, max(known.value(word), 0), (part,), "medium")


def _of_its_own(found: Sequence[Block], places: Sequence[int]) -> bool:
    """True where the lines are not all the same, as the running heads of pages and addresses are."""
    return len({found[at].words for at in places}) >= max(_LEAST, len(places) // 4)


# --- capitals where no space sets headings apart ---------------------------------------------------------------------

_EVEN: Final = 0.98
"""Share of blocks without a wide gap before them where gaps tell nothing."""
_FEW: Final = 0.05
"""Most blocks of a text that may be headings of this kind."""
_OWN: Final = 0.4
"""Share of them that are not as another: labels of speakers come again and again."""


def _capitals(found: Sequence[Block], free: Sequence[int]) -> dict[int, Heading]:
    """Lines in capitals in a text that has no wide gaps."""
    if sum(block.blanks < 2 for block in found) < _EVEN * len(found):
        return {}
    lines = [at for at in free if len(found[at].lines) == 1 and _is_caption(found[at].text)]
    alone = [at for at in lines if at + 1 < len(found) and at + 1 not in lines and not is_capital(found[at + 1].text)]
    if not _LEAST <= len(alone) <= _FEW * len(found) or len({found[at].text for at in alone}) < _OWN * len(alone):
        return {}
    return {at: _heading(found, at, "section", NAMED_RANK) for at in alone}


def _is_caption(text: str) -> bool:
    """True for words in capitals that are no label, no remark in brackets and no cry."""
    return is_capital(text) and text[0].isalpha() and text[-1] not in ":!?" and len(_WORD.findall(text)) > 1
