"""Code, commands, grammars and diagrams: lines that are kept as they are printed, and that nothing else reads (3.8).

What speaks for them stands in one table of clues. A run of blocks set in alike is one listing where most of its lines
look like it: between two commands stands what the machine answers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.layout.tables import is_ruled
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page

_GLANCE: Final = tuple(
    re.compile(one, re.MULTILINE)
    for one in (r"[={}\\|<>$%@]", r"/\w", r"\(\)", r"-(?:---| - -|(?<=\s-)\w\b)", r"#(?<=^#) \w")
)
"""What no listing lacks; most prose has none of it. Each begins with a character, for which alone a text is searched:
in one expression they take five times as long."""
_OPERATOR: Final = re.compile(r"\s(?:=|==|!=|:=|\+=|&&|\|\||->|=>)(?:\s|$)|^\w[\w.-]*=\S|::=")
_CLOSED: Final = re.compile(r"(?:[{}\\]|\);|/>|\]\];?)$")
_BRACKETS: Final = re.compile(r"</?[A-Za-z][\w .=\"'-]*/?>|\w\(\)|\w\[\w*\]|\$\{?\w|%\w\b|\\[A-Za-z]+\{|\w@\w")
_PATH: Final = re.compile(r"(?:^|\s)(?:[A-Za-z]:)?\\+\w|(?<![\w<.])~?/\w[\w.-]*/|(?:^|\s)[A-Za-z]:[\\>]|\\\w+\\")
_PROMPT: Final = re.compile(r"(?:[$%]|#|[A-Za-z]:\\[^>]*>|[\w.-]+[@:][\w~/.-]*[$#])\s?\S")
_OPTION: Final = re.compile(r"\s-[A-Za-z](?=\s|$)|\s--[a-z]+(?:-[a-z]+)+|\s--[a-z]+=")
_DRAWN: Final = re.compile(
    r"-{3,}>|<-{3,}|\+-{2,}\+|-{3,}[^\W\d_]-{3,}|(?:- ){4}|(?:\|[ ]{2,}){2}|^[|/\\ ]+$|[─│┌┐└┘├┤]{2}"
)
_GAP: Final = re.compile(r"[^\s.?!:;]\s{2,}\S")
_FIELD: Final = re.compile(r"[A-Z][\w-]*(?: [\w-]+){0,3}:\s+\S")
_SENTENCE: Final = re.compile(r"[A-Z].*[a-z][.?!]$")
_THRESHOLD: Final = 3.0
_SERIES: Final = 3
_IN_SERIES: Final = 2.0
"""What is enough in a text that has so many listings: they come in series."""
_SET_IN: Final = 2
_RUN: Final = 0.5
"""Share of the lines of a run that must look like a listing."""
_WORDS: Final = 8
_ANSWER: Final = 12
"""Most words of a line of what a machine answers."""
_LONG: Final = 100
"""Most characters of a line."""


class Shape(NamedTuple):
    """What can be seen of the lines of a block: shares of its lines, the mean number of words, whether it is set in."""

    operators: float
    closed: float
    brackets: float
    paths: float
    prompts: float
    options: float
    drawn: float
    gaps: float
    fields: float
    sentences: float
    words: float
    set_in: bool


class Clue(NamedTuple):
    """What speaks for a listing (a positive weight) or against it; `example` is a block that it is true of."""

    name: str
    weight: float
    why: str
    example: str
    holds: Callable[[Shape], bool]


CLUES: Final = (
    Clue("operators", 2, "a rule or an assignment", "rope = yarn", lambda one: one.operators >= 0.3),
    Clue("closed", 2, "brackets that hold several lines", "crane() {\n}", lambda one: one.closed >= 0.3),
    Clue("brackets", 1.5, "tags, calls, variables", "lift(<load>, crane())", lambda one: one.brackets >= 0.3),
    Clue("paths", 1.5, "names of files", "/harbour/quay/", lambda one: one.paths >= 0.3),
    Clue("prompts", 2, "what is typed after a sign", "$ ls", lambda one: one.prompts >= 0.3),
    Clue("options", 1.5, "letters after a hyphen", "lift -a", lambda one: one.options >= 0.3),
    Clue("drawn", 3, "lines and arrows", "quay ----> crane", lambda one: one.drawn >= 0.3),
    Clue("gaps", 1, "laid out with spaces", "lift   load", lambda one: one.gaps >= 0.5),
    Clue("fields", 1, "each line names what follows", "Load: barrels", lambda one: one.fields >= 0.5),
    Clue("set-in", 1, "a listing is set in", "", lambda one: one.set_in),
    Clue("sentences", -2, "prose", "The crane is old.", lambda one: one.sentences >= 0.3),
    Clue("many-words", -2, "prose", "it was the old crane on the new quay at Marsk", lambda one: one.words > _WORDS),
)
"""The clues; each weight is set so that two clear signs, or one of a listing that is set in, reach the threshold."""


def shape(block: Block, page: Page) -> Shape:
    """The shape of a block."""
    texts = block.texts

    def share(pattern: re.Pattern[str]) -> float:
        return sum(pattern.search(text) is not None for text in texts) / len(texts)

    return Shape(
        share(_OPERATOR),
        share(_CLOSED),
        share(_BRACKETS),
        share(_PATH),
        sum(_PROMPT.match(text) is not None for text in texts) / len(texts),
        share(_OPTION),
        share(_DRAWN),
        share(_GAP),
        share(_FIELD),
        share(_SENTENCE),
        sum(len(text.split()) for text in texts) / len(texts),
        block.indent - page.indent >= _SET_IN,
    )


def weighed(found: Shape) -> float:
    """The sum of the clues that hold."""
    return sum(clue.weight for clue in CLUES if clue.holds(found))


def is_listing(block: Block, page: Page, least: float = _THRESHOLD) -> bool:
    """True for a block whose shape speaks for code, a command, a grammar or a diagram."""
    if max(map(len, block.texts)) > _LONG:
        return False
    return weighed(shape(block, page)) >= least and not is_ruled(block)


def listings(found: Sequence[Block], page: Page) -> dict[int, int]:
    """The listings among the blocks: the first block of each, and the one after its last."""
    alike = {at for at, block in enumerate(found) if _may_be(block) and is_listing(block, page)}
    if len(alike) >= _SERIES:
        inset = (at for at, block in enumerate(found) if block.indent - page.indent >= _SET_IN)
        alike |= {at for at in inset if is_listing(found[at], page, _IN_SERIES)}
    return {first: last for run in _runs(found, page, alike) for first, last in _listed(found, run, alike)}


def _may_be(block: Block) -> bool:
    return any(pattern.search(block.text) for pattern in _GLANCE)


def _runs(found: Sequence[Block], page: Page, alike: set[int]) -> Iterator[Sequence[int]]:
    """The blocks that follow each other and are set in, round those that look like listings."""
    done = -1
    for at in sorted(alike):
        if at <= done:
            continue
        first, last = at, at + 1
        while first - 1 > done and _goes_with(found, first, page) and _is_answer(found[first - 1], page):
            first -= 1
        while last < len(found) and _goes_with(found, last, page) and (last in alike or _is_answer(found[last], page)):
            last += 1
        done = last - 1
        yield range(first, last)


def _goes_with(found: Sequence[Block], at: int, page: Page) -> bool:
    """True where a block and the one before it are set in alike, a blank line between them."""
    before, after = found[at - 1].indent, found[at].indent
    return min(before, after) - page.indent >= _SET_IN and abs(after - before) <= _SET_IN and found[at].blanks <= 1


def _is_answer(block: Block, page: Page) -> bool:
    """True for lines set in that are too short for a paragraph and end as no sentence does."""
    few = sum(len(text.split()) for text in block.texts) <= _ANSWER * len(block.lines)
    return few and block.indent - page.indent >= _SET_IN and not _SENTENCE.search(block.texts[-1])


def _listed(found: Sequence[Block], run: Sequence[int], alike: set[int]) -> Iterator[tuple[int, int]]:
    """The whole run where most of its lines look like a listing, else the blocks of it that do."""
    lines = {at: len(found[at].lines) for at in run}
    if sum(count for at, count in lines.items() if at in alike) >= _RUN * sum(lines.values()):
        yield run[0], run[-1] + 1
        return
    yield from ((at, at + 1) for at in run if at in alike)


def listing(blocks: Sequence[Block]) -> Annotation:
    """The listing over some blocks."""
    return Annotation("ab", blocks[0].start, blocks[-1].end, {"type": "preformatted"}, "listing", "medium")


def untouched(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """The annotations without emphasis inside of listings: there an underscore is one."""
    made = list(annotations)
    spans = [(one.start, one.end) for one in made if one.attrs.get("type") == "preformatted"]
    inside = _inside(spans)
    yield from (one for one in made if one.layer not in ("hi", "pc") or not inside(one))


def _inside(spans: Sequence[tuple[int, int]]) -> Callable[[Annotation], bool]:
    edges = sorted(spans)
    starts = [start for start, _ in edges]

    def holds(one: Annotation) -> bool:
        at = bisect_right(starts, one.start) - 1
        return at >= 0 and one.end <= edges[at][1]

    return holds
