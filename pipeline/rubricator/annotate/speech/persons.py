"""The persons of a text as far as attribution needs them: their sex, their offices, the narrator, descriptions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log1p
from types import MappingProxyType
from typing import Final, NamedTuple

from rubricator.annotate.speech.cues import Cue, Mention, Subject
from rubricator.annotate.speech.utterances import Passage, Utterance
from rubricator.annotate.speech.words import Words, whole
from rubricator.model.name_forms import slug

NARRATOR: Final = "c.narrator"
"""The id of a narrator without a name."""

_NAME_WORD: Final = re.compile(r"[^\W\d_a-z][\w-]*")
_SURE_SEX: Final = 25
_ERROR: Final = 0.01
"""How often what is stated of a sex is wrong."""
_TITLE: Final = 5
_FORENAME: Final = 2
"""A forename counts as much as two pronouns: Ada Quill may be called General Fenn, and he."""
_CHIEF: Final = 5
_BARE: Final = 20
_PER_I: Final = 700
_ANSWERED, _CALLED = 3, 4
"""So often the others call the narrator by name: beside the narrator's own words, or anywhere."""
_OWN_WORDS: Final = 4
_OWN_SHARE: Final = 20
"""So many cues, one of so many, with “I”: the narrator takes part."""
_CONTRADICTIONS: Final = 2
_REACH: Final = 90
_WINDOW: Final = 1500
_AT_HAND: Final = 14
_VERB: Final = 24
_ADJECTIVES: Final = 32
_FEW: Final = 6
_OFTEN: Final = 4
"""Whom cues describe so often by a noun of trade goes by it; in French, whose tales vary their words less, always."""


class Cast(NamedTuple):
    """What is known beforehand: sex by id, ids by a description, the id of a narrator who says "I", sex by forename."""

    sex: Callable[[str], str]
    find: Callable[[str], Sequence[str]]
    narrator: str = ""
    forenames: Mapping[str, str] = MappingProxyType({})


def one_by_surname(
    text: str, mentions: Sequence[Mention], sex: Callable[[str], str], words: Words
) -> Sequence[Mention]:
    """The mentions; whom a bare surname all but always names, and no more is known of, is the one man called Mr so.

    So a list of characters that has ``Brandt`` beside ``Otto Brandt`` does not make two speakers of him.
    """
    forms = Counter((text[start:end], id) for start, end, id in mentions)
    named, bare = Counter[str](), Counter[tuple[str, str]]()
    called: dict[str, set[str]] = {}
    for (phrase, id), count in forms.items():
        first, *rest = phrase.split()
        named[id] += count
        if not rest:
            bare[id, first] += count
        elif words.roles.get(first.lower().strip(".")) == "M":
            called.setdefault(rest[-1], set()).add(id)
    same = {
        id: next(iter(called[name] - {id}))
        for (id, name), count in bare.items()
        if count * _BARE > named[id] * (_BARE - 1) and len(called.get(name, set()) - {id}) == 1 and not sex(id)
    }
    return [(start, end, same.get(id, id)) for start, end, id in mentions] if same else mentions


def _bare(word: str) -> str:
    return word.strip(".,:;!?—–-").lower()


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


