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

_READABLE: Final = frozenset({TEI_TYPE, "text/plain", "text/html", "application/epub+zip", "application/pdf"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the payload: its path there, what it is, its bytes' measure."""

    path: str
    about: str
    media_type: str
    size: int
    sha512: str


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
