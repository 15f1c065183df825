"""What keeps a freshly encoded TEI file from being valid, each with the span of the source that it stands on.

Checked by the XSD, in which libxml2 is quickest and names the faulty element; and pointers into nothing, which no
grammar sees.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import chain
from typing import Final, NamedTuple, cast

from lxml import etree

from rubricator.model import xmlfile
from rubricator.validate.check import xsd, xsd_faults
from rubricator.validate.restore import TEI
from rubricator.validate.spans import spans

_MOST: Final = 500
"""Faults named in one round; whatever is left shows in the next."""


class Fault(NamedTuple):
    """Why an element cannot stay as it is; `dead` are ids that it points to and nobody bears.

    `element` is its bare name; outside the text it has no span, and `start` is -1.
    """

    element: str
    start: int
    end: int
    reason: str
    dead: str = ""


def faults(tei: bytes, crlf: bool) -> list[Fault]:
    """What is wrong with a TEI document; `crlf` where its source ends every line with CR and LF."""
    if _is_sound(tei):
        return []
    root = xmlfile.parse_bytes(tei)
    text = root.find(TEI + "text")
    amiss = [*xsd_faults(root, _MOST), *_dead(root, text), *_empty(text), *_blank(text)]
    if not amiss:
        return []
    places = {one.element: (one.start, one.end) for one in spans(root, crlf)}
    found = []
    for element, reason, dead in amiss:
        start, end = places.get(element, (-1, -1))
        found.append(Fault(etree.QName(element).localname, start, end, reason, dead))
    return found


def _is_sound(tei: bytes) -> bool:
    """True where nothing is wrong, as nearly always.

    It is read a division at a time: the tree of a long text would take more than twenty times its memory.
    """
    if _may_point_to_nothing(tei):
        return False
    divisions = etree.iterparse(
        BytesIO(tei), tag=TEI + "div", schema=xsd(), huge_tree=True, resolve_entities=False, no_network=True
    )
    try:
        for _, division in divisions:
            if any(chain(_empty(division), _blank(division))):
                return False
            division.clear(keep_tail=True)
    except etree.XMLSyntaxError:
        return False
    text = divisions.root.find(TEI + "text")
    return not any(chain(_empty(text), _blank(text)))


_Amiss = tuple[etree._Element, str, str]


def _empty(text: etree._Element | None) -> Iterator[_Amiss]:
    """What says nothing: a correction to the same words, a block quotation without a block."""
    for one in text.iter(TEI + "sic", TEI + "said", TEI + "quote") if text is not None else ():
        if one.tag == TEI + "sic":
            corr = one.getnext()
            if corr is not None and "".join(map(str, one.itertext())) == "".join(map(str, corr.itertext())):
                yield one, "it corrects words to themselves", ""
        elif one.get("rend") == "block" and not any(child.tag in _BLOCKS for child in one):
            yield one, "it is a block quotation without a block", ""


def _blank(text: etree._Element | None) -> Iterator[_Amiss]:
    """What encloses nothing but white space, and what holds loose words beside blocks."""
    for one in cast("list[etree._Element]", _wordless(text)) if text is not None else ():
        yield one, "it encloses no words", ""
    for one in cast("list[etree._Element]", _mixed(text)) if text is not None else ():
        yield one, "it holds blocks and, beside them, loose words", ""


def _any(names: str) -> str:
    return " or ".join(f"self::t:{name}" for name in names.split())


_NAMES: Final = {"t": TEI[1:-1]}
_wordless: Final = etree.XPath(
    f".//*[text() and not(*) and not(normalize-space())][{_any('head p l speaker label said quote soCalled mentioned')}"
    f" or {_any('date persName placeName orgName name rs foreign hi seg pc title')}]",
    namespaces=_NAMES,
)
_mixed: Final = etree.XPath(
    f".//*[{_any('said quote item cell note stage')}][t:p or t:sp or (t:lg and ({_any('said quote')}))]"
    "[text()[normalize-space()]]",
    namespaces=_NAMES,
)
_BLOCKS: Final = frozenset(TEI + name for name in ("p", "lg", "sp", "list", "table", "ab"))


_ID: Final = re.compile(rb'xml:id="([^"]*)"')
_POINTER: Final = re.compile(rb'[" ]#([^\s"<]+)')


def _may_point_to_nothing(tei: bytes) -> bool:
    """False where a glance at the bytes tells that every pointer leads somewhere and no id stands twice.

    This takes 0.005 s a megabyte of text, asking the tree eight times as long.
    """
    borne = [found[1] for found in _ID.finditer(tei) if _in_tag(tei, found.start())]
    ids = frozenset(borne)
    dead = (found for found in _POINTER.finditer(tei) if found[1] not in ids)
    return len(ids) < len(borne) or any(_in_tag(tei, found.start()) for found in dead)


def _in_tag(tei: bytes, at: int) -> bool:
    return tei.rfind(b"<", 0, at) > tei.rfind(b">", 0, at)


def _dead(root: etree._Element, text: etree._Element | None) -> Iterator[_Amiss]:
    """Elements of the text with a pointer to an id that nobody bears; hardly ever is there one."""
    ids = _values(_all_ids, root)
    if text is None or not any(_dead_targets(given, ids) for given in _values(_all_pointers, text)):
        return
    for element in text.iter(etree.Element):
        for name, given in _attributes(element):
            for target in _dead_targets(given, ids):
                yield element, f"{name} points to {target}, which is the id of nothing", target[1:]


_all_ids: Final = etree.XPath("//@xml:id", smart_strings=False)
_all_pointers: Final = etree.XPath(".//@*[contains(., '#')]", smart_strings=False)


def _values(path: etree.XPath, element: etree._Element) -> set[str]:
    """The different values of the attributes that a path finds."""
    return set(cast("list[str]", path(element)))


def _dead_targets(given: str, ids: Collection[str]) -> list[str]:
    return [target for target in given.split() if target[:1] == "#" and target[1:] not in ids]


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]
