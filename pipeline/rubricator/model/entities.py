"""What an id stands for: its kind by where it is pointed to from, whether it is invented by its entry.

How an authority file spells its ids means nothing. The program's own ids, for whom no authority file has, begin as
`INVENTED` says, so that a person of a tale is told from one of history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from rubricator.model.document import Annotation

Kind = Literal["person", "place", "org", "bibl"]

INVENTED: Final = "c."
"""How the program's own ids of invented persons begin."""
_SPEAKING: Final = ("who", "toWhom")
_KINDS: Final[Mapping[tuple[str, str], Kind]] = {
    ("persName", "ref"): "person",
    ("role", "corresp"): "person",
    ("placeName", "ref"): "place",
    ("orgName", "ref"): "org",
    ("title", "ref"): "bibl",
    ("bibl", "corresp"): "bibl",
}
"""Kind of what an attribute of a layer points to."""
_DESCRIBED: Final[Mapping[str, Kind]] = {"person": "person", "place": "place", "org": "org"}
"""Kind of what a description (``rs``) points to, by its type."""


def kinds(annotations: Iterable[Annotation]) -> dict[str, Kind]:
    """The kind of each id that a document points to as to a person, a place, a body or a work.

    Whoever speaks is a person, but a body that is named somewhere is one although it speaks.
    """
    found: dict[str, Kind] = {}
    speaking: dict[str, Kind] = {}
    for one in annotations:
        for name, value in one.attrs.items():
            if name in _SPEAKING:
                speaking |= dict.fromkeys(value.split(), "person")
            elif kind := _kind(one, name):
                found |= {id: kind for id in value.split() if id not in found}
    return speaking | found


def _kind(one: Annotation, attribute: str) -> Kind | None:
    """The kind of what an attribute of an annotation points to; None where it points to no entity."""
    if one.layer == "rs" and attribute == "ref":
        return _DESCRIBED.get(one.attrs.get("type", ""))
    return _KINDS.get((one.layer, attribute))
