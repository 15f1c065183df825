"""The persons of a play: the cast list, and the character whom each speaker's label means (7.1 [DRFRONT]).

A label may abbreviate (``Ham.``) or join names (``Cornelius/ Voltemand.``). It is matched with the names
of the cast list word by word, each word a beginning of one of the role's; what matches none of them is
a character of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rubricator.annotate.structure.blocks import Block
from rubricator.document import Annotation
from rubricator.language import alternatives, table

_LARGEST: Final = 150
"""Most roles of a cast list that labels are matched with."""
_BEGINS: Final = 4.0
"""Fit of a label that begins words of a name."""
_NOT_NAME: Final = re.compile(r"[^a-z0-9]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_TITLES: Final = "Mr|Mrs|Miss|Ms|Messrs|Master|Mad|Mme|Mlle|Signor|Signora"
_ACTOR: Final = re.compile(rf"[,.:\s—–-]+(?:{_TITLES})\b\.?\s.*", re.DOTALL)
_AFTER_NAME: Final = re.compile(r"[,;:(\[]|\s[—–-]\s|\.\s|\.{2,}|\s{3,}")
_JOINED: Final = re.compile(r"\s*(?:[/&,]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Character:
    """One of the cast list: id, words of the name, the place of a title (Duke of York), other names (later)."""

    id: str
    name: tuple[str, ...]
    lands: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def slug(words: Iterable[str]) -> str:
    """An id's tail: small letters and hyphens only."""
    flat = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode().lower()
    return _NOT_NAME.sub("-", flat.replace("'", "")).strip("-") or "x"


def folded(text: str) -> tuple[str, ...]:
    """The words of a name, small letters without accents."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    return tuple(_WORD.findall("".join(c for c in flat if not unicodedata.combining(c))))


def cast_list(found: Sequence[Block], language: str = "en") -> Iterator[Annotation]:
    """The cast list over these blocks: a ``castItem`` a line, roles and their descriptions."""
    told = alternatives(table("structure", language)["drama"]["settings_of_play"])
    setting = re.compile(rf"_?(?:{told})\b", re.IGNORECASE)
    last = next((at for at, block in enumerate(found) if setting.match(block.text)), len(found))
    for block in found[last:]:
        yield Annotation("stage", block.start, block.end, {"type": "setting"}, "cast-list")
    if not last:
        return
    yield Annotation("castList", found[0].start, found[last - 1].end, rule="cast-list")
    used: Counter[str] = Counter()
    for block in found[:last]:
        for start, end in _items(block):
            yield from _cast_item(block.source, start, end, used, language)


def _items(block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block, one that is set in or begins with a small letter joined to the line before."""
    start = block.start
    margin = block.lines[0].indent
    for line, after in zip(block.lines, [*block.lines[1:], None], strict=True):
        if after is None or (after.indent <= margin and not block.source[after.start].islower()):
            yield start, line.end
            start = after.start if after else start


def _cast_item(text: str, start: int, end: int, used: Counter[str], language: str) -> Iterator[Annotation]:
    line = text[start:end]
    yield Annotation("castItem", start, end, rule="cast-list")
    name = role_name(line, language)
    if is_group(line, language) or not folded(name):
        return
    named = folded(name)
    tail = slug(named[1:] if named[0] in ("the", "a", "an") and len(named) > 1 else named)
    used[tail] += 1
    id = f"c.{tail}" + (f"-{used[tail]}" if used[tail] > 1 else "")
    yield Annotation("role", start, start + len(name), {"corresp": id}, "cast-list")
    actor = _ACTOR.search(line)
    described = line[len(name) : actor.start() if actor else len(line)]
    words = described.strip(" ,.;:—–-")
    if words:
        at = start + len(name) + described.index(words)
        yield Annotation("roleDesc", at, at + len(words), rule="cast-list")


def role_name(line: str, language: str = "en") -> str:
    """The name at the beginning of a line of the cast list."""
    bare = _ACTOR.sub("", line)
    name = _AFTER_NAME.split(bare, maxsplit=1)[0].rstrip(" .")
    clause = _clauses(language).search(name)
    return name[: clause.start()] if clause else name


@lru_cache(maxsize=8)
def _clauses(language: str) -> re.Pattern[str]:
    clauses = table("structure", language)["drama"]["clauses"]
    return re.compile(rf"(?<=\w)\s(?:{alternatives(clauses)})\s", re.IGNORECASE)


