"""What the page asks of an edition, and the answers, as plain data; the server only carries them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from rubricator.editing import deciding
from rubricator.model.decisions import Decision
from rubricator.model.document import CERTS, Annotation
from rubricator.model.layers import LAYERS, POINTERS
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.report.doubts import Wanted, as_csv
from rubricator.report.expectations import strange
from rubricator.review import acts, handing, rows, sheet, structure
from rubricator.review.acts import Wish, key_of, line, pointed
from rubricator.review.card import card, converted, fields
from rubricator.review.entities import KINDS, Entities, repointed
from rubricator.review.rows import Asked, Rows
from rubricator.review.session import Act, Change, FileChange, Outcome, Session, State, conflicts

_TOLD: Final = 60
"""Changes listed of an act; all are counted."""
_MARKS: Final = "pc"


@dataclass
class Bench:
    """One edition and everything that is shown of it."""

    session: Session
    _rows: Rows = field(init=False)

    def __post_init__(self) -> None:
        self._rows = Rows(self.session.rules)
        self._entities: tuple[int, Entities] | None = None
        self._parts: tuple[int, list[sheet.Part]] = (0, [])
        self._odd: tuple[int, list[dict[str, Any]]] = (0, [])
        self._last: tuple[int, tuple[Change, ...]] = (0, ())

    def open(self) -> None:
        """Compute the edition, so that the first question finds it ready; what is amiss is told when asked."""
        with suppress(RubricatorError):
            self.standing(self.session.state)

    @property
    def opened(self) -> bool:
        """True once the edition has been computed."""
        return self.session.number > 0

    @property
    def number(self) -> int:
        """The number of the state as it stands."""
        return self.session.number

    # ------------------------------------------------------------ the edition
    def edition(self) -> dict[str, Any]:
        """What the page needs to begin."""
        state = self.session.state
        meta = state.context.edition.edition
        return {
            "title": meta.title,
            "language": meta.language or "und",
            "who": self.session.who,
            "assigned": bool(handing.mine(self._shares(), self.session.who)),
            "length": len(state.document.text),
            "parts": [{"start": one.start, "end": one.end, "title": one.title} for one in self.parts(state)],
            "contents": [
                {"start": start, "depth": depth, "title": words}
                for start, depth, words in sheet.contents(state.document)
            ],
            "layers": {name: _layer(name) for name in _shown_layers(state)},
            "kinds": {name: _layer(name) for name in LAYERS},
            "certs": list(CERTS),
            "states": list(rows.STATES),
            **self.standing(state),
        }

    def standing(self, state: State) -> dict[str, Any]:
        """What changes with every act: number, progress, what can be undone, troubles."""
        undo, redo = self.session.can
        return {
            "number": state.number,
            "pending": state.pending,
            "progress": rows.progress(self._all(state)),
            "undo": undo,
            "redo": redo,
            "strange": self._strange(state),
            "messages": [message(one) for one in (*self.session.trouble, *self.session.refused, *state.findings)],
            "conflicts": [
                {"before": _decision(one), "after": _decision(other)} for one, other in conflicts(state.decided)
            ],
        }

    def _strange(self, state: State) -> list[dict[str, Any]]:
        """What is strange as a whole, most harmful first, each with the place to look at."""
        if self._odd[0] != state.number:
            source = state.document.source
            told = [asdict(one) | {"start": source.offset(one.line, 1) or 0} for one in strange(state)]
            self._odd = state.number, told
        return self._odd[1]

    def parts(self, state: State) -> list[sheet.Part]:
        """The parts of the text; they move only when divisions do."""
        if self._parts[0] != state.number:
            self._parts = state.number, sheet.parts(state.document)
        return self._parts[1]

    def part(self, at: int) -> dict[str, Any]:
        """The part of the text that holds a place."""
        state = self.session.state
        found = self.parts(state)
        part = next((one for one in found if one.start <= at < one.end), found[-1])
        return {
            "start": part.start,
            "end": part.end,
            "number": state.number,
            "html": sheet.html(state.document, part),
        }

    # ------------------------------------------------------------ the list
    def _all(self, state: State) -> list[rows.Row]:
        return self._rows.all(state, self.session.places)

    def listed(self, asked: Mapping[str, str]) -> dict[str, Any]:
        """Rows by filters: layer, cert, rule, entity, state (commas between several), words, start and end, around."""
        state = self.session.state
        wanted = _asked(asked)
        if asked.get("mine"):
            wanted = replace(wanted, spans=handing.mine(self._shares(), self.session.who))
        return rows.answer(self._all(state), wanted) | {"number": state.number}

    def card(self, key: str) -> dict[str, Any]:
        """All that speaks for an annotation; of what was taken away, that it was."""
        state = self.session.state
        try:
            return card(state, self.session.rules, self.entities(state), key)
        except RubricatorError:
            row = next((one for one in self._all(state) if one.key == key), None)
            if row is None:
                raise
            return rows.as_record(row) | {"gone": True}

    def csv(self) -> str:
        """The open doubts as a table for a spreadsheet."""
        state = self.session.state
        return as_csv(row.doubt for row in self._all(state) if row.state == "open")

    # ------------------------------------------------------------ handing out
    def _open(self) -> list[int]:
        """Where the open doubts stand."""
        return [row.start for row in self._all(self.session.state) if row.state == "open"]

    def assign(self, editors: Sequence[str], common: float = 0.0) -> list[str]:
        """Hand the open doubts out by division; a line for each share."""
        document = self.session.state.document
        found = handing.shares(document, self._open(), editors, common)
        handing.save(self.session.folder, document, found)
        place = document.source.position
        return [
            f"{one.who}: lines {place(one.start)[0]}–{place(max(one.end - 1, 0))[0]}, {one.doubts} doubts"
            for one in found
        ]

    def report(self) -> list[str]:
        """What each editor decided, and where two differ."""
        self.session.refresh()
        state = self.session.state
        return handing.report(state.decided, self._shares(), self._open())

    def _shares(self) -> list[handing.Share]:
        return handing.load(self.session.folder, self.session.source.text)

    # ------------------------------------------------------------ entities
    def entities(self, state: State) -> Entities:
        """Who and what is named."""
        if self._entities is None or self._entities[0] != state.number:
            self._entities = state.number, Entities(state, self.session.folder)
        return self._entities[1]

    def find(self, words: str, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """Entities by name."""
        return self.entities(self.session.state).search(words, kinds)

    def entity(self, id: str) -> dict[str, Any]:
        """An entity with its form, and where it is named."""
        state = self.session.state
        shown = self.entities(state).shown(id)
        places = [
            {"key": key_of(one), "start": one.start, "words": " ".join(state.document.slice(one).split())[:80]}
            for one in repointed(state.document, id)[:200]
        ]
        return shown | {"mentions": places}

    def places(self) -> list[dict[str, Any]]:
        """The places of the edition that have coordinates, for the map."""
        entities = self.entities(self.session.state)
        found = (entities.shown(id) for id in entities.known.entries if entities.known.kind(id) == "place")
        return [
            {"id": one["id"], "label": one["label"], "coordinates": one["coordinates"], "count": one["count"]}
            for one in found
            if one.get("coordinates")
        ]

    # ------------------------------------------------------------ acting
    def act(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Do what the page asks for, and tell what came of it."""
        asked = acts.wish(record)
        state = self.session.state
        made, files = self._made(state, asked)
        if not made and not files:
            raise fail("re-request", reason="there is nothing to decide")
        return self.told(self.session.act(made, asked.why, files))

    def _made(self, state: State, asked: Wish) -> tuple[list[Decision], list[FileChange]]:
        """The decisions and the changes of authority files that a wish stands for."""
        document = state.document
        if asked.act in _ENTRIES:
            return _ENTRIES[asked.act](self.entities(state), asked)
        if asked.act == "back":
            return [*acts.back(document, self._followed(asked.keys))], []
        make = _ACTS.get(asked.act)
        if make is None:
            raise fail("re-request", reason=f"{asked.act} is no act")
        attrs, files = self._pointing(state, asked)
        return [*make(document, replace(asked, attrs=attrs))], files

    def _pointing(self, state: State, asked: Wish) -> tuple[dict[str, str], list[FileChange]]:
        """The values asked for; a name typed for somebody new makes an entry, one of the gazetteer is taken over."""
        attrs = dict(asked.attrs)
        files: list[FileChange] = []
        for name, value in asked.attrs.items():
            if new := _NEW.fullmatch(value):
                attrs[name], change = self.entities(state).created(new[1], {"name": new[2]})
                files.append(change)
            elif asked.layer and LAYERS.get(asked.layer) and LAYERS[asked.layer].kind(name) not in POINTERS:
                continue
            else:
                for id in value.split():
                    files += self.entities(state).taken_over(id) if name in ("ref", "who", "toWhom", "source") else []
        return attrs, files

    def _followed(self, keys: Sequence[str]) -> list[tuple[Annotation | None, Annotation | None]]:
        """What followed from the last act, of these keys."""
        wanted = set(keys)
        return [(one.before, one.after) for one in self._last[1] if not one.meant and key_of(_either(one)) in wanted]

    def undo(self, when: str = "") -> dict[str, Any]:
        """Take an act back."""
        return self.told(self.session.undo(when))

    def redo(self) -> dict[str, Any]:
        """Do it again."""
        return self.told(self.session.redo())

    def outcome(self) -> dict[str, Any]:
        """What came of the last act, for a page that was answered before all of it was known."""
        with self.session.lock:
            latest = self.session.latest
            state = self.session.state
            return self.told(latest if latest and latest.state.number == state.number else Outcome(state))

    def refresh(self) -> dict[str, Any] | None:
        """Take in what was changed outside."""
        outcome = self.session.refresh()
        return self.told(outcome) if outcome else None

    def table(self, words: str) -> dict[str, Any]:
        """Take the decisions of a table that somebody filled in."""
        made = deciding.decided(self.session.state.document, deciding.from_table(words), self.session.who)
        if not made:
            raise fail("re-request", reason="the table holds no decision")
        return self.told(self.session.act(made))

    def told(self, outcome: Outcome) -> dict[str, Any]:
        """An outcome as the page takes it."""
        state = outcome.state
        self._last = state.number, outcome.changes
        self._rows.rules = self.session.rules
        changes = [one for one in outcome.changes if _either(one).layer != _MARKS]
        other = [one for one in changes if not one.meant]
        entities = self.entities(state)
        return {
            **self.standing(state),
            "changes": [_change(one, state, entities) for one in other[:_TOLD]],
            "others": len(other),
            "meant": [key_of(one.after) for one in changes if one.meant and one.after],
            "spans": [[_either(one).start, _either(one).end] for one in outcome.changes],
            "divided": any(_either(one).layer in ("div", "head", "text") for one in outcome.changes),
        }

    def history(self) -> list[dict[str, Any]]:
        """What was done, the last first."""
        return [_act(one) for one in reversed(self.session.history())]


