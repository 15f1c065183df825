"""Corrections: what digitization broke, told from what the author wrote (Guidelines 3.5.1, apparent errors).

Precision before recall. The first witness is the document's own vocabulary: a word that stands unbroken
elsewhere. A general frequency list decides alone only in a document that has shown itself damaged.
"""

from rubricator.annotate.corrections.annotator import corrections
from rubricator.annotate.corrections.evidence import testimony

__all__ = ["corrections", "testimony"]
