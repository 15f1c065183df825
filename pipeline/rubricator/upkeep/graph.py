"""The build graph of one edition: what each step depends on, by content, and what it wrote.

A step is fresh where all it depends on and all it wrote have the digests that the record of the last build gives.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from rubricator import __version__
from rubricator.model import decisions
from rubricator.model.edition import Publish
from rubricator.model.files import write
from rubricator.model.resources import resource
from rubricator.targets import Target

Digests = Mapping[str, str]
"""Digests by the name of a file, or of a key."""
Inputs = Mapping[str, Digests]
"""What a step depends on, by its kind."""

RECORD: Final = ".built"
_PACKAGE: Final = Path(__file__).parent.parent
_ENCODING: Final = ("annotate", "encode", "header", "language", "model", "reading", "report", "validate", "build.py")
_PUBLISHING: Final = ("publish",)
_READ_BY_ENCODE: Final = ("ahocorasick-rs", "convertdate", "lxml", "wordfreq")
_READ_BY_PUBLISH: Final = ("fontpkg-amiri", "fontpkg-cardo", "saxonche", "typst")
_LONGEST_TOLD: Final = 3
"""How many changed things of a kind are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it was done: what it depended on, and what it wrote."""

    inputs: Inputs
    outputs: Digests


Record = Mapping[str, Step]
"""The steps of the last build by their names."""


# ---------------------------------------------------------------- what the steps depend on
def encoding(target: Target) -> Inputs:
    """What the TEI of an edition depends on."""
    found, folder = target.edition, target.edition.folder
    return {
        "source": _files([target.text] if target.text else []),
        "edition": _keys(asdict(replace(found, publish=Publish(), folder=None))),
        "authority": _files(found.authority_files()),
        "decisions": _files([folder / decisions.FILE] if folder else []),
        "rules": _program(_ENCODING, ("schemas",)),
        "libraries": _versions(_READ_BY_ENCODE, "rubricator.annotators"),
        "date": _clock(),
    }


def publishing(target: Target, tei: Path) -> Inputs:
    """What the outputs of an edition depend on, once there is its TEI."""
    found, folder = target.edition, target.edition.folder
    styles = [folder / "style.css", folder / "style.typ", *sorted((folder / "fonts").rglob("*"))] if folder else []
    return {
        "TEI": _files([tei]),
        "edition": _keys(asdict(found.publish)),
        "authority": _files(found.authority_files()),
        "own style": _files(styles),
        "style sheets": _program((), ("xslt",)),
        "publisher": _program(_PUBLISHING, ()),
        "libraries": _versions(_READ_BY_PUBLISH, ""),
        "date": _clock(),
    }


def version() -> str:
    """The version of the program as far as it makes a difference to an edition: its own, and a digest of its rules."""
    parts = (
        _program(_ENCODING, ("schemas",)),
        _program(_PUBLISHING, ()),
        _program((), ("xslt",)),
        _versions(_READ_BY_ENCODE, "rubricator.annotators"),
        _versions(_READ_BY_PUBLISH, ""),
    )
    return f"{__version__}+{digest(repr([sorted(part.items()) for part in parts]).encode())[:12]}"


def own(rooms: tuple[str, ...]) -> str:
    """A digest of some rooms of the program."""
    return digest(repr(sorted(_program(rooms, ()).items())).encode())


def digest(data: bytes) -> str:
    """A short digest by which contents are told apart."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _files(paths: Iterable[Path]) -> Digests:
    """Digests by the names of files; those of one name, in several folders, share a digest."""
    found: dict[str, str] = {}
    for path in paths:
        if path.is_file():
            found[path.name] = digest(found.get(path.name, "").encode() + path.read_bytes())
    return found


def _keys(table: Mapping[str, Any], prefix: str = "") -> Digests:
    """Digests of the values of a table, by their keys."""
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            found |= _keys(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = digest(repr(value).encode())
    return found


@cache
def _program(rooms: tuple[str, ...], resources: tuple[str, ...]) -> Digests:
    """The rules' version, or that of the style sheets: digests of files that travel with the program."""
    roots = [_PACKAGE / room for room in rooms] + [resource(name) for name in resources]
    paths = ((root, path) for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*"))))
    return {
        path.relative_to(root.parent).as_posix(): digest(path.read_bytes())
        for root, path in paths
        if path.is_file() and "__pycache__" not in path.parts
    }


@cache
def _versions(names: tuple[str, ...], plugged: str) -> Digests:
    """Versions of libraries, and of what is plugged in under an entry point."""
    from importlib import metadata

    found = {name: version for name in names if (version := _version(name))}
    for entry in metadata.entry_points(group=plugged) if plugged else ():
        found[entry.value] = entry.dist.version if entry.dist else ""
    return found


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _clock() -> Digests:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return {"SOURCE_DATE_EPOCH": epoch} if epoch else {}


# ---------------------------------------------------------------- the record of the last build
def recall(folder: Path) -> Record:
    """The record of the last build in a folder; empty where there is none that can be read."""
    try:
        steps = json.loads((folder / RECORD).read_bytes())
        return {name: Step(step["inputs"], step["outputs"]) for name, step in steps.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def remember(folder: Path, record: Record) -> None:
    """Write the record of a build."""
    steps = {name: {"inputs": step.inputs, "outputs": step.outputs} for name, step in record.items()}
    write(folder / RECORD, (json.dumps(steps, ensure_ascii=False, indent=0) + "\n").encode())


def done(inputs: Inputs, folder: Path, written: Iterable[Path]) -> Step:
    """A step that has just been done."""
    return Step(inputs, {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in sorted(written)})


def clear(folder: Path, old: Step | None, new: Step) -> None:
    """Remove what a step wrote the last time, and now no more."""
    for name in (old.outputs.keys() if old else set()) - new.outputs.keys():
        (folder / name).unlink(missing_ok=True)


# ---------------------------------------------------------------- why something is to be done again
def reasons(inputs: Inputs, last: Step | None, folder: Path) -> Iterator[str]:
    """Why a step is to be done: what changed since it was last, and what it wrote that is no more so."""
    if last is None:
        yield "it was never done here"
        return
    for kind in dict.fromkeys((*inputs, *last.inputs)):
        if said := _difference(last.inputs.get(kind, {}), inputs.get(kind, {})):
            yield f"{kind}: {said}"
    if said := _difference(last.outputs, _present(folder, last.outputs)):
        yield f"outputs: {said}"


def _present(folder: Path, names: Iterable[str]) -> Digests:
    paths = ((name, folder / name) for name in names)
    return {name: digest(path.read_bytes()) for name, path in paths if path.is_file()}


def _difference(before: Digests, now: Digests) -> str:
    changed = {
        "new": sorted(now.keys() - before.keys()),
        "gone": sorted(before.keys() - now.keys()),
        "changed": sorted(name for name in now.keys() & before.keys() if now[name] != before[name]),
    }
    return "; ".join(f"{_some(names)} {what}" for what, names in changed.items() if names)


def _some(names: list[str]) -> str:
    more = len(names) - _LONGEST_TOLD
    return ", ".join(names[:_LONGEST_TOLD]) + (f" and {more} more" if more > 0 else "")
