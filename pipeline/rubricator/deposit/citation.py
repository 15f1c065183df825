"""How to cite an edition and how to catalogue it: Dublin Core, CITATION.cff 1.2.0, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lxml import etree

from rubricator.deposit.facts import Agent, Facts
from rubricator.report.works import TEX

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_CSL_ROLES: Final = {"editor": "editor", "translator": "translator"}


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
    uri, words = facts.licence
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
    yield "rights", uri or words
    yield "rights", f"Rights holder: {meta.rights_holder}" if meta.rights_holder else ""


def printed(facts: Facts) -> str:
    """The printed witness in one line."""
    one = facts.edition.source.print
    imprint = ": ".join(filter(None, (one.place, one.publisher)))
    return ", ".join(filter(None, (one.author, one.chapter, one.title, imprint, one.date)))


# ---------------------------------------------------------------- CITATION.cff
def cff(facts: Facts) -> bytes:
    """CITATION.cff (its strings are JSON strings, which are YAML); empty where no author can be named."""
    if not facts.creators:
        return b""
    uri, _ = facts.licence
    fields: list[tuple[str, Any]] = [
        ("cff-version", "1.2.0"),
        ("message", "If you use this edition, please cite it as below."),
        ("type", "dataset"),
        ("title", facts.title),
        ("authors", [_cff_agent(agent) for agent in (*facts.creators, *facts.contributors)]),
        ("version", facts.meta.version),
        ("doi", facts.doi),
        ("date-released", facts.meta.date if len(facts.meta.date) == 10 else ""),
        ("license", facts.meta.licence if uri and uri != facts.meta.licence else ""),
        ("license-url", uri if uri == facts.meta.licence else ""),
        ("abstract", facts.meta.abstract),
        ("keywords", list(facts.meta.keywords)),
    ]
    return ("\n".join(line for key, value in fields if value for line in _yaml(key, value)) + "\n").encode()


def _cff_agent(agent: Agent) -> dict[str, str]:
    """A person where the parts of the name are known, else what CFF calls an entity."""
    person = {"family-names": agent.family, "given-names": agent.given, "affiliation": agent.affiliation}
    named = person if agent.family else {"name": agent.name}
    return {key: value for key, value in {**named, "orcid": agent.uri}.items() if value}


def _yaml(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{key}: {_quoted(value)}"
        return
    yield f"{key}:"
    for item in value:
        if isinstance(item, str):
            yield f"  - {_quoted(item)}"
        else:
            marks = ["- ", *["  "] * (len(item) - 1)]
            yield from (
                f"  {mark}{name}: {_quoted(words)}" for mark, (name, words) in zip(marks, item.items(), strict=True)
            )


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


# ---------------------------------------------------------------- BibTeX, CSL
def bibtex(facts: Facts) -> bytes:
    """One entry of the type ``book``."""
    meta = facts.meta
    editors = [agent for agent in facts.contributors if agent.role == "editor"]
    fields = {
        "author": _bibtex_names(facts.creators),
        "title": "{" + meta.title.translate(TEX) + "}",
        "subtitle": meta.subtitle.translate(TEX),
        "editor": _bibtex_names(editors),
        "translator": meta.translator.translate(TEX),
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
        **{_CSL_ROLES[agent.role]: [_csl_name(agent)] for agent in facts.contributors if agent.role in _CSL_ROLES},
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
