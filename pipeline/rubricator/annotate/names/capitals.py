"""Runs of capitalised words: where names may stand, what stands around them, how the text writes a word.

A capital inside a sentence is evidence, one at its start is none unless the text or the language has no
such word in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.annotate.names.vocabulary import NameWords

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĚĞĢĪĶĻŁĽŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽΑ-ΩА-Я"
_LETTER: Final = r"[^\W\d_]"
_INITIALS: Final = rf"[{_UPPER}]\.(?:[ ]?[{_UPPER}]\.)*(?=[ ]?[{_UPPER}])"
_ABBREVIATED: Final = (
    r"(?:Mr|Mrs|MR|MRS|Ms|Dr|DR|St|ST|Rev|Hon|Messrs|MM?|Mme|Mlle|Prof|Gen|Col|Capt|Lieut|Lt|Maj|Sergt|Sgt|Esq|Jr|Sr"
    r"|Wm|Robt|Thos|Jas|Chas|Geo|Jno|Benj|Saml|Edw|Jos|Danl)\."
)
_HIDDEN: Final = rf"[{_UPPER}]{_LETTER}?(?:-{{2,4}}|—{{1,3}}|\u2e3a|_{{2,4}})(?!{_LETTER})"
"""A name of which the print shows a letter only: ``Count V----``."""
_WORD: Final = (
    rf"(?:{_INITIALS}|{_HIDDEN}|{_ABBREVIATED}|(?:[ODLdl]'(?=[{_UPPER}]))?[{_UPPER}]{_LETTER}*"
    rf"(?:(?:'(?!(?:s|ll|d|re|ve|m|t)\b)|-){_LETTER}+)*)"
)
_PARTICLE: Final = (
    r"(?:de la|de l'|de|du|des|von der|von dem|von|van der|van den|van|der|den|di|da|del|della|dos|ap|y|af|zu|d'|la|le)"
)
_CAPITAL: Final = re.compile(rf"[{_UPPER}](?<![^\W_].)(?<![^\W_]-.)(?!(?<=I)[ '])", re.DOTALL)
_RUN: Final = re.compile(rf"{_WORD}(?:(?:[ ]|(?<=\.))(?:{_PARTICLE}[ ]?)?{_WORD})*")
_PARTICLE_BEFORE: Final = re.compile(r"(?<![\w'-])(?:von|van|de|du|d'|O'|D'|L'|l')[ ]?$")
_TOKEN: Final = re.compile(rf"{_INITIALS}|{_ABBREVIATED}|[^\s]+")
_ROMAN_ORDINAL: Final = re.compile(r"[IVXL]+(?:st|nd|rd|th|\.)?")
_SMALL: Final = re.compile(r"(?<![^\W_])(?<!')[a-zß-öø-ÿ]+")
_WORD_AFTER: Final = re.compile(r"('s\b|')?([,.;:!?\"”')_-]*)[ ]*([\w']*)(?:[ ]([\w']*))?")
_QUOTES: Final = "'\"“”‘([_*"
_PARTICLE_ENDS: Final = frozenset("nedDOLlu")
_CLOSING: Final = "'\"”’)]_*"
_ENDING: Final = ".!?:…-—"
_REACH: Final = 36
_TOLD: Final = 3
"""A word that occurs as often inside sentences tells how the text writes it."""
_ENOUGH_WORDS: Final = 200
"""From so many such words a habit of the text can be told."""
_CAPITALISING: Final = 0.03
"""Share of the ordinary words with a capital, from which on capitals say nothing; in plain prose it is .01 at most."""


class Around(NamedTuple):
    """What touches a run: the two words before it, in small letters, and the word after, with the marks between."""

    before: str = ""
    second_before: str = ""
    mark_before: str = ""
    after: str = ""
    second_after: str = ""
    mark_after: str = ""
    owns: bool = False


class Token(NamedTuple):
    """A word of a run, its possessive ending left out."""

    text: str
    start: int
    end: int


class Run(NamedTuple):
    """Capitalised words side by side; `opens` is True where the first of them begins a sentence."""

    tokens: tuple[Token, ...]
    opens: bool

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.tokens[-1].end


class Capitals:
    """The capitalised runs of a text, and how often it writes which word how.

    `tokens` counts the stretches between white space; counted from the text where it is not given.
    """

    def __init__(self, text: str, words: NameWords, tokens: Mapping[str, int] | None = None) -> None:
        self.text = text
        self.words = words
        self._tokens = tokens or Counter(text.split())
        self._ordinary: dict[str, bool] = {}

    @cached_property
    def small(self) -> Counter[str]:
        """How often each word stands in small letters."""
        counts: dict[str, int] = {}
        for token, count in self._tokens.items():
            for word in (token,) if token.isalpha() and token.islower() else _SMALL.findall(token):
                counts[word] = counts.get(word, 0) + count
        return Counter(counts)

    @cached_property
    def runs(self) -> list[Run]:
        """All runs, left to right."""
        return list(self._found())

    @cached_property
    def inside(self) -> Counter[str]:
        """How often each word is the first of a run inside a sentence, titles of rank apart."""
        return Counter(word for word in self._first_words() if not word.isupper())

    @cached_property
    def capitalising(self) -> bool:
        """True where the text writes many ordinary words with a capital, as the seventeenth century did."""
        inside, small = self.inside.get, self.small.get
        pairs = ((inside(capitalised, 0), small(word, 0)) for word, capitalised in self.words.long_common)
        told = [capitals > rest for capitals, rest in pairs if capitals + rest >= _TOLD]
        return len(told) >= _ENOUGH_WORDS and sum(told) > _CAPITALISING * len(told)

    def _first_words(self) -> Iterator[str]:
        titles = self.words.titles
        for tokens, opens in self.runs:
            if not opens and tokens[0].text not in titles:
                yield tokens[0].text
            elif len(tokens) > 1:
                at = next((at for at, token in enumerate(tokens) if token.text not in titles), 0)
                if at or not opens:
                    yield tokens[at].text
            elif not opens:
                yield tokens[0].text

    def ordinary(self, word: str) -> bool:
        """True where a capital of this word says nothing: the text, or the language, has it in small letters."""
        if (known := self._ordinary.get(word)) is None:
            known = self._ordinary[word] = self._is_ordinary(word)
        return known

    def _is_ordinary(self, word: str) -> bool:
        if word in self.words.not_names:
            return True
        if "-" in word:
            last = word.rpartition("-")[2]
            return (last.islower() and self._is_word(last)) or last in self.words.adjectives
        if _contracted(word, self.words):
            return True
        folded = word.lower()
        small, inside = self.small[folded], self.inside[word]
        if small:
            return inside < 3 or inside < 2 * small
        if not inside and word not in self.words.forenames and word not in self.words.places:
            return any(map(self._is_word, (folded, *_stems(folded))))
        return folded in self.words.common and inside < 3

    def _is_word(self, folded: str) -> bool:
        return folded in self.words.common or self.small[folded] > 0

    def _found(self) -> Iterator[Run]:
        text, ordinary, long_s = self.text, self.words.not_names - self.words.lands, self._long_s
        past = 0
        for capital in _CAPITAL.finditer(text):
            start = capital.start()
            if start < past:
                continue
            found = _RUN.match(text, start)
            assert found
            past = found.end()
            if found[0] in ordinary:
                continue
            start = _with_particle(text, start)
            tokens = _tokens(text, start, past, self.words.capital_particles)
            yield Run(self._without_long_s(tokens) if long_s else tokens, opens(text, start))

    @cached_property
    def _long_s(self) -> bool:
        """True where the text reads the long s as f: ``fuch``, ``firft``."""
        return sum(self.small[word] for word in self.words.long_s) > 2

    def _without_long_s(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Words that are known only with s for f, with s."""
        return tuple(token._replace(text=self._with_s(token.text)) for token in tokens)

    def _with_s(self, word: str) -> str:
        if "f" not in word or word in self.words.known:
            return word
        forms = (word.replace("f", "s"), word.replace("fl", "st").replace("f", "s"), word.replace("f", "s", 1))
        return next((form for form in forms if form in self.words.known), word)

    def around(self, start: int, end: int) -> Around:
        """What touches ``[start, end)``."""
        second, first, mark = _words_before(self.text, start)
        after = _WORD_AFTER.match(self.text, end, end + _REACH)
        assert after
        owns = after[1] == "'s" or (after[1] == "'" and self.text[end - 1] == "s" and not after[2])
        return Around(first, second, mark, after[3], after[4] or "", after[2], owns)


