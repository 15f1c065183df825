"""What may be a speaker's label: the start of a line that looks like a name and is closed (7.2.2 [DRSP]).

No pattern lists the forms that labels have. A name is a few words with capitals, small ones between; a mark closes
it, or the end of the line; a direction may stand before the mark. Whether it is a label its series tells (`series`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rubricator.annotate.drama.cast import either_way, folded
from rubricator.language import lexicon
from rubricator.reading.blocks import Line
from rubricator.reading.words import SPACED_WORD, closed_up

Case = Literal["capitals", "italics", "title"]
Key = tuple[str, ...]

SHORT_NAME: Final = 4
"""Most letters of a month or day whose name may be a speaker's, too."""
_SPEAKING: Final = ("chorus", "prologue", "epilogue")
"""Headings that are the names of speakers, too."""
_LONGEST: Final = 64
"""Most characters of a label."""
_MOST_WORDS: Final = 9
_MOST_CUTS: Final = 3
_ASIDE: Final = 700
"""Most characters of a direction between a label and its mark."""
_MARKS: Final = "_*="
WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?")
_BETWEEN: Final = re.compile(r"\.?,? ?[/&] ?|, |\.? |\.(?=[^\W\d_])|\.-")
_MARK: Final = re.compile(r"[_*=]{0,2}(?: ?:|\.?)[_*=]{0,2}\.?(?: ?(?:[—–]|--)| -(?= )|(?<=\.)-(?= ))?")
BRACKET: Final = re.compile(
    r"[_*]?,? ?[_*]?(?:\((?:[^()]|\([^()]{0,200}\)){1,700}\)|\[[^\[\]]{1,700}\])_?|[.,]? _[^_\n]{2,80}_"
)
_SPOKEN: Final = re.compile(r" {1,3}([\"“‘'«„¿¡]?[^\W\d_]+)")
_SHORTEST: Final = 3
"""Least letters of a name in capitals that nothing but white space closes."""
_CLAUSE: Final = re.compile(r"[_*]?, [^\n:—–]{2,300}?(?=(?:\. ?[—–]| ?:)\s)")
_LINE_END: Final = re.compile(r"[ \t]*(?:[\r\n]|$)")
_DONE: Final = re.compile(r"(?: [^\W\d_A-Z]+){1,3}(?=:)")
"""What somebody does in speaking, after a bracket: Mr. Ross (Leeds) moved:"""
_STARTS: Final = re.compile(r"[_*=]{0,2}[^\W_a-z]")
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|n?d|r?d|th|e|er|ère|re|me|º|ª)?", re.IGNORECASE)


class Shape(NamedTuple):
    """How a label looks: on a line of its own or before the words, its letters, the mark that closes it."""

    alone: bool
    case: Case
    mark: str


class Label(NamedTuple):
    """A label: where it begins, where name and mark end, where the words begin, the name, the shape.

    Between `end` and `words` stands a direction, where there is one. `key` are the words that tell whom it names,
    small letters without accents; `first` where it begins a block, `followed` where more of the block comes after.
    """

    start: int
    end: int
    words: int
    name: str
    key: Key
    shape: Shape
    indent: int = 0
    first: bool = True
    followed: bool = True


@lru_cache(maxsize=4096)
def folded_key(name: str) -> Key:
    """The words of a name as they are compared."""
    return folded(name)


class Words(NamedTuple):
    """What is known of the words of labels in a language."""

    never: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    never_alone: frozenset[str]
    small: frozenset[str]
    numbered: frozenset[str]
    delivery: frozenset[str]
    offices: frozenset[str]
    headings: frozenset[str]
    begin: frozenset[str]


@lru_cache(maxsize=8)
def known_words(language: str) -> Words:
    """The words of labels in a language."""
    known = lexicon(language)
    drama, parts, common = known.drama, known.parts, known.common
    days = (forms[0] for forms in (*common.months, *common.weekdays) if len(forms[0]) > SHORT_NAME)
    done = (*drama.delivery, *drama.business, *drama.sung, *drama.read)
    return Words(
        either_way((*drama.never_labels, *(day.lower() for day in days), *drama.entrances, *drama.exits)),
        either_way(drama.honorifics),
        either_way((*drama.honorifics, *drama.titles)),
        either_way(drama.never_alone),
        either_way(drama.articles),
        frozenset(parts.divisions),
        frozenset(done),
        either_way(drama.offices),
        frozenset(name for name, kind in parts.named.items() if kind not in _SPEAKING),
        frozenset((*drama.definite, *drama.indefinite)),
    )


