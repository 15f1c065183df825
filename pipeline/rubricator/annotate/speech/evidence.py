"""The evidence for and against each person at hand, where no name beside the words settles who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, log1p
from typing import Final, NamedTuple

from rubricator.annotate.speech.cues import Subject
from rubricator.annotate.speech.idiolect import Idiolects
from rubricator.annotate.speech.persons import Persons
from rubricator.annotate.speech.utterances import Passage, Utterance
from rubricator.annotate.speech.words import Words
from rubricator.reading.words import word

Evidence = dict[str, float]
"""The clues for one person, by name, with their degree (mostly 1)."""

Chances = Mapping[int, Mapping[str, float]]
"""The probabilities of the speakers, by the index of the utterance."""

_SURE: Final = 0.8
"""From which probability on the words of an utterance tell how somebody speaks."""
NEAR: Final = 2
_FAR: Final = 6
_TALK: Final = 8
_SCENE: Final = 3000
_WINDOW: Final = 4000
_NEAR_BY: Final = 1500
_NAMES: Final = 20
_AFTER: Final = 500
_SENTENCE: Final = 12
_LAST_WORDS: Final = 60
_RANKS: Final = ("last-named", "second-named", "third-named")


class Impression(NamedTuple):
    """What is known so far: the probabilities of the speakers of each utterance, and how each person speaks."""

    chances: Chances
    idiolects: Idiolects

    def around(self, at: int) -> list[Mapping[str, float]]:
        """The probabilities in the turns around an utterance."""
        near = (*range(at - _TALK, at), *range(at + 1, at + _TALK + 1))
        return [self.chances[other] for other in near if other in self.chances]


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
            self._pointed(found, unit, subject)
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
                clues = found.setdefault(id, {})
                clues["family"] = 1.0
                if self.persons.titled(id) and subject.noun in self.passage.words.elders:
                    clues["family-elder"] = 1.0

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
            self._i(found, self.units[at])
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

    def _pointed(self, found: dict[str, Evidence], unit: Utterance, subject: Subject | None) -> None:
        """Those whom the narrative knows by a description such as *the girl*, and whom the cue means by it."""
        here = self.passage.regions[unit.region][0]
        for start, id in self.persons.pointed_before(min(unit.start, subject.start if subject else unit.start)):
            clues = found.setdefault(id, {})
            clues["unnamed"] = 1.0
            clues["in-paragraph" if start >= here else "pointed-to"] = 1.0
        if subject and (id := self.persons.unnamed(subject)):
            found.setdefault(id, {}).update(self._description(subject))

    def _description(self, subject: Subject) -> Evidence:
        if subject.noun in self.passage.words.generic:
            return {"unnamed": 1.0, "described": 1.0}
        return {"described-by-trade": 1.0, "trade-recurs": log(max(1, self.persons.recurs(subject.noun)))}

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
            if previous and previous.last_region == above:
                self._narrative_beside(found, previous)
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

    def _narrative_beside(self, found: dict[str, Evidence], previous: Utterance) -> None:
        """Who acts at the end of the paragraph above, after the words that stand in it."""
        end = self.passage.regions[previous.last_region][1]
        start = max(previous.end, previous.cue.end if previous.cue else 0)
        if end - start < _SENTENCE:
            return
        subject = self.passage.cues.main_subject(start, end)
        if subject and (id := subject.id or self.persons.described_as(subject)) and id not in previous.ids:
            found.setdefault(id, {})["acts-beside-above"] = 1.0

    def _i(self, found: dict[str, Evidence], unit: Utterance) -> None:
        """The narrator, by how often he says I around the words."""
        clues = found.setdefault(self.narrator, {})
        clues["narrator"] = 1.0
        above = self.passage.regions[max(0, unit.region - 1)][0]
        if self._count(self._says_i, above, self.passage.regions[unit.last_region][1]):
            clues["i-near"] = 1.0
        clues["i-in-scene"] = log1p(self._count(self._says_i, unit.start - _SCENE, unit.end + _SCENE)) / 3.0

    @cached_property
    def _says_i(self) -> list[int]:
        places = (one.start() for one in self.passage.words.narrator.finditer(self.passage.text))
        return [at for at in places if self.passage.in_narrative(at)]

    @staticmethod
    def _count(places: Sequence[int], start: int, end: int) -> int:
        return bisect_left(places, end) - bisect_left(places, start)

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
            self._mark_sex(found, self.units[at - 1], "before")
        if at + 1 < len(self.units) and self.units[at + 1].region - unit.last_region <= NEAR:
            self._mark(found, self.units[at + 1], "after")
            self._mark_sex(found, self.units[at + 1], "after")

    def _mark(self, found: dict[str, Evidence], other: Utterance, where: str) -> None:
        for id in other.vocatives + other.told:
            found.setdefault(id, {})[f"called-{where}"] = 1.0
        if where == "before" and (id := self._called_last(other)):
            found[id]["called-last"] = 1.0
        for id in other.named:
            if id in found and id not in other.vocatives:
                found[id][f"mentioned-{where}"] = 1.0

    def _called_last(self, unit: Utterance) -> str:
        """Whom the words address in the end, and nobody else by then."""
        end = self.passage.quotations[unit.quotations[-1]].inner[1]
        last = {id for start, _, id in unit.calls if end - start <= _LAST_WORDS}
        return last.pop() if len(last) == 1 else ""

    def _mark_sex(self, found: dict[str, Evidence], other: Utterance, where: str) -> None:
        """``Yes, sir``, ``no, mother``: whom they answer is a man, a woman."""
        if sex := self.called_sex(other):
            for id, clues in found.items():
                clues[f"sir-{where}"] = self._fits(id, sex) if id != self.narrator else -0.5

    def called_sex(self, unit: Utterance) -> str:
        """The sex of whom the words address by a noun; empty where they do not, or by several."""
        if unit.start not in self._called_sexes:
            nouns = self.passage.words.male | self.passage.words.female
            said = () if nouns.isdisjoint(self._words(unit)) else unit.quotations
            found = {
                "M" if call[1] else "F"
                for one in map(self.passage.quotations.__getitem__, said)
                for call in self.passage.words.called.finditer(self.passage.text, one.start, one.inner[1])
            }
            self._called_sexes[unit.start] = found.pop() if len(found) == 1 else ""
        return self._called_sexes[unit.start]

    @cached_property
    def _called_sexes(self) -> dict[int, str]:
        return {}

    def _own_words(self, found: dict[str, Evidence], unit: Utterance) -> None:
        for id in unit.vocatives + unit.told:
            if id in found:
                found[id]["addresses"] = 1.0
        for id in unit.named:
            if id in found and "addresses" not in found[id]:
                found[id]["mentions"] = 1.0

    # --- what is known so far of all speakers
    def impression(self, chances: Chances) -> Impression:
        """What those probabilities of the speakers tell of each person."""
        said = (
            (id, self._words(self.units[at]))
            for at, one in chances.items()
            for id, share in one.items()
            if id and share >= _SURE
        )
        return Impression(chances, Idiolects(said, self._general))

    @cached_property
    def _general(self) -> Counter[str]:
        """In how many utterances each word is."""
        found = Counter[str]()
        for unit in self.units:
            found.update(self._words(unit))
        return found

    def recall(self, at: int, found: dict[str, Evidence], impression: Impression) -> None:
        """Give the persons at hand the clues of an impression."""
        spoken, here = self._words(self.units[at]), impression.chances.get(at, {})
        around = impression.around(at)
        for id, clues in found.items():
            clues["idiolect"] = impression.idiolects.fit(id, spoken, here.get(id, 0.0) >= _SURE)
            clues["likely-near"] = log1p(sum([one.get(id, 0.0) for one in around])) / 2.0

    def _words(self, unit: Utterance) -> frozenset[str]:
        """The words of an utterance, in small letters."""
        if unit.start not in self._spoken:
            spans = (self.passage.quotations[number].inner for number in unit.quotations)
            said = (word.findall(self.passage.text[start:end].lower()) for start, end in spans)
            self._spoken[unit.start] = frozenset().union(*said)
        return self._spoken[unit.start]

    @cached_property
    def _spoken(self) -> dict[int, frozenset[str]]:
        return {}

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
                if id != self.narrator and not self.persons.personal(id):
                    clues["impersonal"] = 1.0

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
