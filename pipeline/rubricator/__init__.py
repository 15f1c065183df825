"""Rubricator: plain text to validated TEI P5, and from TEI to HTML, EPUB 3 and PDF.

>>> import rubricator
>>> found = rubricator.encode("“We must go,” said Anna.")
>>> [found.document.slice(one) for one in found.document.in_layer("said")]
['“We must go,”']
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rubricator.annotate.stages import annotator
    from rubricator.api import build_edition, encode, load, publish, restore, validate
    from rubricator.model.document import Annotation, Document
    from rubricator.model.edition import Edition
    from rubricator.model.messages import Finding, RubricatorError
    from rubricator.model.source import Source

    __version__: str

RELEASED = "2026-11-29"
"""Day of this release, as in CITATION.cff: for formats that must have a date, where an edition states none."""

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

_HOMES = {
    "annotate.stages": ("annotator",),
    "api": ("build_edition", "encode", "load", "publish", "restore", "validate"),
    "model.document": ("Annotation", "Document"),
    "model.edition": ("Edition",),
    "model.messages": ("Finding", "RubricatorError"),
    "model.source": ("Source",),
}
"""Where the names that the library offers are defined; each is loaded when first asked for."""


class _Library(ModuleType):
    """The package as a library: loads late; its functions are not hidden by the rooms that share their names."""

    @property
    def __version__(self) -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("rubricator")
        except PackageNotFoundError:  # a source tree that was never installed
            return "0"


def _late(home: str, name: str) -> property:
    def found(_: ModuleType) -> Any:
        return getattr(import_module(f"rubricator.{home}"), name)

    return property(found, lambda library, value: library.__dict__.__setitem__(name, value))


for _home, _names in _HOMES.items():
    for _name in _names:
        setattr(_Library, _name, _late(_home, _name))
sys.modules[__name__].__class__ = _Library
