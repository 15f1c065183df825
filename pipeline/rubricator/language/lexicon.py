"""The lexicon of one language: which subjects it has, and its classes of words, read when first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from rubricator.language.classes import (
    Archives,
    Argument,
    Common,
    Drama,
    Genre,
    Letters,
    Notes,
    Parts,
    Quotation,
    Sentences,
)

Classes = TypeVar("Classes")


@cache
def lexicon(tag: str) -> Lexicon:
    """The lexicon of a BCP 47 tag; of a tag, the language counts."""
    return Lexicon(tag.partition("-")[0].lower())


@cache
def lists(name: str) -> dict[str, Any]:
    """The word lists of ``<name>.toml``, which may be of several languages or of none."""
    return tomllib.loads((files("rubricator.language") / f"{name}.toml").read_text(encoding="utf-8"))


class Lexicon:
    """The words of one language; each of its subjects is a file ``<code>/<subject>.toml``."""

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The subjects that the language has words for."""
        folder = files("rubricator.language") / (self.code or "und")
        found = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        return frozenset(name.removesuffix(".toml") for name in found if name.endswith(".toml"))

    def table(self, subject: str) -> Mapping[str, Any]:
        """The lists of a subject as its file has them, nothing where the language has none."""
        return lists(f"{self.code}/{subject}") if subject in self.subjects else {}

    def long_list(self, name: str) -> tuple[str, ...]:
        """The words of ``<code>/<name>.txt``, nothing where the language has no such list."""
        path = files("rubricator.language") / self.code / f"{name}.txt"
        lines = path.read_text(encoding="utf-8").splitlines() if self.code and path.is_file() else []
        return split(" ".join(line for line in lines if not line.startswith("#")))

    @cached_property
    def common(self) -> Common:
        """Words that several subjects ask for: numbers, months, articles, pronouns."""
        return self._typed(Common, "common")

    @cached_property
    def parts(self) -> Parts:
        """Words for the parts of a book."""
        return self._typed(Parts, "parts")

    @cached_property
    def drama(self) -> Drama:
        """Words of plays."""
        return self._typed(Drama, "drama")

    @cached_property
    def letters(self) -> Letters:
        """Words of letters."""
        return self._typed(Letters, "letters")

    @cached_property
    def sentences(self) -> Sentences:
        """Words that tell where a sentence ends."""
        return self._typed(Sentences, "sentences")

    @cached_property
    def notes(self) -> Notes:
        """Words of notes."""
        return self._typed(Notes, "notes")

    @cached_property
    def quotation(self) -> Quotation:
        """Words around quotations that are set off."""
        return self._typed(Quotation, "quotation")

    @cached_property
    def genre(self) -> Genre:
        """Words by which the kind of a text shows."""
        return self._typed(Genre, "genre")

    @cached_property
    def argument(self) -> Argument:
        """Words of the arguments over cantos."""
        return typed(Argument, self.table("verse").get("argument", {}))

    def _typed(self, classes: type[Classes], subject: str) -> Classes:
        return typed(classes, self.table(subject))


@cache
def archives() -> Archives:
    """The words of archives around a text, in whatever language it is."""
    return typed(Archives, lists("any/archives"))


def typed(classes: type[Classes], listed: Mapping[str, Any]) -> Classes:
    """The classes of words of a file; a word list may be an array or words that stand apart by white space."""
    known = {one.name for one in fields(classes)}  # type: ignore[arg-type]
    unknown = sorted(listed.keys() - known)
    if unknown:
        raise ValueError(f"{classes.__name__} has no class {', '.join(unknown)}")
    return classes(**{name: _shaped(value) for name, value in listed.items()})


def _shaped(value: Any) -> Any:
    if isinstance(value, str):
        return split(value)
    return tuple(tuple(one) if isinstance(one, list) else one for one in value) if isinstance(value, list) else value


def split(text: str) -> tuple[str, ...]:
    """Words apart by white space; an underscore stands for a space inside one."""
    return tuple(word.replace("_", " ") for word in text.split())
