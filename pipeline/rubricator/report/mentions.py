"""Every mention of a person, place, body, work or date as a table: where, how printed, who or what, how certain.

Offsets are code points of the source, as in the table of speeches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Final

from rubricator.model.authority import Authority
from rubricator.model.document import Document
from rubricator.report.tables import as_csv

_KINDS: Final = {
    "persName": "person", "placeName": "place", "orgName": "org", "title": "bibl", "bibl": "bibl", "rs": "reference",
    "name": "name", "date": "date",
}  # fmt: skip
_VALUES: Final = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `id` of the entry, `label` its name there; of a date its `value`, a range with a slash."""

    number: int
    start: int
    end: int
    kind: str
    id: str
    label: str
    value: str
    printed: str
    certainty: str
    rule: str


def mentions(document: Document, authority: Authority) -> list[Mention]:
    """Every mention of the document, in order."""
    found = document.in_layer(*_KINDS)
    return [
        Mention(
            number,
            one.start,
            one.end,
            _KINDS[one.layer],
            (id := one.attrs.get("ref") or one.attrs.get("corresp") or ""),
            authority.label(id),
            "/".join(value for name in _VALUES if (value := one.attrs.get(name))) if one.layer == "date" else "",
            " ".join(document.slice(one).split()),
            one.cert,
            one.rule,
        )
        for number, one in enumerate(found, 1)
    ]


def to_csv(found: Iterable[Mention]) -> str:
    """The table, with a header row."""
    return as_csv([field.name for field in fields(Mention)], map(astuple, found))
