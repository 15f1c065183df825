"""Names and titles that the authority files spell, printed with one letter amiss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rubricator.annotate.corrections.evidence import Fault, Vocabulary, words_at
from rubricator.model.authority import Authority
from rubricator.model.name_forms import unaccented
from rubricator.reading.search import occurrences
from rubricator.reading.words import word as word_pattern

_SHORT: Final = 4


def by_authority(text: str, words: Vocabulary, authority: Authority) -> Iterator[Fault]:
    """Rare, unknown words with a capital that differ by one letter from one word of the authority file; accents."""
    yield from _accents(text, words, authority)
    rare = {word for word, count in words.counts.items() if count <= 2 and len(word) > 5 and word[0].isupper()}
    rare = {word for word in rare if words.frequency(word) == 0} if authority.entries else set()
    spelt = _spelt(authority) if rare else set()
    near: dict[str, set[str]] = {}
    shapes = {(word[0], unaccented(word[-1]), len(word) + more) for word in rare for more in (-1, 0, 1)}
    for word in (word for word in spelt if (word[0], unaccented(word[-1]), len(word)) in shapes):
        for key in _deletions(word):
            near.setdefault(key, set()).add(word)
    mended = {word: other for word in rare - spelt if (other := _meant(word, near))}
    for word, at in words_at(text, mended):
        if _on_purpose(text, at, words):
            continue
        yield Fault(at, at + len(word), mended[word], "ocr", "authority", "medium", "external")


def _on_purpose(text: str, at: int, words: Vocabulary) -> bool:
    """True behind a word that says how something is spelt, or inside marks that show it as it stands."""
    before = text[max(0, at - _BEFORE) : at]
    return before[-1:] in _SHOWN or not words.of.spelling.isdisjoint(before.split())


_BEFORE: Final = 24
_SHOWN: Final = frozenset("_‘“\"'«„")


def _meant(word: str, near: Mapping[str, set[str]]) -> str:
    """The one word of the authority file that differs by a letter; empty where there is none, or several."""
    found = {other for key in _deletions(word) for other in near.get(key, ()) if _one_amiss(word, other)}
    return found.pop() if len(found) == 1 else ""


def _accents(text: str, words: Vocabulary, authority: Authority) -> Iterator[Fault]:
    """Words that lack the accents which they have in a title of the authority file."""
    titles = {
        " ".join(map(str, one.itertext())) for entry in authority.entries.values() for one in entry.iter("{*}title")
    }
    for title in sorted(titles):
        plain = unaccented(title)
        if plain == title or len(plain) != len(title) or not (" " in title or _strange(plain, words)):
            continue
        for at in occurrences(text, plain):
            if text[at - 1 : at].isalnum() or text[at + len(plain) : at + len(plain) + 1].isalnum():
                continue
            for word in word_pattern.finditer(title):
                start, end = at + word.start(), at + word.end()
                if text[start:end] != word[0]:
                    yield Fault(start, end, word[0], "ocr", "accent", "medium", "external")


def _strange(title: str, words: Vocabulary) -> bool:
    """A title of one word that can be no other word."""
    return len(title) > _SHORT and title.isalpha() and title[0].isupper() and words.frequency(title) == 0


def _spelt(authority: Authority) -> set[str]:
    """Words of all names and titles, variants included."""
    named = (name for entry in authority.entries.values() for name in entry.iter() if isinstance(name.tag, str))
    texts = (" ".join(map(str, name.itertext())) for name in named if name.tag.endswith(("Name", "title")))
    return {word for found in texts for word in word_pattern.findall(found) if len(word) > 4}


def _deletions(word: str) -> set[str]:
    """The word, and the word less any one letter, accents aside."""
    plain = unaccented(word)
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(1, len(plain)))}


def _one_amiss(word: str, other: str) -> bool:
    """Ends alike, one letter or accent between them changed, lost or added; a hyphen is another matter."""
    if (
        (word[0], unaccented(word[-1])) != (other[0], unaccented(other[-1]))
        or abs(len(word) - len(other)) > 1
        or word == other
    ):
        return False
    if len(word) == len(other):
        return sum(a != b for a, b in zip(word, other, strict=True)) == 1
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)) if longer[at] != "-")
