"""DataCite Metadata Schema 4.5: one record, written as JSON and as XML (https://schema.datacite.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from rubricator.deposit.facts import Agent, Facts

NAMESPACE: Final = "http://datacite.org/schema/kernel-4"
SCHEMA: Final = "https://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_ORCID: Final = {"nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
_CONTRIBUTORS: Final = {
    "editor": "Editor",
    "encoder": "DataCurator",
    "researcher": "Researcher",
    "project leader": "ProjectLeader",
    "supervisor": "Supervisor",
    "sponsor": "Sponsor",
    "data manager": "DataManager",
}
"""Role → contributorType; any other role is ``Other``."""
_SPDX: Final = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
_REQUIRED: Final = ("doi", "creators", "titles", "publisher", "publicationYear", "types")


def record(facts: Facts, formats: tuple[str, ...]) -> dict[str, Any]:
    """The record; what is not stated is not there, even where DataCite requires it (see `missing`)."""
    meta = facts.meta
    found: dict[str, Any] = {
        "doi": facts.doi,
        "creators": [_agent(one) for one in facts.creators],
        "titles": _titles(facts),
        "publisher": {"name": meta.publisher} if meta.publisher else None,
        "publicationYear": facts.year,
        "subjects": [{"subject": word} for word in meta.keywords],
        "contributors": list(_contributors(facts)),
        "dates": _dates(facts),
        "language": meta.language,
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Scholarly edition in TEI P5"},
        "alternateIdentifiers": _identifiers(facts),
        "formats": list(formats),
        "version": meta.version,
        "rightsList": _rights(facts),
        "descriptions": [{"description": meta.abstract, "descriptionType": "Abstract"}] if meta.abstract else [],
        "fundingReferences": _funding(facts),
        "schemaVersion": NAMESPACE,
    }
    return {key: value for key, value in found.items() if value}


def _dates(facts: Facts) -> list[dict[str, str]]:
    told = {"date": facts.coverage, "dateType": "Other", "dateInformation": "time that the text tells of (EDTF)"}
    issued = [{"date": facts.meta.date, "dateType": "Issued"}] if facts.meta.date else []
    return [*issued, *([told] if facts.coverage else [])]


def missing(record: Mapping[str, Any]) -> list[str]:
    """Required properties that the record lacks."""
    return [key for key in _REQUIRED if key not in record]


def as_json(record: Mapping[str, Any]) -> bytes:
    """The record as JSON."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _agent(agent: Agent) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": agent.inverted,
        "nameType": "Personal",
        "givenName": agent.given,
        "familyName": agent.family,
        "nameIdentifiers": [{"nameIdentifier": agent.uri, **_ORCID}] if agent.orcid else [],
        "affiliation": [{"name": agent.affiliation}] if agent.affiliation else [],
    }
    return {key: value for key, value in found.items() if value}


def _titles(facts: Facts) -> list[dict[str, str]]:
    meta = facts.meta
    titles = [{"title": meta.title}] if meta.title else []
    return titles + ([{"title": meta.subtitle, "titleType": "Subtitle"}] if meta.subtitle else [])


def _contributors(facts: Facts) -> Iterator[dict[str, Any]]:
    for agent in facts.contributors:
        yield {**_agent(agent), "contributorType": _CONTRIBUTORS.get(agent.role, "Other")}
    for name, kind in ((facts.meta.distributor, "Distributor"), (facts.meta.rights_holder, "RightsHolder")):
        if name:
            yield {"name": name, "contributorType": kind}


def _identifiers(facts: Facts) -> list[dict[str, str]]:
    stated = facts.meta.identifiers
    kinds = (("ISBN", stated.isbn), ("URN", stated.urn), ("Handle", stated.handle), ("Local", facts.meta.id))
    return [{"alternateIdentifier": value, "alternateIdentifierType": kind} for kind, value in kinds if value]


def _rights(facts: Facts) -> list[dict[str, str]]:
    uri, words = facts.licence
    if not words:
        return []
    spdx = {"rightsIdentifier": facts.meta.licence, **_SPDX} if uri and words != facts.meta.licence else {}
    return [{"rights": words, **({"rightsUri": uri} if uri else {}), **spdx}]


