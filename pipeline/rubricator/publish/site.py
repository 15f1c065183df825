"""A long HTML edition as a static site: the page of xslt/html.xsl cut at its chapters; one style, script and index.

Links between pages are relative and nothing is asked from outside: the folder works from a disk as from a server.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from lxml import html
from lxml.html import HtmlElement

from rubricator.publish.conservation import markup_words

LONGEST_PAGE: Final = 200_000
"""Characters of text that stand on one page; longer editions become a site."""
_POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
_UNREAD: Final = frozenset({"no", "tei", "notes", "noteref", "return"})


def as_files(page: str) -> dict[str, str]:
    """The page as it is where it is short or has one chapter; else the files of a site, ``index.html`` first."""
    if len(page) <= LONGEST_PAGE:
        return {"index.html": page}
    tree = html.document_fromstring(page)
    (main,) = _find(tree, "//main")
    if len(main) < 2 or len(main.text_content()) <= LONGEST_PAGE:
        return {"index.html": page}
    return _site(tree)


def site_words(files: Mapping[str, bytes]) -> str:
    """The words of the title page and of the text on the pages of an edition, without what leads through them."""
    pages = [html.document_fromstring(data) for name, data in files.items() if name.endswith(".html")]
    return "\n".join(markup_words(part) for page in pages for part in _find(page, _READ))


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
    homes = {name: part.file for part in parts for name in _texts(part.content, "descendant-or-self::*/@id")}
    files = {"edition.css": _taken(tree, "style"), "edition.js": _taken(tree, "script"), "search.js": _index(parts)}
    shell = _shell(tree)
    pages = {"index.html": _page(shell, None, homes, parts)}
    pages |= {part.file: _page(shell, part, homes, parts) for part in parts}
    return pages | files


def _parts(tree: HtmlElement) -> Iterator[_Part]:
    for number, unit in enumerate(_find(tree, "//main/*"), 1):
        yield _Part(f"text-{number:03}.html", unit, "text")
    for section in _find(tree, "//footer/*[not(@class = 'tei-source')]"):
        yield _Part(f"{section.get('id')}.html", section, "back-matter")
    for number, source in enumerate(_find(tree, "//footer/*[@class = 'tei-source']"), 1):
        yield _Part(f"tei-{number:03}.html", source, "sources")


def _taken(tree: HtmlElement, name: str) -> str:
    """The words of the one style or script, which leaves the page."""
    (element,) = _find(tree, f"//{name}")
    words = element.text or ""
    element.drop_tree()
    return words


def _shell(tree: HtmlElement) -> HtmlElement:
    """The page without its text; style and script are called from their files."""
    shell = copy.deepcopy(tree)
    for part in _find(shell, "//main/* | //footer"):
        part.drop_tree()
    shell.set("data-search", "search.js")
    shell.classes.discard("one-page")
    (head,) = _find(shell, "//head")
    _find(head, "meta[@http-equiv]")[0].set("content", _POLICY)
    head.append(html.Element("link", rel="stylesheet", href="edition.css"))
    head.append(html.Element("script", src="edition.js", defer=""))
    return shell


def _page(shell: HtmlElement, part: _Part | None, homes: Mapping[str, str], parts: list[_Part]) -> str:
    page = copy.deepcopy(shell)
    (main,), (contents,) = _find(page, "//main"), _find(page, "//nav[@id = 'contents']")
    if part is None:
        main.append(contents)
    else:
        main.set("class", part.kind)
        main.append(_raised(part.content))
        _entitle(page, part)
        _head(_find(page, "//header")[0])
        main.addnext(contents)
    if part is None or part.kind != "sources":
        _turn(main, page, part.file if part else "index.html", [one.file for one in parts if one.kind != "sources"])
    _relink(page, part.file if part else "index.html", homes)
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))


def _raised(content: HtmlElement) -> HtmlElement:
    """A copy whose highest heading is of the second rank, below the title of the book, and the others with it."""
    raised = copy.deepcopy(content)
    heads = _find(raised, "descendant::*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    step = min((int(head.tag[1]) for head in heads), default=2) - 2
    for head in heads:
        head.tag = f"h{int(head.tag[1]) - step}"
    return raised


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
    heads = _find(part.content, "descendant::*[self::h1 or self::h2 or self::h3 or self::h4][1]")
    title = _find(page, "//title")[0]
    if heads:
        title.text = f"{_words(heads[0])} · {title.text}"


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
    for link in _find(page, "//a[starts-with(@href, '#')]"):
        goal = link.get("href")[1:]
        home = "index.html" if goal == "top" else homes.get(goal, here)
        if home != here:
            link.set("href", home if goal == "top" else f"{home}#{goal}")


def _index(parts: list[_Part]) -> str:
    """What can be searched, as a script: from a disk a page may call a script, but not fetch a file."""
    rows = [row for part in reversed(parts) if part.kind != "sources" for row in _searchable(part)]
    ordered = sorted(rows, key=lambda row: not row["name"])
    return f"window.rubricatorTexts = {json.dumps(ordered, ensure_ascii=False, separators=(',', ':'))};\n"


def _searchable(part: _Part) -> Iterator[dict[str, object]]:
    def row(goal: HtmlElement, words: HtmlElement, label: str) -> dict[str, object]:
        name = part.kind != "text"
        note = goal.get("role") == "doc-footnote"
        address = f"{part.file}#{goal.get('id')}"
        return {"href": address, "label": label, "name": name, "note": note, "words": _words(words)}

    for item in _find(part.content, "self::*[@id != 'speakers']//ul[@class = 'index']/li"):
        yield row(item, _find(item, "span[@class = 'entry']")[0], "")
    for head in _find(part.content, ".//*[self::h2 or self::h3 or self::h4 or self::h5][@id]"):
        yield row(head, head, "")
    for number in _find(part.content, ".//a[@class = 'no']"):
        yield row(number.getparent(), number.getparent(), number.text)
    for note in _find(part.content, ".//*[@role = 'doc-footnote']"):
        yield row(note, note, "".join(_texts(note, "(.//a[@class = 'return'])[1]/text()")))


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
