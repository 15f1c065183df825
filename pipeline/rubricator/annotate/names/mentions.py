"""What the names annotator handles on its way: a text made alike for matching, and mentions in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from rubricator.model.document import Cert, Document
from rubricator.model.name_forms import alike
from rubricator.reading.text import Reading, read

Kind = Literal["person", "place", "org", "bibl"]


class Mention(NamedTuple):
    """A name in the matching text, ``[start, end)`` without the titles of rank before it.

    `title` is where those titles begin (`start` where there are none); `others` are ids it might
    mean as well.
    """

    start: int
    end: int
    kind: Kind
    id: str
    rule: str
    cert: Cert = "high"
    title: int = -1
    others: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """Where the mention begins, titles of rank included."""
        return self.start if self.title < 0 else self.title


def matching_text(document: Document) -> Reading:
    """The text as read, with white space, apostrophes and hyphens alike; furniture, calls and marks of emphasis stand.

    A single space stands for any white space inside a block, two or more part blocks, so that no name
    reaches from one block into the next.
    """
    reading = read(document, furniture=True, calls=True, marks=True, verses=True)
    return replace(reading, text=alike(reading.text))
