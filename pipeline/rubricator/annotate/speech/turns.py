"""Weighing: who of the persons at hand speaks, where no name stands beside the words.

Recency, the subject of the narrative above, the turns of the conversation, who is addressed, and who speaks
next count for or against a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.annotate.speech.cues import Subject
from rubricator.annotate.speech.persons import Persons
from rubricator.annotate.speech.utterances import Passage, Utterance


class Weights(NamedTuple):
    """What counts for and against a person, in one scale; the reasons stand beside the numbers."""

    narrative_subject_cued: float = 3.0
    """Subject of the narrative paragraph above, for a pronoun."""
    narrative_subject: float = 2.6
    """The same, for words without cue."""
    narrative_pronoun_cued: float = 1.5
    """The speaker before, if that paragraph goes on about them, for a pronoun."""
    narrative_pronoun: float = 1.0
    """The same, for words without cue."""
    narrative_first: float = 0.5
    """The narrator, if that paragraph is about the narrator."""
    drafted_next: float = 1.2
    """Found to speak next: not now."""
    drafted_second: float = 1.6
    """Found to speak after that: now."""
    spoke_last: float = -3.0
    """Spoke last, in the paragraph above."""
    spoke_last_apart: float = 0.2
    """Spoke last, one paragraph between."""
    spoke_last_far: float = 0.6
    """Spoke last, more between."""
    addressed: float = 2.8
    """Addressed by name in the words before."""
    spoke_second: float = 2.2
    """Spoke before the last speaker."""
    spoke_third: float = 0.5
    """Share of that for an odd distance."""
    turn_fades: float = 1.3
    """Loss with each turn further back."""
    addressed_next: float = 1.7
    """Addressed by name in the words that follow."""
    anchor_next: float = 2.0
    """Named as the next speaker: not now."""
    anchor_near: float = 1.6
    """Named as a speaker up to four turns ahead: now or not, by turns."""
    anchor_far: float = 1.2
    """Named further ahead."""
    same_paragraph_cued: float = 3.3
    """Named in the same paragraph, for a pronoun."""
    same_paragraph: float = 1.5
    """The same, for words without cue."""
    sentence_subject: float = 0.9
    """Begins a sentence."""
    recency_fades: float = 0.7
    """Loss with each later name."""
    addresses: float = -7.0
    """Addressed in the words themselves."""
    names: float = -3.0
    """Named in the words themselves, not addressed."""
    narrator: float = 1.2
    """A narrator in the tale is at hand wherever talk is told."""
    narrator_absent: float = 0.0
    """What a narrator starts from who has not spoken lately."""
    silent: float = -1.0
    """Speaks neither shortly before nor after, for words without cue."""
    in_talk: float = 0.6
    """Speaks shortly before or after."""
    prominent: float = 0.5
    """Named most often in the tale; others by their share."""
    family: float = 2.0
    """Shares a surname with the person whose kin speaks."""
    sex_unknown: float = -1.0
    """Of unknown sex where the pronoun tells one."""


_NEAR: Final = 6
_BESIDE: Final = 8
WEIGHTS: Final = Weights()


@dataclass
class Turns:
    """Weighs the persons for one utterance after another; `narrator` is empty where nobody says "I"."""

    passage: Passage
    persons: Persons
    units: Sequence[Utterance]
    narrator: str = ""
    _named: dict[int, dict[str, float]] = field(default_factory=dict)
    """What the names in the narrative weigh, by the index of the utterance: the same in each round."""

    def candidates(self, at: int, anchor: int, *, cued: bool, again: bool) -> dict[str, float]:
        """The persons at hand for the utterance at an index, with their weights.

        `anchor` is where the words that name the speaker stand; `cued` tells that a pronoun or noun does;
        `again` that the neighbours have found speakers in a first round.
        """
        unit = self.units[at]
        if at not in self._named:
            self._named[at] = self._weigh_mentions(unit, anchor, cued)
        weights = dict(self._named[at])
        if not self.passage.tale:
            return weights
        self._weigh_turns(weights, at, unit, cued)
        self._weigh_narrative(weights, at, unit, cued)
        if not cued:
            self._weigh_next(weights, at, unit)
            self._weigh_talk(weights, at, unit)
        if again:
            self._weigh_drafted(weights, at, unit)
        if self.narrator and not cued:
            weights[self.narrator] = weights.get(self.narrator, WEIGHTS.narrator_absent) + WEIGHTS.narrator
        return weights

    def together(self, at: int, subject: Subject) -> tuple[str, ...]:
        """Who several are: ``both`` the two who spoke before whom they answer; in a history ``they`` the body named."""
        unit, passage = self.units[at], self.passage
        if not passage.tale:
            return self._body(unit, subject)
        beside = passage.text[subject.start : subject.end + _BESIDE].lower().split()
        if passage.words.both.isdisjoint(beside[:2]) or not passage.words.determiners.isdisjoint(beside):
            return ()
        last, *before = reversed(self.units[max(0, at - _NEAR) : at]) if at else (unit,)
        two = list(dict.fromkeys(id for other in before for id in other.ids if id not in last.ids))[:2]
        return tuple(sorted(two)) if len(two) == 2 else ()

    def _body(self, unit: Utterance, subject: Subject) -> tuple[str, ...]:
        """The last name in the paragraph before the cue, if it is that of a body."""
        floor = self.passage.regions[unit.region][0]
        named = [id for start, id, _ in self.persons.recent(min(subject.start, unit.start)) if start >= floor]
        return (named[-1],) if named and self.passage.kind(named[-1]) == "org" else ()

    def kin(self, weights: dict[str, float], at: int, subject: Subject) -> None:
        """``her brother``: whose brother it is does not speak; who shares a surname with that person may."""
        owner = self._owner(at, subject)
        if not owner:
            return
        weights.pop(owner, None)
        if subject.noun in self.passage.words.family:
            for id in sorted(self.persons.family(owner)):
                weights[id] = weights.get(id, 0.0) + WEIGHTS.family

    def _owner(self, at: int, subject: Subject) -> str:
        """Whom ``his`` or ``her`` means before a noun: who spoke last, or the last one named, if of that sex."""
        words = self.passage.words
        if subject.determiner not in words.determiners:
            return subject.determiner
        sex = "M" if subject.determiner in words.his else "F" if subject.determiner in words.her else ""
        if not sex:
            return ""
        previous = self.units[at - 1] if at else None
        spoke = previous.ids if previous and self.units[at].region - previous.last_region <= 2 else ()
        named = (id for _, id, _ in reversed(self.persons.recent(subject.start)))
        return next((id for id in (*spoke, *named) if self.persons.sexes.get(id) == sex), "")

    def _weigh_mentions(self, unit: Utterance, anchor: int, cued: bool) -> dict[str, float]:
        """Recency: the last name counts most; more in the same paragraph, more as the subject."""
        weights: dict[str, float] = {}
        region_start = self.passage.regions[unit.region][0]
        above = self.passage.regions[unit.region - 1][0] if unit.region else 0
        here = WEIGHTS.same_paragraph_cued if cued else WEIGHTS.same_paragraph
        value = 2.0
        for start, id, begins in reversed(self.persons.recent(anchor)):
            weight = value
            if start >= region_start:
                weight += here
            elif start >= above:
                weight += 0.5
            if begins:
                weight += WEIGHTS.sentence_subject
            if weight > weights.get(id, -9.0):
                weights[id] = weight
            value -= WEIGHTS.recency_fades if value > 0.4 else 0.05
        return weights

    def _weigh_narrative(self, weights: dict[str, float], at: int, unit: Utterance, cued: bool) -> None:
        """The subject of a paragraph of narrative is likely to speak in the next."""
        above = unit.region - 1
        previous = self.units[at - 1] if at else None
        if above < 0 or (previous and previous.last_region >= above):
            return
        subject = self.passage.main_subject(above)
        if subject is None:
            return
        bonus = WEIGHTS.narrative_subject_cued if cued else WEIGHTS.narrative_subject
        if id := subject.id or self.persons.described_as(subject):
            weights[id] = weights.get(id, 0.5) + bonus
        elif subject.pronoun in ("M", "F") and previous:
            for id in previous.ids:
                if self.persons.sexes.get(id, subject.pronoun) == subject.pronoun:
                    weights[id] = weights.get(id, 0.5) + (
                        WEIGHTS.narrative_pronoun_cued if cued else WEIGHTS.narrative_pronoun
                    )
        elif subject.pronoun == "1" and self.narrator:
            weights[self.narrator] = weights.get(self.narrator, 0.5) + WEIGHTS.narrative_first

    def _weigh_drafted(self, weights: dict[str, float], at: int, unit: Utterance) -> None:
        """In the second round: who was found to speak next and after that."""
        region = unit.region
        for ahead, weight in ((1, -WEIGHTS.drafted_next), (2, WEIGHTS.drafted_second)):
            if at + ahead >= len(self.units) or self.units[at + ahead].region - region > 2:
                return
            other = self.units[at + ahead]
            region = other.region
            sure = min(1.0, other.margin / 3.0)
            for id in other.ids:
                if weight > 0 or id in weights:
                    weights[id] = weights.get(id, 0.3) + weight * sure

    def _weigh_talk(self, weights: dict[str, float], at: int, unit: Utterance) -> None:
        """Who takes part in the talk around these words is likelier than who is only spoken of."""
        talking: dict[str, None] = {}
        first, last = unit.region - 2 * _NEAR, unit.region + 2 * _NEAR
        for other in self.units[max(0, at - _NEAR) : at + _NEAR + 1]:
            if first <= other.region <= last and other is not unit:
                for id in other.ids:
                    talking[id] = None
        silent, in_talk = WEIGHTS.silent, WEIGHTS.in_talk
        for id in weights:
            if id not in talking:
                weights[id] += silent
        for id in talking:
            weights[id] = weights.get(id, 0.0) + in_talk

    def _weigh_turns(self, weights: dict[str, float], at: int, unit: Utterance, cued: bool) -> None:
        """Turns: after another's words it is the turn of the one who spoke before."""
        previous = self.units[at - 1] if at else None
        if previous is None or unit.region - previous.region > 6:
            return
        gap = unit.region - previous.last_region
        for id in previous.ids:
            weights[id] = weights.get(id, 0.5) + (
                WEIGHTS.spoke_last if gap <= 1 else WEIGHTS.spoke_last_apart if gap == 2 else WEIGHTS.spoke_last_far
            )
        if gap <= 3:
            for id in dict.fromkeys(previous.vocatives + previous.told):
                weights[id] = weights.get(id, 0.8) + WEIGHTS.addressed
        distance, bonus = 2, WEIGHTS.spoke_second
        while distance <= 5 and at - distance >= 0:
            other = self.units[at - distance]
            if unit.region - other.region > 12:
                break
            for id in other.ids:
                if id not in previous.ids:
                    weights[id] = weights.get(id, 0.3) + (bonus if distance % 2 == 0 else bonus * WEIGHTS.spoke_third)
            bonus -= WEIGHTS.turn_fades
            distance += 1

    @cached_property
    def _ahead(self) -> list[tuple[int, int]]:
        """For each utterance the next one whose speaker a cue names, and how many turns away it is.

        Turns count while the talk goes on without a break of more than one paragraph; -1 where it breaks off.
        """
        ahead: list[tuple[int, int]] = []
        anchor, distance, region = -1, 0, 1 << 60
        for at in range(len(self.units) - 1, -1, -1):
            unit = self.units[at]
            if anchor >= 0 and region - unit.last_region > 2:
                anchor = -1
            ahead.append((anchor, distance + 1))
            region, distance = unit.region, distance + 1
            if unit.ids and unit.rule in ("named", "shared-name", "narrator"):
                anchor, distance = at, 0
        return ahead[::-1]

    def _weigh_next(self, weights: dict[str, float], at: int, unit: Utterance) -> None:
        """What follows: who speaks next is not who speaks now; who speaks after that may be."""
        if at + 1 < len(self.units) and self.units[at + 1].region - unit.region <= 2:
            for id in dict.fromkeys(self.units[at + 1].vocatives + self.units[at + 1].told):
                weights[id] = weights.get(id, 0.3) + WEIGHTS.addressed_next
        anchor, distance = self._ahead[at]
        if anchor < 0:
            return
        strength = WEIGHTS.anchor_next if distance == 1 else WEIGHTS.anchor_near if distance < 5 else WEIGHTS.anchor_far
        for id in self.units[anchor].ids:
            if distance % 2 == 0:
                weights[id] = weights.get(id, 0.5) + strength
            elif id in weights:
                weights[id] -= strength
