"""How to cite an edition and how to catalogue it: Dublin Core, CITATION.cff 1.2.0, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

from rubricator.deposit.agents import Agent
from rubricator.deposit.facts import Facts
from rubricator.model.rights import Rights
from rubricator.report.works import TEX

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_CSL_ROLES: Final = ("editor", "translator")
_CFF_ISBN: Final = re.compile(r"[0-9 -]{9,17}[0-9xX]")
_CFF_LICENCE: Final = re.compile(
    r"CC0-1\.0|CC-(?:BY|BY-NC|BY-NC-ND|BY-NC-SA|BY-ND|BY-SA)-\d\.\d|MIT|Apache-2\.0|(?:ODbL|ODC-By|PDDL|0BSD)-?[\d.]*"
)
"""Licences of editions and data in the list of SPDX ids that CFF 1.2.0 is closed with; later ids are invalid."""


# ---------------------------------------------------------------- Dublin Core
def dublin_core(facts: Facts, formats: Sequence[str]) -> bytes:
    """Simple Dublin Core in the container that OAI-PMH uses."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC})
    for name, value in _elements(facts, formats):
        if value:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = value
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _elements(facts: Facts, formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    meta, identifiers = facts.meta, facts.meta.identifiers
    terms = facts.rights
    yield "title", facts.title
    yield from (("creator", agent.inverted) for agent in facts.creators)
    yield from (("contributor", agent.inverted) for agent in facts.contributors)
    yield from (("subject", word) for word in meta.keywords)
    yield "description", meta.abstract
    yield "publisher", meta.publisher
    yield "date", meta.date
    yield "type", "Text"
    yield from (("format", form) for form in formats)
    yield "identifier", f"https://doi.org/{identifiers.doi}" if identifiers.doi else ""
    yield "identifier", f"urn:isbn:{identifiers.isbn}" if identifiers.isbn else ""
    yield "identifier", identifiers.urn
    yield "identifier", f"https://hdl.handle.net/{identifiers.handle}" if identifiers.handle else ""
    yield "source", printed(facts)
    yield from (("language", tag) for tag in facts.languages or [meta.language])
    yield "relation", meta.series
    yield "coverage", facts.coverage
    yield "rights", terms.address or terms.name
    yield "rights", f"Rights holder: {meta.rights_holder}" if meta.rights_holder else ""


def printed(facts: Facts) -> str:
    """The printed witness in one line."""
    one = facts.edition.source.print
    imprint = ": ".join(filter(None, (one.place, one.publisher)))
    return ", ".join(filter(None, (one.author, one.chapter, one.title, imprint, one.date)))


# ---------------------------------------------------------------- CITATION.cff
def cff(facts: Facts) -> bytes:
    """CITATION.cff (its strings are JSON strings, which are YAML); empty where no author can be named.

    It describes the edition as data, by its authors; who edited and translated the book stands in
    ``preferred-citation``, which has places for them.
    """
    if not facts.creators:
        return b""
    day = facts.meta.date if len(facts.meta.date) == 10 else ""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this edition, please cite it as below.",
        "type": "dataset",
        "title": facts.title,
        "authors": [_cff_agent(agent) for agent in facts.creators],
        "version": facts.meta.version,
        "doi": facts.doi,
        "date-released": day,
        **_cff_licence(facts.rights),
        "abstract": facts.meta.abstract,
        "keywords": list(dict.fromkeys(facts.meta.keywords)),
        "preferred-citation": _preferred(facts),
    }
    return ("\n".join(_yaml({key: value for key, value in fields.items() if value})) + "\n").encode()


def _preferred(facts: Facts) -> dict[str, Any]:
    meta = facts.meta
    fields = {
        "type": "book",
        "title": facts.title,
        "authors": [_cff_agent(agent) for agent in facts.creators],
        "editors": [_cff_agent(agent) for agent in facts.having("editor")],
        "translators": [_cff_agent(agent) for agent in facts.having("translator")],
        "publisher": {"name": meta.publisher} if meta.publisher else None,
        "location": {"name": meta.place} if meta.place else None,
        "year": int(facts.year) if facts.year else None,
        "collection-title": meta.series,
        "volume": meta.series_number,
        "doi": facts.doi,
        "isbn": meta.identifiers.isbn if _CFF_ISBN.fullmatch(meta.identifiers.isbn) else "",
    }
    return {key: value for key, value in fields.items() if value}


