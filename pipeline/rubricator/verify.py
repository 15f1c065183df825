"""Read a deposited bag again and prove what it promises: complete, valid, lossless, every link resolved.

A bag comes from strangers: nothing is followed that leads out of it, no link, no entity, no address.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml.html import document_fromstring

from rubricator import __version__, restore, xmlfile
from rubricator.deposit.bag import ALGORITHM
from rubricator.edition import FILE as EDITION
from rubricator.messages import Finding, RubricatorError, fail
from rubricator.restore import TEI
from rubricator.validate import validate

if TYPE_CHECKING:
    from bagit import Bag

_VERSIONS: Final = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_UNSAFE: Final = re.compile(r'Path "(.*)" in manifest .* is unsafe')
_DECLARED: Final = re.compile(r"BagIt-Version: (\d+\.\d+)\s*\nTag-File-Character-Encoding: (\S+)")
_OURS: Final = re.compile(r"^Bag-Software-Agent: rubricator (\S+)", re.MULTILINE)
_POINTERS: Final = (
    "target", "ref", "who", "toWhom", "corresp", "source", "resp", "ana", "next", "prev", "decls", "edRef",
    "calendar", "datingMethod", "rendition", "active", "passive", "mutual", "synch", "copyOf", "sameAs",
)  # fmt: skip
_RANGE: Final = re.compile(r"char=(\d+),(\d+)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing proved, or not: what, how much of it, what was found."""

    what: str
    count: str
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        """True where nothing speaks against it."""
        return not any(finding.severity == "error" for finding in self.findings)


def verify(path: Path) -> list[Check]:
    """Every check of a bag: a folder, or a zip or tar file that holds one.

    Checks that need a complete bag are left out where it is not. Raises RubricatorError for what is no bag at all.
    """
    with _opened(path) as folder:
        declared = _declaration(folder, path)
        sound, bag = _sound(folder)
        checks = [declared, sound]
        if bag and sound.holds:
            checks.append(_complete(folder, bag))
        if all(check.holds for check in checks[1:]):
            checks += _contents(folder / "data", _maker(folder))
        return checks


