"""A text of one kind: its divisions, and what each holds, read by the rules of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from rubricator.annotate.drama.cast import Cast, cast_list, characters
from rubricator.annotate.drama.namesakes import namesakes
from rubricator.annotate.drama.people import Speaker, speakers
from rubricator.annotate.drama.personae import personae
from rubricator.annotate.drama.plays import Stage, measured, play, scene
from rubricator.annotate.drama.records import as_records, whole_record
from rubricator.annotate.drama.script import Script, apart, counted, script
from rubricator.annotate.drama.turns import Talk, turns
from rubricator.annotate.entries.references import Entry, references
from rubricator.annotate.layout.contents import contents
from rubricator.annotate.layout.divisions import Division, Play, as_poems, divisions, numbered, targets
from rubricator.annotate.layout.furniture import furniture_block, page_furniture
from rubricator.annotate.layout.interviews import interviews
from rubricator.annotate.layout.preformatted import listings
from rubricator.annotate.layout.prose import Setting, prose
from rubricator.annotate.layout.topics import topics
from rubricator.annotate.notes.apparatus import Apparatus
from rubricator.annotate.notes.blocks import note_blocks
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page
from rubricator.reading.named_persons import NamedPersons

_APART = frozenset({"preface", "dedication", "contents", "notes", "boilerplate", "liminal", "index"})
"""Divisions of a play that are no part of the action."""
_PLAYED: Final = frozenset({"", "act", "scene", "play", "prologue", "epilogue", "chorus", "set", "half-title", "part"})
"""Divisions of a play that are played even where nobody has a label."""
_LABELLED: Final = ("drama", "transcript", "dialogue")
"""Kinds of text in which labels tell who speaks."""


class Text(NamedTuple):
    """Blocks, their divisions, and the setting in which they are read."""

    main: Sequence[Block]
    tree: Sequence[Division]
    setting: Setting

    def frames(self, whole: tuple[int, int], body: tuple[int, int]) -> Iterator[Annotation]:
        """Front, body and back over the `whole`; `body` is where it would be without divisions in front and back."""
        front = [one for one in self.tree if one.place == "front"]
        back = [one for one in self.tree if one.place == "back"]
        start = self.main[front[-1].last].start if front else body[0]
        end = self.main[back[0].first - 1].end if back else body[1]
        if whole[0] < start:
            yield Annotation("front", whole[0], start, rule="frame")
        yield Annotation("body", start, end, rule="frame")
        if end < whole[1]:
            yield Annotation("back", end, whole[1], rule="frame")

    def annotations(self) -> Iterator[Annotation]:
        """The blocks before the first division, then the divisions."""
        before = self.main[: self.tree[0].first if self.tree else len(self.main)]
        yield from _content(before, replace(self.setting, final=not self.tree))
        for one in self.tree:
            yield from _division(one, self.main, self.setting)
        yield from _missing(self.tree)
        yield from references(list(self._entries(self.tree)), self.main[0].source if self.main else "")

    def _entries(self, tree: Sequence[Division]) -> Iterator[Entry]:
        """The articles, the sections inside them left out."""
        for one in tree:
            if one.rule == "headword" and one.heads:
                end = self.main[one.inner[0].first - 1].end if one.inner else self.main[one.last - 1].end
                yield Entry(one.id, one.heads[0][1], end, one.heads[0][2])
            yield from self._entries(one.inner)


def _missing(siblings: Sequence[Division]) -> Iterator[Annotation]:
    """What an editor must know of numbers that a series of divisions leaves out, or has twice."""
    last: dict[str, Division] = {}
    for one in siblings:
        before = last.get(one.type)
        if one.number > 1 and one.heads and before and one.number != before.number + 1:
            reason = f"Number {one.number} follows number {before.number}: "
            if one.number > before.number:
                lost = ", ".join(map(str, range(before.number + 1, one.number)))
                yield _told(one.heads[0][1], f"{reason}{lost} missing, or not recognised as a heading.")
            elif one.number == before.number:
                yield _told(one.heads[0][1], f"{reason}a number is misprinted.")
        if one.number:
            last[one.type] = one
        yield from _missing(one.inner)


def _told(at: int, reason: str) -> Annotation:
    return Annotation("flag", at, at, {"reason": reason, "kind": "numbering"}, "numbers-missing", "medium")


def shared(
    measured: Page, language: str, persons: NamedPersons, author: str, notes: Apparatus | None = None
) -> Setting:
    """What is the same for all texts of a source."""
    return Setting(measured, language, persons=persons, author=author, notes=notes or Apparatus())


def read(main: Sequence[Block], kind: str, ids: Iterator[int], known: Setting) -> Text:
    """The text of some blocks, of the genre `kind`; `known` holds what is the same for all texts of the source."""
    heads = interviews(main, known.language) if kind == "transcript" else []
    interviewed = bool(heads)
    how = script(main, known.language, stated=True) if kind in _LABELLED and not heads else Script()
    listed = personae(main, how) if kind == "drama" else None
    how = how.without(main[listed.first : listed.last]) if listed else how
    main = apart(main, how)
    furniture = page_furniture(main, known.language)
    labelled = frozenset(at for at, block in enumerate(main) if how.label(block))
    drama = Play(labelled, listed) if kind == "drama" else None
    kept = {} if kind in ("drama", "verse") else listings(main, known.page)
    passed = {*furniture, *labelled, *(at for first, last in kept.items() for at in range(first, last))}
    heads = heads or (topics(main, labelled) if kind == "transcript" else [])
    tree, again = divisions(main, known.language, drama, passed, known.notes, heads)
    if kind == "transcript" and not interviewed:
        tree = tree or ([whole_record(main, how)] if labelled else [])
        as_records(tree, main, how)
    numbered(tree, ids)
    if kind == "verse":
        as_poems(tree)
    setting = replace(
        known,
        page=known.page._replace(width=0) if kind == "verse" else known.page,
        verse=kind == "verse",
        stage=_stage(main, tree, how, known) if kind == "drama" else None,
        talk=_talk(main, tree, how, kind, known) if kind in ("transcript", "dialogue") and not interviewed else None,
        targets=targets(tree, main[0].source) if main else {},
        listings={main[first].start: main[last - 1].end for first, last in kept.items()},
        furniture={main[at].start: kind for at, kind in {**furniture, **dict.fromkeys(again, "again")}.items()},
    )
    return Text(main, tree, setting)


def _stage(main: Sequence[Block], tree: Sequence[Division], how: Script, setting: Setting) -> Stage:
    """What must be known of the whole play before one speech can be read."""
    notes = setting.notes
    cast = {at for one in tree if one.type == "castList" for at in one.own}
    listed = notes.without([main[at] for at in sorted(cast)])
    spoken = notes.without([block for at, block in enumerate(main) if at not in cast])
    persons = sorted(cast_list(listed, how.language, setting.persons.one), key=lambda one: one.order)
    settled = Cast(
        characters(persons, main[0].source, how.language), counted(how, spoken), how.language, setting.persons.one
    )
    scenes = (scene(notes.without([main[at] for at in one.own]), how) for one in _action(tree) if one.own)
    return Stage(how, settled, measured(spoken), how.language, namesakes(settled, scenes))


def _is_played(own: Sequence[Block], setting: Setting) -> bool:
    """True for a part of the action; an introduction in which nobody speaks is prose."""
    assert setting.stage
    return setting.division in _PLAYED or any(setting.stage.script.label(block) for block in own)


def _talk(main: Sequence[Block], tree: Sequence[Division], how: Script, kind: str, setting: Setting) -> Talk:
    """What must be known of a whole transcript or dialogue: who speaks after each label."""
    if kind == "dialogue":
        cast = Cast((), counted(how, main), how.language)
        return Talk(how, {start: Speaker(cast.who(one.name)) for start, one in how.labels.items()})
    sections = sorted({main[one.first].start for one in _all(tree)})
    found = sorted(how.labels.values())
    return Talk(how, speakers(found, main[0].source if main else "", sections, setting.persons, how.language))


def _all(tree: Sequence[Division]) -> Iterator[Division]:
    for one in tree:
        yield one
        yield from _all(one.inner)


def _action(tree: Sequence[Division]) -> Iterator[Division]:
    """All divisions of a play that are part of the action, the outer before the inner."""
    for one in tree:
        if one.type not in _APART and one.type != "castList":
            yield one
        yield from _action(one.inner)


def _division(one: Division, main: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    start, end = main[one.first].start, main[one.last - 1].end
    if one.type == "trailer":
        yield Annotation("trailer", start, end, {}, "trailer")
        return
    if one.type != "half-title":
        start = min((first for _, first, _ in one.heads), default=start)
        attrs = {"id": one.id, "type": one.type} | ({"n": str(one.number)} if one.number else {})
        yield Annotation("div", start, end, attrs, one.rule, one.cert)
    for kind, first, last in one.heads:
        if kind == "label":
            yield Annotation("label", first, last, {}, one.rule, one.cert)
        elif kind == "title" and setting.stage and setting.stage.persons_come(main[0].source[first:last]):
            yield Annotation("stage", first, last, {"type": "entrance"}, "stage-direction")
        else:
            yield Annotation("head", first, last, {"type": kind} if kind else {}, one.rule, one.cert)
    headed = any(kind != "label" for kind, _, _ in one.heads)
    here = replace(setting, division=one.type, headed=headed, final=not one.inner)
    yield from _content([main[at] for at in one.own], here)
    for inner in one.inner:
        yield from _division(inner, main, setting)


def _content(own: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """A division's own blocks: its notes, and the others as if no note stood among them."""
    yield from note_blocks([block for block in own if setting.notes.concerns(block)], setting.notes, setting.page)
    if rest := setting.notes.without(own):
        yield from _text(rest, setting)


def _contents(own: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """The entries of a table of contents, and the running heads among them."""
    yield from contents([block for block in own if block.start not in setting.furniture], setting.targets)
    for block in own:
        if kind := setting.furniture.get(block.start):
            yield from furniture_block(block, kind)


def _text(own: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """Blocks without notes, read by the recogniser of their division's kind."""
    if setting.division == "castList":
        return cast_list(own, setting.language, setting.persons.one)
    if setting.division == "contents":
        return _contents(own, setting)
    if setting.stage and setting.division not in _APART and _is_played(own, setting):
        return play(own, setting.stage, setting.final)
    if setting.talk and any(setting.talk.script.label(block) for block in own):
        within = replace(setting, talk=None, spoken=True, headed=False, final=False)
        return turns(own, setting.talk, lambda blocks: prose(blocks, within))
    return prose(own, setting)
