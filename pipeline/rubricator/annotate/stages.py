"""The way through: the annotators in their order, and the runner that holds each to what it declares."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from rubricator.annotate.memory import Found, Memory
from rubricator.language import lexicon
from rubricator.model.context import Context
from rubricator.model.decisions import Editor
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, fault
from rubricator.model.messages import Finding, fail
from rubricator.reading.own_words import by_language, own_words

Annotate = Callable[[Document, Context], Iterator[Annotation]]

ORDER: Final = (
    "structure",
    "notes",
    "corrections",
    "citations",
    "names",
    "dates",
    "speech",
    "foreign",
    "measures",
    "contradictions",
    "displacements",
)
"""The annotators, first to last; each is the function of its own name in ``rubricator.annotate``."""

_ROOMS: Final = {
    "structure": "layout.annotator",
    "contradictions": "doubts.contradictions",
    "displacements": "doubts.displacements",
}
"""Where an annotator lies whose room has another name."""


@dataclass(frozen=True, slots=True)
class Annotator:
    """A pure function from the document so far to new annotations, with what it declares."""

    name: str
    run: Annotate
    reads: frozenset[str]
    writes: frozenset[str]
    rules: Mapping[str, str]
    needs: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    before: str = ""
    heeds: frozenset[str] = frozenset()


def annotator(
    *,
    reads: Collection[str] = frozenset(),
    writes: Collection[str],
    rules: Mapping[str, str],
    needs: Collection[str] = frozenset(),
    wants: Collection[str] = frozenset(),
    before: str = "",
    heeds: Collection[str] = frozenset(),
    any_language: bool = False,
) -> Callable[[Annotate], Annotator]:
    """Declare a generator an annotator.

    `reads` and `writes` are layers; `rules` maps the name of each rule to one clause that describes it
    (it becomes a category of the header's taxonomy). `needs` are the subjects of the lexicon without which it is
    left out, `wants` those without which it does a part of its work. One of an installed package runs before the
    annotator that `before` names, or last. `heeds` are layers of its own of which it wants to know beforehand what the
    editor has said (``context.heard``), for what it finds elsewhere depends on it. The generator yields bare rules.
    It is shown the document without what an archive wrote around the text, once that is known for such; and unless
    it reads `any_language`, passages in another language apart, with the edition's language set to theirs.
    """

    def declare(run: Annotate) -> Annotator:
        def on_own_words(document: Document, context: Context) -> Iterator[Annotation]:
            return run(own_words(document), context)

        def on_each_language(document: Document, context: Context) -> Iterator[Annotation]:
            for code, shown in by_language(document):
                if not code:
                    yield from run(shown, context)
                elif (needs or wants) and frozenset((*needs, *wants)) <= lexicon(code).subjects:
                    yield from run(shown, context.read_as(code))

        layers = frozenset(reads), frozenset(writes)
        subjects = frozenset(needs), frozenset(wants)
        shown = on_own_words if any_language else on_each_language
        return Annotator(run.__name__, shown, *layers, rules, *subjects, before, frozenset(heeds))

    return declare


def annotators(off: Sequence[str] = ()) -> tuple[Annotator, ...]:
    """The annotators to run, in order; those of installed packages stand where they ask to be.

    A package offers one as an entry point of the group ``rubricator.annotators``.
    Raises RubricatorError where `off` names one that does not exist, and for an offer that cannot be taken.
    """
    found = [_built_in(name) for name in ORDER]
    for entry in _offers(tuple(sys.path)):
        _admit(_offered(entry), found, entry)
    names = [one.name for one in found]
    for name in off:
        if name not in names:
            raise fail("an-unknown", name=name, known=", ".join(names))
    return tuple(one for one in found if one.name not in off)


PLUG_INS: Final = "rubricator.annotators"
"""The group of entry points in which installed packages offer annotators."""


@lru_cache(maxsize=4)
def _offers(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """What the packages on a path offer; looking through them takes as long as a short text."""
    return tuple(sorted(entry_points(group=PLUG_INS)))


def _offered(entry: EntryPoint) -> Annotator:
    """The annotator that an entry point names; whatever its package does wrong is one message."""
    try:
        found = entry.load()
    except Exception as error:
        raise fail("an-plugin", plugin=_told(entry), reason=f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Annotator):
        raise fail("an-plugin", plugin=_told(entry), reason="it is not declared with @annotator")
    return found


def _admit(one: Annotator, chain: list[Annotator], entry: EntryPoint) -> None:
    """Put an annotator where it asks to be."""
    names = [other.name for other in chain]
    if one.name in names:
        raise fail("an-plugin", plugin=_told(entry), reason=f"there is an annotator {one.name} already")
    if one.before and one.before not in names:
        raise fail("an-plugin", plugin=_told(entry), reason=f"it asks to run before {one.before}, which does not exist")
    chain.insert(names.index(one.before) if one.before else len(names), one)


def _told(entry: EntryPoint) -> str:
    package = f" of the package {entry.dist.name}" if entry.dist else ""
    return f"{entry.name} ({entry.value}){package}"


def lacking(chain: Sequence[Annotator], language: str) -> dict[str, frozenset[str]]:
    """Of the annotators, those that a language (a BCP 47 tag) has no words for, each with the subjects it lacks."""
    subjects = lexicon(language).subjects
    lacks = {one.name: (one.needs | one.wants) - subjects for one in chain}
    return {name: missing for name, missing in lacks.items() if missing}


def _built_in(name: str) -> Annotator:
    found = getattr(import_module(f"rubricator.annotate.{_ROOMS.get(name, name)}"), name)
    assert isinstance(found, Annotator)
    return found


def run(
    document: Document,
    context: Context,
    chain: Sequence[Annotator],
    progress: Callable[[str], None] = lambda _: None,
    editor: Editor | None = None,
    memory: Memory | None = None,
) -> Document:
    """Run the chain; after each stage the `editor` decides about the layers that it wrote.

    What `memory` holds of an earlier run on the same text and context is not found again.

    An annotation whose attribute has a value that TEI cannot hold is set aside, with a finding of the editor's.
    An annotator that needs words which the language lacks is left out.
    Raises RubricatorError (exit 70) where an annotator breaks what it declares.
    """
    editor = editor or Editor()
    subjects = lexicon(context.edition.edition.language).subjects
    written = set(document.layers)
    taken = {found for annotation in document.annotations if (found := annotation.attrs.get("id"))}
    document = editor.decide(document, *_unwritten(chain))
    for at, one in enumerate(chain):
        progress(one.name)
        later = frozenset().union(*(other.writes for other in chain[at + 1 :]))
        for layer in sorted((one.reads - written) & later | (one.reads - LAYERS.keys())):
            raise fail("an-unread", annotator=one.name, layer=layer)
        heard = editor.heard(document.text, one.heeds)
        find = partial(_found, one, replace(context, heard=heard), one.needs <= subjects)
        made = memory.found(one, document, heard, find) if memory else find(document)
        editor.findings += made.findings
        _take(one, made.annotations, taken)
        fresh = editor.admit(made.annotations)
        document = editor.decide(document.with_annotations(fresh), one.writes, later)
        written |= one.writes
    _check_ids(document)
    return document


def _unwritten(chain: Sequence[Annotator]) -> tuple[frozenset[str], frozenset[str]]:
    """The layers that no stage writes, for the editor alone; no later stage does."""
    return frozenset(LAYERS) - frozenset().union(*(one.writes for one in chain)), frozenset()


def _check_ids(document: Document) -> None:
    """Raise where an id stands twice, which can only be by a decision: the program's own are checked as they come."""
    seen: set[str] = set()
    for one in document.annotations:
        if id := one.attrs.get("id"):
            if id in seen:
                raise fail("an-editor-id", id=id)
            seen.add(id)


def _found(one: Annotator, context: Context, able: bool, document: Document) -> Found:
    """What an annotator finds, checked; nothing where the language is not `able`."""
    told: list[Finding] = []
    return Found(list(_checked(document, one, one.run(document, context) if able else (), told)), told)


def _take(one: Annotator, found: Iterable[Annotation], taken: set[str]) -> None:
    """Add the ids of what was found to those `taken`; raises where one is."""
    for annotation in found:
        if id := annotation.attrs.get("id"):
            if id in taken:
                raise fail("an-id", annotator=one.name, id=id)
            taken.add(id)


def _checked(
    document: Document, one: Annotator, found: Iterable[Annotation], told: list[Finding]
) -> Iterator[Annotation]:
    """What an annotator yields, signed with its rule; raises where it breaks what it declares."""
    signed = {rule: f"{one.name}/{rule}" for rule in one.rules}
    points = {layer for layer in one.writes & LAYERS.keys() if LAYERS[layer].level in ("point", "aside")}
    length = len(document.text)
    for layer, start, end, attrs, rule, cert, resp in found:
        if layer not in LAYERS:
            raise fail("an-layer", layer=layer)
        if layer not in one.writes:
            raise fail("an-undeclared", annotator=one.name, layer=layer)
        if rule not in signed:
            raise fail("an-rule", annotator=one.name, rule=rule)
        if not 0 <= start <= end <= length or (start == end and layer not in points):
            raise fail("an-span", annotator=one.name, start=start, end=end)
        if reason := _faulty(layer, attrs):
            values = {"layer": layer, "annotator": one.name, "reason": reason}
            told.append(Finding("an-set-aside", document.source.name, *document.source.position(start), values))
            continue
        yield Annotation(layer, start, end, attrs, signed[rule], cert, resp)


def _faulty(layer: str, attrs: Mapping[str, str]) -> str:
    """What no TEI file could hold; an attribute or a value that the layer does not know is the annotator's fault."""
    for name, value in attrs.items():
        if reason := fault(layer, name, value):
            kind = LAYERS[layer].kind(name)
            if kind is None or isinstance(kind, tuple):
                raise fail("an-attribute", layer=layer, attribute=name, value=value)
            return reason
    return ""
