"""The words of a language that dates are made of, compiled from its table ``language/<code>/dates.toml``.

Nothing here knows a language: the tables say which words name a month, join a range, count a reign; this module
gives each its kind (the letters of `KINDS`) and its meaning, and makes the expressions that find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import ahocorasick_rs

from rubricator.language import lexicon
from rubricator.language.classes import Common

GAP: Final = "|"
"""Kind of what stands between two tokens that do not touch."""

KINDS: Final = {
    "d": "number 1 to 31",
    "o": "ordinal 1st to 31st, in digits or words",
    "n": "number of two digits, 32 to 99 or with a leading zero",
    "h": "number of three digits",
    "Y": "year of four digits, or with BC or AD, or in Roman numerals",
    "p": "year of two digits after an apostrophe",
    "M": "month",
    "s": "season",
    "c": "century",
    "T": "decade",
    "W": "day of the week",
    "F": "feast",
    "I": "date in figures: 1917-11-07, 7.11.1917",
    "B": "BC",
    "A": "AD",
    "J": "Old Style",
    "G": "New Style",
    "z": "part of a time: early, middle, end",
    "q": "about",
    "t": "the",
    "f": "of",
    "e": "of or from, where a language has one word for both",
    "a": "and",
    "k": "to, until",
    "-": "hyphen or dash",
    "/": "slash",
    ",": "comma",
    "(": "opening bracket",
    ")": "closing bracket",
    "r": "from",
    "b": "between",
    "x": "following, same, that",
    "y": "following, previous, where they stand after their noun",
    "X": "the next day, the day before, in one word",
    "u": "day, week, month, year",
    "N": "count of days, weeks …",
    "l": "later, earlier",
    "m": "after, before",
    "v": "part of a day",
    "E": "reign",
    "K": "king",
    "R": "ruler with the first day of the reign",
    "i": "inst., ult., prox.: this month, the one before or after",
    "S": "sometime after, not before, no later than",
}
"""Every kind of token, for the reader of `grammar`."""

Meaning = tuple[str, Any]

_WORD_KINDS: Final = {
    "the": "t",
    "of": "f",
    "of_or_from": "e",
    "and": "a",
    "to": "k",
    "from": "r",
    "between": "b",
    "about": "q",
    "century": "c",
    "bc": "B",
    "ad": "A",
    "old_style": "J",
    "new_style": "G",
    "reign": "E",
    "ruler": "K",
    "daypart": "v",
}
_COUNTED_KINDS: Final = {"later": "l", "earlier": "l", "after": "m", "before": "m"}

_JOINTS: Final = re.compile(r"[\s.\-]+")
_LETTER: Final = r"[^\W\d_]"
_QUOTE: Final = "['’]"
_NEVER: Final = "(?!)"


def key(words: str) -> str:
    """Words without what may vary between them: white space, points, hyphens, the shape of apostrophes."""
    return _JOINTS.sub("", words).replace("’", "'")


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language.

    `meanings` maps a word (phrases by their `key`) to its kind and meaning; `lexer` cuts a stretch of text into
    tokens, its groups are those of `tokens`; `triggers` finds the words around which a date may stand, `units`
    are those of them that need a word of `lean_before` before or of `lean_after` after them; `digits` finds
    figures that may be a date.
    """

    meanings: Mapping[str, Meaning]
    abbreviations: frozenset[str]
    weekdays: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    lexer: re.Pattern[str]
    triggers: ahocorasick_rs.AhoCorasick
    plain: frozenset[int]
    lean_before: re.Pattern[str]
    lean_after: re.Pattern[str]
    digits: re.Pattern[str]


