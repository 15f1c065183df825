"""Who had a part in an edition, and the parts of a name as its own record or the known forenames tell them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rubricator.annotate.names.vocabulary import name_words
from rubricator.model.authority import Authority
from rubricator.model.name_forms import words

_INITIAL: Final = re.compile(r"[^\W\d_](?:\.|[^\W\d_]?\.)?")


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who had a part; `given` and `family` only where something tells them apart."""

    name: str
    roles: tuple[str, ...]
    orcid: str = ""
    affiliation: str = ""
    given: str = ""
    family: str = ""

    @property
    def inverted(self) -> str:
        """``Family, Given`` where both are known, else the name as stated."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.name

    @property
    def uri(self) -> str:
        """Address of the ORCID record; empty without one."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""

    @property
    def key(self) -> str:
        """What identifies the person in linked data: the ORCID record, else a fragment made of the name."""
        return self.uri or "#" + re.sub(r"\W+", "-", self.name.lower()).strip("-")


def entry_parts(authority: Authority, name: str, id: str = "") -> tuple[str, str] | None:
    """Given and family name of the entry `id`, else of the one entry that is called so; None where there is none."""
    ids = [id] if id else [one for one in authority.find(name) if authority.label(one) == name]
    entry = authority.entries.get(ids[0]) if len(ids) == 1 else None
    called = entry.find("{*}persName") if entry is not None else None
    if called is None or called.find("{*}surname") is None:
        return None
    given = [words(one) for one in called.findall("{*}forename")]
    family = [words(one) for one in (*called.findall("{*}nameLink"), *called.findall("{*}surname"))]
    return " ".join(given), " ".join(family)


def known_parts(name: str, language: str) -> tuple[str, str]:
    """Given and family name where all words but the last are forenames, initials or particles; else empty."""
    known = name_words(language)
    parts = name.split()
    forenames = 0
    while forenames < len(parts) - 1 and (parts[forenames] in known.forenames or _INITIAL.fullmatch(parts[forenames])):
        forenames += 1
    rest = parts[forenames:]
    if not forenames or not all(one.islower() or one in known.capital_particles for one in rest[:-1]):
        return "", ""
    return " ".join(parts[:forenames]), " ".join(rest)
