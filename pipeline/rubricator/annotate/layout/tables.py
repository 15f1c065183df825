"""Tables drawn with white space, tabs or rules, where their columns are sure (14.1.1 [FTTAB1]).

Rules are kept: an upright one stands in the cell that it opens, a level one in the first cell of the row after it
(the last ones in the last cell), for a row can hold nothing but cells. Each is a ``pc`` of type ``rule``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.model.document import Annotation, Cert
from rubricator.reading.blocks import SPACE, Block, Line

_LEVEL: Final = re.compile(r"(?=.*[-=_─━═])[-=_+|:~─━═│┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬ \t]{3,}")
_UPRIGHT: Final = re.compile(r"[|│║]")
_CELL: Final = re.compile(r"[^\s|](?:[^\n|]*?[^\s|])??(?=[ \t]{3,}|\t|[ \t]*$)", re.M)
_SLACK: Final = 2
"""Characters by which the edges of a column of cells may differ."""
_MOST_COLUMNS: Final = 12

Span = tuple[int, int]


class Row(NamedTuple):
    """The cells of a line, and the rules drawn in it; `headed` where a level rule stands under it."""

    cells: tuple[Span, ...]
    rules: tuple[Span, ...] = ()
    headed: bool = False


def tabular(block: Block) -> list[Annotation]:
    """Rows and cells of a block whose lines all have the same number of columns; empty for other blocks."""
    if len(block.lines) < 2 or not _is_parted(block.text) or not any(map(_is_parted, block.texts)):
        return []
    level = [_LEVEL.fullmatch(line.text) is not None for line in block.lines]
    drawn = [line for line, is_level in zip(block.lines, level, strict=True) if not is_level]
    upright = all(_UPRIGHT.search(line.text) for line in drawn)
    cells = [_between_rules(block.source, line) if upright else _apart(block.source, line) for line in drawn]
    if len(cells) < 2 or len({len(row.cells) for row in cells}) != 1 or not 2 <= len(cells[0].cells) <= _MOST_COLUMNS:
        return []
    if not upright and (_leaves_rest(block.source, drawn, cells) or not _aligned(block.source, drawn, cells)):
        return []
    return list(_table([*_with_level_rules(block.lines, level, cells)], "high" if upright else "medium"))


def _is_parted(text: str) -> bool:
    return "   " in text or "\t" in text or "|" in text or "│" in text or "║" in text


def _apart(text: str, line: Line) -> Row:
    """Cells that wide gaps or tabs part."""
    return Row(tuple(match.span() for match in _CELL.finditer(text, line.start, line.end)))


def _between_rules(text: str, line: Line) -> Row:
    """Cells that upright rules part, each with the rule before it, the last with one after it too."""
    rules = tuple(match.span() for match in _UPRIGHT.finditer(text, line.start, line.end))
    opens = [start for start, _ in rules if start > line.start]
    if rules[-1][1] == line.end and len(rules) > 1:
        opens.pop()
    edges = [line.start, *opens, line.end]
    cells = (_trimmed(text, start, end) for start, end in pairwise(edges))
    return Row(tuple(cells), rules)


def _trimmed(text: str, start: int, end: int) -> Span:
    return start, end - len(text[start:end]) + len(text[start:end].rstrip(SPACE))


def _with_level_rules(lines: Sequence[Line], level: Sequence[bool], rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, each grown over the level rules before it, the last over those after it."""
    waiting: list[Span] = []
    made: list[Row] = []
    rest = iter(rows)
    for line, is_level in zip(lines, level, strict=True):
        if is_level:
            waiting.append((line.start, line.end))
            continue
        row = next(rest)
        first = waiting[0][0] if waiting else row.cells[0][0]
        made.append(Row(((first, row.cells[0][1]), *row.cells[1:]), (*waiting, *row.rules)))
        waiting = []
    if waiting:
        last = made[-1]
        cells = (*last.cells[:-1], (last.cells[-1][0], waiting[-1][1]))
        made[-1] = Row(cells, (*last.rules, *waiting))
    if _heads(level):
        made[0] = Row(made[0].cells, made[0].rules, headed=True)
    yield from made


def _heads(level: Sequence[bool]) -> bool:
    """True where one level rule stands between the rows, under the first of them."""
    rows = [at for at, is_level in enumerate(level) if not is_level]
    return [at for at in range(rows[0], rows[-1]) if level[at]] == [rows[0] + 1]


def _table(rows: Sequence[Row], cert: Cert) -> Iterator[Annotation]:
    def made(layer: str, start: int, end: int, **attrs: str) -> Annotation:
        return Annotation(layer, start, end, attrs, "table", cert)

    yield made("table", rows[0].cells[0][0], rows[-1].cells[-1][1])
    for row in rows:
        yield made("row", row.cells[0][0], row.cells[-1][1], **({"role": "label"} if row.headed else {}))
        for start, end in row.cells:
            yield made("cell", start, end)
        for start, end in row.rules:
            yield made("pc", start, end, type="rule")


def _aligned(text: str, lines: Sequence[Line], rows: Sequence[Row]) -> bool:
    """True where the cells of each column begin or end at one place, or tabs part them."""
    if any("\t" in line.text for line in lines):
        return True
    for column in zip(*(row.cells for row in rows), strict=True):
        spans = [(start - line.start, end - line.start) for (start, end), line in zip(column, lines, strict=True)]
        if all(max(edge) - min(edge) > _SLACK for edge in zip(*spans, strict=True)):
            return False
    return True


def _leaves_rest(text: str, lines: Sequence[Line], rows: Sequence[Row]) -> bool:
    """True where something else than white space stands outside the cells."""
    return sum(_marks(text, line.start, line.end) for line in lines) != sum(
        _marks(text, *cell) for row in rows for cell in row.cells
    )


def _marks(text: str, start: int, end: int) -> int:
    """Number of characters that are no white space of XML."""
    return sum(character not in SPACE for character in text[start:end])
