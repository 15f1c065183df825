"""Headings: which blocks are headings, of what type and rank, with what number.

Three kinds are known: a numbered word (``CHAPTER IV``, ``Book the First``), a bare number of a rising
series, a name (``PREFACE``). Which of them count in a text, and which lines are headings besides, is told in `heads`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rubricator.language import NEVER, alternatives, lexicon
from rubricator.model.document import Cert
from rubricator.reading.blocks import Block
from rubricator.reading.figures import ROMAN, roman

_BARE: Final = re.compile(rf"[_(\[*§ ]*(?P<number>{ROMAN}|\d{{1,3}})[_)\].:* ]*", re.DOTALL)
_NUMBERED_TITLE: Final = re.compile(rf"(?P<number>{ROMAN}|\d{{1,3}})(?P<sep>[.:)—–-]*)\s+(?P<rest>\S.*)", re.DOTALL)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FIGURES: Final = re.compile(r"\d+")
_COUNTED: Final = re.compile(r"^\d+\s+")
_DASHES: Final = re.compile(r"--|[—–]")
"""What parts the phrases of an argument; a title has one at most."""
_OUTER: Final = " \t\r\n_*=~-—–.,:;!?\"'“”‘’()[]"
TOO_LONG: Final = 150
"""Characters from which a block is no heading."""
STORY_RANK: Final = 5
"""Rank of a text that has chapters: a story of a collection, an interview."""
NAMED_RANK: Final = 6
"""Rank of a heading without a rank of its own: that of a chapter."""

Kind = Literal[
    "numbered", "bare", "named", "title", "dated-entry", "headword", "letter-of-alphabet", "letter-head", "letter-alone"
]  # fmt: skip


class Heading(NamedTuple):
    """A heading that begins at a block; `last` is the block after its last one.

    `parts` are (type, start, end) of its lines: number and title; `end` is the block before which its division must
    end, where that is known.
    """

    first: int
    last: int
    kind: Kind
    type: str
    rank: float
    number: int = 0
    parts: tuple[tuple[str, int, int], ...] = ()
    cert: Cert = "high"
    end: int = 0


@dataclass(frozen=True)
class Words:
    """Patterns of headings in one language."""

    keyed: re.Pattern[str]
    ordinal: re.Pattern[str]
    divisions: Mapping[str, tuple[str, int]]
    named: Mapping[str, str]
    named_title: re.Pattern[str]
    numbers: Mapping[str, int]
    small: frozenset[str]
    trailer: re.Pattern[str]

    articles: re.Pattern[str]
    suffix: re.Pattern[str]
    column: re.Pattern[str]
    counted: re.Pattern[str]

    def value(self, number: str) -> int:
        """Value of a number written in figures, Roman letters or words; -1 for a last one."""
        word = self.articles.sub("", " ".join(re.sub(r"[-–]", " ", number).lower().split()))
        figures = _FIGURES.match(word)
        if figures:
            return int(figures[0])
        return self.numbers.get(word, 0) or roman(word) or roman(self.suffix.sub("", word))


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The patterns of a language."""
    listed = lexicon(language).parts
    numbers = lexicon(language).common.numbers()
    spelled = alternatives([*numbers]).replace(r"\ ", r"[\s–-]+")
    keys = alternatives([*listed.divisions])
    suffix = alternatives(lexicon(language).common.ordinal_suffixes)
    article = rf"(?:(?:{alternatives(listed.articles)})\b['’]?\s*)?"
    counted = rf"(?:(?:{alternatives(listed.counted)})\.?\s*)?"
    figures = rf"\d{{1,4}}(?:{suffix})?|(?:{ROMAN})\b"
    number = rf"(?P<number>(?:{spelled})(?!\w)|{figures})"
    first = rf"(?P<number>(?:{spelled})(?!\w)|(?:\d{{1,3}}|(?:{ROMAN}))(?:{suffix}))"
    begin = rf"[_*=\[ ]*{article}"
    return Words(
        re.compile(rf"{begin}(?P<key>{keys})(?![^\W\d_])[.\s]*{article}{counted}{number}(?P<rest>.*)", re.I | re.S),
        re.compile(rf"{begin}{first}\s+(?P<key>{keys})\b(?P<rest>.*)", re.I | re.S),
        {key: (kind, rank) for key, (kind, rank) in listed.divisions.items()},
        listed.named,
        re.compile(rf"(?P<name>{alternatives([*listed.named])})(?: (?:{alternatives(listed.leads)})\b|[.:—])"),
        numbers,
        frozenset(listed.small),
        re.compile(rf"[_*\[ ]*(?:{'|'.join(listed.trailers) or NEVER})[.!_*\] ]*", re.I),
        re.compile(rf"^(?:{alternatives(listed.articles)})\b['’]?\s*(?=\S)"),
        re.compile(rf"(?:{suffix})$"),
        re.compile(rf"\s*\n\s*(?:{alternatives(lexicon(language).notes.page)})\.?\s*$", re.I),
        re.compile(rf"[\[(_]*(?:{alternatives(listed.counted)})\b\.?\s*(?=\d)", re.I),
    )