# ---------------------------------------------------------------- opening
@contextmanager
def _opened(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield path
        return
    if not path.exists():
        raise fail("in-missing", path)
    with tempfile.TemporaryDirectory() as name:
        _unpack(path, Path(name))
        inside = list(Path(name).iterdir())
        if len(inside) != 1 or not inside[0].is_dir():
            raise fail("bag-none", path)
        yield inside[0]


def _unpack(path: Path, folder: Path) -> None:
    """Unpack with every name checked first: one bad name, and nothing is written."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _check_members(path, ((one.filename, _zipped_link(one)) for one in archive.infolist()))
                archive.extractall(folder)
        elif tarfile.is_tarfile(path):
            with tarfile.open(path) as packed:
                _check_members(path, ((one.name, not (one.isfile() or one.isdir())) for one in packed))
                packed.extractall(folder, filter="data")
        else:
            raise fail("bag-none", path)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, RuntimeError) as error:
        raise fail("bag-archive", path, reason=error) from None


def _zipped_link(member: zipfile.ZipInfo) -> bool:
    return (member.external_attr >> 16) & 0o170000 == 0o120000


def _check_members(path: Path, members: Iterable[tuple[str, bool]]) -> None:
    faults = []
    for name, link in members:
        if _leads_out(name):
            faults.append(Finding("bag-escape", str(path), values={"file": name}))
        elif link:
            faults.append(Finding("bag-link", str(path), values={"file": name}))
    if faults:
        raise RubricatorError(*faults)


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.startswith(("/", "\\", "~")) or ".." in parts or bool(re.match(r"[A-Za-z]:", name))


# ---------------------------------------------------------------- the bag
def _declaration(folder: Path, path: Path) -> Check:
    """That this is a bag, of which version, made by whom."""
    declaration = folder / "bagit.txt"
    if not declaration.is_file() or declaration.is_symlink():
        raise fail("bag-none", path)
    found = _DECLARED.match(declaration.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n"))
    if found is None:
        raise fail("bag-none", path)
    version, findings = found[1], []
    if version not in _VERSIONS:
        findings.append(Finding("bag-future", str(path), values={"version": version}))
    elif version != "1.0":
        findings.append(Finding("bag-old", str(path), values={"version": version}))
    maker = _maker(folder)
    if maker and maker != __version__:
        findings.append(Finding("bag-maker", str(path), values={"version": maker, "own": __version__}))
    return Check("a bag", f"BagIt {version}", tuple(findings))


def _maker(folder: Path) -> str:
    """Version of the program that made the bag; empty where another one did."""
    info = folder / "bag-info.txt"
    found = _OURS.search(info.read_text(encoding="utf-8", errors="replace")) if info.is_file() else None
    return found[1] if found else ""


def _sound(folder: Path) -> tuple[Check, Bag | None]:
    """That no name leads out of the bag and no file is a link; the bag as the library reads it, where so."""
    links = [path for path in sorted(folder.rglob("*")) if path.is_symlink()]
    findings = [_at(folder, "bag-link", file=path.relative_to(folder).as_posix()) for path in links]
    bag = None if findings else _read(folder, findings)
    names = list(bag.entries) if bag else []
    findings += [_at(folder, "bag-escape", file=name) for name in names if _leads_out(name)]
    return Check("closed in itself", f"{len(names)} names", tuple(findings)), bag


def _read(folder: Path, findings: list[Finding]) -> Bag | None:
    try:
        import bagit
    except ImportError:
        raise fail("pu-tool", tool="bagit", package="bagit") from None
    try:
        return bagit.Bag(str(folder))
    except (bagit.BagError, UnicodeDecodeError) as error:
        unsafe = _UNSAFE.search(str(error))
        findings.append(
            _at(folder, "bag-escape", file=unsafe[1]) if unsafe else _at(folder, "bag-broken", reason=error)
        )
        return None


def _at(folder: Path, code: str, **values: object) -> Finding:
    return Finding(code, str(folder), values=values)


def _complete(folder: Path, bag: Bag) -> Check:
    """That every file is listed and every listed file is there, as its checksums say."""
    listed_only, there_only = bag.compare_manifests_with_fs()
    findings = [_at(folder, "bag-missing", file=name) for name in sorted(listed_only)]
    findings += [_at(folder, "bag-extra", file=name) for name in sorted({*there_only, *_extra_tags(folder, bag)})]
    findings += [one for name, sums in sorted(bag.entries.items()) for one in _compared(folder, name, sums)]
    if not bag.payload_entries():
        findings.append(_at(folder, "bag-missing", file=f"manifest-{ALGORITHM}.txt"))
    count = f"{len(bag.payload_entries())} files, {', '.join(bag.algorithms).upper()}"
    return Check("complete", count, tuple(findings))


def _compared(folder: Path, name: str, sums: Mapping[str, str]) -> Iterator[Finding]:
    path = folder / name
    for algorithm, expected in sums.items() if path.is_file() else ():
        if algorithm not in hashlib.algorithms_available:
            yield _at(folder, "bag-algorithm", algorithm=algorithm)
        elif (found := hashlib.new(algorithm, path.read_bytes()).hexdigest()) != expected.lower():
            yield _at(folder, "bag-altered", file=name, found=found[:12], expected=expected[:12], algorithm=algorithm)


def _extra_tags(folder: Path, bag: Bag) -> list[str]:
    """Files beside the payload that no tag manifest lists; the tag manifests themselves are not listed."""
    if not any(bag.tagmanifest_files()):
        return []
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [one for one in names if not one.startswith(("data/", "tagmanifest-")) and one not in bag.entries]


# ---------------------------------------------------------------- what is in it
def _contents(data: Path, maker: str) -> list[Check]:
    editions = sorted(path.parent for path in data.glob(f"*/{EDITION}"))
    if not editions:
        finding = Finding("bag-edition", str(data))
        return [Check("an edition of ours", "none", (finding,))]
    checks = [check for folder in editions for check in _edition(folder, data, maker)]
    return [*checks, _crate(data), _pages(data)]


def _edition(folder: Path, data: Path, maker: str) -> Iterator[Check]:
    tei = folder / f"{folder.name}.xml"
    try:
        root = xmlfile.parse(tei)
    except RubricatorError as error:
        yield Check("TEI", tei.name, error.findings)
        return
    yield Check("TEI valid", *_validity(root, tei, data / "schemas", maker))
    yield _restored(root, tei)
    yield _pointers(root, tei)


def _validity(root: etree._Element, tei: Path, schemas: Path, maker: str) -> tuple[str, tuple[Finding, ...]]:
    """By the schemas of this program; a bag that another version made is held to its own."""
    if maker in ("", __version__):
        return "RELAX NG, XSD, Schematron", tuple(validate(root, str(tei)))
    try:
        grammar = etree.RelaxNG(file=str(schemas / "rubricator.rng"))
    except etree.LxmlError as error:
        return "no schema", (Finding("va-rng", str(tei), values={"reason": error}),)
    if grammar.validate(root):
        return "RELAX NG of the bag", ()
    faults = [Finding("va-rng", str(tei), one.line, values={"reason": one.message}) for one in grammar.error_log]
    return "RELAX NG of the bag", tuple(faults)


def _restored(root: etree._Element, tei: Path) -> Check:
    """That the TEI gives the source file back, byte for byte."""
    name = unquote(_pointed_source(root))
    source = tei.parent / name
    try:
        data = restore.restore(root, str(tei))
    except RubricatorError as error:
        return Check("source restored from the TEI", "0 bytes", error.findings)
    findings = []
    if _leads_out(name) or not source.is_file():
        findings.append(Finding("bag-missing", str(tei), values={"file": name or "the source"}))
    elif source.read_bytes() != data:
        findings.append(Finding("bag-source", str(tei), values={"file": name}))
    return Check("source restored from the TEI", f"{len(data)} bytes", tuple(findings))


def _pointed_source(root: etree._Element) -> str:
    pointer = root.find(f".//{TEI}sourceDesc//{TEI}bibl[@type='digitalSource']/{TEI}ptr")
    return pointer.get("target", "") if pointer is not None else ""


# ---------------------------------------------------------------- links
def _pointers(root: etree._Element, tei: Path) -> Check:
    """That every pointer of the TEI leads somewhere: an id, a declared prefix, a file of the bag, a place in it."""
    leads = _Leads(root, tei)
    pointers = list(_targets(root))
    findings = (_lost(tei, element, name, target) for element, name, target in pointers if not leads.somewhere(target))
    return Check("pointers of the TEI", str(len(pointers)), tuple(findings))


def _targets(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Every pointer with its element and attribute; from and to point in ``span`` only."""
    for element in root.iter(TEI + "*"):
        tag = etree.QName(element).localname
        names = _POINTERS + (("from", "to") if tag == "span" else ()) + (("scheme",) if tag == "catRef" else ())
        for name in names:
            for target in element.get(name, "").split():
                yield element, name, target


def _lost(path: Path, element: etree._Element, name: str, target: str) -> Finding:
    line = element.sourceline
    place = line if isinstance(line, int) else 0
    return Finding("bag-pointer", str(path), place, values={"target": target, "attribute": name})


class _Leads:
    """Knows the ids, prefixes and files that a pointer of a TEI file may mean."""

    def __init__(self, root: etree._Element, tei: Path) -> None:
        self.ids = {element.get("{http://www.w3.org/XML/1998/namespace}id") for element in root.iter(TEI + "*")}
        self.prefixes = {one.get("ident", ""): one for one in root.iter(TEI + "prefixDef")}
        self.folder = tei.parent
        self._lengths: dict[Path, int] = {}

    def somewhere(self, target: str) -> bool:
        """True where `target` resolves; an address on the web is only looked at, not followed."""
        if target.startswith("#"):
            return target[1:] in self.ids
        prefix, colon, rest = target.partition(":")
        if colon and prefix in self.prefixes:
            return self._expands(self.prefixes[prefix], rest)
        return bool(re.fullmatch(r"https?://[^\s/]+\S*|urn:\S+|mailto:\S+", target)) or self._file(target)

    def _expands(self, definition: etree._Element, rest: str) -> bool:
        found = re.fullmatch(definition.get("matchPattern", ""), rest)
        if found is None:
            return False
        expanded = definition.get("replacementPattern", "")
        for number, group in enumerate(found.groups(), 1):
            expanded = expanded.replace(f"${number}", group)
        return self.somewhere(expanded)

    def _file(self, target: str) -> bool:
        name, fragment = urldefrag(target)
        path = self.folder / unquote(name)
        if _leads_out(unquote(name)) or not path.is_file():
            return False
        found = _RANGE.fullmatch(fragment)
        return not fragment or (found is not None and int(found[1]) <= int(found[2]) <= self._length(path))

    def _length(self, path: Path) -> int:
        if path not in self._lengths:
            self._lengths[path] = path.stat().st_size
        return self._lengths[path]


def _crate(data: Path) -> Check:
    """That the RO-Crate names files which are there."""
    path = data / "ro-crate-metadata.json"
    if not path.is_file():
        return Check("RO-Crate", "none", (Finding("bag-missing", str(data), values={"file": path.name}),))
    try:
        graph: list[dict[str, Any]] = json.loads(path.read_bytes())["@graph"]
    except (ValueError, KeyError, TypeError) as error:
        return Check("RO-Crate", "unreadable", (Finding("bag-json", str(path), values={"reason": error}),))
    files = [str(one.get("@id")) for one in graph if one.get("@type") == "File"]
    lost = [one for one in files if _leads_out(unquote(one)) or not (data / unquote(one)).is_file()]
    known = {one.get("@id") for one in graph}
    referred = {ref for one in graph for value in one.values() for ref in _references(value)}
    lost += sorted(ref for ref in referred - known if not re.match(r"https?://", ref))
    findings = tuple(Finding("bag-pointer", str(path), values={"target": one, "attribute": "@id"}) for one in lost)
    return Check("RO-Crate", f"{len(files)} files", findings)


def _references(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "@id" in one:
            yield str(one["@id"])


def _pages(data: Path) -> Check:
    """That links inside the published pages lead to ids that the pages have, or to files of the bag."""
    links = [one for page in sorted(data.glob("outputs/**/*.html")) for one in _links(page)]
    findings = tuple(_lost(page, element, "href", target) for page, element, target, leads in links if not leads)
    return Check("links of the pages", str(len(links)), findings)


def _links(page: Path) -> Iterator[tuple[Path, etree._Element, str, bool]]:
    root: Any = document_fromstring(page.read_bytes())
    ids = {element.get("id") for element in root.iter() if isinstance(element.tag, str)}
    for element, _, target, _ in root.iterlinks():
        yield page, element, target, _page_link(page, target, ids)


def _page_link(page: Path, target: str, ids: set[str | None]) -> bool:
    if re.match(r"(https?|mailto|urn|data):", target):
        return True
    name, fragment = urldefrag(target)
    if name:
        return not _leads_out(unquote(name)) and (page.parent / unquote(name)).is_file()
    return not fragment or unquote(fragment) in ids
