"""The words of speech of a language, from its table ``language/<code>/speech.toml``; what a table lacks is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from rubricator.language import lexicon

Set = frozenset[str]


@dataclass(frozen=True)
class Words:
    """Word lists in small letters; what each means stands in the English table.

    `say` and `wire` hold all forms of their verbs; `report` those of `say`, `wire` and `write`.
    """

    say: Set
    wire: Set
    write: Set
    think: Set
    past: Set
    present: Set
    report: Set
    verb_nouns: Set
    turn: Set
    bare: Set
    particles: Set
    going: Set
    going_on: Set
    weak: Set
    closing: Set
    call: Set
    auxiliary: Set
    adverb_ends: tuple[str, ...]
    participle_ends: tuple[str, ...]
    before_participle: Set
    pronouns: Mapping[str, str]
    clitics: Set
    """Pronouns that a hyphen ties to the verb before."""
    elided: Set
    """Words that an apostrophe ties to the next."""
    objects: Set
    """Pronouns beside a verb that are not its subject."""
    helping: Set
    his: Set
    her: Set
    my: Set
    both: Set
    possessives: Set
    determiners: Set
    definite: Set
    demonstratives: Set
    indefinite: tuple[str, ...]
    of: Set
    epithets: Set
    prepositions: Set
    male: Set
    female: Set
    generic: Set
    pointers: Set
    """Of the generic nouns, those that describe nobody by themselves."""
    kin: Set
    family: Set
    elders: Set
    """Of the family, those whom the text calls by a title: her mother is Mrs Voss."""
    group: Set
    plural_ends: tuple[str, ...]
    no_person: Set
    roles: Mapping[str, str]
    offices: Mapping[str, str]
    stops: Set
    documents: Set
    utterances: Set
    terms: Set
    titles: Set
    things: Set
    phrases: Set
    bodily: Set
    """Parts of the body, and what shows on it."""
    small: Set
    leads: Set
    links: Set
    also: Set
    negations: Set
    was: Set
    thus: Set
    openers: Set
    to: Set
    telling: Set
    according: Set
    that: Set
    conjunctions: Set
    """They begin indirect speech."""
    he_or_she: re.Pattern[str]
    """Pronouns of the third person; group 1 is masculine."""
    direct: re.Pattern[str]
    """Pronouns by which somebody speaks of himself or to others."""
    narrator: re.Pattern[str]
    """The pronoun of the narrator."""
    clause: re.Pattern[str]
    """A reporting clause in talk that dashes mark: groups ``verb`` or, before its subject, ``inverted``, which a phrase
    of ``manner`` may part from it.
    """
    subject_first: bool
    """The subject of a reporting clause may stand before its verb."""
    capital_nouns: bool
    """A noun has a capital, so that it ends a description."""
    incise: bool
    """A reporting clause stands inside the quotation marks."""
    past_ends: tuple[str, ...]
    """Ends of verbs in the past of a tale."""
    third: Set
    """Subject pronouns of the third person."""
    first_or_second: Set
    """Words by which somebody speaks of himself or to others."""
    dependent: Set
    """Words that begin what depends on a reporting clause."""
    address: re.Pattern[str]
    """What stands before a name that is addressed."""
    called: re.Pattern[str]
    """A noun by which somebody is addressed; group 1 is that of a man."""

    @cached_property
    def governing(self) -> Set:
        """Prepositions and determiners: the noun they ask for may stand in quotation marks."""
        return (self.prepositions | self.determiners) - self.that

    @cached_property
    def fronted(self) -> Set:
        """What may stand before an inverted verb: ``lui avait dit Ilse``."""
        return (self.objects | self.helping | self.elided) if self.clitics else frozenset()

    @cached_property
    def ending(self) -> Set:
        """Words that end a description."""
        return self.stops | self.prepositions | self.possessives | (self.auxiliary - self.generic)

    @cached_property
    def animate(self) -> Set:
        """Nouns for persons."""
        return self.male | self.female | self.generic | self.kin

    @cached_property
    def not_persons(self) -> Set:
        """Nouns by which nobody is known as a speaker: things, words, several, anybody."""
        things = self.no_person | self.things | self.bodily | self.utterances | self.documents | self.report
        return things | self.generic | self.group


@cache
def words(language: str = "en") -> Words:
    """The words of a BCP 47 tag."""
    tables = lexicon(language).table("speech")
    verbs, subjects, persons, nouns, clauses = (
        _Section(tables.get(name, {})) for name in ("verbs", "subjects", "persons", "nouns", "clauses")
    )
    rules = [(re.compile(pattern), forms) for pattern, forms in tables.get("inflection", ())]
    say = _forms(verbs.list("say"), rules) | verbs.set("say_forms")
    wire = _forms(verbs.list("send"), rules)
    return Words(
        say=say,
        wire=wire,
        write=verbs.set("write_forms"),
        think=verbs.set("think_forms"),
        past=verbs.set("past"),
        present=verbs.set("present"),
        report=say | wire | verbs.set("write_forms"),
        verb_nouns=verbs.set("nouns"),
        turn=verbs.set("turn"),
        bare=verbs.set("bare"),
        particles=verbs.set("particles"),
        going=verbs.set("going"),
        going_on=verbs.set("going_on"),
        weak=verbs.set("weak"),
        closing=verbs.set("closing"),
        call=verbs.set("call"),
        auxiliary=verbs.set("auxiliary"),
        adverb_ends=verbs.ends("adverb_ends"),
        participle_ends=verbs.ends("participle_ends"),
        before_participle=verbs.set("before_participle"),
        pronouns=subjects.pairs("pronouns"),
        clitics=subjects.set("clitics"),
        elided=subjects.set("elided"),
        objects=subjects.set("objects"),
        helping=verbs.set("helping"),
        his=subjects.set("his"),
        her=subjects.set("her"),
        my=subjects.set("my"),
        both=subjects.set("both"),
        possessives=subjects.set("possessives"),
        determiners=subjects.set("determiners"),
        definite=subjects.set("definite"),
        demonstratives=subjects.set("demonstratives"),
        indefinite=tuple(subjects.list("indefinite")),
        of=subjects.set("of"),
        epithets=subjects.set("epithets"),
        prepositions=subjects.set("prepositions"),
        male=persons.set("male"),
        female=persons.set("female"),
        generic=persons.set("generic"),
        pointers=persons.set("pointers"),
        kin=persons.set("kin"),
        family=persons.set("family"),
        elders=persons.set("elders"),
        group=persons.set("group"),
        plural_ends=persons.ends("plural_ends"),
        no_person=persons.set("no_person"),
        roles=dict.fromkeys(persons.list("men"), "M") | dict.fromkeys(persons.list("ladies"), "F"),
        offices=persons.pairs("offices"),
        stops=persons.set("stops"),
        documents=nouns.set("documents"),
        utterances=nouns.set("utterances"),
        terms=nouns.set("terms"),
        titles=nouns.set("titles"),
        things=nouns.set("things"),
        phrases=nouns.set("phrases"),
        bodily=nouns.set("bodily"),
        small=clauses.set("small"),
        leads=clauses.set("leads"),
        links=clauses.set("links"),
        also=clauses.set("and"),
        negations=clauses.set("negations"),
        was=clauses.set("was"),
        thus=clauses.set("thus"),
        openers=clauses.set("openers"),
        to=clauses.set("to"),
        telling=verbs.set("telling"),
        according=clauses.set("according"),
        that=clauses.set("that"),
        conjunctions=clauses.set("conjunctions"),
        he_or_she=re.compile(
            rf"\b(?:({_either(subjects.list('he'))})|({_either(subjects.list('she'))}))\b", re.IGNORECASE
        ),
        direct=re.compile(rf"\b(?:{_either(subjects.list('direct'))})\b"),
        narrator=re.compile("|".join(whole(word) for word in subjects.list("first_person")) or _NEVER),
        clause=_clause(subjects, verbs, [word for key in ("kin", "men", "ladies") for word in persons.list(key)]),
        subject_first=bool(verbs.list("subject_first")),
        capital_nouns=bool(subjects.list("capital_nouns")),
        incise=bool(verbs.list("incise")),
        past_ends=verbs.ends("past_ends"),
        third=frozenset(word for word, kind in subjects.pairs("pronouns").items() if kind in ("M", "F", "P")),
        first_or_second=subjects.set("direct"),
        dependent=clauses.set("dependent"),
        address=re.compile(
            rf"(?:[,;!?.—–\-…“\"'‘«(]|\b(?i:{_either(persons.list('address'))})[\s_“\"'‘«]*)[\s_“\"'‘«]*$"
        ),
        called=_called(persons),
    )


def _called(persons: _Section) -> re.Pattern[str]:
    """``Yes, sir``, ``my dear boy!``"""
    male, female = _either(persons.list("male")), _either(persons.list("female"))
    before = rf"(?:\b(?i:{_either(persons.list('address'))}),? |[,;!?.—–\-…“\"'‘«] ?)"
    return re.compile(rf"{before}\b(?i:({male})|{female})(?=[,;!?.—–…]|--|$)")


def _clause(subjects: _Section, verbs: _Section, called: Sequence[str]) -> re.Pattern[str]:
    pronoun = f"(?i:{_either(subjects.pairs('pronouns'))})"
    determiner = _either(subjects.list("determiners"))
    name = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*"
    beside = rf"(?:{_either(verbs.list('before_participle'))})\s+\w+(?:{_either(verbs.list('participle_ends'))})\b"
    adverb = rf"(?:{_either(verbs.list('between'))}|\w+(?:{_either(verbs.list('adverb_ends'))})|{beside})"
    described = rf"(?:{determiner})\s+[^\W\d_]+(?:\s+[^\W\d_]+)?"
    helping = rf"(?:(?:{_either(verbs.list('helping'))})\s+)?"
    before = rf"(?:\w['’]|(?:{_either(subjects.list('objects'))})\s+){{0,2}}{helping}"
    manner = rf"(?P<manner>\s+(?:{_either(subjects.list('prepositions'))})(?:['’]|\s+)\w+(?:\s+\w+){{0,3}}?)"
    inverted = (
        rf"(?<=[,.!?…»])\s+{before}(?P<inverted>[^\W\d_A-Z]+)"
        rf"(?:(?:\s+{adverb}){{0,2}}{manner}?\s+|-(?:t-)?)(?:{pronoun}\b|(?:{determiner})(?:['’]|\b)|(?:{_either(called)})\b|{name})"
    )
    if not verbs.list("subject_first"):
        return re.compile(rf"(?P<verb>{_NEVER})|{inverted}")
    return re.compile(
        rf"(?<=[,.!?…])\s+(?:{pronoun}|{described}|{name}(?:\s+{name}){{0,2}})\s+(?:{adverb}\s+){{0,2}}"
        rf"(?P<verb>[^\W\d_A-Z]+)\b|{inverted}"
    )


@cache
def clipped(language: str = "en") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Clipped words that begin with an apostrophe, and the ends of words that one may follow."""
    clauses = _Section(lexicon(language).table("speech").get("clauses", {}))
    after = [*clauses.list("apostrophe_after"), *(rf"\b{word}" for word in clauses.list("apostrophe_words"))]
    begin = rf"['’‘](?:{_either(clauses.list('clipped'))}|\d\ds?)\b"
    return re.compile(begin, re.IGNORECASE), re.compile(rf"(?:{'|'.join(after) or _NEVER})$", re.IGNORECASE)


