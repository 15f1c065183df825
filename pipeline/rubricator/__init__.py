"""Rubricator: plain text to validated TEI P5, and from TEI to HTML, EPUB 3 and PDF.

>>> import rubricator
>>> found = rubricator.encode("“We must go,” said Anna.")
>>> [found.document.slice(one) for one in found.document.in_layer("said")]
['“We must go,”']
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("rubricator")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0"

import rubricator.publish
import rubricator.validate  # noqa: F401
from rubricator.annotate.stages import annotator
from rubricator.api import build_edition, encode, load, publish, restore, validate
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition
from rubricator.model.messages import Finding, RubricatorError
from rubricator.model.source import Source

__all__ = [
    "Annotation",
    "Document",
    "Edition",
    "Finding",
    "RubricatorError",
    "Source",
    "annotator",
    "build_edition",
    "encode",
    "load",
    "publish",
    "restore",
    "validate",
]
