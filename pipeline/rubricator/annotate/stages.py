"""The way through: the annotators in their order, and the runner that holds each to what it declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.layers import LAYERS, allowed
from rubricator.model.messages import fail
from rubricator.reading.own_words import own_words

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


def annotator(
    *,
    reads: Collection[str] = frozenset(),
    writes: Collection[str],
    rules: Mapping[str, str],
) -> Callable[[Annotate], Annotator]:
    """Declare a generator an annotator.

    `reads` and `writes` are layers; `rules` maps the name of each rule to one clause that describes it
    (it becomes a category of the header's taxonomy). The generator yields bare rule names.
    It is shown the document without what an archive wrote around the text, once that is known for such.
    """

    def declare(run: Annotate) -> Annotator:
        def on_own_words(document: Document, context: Context) -> Iterator[Annotation]:
            return run(own_words(document), context)

        return Annotator(run.__name__, on_own_words, frozenset(reads), frozenset(writes), rules)

    return declare


def annotators(off: Sequence[str] = ()) -> tuple[Annotator, ...]:
    """The annotators to run, in order; those of installed packages stand where they ask to be.

    An entry point ``NAME = module:function`` of the group ``rubricator.annotators`` is run last,
    or, named ``NAME.before.OTHER``, before that annotator.
    Raises RubricatorError where `off` names one that does not exist.
    """
    found = {name: _built_in(name) for name in ORDER}
    names = list(ORDER)
    for entry in sorted(entry_points(group="rubricator.annotators")):
        name, _, other = entry.name.partition(".before.")
        found[name] = entry.load()
        names.insert(names.index(other) if other in names else len(names), name)
    for name in off:
        if name not in found:
            raise fail("an-unknown", name=name, known=", ".join(names))
    return tuple(found[name] for name in names if name not in off)


def _built_in(name: str) -> Annotator:
    found = getattr(import_module(f"rubricator.annotate.{_ROOMS.get(name, name)}"), name)
    assert isinstance(found, Annotator)
    return found


def run(
    document: Document,
    context: Context,
    chain: Sequence[Annotator],
    progress: Callable[[str], None] = lambda _: None,
) -> Document:
    """Run the chain. Raises RubricatorError (exit 70) where an annotator breaks what it declares."""
    written = set(document.layers)
    taken = {found for annotation in document.annotations if (found := annotation.attrs.get("id"))}
    for at, one in enumerate(chain):
        progress(one.name)
        later = frozenset().union(*(other.writes for other in chain[at + 1 :]))
        for layer in sorted((one.reads - written) & later | (one.reads - LAYERS.keys())):
            raise fail("an-unread", annotator=one.name, layer=layer)
        fresh = list(_checked(document, one, one.run(document, context), taken))
        document = document.with_annotations(fresh)
        written |= one.writes
    return document


def _checked(document: Document, one: Annotator, found: Iterable[Annotation], taken: set[str]) -> Iterator[Annotation]:
    """What an annotator yields, signed with its rule; raises where it breaks what it declares. `taken` ids grow."""
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
        for name, value in attrs.items():
            if not allowed(layer, name, value):
                raise fail("an-attribute", layer=layer, attribute=name, value=value)
        if id := attrs.get("id"):
            if id in taken:
                raise fail("an-id", annotator=one.name, id=id)
            taken.add(id)
        yield Annotation(layer, start, end, attrs, signed[rule], cert, resp)