@dataclass
class Persons:
    """The persons of one passage; `described` collects speakers known by description alone."""

    passage: Passage
    cast: Cast
    described: dict[str, Subject] = field(default_factory=dict)

    _phrases: dict[str, str] = field(default_factory=dict)
    _mine: dict[str, str] = field(default_factory=dict)
    _pointed: dict[str, str] = field(default_factory=dict)
    _trades: Counter[str] = field(default_factory=Counter)
    _weighed: set[str] = field(default_factory=set)

    @cached_property
    def _found(self) -> dict[tuple[str, str], Sequence[str]]:
        return {}

    def recent(self, at: int, window: int = _WINDOW, most: int = _AT_HAND) -> Sequence[tuple[int, str, bool]]:
        """The names in the narrative shortly before an offset: offset, id, whether it begins a sentence."""
        high = bisect_right(self._places, at)
        low = max(bisect_left(self._places, at - window), high - most)
        return self.at_hand[low:high]

    def between(self, start: int, end: int) -> Sequence[tuple[int, str, bool]]:
        """The names in the narrative that begin in a stretch."""
        return self.at_hand[bisect_left(self._places, start) : bisect_left(self._places, end)]

    @cached_property
    def at_hand(self) -> list[tuple[int, str, bool]]:
        """The names in the narrative, and the descriptions by which some speaker is known, in order."""
        return [(start, id, self._begins(start)) for start, _, id in self._named_or_described()]

    def _begins(self, start: int) -> bool:
        before = self.passage.text[max(0, start - 3) : start].rstrip(" \r")
        return not before or before[-1] in '.!?\n”"’'

    def _named_or_described(self) -> list[Mention]:
        if not self._phrases and not self._mine:
            return self.passage.outside
        words = self.passage.words
        found = [*self._phrased(words.definite, self._phrases), *self._phrased(words.my, self._mine)]
        return sorted((*self.passage.outside, *found))

    def _phrased(self, determiners: Iterable[str], phrases: Mapping[str, str]) -> Iterator[Mention]:
        """Descriptions in the narrative that begin with a determiner."""
        either = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
        elided = self.passage.words.elided
        for word in sorted(determiners) if phrases else ():
            first, rest = re.escape(word[0]), re.escape(word[1:])
            gap = "['’]" if word in elided else " "
            pattern = rf"{rest}{gap}(?<=\b[{first}{first.upper()}]{rest}{gap})({either})\b"
            for one in re.finditer(pattern, self.passage.text):
                if self.passage.in_narrative(one.start()):
                    yield one.start() - 1, one.end(), phrases[one[1]]

    def pointed_before(self, at: int, window: int = _WINDOW, most: int = _FEW) -> Iterator[tuple[int, str]]:
        """The places of descriptions such as *the girl* in the narrative shortly before an offset, the last first."""
        high = bisect_left(self.pointed_at, (at,))
        low = max(bisect_left(self.pointed_at, (at - window,)), high - most)
        yield from reversed(self.pointed_at[low:high])

    @cached_property
    def pointed_at(self) -> list[tuple[int, str]]:
        """Where the narrative has those descriptions by which some cue points to a speaker."""
        text, words = self.passage.text, self.passage.words
        found: list[tuple[int, str]] = []
        determiners = words.definite.union(words.indefinite)
        for noun, id in self._pointed.items():
            for one in re.finditer(whole(noun), text):
                before = text[max(0, one.start() - _ADJECTIVES) : one.start()].lower().split()[-3:]
                if not determiners.isdisjoint(before) and self.passage.in_narrative(one.start()):
                    found.append((one.start(), id))
        return sorted(found)

    @cached_property
    def prominence(self) -> dict[str, float]:
        """How often the narrative names each, from 0 to 1 for the one it names most, on a logarithmic scale."""
        counts = Counter(id for _, id, _ in self.at_hand)
        most = log1p(max(counts.values(), default=1))
        return {id: log1p(count) / most for id, count in counts.items()}

    @cached_property
    def _places(self) -> list[int]:
        return [one[0] for one in self.at_hand]

    def described_as(self, subject: Subject) -> str:
        """The speaker whom a description elsewhere has named; empty for none."""
        words = self.passage.words
        phrases = self._phrases if subject.determiner in words.definite else self._mine
        return phrases.get(subject.phrase, "") if subject.determiner in words.definite | words.my else ""

    def unnamed(self, subject: Subject) -> str:
        """Who is known by a description such as *the girl* alone; empty for none."""
        if subject.pronoun or subject.determiner in self.passage.words.possessives:
            return ""
        trade = "c." + slug(subject.noun)
        return self._pointed.get(subject.noun, "") or (trade if trade in self._weighed else "")

    def count_descriptions(self, units: Iterable[Utterance]) -> None:
        """Count how often cues describe a speaker by each noun; to be called before any is resolved."""
        cues = (unit.cue for unit in units)
        self._trades.update(cue.subject.noun for cue in cues if cue and cue.verb and cue.subject)

    def recurs(self, noun: str) -> int:
        """How often cues describe a speaker by a noun of trade."""
        return self._trades[noun]

    def named(self, name: str) -> Sequence[str]:
        """Ids of those whom a name may mean that the names annotator left alone."""
        key = ("", name)
        if key not in self._found:
            self._found[key] = self.cast.find(name) or sorted(self._by_part.get(name, ()))
        return self._found[key]

    @cached_property
    def _by_part(self) -> dict[str, set[str]]:
        """Ids by the parts of names that hyphens tie: ``Pim`` of Harry-the-Pim."""
        found: dict[str, set[str]] = {}
        for phrase, id in self._forms:
            if "-" in phrase:
                for part in phrase.replace("-", " ").split():
                    found.setdefault(part, set()).add(id)
        return found

    # --- sex and office
    @cached_property
    def sexes(self) -> dict[str, str]:
        """Sex by id: stated, by title, else by the pronouns that follow the name in the narrative."""
        found = {id: "M" if men > women else "F" for id, (men, women) in self._votes.items() if men != women}
        return found | self._stated

    def male(self, id: str) -> float:
        """The chance that a person is a man, by what is stated, else by title and pronouns."""
        if sex := self._stated.get(id) or self._by_noun.get(id):
            return 1.0 - _ERROR if sex == "M" else _ERROR
        men, women = self._votes.get(id, (0, 0))
        return (men + 0.2) / (men + women + 0.4)

    @cached_property
    def _by_noun(self) -> dict[str, str]:
        """Sex of those known by description alone, from the noun: a mother, a policeman."""
        words = self.passage.words
        sexes = {
            id: "M" if subject.noun in words.male else "F" if subject.noun in words.female else ""
            for id, subject in self.described.items()
        }
        return {id: sex for id, sex in sexes.items() if sex}

    @cached_property
    def _stated(self) -> dict[str, str]:
        sexes = {id: self.cast.sex(id) for id in {mention[2] for mention in self.passage.mentions}}
        return {id: sex for id, sex in sexes.items() if sex}

    @cached_property
    def _votes(self) -> dict[str, tuple[int, int]]:
        """For and against a man, by id: titles before the name and pronouns after it."""
        text, stated, words = self.passage.text, self._stated, self.passage.words
        men, women = Counter[str](), Counter[str]()
        for (phrase, id), count in self._forms.items():
            given = {self.cast.forenames[word] for word in phrase.split() if word in self.cast.forenames}
            for sex, weight in (
                (words.roles.get(phrase.split()[0].lower().strip(".")), _TITLE),
                (_only(given), _FORENAME),
            ):
                if sex and id not in stated:
                    (men if sex == "M" else women)[id] += count * weight
        outside = self.passage.outside
        for at, (_, end, id) in enumerate(outside):
            if id in stated or abs(men[id] - women[id]) > _SURE_SEX:
                continue
            stop = min(outside[at + 1][0] if at + 1 < len(outside) else end + _REACH, end + _REACH)
            if pronoun := words.he_or_she.search(text, end, stop):
                (men if pronoun[1] else women)[id] += 1
        return {id: (men[id], women[id]) for id in men | women}

    def titled(self, id: str) -> bool:
        """A title of men or women stands in most names of a person."""
        titled, named = self._titles.get(id, (0, 0))
        return 2 * titled > named

    def personal(self, id: str) -> bool:
        """Something tells that an id is a person: what is stated, a title, a forename, a description."""
        if id in self.described or id in self._stated:
            return True
        return self._titles.get(id, (0, 0))[0] > 0 or id in self._forenamed or any(self._votes.get(id, (0, 0)))

    @cached_property
    def _titles(self) -> dict[str, tuple[int, int]]:
        """By id, how often a title begins the name, and how often the name stands."""
        titled, named = Counter[str](), Counter[str]()
        words = self.passage.words
        for (phrase, id), count in self._forms.items():
            first = phrase.split()[0].lower().strip(".")
            named[id] += count
            titled[id] += count * (first in words.roles or first in words.offices)
        return {id: (titled[id], count) for id, count in named.items()}

    @cached_property
    def _forenamed(self) -> set[str]:
        return {id for phrase, id in self._forms if not self.cast.forenames.keys().isdisjoint(phrase.split())}

    def learn_sexes(self) -> None:
        """Sexes of those known by description alone; to be called once the cues have named them."""
        for id, sex in self._by_noun.items():
            self.sexes.setdefault(id, sex)

    @cached_property
    def _forms(self) -> Counter[tuple[str, str]]:
        """Each form of a name in the text with the id it stands for, and how often it does."""
        text = self.passage.text
        return Counter((text[start:end], id) for start, end, id in self.passage.mentions)

    @cached_property
    def _bearers(self) -> dict[str, Counter[str]]:
        """Ids by the title words that stand at the start of their names, with counts: ``captain`` → its bearers."""
        found: dict[str, Counter[str]] = {}
        for (phrase, id), count in self._forms.items():
            for word in phrase.split()[:2]:
                key = word.lower().strip(".,")
                if key in self.passage.words.roles or key in self.passage.words.offices:
                    found.setdefault(self.passage.words.offices.get(key, key), Counter())[id] += count
        return found

    # --- names that several bear
    def shares_name(self, subject: Subject) -> bool:
        """Another person of the text, not of the other sex, bears all the words of the name as well."""
        key = (subject.id, self.passage.text[subject.start : subject.end])
        if key not in self._shared:
            self._shared[key] = self._is_shared(*key)
        return self._shared[key]

    def contradicted(self, units: Sequence[Utterance]) -> set[str]:
        """Ids that stand for two: who speaks by one of their names calls somebody by the other, more than once."""
        counts: Counter[str] = Counter()
        for unit in units:
            subject = unit.cue.subject if unit.cue and unit.cue.verb else None
            if subject and subject.id in unit.vocatives and self._others(subject, unit):
                counts[subject.id] += 1
        return {id for id, count in counts.items() if count >= _CONTRADICTIONS}

    def _others(self, subject: Subject, unit: Utterance) -> bool:
        """A name called in the words shares no word with the speaker's, though both are one id's."""
        own = self._name_words(subject.phrase)
        called = (self._name_words(self.passage.text[start:end]) for start, end, id in unit.calls if id == subject.id)
        return any(words and not words & own for words in called)

    def _is_shared(self, id: str, phrase: str) -> bool:
        words = self._name_words(phrase)
        if not words:
            return False
        others = set.intersection(*(self._by_word.get(word, set()) for word in words)) - {id}
        title = phrase.split()[0].lower().strip(".")
        sex = self.passage.words.roles.get(title) or self.sexes.get(id, "")
        return any(self.sexes.get(other, sex) == sex for other in others)

    @cached_property
    def _shared(self) -> dict[tuple[str, str], bool]:
        return {}

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        """Ids by the words of their names in the text, titles apart."""
        found: dict[str, set[str]] = {}
        for phrase, id in self._forms:
            for word in self._name_words(phrase):
                found.setdefault(word, set()).add(id)
        return found

    def _name_words(self, phrase: str) -> set[str]:
        words = self.passage.words
        return {
            word
            for word in _NAME_WORD.findall(phrase)
            if word.lower() not in words.roles and word.lower() not in words.offices and len(word) > 1
        }

    def family(self, id: str) -> set[str]:
        """Others who bear a word of the name of a person."""
        return set().union(*(self._by_word[word] for word in self._words_of.get(id, ()))) - {id}

    @cached_property
    def _words_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for word, ids in self._by_word.items():
            for id in ids:
                found.setdefault(id, set()).add(word)
        return found

    # --- descriptions
    def by_description(self, subject: Subject, unit: Utterance) -> tuple[str, ...]:
        """The person whom a description means: a variant, a bearer of the office, else (in a tale) one of its own."""
        words = self.passage.words
        owned = subject.determiner in words.possessives
        kin = owned or subject.noun in words.kin
        key = (subject.determiner, subject.phrase)
        if key not in self._found:
            self._found[key] = self._look_up(subject, kin)
        if found := self._found[key]:
            self._note(subject, found[0])
            return tuple(found[:1])
        if not owned and (bearers := self._bearers.get(subject.noun)):
            (first, most), *others = bearers.most_common(2)
            if not others or most > _CHIEF * others[0][1]:
                self._note(subject, first)
                return (first,)
            for _, _, id in reversed(self._named_before(unit.start)):
                if id in bearers:
                    return (id,)
        if self._points(subject, unit):
            id = self._pointed.setdefault(subject.noun, "c." + slug(subject.noun))
            self.described.setdefault(id, subject)
            return ()
        mine = self.passage.tale and subject.noun in words.family
        mine = mine and (subject.determiner in words.my or not subject.determiner)
        leads = unit.cue is not None and (bool(unit.cue.verb) or unit.cue.side == "lead-in")
        if not unit.cue or not leads or not (mine or (not kin and self._may_stand_alone(subject.noun))):
            return ()
        if not (mine or self._acts(subject, unit.cue)):
            return ()
        id = "c." + slug(subject.noun)
        self.described.setdefault(id, subject)
        self._note(subject, id)
        capital = self.passage.text[subject.end - len(subject.noun)].isupper()
        if mine or capital or words.incise or self._trades[subject.noun] >= _OFTEN:
            return (id,)
        self._weighed.add(id)
        return ()

    def _points(self, subject: Subject, unit: Utterance) -> bool:
        """``said the girl``: who is meant may have a name, or none."""
        words = self.passage.words
        if not (self.passage.tale and unit.cue and unit.cue.verb and subject.noun in words.generic - words.pointers):
            return False
        return subject.determiner in words.definite or subject.determiner in words.indefinite

    def _note(self, subject: Subject, id: str) -> None:
        words = self.passage.words
        if subject.determiner in words.my:
            self._mine.setdefault(subject.phrase, id)
        elif subject.determiner in words.definite and subject.noun not in words.generic:
            self._phrases.setdefault(subject.phrase, id)
            if subject.noun not in words.animate:
                self._phrases.setdefault(subject.noun, id)

    def _named_before(self, at: int) -> Sequence[Mention]:
        outside = self.passage.outside
        high = bisect_right(outside, (at,))
        return outside[max(0, high - _AT_HAND) : high]

    def _may_stand_alone(self, noun: str) -> bool:
        if not self.passage.tale or len(noun) < 3 or (len(noun) > 4 and noun.endswith(("ing", "ed"))):
            return False
        words = self.passage.words
        object_of_verb = words.incise and noun.endswith(words.past_ends) and noun not in words.animate
        return noun not in words.not_persons and not object_of_verb

    def _acts(self, subject: Subject, cue: Cue) -> bool:
        """Personal evidence for a noun: it means a person, has a capital, or stands beside its verb of saying."""
        words, text = self.passage.words, self.passage.text
        if subject.noun in words.animate or subject.noun in words.roles or subject.noun in words.offices:
            return True
        if text[subject.end - len(subject.noun)].isupper() or (cue.side == "after" and cue.start < subject.start):
            return True
        following = (_bare(word) for word in text[subject.end : subject.end + _VERB].split())
        verb = next((word for word in following if word not in words.auxiliary - words.to), "")
        return verb == cue.verb and (cue.side == "after" or cue.verb not in words.weak)

    def _look_up(self, subject: Subject, kin: bool) -> Sequence[str]:
        words = self.passage.words
        indefinite, definite = words.indefinite, tuple(sorted(words.definite))
        articles: tuple[str, ...] = (*indefinite, *definite, "")
        if subject.determiner in words.definite | words.demonstratives:
            articles = (*definite, *indefinite, "")
        elif kin and subject.determiner not in words.indefinite:
            articles = (subject.determiner,)
        for phrase in dict.fromkeys((subject.phrase, subject.noun)):
            for article in articles:
                if found := self.cast.find(f"{article} {phrase}".strip()):
                    return found
        return ()

    # --- the narrator
    def narrator(self, units: Sequence[Utterance]) -> str:
        """The id of a narrator who takes part in the tale; empty where nobody says "I"."""
        if not self.passage.tale:
            return ""
        told = self._first_person() or self._reports_own_words(units)
        return self.cast.narrator or (self._addressed_as_i(units) if told else "")

    def _reports_own_words(self, units: Sequence[Utterance]) -> bool:
        """``said I`` stands beside words again and again, as in a frame around a tale of others."""
        cues = [unit.cue for unit in units if unit.cue and unit.cue.verb and unit.cue.subject]
        own = sum(1 for cue in cues if cue.subject and cue.subject.pronoun == "1")
        return own >= _OWN_WORDS and own * _OWN_SHARE >= len(cues)

    def _first_person(self) -> bool:
        """The narrative says "I" often enough to be told by someone in it."""
        passage = self.passage
        places = [found.start() for found in passage.words.narrator.finditer(passage.text)]
        count, quoted = len(places), 0
        for at in passage.outer:
            one = passage.quotations[at]
            count -= bisect_left(places, one.end) - bisect_left(places, one.start)
            quoted += one.end - one.start
        return count > max(5, (len(passage.text) - quoted) / _PER_I)

    def _addressed_as_i(self, units: Sequence[Utterance]) -> str:
        """Whom the others address around the narrator's words, and the narrative hardly names."""
        votes: Counter[str] = Counter()
        called = Counter(id for unit in units for id in unit.vocatives)
        for at, unit in enumerate(units):
            if unit.cue and unit.cue.verb and unit.cue.subject and unit.cue.subject.pronoun == "1":
                self.described.setdefault(NARRATOR, unit.cue.subject)
                for near in (*units[max(0, at - 1) : at], *units[at + 1 : at + 2]):
                    votes.update(near.vocatives)
        told = Counter(id for _, _, id in self.passage.outside)
        named = Counter(id for _, _, id in self.passage.mentions)
        asked = (id for id in called if votes[id] >= _ANSWERED or called[id] >= _CALLED)
        found = [id for id in asked if told[id] * 5 <= named[id]]
        return max(found, key=lambda id: (votes[id], called[id], id)) if found else NARRATOR
