"""The parts of a letter by their form and words: dateline, salutation, closing words, signature, postscript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.language import alternatives, lexicon
from rubricator.reading.blocks import Block

QUOTES: Final = "\"“‘'«„»_ \u00a0\u202f"
"""Marks and italics around the words of a letter."""
_QUOTES: Final = QUOTES + "(["
_ADDRESSEE: Final = r"(?:[^.!?\n]|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bDr)\.|(?<=\bSt)\.)"
_SIGNATURE: Final = re.compile(
    r"[\"“‘'«„»_(\[\s]*(?:pp?\.\s)?(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*[ ,]*(?:(?:and|of|de|von|pp\.)\s+)?){1,7}"
    r"[.\"”“’'»«_)\]\s]*"
)
_NO_DATELINE: Final = re.compile(r"[\"“”‘]|[!?;]$")
_LONGEST_DATELINE: Final = 110
_SENTENCE_END: Final = tuple(".!?:;\"”’'»])—–-")
_LONGEST_PHRASE: Final = 110
"""Most characters of a phrase between the last paragraph and the name."""
_SHORT_WORD: Final = 16
_LONGEST_NAME: Final = 60
_LONGEST_SALUTE: Final = 45
_LONGEST_CLOSING: Final = 200
_MOST_WORDS: Final = 6
_MOST_LINES: Final = 5


class Words(NamedTuple):
    """Patterns of one language."""

    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    closing_at_end: re.Pattern[str]
    starts: re.Pattern[str]
    postscript: re.Pattern[str]
    leads: re.Pattern[str]
    date: re.Pattern[str]
    dated_end: re.Pattern[str]
    and_so_on: re.Pattern[str]
    begins: frozenset[str]
    closes: frozenset[str]
    enclosure: re.Pattern[str]


@lru_cache(maxsize=8)
def words_of_letters(language: str) -> Words:
    """The patterns of a language."""
    listed = lexicon(language).letters
    dates = lexicon(language).common
    months = alternatives(name for forms in dates.months for name in forms)
    days = alternatives(name for forms in dates.weekdays for name in forms)
    closings, starts, never, titles = map(alternatives, (listed.closings, listed.before, listed.never, listed.titles))
    ordinal = alternatives(dates.ordinal_suffixes)
    date = (
        rf"(?:(?<![^\W_])(?:{months})(?![^\W_])[.,_]*\s+\d{{1,2}}|(?<![^\W_])\d{{1,2}}(?:{ordinal}|\.)?(?:\s+of)?[\s_]+(?:{months})(?![^\W_])"
        rf"|\b1[4-9]\d\d\b|\b20\d\d\b|\b(?:{days})(?![^\W_])|\b\d{{1,2}}(?:{ordinal})\b)"
    )
    return Words(
        re.compile(
            rf"[{re.escape(_QUOTES)}]*(?:(?:{alternatives(listed.salutations)})\b(?!\s+(?:{never})\b){_ADDRESSEE}{{0,45}}?"
            rf"(?P<end>_?[,.:;]?\s?[—–-]+|[,:](?=\s|_|$)|[.,!](?=_?\s*$))"
            rf"|(?:{titles})\.?\s{_ADDRESSEE}{{2,40}}?[,.:]?\s?[—–])",
            re.I,
        ),
        re.compile(
            rf"[{re.escape(_QUOTES)}]*(?:{starts})*(?:{closings})\b[^.!?]{{0,90}}[,.]?[^.!?]{{0,40}}[.\"”’'»«_\s]*",
            re.I,
        ),
        re.compile(rf"\b(?:{closings})\b[^.!?]{{0,60}}[,.;:—-]*[\"”’'»«_]*", re.I),
        re.compile(rf"[{re.escape(_QUOTES)}]*(?:{starts}|{closings})", re.I),
        re.compile(rf"[{re.escape(_QUOTES)}]*(?:{alternatives(listed.postscripts)})", re.I),
        re.compile(rf"\b(?:{alternatives(listed.announced)})\b", re.I),
        re.compile(date, re.I),
        re.compile(
            rf"(?:(?-i:[^\W\d_a-z])[\w’'-]*,\s+)?(?:(?:{months})(?![^\W_])[.,_]*\s+\d{{1,2}}"
            rf"|\d{{1,2}}(?:{ordinal})?\s+(?:{months})(?![^\W_]))[^.\n]{{0,12}}\.?[_\"”’\])]*$",
            re.I,
        ),
        re.compile(rf"(?:{alternatives(listed.and_so_on)})(?![^\W_])[.,]*$", re.I),
        frozenset(words[0] for one in listed.salutations if len(words := one.split()) > 1),
        frozenset(one.split()[0].strip(",") for one in (*listed.closings, *listed.before)),
        re.compile(rf"[\[(_*]{{0,3}}(?:{alternatives(listed.enclosures)})\b[^\n]{{0,60}}", re.I),
    )


def is_dateline(block: Block, language: str = "en") -> bool:
    """True for a short block with a date that is no sentence: place and day."""
    text = " ".join(line.lstrip('"“') for line in block.texts)
    if len(text) > _LONGEST_DATELINE or len(block.lines) > _MOST_LINES or _NO_DATELINE.search(text):
        return False
    if not words_of_letters(language).date.search(text):
        return False
    plain: list[str] = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return sum(word[0].islower() for word in plain) * 3 <= len(plain)


def is_salute(block: Block, language: str = "en") -> bool:
    """True for a block that begins with a salutation, or whose form is that of one: a few words and a comma."""
    return words_of_letters(language).salutation.match(block.text) is not None or is_salute_by_form(block)


def is_salute_by_form(block: Block) -> bool:
    """True for one short line, its first letter large, that ends with a comma, a colon or a dash."""
    text = block.words.strip("_ ")
    if len(block.lines) > 1 or len(text) > _LONGEST_SALUTE or len(text.split()) > _MOST_WORDS or not text:
        return False
    begun: bool = text[:1].isupper()
    return begun and text.rstrip("_").endswith((",", ",--", ",—", ":--", ":—", "--", "—"))


def runs_in(block: Block, language: str = "en", dated: bool = True) -> int:
    """Where in the source a salutation ends that the words of a letter follow on the same line; 0 for none.

    Under a dateline (`dated`) a few words with capitals may be one, whatever they are.
    """
    known = words_of_letters(language)
    match = known.salutation.match(block.text)
    if match and not _is_name_of_somebody(match, known):
        return block.start + match.end()
    formed = _RUNNING.match(block.text) if dated else None
    return block.start + formed.end() if formed else 0


def _is_name_of_somebody(match: re.Match[str], known: Words) -> bool:
    """True for Sir Charles, with a comma, in a sentence: whom it tells of, not whom it greets."""
    words = match[0].split()
    return len(words) > 1 and match["end"] == "," and words[0].strip(_QUOTES).lower() not in known.begins


_RUNNING: Final = re.compile(
    r"[_\"“‘]?(?:[^\W\d_a-zß-öø-ÿ][\w’']*\.?_? ){0,4}[^\W\d_a-zß-öø-ÿ][\w’']*_?(?:[,:;]{0,2}\s?(?:--|—|–)|:(?=\s))\s?"
)
"""A few words with capitals before a dash or a colon, at the beginning of a letter."""


def signs_off(block: Block, language: str = "en") -> bool:
    """True for a block of closing words, with or without the name."""
    known = words_of_letters(language)
    if len(block.words) > _LONGEST_CLOSING:
        return False
    return known.closing.fullmatch(block.words) is not None or ends_with_name(block, known)


def ends_with_name(block: Block, known: Words) -> bool:
    """True for lines that begin with closing words and end with a name."""
    return len(block.lines) > 1 and known.starts.match(block.text) is not None and is_name(block.texts[-1])


def is_name(line: str) -> bool:
    """True for a line that could be a signature."""
    return len(line) < _LONGEST_NAME and _SIGNATURE.fullmatch(line) is not None


def is_signature(block: Block) -> bool:
    """True for a block of one or two lines that is a name."""
    return len(block.lines) < 3 and is_name(block.words)


def is_unfinished(block: Block, language: str = "en") -> bool:
    """True for words that end in a comma or in *etc.*, and for closing words without a mark: they want a name."""
    text, known = block.words.rstrip("_ "), words_of_letters(language)
    if len(text) > _LONGEST_PHRASE:
        return False
    if text.endswith(",") or known.and_so_on.search(text):
        return True
    return text[-1:] not in _SENTENCE_END and text.partition(" ")[0].lower().strip(_QUOTES) in known.closes


def is_signed(found: Sequence[Block], at: int, language: str = "en") -> bool:
    """True for a name under words that want one."""
    above = found[at - 1] if at else None
    wanting = above is not None and len(above.words) <= _LONGEST_CLOSING and is_unfinished(above, language)
    return wanting and is_signature(found[at])


def is_enclosure(block: Block, language: str = "en") -> bool:
    """True for a line over what came with a letter: [Enclosure in No. 4.]"""
    bracketed = block.text[:1] in "[(_" or block.text.isupper()
    bracketed = bracketed or len(block.text) < _SHORT_WORD
    return bracketed and words_of_letters(language).enclosure.fullmatch(block.words) is not None


def begins_postscript(block: Block, language: str = "en") -> bool:
    """True for a block that begins with P.S. or the like."""
    return words_of_letters(language).postscript.match(block.text) is not None
