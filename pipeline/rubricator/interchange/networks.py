"""Who speaks to whom as a directed network: GEXF 1.3 for Gephi, GraphML for everything else.

A node is who speaks or is spoken to, weighted by speeches and words; an edge counts the speeches between two. A speech
to several is one to each.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from lxml import etree

from rubricator.interchange.view import View

_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"


class Network(NamedTuple):
    """Labels, speeches and words by id of who speaks; speeches by pair of ids."""

    labels: dict[str, str]
    speeches: Counter[str]
    words: Counter[str]
    edges: Counter[tuple[str, str]]


def network(view: View) -> Network:
    """The network of a text; pieces of one speech count once."""
    labels: dict[str, str] = {}
    counts, words, edges = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for one in view.speeches:
        speakers, to = one.speaker.split(), one.addressee.split()
        for id, label in zip(
            speakers + to, one.speaker_label.split("; ") + one.addressee_label.split("; "), strict=False
        ):
            labels.setdefault(id, label or id)
        labels |= {id: view.entities[id].label for id in speakers + to if id in view.entities}
        counts.update(speakers if not one.continues else ())
        words.update(dict.fromkeys(speakers, len(one.words.split())))
        edges.update((by, whom) for by in speakers for whom in to if by != whom and not one.continues)
    ids = sorted({*counts, *(id for pair in edges for id in pair)})
    return Network({id: labels.get(id, id) for id in ids}, counts, words, edges)


def gexf(view: View) -> bytes:
    """GEXF 1.3."""
    found = network(view)
    root = etree.Element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF}, version="1.3")  # type: ignore[dict-item]
    meta = etree.SubElement(root, f"{{{_GEXF}}}meta")
    etree.SubElement(meta, f"{{{_GEXF}}}creator").text = "rubricator"
    etree.SubElement(meta, f"{{{_GEXF}}}description").text = f"{view.title}: who speaks to whom"
    graph = etree.SubElement(root, f"{{{_GEXF}}}graph", defaultedgetype="directed", mode="static")
    declared = etree.SubElement(graph, f"{{{_GEXF}}}attributes", {"class": "node"})
    for key in ("speeches", "words"):
        etree.SubElement(declared, f"{{{_GEXF}}}attribute", id=key, title=key, type="integer")
    nodes = etree.SubElement(graph, f"{{{_GEXF}}}nodes")
    for id, label in found.labels.items():
        node = etree.SubElement(nodes, f"{{{_GEXF}}}node", id=id, label=label)
        values = etree.SubElement(node, f"{{{_GEXF}}}attvalues")
        for key, count in (("speeches", found.speeches[id]), ("words", found.words[id])):
            etree.SubElement(values, f"{{{_GEXF}}}attvalue", {"for": key, "value": str(count)})
    edges = etree.SubElement(graph, f"{{{_GEXF}}}edges")
    for number, ((by, to), count) in enumerate(sorted(found.edges.items())):
        etree.SubElement(edges, f"{{{_GEXF}}}edge", id=str(number), source=by, target=to, weight=str(count))
    return _xml(root)


def graphml(view: View) -> bytes:
    """GraphML."""
    found = network(view)
    root = etree.Element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML})  # type: ignore[dict-item]
    for key, owner, kind in (
        ("label", "node", "string"),
        ("speeches", "node", "int"),
        ("words", "node", "int"),
        ("weight", "edge", "int"),
    ):
        named = {"id": key, "for": owner, "attr.name": key, "attr.type": kind}
        etree.SubElement(root, f"{{{_GRAPHML}}}key", named)
    graph = etree.SubElement(root, f"{{{_GRAPHML}}}graph", id=view.id, edgedefault="directed")
    for id, label in found.labels.items():
        node = etree.SubElement(graph, f"{{{_GRAPHML}}}node", id=id)
        for key, value in (("label", label), ("speeches", found.speeches[id]), ("words", found.words[id])):
            etree.SubElement(node, f"{{{_GRAPHML}}}data", key=key).text = str(value)
    for (by, to), count in sorted(found.edges.items()):
        edge = etree.SubElement(graph, f"{{{_GRAPHML}}}edge", source=by, target=to)
        etree.SubElement(edge, f"{{{_GRAPHML}}}data", key="weight").text = str(count)
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"
