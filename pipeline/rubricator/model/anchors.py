"""Places in a text by quoted words: exact where the words stand as quoted, else the one place most like them.

A source may change a little under an anchor (a typo mended, a line break moved); the anchor then still means
one place, or none, never a guess between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

Span = tuple[int, int]

_LONG: Final = 80
_EDGE: Final = 36
_CONTEXTS: Final = (16, 32, 64, 128, 256, 512, 1024)
_LIKE: Final = 0.6
_ALONE: Final = 0.5
_MARGIN: Final = 0.1
_NEAR: Final = 24
_FEWEST: Final = 4


class Anchor(NamedTuple):
    """Quoted words between `before` and `after`; `to` are the last words of a longer passage that `quote` begins.

    An empty `quote` means the point between `before` and `after`.
    """

    quote: str
    before: str = ""
    after: str = ""
    to: str = ""


def anchored(text: str, start: int, end: int) -> Anchor | None:
    """An anchor that means ``[start, end)`` and nothing else; None where none of reasonable length does."""
    quote, to = text[start:end], ""
    if end - start > _LONG:
        quote, to = _head(text, start, _EDGE), _tail(text, end, _EDGE)
    for size in _CONTEXTS:
        anchor = Anchor(quote, _tail(text, start, size), _head(text, end, size), to)
        if exact(text, anchor) == [(start, end)]:
            return anchor
    return None


def _head(text: str, start: int, size: int) -> str:
    """Some `size` characters from `start`, whole words."""
    piece = text[start : start + size]
    cut = piece.rfind(" ")
    return piece[:cut] if len(piece) == size and cut > size // 2 else piece


def _tail(text: str, end: int, size: int) -> str:
    """Some `size` characters up to `end`, whole words."""
    piece = text[max(end - size, 0) : end]
    cut = piece.find(" ")
    return piece[cut + 1 :] if len(piece) == size and 0 <= cut < size // 2 else piece


def exact(text: str, anchor: Anchor) -> list[Span]:
    """Every place where words and context stand as quoted, first to last."""
    closing = "" if anchor.to else anchor.after
    found = []
    for at in _occurrences(text, anchor.before + anchor.quote + closing):
        start = at + len(anchor.before)
        end = _end(text, start, anchor)
        if end >= 0:
            found.append((start, end))
    return found


def _end(text: str, start: int, anchor: Anchor) -> int:
    end = start + len(anchor.quote)
    if not anchor.to:
        return end
    at = text.find(anchor.to + anchor.after, end)
    return at + len(anchor.to) if at >= 0 else -1


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def nearest(text: str, anchor: Anchor) -> Span | None:
    """The one place most like the anchor, where none is exact; None where it is not like enough or not alone."""
    return _best(_moved(text, anchor)) or _best(_mended(text, anchor))


def _best(candidates: Iterable[tuple[float, Span]]) -> Span | None:
    """The likeliest candidate; one that stands alone may be a little less like."""
    ordered = sorted(candidates, reverse=True)
    if len(ordered) > 1 and ordered[0][0] - ordered[1][0] < _MARGIN:
        return None
    enough = _LIKE if len(ordered) > 1 else _ALONE
    return ordered[0][1] if ordered and ordered[0][0] >= enough else None


def _moved(text: str, anchor: Anchor) -> Iterator[tuple[float, Span]]:
    """Places of the words in another context, each with its likeness."""
    for start in _occurrences(text, anchor.quote):
        end = _end(text, start, Anchor(anchor.quote, to=anchor.to))
        if end >= 0:
            yield _likeness(text, start, end, anchor), (start, end)


def _likeness(text: str, start: int, end: int, anchor: Anchor) -> float:
    """How much the context of a place is that of the anchor, from 0 to 1; the better side counts double."""
    before = _alike(anchor.before, text[max(start - len(anchor.before), 0) : start])
    after = _alike(anchor.after, text[end : end + len(anchor.after)])
    sides = [side for side, words in ((before, anchor.before), (after, anchor.after)) if words]
    return (sum(sides) + max(sides)) / (len(sides) + 1) if sides else 0.0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, " ".join(one.split()), " ".join(other.split()), autojunk=False).ratio()


def _mended(text: str, anchor: Anchor) -> Iterator[tuple[float, Span]]:
    """Places between the context where other words stand now, each with the likeness of the words."""
    before, after = anchor.before[-_NEAR:], anchor.after[:_NEAR]
    if not anchor.quote:
        yield from ((0.9, (at + len(before),) * 2) for at in _occurrences(text, before) if len(before) >= _FEWEST)
        yield from ((0.9, (at, at)) for at in _occurrences(text, after) if len(after) >= _FEWEST)
    elif len(before) >= _FEWEST and len(after) >= _FEWEST:
        for at in _occurrences(text, before):
            start = at + len(before)
            end = text.find(after, start, None if anchor.to else start + 2 * len(anchor.quote) + 2 * _NEAR)
            if end > start:
                yield _words_alike(text[start:end], anchor), (start, end)


def _words_alike(found: str, anchor: Anchor) -> float:
    if not anchor.to:
        return _alike(anchor.quote, found)
    ends = _alike(anchor.quote, found[: len(anchor.quote)]), _alike(anchor.to, found[-len(anchor.to) :])
    return sum(ends) / 2