def _cff_licence(terms: Rights) -> dict[str, str]:
    """By id, where the licence stands in the list that CFF 1.2.0 is closed with; else by address."""
    if _CFF_LICENCE.fullmatch(terms.spdx):
        return {"license": terms.spdx}
    return {"license-url": terms.address}


def _cff_agent(agent: Agent) -> dict[str, str]:
    """A person where the parts of the name are known, else what CFF calls an entity."""
    person = {"family-names": agent.family, "given-names": agent.given, "affiliation": agent.affiliation}
    named = person if agent.family else {"name": agent.name}
    return {key: value for key, value in {**named, "orcid": agent.uri}.items() if value}


def _yaml(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a mapping: its values are words, numbers, mappings, or lists of words or of flat mappings."""
    for key, one in value.items():
        if isinstance(one, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml(one, indent + "  ")
        elif isinstance(one, list):
            yield f"{indent}{key}:"
            for item in one:
                lines = [_quoted(item)] if isinstance(item, str) else list(_yaml(item))
                yield from (
                    f"{indent}  {mark}{line}"
                    for mark, line in zip(["- ", *["  "] * (len(lines) - 1)], lines, strict=True)
                )
        else:
            yield f"{indent}{key}: {_quoted(one)}"


def _quoted(words: str | int) -> str:
    return json.dumps(words, ensure_ascii=False)


# ---------------------------------------------------------------- BibTeX, CSL
def bibtex(facts: Facts) -> bytes:
    """One entry of the type ``book``."""
    meta = facts.meta
    fields = {
        "author": _bibtex_names(facts.creators),
        "title": "{" + meta.title.translate(TEX) + "}",
        "subtitle": meta.subtitle.translate(TEX),
        "editor": _bibtex_names(facts.having("editor")),
        "translator": _bibtex_names(facts.having("translator")),
        "publisher": meta.publisher.translate(TEX),
        "address": meta.place.translate(TEX),
        "year": facts.year,
        "series": meta.series.translate(TEX),
        "number": meta.series_number,
        "version": meta.version,
        "doi": facts.doi,
        "isbn": meta.identifiers.isbn,
        "language": meta.language,
        "note": "TEI P5 edition",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@book{{{meta.id},", *lines, "}", ""]).encode()


def _bibtex_names(agents: Iterable[Agent]) -> str:
    return " and ".join(agent.inverted.translate(TEX) for agent in agents)


def csl(facts: Facts) -> bytes:
    """The edition as CSL-JSON, a list of one item."""
    meta = facts.meta
    item: dict[str, Any] = {
        "id": meta.id,
        "type": "book",
        "title": facts.title,
        "author": [_csl_name(agent) for agent in facts.creators],
        **{role: [_csl_name(agent) for agent in facts.having(role)] for role in _CSL_ROLES},
        "publisher": meta.publisher,
        "publisher-place": meta.place,
        "issued": {"date-parts": [[int(part) for part in meta.date.split("-")]]} if meta.date else None,
        "collection-title": meta.series,
        "collection-number": meta.series_number,
        "version": meta.version,
        "language": meta.language,
        "DOI": facts.doi,
        "ISBN": meta.identifiers.isbn,
        "abstract": meta.abstract,
    }
    return (
        json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"
    ).encode()


def _csl_name(agent: Agent) -> dict[str, str]:
    return {"family": agent.family, "given": agent.given} if agent.family and agent.given else {"literal": agent.name}


def sentence(facts: Facts) -> str:
    """A citation in words."""
    who = ", ".join(agent.name for agent in facts.creators)
    where = ": ".join(filter(None, (facts.meta.place, facts.meta.publisher)))
    parts = [who, facts.title, f"version {facts.meta.version}" if facts.meta.version else "", where, facts.year]
    doi = f" https://doi.org/{facts.doi}" if facts.doi else ""
    return ". ".join(part.rstrip(".") for part in parts if part) + "." + doi
