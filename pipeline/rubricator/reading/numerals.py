"""Numbers in words and figures, and their values (3.6.3 [CONANU])."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import lexicon

_TOKEN: Final = re.compile(r"\d+(?:,\d{3})*(?:[.·]\d+)?(?![\d,]*\w)|[½¼¾⅓⅔]|[^\W\d_]+|\S")
_MARKS: Final = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
}
_RANGE_WORDS: Final = frozenset({"to", "or", "–", "and"})
_JOINS: Final = frozenset({"-", "–", "and", "a", "an", "of", "to", "or"})
WINDOW: Final = 110
"""Characters before a unit in which its number may stand."""


class Token(NamedTuple):
    """A word, figure or mark."""

    text: str
    start: int
    end: int


class Number(NamedTuple):
    """A number of the text: `low` equals `high` where it is one value; both None where it is not told."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class NumberWords:
    """The number words of a language."""

    values: dict[str, Decimal]
    hundred: str
    scales: dict[str, Decimal]
    dozens: dict[str, Decimal]
    fractions: dict[str, Decimal]
    indefinite: frozenset[str]
    few: frozenset[str]

    def numeral(self, word: str) -> bool:
        """True for a word, figure or mark that is (part of) a number by itself."""
        folded = word.lower()
        return (
            word[0].isdecimal()
            or word in _MARKS
            or folded in self.values
            or folded == self.hundred
            or folded in self.scales
            or folded in self.dozens
            or folded in self.indefinite
        )


@lru_cache(maxsize=4)
def number_words(language: str = "en") -> NumberWords:
    """The number words of a language."""
    listed, common = lexicon(language).table("quantities")["numbers"], lexicon(language).common
    ones = {word: Decimal(at) for at, word in enumerate([listed["zero"], *common.cardinals[:19]])}
    tens = {word: Decimal(at * 10) for at, word in enumerate(common.tens, 2)}
    return NumberWords(
        ones | tens,
        listed["hundred"],
        _pairs(listed["scales"]),
        _pairs(listed["dozens"]),
        _pairs(listed["fractions"]),
        frozenset(listed["indefinite"].split()),
        frozenset(listed["few"].split()),
    )


def _pairs(listed: str) -> dict[str, Decimal]:
    return {word: Decimal(value).quantize(Decimal(1)) for word, value in (pair.split("=") for pair in listed.split())}


def number_before(text: str, end: int, words: NumberWords) -> Number | None:
    """The number that ends right before `end` (white space or a hyphen between), None without."""
    low = max(0, end - WINDOW)
    while low and text[low - 1].isalnum():
        low += 1
    found = [Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text, low, end)]
    if found and found[-1].text == "-":
        found.pop()
    kept = _run(found, words)
    tail = _tail(kept, words)
    if not kept or tail is None:
        return None
    return _read(kept[: len(kept) - tail], text, words)


def _tail(kept: list[Token], words: NumberWords) -> int | None:
    """How many words at the end lead on to the unit (“half *a* mile”, “hundreds *of* men”); None where none may."""
    tail = 0
    while tail < len(kept) and kept[-1 - tail].text.lower() in _JOINS:
        tail += 1
    if not tail:
        return 0
    lead = [one.text.lower() for one in kept[len(kept) - tail :]]
    before = kept[-1 - tail].text.lower() if tail < len(kept) else ""
    part = before in words.fractions and lead in (["a"], ["an"], ["of", "a"], ["of", "an"])
    return tail if part or (before in words.indefinite | words.scales.keys() and lead == ["of"]) else None


def _run(found: list[Token], words: NumberWords) -> list[Token]:
    """The last tokens, as far back as they can belong to one number or range."""
    at = len(found)
    while at and (words.numeral(found[at - 1].text) or _joins(found, at - 1, words)):
        at -= 1
    kept = found[at:]
    while kept and not (words.numeral(kept[0].text) or _opens(kept, words)):
        kept.pop(0)
    if at and kept and kept[0] is found[at] and found[at - 1].text.lower() in {"between", *words.few, "half"}:
        kept.insert(0, found[at - 1])
    return kept


def _joins(found: Sequence[Token], at: int, words: NumberWords) -> bool:
    word = found[at].text.lower()
    return word in _JOINS or word in words.fractions or word in words.few


def _opens(kept: Sequence[Token], words: NumberWords) -> bool:
    """True where a number begins with an article, a fraction or “few”."""
    word = kept[0].text.lower()
    after = kept[1].text.lower() if len(kept) > 1 else ""
    if word == "a":
        return after in words.scales or after in (words.hundred, *words.dozens, *words.fractions, *words.few)
    return word == "half" or (word in words.few and bool(after))


