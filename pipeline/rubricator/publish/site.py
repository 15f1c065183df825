"""A long HTML edition as a static site: the page of xslt/html.xsl cut at its chapters; one style, script and index.

Links between pages are relative and nothing is asked from outside: the folder works from a disk as from a server.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from lxml import html
from lxml.html import HtmlElement

from rubricator.model.name_forms import slug
from rubricator.publish.conservation import markup_words

LONGEST_PAGE: Final = 200_000
"""Characters of text that stand on one page; longer editions become a site."""
LONGEST_PLAY: Final = 100_000
"""Characters of a play on one page; a longer one has a page for each act, as readers look passages up by acts."""
MOST_PAGES: Final = 150
"""Pages of text that a site has at most: of more chapters than that, neighbours share a page."""
LONGEST_CONTENTS: Final = 300
"""Entries that the contents on a page have at most; a longer list stands on the first page only."""
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src data:; base-uri 'none'; form-action 'none'"
)
_UNREAD: Final = frozenset({"no", "ln", "tei", "notes", "noteref", "return"})


def as_files(page: str) -> dict[str, str]:
    """The page as it is where it is short or has one chapter; else the files of a site, ``index.html`` first."""
    if len(page) <= LONGEST_PLAY:
        return {"index.html": page}
    tree = html.document_fromstring(page)
    (main,) = _find(tree, "//main")
    longest = LONGEST_PLAY if len(_find(main, _ACTS)) > 1 else LONGEST_PAGE
    if len(main) < 2 or len(main.text_content()) <= longest:
        return {"index.html": page}
    return _site(tree)


_ACTS: Final = "*[contains(concat(' ', @class, ' '), ' act ')]"


def site_words(files: Mapping[str, bytes]) -> str:
    """The words of the title page and of the text on the pages of an edition, without what leads through them."""
    read = (data for name, data in files.items() if name.endswith(".html") and _SOURCES not in data)
    pages = [html.document_fromstring(data) for data in read]
    return "\n".join(markup_words(part) for page in pages for part in _find(page, _READ))


_SOURCES: Final = b' class="sources">'
"""What tells a page that shows how passages are encoded, and that nobody reads for the text."""
_READ: Final = "//header[@class = 'titlepage'] | //main[not(@class = 'back-matter' or @class = 'sources')]"


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands on a page of its own."""

    file: str
    content: HtmlElement
    kind: str


def _find(tree: HtmlElement, path: str) -> list[HtmlElement]:
    return cast("list[HtmlElement]", tree.xpath(path))


def _texts(tree: HtmlElement, path: str) -> list[str]:
    """Values of attributes or text nodes."""
    return cast("list[str]", tree.xpath(path))


def _site(tree: HtmlElement) -> dict[str, str]:
    parts = list(_parts(tree))
    homes = {id: part.file for part in parts for id in _texts(part.content, "descendant-or-self::*/@id")}
    files = {
        "edition.css": _taken(tree, "style"),
        "edition.js": _taken(tree, "script[not(@type)]"),
        "search.js": _index(parts),
    }
    shell = _shell(tree)
    pages = {"index.html": _page(shell, None, homes, parts)}
    entries = _entries(shell, homes)
    if entries:
        _find(shell, _CONTENTS)[0].clear()
    for part in parts:
        pages[part.file] = _page(shell, part, homes, parts, entries.get(part.file, ()))
    return pages | files


_CONTENTS: Final = "//nav[@id = 'contents']/ol"


def _entries(shell: HtmlElement, homes: Mapping[str, str]) -> dict[str, list[HtmlElement]]:
    """Contents too long to stand on every page: the entries of each page. Nothing where they are short."""
    links = _find(shell, f"{_CONTENTS}//a")
    entries: dict[str, list[HtmlElement]] = {}
    if len(links) > LONGEST_CONTENTS:
        for link in links:
            entries.setdefault(homes.get(link.get("href")[1:], "index.html"), []).append(link)
    return entries


