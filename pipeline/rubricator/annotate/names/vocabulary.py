"""The word lists by which names are known, per language: titles, forenames, kinds of places and bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property

from rubricator.language import lexicon
from rubricator.language.lexicon import split


@dataclass(frozen=True)
class NameWords:
    """Word lists of one language; every list may be empty.

    `titles` maps a word before a name, as printed, to its kind (``honorific``, ``military``, ``nobility``,
    ``office``, ``kin``); the sets hold words in small letters unless they are names.
    """

    titles: Mapping[str, str]
    male_titles: frozenset[str]
    female_titles: frozenset[str]
    male_forenames: frozenset[str]
    female_forenames: frozenset[str]
    famous: frozenset[str]
    nicknames: Mapping[str, str]
    places: frozenset[str]
    towns: frozenset[str]
    place_words: frozenset[str]
    place_words_first: frozenset[str]
    place_qualifiers: frozenset[str]
    saints: frozenset[str]
    place_words_after: frozenset[str]
    body_words: frozenset[str]
    adjectives: frozenset[str]
    not_names: frozenset[str]
    common: frozenset[str]
    speech_verbs: frozenset[str]
    person_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    place_prepositions: frozenset[str]
    path_prepositions: frozenset[str]
    looking: frozenset[str]
    moving: frozenset[str]
    addressing: frozenset[str]
    kinds_of: frozenset[str]
    naming: frozenset[str]
    endearing: frozenset[str]
    before_number: frozenset[str]
    firm_endings: frozenset[str]
    articles: frozenset[str]
    title_case_words: frozenset[str]
    plural_titles: frozenset[str]
    generations: frozenset[str]
    capital_particles: frozenset[str]
    adjective_titles: frozenset[str]
    before_no_person: frozenset[str]
    after_no_person: frozenset[str]
    small_titles: frozenset[str]
    after_place: frozenset[str]
    houses: frozenset[str]
    lands: frozenset[str]
    bodies: frozenset[str]
    body_words_after: frozenset[str]
    named_bodies_after: frozenset[str]
    short_places: frozenset[str]
    long_s: frozenset[str]
    called: frozenset[str]
    ways: frozenset[str]
    leaving_of: frozenset[str]
    comparing: frozenset[str]
    body_qualifiers: frozenset[str]
    place_surnames: frozenset[str]
    epithets: frozenset[str]
    lands_titles: frozenset[str]

    @cached_property
    def forenames(self) -> frozenset[str]:
        """Forenames of both sexes."""
        return self.male_forenames | self.female_forenames

    @cached_property
    def long_common(self) -> tuple[tuple[str, str], ...]:
        """Ordinary words of four letters and more, each as it is and with a capital."""
        return tuple((word, word.capitalize()) for word in self.common if len(word) > 3)

    @cached_property
    def known(self) -> frozenset[str]:
        """Words that stand in some list of names."""
        lists = (
            self.places,
            self.towns,
            self.forenames,
            self.place_words,
            self.body_words,
            self.not_names,
            self.houses,
        )
        return frozenset(self.titles).union(*lists)

    @cached_property
    def never_alone(self) -> frozenset[str]:
        """Words that are no name by themselves: titles, adjectives, ordinary words."""
        return self.not_names | self.adjectives | frozenset(self.titles)


@cache
def name_words(language: str) -> NameWords:
    """The lists of a language (a BCP 47 tag); a list that it does not have is empty."""
    known = lexicon(language)
    listed = known.table("names")
    lists = {key: split(value) for key, value in listed.items() if isinstance(value, str)}
    if "shared" in listed:
        lists = _with_shared(lists, lexicon(listed["shared"]).table("names"))
    titles = {word: kind for kind, printed in listed.get("titles", {}).items() for word in split(printed)}
    sets = {one.name: frozenset(lists.get(one.name, ())) for one in fields(NameWords)}
    nicknames = dict(pair.split("=", 1) for pair in lists.get("nicknames", ()))
    sources = [known, *([lexicon(listed["shared"])] if "shared" in listed else [])]
    long = {"common": frozenset(known.long_list("common"))}
    long["towns"] = frozenset(town for one in sources for town in one.long_list("towns"))
    return NameWords(**(sets | long | {"titles": titles, "nicknames": nicknames}))  # type: ignore[arg-type]


_SHARED = ("male_forenames", "female_forenames", "famous")
"""Lists of names that a language may take over from another one."""


def _with_shared(own: Mapping[str, tuple[str, ...]], other: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The lists of a language with the names of another one, those apart that are no names in the first."""
    never = frozenset(own.get("not_names", ()))
    more = {key: tuple(name for name in split(other[key]) if name not in never) for key in _SHARED}
    return {**own, **{key: (*own.get(key, ()), *names) for key, names in more.items()}}
