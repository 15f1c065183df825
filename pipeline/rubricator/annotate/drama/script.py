"""How talk is set: where the speakers' labels stand, and what tells a stage direction from speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.drama.labels import Key, Label
from rubricator.annotate.drama.series import series
from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import SPACE, Block

OPENING: Final = " \"'“‘(_—-[’"
"""Marks before the first letter of a line."""
CAPITALS: Final = 0.7
"""Share of the lines of verse that begin with capitals."""
_BRACKETED: Final = re.compile(
    r"\[_[^\n]*?_\]|\[_.{1,400}?_\]"
    r"|\[_[^_\[\]]{1,400}_(?=[ \t\r]*$)|\(_[^()]{1,1500}_\.?\)"
    r"|\[[^\[\]]{1,1500}\]|\[(?=[A-Z])[^\[\]\n]{2,60}$",
    re.S | re.M,
)
_OPENED: Final = re.compile(r"\[(?=\S)[^\n\r]+")
_LINE: Final = re.compile(r"\r?\n(?P<margin>[ \t]*)[^\s][^\n\r]*")
_ROUND: Final = re.compile(r"\((?!\s)(?:[^()]|\([^()]{0,200}\)){1,1500}\)")


class Speech(NamedTuple):
    """A speech: its extent, the label ('' without one), where that ends, where the words begin after a direction."""

    start: int
    end: int
    label: str
    label_end: int
    words: int


@dataclass(frozen=True)
class Script:
    """How talk is set: the labels by their offsets, whether directions stand in round brackets, the language."""

    labels: Mapping[int, Label] = field(default_factory=dict)
    round_brackets: bool = True
    language: str = "en"

    def label(self, block: Block) -> Label | None:
        """The label that a block begins with."""
        return self.labels.get(block.start)

    def without(self, found: Sequence[Block]) -> Script:
        """The same without the labels in some blocks."""
        spans = [(block.start, block.end) for block in found]
        kept = {at: one for at, one in self.labels.items() if not any(a <= at < b for a, b in spans)}
        return replace(self, labels=kept)

    def speech(self, block: Block) -> Speech | None:
        """The speech that a block is, None for one without label."""
        one = self.label(block)
        return Speech(block.start, block.end, one.name, one.end, one.words) if one else None

    def aside(self, speech: Speech, text: str) -> list[tuple[int, int]]:
        """The direction that stands between label and words, its mark with it."""
        between = text[speech.label_end : speech.words]
        start = speech.label_end + len(between) - len(between.lstrip())
        end = speech.words - len(between) + len(between.rstrip())
        return [(start, end)] if start < end else []

    def directions(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of the stage directions in brackets."""
        found = [match.span() for match in _BRACKETED.finditer(text, start, end)]
        found += _unclosed(text, start, end)
        if self.round_brackets:
            found += [match.span() for match in _ROUND.finditer(text, start, end) if self._is_direction(match[0])]
        return [_with_stop(text, span, end) for span in _apart(sorted(found))]

    def _is_direction(self, bracket: str) -> bool:
        inner = bracket[1:-1].strip(" _")
        return inner[-1:] in ".:" or bool(_stage_words(self.language).search(inner)) or len(inner) < 60

    def is_direction(self, block: Block) -> bool:
        """True for a block that is nothing but stage directions, bracketed or bare."""
        spans = self.directions(block.source, block.start, block.end)
        if spans and not _rest(block.source, block.start, block.end, spans):
            return True
        if spans or self.label(block):
            return False
        return (len(block.text) < 1500 and _bare(self.language).match(block.text) is not None) or (
            len(block.text) < 160
            and not begins_lines(block)
            and _stage_words(self.language).search(block.text) is not None
            and block.text.rstrip("_")[-1:] in ".:]"
        )


