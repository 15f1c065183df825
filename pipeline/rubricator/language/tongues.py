"""In which language a few words are: small words, word ends and letters, no model.

A title or a phrase is too short for the letter statistics of language identifiers; the closed classes of
words that every language has too few of to lend are what tells it. Of a whole text it is the commonest words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import lists
from rubricator.language.frequency import zipf

SCRIPTS: Final = (
    ("ru", "\u0400-\u052f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("zh", "\u3400-\u9fff"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("hi", "\u0900-\u097f"),
)
"""Languages by the ranges of their letters; a script that several share stands under its commonest."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_ELIDED: Final = re.compile(r"\b[dlqcjnmsDLQCJNMS][’'](?=[^\W\d_])")
_SMALL_ENGLISH: Final = frozenset(
    "the of and to on at by from with for is was are not his her their into under its".split()
)
_SURE: Final = 2.0
_LISTED: Final = 0.8
"""What it weighs that a dictionary has a word which English lacks."""
DICTIONARIES: Final = ("fr", "de", "it", "es")
"""Languages whose common words can be looked up."""


UNDETERMINED: Final = "und"
"""BCP 47 tag of a text whose language cannot be told."""
_FLOOR: Final = 1e-4
"""Share of the words of a language that one has which is none of its commonest."""
_ZIPF: Final = 0.1
"""The commonest word is about a tenth of a text, the next a twentieth: Zipf's law."""
_PLENTY: Final = 20
"""Common words that settle the language of a text; with fewer, dictionaries are asked."""
_SINGLE: Final = re.compile(r" [^\W\d_] [^\W\d_] ")
_SPACED: Final = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])")
"""A word with spaced letters, none of which is a word."""
_COMMON_SHARE: Final = 0.06
"""Of a text in a language that is known at least this share are its commonest words."""
_CYRILLIC: Final = frozenset({"ru", "uk", "bg"})
_LOOKED_UP: Final = ("en", "de", "fr", "it", "es", "nl", "pt")
"""Languages whose dictionaries are asked about a short text."""
_IN_DICTIONARY: Final = 3.0
"""How common a word must be, on the Zipf scale, to speak for a language."""


class Tongue(NamedTuple):
    """What one language is known by; `ends` matches a telling word end or shape."""

    words: frozenset[str]
    weak: frozenset[str]
    ends: re.Pattern[str]
    letters: frozenset[str]


@lru_cache(maxsize=1)
def _tongues() -> dict[str, Tongue]:
    return {code: _tongue(row) for code, row in lists("any/tongues").items()}


def _tongue(row: dict[str, str]) -> Tongue:
    shapes = [f".*{shape[1:]}.*" if shape[0] == "~" else f".+{shape}" for shape in row["endings"].split()]
    return Tongue(
        frozenset(row["words"].split()),
        frozenset(row["weak"].split()),
        re.compile("|".join(shapes)),
        frozenset(row["letters"]),
    )


def script_language(text: str) -> str:
    """The language of the script most letters are of; empty for the Latin one."""
    if text.isascii():
        return ""
    letters = "".join(_WORD.findall(text))
    for code, letters_of in SCRIPTS:
        if letters and len(re.findall(f"[{letters_of}]", letters)) * 2 > len(letters):
            return code
    return ""


@lru_cache(maxsize=1)
def _evidence() -> dict[str, dict[str, float]]:
    """What one occurrence of a common word speaks for each language that has it."""
    found: dict[str, dict[str, float]] = {}
    for code, listed in lists("any/small_words").items():
        for rank, word in enumerate(listed.split(), 1):
            found.setdefault(word, {})[code] = math.log(_ZIPF / rank / _FLOOR)
    return found


def language_of_text(text: str) -> str:
    """BCP 47 tag of the language of a text, `UNDETERMINED` where neither its letters nor its words tell it."""
    script = script_language(text)
    if script and script not in _CYRILLIC:
        return script
    found = _WORD.findall(_SPACED.sub(" ", text) if _SINGLE.search(text) else text)
    lowered = [word.lower() for word in found if not word.isupper()]
    counted = Counter(lowered or [word.lower() for word in found])
    scores: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for word, weights in _evidence().items():
        if number := counted[word]:
            scores.update({code: weight * number for code, weight in weights.items()})
            hits.update(dict.fromkeys(weights, number))
    best = max(scores, key=lambda code: (scores[code], code), default="")
    if best and hits[best] >= max(_PLENTY, _COMMON_SHARE * counted.total()):
        return best
    return script or _by_dictionary(counted, scores)


def _by_dictionary(counted: Mapping[str, int], scores: Mapping[str, float]) -> str:
    """The language of a short text: of most of its words the dictionaries of one language know more than the others."""
    for code in _LOOKED_UP:
        known = sum(number for word, number in counted.items() if zipf(word, code) > _IN_DICTIONARY)
        scores = {**scores, code: scores.get(code, 0.0) + known}
    best = max(scores, key=lambda code: scores[code])
    words = sum(counted.values())
    return best if words and scores[best] * 2 > words else UNDETERMINED


@lru_cache(maxsize=8)
def _own_words(code: str) -> re.Pattern[str]:
    """The common words of a language that no other has among its own, each a whole word."""
    own = [word for word, weights in _evidence().items() if [*weights] == [code]]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, own)) or '(?!)'})\b")


