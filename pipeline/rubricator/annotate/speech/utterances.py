"""Utterances: the quotations of one paragraph that have one speaker, each with the cue that tells most.

A paragraph of a tale has one speaker unless its cues name another; in other prose only a reporting clause
joins two quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rubricator.annotate.speech.cues import Cue, Cues, Mention, Subject
from rubricator.annotate.speech.marks import Quotation, Span
from rubricator.annotate.speech.mending import UNMARKED
from rubricator.annotate.speech.words import Words, words

_VOCATIVE_AFTER: Final = re.compile(r"_?\s*(?:[,.!?;—–…]|--|[’'”\"]|$)")
_ENDED: Final = re.compile(r"[.!?](?!\.)")
_BRACKETS: Final = re.compile(r"\[[^\[\]()]{3,80}\]|\([^\[\]()]{3,80}\)")
_DASHES: Final = " \n\u00a0—–―-"
_CLAUSE: Final = 120
_OBJECT: Final = 40


@dataclass(slots=True)
class Utterance:
    """Quotations of one region with one speaker: their numbers, the cue, who is addressed in them and by which names,
    to whom the cue says they are told; then the finding. `settled` tells that the cue alone names the speaker.
    """

    region: int
    start: int
    end: int
    quotations: list[int]
    last_region: int
    cue: Cue | None = None
    vocatives: tuple[str, ...] = ()
    calls: tuple[Mention, ...] = ()
    told: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    rule: str = "none"
    chance: float = 0.0
    settled: bool = False


@dataclass
class Passage:
    """A text with its regions, its quotations in order and its named entities in order.

    `tale` tells whether paragraphs have one speaker and talk goes by turns.
    """

    text: str
    regions: Sequence[Span]
    quotations: Sequence[Quotation]
    mentions: Sequence[Mention]
    tale: bool = True
    words: Words = field(default_factory=words)
    own: dict[int, Cue | None] = field(default_factory=dict)
    """The cue beside each quotation, by its number, once `utterances` has run."""
    kind: Callable[[str], str] = lambda _: "person"
    """What an id names: ``person``, ``org`` or ``bibl``."""
    given: Mapping[Span, tuple[str, ...]] = field(default_factory=dict)
    """Who an editor says speaks in a quotation, by its place."""
    mended: Sequence[tuple[int, int, str]] = ()
    """Words that read otherwise than they stand."""

    @cached_property
    def outer(self) -> list[int]:
        """Numbers of the outermost quotations."""
        return [at for at, one in enumerate(self.quotations) if one.depth == 0]

    @cached_property
    def outside(self) -> list[Mention]:
        """Mentions outside quotations: they carry the narrative; those inside address or tell."""
        found: list[Mention] = []
        edges = [(self.quotations[at].start, self.quotations[at].end) for at in self.outer]
        edge = 0
        for mention in self.mentions:
            while edge < len(edges) and edges[edge][1] <= mention[0]:
                edge += 1
            if edge == len(edges) or mention[0] < edges[edge][0]:
                found.append(mention)
        return found

    @cached_property
    def cues(self) -> Cues:
        """The finder of cues over this text."""
        return self._finder(self.outside)

    @cached_property
    def inner_cues(self) -> Cues:
        """The finder of cues inside quotations: all names count."""
        return self._finder(self.mentions)

    def _finder(self, mentions: Sequence[Mention]) -> Cues:
        starts, ends = {one[0]: one for one in mentions}, {one[1]: one for one in mentions}
        return Cues(self.text, self.words, starts, ends, self.mended)

    @cached_property
    def _outer_starts(self) -> list[int]:
        return [self.quotations[at].start for at in self.outer]

    @cached_property
    def _outside_starts(self) -> list[int]:
        return [one[0] for one in self.outside]

    @cached_property
    def _starts(self) -> list[int]:
        return [one[0] for one in self.mentions]

    @cached_property
    def _subjects(self) -> dict[int, Subject | None]:
        return {}

    def main_subject(self, region: int) -> Subject | None:
        """The first subject of the last sentence of a region."""
        if region not in self._subjects:
            self._subjects[region] = self.cues.main_subject(*self.regions[region])
        return self._subjects[region]

    def in_narrative(self, at: int) -> bool:
        """An offset lies outside all quotations."""
        before = bisect_right(self._outer_starts, at) - 1
        return before < 0 or self.quotations[self.outer[before]].end <= at

    def utterances(self) -> list[Utterance]:
        """All utterances, in order."""
        units: list[Utterance] = []
        group: list[int] = []
        for number in self.outer:
            if group and self.quotations[number].region != self.quotations[group[0]].region:
                units += self._grouped(group)
                group = []
            group.append(number)
        return units + (self._grouped(group) if group else [])

    def _grouped(self, numbers: list[int]) -> list[Utterance]:
        """Quotations of one region, cut where a cue names another speaker."""
        region = self.quotations[numbers[0]].region
        units: list[Utterance] = []
        for number, cue in zip(numbers, self._region_cues(numbers, region), strict=True):
            if not (cue and cue.verb) and (inserted := self._inserted(number)):
                cue = inserted
            if cue and not cue.verb and cue.subject and cue.subject.pronoun in ("P", "N"):
                cue = None
            self.own[number] = cue
            one = self.quotations[number]
            if units and self._joins(units[-1], one, cue):
                last = units[-1]
                last.quotations.append(number)
                last.end, last.last_region = one.end, one.last_region
                if cue and _stronger(cue, last.cue):
                    last.cue = cue
            else:
                units.append(Utterance(region, one.start, one.end, [number], one.last_region, cue))
        for unit in units:
            self._read_names(unit)
        return units

    def _inserted(self, number: int) -> Cue | None:
        """A reporting clause in brackets inside the words: ``“Why, then (said the keeper) …”``."""
        one = self.quotations[number]
        if self.text.find("(", one.start, one.end) < 0 and self.text.find("[", one.start, one.end) < 0:
            return None
        for bracket in _BRACKETS.finditer(self.text, one.start, one.end):
            cue = self.inner_cues.after(bracket.start() + 1, bracket.end() - 1)
            if cue and cue.verb and cue.subject:
                return cue._replace(distant=True)
        return None

    def _joins(self, unit: Utterance, one: Quotation, cue: Cue | None) -> bool:
        if not self.tale:
            return self._goes_on(unit, one, cue)
        if not self.text[unit.end : one.start].strip(_DASHES + "\r\t"):
            return False
        if cue is None or _same(unit.cue, cue):
            return True
        if cue.side.startswith("beat"):
            return not (unit.cue and unit.cue.verb and _another(unit.cue, cue))
        if cue.side == "before" and unit.cue is not None:
            return False
        return unit.cue is None or unit.cue.side.startswith("beat")

    def _goes_on(self, unit: Utterance, one: Quotation, cue: Cue | None) -> bool:
        """In prose that is no tale: only a reporting clause stands between two pieces."""
        if UNMARKED in one.faults:
            return True
        return (
            unit.cue is not None
            and bool(unit.cue.verb)
            and (cue is None or _same(unit.cue, cue))
            and one.start - unit.end < _CLAUSE
            and unit.end <= unit.cue.start < one.start
            and _ENDED.search(self.text, unit.end, one.start) is None
        )

    def _read_names(self, unit: Utterance) -> None:
        """Who is named inside the words, and who of them is addressed."""
        named: dict[str, None] = {}
        calls: list[Mention] = []
        for number in unit.quotations:
            one = self.quotations[number]
            low, high = bisect_left(self._starts, one.start), bisect_left(self._starts, one.end)
            for mention in self.mentions[low:high]:
                start, end, id = mention
                named[id] = None
                floor = max(one.start, start - 9)
                if _VOCATIVE_AFTER.match(self.text, end) and self.words.address.search(self.text, floor, start):
                    calls.append(mention)
        unit.told = self._told(unit.cue)
        unit.named, unit.calls = tuple(named), tuple(calls)
        unit.vocatives = tuple(dict.fromkeys(id for _, _, id in calls)) if calls else ()

    def _told(self, cue: Cue | None) -> tuple[str, ...]:
        """``said Ilse to Jorn``, ``told Jorn``."""
        if cue is None or not cue.verb or cue.subject is None:
            return ()
        verb = "" if cue.end == cue.subject.end else cue.verb
        start = cue.subject.end if cue.side == "before" else cue.end
        stop = min(cue.end if cue.side == "before" else cue.end + _OBJECT, start + 2 * _OBJECT)
        near = bisect_left(self._outside_starts, start)
        if near == len(self.outside) or self.outside[near][0] >= stop:
            return ()
        return next(((mention[2],) for mention in self.cues.objects(start, stop, verb)), ())

    # --- the cue of each quotation
    def _region_cues(self, numbers: list[int], region: int) -> Iterator[Cue | None]:
        start, end = self.regions[region]
        for at, number in enumerate(numbers):
            one = self.quotations[number]
            more = at + 1 < len(numbers)
            floor = self.quotations[numbers[at - 1]].end if at else start
            stop = self.quotations[numbers[at + 1]].start if more else end
            if one.last_region > region:
                stop = self.regions[one.last_region][1]
            yield self._cue(one, floor, max(stop, one.end), more)

    def _cue(self, one: Quotation, floor: int, stop: int, more: bool) -> Cue | None:
        """The cue that tells most: a verb of saying before a verb that is none, beside before above."""
        after = self.cues.after(one.end, stop) if one.end < stop else None
        if after and not self._belongs(one, after, stop, more):
            after = None
        colon = ":" in self.text[max(floor, one.start - 3) : one.start]
        anew = after is not None and self.text[after.start].isupper() and self.text[max(one.inner[1] - 1, 0)] in ".!?"
        if after and after.verb and not colon and not anew:
            return after
        before = self._before(one, floor)
        if before is None and anew and self._begins_region(one, floor):
            before = self._led_from_above(one.region)
        if before and before.verb and (colon or (anew and not before.distant)):
            return before
        if after and after.verb:
            return after
        if before and (before.verb or before.side == "lead-in"):
            return before
        if before is None and self._begins_region(one, floor):
            before = self._led_from_above(one.region)
            if before and (before.verb or before.side == "lead-in"):
                return before
        if after and after.start > one.end and (before is None or before.side != "beat-before"):
            return after
        return before if before is not None and before.subject else None

    def _begins_region(self, one: Quotation, floor: int) -> bool:
        """Nothing but a dash stands before the quotation in its region."""
        return floor == self.regions[one.region][0] and (
            floor >= one.start - 1 or not self.text[floor : one.start].strip(_DASHES)
        )

    def _before(self, one: Quotation, floor: int) -> Cue | None:
        cue = self.cues.before(floor, one.start, far=not self.tale) if floor < one.start else None
        if cue is None or not cue.verb or cue.subject is not None:
            return cue
        return self._elided(cue, floor, one.region)

    def _elided(self, cue: Cue, floor: int, region: int) -> Cue:
        """``Fenn (‘…’) replied``: the subject stands before the quotation between."""
        start = self.regions[region][0]
        earlier = [self.quotations[at] for at in self._outer_in(region) if self.quotations[at].end <= floor + 1]
        if not earlier or start >= earlier[-1].start:
            return cue
        at = earlier[-1].start
        return cue._replace(subject=self.cues.named_at(at) or self.cues.main_subject(start, at))

    def _belongs(self, one: Quotation, cue: Cue, stop: int, more: bool) -> bool:
        """Whether a cue after a quotation is this one's, not the next one's."""
        last = self.text[max(one.inner[1] - 1, 0)]
        tail = self.text[cue.end : stop].rstrip()[-1:] if more else ""
        leads_on = more and tail in (",", ":") and cue.subject is not None and cue.subject.start == cue.start
        small = self.text[cue.start].islower()
        if last == "." and cue.distant and not small:
            return False
        if last in "—–-" and cue.verb.startswith("interrupt"):
            return False
        if small and cue.verb:
            return not (leads_on and last == "." and "\n" in self.text[one.end : cue.start])
        return not (leads_on and last in ".)")

    def _led_from_above(self, region: int) -> Cue | None:
        """A cue at the end of the paragraph before: ``she whispered:`` and the words on the next line."""
        if region == 0:
            return None
        start, end = self.regions[region - 1]
        if self.text[end - 1] not in ":,—-–":
            return None
        floor = max([start] + [self.quotations[at].end for at in self._outer_in(region - 1)])
        return self.cues.before(floor, end) if floor < end - 1 else None

    def _outer_in(self, region: int) -> Sequence[int]:
        start, end = self.regions[region]
        return self.outer[bisect_left(self._outer_starts, start) : bisect_left(self._outer_starts, end)]


def _same(one: Cue | None, other: Cue) -> bool:
    """Two cues that do not contradict each other: the same name, or a name and a pronoun."""
    if one is None or one.subject is None or other.subject is None:
        return True
    a, b = one.subject, other.subject
    if a.id and b.id:
        return a.id == b.id
    if a.name or b.name:
        return a.name == b.name or bool(b.pronoun)
    if a.pronoun and b.pronoun:
        return a.pronoun == b.pronoun
    if a.noun and b.noun:
        return a.noun == b.noun
    return bool(b.pronoun) and b.pronoun in "MFN"


def _another(cue: Cue, beat: Cue) -> bool:
    """``I said. He nodded.``: of the narrator and of him or her, one does not go on with the other's words."""
    one, other = cue.subject, beat.subject
    return one is not None and other is not None and one.pronoun == "1" and other.pronoun in ("M", "F")


def _stronger(cue: Cue, other: Cue | None) -> bool:
    """A named cue beats a pronoun, a verb beats none."""
    if other is None or other.subject is None:
        return True
    if cue.subject is None:
        return False
    return (bool(cue.verb), bool(cue.subject.id)) > (bool(other.verb), bool(other.subject.id))
