"""Documents with one seeded fault each, made from the model document; the same seed gives the same fault."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MODEL = Path(__file__).with_name("model.xml")
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_VALUES = ("", " ", "x", "#d.1", "1911", "-3", "2.5", "1911-13-01", "true", "high", "main", "I", "a b", "en-", "block")


@dataclass(frozen=True, eq=False)
class Mutant:
    """A document and what was done to it."""

    seed: int
    fault: str
    root: etree._Element


def mutants(count: int, first: int = 0) -> Iterator[Mutant]:
    model = etree.parse(MODEL).getroot()
    for seed in range(first, first + count):
        chance = random.Random(seed)
        root = copy.deepcopy(model)
        yield Mutant(seed, chance.choice(FAULTS)(root, chance), root)


def _elements(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{TEI}*"))


def _pick(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice(_elements(root)[1:])


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def drop_attribute(root: etree._Element, chance: random.Random) -> str:
    element = chance.choice([one for one in _elements(root) if one.attrib])
    name = chance.choice(sorted(element.attrib))
    del element.attrib[name]
    return f"{_name(element)} without {name}"


def wrong_value(root: etree._Element, chance: random.Random) -> str:
    element = chance.choice([one for one in _elements(root) if one.attrib])
    name, value = chance.choice(sorted(element.attrib)), chance.choice(_VALUES)
    element.set(name, value)
    return f"{_name(element)} with {name}={value!r}"


def foreign_attribute(root: etree._Element, chance: random.Random) -> str:
    giver = chance.choice([one for one in _elements(root) if one.attrib])
    element, name = _pick(root, chance), chance.choice(sorted(giver.attrib))
    value = f"copy.{giver.get(name)}" if name == XML_ID else str(giver.get(name))
    element.set(name, value)
    return f"{_name(element)} with {name}={value!r}"


def rename(root: etree._Element, chance: random.Random) -> str:
    element, other = _pick(root, chance), _pick(root, chance)
    old, element.tag = _name(element), other.tag
    return f"{old} as {_name(other)}"


def unwrap(root: etree._Element, chance: random.Random) -> str:
    element = _pick(root, chance)
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)
    return f"{_name(parent)} with the content of {_name(element)} for {_name(element)}"


def delete(root: etree._Element, chance: random.Random) -> str:
    element = _pick(root, chance)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    return f"{_name(parent)} without {_name(element)}"


def transplant(root: etree._Element, chance: random.Random) -> str:
    guest, host = copy.deepcopy(_pick(root, chance)), _pick(root, chance)
    for one in guest.iter():
        one.attrib.pop(XML_ID, None)
    guest.tail = None
    host.insert(chance.randint(0, len(host)), guest)
    return f"{_name(host)} with {_name(guest)}"


def hollow(root: etree._Element, chance: random.Random) -> str:
    host, guest = _pick(root, chance), _pick(root, chance)
    etree.SubElement(host, guest.tag)
    return f"{_name(host)} with an empty {_name(guest)} at its end"


def swap(root: etree._Element, chance: random.Random) -> str:
    parent = chance.choice([one for one in _elements(root) if len(one) > 1])
    at = chance.randrange(len(parent) - 1)
    parent.insert(at, parent[at + 1])
    return f"{_name(parent)} with children {at} and {at + 1} exchanged"


def loose_words(root: etree._Element, chance: random.Random) -> str:
    element = _pick(root, chance)
    element.tail = (element.tail or "") + "loose words"
    return f"loose words after {_name(element)}"


def unknown_name(root: etree._Element, chance: random.Random) -> str:
    element = _pick(root, chance)
    old, element.tag = _name(element), TEI + chance.choice(("foo", "q", "P", "div1", "emph", "expan"))
    return f"{old} as {_name(element)}"


FAULTS: tuple[Callable[[etree._Element, random.Random], str], ...] = (
    drop_attribute,
    wrong_value,
    foreign_attribute,
    rename,
    unwrap,
    delete,
    transplant,
    hollow,
    swap,
    loose_words,
    unknown_name,
)
