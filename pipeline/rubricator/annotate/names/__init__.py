"""Names: those of the authority files first, then those that form and context tell; each entity one id."""

from rubricator.annotate.names.annotator import names

__all__ = ["names"]
