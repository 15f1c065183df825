"""``standOff``: the authority entries that the text points to, and what an editor should look at (Guidelines 17.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from rubricator.header.cited_works import structured
from rubricator.header.elements import e
from rubricator.header.entries import relations
from rubricator.header.facts import Facts
from rubricator.model.name_forms import entry_kind

_LISTS: Final = (("person", "listPerson"), ("place", "listPlace"), ("org", "listOrg"), ("bibl", "listBibl"))


def stand_off(facts: Facts) -> etree._Element | None:
    """The element ``standOff``, None where it would be empty."""
    lists = [_list(facts, tag, wrapper) for tag, wrapper in _LISTS]
    notes = list(_flags(facts))
    lists.append(_relations(facts))
    children = [one for one in lists if one is not None] + ([e("listAnnotation", *notes)] if notes else [])
    return e("standOff", *children) if children else None


def _list(facts: Facts, tag: str, wrapper: str) -> etree._Element | None:
    found = [
        structured(entry)
        for key, entry in facts.entries.items()
        if entry_kind(entry) == tag and key not in facts.fictional
    ]
    return e(wrapper, *found) if found else None


def _relations(facts: Facts) -> etree._Element | None:
    """How the entries are related, but for what particDesc says."""
    told = relations(facts.context.authority.relations, facts.fictional)
    known = facts.context.authority.relations
    if told is not None:
        inner = {etree.tostring(one) for one in told}
        known = [one for one in known if etree.tostring(one, with_tail=False) not in inner]
    return relations(known, facts.entries.keys())


def _flags(facts: Facts) -> Iterator[etree._Element]:
    for number, flag in enumerate(facts.document.in_layer("flag"), 1):
        yield e(
            "annotation",
            e("respStmt", e("resp", "automatic markup"), e("name", "rubricator", ref="#resp.conv")),
            e("note", flag.attrs.get("reason", "")),
            target=f"src:{flag.start},{flag.end}",
            motivation="commenting",
            xml_id=f"an.{number}",
        )
