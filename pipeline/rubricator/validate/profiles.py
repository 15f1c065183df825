"""What a repository would miss in a TEI file, by profile, each with the place to put it.

``minimal`` is what any repository asks; ``libraries-4`` follows Best Practices for TEI in Libraries 4.0, level 4
(basic content analysis); ``clarin``, ``dracor`` and ``eltec`` are the houses that `export` knows.
A schema says what may stand where; these say what should be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from rubricator.model.messages import Finding, fail
from rubricator.validate.check import Check

_NAMESPACES: Final = {"t": "http://www.tei-c.org/ns/1.0"}
_FILE: Final = "t:teiHeader/t:fileDesc/"
_PROFILE: Final = "t:teiHeader/t:profileDesc/"
_ENCODING: Final = "t:teiHeader/t:encodingDesc/"
_PRINT: Final = f"{_FILE}t:sourceDesc//t:bibl[@type='originalSource']"
_OFFICE: Final = f"{_FILE}t:publicationStmt/"
_PEOPLE: Final = "(t:standOff | t:teiHeader/t:profileDesc/t:particDesc)//t:person"


@dataclass(frozen=True, slots=True)
class Requirement:
    """An XPath that is true (from ``TEI``) where nothing is missing; what is missing else, and where to say it."""

    holds: str
    what: str
    where: str
    required: bool = True


def _wish(holds: str, what: str, where: str) -> Requirement:
    return Requirement(holds, what, where, required=False)


_TITLE: Final = Requirement(f"{_FILE}t:titleStmt/t:title[normalize-space()]", "a title", "[edition] title")
_AUTHOR: Final = Requirement(f"{_FILE}t:titleStmt/t:author[normalize-space()]", "an author", "[edition] author")
_RESPONSIBLE: Final = Requirement(
    f"{_FILE}t:titleStmt/t:respStmt[t:name[not(@type='software')][normalize-space() != 'not stated']]",
    "a person responsible for the edition",
    "[edition] encoder",
)
_PUBLISHER: Final = Requirement(f"{_OFFICE}t:publisher", "a publisher", "[edition] publisher")
_DISTRIBUTOR: Final = Requirement(f"{_OFFICE}t:distributor", "a distributor", "[edition] distributor")
_DATE: Final = Requirement(f"{_OFFICE}t:date[@when]", "a date of publication", "[edition] date")
_LICENCE: Final = Requirement(
    f"{_OFFICE}t:availability/t:licence[@target]", "a licence with its address", '[edition] licence, e.g. "CC-BY-4.0"'
)
_OPEN: Final = Requirement(
    f"{_OFFICE}t:availability[@status='free' or not(t:licence)]",
    "terms on which the text may be passed on",
    "[edition] licence; under these terms it may be kept, but not given out",
)
_LANGUAGE: Final = Requirement(f"{_PROFILE}t:langUsage/t:language[@ident]", "the language", "[edition] language")
_SOURCE: Final = Requirement(f"{_PRINT}/t:title", "the printed source", "[source.print] title, publisher, date")
_SOURCE_DATE: Final = Requirement(f"{_PRINT}/t:date[@when]", "the year of the printed source", "[source.print] date")
_PERSISTENT: Final = (
    f"{_OFFICE}t:idno[@type='DOI' or @type='HANDLE' or @type='URN']",
    "a persistent identifier",
    "[edition.identifiers] doi, handle or urn, once the repository has given it",
)
_KEYWORDS: Final = (f"{_PROFILE}t:textClass/t:keywords/t:term", "keywords", "[edition] keywords")
_ABSTRACT: Final = (f"{_PROFILE}t:abstract", "an abstract", "[edition] abstract")
_ORCID: Final = (
    f"{_FILE}t:titleStmt//*[starts-with(@ref, 'https://orcid.org/')]",
    "an ORCID of somebody responsible",
    "[[edition.responsibility]] name, role, orcid",
)
_FUNDER: Final = (f"{_FILE}t:titleStmt/t:funder", "the funder, if there was one", "[edition] funder, grant")
_WORDS: Final = "string-length(normalize-space(t:text)) - string-length(translate(normalize-space(t:text), ' ', ''))"
_SPEAKERS: Final = "not(t:text//t:sp[not(@who)])"

_MINIMAL: Final = (
    _TITLE, _AUTHOR, _DATE, _LICENCE, _LANGUAGE, _wish(*_PERSISTENT), _wish(*_ABSTRACT),
    _wish(_OPEN.holds, _OPEN.what, _OPEN.where),
)  # fmt: skip

PROFILES: Final[dict[str, tuple[Requirement, ...]]] = {
    "minimal": _MINIMAL,
    "libraries-4": (
        *_MINIMAL,
        _RESPONSIBLE,
        _PUBLISHER,
        Requirement(f"{_OFFICE}t:pubPlace", "the place of publication", "[edition] place"),
        Requirement(f"{_OFFICE}t:idno", "an identifier", "[edition] id"),
        _SOURCE,
        Requirement(f"{_ENCODING}t:projectDesc/t:p", "the purpose of the encoding", "encode the text again"),
        Requirement(f"{_ENCODING}t:editorialDecl[@n='4']", "the level of encoding", "encode the text again"),
        Requirement(f"{_ENCODING}t:classDecl/t:taxonomy", "the taxonomies used", "encode the text again"),
        Requirement("t:teiHeader/t:revisionDesc/t:change", "a revision history", "[[edition.change]] when, who, what"),
        Requirement("not(t:text//t:div[not(@type)])", "a type on every division", "a decision that changes the div"),
        Requirement("t:text/t:body/t:div", "divisions", "a decision that adds a div"),
        _wish(*_KEYWORDS),
        _wish(f"{_FILE}t:seriesStmt", "the series, if there is one", "[edition] series, series_number"),
    ),
    "clarin": (
        *_MINIMAL,
        _RESPONSIBLE,
        _PUBLISHER,
        _DISTRIBUTOR,
        _OPEN,
        Requirement(*_KEYWORDS),
        Requirement(f"{_FILE}t:extent/t:measure[@quantity]", "the extent", "encode the text again"),
        _wish(*_ORCID),
        _wish(*_FUNDER),
    ),
    "dracor": (
        _TITLE,
        _AUTHOR,
        _LICENCE,
        _OPEN,
        _SOURCE,
        _SOURCE_DATE,
        Requirement("t:text//t:sp", "speeches: it takes plays", '[edition] genre = "drama"'),
        Requirement(_SPEAKERS, "a speaker for every speech", "an authority file of the characters, or a decision"),
        Requirement("t:text//t:castList", "a list of the persons", "the source has none, or it was not recognized"),
        _wish(f"not({_PEOPLE}[not(@sex or t:sex)])", "the sex of every person", "person/@sex in the authority files"),
        _wish("t:text//t:div[@type='act' or @type='scene']", "acts or scenes", "a decision that changes the div"),
    ),
    "eltec": (
        _TITLE,
        _AUTHOR,
        _PUBLISHER,
        _DISTRIBUTOR,
        _DATE,
        _LICENCE,
        _OPEN,
        _SOURCE_DATE,
        Requirement(
            f"{_PRINT}/*[self::t:date or self::t:note][contains(., '18') or contains(., '19')]",
            "a first edition of 1840 to 1920",
            "[source.print] original_date",
        ),
        Requirement(f"{_WORDS} >= 9999", "10,000 words: it takes novels", "another house for a shorter text"),
        Requirement("t:text//t:div[@type='chapter']", "chapters", "a decision that changes the div"),
        _wish(f"{_PEOPLE}[@sex or t:sex]", "the sex of the author", "[edition] author_id, person/@sex of the entry"),
    ),
}  # fmt: skip


def lacking(root: etree._Element, name: str) -> list[Requirement]:
    """What a TEI document lacks of a profile, wishes among it."""
    return [one for one in PROFILES[name] if not root.xpath(f"boolean({one.holds})", namespaces=_NAMESPACES)]


def profile(name: str) -> Check:
    """The check of a profile, for `validate`. Raises RubricatorError for one that is not in `PROFILES`."""
    if name not in PROFILES:
        raise fail("pr-unknown", profile=name, known=", ".join(PROFILES))

    def check(root: etree._Element, path: str) -> Iterator[Finding]:
        for one in lacking(root, name):
            code = "pr-missing" if one.required else "pr-wanting"
            yield Finding(code, path, values={"profile": name, "what": one.what, "where": one.where})

    return check
