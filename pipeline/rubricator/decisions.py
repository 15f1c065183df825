"""Editor's decisions: add, drop or change one annotation, anchored on a few quoted words with context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from rubricator.document import Annotation, Document
from rubricator.layers import LAYERS, allowed
from rubricator.messages import Finding, RubricatorError

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
    """One line of decisions.jsonl; `quote` with `before` and `after` finds its place."""

    number: int
    op: str
    layer: str
    quote: str
    before: str = ""
    after: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    why: str = ""


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
    if not decision.quote:
        raise ValueError("quote is empty")
    for name, value in decision.attrs.items():
        if not isinstance(value, str) or not allowed(decision.layer, name, value):
            raise ValueError(f"{decision.layer} has no attribute {name} of value {value}")
    return decision


def apply(document: Document, decisions: Sequence[Decision]) -> tuple[Document, list[Finding]]:
    """The document as the editor decided; decisions that find no place are reported."""
    lost: list[Finding] = []
    annotations = list(document.annotations)
    for decision in decisions:
        place = _place(document.text, decision)
        fresh = _decided(annotations, decision, place) if place else None
        if fresh is None:
            values = {"number": decision.number, "quote": decision.quote}
            lost.append(Finding("ed-decision-lost", FILE, decision.number, 0, values))
        else:
            annotations = fresh
    return (Document(document.source).with_annotations(annotations) if decisions else document), lost


def _place(text: str, decision: Decision) -> tuple[int, int] | None:
    at = text.find(decision.before + decision.quote + decision.after)
    if at < 0:
        return None
    start = at + len(decision.before)
    return start, start + len(decision.quote)


def _decided(annotations: Iterable[Annotation], decision: Decision, place: tuple[int, int]) -> list[Annotation] | None:
    here = [a for a in annotations if a.layer == decision.layer and (a.start, a.end) == place]
    others = [a for a in annotations if a not in here]
    if decision.op == "add":
        return [*others, Annotation(decision.layer, *place, decision.attrs, "editor/decision", "high", _RESP)]
    if not here:
        return None
    if decision.op == "drop":
        return others
    return [*others, *(_changed(one, decision) for one in here)]


def _changed(one: Annotation, decision: Decision) -> Annotation:
    attrs = {name: value for name, value in {**one.attrs, **decision.attrs}.items() if value}
    return replace(one, attrs=attrs, rule="editor/decision", cert="high", resp=_RESP)
