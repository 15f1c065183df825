"""What stands between paragraphs and is none: rows of asterisks, figures, page numbers, tables (3.11, 14, 3.9.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rubricator.annotate.structure.blocks import SPACE, Block
from rubricator.document import Annotation
from rubricator.language import table

_ROW: Final = re.compile(r"[ \t]*(?:[*•·◦=~_#+\u2042-][ \t]*){3,}|⁂|[*•·]|[-—–_]{3,}|[*•·]\s[*•·]")
_FIGURE: Final = re.compile(
    r"(?P<label>\[(?:Illustrations?|Figure|Picture|Image|Plate|Map|Frontispiece)\b[.:]?)[ \t\r\n]*(?P<head>.*?)\]?",
    re.S | re.I,
)
_PAGE: Final = re.compile(r"\[(?:Pg|Page|p\.)\s*(?P<number>\d{1,4}|[ivxlc]+)\]|\{(?P<braced>\d{1,4}|[ivxlc]+)\}", re.I)
_ITALIC: Final = re.compile(r"(?<![\w_])_(?=[^\s_])(?:[^_\r\n]|\r?\n(?![ \t]*\r?\n)){1,600}?(?<=[^\s_])_(?![\w_])")
_RUNNING: Final = re.compile(
    r"(?:\d{1,4}[\s|.]+(?P<words>[^\W\d].*[^\W\d][.]?)|(?P<title>[^\W\d].*[^\W\d])[\s|.]+\d{1,4})"
)
_REPEATED: Final = 4
"""How often a running head or a page number must occur."""
_CELL: Final = re.compile(r"[^\s|](?:[^\n|]*?[^\s|])??(?=[ \t]{3,}|\t|[ \t]*\||[ \t]*$)", re.M)
_SLACK: Final = 2
"""Characters by which the edges of a column of cells may differ."""
_MOST_COLUMNS: Final = 12


def is_separator(block: Block) -> bool:
    """True for a row of asterisks or the like."""
    return len(block.text) < 100 and all(_ROW.fullmatch(text) for text in block.texts)


def separator(block: Block) -> Iterator[Annotation]:
    """The row, after the milestone that it stands for."""
    yield Annotation("milestone", block.start, block.start, {"unit": "section"}, "separator")
    yield Annotation("ab", block.start, block.end, {"type": "separator"}, "separator")


def figure(block: Block) -> Iterator[Annotation]:
    """A figure that the text names in brackets, nothing for other blocks."""
    match = _FIGURE.fullmatch(block.source, block.start, block.end) if block.text.startswith("[") else None
    if not match or not block.text.endswith("]"):
        return
    yield Annotation("figure", block.start, block.end, {}, "figure")
    if match["head"]:
        yield Annotation("label", *match.span("label"), {}, "figure")
        yield Annotation("head", match.start("head"), block.end, {}, "figure")
    else:
        yield Annotation("label", block.start, block.end, {}, "figure")


def page_marks(text: str, start: int, end: int) -> Iterator[Annotation]:
    """Page numbers of the print that stand in the text in brackets, with the page break before each."""
    for match in _PAGE.finditer(text, start, end):
        number = match["number"] or match["braced"]
        yield Annotation("pb", match.start(), match.start(), {"n": number}, "page-number")
        yield Annotation("fw", match.start(), match.end(), {"type": "pageNum"}, "page-number")


def page_furniture(found: Sequence[Block], language: str = "en") -> dict[int, str]:
    """Blocks that are page numbers or running heads, by the kind of furniture.

    A running head repeats, beside a number; page numbers rise by one, and some break into a sentence.
    """
    short = [(at, block.text) for at, block in enumerate(found) if len(block.lines) == 1 and len(block.text) < 60]
    headed = {at: match["words"] or match["title"] for at, text in short if (match := _RUNNING.fullmatch(text))}
    heads = Counter(headed.values())
    names = {*table("structure", language)["divisions"], *table("structure", language)["named"]}
    kinds = {
        at: "header" for at, text in headed.items() if heads[text] >= _REPEATED and text.lower().strip(".") not in names
    }
    pages = [(at, int(text)) for at, text in short if text.isdecimal() and len(text) < 5]
    runs = [at for (at, page), (_, after) in pairwise(pages) if after in (page + 1, page + 2)]
    if len(runs) >= _REPEATED and sum(_interrupts(found, at) for at in runs) * 4 >= len(runs):
        kinds |= {at: "pageNum" for at, _ in pages}
    return kinds


def _interrupts(found: Sequence[Block], at: int) -> bool:
    """True where a block stands inside a sentence."""
    if not 0 < at < len(found) - 1:
        return False
    return found[at - 1].text[-1:].isalpha() or found[at + 1].text[:1].islower()


def furniture_block(block: Block, kind: str) -> list[Annotation]:
    """The running head or page number, after the page break that it tells of."""
    number = "".join(character for character in block.text if character.isdecimal())
    return [
        Annotation("pb", block.start, block.start, {"n": number}, "page-number", "medium"),
        Annotation("fw", block.start, block.end, {"type": kind}, "page-number", "medium"),
    ]


def italics(text: str) -> Iterator[Annotation]:
    """Words between underscores, the underscores kept as marks."""
    for match in _ITALIC.finditer(text):
        start, end = match.span()
        yield Annotation("hi", start, end, {"rend": "italic"}, "italics")
        yield Annotation("pc", start, start + 1, {"type": "emph"}, "italics")
        yield Annotation("pc", end - 1, end, {"type": "emph"}, "italics")


def tabular(block: Block) -> list[Annotation]:
    """Rows and cells of a block whose lines all have the same number of columns; empty for other blocks."""
    if len(block.lines) < 2 or not any(gap in block.text for gap in ("   ", "\t", "|")):
        return []
    rows = [[match.span() for match in _CELL.finditer(block.source, line.start, line.end)] for line in block.lines]
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 2 <= len(rows[0]) <= _MOST_COLUMNS:
        return []
    if _leaves_rest(block, rows) or not _aligned(block, rows):
        return []
    made = [Annotation("table", rows[0][0][0], rows[-1][-1][1], {}, "table", "medium")]
    for row in rows:
        made.append(Annotation("row", row[0][0], row[-1][1], {}, "table", "medium"))
        made += [Annotation("cell", *cell, {}, "table", "medium") for cell in row]
    return made


def _aligned(block: Block, rows: list[list[tuple[int, int]]]) -> bool:
    """True where the cells of each column begin or end at one place, or rules or tabs part them."""
    if any("\t" in text or "|" in text for text in block.texts):
        return True
    begins = [line.start for line in block.lines]
    for column in zip(*rows, strict=True):
        spans = [(start - begin, end - begin) for (start, end), begin in zip(column, begins, strict=True)]
        if all(max(edge) - min(edge) > _SLACK for edge in zip(*spans, strict=True)):
            return False
    return True


def _leaves_rest(block: Block, rows: list[list[tuple[int, int]]]) -> bool:
    """True where something else than white space stands outside the cells."""
    whole = block.source[block.start : block.end]
    inside = sum(len("".join(block.source[start:end].split(" "))) for row in rows for start, end in row)
    return inside != sum(c not in SPACE for c in whole)
