"""The manners of prose: what novels, histories, essays and manuals say often, as a table of clues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.model.explanation import Explanation

_TOKEN: Final = re.compile(r"[^\W\d_]+")
_QUOTED: Final = re.compile(r"[\"“‘„«](?:(?<=\s.)|(?<=^.)|(?<=--.)|(?<=—.))\s?\w", re.MULTILINE)
_SINGLE: Final = re.compile(r"'(?:(?<=\s.)|(?<=^.)|(?<=--.))[A-Z]", re.MULTILINE)
_DASHED: Final = re.compile(r"^\s*(?:—|--|–)\s?\w", re.MULTILINE)
_YEAR: Final = re.compile(r"1(?<!\w.)[0-9]\d\d\b")
_CALL: Final = re.compile(r"\[(?:(?<=[\w.,;:’”].)|(?<=[\w.,;:’”]\s.))\d{1,3}\]")
_OUTLINE: Final = re.compile(r"^[A-Z0-9]{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]", re.MULTILINE)


class Clue(NamedTuple):
    """A clue for a reading by manner: a rate in a thousand characters from `low`, where it counts nothing, to `high`.

    Where `low` is above `high`, it counts in full when the rate is low.
    """

    reading: str
    rate: str
    low: float
    high: float
    weight: float
    why: str
    example: str


_YEARS: Final = "In 1704 the quay was built, in 1720 the crane."
_FLEET: Final = "The fleet was beaten; the town had no walls."
_WISE: Final = "A wise man is slow; he can wait."
_EGGS: Final = "Take two eggs. Put them in milk. Boil it."
_FILES: Final = "You can see your files here."
_TALK: Final = "“Come in,” said Orla. “Shut the door.”"
_HATS: Final = "He gave her his hat, and she gave him hers."
_BOAT: Final = "The boat was old and had no oars."
_NOTED: Final = "The quay was built of stone.[1]"
_BEATEN: Final = "The fleet was beaten."
_SLOW: Final = "A wise man is slow."
_KEY: Final = "The key is on top; it can be pressed."

# fmt: off
CLUES: Final = (
    Clue("novel", "quoted", 0.3, 1.6, 0.55, "persons of a tale speak", _TALK),
    Clue("novel", "third", 2.5, 6.0, 0.35, "a tale is about him and her", _HATS),
    Clue("novel", "past_to_present", 0.6, 1.6, 0.20, "a tale is told in the past", _BOAT),
    Clue("novel", "year", 0.1, 0.4, -0.50, "a tale seldom says its years", _YEARS),
    Clue("novel", "call", 0.02, 0.3, -0.20, "a tale has few notes", _NOTED),
    Clue("history", "past_to_present", 0.9, 1.5, 0.45, "history is told in the past", _FLEET),
    Clue("history", "year", 0.1, 0.4, 0.30, "history says its years", _YEARS),
    Clue("history", "quoted", 1.6, 0.5, 0.15, "its persons seldom speak", _FLEET),
    Clue("history", "call", 0.02, 0.3, 0.10, "it names its sources", _NOTED),
    Clue("history", "third", 8.0, 4.0, 0.25, "it is about more than him and her", _BEATEN),
    Clue("essay", "present_to_past", 0.9, 2.5, 0.55, "what holds is said in the present", _WISE),
    Clue("essay", "quoted", 1.5, 0.4, 0.25, "nobody speaks in it", _WISE),
    Clue("essay", "third", 7.0, 4.0, 0.10, "it is about more than him and her", _SLOW),
    Clue("essay", "instructions", 0.6, 2.0, -0.30, "it argues, and gives no orders", _EGGS),
    Clue("essay", "addressed_only", 2.0, 4.0, -0.30, "it argues, and gives no orders", _FILES),
    Clue("manual", "instructions", 0.6, 2.0, 0.80, "sentences tell what to do", _EGGS),
    Clue("manual", "addressed_only", 1.5, 4.0, 0.65, "the reader is addressed, and nobody is told of", _FILES),
    Clue("manual", "outline", 0.02, 0.2, 0.70, "sections are numbered 1.2.3", "1.2 Terms\n\n1.3 Scope"),
    Clue("manual", "present_to_past", 2.0, 5.0, 0.25, "what holds is said in the present", _KEY),
)
# fmt: on


_CLASSES: Final = ("third", "past", "present", "addressed")
"""Classes of words that are counted."""


@lru_cache(maxsize=8)
def _word_classes(language: str) -> tuple[Mapping[str, frozenset[str]], re.Pattern[str]]:
    listed = lexicon(language).genre
    orders = alternatives(listed.instructions)
    begin = re.compile(rf"(?:^|[.;:]\s+)(?:{orders})\b", re.IGNORECASE | re.MULTILINE)
    return {name: frozenset(getattr(listed, name)) for name in _CLASSES}, begin


_STRAY_YEARS: Final = 3
"""Years of the imprint and the like."""


def rates(text: str, language: str = "en") -> dict[str, float]:
    """How often what tells the manners of prose apart stands in a thousand characters of a text."""
    classes, begin = _word_classes(language)
    counted = Counter(map(str.casefold, _TOKEN.findall(text)))
    size = max(len(text), 1) / 1000
    found = {name: sum(counted[word] for word in some) / size for name, some in classes.items()}
    found |= {
        "quoted": sum(len(mark.findall(text)) for mark in (_QUOTED, _DASHED, _SINGLE)) / size,
        "year": max(len(_YEAR.findall(text)) - _STRAY_YEARS, 0) / size,
        "call": len(_CALL.findall(text)) / size,
        "outline": len(_OUTLINE.findall(text)) / size,
        "instructions": len(begin.findall(text)) / size,
    }
    past, present = found["past"] + 0.1, found["present"] + 0.1
    found |= {"past_to_present": past / present, "present_to_past": present / past}
    return found | {"addressed_only": max(found["addressed"] - 2 * found["third"], 0)}


def manners(text: str, share: float, language: str) -> Iterator[Explanation]:
    """The readings of prose; `share` is the share of a stretch that the prose is of which `text` is a sample."""
    rate = rates(text, language)
    for reading in ("novel", "history", "essay", "manual"):
        own = [(clue, _part(rate[clue.rate], clue)) for clue in CLUES if clue.reading == reading]
        score = min(max(sum(clue.weight * part for clue, part in own), 0), 1)
        told = ", ".join(f"{clue.rate.replace('_', ' ')} {rate[clue.rate]:.2f}" for clue, part in own if part)
        yield Explanation(reading, share * score, f"in a thousand characters: {told}")


def _part(rate: float, clue: Clue) -> float:
    """How much of a clue counts, from 0 to 1."""
    return min(max((rate - clue.low) / (clue.high - clue.low), 0.0), 1.0)
