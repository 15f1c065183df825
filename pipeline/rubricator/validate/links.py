"""Where links lead: pointers of TEI, parts of an RO-Crate, hyperlinks of pages and books.

Nothing outside the folder is opened; an address on the web is only looked at.
"""

from __future__ import annotations

import json
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml.html import document_fromstring

from rubricator.model.messages import Finding
from rubricator.validate.restore import TEI

Linked = tuple[str, tuple[Finding, ...]]
"""How many links there are, and those that lead nowhere."""

_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_POINTERS: Final = (
    "target", "ref", "who", "toWhom", "corresp", "source", "resp", "ana", "next", "prev", "decls", "edRef", "calendar",
    "datingMethod", "rendition", "active", "passive", "mutual", "synch", "copyOf", "sameAs",
)  # fmt: skip
_ALSO: Final = {"span": ("from", "to"), "catRef": ("scheme",)}
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*|urn:\S+|mailto:\S+")
_ELSEWHERE: Final = re.compile(r"(https?|mailto|urn|data):")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_RANGE: Final = re.compile(r"char=(\d+),(\d+)")
_MOST_PAGES: Final = 200 * 1024**2
"""Bytes of all pages of a book; the longest novels have a twentieth."""
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
_CRATE: Final = "ro-crate-metadata.json"


