"""RO-Crate 1.1 metadata of the payload (https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from rubricator import __version__
from rubricator.deposit.facts import Agent, Facts
from rubricator.deposit.payload import Item
from rubricator.messages import fail

FILE: Final = "ro-crate-metadata.json"
_VERSION: Final = "1.1"


def crate(facts: Facts, items: Iterable[Item]) -> bytes:
    """ro-crate-metadata.json. Raises RubricatorError where the library rocrate is not installed."""
    try:
        from rocrate.model import ContextEntity, Person
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise fail("pu-tool", tool="rocrate", package="rocrate") from None
    found = ROCrate(version=_VERSION)
    for item in items:
        properties = {"name": item.about, "encodingFormat": item.media_type, "contentSize": str(item.size)}
        found.add_file(dest_path=item.path, properties=properties)
    root = found.root_dataset
    for name, value in _stated(facts).items():
        root[name] = value
    people = {
        "author": [found.add(Person(found, _key(one), _person(one))) for one in facts.creators],
        "contributor": [found.add(Person(found, _key(one), _person(one))) for one in facts.contributors],
    }
    for role, agents in people.items():
        if agents:
            root[role] = agents
    if facts.meta.publisher:
        root["publisher"] = found.add(
            ContextEntity(found, "#publisher", {"@type": "Organization", "name": facts.meta.publisher})
        )
    uri, words = facts.licence
    if uri:
        root["license"] = found.add(ContextEntity(found, uri, {"@type": "CreativeWork", "name": words}))
    elif words:
        root["license"] = words
    program = ContextEntity(
        found, "#rubricator", {"@type": "SoftwareApplication", "name": "rubricator", "version": __version__}
    )
    tei = f"{facts.meta.id}/{facts.meta.id}.xml"
    run = {"@type": "CreateAction", "name": "encoding", "instrument": {"@id": "#rubricator"}, "result": {"@id": tei}}
    found.add(program)
    run["object"] = {"@id": f"{facts.meta.id}/{facts.edition.source.file}"}
    root["mentions"] = found.add(ContextEntity(found, "#encoding", run))
    if facts.date:
        root["datePublished"] = facts.date
    else:
        root.pop("datePublished", None)
    return (json.dumps(found.metadata.generate(), ensure_ascii=False, indent=2) + "\n").encode()


def _stated(facts: Facts) -> dict[str, Any]:
    meta = facts.meta
    found = {
        "name": facts.title,
        "description": meta.abstract,
        "keywords": list(meta.keywords),
        "version": meta.version,
        "inLanguage": facts.languages or [meta.language],
        "identifier": f"https://doi.org/{facts.doi}" if facts.doi else "",
        "isPartOf": meta.series,
        "funder": meta.funder,
        "copyrightHolder": meta.rights_holder,
    }
    return {key: value for key, value in found.items() if value}


def _key(agent: Agent) -> str:
    return agent.uri or "#" + re.sub(r"\W+", "-", agent.name.lower()).strip("-")


def _person(agent: Agent) -> dict[str, str]:
    found = {"name": agent.name, "givenName": agent.given, "familyName": agent.family, "affiliation": agent.affiliation}
    return {key: value for key, value in found.items() if value}
