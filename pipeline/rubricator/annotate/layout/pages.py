"""Paragraphs that run over the end of a page: one each, with what the print put between its halves inside (3.11.3).

Between the halves stands nothing but page furniture; where notes of the page stand there too, the halves stay two
paragraphs, told as the first and the last piece of one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rubricator.model.document import Annotation
from rubricator.model.layers import LAYERS
from rubricator.reading.blocks import SPACE

_PAGE: Final = ("header", "footer", "pageNum")
_BLOCKS: Final = ("frame", "container", "leaf")
_HYPHENS: Final = "-‐¬"

Span = tuple[int, int]


def over_pages(annotations: Iterable[Annotation], text: str) -> Iterator[Annotation]:
    """The annotations, paragraphs that run over the end of a page put together."""
    made = list(annotations)
    furniture = sorted((one.start, one.end) for one in made if one.layer == "fw" and one.attrs.get("type") in _PAGE)
    if not furniture:
        yield from made
        return
    between = _Between(made, furniture, text)
    loose = [one for one in made if one.layer == "p" and not between.noted(one.start)]
    kept = {id(one) for one in loose}
    yield from (one for one in made if id(one) not in kept)
    yield from _joined(sorted(loose, key=lambda one: one.start), between)


def _joined(paragraphs: Sequence[Annotation], between: _Between) -> Iterator[Annotation]:
    last: Annotation | None = None
    for one in paragraphs:
        how = between.how(last, one) if last else ""
        if how == "joined" and last:
            last = last._replace(end=max(last.end, one.end))
            continue
        if how == "pieces" and last:
            last = last._replace(attrs={**last.attrs, "part": "M" if last.attrs.get("part") else "I"})
            one = one._replace(attrs={**one.attrs, "part": "F"})
        if last:
            yield last
        last = one
    if last:
        yield last


class _Between:
    """What stands between two paragraphs."""

    def __init__(self, made: Sequence[Annotation], furniture: Sequence[Span], text: str) -> None:
        blocks = [one for one in made if LAYERS[one.layer].level in _BLOCKS and one.layer not in ("p", "fw")]
        notes = [(one.start, one.end) for one in made if one.rule == "note"]
        self._text = text
        self._furniture = furniture
        self._is_furniture = frozenset(furniture)
        self._passed = sorted((*furniture, *notes))
        edges = {edge for one in blocks for edge in ((one.start, "start"), (one.end, "end"))}
        self.noted = inside = _Inside(sorted(notes))
        self._starts = sorted(at for at, kind in edges if kind == "start" and not inside(at))
        self._ends = sorted(at for at, kind in edges if kind == "end" and not inside(at - 1))

    def how(self, one: Annotation, after: Annotation) -> str:
        """``joined`` where only furniture parts two halves of a sentence, ``pieces`` where notes do too, else ''."""
        if after.start <= one.end or not self._goes_on(one, after) or not self._holds_page(one.end, after.start):
            return ""
        if bisect_right(self._ends, after.start) > bisect_left(self._ends, one.end):
            return ""
        if bisect_right(self._starts, after.start) > bisect_left(self._starts, one.end):
            return ""
        passed = self._passed[bisect_left(self._passed, (one.end, 0)) : bisect_left(self._passed, (after.start, 0))]
        rest, at = "", one.end
        for start, end in passed:
            rest += self._text[at:start] if start > at else ""
            at = max(at, end)
        if (rest + self._text[at : after.start]).strip(SPACE):
            return ""
        return "joined" if all(span in self._is_furniture for span in passed) else "pieces"

    def _goes_on(self, one: Annotation, after: Annotation) -> bool:
        """True where the first has no end and the second no beginning."""
        last, first = self._text[one.end - 1], self._text[after.start]
        return (last.isalnum() or last in f",;{_HYPHENS}") and first.islower()

    def _holds_page(self, start: int, end: int) -> bool:
        at = bisect_left(self._furniture, (start, 0))
        return at < len(self._furniture) and self._furniture[at][0] < end


class _Inside:
    """Tells whether an offset lies in one of some spans that do not overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def __call__(self, at: int) -> bool:
        found = bisect_right(self._starts, at) - 1
        return found >= 0 and at < self._spans[found][1]