def is_plainly(text: str, code: str) -> bool:
    """True where a common word of one language that no other has shows that a passage is in it, at a glance."""
    return _own_words(code).search(text) is not None


def language_of_passage(text: str, main: str, second: str = "") -> str:
    """The language of a passage in a text in the language `main`, empty where nothing says that it is another one.

    Of a `second` language that a text is known to have, a few words of its dictionary tell.
    """
    script = script_language(text)
    if script and script not in _CYRILLIC:
        return script if script != main else ""
    counted = Counter(word.lower() for word in _WORD.findall(text))
    scores: defaultdict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    for word, number in counted.items():
        for code, weight in _evidence().get(word, {}).items():
            scores[code] += weight * number
            hits[code] += 1
    best = max((code for code in scores if code != main), key=lambda code: (scores[code], code), default="")
    plenty = best and hits[best] >= max(_FEW, _DENSE * len(counted)) and scores[best] > _RATHER * scores[main]
    if plenty and (best not in _LOOKED_UP or _rather(counted, best, main)):
        return best
    if second and second not in _LOOKED_UP:
        return second if _has_more(counted, scores, hits, second, main) else ""
    return second if second and _rather(counted, second, main) else ""


def _has_more(
    counted: Mapping[str, int], scores: Mapping[str, float], hits: Mapping[str, int], code: str, main: str
) -> bool:
    """True where common words speak more for a language without a dictionary, and that of `main` lacks most words."""
    others = max((score for other, score in scores.items() if other != code), default=0.0)
    here = sum(zipf(word, main) > _IN_DICTIONARY for word in counted)
    return hits[code] > 1 and scores[code] > _RATHER * others and here * 2 < len(counted)


def language_of_motto(text: str, main: str) -> str:
    """The language of a few words that are set apart, such as a motto; empty where they may be in `main`.

    Too short for common words, they tell it by small words, by ends of words, by letters, where English, in which
    they are looked up, has not half of them.
    """
    spelled = [word.lower() for word in _WORD.findall(text)]
    strange = sum(_english(word) < _IN_DICTIONARY for word in spelled)
    code, _ = weighed(text, _SURE) if len(spelled) >= _FEW and strange * 2 >= len(spelled) else (main, 0.0)
    known = sum(zipf(word, code) > _IN_DICTIONARY for word in spelled) if code in _LOOKED_UP else len(spelled)
    return "" if code == main or code in SLAVIC or known * 3 < len(spelled) * 2 else code


SLAVIC: Final = ("ru-Latn", "pl")
"""What old spellings, dialect and references look like."""
_FEW: Final = 4
"""Least common words of another language, each other ones, in a passage."""
_DENSE: Final = 0.18
"""Share of the words of a passage that common words of its language are."""
_RATHER: Final = 1.6
"""By how much the words must speak more for another language than for that of the text."""


def _rather(counted: Mapping[str, int], code: str, main: str) -> bool:
    """True where the dictionary of a language knows most of the words, and more of them than that of another."""
    words = [word for word in counted if len(word) > 1]
    known = sum(zipf(word, code) > _IN_DICTIONARY for word in words)
    here = sum(zipf(word, main) > _IN_DICTIONARY for word in words)
    return known > here and known * 3 >= len(words) * 2


def closed_words() -> dict[str, frozenset[str]]:
    """The small words by which each language is known, none of them English."""
    return {code: tongue.words for code, tongue in _tongues().items()}


def language_of(phrase: str, floor: float = _SURE) -> str:
    """BCP 47 tag of the language of a title or phrase, ``en`` unless another one shows itself plainly.

    Russian in Latin letters is ``ru-Latn``. `floor` is the evidence that another language needs.
    """
    language, weight = weighed(phrase, floor)
    return language if weight >= floor else "en"


@lru_cache(maxsize=4096)
def weighed(phrase: str, floor: float) -> tuple[str, float]:
    """The likeliest language of a phrase other than English, and how strongly it shows; ``en``, 0 below the floor."""
    if script := script_language(phrase):
        return script, 100.0
    spelled = [word.casefold() for word in _WORD.findall(_ELIDED.sub("", phrase))]
    if not spelled or any(word in _SMALL_ENGLISH for word in spelled):
        return "en", 0.0
    strange = [word for word in spelled if len(word) > 2 and _english(word) < 2.5]
    scores = {code: _score(tongue, spelled, strange, phrase) for code, tongue in _tongues().items()}
    if _ELIDED.search(phrase):
        scores["fr"] += 1.5
    for code in sorted(DICTIONARIES, key=lambda code: -scores[code]):
        if scores[code] + len(strange) * _LISTED >= max(floor, *scores.values()):
            scores[code] += sum(zipf(word, code) > 3.5 for word in strange) * _LISTED
    best = max(scores, key=lambda code: scores[code])
    weight = scores[best] if strange else scores[best] / 2
    return (best, weight) if weight >= floor else ("en", 0.0)


@lru_cache(maxsize=20_000)
def _english(word: str) -> float:
    return zipf(word, "en")


def _score(tongue: Tongue, spelled: list[str], strange: list[str], phrase: str) -> float:
    small = sum(2.0 if word in tongue.words else 0.5 if word in tongue.weak else 0.0 for word in spelled)
    ends = sum(bool(tongue.ends.fullmatch(word)) for word in strange)
    letters = sum(letter in tongue.letters for letter in phrase.casefold())
    return small + ends + min(letters, 2)
