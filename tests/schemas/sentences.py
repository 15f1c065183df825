"""Random sentences of the grammar of rubricator.odd: each an element with whatever the ODD allows it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_VALUES: Final = {
    "ID": ["x"],
    "teidata.text": ["some words", ""],
    "teidata.word": ["word", "1911-01-21"],
    "teidata.enumerated": ["kind"],
    "teidata.pattern": ["([0-9]+)"],
    "teidata.pointer": ["#x1", "src:1,2", "https://example.org/"],
    "teidata.namespace": ["http://www.tei-c.org/ns/1.0"],
    "teidata.prefix": ["src"],
    "teidata.name": ["said"],
    "teidata.xmlName": ["name"],
    "teidata.language": ["en", "ru-Latn"],
    "teidata.truthValue": ["true", "false"],
    "teidata.count": ["0", "12"],
    "teidata.decimal": ["12", "0.5", "-3"],
    "teidata.probability": ["0", "0.25", "1"],
    "teidata.versionNumber": ["0.1.0", "1"],
    "teidata.temporal.w3c": ["1911", "1911-02", "1911-02-03", "--02-03", "-0044-03-15", "10:30:00"],
    "teidata.certainty": ["high", "medium", "low", "unknown"],
}
"""Values of each datatype."""
_DEEP: Final = 99


@dataclass(eq=False)
class Model:
    """A content model: kind ``text empty sequence choice element``, parts or a name, how often."""

    kind: str
    parts: list[Model] = field(default_factory=list)
    name: str = ""
    least: int = 1
    most: int = 1
    depth: int = _DEEP

    def measure(self, elements: dict[str, Model]) -> int:
        """How deep the shallowest sentence is."""
        depths = [part.measure(elements) for part in self.parts]
        needed = {"sequence": max, "choice": min}.get(self.kind, max)(depths, default=0)
        if self.kind == "element":
            needed = 1 + elements[self.name].depth
        self.depth = min(needed, _DEEP) if self.least else 0
        return self.depth


@dataclass(frozen=True)
class Attribute:
    name: str
    required: bool
    repeated: bool
    values: list[str]
    closed: bool


class Grammar:
    """The ODD as a generator of elements."""

    def __init__(self, odd: Path) -> None:
        specs = [one for one in etree.parse(odd).iter(f"{TEI}*") if one.tag.endswith("Spec") and one.get("ident")]
        self._specs = {str(one.get("ident")): one for one in specs if one.tag != f"{TEI}constraintSpec"}
        self._direct: dict[str, list[str]] = {}
        for ident, spec in self._specs.items():
            for one in spec.iterfind(f"{TEI}classes/{TEI}memberOf"):
                self._direct.setdefault(str(one.get("key")), []).append(ident)
        names = [name for name, spec in self._specs.items() if spec.tag == f"{TEI}elementSpec"]
        self.elements = {name: self._model(self._specs[name].find(f"{TEI}content")[0]) for name in names}
        self.attributes = {name: list(self._attributes(name)) for name in names}
        for _ in range(9):
            for model in self.elements.values():
                model.measure(self.elements)

    def _model(self, node: etree._Element) -> Model:
        kind, key = etree.QName(node).localname, str(node.get("key"))
        least, most = int(node.get("minOccurs", "1")), 4 if node.get("maxOccurs") else 1
        if kind == "macroRef":
            return self._model(self._specs[key].find(f"{TEI}content")[0])
        if kind == "classRef":
            parts = [Model("element", name=name) for name in self._members(key)]
            return Model("choice", parts, least=least, most=most)
        if kind == "elementRef":
            return Model("element", name=key, least=least, most=most)
        kind = {"alternate": "choice", "textNode": "text"}.get(kind, kind)
        return Model(kind, [self._model(one) for one in node], least=least, most=most)

    def _members(self, name: str) -> list[str]:
        """Elements of a model class and of its subclasses."""
        found = []
        for ident in self._direct.get(name, ()):
            is_element = self._specs[ident].tag == f"{TEI}elementSpec"
            found += [ident] if is_element else self._members(ident)
        return found

    def _attributes(self, name: str) -> Iterator[Attribute]:
        spec = self._specs[name]
        keys = [str(one.get("key")) for one in spec.iterfind(f"{TEI}classes/{TEI}memberOf")]
        for owner in [*(self._specs[key] for key in keys if key.startswith("att.")), spec]:
            yield from map(_attribute, owner.iterfind(f"{TEI}attList/{TEI}attDef"))

    def sentences(self, name: str, count: int) -> Iterator[etree._Element]:
        """Random elements of that name, the same ones every time."""
        for seed in range(count):
            yield Sentence(self, random.Random(f"{name}{seed}")).element(name, 4)


def _attribute(node: etree._Element) -> Attribute:
    closed = [str(one.get("ident")) for one in node.iterfind(f"{TEI}valList[@type='closed']/{TEI}valItem")]
    datatype = node.find(f"{TEI}datatype")
    kind = str(datatype[0].get("key") or datatype[0].get("name"))
    name = str(node.get("ident")).replace("xml:", XML)
    repeated = "maxOccurs" in datatype.attrib
    return Attribute(name, node.get("usage") == "req", repeated, closed or _VALUES[kind], bool(closed))


class Sentence:
    """One derivation of the grammar."""

    def __init__(self, grammar: Grammar, chance: random.Random) -> None:
        self.grammar, self.chance, self.ids = grammar, chance, 0

    def element(self, name: str, depth: int) -> etree._Element:
        element = etree.Element(TEI + name, nsmap={None: TEI[1:-1]})
        for attribute in self.grammar.attributes[name]:
            if attribute.required or self.chance.random() < 0.15:
                element.set(attribute.name, self._value(attribute))
        self._content(self.grammar.elements[name], element, depth - 1)
        return element

    def _value(self, attribute: Attribute) -> str:
        if attribute.name == f"{XML}id":
            self.ids += 1
            return f"x{self.ids}"
        return " ".join(self.chance.choices(attribute.values, k=1 + (attribute.repeated and self.chance.randrange(2))))

    def _content(self, model: Model, host: etree._Element, depth: int) -> None:
        times = model.least if depth <= 0 else self.chance.randint(model.least, model.most)
        for _ in range(times):
            self._once(model, host, depth)

    def _once(self, model: Model, host: etree._Element, depth: int) -> None:
        if model.kind == "text":
            _append_text(host, "words ")
        elif model.kind == "element":
            host.append(self.element(model.name, depth))
        elif model.kind == "choice":
            affordable = max(depth, min(part.depth for part in model.parts))
            self._content(self.chance.choice([one for one in model.parts if one.depth <= affordable]), host, depth)
        else:
            for part in model.parts:
                self._content(part, host, depth)


def _append_text(host: etree._Element, words: str) -> None:
    if len(host):
        host[-1].tail = (host[-1].tail or "") + words
    else:
        host.text = (host.text or "") + words
