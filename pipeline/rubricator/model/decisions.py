"""Editor's decisions: add, drop, change or confirm one annotation, anchored on a few quoted words with context.

The runner applies them as it goes (`Editor`): a decision takes effect in the stage that writes its layer, so that
whatever is computed afterwards follows from it.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from rubricator.model.anchors import Anchor, Span, exact, nearest
from rubricator.model.document import CERTS, Annotation, Cert, Document
from rubricator.model.files import read_text
from rubricator.model.layers import LAYERS, POINTERS, fault
from rubricator.model.messages import Finding, RubricatorError
from rubricator.model.name_forms import slug
from rubricator.model.source import BAD_CHARACTER

FILE: Final = "decisions.jsonl"
RULES: Final = {
    "editor/decision": "decided by the editor",
    "reconcile/frame": "a text without other structure is all body",
    "reconcile/uncovered": "words that no rule placed in a block",
}
OPS: Final = {
    "add": "tag the quoted words as the layer, with these attributes",
    "drop": "take the tag of that layer away",
    "change": "give the tag other attributes or another certainty; what is not named stays",
    "confirm": "the tag is right as it is: its certainty becomes high, and it is listed as a doubt no more",
}
RESP: Final = "resp.editor"
"""Who answers for what an editor decided who does not sign."""


def signature(who: str) -> str:
    """The id of the editor who answers for what `who` decided."""
    return f"{RESP}.{slug(who)}" if who else RESP


def is_editors(id: str) -> bool:
    """True for the id of an editor of the markup, as `signature` makes it."""
    return id == RESP or id.startswith(f"{RESP}.")


def is_decided(one: Annotation) -> bool:
    """True where an editor has made, changed or confirmed the annotation."""
    return is_editors(one.resp)


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.jsonl; `quote` with `before` and `after` finds its place (see `Anchor`).

    An empty value in `attrs` removes the attribute; an empty `cert` means high; `who`, `why` and `when` are for the
    record, and what one editor decided at one moment is one act.
    """

    number: int
    op: str
    """What to do: `add`, `drop`, `change` or `confirm`."""
    layer: str
    """The layer that is meant, as `rubricator layers` names it."""
    quote: str
    """Words of the text, exactly as they stand there; empty for a layer without extent, as a page break."""
    before: str = ""
    """Words just before, where the quoted ones stand more than once."""
    after: str = ""
    """Words just after."""
    to: str = ""
    """The last words of a long stretch, of which `quote` gives the first."""
    attrs: dict[str, str] = field(default_factory=dict)
    """Attributes with their values, as the layer has them; ids without `#`; an empty value removes one."""
    cert: str = ""
    """Certainty, where the editor is not sure."""
    who: str = ""
    """The editor, for the record."""
    why: str = ""
    """The reason, for the record."""
    when: str = ""
    """The moment, for the record: what one editor decided at one moment is one act."""

    @property
    def anchor(self) -> Anchor:
        """What finds the place."""
        return Anchor(self.quote, self.before, self.after, self.to)


def load(folder: Path | None) -> list[Decision]:
    """Decisions of an edition folder, none where it has no file. Raises RubricatorError with every faulty line."""
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return []
    return parse(read_text(path).splitlines(), str(path))


def parse(lines: Iterable[str], name: str = FILE) -> list[Decision]:
    """Decisions from their lines. Raises RubricatorError with every faulty line of `name`."""
    faults: list[Finding] = []
    found: list[Decision] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_decision(number, _record(line)))
            except _FaultyError as error:
                values = {"number": number, "reason": error.reason}
                faults.append(Finding("ed-decision", name, number, error.column, values))
    if faults:
        raise RubricatorError(*faults)
    return found


def record(decision: Decision) -> dict[str, object]:
    """A decision as it stands in the file: what is empty is left out."""
    names = ("op", "layer", "quote", "to", "before", "after", "attrs", "cert", "who", "why", "when")
    found = {name: getattr(decision, name) for name in names}
    return {name: value for name, value in found.items() if value or name == "quote"}


