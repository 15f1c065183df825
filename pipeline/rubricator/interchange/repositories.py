"""Forms of repositories, filled in from the header: Zenodo, InvenioRDM, Dataverse, DSpace.

What the header does not state is left out; `rubricator validate --profile` says what that is.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from rubricator.interchange.view import View
from rubricator.model.name_forms import words
from rubricator.model.rights import Rights, rights
from rubricator.validate.restore import TEI

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ISO_639_2: Final = {
    "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "la": "lat", "nl": "nld", "pl": "pol",
    "pt": "por", "ru": "rus", "el": "ell", "grc": "grc", "he": "heb", "sv": "swe", "cy": "cym", "uk": "ukr",
    "ja": "jpn", "ko": "kor", "zh": "zho", "ar": "ara", "cs": "ces", "da": "dan", "fi": "fin", "hu": "hun",
}  # fmt: skip


def _terms(view: View) -> Rights:
    found = view.root.find(f"{TEI}teiHeader//{TEI}licence")
    return rights(found.get("target") or words(found)) if found is not None else Rights("")


def _authors(view: View) -> list[dict[str, str]]:
    """Names and ORCIDs of the authors; without one, of those responsible."""
    found = list(view.root.iterfind(f"{TEI}teiHeader//{TEI}titleStmt/{TEI}author"))
    found = found or list(view.root.iterfind(f"{TEI}teiHeader//{TEI}titleStmt/{TEI}respStmt/{TEI}name"))
    people = [one for one in found if one.get("type") != "software"]
    return [{"name": _inverted(view, one), "orcid": _orcid(one)} for one in people]


def _inverted(view: View, author: etree._Element) -> str:
    """``Family, Given`` where the entry pointed to tells them apart."""
    named = author.find(TEI + "persName")
    ref = (named.get("ref") or "")[1:] if named is not None else ""
    entry = view.entities[ref].element.find(TEI + "persName") if ref in view.entities else None
    if entry is None or entry.find(TEI + "surname") is None:
        return words(author)
    given = " ".join(words(one) for one in entry.iterfind(TEI + "forename"))
    family = " ".join(words(one) for one in entry if one.tag in (TEI + "nameLink", TEI + "surname"))
    return f"{family}, {given}" if given else family


def _orcid(person: etree._Element) -> str:
    found = re.search(r"https://orcid\.org/([\dX-]+)", person.get("ref") or "")
    return found[1] if found else ""


def _abstract(view: View) -> str:
    return next(iter(view.all_said("profileDesc/{0}abstract")), "") or f"{view.title}: an edition in TEI P5."


def _date(view: View) -> str:
    return view.said("publicationStmt/{0}date")


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


# ---------------------------------------------------------------- Zenodo, InvenioRDM
def zenodo(view: View) -> bytes:
    """Zenodo's deposit metadata (``.zenodo.json``)."""
    terms = _terms(view)
    open_ = terms.status == "free"
    found = {
        "title": view.title,
        "upload_type": "publication",
        "publication_type": "other",
        "description": _abstract(view),
        "creators": [_kept(one) for one in _authors(view)],
        "publication_date": _date(view),
        "version": _version(view),
        "access_right": "open" if open_ else "restricted",
        "license": terms.spdx.lower() if open_ else "",
        "access_conditions": "" if open_ else terms.name or "No licence is stated.",
        "keywords": view.all_said("textClass/{0}keywords/{0}term"),
        "language": _ISO_639_2.get(view.language.partition("-")[0], ""),
        "doi": view.said("publicationStmt/{0}idno[@type='DOI']"),
    }
    return _json(_kept(found))


def _version(view: View) -> str:
    stated = view.root.find(f"{TEI}teiHeader//{TEI}editionStmt/{TEI}edition")
    return (stated.get("n") or "") if stated is not None else ""


def inveniordm(view: View) -> bytes:
    """A record of InvenioRDM."""
    terms = _terms(view)
    language = _ISO_639_2.get(view.language.partition("-")[0], "")
    funder = view.said("titleStmt/{0}funder")
    metadata = {
        "title": view.title,
        "resource_type": {"id": "publication"},
        "creators": [{"person_or_org": _invenio_person(one)} for one in _authors(view)],
        "publication_date": _date(view),
        "publisher": view.said("publicationStmt/{0}publisher"),
        "description": _abstract(view),
        "version": _version(view),
        "languages": [{"id": language}] if language else [],
        "subjects": [{"subject": word} for word in view.all_said("textClass/{0}keywords/{0}term")],
        "rights": [_invenio_rights(terms)] if terms.name else [],
        "funding": [{"funder": {"name": funder}}] if funder else [],
    }
    access = "public" if terms.status == "free" else "restricted"
    return _json(
        {"access": {"record": "public", "files": access}, "files": {"enabled": True}, "metadata": _kept(metadata)}
    )