def is_group(line: str, language: str) -> bool:
    """True for a heading inside the list, such as MEN."""
    return line.strip(" .:_").lower() in table("structure", language)["drama"]["groups"]


def characters(listed: Sequence[Annotation], text: str, language: str = "en") -> list[Character]:
    """The characters of a cast list's roles, with their other names (later, also called)."""
    drama = table("structure", language)["drama"]
    alias = re.compile(rf"\b(?:{alternatives(drama['aliases'])})\b(.*)", re.S | re.I)
    lands = re.compile(
        rf"[,;:\s]*(?:the\s+)?(?:{alternatives(drama['titles'])})\s+(?:of\s+)?(?:the\s+)?(\w+)\b(?!['’])", re.I
    )
    roles = {one.start: one for one in listed if one.layer == "role"}
    found: list[Character] = []
    for item in listed:
        if item.layer == "castItem" and (role := roles.get(item.start)):
            described = _ACTOR.sub("", text[role.end : item.end])
            also = alias.search(described)
            title = lands.match(described[: also.start()] if also else described)
            found.append(
                Character(
                    role.attrs["corresp"],
                    tuple(word for word in folded(text[role.start : role.end]) if not word.endswith("'s")),
                    frozenset(folded(title[1]) if title else ()),
                    frozenset(folded(also[1]) if also else ()),
                )
            )
    return found


class Cast:
    """Labels to characters; a label once resolved stays so throughout the play.

    Labels that fit one character best are settled first; of equals, a label takes the character that
    no other label has.
    """

    def __init__(self, known: Sequence[Character], labels: Counter[str], language: str = "en") -> None:
        drama = table("structure", language)["drama"]
        self.known = tuple(known[:_LARGEST])
        self.crowd = frozenset(drama["crowd"])
        self.ordinals = frozenset(table("structure", language)["numbers"]["ordinals"])
        self.unnamed = frozenset(drama["unnamed"])
        self.shade = re.compile(rf"(?:{alternatives(drama['shades'])})\s+", re.IGNORECASE)
        self.small = frozenset(drama["articles"])
        self.titles = frozenset(drama["titles"])
        self.singles = sorted(one[0] for one in {folded(label) for label in labels} if len(one) == 1)
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

    def is_all(self, label: str) -> bool:
        """True for All."""
        words = folded(label)
        return len(words) == 1 and words[0] in self.crowd

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
        kind = len(words[0]) > 2 and any(one.startswith(words[0]) for one in self.unnamed)
        return words[0] in self.crowd or (kind and not listed & self.unnamed and not self._has_name(listed))

    def _has_name(self, listed: Collection[str]) -> bool:
        """True for words of the cast list that are no plural of those without names."""
        return bool(listed) and not any(word.startswith(one[:-2]) for word in listed for one in self.unnamed)

    def _who(self, label: str) -> str:
        words = folded(label)
        if words in self.settled:
            return self.settled[words]
        if shade := self.shade.match(label):
            return self._whole(folded(label[shade.end() :])) or self._who(label[shade.end() :])
        parts = [folded(part) for part in _JOINED.split(label.strip(" .:")) if folded(part)]
        if len(parts) > 1 and all(part in self.settled or self._best(part) for part in parts):
            return " ".join(dict.fromkeys(self.settled.get(part) or self._best(part)[0].id for part in parts))
        return f"c.{slug(_longest(words, self.singles))}"

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
        if not label or not name or words[0] in ("a", "an"):
            return 0.0
        if all(word in name for word in label):
            return (7.0 if label[0] == name[0] else 5.5 if "of" in one.name else 6.0) + (len(label) == len(name))
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


def _begin(label: Sequence[str], name: Sequence[str]) -> bool:
    """True where the words of the label begin words of the name, in order."""
    rest = iter(name)
    return all(any(word.startswith(piece) and len(piece) > 1 for word in rest) for piece in label)


def _longest(words: tuple[str, ...], singles: Sequence[str]) -> tuple[str, ...]:
    """The fullest label that this one abbreviates, itself where there is none or more than one; `singles` sorted."""
    if len(words) != 1 or len(words[0]) < 3:
        return words
    longest = words[0]
    for other in singles[bisect_left(singles, words[0]) :]:
        if not other.startswith(words[0]):
            break
        if not other.startswith(longest):
            return words
        longest = other
    return (longest,)
