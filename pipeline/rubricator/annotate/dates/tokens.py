"""The words that dates are made of: a text to tokens, each with a one-letter kind the grammar is written in.

Only stretches around a word that can be part of a date are read (`_windows`), so a novel costs one scan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from rubricator.language import en_dates as en

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
    "i": "in",
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
    "u": "day, week, month, year",
    "N": "count of days, weeks …",
    "l": "later, earlier, before",
    "v": "part of a day",
    "R": "ruler with the first day of the reign",
    "S": "sometime after, not before, no later than",
}
"""Every kind of token, for the reader of `grammar`."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``[start, end)`` with its kind and what it means."""

    kind: str
    start: int
    end: int
    value: Any = None


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _misread(month: str) -> set[str]:
    """A month's name with one letter lost, changed or two changed places: what OCR and haste make of it."""
    if len(month) < 6:
        return set()
    inner = range(1, len(month))
    lost = {month[:i] + month[i + 1 :] for i in inner}
    swapped = {month[:i] + month[i + 1] + month[i] + month[i + 2 :] for i in inner if i + 1 < len(month)}
    return (lost | swapped) - {month}


def _months() -> dict[str, int]:
    found = {wrong: at for at, month in enumerate(en.MONTHS, 1) for wrong in _misread(month)}
    return found | en.MONTH_ABBREVIATIONS | {month: at for at, month in enumerate(en.MONTHS, 1)}


_MONTHS: Final = _months()
MONTH_OF: Final = _MONTHS | {name.upper(): at for name, at in _MONTHS.items()}
TRUE_MONTHS: Final = frozenset(en.MONTHS) | en.MONTH_ABBREVIATIONS.keys() | {m.upper() for m in en.MONTHS}

_UNITS: Final = "days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)"
_DAYPARTS: Final = "morning|afternoon|evening|night|midnight|noon|midday|dawn|dusk|hours"
_RELATIVES: Final = "following|next|previous|preceding|same|that|this|last|ensuing|succeeding|day|present"
_LATER: Final = "later|earlier|afterwards?|before|after|thence|hence|following|previously|ago"
_QUOTE: Final = "['’]"
_FEASTS: Final = _words(en.FIXED_FEASTS | en.MOVABLE_FEASTS).replace("'", _QUOTE)
_FEAST_ENDS: Final = _words({name[1:] for name in en.FIXED_FEASTS | en.MOVABLE_FEASTS}).replace("'", _QUOTE)
_SPACE: Final = re.compile(r"\s+")

_RULERS: Final = _words(en.REIGNS)

