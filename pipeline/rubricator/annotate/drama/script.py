"""How a play is set: where the speaker's label stands, and what tells a stage direction from speech.

Labels come in a few renditions: in capitals on a line of their own, in capitals before the words,
abbreviated before the words of an indented speech, in italics. The commonest of the document counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, table
from rubricator.reading.blocks import SPACE, Block

_CAPS: Final = r"[^\W\d_a-zà-öø-ÿ](?:[^\W_a-zà-öø-ÿ]|[ .,'’&/-](?!\s*\n)){0,38}[^\W_a-zà-öø-ÿ]"
_MIXED: Final = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*(?:[/,]?\ (?:[^\W\d_a-zà-öø-ÿ&][\w’'-]*|of|the|and)){0,4}"
_RENDITIONS: Final = {
    "line": re.compile(rf"(?P<label>{_CAPS}[.:])[ \t]*(?:\r\n|\r|\n)"),
    "colon": re.compile(rf"(?P<label>{_CAPS}:)(?=\s)"),
    "caps": re.compile(rf"(?P<label>{_CAPS}\.)(?:[—–-]|(?=\s))"),
    "italic": re.compile(rf"(?P<label>_{_MIXED}[.:]_\.?)(?=\s|[—–-])"),
    "mixed": re.compile(rf"(?P<label>{_MIXED}\.)(?=\s|$)"),
    "name": re.compile(rf"(?P<label>{_MIXED}:)(?=\s)"),
}
_ABBREVIATED: Final = re.compile(r"\s(?P<more>[^\W\d_a-zà-öø-ÿ][\w’'-]*\.)(?=\s)")
_BRACKETED: Final = re.compile(
    r"\[_[^\n]*?_\]|\[_.{1,400}?_\]|\[[^\[\]]{1,1500}\]|\[(?=[A-Z])[^\[\]\n]{2,60}$", re.S | re.M
)
_ROUND: Final = re.compile(r"\((?!\s)(?:[^()]|\([^()]{0,200}\)){1,400}\)")


class Speech(NamedTuple):
    """A speech: its block, the label as printed ('' without one), where its words begin."""

    start: int
    end: int
    label: str
    label_end: int


@dataclass(frozen=True)
class Script:
    """The rendition of a play: name of the label's pattern, are speeches indented, are directions in round brackets."""

    rendition: str
    indented: bool
    round_brackets: bool
    language: str = "en"

    def label(self, block: Block) -> re.Match[str] | None:
        """The label that a block begins with."""
        if self.indented and block.lines[0].indent == 0:
            return None
        return _RENDITIONS[self.rendition].match(block.source, block.start, block.end)

    def speech(self, block: Block, vocabulary: frozenset[str] = frozenset()) -> Speech | None:
        """The speech that a block is, None for one without label."""
        match = self.label(block)
        if match is None:
            return None
        end = match.end("label")
        more = _ABBREVIATED.match(block.source, end, block.end)
        if more and _plain(match["label"] + more[0]) in vocabulary:
            end = more.end("more")
        return Speech(block.start, block.end, block.source[block.start : end], end)

    def directions(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of the stage directions in brackets."""
        found = [match.span() for match in _BRACKETED.finditer(text, start, end)]
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
        if self.rendition != "line" and self.rendition != "colon" and self.label(block):
            return False
        if spans:
            return False
        return (len(block.text) < 1500 and _bare(self.language).match(block.text) is not None) or (
            len(block.text) < 160
            and _stage_words(self.language).search(block.text) is not None
            and block.text.rstrip("_")[-1:] in ".:]"
        )


def _with_stop(text: str, span: tuple[int, int], end: int) -> tuple[int, int]:
    """A span with the full stop that follows it."""
    return (span[0], span[1] + 1) if span[1] < end and text[span[1]] == "." else span


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
    drama = table("structure", language)["drama"]
    starts = [word.capitalize() for key in ("entrances", "exits", "noises") for word in drama[key]]
    return re.compile(rf"[_(\[]*(?:{alternatives(starts)})\b")


@lru_cache(maxsize=8)
def _stage_words(language: str) -> re.Pattern[str]:
    drama = table("structure", language)["drama"]
    keys = ("entrances", "exits", "noises", "business", "delivery")
    words = [word for key in keys for word in drama[key] if word != "to"]
    return re.compile(rf"\b(?:{alternatives(words)}|enters?|re-?enters?|exits?)\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def sung_words(language: str) -> re.Pattern[str]:
    """Words of a direction after which somebody sings or reads."""
    sung, read = (alternatives(table("structure", language)["drama"][key]) for key in ("sung", "read"))
    return re.compile(rf"(?<![^\W_])(?:(?P<song>{sung})|{read})(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=8)
def addressing_words(language: str) -> re.Pattern[str]:
    """A direction that tells whom the words after it are spoken to."""
    addressed = alternatives(table("structure", language)["drama"]["addressed"])
    return re.compile(rf"[\[(_\s]*(?:{addressed})\s+(?P<whom>[^.,;:\[\]()_]+)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _types(language: str) -> list[tuple[str, re.Pattern[str]]]:
    drama = table("structure", language)["drama"]
    entrances, exits = (alternatives(drama[key]) for key in ("entrances", "exits"))
    return [
        ("setting", re.compile(rf"(?:{alternatives(drama['settings'])})\b", re.I)),
        ("mixed", re.compile(rf"\b(?:{entrances})\b.*\b(?:{exits})\b", re.I | re.S)),
        ("entrance", re.compile(rf"\b(?:{entrances})\b", re.I)),
        ("exit", re.compile(rf"\b(?:{exits})\b", re.I)),
        ("delivery", re.compile(rf"(?:{alternatives(drama['delivery'])})\b", re.I)),
    ]


def direction_type(words: str, language: str = "en") -> str:
    """Kind of a stage direction by its words: TEI's suggested values for ``stage/@type``."""
    bare = words.strip(" [](){}_.\n")
    for kind, pattern in _types(language):
        if pattern.match(bare) if kind in ("setting", "delivery") else pattern.search(bare):
            return kind
    return "business"


def script(found: Sequence[Block], language: str = "en") -> Script:
    """The rendition in which most speeches are set."""
    counts: Counter[str] = Counter()
    indented: Counter[str] = Counter()
    for block in found:
        for name, pattern in _RENDITIONS.items():
            if pattern.match(block.source, block.start, block.end):
                counts[name] += 1
                indented[name] += block.lines[0].indent > 0
                break
    best = counts.most_common(1)[0][0] if counts else "line"
    brackets = sum("[" in block.text for block in found)
    rounds = sum("(" in block.text for block in found)
    return Script(best, indented[best] * 10 > counts[best] * 9, rounds > brackets * 3, language)


def labels(found: Sequence[Block], how: Script) -> Counter[str]:
    """All labels of the blocks, as they will be cut."""
    vocabulary = frozenset(
        _plain(speech.label) for block in found if (speech := how.speech(block)) and " " in speech.label
    )
    return Counter(speech.label for block in found if (speech := how.speech(block, vocabulary)))


def vocabulary(counted: Counter[str]) -> frozenset[str]:
    """Labels of several words, for cutting those that abbreviate each of them."""
    return frozenset(_plain(label) for label in counted if " " in label)


def _plain(label: str) -> str:
    return " ".join(label.replace(".", " ").lower().split())