def _funding(facts: Facts) -> list[dict[str, str]]:
    if not facts.meta.funder:
        return []
    return [{"funderName": facts.meta.funder} | ({"awardNumber": facts.meta.grant} if facts.meta.grant else {})]


# ---------------------------------------------------------------- XML
def as_xml(record: Mapping[str, Any]) -> bytes:
    """The record as XML, elements in the order of the schema's documentation."""
    namespaces: dict[str | None, str] = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}resource", nsmap=namespaces)  # type: ignore[arg-type]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    if "doi" in record:
        _add(root, "identifier", record["doi"], identifierType="DOI")
    _people(root, "creators", "creator", record.get("creators", ()))
    _plain(root, "titles", "title", record.get("titles", ()), "titleType")
    if "publisher" in record:
        _add(root, "publisher", record["publisher"]["name"])
    if "publicationYear" in record:
        _add(root, "publicationYear", record["publicationYear"])
    kinds = record["types"]
    _add(root, "resourceType", kinds["resourceType"], resourceTypeGeneral=kinds["resourceTypeGeneral"])
    _plain(root, "subjects", "subject", record.get("subjects", ()))
    _people(root, "contributors", "contributor", record.get("contributors", ()))
    _plain(root, "dates", "date", record.get("dates", ()), "dateType")
    _add(root, "language", record.get("language", ""))
    _plain(
        root,
        "alternateIdentifiers",
        "alternateIdentifier",
        record.get("alternateIdentifiers", ()),
        "alternateIdentifierType",
    )
    _plain(root, "formats", "format", [{"format": one} for one in record.get("formats", ())])
    _add(root, "version", record.get("version", ""))
    _rights_xml(root, record.get("rightsList", ()))
    _plain(root, "descriptions", "description", record.get("descriptions", ()), "descriptionType")
    _funding_xml(root, record.get("fundingReferences", ()))
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _add(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    if text:
        etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes).text = text


def _wrapper(root: etree._Element, tag: str) -> etree._Element:
    return etree.SubElement(root, f"{{{NAMESPACE}}}{tag}")


def _plain(root: etree._Element, tag: str, item: str, values: Any, attribute: str = "") -> None:
    if values:
        wrapper = _wrapper(root, tag)
        for value in values:
            _add(wrapper, item, value[item], **({attribute: value[attribute]} if attribute in value else {}))


def _people(root: etree._Element, tag: str, item: str, people: Any) -> None:
    wrapper = _wrapper(root, tag) if people else root
    for one in people:
        kind = {"contributorType": one["contributorType"]} if "contributorType" in one else {}
        person = etree.SubElement(wrapper, f"{{{NAMESPACE}}}{item}", kind)
        named = {"nameType": one["nameType"]} if "nameType" in one else {}
        _add(person, f"{item}Name", one["name"], **named)
        _add(person, "givenName", one.get("givenName", ""))
        _add(person, "familyName", one.get("familyName", ""))
        for found in one.get("nameIdentifiers", ()):
            scheme = {"nameIdentifierScheme": found["nameIdentifierScheme"], "schemeURI": found["schemeUri"]}
            _add(person, "nameIdentifier", found["nameIdentifier"], **scheme)
        for found in one.get("affiliation", ()):
            _add(person, "affiliation", found["name"])


def _rights_xml(root: etree._Element, rights: Any) -> None:
    names = {"rightsUri": "rightsURI", "schemeUri": "schemeURI"}
    if rights:
        wrapper = _wrapper(root, "rightsList")
        for one in rights:
            attributes = {names.get(key, key): value for key, value in one.items() if key != "rights"}
            _add(wrapper, "rights", one["rights"], **attributes)


def _funding_xml(root: etree._Element, references: Any) -> None:
    wrapper = _wrapper(root, "fundingReferences") if references else root
    for one in references:
        reference = _wrapper(wrapper, "fundingReference")
        _add(reference, "funderName", one["funderName"])
        _add(reference, "awardNumber", one.get("awardNumber", ""))
