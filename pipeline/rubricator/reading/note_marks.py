"""Marks of notes: what may call a note, and what may stand before one as its label.

A mark has a form (square brackets, a raised figure, a sign …), a kind (numbers, letters, signs) and a label, the
bare number, letter or sign. Whether it is the mark of a note is not decided here but by the series that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.reading.calls import RAISED, SIGNS

Form = Literal["word", "square", "brace", "round", "sign", "raised", "closed", "dot", "bare"]
Kind = Literal["number", "letter", "sign"]

_OPENS: Final[dict[str, Form]] = {"[": "square", "{": "brace", "(": "round"}
_CLOSES: Final = {"[": "]", "{": "}", "(": ")"}
_INNER: Final = rf"\d{{1,4}}[a-z]?|[A-Z]{{1,2}}|[a-z]|[{SIGNS}]{{1,4}}"
_FIRST: Final = re.compile(rf"[\[{{({SIGNS}{RAISED}^\d|](?:(?<!\|)|\|)")
"""A character with which a mark may begin."""
_MARK: Final = re.compile(
    rf"""(?P<open>[\[{{(])\^?(?P<inner>{_INNER})(?P<close>[\]}})])
      | (?P<sign>\*{{1,6}}|[{SIGNS[1:]}]{{1,4}}|\|\|)(?P<signed>\)?)
      | (?P<raised>[{RAISED}]{{1,4}})
      | \^(?P<caret>\{{\d{{1,4}}\}}|\d{{1,4}})
      | (?P<figure>\d{{1,3}})(?!\d)(?P<after>\)?)""",
    re.VERBOSE,
)
_LABEL: Final = re.compile(
    rf"""(?P<open>[\[{{(])\^?(?P<inner>{_INNER})(?P<close>[\]}})]):?(?![-+](?:\s|$))(?=\s*\S|\Z)
      | (?P<sign>\*{{1,6}}|[{SIGNS[1:]}]{{1,4}}|\|\|)(?P<signed>\)?)(?=[ \t]{{0,4}}[\w_“"'‘\[(«»„¿¡]|\s?[—–-])(?![a-z])
      | (?P<raised>[{RAISED}]{{1,4}})(?=\s*\S)
      | \^(?P<caret>\{{\d{{1,4}}\}}|\d{{1,4}})(?=\s*\S)
      | (?P<figure>\d{{1,3}}[a-z]?|[a-zA-Z](?=[.)]))(?P<after>\.\)|[.):]|(?=\s+[^\W\d_]))(?=\s+\S|[A-Z"“«„_]|\Z)""",
    re.VERBOSE,
)
_EMPHASIS: Final = re.compile(r"(\*{1,3})[^\s*](?:[^*\n]*[^\s*])?\1(?![\w*])")
"""Words between asterisks: emphasis, or a number of a section."""
_EMPHASIZED: Final = re.compile(r"(?<![^\s(\[“\"'—–-])\*{1,3}[^\s*][^*]*\Z")
"""What stands before the asterisk that closes emphasis."""
_AFTER: Final = ".,;:!?…’”\"')]»›—–-"
"""Marks that may follow a sign that is a call."""
_LINE: Final = 120
_PLAIN: Final = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_CLOSING: Final = ".,;:!?…’”\"')]»›—–_*"
"""Marks after which a call may stand."""
_LONGEST_ROUND: Final = 3
"""Most figures of a number in round brackets that may be a note's; four are a year."""
_YEAR_BEFORE: Final = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d\.$")
"""The year and stop after which a figure is a call: the storm of 1839.5"""
_NUMBER: Final = re.compile(r"(\d+)(\D*)")


class Mark(NamedTuple):
    """A mark as printed. `glued` where it stands right after a word or its punctuation."""

    start: int
    end: int
    form: Form
    kind: Kind
    label: str
    glued: bool = True


def kind_of(label: str) -> Kind:
    """Whether a label is a number, a letter or a sign."""
    return "number" if label[0].isdecimal() else "letter" if label[0].isalpha() else "sign"


def rank(label: str) -> tuple[int, str]:
    """Key by which the labels of a series rise: 2, 2a, 3; Y, Z, AA, AB."""
    number = _NUMBER.fullmatch(label)
    return (int(number[1]), number[2]) if number else (len(label), label)


def call_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """What could call a note, from left to right."""
    stop = len(text) if end is None else end
    at = start
    for first in _FIRST.finditer(text, start, stop):
        if first.start() < at or not (found := _MARK.match(text, first.start(), stop)):
            continue
        at = found.end()
        if mark := _call(text, found):
            yield mark


def _call(text: str, found: re.Match[str]) -> Mark | None:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    glued = bool(before) and (before.isalnum() or before in _CLOSING)
    if found["open"]:
        return _enclosed(found, glued)
    if label := found["raised"] or found["caret"]:
        return _mark(found, "raised", label) if glued and not after.isalnum() else None
    if found["sign"]:
        return _mark(found, "sign", found["sign"], glued) if _is_sign_call(text, *found.span(), glued) else None
    if found["after"]:
        return _mark(found, "closed", found["figure"], glued) if _is_closed_call(text, found.start()) else None
    return _mark(found, "bare", found["figure"]) if _is_bare_call(text, found.start(), found.end()) else None


def _mark(found: re.Match[str], form: Form, label: str, glued: bool = True) -> Mark:
    plain = label.strip("{}").translate(_PLAIN).replace("||", "‖")
    return Mark(*found.span(), form, kind_of(plain), plain, glued)


def _enclosed(found: re.Match[str], glued: bool) -> Mark | None:
    if _CLOSES[found["open"]] != found["close"] or (found["open"] == "(" and len(found["inner"]) > _LONGEST_ROUND):
        return None
    return _mark(found, _OPENS[found["open"]], found["inner"], glued)


def _is_sign_call(text: str, start: int, end: int, glued: bool) -> bool:
    """True for a sign after a word or its punctuation, or after a space; no part of a row, of emphasis, of code."""
    further, after = text[start - 2 : start - 1], text[end : end + 1]
    if after and not (after.isspace() or after in _AFTER):
        return False
    if text[start] == "*" and _EMPHASIZED.search(text, max(text.rfind("\n", 0, start) + 1, start - _LINE), start):
        return False
    if glued:
        return text[start - 1].isalnum() or further.isalnum() or further in tuple(_CLOSING)
    if _alone(text, start, end):
        return False
    near = text[max(start - 2, 0) : start] + text[end : end + 2]
    return text[start - 1 : start] in tuple(" \u00a0\u202f") and not any(one in near for one in SIGNS + "\n|=+-<>(/")


def _is_closed_call(text: str, start: int) -> bool:
    """True for 1) where no bracket is open before it: (see fig. 1) is another thing."""
    before = text[max(start - _LINE, 0) : start]
    return not before[-1:].isdecimal() and before.rfind("(") <= before.rfind(")")


def _alone(text: str, start: int, end: int) -> bool:
    """True for a sign among nothing but signs: a row of asterisks."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not any(character.isalnum() for character in text[first : last if last >= 0 else len(text)][:_LINE])


def _is_bare_call(text: str, start: int, end: int) -> bool:
    """True for figures right after a word, or after the mark that closes one, and before white space or a mark."""
    before, further, after = text[start - 1 : start], text[start - 2 : start - 1], text[end : end + 1]
    if text[start] == "0" or end - start > 3 or not (not after or after.isspace() or after in ",;:!?)’”\"'—–-."):
        return False
    if after and not after.isspace() and text[end + 1 : end + 2].isalnum() and after not in "—–-":
        return False
    closing = before in tuple(_CLOSING) and (further.isalpha() or further in tuple("’”\"'.)]!?_:;,—–"))
    return (
        before.islower()
        or closing
        or (before == "." and _YEAR_BEFORE.search(text, max(start - 6, 0), start) is not None)
    )


@lru_cache(maxsize=8)
def note_words(language: str) -> re.Pattern[str]:
    """A word for a note in brackets, the label that may follow, and what ends both: ``[Footnote 3: ``."""
    own, english = (lexicon(code).notes for code in (language, "en"))
    groups = (
        f"(?P<{name}>{alternatives({*getattr(own, name), *getattr(english, name)})})"
        for name in ("transcriber", "editor", "margin", "note")
    )
    return re.compile(
        rf"(?P<mark>(?P<bracket>[\[({{])?\s?(?:{'|'.join(groups)})(?:\.?(?:\s+|(?=\d))(?P<label>{_INNER}|[{SIGNS}]{{1,4}})(?![\w]))?"
        r"(?:\s?(?P<end>[:.—–-]{1,3}|\])|(?<=\d)(?=\s)))",
        re.IGNORECASE,
    )


def label_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark with which a line begins, as the label of a note."""
    found = _LABEL.match(text, start, end)
    if found is None:
        return None
    if found["open"]:
        return _enclosed(found, False)
    if label := found["raised"] or found["caret"]:
        return _mark(found, "raised", label)
    if label := found["sign"]:
        closed = text[start:end].rstrip().endswith(label) or _EMPHASIS.match(text, start, end)
        return None if closed and not found["signed"] else _mark(found, "sign", label)
    form: Form = {"": "bare", ")": "closed", ":": "bare"}.get(found["after"], "dot")  # type: ignore[assignment]
    return _mark(found, form, found["figure"])
