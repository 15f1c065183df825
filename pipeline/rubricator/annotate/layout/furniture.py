"""What stands between paragraphs and is none: rows of asterisks, figures, page numbers (3.11, 14, 3.9.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rubricator.language import alternatives, lexicon
from rubricator.language.lexicon import archives
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block
from rubricator.reading.corrected import matches_at
from rubricator.reading.series import Member, climb

_ROW: Final = re.compile(r"[ \t]*(?:[*•·◦=~_#+\u2042-][ \t]*){3,}|⁂|[*•·§#]|[-—–_]{3,}|[*•·]\s[*•·]")
_CAPTION: Final = 20
"""Most blocks of a figure and its caption."""
_LONG_CAPTION: Final = 4000
"""Most characters of them."""
_PAGE: Final = re.compile(
    r"\[(?:Pg|Page|p\.)\s*(?P<number>\d{1,4}|[ivxlc]+)\]|(?<![^\s\[(])\{(?P<braced>\d{1,4}|[ivxlc]+)\}", re.I
)
_ITALIC: Final = re.compile(r"(?<![\w_])_(?=[^\s_])(?:[^_\r\n]|\r?\n(?![ \t]*\r?\n)){1,600}?(?<=[^\s_])_(?![\w_])")
_BOLD: Final = re.compile(r"(?<![\w=])=(?=[^\s=])[^=\r\n]{1,120}(?<=[^\s=])=(?![\w=])")
_SPACED: Final = re.compile(r"(?<![\w~])~(?=[^\s~])[^~\r\n]{1,120}(?<=[^\s~])~(?![\w~])")
_MARKED: Final = (("_", "italic", _ITALIC), ("=", "bold", _BOLD), ("~", "spaced", _SPACED))
"""The marks round emphasized words, the look they stand for, and how they pair."""
_RUNNING: Final = re.compile(
    r"(?:\d{1,4}[\s|.]+(?P<words>[^\W\d].*[^\W\d][.]?)|(?P<title>[^\W\d].*[^\W\d])[\s|.]+\d{1,4})"
)
_NUMBERED: Final = re.compile(r"(\d{1,4})[\s|.]+[^\W\d].*[^\W\d][.]?|[^\W\d].*[^\W\d][\s|.]+(\d{1,4})\.?")
"""A page number at one end of a line of words."""
_FAR: Final = re.compile(
    r"[ \t]{30,}(?P<alone>\d{1,4})\s*|[ \t]{0,8}(?P<first>\d{1,4}) {5,}[^\W\d](?:[^\n.]){2,60}?\s*"
    r"|[ \t]{0,40}[^\W\d](?:(?! {5})[^\n.]){2,60} {5,}(?P<last>\d{1,4})\s*"
)
"""A page number alone far to the right, or a wide gap away from words without a stop, such as dots that lead to it."""
_ALONE: Final = re.compile(r"\D*(\d{1,4})\D*")
_PARTED: Final = re.compile(r"\S {3,}\S.*\S {3,}\S")
_DIGITS: Final = re.compile(r"\d+")
_LINE: Final = 90
_SHORT: Final = 60
_MANY_PAGES: Final = 20
"""Least running heads of which only the numbers agree."""
_STEP: Final = 4
"""Pages from one legible head to the next."""
_APART: Final = 3
"""Least blocks, on average, between heads; a table of contents has fewer."""
_REPEATED: Final = 4
"""How often a running head or a page number must occur."""


def is_separator(block: Block) -> bool:
    """True for a row of asterisks or the like."""
    return len(block.text) < 100 and not block.text[:1].isalnum() and all(_ROW.fullmatch(text) for text in block.texts)


def separator(block: Block) -> Iterator[Annotation]:
    """The row, after the milestone that it stands for."""
    yield Annotation("milestone", block.start, block.start, {"unit": "section"}, "separator")
    yield Annotation("ab", block.start, block.end, {"type": "separator"}, "separator")


@lru_cache(maxsize=8)
def _figure_words(language: str) -> re.Pattern[str]:
    named = alternatives(lexicon(language).parts.figures)
    return re.compile(
        rf"(?P<label>\[(?:{named})\b[.:]?)[ \t\r\n]*(?P<head>(?:[^\[\]]|\[[^\[\]]*\])*?)(?:\]|\Z)", re.IGNORECASE
    )


def names_figure(block: Block, language: str) -> bool:
    """True for a block that begins with a bracket for a picture."""
    return block.text.startswith("[") and _figure_words(language).match(block.text) is not None


def figure(found: Sequence[Block], at: int, language: str) -> tuple[int, list[Annotation]] | None:
    """Number of blocks of the figures that the text names here in brackets, and what they are; None for others.

    Lines that follow a figure without a blank one are a paragraph.
    """
    block = found[at]
    matches = list(_figures(block, language)) if block.text.startswith("[") else []
    if not matches:
        return None
    made = [one for match in matches for one in _figure(match)]
    if matches[-1][0].endswith("]"):
        rest = next((n for n, line in enumerate(block.lines) if line.start >= matches[-1].end()), len(block.lines))
        if block.lines[rest - 1].end != matches[-1].end():
            return None
        after = block.lines[rest:]
        return 1, [*made, *([Annotation("p", after[0].start, after[-1].end, {}, "paragraph")] if after else [])]
    last = _closing(found, at) if len(matches) == 1 else at
    return (last + 1 - at, [*_captioned(matches[0], found[at + 1 : last + 1])]) if last > at else None


def _closing(found: Sequence[Block], at: int) -> int:
    """The block that ends with the bracket which the block `at` opens; `at` itself where none near by does."""
    depth = size = 0
    for n in range(at, min(at + _CAPTION, len(found))):
        text = found[n].text
        depth += text.count("[") - text.count("]")
        size += len(text)
        if depth <= 0:
            return n if not depth and text.endswith("]") and size <= _LONG_CAPTION else at
    return at


def _figures(block: Block, language: str) -> Iterator[re.Match[str]]:
    """The bracketed figures that follow each other from the start of a block."""
    start, pattern = block.start, _figure_words(language)
    while match := pattern.match(block.source, start, block.end):
        yield match
        start = match.end()
        while start < block.end and block.source[start].isspace():
            start += 1


def _figure(match: re.Match[str]) -> Iterator[Annotation]:
    yield Annotation("figure", *match.span(), {}, "figure")
    if match["head"]:
        yield Annotation("label", *match.span("label"), {}, "figure")
        yield Annotation("head", match.start("head"), match.end(), {}, "figure")
    else:
        yield Annotation("label", *match.span(), {}, "figure")


def _captioned(match: re.Match[str], caption: Sequence[Block]) -> Iterator[Annotation]:
    """A figure whose caption goes on after blank lines: its first block is the heading."""
    yield Annotation("figure", match.start(), caption[-1].end, {}, "figure")
    yield Annotation("label", *match.span("label"), {}, "figure")
    if match["head"]:
        yield Annotation("head", *match.span("head"), {}, "figure")
    for at, block in enumerate(caption):
        yield Annotation("p" if at or match["head"] else "head", block.start, block.end, {}, "figure")


def page_marks(text: str, start: int, end: int, taken: Container[int] = ()) -> Iterator[Annotation]:
    """Page numbers of the print that stand in the text in brackets, with the page break before each.

    What is `taken` for the mark of a note is none.
    """
    for match in matches_at(text, _PAGE, "[", "{", start=start, end=end):
        if match.start() in taken:
            continue
        number = match["number"] or match["braced"]
        yield Annotation("pb", match.start(), match.start(), {"n": number}, "page-number")
        yield Annotation("fw", match.start(), match.end(), {"type": "pageNum"}, "page-number")


def is_page_mark(block: Block) -> bool:
    """True for a block that is the number of a page in brackets and nothing else."""
    return block.text[:1] in "[{" and _PAGE.fullmatch(block.source, block.start, block.end) is not None


def page_furniture(found: Sequence[Block], language: str = "en") -> dict[int, str]:
    """Blocks that are page numbers, running heads or feet, or marks of who made the scan, by the kind of furniture.

    A running head repeats, beside a number or across the page; numbers beside words rise from page to page even where
    the words are misread, unless marks such as [Page 12] tell the pages already; page numbers alone rise by one, and
    some break into a sentence.
    """
    lines = {at: block.text for at, block in enumerate(found) if len(block.lines) == 1 and len(block.text) < _LINE}
    short = [(at, text) for at, text in lines.items() if len(text) < _SHORT]
    kinds = _running_lines(lines) | _running_heads(found, short, language) | _set_apart(found, lines)
    if sum(_PAGE.search(text) is not None for text in lines.values()) < _MANY_PAGES:
        kinds |= _rising_heads(found, short)
    pages = [(at, int(text)) for at, text in short if text.isdecimal() and len(text) < 5]
    runs = [at for (at, page), (_, after) in pairwise(pages) if after in (page + 1, page + 2)]
    if len(runs) >= _REPEATED and sum(_interrupts(found, at) for at in runs) * 4 >= len(runs):
        kinds |= {at: "pageNum" for at, _ in pages}
    return kinds


def _set_apart(found: Sequence[Block], lines: Mapping[int, str]) -> dict[int, str]:
    """Page numbers far to the right, and beside words across a wide gap, that rise by little with text between them.

    Two are enough: nothing but the head of a page stands so.
    """
    numbered: list[tuple[int, int]] = []
    for at, text in lines.items():
        if match := _FAR.fullmatch(" " * found[at].indent + text):
            numbered.append((at, int(match["alone"] or match["first"] or match["last"])))
    run = [member.item for member in climb(Member(one, number=one[1]) for one in numbered)]
    close = [
        (one, after)
        for one, after in pairwise(run)
        if 0 < after[1] - one[1] <= _STEP and after[0] - one[0] >= _APART - 1
    ]
    return {at: "pageNum" if lines[at].isdecimal() else "header" for pair in close for at, _ in pair}


def _running_lines(lines: Mapping[int, str]) -> dict[int, str]:
    """Lines in parts that stand far from each other, at the head or foot of page after page; a number may change."""
    parted = {at: _DIGITS.sub("#", text) for at, text in lines.items() if _PARTED.search(text)}
    often = Counter(parted.values())
    return {
        at: "footer" if _PAGE.search(lines[at]) else "header"
        for at, text in parted.items()
        if often[text] >= _REPEATED
    }  # fmt: skip


def _running_heads(found: Sequence[Block], short: Sequence[tuple[int, str]], language: str) -> dict[int, str]:
    """Words beside a number that come again with other numbers."""
    headed = {at: match["words"] or match["title"] for at, text in short if (match := _RUNNING.fullmatch(text))}
    heads = Counter(headed.values())
    names = {*lexicon(language).parts.divisions, *lexicon(language).parts.named}
    names |= {form.lower() for month in lexicon(language).common.months for form in month}
    places: dict[str, list[int]] = {}
    for at, text in headed.items():
        places.setdefault(text, []).append(at)
    names |= {text for text, some in places.items() if heads[text] >= _REPEATED and _is_counted(found, some)}
    return {
        at: "header"
        for at, text in headed.items()
        if heads[text] >= _REPEATED and not names & {text, text.lower().strip(".")}
    }


def _rising_heads(found: Sequence[Block], short: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Short lines with a number at an end that rises from page to page through the text, whatever the words."""
    numbered = [(at, int(match[1] or match[2])) for at, text in short if (match := _NUMBERED.fullmatch(text))]
    run = [member.item for member in climb(Member(one, number=one[1]) for one in numbered)]
    close = [(one, after) for one, after in pairwise(run) if after[1] - one[1] <= _STEP]
    pages = {one[0] for pair in close for one in pair}
    apart = (run[-1][0] - run[0][0]) / len(run) if run else 0
    if len(pages) < _MANY_PAGES or len(run) * 2 < len(numbered) or apart < _APART:
        return {}
    if _is_counted(found, [at for at, _ in run]):
        return {}
    return dict.fromkeys(pages, "header")


