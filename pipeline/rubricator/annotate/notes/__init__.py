"""Notes: calls and labels found, paired run by run, linked both ways."""

from rubricator.annotate.notes.annotator import notes

__all__ = ["notes"]
