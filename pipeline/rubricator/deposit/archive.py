"""Opening a bag that came as a zip or tar file: nothing leads out, nothing swells beyond what a package may be."""

from __future__ import annotations

import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.validate.links import leads_out

MOST_FILES: Final = 100_000
MOST_BYTES: Final = 4 * 1024**3
"""An edition with pictures stays far below; what is larger comes as a folder, which is only read."""
MOST_SWELLING: Final = 100
"""Text packs to a tenth, the emptiest page to a thirtieth; only what is made to swell does so a hundredfold."""
_SMALL: Final = 10 * 1024**2
"""Bytes up to which swelling does no harm."""
DAMAGED: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError,
)  # fmt: skip
"""What the readers of archives stumble over in one that is damaged, or names what no disk can hold."""


class Member(NamedTuple):
    """What an archive says of a file in it."""

    name: str
    size: int
    link: bool


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder that is a bag, or that an archive holds, unpacked for a while.

    Raises RubricatorError for what is neither, is damaged, leads out or is too much.
    """
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
    """Unpack with every name and size checked first: one bad one, and nothing is written."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _check(path, (Member(one.filename, one.file_size, _zipped_link(one)) for one in archive.infolist()))
                archive.extractall(folder)
        elif tarfile.is_tarfile(path):
            with tarfile.open(path) as packed:
                _check(path, (Member(one.name, one.size, not (one.isfile() or one.isdir())) for one in packed))
                packed.extractall(folder, filter="data")
        else:
            raise fail("bag-none", path)
    except DAMAGED as error:
        raise fail("bag-archive", path, reason=error) from None


def _zipped_link(member: zipfile.ZipInfo) -> bool:
    return (member.external_attr >> 16) & 0o170000 == 0o120000


def _check(path: Path, members: Iterable[Member]) -> None:
    """Refuse a bad member; of what is too much, no more is read than shows it."""
    faults, total, packed = [], 0, max(path.stat().st_size, 1)
    for count, one in enumerate(members, 1):
        total += one.size
        if count > MOST_FILES or total > MOST_BYTES or swells(total, packed):
            raise fail("bag-swells", path, files=count, bytes=total, packed=packed)
        if leads_out(one.name):
            faults.append(Finding("bag-escape", str(path), values={"file": one.name}))
        elif one.link:
            faults.append(Finding("bag-link", str(path), values={"file": one.name}))
    if faults:
        raise RubricatorError(*faults)


def swells(size: int, packed: int) -> bool:
    """True where so many bytes come out of so few that somebody meant it."""
    return size > _SMALL and size > MOST_SWELLING * packed
