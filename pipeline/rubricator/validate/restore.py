"""The first law: from a TEI document back to the bytes of its source (Guidelines 2.3.3, editorialDecl)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from rubricator.model.messages import fail
from rubricator.model.source import text_codec, to_bytes

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_ADDED: Final = frozenset({TEI + "corr", TEI + "reg", TEI + "supplied"})
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f]{2}(?: ?[0-9A-Fa-f]{2}){0,3}")


class WitnessRecord(NamedTuple):
    """What the header says of the digital source."""

    sha256: str
    encoding: str
    bom: bytes
    line_ending: str


def restore(root: etree._Element, name: str = "-") -> bytes:
    """Bytes of the source. Raises RubricatorError where the header is silent or the checksum differs."""
    record = witness(root, name)
    try:
        data = to_bytes(source_text(root, record.line_ending), record.encoding, record.bom)
    except UnicodeEncodeError as error:
        reason = f"{record.encoding} has no character “{error.object[error.start]}”"
        raise fail("xm-no-witness", name, what=f"the true encoding ({reason})") from None
    found = hashlib.sha256(data).hexdigest()
    if found != record.sha256:
        raise fail("xm-checksum", name, found=found[:12], expected=record.sha256[:12])
    return data


def witness(root: etree._Element, name: str = "-") -> WitnessRecord:
    """The record of the digital source. Raises RubricatorError where root or record is not there."""
    if root.tag != TEI + "TEI":
        raise fail("xm-not-tei", name, root=etree.QName(root).localname)
    source = root.find(f".//{TEI}sourceDesc//{TEI}bibl[@type='digitalSource']")
    if source is None:
        raise fail("xm-no-witness", name, what="bibl type=digitalSource")
    bom = _said(source, "note[@type='byteOrderMark']", name)
    if bom != "none" and not _HEXADECIMAL.fullmatch(bom):
        raise fail("xm-no-witness", name, what="a byteOrderMark in hexadecimal digits")
    return WitnessRecord(
        _said(source, "idno[@type='sha256']", name),
        text_codec(_said(source, "note[@type='characterEncoding']", name), name),
        b"" if bom == "none" else bytes.fromhex(bom),
        _said(source, "note[@type='lineEnding']", name),
    )


def _said(source: etree._Element, path: str, name: str) -> str:
    found = source.find(TEI + path)
    if found is None or not found.text:
        raise fail("xm-no-witness", name, what=path)
    return found.text.strip()


def source_text(root: etree._Element, line_ending: str = "LF") -> str:
    """The string value of ``text`` less what the encoder added, carriage returns put back."""
    text = root.find(TEI + "text")
    if text is None:
        return ""
    characters = {_id(char): _code_point(char) for char in root.iter(TEI + "char")}
    words = "".join(_strings(text, characters))
    return words.replace("\n", "\r\n") if line_ending == "CRLF" else words


def _id(char: etree._Element) -> str:
    return "#" + (char.get(_XML_ID) or "")


def _code_point(char: etree._Element) -> str:
    mapping = char.find(f"{TEI}mapping[@type='codepoint']")
    return chr(int((mapping.text or "U+FFFD")[2:], 16)) if mapping is not None else "\ufffd"


def _strings(text: etree._Element, characters: dict[str, str]) -> Iterator[str]:
    hidden = 0
    for event, element in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event == "start":
            hidden += element.tag in _ADDED
            if not hidden:
                is_g = element.tag == TEI + "g"
                yield characters.get(element.get("ref") or "", "") if is_g else element.text or ""
        elif event == "end":
            hidden -= element.tag in _ADDED
        if event != "start" and not hidden and element is not text:
            yield element.tail or ""