def _curled(words: str) -> str:
    """A single word as a text may have it, with the apostrophe of print."""
    return words.replace("'", "’")


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a BCP 47 tag."""
    data, common = lexicon(language).table("dates"), lexicon(language).common
    meanings = dict(_meanings(data, common))
    direct, units = _trigger_words(data, meanings)
    patterns = sorted(direct | units)
    return Vocabulary(
        meanings={form: meaning for words, meaning in meanings.items() for form in (key(words), _curled(words))},
        abbreviations=frozenset(form for names in common.months for form in names[1:]),
        weekdays=tuple(names[0] for names in common.weekdays),
        ordinal_suffixes=common.ordinal_suffixes,
        lexer=_lexer(data, meanings, common),
        triggers=ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        plain=frozenset(at for at, words in enumerate(patterns) if words in direct),
        lean_before=_lean_before(meanings),
        lean_after=_lean_after(meanings),
        digits=_digits(data, common),
    )


# --- what words mean


def _meanings(data: Mapping[str, Any], common: Common) -> Iterator[tuple[str, Meaning]]:
    """Every form to kind and meaning; where one has two, the last holds."""
    for name, kind in _WORD_KINDS.items():
        yield from _each(data["words"][name], (kind, name))
    yield from _small(data)
    yield from _times(data, common)
    yield from _names(data, common)


_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+")


def _each(words: Iterable[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    for word in words:
        yield word, meaning
        yield word[0].upper() + word[1:], meaning
        if _INITIALS.fullmatch(word):
            yield word.replace(".", ""), meaning


def _small(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for name, words in data["counted"].items():
        yield from _each(words, (_COUNTED_KINDS[name], name))
    for name, words in data["relative"].items():
        yield from _each(words, ("x", name))
    for name, words in data["relative_after"].items():
        yield from _each(words, ("y", name))
    for step, words in data["months_apart"].items():
        yield from _each(words, ("i", int(step)))
    for word, step in data["relative_days"].items():
        yield from _each([word], ("X", (step, "day", "beside")))
    for unit, steps in data["deictic"].items():
        for word, step in steps.items():
            yield word, ("X", (step, unit, "deictic"))
    for name, words in data["bounds"].items():
        yield from _each(words, ("S", name))
    for word, span in data["counts"].items():
        yield from _each([word], ("N", tuple(span)))


def _times(data: Mapping[str, Any], common: Common) -> Iterator[tuple[str, Meaning]]:
    for part, words in data["parts"].items():
        yield from _each(words, ("z", part))
    for unit, words in data["units"].items():
        yield from _each(words, ("u", unit))
    for word, first in common.seasons.items():
        yield from _each([word], ("s", first))
    for form, at in common.ordinal_values().items():
        yield from _each([form], ("o", at))
    decades = data["decades"]
    for word, size in decades["names"].items():
        yield from _each([word], ("T", size))
        for lead, hundred in decades["hundreds"].items():
            yield from _each([f"{lead}-{word}"], ("T", hundred + size))


def _names(data: Mapping[str, Any], common: Common) -> Iterator[tuple[str, Meaning]]:
    for at, names in enumerate(common.weekdays):
        for name in names:
            yield from _each([name], ("W", at))
    months = common.months
    sure = {form for names in months for form in names}
    for at, names in enumerate(months, 1):
        for form in [*_misread(names[0]), *names]:
            yield from _each([form, form.upper()], ("M", (at, form in sure)))
    for name, (month, day) in data["fixed_feasts"].items():
        yield name, ("F", (name, month, day, None))
    for name, days in data["movable_feasts"].items():
        yield name, ("F", (name, None, None, days))
    for realm in data["reigns"].values():
        for name, first in realm["rulers"].items():
            yield name, ("R", (*map(int, first.split("-")), realm["change"]))


def _misread(month: str) -> list[str]:
    """A month's name with one letter lost or two changed about: what OCR and haste make of it."""
    if len(month) < 6:
        return []
    inner = range(1, len(month))
    lost = {month[:i] + month[i + 1 :] for i in inner}
    swapped = {month[:i] + month[i + 1] + month[i] + month[i + 2 :] for i in inner if i + 1 < len(month)}
    return sorted((lost | swapped) - {month})


# --- finding them


def _words(words: Iterable[str]) -> str:
    return "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))


def cased(words: Iterable[str]) -> str:
    """Words or phrases as the alternatives of an expression, with small and capital first letters."""
    return _words({form for word in words for form in (word, word[0].upper() + word[1:])})