def misunderstood(reason: str) -> RubricatorError:
    """The error of a request that makes no sense."""
    return fail("re-request", reason=reason)


def convert(value: str, calendar: str) -> dict[str, str]:
    """A day in both calendars."""
    return converted(value, "julian" if calendar == "julian" else "gregorian")


_NEW: Final = re.compile(r"new:(person|place|org|bibl):(.+)", re.DOTALL)
"""How the page names an entity that does not exist yet."""


def _either(one: Change) -> Annotation:
    found = one.after or one.before
    assert found
    return found


# ---------------------------------------------------------------- acts on entries
_Made = tuple[list[Decision], list[FileChange]]


def _edit(entities: Entities, asked: Wish) -> _Made:
    """An entry in other words."""
    return [], [entities.edited(_one(asked.keys), asked.attrs)]


def _create(entities: Entities, asked: Wish) -> _Made:
    """A new entry."""
    return [], [entities.created(asked.layer, asked.attrs)[1]]


def _merge(entities: Entities, asked: Wish) -> _Made:
    """Two entities are one: the first goes, all that pointed to it points to the second."""
    if len(asked.keys) != 2:
        raise fail("re-request", reason="two entities are merged, no more")
    gone, kept = asked.keys
    made = [_repointed(entities, one, gone, kept) for one in repointed(entities.state.document, gone)]
    return made, entities.merged(gone, kept)


