"""What an annotator may know besides the document: the edition's metadata and its authority files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rubricator.model.authority import Authority
from rubricator.model.edition import Edition

Heard = Mapping[str, Mapping[tuple[int, int], Mapping[str, str]]]
"""Of each layer, the attributes that the editor gave to places of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """The edition (guesses filled in) and the authority entries it may use.

    `heard` is what the editor has said already of the layers that an annotator heeds: layer, place, attributes.
    """

    edition: Edition = field(default_factory=Edition)
    authority: Authority = field(default_factory=Authority)
    heard: Heard = field(default_factory=dict)

    def read_as(self, language: str) -> Context:
        """The same for a passage in another language."""
        stated = replace(self.edition.edition, language=language)
        return replace(self, edition=replace(self.edition, edition=stated))
