"""The title page: the short lines before the text that name work, author, edition and imprint (4.6 [DSTITL])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from rubricator.annotate.layout.headings import bare, is_capital, named, numbered, numbered_title, plain, words
from rubricator.language import alternatives, table
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

_LONGEST: Final = 250
_MOST_BLOCKS: Final = 12
_YEAR: Final = re.compile(r"\(?(?:1[4-9]|20)\d\d\)?[.,]?|[MDCLXVI]{4,}\.?")
_NAME_WORD: Final = re.compile(r"[A-Z][\w.'’-]*|(?:de|van|von|der|la|le|of)\b")


class Patterns(NamedTuple):
    """Patterns of title pages in one language."""

    by: re.Pattern[str]
    edition: re.Pattern[str]
    imprint: re.Pattern[str]
    never: frozenset[str]


@lru_cache(maxsize=8)
def patterns(language: str) -> Patterns:
    """The patterns of a language."""
    listed = table("structure", language)
    page = listed["title_page"]
    return Patterns(
        re.compile(rf"_?(?:{alternatives(page['by'])})\b[:\s]*(?P<author>.*?)[_,. ]*", re.I | re.S),
        re.compile(rf"\b(?:{alternatives(page['edition'])})\b", re.I),
        re.compile(rf"(?:\b|(?<=\s))(?:{alternatives(page['imprint'])})(?!\w)", re.I),
        frozenset(listed["titles"]["name_never"]),
    )


def title_page_length(found: Sequence[Block], language: str = "en") -> int:
    """Number of blocks of the title page, 0 where the text has none."""
    if len(found) < 2:
        return 0
    end = _first_gap(found)
    if not _is_front_matter(found[:end], language):
        signed = 1 + _signature_length(found[1:], language)
        return signed if 1 < signed < len(found) and _is_front_matter(found[:signed], language) else 0
    while end < len(found) and (more := _first_gap(found[end:])) and _goes_on(found[end : end + more], language):
        end += more
    return end if end < len(found) else 0


def _signature_length(found: Sequence[Block], language: str) -> int:
    """Number of blocks that name the author after *by*: one, or two where the word stands alone."""
    signed = patterns(language).by.fullmatch(found[0].words)
    if signed is None:
        return 0
    return 1 if signed["author"] else 2


def _goes_on(found: Sequence[Block], language: str) -> bool:
    """True for blocks of the title page after a gap: an imprint, or the author."""
    signed = patterns(language).by.fullmatch(found[0].words)
    named = signed and (not signed["author"] or is_name(signed["author"], patterns(language).never))
    return (bool(named) and _is_front_matter(found, language)) or _is_imprint(found, language)


def _first_gap(found: Sequence[Block]) -> int:
    return next((at for at, block in enumerate(found[1:], 1) if block.blanks > 1), 0)


def _is_front_matter(found: Sequence[Block], language: str) -> bool:
    known = words(language)
    return (
        bool(found)
        and len(found) <= _MOST_BLOCKS
        and all(
            len(block.text) <= _LONGEST
            and len(block.lines) <= 6
            and not numbered(block, 0, known)
            and not named(block, 0, known)
            and not bare(block, 0, known)
            and not numbered_title(block, 0, known)
            and not _is_note_or_item(block.text)
            for block in found
        )
    )


def _is_note_or_item(text: str) -> bool:
    return text.startswith("[") and text[1:2].isdecimal()


def _is_imprint(found: Sequence[Block], language: str) -> bool:
    here = patterns(language)
    return _is_front_matter(found, language) and all(
        _YEAR.search(block.text)
        or here.imprint.search(block.text)
        or (here.by.match(block.text) and len(block.text) < 60)
        for block in found
    )


def title_page(found: Sequence[Block], language: str = "en", author: Sequence[str] = ()) -> Iterator[Annotation]:
    """The title page over these blocks, its lines told apart."""
    yield Annotation("titlePage", found[0].start, found[-1].end, rule="title-page")
    lines = list(_lines(found, language, author))
    for is_title, group in groupby(lines, key=lambda one: one.layer == "titlePart"):
        members = list(group)
        if is_title:
            yield Annotation("docTitle", members[0].start, members[-1].end, rule="title-page")
    yield from lines
    for one in lines:
        if one.layer == "byline":
            yield from _author(found[0].source, one, language)


def byline(block: Block, language: str) -> Iterator[Annotation]:
    """A line such as By Ada Quill, and the author in it."""
    line = Annotation("byline", block.start, block.end, rule="title-page")
    yield line
    yield from _author(block.source, line, language)


def _author(text: str, byline: Annotation, language: str) -> Iterator[Annotation]:
    match = patterns(language).by.fullmatch(text, byline.start, byline.end)
    if match and match["author"]:
        yield Annotation("docAuthor", match.start("author"), match.end("author"), rule="byline")


def _lines(found: Sequence[Block], language: str, author: Sequence[str]) -> Iterator[Annotation]:
    seen_title = False
    after_by = False
    for block in _single(found, language):
        layer = _layer(block, found, language, author, after_by)
        attrs = {}
        if layer == "titlePart":
            attrs = {"type": "sub" if seen_title else "main"}
            seen_title = True
        after_by = layer == "byline" and plain(block.text) in table("structure", language)["title_page"]["by"]
        yield Annotation(layer, block.start, block.end, attrs, "title-page")


def _single(found: Sequence[Block], language: str) -> Iterator[Block]:
    """The blocks, one that has a line of the author cut into its lines."""
    here = patterns(language)
    for block in found:
        if len(block.lines) > 1 and any(here.by.match(line) for line in block.texts):
            yield from (block.part(at, at + 1) for at in range(len(block.lines)))
        else:
            yield block


def _layer(block: Block, found: Sequence[Block], language: str, author: Sequence[str], after_by: bool) -> str:
    here = patterns(language)
    text = block.words
    if after_by or text in author or (block is found[0] and _names_author(found, language)):
        return "docAuthor"
    if here.by.fullmatch(text):
        return "byline"
    if _YEAR.fullmatch(text):
        return "docDate"
    unsigned = not any(here.by.fullmatch(other.words) for other in found)
    if unsigned and block is not found[0] and is_name(text, here.never) and not _names_author(found, language):
        return "docAuthor"
    if block is not found[0] and here.edition.search(text):
        return "docEdition"
    if block is not found[0] and here.imprint.search(text):
        return "docImprint"
    return "titlePart"


def is_name(text: str, never: frozenset[str]) -> bool:
    """True for two to four capitalised words without an article or the like: a person's name."""
    parts = text.strip(" ._,").split()
    return (
        2 <= len(parts) <= 4
        and all(_NAME_WORD.fullmatch(part) for part in parts)
        and not any(part.lower() in never for part in parts)
    )


def _names_author(found: Sequence[Block], language: str) -> bool:
    """True where the first line is a name and the second cannot be one."""
    never = patterns(language).never
    if len(found) < 2 or not is_name(found[0].words, never) or patterns(language).by.match(found[1].words):
        return False
    return (not is_name(found[1].words, never) and not is_capital(found[0].text)) or (
        is_capital(found[0].text) and is_capital(found[1].text) and not is_name(found[1].words, never)
    )
