"""Learning from texts and reviewed editions: the table by which speakers are weighed (``annotate/speech``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from rubricator.annotate.speech.annotator import persons_of
from rubricator.annotate.speech.joint import Weights
from rubricator.annotate.speech.learned import weights
from rubricator.annotate.speech.learning import Lesson, hidden, learn, reviewed, written
from rubricator.build import annotate
from rubricator.model import decisions
from rubricator.model.decisions import is_decided
from rubricator.model.document import Document
from rubricator.model.edition import Edition
from rubricator.model.messages import fail
from rubricator.targets import targets

_SEEDS: Final = (1, 2)
"""Each text is learned from once for each, with other cues hidden."""
_SAID: Final = ("said", "quote")


def train_speakers(paths: Sequence[Path], texts: Sequence[Path] = (), table: Path | None = None) -> str:
    """A table of weights learned from texts and from what editors decided in edition folders, as a file.

    `texts` are folders where the text of an edition may lie. The table starts from another, else from the program's
    own. Raises RubricatorError where nothing can be learned.
    """
    lessons: list[Lesson] = []
    start = weights(table)
    told = ["Weights of the clues for speakers, learned by `rubricator train speakers` from:"]
    for one in targets(paths, texts):
        found = list(_lessons(one.edition, one.text, start)) if one.text else []
        told.append(f"{one.id}: {sum(len(lesson.truth) for lesson in found)} speakers")
        lessons += found
    if not lessons:
        raise fail("sp-nothing", texts=", ".join(map(str, paths)))
    return written(learn(lessons, start), told)


def _lessons(edition: Edition, text: Path, table: Weights) -> Iterator[Lesson]:
    annotated = annotate(edition.read_text(text), edition, decided=decisions.load(edition.folder))
    persons = persons_of(annotated.document, annotated.context)
    for seed in _SEEDS:
        yield from hidden(persons.passage, persons.cast, seed, table)
    yield from reviewed(persons.passage, persons.cast, _decided(annotated.document), table)


def _decided(document: Document) -> Mapping[int, str]:
    """Who says the quotations about which an editor decided, by their offset."""
    who = {
        one.start: one.attrs.get("who") or one.attrs.get("source") or ""
        for one in document.in_layer(*_SAID)
        if is_decided(one)
    }
    return {start: id for start, id in who.items() if id and " " not in id}
