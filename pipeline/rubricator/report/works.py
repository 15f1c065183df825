"""The works an edition cites, for reference managers: from ``listBibl`` of its TEI to CSL-JSON and BibTeX.

A work is a ``bibl`` or ``biblStruct`` of ``standOff`` (TEI Guidelines 3.12, Bibliographic Citations and References;
17.10, The standOff Container). CSL-JSON is that of Citation Style Language 1.0.2, where ``custom`` is open to
what it has no word for. BibTeX is in UTF-8, with the old names of fields where biblatex knows them too; the
original title, and days and spans of dates, have names in biblatex only. The ids are those of the TEI in both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ISO: Final = re.compile(r"-?\d{4}(?:-\d\d){0,2}")
_TITLE_PARTS: Final = ("", "main", "sub")
_BODY: Final = re.compile(r"\s(?:of|the|and|for|&|et|und|i|y)\s", re.IGNORECASE)
_CSL_TYPES: Final = {"m": "book", "j": "periodical", "u": "manuscript", "s": "book", "a": "document"}
_BIBTEX_TYPES: Final = {"m": "book", "j": "periodical", "u": "unpublished", "s": "mvcollection", "a": "misc"}
_HOSTED: Final = {"m": ("chapter", "incollection", "booktitle"), "j": ("article-journal", "article", "journal")}
TEX: Final = str.maketrans(
    {
        **{mark: "\\" + mark for mark in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # a bare brace, escaped or not, counts when BibTeX looks for the end of a field
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""What TeX reads otherwise, as it is printed; for `str.translate`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person by the parts of the name, or a body or a name of one word whole in `literal`."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its TEI level (a, m, j, s, u) and its BCP 47 language; empty where the TEI states none."""

    words: str = ""
    level: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One work cited.

    `dates` holds one ISO 8601 date, or first and last; `printed` the date as words. `host` is the volume or the
    periodical that an article stands in; `original` is the title of what was translated, `translated` the
    translation of a title that is cited as it was.
    """

    id: str
    title: Title
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    host: Title = field(default_factory=Title)
    series: Title = field(default_factory=Title)
    original: Title = field(default_factory=Title)
    translated: Title = field(default_factory=Title)
    place: str = ""
    publisher: str = ""
    dates: tuple[str, ...] = ()
    printed: str = ""


# ---------------------------------------------------------------- from TEI
def works(tei_root: etree._Element) -> list[Work]:
    """Every work of the lists in ``standOff``, by id; one without id is numbered."""
    people = {one.get(_ID, ""): one for one in tei_root.iterfind("{*}standOff//{*}listPerson/{*}person")}
    entries = [one for one in tei_root.iterfind("{*}standOff//{*}listBibl/*") if _local(one) in ("bibl", "biblStruct")]
    found = [_work(entry, entry.get(_ID) or f"b.{number}", people) for number, entry in enumerate(entries, 1)]
    return sorted(found, key=lambda work: work.id)


def _work(entry: etree._Element, id: str, people: Mapping[str, etree._Element]) -> Work:
    titles = [one for one in entry.iter("{*}title") if _words(one)]
    own = [one for one in titles if one.get("type", "") in _TITLE_PARTS]
    title = _main(own) if own else Title(_words(entry))
    hosts = [_title(one) for one in own if one.get("level", "") != title.level]
    editors = list(entry.iter("{*}editor"))
    dates, printed = _dated(entry.find(".//{*}date"))
    return Work(
        id,
        title,
        _names(entry.iter("{*}author"), people),
        _names((one for one in editors if one.get("role") != "translator"), people),
        _names((one for one in editors if one.get("role") == "translator"), people),
        next((one for one in hosts if one.level in _HOSTED and title.level == "a"), Title()),
        next((one for one in hosts if one.level == "s"), Title()),
        _typed(titles, "original"),
        _typed(titles, "translated"),
        _first(entry, "pubPlace"),
        _first(entry, "publisher"),
        dates,
        printed,
    )


def _main(own: Sequence[etree._Element]) -> Title:
    """The title of the work itself, which is that of an article where there is one, and its subtitles."""
    first = next((one for one in own if one.get("level") == "a"), own[0])
    subtitles = [one for one in own if one.get("type") == "sub" and one.get("level") == first.get("level")]
    parts = [first, *(one for one in subtitles if one is not first)]
    return Title(": ".join(map(_words, parts)), first.get("level", ""), first.get(_LANG, ""))


def _typed(titles: Iterable[etree._Element], type: str) -> Title:
    return next((_title(one) for one in titles if one.get("type") == type), Title())


def _title(element: etree._Element) -> Title:
    return Title(_words(element), element.get("level", ""), element.get(_LANG, ""))


def _first(entry: etree._Element, tag: str) -> str:
    return next(filter(None, map(_words, entry.iter(f"{{*}}{tag}"))), "")


def _dated(date: etree._Element | None) -> tuple[tuple[str, ...], str]:
    """ISO dates and words of a ``date``; the words count as a date where they are a bare year."""
    if date is None:
        return (), ""
    words = _words(date)
    stated = [date.get(name, "") for name in ("when", "from", "to")]
    dates = tuple(one for one in stated if _ISO.fullmatch(one))
    return dates or ((words,) if _ISO.fullmatch(words) else ()), words or "/".join(dates)


def _names(elements: Iterable[etree._Element], people: Mapping[str, etree._Element]) -> tuple[Name, ...]:
    """Names of those responsible; several in one element are several names."""
    found = [name for element in elements for name in _named(element, people)]
    return tuple(dict.fromkeys(name for name in found if name != Name()))


def _named(element: etree._Element, people: Mapping[str, etree._Element]) -> Iterator[Name]:
    inside = [one for one in element.iter("{*}persName", "{*}orgName") if one is not element]
    for one in inside or [element]:
        listed = people.get(one.get("ref", "").removeprefix("#"))
        entry = listed.find("{*}persName") if listed is not None else None
        yield _name(one if entry is None or _local(one) == "orgName" else entry)


def _name(element: etree._Element) -> Name:
    """A name by the parts it is tagged with, else by the order of its words."""
    words, family = _words(element), _parts(element, "surname")
    if _local(element) == "orgName":
        return Name(literal=words)
    if family:
        return Name(family, _parts(element, "forename"), _parts(element, "nameLink"), _parts(element, "genName"))
    return _parsed(words, _local(element) == "persName")


def _parts(element: etree._Element, tag: str) -> str:
    return " ".join(filter(None, map(_words, element.iter(f"{{*}}{tag}"))))


def _parsed(words: str, person: bool) -> Name:
    """The name of a person after the rule of BibTeX (first names, particle in small letters, last name)."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    if " " not in words or (not person and _BODY.search(words)):
        return Name(literal=words)
    try:
        parts = parse_single_name_into_parts(words)
    except InvalidNameError:
        return Name(literal=words)
    given, particle, family, suffix = (" ".join(part) for part in (parts.first, parts.von, parts.last, parts.jr))
    return Name(family, given, particle, suffix) if family and given else Name(literal=words)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext("*"))).split())


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


