"""Whether the spelling of a document is settled: modern edited prose, which the lists of its language can judge.

Of period spelling, dialect, verse, a list of commands or a text in a language without lists, a frequency list says
nothing: what it lacks is no error there. Such a document is known by its own vocabulary, and gets only what it proves
itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from rubricator.annotate.corrections.evidence import Vocabulary
from rubricator.model.document import Document

_ELIDED: Final = re.compile(
    r"^(?P<stem>[^\W\d_]*[^\W\d_s])[’'](?:$|[.,;:!?])|^[’'][^\W\dA-Z_]|[^\W\d_][’'](?:d|st|th|n|er|en)\b"
)
_CODE: Final = re.compile(r"[{}\\<>|=/_$-](?:(?<![_$-])|(?<=\w_)\w|(?<=\$)\w|(?<=^-)-?[a-z])")
_VERSE: Final = ("l", "lg")


class Sign(NamedTuple):
    """A sign of unsettled spelling: how often it may occur in 10,000 words, and how often at least to tell anything."""

    name: str
    measure: Callable[[Document, Vocabulary], int]
    limit: int
    least: int
    why: str
    example: str


def _strange(document: Document, words: Vocabulary) -> int:
    """Running words in small letters that no list of the language has."""
    return sum(count for word, count in words.counts.items() if words.strange(word))


def _elided(document: Document, words: Vocabulary) -> int:
    """Words shortened by an apostrophe; a longer word that the list has is followed by a closing mark."""
    marked = ((token, count) for token, count in words.tokens.items() if "’" in token or "'" in token)
    found = ((match, count) for token, count in marked if (match := _ELIDED.search(token)))
    return sum(
        count for match, count in found if len(match["stem"] or "") < _LONG or not words.frequency(match["stem"])
    )


_LONG: Final = 4
"""Letters from which on a word before an apostrophe is whole if it is known."""


def _coded(document: Document, words: Vocabulary) -> int:
    return sum(count for token, count in words.tokens.items() if not token.isalnum() and _CODE.search(token))


def _verse(document: Document, words: Vocabulary) -> int:
    return sum(len(document.slice(line).split()) for line in document.in_layer("l"))


SIGNS: Final = (
    Sign("strange words", _strange, 50, 5, "old spelling, dialect, terms of an art: the lists lack them",
         "the hearbes and the quicke rootes"),
    Sign("elisions", _elided, 70, 5, "dialect and verse shorten words by an apostrophe", "o’ th’ auld kirk an’ a’"),
    Sign("commands", _coded, 100, 5, "a manual holds words of a machine, not of a language", "ls -l /home/{name}"),
    Sign("verse", _verse, 3_000, 20, "verse bends spelling to the metre", "a third of the words in lines of verse"),
)  # fmt: skip
"""The signs: on modern novels and histories strange words stay under 40, elisions under 65 in 10,000."""
_RATE: Final = 10_000


def unsettled(document: Document, words: Vocabulary) -> str:
    """The first sign that the spelling of a document is not settled; empty where it is."""
    if not words.listed:
        return "no list of the language"
    total = max(words.counts.total(), 1)
    for sign in SIGNS:
        count = sign.measure(document, words)
        if count >= sign.least and count * _RATE > sign.limit * total:
            return sign.name
    return ""
