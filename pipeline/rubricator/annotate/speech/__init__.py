"""Speech: what stands in quotation marks or after dashes, of what kind it is, and who says it."""

from rubricator.annotate.speech.annotator import speech

__all__ = ["speech"]
