"""Where every file comes from: W3C PROV-O in JSON-LD, and PREMIS 3.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from lxml import etree

from rubricator import __version__
from rubricator.deposit.agents import Agent
from rubricator.deposit.facts import Facts
from rubricator.deposit.payload import Item
from rubricator.model.decisions import FILE as DECISIONS

_PREMIS: Final = "http://www.loc.gov/premis/v3"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_CONTEXT: Final = {
    "@base": "../",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wfrun": "https://w3id.org/ro/terms/workflow-run#",
    "label": "rdfs:label",
    "sha512": "wfrun:sha512",
    "ended": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}
"""Names are resolved against the payload, in whose folder ``metadata`` the file lies."""
PROGRAM: Final = "#rubricator"


def midnight(date: str) -> str:
    """A date as the moment that PROV and RO-Crate want: the beginning of its day; empty for less than a day."""
    return f"{date}T00:00:00Z" if len(date) == 10 else ""


# ---------------------------------------------------------------- PROV
def prov(facts: Facts, items: Iterable[Item]) -> bytes:
    """PROV-O: files are entities, the runs activities, program and persons agents; the rules are the plan."""
    graph = [*_agents(facts), *_activities(facts), *_entities(facts, list(items))]
    return (json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode()


def _agents(facts: Facts) -> Iterator[dict[str, Any]]:
    yield {"@id": PROGRAM, "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": f"rubricator {__version__}"}
    for agent in facts.people:
        yield {"@id": agent.key, "@type": ["prov:Agent", "prov:Person"], "label": agent.name}


def _activities(facts: Facts) -> Iterator[dict[str, Any]]:
    rules = [
        {"@id": f"#rule-{name.replace('/', '-')}", "@type": "prov:Entity", "label": words}
        for name, words in facts.rules.items()
    ]
    moment = midnight(facts.date)
    ended = {"ended": moment} if moment else {}
    yield {"@id": "#rules", "@type": ["prov:Entity", "prov:Plan", "prov:Collection"], "prov:hadMember": rules}
    yield {
        "@id": "#encoding",
        "@type": "prov:Activity",
        "label": f"encoding; configuration {facts.source('configuration')}",
        **ended,
        "prov:used": [{"@id": path} for path in inputs(facts)],
        "prov:qualifiedAssociation": {
            "@id": "#encoding-by-rubricator",
            "@type": "prov:Association",
            "prov:agent": {"@id": PROGRAM},
            "prov:hadPlan": {"@id": "#rules"},
        },
        "prov:wasAssociatedWith": [{"@id": PROGRAM}, *({"@id": one.key} for one in facts.having("encoder"))],
    }
    yield {
        "@id": "#publishing",
        "@type": "prov:Activity",
        "label": "publishing",
        **ended,
        "prov:used": {"@id": f"{facts.meta.id}/{facts.meta.id}.xml"},
        "prov:wasAssociatedWith": {"@id": PROGRAM},
    }


def inputs(facts: Facts) -> list[str]:
    """Addresses, from the payload, of the files that the encoding reads."""
    folder = facts.edition.folder
    found = [facts.edition.source.file, "edition.toml"]
    if folder and (folder / DECISIONS).is_file():
        found.append(DECISIONS)
    own = [path for path in facts.edition.authority_files() if folder in path.parents]
    shared = [path for path in facts.edition.authority_files() if folder not in path.parents]
    found += [f"authority/{path.name}" for path in own]
    return [quote(f"{facts.meta.id}/{path}") for path in found] + [quote(f"authority/{path.name}") for path in shared]


def _entities(facts: Facts, items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    for item in items:
        key = quote(item.path)
        entity = {
            "@id": key,
            "@type": "prov:Entity",
            "label": item.about,
            "dcterms:format": item.media_type,
            "sha512": item.sha512,
        }
        yield entity | _origin(facts, key)


def _origin(facts: Facts, key: str) -> dict[str, Any]:
    """What made a file, and from what; who decided, for the editor's decisions."""
    if key == f"{facts.meta.id}/{DECISIONS}":
        editors = [{"@id": one.key} for one in facts.having("encoder")]
        return {"prov:wasAttributedTo": editors[0]} if editors else {}
    if key.startswith("#"):
        return {}
    made, origin = made_by(facts, key)
    if not made:
        return {}
    return {"prov:wasGeneratedBy": {"@id": f"#{made}"}, "prov:wasDerivedFrom": [{"@id": path} for path in origin]}


def made_by(facts: Facts, key: str) -> tuple[str, list[str]]:
    """The run that made a file of the payload (``encoding``, ``publishing`` or none), and from which files."""
    id, read = facts.meta.id, inputs(facts)
    if key.startswith(f"{id}/") and key not in read:
        return "encoding", read
    return ("publishing", [f"{id}/{id}.xml"]) if key.startswith("outputs/") else ("", [])


# ---------------------------------------------------------------- PREMIS
def premis(facts: Facts, items: Iterable[Item]) -> bytes:
    """PREMIS 3.0: an object a file, with what it derives from; events where a date is stated; agents; rights."""
    root = etree.Element(f"{{{_PREMIS}}}premis", nsmap={"premis": _PREMIS, "xsi": _XSI}, version="3.0")
    found = list(items)
    for item in found:
        _object(root, facts, item)
    for event in _events(facts, found) if facts.date else ():
        _event(root, facts, event)
    _agent(root, _PROGRAM, "rubricator", "software", __version__)
    for person in facts.people:
        _agent(root, person.key, person.name, "person")
    _rights(root, facts, found)
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


_PROGRAM: Final = "rubricator"