_PIECES: Final = re.compile(r"[^.\s]+\.?")


def _pattern(word: str) -> str:
    """A word or phrase as an expression; its spaces may be breaks, the spaces after its points may lack."""
    if "." in word:
        pieces = [re.escape(piece) + (r"\s?" if piece.endswith(".") else r"\s+") for piece in _PIECES.findall(word)]
        return "".join(pieces).removesuffix(r"\s?").removesuffix(r"\.") + r"\.?"
    return re.escape(word).replace("'", _QUOTE).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]")


def _grouped(words: Iterable[str]) -> str:
    """The same, by first letter: fewer trials where a text is scanned."""
    by: dict[str, list[str]] = {}
    for word in words:
        by.setdefault(word[0], []).append(word)
    return "|".join(f"(?={re.escape(first)})(?:{_words(some)})" for first, some in by.items())


_SINGLE: Final = re.compile(rf"{_LETTER}+")


def _lexer(data: Mapping[str, Any], meanings: Mapping[str, Meaning], common: Common) -> re.Pattern[str]:
    phrases = [word for word in meanings if not _SINGLE.fullmatch(word)]
    starts = "".join(sorted({re.escape(word[0]) for word in phrases}))
    centuries = _words(data["words"]["century"])
    elisions = f"{cased(data['elisions'])}|" if data["elisions"] else ""
    about = _words(_rstripped(data["words"]["about_number"]))
    ordinal = _ordinal_suffix(common.ordinal_suffixes)
    suffixes = "|".join(one for one in common.ordinal_suffixes if one != ".")
    eras = _words(form for name in ("bc", "ad") for form, _ in _each(data["words"][name], ("", None)))
    misread = rf"[Il]\d?(?:{suffixes})\b" if suffixes else _NEVER
    misread_ = rf"(?:[123]O|2[Il])(?:{suffixes})\b" if suffixes else _NEVER
    return re.compile(
        rf"""
          (?={_LETTER})(?<!{_LETTER})(?:
              (?P<phrase>(?=[{starts}])(?:{_grouped(phrases)})(?!\w))
            | (?P<misread>[Il][5-9]\d[\dIlO]\b|[Il]\d\b)
            | (?P<misread_ordinal>{misread})
            | (?P<roman>M[DCLXVI]{{4,}}\b)
            | (?P<roman_ordinal>[IVX]{{1,6}}{ordinal}?(?=\s+(?:{centuries})\b))
            | (?P<about>(?:{about})\.(?=\s?\d))
            | (?P<decade>{_decade_after(data["decades"]["leads"])})
            | (?P<word>{elisions}{_LETTER}+)
          )
        | (?=\d)(?:
              (?P<figures>\b\d{{4}}-\d\d-\d\d\b
                | (?<![\d.])\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}\b
                | (?<![\d/])\d{{1,2}}/(?:\d{{1,2}}|[IVX]{{1,4}})/\d{{4}}\b)
            | (?P<misread_>(?<!\w)(?:1[5-9](?:[IlO]\d|\d[IlO])|[123]O|2[Il])\b)
            | (?P<misread_ordinal_>(?<!\w)(?:{misread_}))
            | (?P<decade_>{_decade(data["decades"])})
            | (?P<ordinal>(?<![\w.,$£-])(?:3[01]|[12]?\d){ordinal})
            | (?P<number>(?<![\w$£€#§.])(?<!\d,)\d{{1,4}}(?![\d%]|,\d{{3}}\b|\.\d|(?!(?:{eras})\b)[A-Za-z]))
            | (?P<number_>(?<=\d,)\d{{4}}\b(?!,\d))
          )
        | (?P<mark>[-–—]+|[/,&()\[\]])
        | (?P<short>(?<!\w){_QUOTE}\d\d\b(?!{_QUOTE}))
        """,
        re.VERBOSE,
    )


def _rstripped(words: Iterable[str]) -> list[str]:
    return [word.rstrip(".") for word in words]


