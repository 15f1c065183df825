"""Words in another language (3.3.2.1 [COHQHF]): by their script, by a closed list, or by plain evidence.

Titles in another language are titles with a language of their own, and names are names: neither is marked
again. English takes words from everywhere, so a stretch needs words of another language that English lacks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.stages import annotator
from rubricator.language import lists
from rubricator.language.frequency import frequencies, zipf
from rubricator.language.tongues import DICTIONARIES, SCRIPTS, SLAVIC, closed_words, script_language, weighed
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Cert, Document
from rubricator.reading.corrected import corrected, matches_at, occurrences
from rubricator.reading.words import letters
from rubricator.reading.words import word as word_pattern

_LAST_LATIN: Final = "\u036f"
_POLYTONIC: Final = re.compile(r"[\u1f00-\u1fff]")
_ITALIC: Final = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{2,160}?)(?<=[^\s_])_(?![\w_])")
_STOP: Final = re.compile(r"[.;:!?\n()\[\]“”‘\"—–_]|’(?!\w)")
_EDGES: Final = " \n\r.,;:!?()[]“”‘’\"'—_"
_PLAIN_ENGLISH: Final = 4.7
_MARGIN: Final = 0.1
_KNOWN: Final = 3.0
_SURE: Final = 4.0
"""The evidence that words in a running sentence need."""
_MARKED: Final = 2.5
"""The evidence that words in italics need."""
_STRANGE: Final = 0.8
"""The evidence that words in italics need of which English has none."""
_REACH: Final = 90
_SHORTEST, _LONGEST = 6, 80
_NAMES: Final = ("title", "bibl", "persName", "placeName", "orgName")


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """The phrases of the closed list, in all their forms: language, form and words of each."""
    listed = lists("any/foreign_phrases")["phrases"]
    rows = [(code, row) for code, rows in listed.items() for row in rows.strip().splitlines()]
    return tuple((code, form, frozenset(letters.findall(form))) for code, row in rows for form in sorted(_forms(row)))


def _forms(phrase: str) -> Iterator[str]:
    """The phrase, with a capital at its start, and with plain apostrophes."""
    for form in {phrase, phrase[0].upper() + phrase[1:]}:
        yield from {form, form.replace("’", "'")}


@lru_cache(maxsize=1)
def _seeds() -> dict[str, list[str]]:
    """Small words that start a search, spaces around them, and their languages; none that English prose has."""
    listed: dict[str, list[str]] = {}
    for code in DICTIONARIES:
        for word in sorted(closed_words()[code]):
            if zipf(word, "en") < _PLAIN_ENGLISH:
                listed.setdefault(word, []).append(code)
    return listed


@annotator(
    reads={"sic", "title", "bibl", "persName", "placeName", "orgName"},
    writes={"foreign"},
    rules={
        "script": "words in another script",
        "phrase": "a phrase of the closed list",
        "italic": "words in italics whose language shows",
        "quotation": "words between quotation marks whose language shows",
        "words": "small words of another language among words that English lacks",
    },
)
def foreign(document: Document, context: Context) -> Iterator[Annotation]:
    """Words in another language than that of the document."""
    main = context.edition.edition.language.partition("-")[0].lower()
    reading = corrected(document)
    words = _letters(document)
    found = [*_by_script(reading.text, words, main)]
    if main == "en":
        runs = _joined(reading.text, _by_words(reading.text, document.source.tokens))
        found += [
            *_by_phrase(reading.text, words),
            *_by_italics(reading.text),
            *_by_quotation(reading.text, document.source.words),
            *runs,
        ]
    last = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        start, end = reading.source(one.start, one.end)
        if one.start >= last and not _named(document, start, end):
            last = one.end
            yield Annotation("foreign", start, end, {"lang": one.lang}, one.rule, one.cert)


class _Stretch(NamedTuple):
    start: int
    end: int
    lang: str
    rule: str
    cert: Cert = "high"


def _named(document: Document, start: int, end: int) -> bool:
    """True where a name or title covers the stretch, or half of it."""
    held = (one for layer in _NAMES for one in _before(document.in_layer(layer), end))
    return sum(max(0, min(end, one.end) - max(start, one.start)) for one in held) * 2 >= end - start


def _before(annotations: Sequence[Annotation], end: int) -> Sequence[Annotation]:
    """The last few that begin before an offset."""
    at = bisect_left(annotations, end, key=lambda one: one.start)
    return annotations[max(0, at - 6) : at]


@lru_cache(maxsize=1)
def _script() -> re.Pattern[str]:
    """Words in a script other than Latin; made when first needed, for it is slow to make."""
    letters = "".join(letters for _, letters in SCRIPTS)
    word = rf"[{letters}][{letters}\u0300-\u036f’'-]*"
    return re.compile(rf"{word}(?:[\s,;·]+{word})*")


def _by_script(text: str, words: Set[str], main: str) -> Iterator[_Stretch]:
    if max(words, default="") <= _LAST_LATIN:
        return
    for found in _script().finditer(text):
        if sum(character.isalpha() for character in found[0]) < 2:
            continue
        language = script_language(found[0])
        language = "grc" if language == "el" and _POLYTONIC.search(found[0]) else language
        if language and language != main:
            yield _Stretch(found.start(), found.end(), language, "script")


def _letters(document: Document) -> frozenset[str]:
    """The words of the document and of its corrections, without marks inside."""
    words = (*document.source.words, *(one.attrs.get("corr", "") for one in document.in_layer("sic")))
    plain, mixed = (word for word in words if word.isalpha()), " ".join(word for word in words if not word.isalpha())
    return frozenset(plain).union(letters.findall(mixed))


def _by_phrase(text: str, words: Set[str]) -> Iterator[_Stretch]:
    """Phrases of the list, those looked for whose words the text has."""
    for code, form, needed in _phrases():
        for start in occurrences(text, form) if needed <= words else ():
            end = start + len(form)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield _Stretch(start, end, code, "phrase")


def _by_italics(text: str) -> Iterator[_Stretch]:
    for found in matches_at(text, _ITALIC, "_"):
        words = word_pattern.findall(found[1])
        strange = all(word.islower() and _lacks(word) for word in words)
        language = _language(words, found[1], _STRANGE if strange else _MARKED)
        if language:
            yield _trimmed(text, *found.span(1), language, "italic", "medium" if strange else "high")


def _by_quotation(text: str, words: Iterable[str]) -> Iterator[_Stretch]:
    """Short speeches and quoted words that are in another language as a whole, but for names and loans."""
    listed = frequencies()
    strange = frozenset(word for word in words if word.islower() and word not in listed)
    for start, end in _quoted(text):
        run = word_pattern.findall(text, start, end)
        if len(run) < 2 or strange.isdisjoint(run) or sum(map(_lacks, run)) * 3 < len(run):
            continue
        language = _language(run, text[start:end], _MARKED)
        if language and language not in SLAVIC:
            yield _trimmed(text, start, end, language, "quotation", "medium")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Short stretches between two marks of quotation."""
    marks = occurrences(text, "“", "”", '"')
    for start, end in pairwise(marks):
        opens = text[start] == "“" or (text[start] == '"' and not text[start - 1 : start].strip(" \n(—"))
        if opens and _SHORTEST < end - start < _LONGEST:
            yield start + 1, end


