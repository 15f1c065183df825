"""RO-Crate 1.1 metadata of the payload (https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from rubricator import __version__
from rubricator.deposit.facts import Agent, Facts
from rubricator.deposit.payload import Item
from rubricator.model.messages import fail

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

FILE: Final = "ro-crate-metadata.json"
_VERSION: Final = "1.1"


def crate(facts: Facts, items: Iterable[Item]) -> bytes:
    """ro-crate-metadata.json. Raises RubricatorError where the library rocrate is not installed."""
    try:
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise fail("pu-tool", tool="rocrate", package="rocrate") from None
    found = ROCrate(version=_VERSION)
    for item in items:
        about = {"name": item.about, "encodingFormat": item.media_type, "contentSize": str(item.size)}
        found.add_file(dest_path=item.path, properties=about)
    for name, value in {**_stated(facts), **_linked(found, facts)}.items():
        found.root_dataset[name] = value
    if not facts.date:  # the library fills in today
        found.root_dataset.pop("datePublished", None)
    return (json.dumps(found.metadata.generate(), ensure_ascii=False, indent=2) + "\n").encode()


def _linked(crate: ROCrate, facts: Facts) -> dict[str, Any]:
    """Properties of the edition that are entities of their own: people, publisher, licence, the run."""
    publisher = {"@type": "Organization", "name": facts.meta.publisher}
    uri, words = facts.licence
    found = {
        "author": [_entity(crate, _key(one), _person(one)) for one in facts.creators],
        "contributor": [_entity(crate, _key(one), _person(one)) for one in facts.contributors],
        "publisher": _entity(crate, "#publisher", publisher) if facts.meta.publisher else None,
        "license": _entity(crate, uri, {"@type": "CreativeWork", "name": words}) if uri else words,
        "mentions": _run(crate, facts),
    }
    return {key: value for key, value in found.items() if value}


def _entity(crate: ROCrate, key: str, properties: dict[str, Any]) -> Any:
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, key, properties))


def _run(crate: ROCrate, facts: Facts) -> Any:
    id = facts.meta.id
    program = {"@type": "SoftwareApplication", "name": "rubricator", "version": __version__}
    action = {
        "@type": "CreateAction",
        "name": "encoding",
        "instrument": _entity(crate, "#rubricator", program),
        "object": {"@id": quote(f"{id}/{facts.edition.source.file}")},
        "result": {"@id": f"{id}/{id}.xml"},
    }
    return _entity(crate, "#encoding", action)


def _stated(facts: Facts) -> dict[str, Any]:
    meta = facts.meta
    found = {
        "datePublished": facts.date,
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
    found = {
        "@type": "Person",
        "name": agent.name,
        "givenName": agent.given,
        "familyName": agent.family,
        "affiliation": agent.affiliation,
    }
    return {key: value for key, value in found.items() if value}
