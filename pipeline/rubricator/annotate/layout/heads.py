"""All headings of a text: those known by their words, those that are members of a series, those that contents name.

One kind is inferred: a short line in capitals or title case after the wide gap that the document puts before its
divisions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from rubricator.annotate.layout import entries
from rubricator.annotate.layout.furniture import is_page_mark
from rubricator.annotate.layout.headings import (
    NAMED_RANK,
    STORY_RANK,
    TOO_LONG,
    Heading,
    Words,
    bare,
    is_capital,
    is_title,
    lists_headings,
    named,
    numbered,
    numbered_title,
    plain,
    words,
)
from rubricator.annotate.layout.outline import outline, unspaced
from rubricator.model.document import Cert
from rubricator.reading.blocks import Block
from rubricator.reading.calls import AT_END

_OPENERS: Final = "_*=~\"“”‘’'«„¿¡(§&"
"""Marks with which a heading may begin; strokes and signs are those of tables and diagrams."""
_CENTRED: Final = 16
"""Indentation from which a line stands in the middle of the page."""
_DATED: Final = re.compile(r"\b1[5-9]\d\d\b")


def series(found: Sequence[Heading]) -> list[Heading]:
    """Those bare numbers that rise by one, beginning with one; the others are no headings.

    A number or two may be lost where the series goes on after them.
    """
    kept: list[Heading] = []
    numbers = [one.number for one in found]
    for at, heading in enumerate(found):
        rise = heading.number - (kept[-1].number if kept else 0)
        lost = (1 < rise <= _SKIP or not kept) and heading.number + 1 in numbers[at + 1 : at + 3]
        if heading.number == 1 or (kept and rise == 1) or lost:
            kept.append(heading)
    follows = [*kept[1:], None]
    return [
        one
        for one, after in zip(kept, follows, strict=False)
        if one.number != 1 or (after is not None and after.number != 1)
    ]


_SKIP: Final = 3
"""By how much a number may rise in one step."""
_LONGER: Final = 3
"""How many times longer a series must be to count although it stands no farther apart than paragraphs."""


def wide_gap(found: Sequence[Block], sure: Sequence[Heading]) -> int:
    """Number of blank lines that stand before divisions, judged by sure headings, else by frequency."""
    if sure:
        gaps = Counter(found[heading.first].blanks for heading in sure if heading.first)
        return max(min((gap for gap, count in gaps.items() if count * 4 >= max(gaps.values())), default=2), 2)
    gaps = Counter(block.blanks for block in found[1:] if block.blanks > 1)
    return max((gap for gap, count in gaps.items() if count > 1), default=2)


def headings(
    found: Sequence[Block],
    language: str = "en",
    titled: bool = True,
    furniture: Collection[int] = (),
    sections: Collection[int] = (),
) -> list[Heading]:
    """All headings of the blocks, in order; where `titled`, number and title of one division joined.

    Blocks that are page `furniture` are none; those of `sections` (the heads of interviews and the like) are some.
    """
    known = words(language)
    sure, maybe = _known(found, known, furniture)
    gap = wide_gap(found, list(sure.values()))
    sure |= {heading.first: heading for heading in _rising(found, maybe, gap)}
    sure |= outline(found, sure, furniture, known)
    contents = _contents(found, sure, titled)
    if contents:
        sure |= _witnessed(found, contents, sure, furniture)
    gap = wide_gap(found, [one for one in sure.values() if (one.kind, one.rank) != ("title", STORY_RANK)])
    outlined = _outlined(sure)
    for at, block in enumerate(found):
        if at in sure or at in furniture or at in outlined or block.blanks < gap:
            continue
        if _may_be_title(found, at, known):
            sure[at] = _title(block, at)
    sure |= {at: _section(found, at, sections) for at in sections if at - 1 not in sections}
    ordered = _without_empty([sure[at] for at in sorted(sure)])
    ordered = _with_table(ordered, found, contents) if contents else _without_contents(ordered, found)
    ordered = _nested(ordered)
    return list(_joined(ordered, found, known, furniture)) if titled else ordered


def _nested(ordered: Sequence[Heading]) -> list[Heading]:
    """The headings, the word that always stands right over the first of another above it: Part One, Book I, Book II."""
    pairs = [(one, after) for one, after in pairwise(ordered) if one.kind == after.kind == "numbered"]
    over = {(one.type, after.type) for one, after in pairs if _opens(one, after)}
    kinds = Counter(one.type for one in ordered if one.kind == "numbered")
    above: dict[str, float] = {}
    for outer, inner in sorted(over):
        led = sum(_opens(one, after) for one, after in pairs if (one.type, after.type) == (outer, inner))
        if led == kinds[outer] < kinds[inner]:
            above[outer] = min(one.rank for one in ordered if one.type == inner) - 0.5
    return [one._replace(rank=min(one.rank, above.get(one.type, one.rank))) for one in ordered]


def _opens(one: Heading, after: Heading) -> bool:
    """True for a heading of a rank no higher that stands right under another, the first of its series."""
    return one.last == after.first and one.rank > after.rank and after.number == 1


def _outlined(sure: Mapping[int, Heading]) -> range:
    """The blocks between numbers in numbers (1.2.3): there whatever is a heading has one."""
    places = [at for at, one in sure.items() if one.kind == "bare" and one.rank > NAMED_RANK]
    return range(min(places), max(places)) if len(places) > 2 * _SKIP else range(0)


def _section(found: Sequence[Block], at: int, sections: Collection[int]) -> Heading:
    """The heading of an interview, of a topic: it holds what has titles in it; those right below belong to it."""
    last = at + 1
    while last in sections:
        last += 1
    parts = tuple(("", block.start, block.end) for block in found[at:last])
    return Heading(at, last, "named", "section", STORY_RANK, 0, parts)


def _without_empty(ordered: Sequence[Heading]) -> list[Heading]:
    """The headings without those of a list (of acts, of chapters): no text between them, and each comes again later."""
    last = {(one.type, one.number): at for at, one in enumerate(ordered)}
    kept: list[Heading] = []
    listed = -1
    for at, (one, after) in enumerate(pairwise([*ordered, None])):
        assert one is not None
        again = one.kind == "numbered" and last[one.type, one.number] > at
        followed = after is not None and after.first == one.last and (after.kind, after.type) == (one.kind, one.type)
        if again and (followed or listed == one.first):
            listed = one.last
        else:
            kept.append(one)
    return kept


def repeated(ordered: Sequence[Heading]) -> list[Heading]:
    """Headings that only repeat that of the division they stand in, as BOOK I. above each chapter does."""
    opened: dict[str, int] = {}
    found: list[Heading] = []
    for one, after in pairwise([*ordered, None]):
        assert one is not None
        if one.kind != "numbered":
            continue
        holds = after is not None and after.first == one.last and after.rank > one.rank
        if holds and one.number and opened.get(one.type) == one.number:
            found.append(one)
        opened[one.type] = one.number
    return found


def _known(
    found: Sequence[Block], known: Words, furniture: Collection[int]
) -> tuple[dict[int, Heading], list[Heading]]:
    """The headings told by their words, by block; and those that a number alone may be."""
    sure: dict[int, Heading] = {}
    maybe: list[Heading] = []
    for at, printed in enumerate(found):
        if len(printed.text) > TOO_LONG or at in furniture:
            continue
        block = unspaced(printed)
        if heading := numbered(block, at, known) or named(block, at, known):
            sure[at] = heading
        elif heading := bare(block, at, known) or numbered_title(block, at, known):
            maybe.append(heading)
    return sure, maybe


def _rising(found: Sequence[Block], maybe: Sequence[Heading], gap: int) -> list[Heading]:
    """The series of numbers: of those after a wide gap, or of all, where that one is much longer."""
    apart = series([one for one in maybe if not one.first or _gap_above(found, one.first) >= min(gap, 2)])
    every = series(maybe)
    return every if len(every) > _LONGER * len(apart) and _between(found, every) else _completed(found, maybe, apart)


def _gap_above(found: Sequence[Block], at: int) -> int:
    """The blank lines before a block, or before the mark of a page right above it."""
    blanks = found[at].blanks
    return max(blanks, found[at - 1].blanks) if at and is_page_mark(found[at - 1]) else blanks


def _completed(found: Sequence[Block], maybe: Sequence[Heading], apart: Sequence[Heading]) -> list[Heading]:
    """The series, and the numbers missing in it that stand nearer to the text: under a page mark, under a title."""
    kept: list[Heading] = []
    edges = [*apart, None]
    for after in edges:
        before = kept[-1] if kept else None
        wanted = before.number + 1 if before else 1
        between = (one for one in maybe if (before is None or one.first > before.first) and one.number == wanted)
        missing = next((one for one in between if after is None or one.first < after.first), None)
        if missing and _is_missing(found, missing, before, after):
            kept.append(missing)
        kept += [after] if after else []
    return kept


def _is_missing(found: Sequence[Block], one: Heading, before: Heading | None, after: Heading | None) -> bool:
    """True where the series goes on as if the number were one of it; the last one and a first one need a reason."""
    if after is not None and after.number == one.number + 1:
        return before is not None or not any(map(_is_text, found[: one.first]))
    marked = one.first > 0 and is_page_mark(found[one.first - 1])
    return marked and before is not None and (after is None or after.number == 1)


def _between(found: Sequence[Block], every: Sequence[Heading]) -> bool:
    """True where text stands after most of the numbers, and they break no sentence: no list, and no pages."""
    text = sum(one.last < len(found) and _is_text(found[one.last]) for one in every)
    above = [found[one.first - 1] for one in every if one.first > 0]
    broken = sum(one.text[-1:].isalpha() and not one.text.isupper() for one in above)
    return text * 4 >= len(every) * 3 and broken * 5 <= len(every)


def _is_text(block: Block) -> bool:
    """True for a paragraph: a long one, or a short one that ends as a sentence does and is no number with a title."""
    if len(block.text) > TOO_LONG:
        return True
    words = AT_END.sub("", block.text.rstrip()).rstrip(_CLOSING)
    return words[-1:] in (".", "!", "?") and not block.text[0].isdecimal()


def _contents(found: Sequence[Block], sure: Mapping[int, Heading], titled: bool) -> entries.Table | None:
    """The table of contents after its heading, or one without; in a play, labels and directions look like one."""
    places = entries.places(found)
    headed = [one for at, one in sorted(sure.items()) if one.type == "contents"]
    for heading in headed:
        if one := entries.table(found, heading.last, places, headed=True):
            return one
    return entries.unheaded(found, places) if titled and not headed else None


def _witnessed(
    found: Sequence[Block], contents: entries.Table, sure: Mapping[int, Heading], furniture: Collection[int]
) -> dict[int, Heading]:
    """Headings that only the table of contents tells; and how deep they lie, where it shows that."""
    nested = len({one.level for one in contents.entries if one.target >= 0}) > 1
    beside = [sure[one.target].rank for one in contents.entries if one.target in sure]
    fresh: dict[int, Heading] = {}
    for one in contents.entries:
        known = sure.get(one.target)
        if one.target < 0 or one.target in furniture or (known and (not nested or known.kind in ("numbered", "bare"))):
            continue
        rank = NAMED_RANK + one.level / _DEPTHS if nested else min(beside, default=NAMED_RANK)
        fresh[one.target] = (known or _title(found[one.target], one.target))._replace(rank=rank)
    return fresh


_DEPTHS: Final = 10
"""Steps between the rank of a chapter and the next: more than a table of contents has depths."""


def _with_table(ordered: Sequence[Heading], found: Sequence[Block], contents: entries.Table) -> list[Heading]:
    """The headings without those inside the table of contents, which is a division of its own."""
    kept = [one for one in ordered if not contents.first <= one.first < contents.last]
    first, last = contents.first, contents.last
    headed = next((at for at, one in enumerate(kept) if one.last == first and one.type == "contents"), None)
    if headed is None:
        table = Heading(first, first, "named", "contents", NAMED_RANK, cert="medium", end=last)
        return sorted([*kept, table], key=lambda one: (one.first, one.last))
    kept[headed] = kept[headed]._replace(end=last)
    return kept


def _without_contents(ordered: list[Heading], found: Sequence[Block]) -> list[Heading]:
    """The headings less those that a table of contents only repeats."""
    start = next((at for at, one in enumerate(ordered) if one.type == "contents"), None)
    if start is None:
        return ordered
    end = start + 1
    while (
        end < len(ordered)
        and ordered[end].first - ordered[end - 1].last < 3
        and not _prose_between(ordered, end, found)
    ):
        end += 1
    later = {plain(found[one.first].words) for one in ordered[end:]}
    while end > start + 1 and plain(found[ordered[end - 1].first].words) not in later:
        end -= 1
        later.add(plain(found[ordered[end].first].words))
    return ordered[: start + 1] + ordered[end:]


def _prose_between(ordered: Sequence[Heading], at: int, found: Sequence[Block]) -> bool:
    return any(len(found[block].text) > TOO_LONG for block in range(ordered[at - 1].last, ordered[at].first))


def _may_be_title(found: Sequence[Block], at: int, known: Words) -> bool:
    block = found[at]
    if not (block.text[0].isalnum() or block.text[0] in _OPENERS):
        return False
    if len(block.lines) > 1 and lists_headings(block, known):
        return False
    if len(block.lines) > 3 or at + 1 == len(found) or known.trailer.fullmatch(block.words):
        return False
    return is_title(block.words, known.small) and found[at + 1].blanks < max(block.blanks, 2) + 3


def _title(block: Block, at: int) -> Heading:
    cert: Cert = "high" if is_capital(block.text) else "medium"
    return Heading(at, at + 1, "title", "chapter", NAMED_RANK, 0, (("", block.start, block.end),), cert)


def _joined(
    found: Sequence[Heading], every: Sequence[Block], known: Words, furniture: Collection[int]
) -> Iterator[Heading]:
    """Join to a heading that is a number only the title in the next block."""
    taken = -1
    by_block = {heading.first: heading for heading in found}
    titled = _titled_series(found, every, by_block)
    for heading in found:
        if heading.first <= taken:
            continue
        after = heading.last
        follows = heading.first in titled or (
            _lacks_title(heading) and after < len(every) and _is_its_title(heading, every, by_block.get(after), known)
        )
        if follows and after not in furniture:
            block = every[after]
            taken = after
            yield heading._replace(last=after + 1, parts=(*heading.parts, ("title", block.start, block.end)))
        else:
            yield heading


_CLOSING: Final = '"”“’«»'
_ARGUMENT: Final = 250
"""Most characters of the argument under the number of a chapter."""
_MOST: Final = 0.8
"""Share of a series that shows what its members are followed by."""


def _titled_series(found: Sequence[Heading], every: Sequence[Block], by_block: Mapping[int, Heading]) -> frozenset[int]:
    """Numbers whose next block is a title or an argument, whatever it looks like, for so it is all through."""
    kinds: dict[tuple[str, str], list[Heading]] = {}
    for one in found:
        if _lacks_title(one) and one.last + 1 < len(every):
            kinds.setdefault((one.kind, one.type), []).append(one)
    titled: set[int] = set()
    for series in kinds.values():
        short = [one for one in series if _is_argument(one, every, by_block)]
        if len(series) >= _SKIP and len(short) >= _MOST * len(series):
            titled |= {one.first for one in short}
    return frozenset(titled)


def _is_argument(one: Heading, every: Sequence[Block], by_block: Mapping[int, Heading]) -> bool:
    """True where a short block follows a number, then text that is not as short."""
    after, text = every[one.last], every[one.last + 1]
    own, next_ = by_block.get(one.last), by_block.get(one.last + 1)
    inner = next_ is not None and next_.kind == "numbered" and next_.rank > one.rank
    return (
        (own is None or own.kind == "title" or (own.kind == "named" and own.rank == one.rank))
        and len(after.text) <= _ARGUMENT
        and not (after.text[-1:] in _CLOSING and after.text[0] in _OPENERS)
        and after.text[-1:] != ","
        and len(after.lines) <= 5
        and (inner or (next_ is None and len(text.text) > len(after.text)))
    )


def _lacks_title(heading: Heading) -> bool:
    return heading.kind in ("numbered", "bare") and len(heading.parts) == 1 and heading.parts[0][0] == "number"


def _is_its_title(heading: Heading, every: Sequence[Block], own: Heading | None, known: Words) -> bool:
    at = heading.last
    block = every[at]
    if (own and own.kind != "title") or (heading.type == "letter" and _DATED.search(block.text)):
        return False
    centred = every[heading.first].indent > _CENTRED
    if len(block.lines) > 3 or at + 1 >= len(every) or (block.indent > _CENTRED and not own and not centred):
        return False
    return is_title(block.words, known.small)