def _repointed(entities: Entities, one: Annotation, gone: str, kept: str) -> Decision:
    attrs = {
        name: " ".join(dict.fromkeys(kept if id == gone else id for id in value.split()))
        for name, value in one.attrs.items()
        if LAYERS[one.layer].kind(name) in POINTERS and gone in value.split()
    }
    return line(entities.state.document, "change", one.layer, one.start, one.end, attrs)


def _separate(entities: Entities, asked: Wish) -> _Made:
    """Some mentions of an entity name another one, which is new."""
    document = entities.state.document
    mentions = [acts.found(document, key) for key in asked.keys]
    if not mentions:
        raise fail("re-request", reason="no mention is chosen")
    kind = next((KINDS[one.layer] for one in mentions if one.layer in KINDS), "person")
    id, change = entities.created(kind, asked.attrs)
    made = []
    for one in mentions:
        name = next((name for name in one.attrs if LAYERS[one.layer].kind(name) in POINTERS), "ref")
        made.append(line(document, "change", one.layer, one.start, one.end, {name: id}))
    return made, [change]


def _one(keys: Sequence[str]) -> str:
    if len(keys) != 1:
        raise fail("re-request", reason="one entity is meant")
    return keys[0]


_ENTRIES: Final[Mapping[str, Callable[[Entities, Wish], _Made]]] = {
    "entry": _edit,
    "create": _create,
    "merge": _merge,
    "separate": _separate,
}
_ACTS: Final[Mapping[str, Callable[..., Iterable[Decision]]]] = {
    "confirm": acts.confirm,
    "drop": acts.drop,
    "change": acts.change,
    "resize": acts.resize,
    "add": acts.add,
    "correct": acts.correct,
    "speakers": acts.speakers,
    **structure.ACTS,
}


