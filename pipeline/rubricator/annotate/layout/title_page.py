"""The title page: the short lines before the text that name work, author, helpers and imprint (4.6 [DSTITL]).

Blocks are told apart by clues (a word such as *by* or *edited*, a year, the words of an imprint, capitals). A title
page is a run of blocks that all bear some clue or could be a title; past the first wide gap it goes on as long as each
stretch has a clue of its own. A stretch of titles alone is none where a poem or a story follows as it does elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from rubricator.annotate.layout import furniture
from rubricator.annotate.layout.headings import (
    bare,
    is_capital,
    is_title,
    lists_headings,
    named,
    numbered,
    numbered_title,
    words,
)
from rubricator.language import alternatives, lexicon
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block

_LONGEST: Final = 250
_MOST_BLOCKS: Final = 40
_MOST_LINES: Final = 8
_DESCRIPTION: Final = 700
"""Most characters of the long description that old title pages have."""
_REACH: Final = 4
"""Within how many blocks a clue must follow such a description."""
_LINE: Final = 80
_PLACE: Final = 3
"""Most words of a line that a year makes an imprint: a place, and a day."""
_LETTERS: Final = r"M(?:CM|DC{0,4}|C{1,4}|M)[LXVI]{0,9}\b"
_YEAR: Final = re.compile(rf"\(?(?:(?:[A-Z][a-z]+,? )?(?:1[4-9]|20)\d\d\)?[.,]?|{_LETTERS}\.?)")
_DATED: Final = re.compile(rf"\b(?:(?:1[4-9]|20)\d\d\b|{_LETTERS})")
_NAME_WORD: Final = re.compile(r"[A-Z][\w.'’-]*|(?:de|van|von|der|la|le|of)\b")
_INITIALED: Final = re.compile(r"(?<=   )(?:[A-Z]\. ?){1,3}[A-Z][\w'’-]+(?=[ \t]*\r?$)", re.MULTILINE)
"""An author in the right-hand column of a memorandum's letterhead."""
_WIDE: Final = re.compile(r"\S {4,}\S")
_VOLUMES: Final = ("volume", "part", "book")
_CLUES: Final = frozenset({"by", "helper", "edition", "imprint", "date", "memo"})


_SIGNING: Final = ("by", "name", "imprint", "date")
"""What may end a title page after which the text begins without a wide gap."""


class Patterns(NamedTuple):
    """Patterns of title pages in one language."""

    by: re.Pattern[str]
    helper: re.Pattern[str]
    edition: re.Pattern[str]
    imprint: re.Pattern[str]
    never: frozenset[str]
    small: frozenset[str]
    roles: Mapping[str, str]


@lru_cache(maxsize=8)
def patterns(language: str) -> Patterns:
    """The patterns of a language."""
    page = lexicon(language).parts
    return Patterns(
        re.compile(rf"_?(?:{alternatives(page.by)})\b[:\s]*(?P<author>.*?)[_,. ]*", re.I | re.S),
        re.compile(
            rf"\b(?P<role>{alternatives(page.roles)})\b(?:(?!\bby\b)[^.;]){{0,100}}?(?<![^\W_])by(?![^\W_])[:_\s]*",
            re.I,
        ),
        re.compile(rf"\b(?:{alternatives(page.edition)})\b", re.I),
        re.compile(rf"(?:\b|(?<=\s))(?:{alternatives(page.imprint)})(?!\w)", re.I),
        frozenset(page.name_never),
        frozenset(page.small),
        page.roles,
    )


def title_page_length(found: Sequence[Block], language: str = "en") -> int:
    """Number of blocks of the title page, 0 where the text has none."""
    kinds = _kinds(found[:_MOST_BLOCKS], language)
    end, titled, clued = 0, False, False
    for first, last in pairwise(_gaps(found[: len(kinds)])):
        here = kinds[first:last]
        if "memo" in kinds and not titled and here[0] == "title":
            end, titled = first + 1, True
            break
        if "" in here:
            signed = 0 if clued else _signed(here)
            end, titled, clued = (first + signed, True, True) if signed else (end, titled, clued)
            break
        clue = bool(_CLUES.intersection(here))
        if clue or not titled or (clued and end == first and _is_nearer(found, first, last)):
            end = last
        elif clued and "description" in here:
            break
        titled, clued = titled or "title" in here, clued or clue
    if not titled or end >= len(found) or (not clued and _is_first_of_several(found, end, language)):
        return 0
    return end


def _is_nearer(found: Sequence[Block], first: int, last: int) -> bool:
    """True where less space stands before a stretch than after it: it is of the same page."""
    return last < len(found) and found[first].blanks < found[last].blanks


def _gaps(found: Sequence[Block]) -> list[int]:
    """The blocks after wide gaps, with the first and the end."""
    return [0, *(at for at, block in enumerate(found) if at and block.blanks > 1), len(found)]


def _signed(kinds: Sequence[str]) -> int:
    """Number of blocks, before those of the text itself, that end with the author."""
    plain = kinds[: kinds.index("")]
    return max((at + 1 for at, kind in enumerate(plain) if kind in _SIGNING and "title" in plain[:at]), default=0)