_TRIGGER_CAPITAL: Final = re.compile(
    rf"""[ABCDEFGHIJLMNOPSTVW](?<![A-Za-z].)(?:
        (?<=J)(?:an|un?|ul|AN|U)[a-zA-Z]*\b | (?<=F)(?:e|E)[bB][a-zA-Z]*\b | (?<=M)(?:ar|AR|ay|AY)[a-zA-Z]*\b
      | (?<=A)(?:p|P|ug|UG)[a-zA-Z]*\b | (?<=S)(?:e|E)[a-zA-Z]*\b | (?<=O)(?:c|C)[a-zA-Z]*\b
      | (?<=N)(?:o|O)[vVe][a-zA-Z]*\b | (?<=D)(?:e|E)[cC][a-zA-Z]*\b
      | (?<=M)[DCLXVI]{{4,}}\b
      | (?<=A)\.?\s?D\.?\s+\d
      | (?<=[MTWFS])(?:on|ues|ednes|hurs|ri|atur|un)day\b
      | (?<=[SAFW])(?:pring|ummer|utumn|all|inter)\b
      | (?<=.)(?:{_FEAST_ENDS})\b
      | (?<=[A-Z])\w+\s+[Yy]ear\s+of\b
      | (?<=[CDTFSEN])(?:entury|ecade|wenties|hirties|orties|ifties|ixties|eventies|ighties|ineties)\b
      | (?<=[FNPSTL])(?:ollowing|ext|revious|receding|ame|hat|his|ast)\s+(?:{_UNITS}|{_DAYPARTS})\b
      | (?<=[A-Z])\w+\s+(?:{_UNITS})\s+(?:{_LATER})\b
      | (?<=O)(?:ld\s+Style|\.\s?S\.) | (?<=N)(?:ew\s+Style|\.\s?S\.)
    )""",
    re.VERBOSE,
)
_TRIGGER_DIGIT: Final = re.compile(
    r"""[1-9](?<![\d$£€#].)(?<!\d[.,].)(?:\d{3}(?![\d%]|,\d{3}\b|\.\d)"""
    r"""|\d{0,2}(?:st|nd|rd|th|d)\b|\d{0,2}\s*[AB]\.?\s?[CD]\b"""
    r"""|\d?\.\s?\d{1,2}\.\s?\d{4}\b)"""
)
_TRIGGER_SMALL: Final = re.compile(
    rf"""[acdefmnpslwtyELMRW](?<![A-Za-z].)(?:
        (?<=[smafw])(?:pring|ummer|utumn|all|inter|idsummer|idwinter)\b
      | (?<=[efstn])\w+\s+year\s+of\b
      | (?<=c)entur(?:y|ies)\b
      | (?<=[tfsen])(?:wenties|hirties|orties|ifties|ixties|eventies|ighties|ineties)\b
      | (?<=[fnpstle])(?:ollowing|ext|revious|receding|ame|hat|his|ast|nsuing)
          \s+(?:{_UNITS}|{_DAYPARTS}|summer|winter|autumn|spring)\b
      | (?<=[dwmyfc])(?:ays?|eeks?|onths?|ears?|ecades?)\s+(?:{_LATER})\b
      | (?<=[eEmM])(?:nd|iddle|arly|ost)\s+(?:of|in)\s+the\s+(?:{_UNITS})\b
      | (?<=[lL])ater?\s+in\s+the\s+(?:{_UNITS})\b
      | (?<=[eE])arly\s+in\s+the\s+(?:{_UNITS})\b | (?<=[rRwW])(?:est|hole)\s+(?:of\s+the\s+)?(?:{_UNITS})\b
    )""",
    re.VERBOSE,
)

_TWO_WORD_PARTS: Final = tuple(_two for part in en.PARTS if " " in part for _two in (part, part.capitalize()))
_LEXER: Final = re.compile(
    rf"""
      (?<![A-Za-z])(?:
        (?P<plain>(?:[bdghikpqrwxyz][a-z]*|the|and|of|to|that|their|they|as|at|an|on|or|for|from|century)\b)
      | (?=[A-Z])(?:
          (?P<F>(?:{_FEASTS})\b)
        | (?P<R>(?:(?:King|Queen)\s+)?(?:{_RULERS})\b(?=[\s,.;:)]))
        | (?P<B>B\.\s?C\.(?:\s?E\.)?|B\.C\b)
        | (?P<A>A\.\s?D\.?(?!\w)|C\.\s?E\.|Anno\s+[Dd]omini\b)
        | (?P<J>Old\s+[Ss]tyle\b|O\.\s?S\.|Julian\s+calendar\b)
        | (?P<G>New\s+[Ss]tyle\b|N\.\s?S\.|Gregorian\s+calendar\b)
        | (?P<Y>M[DCLXVI]{{4,}}\b)
        )
      | (?P<J_>old\s+style\b) | (?P<G_>new\s+style\b)
      | (?P<o>(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
      | (?P<D>(?:nine|eigh)teen[-\s](?:{_words(en.DECADES)})\b)
      | (?P<z>(?:[Vv]ery\s+)?(?:
            (?:{_words(_TWO_WORD_PARTS)})
          | (?:[Ee]arly|[Ll]ate|[Ll]ater(?=\s+(?:in|on|that)\b))(?:\s+(?:in|on))?
          )\b(?!\s+(?:morning|hours)))
      | (?P<q>ca?\.(?=\s?\d))
      | (?P<v>(?:[Ee]arly|[Ll]ate|small)\s+(?:morning\s+hours|{_DAYPARTS})\b|mornings?\s+hours\b)
      | (?P<N>(?:[Aa]\s+couple\s+of|[Aa]\s+few)\b)
      | (?P<S>(?:[Ss]ometime|[Ss]hortly|[Ss]oon|[Jj]ust|[Nn]ot)\s+(?:after|before)\b
          | [Nn]ot?\s+(?:later|earlier)\s+than\b)
      | (?P<k>up\s+to\b)
      | (?P<word>[A-Za-z]+)
      )
    | (?P<I>\b\d{{4}}-\d\d-\d\d\b
        | (?<![\d.])\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}\b|(?<![\d/])\d{{1,2}}/\d{{1,2}}/\d{{4}}\b)
    | (?P<T>(?<![\w$£])(?:\d\d)?\d0{_QUOTE}?s\b)
    | (?P<o_>(?<![\w.,$£-])(?:3[01]|[12]?\d)(?:st|nd|rd|th|d)\b)
    | (?P<num>(?<![\w$£€#§.])(?<!\d,)\d{{1,4}}(?![\d%]|,\d{{3}}\b|\.\d|[A-Za-z]))
    | (?P<num_>(?<=\d,)\d{{4}}\b(?!,\d))
    | (?P<p>(?<!\w){_QUOTE}\d\d\b(?!{_QUOTE}))
    | (?P<mark>[-–—]+|[/,&()\[\]])
    """,
    re.VERBOSE,
)


