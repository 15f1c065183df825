"""The EPUB container (OCF 3.3): mimetype first and stored, then the files by name, all with one date."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.publish.conservation import markup_words

_MIMETYPE = "application/epub+zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_READ: Final = re.compile(r"EPUB/(titlepage|text-\d+)\.xhtml")


def pack(folder: Path, timestamp: datetime, mimetype: str = _MIMETYPE) -> bytes:
    """The files below `folder` as an EPUB, or another archive; the same files and time give the same bytes."""
    date = max(timestamp.timetuple()[:6], _EARLIEST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr(_entry("mimetype", date, zipfile.ZIP_STORED), mimetype)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            archive.writestr(_entry(name, date, zipfile.ZIP_DEFLATED), path.read_bytes())
    return buffer.getvalue()


def _entry(name: str, date: tuple[int, ...], method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (date[0], date[1], date[2], date[3], date[4], date[5]))
    entry.compress_type = method
    entry.create_system = 3
    entry.external_attr = _READABLE_FILE
    return entry


def book_words(data: bytes) -> str:
    """The words of an EPUB's title page and text, without its navigation and back matter."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [etree.fromstring(archive.read(name)) for name in archive.namelist() if _READ.fullmatch(name)]
    return "\n".join(markup_words(page) for page in pages)