def _marks_of_scans(short: Sequence[tuple[int, str]], language: str) -> dict[int, str]:
    """What a library's program wrote on each page that it scanned; in a scan that has much of it, its name alone."""
    listed = archives()
    marked = [at for at, text in short if any(words in text.lower() for words in listed.marks)]
    if len(marked) < _REPEATED:
        return {}
    alone = [at for at, text in short if text.lower().strip(" .") in listed.alone]
    misread = [at for at, text in short if _is_misread(text, listed.marks)]
    return dict.fromkeys((*marked, *alone, *misread), "footer")


def _is_misread(text: str, marks: Sequence[str]) -> bool:
    """True for a line that begins as one of the marks does and is nearly the same."""
    lowered = text.lower()
    begun = [words for words in marks if lowered.startswith(words[:_BEGUN])]
    return any(SequenceMatcher(None, lowered, words).ratio() >= _ALIKE for words in begun)


_BEGUN: Final = 3
_ALIKE: Final = 0.8
"""First letters, and likeness as a whole, of a mark that was misread."""


def unscanned(found: Sequence[Block], language: str) -> tuple[list[Block], list[Block]]:
    """The blocks without the marks of who made the scan, and these; the space round a mark says nothing."""
    short = [(at, block.text) for at, block in enumerate(found) if len(block.text) < _SHORT]
    marked = _marks_of_scans(short, language)
    if not marked:
        return list(found), []
    kept = [
        block._replace(blanks=min(block.blanks, 1)) if at - 1 in marked else block
        for at, block in enumerate(found)
        if at not in marked
    ]
    return kept, [found[at] for at in sorted(marked)]