def _list_own(page: HtmlElement, entries: Sequence[HtmlElement]) -> None:
    """In the contents of a page its own entries, below a link to the whole."""
    (listed,) = _find(page, _CONTENTS)
    whole = html.Element("a", href="index.html#contents")
    (head,) = _find(page, "//*[@id = 'contents-head']")
    whole.text = f"{head.text} …"
    for link in (whole, *(copy.deepcopy(entry) for entry in entries)):
        item = html.Element("li")
        item.append(link)
        listed.append(item)


def _parts(tree: HtmlElement) -> Iterator[_Part]:
    units = _find(tree, "//main/*")
    sizes = list(_shared(units))
    pages = list(_together(units, sizes))
    sections = _find(tree, "//footer/*[not(@class = 'tei-source')]")
    taken = {"index", *(str(section.get("id")) for section in sections)}
    names = [_file_name(unit, number, taken) for number, unit in enumerate(pages, 1)]
    for name, unit in zip(names, pages, strict=True):
        yield _Part(f"{name}.html", unit, "text")
    for section in sections:
        yield _Part(f"{section.get('id')}.html", section, "back-matter")
    for name, source in zip(names, _together(_find(tree, "//footer/*[@class = 'tei-source']"), sizes), strict=True):
        yield _Part(f"tei-{name}.html", source, "sources")


def _file_name(unit: HtmlElement, number: int, taken: set[str]) -> str:
    """The name of a page from its first heading, so that a chapter more leaves the others their addresses."""
    head = next(unit.iterdescendants(*_HEADS, "h6"), None)
    words = _words(head) if head is not None else ""
    name = stem = slug(words, otherwise="")[:_LONGEST_NAME].strip("-") or f"text-{number:03}"
    count = 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name


_LONGEST_NAME: Final = 48


def _shared(units: list[HtmlElement]) -> Iterator[int]:
    """How many units stand on each page: one, unless there are too many."""
    if len(units) <= MOST_PAGES:
        yield from (1 for _ in units)
        return
    lengths = [len(unit.text_content()) for unit in units]
    fill, most = 0, sum(lengths) / MOST_PAGES
    count = 0
    for length in lengths:
        fill, count = fill + length, count + 1
        if fill >= most:
            yield count
            fill, count = 0, 0
    if count:
        yield count


def _together(units: list[HtmlElement], sizes: list[int]) -> Iterator[HtmlElement]:
    """The units of each page as one element."""
    rest = iter(units)
    for size in sizes:
        page = list(islice(rest, size))
        if len(page) == 1:
            yield page[0]
        elif page:
            whole = html.Element("div")
            whole.extend(page)
            yield whole


def _taken(tree: HtmlElement, name: str) -> str:
    """The words of the one style or script, which leaves the page."""
    (element,) = _find(tree, f"//{name}")
    words = element.text or ""
    element.drop_tree()
    return words


def _shell(tree: HtmlElement) -> HtmlElement:
    """The page, which loses its text; style and script are called from their files."""
    pictures = bool(_find(tree, "//img"))
    for part in _find(tree, "//main/* | //footer"):
        part.drop_tree()
    shell = copy.deepcopy(tree)
    shell.set("data-search", "search.js")
    shell.classes.discard("one-page")
    (head,) = _find(shell, "//head")
    _find(head, "meta[@http-equiv]")[0].set("content", f"{_POLICY}; img-src 'self'" if pictures else _POLICY)
    head.append(html.Element("link", rel="stylesheet", href="edition.css"))
    head.append(html.Element("script", src="edition.js", defer=""))
    return shell


def _page(
    shell: HtmlElement,
    part: _Part | None,
    homes: Mapping[str, str],
    parts: list[_Part],
    entries: Sequence[HtmlElement] = (),
) -> str:
    """A page of the site; the content of its part goes over to it, last, so that nothing else is looked for in it."""
    page = copy.deepcopy(shell)
    if entries:
        _list_own(page, entries)
    (main,), (contents,) = _find(page, "//main"), _find(page, "//nav[@id = 'contents']")
    if part is None:
        main.append(contents)
    else:
        main.set("class", part.kind)
        _entitle(page, part)
        _head(_find(page, "//header")[0])
        main.addnext(contents)
    if part is None or part.kind != "sources":
        _turn(main, page, part.file if part else "index.html", [one.file for one in parts if one.kind != "sources"])
    if part:
        main.append(_raised(part.content))
    _relink(page, part.file if part else "index.html", homes)
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))


