"""The files of a package, each with its media type and its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from rubricator.model.files import write

TEI_TYPE: Final = "application/tei+xml"
_TYPES: Final = {
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".odd": TEI_TYPE,
    ".rng": "application/xml",
    ".xsd": "application/xml",
    ".sch": "application/xml",
    ".xsl": "application/xslt+xml",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/jsonl",
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
}

_PRONOM: Final = {
    TEI_TYPE: "fmt/1476",
    "text/plain": "x-fmt/111",
    "text/html": "fmt/471",
    "text/css": "x-fmt/224",
    "text/javascript": "x-fmt/423",
    "text/markdown": "fmt/1149",
    "application/xml": "fmt/101",
    "application/epub+zip": "fmt/483",
    "application/pdf": "fmt/479",
    "application/json": "fmt/817",
    "application/ld+json": "fmt/880",
    "application/yaml": "fmt/818",
    "application/xslt+xml": "x-fmt/281",
    "application/x-bibtex": "fmt/1616",
}
"""The National Archives' id of a format, where PRONOM has one; our PDF is PDF/A-3a, our HTML HTML 5."""
_READABLE: Final = frozenset({TEI_TYPE, "text/plain", "text/html", "application/epub+zip", "application/pdf"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the payload: its path there, what it is, its bytes' measure."""

    path: str
    about: str
    media_type: str
    size: int
    sha512: str

    @property
    def pronom(self) -> str:
        """Its format's id in PRONOM; empty where there is none."""
        return "x-fmt/280" if self.path.endswith(".xsd") else _PRONOM.get(self.media_type, "")


class Payload:
    """Files gathered below `folder`, in the order they were put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.items: list[Item] = []

    def put(self, path: str, data: bytes, about: str, media_type: str = "") -> None:
        """Write one file. An empty one is left out."""
        if data:
            write(self.folder / path, data)
            kind = media_type or _TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
            self.items.append(Item(path, about, kind, len(data), hashlib.sha512(data).hexdigest()))

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self.items, key=lambda item: item.path))

    def formats(self) -> tuple[str, ...]:
        """Media types in which the payload holds the edition, each once."""
        return tuple(sorted({item.media_type for item in self.items} & _READABLE))