def _is_counted(found: Sequence[Block], places: Sequence[int]) -> bool:
    """True for words with the numbers one, two, three and so on that break no sentence: headings, not pages."""
    numbers = [int("".join(filter(str.isdecimal, found[at].text)) or 0) for at in places]
    rising = sum(after == before + 1 for before, after in pairwise(numbers))
    broken = sum(_interrupts(found, at) for at in places)
    return min(numbers) == 1 and rising * 4 >= 3 * (len(numbers) - 1) and broken * 4 < len(places)


def _interrupts(found: Sequence[Block], at: int) -> bool:
    """True where a block stands inside a sentence."""
    if not 0 < at < len(found) - 1:
        return False
    return found[at - 1].text[-1:].isalpha() or found[at + 1].text[:1].islower()


def furniture_block(block: Block, kind: str) -> list[Annotation]:
    """The running head, foot or page number, after the page break that it tells of, unless a mark in it does."""
    if kind == "again":
        return [Annotation("fw", block.start, block.end, {"type": "header"}, "heading-again", "medium")]
    whole = Annotation("fw", block.start, block.end, {"type": kind}, "page-number", "medium")
    match = (
        None
        if _PAGE.search(block.text) or _PARTED.search(block.text)
        else _NUMBERED.fullmatch(block.text) or _ALONE.fullmatch(block.text)
    )
    if match is None:
        return [whole]
    number = next(filter(None, match.groups()))
    return [Annotation("pb", block.start, block.start, {"n": number}, "page-number", "medium"), whole]


def italics(text: str) -> Iterator[Annotation]:
    """Words between underscores or other marks of transcribers, the marks kept."""
    for mark, look, pattern in _MARKED:
        for match in matches_at(text, pattern, mark):
            start, end = match.span()
            yield Annotation("hi", start, end, {"rend": look}, "italics")
            yield Annotation("pc", start, start + 1, {"type": "emph"}, "italics")
            yield Annotation("pc", end - 1, end, {"type": "emph"}, "italics")
