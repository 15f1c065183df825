"""How common a word is, from the lists that wordfreq ships (Speer 2022), read only when first asked for."""

from __future__ import annotations

import gzip
import math
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Final

_HEADER: Final = {"format": "cB", "version": 1}


def frequency(word: str, language: str = "en") -> float:
    """Share of the words of a language, 0 where the list (the 30,000 commonest) has none."""
    return frequencies(language).get(word.lower(), 0.0)


def zipf(word: str, language: str = "en") -> float:
    """Zipf scale: 3 is one in a million words, 6 one in a thousand; 0 for an unknown word."""
    share = frequency(word, language)
    return round(math.log10(share) + 9, 2) if share else 0.0


@cache
def frequencies(language: str = "en") -> dict[str, float]:
    """Word → share; empty for a language without a list."""
    found: dict[str, float] = {}
    for level, words in enumerate(_bins(f"small_{language}")):
        found |= dict.fromkeys(words, 10 ** (-level / 100))
    return found


def attested(word: str, language: str = "en") -> bool:
    """True for a word of the long list (300,000 in English), which is read at the first of them."""
    return word.lower() in _long(language)


@cache
def _long(language: str) -> frozenset[str]:
    """The words of the long list."""
    return frozenset(chain.from_iterable(_bins(f"large_{language}")))


def _bins(name: str) -> list[list[str]]:
    """Words by centibels below all. The data file is read as such: importing its package costs ten times as much."""
    import msgpack

    data = _file(name)
    packed: list[Any] = msgpack.unpackb(data) if data else [_HEADER]
    if packed[0] != _HEADER:
        raise ValueError(f"the list {name} is not of the format {_HEADER}")
    return packed[1:]


@cache
def _file(name: str) -> bytes:
    """The bytes of a list; none where the package has no such list."""
    spec = find_spec("wordfreq")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    path = folder / "data" / f"{name}.msgpack.gz"
    return gzip.decompress(path.read_bytes()) if path.is_file() else b""
