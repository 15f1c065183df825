"""Names of passages that last: an ``xml:id`` from the words with which a passage begins.

A number counted through the text moves when a paragraph is added; words do not. The name of a passage depends on its
first words, where others begin alike on the passage before it too, and only among passages that are alike in both on
their order. So a text that is encoded again, with a paragraph more or with other tags inside, keeps its names.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from rubricator.model.document import Annotation

PREFIXES: Final = {
    "p": "par", "ab": "par", "item": "par", "l": "line", "lg": "lines", "sp": "sp", "head": "head", "opener": "par",
    "closer": "par",
}  # fmt: skip
"""Layers whose passages are named, and how their names begin."""
NAME: Final = re.compile(rf"(?:{'|'.join(sorted(set(PREFIXES.values())))})\.[a-z2-7]{{7}}(?:\.\d+)?")
"""What a permanent name looks like."""
_WORD: Final = re.compile(r"[^\W_]+")
_WORDS: Final = 12
_LETTERS: Final = 160
"""Letters within which twelve words stand; a passage of longer ones is known by fewer."""


def named(text: str, pieces: Sequence[Annotation]) -> list[Annotation]:
    """The pieces, those that a reader may cite with a name; one that has an id keeps it."""
    opening = {
        at: _opening(text, one) for at, one in enumerate(pieces) if one.layer in PREFIXES and "id" not in one.attrs
    }
    alike = Counter(opening.values())
    taken: Counter[str] = Counter()
    named = list(pieces)
    before = ""
    for at, words in opening.items():
        one = pieces[at]
        name = _name(one.layer, words if alike[words] == 1 else f"{words} / {before}")
        taken[name] += 1
        named[at] = one._replace(attrs={**one.attrs, "id": name if taken[name] == 1 else f"{name}.{taken[name]}"})
        before = words
    return named


def _opening(text: str, one: Annotation) -> str:
    """The layer of a passage and its first words, whatever their case and the marks between them."""
    words = _WORD.findall(text[one.start : min(one.end, one.start + _LETTERS)])
    return " ".join((PREFIXES[one.layer], *words[:_WORDS])).casefold()


def _name(layer: str, words: str) -> str:
    """35 bits of a digest: among ten thousand passages two of the same name are rarer than one text in five hundred."""
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return f"{PREFIXES[layer]}.{b32encode(digest).decode().lower()[:7]}"
