"""Names without authority file, from form and context.

Every capitalised run that may be a name is weighed as person, place or body: by titles of rank, forenames,
the gazetteer, words for kinds of places and bodies, verbs of speech and motion, prepositions of place. The
weights of all its occurrences are added up, for a name has one sense in a document (Gale, Church and
Yarowsky, One Sense per Discourse, 1992); the parts of a full name share its sense.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rubricator.annotate.capitals import Around, Capitals, Run, Token
from rubricator.annotate.mentions import Kind, Mention
from rubricator.annotate.name_links import Named, link
from rubricator.language.name_words import NameWords

_ENOUGH: Final = {"person": 1.0, "place": 1.5, "org": 2.0}
_ROMAN: Final = re.compile(r"[IVX]+")
_ABSTRACT: Final = re.compile(r".{3,}(?:ism|isms|ness|tions?|ments?|ology|ologies|tude|phies|ibus|ists|ites)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be a name: its titles of rank, its words, what touches it.

    By `key`, its words, occurrences are counted together.
    """

    titles: tuple[Token, ...]
    words: tuple[Token, ...]
    opens: bool
    around: Around
    key: str

    @property
    def start(self) -> int:
        """Where the name begins, titles left out."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.words[-1].end


def discovered_mentions(
    text: str, known: Iterable[Mention], words: NameWords, prefix: str, taken: Container[str]
) -> Iterator[Mention]:
    """Mentions of names that no authority file has; persons get ids that begin with `prefix`."""
    capitals = Capitals(text, words)
    free = _Free(known)
    found = [one for run in capitals.runs for one in _candidates(run, capitals) if free.between(one.start, one.end)]
    weights = _Weights(words, capitals)
    for one in found:
        weights.add(one)
    weights.share_parts()
    named = [Named(one.titles, one.words, *weights.sense(one)) for one in found]
    yield from link([one for one in named if one.kind], words, prefix, taken)


def _ordinary_case(word: str) -> str:
    return word.capitalize() if len(word) > 2 and word.isupper() else word


class _Free:
    """Where no known name stands."""

    def __init__(self, known: Iterable[Mention]) -> None:
        spans = sorted((one.first, one.end) for one in known)
        self._starts = [start for start, _ in spans]
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def between(self, start: int, end: int) -> bool:
        """True where no known name overlaps ``[start, end)``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at < 0 or self._ends[at] <= start


def _candidates(run: Run, capitals: Capitals) -> Iterator[Candidate]:
    """The names that may stand in a run: its words without those that only open a sentence or qualify."""
    tokens = list(run.tokens)
    opens = run.opens
    if opens and _only_opens(tokens, capitals):
        tokens, opens = tokens[1:], False
    while tokens:
        tokens, opens = _without_qualifiers(tokens, opens, capitals.words)
        titles = _leading_titles(tokens, capitals.words)
        stop = _name_length(tokens, len(titles), capitals.words)
        if stop > len(titles):
            name = tuple(tokens[len(titles) : stop])
            first = titles[0].start if titles else name[0].start
            around = capitals.around(first, name[-1].end)
            key = " ".join(_ordinary_case(word.text) for word in name)
            one = Candidate(tuple(titles), name, opens, around, key)
            if _may_be_name(one, capitals):
                yield one
        tokens, opens = tokens[max(stop, 1) :], False


def _only_opens(tokens: Sequence[Token], capitals: Capitals) -> bool:
    first = tokens[0].text
    words = capitals.words
    if first in words.titles and len(tokens) > 1:
        return False
    if first in words.forenames and len(tokens) > 1 and capitals.inside[first]:
        return False
    return capitals.ordinary(first)


def _without_qualifiers(tokens: list[Token], opens: bool, words: NameWords) -> tuple[list[Token], bool]:
    at = 0
    while at < len(tokens) and (tokens[at].text in words.not_names or tokens[at].text in words.adjectives):
        if tokens[at].text in words.titles and at + 1 < len(tokens):
            break
        at += 1
    return tokens[at:], opens and not at


def _leading_titles(tokens: Sequence[Token], words: NameWords) -> list[Token]:
    found = []
    for token in tokens:
        if token.text not in words.titles and _ordinary_case(token.text) not in words.titles:
            break
        found.append(token)
    return found


def _name_length(tokens: Sequence[Token], start: int, words: NameWords) -> int:
    """Where the name ends: before a word that is in no name, or a new title of rank."""
    at = start
    while at < len(tokens) and (tokens[at].text not in words.not_names or _numbered(tokens, start, at, words)):
        if at > start and tokens[at].text in words.titles and at + 1 < len(tokens):
            break
        at += 1
    return at


def _abbreviated(one: Candidate) -> bool:
    """``Vol. 3``: a full stop that ends no sentence."""
    around = one.around
    return (
        len(one.words) == 1
        and around.mark_after.startswith(".")
        and around.after[:1] > ""
        and not (around.after[0].isupper() or around.after[0] == "'")
    )


def _numbered(tokens: Sequence[Token], start: int, at: int, words: NameWords) -> bool:
    """``Henry VIII``: a Roman number after a forename."""
    number = tokens[at].text
    if at != start + 1 or not _ROMAN.fullmatch(number) or tokens[start].text not in words.forenames:
        return False
    return number != "I" or start > 0


