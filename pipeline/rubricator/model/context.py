"""What an annotator may know besides the document: the edition's metadata and its authority files."""

from __future__ import annotations

from dataclasses import dataclass, field

from rubricator.model.authority import Authority
from rubricator.model.edition import Edition


@dataclass(frozen=True, slots=True)
class Context:
    """The edition (guesses filled in) and the authority entries it may use."""

    edition: Edition = field(default_factory=Edition)
    authority: Authority = field(default_factory=Authority)