def _read(kept: list[Token], text: str, words: NumberWords) -> Number | None:
    folded = [one.text.lower() for one in kept]
    between = folded[0] == "between"
    body = folded[1:] if between else folded
    start, end = kept[0].start, kept[-1].end
    if _untold(body, words):
        return Number(start, end, None, None)
    cut = _range_at(body, between, words)
    if cut is None:
        value = value_of(body, words)
        return _shorter(kept, text, words) if value is None else Number(start, end, value, value)
    low, high = value_of(body[:cut], words), value_of(body[cut + 1 :], words)
    if low is None or high is None:
        return _shorter(kept, text, words)
    low = _scaled(low, body[:cut], body[cut + 1 :], words)
    return Number(start, end, low, high) if low < high else _shorter(kept, text, words)


def _untold(body: Sequence[str], words: NumberWords) -> bool:
    """True for “hundreds”, “several thousand”, “a few hundred”."""
    first = body[1:2] if body[:1] == ["a"] else body[:1]
    return any(word in words.few or (word in words.indefinite and body[0] != "a") for word in first)


def _shorter(kept: list[Token], text: str, words: NumberWords) -> Number | None:
    """The number without what stands before its last joint."""
    for at in range(1, len(kept)):
        rest = kept[at:]
        if kept[at - 1].text.lower() in _RANGE_WORDS | {"of", "-", "between"} and (
            words.numeral(rest[0].text) or _opens(rest, words)
        ):
            return _read(rest, text, words)
    return None


def _range_at(body: Sequence[str], between: bool, words: NumberWords) -> int | None:
    """Where the word between the two ends of a range stands."""
    marks = {"to", "or", "–"} | ({"and"} if between else set())
    for at, word in enumerate(body[1:-1], 1):
        if word in marks:
            return at
        if word == "-" and body[at - 1][0].isdecimal() and body[at + 1][0].isdecimal():
            return at
    return None


def _scaled(low: Decimal, first: Sequence[str], last: Sequence[str], words: NumberWords) -> Decimal:
    """The low end with the scale that only the high end has: “five and six hundred million”."""
    if any(word in words.scales for word in first):
        return low
    for word in last:
        if word == words.hundred and low < 10 and words.hundred not in first:
            low *= 100
        elif word in words.scales:
            low *= words.scales[word]
    return low


def value_of(body: Sequence[str], words: NumberWords) -> Decimal | None:
    """The value of a number's words, in small letters; None where they make no number.

    ``two and a half thousand million``, ``a quarter of a million``, ``208,000 million``, ``five and twenty``.
    """
    total = group = last = Decimal(0)
    seen = scaled = False
    body = [word for word in body if word != "-"]
    for at, word in enumerate(body):
        after = body[at + 1] if at + 1 < len(body) else ""
        if word in ("and", "of") or (word in ("a", "an") and after):
            continue
        if word in words.scales:
            scale = words.scales[word]
            if scaled and (not seen or scale > last):
                total = (total + group) * scale
            else:
                total += (group if seen else Decimal(1)) * scale
            group, seen, scaled, last = Decimal(0), False, True, scale
            continue
        step = _step(word, group, seen, words)
        if step is None:
            if word in words.fractions and (scaled or seen) and body[at - 1] in ("a", "an"):
                share = 1 / words.fractions[word]
                total, group = (total * (1 + share), group) if scaled and not seen else (total, group + share)
                continue
            if word in words.fractions:
                group = (group if seen else Decimal(1)) / words.fractions[word]
                seen = True
                continue
            return None
        group, seen = step, True
    return (total + group) if seen or scaled else None


def _step(word: str, group: Decimal, seen: bool, words: NumberWords) -> Decimal | None:
    """The group after one more word: figures, ones, tens, hundred, dozen."""
    if word[0].isdecimal():
        return None if seen else Decimal(word.replace(",", "").replace("·", "."))
    if word in _MARKS:
        return group + _MARKS[word]
    if word == words.hundred:
        return (group if seen else Decimal(1)) * 100
    if word in words.dozens:
        return (group if seen else Decimal(1)) * words.dozens[word]
    if word not in words.values:
        return None
    value = words.values[word]
    last = group % 100
    fits = not seen or not last or (value < 10 and last >= 20 and not last % 10) or (value >= 20 and 0 < last < 10)
    return group + value if fits else None


def plain(value: Decimal) -> str:
    """A value as a plain decimal: no exponent, no zeros behind."""
    rounded = value.quantize(Decimal("0.0001")) if value != value.to_integral_value() else value
    shown = format(rounded, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
