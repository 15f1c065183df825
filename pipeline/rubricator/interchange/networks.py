"""Networks of those who speak: GEXF 1.3 for Gephi, GraphML for everything else.

Who speaks to whom, directed: a node is who speaks or is spoken to, weighted by speeches and words; an edge counts the
speeches between two. A speech to several is one to each.

Who shares a scene, undirected, with measures as drama corpora compute them (DraCor): a node is who speaks or acts, a
segment a division that holds speeches itself; an edge counts the segments in which both speak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from lxml import etree

from rubricator.interchange.view import View
from rubricator.validate.restore import TEI

_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"


# ---------------------------------------------------------------- who speaks to whom
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
    """Who speaks to whom as GEXF 1.3."""
    found = network(view)
    values = {"speeches": found.speeches, "words": found.words}
    return _gexf(f"{view.title}: who speaks to whom", "directed", found.labels, values, found.edges)


def graphml(view: View) -> bytes:
    """Who speaks to whom as GraphML."""
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


# ---------------------------------------------------------------- who shares a scene
class Scenes(NamedTuple):
    """Who speaks or acts in a play, and in how many segments two of them speak; ids and pairs are sorted."""

    cast: tuple[str, ...]
    edges: Counter[tuple[str, str]]

    def degrees(self) -> Counter[str]:
        """With how many others each shares a segment."""
        return Counter(id for pair in self.edges for id in pair)

    @property
    def density(self) -> float:
        """The share of all possible pairs that are joined."""
        size = len(self.cast)
        return 2 * len(self.edges) / (size * (size - 1)) if size > 1 else 0.0

    @property
    def average_degree(self) -> float:
        """With how many others one shares a segment on average."""
        return 2 * len(self.edges) / len(self.cast) if self.cast else 0.0

    @property
    def diameter(self) -> int:
        """The longest of the shortest ways between two that are joined at all."""
        joined: dict[str, list[str]] = {}
        for one, two in self.edges:
            joined.setdefault(one, []).append(two)
            joined.setdefault(two, []).append(one)
        return max((steps for id in self.cast for steps in _steps(id, joined).values()), default=0)


def _steps(start: str, joined: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many edges lie between one and each that can be reached."""
    found, frontier = {start: 0}, [start]
    for id in frontier:
        for other in joined.get(id, ()):
            if other not in found:
                found[other] = found[id] + 1
                frontier.append(other)
    return found


def scenes(root: etree._Element) -> Scenes:
    """The network of a play by its TEI."""
    edges = Counter[tuple[str, str]]()
    for segment in _segments(root):
        edges.update(combinations(sorted(_who(segment, "sp")), 2))
    return Scenes(tuple(sorted({*_who(root, "sp"), *_who(root, "stage")})), edges)


def _segments(root: etree._Element) -> Iterator[etree._Element]:
    """The divisions that hold speeches themselves; the whole body where there are no divisions."""
    bodies = list(root.iterfind(f".//{TEI}body"))
    divisions = dict.fromkeys(division for body in bodies for division in body.iter(f"{TEI}div"))
    yield from (one for one in divisions if one.find(f"{TEI}sp") is not None) if divisions else bodies


def _who(element: etree._Element, tag: str) -> set[str]:
    return {id.removeprefix("#") for one in element.iter(TEI + tag) for id in one.get("who", "").split()}


def shared_scenes(view: View) -> bytes:
    """Who shares a scene as GEXF 1.3, the measures in its description."""
    found = scenes(view.root)
    degrees = found.degrees()
    said = (
        f"{view.title}: who shares a scene. Size {len(found.cast)}, density {found.density:.4f}, average degree "
        f"{found.average_degree:.4f}, greatest degree {max(degrees.values(), default=0)}, diameter {found.diameter}."
    )
    labels = {id: view.entities[id].label if id in view.entities else id for id in found.cast}
    return _gexf(said, "undirected", labels, {"degree": degrees}, found.edges)


# ---------------------------------------------------------------- GEXF
def _gexf(
    description: str,
    kind: str,
    labels: Mapping[str, str],
    values: Mapping[str, Counter[str]],
    weights: Counter[tuple[str, str]],
) -> bytes:
    """A network as GEXF 1.3: labels and whole numbers by id of the node, weights by pair of ids."""
    root = etree.Element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF}, version="1.3")  # type: ignore[dict-item]
    meta = etree.SubElement(root, f"{{{_GEXF}}}meta")
    etree.SubElement(meta, f"{{{_GEXF}}}creator").text = "rubricator"
    etree.SubElement(meta, f"{{{_GEXF}}}description").text = description
    graph = etree.SubElement(root, f"{{{_GEXF}}}graph", defaultedgetype=kind, mode="static")
    declared = etree.SubElement(graph, f"{{{_GEXF}}}attributes", {"class": "node"})
    for key in values:
        etree.SubElement(declared, f"{{{_GEXF}}}attribute", id=key, title=key, type="integer")
    nodes = etree.SubElement(graph, f"{{{_GEXF}}}nodes")
    for id, label in labels.items():
        node = etree.SubElement(nodes, f"{{{_GEXF}}}node", id=id, label=label)
        inner = etree.SubElement(node, f"{{{_GEXF}}}attvalues")
        for key, counts in values.items():
            etree.SubElement(inner, f"{{{_GEXF}}}attvalue", {"for": key, "value": str(counts[id])})
    edges = etree.SubElement(graph, f"{{{_GEXF}}}edges")
    for number, ((by, to), count) in enumerate(sorted(weights.items())):
        etree.SubElement(edges, f"{{{_GEXF}}}edge", id=str(number), source=by, target=to, weight=str(count))
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"
