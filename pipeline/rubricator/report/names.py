"""The names of a text, entity by entity: how often, how sure, where; and what the open ones may mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from rubricator.model.context import Context
from rubricator.model.document import CERTS, Annotation, Cert, Document

KINDS: Final = {"persName": "person", "placeName": "place", "orgName": "org"}
_HEADINGS: Final = {"person": "persons", "place": "places", "org": "organisations"}
_AROUND: Final = 40
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named; `candidates` are ids of what else it may mean."""

    annotation: Annotation
    words: str
    line: int
    column: int
    before: str
    after: str
    candidates: tuple[str, ...] = ()

    @property
    def cert(self) -> Cert:
        """How sure it is; what an editor decided is sure."""
        return "high" if self.annotation.resp else self.annotation.cert


@dataclass(slots=True)
class Entity:
    """A person, place or body with its mentions in order; `known` where an authority file has it."""

    id: str
    kind: str
    known: bool
    label: str = ""
    mentions: list[Mention] = field(default_factory=list)

    @property
    def cert(self) -> Cert:
        """The certainty of its surest mention: one full name vouches for the short ones."""
        return min((one.cert for one in self.mentions), key=CERTS.index)

    @property
    def confirmed(self) -> bool:
        """True where it may go into an authority file: sure, new, and never confused with another."""
        return not self.known and self.cert == "high" and not any(one.candidates for one in self.mentions)

    @property
    def forms(self) -> Counter[str]:
        """How often it is named how."""
        return Counter(one.words for one in self.mentions)


def entities(document: Document, context: Context) -> list[Entity]:
    """All that the text names, by kind, the most often named first."""
    open_ = _open(document)
    found: dict[str, Entity] = {}
    for one in document.in_layer(*KINDS):
        id = one.attrs.get("ref", "")
        if id:
            entity = found.setdefault(id, Entity(id, KINDS[one.layer], id in context.authority.entries))
            entity.mentions.append(_mention(document, one, open_.get((one.start, one.end), ())))
    for entity in found.values():
        fullest = max(entity.forms, key=lambda words: (len(words), words))
        entity.label = context.authority.label(entity.id) or fullest
    kinds = list(_HEADINGS)
    return sorted(found.values(), key=lambda one: (kinds.index(one.kind), -len(one.mentions), one.id))


def _open(document: Document) -> dict[tuple[int, int], tuple[str, ...]]:
    return {
        (flag.start, flag.end): tuple(flag.attrs["candidates"].split())
        for flag in document.in_layer("flag")
        if "candidates" in flag.attrs
    }


def _mention(document: Document, one: Annotation, candidates: tuple[str, ...]) -> Mention:
    line, column = document.source.position(one.start)
    before = " " * (one.start < _AROUND) + document.text[max(0, one.start - _AROUND) : one.start]
    after = document.text[one.end : one.end + _AROUND] + " " * (one.end + _AROUND > len(document.text))
    words = " ".join(document.slice(one).split())
    before, after = (_one_line(before).partition(" ")[2], _one_line(after).rpartition(" ")[0])
    return Mention(one, words, line, column, before, after, candidates)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def as_lines(found: Iterable[Entity], context: Context, contexts: int = 3) -> Iterator[str]:
    """The report as text: entities with up to so many contexts each, then the open mentions."""
    kept = list(found)
    for kind, heading in _HEADINGS.items():
        of_kind = [one for one in kept if one.kind == kind]
        if of_kind:
            yield f"{heading}: {len(of_kind)}"
        for one in of_kind:
            yield from _entity_lines(one, contexts)
    undecided = [(one, mention) for one in kept for mention in one.mentions if mention.candidates]
    if undecided:
        yield f"open: {len(undecided)}"
    for one, mention in sorted(undecided, key=lambda pair: pair[1].annotation.start):
        yield _context_line(mention)
        for id in (one.id, *(id for id in mention.candidates if id != one.id)):
            yield f"          {'taken' if id == one.id else 'or'}: {id}  {context.authority.label(id)}".rstrip()


def _entity_lines(one: Entity, contexts: int) -> Iterator[str]:
    state = "known" if one.known else "new"
    yield f"  {one.id}  {one.label}  ({len(one.mentions)}, {one.cert}, {state})"
    yield "      " + ", ".join(f"{words} {count}" for words, count in one.forms.most_common())
    for mention in one.mentions[:contexts]:
        yield _context_line(mention)


def _context_line(mention: Mention) -> str:
    rule = mention.annotation.rule.partition("/")[2]
    where = f"{mention.line}:{mention.column}"
    return f"      {where:>9}  {mention.before}[{mention.words}]{mention.after}  ({rule}, {mention.cert})"


def as_records(found: Iterable[Entity], contexts: int = 3) -> list[dict[str, Any]]:
    """The report as what JSON can hold; open mentions are listed whatever `contexts` says."""
    return [_record(one, contexts) for one in found]


def _record(one: Entity, contexts: int) -> dict[str, Any]:
    shown = [mention for at, mention in enumerate(one.mentions) if at < contexts or mention.candidates]
    return {
        "id": one.id,
        "kind": one.kind,
        "label": one.label,
        "count": len(one.mentions),
        "cert": one.cert,
        "known": one.known,
        "confirmed": one.confirmed,
        "forms": dict(one.forms.most_common()),
        "mentions": [_mention_record(mention) for mention in shown],
    }


def _mention_record(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.annotation.start,
        "end": mention.annotation.end,
        "line": mention.line,
        "column": mention.column,
        "before": mention.before,
        "words": mention.words,
        "after": mention.after,
        "rule": mention.annotation.rule,
        "cert": mention.cert,
        "candidates": list(mention.candidates),
    }
