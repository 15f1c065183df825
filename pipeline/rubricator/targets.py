"""What there is to build, where its text lies, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rubricator.model import edition
from rubricator.model.edition import Edition, Metadata, Witness
from rubricator.model.messages import Finding, fail

Progress = Callable[[str], None]
"""Who is told of each step."""


def silent(_: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to build: an edition, and its text where it is at hand."""

    edition: Edition
    text: Path | None

    @property
    def id(self) -> str:
        """Name of its folder in the build."""
        return self.edition.edition.id


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, and what to tell of it."""

    summary: str
    written: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def without_text(target: Target) -> Built:
    """What is told of an edition whose text is not at hand."""
    finding = Finding("ed-no-text", str((target.edition.folder or Path()) / edition.FILE))
    return Built(f"{target.id}: skipped, {finding.sentence} ({finding.remedy})", (), (finding,))


def told(target: Target, out: Path, count: int, lines: Iterable[str] = ()) -> str:
    """The summary of a build that wrote so many files, with what to open."""
    page = out / target.id / "html" / "index.html"
    ready = [f"  open {page}"] if page.is_file() else []
    return "\n".join((f"{target.id}: {count} files in {out / target.id}", *lines, *ready))


def targets(paths: Iterable[Path], texts: Sequence[Path] = ()) -> Iterator[Target]:
    """What `paths` name: edition folders, bare texts, or folders that hold some.

    A text that an edition is pinned to is built as that edition only. Raises RubricatorError for a
    path that is neither.
    """
    places = [place for path in paths for place in _expanded(path)]
    found = [Target(one, find_text(one, texts)) for one in (edition.load(p) for p in places if p.is_dir())]
    taken = {target.text.resolve() for target in found if target.text}
    yield from found
    for path in places:
        if not path.is_dir() and path.resolve() not in taken:
            yield Target(bare(path), path)


def _expanded(path: Path) -> list[Path]:
    if not path.is_dir() or (path / edition.FILE).is_file():
        return [path]
    inside = sorted(one for one in path.iterdir() if (one / edition.FILE).is_file() or one.suffix == ".txt")
    if not inside:
        raise fail("in-directory", path)
    return inside


def bare(path: Path) -> Edition:
    """What is known of a text that nobody described: its name."""
    return Edition(edition=Metadata(id=edition.edition_id(path.stem)), source=Witness(file=path.name))


def find_text(found: Edition, texts: Iterable[Path] = ()) -> Path | None:
    """The text of an edition: in its folder, else in one of `texts`, under its name or its checksum."""
    if found.text_path:
        return found.text_path
    for folder in texts:
        named = folder / found.source.file
        others = sorted(folder.glob("*.txt")) if found.source.sha256 else []
        for path in [named, *others]:
            if path.is_file() and _pinned(path, found.source.sha256):
                return path
        if named.is_file():
            return named
    return None


def _pinned(path: Path, sha256: str) -> bool:
    return not sha256 or hashlib.sha256(path.read_bytes()).hexdigest() == sha256
