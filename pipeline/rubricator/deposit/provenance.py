"""Where every file comes from: W3C PROV-O in JSON-LD, and PREMIS 3.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from rubricator import __version__
from rubricator.deposit.facts import Agent, Facts
from rubricator.deposit.payload import Item
from rubricator.model.decisions import FILE as DECISIONS

_PREMIS: Final = "http://www.loc.gov/premis/v3"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_CONTEXT: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "label": "rdfs:label",
    "sha512": "spdx:checksumValue",
}
PROGRAM: Final = "#rubricator"


# ---------------------------------------------------------------- PROV
def prov(facts: Facts, items: Iterable[Item]) -> bytes:
    """PROV-O: files are entities, the runs activities, program and persons agents; the rules are the plan."""
    graph = [*_agents(facts), *_activities(facts), *_entities(facts, list(items))]
    return (json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode()


def _agents(facts: Facts) -> Iterator[dict[str, Any]]:
    yield {"@id": PROGRAM, "@type": "prov:SoftwareAgent", "label": f"rubricator {__version__}"}
    for agent in (*facts.creators, *facts.contributors):
        yield {"@id": _agent_id(agent), "@type": "prov:Person", "label": agent.name}


def _agent_id(agent: Agent) -> str:
    return agent.uri or "#" + "-".join(agent.name.lower().split())


def _activities(facts: Facts) -> Iterator[dict[str, Any]]:
    rules = [{"@id": f"#rule/{name}", "@type": "prov:Entity", "label": words} for name, words in facts.rules.items()]
    ended = {"prov:endedAtTime": facts.date} if facts.date else {}
    yield {"@id": "#rules", "@type": ["prov:Plan", "prov:Collection"], "prov:hadMember": rules}
    yield {
        "@id": "#encoding",
        "@type": "prov:Activity",
        "label": f"encoding; configuration {facts.source('configuration')}",
        **ended,
        "prov:used": [{"@id": path} for path in _inputs(facts)],
        "prov:qualifiedAssociation": {
            "@type": "prov:Association",
            "prov:agent": {"@id": PROGRAM},
            "prov:hadPlan": {"@id": "#rules"},
        },
    }
    used = {"@id": f"{facts.meta.id}/{facts.meta.id}.xml"}
    yield {
        "@id": "#publishing",
        "@type": "prov:Activity",
        "label": "publishing",
        **ended,
        "prov:used": used,
        "prov:wasAssociatedWith": {"@id": PROGRAM},
    }


def _inputs(facts: Facts) -> list[str]:
    folder = facts.edition.folder
    found = [facts.edition.source.file, "edition.toml"]
    if folder and (folder / DECISIONS).is_file():
        found.append(DECISIONS)
    found += [f"authority/{path.name}" for path in facts.edition.authority_files() if folder in path.parents]
    return [quote(f"{facts.meta.id}/{path}") for path in found]


def _entities(facts: Facts, items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    inputs = _inputs(facts)
    for item in items:
        key = quote(item.path)
        entity = {"@id": key, "@type": "prov:Entity", "label": item.about, "sha512": item.sha512}
        yield entity | _origin(facts, key, inputs)


def _origin(facts: Facts, key: str, inputs: Sequence[str]) -> dict[str, Any]:
    """What made a file, and from what; who decided, for the editor's decisions."""
    id = facts.meta.id
    if key == f"{id}/{DECISIONS}":
        people = {one.name: one for one in (*facts.creators, *facts.contributors)}
        editor = people.get(facts.meta.encoder)
        return {"prov:wasAttributedTo": {"@id": _agent_id(editor)}} if editor else {}
    if key.startswith(f"{id}/") and key not in inputs:
        made, origin = "#encoding", [{"@id": path} for path in inputs]
    elif key.startswith("outputs/"):
        made, origin = "#publishing", [{"@id": f"{id}/{id}.xml"}]
    else:
        return {}
    return {"prov:wasGeneratedBy": {"@id": made}, "prov:wasDerivedFrom": origin}


# ---------------------------------------------------------------- PREMIS
def premis(facts: Facts, items: Iterable[Item]) -> bytes:
    """PREMIS 3.0: an object a file; events where the edition states a date, for an event must have one."""
    root = etree.Element(f"{{{_PREMIS}}}premis", nsmap={"premis": _PREMIS, "xsi": _XSI}, version="3.0")
    for item in items:
        _object(root, item)
    for event in _events(facts) if facts.date else ():
        _event(root, facts.date, event)
    agent = _in(root, "agent")
    _identified(agent, "agent", "rubricator")
    _in(agent, "agentName", "rubricator")
    _in(agent, "agentType", "software")
    _in(agent, "agentVersion", __version__)
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _in(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_PREMIS}}}{tag}")
    child.text = text or None
    return child


def _identified(parent: etree._Element, what: str, value: str) -> None:
    identifier = _in(parent, f"{what}Identifier")
    _in(identifier, f"{what}IdentifierType", "local")
    _in(identifier, f"{what}IdentifierValue", value)


def _object(root: etree._Element, item: Item) -> None:
    found = _in(root, "object")
    found.set(f"{{{_XSI}}}type", "premis:file")
    _identified(found, "object", item.path)
    characteristics = _in(found, "objectCharacteristics")
    fixity = _in(characteristics, "fixity")
    _in(fixity, "messageDigestAlgorithm", "SHA-512")
    _in(fixity, "messageDigest", item.sha512)
    _in(characteristics, "size", str(item.size))
    designation = _in(_in(characteristics, "format"), "formatDesignation")
    _in(designation, "formatName", item.media_type)


@dataclass(frozen=True, slots=True)
class _Event:
    key: str
    kind: str
    detail: str
    item: str
    outcome: str


def _events(facts: Facts) -> Iterator[_Event]:
    folder = facts.meta.id
    tei = f"{folder}/{folder}.xml"
    inputs = f"source SHA-256 {facts.source('sha256')}; configuration {facts.source('configuration')}"
    made = f"{facts.tags.total()} elements by {len(facts.rules)} rules"
    yield _Event("encoding", "creation", f"rubricator {__version__}; {inputs}", tei, made)
    yield _Event("validation", "validation", "RELAX NG, XSD, Schematron", tei, "valid")
    restored = "source restored from the TEI"
    yield _Event("restoring", "fixity check", restored, f"{folder}/{facts.edition.source.file}", "identical")


def _event(root: etree._Element, date: str, event: _Event) -> None:
    found = _in(root, "event")
    _identified(found, "event", event.key)
    _in(found, "eventType", event.kind)
    _in(found, "eventDateTime", date)
    _in(_in(found, "eventDetailInformation"), "eventDetail", event.detail)
    _in(_in(found, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    _identified(found, "linkingAgent", "rubricator")
    _identified(found, "linkingObject", event.item)
