"""Who says it: from cues, pronouns, descriptions and turns to the speaker of each quotation.

Utterances are taken in order. A name in a cue settles the speaker; a pronoun or a generic noun is weighed
against the persons at hand; what has no cue takes the turn that the conversation gives. Two more rounds, there and
back, weigh again what the first left close, now that the neighbours are known. The weights follow from reasons, not
training: see docs/speech.md. Compare Muzny et al., "A two-stage sieve approach for quote attribution", EACL 2017.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

from rubricator.annotate.speech.addressees import addressed
from rubricator.annotate.speech.cues import Cue, Subject
from rubricator.annotate.speech.persons import Persons
from rubricator.annotate.speech.turns import WEIGHTS, Turns
from rubricator.annotate.speech.utterances import Passage, Utterance
from rubricator.annotate.speech.words import Words

_CERTAIN: Final = 9.0
_SETTLED: Final = 4.0
_LEAST: Final = 0.5
_LEAST_BY_SEX: Final = -3.0
_NOBODY: Final = -5.0
_DOUBTFUL: Final = 1.0
_BY_WEIGHT: Final = itemgetter(0)


class Speaker(NamedTuple):
    """An attribution: ids (none: not known), the rule that made it, its margin over the next best.

    `cue` is the cue of the utterance, `own` the one beside the quotation itself; `whom` those spoken to.
    """

    ids: tuple[str, ...] = ()
    rule: str = "none"
    margin: float = 0.0
    cue: Cue | None = None
    own: Cue | None = None
    whom: tuple[str, ...] = ()


def speakers(passage: Passage, persons: Persons) -> dict[int, Speaker]:
    """The speaker of each outer quotation, by its number."""
    units = passage.utterances()
    narrator = persons.narrator(units)
    for unit in units:
        _name(unit, persons, narrator)
    contradicted = persons.contradicted(units)
    for unit in units:
        if unit.rule == "named" and unit.ids[0] in contradicted:
            unit.rule = "shared-name"
    for unit in units:
        _heed(unit, passage)
    persons.learn_sexes()
    turns = Turns(passage, persons, units, narrator)
    unsettled = [at for at, unit in enumerate(units) if not unit.ids]
    for at in unsettled:
        _weigh(at, turns, again=False)
    for at in chain(unsettled, reversed(unsettled)):
        if units[at].margin < _SETTLED:
            _weigh(at, turns, again=True)
    whom = addressed(units) if passage.tale else {}
    return {
        number: Speaker(unit.ids, unit.rule, unit.margin, unit.cue, passage.own.get(number), whom.get(at, ()))
        for at, unit in enumerate(units)
        for number in unit.quotations
    }


def _heed(unit: Utterance, passage: Passage) -> None:
    """What an editor says of a quotation holds for its utterance, and counts with its neighbours."""
    places = ((passage.quotations[at].start, passage.quotations[at].end) for at in unit.quotations)
    said = [passage.given[place] for place in places if place in passage.given]
    if said:
        unit.ids, unit.rule, unit.margin = said[0], "named", _CERTAIN


# --- what a cue settles by itself
def _name(unit: Utterance, persons: Persons, narrator: str) -> None:
    cue = unit.cue
    subject = cue.subject if cue else None
    if cue is None or subject is None:
        return
    words = persons.passage.words
    if subject.id:
        unit.ids, unit.margin = (subject.id, *subject.more), _CERTAIN
        unit.rule = _rule_of_name(cue, persons.passage.tale)
        if unit.rule == "named" and persons.shares_name(subject):
            unit.rule = "shared-name"
    elif subject.name:
        found = persons.named(subject.name)
        if len(found) == 1:
            unit.ids, unit.rule, unit.margin = tuple(found), "named", _CERTAIN
    elif subject.pronoun == "1":
        if narrator:
            unit.ids, unit.margin = (narrator,), _CERTAIN
            unit.rule = "narrator" if cue.verb else "narrator-beat"
    elif subject.noun in (words.utterances | words.things) and subject.determiner not in words.determiners:
        unit.ids, unit.rule, unit.margin = (subject.determiner,), "beat", _SETTLED
    elif subject.noun and not subject.pronoun:
        unit.ids = persons.by_description(subject, unit)
        unit.rule = "description"
        unit.margin = _SETTLED if unit.ids else 0.0


def _rule_of_name(cue: Cue, tale: bool) -> str:
    if cue.side == "lead-in":
        return "lead-in"
    if cue.verb:
        return "named-apart" if cue.distant else "named"
    return "beat" if tale else "sentence-subject"


# --- what must be weighed
def _weigh(at: int, turns: Turns, *, again: bool) -> None:
    """Choose among the persons at hand."""
    unit = turns.units[at]
    subject = unit.cue.subject if unit.cue else None
    words = turns.passage.words
    sex = _wanted_sex(subject, words)
    if sex == "P" and subject and (ids := turns.together(at, subject)):
        unit.ids, unit.rule = ids, "together"
        return
    if sex in ("P", "1") or (not turns.passage.tale and not (sex and unit.cue and _tells(unit.cue, words))):
        unit.rule = "group" if sex == "P" else "none"
        return
    anchor = subject.start if subject and subject.start < unit.start else unit.start
    weights = turns.candidates(at, anchor, cued=subject is not None, again=again)
    if subject and subject.name:
        known = turns.persons.named(subject.name)
        weights = {id: weights.get(id, 0.0) for id in known}
    if subject and subject.noun in words.kin:
        turns.kin(weights, at, subject)
    ranked = _ranked(weights, unit, turns, sex)
    if ranked and ranked[0][0] > (_LEAST_BY_SEX if sex else _LEAST):
        unit.ids = (ranked[0][1],)
        unit.margin = ranked[0][0] - max(ranked[1][0] if len(ranked) > 1 else _NOBODY, _NOBODY)
        unit.rule = _rule_of_weighing(unit.cue, sex)
        if subject and subject.noun in words.things and subject.determiner in words.determiners - words.possessives:
            unit.margin = min(unit.margin, _DOUBTFUL)


def _ranked(weights: dict[str, float], unit: Utterance, turns: Turns, sex: str) -> list[tuple[float, str]]:
    """Persons and weights, best first; none whose sex does not fit."""
    found: list[tuple[float, str]] = []
    sexes, prominence = turns.persons.sexes, turns.persons.prominence
    for id, weight in weights.items():
        known = sexes.get(id, "")
        if sex and (id == turns.narrator or turns.passage.kind(id) == "org" or (known and known != sex)):
            continue
        fit = 0.0 if known or sex in ("", "N") else WEIGHTS.sex_unknown
        fit += WEIGHTS.prominent * prominence.get(id, 0.0)
        if id in unit.vocatives or id in unit.told:
            fit += WEIGHTS.addresses
        elif id in unit.named:
            fit += WEIGHTS.names
        found.append((weight + fit, id))
    found.sort(key=_BY_WEIGHT, reverse=True)
    return found[:2]


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


def _wanted_sex(subject: Subject | None, words: Words) -> str:
    """The sex (or number) that a pronoun or noun asks for."""
    if subject is None:
        return ""
    if subject.pronoun:
        return subject.pronoun if subject.pronoun != "R" else ""
    if subject.noun in words.utterances and subject.determiner in words.his | words.her:
        return "M" if subject.determiner in words.his else "F"
    return "M" if subject.noun in words.male else "F" if subject.noun in words.female else ""
