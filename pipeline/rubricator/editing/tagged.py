"""The tags of a TEI file as claims about its source: what `encode` wrote, read back with what an editor changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from lxml import etree

from rubricator.encode.permanent import NAME, PREFIXES
from rubricator.model.document import Annotation, Cert, Document
from rubricator.model.layers import LAYERS, POINTERS, allowed
from rubricator.model.messages import Finding
from rubricator.model.source import decode
from rubricator.validate import restore
from rubricator.validate.restore import TEI
from rubricator.validate.spans import Spanned, spans

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_NAMES: Final = {XML + "id": "id", XML + "lang": "lang"}
_BY_ELEMENT: Final = {
    element: sorted(
        (name for name, layer in LAYERS.items() if layer.element == element and layer.level != "aside"),
        key=lambda name: -len(LAYERS[name].fixed),
    )
    for element in {layer.element for layer in LAYERS.values() if layer.form != "choice"}
}


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the text as a claim about the source; signatures (who says so) apart."""

    layer: str
    start: int
    end: int
    attrs: Mapping[str, str] = field(default_factory=dict)
    cert: str = "high"
    line: int = 0
    rule: str = ""
    """The rule that made the tag, as ``annotator/rule``; an editor who writes or changes a tag may leave it there."""
    resp: str = ""

    @property
    def span(self) -> tuple[str, int, int]:
        """What makes it the same tag, whatever its attributes."""
        return self.layer, self.start, self.end

    @property
    def value(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """What may change about it."""
        return tuple(sorted(self.attrs.items())), self.cert


def tags_of(root: etree._Element, crlf: bool, name: str, findings: list[Finding]) -> Iterator[Tag]:
    """The tags of an edited file; elements that no layer writes go to `findings`."""
    for one in spans(root, crlf):
        if _is_scaffold(one.element):
            continue
        tag = _tag(one)
        if tag:
            yield tag
        else:
            element = f"{etree.QName(one.element).localname} {_shown(_attributes(one.element))}".rstrip()
            findings.append(Finding("ab-element", name, one.line, 0, {"element": element}))


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _shown(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{etree.QName(name).localname}="{value}"' for name, value in attributes.items())


def _is_scaffold(element: etree._Element) -> bool:
    """True for what belongs to another tag, or to none: text, g, the parts of choice, supplied and floatingText."""
    parent = element.getparent()
    above = parent.tag if parent is not None else ""
    inside = {(TEI + "body", TEI + "floatingText"), (TEI + "pc", TEI + "supplied"), (TEI + "corr", TEI + "choice")}
    return (
        element.tag in (TEI + "g", TEI + "choice")
        or (element.tag == TEI + "text" and above == TEI + "TEI")
        or (element.tag, above) in inside
        or not isinstance(element.tag, str)
    )


def _tag(one: Spanned) -> Tag | None:
    if one.element.tag == TEI + "sic":
        return _correction(one)
    attributes = _attributes(one.element)
    extra: dict[str, str] = {}
    if one.element.tag == TEI + "supplied":
        mark = one.element.find(TEI + "pc")
        extra = {"text": one.words} | ({"mark": mark.get("type", "")} if mark is not None else {})
    for layer in _BY_ELEMENT.get(etree.QName(one.element).localname, ()):
        if (attrs := _attrs(layer, attributes)) is not None:
            cert = attributes.get("cert", "high")
            return Tag(layer, one.start, one.end, attrs | extra, cert, one.line, *_signature(attributes))
    return None


def _correction(one: Spanned) -> Tag | None:
    """``choice`` with sic and corr."""
    corr = one.element.getnext()
    if corr is None or corr.tag != TEI + "corr":
        return None
    attrs = _attrs("sic", _attributes(corr))
    words = {"corr": "".join(str(words) for words in corr.itertext())}
    return (
        None
        if attrs is None
        else Tag(
            "sic", one.start, one.end, attrs | words, corr.get("cert", "high"), one.line, *_signature(_attributes(corr))
        )
    )


def _attrs(layer: str, attributes: Mapping[str, str]) -> dict[str, str] | None:
    """Attributes as an annotation has them; None where the layer would not write them so."""
    row = LAYERS[layer]
    found: dict[str, str] = {}
    for full, value in attributes.items():
        name = _NAMES.get(full, full)
        kind = row.kind(name)
        if name in POINTERS or kind in POINTERS or name == "rendition":
            value = " ".join(part.removeprefix("#") for part in value.split())
        if name in row.fixed and row.fixed[name] == value:
            continue
        if name == "id" and layer in PREFIXES and NAME.fullmatch(value):
            continue
        if kind is None and name in ("ana", "cert", "resp"):
            continue
        if not allowed(layer, name, value):
            return None
        found[name] = value
    missing = [name for name in row.fixed if name not in {_NAMES.get(full, full) for full in attributes}]
    return None if missing else found


def _signature(attributes: Mapping[str, str]) -> tuple[str, str]:
    """Rule and editor of a tag; nobody is named for what the program found."""
    _, _, rule = attributes.get("ana", "").partition("#rule.")
    resp = attributes.get("resp", "").removeprefix("#")
    return rule.replace(".", "/", 1), "" if resp == "resp.conv" else resp


@dataclass(frozen=True, slots=True)
class Tagged:
    """A TEI file read back: its document, what its header says of each rule, what no layer writes."""

    document: Document
    rules: Mapping[str, str]
    findings: tuple[Finding, ...]


def tagged(root: etree._Element, name: str = "-") -> Tagged:
    """The document that a TEI file holds. Raises RubricatorError where its source cannot be restored."""
    record = restore.witness(root, name)
    source = decode(restore.restore(root, name), name, record.encoding if not record.bom else None)
    findings: list[Finding] = []
    found = [_annotation(one) for one in tags_of(root, source.line_ending == "CRLF", name, findings)]
    document = Document(source).with_annotations([*found, *_flags(root)])
    return Tagged(document, _clauses(root), tuple(findings))


def _annotation(tag: Tag) -> Annotation:
    return Annotation(tag.layer, tag.start, tag.end, tag.attrs, tag.rule, cast(Cert, tag.cert), tag.resp)


def _flags(root: etree._Element) -> Iterator[Annotation]:
    """What the file tells an editor to look at, from the annotations of its standOff."""
    for one in root.iterfind(f"{TEI}standOff/{TEI}listAnnotation/{TEI}annotation"):
        start, _, end = (one.get("target") or "").removeprefix("src:").partition(",")
        if start.isdecimal() and end.isdecimal():
            yield Annotation("flag", int(start), int(end), {"reason": one.findtext(f"{TEI}note") or ""})


def _clauses(root: etree._Element) -> dict[str, str]:
    """What the header's taxonomy says of each rule, without the number of its annotations."""
    found = {}
    for one in root.iterfind(f".//{TEI}taxonomy//{TEI}category"):
        _, rule, name = (one.get(XML + "id") or "").partition("rule.")
        if rule:
            clause = " ".join((one.findtext(f"{TEI}catDesc") or "").split())
            found[name.replace(".", "/", 1)] = clause.rpartition(" (")[0] or clause
    return found