# ---------------------------------------------------------------- as plain data
def _asked(given: Mapping[str, str]) -> Asked:
    """Filters from the query of an address."""

    def several(name: str) -> list[str]:
        return [one for one in given.get(name, "").split(",") if one]

    try:
        spans = [(int(given["start"]), int(given["end"]))] if "start" in given else None
        around, count = int(given.get("around", 0)), min(int(given.get("count", 60)), 500)
    except (KeyError, ValueError) as error:
        raise fail("re-request", reason=str(error)) from None
    wanted = Wanted(several("layer"), several("rule"), several("cert"), several("entity"), given.get("words", ""))
    return Asked(wanted, several("state"), spans, around, count)


def _layer(name: str) -> dict[str, Any]:
    row = LAYERS[name]
    return {"level": row.level, "gloss": row.gloss, "fields": fields(name)}


def _shown_layers(state: State) -> Iterator[str]:
    return (name for name in LAYERS if name in state.document.layers)


def message(one: Finding) -> dict[str, Any]:
    """A message with its remedy."""
    return {
        "code": one.code,
        "severity": one.severity,
        "sentence": one.sentence,
        "remedy": one.remedy,
        "place": f"{one.path}:{one.line}" if one.path and one.line else one.path,
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {"op": one.op, "layer": one.layer, "quote": one.quote, "attrs": one.attrs, "who": one.who, "when": one.when}


def _act(one: Act) -> dict[str, Any]:
    return {
        "when": one.when,
        "who": one.who,
        "why": one.why,
        "decisions": [_decision(made) for made in one.made[:5]],
        "count": len(one.made),
        "files": [change.path.name for change in one.files],
        "id": one.when,
    }


def _change(one: Change, state: State, entities: Entities) -> dict[str, Any]:
    here = _either(one)
    return {
        "key": key_of(here),
        "layer": here.layer,
        "start": here.start,
        "words": " ".join(state.document.slice(here).split())[:80],
        "kind": "changed" if one.before and one.after else "added" if one.after else "removed",
        "before": _value(one.before, entities),
        "after": _value(one.after, entities),
    }


def _value(one: Annotation | None, entities: Entities) -> str:
    """What an annotation says, in the words of a reader."""
    if one is None:
        return ""
    if ids := pointed(one):
        return ", ".join(entities.label(id) for id in ids.split())
    return ", ".join(f"{name} {value}" for name, value in one.attrs.items() if name not in ("id", "next", "prev"))