def _trimmed(text: str, start: int, end: int, language: str, rule: str, cert: Cert) -> _Stretch:
    words = text[start:end]
    start, end = end - len(words.lstrip(_EDGES)), start + len(words.rstrip(_EDGES))
    return _Stretch(start, end, language, rule, cert)


def _by_words(text: str, tokens: Container[str]) -> Iterator[_Stretch]:
    seeds = [(f" {word} ", languages) for word, languages in _seeds().items() if word in tokens]
    done = 0
    for start, seed, languages in sorted((at, *one) for one in seeds for at in occurrences(text, one[0])):
        if start < done:
            continue
        end = start + len(seed)
        low, high = _around(text, start, end)
        reached = end
        for language in languages:
            reached, stretch = _foreign_run(text, max(low, done), high, start + 1, language)
            if stretch:
                done = reached
                yield stretch
                break
        else:
            done = min(reached, end + _REACH // 2)


def _joined(text: str, stretches: Iterator[_Stretch]) -> Iterator[_Stretch]:
    """Stretches of one language that only white space parts, as one."""
    last: _Stretch | None = None
    for one in stretches:
        if last and last.lang == one.lang and not text[last.end : one.start].strip():
            last = last._replace(end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between marks that holds a seed."""
    low, high = max(0, start - _REACH), text.find(" ", end + _REACH)
    low = text.find(" ", low) if low else 0
    marks = [one.end() for one in _STOP.finditer(text, low, start)]
    after = _STOP.search(text, end, high if high >= 0 else len(text))
    return (marks[-1] if marks else low), (after.start() if after else high if high >= 0 else len(text))


def _foreign_run(text: str, low: int, high: int, seed: int, language: str) -> tuple[int, _Stretch | None]:
    """The longest run of words around the seed that are rather its language than English, and where it ends."""
    found = list(word_pattern.finditer(text, low, high))
    at = next((at for at, word in enumerate(found) if word.start() == seed), None)
    if at is None or not any(_lacks(word[0]) for word in found):
        return seed, None
    first = last = at
    while first and _rather(found[first - 1][0], language):
        first -= 1
    while last + 1 < len(found) and _rather(found[last + 1][0], language):
        last += 1
    run = [word[0] for word in found[first : last + 1]]
    telling = [word for word in run if word.islower() and len(word) > 3 and _telling(word, language)]
    start, end = found[first].start(), found[last].end()
    shown = _language(run, text[start:end], _SURE)
    if shown != language or not telling or len(run) < 3:
        return end, None
    return end, _Stretch(start, end, language, "words", "medium")


@lru_cache(maxsize=20_000)
def _rather(word: str, language: str) -> bool:
    """True where the other language has the word more than English does."""
    word = word.lower()
    tail = word.partition("’")[2] or word.partition("'")[2] or word
    here, there = zipf(tail, "en"), zipf(tail, language)
    return there > here + _MARGIN or (here == 0 and there == 0) or word in closed_words()[language]


def _language(run: Sequence[str], phrase: str, floor: float) -> str:
    """The language of a run of words, empty where English has most of them or none shows."""
    strange = [word for word in run if _lacks(word)]
    if not strange:
        return ""
    language, weight = weighed(phrase, floor)
    own_words = [word for word in run if word.lower() in closed_words().get(language, ()) and word not in strange]
    if (len(strange) + len(own_words)) * 3 < len(run):
        return ""
    slavic = language in SLAVIC
    if language == "en" or weight < floor + slavic or (slavic and (len(strange) < 2 or phrase.isupper())):
        return ""
    if language in DICTIONARIES:
        own = sum(zipf(word, language) >= _KNOWN for word in run)
        return language if own * 3 >= len(run) * 2 else ""
    return language


def _telling(word: str, language: str) -> bool:
    """True for a word that the other language has, and has far more than English."""
    here, there = zipf(word, "en"), zipf(word, language)
    return there >= _KNOWN and there > here + 1


def _lacks(word: str) -> bool:
    return word.lower() not in frequencies()
