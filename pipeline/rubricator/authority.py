"""Authority files to persons, places, bodies and works; look-up only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree


@dataclass(frozen=True, slots=True)
class Authority:
    """All entries of the authority files by id: TEI elements person, place, org, bibl."""

    entries: Mapping[str, etree._Element] = field(default_factory=dict)


def load(paths: Iterable[Path]) -> Authority:
    """Read authority files. Raises RubricatorError (au-…) for files that are not well-formed or repeat an id."""
    raise NotImplementedError