def leads_out(name: str) -> bool:
    """True for a path that would leave the folder it is read from."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.startswith(("/", "\\", "~")) or ".." in parts or bool(_DRIVE.match(name))


def _lost(path: object, attribute: str, target: str, line: object = 0) -> Finding:
    place = line if isinstance(line, int) else 0
    return Finding("bag-pointer", str(path), place, values={"target": target, "attribute": attribute})


# ---------------------------------------------------------------- TEI
def pointers(root: etree._Element, tei: Path) -> Linked:
    """Pointers of a TEI document: to an id, through a declared prefix, to a file beside it or a place in one."""
    leads = _Leads(root, tei.parent)
    found = list(_targets(root))
    lost = (
        _lost(tei, name, target, element.sourceline) for element, name, target in found if not leads.somewhere(target)
    )
    return str(len(found)), tuple(lost)


def _targets(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in root.iter(TEI + "*"):
        for name in _POINTERS + _ALSO.get(etree.QName(element).localname, ()):
            for target in element.get(name, "").split():
                yield element, name, target


class _Leads:
    """Knows the ids, prefixes and files that a pointer of a TEI document may mean."""

    def __init__(self, root: etree._Element, folder: Path) -> None:
        self.ids = {element.get(_XML_ID) for element in root.iter(TEI + "*")}
        self.prefixes = {one.get("ident", ""): one for one in root.iter(TEI + "prefixDef")}
        self.folder = folder
        self._lengths: dict[Path, int] = {}

    def somewhere(self, target: str) -> bool:
        """True where `target` resolves."""
        if target.startswith("#"):
            return target[1:] in self.ids
        prefix, colon, rest = target.partition(":")
        if colon and prefix in self.prefixes:
            expanded = _expanded(self.prefixes[prefix], rest)
            return bool(_ADDRESS.fullmatch(expanded)) or self._file(expanded)
        return bool(_ADDRESS.fullmatch(target)) or self._file(target)

    def _file(self, target: str) -> bool:
        name, fragment = urldefrag(target)
        path = self.folder / unquote(name)
        if not name or leads_out(unquote(name)) or not path.is_file():
            return False
        found = _RANGE.fullmatch(fragment)
        return not fragment or (found is not None and int(found[1]) <= int(found[2]) <= self._length(path))

    def _length(self, path: Path) -> int:
        if path not in self._lengths:
            self._lengths[path] = path.stat().st_size
        return self._lengths[path]


def _expanded(definition: etree._Element, rest: str) -> str:
    """What a prefixed pointer stands for (Guidelines 17.2.3); empty where it does not fit its definition."""
    try:
        found = re.fullmatch(definition.get("matchPattern", ""), rest)
    except re.error:
        return ""
    expanded = definition.get("replacementPattern", "") if found else ""
    for number, group in enumerate(found.groups() if found else (), 1):
        expanded = expanded.replace(f"${number}", group or "")
    return expanded


# ---------------------------------------------------------------- RO-Crate
def crate(data: Path) -> Linked:
    """Files and entities that the metadata of an RO-Crate name."""
    path = data / _CRATE
    if not path.is_file():
        return "none", (Finding("bag-missing", str(data), values={"file": _CRATE}),)
    try:
        entities = {str(one["@id"]): dict(one) for one in json.loads(path.read_bytes())["@graph"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return "unreadable", (Finding("bag-json", str(path), values={"reason": error}),)
    files = [key for key, one in entities.items() if one.get("@type") == "File"]
    lost = [key for key in files if leads_out(unquote(key)) or not (data / unquote(key)).is_file()]
    referred = {ref for one in entities.values() for value in one.values() for ref in _references(value)}
    lost += sorted(ref for ref in referred - entities.keys() if not _ELSEWHERE.match(ref))
    there = {one.relative_to(data).as_posix() for one in data.rglob("*") if one.is_file()}
    unlisted = sorted(there - {unquote(key) for key in entities} - {_CRATE})
    found = [Finding("bag-unlisted", str(path), values={"file": name}) for name in unlisted]
    return f"{len(files)} files", (*(_lost(path, "@id", key) for key in lost), *found)


def _references(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "@id" in one:
            yield str(one["@id"])


# ---------------------------------------------------------------- pages and books
def pages(data: Path) -> Linked:
    """Links of the HTML pages below ``outputs``: to ids they have, to other outputs."""
    found: list[Finding] = []
    count = 0
    for path in sorted(data.glob("outputs/**/*.html")):
        page = path.read_bytes()
        if _html(page) is None:
            found.append(Finding("bag-empty", str(path), values={"file": path.name}))
            continue
        links, ids = list(_links(page)), _ids(page)
        count += len(links)
        found += [_lost(path, "href", one) for one in links if not _page_link(path, one, ids, data)]
    return str(count), tuple(found)


def _page_link(page: Path, target: str, ids: set[str], data: Path) -> bool:
    if _ELSEWHERE.match(target):
        return True
    name, fragment = urldefrag(target)
    if name:
        beside = page.parent.relative_to(data).as_posix()
        there = posixpath.normpath(posixpath.join(beside, unquote(name)))
        return not leads_out(there) and (data / there).is_file()
    return not fragment or unquote(fragment) in ids


def _links(page: bytes) -> Iterator[str]:
    root: Any = _html(page)
    yield from (target for _, _, target, _ in root.iterlinks()) if root is not None else ()


def _ids(page: bytes) -> set[str]:
    root = _html(page)
    return (
        {element.get("id", "") for element in root.iter() if isinstance(element.tag, str)}
        if root is not None
        else set()
    )


def _html(page: bytes) -> Any:
    try:
        return document_fromstring(page)
    except (etree.LxmlError, ValueError):
        return None


def books(data: Path) -> Linked:
    """Links of the EPUB files below ``outputs``, from page to page inside each."""
    found: list[Finding] = []
    count = 0
    for path in sorted(data.glob("outputs/**/*.epub")):
        try:
            links = list(_book(path))
        except (*_DAMAGED, KeyError) as error:
            found.append(Finding("bag-archive", str(path), values={"reason": error}))
            continue
        count += len(links)
        found += [_lost(path, "href", target) for target, leads in links if not leads]
    return str(count), tuple(found)


def _book(path: Path) -> Iterator[tuple[str, bool]]:
    """Every link of a book with whether it leads somewhere."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        pages = sorted(name for name in names if name.endswith((".xhtml", ".html")))
        size = sum(archive.getinfo(name).file_size for name in pages)
        if size > _MOST_PAGES:
            raise ValueError(f"its pages have {size} bytes")
        texts = {name: archive.read(name) for name in pages}
    ids = {name: _ids(text) for name, text in texts.items()}
    for name, text in texts.items():
        for target in _links(text):
            file, fragment = urldefrag(target)
            inside = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
            leads = inside in names and (not fragment or unquote(fragment) in ids.get(inside, {unquote(fragment)}))
            yield target, bool(_ELSEWHERE.match(target)) or leads
