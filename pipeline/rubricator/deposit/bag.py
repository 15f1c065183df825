"""BagIt 1.0 (RFC 8493): a folder of files to a bag, the same files to the same bytes; bag to zip or tar."""

from __future__ import annotations

import hashlib
import re
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
_ENCODED: Final = re.compile(r"%(25|0[AaDd])")
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
    write(folder / f"manifest-{ALGORITHM}.txt", "".join(_payload_lines(folder)).encode())
    write(folder / "bagit.txt", DECLARATION.encode())
    write(folder / _MANIFEST, "".join(_tag_lines(folder)).encode())


def _payload_lines(folder: Path) -> Iterator[str]:
    """Checksums of the payload, by name; the library does not encode the percent sign."""
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file():
            name = encoded(path.relative_to(folder).as_posix())
            yield f"{hashlib.sha512(path.read_bytes()).hexdigest()}  {name}\n"


def _tag_lines(folder: Path) -> Iterator[str]:
    """Checksums of the tag files, by name: the library lists them as the disk does, and declares BagIt 0.97."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != _MANIFEST:
            yield f"{hashlib.sha512(path.read_bytes()).hexdigest()} {path.name}\n"


def foreign(folder: Path) -> list[str]:
    """Files of a bag that no manifest lists, links among them."""
    manifests = sorted(folder.glob("*manifest-*.txt"))
    listed = {name for one in manifests for name in _listed(one)} | {one.name for one in manifests}
    names = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    return sorted(name for name in names if name not in listed)


def _listed(manifest: Path) -> Iterator[str]:
    for line in manifest.read_text(encoding="utf-8", errors="replace").splitlines():
        yield decoded(line.partition(" ")[2].strip().removeprefix("*"))


def decoded(name: str) -> str:
    """The name of a file as a manifest has it: RFC 8493 encodes CR, LF and the percent sign, nothing else."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), name)


def encoded(name: str) -> str:
    """A name as it stands in a manifest."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


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
