"""``fileDesc``: title, responsibilities, publication, source (Guidelines 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from rubricator.header.elements import e
from rubricator.header.facts import Facts
from rubricator.model.rights import rights


def file_desc(facts: Facts) -> etree._Element:
    """The element ``fileDesc``."""
    return e(
        "fileDesc",
        _title_stmt(facts),
        e("editionStmt", e("edition", "Automatic encoding", n=facts.meta.version or "1")),
        _extent(facts),
        _publication_stmt(facts),
        _series_stmt(facts),
        e("sourceDesc", _digital_source(facts)),
    )


def _title_stmt(facts: Facts) -> etree._Element:
    guessed = facts.context.edition.guessed
    return e(
        "titleStmt",
        e(
            "title",
            facts.meta.title or facts.document.source.name,
            level="m",
            type="main",
            cert="low" if "title" in guessed else "",
        ),
        e("title", facts.meta.subtitle, type="sub") if facts.meta.subtitle else None,
        *(
            e(
                "author",
                _author(facts, name),
                ref=_orcid(facts.meta.orcid(name)),
                cert="low" if "author" in guessed else "",
            )
            for name in facts.meta.author
        ),
        e("funder", facts.meta.funder, f", {facts.meta.grant}" if facts.meta.grant else None)
        if facts.meta.funder
        else None,
        *_responsibilities(facts),
    )


def _author(facts: Facts, name: str) -> etree._Element:
    return e(
        "persName",
        name,
        ref=f"#{facts.meta.author_id}" if facts.meta.author_id and name == facts.meta.author[0] else "",
    )


def _responsibilities(facts: Facts) -> Iterator[etree._Element]:
    yield _resp("resp.conv", "automatic markup", e("name", "rubricator", type="software", ref="#app.conv"))
    for id, name in facts.editors.items():
        yield _resp(id, "review and correction of the markup", _name(facts, name))
    if facts.meta.editor or "resp.bookeditor" in facts.pointed:
        what = "editor of the printed book, author of the bracketed notes"
        yield _resp("resp.bookeditor", what, _name(facts, facts.meta.editor))
    if facts.meta.translator:
        yield _resp("resp.translator", "translation", _name(facts, facts.meta.translator))
    if "resp.author" in facts.pointed:
        yield _resp("resp.author", "author", e("name", ", ".join(facts.meta.author) or "not stated"))
    for at, one in enumerate(facts.others, 1):
        yield _resp(f"resp.other.{at}", one.role or "contribution", _name(facts, one.name))


def _name(facts: Facts, name: str) -> etree._Element:
    return e("name", name or "not stated", ref=_orcid(facts.meta.orcid(name)))


def _series_stmt(facts: Facts) -> etree._Element | None:
    if not facts.meta.series:
        return None
    number = facts.meta.series_number
    return e(
        "seriesStmt",
        e("title", facts.meta.series, level="s"),
        e("biblScope", number, unit="volume") if number else None,
    )


def _extent(facts: Facts) -> etree._Element:
    source = facts.document.source
    return e(
        "extent",
        e("measure", unit="characters", quantity=str(len(source.text))),
        e("measure", unit="bytes", quantity=str(len(source.data))),
    )


def _publication_stmt(facts: Facts) -> etree._Element:
    identifiers = facts.meta.identifiers
    return e(
        "publicationStmt",
        e("publisher", facts.meta.publisher) if facts.meta.publisher else e("authority", "not published"),
        e("pubPlace", facts.meta.place) if facts.meta.place else None,
        e("distributor", facts.meta.distributor) if facts.meta.distributor else None,
        e("date", facts.date, when=facts.date) if facts.date else None,
        _availability(facts),
        *(
            e("idno", getattr(identifiers, kind), type=kind.upper())
            for kind in ("doi", "isbn", "urn", "handle", "wikidata", "dracor")
            if getattr(identifiers, kind)
        ),
        e("idno", facts.meta.id, type="file") if facts.meta.id else None,
    )


def _availability(facts: Facts) -> etree._Element:
    licence, holder = facts.meta.licence, facts.meta.rights_holder
    held = e("p", f"Rights holder: {holder}") if holder else None
    if not licence:
        return e("availability", e("p", "No licence is stated."), held, status="unknown")
    terms = rights(licence)
    return e("availability", e("licence", terms.name, target=terms.address), held, status=terms.status)


def _digital_source(facts: Facts) -> etree._Element:
    source = facts.document.source
    described = facts.context.edition.source.description
    return e(
        "bibl",
        e("title", source.name),
        e("ptr", target=quote(source.name), mimeType="text/plain"),
        e("idno", source.sha256, type="sha256"),
        e(
            "note",
            source.encoding.upper() if source.encoding == "utf-8" else source.encoding,
            type="characterEncoding",
        ),
        e("note", source.bom.hex(" ").upper() or "none", type="byteOrderMark"),
        e("note", source.line_ending, type="lineEnding"),
        e("note", described) if described else None,
        _printed(facts),
        xml_id="src",
        type="digitalSource",
    )


def _printed(facts: Facts) -> etree._Element | None:
    print_ = facts.context.edition.source.print
    if not (print_.title or print_.author):
        return None
    return e(
        "bibl",
        e("author", print_.author) if print_.author else None,
        e("title", print_.chapter, level="a") if print_.chapter else None,
        e("title", print_.title, level="m") if print_.title else None,
        e("title", print_.subtitle, type="sub") if print_.subtitle else None,
        e("title", print_.original_title, type="original", xml_lang=print_.original_language)
        if print_.original_title
        else None,
        e("editor", print_.editor) if print_.editor else None,
        e("editor", print_.translator, role="translator") if print_.translator else None,
        e("pubPlace", print_.place) if print_.place else None,
        e("publisher", print_.publisher) if print_.publisher else None,
        _printed_date(print_.date),
        e("note", f"First published {print_.original_date}.") if print_.original_date else None,
        xml_id="ed.print",
        type="originalSource",
    )


def _orcid(orcid: str) -> str:
    return f"https://orcid.org/{orcid}" if orcid else ""


def _resp(key: str, what: str, who: etree._Element) -> etree._Element:
    return e("respStmt", e("resp", what), who, xml_id=key)


def _printed_date(date: str) -> etree._Element | None:
    when = date if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) else ""
    return e("date", date, when=when) if date else None
