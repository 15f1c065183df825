"""Who is on stage, by entrances, exits and speeches: whom All and Both mean (7.2.2 [DRSP], 7.2.4 [DRSTA]).

All are those present but for the one whom they answer. Where a crowd is on, or more than a handful, nobody
can tell who joins in, and the label keeps an id of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.annotate.drama.cast import Cast, either_way, folded
from rubricator.language import alternatives, lexicon
from rubricator.model.document import Cert

_MOST: Final = 5
"""Most persons that All is thought to be."""
_LONGEST_NAME: Final = 4
_CLAUSE: Final = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bSt)[.;\])]+|--+|—|_")

Names = Mapping[tuple[str, ...], str]


class Turn(NamedTuple):
    """A speech: its offset, its label, the ids of those who speak."""

    start: int
    label: str
    who: str


class Meant(NamedTuple):
    """Ids of those who speak, and how sure that is."""

    who: str
    cert: Cert


class Called(NamedTuple):
    """Those whom some words name: single persons by id, the words for crowds, and who may belong to these."""

    persons: tuple[str, ...]
    crowd: frozenset[str] = frozenset()
    among: tuple[str, ...] = ()


@dataclass(slots=True)
class Present:
    """Those on stage at one moment; `open` once somebody was seen to come on."""

    persons: dict[str, None] = field(default_factory=dict)
    crowd: frozenset[str] = frozenset()
    open: bool = False

    def enter(self, called: Called) -> None:
        """Add those who come on."""
        self.open |= bool(called.persons)
        self.persons |= dict.fromkeys(called.persons)
        self.crowd |= called.crowd

    def keep(self, called: Called) -> None:
        """Clear the stage but for some."""
        self.persons = dict.fromkeys(called.persons)
        self.crowd = called.crowd

    def leave(self, called: Called) -> None:
        """Take away those who go."""
        for id in (*called.persons, *called.among):
            self.persons.pop(id, None)
        self.crowd -= called.crowd


class Words(NamedTuple):
    """Patterns of one language."""

    entrances: re.Pattern[str]
    exits: re.Pattern[str]
    all_go: re.Pattern[str]
    stay: re.Pattern[str]
    crowds: frozenset[str]
    either: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    drama, common = lexicon(language).drama, lexicon(language).common
    entrances, exits, all_go, stay = (
        re.compile(rf"\b(?:{alternatives(found)})\b", re.I)
        for found in (drama.entrances, drama.exits, drama.all_go, drama.stay)
    )
    numbers = {form: at for at, word in enumerate(common.cardinals, 1) for form in either_way(word.split("|"))}
    ordinals = {form: value for word, value in common.ordinal_values().items() for form in either_way([word])}
    crowds, either = either_way(drama.crowds), either_way(drama.either)
    return Words(entrances, exits, all_go, stay, crowds, either, numbers, ordinals)


class Roll:
    """Whom the words of directions name: the cast, the labels, the members of numbered kinds (First Witch)."""

    def __init__(self, cast: Cast, language: str) -> None:
        self.cast = cast
        self.known = _words(language)
        self.kinds = self._kinds()
        self.groups = cast.groups()
        self.many = self.known.crowds | {*self.groups}
        numbered = {folded(label): who for label, who in cast.resolved.items() if cast.numbered(label)}
        self.names = numbered | {words: id for words, id in cast.named_words() if self.many.isdisjoint(words)}

    def _kinds(self) -> dict[str, dict[int, str]]:
        kinds: dict[str, dict[int, str]] = {}
        for label, who in self.cast.resolved.items():
            if (kind := self.cast.numbered(label)) and " " not in who:
                kinds.setdefault(kind, {})[self.known.ordinals[folded(label)[0]]] = who
        return kinds

    def called(self, text: str, names: Names) -> Called:
        """Those whom a clause of a direction names; the longest name counts, a title before it does not."""
        words = folded(text)
        persons: list[str] = []
        among: list[str] = []
        crowd: set[str] = set()
        at, counted, vague = 0, 0, False
        while at < len(words):
            size = next((n for n in range(_LONGEST_NAME, 0, -1) if words[at : at + n] in names), 0)
            if size == 1 and words[at] in self.cast.titles and words[at + 1 : at + 2] in names:
                size = 0
            elif size:
                persons.append(names[words[at : at + size]])
            elif members := self._members(words[at], counted):
                persons += members
            elif self._is_many(words[at]):
                crowd.add(words[at])
                among += [id for one in self.cast.singulars(words[at]) for id in self.kinds.get(one, {}).values()]
            vague |= words[at] in self.known.either
            counted = 0 if vague else self.known.numbers.get(words[at], counted)
            at += max(size, 1)
        return Called(tuple(persons), frozenset(crowd), tuple(among))

    def _is_many(self, word: str) -> bool:
        return word in self.many or any(one in self.kinds or one in self.many for one in self.cast.singulars(word))

    def _members(self, word: str, counted: int) -> list[str]:
        """The first two or three of a kind (``two Murderers``); none without a number or with too great a one."""
        kind = next((one for one in self.cast.singulars(word) if one in self.kinds), "")
        members = self.kinds.get(kind, {})
        return [members[at] for at in range(1, counted + 1)] if {*range(1, counted + 1)} <= {*members} else []


def meant(roll: Roll, turns: Sequence[Turn], directions: Iterable[tuple[int, str]]) -> dict[int, Meant]:
    """Those whom the labels for several, and for one of a kind, mean, by the offset of the speech."""
    if not any(roll.cast.is_chorus(turn.label) or (turn.label and _kind(roll, turn)) for turn in turns):
        return {}
    names: dict[tuple[str, ...], str] = dict(roll.names)
    names |= {folded(turn.label): turn.who for turn in turns if turn.label and _is_one(roll, turn)}
    stage, found, ahead = Present(), {}, list(directions)
    for at, turn in enumerate(turns):
        while ahead and ahead[0][0] < turn.start:
            _move(stage, ahead.pop(0)[1], turns[at - 1] if at else None, roll, names)
        if several := _chorus(roll, stage, turns, at):
            found[turn.start] = Meant(" ".join(several), "medium")
        elif one := _one_of_kind(roll, stage, turn):
            found[turn.start] = Meant(one, "medium")
        elif not roll.cast.is_chorus(turn.label):
            stage.persons |= dict.fromkeys(turn.who.split())
    return found


def _is_one(roll: Roll, turn: Turn) -> bool:
    return " " not in turn.who and not roll.cast.is_chorus(turn.label) and roll.many.isdisjoint(folded(turn.label))


def _move(stage: Present, text: str, last: Turn | None, roll: Roll, names: Names) -> None:
    """Let those enter and leave whom a direction names."""
    known = roll.known
    for clause in _CLAUSE.split(text):
        called = roll.called(clause, names)
        if known.stay.search(clause):
            stage.keep(called)
        elif known.exits.search(clause):
            if called.persons or called.crowd:
                stage.leave(called)
            elif known.all_go.search(clause):
                stage.keep(called)
            elif last:
                stage.leave(Called(tuple(last.who.split())))
        elif known.entrances.search(clause):
            stage.enter(called)


def _chorus(roll: Roll, stage: Present, turns: Sequence[Turn], at: int) -> tuple[str, ...]:
    """Those whom All or Both means here, sorted; none where that is not clear."""
    label = turns[at].label
    if not roll.cast.is_chorus(label):
        return ()
    both = roll.cast.is_both(label)
    if kind := roll.cast.chorus_of(label):
        return _all_of(roll, stage, kind, both)
    if (near := _kind_around(roll, stage, turns, at)) and not both:
        members = [one for one in roll.kinds[near].values() if one in stage.persons]
    else:
        members = _answering(roll, stage, turns[:at])
    if stage.crowd and not both:
        return _crowd(roll, stage, members)
    return tuple(sorted(members)) if 2 <= len(members) <= (2 if both else _MOST) else ()


def _all_of(roll: Roll, stage: Present, many: str, both: bool) -> tuple[str, ...]:
    """The members of a kind: the group of the cast list, else those numbered, else those described as such."""
    numbered = {id for kind in roll.cast.singulars(many) for id in roll.kinds.get(kind, {}).values()}
    group = "" if both else roll.groups.get(many, "")
    members = numbered if numbered or group else {*roll.cast.described_as([*roll.cast.singulars(many)])}
    present = members.intersection(stage.persons)
    if group and (many in stage.crowd or len(present) < 2):
        return (group,)
    meant = present if len(present) > 1 else members
    return tuple(sorted(meant)) if len(meant) == 2 or (len(meant) > 2 and not both) else ()


def _crowd(roll: Roll, stage: Present, members: Sequence[str]) -> tuple[str, ...]:
    """The one group of the cast list that is on, where nobody joins in but those it counts."""
    groups = {roll.groups[word] for word in stage.crowd if roll.groups.get(word)}
    counted = {id for kind in roll.kinds.values() for id in kind.values()}
    return tuple(groups) if len(groups) == 1 and counted.issuperset(members) else ()


def _answering(roll: Roll, stage: Present, before: Sequence[Turn]) -> list[str]:
    """Those on stage but for the one whom they answer; nobody where only some are of a numbered kind."""
    asks = next((turn.who.split() for turn in reversed(before) if not roll.cast.is_chorus(turn.label)), [])
    members = [one for one in stage.persons if one not in asks]
    numbered = {one for kind in roll.kinds.values() for one in kind.values()}
    return members if stage.open and len(numbered.intersection(members)) in (0, len(members)) else []


def _kind_around(roll: Roll, stage: Present, turns: Sequence[Turn], at: int) -> str:
    """The numbered kind of which one speaks before and one after, or before where none but they are on."""
    before, after = (
        roll.cast.numbered(turns[other].label) if 0 <= other < len(turns) else "" for other in (at - 1, at + 1)
    )
    members = roll.kinds.get(before, {}).values()
    return before if members and (before == after or stage.persons.keys() <= {*members}) else ""


def _kind(roll: Roll, turn: Turn) -> str:
    """The numbered kind of which a label names one without a number, '' for other labels."""
    kind = " ".join(folded(turn.label))
    return kind if kind in roll.kinds else ""


def _one_of_kind(roll: Roll, stage: Present, turn: Turn) -> str:
    """The only one on stage of a kind that others number: Murderer after the entrance of First Murderer."""
    members = [*roll.kinds.get(_kind(roll, turn), {}).values()]
    present = [one for one in members if one in stage.persons]
    return present[0] if len(present) == 1 and not stage.crowd and turn.who not in members else ""


def told(directions: Sequence[tuple[int, int]], text: str) -> Iterator[tuple[int, str]]:
    """Offsets and words of directions, in order."""
    yield from sorted((start, text[start:end]) for start, end in directions)
