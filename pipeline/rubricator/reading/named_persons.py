"""Persons and bodies of the authority files, found in a few words of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rubricator.model.authority import Authority

_CAPITALS: Final = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w'’.-]*(?:\s+(?:(?:de|of|von|van|zu|der)\s+)?[^\W\d_a-zà-öø-ÿ][\w'’.-]*)*"
)


@dataclass(frozen=True, slots=True)
class NamedPersons:
    """Looks names up; without authority files it knows nobody."""

    authority: Authority = field(default_factory=Authority)

    def one(self, name: str) -> str:
        """Id of the person or body that a name means, '' where none or not one alone."""
        found = [id for id in self.authority.find(name) if self.authority.kind(id) in ("person", "org")]
        return found[0] if found else ""

    def named(self, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Offsets and ids of the persons and bodies named in a stretch, in order."""
        if not self.authority.entries:
            return
        for match in _CAPITALS.finditer(text, start, end):
            yield from self._inside(match)

    def _inside(self, match: re.Match[str]) -> Iterator[tuple[int, str]]:
        words = list(re.finditer(r"\S+", match[0]))
        at = 0
        while at < len(words):
            for last in range(min(len(words), at + 5), at, -1):
                name = match[0][words[at].start() : words[last - 1].end()]
                if id := self.one(name.removesuffix("’s").removesuffix("'s")):
                    yield match.start() + words[at].start(), id
                    at = last - 1
                    break
            at += 1
