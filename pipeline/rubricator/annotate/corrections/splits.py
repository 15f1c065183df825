"""Words that a stray space splits, and words printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, compress, pairwise
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary, words_at
from rubricator.model.document import Cert
from rubricator.reading.search import near

_OPENING: Final = "‘“\"'([—"
_CLOSING: Final = ".,;:!?’”\"')]—"
_MARKS: Final = _OPENING + _CLOSING
_GAP: Final = re.compile(r" |\r?\n")
_SHORTEST: Final = 3
_COMMON: Final = 1e-5
_VERY_COMMON: Final = 1e-4
_SEVERAL: Final = 2
_RARELY: Final = 5_000
"""A printer doubles a word once in so many words at most."""


def splits(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Two neighbours that are a word together, one of them none by itself."""
    strange = frozenset(word for word in words.unknown if len(word) >= _SHORTEST)
    suspect = {token for token, count in words.tokens.items() if count == 1 and token.strip(_MARKS) in strange}
    tokens = words.sequence
    found: set[tuple[str, str]] = set()
    for at in compress(range(len(tokens)), map(suspect.__contains__, tokens)):
        for first, last in pairwise(tokens[max(0, at - 1) : at + 2]):
            if last.islower() and not first[-1].isupper():
                start, end = first.lstrip(_OPENING), last.rstrip(_CLOSING)
                if words.knows(start + end) and (start.islower() or start.istitle()):
                    found.add((start, end))
    joined = {pair: given for pair in found if (given := _given(*pair, words))}
    ends_of: dict[str, list[str]] = {}
    for start, end in sorted(joined):
        ends_of.setdefault(start, []).append(end)
    for start, at in words_at(text, ends_of):
        behind = at + len(start)
        begin = gap.end() if (gap := _GAP.match(text, behind)) else behind
        for end in ends_of[start]:
            stop = begin + len(end)
            if begin > behind and text.startswith(end, begin) and not text[stop : stop + 1].isalnum():
                yield Fault(at, stop, start + end, "space", "space-in-word", *joined[start, end])


def _given(start: str, end: str, words: Vocabulary) -> tuple[Cert, str] | None:
    """Certainty and evidence of the whole word; None where the parts are as good."""
    if not (start.isalpha() and end.isalpha() and len(end) > 1):
        return None
    sure, known = _weighed(start, end, words)
    if not (sure or known):
        return None
    return "high" if sure else "medium", "internal" if words.count(start + end) else "external"


def _weighed(start: str, end: str, words: Vocabulary) -> tuple[bool, bool]:
    """Whether document and list both know the whole word; whether one does, and nothing speaks for the parts."""
    whole, tail = words.frequency(start + end), words.frequency(end)
    seen, strange = words.count(start + end), words.frequency(start) == 0 and words.count(start) <= 1
    short = len(end) < _SHORTEST
    if tail > (_VERY_COMMON if strange else 0) or not (strange or (start.islower() and not short)):
        return False, False
    if (short and words.attested(start)) or not (words.settled or _proved(start, end, words)):
        return False, False
    sure = whole > 0 and (seen >= 2 or (seen == 1 and whole >= _COMMON))
    known = seen >= 2 or (strange and (seen == 1 or whole >= _COMMON or (whole > 0 and not words.attested(start))))
    return sure, known


def _proved(start: str, end: str, words: Vocabulary) -> bool:
    """True where document and list have the whole, and no list has the second part."""
    return words.count(start + end) > 1 and words.frequency(start + end) > 0 and not words.attested(end)


_FIRST_LETTER: Final = (
    r"[ \t]*(?P<first>[^\W\d_a-zß-öø-ÿ])(?P<gap>[ \t]{1,3}|[ \t]*\r?\n(?:[ \t]*\r?\n)?[ \t]*)"
    r"(?P<rest>[^\W\d_a-zß-öø-ÿ]+)(?=[\s,;])"
)
_INITIAL: Final = re.compile(rf"\n[ \t]*\r?\n{_FIRST_LETTER}")
_FIRST_INITIAL: Final = re.compile(_FIRST_LETTER)


def drop_capitals(text: str, words: Vocabulary) -> Iterator[Fault]:
    """The large first letter of a paragraph that stands apart from its word in capitals, which is none without it."""
    opening = _FIRST_INITIAL.match(text)
    for match in chain([opening] if opening else (), _INITIAL.finditer(text, opening.end() if opening else 0)):
        first, rest = match["first"], match["rest"]
        apart = "\n" in match["gap"] or len(rest) == 1 or not words.knows(rest.lower())
        if (apart or not words.knows(first.lower())) and words.knows((first + rest).lower()):
            yield Fault(match.start("first"), match.end(), first + rest, "space", "drop-capital", "high", "external")


def doubled(text: str, words: Vocabulary) -> Iterator[Fault]:
    """The second of two articles or particles, unless the document has so many that it means them."""
    once = words.of.once
    pairs = (f"{word}{space}{word}" for word in once for space in " \n")
    pattern = re.compile(rf"(?<![\w’'-])({'|'.join(once)})[ \n]\1(?=\s[^\W\d_])")
    found = list(near(text, pattern, *pairs)) if once else []
    if len(found) <= _SEVERAL + words.counts.total() // _RARELY:
        yield from (Fault(one.end(1), one.end(), "", "ocr", "doubled-word") for one in found)