_STEM: Final = 2
_ENDINGS: Final = (
    ("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("ily", "y"), ("est", ""),
)  # fmt: skip


def _stems(word: str) -> Iterator[str]:
    """What a word in small letters may be a form of: ``embraces``, ``gilding``."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + _STEM:
            yield word.removesuffix(ending) + instead


def _contracted(word: str, words: NameWords) -> bool:
    """``O'er``, ``Thou'rt``: a small letter after the apostrophe, and no name before it."""
    head, mark, tail = word.partition("'")
    return (
        bool(mark) and tail[:1].islower() and (len(head) < 3 or head in words.not_names or head.lower() in words.common)
    )


def _with_particle(text: str, start: int) -> int:
    """Where the particle before a name begins (``von Kuehlmann``, ``d'Urberville``), else `start`."""
    if text[start - 1 : start] not in ("'", " ") or text[start - 2 : start - 1] not in _PARTICLE_ENDS:
        return start
    found = _PARTICLE_BEFORE.search(text, max(0, start - 5), start)
    return found.start() if found else start


def is_number(word: str) -> bool:
    """True for the number of a king: ``VIII``, ``VIIIth``."""
    return bool(_ROMAN_ORDINAL.fullmatch(word))


def _tokens(text: str, start: int, end: int, particles: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """The words of a run; a particle with a capital is one word with the surname that it begins: ``Le Fanu``."""
    if (word := text[start:end]).isalpha():
        return (Token(word, start, end),)
    found = [Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text, start, end)]
    for at in range(len(found) - 2, -1, -1):
        if found[at].text in particles and found[at + 1].text.isalpha() and not found[at + 1].text.isupper():
            first, last = found[at], found.pop(at + 1)
            found[at] = Token(text[first.start : last.end], first.start, last.end)
    return tuple(found)


def opens(text: str, start: int) -> bool:
    """True where a sentence, a quotation or a block begins at `start`."""
    at = start - 1
    while at >= 0 and text[at] in _QUOTES:
        at -= 1
    if at < 0 or text[at] in "-—…":
        return True
    if text[at] != " ":
        return False
    if at < start - 1 and text[at + 1] not in "([":
        return True
    at -= 1
    while at >= 0 and text[at] in _CLOSING:
        at -= 1
    return at < 0 or text[at] == " " or text[at] in _ENDING


def _words_before(text: str, start: int) -> tuple[str, str, str]:
    """The two words before `start` in small letters, and the comma or semicolon that follows them."""
    pieces = text[max(0, start - _REACH) : start].lower().split(" ")
    if len(pieces) < 2 or pieces[-1].strip(_QUOTES) or not pieces[-2]:
        return "", "", ""
    word = pieces[-2].rstrip(_CLOSING)
    first = word.rstrip(",;")
    if not first or not (first[-1].isalnum() or (first[-1] == "." and 3 < len(first) < 7)):
        return "", "", ""
    second = pieces[-3] if len(pieces) > 2 and len(pieces[-3].strip(_QUOTES)) and pieces[-3][-1].isalnum() else ""
    return second.lstrip(_QUOTES), first.lstrip(_QUOTES), word[len(first) :]
