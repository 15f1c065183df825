"""Which work a citation means: the authority's, or one that the text cited before (3.12.3 [COBIXR])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from lxml import etree

from rubricator.model.authority import Authority
from rubricator.model.name_forms import described, entry_kind, names, slug, unaccented, words

_WORD: Final = re.compile(r"\w+")
_ARTICLES: Final = frozenset({"the", "a", "an", "le", "la", "les", "l", "der", "die", "das"})
_SMALL: Final = _ARTICLES | frozenset("of in on and to for from at by de du des".split())
_YEARS: Final = re.compile(r",?\s*\d{4}\s*[-–]\s*\d{2,4}$")


def title_key(title: str) -> str:
    """A title by which it is found again: small letters, no marks, no article at its start."""
    found = _WORD.findall(unaccented(title).casefold())
    while len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return " ".join(found)


def surname_key(name: str) -> str:
    """The last word of a name, which is its surname in most of them."""
    found = _WORD.findall(unaccented(name).casefold())
    return found[-1] if found else ""


class Cited(NamedTuple):
    """What a citation says of its work."""

    surnames: tuple[str, ...]
    titles: tuple[str, ...]
    year: str = ""
    edition: str = ""


class _Entry(NamedTuple):
    """A work: its id, the keys of its titles, the surnames of its authors, its year and level."""

    id: str
    keys: tuple[str, ...]
    surnames: frozenset[str]
    year: str
    level: str


@dataclass
class Works:
    """The works known so far: those of the authority files, and those cited, which get ids of their own."""

    authority: Authority
    _fresh: dict[str, _Entry] = field(default_factory=dict)
    _fresh_keys: dict[str, list[_Entry]] = field(default_factory=dict)
    _by_surname: dict[str, list[_Entry]] = field(default_factory=dict)

    def level(self, title: str) -> str:
        """The bibliographic level of a title in the authority files; empty where they lack it."""
        found = self._by_key.get(title_key(title), [])
        return found[0].level if found else ""

    def find(self, cited: Cited) -> str:
        """Id of the work that a citation means; empty where it is new."""
        keys = _cited_keys(cited)
        return self._match(cited, keys) or ("" if _named_edition(cited) else self._begins(cited, keys))

    def _match(self, cited: Cited, keys: list[str]) -> str:
        found = [one for key in keys for one in self._entries(key) if _agree(one, cited)]
        found.sort(key=lambda one: bool(cited.year) and one.year != cited.year)
        return found[0].id if found else ""

    def _entries(self, key: str) -> list[_Entry]:
        return [*self._by_key.get(key, ()), *self._fresh_keys.get(key, ())]

    def _begins(self, cited: Cited, keys: list[str]) -> str:
        """The one work of the same author whose title begins so, or that begins this one."""
        if not cited.surnames:
            return ""
        same = [one for name in cited.surnames for one in self._of(name)]
        found = {one.id for one in same if _prefixed(one.keys, keys)}
        return found.pop() if len(found) == 1 else ""

    def add(self, cited: Cited) -> str:
        """A new work, with an id made of the author's name and the first words of the title."""
        first = [word for word in title_key(cited.titles[0]).split() if word not in _SMALL][
            : 1 if cited.surnames else 3
        ]
        stem = "-".join([*cited.surnames[:1], *first])
        stem = "b." + slug(stem, otherwise="work")
        id, number = stem, 2
        while id in self._fresh or id in self.authority.entries:
            id, number = f"{stem}-{number}", number + 1
        entry = _Entry(id, tuple(_cited_keys(cited)), frozenset(cited.surnames), cited.year, "")
        self._fresh[id] = entry
        for key in entry.keys:
            self._fresh_keys.setdefault(key, []).append(entry)
        for name in entry.surnames:
            self._by_surname.setdefault(name, []).append(entry)
        return id

    def _of(self, surname: str) -> list[_Entry]:
        return [*(one for one in self._listed if surname in one.surnames), *self._by_surname.get(surname, ())]

    def authors(self, id: str) -> frozenset[str]:
        """Surnames of the authors of a work."""
        entry = self._fresh.get(id) or self._by_id.get(id)
        return entry.surnames if entry else frozenset()

    @cached_property
    def _listed(self) -> list[_Entry]:
        return list(_entries(self.authority.entries))

    @cached_property
    def _by_id(self) -> dict[str, _Entry]:
        return {one.id: one for one in self._listed}

    @cached_property
    def _by_key(self) -> dict[str, list[_Entry]]:
        table: dict[str, list[_Entry]] = {}
        for entry in self._listed:
            for key in entry.keys:
                table.setdefault(key, []).append(entry)
        return table


def _named_edition(cited: Cited) -> bool:
    """True for an edition that is a work apart, such as one in another language (“first Russian edition”)."""
    return any(word[0].isupper() for word in _WORD.findall(cited.edition))


def _cited_keys(cited: Cited) -> list[str]:
    if _named_edition(cited):
        return [f"{title_key(cited.titles[0])} {title_key(cited.edition)}"]
    return [title_key(title) for title in cited.titles]


def _agree(one: _Entry, cited: Cited) -> bool:
    """The authors are the same, as far as both name any."""
    return not one.surnames or not cited.surnames or bool(one.surnames & {*cited.surnames})


def _prefixed(keys: tuple[str, ...], others: list[str]) -> bool:
    for key in keys:
        for other in others:
            short, long = sorted((key, other), key=len)
            if short and (long + " ").startswith(short + " "):
                return True
    return False


def _entries(listed: Mapping[str, etree._Element]) -> Iterator[_Entry]:
    for id, entry in listed.items():
        if entry_kind(entry) != "bibl":
            continue
        titles = names(entry)
        date = next(entry.iter("{*}date"), None)
        yield _Entry(
            id,
            tuple(dict.fromkeys(key for title in titles for key in _keys(words(title)))),
            frozenset(surname_key(words(author)) for author in described(entry).findall("{*}author")),
            (date.get("when") or "")[:4] if date is not None else "",
            (titles[0].get("level") or "") if titles else "",
        )


def _keys(title: str) -> Iterator[str]:
    yield title_key(title)
    if _YEARS.search(title):
        yield title_key(_YEARS.sub("", title))