def _is_first_of_several(found: Sequence[Block], end: int, language: str) -> bool:
    """True where what seems a title page is the heading of the first of several pieces."""
    known = words(language)
    follows = found[end]
    if _is_heading(follows, language) or is_title(follows.words, known.small):
        return False
    return any(block.blanks > 1 and is_title(block.words, known.small) for block in found[end + 1 :])


def _kinds(found: Sequence[Block], language: str) -> list[str]:
    """What each block is on a title page; '' for the text itself, with which the list ends."""
    kinds: list[str] = []
    while len(kinds) < len(found):
        at = len(kinds)
        if figure := furniture.figure(found, at, language):
            kinds += ["figure"] * figure[0]
        else:
            kinds.append(_kind(found, at, kinds, language))
        if not kinds[-1]:
            break
    return kinds


def _kind(found: Sequence[Block], at: int, before: Sequence[str], language: str) -> str:
    """A clue, or `name` after a lone *by*, `row`, `memo`, `title`, `description`; '' for none of a title page."""
    block, here, last = found[at], patterns(language), before[-1] if before else ""
    text = block.words
    if len(block.lines) > _MOST_LINES or "|" in text or (text.startswith("[") and text[1:2].isdecimal()):
        return ""
    if not any(map(str.isalnum, text)):
        return "row"
    if _YEAR.fullmatch(text):
        return "date"
    if last in ("by", "helper") and _ends_open(found[at - 1], language) and len(text) < _LONGEST:
        return "name" if last == "by" else "helper"
    if lists_headings(block, words(language)):
        return ""
    if _is_heading(block, language):
        return "title" if _is_volume(block, language) and before else ""
    if _clue(text, last, here):
        return _clue(text, last, here) if before or not here.by.match(text) else ""
    if not before and len(block.lines) > 2 and all(_WIDE.search(line) for line in block.texts[:2]):
        return "memo"
    if _may_be_title(block, here):
        return "title"
    return "description" if before and _describes(found, at, language) else ""


def _clue(text: str, last: str, here: Patterns) -> str:
    if len(text) > _LONGEST or (len(text) > _LINE and text.endswith((";", ":"))):
        return ""
    if here.helper.search(text):
        return "helper"
    if here.by.fullmatch(text) and not (last in ("imprint", "date") and here.imprint.search(text)):
        return "by" if len(text) < _LONGEST // 2 else ""
    if not _is_stated(text, here):
        return ""
    if here.imprint.search(text) or (_DATED.search(text) and len(text.split()) <= _PLACE):
        return "imprint"
    return "edition" if here.edition.search(text) else ""


def _is_stated(text: str, here: Patterns) -> bool:
    """True for words that are no sentence: most begin with capitals or are figures, or the first is a clue."""
    if here.imprint.match(text) or here.edition.match(text):
        return True
    large = [word for word in re.findall(r"[^\W_]+", text) if len(word) > 3]
    return sum(not word[0].islower() for word in large) * 5 >= len(large) * 3


def _ends_open(block: Block, language: str) -> bool:
    """True for a line that ends with *by*: the name follows."""
    ends = block.words.strip("_ .:").lower()
    return any(ends == word or ends.endswith(f" {word}") for word in lexicon(language).parts.by)


def _may_be_title(block: Block, here: Patterns) -> bool:
    """True for capitals, for words in title case, for one short line that is no sentence."""
    text = block.words.strip("_")
    if len(text) > _LONGEST or (text[-1:] in ",;?" and not is_capital(text)):
        return False
    if is_capital(text) or is_title(text, here.small):
        return True
    large = [word for word in text.split() if len(word) > 3]
    cased = sum(word.strip("(\"'“‘_")[:1].isupper() for word in large)
    if len(block.lines) > 1:
        return cased * 4 >= len(large) * 3 and not text.endswith((".", "!", ":"))
    return len(text) < _LINE and text[-1:] not in ".,:!" and not text.startswith(("'", '"', "‘", "“"))


def _describes(found: Sequence[Block], at: int, language: str) -> bool:
    """True for the long words of an old title page: a clue stands soon after them."""
    if len(found[at].text) > _DESCRIPTION:
        return False
    here = patterns(language)
    after = [block.words for block in found[at + 1 : at + 1 + _REACH]]
    for text in after:
        if _YEAR.fullmatch(text) or (len(text) < _LONGEST and _clue(text, "", here) in ("by", "helper", "imprint")):
            return True
        if len(text) > _LONGEST:
            return False
    return False


def _is_heading(block: Block, language: str) -> bool:
    known = words(language)
    return any(one(block, 0, known) for one in (numbered, named, bare, numbered_title))


def _is_volume(block: Block, language: str) -> bool:
    heading = numbered(block, 0, words(language))
    return heading is not None and heading.type in _VOLUMES


