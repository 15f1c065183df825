"""Why somebody is taken to speak: the persons at hand with their probabilities, and what spoke for and against each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Final

from rubricator.annotate.speech.annotator import persons_of
from rubricator.annotate.speech.clues import CLUES
from rubricator.annotate.speech.evidence import Evidence, Witness
from rubricator.annotate.speech.joint import Moment
from rubricator.annotate.speech.learned import weights
from rubricator.annotate.speech.speakers import settle, weighed
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document

_SHOWN: Final = 4
"""Persons shown."""
_REASONS: Final = 3
"""Reasons shown for and against each."""
_LEAST: Final = 0.05
"""No less is shown."""
_BY_WEIGHT: Final = itemgetter(0)


def testimony(document: Document, context: Context, said: Annotation) -> Iterator[str]:
    """Lines that say by which cue, or among which persons, the speaker of a quotation was found."""
    persons = persons_of(document, context)
    units = persons.passage.utterances()
    witness = Witness(persons.passage, persons, units, settle(units, persons))
    starts = {
        persons.passage.quotations[number].start: at for at, unit in enumerate(units) for number in unit.quotations
    }
    at = starts.get(said.start)
    if at is None:
        return
    cue = units[at].cue
    if cue and cue.subject:
        words = " ".join(document.text[min(cue.start, cue.subject.start) : max(cue.end, cue.subject.end)].split())
        yield f"beside the words: “{words}”"
    if not units[at].settled:
        table = weights(context.edition.speakers_table)
        for moment, chances in weighed(witness, table):
            if moment.at == at:
                yield from _persons(moment, chances, table[moment.kind])


def _persons(moment: Moment, chances: Mapping[str, float], table: Mapping[str, float]) -> Iterator[str]:
    ranked = sorted(chances, key=lambda id: (-chances[id], id))
    for id in ranked[:_SHOWN]:
        if id and chances[id] >= _LEAST:
            yield f"{chances[id]:.2f}  {id}"
            yield from _reasons(moment.persons[id], table)


def _reasons(clues: Evidence, table: Mapping[str, float]) -> Iterator[str]:
    """The strongest reasons for and against one person; what the turns of the talk add is in the probability alone."""
    sums = sorted(((table[name] * degree, name) for name, degree in clues.items()), key=_BY_WEIGHT, reverse=True)
    speaks_for = [one for one in sums if one[0] >= _LEAST][:_REASONS]
    against = [one for one in reversed(sums) if one[0] <= -_LEAST][:_REASONS]
    for sign, found in (("for", speaks_for), ("against", against)):
        for weight, name in found:
            yield f"    {sign}: {CLUES[name].why} ({weight:+.1f})"
