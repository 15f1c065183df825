"""What a repository wants to know, as the edition file and the TEI state it; nothing is guessed, nothing filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from lxml import etree

from rubricator.deposit.agents import Agent, entry_parts, known_parts
from rubricator.model.authority import Authority
from rubricator.model.edition import Edition, Metadata, Responsibility
from rubricator.model.messages import Finding
from rubricator.model.name_forms import words
from rubricator.model.rights import Rights, rights
from rubricator.validate.restore import TEI

_PORTABLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


class Place(NamedTuple):
    """A place with its coordinates in degrees."""

    id: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Facts:
    """An edition as it is stated: `edition` without guesses, `tei` the root of its TEI."""

    edition: Edition
    authority: Authority
    tei: etree._Element

    @property
    def meta(self) -> Metadata:
        """[edition] of edition.toml."""
        return self.edition.edition

    @property
    def title(self) -> str:
        """Title and subtitle."""
        return ": ".join(filter(None, (self.meta.title, self.meta.subtitle)))

    @property
    def year(self) -> str:
        """Year of the edition; empty where no date is stated."""
        return self.meta.date[:4]

    @cached_property
    def date(self) -> str:
        """The date in the header: the edition's own, else that of the clock that was given; or nothing."""
        stated = self.tei.find(f".//{TEI}publicationStmt/{TEI}date")
        return self.meta.date or (stated.get("when", "") if stated is not None else "")

    @cached_property
    def coverage(self) -> str:
        """The time that the text tells of, as EDTF: a date or an interval; empty where no date says so."""
        told = self.tei.find(f".//{TEI}settingDesc//{TEI}date")
        if told is None:
            return ""
        return told.get("when") or f"{told.get('from', '..')}/{told.get('to', '..')}"

    @property
    def rights(self) -> Rights:
        """The terms of use; empty where none are stated."""
        return rights(self.meta.licence) if self.meta.licence else Rights("")

    @property
    def doi(self) -> str:
        """The DOI, without resolver."""
        return self.meta.identifiers.doi

    @cached_property
    def people(self) -> list[Agent]:
        """Everybody who had a part, each once with every role: authors first, then as the edition names them."""
        meta = self.meta
        stated = [(name, "author") for name in meta.author]
        stated += [(meta.editor, "editor"), (meta.translator, "translator"), (meta.encoder, "encoder")]
        named = {name for name, _ in stated}
        stated += [(one.name, one.role) for one in meta.responsibility if one.name not in named]
        roles: dict[str, list[str]] = {}
        for name, role in stated:
            if name and role not in roles.setdefault(name, []):
                roles[name].append(role)
        return [self._agent(name, tuple(found)) for name, found in roles.items()]

    @cached_property
    def creators(self) -> list[Agent]:
        """Authors of the text; where none is stated, those who made the edition."""
        return self.having("author") or self.having("encoder")

    @cached_property
    def contributors(self) -> list[Agent]:
        """Everybody else who had a part."""
        return [agent for agent in self.people if agent not in self.creators]

    def having(self, *roles: str) -> list[Agent]:
        """The people with one of some roles."""
        return [agent for agent in self.people if any(role in agent.roles for role in roles)]

    def _agent(self, name: str, roles: tuple[str, ...]) -> Agent:
        stated = next((one for one in self.meta.responsibility if one.name == name), Responsibility())
        given, family = (stated.given, stated.family) if stated.family else self._parts(name)
        return Agent(name, roles, self.meta.orcid(name), stated.affiliation, given, family)

    def _parts(self, name: str) -> tuple[str, str]:
        """Given and family name: as the authority entry of that name has them, else as the known forenames tell."""
        own = self.meta.author_id if name in self.meta.author[:1] else ""
        return entry_parts(self.authority, name, own) or known_parts(name, self.meta.language)

    @cached_property
    def places(self) -> list[Place]:
        """Places of the real world that the text names and whose coordinates are known."""
        found = (_place(one) for one in self.tei.iterfind(f"{TEI}standOff/{TEI}listPlace/{TEI}place"))
        return [one for one in found if one is not None]

    @cached_property
    def rules(self) -> dict[str, str]:
        """Rules that made tags, by name (``dates/range``), with what they do and how many they made."""
        categories = self.tei.iterfind(f".//{TEI}taxonomy[@{_XML_ID}='rules']/{TEI}category")
        return {_rule(one): one.findtext(f"{TEI}catDesc") or "" for one in categories}

    @cached_property
    def tags(self) -> Counter[str]:
        """How often each element occurs in the text."""
        text = self.tei.find(f"{TEI}text")
        return Counter(etree.QName(one).localname for one in (text.iter(TEI + "*") if text is not None else ()))

    @cached_property
    def certainties(self) -> Counter[str]:
        """How many tags of the text are below high certainty, by degree."""
        text = self.tei.find(f"{TEI}text")
        return Counter(one.get("cert", "high") for one in (text.iter(TEI + "*") if text is not None else ()))

    @cached_property
    def languages(self) -> list[str]:
        """Language tags found, the most frequent first."""
        return [one.get("ident", "") for one in self.tei.iterfind(f".//{TEI}langUsage/{TEI}language")]

    def source(self, what: str) -> str:
        """What the header records of the source: ``sha256`` or ``configuration``."""
        found = self.tei.find(f".//{TEI}revisionDesc//{TEI}idno[@type='{what}']")
        return (found.text or "") if found is not None else ""

    def missing(self) -> list[Finding]:
        """What the edition file does not say, each with the key to say it with."""
        path = str((self.edition.folder or "") and f"{self.edition.folder}/edition.toml")
        gaps = [Finding(code, path, values={"what": what, "key": key}) for code, what, key in self._gaps()]
        file = self.edition.source.file
        return gaps + ([] if _PORTABLE.fullmatch(file) else [Finding("de-name", path, values={"file": file})])

    def _gaps(self) -> Iterator[tuple[str, str, str]]:
        meta = self.meta
        required: Sequence[tuple[object, str, str]] = (
            (self.creators, "the author", "[edition] author"),
            (meta.publisher, "the publisher", "[edition] publisher"),
            (meta.date, "the date", "[edition] date"),
            (meta.licence, "the licence", "[edition] licence"),
        )
        useful: Sequence[tuple[object, str, str]] = (
            (self.doi, "the DOI", "[edition.identifiers] doi, once the repository has given it"),
            (meta.encoder, "the person responsible for this edition", "[edition] encoder"),
            (any(one.orcid for one in meta.responsibility), "an ORCID", "[[edition.responsibility]] orcid"),
            (meta.abstract, "an abstract", "[edition] abstract"),
            (meta.keywords, "keywords", "[edition] keywords"),
            (meta.version, "the version", "[edition] version"),
            (meta.contact, "an address to write to", "[edition] contact"),
            (meta.rights_holder, "the rights holder", "[edition] rights_holder"),
            (self.edition.source.print.title, "the printed source", "[source.print] title"),
        )
        yield from (("de-missing", what, key) for value, what, key in required if not value)
        yield from (("de-wanting", what, key) for value, what, key in useful if not value)


def _rule(category: etree._Element) -> str:
    return (category.get(_XML_ID) or "").removeprefix("rule.").replace(".", "/", 1)


def _place(entry: etree._Element) -> Place | None:
    degrees = entry.findtext(f".//{TEI}geo", "").replace(",", " ").split()
    try:
        latitude, longitude = map(float, degrees)
    except ValueError:
        return None
    named = entry.find(f"{TEI}placeName")
    return Place(entry.get(_XML_ID) or "", words(named) if named is not None else "", latitude, longitude)
