"""Places: GeoJSON (RFC 7946) for maps, the Linked Places format for gazetteers."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from rubricator.interchange.view import Entity, View
from rubricator.report.mentions import Mention
from rubricator.validate.restore import TEI


def geojson(view: View) -> bytes:
    """A feature a place; without known coordinates its geometry is null."""
    features = [
        {
            "type": "Feature",
            "id": one.id,
            "geometry": _point(one),
            "properties": {
                "title": one.label,
                "kind": one.element.get("type") or "",
                "links": list(one.links),
                "mentions": [{"start": at.start, "end": at.end, "printed": at.printed} for at in found],
            },
        }
        for one, found in _places(view)
    ]
    return _json({"type": "FeatureCollection", "features": features})


def linked_places(view: View) -> bytes:
    """Linked Places format 1.2: names as printed with their citations, links as close matches."""
    features = [
        {
            "@id": f"{view.address}#{one.id}" if view.address else f"{view.id}.xml#{one.id}",
            "type": "Feature",
            "properties": {"title": one.label},
            "names": [
                {
                    "toponym": name,
                    "lang": view.language,
                    "citations": [{"label": view.title, "@id": view.address or view.id}],
                }
                for name in dict.fromkeys((one.label, *one.variants, *(at.printed for at in found)))
            ],
            "geometry": _point(one) or {"type": "GeometryCollection", "geometries": []},
            "links": [{"type": "closeMatch", "identifier": link} for link in one.links],
            "descriptions": [{"value": one.note, "lang": view.language}] if one.note else [],
        }
        for one, found in _places(view)
    ]
    context = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
    return _json({"type": "FeatureCollection", "@context": context, "features": features})


def _places(view: View) -> list[tuple[Entity, list[Mention]]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in view.mentions:
        found[mention.id].append(mention)
    return [(one, found[one.id]) for one in view.entities.values() if one.kind == "place"]


def _point(place: Entity) -> dict[str, Any] | None:
    degrees = place.element.findtext(f".//{TEI}geo", "").replace(",", " ").split()
    try:
        latitude, longitude = map(float, degrees)
    except ValueError:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
