"""Read a deposited bag again and prove what it promises: complete, valid, lossless, every link resolved.

A bag comes from strangers: nothing is followed that leads out of it, no link, no entity, no address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from lxml import etree

from rubricator import __version__
from rubricator.deposit.archive import opened
from rubricator.deposit.bag import ALGORITHM, decoded
from rubricator.model import xmlfile
from rubricator.model.edition import FILE as EDITION
from rubricator.model.edition import load
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.validate import check as validation
from rubricator.validate import links, restore
from rubricator.validate.check import validate
from rubricator.validate.links import leads_out
from rubricator.validate.profiles import profile
from rubricator.validate.restore import TEI

if TYPE_CHECKING:
    from bagit import Bag

_VERSIONS: Final = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_UNSAFE: Final = re.compile(r'Path "(.*)" in manifest .* is unsafe')
_DECLARED: Final = re.compile(r"BagIt-Version: (\d+\.\d+)\s*\nTag-File-Character-Encoding: (\S+)")
_OURS: Final = re.compile(r"^Bag-Software-Agent: rubricator (\S+)", re.MULTILINE)
_ALGORITHMS: Final = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_RELAXNG: Final = "{http://relaxng.org/ns/structure/1.0}"


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


def verify(path: Path, profiles: Sequence[str] = ()) -> list[Check]:
    """Every check of a bag: a folder, or a zip or tar file that holds one; then what it lacks for each of `profiles`.

    Checks that need a complete bag are left out where it is not. Raises RubricatorError for what is no bag at all.
    """
    asked = [(name, profile(name)) for name in profiles]
    with opened(path) as folder:
        checks = [_declaration(folder, path), *_checks(folder, asked)]
        return [replace(one, findings=tuple(_placed(found, folder, path) for found in one.findings)) for one in checks]


def _checks(folder: Path, asked: Sequence[tuple[str, validation.Check]]) -> list[Check]:
    """The checks of a bag that lies in a folder."""
    sound, bag = _sound(folder)
    checks = [sound]
    if bag and sound.holds:
        checks.append(_complete(folder, bag))
    if all(check.holds for check in checks):
        checks += _contents(folder / "data", _maker(folder))
        checks += [_ready(folder / "data", name, found) for name, found in asked]
    return checks


def _placed(finding: Finding, folder: Path, path: Path) -> Finding:
    """The finding with its place in the archive, where the folder is only what the archive was unpacked into."""
    if folder == path:
        return finding

    def named(words: object) -> str:
        return str(words).replace(str(folder), str(path))

    values = {name: named(value) if str(folder) in str(value) else value for name, value in finding.values.items()}
    return replace(finding, path=named(finding.path), values=values)


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
    findings += [_at(folder, "bag-escape", file=name) for name in names if leads_out(name)]
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
    listed = {_named(folder, name): sums for name, sums in bag.entries.items()}
    there = {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file()}
    missing = [name for name in listed if not (folder / name).is_file()]
    findings = [_at(folder, "bag-missing", file=name) for name in sorted(missing)]
    extra = {*(there - listed.keys()), *_extra_tags(folder, bag)}
    findings += [_at(folder, "bag-extra", file=name) for name in sorted(extra)]
    findings += [one for name, sums in sorted(listed.items()) for one in _compared(folder, name, sums)]
    if not bag.payload_entries():
        findings.append(_at(folder, "bag-missing", file=f"manifest-{ALGORITHM}.txt"))
    count = f"{len(bag.payload_entries())} files, {', '.join(bag.algorithms).upper()}"
    return Check("complete", count, tuple(findings))


def _named(folder: Path, name: str) -> str:
    """The file that a manifest means: its name decoded (RFC 8493), or as it stands where an older program wrote it."""
    whole = decoded(name)
    return name if name != whole and (folder / name).is_file() and not (folder / whole).is_file() else whole


def _compared(folder: Path, name: str, sums: Mapping[str, str]) -> Iterator[Finding]:
    path = folder / name
    for algorithm, expected in sums.items() if path.is_file() else ():
        if algorithm not in _ALGORITHMS:
            yield _at(folder, "bag-algorithm", algorithm=algorithm)
        elif (found := _sum(path, algorithm)) != expected.lower():
            yield _at(folder, "bag-altered", file=name, found=found[:12], expected=expected[:12], algorithm=algorithm)


def _sum(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


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
    return [
        *checks,
        Check("RO-Crate", *links.crate(data)),
        Check("links of the pages", *links.pages(data)),
        Check("links of the books", *links.books(data)),
    ]


def _ready(data: Path, name: str, asked: validation.Check) -> Check:
    """Whether the editions of a bag have what a profile asks for."""
    editions = sorted(path.parent for path in data.glob(f"*/{EDITION}"))
    texts = [folder / f"{folder.name}.xml" for folder in editions]
    findings = [one for tei in texts for one in asked(xmlfile.parse(tei), str(tei))]
    return Check(f"ready for {name}", f"{len(editions)} editions", tuple(findings))


def _edition(folder: Path, data: Path, maker: str) -> Iterator[Check]:
    tei = folder / f"{folder.name}.xml"
    yield Check("edition file", EDITION, _stated(folder))
    try:
        root = xmlfile.parse(tei)
        restore.witness(root, str(tei))
    except (RubricatorError, ValueError) as error:
        yield Check("TEI", tei.name, _told(error, tei))
        return
    yield Check("TEI valid", *_validity(root, tei, data / "schemas", maker))
    yield _restored(root, tei)
    yield Check("pointers of the TEI", *links.pointers(root, tei))


def _stated(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with the edition file of a folder."""
    try:
        load(folder)
    except RubricatorError as error:
        return error.findings
    return ()


