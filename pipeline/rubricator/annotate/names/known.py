"""Names that stand in the authority files: found by their forms, longest first, then told apart.

Matching is Aho and Corasick's automaton (Communications of the ACM 18, 1975) over the forms of those
entries only whose words occur in the text, so that a large authority file costs little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, cast

import ahocorasick_rs

from rubricator.annotate.names.mentions import Kind, Mention
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.model.authority import Authority
from rubricator.model.name_forms import FORENAME, SURNAME, WHOLE

_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = "the "
_PLACE_BEFORE: Final = re.compile(r"\b(?:in|at|near|into|from|to|through|across|around|of|reached|left)(?: the)? $")
_PERSON_BEFORE: Final = re.compile(r"(?:\b(?:said|says|by|with|told|asked|replied|cried)|\b[A-Z]\.) $")
_PERSON_AFTER: Final = re.compile(
    r",? (?:said|says|asked|replied|wrote|declared|told|spoke|smiled|thought|answered|had|himself|herself|who)\b"
)
_NEXT_CAPITAL: Final = re.compile(r" (?!I\b)[^\W\d_a-z]['\w]*[a-z]")
_CONTEXT: Final = 40


class Hit(NamedTuple):
    """A form found, `[start, end)`; which entry it means is open. `ids` come with their weights."""

    start: int
    end: int
    ids: tuple[tuple[str, int], ...]

    @property
    def weight(self) -> int:
        """The strongest of the weights."""
        return max(weight for _, weight in self.ids)


def known_mentions(text: str, authority: Authority, words: NameWords) -> list[Mention]:
    """Mentions of authority entries in a matching text, outer before inner, left to right."""
    if not authority.entries:
        return []
    hits = _widest(_hits(text, _patterns(text, authority)), text, authority, words)
    return list(_resolved(hits, text, authority, words))


@dataclass(slots=True)
class _Pattern:
    """What one printed form may mean, and how many characters at its start are context only."""

    skip: int
    ids: list[tuple[str, int]]


def _patterns(text: str, authority: Authority) -> dict[str, _Pattern]:
    table: dict[str, _Pattern] = {}
    has = frozenset(_WORD.findall(text))
    for id in authority.sharing_words(text):
        for form, weight in authority.forms(id).items():
            for printed, skip in _printed(form, has):
                table.setdefault(printed, _Pattern(skip, [])).ids.append((id, weight))
    return table


def _printed(form: str, has: Container[str]) -> Iterator[tuple[str, int]]:
    """The form as the text may have it, capitals included, and how much of it is context only."""
    first = _WORD.match(form)
    if form.startswith(_ARTICLE):
        yield form, len(_ARTICLE)
        yield form[0].upper() + form[1:], len(_ARTICLE)
    elif not first or first[0] in has:
        yield form, 0
    if len(form) > 3 and (last := _WORD.findall(form)[-1:]) and last[0].upper() in has:
        yield form.upper(), 0


def _hits(text: str, patterns: Mapping[str, _Pattern]) -> Iterator[Hit]:
    if not patterns:
        return
    forms = list(patterns)
    automaton = ahocorasick_rs.AhoCorasick(forms)
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if _stands_alone(text, start, end):
            pattern = patterns[forms[number]]
            yield Hit(start + pattern.skip, end, tuple(pattern.ids))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum():
        return False
    joined = before == "-" and text[start - 2 : start - 1].isalpha()
    return not joined and not (after == "-" and text[end + 1 : end + 2].isalpha())


def _widest(hits: Iterable[Hit], text: str, authority: Authority, words: NameWords) -> list[Hit]:
    """The longest hits, and those that may stand inside a longer one; two entries of one span become one hit."""
    kept: list[Hit] = []
    outer: dict[int, Hit] = {}
    starts: list[int] = []
    for hit in sorted(_merged(hits), key=lambda h: (h.start - h.end, h.start)):
        at = bisect_left(starts, hit.start)
        around = [one for one in (outer[start] for start in starts[max(0, at - 1) : at + 1])
                  if one.start < hit.end and hit.start < one.end]  # fmt: skip
        if not around:
            starts.insert(at, hit.start)
            outer[hit.start] = hit
        if all(_may_nest(hit, one, text, authority, words) for one in around):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, -h.end))


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    table: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        other = table.get((hit.start, hit.end))
        table[hit.start, hit.end] = hit._replace(ids=(*other.ids, *hit.ids)) if other else hit
    return list(table.values())


def _may_nest(hit: Hit, outer: Hit, text: str, authority: Authority, words: NameWords) -> bool:
    if not (outer.start <= hit.start and hit.end <= outer.end):
        return False
    inner, around = authority.kind(hit.ids[0][0]), authority.kind(outer.ids[0][0])
    if around == "bibl":
        return inner != "bibl" and hit.weight > FORENAME
    if around == "org":
        return inner == "place" or (inner == "org" and text[hit.start - 4 : hit.start] == "the ")
    if inner != "place":
        return False
    if around == "person":
        return text[outer.start : hit.start].endswith(" of ")
    return any(word in words.place_words for word in text[hit.end : outer.end].split())


def _resolved(hits: Sequence[Hit], text: str, authority: Authority, words: NameWords) -> Iterator[Mention]:
    """Decide each hit; a whole name settles what shorter ones near it mean."""
    whole = {id for hit in hits for id, weight in hit.ids if weight == WHOLE}
    titles = _Titles(text, words)
    last: dict[str, int] = {}
    for hit in hits:
        title = titles.before(hit.start)
        ids = _possible(hit, title, text, whole)
        if not ids:
            continue
        ranked = sorted(ids, key=lambda one: -_fitness(one, hit, title, text, authority, last))
        best = ranked[0]
        rivals = [one for one in ranked[1:] if _fitness(one, hit, title, text, authority, last)
                  >= _fitness(best, hit, title, text, authority, last)]  # fmt: skip
        last[best[0]] = hit.start
        yield _mention(best, rivals, hit, title, authority)


def _mention(
    best: tuple[str, int], rivals: list[tuple[str, int]], hit: Hit, title: int, authority: Authority
) -> Mention:
    id, weight = best
    kind = cast(Kind, authority.kind(id))
    rule = {WHOLE: "known-name", SURNAME: "known-surname", FORENAME: "known-forename"}[weight]
    return Mention(
        hit.start, hit.end, kind, id,
        "known-title" if kind == "bibl" else rule,
        "low" if rivals else "high" if weight > FORENAME else "medium",
        title if kind == "person" else -1,
        tuple(id for id, _ in rivals),
    )  # fmt: skip


def _possible(hit: Hit, title: int, text: str, whole: set[str]) -> list[tuple[str, int]]:
    """The entries a hit may mean: a forename needs its whole name or a title, neither part a foreign neighbour."""
    if hit.weight < WHOLE and _other_name(hit, text):
        return []
    titled = 0 <= title < hit.start
    return [
        (id, weight)
        for id, weight in dict(sorted(hit.ids, key=lambda one: one[1])).items()
        if weight > FORENAME or id in whole or titled
    ]


def _other_name(hit: Hit, text: str) -> bool:
    """True where a capitalised word follows: the name of somebody else."""
    return bool(_NEXT_CAPITAL.match(text, hit.end))


def _fitness(
    one: tuple[str, int], hit: Hit, title: int, text: str, authority: Authority, last: Mapping[str, int]
) -> float:
    """How well an entry fits a hit: weight, titles, words around, and how lately it was named."""
    id, weight = one
    kind = authority.kind(id)
    before, after = text[max(0, hit.start - _CONTEXT) : hit.start], text[hit.end : hit.end + _CONTEXT]
    score = float(weight) * 2
    if kind == "person":
        score += 4 * (0 <= title < hit.start) + 2 * bool(_PERSON_BEFORE.search(before) or _PERSON_AFTER.match(after))
        score += 3 * _has_title(text[title : hit.start] if title >= 0 else "", id, authority)
    if kind == "place":
        score += 3 * bool(_PLACE_BEFORE.search(before)) - 4 * (0 <= title < hit.start)
    if id in last:
        score += 1 + 1 / (2 + (hit.start - last[id]) / 1000)
    return score


def _has_title(title: str, id: str, authority: Authority) -> bool:
    return bool(title.strip()) and title.strip() in authority.roles(id)


class _Titles:
    """Titles of rank before a name: where do they begin?"""

    def __init__(self, text: str, words: NameWords) -> None:
        self._text = text
        self._pattern = title_pattern(words)

    def before(self, start: int) -> int:
        """Offset at which titles that touch `start` begin, -1 where there are none."""
        found = self._pattern.search(self._text, max(0, start - _CONTEXT), start)
        return found.start() if found else -1


def title_pattern(words: NameWords) -> re.Pattern[str]:
    """Titles of rank, one or several, up to the end of the searched stretch."""
    printed = sorted(words.titles, key=len, reverse=True)
    either = "|".join(re.escape(title).replace(r"\ ", " ") for title in printed)
    return re.compile(rf"(?<![\w'-])(?:(?:{either}) )+$")
