"""Who says it: from cues, pronouns, descriptions and turns to the speaker of each quotation.

Utterances (the quotations of one paragraph that share a cue) are taken in order. A name in a cue settles the
speaker; a pronoun or a generic noun is weighed against the persons at hand (recency, sex, turn of the
conversation, who is addressed, who speaks next); what has no cue takes the turn that the conversation gives.
The weights follow from reasons, not training: see docs/speech.md. Compare Muzny et al., "A two-stage sieve
approach for quote attribution", EACL 2017.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rubricator.annotate.cues import Cue, Cues, Mention, Subject
from rubricator.annotate.quotation import Quotation, Span
from rubricator.language import speech_en as en

_PRONOUN: Final = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(r"\bI\b")
_WINDOW: Final = 1500
_VOCATIVE_BEFORE: Final = re.compile(
    r"(?:[,;!?.—–\-…“\"'‘(]|\b(?:[Mm]y|[Oo]h|[Dd]ear|[Ww]ell|[Yy]es|[Nn]o|[Yy]ou|[Oo]ld|[Gg]ood|[Pp]oor|[Aa]h|O))[\s_“\"'‘]*$"
)
_ENDED: Final = re.compile(r"[.!?](?!\.)")
_VOCATIVE_AFTER: Final = re.compile(r"_?\s*(?:[,.!?;—–…]|--|[’'”\"]|$)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """An attribution: ids (none: not known), the rule that made it, its margin over the next best."""

    ids: tuple[str, ...] = ()
    rule: str = "none"
    margin: float = 0.0
    cue: Cue | None = None
    own: Cue | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for and against a person, in one scale; the reasons stand beside the numbers."""

    narrative_subject_cued: float = 3.0
    """Subject of the narrative paragraph above, for a pronoun."""
    narrative_subject: float = 2.0
    """The same, for words without cue."""
    narrative_pronoun_cued: float = 1.0
    """The speaker before, if that paragraph goes on about them, for a pronoun."""
    narrative_pronoun: float = 0.5
    """The same, for words without cue."""
    narrative_first: float = 0.5
    """The narrator, if that paragraph is about the narrator."""
    drafted_next: float = 1.2
    """Found to speak next: not now."""
    drafted_second: float = 1.0
    """Found to speak after that: now."""
    spoke_last: float = -3.0
    """Spoke last, in the paragraph above."""
    spoke_last_apart: float = -0.3
    """Spoke last, one paragraph between."""
    spoke_last_far: float = 0.6
    """Spoke last, more between."""
    addressed: float = 2.8
    """Addressed by name in the words before."""
    spoke_second: float = 2.5
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
    recency_fades: float = 0.5
    """Loss with each later name."""
    addresses: float = -7.0
    """Addressed in the words themselves."""
    sex_unknown: float = -1.0
    """Of unknown sex where the pronoun tells one."""


WEIGHTS: Final = Weights()


@dataclass(slots=True)
class _Utterance:
    """Quotations of one region with one speaker."""

    region: int
    start: int
    end: int
    quotations: list[int]
    cue: Cue | None = None
    rule: str = "none"
    ids: tuple[str, ...] = ()
    margin: float = 0.0
    vocatives: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cast:
    """What is known of persons: sex by id, ids by a description, the id of a narrator who says "I"."""

    sex: Callable[[str], str]
    find: Callable[[str], Sequence[str]]
    narrator: str = ""
    tale: bool = True
    """A tale: paragraphs have one speaker, talk goes by turns, a speaker known by description alone
    ("the porter") gets an id of its own."""


