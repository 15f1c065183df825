"""The persons of a play: the cast list, and the character whom each speaker's label means (7.1 [DRFRONT]).

A label may abbreviate (``Ham.``) or join names (``Cornelius/ Voltemand.``). It is matched with the names
of the cast list word by word, each word a beginning of one of the role's; what matches none of them is
a character of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.language.classes import Drama
from rubricator.language.frequency import frequency
from rubricator.model.document import Annotation
from rubricator.model.name_forms import slug, unaccented
from rubricator.reading.blocks import Block, Line

_LARGEST: Final = 150
"""Most roles of a cast list that labels are matched with."""
_BEGINS: Final = 4.0
"""Fit of a label that begins words of a name."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_AFTER_NAME: Final = re.compile(r"[,;:(\[]|\s[—–-]\s|\.\s|\.{2,}|\s{3,}")
_MEASURE, _WRAP = 60, 80
"""Characters of a line that is wrapped: from the first number on nearly full, never beyond the other."""
_WIDE: Final = 2
"""Blank lines, and ends of sentences, from which on what follows a list is prose."""
_SENTENCES: Final = re.compile(r"[^\W\d_]{3}[.!?] [A-ZÀ-ÞА-Я]")
_CLAUSE: Final = re.compile(r"[,;:(]")
_NAME: Final = re.compile(r"[A-ZÀ-ÞА-Я][\w'’]*(?: [A-ZÀ-ÞА-Я][\w'’]*)+")


Listed = Callable[[str], str]
"""Finds the id that an authority file has for a name, '' without one."""


def nobody(_: str) -> str:
    """Without an authority file no name has an id."""
    return ""


class Words(NamedTuple):
    """What is known of the words of casts in a language."""

    drama: Drama
    ordinals: frozenset[str]
    actor: re.Pattern[str]
    told: re.Pattern[str]
    clauses: re.Pattern[str]
    alias: re.Pattern[str]
    lands: re.Pattern[str]
    shade: re.Pattern[str]
    joined: re.Pattern[str]
    nameless: re.Pattern[str]
    articles: frozenset[str]


@lru_cache(maxsize=8)
def known_words(language: str) -> Words:
    """The words of casts in a language."""
    known = lexicon(language)
    drama = known.drama
    definite, of = alternatives(drama.definite), alternatives(drama.of)
    begun = alternatives(word.capitalize() for word in drama.articles)
    return Words(
        drama,
        either_way(known.common.ordinal_values()),
        re.compile(rf"[,.:\s—–-]+(?:{alternatives(drama.actors)})\b\.?\s.*", re.DOTALL),
        re.compile(rf"_?(?:{alternatives(drama.settings_of_play)})\b", re.IGNORECASE),
        re.compile(rf"(?<=\w)\s(?:{alternatives(drama.clauses)})\s", re.IGNORECASE),
        re.compile(rf"\b(?:{alternatives(drama.aliases)})\b(.*)", re.S | re.I),
        re.compile(
            rf"[,;:\s]*(?:(?:{definite})\s+)?(?:{alternatives(drama.titles)})\s+(?:(?:{of})\s+)?(?:(?:{definite})\s+)?"
            r"(\w+)\b(?!['’])",
            re.I,
        ),
        re.compile(rf"(?:{alternatives(drama.shades)})\s+", re.IGNORECASE),
        re.compile(rf"\s*(?:[/&,]|\b(?:{alternatives(drama.joints)})\b)\s*", re.IGNORECASE),
        re.compile(rf"(?:{begun}|\w+ (?:{of})) "),
        either_way((*drama.definite, *drama.indefinite)),
    )


class Character(NamedTuple):
    """One of the cast list: id, words of the name, the place of a title (Duke of York), other names (later), what.

    `described` are the words of the first clause of the description: tribune.
    """

    id: str
    name: tuple[str, ...]
    lands: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()


def folded(text: str) -> tuple[str, ...]:
    """The words of a name, small letters without accents."""
    return tuple(_WORD.findall(unaccented(text.replace("’", "'")).lower()))


def either_way(words: Iterable[str]) -> frozenset[str]:
    """Words as they are, and as they are compared: without accents."""
    listed = (*words,)
    return frozenset((*listed, *(" ".join(folded(word)) for word in listed)))


def singulars(word: str, language: str) -> Iterator[str]:
    """What a word may be the plural of."""
    for ending, single in lexicon(language).drama.plurals:
        if word.endswith(ending):
            yield word[: len(word) - len(ending)] + single


def _is_plural(word: str, language: str) -> bool:
    singles = (single for single in singulars(word, language) if len(single) > 2)
    return frequency(word, language) > 0 and any(frequency(single, language) > 0 for single in singles)


def cast_list(found: Sequence[Block], language: str = "en", listed: Listed = nobody) -> Iterator[Annotation]:
    """The cast list over these blocks: a ``castItem`` a line, roles and their descriptions.

    `listed` finds the id that an authority file has for a name.
    """
    setting = known_words(language).told
    ends = (at for at, block in enumerate(found) if setting.match(block.text) or (at and _is_prose(block)))
    last = next(ends, len(found))
    for block in found[last:]:
        layer, attrs = ("p", {}) if _is_prose(block) else ("stage", {"type": "setting"})
        yield Annotation(layer, block.start, block.end, attrs, "cast-list")
    if not last:
        return
    yield Annotation("castList", found[0].start, found[last - 1].end, rule="cast-list")
    used: Counter[str] = Counter()
    for block in found[:last]:
        for start, end in _items(block):
            yield from _cast_item(block.source, start, end, used, language, listed)


def _items(block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block, each that is set in or goes on with the line before joined to that one."""
    start = block.start
    margin = block.lines[0].indent
    for line, after in zip(block.lines, [*block.lines[1:], None], strict=True):
        if after is None or (after.indent <= margin and not _goes_on(line, after)):
            yield start, line.end
            start = after.start if after else start


def _goes_on(line: Line, after: Line) -> bool:
    """True for a line that begins with a small letter where the one before had no room for its first word."""
    full = len(line.text) + 1 + len(after.text.partition(" ")[0]) > _MEASURE and len(line.text) <= _WRAP
    return after.text[0].islower() and (full or line.text[-1] in ",;-–")


def _is_prose(block: Block) -> bool:
    """True for sentences set apart from the list: what happened before."""
    return block.blanks > _WIDE and len(_SENTENCES.findall(block.words)) >= _WIDE and len(block.text) > _MEASURE


def _cast_item(
    text: str, start: int, end: int, used: Counter[str], language: str, listed: Listed
) -> Iterator[Annotation]:
    line = text[start:end]
    yield Annotation("castItem", start, end, rule="cast-list")
    name = role_name(line, language)
    if is_group(line, language) or not folded(name):
        return
    named = folded(name)
    tail = slug(" ".join(named[1:] if named[0] in known_words(language).articles and len(named) > 1 else named))
    used[tail] += 1
    id = listed(name) or f"c.{tail}" + (f"-{used[tail]}" if used[tail] > 1 else "")
    yield Annotation("role", start, start + len(name), {"corresp": id}, "cast-list")
    actor = known_words(language).actor.search(line)
    described = line[len(name) : actor.start() if actor else len(line)]
    words = described.strip(" ,.;:—–-")
    if words:
        at = start + len(name) + described.index(words)
        yield Annotation("roleDesc", at, at + len(words), rule="cast-list")


def role_name(line: str, language: str = "en") -> str:
    """The name at the beginning of a line of the cast list."""
    known = known_words(language)
    bare = known.actor.sub("", line)
    ends = (one.start() for one in _AFTER_NAME.finditer(bare) if not _is_title(bare, one, known.drama.honorifics))
    name = bare[: next(ends, len(bare))].rstrip(" .")
    clause = known.clauses.search(name)
    return name[: clause.start()] if clause else name


def _is_title(line: str, end: re.Match[str], titles: Collection[str]) -> bool:
    """True for a stop after Mrs., Hon. or an initial, which ends no name."""
    word = line[: end.start()].rpartition(" ")[2].lower()
    return end[0].startswith(".") and (word in titles or len(word) == 1)


def is_group(line: str, language: str) -> bool:
    """True for a heading inside the list, such as MEN."""
    return line.strip(" .:_").lower() in known_words(language).drama.groups


def characters(listed: Sequence[Annotation], text: str, language: str = "en") -> list[Character]:
    """The characters of a cast list's roles, with their other names (later, also called)."""
    known = known_words(language)
    roles = {one.start: one for one in listed if one.layer == "role"}
    found: list[Character] = []
    for item in listed:
        if item.layer == "castItem" and (role := roles.get(item.start)):
            described = known.actor.sub("", text[role.end : item.end])
            also = known.alias.search(described)
            title = known.lands.match(described[: also.start()] if also else described)
            first = _CLAUSE.split(described.strip(" ,;:"), maxsplit=1)[0]
            called = _NAME.fullmatch(first) and known.nameless.match(text, role.start)
            found.append(
                Character(
                    role.attrs["corresp"],
                    tuple(word for word in folded(text[role.start : role.end]) if not word.endswith("'s")),
                    frozenset(folded(title[1]) if title else ()),
                    frozenset(folded(also[1] if also else first if called else "")),
                    frozenset(folded(first)),
                )
            )
    return found


class Cast:
    """Labels to characters; a label once resolved stays so throughout the play.

    Labels that fit one character best are settled first; of equals, a label takes the character that
    no other label has.
    """

    def __init__(
        self, known: Sequence[Character], labels: Counter[str], language: str = "en", listed: Listed = nobody
    ) -> None:
        words = known_words(language)
        drama = words.drama
        self.language = language
        self.words = words
        self.known = tuple(known[:_LARGEST])
        self.listed = listed
        self.crowd = either_way(drama.crowd)
        self.all, self.both, self.crowds = either_way(drama.all), either_way(drama.both), either_way(drama.crowds)
        self.ordinals = words.ordinals
        self.unnamed = either_way(drama.unnamed)
        self.shade = words.shade
        self.small = either_way(drama.articles)
        self.of = either_way(drama.of)
        self.titles = either_way(drama.titles)
        self.singles = sorted(one[0] for one in {folded(label) for label in labels} if len(one) == 1)
        self.own = frozenset(folded(label) for label in labels)
        self.kinds = frozenset(kind for label in labels if (kind := self.numbered(label)))
        self.settled = self._settled(labels)
        self.resolved = {label: self._who(label) for label in labels}

    def who(self, label: str) -> str:
        """Ids of the characters that a label names, parted by spaces."""
        return self.resolved.get(label) or self._who(label)

    def titled(self, label: str) -> list[Character]:
        """The characters whom a label that is a bare title fits, none for another label."""
        words = folded(label)
        return self._best(words) if self.titles.issuperset(words) else []

    def full_name(self, one: Character) -> frozenset[str]:
        """The words of a character's name, articles aside."""
        return frozenset(one.name) - self.small

    def is_chorus(self, label: str) -> bool:
        """True for All, Both, All Citizens, and for Murderers where others are First and Second Murderer."""
        words = folded(label)
        return bool(words) and (words[0] in self.all or (len(words) == 1 and self._is_many(words[0])))

    def _is_many(self, word: str) -> bool:
        return not self.kinds.isdisjoint(self.singulars(word)) or len(self.described_as([*self.singulars(word)])) > 1

    def is_both(self, label: str) -> bool:
        """True for Both, Both Tribunes."""
        return folded(label)[0] in self.both

    def chorus_of(self, label: str) -> str:
        """Of whom a label means all or both: tribunes for Both Tribunes, '' for Both."""
        words = [word for word in folded(label) if word not in self.small and word not in self.all]
        return words[-1] if words else ""

    def described_as(self, kinds: Collection[str]) -> list[str]:
        """Ids of the characters whom the cast list says to be of one of the kinds."""
        return [one.id for one in self.known if not one.described.isdisjoint(kinds)]

    def groups(self) -> dict[str, str]:
        """Ids of the groups of the cast list by the words that name many: Soldiers; '' where two have that name."""
        found: dict[str, str] = {}
        for one in self.known:
            if self._is_group(one):
                plurals = {one.name[-1]} | {word for word in one.described if any(self.singulars(word))}
                found |= {word: one.id if found.get(word, one.id) == one.id else "" for word in plurals}
        return found

    def named_words(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Words that name one character: settled labels, whole names, words of one name only."""
        groups = {one.id for one in self.known if self._is_group(one)}
        single = [one for one in self.known if one.id not in groups]
        count = Counter(word for one in single for word in {*one.name, *one.others})
        whole = Counter(one.name for one in single)
        for one in single:
            bare = one.name[1:] if one.name[:1] and one.name[0] in self.small else one.name
            if whole[one.name] == 1:
                yield bare, one.id
            signs = {*one.name, *one.others} if bare == one.name else one.others
            yield from (((word,), one.id) for word in sorted(signs) if self._is_sign(word) and count[word] == 1)
        yield from ((words, id) for words, id in self.settled.items() if id not in groups)

    def _is_sign(self, word: str) -> bool:
        return len(word) > 2 and word not in self.titles and word not in self.small

    def _is_group(self, one: Character) -> bool:
        """True for Soldiers, Two Murderers; not for Pericles, for Pericle is no word, nor for Lord Scales."""
        if not one.name or one.name[0] in self.titles:
            return False
        last = one.name[-1]
        return last in self.crowds or _is_plural(last, self.language) or not self.kinds.isdisjoint(self.singulars(last))

    def numbered(self, label: str) -> str:
        """Of whom a label such as First Witch counts one; '' for a label without a number."""
        words = folded(label)
        return " ".join(words[1:]) if words and words[0] in self.ordinals else ""

    def is_passing(self, label: str) -> bool:
        """True for those who are others in another scene: All, and messengers of whom the cast list has not one."""
        words = folded(label)
        if len(words) != 1:
            return False
        listed = {word for one in self.known if one.id == self.who(label) for word in one.name}
        if self._is_one_of_many(words[0]):
            return True
        kind = len(words[0]) > 2 and any(one.startswith(words[0]) for one in self.unnamed)
        return words[0] in self.crowd or (kind and not listed & self.unnamed and not self._has_name(listed))

    def _is_one_of_many(self, word: str) -> bool:
        """True for Lord where the cast list has only Lords."""
        names = {one for known in self.known for one in known.name}
        return word not in names and any(word in self.singulars(one) for one in names)

    def _has_name(self, listed: Collection[str]) -> bool:
        """True for words of the cast list that are no plural of those without names."""
        return bool(listed) and not any(word.startswith(one[:-2]) for word in listed for one in self.unnamed)

    def _who(self, label: str) -> str:
        words = folded(label)
        if words in self.settled:
            return self.settled[words]
        if shade := self.shade.match(label):
            return self._whole(folded(label[shade.end() :])) or self._who(label[shade.end() :])
        parts = [folded(part) for part in self.words.joined.split(label.strip(" .:")) if folded(part)]
        if len(parts) > 1 and all(part in self.settled or part in self.own or self._best(part) for part in parts):
            return " ".join(dict.fromkeys(self._one(part) for part in parts))
        return self.listed(label) or f"c.{slug(' '.join(self._longest(words)))}"

    def _one(self, part: tuple[str, ...]) -> str:
        """Id of one of those who share a label."""
        best = self._best(part)
        return self.settled.get(part) or (best[0].id if best else f"c.{slug(' '.join(self._longest(part)))}")

    def _whole(self, words: tuple[str, ...]) -> str:
        """Id of the one character whom words mean, '' where there is none."""
        fits = [one for one in self._best(words) if set(words) <= {*one.name, *one.lands}]
        return self.settled.get(words) or (fits[0].id if len(fits) == 1 else "")

    def _settled(self, labels: Iterable[str]) -> dict[tuple[str, ...], str]:
        fits = {words: best for label in labels if (words := folded(label)) and (best := self._best(words))}
        settled: dict[tuple[str, ...], str] = {}
        taken: set[str] = set()
        for words in sorted(fits, key=lambda one: (len(fits[one]), -self._fit(one, fits[one][0]), len(one[0]))):
            free = [one for one in fits[words] if one.id not in taken] or self._left_over(words, fits[words], taken)
            settled[words] = (free or fits[words])[0].id
            taken.add(settled[words])
        return settled

    def _left_over(self, words: tuple[str, ...], best: Sequence[Character], taken: Collection[str]) -> list[Character]:
        """For an abbreviation all of whose characters have another, those without a label whom it fits next."""
        if len(words) > 1 or any(words[0] in one.name for one in best):
            return []
        return [one for one in self.known if one.id not in taken and self._fit(words, one) >= _BEGINS]

    def _best(self, words: tuple[str, ...]) -> list[Character]:
        """The characters whom a label fits best, none where it fits nobody or is a crowd's."""
        if not words or words[0] in self.crowd:
            return []
        scores = [self._fit(words, one) for one in self.known]
        top = max(scores, default=0.0)
        return [one for one, score in zip(self.known, scores, strict=True) if top and score == top]

    def _fit(self, words: tuple[str, ...], one: Character) -> float:
        """How well a label fits a character: 0 not at all; whole words and the first name fit best."""
        if words == one.name:
            return 10.0
        name = [word for word in one.name if word not in self.small]
        label = [word for word in words if word not in self.small]
        if not label or not name or words[0] in self.words.drama.indefinite:
            return 0.0
        if len(label) == 1 and label[0] in self.singulars(name[-1]):
            return 0.0
        if all(word in name for word in label):
            landed = not self.of.isdisjoint(one.name)
            return (7.0 if label[0] == name[0] else 5.5 if landed else 6.0) + (len(label) == len(name))
        if one.lands and set(label) <= one.lands | self.titles and set(label) & one.lands:
            return 6.2
        if one.others and set(label) <= one.others:
            return 5.0
        if len(label) <= len(name) and _begin(label, name):
            return _BEGINS + name[0].startswith(label[0])
        if len(label) == 1 and len(label[0]) > 2 and any(word.startswith(label[0]) for word in one.lands):
            return 5.0
        if len(label) == 1 and len(label[0]) > 2 and any(word.startswith(label[0]) for word in one.others):
            return 1.0
        return 0.0

    def _longest(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The fullest label that this one abbreviates, itself where there is none or more than one."""
        if len(words) != 1 or len(words[0]) < 3:
            return words
        longest = words[0]
        for other in self.singles[bisect_left(self.singles, words[0]) :]:
            if not other.startswith(words[0]):
                break
            if not other.startswith(longest) or words[0] in self.singulars(other):
                return words
            longest = other
        return (longest,)

    def singulars(self, word: str) -> Iterator[str]:
        """What a word may be the plural of."""
        return singulars(word, self.language)


def _begin(label: Sequence[str], name: Sequence[str]) -> bool:
    """True where the words of the label begin words of the name, in order."""
    rest = iter(name)
    return all(any(word.startswith(piece) and len(piece) > 1 for word in rest) for piece in label)
