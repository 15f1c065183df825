"""Names that an installed spaCy model finds, where an edition asks for one: ``tagger = "spacy:MODEL"``.

The model says where a name stands and of which kind; whom it means is linked as ever. Nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from rubricator.annotate.names.capitals import Token
from rubricator.annotate.names.free import Free
from rubricator.annotate.names.known import title_pattern
from rubricator.annotate.names.links import Named, link
from rubricator.annotate.names.mentions import Kind, Mention
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.model.edition import Edition
from rubricator.model.messages import fail

_KINDS: Final[dict[str, Kind]] = {
    "PERSON": "person",
    "PER": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "org",
}
_BLOCK: Final = re.compile(r"(?:(?!\s\s).)+", re.DOTALL)
_WORD: Final = re.compile(r"\S+")
_EDGES: Final = re.compile(r"^(?:(?:[Tt]he|\W+)\s)?\W*(.*?)(?:'s?)?\W*$", re.DOTALL)
_TITLE_REACH: Final = 40


def tagged_mentions(
    text: str,
    settled: Iterable[tuple[int, int]],
    cast: Mapping[str, str],
    words: NameWords,
    prefix: str,
    taken: Container[str],
    edition: Edition,
) -> Iterator[Mention]:
    """Mentions of names that no authority file has, as the edition's tagger finds them; ids as `discovered_mentions`.

    Raises RubricatorError (exit 4) where spaCy or the model is not installed.
    """
    free = Free(settled)
    titles = title_pattern(words)
    named = []
    for kind, start, end in _entities(text, _model(edition)):
        before = titles.search(text, max(0, start - _TITLE_REACH), start) if kind == "person" else None
        rank = _tokens(text, before.start(), start) if before else ()
        if free.between(before.start() if before else start, end):
            named.append(Named(rank, _tokens(text, start, end), kind, "tagger"))
    yield from link(named, cast, words, prefix, taken)


def _model(edition: Edition) -> Any:
    """The model that the edition names: a package, or a folder (a relative one inside the edition's own)."""
    name = edition.annotate.tagger.partition(":")[2]
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise fail("nm-spacy", edition.folder or "") from None
    inside = (edition.folder or Path()) / name
    try:
        return spacy.load(inside if inside.is_dir() else name)
    except OSError as error:
        raise fail("nm-model", edition.folder or "", name=name, reason=str(error).split(".")[0]) from None


def _entities(text: str, model: Any) -> Iterator[tuple[Kind, int, int]]:
    """Kind and span of each entity; the model reads block by block, so none reaches over two."""
    blocks = ((found[0], found.start()) for found in _BLOCK.finditer(text) if found[0].strip())
    for document, offset in model.pipe(blocks, as_tuples=True):
        for entity in document.ents:
            kind = _KINDS.get(entity.label_)
            inner = _EDGES.match(entity.text)
            if kind and inner and inner[1]:
                start = offset + entity.start_char + inner.start(1)
                yield kind, start, start + len(inner[1])


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    return tuple(Token(found[0], *found.span()) for found in _WORD.finditer(text, start, end))
