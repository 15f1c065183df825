"""An edition on the bench: its text, what the program and the editor make of it, what was done and can be undone.

Decisions and authority files are the only state. An act writes them first; then those stages run again whose input
it changed, and the outcome says what else stands otherwise now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from rubricator import build, targets
from rubricator.annotate import stages
from rubricator.annotate.memory import Memory, changed
from rubricator.model import decisions
from rubricator.model import edition as editions
from rubricator.model.context import Context
from rubricator.model.decisions import Decision, Editor, Places
from rubricator.model.document import Annotation, Document
from rubricator.model.files import write
from rubricator.model.layers import LAYERS
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.model.source import Source
from rubricator.review.ledger import Ledger, Stamp, locked, stamp

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class FileChange:
    """An authority file before and after an act; None where there was none."""

    path: Path
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """What an editor did at one moment: decisions, or a change of authority files, or both."""

    when: str
    who: str
    why: str
    made: tuple[Decision, ...] = ()
    files: tuple[FileChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that stands otherwise after an act; `meant` where the act was about it."""

    before: Annotation | None
    after: Annotation | None
    meant: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """An edition as it stands: what was decided, and what comes of it; `pending` until all that follows is computed."""

    number: int
    decided: tuple[Decision, ...]
    document: Document
    context: Context
    findings: tuple[Finding, ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act brought about."""

    state: State
    changes: tuple[Change, ...] = ()


@dataclass
class Session:
    """One edition and its editor. All methods may be called from several threads."""

    folder: Path
    texts: Sequence[Path] = ()
    who: str = ""
    clock: Clock = field(default=lambda: datetime.now(UTC))

    patience: float = 0.12
    """Seconds that an act waits for what follows from it; what takes longer is told when it is known."""

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self._computing = threading.Lock()
        self._settled: State | None = None
        self._version = 0
        self.latest: Outcome | None = None
        """What came of the last act, once all that follows is known."""
        self.refused: tuple[Finding, ...] = ()
        """Why the last act had to be taken out again."""
        self.ledger = Ledger(self.folder)
        self.trouble: tuple[Finding, ...] = ()
        """Why the files of the edition cannot be read at the moment."""
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._state: State | None = None
        self._latest = ""
        self._read()

    # ------------------------------------------------------------ reading
    def _read(self) -> None:
        """Take the configuration, the text and the authority files as they are on disk."""
        self.edition = editions.load(self.folder)
        path = targets.find_text(self.edition, self.texts)
        if path is None:
            raise fail("in-missing", self.folder / self.edition.source.file)
        self.source: Source = self.edition.read_text(path)
        self.who = self.who or self.edition.edition.encoder
        self._text_path = path
        self.memory, self.places = Memory(), Places()
        self._context = build.known(self.source, self.edition)
        self._borne: set[str] = set()
        self.rules = {
            f"{one.name}/{rule}": words
            for one in stages.annotators(self.edition.annotate.off)
            for rule, words in one.rules.items()
        } | decisions.RULES
        self._stamp = self._stamped()

    def _stamped(self) -> tuple[Stamp, Stamp]:
        """The files on which everything depends, and the decisions."""
        others = [self.folder / editions.FILE, self._text_path, *sorted((self.folder / "authority").glob("*.xml"))]
        return stamp(others), stamp([self.ledger.path])

    @property
    def number(self) -> int:
        """The number of the state as it stands; 0 before the first."""
        return self._state.number if self._state else 0

    @property
    def state(self) -> State:
        """The edition as it stands; computed when first asked for."""
        with self.lock:
            if self._state is None:
                self._state = self._settled = self._computed(self.ledger.load())
            return self._state

    def _computed(self, decided: Sequence[Decision]) -> State:
        """All that follows from the decisions. Raises RubricatorError where one of them names what nobody is."""
        with self._computing:
            editor = Editor(decided, self.places)
            found = build.annotate_in(self._context, self.source, editor=editor, memory=self.memory)
        self._hold(found, decided)
        return State(self.number + 1, tuple(decided), found.document, found.context, found.findings)

    def _hold(self, found: build.Annotated, decided: Sequence[Decision]) -> None:
        """Raise RubricatorError where a decision names what nobody is; what was held once is not looked for again."""
        if unknown := build.unborne(found, self.source, decided, self._borne):
            raise RubricatorError(*unknown)
        self._borne |= decisions.named_ids(decided)

    def _at_once(self, before: State, made: Sequence[Decision]) -> State:
        """The decisions carried out in the document as it stands, before anything is computed again."""
        editor = Editor(made, self.places)
        document = editor.decide(before.document, LAYERS, ())
        found = build.Annotated(document, before.context, (*before.findings, *editor.findings))
        if decisions.named_ids(made) - self._borne:
            self._borne |= build.ids(build.Annotated(before.document, before.context))
        self._hold(found, made)
        return State(self.number + 1, (*before.decided, *made), document, before.context, found.findings, True)

    def refresh(self) -> Outcome | None:
        """Take in what was changed outside; None where nothing was. Faults of the files stand in `trouble`."""
        with self.lock:
            if self._stamped() == self._stamp:
                return None
            before = self.state
            try:
                if self._stamped()[0] != self._stamp[0]:
                    self._read()
                return self._renewed(before, ())
            except RubricatorError as error:
                self.trouble = error.findings
                self._stamp = self._stamped()
                return Outcome(self._numbered())

    def _numbered(self) -> State:
        """The state under a new number, so that every window hears of it."""
        self._state = replace(self.state, number=self.number + 1)
        return self._state

    def _renewed(self, before: State, meant: Sequence[Decision]) -> Outcome:
        """Compute what stands now, and what is otherwise than before."""
        self._version += 1
        self._state = self._settled = self._computed(self.ledger.load())
        self.trouble = ()
        self._stamp = self._stamped()
        return self._compared(before, meant)

    def _compared(self, before: State, meant: Sequence[Decision]) -> Outcome:
        """What the state has otherwise than another."""
        assert self._state
        places = {(one.layer, *place) for one in meant for place in self.places.get(one.anchor, ((), True))[0]}
        same = self._state.document.text == before.document.text
        found = changed(before.document, self._state.document) if same else ()
        return Outcome(self._state, tuple(_change(old, new, places) for old, new in found))

    # ------------------------------------------------------------ acting
    def moment(self) -> str:
        """Now, later than any moment before; it names an act."""
        now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        latest = max(self._latest, *(one.when for one in self.state.decided), "")
        if now <= latest:
            now = _next(latest)
        self._latest = now
        return now

    def act(self, made: Sequence[Decision], why: str = "", files: Sequence[FileChange] = ()) -> Outcome:
        """Write decisions and authority files; what comes of it. Raises RubricatorError, and nothing is written."""
        with self.lock:
            self.refresh()
            when = self.moment()
            signed = tuple(_signed(one, self.who, why, when) for one in made)
            decisions.parse(decisions.as_lines(signed).splitlines())
            act = Act(when, self.who, why, signed, tuple(files))
        return self._do(act)

    def _do(self, act: Act) -> Outcome:
        """Write an act and answer with what comes of it; where that takes long, with what is known at once."""
        with self.lock:
            if self.trouble:
                raise RubricatorError(*self.trouble)
            before, self.refused = self.state, ()
            if act.files:
                return self._with_files(before, act)
            fresh = self._at_once(before, act.made)
            self.ledger.append(act.made)
            self._state, self._stamp = fresh, self._stamped()
            self._kept(act)
            self._version += 1
            version, settled = self._version, threading.Event()
            threading.Thread(target=self._settle, args=(version, fresh.decided, act, settled), daemon=True).start()
        settled.wait(self.patience)
        with self.lock:
            return self._compared(before, act.made)

    def _with_files(self, before: State, act: Act) -> Outcome:
        self._write_files(act.files, forward=True)
        try:
            self.ledger.append(act.made)
            self._read()
            outcome = self._renewed(before, act.made)
        except RubricatorError:
            self.ledger.remove(act.made)
            self._write_files(act.files, forward=False)
            self._read()
            raise
        self._kept(act)
        return outcome

    def _kept(self, act: Act) -> None:
        self._done.append(act)
        if act in self._undone:
            self._undone.remove(act)
        else:
            self._undone.clear()

    def _settle(self, version: int, decided: Sequence[Decision], act: Act, settled: threading.Event) -> None:
        """Compute what follows from the decisions, and make it the state, unless something was done meanwhile."""
        try:
            found: State | None = self._computed(decided)
        except RubricatorError as error:
            found, failed = None, error.findings
        with self.lock:
            if version == self._version:
                if found:
                    self._settle_with(found, act)
                else:
                    self._take_out(act, failed)
        settled.set()

    def _settle_with(self, found: State, act: Act) -> None:
        before = self._settled or found
        self._state = self._settled = replace(found, number=self.number + 1)
        self.latest = self._compared(before, act.made)

    def _take_out(self, act: Act, failed: tuple[Finding, ...]) -> None:
        """An act from which nothing sound follows: as if it had not been done, and told."""
        self.ledger.remove(act.made)
        self._done.remove(act)
        self._state = replace(self._settled or self.state, number=self.number + 1)
        self._stamp, self.refused = self._stamped(), failed
        self.latest = Outcome(self._state)

    def _write_files(self, files: Sequence[FileChange], *, forward: bool) -> None:
        for one in files:
            data = one.after if forward else one.before
            with locked(self.folder):
                if data is None:
                    one.path.unlink(missing_ok=True)
                else:
                    write(one.path, data)

    # ------------------------------------------------------------ history
    def history(self) -> list[Act]:
        """What was done, first to last: what stands in the decisions, and this session's changes of authority files."""
        known = {act.when: act for act in self._done}
        grouped = groupby(
            self.state.decided, key=lambda one: (one.who, one.when) if one.when else (one.who, one.number)
        )
        acts = []
        for _, some in grouped:
            made = tuple(some)
            first = made[0]
            files = known.pop(first.when).files if first.when in known else ()
            acts.append(Act(first.when, first.who, first.why, made, files))
        rest = [act for act in known.values() if act.files and not act.made]
        return sorted([*acts, *rest], key=lambda act: act.when)

    @property
    def can(self) -> tuple[bool, bool]:
        """Whether something can be undone, and redone."""
        return bool(self.history()), bool(self._undone)

    def undo(self, when: str = "") -> Outcome:
        """Take back the last act, or the one of a moment. Raises RubricatorError where its lines are gone."""
        with self.lock:
            self.refresh()
            acts = [act for act in self.history() if not when or act.when == when]
            if not acts:
                raise fail("re-nothing", self.ledger.path)
            act = acts[-1]
            for one in act.files:
                if (one.path.read_bytes() if one.path.is_file() else None) != one.after:
                    raise fail("re-changed", one.path)
            before = self.state
            if act.made and not self.ledger.remove(act.made):
                raise fail("re-changed", self.ledger.path)
            self._write_files(act.files, forward=False)
            try:
                if act.files:
                    self._read()
                outcome = self._renewed(before, act.made)
            except RubricatorError:
                self._write_files(act.files, forward=True)
                self.ledger.append(act.made)
                self._read()
                raise
            self._done = [one for one in self._done if one.when != act.when]
            self._undone.append(act)
            return outcome

    def redo(self) -> Outcome:
        """Do again what was undone last."""
        with self.lock:
            self.refresh()
            if not self._undone:
                raise fail("re-nothing", self.ledger.path)
            act = self._undone[-1]
        return self._do(act)


def _change(old: Annotation | None, new: Annotation | None, places: set[tuple[str, int, int]]) -> Change:
    one = new or old
    assert one
    return Change(old, new, (one.layer, one.start, one.end) in places)


def _signed(one: Decision, who: str, why: str, when: str) -> Decision:
    return Decision(
        0, one.op, one.layer, one.quote, one.before, one.after, one.to, one.attrs, one.cert, who, one.why or why, when
    )


_MILLISECONDS: Final = 3
"""Digits after the second in the moment of an act."""


def _next(moment: str) -> str:
    """The least moment after one."""
    try:
        at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return f"{moment}+"
    from datetime import timedelta

    after = (at + timedelta(milliseconds=1)).astimezone(UTC)
    return after.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def conflicts(decided: Sequence[Decision]) -> Iterator[tuple[Decision, Decision]]:
    """Decisions of two editors about one thing that do not agree; the later one holds."""
    last: dict[tuple[str, object], Decision] = {}
    for one in decided:
        key = (one.layer, one.anchor)
        old = last.get(key)
        if old and old.who != one.who and (old.op, old.attrs, old.cert) != (one.op, one.attrs, one.cert):
            yield old, one
        last[key] = one