def cuts(text: str, line: Line, end: int, known: Words, first: bool = True) -> list[Label]:
    """The labels that the start of a line may be, the shortest first; `end` is that of the block."""
    match = _STARTS.match(text, line.start)
    if match is None:
        return []
    start = at = line.start
    while text[at] in _MARKS:
        at += 1
    opened, found = at > start, []
    spaced = SPACED_WORD.match(text, at, min(line.end, start + _LONGEST))
    if spaced:
        one = _closed(text, start, at, spaced.end(), line, end, opened, known, first)
        return [one] if one else []
    name_start, words = at, 0
    limit = min(line.end, start + _LONGEST)
    while words < _MOST_WORDS and (word := WORD.match(text, at, limit)):
        if not _may_stand(word[0], text[name_start:at].rstrip(" ’'"), known):
            break
        at, words = word.end(), words + 1
        if label := _closed(text, start, name_start, at, line, end, opened, known, first):
            found.append(label)
            if len(found) == _MOST_CUTS:
                break
        between = _BETWEEN.match(text, at, limit)
        if not between:
            break
        at = between.end()
    return found


def _may_stand(word: str, before: str, known: Words) -> bool:
    """True for a word with a capital or a number, and for a small one (of, von) after another, any after A, The."""
    if word[0].isupper() or (word[0].isdecimal() and len(word) < 5):
        return True
    return before != "" and (
        len(word) < 4 or word in known.small or not word[0].islower() or before.lower() in known.begin
    )


def _closed(
    text: str, start: int, name_start: int, at: int, line: Line, end: int, opened: bool, known: Words, first: bool
) -> Label | None:
    """The label that ends with the word before `at`, None where nothing closes it there."""
    mark = _MARK.match(text, at, line.end)
    assert mark
    name_end, words, kind, alone = mark.end(), mark.end(), _kind(mark[0]), mark.end() == line.end
    if not _stands(text, mark, line, opened):
        aside = _aside(text, at, line, end) or _words_after(text, name_start, at, line)
        if aside is None:
            return None
        name_end, words, kind, alone = aside
        name_end += opened and text[at] in _MARKS
    name = closed_up(text[name_start:at])
    case = _case(name, opened, known)
    if case is None:
        return None
    return Label(
        start, name_end, words, name, folded_key(name), Shape(alone, case, kind), line.indent, first, words < end
    )


def _stands(text: str, mark: re.Match[str], line: Line, opened: bool) -> bool:
    """True where a mark closes a label: something is printed, and white space or the end of the line follows."""
    if opened and not any(sign in mark[0] for sign in _MARKS):
        return False
    if mark.end() == line.end:
        return True
    signs = mark[0].strip(_MARKS)
    return bool(signs) and (text[mark.end()] in " \t\"“‘'«„(" or signs[-1] in "—–-")


def _kind(mark: str) -> str:
    return ":" if ":" in mark else "." if "." in mark else "—" if mark.strip(_MARKS) else ""


def _aside(text: str, at: int, line: Line, end: int) -> tuple[int, int, str, bool] | None:
    """A direction after a name, in brackets, italics, or between a comma and a dash or colon.

    Where the name ends, where the words begin, the mark, and whether nothing follows on the line.
    """
    if at == line.end or text[at] not in " ,_*.":
        return None
    bracket = BRACKET.match(text, at, min(end, at + _ASIDE))
    aside = bracket or _CLAUSE.match(text, at, line.end)
    if aside is None:
        return None
    done = _DONE.match(text, aside.end(), line.end) if bracket else None
    mark = _MARK.match(text, done.end() if done else aside.end(), end)
    assert mark
    kind, after = _kind(mark[0]), text[mark.end() : mark.end() + 1]
    if not (not after or after.isspace() or mark[0].strip(_MARKS)[-1:] in ("—", "–")) or not (kind or bracket):
        return None
    return at + (not bracket), mark.end(), kind, _LINE_END.match(text, mark.end()) is not None


def _words_after(text: str, start: int, at: int, line: Line) -> tuple[int, int, str, bool] | None:
    """Words after a name in capitals that nothing closes: LISETTA Chi ha chiuso? What goes on small is a direction."""
    after = _SPOKEN.match(text, at, line.end)
    name = text[start:at]
    if after is None or len(name) < _SHORTEST or not name.isupper() or (len(after[1]) > 1 and after[1].isupper()):
        return None
    if after[1][0].islower():
        return None
    return at, after.start(1), "", False


def _case(name: str, opened: bool, known: Words) -> Case | None:
    """How the letters of a name are set; None for what is no name."""
    words = [word for word in WORD.findall(name) if not _ORDINAL.fullmatch(word)]
    if not words:
        return None
    if opened:
        return "italics"
    bare = [word.strip("'’") for word in words]
    big = [word for word in bare if _is_capital(word)]
    if big and all(
        _is_capital(word) or word.lower() in known.ranks or word.lower() in known.small or _is_small(word)
        for word in bare
    ):
        return "capitals"
    if len(words) == 1 and len(name) == 1:
        return "capitals"
    return "title"


def _is_small(word: str) -> bool:
    """True for an initial, and for a small word between names: Secretary FOR, Duke of."""
    return len(word) == 1 or (len(word) < SHORT_NAME and word.islower())


def _is_capital(word: str) -> bool:
    """True for HAMLET and McCLELLAN."""
    return len(word) > 1 and word[-2:].isupper() and word[0].isupper()