def is_title(text: str, small: frozenset[str]) -> bool:
    """True for a line in capitals or in title case, too short to be a paragraph."""
    bare = text.strip(_OUTER)
    found = _WORD.findall(bare)
    if not found or len(text) > 100 or sum(map(len, found)) < 3 or len(_DASHES.findall(bare)) > 1:
        return False
    if bare.upper() == bare:
        return True
    if text.rstrip("_* ")[-1:] in ".,;:-—" or text[0] in "\"“'‘([" or len(found) > 12:
        return False
    return found[0][0].isupper() and all(word[0].isupper() or word.lower() in small for word in found)


def is_capital(text: str) -> bool:
    """True where all letters are capitals, and there are some."""
    return text.upper() == text and text.lower() != text


def plain(text: str) -> str:
    """A heading's words for comparison: small letters, no outer marks."""
    return " ".join(text.lower().replace("’", "'").split()).strip(_OUTER)


def numbered(block: Block, at: int, known: Words) -> Heading | None:
    """The heading that a block with a numbered word is, or None."""
    text = block.text
    if len(text) > TOO_LONG or len(block.lines) > 4:
        return None
    match = known.keyed.fullmatch(text) or known.ordinal.fullmatch(text)
    if not match or not known.value(match["number"]) or any(known.keyed.match(line) for line in block.texts[1:]):
        return None
    lowered = not match["key"][0].isupper()
    rest = match["rest"]
    if (lowered and rest.strip(_OUTER)) or not _title_follows(rest, known):
        return None
    kind, rank = known.divisions[match["key"].lower()]
    return Heading(at, at + 1, "numbered", kind, rank, known.value(match["number"]), _parts(block, match))


def lists_headings(block: Block, known: Words) -> bool:
    """True for lines each of which is a numbered heading: a list of the chapters."""
    parts = (block.part(at, at + 1) for at in range(len(block.lines)))
    return len(block.lines) > 1 and all(numbered(part, 0, known) for part in parts)


def _title_follows(rest: str, known: Words) -> bool:
    bare = rest.strip()
    if not bare.strip(_OUTER):
        return True
    if bare[0] in ".:,—–-(\n" or rest[0] in "\r\n":
        return not bare.lstrip(" .:,—–-")[:1].islower() or len(bare) < 60
    return is_title(bare, known.small) or (bare[0] in "_“\"‘'" and len(bare) < 80)


def _parts(block: Block, match: re.Match[str]) -> tuple[tuple[str, int, int], ...]:
    """Number and title where they stand on lines of their own; else one head."""
    rest = match["rest"]
    if not rest.strip(_OUTER) or "\n" not in rest or rest.partition("\n")[0].strip(_OUTER):
        return (("number" if not rest.strip(_OUTER) else "", block.start, block.end),)
    return ("number", block.start, block.lines[0].end), ("title", block.lines[1].start, block.end)


def bare(block: Block, at: int, known: Words) -> Heading | None:
    """The heading that a number alone may be, or None."""
    if len(block.lines) > 1 or len(block.text) > 12:
        return None
    counted = known.counted.match(block.text)
    match = _BARE.fullmatch(block.text, counted.end() if counted else 0)
    value = known.value(match["number"]) if match else 0
    if not match or not value:
        return None
    return Heading(at, at + 1, "bare", "chapter", NAMED_RANK, value, (("number", block.start, block.end),))


def numbered_title(block: Block, at: int, known: Words) -> Heading | None:
    """The heading that a number with a title (``IV THE MILL``) may be, or None."""
    if len(block.lines) > 3 or len(block.text) > 100:
        return None
    match = _NUMBERED_TITLE.fullmatch(block.text)
    if not match or not known.value(match["number"]) or not is_title(match["rest"], known.small):
        return None
    parts = (("", block.start, block.end),)
    return Heading(at, at + 1, "bare", "chapter", NAMED_RANK, known.value(match["number"]), parts)


def named(block: Block, at: int, known: Words) -> Heading | None:
    """The heading that a name such as PREFACE is, alone or followed by a title, or None."""
    if len(block.lines) > 3 or len(block.text) > TOO_LONG:
        return None
    key = plain(known.column.sub("", block.text))
    kind = known.named.get(key) or known.named.get(_COUNTED.sub("", key))
    if kind is None and is_capital(block.text):
        begun = known.named_title.match(key)
        kind = known.named[begun["name"]] if begun else None
    if kind is None or not block.text.lstrip("_*[= 0123456789")[:1].isupper():
        return None
    return Heading(at, at + 1, "named", kind, NAMED_RANK, 0, (("", block.start, block.end),))
