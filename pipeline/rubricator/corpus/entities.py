"""One entity, many texts: who and what several texts name is brought together by evidence, and listed for review.

Entries of different texts are one where the clues for it outweigh those against; a sum near the threshold leaves them
apart, and on the list. What a person decided in `DECIDED` (the list with its column `decision` filled in: same, other)
comes before all clues.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from rubricator.annotate.names.vocabulary import name_words
from rubricator.corpus.facts import before_text
from rubricator.corpus.manifest import Entry
from rubricator.model.name_forms import WHOLE, alike, forms, local, slug
from rubricator.model.name_forms import words as words_of
from rubricator.report.tables import cell

REVIEW: Final = "authority-review.csv"
DECIDED: Final = "authority-decided.csv"
KINDS: Final = {"person": "listPerson", "place": "listPlace", "org": "listOrg"}
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


class Clue(NamedTuple):
    """What speaks for or against two entries being one: its weight, and an example."""

    weight: float
    example: str


CLUES: Final[Mapping[str, Clue]] = {
    "the same identifier": Clue(3.0, "both have the same GND number"),
    "another identifier of the same kind": Clue(-5.0, "their GND numbers differ"),
    "the same entry of an authority file": Clue(2.0, "p.thorold, Marian Thorold in both"),
    "the same full name": Clue(0.8, "Orla Venn and Orla Venn; not Orla and Orla"),
    "the same name of a place": Clue(0.9, "Lanmouth and Lanmouth"),
    "the same author": Clue(0.4, "both texts are by Agnes Corrow"),
    "texts of one time": Clue(0.2, "texts of 1871 and 1890"),
    "another sex": Clue(-3.0, "F and M"),
    "invented in one text only": Clue(-3.0, "a queen of history and one of a tale"),
    "invented by different authors": Clue(-3.0, "two novels with a John Smith each"),
    "another kind of place": Clue(-0.5, "a river and a settlement"),
}
ONE: Final = 1.0
"""Sum of weights from which on two entries are one."""
OPEN: Final = 0.7
"""Sum from which on they are listed as perhaps one."""
_TIME: Final = 60
"""Years between two texts of one time."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of one text."""

    text: str
    id: str
    kind: str
    name: str
    names: frozenset[str]
    """All that it goes by, in small letters."""
    full: frozenset[str]
    """The names that say something: two words and more of a person or a body, without titles; any of a place."""
    sex: str
    type: str
    identifiers: frozenset[tuple[str, str]]
    authors: frozenset[str]
    year: int | None
    fictional: bool
    """True for a person of a tale, whose list says so."""
    entry: str
    """Its XML."""


@dataclass(slots=True)
class Entity:
    """Entries of texts that are one."""

    id: str
    members: list[Member] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why an entry was brought together with another, or might be."""

    verdict: str
    """``one`` or ``open``."""
    member: Member
    other: Member
    weight: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The entities of a corpus, and the judgements behind them."""

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]

    def ids(self) -> dict[tuple[str, str], str]:
        """The shared id of each entry, by text and own id."""
        return {(one.text, one.id): entity.id for entity in self.entities for one in entity.members}


def members(folder: Path, entries: Iterable[Entry]) -> Iterator[Member]:
    """The entries of all texts that are done."""
    for entry in entries:
        if entry.state == "done":
            for one in before_text(folder / entry.id / f"{entry.id}.xml").iter("{*}person", "{*}place", "{*}org"):
                if one.get(_ID):
                    yield _member(one, entry)


def _member(one: etree._Element, entry: Entry) -> Member:
    kind, weighed = local(one), forms(one)
    whole = [name for name, weight in weighed.items() if weight == WHOLE]
    titles = _titles(str(entry.facts.get("language", "")))
    first = next((child for child in one if local(child).endswith("Name")), None)
    name = words_of(first) if first is not None else one.get(_ID, "")
    numbers = {(child.get("type", ""), words_of(child)) for child in one if local(child) == "idno"}
    return Member(
        entry.id, one.get(_ID, ""), kind, name, frozenset(map(_plain, weighed)),
        frozenset(_plain(name) for name in whole if kind == "place" or _is_full(name, titles)),
        one.get("sex", ""), one.get("type", ""), frozenset(numbers),
        frozenset(entry.facts.get("authors", ())), entry.facts.get("year"), _invented(one),
        etree.tostring(one, encoding="unicode", with_tail=False),
    )  # fmt: skip


def _invented(one: etree._Element) -> bool:
    home = one.getparent()
    return home is not None and home.get("type") == "fictional"


def _plain(name: str) -> str:
    return " ".join(alike(name).casefold().split())


def _is_full(name: str, titles: frozenset[str]) -> bool:
    """True for two words with capitals and more, initials and titles not counted."""
    words = [word for word in name.split() if word[0].isupper() and len(word.rstrip(".")) > 1]
    return sum(1 for word in words if word.rstrip(".").lower() not in titles) > 1


