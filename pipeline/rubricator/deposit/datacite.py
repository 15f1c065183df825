"""DataCite Metadata Schema 4.5: one record, written as JSON and as XML (https://schema.datacite.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from rubricator.deposit.agents import Agent
from rubricator.deposit.facts import Facts, Place

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
_RIGHTS: Final = {
    "rightsIdentifierScheme": "RightsStatements.org",
    "schemeUri": "http://rightsstatements.org/vocab/1.0/",
}
_REQUIRED: Final = ("doi", "creators", "titles", "publisher", "publicationYear", "types")
_UNAVAILABLE: Final = ":unav"
_TO_COME: Final = ":tba"
"""DataCite's codes for what is not known, and for what will be assigned (its documentation, appendix 3)."""
_FUNDER_IDS: Final = (
    (re.compile(r"https://ror\.org/\w+"), "ROR", "https://ror.org"),
    (re.compile(r"(?:https://doi\.org/)?10\.13039/\d+"), "Crossref Funder ID", "https://doi.org/10.13039"),
    (re.compile(r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?)?\d{15}[\dX]"), "ISNI", "https://isni.org"),
    (re.compile(r"(?:https://www\.grid\.ac/institutes/)?grid\.\d+\.\w+"), "GRID", "https://www.grid.ac"),
)


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
        "relatedItems": list(_related(facts)),
        "geoLocations": [_location(one) for one in facts.places],
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


def complete(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """The record with DataCite's codes where creator or publisher is not stated; None where no code is allowed.

    A year and a title must be stated; a DOI comes from the repository.
    """
    if "publicationYear" not in record or "titles" not in record:
        return None
    return {"creators": [{"name": _UNAVAILABLE}], "publisher": {"name": _UNAVAILABLE}} | dict(record)


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
        for kind in dict.fromkeys(_CONTRIBUTORS.get(role, "Other") for role in agent.roles):
            yield {**_agent(agent), "contributorType": kind}
    for name, kind in ((facts.meta.distributor, "Distributor"), (facts.meta.rights_holder, "RightsHolder")):
        if name:
            yield {"name": name, "contributorType": kind}


def _identifiers(facts: Facts) -> list[dict[str, str]]:
    stated = facts.meta.identifiers
    kinds = (("ISBN", stated.isbn), ("URN", stated.urn), ("Handle", stated.handle), ("Local", facts.meta.id))
    return [{"alternateIdentifier": value, "alternateIdentifierType": kind} for kind, value in kinds if value]


def _rights(facts: Facts) -> list[dict[str, str]]:
    terms = facts.rights
    if not terms.name:
        return []
    listed = {"rightsIdentifier": terms.spdx, **_SPDX} if terms.spdx else {}
    if terms.statement:
        listed = {"rightsIdentifier": terms.statement, **_RIGHTS}
    return [{"rights": terms.name, **({"rightsUri": terms.address} if terms.address else {}), **listed}]


def _funding(facts: Facts) -> list[dict[str, str]]:
    meta = facts.meta
    if not meta.funder:
        return []
    known = ((kind, scheme) for form, kind, scheme in _FUNDER_IDS if form.fullmatch(meta.funder_id))
    kind, scheme = next(known, ("Other", ""))
    found = {
        "funderName": meta.funder,
        "funderIdentifier": meta.funder_id,
        "funderIdentifierType": kind if meta.funder_id else "",
        "schemeUri": scheme if meta.funder_id else "",
        "awardNumber": meta.grant,
    }
    return [{key: value for key, value in found.items() if value}]


def _related(facts: Facts) -> Iterator[dict[str, Any]]:
    """The series that the edition is part of, the print that it goes back to."""
    meta, witness = facts.meta, facts.edition.source.print
    if meta.series:
        series = {"titles": [{"title": meta.series}], "relatedItemType": "Collection", "relationType": "IsPartOf"}
        yield series | ({"volume": meta.series_number} if meta.series_number else {})
    if witness.title:
        year = witness.date[:4]
        found = {
            "titles": [{"title": witness.title}],
            "relatedItemType": "Book",
            "relationType": "IsDerivedFrom",
            "creators": [{"name": witness.author}] if witness.author else [],
            "publicationYear": year if year.isdecimal() and len(year) == 4 else "",
            "publisher": witness.publisher,
        }
        yield {key: value for key, value in found.items() if value}


def _location(place: Place) -> dict[str, Any]:
    point = {"pointLatitude": place.latitude, "pointLongitude": place.longitude}
    return {"geoLocationPlace": place.name, "geoLocationPoint": point}


# ---------------------------------------------------------------- XML
def as_xml(record: Mapping[str, Any]) -> bytes:
    """The record as XML, elements in the order of the schema's documentation."""
    namespaces: dict[str | None, str] = {None: NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{NAMESPACE}}}resource", nsmap=namespaces)  # type: ignore[arg-type]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _add(root, "identifier", record.get("doi", _TO_COME), identifierType="DOI")
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
    _locations_xml(root, record.get("geoLocations", ()))
    _funding_xml(root, record.get("fundingReferences", ()))
    _related_xml(root, record.get("relatedItems", ()))
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
        named = {"funderIdentifierType": one.get("funderIdentifierType", ""), "schemeURI": one.get("schemeUri", "")}
        _add(reference, "funderIdentifier", one.get("funderIdentifier", ""), **{k: v for k, v in named.items() if v})
        _add(reference, "awardNumber", one.get("awardNumber", ""))


def _locations_xml(root: etree._Element, places: Any) -> None:
    wrapper = _wrapper(root, "geoLocations") if places else root
    for one in places:
        location = _wrapper(wrapper, "geoLocation")
        _add(location, "geoLocationPlace", one["geoLocationPlace"])
        point = _wrapper(location, "geoLocationPoint")
        _add(point, "pointLongitude", str(one["geoLocationPoint"]["pointLongitude"]))
        _add(point, "pointLatitude", str(one["geoLocationPoint"]["pointLatitude"]))


def _related_xml(root: etree._Element, items: Any) -> None:
    wrapper = _wrapper(root, "relatedItems") if items else root
    for one in items:
        item = _wrapper(wrapper, "relatedItem")
        item.set("relatedItemType", one["relatedItemType"])
        item.set("relationType", one["relationType"])
        _people(item, "creators", "creator", one.get("creators", ()))
        _plain(item, "titles", "title", one["titles"])
        for name in ("publicationYear", "volume", "publisher"):
            _add(item, name, one.get(name, ""))
