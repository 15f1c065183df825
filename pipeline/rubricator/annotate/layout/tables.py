"""Tables drawn with white space, tabs or rules, where their columns are sure (14.1.1 [FTTAB1]).

Rules are kept: an upright one stands in the cell that it opens, a level one in the first cell of the row after it
(the last ones in the last cell), for a row can hold nothing but cells. Each is a ``pc`` of type ``rule``.

A row that is printed on several lines is one ``row`` for each of them, for markup moves no words; those after the
first have ``rend="continued"``, and the outputs put them together cell by cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.layout.columns import columns, parted_texts, tall_rows
from rubricator.model.document import Annotation, Cert
from rubricator.reading.blocks import SPACE, Block, Line

_LEVEL: Final = re.compile(r"(?=.*[-=_─━═])[-=_+|:~─━═│┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬ \t]{3,}")
_UPRIGHT: Final = re.compile(r"[|│║]")
_CELL: Final = re.compile(r"[^\s|](?:[^\n|]*?[^\s|])??(?=[ \t]{3,}|\t|[ \t]*$)", re.M)
_NUMBER: Final = re.compile(r"\W*\d[\d.,:%/ ]*\W*")
_SLACK: Final = 2
"""Characters by which the edges of a column of cells may differ."""
_MOST_COLUMNS: Final = 12
_LONGEST_CAPTION: Final = 120
_SEVERAL: Final = 2 / 3
"""Share of the rows between level rules that have one line, where every rule parts rows."""

Span = tuple[int, int]


class Row(NamedTuple):
    """The cells of a line, and the rules drawn in it; `spans` are the numbers of columns that its cells take.

    `headed` where a level rule stands under it, `continued` where it goes on with the row above.
    """

    cells: tuple[Span, ...]
    rules: tuple[Span, ...] = ()
    headed: bool = False
    continued: bool = False
    spans: tuple[int, ...] = ()


class Table(NamedTuple):
    """The rows over so many blocks, and how sure they are; `parallel` where the columns are texts side by side."""

    blocks: int
    rows: Sequence[Row]
    cert: Cert
    parallel: bool = False


def table(found: Sequence[Block], at: int) -> tuple[int, list[Annotation]] | None:
    """The table that begins with the block `at` (the line above it included), and over how many blocks it goes."""
    titled = at + 1 < len(found) and not found[at + 1].blanks and _is_caption(found[at])
    one = tabular(found, at + titled)
    if one is None:
        return None
    made = list(_table(one))
    if titled:
        block = found[at]
        made[0] = made[0]._replace(start=block.start)
        made.insert(1, Annotation("head", block.start, block.end, {}, "table", one.cert))
    return one.blocks + titled, made


def is_ruled(block: Block) -> bool:
    """True for a table whose cells upright rules part."""
    one = _ruled(block)
    return one is not None and one.cert == "high"


def _is_caption(block: Block) -> bool:
    return len(block.words) <= _LONGEST_CAPTION and len(block.lines) <= 2 and not _is_parted(block.text)


def tabular(found: Sequence[Block], at: int) -> Table | None:
    """The rows of a block (or of several, with the same columns), None where there are none."""
    block = found[at]
    if not any(map(_is_parted, block.texts)):
        return None
    return _ruled(block) or _set_in_columns(found, at)


def _ruled(block: Block) -> Table | None:
    """Rows whose cells rules or gaps part on each line, in equal number."""
    level = [_LEVEL.fullmatch(line.text) is not None for line in block.lines]
    drawn = [line for line, is_level in zip(block.lines, level, strict=True) if not is_level]
    if len(drawn) < 2:
        return None
    upright = all(_UPRIGHT.search(line.text) for line in drawn)
    rows = _framed(block, drawn) if upright else [_apart(block.source, line) for line in drawn]
    most = max(len(row.cells) for row in rows)
    if not 2 <= most <= _MOST_COLUMNS or any(sum(row.spans or (1,) * len(row.cells)) != most for row in rows):
        return None
    if not upright and (_leaves_rest(block.source, drawn, rows) or not _aligned(block.source, drawn, rows)):
        return None
    if upright:
        rows = _joined(block.source, drawn, rows, _groups(level))
    elif columns(drawn).parallel:
        return None
    return Table(1, [*_with_level_rules(block.lines, level, rows)], "high" if upright else "medium")


def _set_in_columns(found: Sequence[Block], at: int) -> Table | None:
    """Rows whose cells stand in columns, parted by the same white space on every line; some may be empty."""
    one = columns(found[at].lines)
    texts = parted_texts(found, at)
    if texts:
        lines = [line for block in found[at : at + texts] for line in block.lines]
        rows = [Row(cells) for cells in columns(lines).cells(found[at].source, lines)]
        starts = {block.lines[0].start for block in found[at : at + texts]}
        joined = [row._replace(continued=line.start not in starts) for row, line in zip(rows, lines, strict=True)]
        return Table(texts, joined, "medium", parallel=True)
    if not one.sure:
        return None
    level = [_LEVEL.fullmatch(line.text) is not None for line in found[at].lines]
    drawn = [line for line, is_level in zip(found[at].lines, level, strict=True) if not is_level]
    goes_on = tall_rows(one, drawn)
    rows = [Row(cells) for cells in one.cells(found[at].source, drawn)]
    rows = [row._replace(continued=on) for row, on in zip(rows, goes_on, strict=True)]
    return Table(1, [*_with_level_rules(found[at].lines, level, rows)], "medium")


def _is_parted(text: str) -> bool:
    return "   " in text or "\t" in text or "|" in text or "│" in text or "║" in text


def _apart(text: str, line: Line) -> Row:
    """Cells that wide gaps or tabs part."""
    return Row(tuple(match.span() for match in _CELL.finditer(text, line.start, line.end)))


def _framed(block: Block, drawn: Sequence[Line]) -> list[Row]:
    """Cells that upright rules part; a line without some of the usual rules has cells over several columns."""
    places = [tuple(match.start() + line.indent for match in _UPRIGHT.finditer(line.text)) for line in drawn]
    usual = Counter(places).most_common(1)[0][0]
    rows = [_between_rules(block.source, line) for line in drawn]
    return [
        row if here == usual or len(here) >= len(usual) else row._replace(spans=_spans(usual, here, len(row.cells)))
        for row, here in zip(rows, places, strict=True)
    ]


def _spans(usual: Sequence[int], here: Sequence[int], count: int) -> tuple[int, ...]:
    """Columns that each cell takes, () where a rule stands at no place of the usual ones."""
    if not set(here) <= set(usual) or here[0] != usual[0] or here[-1] != usual[-1]:
        return ()
    edges = [usual.index(place) for place in here]
    spans = tuple(after - before for before, after in pairwise(edges))
    return spans if len(spans) == count else ()


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


def _groups(level: Sequence[bool]) -> list[int]:
    """For each line that is no level rule the number of the level rules before it."""
    found, passed = [], 0
    for is_level in level:
        passed += is_level
        if not is_level:
            found.append(passed)
    return found


def _joined(text: str, lines: Sequence[Line], rows: Sequence[Row], groups: Sequence[int]) -> list[Row]:
    """The rows, those marked that go on with the one above: between level rules, if these part all rows, or set in."""
    counts = Counter(groups)
    parted = len(counts) > 2 and sum(count == 1 for count in counts.values()) >= _SEVERAL * len(counts)
    made = [rows[0]]
    margin = 0
    for (before, row), (group_before, group) in zip(pairwise(rows), pairwise(groups), strict=True):
        first = _indent(text, row)
        margin = margin if group == group_before and len(made) > 1 else _indent(text, before)
        goes_on = group == group_before and (parted or first < 0 or first > margin >= 0)
        goes_on = goes_on and not (row.spans or before.spans)
        margin = min(first, margin) if first >= 0 and not goes_on else margin
        made.append(row._replace(continued=goes_on))
    return made


def _indent(text: str, row: Row) -> int:
    """Spaces before the words of the first cell, -1 where it is empty."""
    inner = text[slice(*row.cells[0])].lstrip("|│║")
    return len(inner) - len(inner.lstrip()) if inner.strip(SPACE + "|│║") else -1


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
        cells = ((first, row.cells[0][1]), *row.cells[1:])
        made.append(row._replace(cells=cells, rules=(*waiting, *row.rules)))
        waiting = []
    if waiting:
        last = made[-1]
        cells = (*last.cells[:-1], (last.cells[-1][0], waiting[-1][1]))
        made[-1] = last._replace(cells=cells, rules=(*last.rules, *waiting))
    yield from _headed(made, level)


def _headed(rows: Sequence[Row], level: Sequence[bool]) -> list[Row]:
    """The rows, the first one (with what continues it) as heads where the only level rule stands under it."""
    drawn = [at for at, is_level in enumerate(level) if not is_level]
    inner = [at for at in range(drawn[0], drawn[-1]) if level[at]]
    count = next((at for at, row in enumerate(rows) if at and not row.continued), len(rows))
    heads = count if len(inner) == 1 and drawn[:count][-1] < inner[0] < drawn[count : count + 1][0] else 0
    return [row._replace(headed=at < heads) for at, row in enumerate(rows)]


def _table(one: Table) -> Iterator[Annotation]:
    def made(layer: str, start: int, end: int, **attrs: str) -> Annotation:
        return Annotation(layer, start, end, attrs, "table", one.cert if layer == "table" else "high")

    rows = one.rows
    yield made("table", rows[0].cells[0][0], rows[-1].cells[-1][1])
    for row in rows:
        role = {"role": "label"} if row.headed else {}
        rend = {"rend": "continued"} if row.continued else {}
        yield made("row", row.cells[0][0], row.cells[-1][1], **role, **rend)
        for (start, end), span in zip(row.cells, row.spans or (1,) * len(row.cells), strict=True):
            yield made("cell", start, end, **({"cols": str(span)} if span > 1 else {}))
        for start, end in row.rules:
            yield made("pc", start, end, type="rule")
    if one.parallel:
        reason = "Texts stand side by side here; each was read as a column of a table, line by line."
        at = rows[0].cells[0][0]
        yield Annotation("flag", at, at, {"reason": reason, "kind": "columns"}, "table")


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
