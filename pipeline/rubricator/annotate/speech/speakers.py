"""Who says it: from cues, pronouns, descriptions and turns to the speaker of each quotation.

A name in a cue settles the speaker. What no cue settles is found for a whole talk together: the clues of `clues.py`
are weighed for each person at hand, and the turns of the talk join them (`chain.py`). A person's probability among
all ways the talk may have gone is the certainty of the finding. See docs/speech.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.speech.addressees import addressed
from rubricator.annotate.speech.clues import REASONED
from rubricator.annotate.speech.cues import Cue, Subject
from rubricator.annotate.speech.evidence import Witness, wanted_sex
from rubricator.annotate.speech.joint import Moment, Weights, decoded
from rubricator.annotate.speech.persons import Persons
from rubricator.annotate.speech.utterances import Passage, Utterance
from rubricator.annotate.speech.words import Words

_CERTAIN: Final = 1.0
_SETTLED: Final = 0.9
_DOUBTFUL: Final = 0.5
_NEAR: Final = 6
_BESIDE: Final = 8


class Speaker(NamedTuple):
    """An attribution: ids (none: not known), the rule that made it, how likely it is.

    `cue` is the cue of the utterance, `own` the one beside the quotation itself; `whom` those spoken to.
    """

    ids: tuple[str, ...] = ()
    rule: str = "none"
    chance: float = 0.0
    cue: Cue | None = None
    own: Cue | None = None
    whom: tuple[str, ...] = ()


def speakers(passage: Passage, persons: Persons, table: Weights = REASONED) -> dict[int, Speaker]:
    """The speaker of each outer quotation, by its number."""
    units = passage.utterances()
    witness = Witness(passage, persons, units, settle(units, persons))
    for moment, chances in weighed(witness, table):
        _choose(witness, moment, chances)
    whom = addressed(units) if passage.tale else {}
    return {
        number: Speaker(unit.ids, unit.rule, unit.chance, unit.cue, passage.own.get(number), whom.get(at, ()))
        for at, unit in enumerate(units)
        for number in unit.quotations
    }


# --- what a cue settles by itself
def settle(units: Sequence[Utterance], persons: Persons) -> str:
    """Give each utterance the speaker whom its cue names; the id of a narrator who takes part."""
    narrator = persons.narrator(units)
    persons.count_descriptions(units)
    for unit in units:
        _name(unit, persons, narrator)
    contradicted = persons.contradicted(units)
    for unit in units:
        if unit.rule == "named" and unit.ids[0] in contradicted:
            unit.rule = "shared-name"
        _heed(unit, persons.passage)
        unit.settled = bool(unit.ids)
    persons.learn_sexes()
    return narrator


def _heed(unit: Utterance, passage: Passage) -> None:
    """What an editor says of a quotation holds for its utterance, and counts with its neighbours."""
    places = ((passage.quotations[at].start, passage.quotations[at].end) for at in unit.quotations)
    said = [passage.given[place] for place in places if place in passage.given]
    if said:
        unit.ids, unit.rule, unit.chance = said[0], "named", _CERTAIN


def _name(unit: Utterance, persons: Persons, narrator: str) -> None:
    cue = unit.cue
    subject = cue.subject if cue else None
    if cue is None or subject is None:
        return
    words = persons.passage.words
    if subject.id:
        unit.ids, unit.chance = (subject.id, *subject.more), _CERTAIN
        unit.rule = _rule_of_name(cue, persons.passage.tale)
        if unit.rule == "named" and persons.shares_name(subject):
            unit.rule = "shared-name"
    elif subject.name:
        found = persons.named(subject.name)
        if len(found) == 1:
            unit.ids, unit.rule, unit.chance = tuple(found), "named", _CERTAIN
    elif subject.pronoun == "1":
        if narrator:
            unit.ids, unit.chance = (narrator,), _CERTAIN
            unit.rule = "narrator" if cue.verb else "narrator-beat"
    elif subject.noun in (words.utterances | words.things) and subject.determiner not in words.determiners:
        unit.ids, unit.rule, unit.chance = (subject.determiner,), "beat", _SETTLED
    elif subject.noun and not subject.pronoun:
        unit.ids = persons.by_description(subject, unit)
        unit.rule = "description"
        unit.chance = _SETTLED if unit.ids else 0.0


def _rule_of_name(cue: Cue, tale: bool) -> str:
    if cue.side == "lead-in":
        return "lead-in"
    if cue.verb:
        return "named-apart" if cue.distant else "named"
    return "beat" if tale else "sentence-subject"


# --- what must be weighed
def weighed(witness: Witness, table: Weights) -> Iterator[tuple[Moment, Mapping[str, float]]]:
    """The moments of all talks, each with the probabilities of its candidates; the rest is somebody yet unknown."""
    known = 1.0 - witness.unknown
    for talk, found in decoded(witness, table):
        for moment, chances in zip(talk, found, strict=True):
            yield moment, {id: chance * known for id, chance in chances.items()}


def _choose(witness: Witness, moment: Moment, chances: Mapping[str, float]) -> None:
    """The likeliest of the persons at hand speaks."""
    unit, words = witness.units[moment.at], witness.passage.words
    subject = unit.cue.subject if unit.cue else None
    sex = wanted_sex(subject, words)
    if unit.settled:
        return
    if sex == "P" and subject and (ids := _together(witness, moment.at, subject)):
        unit.ids, unit.rule = ids, "together"
    elif sex in ("P", "1") or not (witness.passage.tale or (sex and unit.cue and _tells(unit.cue, words))):
        unit.rule = "group" if sex == "P" else "none"
    elif best := max(chances, key=lambda id: (chances[id], id)):
        unit.ids, unit.chance, unit.rule = (best,), chances[best], _rule_of_weighing(unit.cue, sex)
        if subject and subject.noun in words.things and subject.determiner in words.determiners - words.possessives:
            unit.chance = min(unit.chance, _DOUBTFUL)


def _rule_of_weighing(cue: Cue | None, sex: str) -> str:
    subject = cue.subject if cue else None
    if cue is None or subject is None:
        return "turn"
    if not cue.verb:
        return "beat-pronoun"
    if subject.name:
        return "named-apart"
    return "pronoun" if subject.pronoun and sex else "generic"


def _tells(cue: Cue, words: Words) -> bool:
    """A pronoun is worth resolving in a history where it governs the words: he said; his plan was."""
    return bool(cue.verb) or cue.side == "lead-in" or (cue.subject is not None and cue.subject.noun in words.utterances)


# --- several
def _together(witness: Witness, at: int, subject: Subject) -> tuple[str, ...]:
    """Who several are: ``both`` the two who spoke before whom they answer; in a history ``they`` the body named."""
    unit, passage = witness.units[at], witness.passage
    if not passage.tale:
        return _body(witness, unit, subject)
    beside = passage.text[subject.start : subject.end + _BESIDE].lower().split()
    if passage.words.both.isdisjoint(beside[:2]) or not passage.words.determiners.isdisjoint(beside):
        return ()
    last, *before = reversed(witness.units[max(0, at - _NEAR) : at]) if at else (unit,)
    two = list(dict.fromkeys(id for other in before for id in other.ids if id not in last.ids))[:2]
    return tuple(sorted(two)) if len(two) == 2 else ()


def _body(witness: Witness, unit: Utterance, subject: Subject) -> tuple[str, ...]:
    """The last name in the paragraph before the cue, if it is that of a body."""
    floor = witness.passage.regions[unit.region][0]
    named = [id for start, id, _ in witness.persons.recent(min(subject.start, unit.start)) if start >= floor]
    return (named[-1],) if named and witness.passage.kind(named[-1]) == "org" else ()
