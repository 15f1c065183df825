"""The library: a page of all editions to browse and to search, an OPDS catalogue, a sitemap. No server is needed."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree, html
from lxml.html import builder as h

from rubricator.corpus import search_index
from rubricator.corpus.facts import facts
from rubricator.corpus.search_index import WORDS
from rubricator.model.files import write
from rubricator.targets import Target
from rubricator.upkeep import graph

_HERE: Final = Path(__file__).parent
_ON_A_PAGE: Final = 500
"""Editions that one page of the library lists at most."""
_IN_A_SITEMAP: Final = 50_000
"""Places that a sitemap may hold by its protocol."""
_FORMATS: Final = {
    ".html": ("HTML", "text/html"),
    ".epub": ("EPUB", "application/epub+zip"),
    ".pdf": ("PDF", "application/pdf"),
    ".txt": ("text", "text/plain"),
    ".md": ("Markdown", "text/markdown"),
    ".json": ("data", "application/json"),
    ".xml": ("TEI", "application/tei+xml"),
}
_POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
_UNKNOWN: Final = "not stated"
_EPOCH: Final = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Book:
    """An edition as the library shows it."""

    id: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    genre: str = ""
    language: str = ""
    abstract: str = ""
    licence: str = ""
    date: str = ""
    files: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """Where to read it."""
        return next((f"{self.id}/{name}" for name in self.files), self.id)


def book(id: str, facts: Mapping[str, Any]) -> Book:
    """An edition by the facts of its header."""
    given = {name: facts[name] for name in Book.__dataclass_fields__ if name in facts}
    given |= {name: tuple(given.get(name, ())) for name in ("authors", "files")}
    return Book(id, **given)


# ---------------------------------------------------------------- orders
def _folded(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def _number(year: str) -> int:
    return int(year) if year.lstrip("-").isdigit() else 0


@dataclass(frozen=True, slots=True)
class Order:
    """A way to browse: its name, and under which headings a book stands."""

    name: str
    headings: Callable[[Book], Iterable[str]]
    key: Callable[[str], Any] = _folded
    """By what the headings are sorted."""


_ARTICLE: Final = re.compile(r"(?:the|an?|der|die|das|les?|la|il|el|los|las)\s+(?=\w)", re.IGNORECASE)


def _by_title(one: Book) -> str:
    return _folded(_ARTICLE.sub("", one.title, count=1))


def _surname_first(name: str) -> str:
    given, _, surname = name.rpartition(" ")
    return f"{surname}, {given}" if given else name


ORDERS: Final = (
    Order("author", lambda one: [_surname_first(name) for name in one.authors] or [_UNKNOWN]),
    Order("title", lambda one: [(_by_title(one)[:1] or "?").upper()]),
    Order("year", lambda one: [str(one.year) if one.year is not None else _UNKNOWN], key=_number),
    Order("genre", lambda one: [one.genre or _UNKNOWN]),
    Order("language", lambda one: [one.language or _UNKNOWN]),
)


# ---------------------------------------------------------------- the whole
def write_library(folder: Path, books: Sequence[Book], title: str = "Library", address: str = "") -> list[Path]:
    """Write ``index.html`` and what belongs to it into the folder that holds the editions; the paths.

    `address` is where the folder will stand on the web, for the sitemap and the catalogue.
    """
    files: dict[str, bytes] = {}
    for order in ORDERS:
        for name, page in _pages(order, books, title):
            files[f"library/{name}"] = as_page(page, "../")
    files["index.html"] = as_page(_front(books, title), "")
    files["library/library.css"] = _HERE.joinpath("library.css").read_bytes()
    files["library/library.js"] = _HERE.joinpath("library.js").read_bytes()
    files["library/books.js"] = _books(books).encode()
    files |= {name: page.encode() for name, page in _catalogue(books, title, address)}
    if address:
        files |= {name: words.encode() for name, words in _sitemaps(books, address)}
    written = [write(folder / name, data) for name, data in files.items()]
    counts = [_words_of(folder, one) for one in books]
    searched = [write(folder / "library/search" / name, script.encode()) for name, script in search_index.index(counts)]
    _clear(folder, {*written, *searched})
    return [*written, *searched]


def library_of(targets: Iterable[Target], folder: Path, title: str, address: str = "") -> bool:
    """Write the library of editions that were built into a folder; False where nothing has changed since it was."""
    built = [target for target in targets if (folder / target.id / graph.RECORD).is_file()]
    states = [(target.id, (folder / target.id / graph.RECORD).read_bytes()) for target in built]
    state = graph.digest(repr((states, title, address, graph.own(("corpus",)))).encode())
    record = folder / _RECORD
    if record.is_file() and record.read_text(encoding="utf-8") == state:
        return False
    write_library(folder, [book(one.id, facts(folder / one.id, one)) for one in built], title, address)
    write(record, state.encode())
    return True


_RECORD: Final = ".shelf"


def _words_of(folder: Path, one: Book) -> Path:
    """The file of its words, made where the worker did not, or before the TEI was."""
    tei, path = folder / one.id / f"{one.id}.xml", folder / one.id / WORDS
    if not path.is_file() or path.stat().st_mtime_ns < tei.stat().st_mtime_ns:
        search_index.write_words(tei, path)
    return path


def _clear(folder: Path, kept: set[Path]) -> None:
    """Remove what a library that was larger, or had an address, left."""
    for path in (*(folder / "library").rglob("*"), *folder.glob("opds*.xml"), *folder.glob("sitemap*.xml")):
        if path.is_file() and path not in kept:
            path.unlink()


def _books(books: Sequence[Book]) -> str:
    rows = [[one.home, one.title, ", ".join(one.authors), one.year, one.genre] for one in books]
    return f"rubricatorBooks({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n"


# ---------------------------------------------------------------- pages
def as_page(page: html.HtmlElement, up: str) -> bytes:
    """A page as a file, with its style and script."""
    head = page.find("head")
    assert head is not None
    head.append(h.LINK(rel="stylesheet", href=f"{up}library/library.css"))
    catalogue = {"rel": "alternate", "type": "application/atom+xml;profile=opds-catalog", "title": "OPDS"}
    head.append(h.LINK(catalogue, href=f"{up}opds.xml"))
    head.append(h.SCRIPT(src=f"{up}library/library.js", defer="defer"))
    data: bytes = html.tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8", pretty_print=True)
    return data


def frame(title: str, up: str, *content: html.HtmlElement) -> html.HtmlElement:
    """A page of the library; `up` leads from it to the folder of the library."""
    ways = [h.LI(h.A(f"by {order.name}", href=f"{up}library/{order.name}.html")) for order in ORDERS]
    return h.HTML(
        h.HEAD(
            h.META(charset="utf-8"),
            h.META(name="viewport", content="width=device-width, initial-scale=1"),
            h.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            h.TITLE(title),
        ),
        h.BODY(h.HEADER(h.H1(h.A(title, href=f"{up}index.html")), h.E.nav(h.UL(*ways))), h.E.main(*content)),
        lang="en",
    )


def _front(books: Sequence[Book], title: str) -> html.HtmlElement:
    search = h.FORM(
        h.LABEL("Search all editions ", h.INPUT(type="search", name="q", id="q")),
        h.E.output(id="found", **{"aria-live": "polite"}),
        h.OL(id="results"),
        {"role": "search", "data-search": "library/", "id": "search"},
    )
    few = len(books) <= _ON_A_PAGE
    listed = [h.H2("All editions"), *_listed(ORDERS[0], books, "")] if few else []
    return frame(title, "", h.P(f"{len(books)} editions"), search, *listed)


def _pages(order: Order, books: Sequence[Book], title: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """The pages of an order, the first with links to the others."""
    groups = _groups(order, books)
    chunks = list(_chunks(groups))
    names = [f"{order.name}.html" if not at else f"{order.name}-{at + 1}.html" for at in range(len(chunks))]
    for name, chunk in zip(names, chunks, strict=True):
        links = [h.LI(h.A(_span(other), href=target)) for target, other in zip(names, chunks, strict=True)]
        through = [h.E.nav(h.UL(*links), {"aria-label": "pages"})] if len(chunks) > 1 else []
        listed = [part for heading, some in chunk for part in _group(heading, some, "../")]
        yield name, frame(title, "../", h.H2(f"By {order.name}"), *through, *listed)


def _groups(order: Order, books: Sequence[Book]) -> list[tuple[str, list[Book]]]:
    found: dict[str, list[Book]] = {}
    for one in sorted(books, key=lambda one: (_by_title(one), one.id)):
        for heading in order.headings(one):
            found.setdefault(heading, []).append(one)
    return sorted(found.items(), key=lambda group: (group[0] == _UNKNOWN, order.key(group[0])))


def _chunks(groups: Iterable[tuple[str, list[Book]]]) -> Iterator[list[tuple[str, list[Book]]]]:
    """Groups by pages; a long one goes over several."""
    page: list[tuple[str, list[Book]]] = []
    filled = 0
    for heading, books in groups:
        for start in range(0, len(books), _ON_A_PAGE):
            some = books[start : start + _ON_A_PAGE]
            if page and filled + len(some) > _ON_A_PAGE:
                yield page
                page, filled = [], 0
            page.append((heading, some))
            filled += len(some)
    if page:
        yield page


def _span(chunk: Sequence[tuple[str, Sequence[Book]]]) -> str:
    first, last = chunk[0][0], chunk[-1][0]
    return first if first == last else f"{first} – {last}"


def _listed(order: Order, books: Sequence[Book], up: str) -> list[html.HtmlElement]:
    return [part for heading, some in _groups(order, books) for part in _group(heading, some, up)]


def _group(heading: str, books: Iterable[Book], up: str) -> list[html.HtmlElement]:
    return [h.H3(heading), h.UL(*(_item(one, up) for one in books), {"class": "books"})]


def _item(one: Book, up: str) -> html.HtmlElement:
    about = ", ".join(filter(None, (", ".join(one.authors), str(one.year or ""), one.genre, one.language)))
    links = [h.A(_FORMATS[Path(name).suffix][0], href=f"{up}{one.id}/{name}") for name in one.files]
    for link in links[:-1]:
        link.tail = " · "
    named = h.A(one.title, href=f"{up}{one.home}")
    told = [h.SPAN(f" {about}", {"class": "about"})] if about else []
    return h.LI(h.E.cite(named), *told, h.SPAN(*links, {"class": "files"}))


# ---------------------------------------------------------------- OPDS 1.2, sitemaps 0.9
_ATOM: Final = "http://www.w3.org/2005/Atom"
_TERMS: Final = "http://purl.org/dc/terms/"
_PREFIXES: Final[dict[Any, str]] = {None: _ATOM, "dc": _TERMS}
_ACQUIRE: Final = "http://opds-spec.org/acquisition/open-access"
_KIND: Final = "application/atom+xml;profile=opds-catalog;kind=acquisition"


def _catalogue(books: Sequence[Book], title: str, address: str) -> Iterator[tuple[str, str]]:
    """The feed, in pages that lead to one another."""
    ordered = sorted(books, key=lambda one: (_by_title(one), one.id))
    chunks = [ordered[start : start + _ON_A_PAGE] for start in range(0, len(ordered), _ON_A_PAGE)] or [[]]
    names = ["opds.xml", *(f"opds-{at}.xml" for at in range(2, len(chunks) + 1))]
    latest = max((one.date for one in books if one.date), default=_EPOCH)
    for at, chunk in enumerate(chunks):
        feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_PREFIXES)
        _atom(feed, "id", _urn(f"{address}{title}/{names[at]}"))
        _atom(feed, "title", title)
        _atom(feed, "updated", _moment(latest))
        _atom(feed, "author").append(_named("rubricator"))
        _link(feed, "self", names[at], _KIND, address)
        _link(feed, "start", names[0], _KIND, address)
        for relation, to in (("previous", at - 1), ("next", at + 1)):
            if 0 <= to < len(names):
                _link(feed, relation, names[to], _KIND, address)
        for one in chunk:
            feed.append(_opds_entry(one, address))
        etree.indent(feed, space=" ")
        yield names[at], etree.tostring(feed, encoding="unicode") + "\n"


def _opds_entry(one: Book, address: str) -> etree._Element:
    entry = etree.Element(f"{{{_ATOM}}}entry")
    _atom(entry, "title", one.title)
    _atom(entry, "id", _urn(one.id))
    _atom(entry, "updated", _moment(one.date or _EPOCH))
    for name in one.authors:
        _atom(entry, "author").append(_named(name))
    issued = f"{one.year:04}" if one.year is not None else ""
    for name, value in (("language", one.language), ("issued", issued), ("rights", one.licence)):
        if value:
            etree.SubElement(entry, f"{{{_TERMS}}}{name}").text = value
    if one.genre:
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=one.genre, label=one.genre)
    if one.abstract:
        _atom(entry, "summary", one.abstract)
    for name in one.files:
        _link(entry, _ACQUIRE, f"{one.id}/{name}", _FORMATS[Path(name).suffix][1], address)
    return entry


def _atom(parent: etree._Element, name: str, words: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = words or None
    return child


def _named(name: str) -> etree._Element:
    child = etree.Element(f"{{{_ATOM}}}name")
    child.text = name
    return child


def _link(parent: etree._Element, relation: str, target: str, kind: str, address: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=f"{_base(address)}{target}", type=kind)


def _base(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""


def _urn(words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"rubricator:{words}").urn


def _moment(date: str) -> str:
    """A date of any precision as an instant (RFC 4287)."""
    return f"{date}{_EPOCH[len(date) :]}T00:00:00Z"


def _sitemaps(books: Sequence[Book], address: str) -> Iterator[tuple[str, str]]:
    """The sitemap; of more places than one may hold, an index of several."""
    places = [("index.html", ""), *((one.home, one.date) for one in books)]
    chunks = [places[start : start + _IN_A_SITEMAP] for start in range(0, len(places), _IN_A_SITEMAP)]
    if len(chunks) == 1:
        yield "sitemap.xml", _sitemap("urlset", "url", places, address)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    yield "sitemap.xml", _sitemap("sitemapindex", "sitemap", [(name, "") for name in names], address)
    for name, chunk in zip(names, chunks, strict=True):
        yield name, _sitemap("urlset", "url", chunk, address)


def _sitemap(outer: str, inner: str, places: Iterable[tuple[str, str]], address: str) -> str:
    root = etree.Element(outer, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for name, date in places:
        place = etree.SubElement(root, inner)
        etree.SubElement(place, "loc").text = f"{_base(address)}{name}"
        if date:
            etree.SubElement(place, "lastmod").text = date
    etree.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"