@dataclass
class Attribution:
    """Attribution over one document. `mentions` are named entities in order: start, end, id."""

    text: str
    regions: Sequence[Span]
    quotations: Sequence[Quotation]
    mentions: Sequence[Mention]
    cast: Cast
    described: dict[str, Subject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._outer = [at for at, one in enumerate(self.quotations) if one.depth == 0]
        self._split_mentions()
        outside = {one[0]: one for one in self._outside}
        self._cues = Cues(self.text, outside, {one[1]: one for one in self._outside})
        self._starts = [one[0] for one in self._outside]
        self._all_starts = [one[0] for one in self.mentions]
        self._sexes = self._learn_sexes()
        self._roles = self._learn_roles()
        self._found: dict[str, tuple[str, ...]] = {}
        self._narrator = ""

    # --- preparation
    def _split_mentions(self) -> None:
        """Mentions outside quotations carry the narrative; those inside address or tell."""
        self._outside: list[Mention] = []
        edges = [(self.quotations[at].start, self.quotations[at].end) for at in self._outer]
        edge = 0
        for mention in self.mentions:
            while edge < len(edges) and edges[edge][1] <= mention[0]:
                edge += 1
            if edge == len(edges) or mention[0] < edges[edge][0]:
                self._outside.append(mention)

    def _learn_sexes(self) -> dict[str, str]:
        """Sex by id: stated, by title, else by the pronouns that follow the name in the narrative."""
        votes: dict[str, int] = {}
        for start, end, id in self.mentions:
            first = self.text[start : start + 12].split()
            sex = en.ROLES.get(first[0].lower().strip(".")) if first else None
            if sex:
                votes[id] = votes.get(id, 0) + (5 if sex == "M" else -5)
        pronouns = [(found.start(), 1 if found[1] else -1) for found in _PRONOUN.finditer(self.text)]
        places = [place for place, _ in pronouns]
        for at, (_, end, id) in enumerate(self._outside):
            stop = min(self._starts[at + 1] if at + 1 < len(self._starts) else end + 90, end + 90)
            following = bisect_left(places, end)
            if following < len(places) and places[following] < stop:
                votes[id] = votes.get(id, 0) + pronouns[following][1]
        found = {id: "M" if vote > 0 else "F" for id, vote in votes.items() if vote}
        for id in {mention[2] for mention in self.mentions}:
            if stated := self.cast.sex(id):
                found[id] = stated
        return found

    def _learn_roles(self) -> dict[str, dict[str, int]]:
        """Ids by the title words that stand in or before their names: ``captain`` → its bearers."""
        found: dict[str, dict[str, int]] = {}
        for start, end, id in self.mentions:
            for word in self.text[start:end].split()[:2]:
                key = word.lower().strip(".,")
                if key in en.ROLES or key in (
                    "professor",
                    "doctor",
                    "dr",
                    "inspector",
                    "president",
                    "chancellor",
                ):
                    key = "doctor" if key == "dr" else key
                    counts = found.setdefault(key, {})
                    counts[id] = counts.get(id, 0) + 1
        return found

    # --- the way through
    def speakers(self) -> dict[int, Speaker]:
        """The speaker of each outer quotation, by its index."""
        self._own: dict[int, Cue | None] = {}
        self._units = self._utterances()
        self._narrator = self.cast.narrator or (self._find_narrator() if self._first_person() else "")
        for unit in self._units:
            self._name(unit)
        self._anchors = [bool(unit.ids) and unit.rule in ("named", "narrator") for unit in self._units]
        open_units = [at for at, unit in enumerate(self._units) if not unit.ids]
        self._ahead = self._anchors_ahead()
        self._again = False
        for at in open_units:
            self._weigh(at, self._units[at])
        self._again = True
        for at in open_units:
            self._weigh(at, self._units[at])
        return {
            number: Speaker(unit.ids, unit.rule, unit.margin, unit.cue, self._own.get(number))
            for unit in self._units
            for number in unit.quotations
        }

    def _utterances(self) -> list[_Utterance]:
        units: list[_Utterance] = []
        group: list[int] = []
        for number in self._outer:
            if group and self.quotations[number].region != self.quotations[group[0]].region:
                units += self._grouped(group)
                group = []
            group.append(number)
        return units + (self._grouped(group) if group else [])

    def _grouped(self, numbers: list[int]) -> list[_Utterance]:
        """Quotations of one region, cut where a cue names another speaker."""
        region = self.quotations[numbers[0]].region
        cues = self._region_cues(numbers, region)
        self._own.update(zip(numbers, cues, strict=True))
        units: list[_Utterance] = []
        for number, cue in zip(numbers, cues, strict=True):
            one = self.quotations[number]
            if units and not self.cast.tale and not self._goes_on(units[-1], one, cue):
                units.append(_Utterance(region, one.start, one.end, [number], cue))
                continue
            if units and (cue is None or cue.side.startswith("beat") or _same(units[-1].cue, cue)):
                units[-1].quotations.append(number)
                units[-1].end = one.end
                if cue and _stronger(cue, units[-1].cue):
                    units[-1].cue = cue
                continue
            if units and (units[-1].cue is None or units[-1].cue.side.startswith("beat")):
                units[-1].quotations.append(number)
                units[-1].end, units[-1].cue = one.end, cue
                continue
            units.append(_Utterance(region, one.start, one.end, [number], cue))
        for unit in units:
            unit.vocatives = frozenset(self._vocatives(unit))
        return units

    def _goes_on(self, unit: _Utterance, one: Quotation, cue: Cue | None) -> bool:
        """In prose that is no tale: only a reporting clause stands between two pieces."""
        return (
            unit.cue is not None
            and bool(unit.cue.verb)
            and (cue is None or _same(unit.cue, cue))
            and one.start - unit.end < 120
            and unit.end <= unit.cue.start < one.start
            and _ENDED.search(self.text, unit.end, one.start) is None
        )

    def _region_cues(self, numbers: list[int], region: int) -> list[Cue | None]:
        start, end = self.regions[region]
        cues: list[Cue | None] = []
        for at, number in enumerate(numbers):
            one = self.quotations[number]
            floor = self.quotations[numbers[at - 1]].end if at else start
            stop = self.quotations[numbers[at + 1]].start if at + 1 < len(numbers) else end
            stop = max(stop, one.end)
            if one.last_region > region:
                stop = self.regions[one.last_region][1]
            cues.append(self._cue(one, floor, stop, at + 1 < len(numbers), region))
        return cues

    def _cue(self, one: Quotation, floor: int, stop: int, more: bool, region: int) -> Cue | None:
        after = self._cues.after(one.end, stop) if one.end < stop else None
        before = self._cues.before(floor, one.start) if floor < one.start else None
        if before and before.verb and before.subject is None:
            before = self._elided(before, floor, region)
        if before and before.verb and ":" in self.text[one.start - 3 : one.start]:
            return before
        if after and after.verb and self._belongs(one, after, stop, more):
            return after
        if before and before.verb:
            return before
        if before and before.side == "lead-in":
            return before
        if before is None and floor == self.regions[region][0] and floor >= one.start - 1:
            before = self._led_from_above(region)
            if before and (before.verb or before.side == "lead-in"):
                return before
        if after and not after.verb and after.start > one.end and self._belongs(one, after, stop, more):
            if before is None or before.side != "beat-before":
                return after
        return before if before is not None and before.subject else None

    def _elided(self, cue: Cue, floor: int, region: int) -> Cue:
        """``Fenn (‘…’) replied``: the subject stands before the quotation between."""
        start = self.regions[region][0]
        earlier = [self.quotations[at] for at in self._outer_in(region) if self.quotations[at].end <= floor + 1]
        if not earlier or start >= earlier[-1].start:
            return cue
        subject = self._cues.main_subject(start, earlier[-1].start)
        return replace(cue, subject=subject)

    def _belongs(self, one: Quotation, cue: Cue, stop: int, more: bool) -> bool:
        """Whether a cue after a quotation is this one's, not the next one's."""
        last = self.text[max(one.inner[1] - 1, 0)]
        tail = self.text[cue.end : stop].rstrip()[-1:] if more else ""
        leads_on = more and tail in (",", ":") and cue.subject is not None and cue.subject.start == cue.start
        if last == "." and cue.distant and not self.text[cue.start].islower():
            return False
        if self.text[cue.start].islower() and cue.verb:
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
        if floor >= end - 1:
            return None
        cue = self._cues.before(floor, end)
        return cue

    def _outer_in(self, region: int) -> Iterable[int]:
        start, end = self.regions[region]
        if not hasattr(self, "_outer_starts"):
            self._outer_starts = [self.quotations[at].start for at in self._outer]
        return self._outer[bisect_left(self._outer_starts, start) : bisect_left(self._outer_starts, end)]

    def _vocatives(self, unit: _Utterance) -> Iterable[str]:
        for number in unit.quotations:
            one = self.quotations[number]
            low, high = bisect_left(self._all_starts, one.start), bisect_left(self._all_starts, one.end)
            for start, end, id in self.mentions[low:high]:
                if _VOCATIVE_AFTER.match(self.text, end) and _VOCATIVE_BEFORE.search(
                    self.text, max(one.start, start - 9), start
                ):
                    yield id

    # --- the narrator
    def _first_person(self) -> bool:
        """The narrative says "I" often enough to be told by someone in it."""
        if not self.cast.tale:
            return False
        places = [found.start() for found in _FIRST_PERSON.finditer(self.text)]
        count, quoted = len(places), 0
        for at in self._outer:
            one = self.quotations[at]
            count -= bisect_left(places, one.end) - bisect_left(places, one.start)
            quoted += one.end - one.start
        return count > max(5, (len(self.text) - quoted) / 1500)

    def _find_narrator(self) -> str:
        """Whom the others address around the narrator's words, and the narrative never names."""
        votes: dict[str, int] = {}
        for at, unit in enumerate(self._units):
            subject = unit.cue.subject if unit.cue else None
            if subject is None or subject.pronoun != "1" or not unit.cue or not unit.cue.verb:
                continue
            self.described.setdefault(NARRATOR, subject)
            for near in self._units[max(0, at - 1) : at + 2]:
                for id in near.vocatives if near is not unit else ():
                    votes[id] = votes.get(id, 0) + 1
        told: dict[str, int] = {}
        for _, _, id in self._outside:
            told[id] = told.get(id, 0) + 1
        counts: dict[str, int] = {}
        for _, _, id in self.mentions:
            counts[id] = counts.get(id, 0) + 1
        found = [id for id, vote in votes.items() if vote >= 3 and told.get(id, 0) * 5 <= counts[id]]
        return max(found, key=lambda id: votes[id]) if found else NARRATOR

    # --- what a cue settles by itself
    def _name(self, unit: _Utterance) -> None:
        subject = unit.cue.subject if unit.cue else None
        if unit.cue is None or subject is None:
            return
        reports = bool(unit.cue.verb)
        if subject.id:
            unit.ids = (subject.id, *subject.more)
            unit.rule = "named" if reports and not unit.cue.distant else "named-apart" if reports else "beat"
            if unit.cue.side == "lead-in":
                unit.rule = "lead-in"
            elif unit.rule == "beat" and not self.cast.tale:
                unit.rule = "sentence-subject"
            unit.margin = 9.0
        elif subject.pronoun == "1":
            if self._narrator:
                unit.ids, unit.rule, unit.margin = (self._narrator,), "narrator", 9.0
                if not reports:
                    unit.rule = "narrator-beat"
        elif subject.noun in en.UTTERANCES and subject.determiner not in en.DETERMINERS:
            unit.ids, unit.rule, unit.margin = (subject.determiner,), "beat", 3.0
        elif subject.noun and not subject.pronoun:
            unit.ids = self._by_description(subject, unit)
            unit.rule = "description"
            unit.margin = 3.0 if unit.ids else 0.0

    def _by_description(self, subject: Subject, unit: _Utterance) -> tuple[str, ...]:
        """The person whom a description means: a known variant, a bearer of the office, or a person of its own."""
        kin = subject.determiner in ("his", "her", "my", "their", "our", "your") or subject.noun in en.KIN
        key = f"{subject.determiner} {subject.phrase}"
        if key not in self._found:
            self._found[key] = self._look_up(subject, kin)
        if found := self._found[key]:
            return found[:1]
        if bearers := self._roles.get(subject.noun):
            if len(bearers) == 1:
                return (next(iter(bearers)),)
            for start, _, id in reversed(self._recent(unit.start)):
                if id in bearers:
                    return (id,)
        if not self.cast.tale or kin or not (unit.cue and unit.cue.verb) or subject.noun in en.GENERIC or subject.noun in en.GROUP:
            return ()
        if subject.noun in _NO_PERSON or len(subject.noun) < 3 or subject.noun.endswith(("ing", "ed")):
            return ()
        id = "c." + re.sub(r"[^a-z0-9]+", "-", subject.noun)
        self.described.setdefault(id, subject)
        return (id,)

    def _look_up(self, subject: Subject, kin: bool) -> tuple[str, ...]:
        articles = (
            ("the ", "a ", "an ", "")
            if subject.determiner in ("the", "this", "that")
            else ("a ", "an ", "the ", "")
        )
        if kin and subject.determiner not in ("the", "a", "an"):
            articles = (f"{subject.determiner} ",)
        for phrase in dict.fromkeys((subject.phrase, subject.noun)):
            for article in articles:
                if found := self.cast.find(article + phrase):
                    return tuple(found)
        return ()

    # --- what must be weighed
    def _recent(self, at: int) -> Sequence[Mention]:
        high = bisect_right(self._starts, at)
        low = max(bisect_left(self._starts, at - _WINDOW), high - 14)
        return self._outside[low:high]

    def _weigh(self, at: int, unit: _Utterance) -> None:
        """Choose among the persons at hand."""
        subject = unit.cue.subject if unit.cue else None
        if not self.cast.tale and (not self._wanted_sex(subject) or not (unit.cue and self._tells(unit.cue))):
            unit.rule = "none"
            return
        sex = self._wanted_sex(subject)
        if sex in ("P", "1", "N"):
            unit.rule = "group" if sex == "P" else "none"
            return
        anchor = subject.start if subject and subject.start < unit.start else unit.start
        weights = self._candidates(at, unit, anchor, bool(subject))
        best, second, winner = -99.0, -99.0, ""
        for id, weight in weights.items():
            if sex and (id == self._narrator or id.startswith("o.")):
                continue
            known = self._sexes.get(id, "")
            if sex and known and known != sex:
                continue
            if sex and not known:
                weight += WEIGHTS.sex_unknown
            if id in unit.vocatives:
                weight += WEIGHTS.addresses
            if weight > best:
                best, second, winner = weight, best, id
            elif weight > second:
                second = weight
        if winner and best > (_LEAST if not sex else -3.0):
            unit.ids, unit.margin = (winner,), best - max(second, -5.0)
            unit.rule = (
                ("pronoun" if subject and subject.pronoun else "generic") if sex or subject else "turn"
            )
            if subject and unit.cue and not unit.cue.verb:
                unit.rule = "beat-pronoun"

    @staticmethod
    def _tells(cue: Cue) -> bool:
        """A pronoun is worth resolving in a history where it governs the words: he said; his plan was."""
        subject = cue.subject
        return bool(cue.verb) or cue.side == "lead-in" or (subject is not None and subject.noun in en.UTTERANCES)

    def _wanted_sex(self, subject: Subject | None) -> str:
        if subject is None:
            return ""
        if subject.pronoun:
            return subject.pronoun if subject.pronoun != "R" else ""
        if subject.noun in en.UTTERANCES and subject.determiner in ("his", "her"):
            return "M" if subject.determiner == "his" else "F"
        return "M" if subject.noun in en.MALE else "F" if subject.noun in en.FEMALE else ""

    def _candidates(self, at: int, unit: _Utterance, anchor: int, cued: bool) -> dict[str, float]:
        weights: dict[str, float] = {}
        self._weigh_mentions(weights, unit, anchor, cued)
        if not self.cast.tale:
            return weights
        self._weigh_turns(weights, at, unit, cued)
        self._weigh_narrative(weights, at, unit, cued)
        if not cued:
            self._weigh_next(weights, at, unit)
        if self._again:
            self._weigh_drafted(weights, at, unit)
        if self._narrator and not cued and self._narrator in weights:
            weights[self._narrator] += 0.3
        return weights

    def _weigh_mentions(self, weights: dict[str, float], unit: _Utterance, anchor: int, cued: bool) -> None:
        """Recency: the last name counts most; more in the same paragraph, more as the subject."""
        region_start = self.regions[unit.region][0]
        above = self.regions[unit.region - 1][0] if unit.region else 0
        value = 2.0
        for start, _, id in reversed(self._recent(anchor)):
            weight = value
            if start >= region_start:
                weight += WEIGHTS.same_paragraph_cued if cued else WEIGHTS.same_paragraph
            elif start >= above:
                weight += 0.5
            if self._starts_sentence(start):
                weight += WEIGHTS.sentence_subject
            if weight > weights.get(id, -9.0):
                weights[id] = weight
            value -= WEIGHTS.recency_fades if value > 0.4 else 0.05

    def _weigh_narrative(self, weights: dict[str, float], at: int, unit: _Utterance, cued: bool) -> None:
        """The subject of a paragraph of narrative is likely to speak in the next."""
        above = unit.region - 1
        previous = self._units[at - 1] if at else None
        if above < 0 or (previous and self.quotations[previous.quotations[-1]].last_region >= above):
            return
        subject = self._cues.main_subject(*self.regions[above])
        if subject is None:
            return
        bonus = WEIGHTS.narrative_subject_cued if cued else WEIGHTS.narrative_subject
        if subject.id:
            weights[subject.id] = weights.get(subject.id, 0.5) + bonus
        elif subject.pronoun in ("M", "F") and previous:
            for id in previous.ids:
                if self._sexes.get(id, subject.pronoun) == subject.pronoun:
                    weights[id] = weights.get(id, 0.5) + (WEIGHTS.narrative_pronoun_cued if cued else WEIGHTS.narrative_pronoun)
        elif subject.pronoun == "1" and self._narrator:
            weights[self._narrator] = weights.get(self._narrator, 0.5) + WEIGHTS.narrative_first

    def _weigh_drafted(self, weights: dict[str, float], at: int, unit: _Utterance) -> None:
        """In the second round: who was found to speak next and after that."""
        region = unit.region
        for ahead, weight in ((1, -WEIGHTS.drafted_next), (2, WEIGHTS.drafted_second)):
            if at + ahead >= len(self._units) or self._units[at + ahead].region - region > 2:
                return
            other = self._units[at + ahead]
            region = other.region
            sure = min(1.0, other.margin / 3.0)
            for id in other.ids:
                if weight > 0 or id in weights:
                    weights[id] = weights.get(id, 0.3) + weight * sure

    def _starts_sentence(self, start: int) -> bool:
        before = self.text[max(0, start - 3) : start].rstrip(" \r")
        return not before or before[-1] in '.!?\n”"’'

    def _weigh_turns(self, weights: dict[str, float], at: int, unit: _Utterance, cued: bool) -> None:
        """Turns: after another's words it is the turn of the one who spoke before."""
        previous = self._units[at - 1] if at else None
        if previous is None or unit.region - previous.region > 6:
            return
        gap = unit.region - self.quotations[previous.quotations[-1]].last_region
        for id in previous.ids:
            weights[id] = weights.get(id, 0.5) + (WEIGHTS.spoke_last if gap <= 1 else WEIGHTS.spoke_last_apart if gap == 2 else WEIGHTS.spoke_last_far)
        if gap <= 3:
            for id in previous.vocatives:
                weights[id] = weights.get(id, 0.8) + WEIGHTS.addressed
        distance, bonus = 2, WEIGHTS.spoke_second
        while distance <= 5 and at - distance >= 0:
            other = self._units[at - distance]
            if unit.region - other.region > 12:
                break
            for id in other.ids:
                if id not in previous.ids:
                    weights[id] = weights.get(id, 0.3) + (bonus if distance % 2 == 0 else bonus * WEIGHTS.spoke_third)
            bonus -= WEIGHTS.turn_fades
            distance += 1

    def _anchors_ahead(self) -> list[tuple[int, int]]:
        """For each utterance the next one whose speaker a cue names, and how many turns away it is.

        Turns count while the talk goes on without a break of more than one paragraph; -1 where it breaks off.
        """
        ahead: list[tuple[int, int]] = []
        anchor, distance, region = -1, 0, 1 << 60
        for at in range(len(self._units) - 1, -1, -1):
            unit = self._units[at]
            if anchor >= 0 and region - self.quotations[unit.quotations[-1]].last_region > 2:
                anchor = -1
            ahead.append((anchor, distance + 1))
            region, distance = unit.region, distance + 1
            if self._anchors[at]:
                anchor, distance = at, 0
        return ahead[::-1]

    def _weigh_next(self, weights: dict[str, float], at: int, unit: _Utterance) -> None:
        """What follows: who speaks next is not who speaks now; who speaks after that may be."""
        if at + 1 < len(self._units) and self._units[at + 1].region - unit.region <= 2:
            for id in self._units[at + 1].vocatives:
                weights[id] = weights.get(id, 0.3) + WEIGHTS.addressed_next
        anchor, distance = self._ahead[at]
        if anchor < 0:
            return
        strength = WEIGHTS.anchor_next if distance == 1 else WEIGHTS.anchor_near if distance < 5 else WEIGHTS.anchor_far
        for id in self._units[anchor].ids:
            if distance % 2 == 0:
                weights[id] = weights.get(id, 0.5) + strength
            elif id in weights:
                weights[id] -= strength


_LEAST: Final = 0.5
NARRATOR: Final = "c.narrator"
"""The id of a narrator without a name."""
_NO_PERSON: Final = frozenset(
    "way day night morning moment time voice word words thing fact same first last end rest".split()
)


def _same(one: Cue | None, other: Cue) -> bool:
    """Two cues that do not contradict each other: the same name, or a name and a pronoun."""
    if one is None or one.subject is None or other.subject is None:
        return True
    a, b = one.subject, other.subject
    if a.id and b.id:
        return a.id == b.id
    if a.pronoun and b.pronoun:
        return a.pronoun == b.pronoun
    if a.noun and b.noun:
        return a.noun == b.noun
    return bool(b.pronoun) and b.pronoun in "MFN"


def _stronger(cue: Cue, other: Cue | None) -> bool:
    """A named cue beats a pronoun, a verb beats none."""
    if other is None or other.subject is None:
        return True
    if cue.subject is None:
        return False
    return (bool(cue.verb), bool(cue.subject.id)) > (bool(other.verb), bool(other.subject.id))


def sexes_of(table: Mapping[str, str]) -> Callable[[str], str]:
    """A look-up of sexes in a table."""
    return lambda id: table.get(id, "")
