"""RO-Crate 1.1 metadata of the payload, by the Process Run Crate profile, and its preview page.

https://w3id.org/ro/crate/1.1, https://w3id.org/ro/wfrun/process/0.5
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from rubricator import __version__
from rubricator.deposit.agents import Agent
from rubricator.deposit.citation import sentence
from rubricator.deposit.facts import Facts
from rubricator.deposit.payload import Item
from rubricator.deposit.provenance import PROGRAM, inputs, made_by
from rubricator.model.messages import fail

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

FILE: Final = "ro-crate-metadata.json"
PREVIEW: Final = "ro-crate-preview.html"
_VERSION: Final = "1.1"
_PROFILE: Final = (
    "https://w3id.org/ro/wfrun/process/0.5",
    {"@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
)
_TERMS: Final = {"sha512": "https://w3id.org/ro/terms/workflow-run#sha512"}


def crate(facts: Facts, items: Iterable[Item]) -> bytes:
    """ro-crate-metadata.json. Raises RubricatorError where the library rocrate is not installed."""
    try:
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise fail("pu-tool", tool="rocrate", package="rocrate") from None
    found = ROCrate(version=_VERSION)
    found.metadata.extra_terms.update(_TERMS)
    files = list(items)
    for item in files:
        found.add_file(dest_path=item.path, properties=_file(item))
    for name, value in _single({**_stated(facts), **_linked(found, facts, files)}).items():
        found.root_dataset[name] = value
    _entity(found, PREVIEW, {"@type": "CreativeWork", "name": "preview of this crate", "about": {"@id": "./"}})
    if not facts.date:  # the library fills in today
        found.root_dataset.pop("datePublished", None)
    return (json.dumps(found.metadata.generate(), ensure_ascii=False, indent=2) + "\n").encode()


def _file(item: Item) -> dict[str, Any]:
    format: Any = item.media_type
    if item.pronom:
        format = [item.media_type, {"@id": f"https://www.nationalarchives.gov.uk/PRONOM/{item.pronom}"}]
    return {"name": item.about, "encodingFormat": format, "contentSize": str(item.size), "sha512": item.sha512}


def _linked(crate: ROCrate, facts: Facts, items: Sequence[Item]) -> dict[str, Any]:
    """Properties of the edition that are entities of their own: people, publisher, licence, funder, the runs."""
    meta, terms = facts.meta, facts.rights
    _formats(crate, items)
    for person in facts.people:
        _entity(crate, person.key, _person(crate, person))
    found = {
        "author": [{"@id": one.key} for one in facts.creators],
        "contributor": [{"@id": one.key} for one in facts.contributors],
        "publisher": _organization(crate, meta.publisher, "#publisher"),
        "copyrightHolder": _organization(crate, meta.rights_holder, "#rights-holder"),
        "funder": _organization(crate, meta.funder, meta.funder_id if _is_address(meta.funder_id) else "#funder"),
        "isPartOf": _series(crate, facts),
        "license": _entity(crate, terms.address, _licence(facts)) if terms.address else terms.name,
        "conformsTo": _entity(crate, *_PROFILE),
        "mentions": _runs(crate, facts, items),
    }
    return {key: value for key, value in found.items() if value}


def _is_address(id: str) -> bool:
    return id.startswith(("https://", "http://"))


def _formats(crate: ROCrate, items: Sequence[Item]) -> None:
    """The formats by their address in PRONOM, each described once."""
    for pronom, media_type in sorted({(one.pronom, one.media_type) for one in items if one.pronom}):
        address = f"https://www.nationalarchives.gov.uk/PRONOM/{pronom}"
        _entity(crate, address, {"@type": "WebSite", "name": f"{media_type} in PRONOM"})


def _entity(crate: ROCrate, key: str, properties: dict[str, Any]) -> Any:
    from rocrate.model import ContextEntity

    return crate.add(ContextEntity(crate, key, _single(properties)))


def _single(properties: dict[str, Any]) -> dict[str, Any]:
    """Lists of one as that one, as RO-Crate recommends."""
    return {key: one[0] if isinstance(one, list) and len(one) == 1 else one for key, one in properties.items()}


def _organization(crate: ROCrate, name: str, key: str) -> Any:
    return _entity(crate, key, {"@type": "Organization", "name": name}) if name else None


def _series(crate: ROCrate, facts: Facts) -> Any:
    if not facts.meta.series:
        return None
    number = {"position": facts.meta.series_number} if facts.meta.series_number else {}
    return _entity(crate, "#series", {"@type": "CreativeWork", "name": facts.meta.series, **number})


def _licence(facts: Facts) -> dict[str, Any]:
    terms = facts.rights
    told = f"{terms.name}{f' ({terms.spdx})' if terms.spdx else ''}: the terms on which this edition may be used."
    return {"@type": "CreativeWork", "name": terms.name, "description": told}


def _runs(crate: ROCrate, facts: Facts, items: Sequence[Item]) -> list[Any]:
    """The encoding and, where something was published, the publishing: program, files read, files made."""
    program = {
        "@type": "SoftwareApplication",
        "name": "rubricator",
        "description": "Encodes plain text in TEI P5 and publishes it.",
        "softwareVersion": __version__,
    }
    _entity(crate, PROGRAM, program)
    made = {
        run: [quote(one.path) for one in items if made_by(facts, quote(one.path))[0] == run]
        for run in ("encoding", "publishing")
    }
    read = {"encoding": inputs(facts), "publishing": [f"{facts.meta.id}/{facts.meta.id}.xml"]}
    return [_run(crate, facts, run, read[run], made[run]) for run in made if made[run]]


def _run(crate: ROCrate, facts: Facts, name: str, read: Sequence[str], made: Sequence[str]) -> Any:
    action = {
        "@type": "CreateAction",
        "name": name,
        "description": f"{name} of {facts.title} by rubricator {__version__}",
        "endTime": facts.date if len(facts.date) == 10 else "",
        "instrument": {"@id": PROGRAM},
        "agent": [{"@id": one.key} for one in facts.having("encoder")],
        "object": [{"@id": path} for path in read],
        "result": [{"@id": path} for path in made],
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    return _entity(crate, f"#{name}", {key: value for key, value in action.items() if value})


def _stated(facts: Facts) -> dict[str, Any]:
    meta = facts.meta
    found = {
        "datePublished": facts.date,
        "name": facts.title,
        "description": meta.abstract or f"{facts.title}: an edition in TEI P5 with what was made from it.",
        "keywords": list(meta.keywords),
        "version": meta.version,
        "inLanguage": facts.languages or [meta.language],
        "identifier": f"https://doi.org/{facts.doi}" if facts.doi else "",
    }
    return {key: value for key, value in found.items() if value}


def _person(crate: ROCrate, agent: Agent) -> dict[str, Any]:
    key = f"#{'-'.join(agent.affiliation.lower().split())}"
    found = {
        "@type": "Person",
        "name": agent.name,
        "givenName": agent.given,
        "familyName": agent.family,
        "affiliation": _organization(crate, agent.affiliation, key),
    }
    return {key: value for key, value in found.items() if value}


# ---------------------------------------------------------------- preview
def preview(facts: Facts, items: Iterable[Item]) -> bytes:
    """ro-crate-preview.html: what lies in the crate, as a page that needs nothing else."""
    rows = "\n".join(
        f'<tr><td><a href="{escape(quote(one.path))}">{escape(one.path)}</a></td><td>{escape(one.about)}</td>'
        f"<td>{escape(one.media_type)}</td><td>{one.size}</td></tr>"
        for one in items
    )
    return _PAGE.format(
        title=escape(facts.title),
        language=escape(facts.meta.language),
        cited=escape(sentence(facts)),
        terms=escape(facts.rights.name or "not stated"),
        metadata=FILE,
        rows=rows,
    ).encode()


_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="alternate" type="application/ld+json" href="{metadata}">
<style>
body {{ font-family: serif; margin: 2em auto; max-width: 60em; padding: 0 1em }}
td {{ padding: .2em .6em }}
</style>
</head>
<body>
<h1 lang="{language}">{title}</h1>
<p>{cited}</p>
<p>Licence: {terms}</p>
<table>
<thead><tr><th>file</th><th>what it is</th><th>media type</th><th>bytes</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>The metadata of this crate: <a href="{metadata}">{metadata}</a></p>
</body>
</html>
"""
