"""Cross-references of a dictionary or encyclopaedia: words in capitals that head another entry (3.7 [COXR])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rubricator.model.document import Annotation

_UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
_WORD: Final = rf"{_UPPER}(?:{_UPPER}|[’'-](?={_UPPER}))+"
_CAPITALS: Final = re.compile(rf"(?<![\w’'-]){_WORD}(?:,? {_WORD}){{0,5}}(?![\w’'-])")
_PART: Final = re.compile(_WORD)
_KEPT: Final = re.compile(r"[^\W_]+")


class Entry(NamedTuple):
    """An entry: its id, its extent, and where its headword ends."""

    id: str
    start: int
    end: int
    after: int


def references(entries: Sequence[Entry], text: str) -> Iterator[Annotation]:
    """The cross-references within the entries, each the longest run of words that is a headword printed in capitals."""
    targets = _targets(entries, text)
    for one in entries:
        for match in _CAPITALS.finditer(text, one.after, one.end):
            yield from _within(match, targets, one.id, text)


def _targets(entries: Sequence[Entry], text: str) -> Mapping[str, str]:
    """Ids by headwords; a headword that stands over several entries leads nowhere."""
    found: dict[str, str] = {}
    for one in entries:
        words = text[one.start : one.after]
        capitals = _CAPITALS.search(words)
        if capitals:
            key = _key(capitals[0])
            found[key] = "" if key in found else one.id
    return found


def _within(match: re.Match[str], targets: Mapping[str, str], own: str, text: str) -> Iterator[Annotation]:
    words = [part.span() for part in _PART.finditer(text, *match.span())]
    at = 0
    while at < len(words):
        ends = range(len(words), at, -1)
        last = next((end for end in ends if targets.get(_key(text[words[at][0] : words[end - 1][1]]))), 0)
        if not last:
            at += 1
            continue
        target = targets[_key(text[words[at][0] : words[last - 1][1]])]
        if target != own:
            attrs = {"target": target, "type": "internal"}
            whole = not at and last == len(words)
            yield Annotation(
                "ref", words[at][0], words[last - 1][1], attrs, "cross-reference", "high" if whole else "medium"
            )
        at = last


def _key(words: str) -> str:
    return " ".join(_KEPT.findall(words.casefold()))