def _both_cases(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word
        yield word[0].upper() + word[1:]


def _vocabulary() -> dict[str, tuple[str, object]]:
    """Single words to kind and meaning."""
    table: dict[str, tuple[str, object]] = {name: ("M", (at, name in TRUE_MONTHS)) for name, at in MONTH_OF.items()}
    plain = {"t": ["the"], "f": ["of"], "a": ["and"], "r": ["from"], "b": ["between"], "i": ["in"]} | {
        "k": ["to", "till", "until", "through"],
        "q": ["about", "around", "circa", "approximately", "roughly", "towards", "toward"],
        "x": _RELATIVES.split("|"),
        "l": [
            "later",
            "earlier",
            "afterward",
            "afterwards",
            "before",
            "after",
            "thence",
            "hence",
            "previously",
            "ago",
        ],
        "B": ["BC", "BCE"],
        "A": ["AD", "CE"],
        "J": ["OS"],
        "G": ["NS"],
    }
    table |= {
        one: (kind, one.lower()) for kind, words in plain.items() for word in words for one in _both_cases([word])
    }
    table |= {
        one: ("z", en.PARTS[word])
        for word in en.PARTS
        for one in _both_cases([word])
        if " " not in word and word != "later"
    }
    table |= {one: ("s", first) for word, first in en.SEASONS.items() for one in _both_cases([word])}
    table |= {one: ("o", at) for word, at in en.ORDINALS.items() for one in _both_cases([word])}
    table |= {one: ("c", None) for word in ("century", "centuries") for one in _both_cases([word])}
    table |= {one: ("u", unit) for unit in _UNIT_WORDS for plural in ("", "s") for one in _both_cases([unit + plural])}
    table |= {one: ("v", word) for word in _DAYPARTS.split("|")[:-1] for one in _both_cases([word])}
    table |= {one: ("T", size) for word, size in en.DECADES.items() for one in _both_cases([word])}
    table |= {one: ("N", span) for word, span in en.COUNTS.items() if " " not in word for one in _both_cases([word])}
    days = {at: (name, name[:3], name[:4], name[:5]) for at, name in enumerate(en.WEEKDAYS)}
    return table | {name: ("W", at) for at, names in days.items() for name in names}


_UNIT_WORDS: Final = ("day", "week", "fortnight", "month", "year", "decade")
_VOCABULARY: Final = _vocabulary()
_NOTHING: Final = (GAP, None)
_REACH: Final = 44
"""How far from a trigger its date may begin or end, in characters; longer ones have several."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the text; a `GAP` token where something else stands between two, or a blank line."""
    for start, end in _windows(text):
        yield from _lex(text, start, end)
        yield Token(GAP, end, end)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    hits = sorted(
        (found.start(), found.end())
        for trigger in (_TRIGGER_CAPITAL, _TRIGGER_DIGIT, _TRIGGER_SMALL)
        for found in trigger.finditer(text)
    )
    edge: tuple[int, int] | None = None
    for first, last in hits:
        start, end = max(0, first - _REACH), min(len(text), last + _REACH)
        if edge and start <= edge[1]:
            edge = edge[0], max(edge[1], end)
            continue
        if edge:
            yield edge
        edge = start, end
    if edge:
        yield edge


def _lex(text: str, start: int, end: int) -> Iterator[Token]:
    at = start
    for found in _LEXER.finditer(text, start, end):
        group, (first, last) = found.lastgroup or "", found.span()
        kind, value = _VOCABULARY.get(found[0], _NOTHING) if group in ("word", "plain") else _MEANINGS[group](found[0])
        if kind == GAP:
            continue
        if kind == "M" and text[last : last + 1] == "." and found[0].capitalize() in en.MONTH_ABBREVIATIONS:
            last += 1
        between = text[at:first]
        if between and (not between.isspace() or between.count("\n") > 1):
            yield Token(GAP, at, first)
        yield Token(kind, first, last, value)
        at = last


_MARKS: Final = {"&": "a", "/": "/", ",": ",", "(": "(", "[": "(", ")": ")", "]": ")"}


def _mark(words: str) -> tuple[str, object]:
    return _MARKS.get(words, "-"), None


def _number(words: str) -> tuple[str, object]:
    value = int(words)
    if len(words) == 4:
        return ("Y" if 1000 <= value <= 2199 else GAP), value
    if len(words) == 3:
        return ("h" if value >= 100 else GAP), value
    if 1 <= value <= 31 and words[0] != "0":
        return "d", value
    return "n", value


def _ordinal(words: str) -> tuple[str, object]:
    digits = words.rstrip(".stndrh")
    value = int(digits) if digits.isdigit() else en.ORDINALS.get(_SPACE.sub(" ", words))
    return (GAP, None) if value is None else ("o", value)


def _decade(words: str) -> tuple[str, object]:
    return "T", int(re.sub(r"\D", "", words))


def _named_decade(words: str) -> tuple[str, object]:
    lead, _, name = re.sub(r"[-\s]+", " ", words.lower()).rpartition(" ")
    return "T", en.DECADES[name] + {"nineteen": 1900, "eighteen": 1800, "": 0}[lead]


def _feast(words: str) -> tuple[str, object]:
    return "F", _SPACE.sub(" ", words).replace("’", "'")


def _reign(words: str) -> tuple[str, object]:
    """A ruler's name to the year, month and day from which the years of the reign are counted."""
    name = _SPACE.sub(" ", words).removeprefix("King ").removeprefix("Queen ")
    return "R", tuple(int(part) for part in en.REIGNS[name].split("-"))


def _part(words: str) -> tuple[str, object]:
    name = _SPACE.sub(" ", words.lower()).removeprefix("very ").rstrip("-")
    return "z", en.PARTS[re.sub(r" (?:in|on)$", "", name)]


def _count(words: str) -> tuple[str, object]:
    return "N", en.COUNTS[_SPACE.sub(" ", words.lower())]


_ROMAN: Final = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_ROMAN_YEAR: Final = re.compile(r"M(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")


def _roman(words: str) -> tuple[str, object]:
    """A year in Roman numerals, additive forms of old imprints included."""
    values = [_ROMAN[letter] for letter in words]
    year = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return ("Y" if _ROMAN_YEAR.fullmatch(words) and 1400 <= year <= 2199 else GAP), year


def _figures(words: str) -> tuple[str, object]:
    parts = [int(part) for part in re.split(r"[-./]\s?", words)]
    if len(words.split("-")[0]) == 4:
        return "I", tuple(parts)
    day, month, year = parts
    if month > 12 >= day and "/" in words:
        day, month = month, day
    return ("I" if 1 <= month <= 12 and 1 <= day <= 31 else GAP), (year, month, day)


def _plain(kind: str) -> Callable[[str], tuple[str, object]]:
    return lambda words: (kind, _SPACE.sub(" ", words.lower()))


_MEANINGS: Final[dict[str, Callable[[str], tuple[str, object]]]] = {
    "num": _number,
    "num_": _number,
    "o": _ordinal,
    "o_": _ordinal,
    "T": _decade,
    "D": _named_decade,
    "F": _feast,
    "Y": _roman,
    "R": _reign,
    "z": _part,
    "N": _count,
    "I": _figures,
    "p": lambda words: ("p", int(words[1:])),
    "mark": _mark,
} | {group: _plain(group[0]) for group in ("B", "A", "J", "J_", "G", "G_", "q", "v", "S", "k")}


def at_or_before(starts: list[int], offset: int) -> int:
    """Index of the last start that is not after the offset, -1 where all are."""
    return bisect_left(starts, offset + 1) - 1