def _raised(content: HtmlElement) -> HtmlElement:
    """The content, its highest heading of the second rank, below the title of the book, and the others with it."""
    heads = list(content.iterdescendants(*_HEADS, "h6"))
    step = min((int(head.tag[1]) for head in heads), default=2) - 2
    for head in heads:
        head.tag = f"h{int(head.tag[1]) - step}"
    return content


def _head(header: HtmlElement) -> None:
    """In place of the title page, the title of the book as a running head."""
    title = _find(header, "h1")[0].text
    header.clear()
    header.set("class", "running-title")
    home = html.Element("a", href="index.html")
    home.text = title
    heading = html.Element("h1")
    heading.append(home)
    header.append(heading)


def _entitle(page: HtmlElement, part: _Part) -> None:
    head = next(part.content.iterdescendants("h1", "h2", "h3", "h4"), None)
    title = _find(page, "//title")[0]
    if head is not None:
        title.text = f"{_words(head)} · {title.text}"


def _turn(main: HtmlElement, page: HtmlElement, here: str, files: list[str]) -> None:
    """Links to the page before and the page after, in the words that the page brings with it."""
    order = ["index.html", *files]
    place = order.index(here)
    names = _find(page, "//*[@id = 'announced']")[0]
    turn = html.Element("nav", {"class": "turn", "aria-label": names.get("data-pages")})
    for key, arrow, to in (("previous", "← {}", place - 1), ("next", "{} →", place + 1)):
        if 0 <= to < len(order):
            link = html.Element("a", href=order[to], rel="prev" if key == "previous" else "next")
            link.text = arrow.format(names.get(f"data-{key}"))
            turn.append(link)
    main.addnext(turn)


def _relink(page: HtmlElement, here: str, homes: Mapping[str, str]) -> None:
    for link in page.iter("a"):
        if not link.get("href", "").startswith("#"):
            continue
        goal = link.get("href")[1:]
        home = "index.html" if goal == "top" else homes.get(goal, here)
        if home != here:
            link.set("href", home if goal == "top" else f"{home}#{goal}")


def _index(parts: list[_Part]) -> str:
    """What can be searched, as a script: from a disk a page may call a script, but not fetch a file."""
    rows = [row for part in parts if part.kind != "sources" for row in _searchable(part)]
    ordered = sorted(rows, key=lambda row: not row["name"])
    return f"window.rubricatorTexts = {json.dumps(ordered, ensure_ascii=False, separators=(',', ':'))};\n"


def _searchable(part: _Part) -> Iterator[dict[str, object]]:
    def row(goal: HtmlElement, words: HtmlElement, label: str) -> dict[str, object]:
        name = part.kind != "text"
        note = goal.get("role") == "doc-footnote"
        address = f"{part.file}#{goal.get('id')}"
        return {"href": address, "label": label, "name": name, "note": note, "chapter": chapter, "words": _words(words)}

    head = next(part.content.iterdescendants(*_HEADS, "h6"), None)
    chapter = _words(head) if head is not None else ""

    for item in _find(part.content, "self::*[@id != 'speakers']//ul[@class = 'index']/li"):
        yield row(item, _find(item, "span[@class = 'entry']")[0], "")
    for one in part.content.iterdescendants(*_HEADS, "a", "div"):
        if one.tag in _HEADS and one.get("id"):
            chapter = _words(one)
            yield row(one, one, "")
        elif one.get("class") == "no":
            yield row(one.getparent(), one.getparent(), one.text)
        elif one.get("role") == "doc-footnote":
            yield row(one, one, "".join(_texts(one, "(.//a[@class = 'return'])[1]/text()")))


_HEADS: Final = ("h2", "h3", "h4", "h5")


def _words(element: HtmlElement) -> str:
    return " ".join("".join(_read(element)).split())


def _read(element: HtmlElement) -> Iterator[str]:
    """Words of an element, without numbers of paragraphs and notes and without what is hidden."""
    yield element.text or ""
    for child in element:
        if child.get("class") not in _UNREAD and child.get("hidden") is None:
            yield " " if child.tag in ("p", "li", "td") else ""
            yield from _read(child)
        yield child.tail or ""