def _in(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_PREMIS}}}{tag}")
    child.text = text or None
    return child


def _identified(parent: etree._Element, what: str, value: str) -> etree._Element:
    identifier = _in(parent, f"{what}Identifier")
    _in(identifier, f"{what}IdentifierType", "URI" if value.startswith("https://") else "local")
    _in(identifier, f"{what}IdentifierValue", value)
    return identifier


def _agent(root: etree._Element, key: str, name: str, kind: str, version: str = "") -> None:
    agent = _in(root, "agent")
    _identified(agent, "agent", key)
    _in(agent, "agentName", name)
    _in(agent, "agentType", kind)
    if version:
        _in(agent, "agentVersion", version)


def _object(root: etree._Element, facts: Facts, item: Item) -> None:
    found = _in(root, "object")
    found.set(f"{{{_XSI}}}type", "premis:file")
    _identified(found, "object", item.path)
    characteristics = _in(found, "objectCharacteristics")
    fixity = _in(characteristics, "fixity")
    _in(fixity, "messageDigestAlgorithm", "SHA-512")
    _in(fixity, "messageDigest", item.sha512)
    _in(characteristics, "size", str(item.size))
    format = _in(characteristics, "format")
    _in(_in(format, "formatDesignation"), "formatName", item.media_type)
    if item.pronom:
        registry = _in(format, "formatRegistry")
        _in(registry, "formatRegistryName", "PRONOM")
        _in(registry, "formatRegistryKey", item.pronom)
        _in(registry, "formatRegistryRole", "specification")
    _derivation(found, facts, item)


def _derivation(found: etree._Element, facts: Facts, item: Item) -> None:
    made, origin = made_by(facts, quote(item.path))
    if made:
        relationship = _in(found, "relationship")
        _in(relationship, "relationshipType", "derivation")
        _in(relationship, "relationshipSubType", "has source")
        for path in origin:
            _identified(relationship, "relatedObject", unquote(path))
        if facts.date:
            _identified(relationship, "relatedEvent", made)


@dataclass(frozen=True, slots=True)
class _Event:
    key: str
    kind: str
    detail: str
    outcome: str
    sources: tuple[str, ...]
    results: tuple[str, ...] = ()
    people: tuple[Agent, ...] = ()


def _events(facts: Facts, items: Sequence[Item]) -> Iterator[_Event]:
    """What was done in this run, and what the edition states of reviews."""
    folder = facts.meta.id
    tei, source = f"{folder}/{folder}.xml", f"{folder}/{facts.edition.source.file}"
    inputs_ = tuple(unquote(path) for path in inputs(facts))
    detail = f"source SHA-256 {facts.source('sha256')}; configuration {facts.source('configuration')}"
    made = f"{facts.tags.total()} elements by {len(facts.rules)} rules"
    encoders = tuple(facts.having("encoder"))
    results = tuple(one.path for one in items if made_by(facts, quote(one.path))[0] == "encoding")
    yield _Event("encoding", "creation", f"rubricator {__version__}; {detail}", made, inputs_, results, encoders)
    yield _Event("validation", "validation", "RELAX NG, XSD, Schematron", "valid", (tei,))
    yield _Event("restoring", "fixity check", "source restored from the TEI", "identical", (tei, source))
    outputs = tuple(one.path for one in items if made_by(facts, quote(one.path))[0] == "publishing")
    if outputs:
        yield _Event("publishing", "creation", "outputs for readers", f"{len(outputs)} files", (tei,), outputs)
    yield _Event("packaging", "packaging", "BagIt 1.0 with SHA-512 checksums", f"{len(items)} files", (tei,))


def _event(root: etree._Element, facts: Facts, event: _Event) -> None:
    found = _in(root, "event")
    _identified(found, "event", event.key)
    _in(found, "eventType", event.kind)
    _in(found, "eventDateTime", facts.date)
    _in(_in(found, "eventDetailInformation"), "eventDetail", event.detail)
    _in(_in(found, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    _in(_identified(found, "linkingAgent", _PROGRAM), "linkingAgentRole", "executing program")
    for person in event.people:
        _in(_identified(found, "linkingAgent", person.key), "linkingAgentRole", "implementer")
    for role, paths in (("source", event.sources), ("outcome", event.results)):
        for path in paths:
            _in(_identified(found, "linkingObject", path), "linkingObjectRole", role)


def _rights(root: etree._Element, facts: Facts, items: Iterable[Item]) -> None:
    """The licence of the edition, where one is stated, with the files that it is about."""
    terms = facts.rights
    if not terms.name:
        return
    statement = _in(_in(root, "rights"), "rightsStatement")
    _identified(statement, "rightsStatement", "licence")
    _in(statement, "rightsBasis", "license" if terms.status == "free" else "other")
    if terms.status == "free":
        licence = _in(statement, "licenseInformation")
        if terms.address:
            _identified_licence(licence, "licenseDocumentation", terms.spdx or "URI", terms.address)
        _in(licence, "licenseTerms", terms.name)
    else:
        other = _in(statement, "otherRightsInformation")
        if terms.address:
            _identified_licence(other, "otherRightsDocumentation", "URI", terms.address)
        _in(other, "otherRightsBasis", terms.name)
    for item in items:
        if item.path.startswith((f"{facts.meta.id}/", "outputs/")):
            _identified(statement, "linkingObject", item.path)


def _identified_licence(parent: etree._Element, what: str, kind: str, address: str) -> None:
    identifier = _in(parent, f"{what}Identifier")
    _in(identifier, f"{what}IdentifierType", kind)
    _in(identifier, f"{what}IdentifierValue", address)
