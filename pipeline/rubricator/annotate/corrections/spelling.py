"""Names and titles that the authority files spell, printed with one letter amiss."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary
from rubricator.authority import Authority

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def by_authority(text: str, words: Vocabulary, authority: Authority) -> Iterator[Fault]:
    """Rare, unknown words with a capital that differ by one letter from one word of the authority file."""
    rare = {word for word, count in words.counts.items() if count <= 2 and len(word) > 5 and word[0].isupper()}
    rare = {word for word in rare if words.frequency(word) == 0} if authority.entries else set()
    spelt = _spelt(authority) if rare else set()
    near: dict[str, set[str]] = {}
    shapes = {(word[0], word[-1], len(word) + more) for word in rare for more in (-1, 0, 1)}
    for word in (word for word in spelt if (word[0], word[-1], len(word)) in shapes):
        for key in _deletions(word):
            near.setdefault(key, set()).add(word)
    for word in rare - spelt:
        meant = {other for key in _deletions(word) for other in near.get(key, ()) if _one_amiss(word, other)}
        if len(meant) == 1:
            for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
                yield Fault(found.start(), found.end(), min(meant), "ocr", "authority", "medium", "external")


def _spelt(authority: Authority) -> set[str]:
    """Words of all names and titles, variants included."""
    named = (name for entry in authority.entries.values() for name in entry.iter() if isinstance(name.tag, str))
    texts = (" ".join(map(str, name.itertext())) for name in named if name.tag.endswith(("Name", "title")))
    return {word for found in texts for word in _WORD.findall(found) if len(word) > 4}


def _deletions(word: str) -> set[str]:
    """The word, and the word less any one letter, accents aside."""
    plain = "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(1, len(plain)))}


def _one_amiss(word: str, other: str) -> bool:
    """Ends alike, one letter or accent between them changed, lost or added; a hyphen is another matter."""
    if (word[0], word[-1]) != (other[0], other[-1]) or abs(len(word) - len(other)) > 1 or word == other:
        return False
    if len(word) == len(other):
        return sum(a != b for a, b in zip(word, other, strict=True)) == 1
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)) if longer[at] != "-")