def _unclosed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Brackets that begin a line and are not closed: to the end of the lines that stand as far in."""
    for match in _OPENED.finditer(text, start, end):
        margin = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not margin or margin.strip():
            continue
        at = match.end()
        while at < end and (more := _LINE.match(text, at, end)) and len(more["margin"]) >= len(margin):
            at = more.end()
        if text.find("]", match.start(), at) < 0:
            yield match.start(), at


def _with_stop(text: str, span: tuple[int, int], end: int) -> tuple[int, int]:
    """A span with the full stop that follows it."""
    return (span[0], span[1] + 1) if span[1] < end and text[span[1]] == "." else span


def begins_lines(block: Block) -> bool:
    """True where lines begin with capitals, as those of verse do."""
    capitals = sum(text.lstrip(OPENING)[:1].isupper() for text in block.texts)
    return len(block.lines) > 1 and capitals >= CAPITALS * len(block.lines)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _rest(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """What remains of a stretch without the spans."""
    parts: list[str] = []
    at = start
    for first, last in spans:
        parts.append(text[at:first])
        at = last
    return "".join([*parts, text[at:end]]).strip(SPACE)


@lru_cache(maxsize=8)
def _bare(language: str) -> re.Pattern[str]:
    """A direction without brackets: it begins with an entrance, an exit or a noise."""
    drama = lexicon(language).drama
    starts = [word.capitalize() for word in (*drama.entrances, *drama.exits, *drama.noises)]
    return re.compile(rf"[_(\[]*(?:{alternatives(starts)})\b")


@lru_cache(maxsize=8)
def _stage_words(language: str) -> re.Pattern[str]:
    drama = lexicon(language).drama
    told = (*drama.entrances, *drama.exits, *drama.noises, *drama.business, *drama.delivery)
    words = [word for word in told if word not in drama.addressed]
    return re.compile(rf"\b(?:{alternatives(words)}|enters?|re-?enters?|exits?)\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def sung_words(language: str) -> re.Pattern[str]:
    """Words of a direction after which somebody sings or reads."""
    drama = lexicon(language).drama
    sung, read = alternatives(drama.sung), alternatives(drama.read)
    return re.compile(rf"(?<![^\W_])(?:(?P<song>{sung})|{read})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=8)
def voice_words(language: str) -> re.Pattern[str]:
    """A direction in brackets that begins with a voice or a cry."""
    voices = alternatives(lexicon(language).drama.voices)
    return re.compile(rf"[\[(_\s]*(?:an?\s+)?(?:{voices})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def addressing_words(language: str) -> re.Pattern[str]:
    """A direction that tells whom the words after it are spoken to."""
    addressed = alternatives(lexicon(language).drama.addressed)
    return re.compile(rf"[\[(_\s]*(?:{addressed})\s+(?P<whom>[^.,;:\[\]()_]+)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _types(language: str) -> list[tuple[str, re.Pattern[str]]]:
    drama = lexicon(language).drama
    entrances, exits = alternatives(drama.entrances), alternatives(drama.exits)
    return [
        ("setting", re.compile(rf"(?:{alternatives(drama.settings)})\b", re.I)),
        ("mixed", re.compile(rf"\b(?:{entrances})\b.*\b(?:{exits})\b", re.I | re.S)),
        ("entrance", re.compile(rf"\b(?:{entrances})\b", re.I)),
        ("exit", re.compile(rf"\b(?:{exits})\b", re.I)),
        ("delivery", re.compile(rf"(?:{alternatives(drama.delivery)})\b", re.I)),
    ]


def direction_type(words: str, language: str = "en") -> str:
    """Kind of a stage direction by its words: TEI's suggested values for ``stage/@type``."""
    bare = words.strip(" [](){}_.\n")
    for kind, pattern in _types(language):
        if pattern.match(bare) if kind in ("setting", "delivery") else pattern.search(bare):
            return kind
    return "business"


def script(found: Sequence[Block], language: str = "en", cast: Collection[Key] = (), stated: bool = False) -> Script:
    """How some blocks are set; `cast` are names that are known; `stated` where somebody said that it is a play."""
    known = series(found, language, cast, stated)
    brackets = sum("[" in block.text for block in found)
    rounds = sum("(" in block.text for block in found)
    labels = {one.start: one for one in known.labels} if known else {}
    return Script(labels, rounds > brackets * 3, language)


def counted(how: Script, found: Sequence[Block]) -> Counter[str]:
    """The labels of the blocks."""
    return Counter(one.name for block in found if (one := how.label(block)))


def apart(found: Sequence[Block], how: Script) -> list[Block]:
    """The blocks, cut where a speech begins at a line inside one."""
    cut: list[Block] = []
    for block in found:
        starts = [at for at, line in enumerate(block.lines) if at and line.start in how.labels]
        cut += [block.part(*edges) for edges in pairwise([0, *starts, len(block.lines)])] if starts else [block]
    return cut