def _may_be_name(one: Candidate, capitals: Capitals) -> bool:
    if _abbreviated(one):
        return False
    if one.titles and not all(len(word.text.rstrip(".")) < 2 for word in one.words):
        return True
    texts = [word.text for word in one.words]
    if all(len(text.rstrip(".")) < 2 for text in texts):
        return False
    if all(text.isupper() for text in texts):
        forms = [text.capitalize() for text in texts]
        return any(form in capitals.words.forenames or capitals.inside[form] > 0 for form in forms) and not any(
            map(capitals.ordinary, forms)
        )
    if len(texts) == 1:
        return not capitals.ordinary(texts[0]) and texts[0] not in capitals.words.adjectives
    words = capitals.words
    kind_words = words.place_words | words.body_words
    return texts[-1] in kind_words or texts[0] in words.place_words_first or not all(map(capitals.ordinary, texts))


class _Weights:
    """What the occurrences of every name say about its sense, added up."""

    def __init__(self, words: NameWords, capitals: Capitals) -> None:
        self._words = words
        self._capitals = capitals
        self._sums: dict[str, dict[Kind, float]] = defaultdict(lambda: {"person": 0.0, "place": 0.0, "org": 0.0})
        self._rules: dict[tuple[str, str], tuple[float, str]] = {}
        self._parts: dict[str, float] = defaultdict(float)

    def add(self, one: Candidate) -> None:
        """Count an occurrence."""
        for kind, weight, rule in (*self._form(one), *self._context(one)):
            self._sums[one.key][kind] += weight
            if weight > self._rules.get((one.key, kind), (0.0, ""))[0]:
                self._rules[one.key, kind] = (weight, rule)

    def share_parts(self) -> None:
        """Give the words of full personal names a share of their sense."""
        for key in [key for key in self._sums if " " in key and self._best(key)[0] == "person"]:
            for part in key.split():
                if len(part) > 2 and part in self._sums:
                    self._sums[part]["person"] += 2.0
                    self._rules.setdefault((part, "person"), (2.0, "short-name"))

    def _best(self, key: str) -> tuple[Kind | None, float]:
        sums = self._sums[key]
        kind = max(sums, key=sums.__getitem__)
        return (kind, sums[kind]) if sums[kind] >= _ENOUGH[kind] else (None, 0.0)

    def sense(self, one: Candidate) -> tuple[Kind | None, str]:
        """Kind and rule of an occurrence; no kind where the evidence is not enough."""
        if one.titles and not self._place_like(one):
            return "person", "titled"
        kind, _ = self._best(one.key)
        if kind is None and self._is_family(one.key):
            return "person", "family"
        return kind, self._rules.get((one.key, kind or ""), (0.0, "acting"))[1]

    def _is_family(self, key: str) -> bool:
        """``the Bennets``: the plural of a surname."""
        return key.endswith("s") and key[:-1] in self._sums and self._best(key[:-1])[0] == "person"

    def _place_like(self, one: Candidate) -> bool:
        return len(one.words) > 1 and one.words[-1].text in self._words.place_words

    def _form(self, one: Candidate) -> Iterator[tuple[Kind, float, str]]:
        words, texts = self._words, [word.text for word in one.words]
        first, last = texts[0], texts[-1]
        if one.titles:
            yield "person", 3.0, "titled"
        if one.key in words.places:
            yield "place", 2.5, "gazetteer"
        if one.key in words.famous:
            yield "person", 2.0, "famous"
        if len(texts) == 1 and _ABSTRACT.fullmatch(first):
            yield "person", -2.0, "acting"
        if first in ("St.", "Saint", "ST.") and len(texts) > 1:
            yield "place", 0.8, "place-word"
        if len(texts) > 1 and last in words.body_words:
            yield "org", 3.0, "body-word"
        if len(texts) > 1 and (last in words.place_words or first in words.place_words_first):
            yield "place", 3.0, "place-word"
        if first in words.forenames or (first[1:2] == "." and len(texts) > 1):
            yield "person", 1.5 if len(texts) == 1 else 2.5, "forename" if len(texts) == 1 else "full-name"

    def _unknown(self, one: Candidate) -> bool:
        return not self._capitals.ordinary(one.words[0].text)

    def _context(self, one: Candidate) -> Iterator[tuple[Kind, float, str]]:
        around, words = one.around, self._words
        if around.before not in words.before_no_person and (not one.opens or self._unknown(one)):
            yield "person", 0.5, "acting"
        elif around.before != "the":
            yield "person", 0.15, "acting"
        if around.before in words.place_prepositions:
            yield "place", 1.2, "place-context"
        elif around.before == "at":
            yield (
                ("person", 0.5, "acting") if around.second_before in words.looking else ("place", 1.0, "place-context")
            )
        elif around.before == "to":
            if around.second_before in words.moving:
                yield "place", 1.0, "place-context"
            elif around.second_before in words.addressing:
                yield "person", 0.8, "acting"
        elif around.before in words.path_prepositions:
            yield "place", 0.5, "place-context"
        elif around.before == "of" and around.second_before in words.kinds_of:
            yield "place", 1.5, "place-context"
        if around.before in words.speech_verbs or (not around.mark_after and around.after in words.speech_verbs):
            yield "person", 2.0, "acting"
        elif not around.mark_after and around.after in words.person_verbs:
            yield "person", 0.8, "acting"
        if around.before in words.naming:
            yield "person", 1.0, "acting"
        if around.owns:
            yield "person", 0.5, "acting"
        if around.before == "the":
            yield "person", -2.0, "acting"
        if around.after.lower() in words.after_no_person and not around.mark_after.strip(")"):
            yield "person", -4.0, "acting"
        if around.mark_after == "," and around.after == "who":
            yield "person", 1.5, "acting"
        if around.mark_after == "," and (around.after == "where" or around.after in words.places):
            yield "place", 1.5, "place-context"
