"""Lists: numbered or marked items, whose numbering may be broken (3.8 [COLI]).

The printed number stands in ``label``; ``@n`` counts the items through, whatever the digits say. A
paragraph that interrupts the items and is followed by more of them belongs to the item before it. Items set in
farther, or marked in another way, are a list within the item above them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.model.document import Annotation, Cert
from rubricator.reading.blocks import Block, Line
from rubricator.reading.figures import roman

_LABEL: Final = re.compile(
    r"""(?P<label>
        (?P<digits>\d{1,3})[.)](?:[ \t]+(?P<second>\d{1,3})[.)])*(?=[ \t])
      | \((?P<round>\d{1,3}|[a-z]|[ivx]{1,5})\)
      | (?P<letter>[a-z])\)(?=[ \t])
      | (?P<roman>[ivx]{1,5})[.)](?=[ \t])
      | (?P<bullet>[•·▪◦‣*+-])(?=[ \t]+\S)
    )[ \t]*""",
    re.VERBOSE,
)
_LONGEST_INTERRUPTION: Final = 2
"""Most paragraphs that may stand between two items of one list."""
_DEEPER: Final = 2
"""Places from which an item stands below the one above it."""


class Entry(NamedTuple):
    """One item: its label and its words; `second` is the second number of a double label; `below` are items in it."""

    label: tuple[int, int]
    start: int
    end: int
    style: str
    number: int
    second: int = 0
    below: tuple[Entry, ...] = ()


class Listed(NamedTuple):
    """A list over the blocks up to `last` (excluded): its entries, and the paragraphs that interrupt them."""

    last: int
    entries: tuple[Entry, ...]
    inner: dict[int, tuple[Block, ...]]
    broken: int


def entries(block: Block) -> list[Entry]:
    """The items of a block each of whose lines begins one or continues it; empty for other blocks."""
    return _entries(block.source, block.lines)


def _entries(text: str, lines: Sequence[Line]) -> list[Entry]:
    found: list[Entry] = []
    begun: list[int] = []
    margin = lines[0].indent if lines else 0
    for at, line in enumerate(lines):
        match = _LABEL.match(text, line.start, line.end)
        if match and (not found or (_style(match) == found[0].style and line.indent < margin + _DEEPER)):
            found.append(_entry(match, line.end))
            begun.append(at)
        elif found:
            found[-1] = found[-1]._replace(end=line.end)
        else:
            return []
    ends = [*begun[1:], len(lines)]
    return [_nested(text, one, lines[at + 1 : end]) for one, at, end in zip(found, begun, ends, strict=True)]


def _nested(text: str, one: Entry, rest: Sequence[Line]) -> Entry:
    """The item, with the list that the last lines of it are, where these are items of their own."""
    labelled = (at for at, line in enumerate(rest) if _LABEL.match(text, line.start, line.end))
    first = next(labelled, len(rest))
    below = _entries(text, rest[first:]) if first < len(rest) else []
    return one._replace(below=tuple(below)) if len(below) > 1 and _plausible(below, 1) else one


def _entry(match: re.Match[str], end: int) -> Entry:
    second = int(match["second"]) if match["second"] else 0
    start = min(match.end(), end)
    return Entry(match.span("label"), start, end, _style(match), _number(match), second)


def _style(match: re.Match[str]) -> str:
    return next(name for name in ("digits", "round", "letter", "roman", "bullet") if match[name])


def _number(match: re.Match[str]) -> int:
    value = match["digits"] or match["round"] or match["letter"] or match["roman"] or ""
    if value.isdecimal():
        return int(value)
    if match["roman"] or (len(value) > 1 and roman(value)):
        return roman(value)
    return ord(value) - ord("a") + 1 if value else 0


def listed(found: Sequence[Block], at: int, margin: int) -> Listed | None:
    """The list that begins with the block `at`, None where none does."""
    fragments = _fragments(found, at, margin)
    items = tuple(entry for _, some in fragments for entry in some)
    if len(items) < 2 or any(entry.start == entry.end for entry in items):
        return None
    if not _plausible(items, len(fragments)):
        return None
    inner: dict[int, tuple[Block, ...]] = {}
    count = 0
    for (first, some), (after, _) in itertools.pairwise(fragments):
        count += len(some)
        if after > first + 1:
            inner[count - 1] = tuple(found[first + 1 : after])
    broken = sum(b.number <= a.number and b.style != "bullet" for a, b in itertools.pairwise(items))
    return Listed(fragments[-1][0] + 1, items, inner, broken)


def _plausible(items: Sequence[Entry], fragments: int) -> bool:
    """True where the numbers begin with one and rise, or items stand line by line."""
    if items[0].style == "bullet":
        return True
    steps = sum(b.number == (a.second or a.number) + 1 for a, b in itertools.pairwise(items))
    restarts = sum(b.number == 1 for b in items[1:])
    return items[0].number in (0, 1) and steps > 0 and steps + restarts >= len(items) - 1 - fragments


def _fragments(found: Sequence[Block], at: int, margin: int) -> list[tuple[int, list[Entry]]]:
    """Blocks of items from `at` on, as (block, items); paragraphs may interrupt indented ones."""
    first = entries(found[at])
    if not first:
        return []
    fragments = [(at, first)]
    last = at
    for next_ in range(at + 1, len(found)):
        if found[next_].blanks > 1 or next_ - last > _LONGEST_INTERRUPTION:
            break
        more = entries(found[next_])
        if more and more[0].style == first[0].style and _goes_on(fragments[-1][1], more, found, last, next_, margin):
            fragments.append((next_, more))
            last = next_
    return fragments


def _goes_on(
    before: Sequence[Entry], more: Sequence[Entry], found: Sequence[Block], last: int, next_: int, margin: int
) -> bool:
    risen = more[0].number == (before[-1].second or before[-1].number) + 1
    if next_ == last + 1:
        return risen or more[0].style == "bullet" or min(found[last].indent, found[next_].indent) > margin
    set_in = min(found[last].indent, found[next_].indent) > margin
    announces = found[next_ - 1].text.endswith((":", ":—"))
    return not announces and (risen or set_in)


def list_annotations(one: Listed, rule: str = "list") -> Iterator[Annotation]:
    """The list, its labels and items; paragraphs inside items are the caller's to describe."""
    cert: Cert = "medium" if one.broken else "high"
    yield Annotation("list", one.entries[0].label[0], list_end(one), {}, rule, cert)
    count = 0
    for at, entry in enumerate(one.entries):
        count += 1
        n = f"{count}-{count + 1}" if entry.second else str(count)
        end = one.inner[at][-1].end if at in one.inner else entry.end
        yield Annotation("label", *entry.label, {"n": n}, rule, cert)
        yield Annotation("item", entry.start, end, {"n": n}, rule, cert)
        count += bool(entry.second)
        if at in one.inner:
            yield Annotation("p", entry.start, entry.end, {}, rule)
        elif entry.below:
            yield from list_annotations(Listed(0, entry.below, {}, 0), rule)
    if one.broken:
        reason = f"The numbering of this list begins again {one.broken} times; its items are counted through."
        yield Annotation("flag", *one.entries[0].label, {"reason": reason, "kind": "numbering"}, rule)


def list_end(one: Listed) -> int:
    """Offset after the last item."""
    last = len(one.entries) - 1
    return one.inner[last][-1].end if last in one.inner else one.entries[last].end
