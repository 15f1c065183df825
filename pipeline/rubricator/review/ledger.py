"""The decisions of an edition on disk: read, added to, taken back, always whole and line by line.

The file is the only record. Every change reads it afresh under a lock on the folder, so that lines written by others
meanwhile (an editor, git, a second workbench) are kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rubricator.editing.deciding import appended
from rubricator.model import decisions
from rubricator.model.decisions import Decision, record
from rubricator.model.files import write

if sys.platform != "win32":
    import fcntl

Stamp = tuple[tuple[str, int, int], ...]


class Ledger:
    """decisions.jsonl of an edition folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / decisions.FILE

    def load(self) -> list[Decision]:
        """The decisions as they stand. Raises RubricatorError with every faulty line."""
        return decisions.load(self.folder)

    def append(self, made: Sequence[Decision]) -> None:
        """Add decisions at the end."""
        with locked(self.folder):
            self.load()
            write(self.path, appended(self.folder, made))

    def remove(self, made: Sequence[Decision]) -> bool:
        """Take decisions out, the last of those that are alike; False where one of them is no longer there."""
        with locked(self.folder):
            self.load()
            data = self.path.read_bytes() if self.path.is_file() else b""
            lines = _without(data.decode("utf-8").splitlines(keepends=True), made)
            if lines is None:
                return False
            write(self.path, "".join(lines).encode("utf-8"))
            return True


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder to oneself: other workbenches wait (where the system has such locks)."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def stamp(paths: Sequence[Path]) -> Stamp:
    """What tells whether files have changed since: their times and sizes."""
    found = []
    for path in paths:
        if path.is_file():
            status = path.stat()
            found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def _without(lines: Sequence[str], gone: Sequence[Decision]) -> list[str] | None:
    """The lines less those that say the decisions, however they are spelled; None where one of them is missing."""
    said = [record(parsed[0]) if (parsed := decisions.parse([line])) else None for line in lines]
    left = set(range(len(lines)))
    for one in reversed(gone):
        at = next((at for at in sorted(left, reverse=True) if said[at] == record(one)), None)
        if at is None:
            return None
        left.remove(at)
    return [line for at, line in enumerate(lines) if at in left]