def _ordinal_suffix(suffixes: Iterable[str]) -> str:
    """What makes a number an ordinal; a bare point does so only before a word, a dash or a bracket."""
    marks = [rf"\.(?=\s*(?:{_LETTER}|[-–/(),]))" if one == "." else re.escape(one) + r"\b" for one in suffixes]
    return f"(?:{'|'.join(marks)})"


def _decade(decades: Mapping[str, Any]) -> str:
    """Decades in figures: 1850s, 1850er Jahre."""
    suffixes = "|".join(re.escape(one).replace("'", _QUOTE) for one in decades["suffixes"])
    tails = rf"(?:[\s-]+(?:{_words(decades['tails'])}))?" if decades["tails"] else ""
    return rf"(?<![\w$£])(?:\d\d)?\d0(?:{suffixes})\b{tails}" if suffixes else _NEVER


def _decade_after(leads: Iterable[str]) -> str:
    """Decades in figures after a word: années 1850."""
    words = _words(leads)
    return rf"(?:{words})\s+(?:\d\d)?\d0\b" if words else _NEVER


# --- where to look


def _digits(data: Mapping[str, Any], common: Common) -> re.Pattern[str]:
    """Years, ordinals, eras after figures, dates in figures."""
    suffixes = "|".join(re.escape(one) for one in common.ordinal_suffixes if one != ".")
    ordinal = rf"|\d{{0,2}}(?:{suffixes})\b" if suffixes else ""
    eras = _words(form for name in ("bc", "ad") for form, _ in _each(data["words"][name], ("", None)))
    decades = "|".join(map(re.escape, data["decades"]["suffixes"])) if data["decades"]["tails"] else _NEVER
    return re.compile(
        rf"[1-9](?<![\d$£€#].)(?<!\d[.,].)(?:0(?:{decades})\b|\d{{3}}(?![\d%]|,\d{{3}}\b|\.\d){ordinal}"
        rf"|\d{{0,2}}\s*(?:{eras})(?!\w)|\d?\.\s?\d{{1,2}}\.\s?\d{{4}}\b|[5-9](?:[IlO]\d|\d[IlO])\b)"
    )


_DIRECT: Final = frozenset("MWscTFXY")
_MEDIATE: Final = frozenset("uv")


def _trigger_words(data: Mapping[str, Any], meanings: Mapping[str, Meaning]) -> tuple[set[str], set[str]]:
    """The words that bring a date by themselves, and those that do so among others; of phrases the longest word."""
    direct = {_longest(word) for word, (kind, _) in meanings.items() if kind in _DIRECT and "-" not in word}
    direct |= {
        form for word in data["words"]["ad"] for form in (word, word.replace(".", ". ").strip(), word.replace(".", ""))
    }
    direct -= {word for word in direct if len(word) < 2}
    units = {word for word, (kind, _) in meanings.items() if kind in _MEDIATE and _SINGLE.fullmatch(word)}
    return direct, units - direct


def _longest(words: str) -> str:
    return max(re.split(r"[\s'’.-]+", words), key=len)


def _lean_before(meanings: Mapping[str, Meaning]) -> re.Pattern[str]:
    """At the end of what stands before a unit of time: what may make a date of it."""
    leads = [word for word, (kind, _) in meanings.items() if kind in "xz"]
    joints = [word for word, (kind, _) in meanings.items() if kind in "fetx"]
    return re.compile(rf"\b(?:{_words(leads)})\s+(?:(?:{_words(joints)})\s*){{0,2}}$")


def _lean_after(meanings: Mapping[str, Meaning]) -> re.Pattern[str]:
    """At the start of what stands after it; the genitive is that of a reign, and of years only."""
    tails = [word for word, (kind, _) in meanings.items() if kind in "lmyxEKR"]
    joints = [word for word, (kind, _) in meanings.items() if kind in "fet"]
    return re.compile(rf"\s+(?:(?:{_words(joints)})\s+){{0,2}}(?:{_words(tails)})(?!\w)")
