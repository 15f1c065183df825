"""Words that a stray space splits, and words printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.document import Cert
from rubricator.language import table
from rubricator.reading import near

_OPENING: Final = "‘“\"'([—"
_CLOSING: Final = ".,;:!?’”\"')]—"
_MARKS: Final = _OPENING + _CLOSING
_ONCE: Final = table("corrections")["never_twice"].split()
_TWICE: Final = re.compile(rf"(?<![\w’'-])({'|'.join(_ONCE)})[ \n]\1(?=\s[^\W\d_])")
_TWO: Final = tuple(f"{word}{space}{word}" for word in _ONCE for space in " \n")
_SHORTEST: Final = 3
_LISTED: Final = 1e-6
_COMMON: Final = 1e-5
_VERY_COMMON: Final = 1e-4


def splits(text: str, words: Vocabulary) -> Iterator[Fault]:
    """Two neighbours that are a word together, one of them none by itself."""
    strange = frozenset(word for word in words.unknown if len(word) >= _SHORTEST)
    suspect = {token for token in words.tokens if token.strip(_MARKS) in strange}
    tokens = text.split()
    found: set[tuple[str, str]] = set()
    for at in [at for at, token in enumerate(tokens) if token in suspect]:
        for first, last in pairwise(tokens[max(0, at - 1) : at + 2]):
            start, end = first.lstrip(_OPENING), last.rstrip(_CLOSING)
            if words.knows(start + end) and end.islower() and (start.islower() or start.istitle()):
                found.add((start, end))
    for start, end in sorted(found):
        yield from _joined(text, start, end, words)


def _joined(text: str, start: str, end: str, words: Vocabulary) -> Iterator[Fault]:
    """The faults, if the parts are less than the whole."""
    if not (start.isalpha() and end.isalpha() and len(end) >= _SHORTEST):
        return
    sure, known = _weighed(start, end, words)
    if sure or known:
        whole = start + end
        cert: Cert = "high" if sure else "medium"
        evidence = "internal" if words.count(whole) else "external"
        for found in re.finditer(rf"(?<!\w){start}(?: |\r?\n){end}(?!\w)", text):
            yield Fault(*found.span(), whole, "space", "space-in-word", cert, evidence)


def _weighed(start: str, end: str, words: Vocabulary) -> tuple[bool, bool]:
    """Whether document and list both know the whole word; whether one does, and nothing speaks for the parts."""
    whole, tail = words.frequency(start + end), words.frequency(end)
    seen, strange = words.count(start + end), words.frequency(start) == 0 and words.count(start) <= 1
    if tail > (_VERY_COMMON if strange else 0) or (start.istitle() and not strange):
        return False, False
    sure = whole > 0 and (seen >= 2 or (seen == 1 and whole >= _COMMON))
    known = seen >= 2 or (strange and (seen == 1 or whole >= (_COMMON if tail else _LISTED)))
    return sure, known


def doubled(text: str, words: Vocabulary) -> Iterator[Fault]:
    """The second of two articles or particles."""
    for found in near(text, _TWICE, *_TWO):
        yield Fault(found.end(1), found.end(), "", "ocr", "doubled-word")