def _told(error: Exception, tei: Path) -> tuple[Finding, ...]:
    """Findings of a failure; what a forged header makes Python stumble over is a finding, too."""
    if isinstance(error, RubricatorError):
        return error.findings
    return (Finding("bag-header", str(tei), values={"reason": error}),)


def _validity(root: etree._Element, tei: Path, schemas: Path, maker: str) -> tuple[str, tuple[Finding, ...]]:
    """By the schemas of this program; a bag that another version made is held to its own."""
    if maker in ("", __version__):
        return "RELAX NG, XSD, Schematron", tuple(validate(root, str(tei)))
    what = "RELAX NG of the bag"
    try:
        grammar = _own_grammar(schemas / "rubricator.rng")
    except (RubricatorError, etree.LxmlError, ValueError) as error:
        return what, (Finding("va-rng", str(tei), values={"reason": error}),)
    if grammar.validate(root):
        return what, ()
    return what, tuple(Finding("va-rng", str(tei), one.line, 0, {"reason": one.message}) for one in grammar.error_log)


def _own_grammar(path: Path) -> etree.RelaxNG:
    """The schema in a bag. Raises ValueError where it would read other files."""
    root = xmlfile.parse(path)
    if next(root.iter(f"{_RELAXNG}include", f"{_RELAXNG}externalRef"), None) is not None:
        raise ValueError("the schema in the bag reads other files")
    return etree.RelaxNG(root)


def _restored(root: etree._Element, tei: Path) -> Check:
    """That the TEI gives the source file back, byte for byte."""
    what, name = "source restored from the TEI", unquote(_pointed_source(root))
    source = tei.parent / name
    try:
        data = restore.restore(root, str(tei))
    except (RubricatorError, ValueError, LookupError) as error:
        return Check(what, "0 bytes", _told(error, tei))
    if leads_out(name) or not source.is_file():
        return Check(what, "no source", (Finding("bag-missing", str(tei), values={"file": name or "the source"}),))
    same = source.read_bytes() == data
    return Check(what, f"{len(data)} bytes", () if same else (Finding("bag-source", str(tei), values={"file": name}),))


def _pointed_source(root: etree._Element) -> str:
    pointer = root.find(f".//{TEI}sourceDesc//{TEI}bibl[@type='digitalSource']/{TEI}ptr")
    return pointer.get("target", "") if pointer is not None else ""
