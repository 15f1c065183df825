"""Reading XML safely: nothing is fetched, no entity expanded, no document type declaration accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

from rubricator.model.messages import fail


def parse(path: Path, *, code: str = "xm-syntax") -> etree._Element:
    """Root of an XML file.

    Raises RubricatorError: `code` for XML that is not well-formed, ``xm-doctype`` for a document type
    declaration, ``in-…`` for a file that cannot be read.
    """
    try:
        return parse_bytes(path.read_bytes(), str(path), code=code)
    except FileNotFoundError:
        raise fail("in-missing", path) from None
    except IsADirectoryError:
        raise fail("in-directory", path) from None
    except OSError as error:
        raise fail("in-unreadable", path, reason=error.strerror) from None


def parse_bytes(data: bytes, name: str = "-", *, code: str = "xm-syntax") -> etree._Element:
    """Root of an XML document, as `parse`."""
    _refuse_doctype(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fail(code, name, error.lineno or 0, error.offset or 0, reason=error.msg) from None


class _RootSeen(Exception):  # noqa: N818
    """The prolog is over."""


def _refuse_doctype(data: bytes, name: str) -> None:
    """Raise for a DOCTYPE before a parser could act on it; faults of syntax are left to the parser."""
    scanner = expat.ParserCreate()

    def doctype(*_: Any) -> None:
        raise fail("xm-doctype", name, scanner.CurrentLineNumber)

    def root(*_: Any) -> None:
        raise _RootSeen

    scanner.StartDoctypeDeclHandler = doctype
    scanner.StartElementHandler = root
    try:
        scanner.Parse(data, True)
    except (_RootSeen, expat.ExpatError):
        return
