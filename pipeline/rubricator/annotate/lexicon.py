"""Words by which texts of a language show their structure, read from ``language/<lang>_structure.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

DEFAULT: Final = "en"

Lexicon = Mapping[str, Mapping[str, Any]]
"""Section → key → words; the file says what each means."""


@lru_cache(maxsize=8)
def lexicon(language: str = DEFAULT) -> Lexicon:
    """Words of a language (BCP 47 tag); English where there is no list of that language."""
    for name in (language.lower(), language.lower().partition("-")[0], DEFAULT):
        path = files("rubricator.language") / f"{name}_structure.toml"
        if path.is_file():
            return tomllib.loads(path.read_text(encoding="utf-8"))
    raise AssertionError("the English list is part of the package")


def alternatives(words: list[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
