"""The persons of a play: the cast list, and the character whom each speaker's label means (7.1 [DRFRONT]).

A label may abbreviate (``Ham.``) or join names (``Cornelius/ Voltemand.``). It is matched with the names
of the cast list word by word, each word a beginning of one of the role's; what matches none of them is
a character of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rubricator.annotate.blocks import Block
from rubricator.annotate.lexicon import alternatives, lexicon
from rubricator.document import Annotation

_NOT_NAME: Final = re.compile(r"[^a-z0-9]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_ACTOR: Final = re.compile(r"[,.:\s—–-]+(?:Mr|Mrs|Miss|Ms|Messrs|Master|Mad|Mme|Mlle|Signor|Signora)\b\.?\s.*", re.DOTALL)
_JOINED: Final = re.compile(r"\s*(?:[/&,]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Character:
    """One of the cast list: id, the words of its name, the words of its other names."""

    id: str
    name: tuple[str, ...]
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
    if not found:
        return
    yield Annotation("castList", found[0].start, found[-1].end, rule="cast-list")
    used: Counter[str] = Counter()
    for block in found:
        for line in block.lines:
            yield from _cast_item(block.source, line.start, line.end, used, language)


def _cast_item(text: str, start: int, end: int, used: Counter[str], language: str) -> Iterator[Annotation]:
    line = text[start:end]
    yield Annotation("castItem", start, end, rule="cast-list")
    name = role_name(line)
    if is_group(line, language) or not folded(name):
        return
    tail = slug(folded(name))
    used[tail] += 1
    id = f"c.{tail}" + (f"-{used[tail]}" if used[tail] > 1 else "")
    yield Annotation("role", start, start + len(name), {"corresp": id}, "cast-list")
    actor = _ACTOR.search(line)
    described = line[len(name) : actor.start() if actor else len(line)]
    words = described.strip(" ,.;:—–-")
    if words:
        at = start + len(name) + described.index(words)
        yield Annotation("roleDesc", at, at + len(words), rule="cast-list")


def role_name(line: str) -> str:
    """The name at the beginning of a line of the cast list."""
    bare = _ACTOR.sub("", line)
    return re.split(r"[,;:(\[]|\s[—–-]\s|\.\s|\.{2,}|\s{3,}", bare, maxsplit=1)[0].rstrip(" .")


def is_group(line: str, language: str) -> bool:
    """True for a heading inside the list, such as MEN."""
    return line.strip(" .:_").lower() in lexicon(language)["drama"]["groups"]


def characters(listed: Sequence[Annotation], text: str, language: str = "en") -> list[Character]:
    """The characters of a cast list's roles, with their other names (later, also called)."""
    alias = re.compile(rf"\b(?:{alternatives(lexicon(language)['drama']['aliases'])})\b(.*)", re.S | re.I)
    items = [one for one in listed if one.layer == "castItem"]
    roles = {one.start: one for one in listed if one.layer == "role"}
    found: list[Character] = []
    for item in items:
        if role := roles.get(item.start):
            line = text[item.start : item.end]
            actor = _ACTOR.search(line)
            bare = line[: actor.start()] if actor else line
            also = alias.search(bare)
            words = folded(text[role.start : role.end])
            found.append(Character(role.attrs["corresp"], words, frozenset(folded(also[1]) if also else ())))
    return found


class Cast:
    """Labels to characters; a label once resolved stays so throughout the play."""

    def __init__(self, known: Sequence[Character], labels: Counter[str], language: str = "en") -> None:
        self.known = tuple(known)
        self.crowd = frozenset(lexicon(language)["drama"]["crowd"])
        self.small = frozenset(lexicon(language)["drama"]["articles"])
        self.resolved = {label: self._who(label, labels) for label in labels}

    def who(self, label: str) -> str:
        """Ids of the characters that a label names, parted by spaces."""
        return self.resolved.get(label) or f"c.{slug(folded(label))}"

    def _who(self, label: str, labels: Counter[str]) -> str:
        whole = self._one(folded(label), labels)
        parts = [part for part in _JOINED.split(label.strip(" .:")) if part]
        if len(parts) < 2 or (whole and whole in {c.id for c in self.known}):
            return whole
        return " ".join(dict.fromkeys(self._one(folded(part), labels) for part in parts))

    def _one(self, words: tuple[str, ...], labels: Counter[str]) -> str:
        if not words or words[0] in self.crowd:
            return f"c.{slug(words)}"
        scored = [(self._fit(words, one), -at) for at, one in enumerate(self.known)]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0:
            return self.known[-best[1]].id
        return f"c.{slug(_longest(words, labels))}"

    def _fit(self, words: tuple[str, ...], one: Character) -> float:
        """How well a label fits a character: 0 not at all; whole words and the first name fit best."""
        if words == one.name:
            return 10.0
        name = [word for word in one.name if word not in self.small]
        label = [word for word in words if word not in self.small]
        if not label or not name:
            return 0.0
        if all(word in one.name for word in label):
            return 6.0 + (label[0] == name[0]) + (len(label) == len(name)) * 0.5
        if one.others and all(word in one.others for word in label):
            return 5.0
        if len(label) <= len(name) and _begin(label, name):
            return 4.0 if label[0] == name[0][: len(label[0])] else 3.0
        if len(label) == 1 and len(label[0]) > 2 and any(word.startswith(label[0]) for word in one.others):
            return 1.0
        return 0.0


def _begin(label: Sequence[str], name: Sequence[str]) -> bool:
    """True where the words of the label begin words of the name, in order."""
    rest = iter(name)
    return all(any(word.startswith(piece) and len(piece) > 1 for word in rest) for piece in label)


def _longest(words: tuple[str, ...], labels: Counter[str]) -> tuple[str, ...]:
    """The fullest label that this one abbreviates, itself where there is none or more than one."""
    if len(words) != 1 or len(words[0]) < 3:
        return words
    fuller = {folded(label) for label in labels if len(folded(label)) == 1 and folded(label)[0].startswith(words[0])}
    return max(fuller, key=lambda one: len(one[0])) if fuller and _chain(fuller) else words


def _chain(found: Iterable[tuple[str, ...]]) -> bool:
    ordered = sorted((one[0] for one in found), key=len)
    return all(longer.startswith(shorter) for shorter, longer in zip(ordered, ordered[1:], strict=False))