def _invenio_person(person: dict[str, str]) -> dict[str, Any]:
    family, _, given = person["name"].partition(", ")
    ids = [{"scheme": "orcid", "identifier": person["orcid"]}] if person["orcid"] else []
    return _kept({"type": "personal", "family_name": family, "given_name": given, "identifiers": ids})


def _invenio_rights(terms: Rights) -> dict[str, Any]:
    if terms.spdx:
        return {"id": terms.spdx.lower()}
    return _kept({"title": {"en": terms.name}, "link": terms.address})


# ---------------------------------------------------------------- Dataverse
def dataverse(view: View) -> bytes:
    """A dataset for Dataverse's native API; its required contact and subject among it."""
    terms = _terms(view)
    authors = [
        _fields(
            authorName=one["name"],
            authorIdentifierScheme="ORCID" if one["orcid"] else "",
            authorIdentifier=one["orcid"],
        )
        for one in _authors(view)
    ]
    keywords = [_fields(keywordValue=word) for word in view.all_said("textClass/{0}keywords/{0}term")]
    fields = [
        _field("title", view.title),
        _field("author", authors),
        _field("dsDescription", [_fields(dsDescriptionValue=_abstract(view))]),
        _field("subject", ["Arts and Humanities"], kind="controlledVocabulary"),
        _field("keyword", keywords),
        _field("productionDate", _date(view)),
        _field("kindOfData", ["text encoded in TEI P5"]),
        _field("software", [_fields(softwareName="rubricator")]),
    ]
    version: dict[str, Any] = {
        "metadataBlocks": {"citation": {"displayName": "Citation Metadata", "fields": [one for one in fields if one]}}
    }
    if terms.name and terms.address:
        version["license"] = {"name": terms.spdx or terms.name, "uri": terms.address}
    elif terms.name:
        version["termsOfUse"] = terms.name
    return _json({"datasetVersion": version})


def _field(name: str, value: Any, kind: str = "") -> dict[str, Any]:
    if not value:
        return {}
    compound = isinstance(value, list) and isinstance(value[0], dict)
    kind = kind or ("compound" if compound else "primitive")
    controlled = name.endswith("Scheme")
    return {
        "typeName": name,
        "typeClass": "controlledVocabulary" if controlled else kind,
        "multiple": isinstance(value, list),
        "value": value,
    }


def _fields(**values: str) -> dict[str, Any]:
    return {name: _field(name, value) for name, value in values.items() if value}


# ---------------------------------------------------------------- DSpace
def dspace(view: View) -> bytes:
    """One item in DSpace Simple Archive Format: ``dublin_core.xml``, ``contents``, the TEI."""
    tei = etree.tostring(view.root, xml_declaration=True, encoding="UTF-8")
    name = f"{view.id}.xml"
    files = {
        "dublin_core.xml": _dublin_core(view),
        "contents": f"{name}\tbundle:ORIGINAL\tdescription:the edition in TEI P5\n".encode(),
        name: tei,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(f"item_000/{path}", _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dublin_core(view: View) -> bytes:
    root = etree.Element("dublin_core", schema="dc")
    for element, qualifier, value in _dublin_core_values(view):
        if value:
            etree.SubElement(root, "dcvalue", element=element, qualifier=qualifier or "none").text = value
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _dublin_core_values(view: View) -> Iterator[tuple[str, str, str]]:
    terms = _terms(view)
    yield "title", "", view.title
    yield from (("contributor", "author", one["name"]) for one in _authors(view))
    yield "date", "issued", _date(view)
    yield "publisher", "", view.said("publicationStmt/{0}publisher")
    yield "description", "abstract", _abstract(view)
    yield from (("subject", "", word) for word in view.all_said("textClass/{0}keywords/{0}term"))
    yield "language", "iso", view.language
    yield "type", "", "Text"
    yield "format", "mimetype", "application/tei+xml"
    yield "rights", "", terms.name
    yield "rights", "uri", terms.address
    yield "identifier", "uri", view.address
    yield "relation", "ispartofseries", view.said("seriesStmt/{0}title")