# ---------------------------------------------------------------- CSL-JSON
def to_csl(works: Iterable[Work]) -> str:
    """The works as CSL-JSON, indented by two spaces, in the order given."""
    return json.dumps([_csl(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _csl(work: Work) -> dict[str, Any]:
    kind = _HOSTED[work.host.level][0] if work.host.words else _CSL_TYPES.get(work.title.level, "book")
    own = {"original-language": work.original.language, "translated-title": work.translated.words}
    item = {
        "id": work.id,
        "type": kind,
        "title": work.title.words,
        "container-title": work.host.words,
        "collection-title": work.series.words,
        "original-title": work.original.words,
        "author": [_csl_name(name) for name in work.authors],
        "editor": [_csl_name(name) for name in work.editors],
        "translator": [_csl_name(name) for name in work.translators],
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": _csl_date(work),
        "language": work.title.language,
        "custom": _filled(own),
    }
    return _filled(item)


def _filled(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    return _filled(
        {
            "family": name.family,
            "given": name.given,
            "non-dropping-particle": name.particle,
            "suffix": name.suffix,
            "literal": name.literal,
        }
    )


def _csl_date(work: Work) -> dict[str, Any]:
    if work.dates:
        return {"date-parts": [_date_parts(date) for date in work.dates]}
    return {"literal": work.printed} if work.printed else {}


def _date_parts(date: str) -> list[int]:
    year, *rest = date.removeprefix("-").split("-")
    return [-int(year) if date.startswith("-") else int(year), *map(int, rest)]


# ---------------------------------------------------------------- BibTeX
def to_bibtex(works: Iterable[Work]) -> str:
    """The works as BibTeX with the fields of biblatex, in the order given."""
    from bibtexparser import Library  # type: ignore[attr-defined]
    from bibtexparser.entrypoint import write_string
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    entries: list[Block] = [
        Entry(_bibtex_type(work), work.id, [Field(name, value) for name, value in _bibtex(work).items() if value])
        for work in works
    ]
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    return write_string(Library(entries), bibtex_format=form)


def _bibtex_type(work: Work) -> str:
    return _HOSTED[work.host.level][1] if work.host.words else _BIBTEX_TYPES.get(work.title.level, "book")


def _bibtex(work: Work) -> dict[str, str]:
    host = _HOSTED[work.host.level][2] if work.host.words else "booktitle"
    date = "/".join(work.dates)
    return {
        "author": _bibtex_names(work.authors),
        "editor": _bibtex_names(work.editors),
        "translator": _bibtex_names(work.translators),
        "title": _kept(work.title.words),
        host: _kept(work.host.words),
        "series": _kept(work.series.words),
        "titleaddon": _kept(work.translated.words),
        "origtitle": _kept(work.original.words),
        "origlanguage": work.original.language,
        "language": work.title.language,
        "address": work.place.translate(TEX),
        "publisher": work.publisher.translate(TEX),
        "year" if len(date) <= 4 else "date": date or work.printed.translate(TEX),
    }


def _kept(words: str) -> str:
    """A title whose capitals no style may lower."""
    return "{" + words.translate(TEX) + "}" if words else ""


def _bibtex_names(names: Iterable[Name]) -> str:
    return " and ".join(_bibtex_name(name) for name in names)


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return "{" + name.literal.translate(TEX) + "}"
    parts = (" ".join(filter(None, (name.particle, name.family))), name.suffix if name.given else "", name.given)
    return ", ".join(filter(None, parts)).translate(TEX)
