"""Reading XML safely: nothing is fetched, no entity expanded, no document type declaration accepted."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

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
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fail(code, name, error.lineno or 0, error.offset or 0, reason=error.msg) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise fail("xm-doctype", name, 1)
    return root


_SIGNATURES: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("<?".encode("utf-32-le"), "utf-32-le"),
    ("<?".encode("utf-32-be"), "utf-32-be"),
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
"""How the first bytes of a document tell its encoding (XML 1.0, appendix F)."""
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.-]*)""")
_PROLOG: Final = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_DOCTYPE: Final = "<!DOCTYPE"


def _refuse_doctype(data: bytes, name: str) -> None:
    """Raise for a DOCTYPE before a parser could act on it: decided on the decoded text, in whatever encoding."""
    text = _decoded(data)
    at = 1 if text.startswith("\ufeff") else 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    if text.startswith(_DOCTYPE, at):
        raise fail("xm-doctype", name, text.count("\n", 0, at) + 1)


def _decoded(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _SIGNATURES if data.startswith(mark)), "")
    if not encoding:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError, UnicodeError):
        return data.decode("latin-1")
