"""Which element may hold which, read from the compiled grammar: the ODD says it once, and the encoder asks here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from lxml import etree

from rubricator.model import xmlfile
from rubricator.model.resources import resource

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"


@cache
def children(name: str) -> frozenset[str]:
    """The elements that an element of the grammar may hold directly, in whatever order (Guidelines 1.3)."""
    elements, definitions = _grammar()
    return frozenset(_held(elements[name], definitions, set()))


@cache
def _grammar() -> tuple[dict[str, etree._Element], dict[str, etree._Element]]:
    """The elements and the definitions of the grammar, by their names."""
    grammar = xmlfile.parse(resource("schemas/rubricator.rng"))
    definitions = {one.get("name", ""): one for one in grammar.iterchildren(_RNG + "define")}
    inside = (one for definition in definitions.values() for one in definition.iterchildren(_RNG + "element"))
    return {name: one for one in inside if (name := one.get("name"))}, definitions


def _held(element: etree._Element, definitions: dict[str, etree._Element], seen: set[str]) -> Iterator[str]:
    for reference in element.iter(_RNG + "ref"):
        name = reference.get("name", "")
        if name in seen or name not in definitions:
            continue
        seen.add(name)
        inner = definitions[name].find(_RNG + "element")
        if inner is not None:
            yield inner.get("name", "")
        else:
            yield from _held(definitions[name], definitions, seen)
