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
def children() -> dict[str, frozenset[str]]:
    """The elements that each element of the grammar may hold directly, in whatever order (Guidelines 1.3)."""
    grammar = xmlfile.parse(resource("schemas/rubricator.rng"))
    definitions = {one.get("name", ""): one for one in grammar.iterchildren(_RNG + "define")}
    return {
        name: frozenset(_held(element, definitions, set()))
        for definition in definitions.values()
        for element in definition.iterchildren(_RNG + "element")
        if (name := element.get("name"))
    }


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
