"""Which mentions name the same: surnames, forenames and nicknames to full names, each entity one id.

A mention joins the entity that its forename and surname allow; among several the one named last.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rubricator.annotate.names.capitals import Token
from rubricator.annotate.names.mentions import Kind, Mention
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.model.document import Cert
from rubricator.model.name_forms import slug

_INITIAL: Final = re.compile(r"(?:\w\. ?)+")
_RANKS: Final = frozenset({"Mr", "Mrs", "Miss", "Sir", "Lady", "Lord", "Dr", "Master"})
_FAMILY_RANKS: Final = frozenset({"Mr", "Mrs", "Miss"})
_PET_ENDINGS: Final = ("y", "ie")
_LEAST_STEM: Final = 3
_PREFIX: Final = {"place": "pl.", "org": "o."}
AT_MOST: Final[dict[str, Cert]] = {
    "place-word": "medium",
    "body-word": "medium",
    "place-context": "medium",
    "short-name": "medium",
    "tagger": "medium",
    "family": "low",
}
"""How sure a name can be that a rule found, whatever else speaks for it."""


class Named(NamedTuple):
    """A name whose kind is decided (None: it is none)."""

    titles: tuple[Token, ...]
    words: tuple[Token, ...]
    kind: Kind | None
    rule: str
    cert: Cert = "medium"


@dataclass(slots=True)
class Person:
    """What the text has told of a person so far; `rank` is the title that tells persons apart (Mr, Miss …).

    `titles` are those borne so far, `named` counts the words by which the text names the person.
    """

    id: str
    forename: str = ""
    surname: str = ""
    sex: str = ""
    rank: str = ""
    titles: set[str] = field(default_factory=set)
    named: Counter[str] = field(default_factory=Counter)
    last: int = -10_000

    def prominence(self, name: str, at: int) -> float:
        """How likely a bare name at `at` means this person: often so named, and named lately."""
        return math.log1p(self.named[name.casefold()]) + 3 * math.exp((self.last - at) / 800)


def link(
    named: Iterable[Named], cast: Mapping[str, str], words: NameWords, prefix: str, taken: Container[str]
) -> Iterator[Mention]:
    """Mentions with ids, in order; `cast` gives ids of persons by their names."""
    found = list(named)
    ids = _Ids({*cast.values()}, taken)
    people = _People(found, cast, words, prefix, ids)
    for one in found:
        start, end = one.words[0].start, one.words[-1].end
        title = one.titles[0].start if one.titles and one.kind == "person" else -1
        assert one.kind
        id = people.of(one) if one.kind == "person" else ids.of(_PREFIX[one.kind], _text(one))
        yield Mention(start, end, one.kind, id, one.rule, one.cert, title)


class _Ids:
    """Ids from names: small Latin letters, digits and hyphens, one for each name."""

    def __init__(self, used: set[str], taken: Container[str]) -> None:
        self._taken = taken
        self._used = used
        self._given: dict[str, str] = {}

    def of(self, prefix: str, name: str) -> str:
        """The id of a name, always the same."""
        key = prefix + name.casefold()
        if key not in self._given:
            self._given[key] = self.fresh(prefix, name)
        return self._given[key]

    def fresh(self, prefix: str, name: str) -> str:
        """An id that nothing has yet."""
        stem = prefix + slug(name, otherwise="x" + "-".join(f"{ord(char):x}" for char in name[:8]))
        id, number = stem, 1
        while id in self._taken or id in self._used:
            number += 1
            id = f"{stem}-{number}"
        self._used.add(id)
        return id


class _People:
    """The persons of a document, known before the first mention is linked: full names tell of short ones."""

    def __init__(
        self, named: Iterable[Named], cast: Mapping[str, str], words: NameWords, prefix: str, ids: _Ids
    ) -> None:
        self._words = words
        self._title_words = frozenset(map(str.casefold, words.titles))
        self._prefix = prefix
        self._ids = ids
        self._by_name: dict[str, list[Person]] = {}
        for name, id in cast.items():
            self._register_cast(name.split(), id)
        for one in named:
            if one.kind == "person" and len(one.words) > 1:
                self._full(one)

    def _register_cast(self, name: list[str], id: str) -> None:
        person = Person(id, name[0], name[-1])
        for word in {name[0].casefold(), name[-1].casefold(), " ".join(name).casefold()}:
            self._by_name.setdefault(word, []).append(person)

    def _full(self, one: Named) -> Person:
        forename, surname = one.words[0].text, one.words[-1].text
        sex, rank = self._sex(one, forename), self._rank(one)
        titles = {title.text for title in one.titles}
        for person in self._by_name.get(surname.casefold(), ()):
            if person.surname and self._same_forename(person.forename, forename) and _agree(person, sex, rank):
                person.rank = person.rank or rank
                person.titles |= titles
                return person
        person = Person(self._ids.fresh(self._prefix, _text(one)), forename, surname, sex, rank, titles)
        for name in {forename.casefold(), surname.casefold(), self._base(forename).casefold()}:
            self._by_name.setdefault(name, []).append(person)
        return person

    def of(self, one: Named) -> str:
        """The id of the person that a mention names."""
        at = one.words[0].start
        person = self._full(one) if len(one.words) > 1 else self._short(one, at)
        person.last = at
        person.named.update({word.text.casefold() for word in (one.words[0], one.words[-1])})
        return person.id

    def _short(self, one: Named, at: int) -> Person:
        """The person of a single word: one whose forename or surname it is, else somebody new."""
        name = one.words[-1].text
        sex = self._sex(one, name) if one.titles or name in self._words.forenames else ""
        rank = self._rank(one)
        found = [person for person in self._bearing(name) if _agree(person, sex, rank)]
        if not found and not one.titles and len(petted := self._petted(name)) == 1:
            return petted[0]
        if len(found) == 1 and not rank:
            return self._told(found[0], sex, rank)
        given = [person for person in found if self._same_forename(person.forename, name)]
        if rank in _FAMILY_RANKS and not given:
            found = _alone(found, rank)
        elif given and (name in self._words.forenames or not one.titles):
            found = given
        if found:
            person = found[0]
            if len(found) > 1:
                titles = {title.text for title in one.titles}
                likely = [person for person in found if person.titles & titles] or found
                person = max(likely, key=lambda p: (p.sex == sex or not sex, p.prominence(name, at)))
            return self._told(person, sex, rank)
        return self._somebody_new(one, name, sex, rank)

    @staticmethod
    def _told(person: Person, sex: str, rank: str) -> Person:
        person.sex, person.rank = person.sex or sex, person.rank or rank
        return person

    def _bearing(self, name: str) -> list[Person]:
        folded, base = name.casefold(), self._base(name).casefold()
        return self._by_name.get(folded, []) + (self._by_name.get(base, []) if base != folded else [])

    def _petted(self, name: str) -> list[Person]:
        """Who bears a name of which this is a pet form, or the other way round."""
        return next((found for form in _pet_forms(name.casefold()) if (found := self._by_name.get(form))), [])

    def _somebody_new(self, one: Named, name: str, sex: str, rank: str) -> Person:
        titled = " ".join(title.text for title in one.titles) if self._bearing(name) else ""
        person = Person(self._ids.fresh(self._prefix, f"{titled} {_text(one)}"), "", name, sex, rank)
        if not one.titles:
            person.forename = name
        for key in {name.casefold(), name.split()[0].casefold()} - self._title_words:
            self._by_name.setdefault(key, []).append(person)
        return person

    def _rank(self, one: Named) -> str:
        if not one.titles:
            return ""
        return next((rank for title in one.titles if (rank := title.text.rstrip(".").capitalize()) in _RANKS), "")

    def _sex(self, one: Named, forename: str) -> str:
        for title in one.titles:
            if title.text in self._words.female_titles:
                return "F"
        for title in one.titles:
            if title.text in self._words.male_titles:
                return "M"
        male, female = forename in self._words.male_forenames, forename in self._words.female_forenames
        return "M" if male and not female else "F" if female and not male else ""

    def _base(self, forename: str) -> str:
        return self._words.nicknames.get(forename, forename)

    def _same_forename(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if one[:1] == other[:1] and _INITIAL.fullmatch(min(one, other, key=len)):
            return True
        return self._base(one) == self._base(other)


def _agree(person: Person, sex: str, rank: str) -> bool:
    """True where sex and rank do not speak against it: Sir Walter is no Mr Walter, Miss Bennet no Mrs Bennet."""
    if not sex and not rank:
        return True
    if sex and person.sex and sex != person.sex:
        return False
    return not rank or not person.rank or rank == person.rank or {rank, person.rank} == {"Mr", "Dr"}


def _alone(found: list[Person], rank: str) -> list[Person]:
    """Who of a family ``Mr Bennet`` or ``Mrs Bennet`` is: one so titled before, else the only one it may be."""
    titled = [person for person in found if person.rank == rank]
    if titled or rank == "Mrs":
        return titled
    return found if len(found) == 1 else []


def _pet_forms(name: str) -> Iterator[str]:
    """What a name in small letters may be a pet form of, and its own: kit and kitty, will and willie."""
    for ending in _PET_ENDINGS:
        stem = name.removesuffix(ending)
        if len(stem) < _LEAST_STEM:
            continue
        if stem != name:
            yield stem
            yield stem[:-1] if stem[-2] == stem[-1] else stem
        else:
            yield name + ending
            yield name + name[-1] + ending


def _text(one: Named) -> str:
    return " ".join(word.text for word in one.words)
