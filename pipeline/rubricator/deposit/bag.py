"""BagIt 1.0 (RFC 8493): a folder of files to a bag, the same files to the same bytes; bag to zip or tar."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from rubricator.model.files import write, write_with
from rubricator.model.messages import fail

DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHM: Final = "sha512"
_MANIFEST: Final = f"tagmanifest-{ALGORITHM}.txt"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def make_bag(folder: Path, info: Mapping[str, str]) -> None:
    """Turn `folder` into a bag in its place. Raises RubricatorError where the library bagit is not installed."""
    try:
        import bagit
    except ImportError:
        raise fail("pu-tool", tool="bagit", package="bagit") from None
    bag = bagit.make_bag(str(folder), dict(info), checksums=[ALGORITHM])
    if "Bagging-Date" not in info:
        del bag.info["Bagging-Date"]
        bag.save()
    write(folder / "bagit.txt", DECLARATION.encode())
    write(folder / _MANIFEST, "".join(_tag_lines(folder)).encode())


def _tag_lines(folder: Path) -> Iterator[str]:
    """Checksums of the tag files, by name: the library lists them as the disk does, and declares BagIt 0.97."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != _MANIFEST:
            yield f"{hashlib.sha512(path.read_bytes()).hexdigest()} {path.name}\n"


def pack_zip(folder: Path, target: Path) -> Path:
    """A bag as a zip file: sorted names, one date."""

    def make(temporary: Path) -> None:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in _files(folder):
                info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _EPOCH)
                info.external_attr = 0o644 << 16
                archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)

    return write_with(target, make)


def pack_tar(folder: Path, target: Path) -> Path:
    """A bag as an uncompressed tar file: sorted names, one date, nobody's ids."""

    def make(temporary: Path) -> None:
        with tarfile.open(temporary, "w", format=tarfile.PAX_FORMAT) as archive:
            for path in _files(folder):
                data = path.read_bytes()
                info = tarfile.TarInfo(path.relative_to(folder.parent).as_posix())
                info.size = len(data)
                archive.addfile(info, BytesIO(data))

    return write_with(target, make)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
