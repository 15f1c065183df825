"""The lexicon of a language: its classes of words, each once, as data in a folder of its own (``de/drama.toml``).

| module | question |
|---|---|
| `classes.py` | which classes of words are there, and what is each for? |
| `lexicon.py` | which of them has this language? |
| `tongues.py` | in which language is this? |
| `frequency.py` | how common is this word? |

No language stands in for another: what a language does not have is empty, and what cannot do without says so
(`needs` of an annotator).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rubricator.language.lexicon import Lexicon, lexicon, lists

__all__ = ["NEVER", "Lexicon", "alternatives", "lexicon", "lists"]

NEVER = r"(?!)"
"""A regular expression that matches nothing."""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; without words it matches nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or NEVER
