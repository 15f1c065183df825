"""Runs of capitalised words: where names may stand, what stands around them, how the text writes a word.

A capital inside a sentence is evidence, one at its start is none unless the text or the language has no
such word in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rubricator.language.name_words import NameWords

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĚĞĢĪĶĻŁĽŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽΑ-ΩА-Я"
_LETTER: Final = r"[^\W\d_]"
_INITIALS: Final = rf"(?:[{_UPPER}]\.[ ]?(?=[{_UPPER}]))+"
_ABBREVIATED: Final = (
    r"(?:Mr|Mrs|MR|MRS|Ms|Dr|DR|St|ST|Rev|Hon|Messrs|MM?|Mme|Mlle|Prof|Gen|Col|Capt|Lieut|Lt|Maj|Sergt|Sgt|Esq|Jr|Sr"
    r"|Wm|Robt|Thos|Jas|Chas|Geo|Jno|Benj|Saml|Edw|Jos|Danl)\."
)
_WORD: Final = (
    rf"(?:{_ABBREVIATED}|{_INITIALS[:-1]}|(?:[ODLdl]'(?=[{_UPPER}]))?[{_UPPER}]{_LETTER}*"
    rf"(?:(?:'(?!(?:s|ll|d|re|ve|m|t)\b)|-){_LETTER}+)*)"
)
_PARTICLE: Final = r"(?:de la|de l'|de|du|des|von der|von dem|von|van der|van den|van|der|den|di|da|del|della|dos|ap|y|af|zu|d'|la|le)"
_RUN: Final = re.compile(
    rf"(?<![^\W_])(?<![^\W_]['-])(?:(?:von|van|de|du|d') ?(?=[{_UPPER}]))?{_WORD}"
    rf"(?:[ ](?:{_PARTICLE}[ ]?)?{_WORD})*"
)
_TOKEN: Final = re.compile(rf"{_ABBREVIATED}|{_INITIALS[:-1]}|[^\s]+")
_SMALL: Final = re.compile(r"(?<![^\W_])(?<!')[a-zß-öø-ÿ]+")
_SENTENCE_BEFORE: Final = re.compile(r"(?:^|[.!?:]['\")\]*_]*[ ]+|[ ]{2,}|-{1,}[ ]?|[\u2014…][ ]?)['\"“”‘(\[_*]*$|[\"“(\[][_*]*$|(?:^|[^\w])'$")
_WORDS_BEFORE: Final = re.compile(r"([\w'.-]+)?([,;:!?.\"”')]*)[ ]?([\w'-]*)([,;]?)[ ]['\"“‘(_]*$")
_WORD_AFTER: Final = re.compile(r"('s\b|')?([,.;:!?\"”')_-]*)[ ]*([\w']*)(?:[ ]([\w']*))?")
_REACH: Final = 36


@dataclass(frozen=True, slots=True)
class Around:
    """What touches a run: the two words before it, in small letters, and the word after, with the marks between."""

    before: str = ""
    second_before: str = ""
    mark_before: str = ""
    after: str = ""
    second_after: str = ""
    mark_after: str = ""
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a run, its possessive ending left out."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
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
    """The capitalised runs of a text, and how often it writes which word how."""

    def __init__(self, text: str, words: NameWords) -> None:
        self.text = text
        self.words = words

    @cached_property
    def small(self) -> Counter[str]:
        """How often each word stands in small letters."""
        return Counter(_SMALL.findall(self.text))

    @cached_property
    def runs(self) -> list[Run]:
        """All runs, left to right."""
        return list(self._found())

    @cached_property
    def inside(self) -> Counter[str]:
        """How often each word is capitalised inside a sentence."""
        return Counter(
            token.text
            for run in self.runs
            for token in (run.tokens[1:] if run.opens else run.tokens)
            if not token.text.isupper()
        )

    def ordinary(self, word: str) -> bool:
        """True where a capital of this word says nothing: the text, or the language, has it in small letters."""
        if word in self.words.not_names:
            return True
        folded = word.lower()
        small, inside = self.small[folded], self.inside[word]
        if small:
            return inside < 3 or inside < 2 * small
        return folded in self.words.common and inside < 2

    def _found(self) -> Iterator[Run]:
        text = self.text
        for found in _RUN.finditer(text):
            start, end = found.span()
            if found[0] in self.words.not_names:
                continue
            tokens = tuple(
                Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text, start, end)
            )
            opens = bool(_SENTENCE_BEFORE.search(text, max(0, start - 6), start)) or start == 0
            yield Run(tokens, opens)

    def around(self, start: int, end: int) -> Around:
        """What touches ``[start, end)``."""
        before = _WORDS_BEFORE.search(self.text, max(0, start - _REACH), start)
        after = _WORD_AFTER.match(self.text, end, end + _REACH)
        assert after
        second, mark_between, first, mark = before.groups("") if before else ("", "", "", "")
        return Around(
            first.lower(), "" if mark_between else second.lower(), mark,
            after[3], after[4] or "", after[2], bool(after[1]),
        )  # fmt: skip
