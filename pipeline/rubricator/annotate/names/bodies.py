"""Bodies by the word for their kind, in languages whose lexicon says how such names are built.

A head noun with what qualifies it (Conseil fédéral, Vaterländische Front, Zürcher Handelskammer), a compound that
ends in one (Reformpartei), what marks a company (& Cie, A.-G.), bodies that need no further word (Reichstag).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.annotate.names.capitals import Token, opens
from rubricator.annotate.names.links import Named
from rubricator.language import alternatives, lexicon
from rubricator.language.lexicon import split

_UPPER: Final = "A-ZÀ-ÖØ-ÞŒŠŽ"
_CAPITAL: Final = rf"[{_UPPER}][^\W\d_]*(?:['’=⸗-]{{1,2}}[^\W\d_]+)*"
_NAME: Final = rf"{_CAPITAL}(?:[ \n]{_CAPITAL}){{0,3}}"
_MOST: Final = 4
"""Words that qualify a head noun, at most."""
_REACH: Final = 60
_ANY_WORD: Final = re.compile(r"[^\W\d_]+(?:[=⸗-][^\W\d_]+)*")
_CAPITAL_WORD: Final = re.compile(rf"(?<![^\W_])[{_UPPER}][^\W\d_]*(?:[=⸗-][^\W\d_]+)*")


class _Forms(NamedTuple):
    """How the bodies of a language are named.

    `starts` are the patterns of names by their first word, `ends` those of compounds that are heads, `strong` those
    that are names without more; `qualifier` stands before a head, but is `never` one of some words; `company` is a
    firm with what marks it as one.
    """

    words: re.Pattern[str]
    starts: dict[str, tuple[re.Pattern[str], ...]]
    heads: frozenset[str]
    ends: tuple[str, ...]
    strong: tuple[str, ...]
    qualifier: re.Pattern[str]
    never: frozenset[str]
    company: re.Pattern[str]


def bodies(text: str, language: str) -> Iterator[Named]:
    """The bodies that a text names, in order and apart."""
    at = 0
    for start, end in sorted(_spans(text, _forms(language)), key=lambda span: (span[0], -span[1])):
        if start >= at:
            at = end
            yield Named((), (Token(text[start:end], start, end),), "org", "body-word", "low")


def _spans(text: str, forms: _Forms) -> Iterator[tuple[int, int]]:
    yield from (found.span("name") for found in forms.company.finditer(text))
    for one in forms.words.finditer(text):
        word = one[0]
        for pattern in forms.starts.get(word, ()):
            if found := pattern.match(text, one.start()):
                yield found.span("name")
                break
        else:
            if word[0].isupper() and (word in forms.heads or word.lower().endswith(forms.ends)):
                yield from _qualified(text, one, forms)


def _qualified(text: str, head: re.Match[str], forms: _Forms) -> Iterator[tuple[int, int]]:
    """A head noun or a compound with what qualifies it; a strong compound alone."""
    before = forms.qualifier.search(text, max(0, head.start() - _REACH), head.start())
    told = before is not None and before[0].rstrip() not in forms.never
    if before and told and not opens(text, before.start()):
        yield before.start(), head.end()
    elif head[0].lower().endswith(forms.strong) and head[0].lower() not in forms.strong and not head[0].isupper():
        yield head.span()


@lru_cache(maxsize=4)
def _forms(language: str) -> _Forms:
    listed = lexicon(language).table("names")

    def words(name: str) -> tuple[str, ...]:
        return split(listed.get(name, ""))

    joined = rf"(?:{_either(words('of'))})(?:(?<=['’])|[ \n]+(?:l['’]|la[ \n]|les[ \n])?){_NAME}"
    rest = rf"(?:[ \n]+(?:{_either(words('body_tails'))})\b|[ \n]+{joined}){{1,{_MOST}}}"
    firm = rf"(?:[ \n](?:{_either(words('firm_tails'))}))?[ \n](?P<name>{_NAME})"
    starts: dict[str, tuple[re.Pattern[str], ...]] = {}
    for name, after in (("body_words", rest), ("small_body_words", rest), ("firms", rf"[ \n]{_NAME}"), ("bodies", "")):
        for word in words(name):
            whole = _either([word])
            _add(starts, word.split()[0], rf"(?P<name>{whole}{after})(?!\w)")
    for word in words("firm_words"):
        _add(starts, word, re.escape(word) + firm)
    adjective = rf"[{_UPPER}][\w-]*(?:{_either(words('capital_adjective_ends'))})"
    party = rf"[\w-]*(?:{_either(words('body_adjectives'))})"
    lower = any(not word[0].isupper() for word in starts)
    return _Forms(
        _ANY_WORD if lower else _CAPITAL_WORD,
        starts,
        frozenset(words("body_words")),
        words("body_ends") or ("\0",),
        words("strong_body_ends") or ("\0",),
        re.compile(rf"(?<![\w-])(?:{adjective}|{party})[ \n]$"),
        frozenset(words("not_names")),
        re.compile(rf"(?<!\w)(?P<name>{_NAME}[ \n]*(?:{_either(words('company_ends'))})(?!\w))"),
    )


def _add(starts: dict[str, tuple[re.Pattern[str], ...]], word: str, pattern: str) -> None:
    starts[word] = (*starts.get(word, ()), re.compile(pattern))


def _either(words: Sequence[str]) -> str:
    """The words as alternatives, white space in them of any kind; what matches nothing where there are none."""
    return alternatives(words).replace(r"\ ", r"\s+").replace("'", "['’]")
