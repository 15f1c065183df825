"""What a repository wants to know, as the edition file and the TEI state it; nothing is guessed, nothing filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from rubricator.header import licence_named
from rubricator.model.authority import Authority
from rubricator.model.edition import Edition, Metadata
from rubricator.model.messages import Finding
from rubricator.validate.restore import TEI

_PORTABLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who had a part; `given` and `family` only where an authority file tells them apart."""

    name: str
    role: str
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
    def licence(self) -> tuple[str, str]:
        """Address and name of the licence, each empty where not stated."""
        return licence_named(self.meta.licence) if self.meta.licence else ("", "")

    @property
    def doi(self) -> str:
        """The DOI, without resolver."""
        return self.meta.identifiers.doi

    @cached_property
    def creators(self) -> list[Agent]:
        """Authors of the text; where none is stated, those who made the edition."""
        authors = [self._agent(name, "author") for name in self.meta.author]
        made = [self._agent(name, role) for role, name in (("encoder", self.meta.encoder),) if name]
        return authors or made

    @cached_property
    def contributors(self) -> list[Agent]:
        """Everybody else who had a part."""
        meta = self.meta
        stated = [("editor", meta.editor), ("translator", meta.translator), ("encoder", meta.encoder)]
        named = [self._agent(name, role) for role, name in stated if name]
        known = {agent.name for agent in (*self.creators, *named)}
        others = [self._agent(one.name, one.role) for one in meta.responsibility if one.name not in known]
        return [agent for agent in (*named, *others) if agent not in self.creators]

    def _agent(self, name: str, role: str) -> Agent:
        stated = next((one for one in self.meta.responsibility if one.name == name), None)
        given, family = self._parts() if name in self.meta.author[:1] else ("", "")
        affiliation = stated.affiliation if stated else ""
        return Agent(name, role, self.meta.orcid(name), affiliation, given, family)

    def _parts(self) -> tuple[str, str]:
        """Given and family name of the author, as the authority entry has them."""
        entry = self.authority.entries.get(self.meta.author_id)
        name = entry.find("{*}persName") if entry is not None else None
        if name is None:
            return "", ""
        given = [one.text or "" for one in name.findall("{*}forename")]
        family = [one.text or "" for one in (*name.findall("{*}nameLink"), *name.findall("{*}surname"))]
        return " ".join(given), " ".join(family)

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
