"""What other programs take that is no TEI: annotations, tokens, places, vocabularies, networks, times, forms.

Each format is a function from a `View` of a TEI file to bytes; the same TEI gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rubricator.interchange import networks, places, repositories, times, tokens, vocabularies, web_annotations
from rubricator.interchange.view import View

__all__ = ["FORMATS", "Format", "View"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what makes it, what it is for, its media type."""

    make: Callable[[View], bytes]
    about: str
    media_type: str


FORMATS: Final[Mapping[str, Format]] = {
    "web-annotations": Format(web_annotations.pages, "W3C Web Annotations over the source", "application/ld+json"),
    "conll": Format(tokens.conll, "tokens with IOB2 tags of entities, a blank line after each sentence", "text/plain"),
    "tsv": Format(tokens.tsv, "tokens with sentence, entity and speaker", "text/tab-separated-values"),
    "geojson": Format(places.geojson, "places as points, with their mentions", "application/geo+json"),
    "linked-places": Format(places.linked_places, "places for gazetteers", "application/ld+json"),
    "skos": Format(vocabularies.skos, "entities as concepts", "text/turtle"),
    "gexf": Format(networks.gexf, "who speaks to whom, for Gephi", "application/xml"),
    "graphml": Format(networks.graphml, "who speaks to whom", "application/graphml+xml"),
    "scenes": Format(networks.shared_scenes, "who shares a scene, with density, degrees, diameter", "application/xml"),
    "timelinejs": Format(times.timelinejs, "dates as slides", "application/json"),
    "icalendar": Format(times.icalendar, "dates as events", "text/calendar"),
    "zenodo": Format(repositories.zenodo, "the form of Zenodo's deposit API", "application/json"),
    "inveniordm": Format(repositories.inveniordm, "a record of InvenioRDM", "application/json"),
    "dataverse": Format(repositories.dataverse, "a dataset of Dataverse", "application/json"),
    "dspace": Format(repositories.dspace, "DSpace Simple Archive Format, a zip file with one item", "application/zip"),
}