def as_lines(decisions: Iterable[Decision]) -> str:
    """Decisions as lines of decisions.jsonl."""
    return "".join(json.dumps(record(one), ensure_ascii=False) + "\n" for one in decisions)


class _FaultyError(Exception):
    """What is wrong with a line, and in which column, where that is known."""

    def __init__(self, reason: str, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.column = reason, column


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _FaultyError(f"this is not JSON ({error.msg})", error.colno) from None
    except RecursionError:
        raise _FaultyError("this is nested too deeply") from None
    if not isinstance(record, dict):
        raise _FaultyError('a decision is an object: {"op": …, "layer": …, "quote": …}')
    return record


def _decision(number: int, record: Mapping[str, Any]) -> Decision:
    for key, value in record.items():
        _check_key(key, value)
    for key in ("op", "layer"):
        if key not in record:
            raise _FaultyError(f"{key} is missing")
    decision = Decision(number, **{"quote": "", **record})
    if decision.op not in OPS:
        raise _FaultyError(f"op must be one of {', '.join(OPS)}, not {decision.op}")
    if decision.layer not in LAYERS:
        raise _FaultyError(f"{decision.layer} is not a layer{_meant(decision.layer, LAYERS)}")
    if not decision.quote and (LAYERS[decision.layer].level != "point" or not decision.before + decision.after):
        raise _FaultyError("quote is empty")
    if decision.cert and decision.cert not in CERTS:
        raise _FaultyError(f"cert must be one of {', '.join(CERTS)}, not {decision.cert}")
    if decision.op in ("drop", "confirm") and (decision.attrs or decision.cert):
        raise _FaultyError(f"{decision.op} takes neither attrs nor cert; change does")
    if decision.op == "add" and (
        lacking := [one for one in LAYERS[decision.layer].needed if one not in decision.attrs]
    ):
        raise _FaultyError(f"a {decision.layer} needs {' and '.join(lacking)} among its attrs")
    for name, value in decision.attrs.items():
        if value == "" and decision.op == "change" and LAYERS[decision.layer].kind(name):
            continue
        if reason := fault(decision.layer, name, value):
            raise _FaultyError(reason)
    return decision


def _check_key(key: str, value: object) -> None:
    if key not in _KEYS:
        meant = _meant(key, _KEYS) or f"; a decision has {', '.join(_KEYS)}"
        raise _FaultyError(f"unknown key {key}{meant}")
    if key == "attrs":
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise _FaultyError("attrs must be an object of strings")
        texts = [*value, *value.values()]
    elif isinstance(value, str):
        texts = [value]
    else:
        raise _FaultyError(f"{key} must be a string")
    if any("\ud800" <= character <= "\udfff" for text in texts for character in text):
        raise _FaultyError(f"{key} holds half of a surrogate pair, which is no character")
    if odd := next((found for text in texts if (found := BAD_CHARACTER.search(text))), None):
        raise _FaultyError(f"{key} holds the control character U+{ord(odd[0]):04X}, which XML cannot hold")
    if key == "when" and not _is_moment(texts[0]):
        raise _FaultyError(f"when = “{texts[0]}” is no moment; write it as 2026-01-31 or 2026-01-31T12:00:00Z")


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return not text
    return True


def _meant(given: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(given, list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


_KEYS: Final = tuple(one.name for one in fields(Decision) if one.name != "number")


class Editor:
    """The editor at the runner's side: decides each layer as soon as a stage has written it.

    An addition is made after the first stage that writes its layer; whatever else is meant, as soon as it is found.
    Only when no later stage writes the layer is it looked for by likeness, or told as lost. What was decided stays
    so: a later stage neither brings back what was dropped nor doubles what was added, changed or confirmed.
    """

    def __init__(self, decisions: Sequence[Decision] = (), places: Places | None = None) -> None:
        """`places` remembers what anchors mean in a text, for an editor who decides about it again.

        `gone` holds the ids of what was dropped: what pointed there points to nothing, and nobody is to blame.
        """
        self.findings: list[Finding] = []
        self._waiting = list(decisions)
        self._places: Places = {} if places is None else places
        self._settled: dict[str, set[Span]] = {}
        self.gone: set[str] = set()

    def admit(self, fresh: Iterable[Annotation]) -> list[Annotation]:
        """What a stage yields, less what the editor has settled already."""
        if not self._settled:
            return list(fresh)
        return [one for one in fresh if (one.start, one.end) not in self._settled.get(one.layer, ())]

    def heard(self, text: str, layers: Collection[str]) -> dict[str, dict[Span, dict[str, str]]]:
        """What the editor is going to say of places in the layers: the attributes of changes and additions."""
        said: dict[str, dict[Span, dict[str, str]]] = {}
        for one in self._waiting:
            if one.layer in layers and one.attrs and (places := self._meant(text, one.anchor)[0]):
                said.setdefault(one.layer, {}).setdefault(places[0], {}).update(one.attrs)
        return said

    def _meant(self, text: str, anchor: Anchor) -> tuple[list[Span], bool]:
        """Where an anchor may mean, looked up once."""
        if anchor not in self._places:
            self._places[anchor] = _places(text, anchor)
        return self._places[anchor]

    def decide(self, document: Document, written: Collection[str], later: Collection[str]) -> Document:
        """The document after a stage that wrote the layers `written`, of which stages to come write `later`."""
        desks: dict[str, _Desk] = {}
        waiting: list[Decision] = []
        held: set[tuple[str, Span]] = set()
        for decision in self._waiting:
            layer = decision.layer
            if layer not in written:
                waiting.append(decision)
                continue
            desk = desks.get(layer) or desks.setdefault(layer, _Desk(document.in_layer(layer)))
            about = {(layer, place) for place in self._meant(document.text, decision.anchor)[0][:1]}
            # what was decided about a place is carried out in its order: the later decision waits with the earlier
            if about & held or not self._applied(document.text, desk, decision, final=layer not in later):
                waiting.append(decision)
                held |= about
        self._waiting = waiting
        for layer, desk in desks.items():
            if desk.touched:
                document = document.with_layer(layer, desk.annotations())
        return document

    def _applied(self, text: str, desk: _Desk, decision: Decision, *, final: bool) -> bool:
        """True where the decision was made, or told as lost."""
        places, exactly = self._meant(text, decision.anchor)
        fitting = desk.fitting(decision, places, loosely=final)
        if not fitting:
            if final:
                self.findings.append(_told("ed-decision-lost", decision))
            return final
        if len(fitting) > 1:
            self.findings.append(_told("ed-decision-vague", decision, count=len(fitting)))
        elif not exactly:
            self.findings.append(_told("ed-decision-moved", decision, found=text[slice(*places[0])]))
        place, here = fitting[0]
        if decision.op == "drop":
            self.gone.update(id for one in here if (id := one.attrs.get("id")))
        self._settled.setdefault(decision.layer, set()).update([place, *((one.start, one.end) for one in here)])
        desk.decide(decision, place, here)
        return True


Places = dict[Anchor, tuple[list[Span], bool]]
"""For each anchor where it may mean, and whether the words stand there exactly as quoted."""


def apply(document: Document, decisions: Sequence[Decision]) -> tuple[Document, list[Finding]]:
    """A finished document as the editor decided; decisions that find no place, or several, are reported."""
    editor = Editor(decisions)
    return editor.decide(document, LAYERS, ()), editor.findings


def unknown_ids(decisions: Sequence[Decision], known: Collection[str], name: str = FILE) -> Iterator[Finding]:
    """A finding for each id that a decision names and nobody bears."""
    for decision, attribute, id in _named(decisions):
        if id not in known:
            reason = f"{attribute} names {id}, which is the id of nobody and nothing{_meant(id, known)}"
            values = {"number": decision.number, "reason": reason}
            yield Finding("ed-decision-id", name, decision.number, 0, values)


def named_ids(decisions: Iterable[Decision]) -> set[str]:
    """The ids of persons, places, places of the text that decisions name."""
    return {id for _, _, id in _named(decisions)}


def _named(decisions: Iterable[Decision]) -> Iterator[tuple[Decision, str, str]]:
    """Each id that a decision names, with the attribute; what has a prefix leads out of the edition."""
    for decision in decisions:
        for attribute, value in decision.attrs.items():
            if LAYERS[decision.layer].kind(attribute) in POINTERS:
                yield from ((decision, attribute, id) for id in value.split() if ":" not in id)


def _told(code: str, decision: Decision, **values: object) -> Finding:
    quote = decision.quote or f"{decision.before}|{decision.after}"
    return Finding(code, FILE, decision.number, 0, {"number": decision.number, "quote": quote, **values})


def _places(text: str, anchor: Anchor) -> tuple[list[Span], bool]:
    """Where an anchor may mean, and whether the words stand there exactly as quoted."""
    places = exact(text, anchor)
    if places:
        return places, True
    near = nearest(text, anchor)
    return ([near] if near else []), False


class _Desk:
    """The annotations of a layer, by their places, while they are decided about."""

    def __init__(self, layer: Iterable[Annotation]) -> None:
        self.touched = False
        self._by_place: dict[Span, list[Annotation]] = {}
        for one in layer:
            self._by_place.setdefault((one.start, one.end), []).append(one)

    def annotations(self) -> list[Annotation]:
        """What stands in the layer now."""
        return [one for some in self._by_place.values() for one in some]

    def fitting(
        self, decision: Decision, places: Sequence[Span], *, loosely: bool
    ) -> list[tuple[Span, list[Annotation]]]:
        """The places with the annotations that the decision means there; an addition needs none.

        Only `loosely` are annotations meant too that share most of a place.
        """
        if decision.op == "add":
            return [(place, []) for place in places]
        meant = [(place, list(here)) for place in places if (here := self._by_place.get(place))]
        if meant or not loosely:
            return meant
        return [(place, [one]) for place in places if (one := _overlapping(self.annotations(), place))]

    def decide(self, decision: Decision, place: Span, here: Sequence[Annotation]) -> None:
        """Carry a decision out about the annotations that stand `here`."""
        self.touched = True
        if decision.op == "add":
            layer, stood = LAYERS[decision.layer], self._by_place.get(place, ())
            kept = [one for one in stood if one.layer in _NESTING]
            known = stood[0].attrs if stood and not kept else layer.usual
            attrs = {**known, **decision.attrs}
            nobody = "who" in layer.attrs and not attrs.get("who")
            cert = cast(Cert, decision.cert or ("unknown" if nobody else "high"))
            fresh = Annotation(decision.layer, *place, attrs, "editor/decision", cert, signature(decision.who))
            self._by_place[place] = [*kept, fresh]
            return
        make = _MADE.get(decision.op)
        at = (here[0].start, here[0].end)
        meant = set(map(id, here))
        self._by_place[at] = [
            made for one in self._by_place[at] if (made := _made(one, decision, make) if id(one) in meant else one)
        ]


def _made(one: Annotation, decision: Decision, make: Make | None) -> Annotation | None:
    return make(one, decision) if make else None


def _overlapping(layer: Iterable[Annotation], place: Span) -> Annotation | None:
    """The one annotation that shares most of a place; boundaries move when rules or corrections change."""
    start, end = place
    shared = [(min(one.end, end) - max(one.start, start), one) for one in layer if one.start < end and one.end > start]
    most = [one for size, one in shared if 2 * size > max(one.end - one.start, end - start)]
    return most[0] if len(most) == 1 else None


def _changed(one: Annotation, decision: Decision) -> Annotation:
    attrs = {name: value for name, value in {**one.attrs, **decision.attrs}.items() if value}
    return one._replace(
        attrs=attrs, rule="editor/decision", cert=cast(Cert, decision.cert or "high"), resp=signature(decision.who)
    )


def _confirmed(one: Annotation, decision: Decision) -> Annotation:
    """What made the annotation stays its rule; that it is right is the editor's word."""
    return one._replace(cert="high", resp=signature(decision.who))


_NESTING: Final = frozenset({"div"})
"""Layers of which two may stand on the same span."""
Make = Callable[[Annotation, Decision], Annotation]
_MADE: Final[dict[str, Make]] = {"change": _changed, "confirm": _confirmed}
