"""Entities that a text named for sure, written into an authority file of its edition.

Entries are TEI ``person``, ``place`` and ``org`` (TEI Guidelines 14.3.2, 14.3.4, 14.3.3). What a file holds
already stays as it is: new entries are added behind the old ones, in the order of their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.annotate.names.vocabulary import NameWords, name_words
from rubricator.model.authority import XML_ID, Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.files import write
from rubricator.model.name_forms import NAME_TAGS, TEI, alike, entry_kind, forms
from rubricator.model.xmlfile import parse
from rubricator.report.names import Entity, Mention

FILE: Final = "found.xml"
_PARTS: Final = ("roleName", "forename", "nameLink", "surname", "genName")
_LISTS: Final = {"person": "listPerson", "place": "listPlace", "org": "listOrg", "bibl": "listBibl"}
_PLURAL: Final = re.compile(r"(?:s|es)$")
_EMPTY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>Names found in the text</title></titleStmt>
      <publicationStmt><p>Part of the edition whose folder holds it.</p></publicationStmt>
      <sourceDesc><p>Compiled from the text by rubricator names; to be corrected and completed by hand.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
  </standOff>
</TEI>
"""


def write_confirmed(folder: Path, found: Iterable[Entity], document: Document, context: Context) -> tuple[Path, int]:
    """Add the confirmed entities to ``authority/found.xml`` of an edition's folder: its path, how many were added.

    Nothing is written where there is nothing to add. Raises RubricatorError where the file cannot be read or
    written.
    """
    path = folder / "authority" / FILE
    confirmed = sorted((one for one in found if one.confirmed), key=lambda one: one.id)
    if confirmed:
        language = name_words(context.edition.edition.language)
        entries = [entry(one, document, language) for one in confirmed]
        write(path, merged(path, entries, context.authority))
    return path, len(confirmed)


def entry(entity: Entity, document: Document, language: NameWords) -> etree._Element:
    """The TEI entry of an entity: its fullest name divided into its parts, the other forms as variants."""
    found = etree.Element(TEI + entity.kind, {XML_ID: entity.id})
    fullest = max(entity.mentions, key=lambda one: (one.words.istitle(), len(one.words), one.words))
    name = etree.SubElement(found, TEI + NAME_TAGS[entity.kind])
    if entity.kind == "person":
        _divide(name, fullest, document, language)
    else:
        name.text = fullest.words
    for words in sorted({one for mention in entity.mentions if (one := _bare(mention, document))}):
        if alike(words).casefold() not in {form.casefold() for form in forms(found)} and not _family(words, found):
            etree.SubElement(found, TEI + NAME_TAGS[entity.kind], type="variant").text = words
    return found


def _family(words: str, entry: etree._Element) -> bool:
    """``Bennets``: a plural that is no name of one person."""
    return _PLURAL.sub("", words) in forms(entry)


def _inside(mention: Mention, document: Document) -> Sequence[Annotation]:
    return document.within(mention.annotation.start, mention.annotation.end, *_PARTS)


def _bare(mention: Mention, document: Document) -> str:
    """The words of a mention without titles of rank."""
    start = max(
        (one.end for one in _inside(mention, document) if one.layer == "roleName"), default=mention.annotation.start
    )
    return " ".join(document.text[start : mention.annotation.end].split())


def _divide(name: etree._Element, mention: Mention, document: Document, language: NameWords) -> None:
    """Fill a persName: the parts that were tagged; a single word behind a title is a surname, or a forename."""
    at, last = mention.annotation.start, None
    for one in [*_inside(mention, document), *_single(mention, document, language)]:
        if one.start < at:
            continue
        _append_text(name, last, document.text[at : one.start])
        last = etree.SubElement(name, TEI + one.layer)
        last.text = " ".join(document.slice(one).split())
        at = one.end
    _append_text(name, last, document.text[at : mention.annotation.end])


def _single(mention: Mention, document: Document, language: NameWords) -> Iterator[Annotation]:
    words = _bare(mention, document)
    if words and " " not in words and words != mention.words:
        layer = "forename" if words in language.forenames else "surname"
        end = mention.annotation.end
        yield Annotation(layer, end - len(words), end)


def _append_text(name: etree._Element, last: etree._Element | None, text: str) -> None:
    plain = " ".join(text.split())
    spaced = " " * (text[:1].isspace()) + plain + " " * (text[-1:].isspace() and bool(plain))
    if last is None:
        name.text = spaced
    else:
        last.tail = spaced


def merged(path: Path, entries: Iterable[etree._Element], known: Authority | None = None) -> bytes:
    """The bytes of an authority file with further entries; a new file where there is none.

    `known` are the entries of the edition, which tell who is invented.
    """
    root = parse(path, code="au-xml") if path.is_file() else etree.fromstring(_EMPTY.encode("utf-8"))
    for one in entries:
        _add(_list_for(root, one, (known or Authority()).fictional(one.get(XML_ID) or "")), one)
    data: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data + b"\n"


def _list_for(root: etree._Element, entry: etree._Element, fictional: bool) -> etree._Element:
    """The list that an entry belongs to, made where there is none; invented persons have their own."""
    home = root.find(TEI + "standOff")
    home = root if home is None else home
    tag = _LISTS[entry_kind(entry)]
    type_ = "fictional" if fictional else None
    for one in home.iterchildren(TEI + tag):
        if one.get("type") == type_:
            return one
    made = etree.Element(TEI + tag, {"type": type_} if type_ else {})
    made.text, made.tail = "\n    ", "\n  "
    order = list(_LISTS.values())
    later = [one for one in home if etree.QName(one).localname not in order[: order.index(tag) + 1]]
    at = home.index(later[0]) if later else len(home)
    if at:
        home[at - 1].tail = "\n    "
    else:
        home.text = "\n    "
    if later:
        made.tail = "\n    "
    home.insert(at, made)
    return made


def _add(home: etree._Element, entry: etree._Element) -> None:
    if len(home):
        home[-1].tail = "\n      "
    else:
        home.text = "\n      "
    entry.tail = "\n    "
    home.append(entry)
