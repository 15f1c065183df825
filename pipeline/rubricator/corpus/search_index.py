"""A search over all editions that needs no server: words and the texts that hold them, in small files by initials.

Each file is a script that hands its words over, so that the page works from a disk, too; of a word stand the numbers
of its texts, the difference to the one before each, and how often it stands there.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Final

from rubricator.model.files import write

WORDS: Final = "words.json"
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TAG: Final = re.compile(r"<[^>]*>")
_ADDED: Final = re.compile(r"<corr[ >].*?</corr>", re.DOTALL)
_SHARDS: Final = 512
_AT_ONCE: Final = 4_000_000
"""Pairs of word and text that are held in memory at a time."""


def words(tei: Path) -> Counter[str]:
    """How often each word stands in the text of a TEI file, in small letters; a correction beside what it corrects."""
    text = tei.read_text(encoding="utf-8")
    body = text[text.find("<text ") :]
    plain = unescape(_TAG.sub("", _ADDED.sub("", body)))
    return Counter(_WORD.findall(plain.lower().replace("’", "'")))


def write_words(tei: Path, path: Path) -> Path:
    """Put the words of a TEI file beside it."""
    return write(path, json.dumps(words(tei), ensure_ascii=False).encode())


def index(counts: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The files of the index, by their names below ``search/``; `counts` are the files of words, a text each.

    As many passes are made over them as memory asks for.
    """
    pairs = sum(path.stat().st_size for path in counts) // _BYTES_A_PAIR
    passes = max(1, -(-pairs // _AT_ONCE))
    for turn in range(passes):
        shards: dict[int, dict[str, array[int]]] = {}
        for number, path in enumerate(counts):
            for word, count in json.loads(path.read_bytes()).items():
                if (shard := _shard(word)) % passes == turn:
                    shards.setdefault(shard, {}).setdefault(word, array("I")).extend((number, count))
        for shard, found in sorted(shards.items()):
            yield f"{shard:03x}.js", _script(shard, found)


_BYTES_A_PAIR: Final = 14
"""Bytes that a word and its count take in a file of words."""


def _shard(word: str) -> int:
    """Which file a word stands in; the page reckons the same."""
    return zlib.crc32(word[:2].encode()) % _SHARDS


def _script(shard: int, found: dict[str, array[int]]) -> str:
    held = {word: _differences(pairs) for word, pairs in sorted(found.items())}
    return f"rubricatorWords({shard},{json.dumps(held, ensure_ascii=False, separators=(',', ':'))});\n"


def _differences(pairs: Iterable[int]) -> list[int]:
    found: list[int] = []
    last = 0
    numbers = iter(pairs)
    for number, count in zip(numbers, numbers, strict=True):
        found += (number - last, count)
        last = number
    return found
