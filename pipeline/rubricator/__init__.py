"""Rubricator: plain text to validated TEI P5, and from TEI to HTML, EPUB 3 and PDF."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("rubricator")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0"
