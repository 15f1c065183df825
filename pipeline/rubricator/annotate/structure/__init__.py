"""Structure: lines to blocks, zones, divisions, headings; each block told apart by the recogniser of its kind."""

from rubricator.annotate.structure.annotator import structure

__all__ = ["structure"]
