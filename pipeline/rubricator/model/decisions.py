"""Editor's decisions: add, drop or change one annotation, anchored on a few quoted words with context."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from rubricator.model.anchors import Anchor, Span, exact, nearest
from rubricator.model.document import CERTS, Annotation, Cert, Document
from rubricator.model.layers import LAYERS, allowed
from rubricator.model.messages import Finding, RubricatorError

FILE: Final = "decisions.jsonl"
RULES: Final = {
    "editor/decision": "decided by the editor",
    "reconcile/frame": "a text without other structure is all body",
    "reconcile/uncovered": "words that no rule placed in a block",
}
_OPS: Final = ("add", "drop", "change")
_RESP: Final = "resp.editor"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.jsonl; `quote` with `before` and `after` finds its place (see `Anchor`).

    An empty value in `attrs` removes the attribute; an empty `cert` means high; `who` is the editor, for the record.
    """

    number: int
    op: str
    layer: str
    quote: str
    before: str = ""
    after: str = ""
    to: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    cert: str = ""
    who: str = ""
    why: str = ""

    @property
    def anchor(self) -> Anchor:
        """What finds the place."""
        return Anchor(self.quote, self.before, self.after, self.to)


def load(folder: Path | None) -> list[Decision]:
    """Decisions of an edition folder, none where it has no file. Raises RubricatorError with every faulty line."""
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return []
    faults: list[Finding] = []
    found: list[Decision] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(_decision(number, json.loads(line)))
            except (ValueError, TypeError) as error:
                faults.append(Finding("ed-decision", str(path), number, 0, {"number": number, "reason": error}))
    if faults:
        raise RubricatorError(*faults)
    return found


def _decision(number: int, record: Any) -> Decision:
    decision = Decision(number, **record)
    if decision.op not in _OPS:
        raise ValueError(f"op must be one of {', '.join(_OPS)}")
    if decision.layer not in LAYERS:
        raise ValueError(f"{decision.layer} is not a layer")
    if not decision.quote and (LAYERS[decision.layer].level != "point" or not decision.before + decision.after):
        raise ValueError("quote is empty")
    if decision.cert and decision.cert not in CERTS:
        raise ValueError(f"cert must be one of {', '.join(CERTS)}")
    for name, value in decision.attrs.items():
        removed = value == "" and decision.op == "change" and LAYERS[decision.layer].kind(name)
        if not isinstance(value, str) or not (removed or allowed(decision.layer, name, value)):
            raise ValueError(f"{decision.layer} has no attribute {name} of value {value}")
    return decision


def apply(document: Document, decisions: Sequence[Decision]) -> tuple[Document, list[Finding]]:
    """The document as the editor decided; decisions that find no place, or several, are reported."""
    told: list[Finding] = []
    annotations = list(document.annotations)
    for decision in decisions:
        places, exactly = _places(document.text, decision)
        fitting = _fitting(annotations, decision, places)
        if not fitting:
            told.append(_told("ed-decision-lost", decision))
            continue
        if len(fitting) > 1:
            told.append(_told("ed-decision-vague", decision, count=len(fitting)))
        elif not exactly:
            told.append(_told("ed-decision-moved", decision, found=document.text[slice(*places[0])]))
        annotations = _decided(annotations, decision, *fitting[0])
    return (Document(document.source).with_annotations(annotations) if decisions else document), told


def _told(code: str, decision: Decision, **values: object) -> Finding:
    quote = decision.quote or f"{decision.before}|{decision.after}"
    return Finding(code, FILE, decision.number, 0, {"number": decision.number, "quote": quote, **values})


def _places(text: str, decision: Decision) -> tuple[list[Span], bool]:
    """Where the decision may mean, and whether the words stand there exactly as quoted."""
    places = exact(text, decision.anchor)
    if places:
        return places, True
    near = nearest(text, decision.anchor)
    return ([near] if near else []), False


def _fitting(
    annotations: Sequence[Annotation], decision: Decision, places: Sequence[Span]
) -> list[tuple[Span, list[Annotation]]]:
    """The places with the annotations that the decision drops or changes there; an addition needs none."""
    if decision.op == "add":
        return [(place, []) for place in places]
    layer = [one for one in annotations if one.layer == decision.layer]
    found = [(place, [one for one in layer if (one.start, one.end) == place]) for place in places]
    meant = [(place, here) for place, here in found if here]
    return meant or [(place, [one]) for place in places if (one := _overlapping(layer, place))]


def _overlapping(layer: Sequence[Annotation], place: Span) -> Annotation | None:
    """The one annotation that shares most of a place; boundaries move when rules or corrections change."""
    start, end = place
    shared = [(min(one.end, end) - max(one.start, start), one) for one in layer if one.start < end and one.end > start]
    most = [one for size, one in shared if 2 * size > max(one.end - one.start, end - start)]
    return most[0] if len(most) == 1 else None


def _decided(
    annotations: Sequence[Annotation], decision: Decision, place: Span, here: Sequence[Annotation]
) -> list[Annotation]:
    meant = set(map(id, here))
    others = [one for one in annotations if id(one) not in meant] if here else list(annotations)
    if decision.op == "drop":
        return others
    if decision.op == "add":
        cert = cast(Cert, decision.cert or "high")
        return [*others, Annotation(decision.layer, *place, decision.attrs, "editor/decision", cert, _RESP)]
    return [*others, *(_changed(one, decision) for one in here)]


def _changed(one: Annotation, decision: Decision) -> Annotation:
    attrs = {name: value for name, value in {**one.attrs, **decision.attrs}.items() if value}
    return one._replace(attrs=attrs, rule="editor/decision", cert=cast(Cert, decision.cert or "high"), resp=_RESP)
