"""What each stage found last: found again without a run where all that it reads is as it was.

An annotator is a pure function of the layers that it declares to read (a law that tests hold), so after a decision
only the stages have to run again whose layers changed. How sure an annotation is and who says so is no part of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rubricator.model.context import Heard
from rubricator.model.document import Annotation, Document
from rubricator.model.messages import Finding

if TYPE_CHECKING:
    from rubricator.annotate.stages import Annotator

_ALWAYS: Final = "div"
"""The layer that tells what an archive wrote around the text, which every annotator is spared."""

_RUNS: Final = 4
"""Runs of a stage that are remembered: what was undone and done again is found without a run."""


class Found(NamedTuple):
    """What a stage found, and what it has to tell."""

    annotations: list[Annotation]
    findings: list[Finding]


class Memory:
    """What the stages found, for one text in one edition."""

    def __init__(self) -> None:
        self._kept: dict[str, deque[tuple[Document, Heard, Found]]] = {}
        self.ran: list[str] = []
        """The stages that had to run since this list was emptied."""

    def found(self, one: Annotator, document: Document, heard: Heard, run: Callable[[Document], Found]) -> Found:
        """What the annotator finds in the document, given what the editor has said."""
        kept = self._kept.setdefault(one.name, deque(maxlen=_RUNS))
        for at, (old, said, found) in enumerate(kept):
            if said == heard and all(_alike(old, document, layer) for layer in (*one.reads, _ALWAYS)):
                del kept[at]
                kept.appendleft((document, heard, found))
                return found
        self.ran.append(one.name)
        kept.appendleft((document, heard, run(document)))
        return kept[0][2]


def _alike(old: Document, new: Document, layer: str) -> bool:
    before, after = old.layers.get(layer), new.layers.get(layer)
    if before is after:
        return True
    if before is None or after is None or before.starts != after.starts:
        return False
    pairs = zip(before.annotations, after.annotations, strict=True)
    return all(one is other or (one.end == other.end and one.attrs == other.attrs) for one, other in pairs)


def changed(old: Document, new: Document) -> Iterator[tuple[Annotation | None, Annotation | None]]:
    """What stands otherwise in a document of the same text, layer by layer: before and after."""
    for layer in sorted(old.layers.keys() | new.layers.keys()):
        before, after = old.layers.get(layer), new.layers.get(layer)
        if before is not after:
            yield from _differing(before.annotations if before else (), after.annotations if after else ())


def _differing(
    before: Iterable[Annotation], after: Iterable[Annotation]
) -> Iterator[tuple[Annotation | None, Annotation | None]]:
    waiting: dict[tuple[int, int], list[Annotation]] = {}
    same = set(map(id, before)) & set(map(id, after))
    for one in before:
        if id(one) not in same:
            waiting.setdefault((one.start, one.end), []).append(one)
    for one in after:
        if id(one) in same:
            continue
        here = waiting.get((one.start, one.end))
        old = here.pop(0) if here else None
        if old is None or (old.attrs, old.cert, old.resp) != (one.attrs, one.cert, one.resp):
            yield old, one
    yield from ((one, None) for some in waiting.values() for one in some)