@cache
def surely_clipped(language: str = "en") -> re.Pattern[str]:
    """Clipped words that are none without their apostrophe, even where it is printed as an opening mark."""
    clauses = _Section(lexicon(language).table("speech").get("clauses", {}))
    return re.compile(rf"['’‘](?:{_either(clauses.list('surely_clipped'))})\b", re.IGNORECASE)


_NEVER: Final = r"(?!)"


def _either(found: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True)) or _NEVER


def whole(word: str) -> str:
    """A pattern for a whole word that begins with the word itself, which is found faster."""
    return rf"{re.escape(word)}(?<=\b{re.escape(word)})\b"


def _forms(stems: Iterable[str], rules: Sequence[tuple[re.Pattern[str], str]]) -> Set:
    """All forms of regular verbs; a verb that no rule fits stands for itself."""
    found: set[str] = set()
    for stem in stems:
        fits = ((match, forms) for pattern, forms in rules if (match := pattern.fullmatch(stem)))
        match, forms = next(fits, (None, stem))
        found.update((match.expand(forms) if match else forms).split())
    return frozenset(found)


class _Section:
    """One section of a table: words that stand apart by white space."""

    def __init__(self, section: Mapping[str, Any]) -> None:
        self.section = section

    def list(self, key: str) -> list[str]:
        return str(self.section.get(key, "")).split()

    def set(self, key: str) -> Set:
        return frozenset(self.list(key))

    def ends(self, key: str) -> tuple[str, ...]:
        return tuple(self.list(key)) or ("\0",)

    def pairs(self, key: str) -> dict[str, str]:
        """``word=meaning`` pairs."""
        return {word: meaning for word, _, meaning in (pair.partition("=") for pair in self.list(key))}
