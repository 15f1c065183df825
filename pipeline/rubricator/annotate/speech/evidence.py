"""The evidence for and against each person at hand, where no name beside the words settles who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, log1p
from typing import Final

from rubricator.annotate.speech.cues import Subject
from rubricator.annotate.speech.persons import Persons
from rubricator.annotate.speech.utterances import Passage, Utterance
from rubricator.annotate.speech.words import Words

Evidence = dict[str, float]
"""The clues for one person, by name, with their degree (mostly 1)."""

NEAR: Final = 2
_FAR: Final = 6
_TALK: Final = 8
_SCENE: Final = 3000
_WINDOW: Final = 4000
_NEAR_BY: Final = 1500
_NAMES: Final = 20
_AFTER: Final = 500
_RANKS: Final = ("last-named", "second-named", "third-named")


@dataclass
class Witness:
    """Finds the persons at hand for each utterance and what speaks for and against each of them."""

    passage: Passage
    persons: Persons
    units: Sequence[Utterance]
    narrator: str = ""

    def candidates(self, at: int) -> dict[str, Evidence]:
        """The persons at hand for an utterance whose speaker no cue settles, each with its clues."""
        unit = self.units[at]
        subject = unit.cue.subject if unit.cue else None
        found: dict[str, Evidence] = {}
        self._named_before(found, unit, subject)
        if self.passage.tale:
            self._in_talk(found, at)
        self._own_words(found, unit)
        if subject and subject.name:
            found = {id: found.get(id, {}) for id in self.persons.named(subject.name)}
        if subject and subject.noun in self.passage.words.kin:
            self._kin(found, at, subject)
        return self._of_sex(found, unit, subject)

    def _kin(self, found: dict[str, Evidence], at: int, subject: Subject) -> None:
        """``her brother``: whose brother it is does not speak; who shares a surname with that person may."""
        owner = self._owner(at, subject)
        found.pop(owner, None)
        if owner and subject.noun in self.passage.words.family:
            for id in sorted(self.persons.family(owner)):
                found.setdefault(id, {})["family"] = 1.0

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

    def further(self, at: int, more: Sequence[str]) -> dict[str, Evidence]:
        """Further candidates for an utterance, who are at hand for those near it."""
        unit = self.units[at]
        subject = unit.cue.subject if unit.cue else None
        if subject and subject.name:
            return {}
        owner = self._owner(at, subject) if subject and subject.noun in self.passage.words.kin else ""
        found: dict[str, Evidence] = {id: {"at-hand-near": 1.0} for id in more if id and id != owner}
        self._own_words(found, unit)
        self._generally(found, unit)
        return self._of_sex(found, unit, subject)

    def _in_talk(self, found: dict[str, Evidence], at: int) -> None:
        self._named_after(found, self.units[at])
        self._talking(found, at)
        self._called(found, at)
        if self.narrator:
            found.setdefault(self.narrator, {})["narrator"] = 1.0
        self._narrative(found, at)
        self._generally(found, self.units[at])

    # --- names in the narrative
    def _named_before(self, found: dict[str, Evidence], unit: Utterance, subject: Subject | None) -> None:
        anchor = subject.start if subject and subject.start < unit.start else unit.start
        here = self.passage.regions[unit.region][0]
        above = self.passage.regions[unit.region - 1][0] if unit.region else 0
        for start, id, begins in reversed(self.persons.recent(anchor, _WINDOW, _NAMES)):
            if id not in found:
                rank = len(found)
                near = rank < len(_RANKS) and anchor - start <= _NEAR_BY
                clues = found[id] = {_RANKS[rank] if near else "named-earlier": 1.0}
                if begins:
                    clues["last-begins"] = 1.0
            else:
                clues = found[id]
            place = "in-paragraph" if start >= here else "in-paragraph-above" if start >= above else "often-named"
            clues[place] = 1.0
            if begins and start >= here:
                clues["begins-in-paragraph"] = 1.0

    def _named_after(self, found: dict[str, Evidence], unit: Utterance) -> None:
        """Names in the narrative that follows the words in their paragraph."""
        end = self.passage.regions[unit.last_region][1]
        for _, id, begins in self.persons.between(unit.end, min(end, unit.end + _AFTER)):
            clues = found.setdefault(id, {})
            clues["named-after"] = 1.0
            if begins:
                clues["begins-after"] = 1.0

    def _narrative(self, found: dict[str, Evidence], at: int) -> None:
        """Who acts in a paragraph of narrative right above."""
        unit, previous = self.units[at], self.units[at - 1] if at else None
        above = unit.region - 1
        if above < 0 or (previous and previous.last_region >= above):
            return
        subject = self.passage.main_subject(above)
        if subject is None:
            return
        if id := subject.id or self.persons.described_as(subject):
            found.setdefault(id, {})["acts-above"] = 1.0
        elif subject.pronoun in ("M", "F"):
            for id, clues in found.items():
                clues["he-or-she-above"] = self._fits(id, subject.pronoun)
        elif subject.pronoun == "1" and self.narrator:
            found[self.narrator]["i-above"] = 1.0

    # --- the talk
    def _talking(self, found: dict[str, Evidence], at: int) -> None:
        """Those whom cues name as speakers around the words."""
        for step, name in ((-1, "spoke"), (1, "speaks")):
            region = self.units[at].region
            for distance in range(1, _TALK + 1):
                other = self.units[at + step * distance] if 0 <= at + step * distance < len(self.units) else None
                if other is None or abs(other.region - region) > _FAR:
                    break
                region = other.region
                if other.settled:
                    clues = found.setdefault(other.ids[0], {})
                    clues.setdefault(f"{name}-near" if distance <= NEAR else f"{name}-far", 1.0)

    def _called(self, found: dict[str, Evidence], at: int) -> None:
        """Those whom the words before and after address or mention."""
        unit = self.units[at]
        if at and unit.region - self.units[at - 1].last_region <= NEAR + 1:
            self._mark(found, self.units[at - 1], "before")
        if at + 1 < len(self.units) and self.units[at + 1].region - unit.last_region <= NEAR:
            self._mark(found, self.units[at + 1], "after")

    def _mark(self, found: dict[str, Evidence], other: Utterance, where: str) -> None:
        for id in other.vocatives + other.told:
            found.setdefault(id, {})[f"called-{where}"] = 1.0
        for id in other.named:
            if id in found and id not in other.vocatives:
                found[id][f"mentioned-{where}"] = 1.0

    def _own_words(self, found: dict[str, Evidence], unit: Utterance) -> None:
        for id in unit.vocatives + unit.told:
            if id in found:
                found[id]["addresses"] = 1.0
        for id in unit.named:
            if id in found and "addresses" not in found[id]:
                found[id]["mentions"] = 1.0

    # --- the whole text
    def _generally(self, found: dict[str, Evidence], unit: Utterance) -> None:
        low, high = bisect_left(self._places, unit.start - _SCENE), bisect_right(self._places, unit.end + _SCENE)
        scene = Counter(id for _, id, _ in self.persons.at_hand[low:high])
        for id, clues in found.items():
            clues["prominent"] = self.persons.prominence.get(id, 0.0)
            clues["in-scene"] = log1p(scene[id]) / 3.0
            clues["talker"] = log1p(self.talkers[id]) / self._most
            if not self.talkers[id]:
                clues["never-speaks"] = self._doubt

    @cached_property
    def _places(self) -> list[int]:
        return [one[0] for one in self.persons.at_hand]

    @cached_property
    def talkers(self) -> Counter[str]:
        """How often a cue names each as a speaker."""
        return Counter(unit.ids[0] for unit in self.units if unit.settled)

    @cached_property
    def unknown(self) -> float:
        """The chance that somebody speaks whom no cue has named yet, by the share of those named but once.

        I. J. Good, "The population frequencies of species", Biometrika 40 (1953).
        """
        once = sum(1 for count in self.talkers.values() if count == 1)
        return (once + 1) / (self.talkers.total() + 2)

    @cached_property
    def _most(self) -> float:
        return log1p(max(self.talkers.values(), default=1))

    @cached_property
    def _doubt(self) -> float:
        """How much it tells that no cue names somebody: the more speakers cues name, the more."""
        return min(1.0, log1p(sum(self.talkers.values())) / 6.0)

    def asks(self, unit: Utterance) -> bool:
        """The words end in a question."""
        last = self.passage.quotations[unit.quotations[-1]]
        return self.passage.text[max(last.start, last.inner[1] - 2) : last.inner[1]].rstrip().endswith("?")

    # --- sex
    def _of_sex(self, found: dict[str, Evidence], unit: Utterance, subject: Subject | None) -> dict[str, Evidence]:
        """Where a pronoun or noun tells the sex: no body, not the narrator, with the doubt about each person's sex."""
        sex = wanted_sex(subject, self.passage.words)
        if sex not in ("M", "F"):
            return found
        kept = {id: clues for id, clues in found.items() if id != self.narrator and self.passage.kind(id) != "org"}
        for id, clues in kept.items():
            clues["sex"] = self._fits(id, sex)
        return kept

    def _fits(self, id: str, sex: str) -> float:
        """How well a sex fits a person: from 0 for certain down, by the logarithm of the chance."""
        male = self.persons.male(id)
        return max(-4.0, log(max(1e-9, male if sex == "M" else 1.0 - male)))


def wanted_sex(subject: Subject | None, words: Words) -> str:
    """The sex (or number) that a pronoun or noun asks for."""
    if subject is None:
        return ""
    if subject.pronoun:
        return subject.pronoun if subject.pronoun != "R" else ""
    if subject.noun in words.utterances and subject.determiner in words.his | words.her:
        return "M" if subject.determiner in words.his else "F"
    return "M" if subject.noun in words.male else "F" if subject.noun in words.female else ""
