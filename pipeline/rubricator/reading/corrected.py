"""The corrected reading, letters, lines, calls and furniture as they stand; and what moved to rooms of its own."""

from __future__ import annotations

from rubricator.model.document import Document
from rubricator.reading.search import matches_at, near, occurrences, trimmed
from rubricator.reading.sentences import sentences
from rubricator.reading.text import Reading, read

__all__ = ["Reading", "corrected", "matches_at", "near", "occurrences", "sentences", "trimmed"]


def corrected(document: Document) -> Reading:
    """The document's text with its corrections, all else as printed."""
    return read(document, letters=False, furniture=True, calls=True, marks=True, lines=True)