def title_page(found: Sequence[Block], language: str = "en", author: Sequence[str] = ()) -> Iterator[Annotation]:
    """The title page over these blocks, its lines told apart."""
    yield Annotation("titlePage", found[0].start, found[-1].end, rule="title-page")
    lines = list(_joined(_lines(found, language, author)))
    tops = [one for one in lines if one.layer in _TOP]
    for is_part, group in groupby(tops, key=lambda one: one.layer == "titlePart"):
        members = list(group)
        if is_part:
            yield Annotation("docTitle", members[0].start, members[-1].end, rule="title-page")
    yield from lines


def _joined(lines: Iterator[Annotation]) -> Iterator[Annotation]:
    """The lines, the main title over all its blocks."""
    whole: Annotation | None = None
    for one in lines:
        if whole and one.attrs.get("type") == "main":
            whole = whole._replace(end=one.end)
            continue
        if whole:
            yield whole
        whole = one if one.attrs.get("type") == "main" else None
        if not whole:
            yield one
    if whole:
        yield whole


_TOP: Final = ("titlePart", "byline", "docAuthor", "docDate", "docImprint", "docEdition", "figure")


def byline(block: Block, language: str) -> Iterator[Annotation]:
    """A line such as By Ada Quill, and the author in it."""
    yield Annotation("byline", block.start, block.end, rule="title-page")
    match = patterns(language).by.fullmatch(block.source, block.start, block.end)
    if match and match["author"]:
        yield Annotation("docAuthor", match.start("author"), match.end("author"), rule="byline")


def _lines(found: Sequence[Block], language: str, author: Sequence[str]) -> Iterator[Annotation]:
    kinds, at, main = _kinds(found, language), 0, ""
    before: Block | None = None
    while at < len(found):
        block, kind = found[at], kinds[at] if at < len(kinds) else "title"
        if kind == "figure" and (figure := furniture.figure(found, at, language)):
            yield from figure[1]
            at += figure[0]
            continue
        if kind in ("title", "description", "row"):
            layer = _titled(block, found, language, author, kinds)
            main = _part_type(block, before, main, kind, language) if layer == "titlePart" else main
            yield Annotation(
                layer, block.start, block.end, {"type": main} if layer == "titlePart" else {}, "title-page"
            )
            before = block if layer == "titlePart" else before
            main = "main" if main == "desc" else main
        else:
            yield from _of_clue(block, kind, language)
        at += 1


def _part_type(block: Block, before: Block | None, last: str, kind: str, language: str) -> str:
    """The main title goes on where its line is unfinished, or word by word in capitals; the rest are subtitles."""
    if kind in ("description", "row"):
        return "desc"
    if before is None or not last:
        return "main"
    small = patterns(language).small
    ends, text = before.words.rstrip("_ ").rpartition(" ")[2].lower(), block.words.strip("_ ")
    unfinished = ends in small or text.lower() in small
    spelled = is_capital(text) and is_capital(before.words) and " " not in text and block.blanks == before.blanks
    goes_on = last == "main" and block.blanks <= 1 and (unfinished or spelled)
    return "main" if goes_on else "sub"


def _titled(block: Block, found: Sequence[Block], language: str, author: Sequence[str], kinds: Sequence[str]) -> str:
    """The layer of a line without a clue: a title, or the author where nothing else names one."""
    text, never = block.words, patterns(language).never
    if text in author or (block is found[0] and _names_author(found, language)):
        return "docAuthor"
    unsigned = not {"by", "helper"}.intersection(kinds)
    if unsigned and block is not found[0] and is_name(text, never) and not _names_author(found, language):
        return "docAuthor"
    return "titlePart"


def _of_clue(block: Block, kind: str, language: str) -> Iterator[Annotation]:
    layers = {"edition": "docEdition", "imprint": "docImprint", "date": "docDate", "name": "docAuthor"}
    if kind == "by":
        yield from _signature(block, language)
        return
    yield Annotation(layers.get(kind, "byline"), block.start, block.end, {}, "title-page")
    if kind == "memo":
        for match in _INITIALED.finditer(block.source, block.start, block.end):
            yield Annotation("docAuthor", match.start(), match.end(), {}, "byline")


def _signature(block: Block, language: str) -> Iterator[Annotation]:
    """The lines after *by*: the author's name, then what he is."""
    here = patterns(language)
    lines = [block.part(at, at + 1) for at in range(len(block.lines))]
    if len(lines) == 1:
        yield from byline(block, language)
        return
    yield Annotation("byline", block.start, block.end, rule="title-page")
    signed = here.by.fullmatch(lines[0].text)
    name = lines[0] if signed and signed["author"] else lines[1]
    start = name.start + (signed.start("author") if signed and name is lines[0] else 0)
    yield Annotation("docAuthor", start, name.start + len(name.text.rstrip("_,. ")), rule="byline")


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


def helpers(found: Sequence[Block], language: str = "en") -> Iterator[tuple[str, str]]:
    """Names and roles of those who edited, translated, illustrated the book, as its title page has them."""
    here = patterns(language)
    kinds = _kinds(found, language)
    for at, kind in enumerate(kinds):
        match = here.helper.search(found[at].words) if kind == "helper" else None
        if match is None:
            continue
        name = found[at].words[match.end() :] or (found[at + 1].words if at + 1 < len(found) else "")
        yield name.partition(",")[0].strip("_. "), here.roles[match["role"].lower()]
