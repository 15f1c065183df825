"""Word lists per language, as data: ``<code>/<subject>.toml``; English stands in where a language has none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = "en"


@cache
def table(subject: str, language: str = FALLBACK) -> dict[str, Any]:
    """The word lists of a subject (``dates``, ``names`` …) for a BCP 47 tag; of a tag, the language counts."""
    code = language.partition("-")[0].lower()
    known = (files("rubricator.language") / code / f"{subject}.toml").is_file()
    return lists(f"{code if known else FALLBACK}/{subject}")


@cache
def own(subject: str, language: str) -> dict[str, Any]:
    """The word lists of a subject that the language itself has; empty where it has none."""
    name = f"{language.partition('-')[0].lower()}/{subject}"
    return lists(name) if (files("rubricator.language") / f"{name}.toml").is_file() else {}


@cache
def lists(name: str) -> dict[str, Any]:
    """The word lists of ``<name>.toml``, which may be of several languages or of none."""
    return tomllib.loads((files("rubricator.language") / f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
