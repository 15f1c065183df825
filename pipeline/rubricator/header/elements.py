"""TEI elements as the header writes them."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from rubricator.model.source import BAD_CHARACTER

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_E: Final = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def e(tag: str, *children: Any, **attributes: str) -> etree._Element:
    """One TEI element; None children are left out, ``xml_id`` becomes ``xml:id``, ``cls_`` underscores go."""
    named = {
        (_XML + name[4:] if name.startswith("xml_") else name.rstrip("_")): value
        for name, value in attributes.items()
        if value
    }
    element: etree._Element = _E(tag, *(_clean(child) for child in children if child is not None), named)
    return element


def _clean(child: Any) -> Any:
    return BAD_CHARACTER.sub("\ufffd", child) if isinstance(child, str) else child


def spaced(words: str) -> str:
    """Words with one space between them."""
    return " ".join(words.split())