@cache
def _titles(language: str) -> frozenset[str]:
    """The titles of persons in a language, in small letters and without points."""
    return frozenset(title.rstrip(".").lower() for title in name_words(language).titles)


def shared(found: Iterable[Member], decided: Mapping[frozenset[str], bool] | None = None) -> Shared:
    """Bring entries together. `decided` says of two, each as ``text#id``, whether a person holds them for one."""
    entities: list[Entity] = []
    judgements: list[Judgement] = []
    by_key: dict[tuple[str, str], list[Entity]] = {}
    for member in found:
        near = {id(one): one for key in _keys(member) for one in by_key.get(key, ())}
        best = max((_judge(member, one, decided or {}) for one in near.values()), key=lambda j: j[0], default=None)
        if best is not None and best[0] >= OPEN:
            weight, other, evidence, entity = best
            verdict = "one" if weight >= ONE else "open"
            judgements.append(Judgement(verdict, member, other, weight, evidence))
        if best is None or best[0] < ONE:
            entity = Entity("")
            entities.append(entity)
        entity.members.append(member)
        for key in _keys(member):
            known = by_key.setdefault(key, [])
            if entity not in known:
                known.append(entity)
    _name(entities)
    return Shared(tuple(entities), tuple(judgements))


def _keys(member: Member) -> list[tuple[str, str]]:
    """What an entry must have in common with another to be held against it."""
    numbers = [(kind, number) for kind, number in member.identifiers]
    return numbers + [(member.kind, name) for name in sorted(member.full)] + [("id", member.id)]


_Judged = tuple[float, Member, tuple[str, ...], Entity]


def _judge(member: Member, entity: Entity, decided: Mapping[frozenset[str], bool]) -> _Judged:
    """How much speaks for a member being an entity; against counts what speaks against any of its members."""
    best: _Judged | None = None
    for other in entity.members:
        said = decided.get(frozenset({_address(member), _address(other)}))
        if said is not None:
            return (2 * ONE if said else -1.0), other, ("decided by a person",), entity
        evidence = tuple(_clues(member, other))
        weight = round(sum(CLUES[one].weight for one in evidence), 2)
        if weight < 0 or member.text == other.text:
            return min(weight, -1.0), other, evidence, entity
        if best is None or weight > best[0]:
            best = weight, other, evidence, entity
        if len(entity.members) > _LOOKED and weight >= ONE:
            break
    assert best is not None
    return best


_LOOKED: Final = 20
"""Members of an entity from which on one that fits is enough."""


def _clues(one: Member, other: Member) -> Iterator[str]:
    if one.identifiers & other.identifiers:
        yield "the same identifier"
    elif {kind for kind, _ in one.identifiers} & {kind for kind, _ in other.identifiers}:
        yield "another identifier of the same kind"
    if one.id == other.id and not one.fictional and one.names == other.names and len(one.names) > 1:
        yield "the same entry of an authority file"
    elif one.full & other.full:
        yield "the same name of a place" if one.kind == "place" else "the same full name"
    if one.authors & other.authors:
        yield "the same author"
    if one.year is not None and other.year is not None and abs(one.year - other.year) <= _TIME:
        yield "texts of one time"
    if one.sex and other.sex and one.sex != other.sex:
        yield "another sex"
    if one.fictional != other.fictional:
        yield "invented in one text only"
    elif one.fictional and not one.authors & other.authors:
        yield "invented by different authors"
    if one.kind == "place" and one.type and other.type and one.type != other.type:
        yield "another kind of place"


def _address(member: Member) -> str:
    return f"{member.text}#{member.id}"


def _name(entities: Sequence[Entity]) -> None:
    """Give each entity an id after its fullest name, numbered where another has it."""
    seen: Counter[str] = Counter()
    for entity in entities:
        fullest = max(entity.members, key=lambda one: (len(one.name), one.text))
        stem = f"{fullest.id.partition('.')[0]}.{slug(fullest.name)}"
        seen[stem] += 1
        entity.id = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


# ---------------------------------------------------------------- the list for review
_COLUMNS: Final = ("decision", "verdict", "weight", "name", "entry", "other_name", "other_entry", "evidence")


def review(found: Shared) -> str:
    """The list for review, the least certain first, as CSV with an empty column for the decision: same or other."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for one in sorted(found.judgements, key=lambda one: (abs(one.weight - ONE), _address(one.member))):
        names = (one.member.name, _address(one.member), one.other.name, _address(one.other))
        writer.writerow([cell(part) for part in ("", one.verdict, f"{one.weight:g}", *names, "; ".join(one.evidence))])
    return out.getvalue()


def decisions(text: str) -> dict[frozenset[str], bool]:
    """What a person decided, from the list for review with its first column filled in."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    said = {"same": True, "other": False}
    return {
        frozenset({row["entry"], row["other_entry"]}): said[decision]
        for row in rows
        if (decision := (row.get("decision") or "").strip().lower()) in said
    }
