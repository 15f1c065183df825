"""Marked quotations: which marks open and close, what they enclose, which are missing (TEI Guidelines 3.3.3).

A pure function from a text and its regions (paragraphs, items, runs of verse lines) to `Quotation` spans.
Double, single, angle and low marks are read in one pass over the marks of a region, with a stack. An
apostrophe is told from a single mark by its neighbours, and where these leave it open by what follows in the
region: an opening mark needs a closing one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rubricator.annotate.speech.words import clipped, surely_clipped
from rubricator.reading.calls import BRACKETED, CALL

Span = tuple[int, int]

_MARK: Final = re.compile(r"[“”„‟«»‹›\"‘’‚‛'`´](?<![^\W_]['’`´](?=[^\W_]))(?:(?<=')'(?!')|(?<=`)`)?")
_DASH: Final = re.compile(r"\s*(?:—|–|--|―)\s*(?=[^\W_]|[¡¿…('‘“\"_.])")
_MARKS_BACK: Final = 40
_SENTENCES_BACK: Final = 600
_FULL_STOP: Final = re.compile(r"[a-z][.!?] [A-Z]")
_CALL: Final = re.compile(rf"\s*{CALL}")
_LEAVES_SPACE: Final = frozenset(" \t\r\n\u00a0\u2009\u202f")
_BEFORE_OPEN: Final = _LEAVES_SPACE | frozenset("([{<—–-―_*/\"'“‘„«…=")
_STRONG: Final = frozenset('.,!?…—–-;:)]*_"”')
_FAMILY: Final[dict[str, str]] = {
    "“": "double", "”": "double", "„": "low", "‟": "double", "«": "angle", "»": "angle", "‹": "angle1", "›": "angle1",
    '"': "straight", "''": "straight", "``": "straight", "‘": "single", "’": "single", "‚": "low1", "‛": "single",
    "'": "prime", "`": "prime", "´": "prime",
}  # fmt: skip
_CLOSED_BY_OTHERS: Final = {
    "straight": ("single", "prime", "double", "low"), "double": ("single", "prime", "straight"),
    "low": ("single", "prime"),
    "angle": ("single", "prime"), "angle1": ("single", "prime"), "low1": ("single", "prime"),
}  # fmt: skip
"""Families of open marks that a closing mark of another family closes, where its own is not open."""
_LOW: Final = {"double": "low", "single": "low1"}
"""Marks that close what low ones open."""


@dataclass(slots=True)
class Quotation:
    """Quoted words with their marks: offsets of the whole, of each mark, and what is wrong with these.

    `opens` holds one mark for each paragraph that repeats it; `depth` is 0 for the outermost.
    `faults` names what is amiss: ``missing-open``, ``missing-close``, ``wrong-way``. `dash` tells that a dash begins
    the words, `unmarked` that a colon leads to them and no marks are wanted.
    """

    start: int
    end: int
    region: int
    opens: list[Span] = field(default_factory=list)
    closes: list[Span] = field(default_factory=list)
    depth: int = 0
    faults: tuple[str, ...] = ()
    dash: bool = False
    unmarked: bool = False
    last_region: int = -1

    @property
    def inner(self) -> Span:
        """The words without the outer marks."""
        start, end = self.start, self.end
        if self.opens and self.opens[0][0] == start:
            start = self.opens[0][1]
        if self.closes and self.closes[-1][1] == end:
            end = self.closes[-1][0]
        return start, end


class Convention(NamedTuple):
    """How a document marks speech: the family of its outer marks, whether paragraphs of dialogue (or, between angle
    marks, the answers) begin with a dash, whether angle marks point inwards (»…«).
    """

    outer: str = "straight"
    dashes: bool = False
    inward: bool = False
    low: bool = False


def convention(text: str, regions: Sequence[Span]) -> Convention:
    """The convention of a document, from counts of its marks and of what begins its paragraphs."""
    firsts = [text[start : start + 1] for start, _ in regions]
    counts = {
        "double": text.count("“") + text.count("”"),
        "straight": text.count('"') + 2 * text.count("``"),
        "angle": text.count("«") + text.count("»"),
        "single": 2 * text.count("‘"),
        "low": 2 * text.count("„"),
        "prime": 2 * sum(1 for mark in firsts if mark == "'") + 2 * len(_PRIME_OPEN.findall(text)),
    }
    for mark in firsts:
        if family := _FAMILY.get(mark):
            counts[family] = counts.get(family, 0) + 2
    outer = max(counts, key=lambda family: counts[family])
    dashed = sum(1 for start, end in regions if text[start : start + 1] in "—–-―" and _DASH.match(text, start, end))
    marked = sum(1 for mark in firsts if mark in _FAMILY and mark)
    inward = "»" in text and len(_INWARD.findall(text)) > len(_OUTWARD.findall(text))
    answers = dashed > 4 and (dashed > 2 * marked or outer == "angle")
    return Convention(outer, answers, inward, "„" in text)


_PRIME_OPEN: Final = re.compile(r"'(?<=[,:] ')(?=[A-Z])")
_INWARD: Final = re.compile(r"(?:^|(?<=\s))»(?=\w)")
_OUTWARD: Final = re.compile(r"(?:^|(?<=\s))«(?=\s?\w)")


def quotations(
    text: str,
    regions: Sequence[Span],
    added: Iterable[tuple[int, str]] = (),
    style: Convention | None = None,
    language: str = "en",
) -> list[Quotation]:
    """All marked quotations in the regions, outermost first.

    `added` are marks that the source lacks and an earlier annotator supplied: offset and ``open`` or ``close``.
    Quotations that the author re-opens at each paragraph are one. Linear in the number of marks.
    """
    scan = _Scan(text, regions, style or convention(text, regions), language)
    supplied = sorted(added)
    at = 0
    marks = [scan.mark(found) for found in _MARK.finditer(text)]
    places = [mark[0] for mark in marks]
    for number, (start, end) in enumerate(regions):
        found = marks[bisect_left(places, start) : bisect_left(places, end)]
        while at < len(supplied) and supplied[at][0] < start:
            at += 1
        while at < len(supplied) and supplied[at][0] <= end:
            found.append((supplied[at][0], supplied[at][0], supplied[at][1]))
            at += 1
            found.sort()
        if found or scan.carried:
            scan.region(number, found)
    scan.drop_carried()
    return sorted(scan.found, key=lambda one: (one.start, -one.end))


class _Scan:
    """The pass over the regions: a stack of open quotations, and the one carried into the next paragraph."""

    def __init__(self, text: str, regions: Sequence[Span], style: Convention, language: str) -> None:
        self.text, self.regions, self.style = text, regions, style
        self.found: list[Quotation] = []
        self.stack: list[tuple[Quotation, str]] = []
        self.carried: list[tuple[Quotation, str]] = []
        self.number = 0
        self.elided, self.clipped_end = clipped(language)
        self.surely_elided = surely_clipped(language)

    def region(self, number: int, marks: list[tuple[int, int, str]]) -> None:
        """Read the marks of one region."""
        self.number = number
        start, end = self.regions[number]
        self.stack = []
        if self.carried and (not marks or not self._resumes(start, marks)):
            self.drop_carried()
        at = self._resume(marks) if self.carried else 0
        roles = [self._role(mark, start, end) if index >= at else "" for index, mark in enumerate(marks)]
        for index, role in enumerate(roles):
            if role:
                self._take(marks, roles, index)
        self._finish()

    def mark(self, found: re.Match[str]) -> tuple[int, int, str]:
        """A mark with its offsets; of two primes before a clipped word the second is its apostrophe: ``''Twas``."""
        start, end = found.span()
        if found[0] == "''" and self.style.outer == "prime" and self.elided.match(self.text, end - 1):
            return start, end - 1, "'"
        return start, end, found[0]

    def drop_carried(self) -> None:
        """Close what no paragraph took up again at the end of its own."""
        for quotation, _ in self.carried:
            self._unclosed(quotation)
        self.carried = []

    def _resumes(self, start: int, marks: list[tuple[int, int, str]]) -> bool:
        first = marks[0]
        return first[0] <= start + 1 and _FAMILY.get(first[2], "") == self.carried[0][1] and first[2] not in "”’»"

    def _resume(self, marks: list[tuple[int, int, str]]) -> int:
        self.stack, self.carried = self.carried, []
        at = 0
        for (quotation, family), mark in zip(self.stack, marks, strict=False):
            if _FAMILY.get(mark[2]) != family or mark[0] > self.regions[self.number][0] + 3:
                break
            quotation.opens.append(mark[:2])
            at += 1
        return at

    # --- what a mark is
    def _role(self, found: tuple[int, int, str], start: int, end: int) -> str:
        """``open``, ``close``, ``either`` or nothing (an apostrophe, a prime)."""
        here, after, mark = found
        if mark in ("open", "close"):
            return mark
        family = _FAMILY[mark]
        if family in ("angle", "angle1"):
            return "open" if (mark in "«‹") != self.style.inward else "close"
        before = self.text[here - 1] if here > start else " "
        behind = self.text[after] if after < end else " "
        if family in ("double", "low", "low1"):
            return self._curly(mark, before, behind)
        opens = before in _BEFORE_OPEN and behind not in _LEAVES_SPACE
        closes = before not in _LEAVES_SPACE
        if family == "straight":
            return self._straight(mark, before, behind, opens, closes)
        return self._single(mark, here, before, behind, opens, closes, start)

    def _curly(self, mark: str, before: str, behind: str) -> str:
        if mark in "„‚":
            return "open"
        if mark in "“‟":
            if self.style.low and before not in _BEFORE_OPEN:
                return "close"
            return "close" if behind in _LEAVES_SPACE and before not in _BEFORE_OPEN else "open"
        if before in _LEAVES_SPACE and behind.isalnum():
            return "open!"
        return "close"

    @staticmethod
    def _straight(mark: str, before: str, behind: str, opens: bool, closes: bool) -> str:
        if mark == "``":
            return "open"
        if opens and closes:
            return "either" if behind.isalnum() or before in "—–-" else "close"
        if opens:
            return "open"
        return "close" if closes else "either"

    def _single(self, mark: str, here: int, before: str, behind: str, opens: bool, closes: bool, start: int) -> str:
        if mark == "‘":
            if self.surely_elided.match(self.text, here) and not self._clause_before(here, start):
                return ""
            return "" if not opens and behind not in _LEAVES_SPACE and before.isalnum() else "open"
        if mark == "’" and opens:
            if before in '"“”' and not behind.isalnum():
                return "close"
            return "" if self.elided.match(self.text, here) or not behind.isupper() else "open!"
        if opens and (before not in '_—–-…"”' or behind.isalnum()):
            return "" if self.elided.match(self.text, here) else "open"
        if not closes:
            return ""
        return "close" if before in _STRONG or not before.isalnum() else "weak"

    def _clause_before(self, here: int, start: int) -> bool:
        """True where words may begin: at the start of a paragraph, or after a stop, a dash or another mark."""
        before = self.text[max(start, here - 2) : here].rstrip()
        return not before or not before[-1].isalnum()

    # --- what to do with it
    def _take(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> None:
        here, after, mark = marks[index]
        role = roles[index]
        family = self._family(mark)
        open_here = len(self.stack) - 1
        while open_here >= 0 and self.stack[open_here][1] != family:
            open_here -= 1
        if role == "either":
            role = "close" if open_here >= 0 else "open"
        single = family in ("single", "prime")
        if role in ("open", "open!"):
            if family == "straight" and open_here >= 0 and not self._nests(marks, roles, index):
                self._missed_close(open_here, here)
            elif single and not self._can_open(marks, roles, index, open_here):
                return
            elif (single and open_here >= 0 and not self._nests(marks, roles, index)) or (
                family == "double" and open_here >= 0 and not self._nests(marks, roles, index)
            ):
                self._missed_close(open_here, here)
            self._open(here, after, family, role == "open!")
        elif open_here >= 0:
            if role == "weak" and self._possessive(marks, roles, index):
                return
            self._close(open_here, here, after)
        elif role == "close" and not single and self.stack and self.stack[-1][1] in _CLOSED_BY_OTHERS.get(family, ()):
            self._close(len(self.stack) - 1, here, after)
        elif (not single and role == "close") or (single and role == "close" and family == self.style.outer):
            self._stray(here, after, self._turned(marks, roles, index))

    def _turned(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> Span | None:
        """The one mark before a closing one that stands like an opening mark but is printed as a closing one."""
        last = self.found[-1].end if self.found else 0
        before = [
            marks[at][:2]
            for at in range(max(0, index - _MARKS_BACK), index)
            if not roles[at] and marks[at][2] == "’" and marks[at][0] >= last and self._like_opening(*marks[at][:2])
        ]
        return before[0] if len(before) == 1 and not self.stack else None

    def _like_opening(self, here: int, after: int) -> bool:
        if self.text[here - 1 : here] not in _BEFORE_OPEN or not self.text[after : after + 2].isalpha():
            return False
        return not self.elided.match(self.text, here)

    def _family(self, mark: str) -> str:
        if mark in ("open", "close"):
            return self.style.outer
        family = _FAMILY[mark]
        low = _LOW.get(family) if self.stack else None
        return low if low and any(one == low for _, one in self.stack) else family

    def _rest(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> list[str]:
        """Roles of the later marks of the family, the nearest first."""
        family = self._family(marks[index][2])
        return [
            roles[i]
            for i in range(index + 1, min(len(marks), index + 12))
            if roles[i] and (marks[i][2] in ("open", "close") or _FAMILY[marks[i][2]] == family)
        ]

    def _can_open(self, marks: list[tuple[int, int, str]], roles: list[str], index: int, open_here: int) -> bool:
        """A single mark opens where one of its kind closes later, or where it stands like an outer mark."""
        family = self._family(marks[index][2])
        if self.stack and self.surely_elided.match(self.text, marks[index][0]):
            return False
        rest = self._rest(marks, roles, index)
        for later in rest:
            if later in ("close", "weak"):
                return True
            if later == "open!" or (later == "open" and family == "prime"):
                break
        if self.stack or marks[index][2] == "’":
            return open_here < 0 and family == self.style.outer and marks[index][2] != "’"
        return family == self.style.outer or self._closed_by_outer(marks, roles, index)

    def _closed_by_outer(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> bool:
        """Marks of two kinds make one pair: ``he said, 'and I'll tell you.”``."""
        for at in range(index + 1, min(len(marks), index + 4)):
            if roles[at] and self._family(marks[at][2]) == self.style.outer:
                return roles[at] == "close" and self.text[marks[index][0] - 2 : marks[index][0]] in (", ", ". ", ": ")
        return False

    def _nests(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> bool:
        """Of two opening marks of one kind the second is nested where two closing ones follow."""
        depth = 2
        for role in self._rest(marks, roles, index):
            depth += 1 if role.startswith("open") else -1
            if depth == 0:
                return True
        return False

    def _possessive(self, marks: list[tuple[int, int, str]], roles: list[str], index: int) -> bool:
        """An apostrophe after a plural or a clipped word, or a mark astray: a later mark closes what is open."""
        here, after, _ = marks[index]
        if not self.text[after : after + 1].isspace():
            return False
        if not self.clipped_end.search(self.text, max(0, here - 4), here) and not self._astray(here, after):
            return False
        following = self.text[after : after + 8].lstrip()
        if not following[:1].islower() and not following[:1].isupper():
            return False
        for role in self._rest(marks, roles, index):
            if role in ("close", "weak"):
                return True
            if role.startswith("open"):
                return False
        return False

    def _astray(self, here: int, after: int) -> bool:
        """A mark in the middle of a sentence that is not the first of the words quoted."""
        if not self.stack or not self.text[after : after + 4].lstrip()[:1].islower():
            return False
        return _FULL_STOP.search(self.text, max(self.stack[-1][0].start, here - _SENTENCES_BACK), here) is not None

    def _open(self, here: int, after: int, family: str, wrong: bool) -> None:
        quotation = Quotation(here, after, self.number, [(here, after)], depth=len(self.stack), last_region=self.number)
        quotation.faults = ("wrong-way",) if wrong else ()
        self.stack.append((quotation, family))

    def _close(self, level: int, here: int, after: int) -> None:
        for inner, _ in self.stack[level + 1 :]:
            self._unclosed(inner, here)
        quotation, _ = self.stack[level]
        del self.stack[level:]
        quotation.end = after
        quotation.last_region = self.number
        quotation.closes.append((here, after))
        if quotation.opens[0][1] < here:
            self.found.append(quotation)

    def _missed_close(self, level: int, here: int) -> None:
        for quotation, _ in self.stack[level:]:
            self._unclosed(quotation, here)
        del self.stack[level:]

    def _unclosed(self, quotation: Quotation, limit: int = -1) -> None:
        """End a quotation that nothing closes: at a note call, at the end of its sentence or paragraph."""
        stop = limit if limit >= 0 else self.regions[quotation.last_region][1]
        last = quotation.opens[-1][1]
        call = _CALL.search(self.text, last, stop)
        quotation.end = trimmed(self.text, last, call.start() if call else stop)
        quotation.faults += ("missing-close",)
        if quotation.end > last and (quotation.depth == 0 or limit >= 0):
            self.found.append(quotation)

    def _stray(self, here: int, after: int, turned: Span | None) -> None:
        """A closing mark that nothing opened: the words begin at a turned mark, after the last one, or anew."""
        if turned:
            quotation = Quotation(turned[0], after, self.number, [turned], [(here, after)], 0, ("wrong-way",))
            quotation.last_region = self.number
            self.found.append(quotation)
            return
        start = max(self.regions[self.number][0], self.found[-1].end if self.found and not self.stack else 0)
        begin = _sentence_start(self.text, start, here)
        quotation = Quotation(begin, after, self.number, [], [(here, after)], len(self.stack), ("missing-open",))
        quotation.last_region = self.number
        if begin < here:
            self.found.append(quotation)

    def _finish(self) -> None:
        """What is open at the end of a paragraph waits for the next one."""
        for quotation, family in self.stack:
            quotation.last_region = self.number
            if quotation.depth == 0 or self.carried:
                self.carried.append((quotation, family))
        self.stack = []


_CLAUSE: Final = re.compile(rf"[.!?…;:,][\"'”’)\]]*\s+|\(|{BRACKETED}\s*")


def _sentence_start(text: str, start: int, end: int) -> int:
    """Where the sentence that ends at `end` begins, after `start`."""
    begin = start
    for found in _CLAUSE.finditer(text, start, max(start, end - 1)):
        if text[found.end() : found.end() + 1].isupper() and not found[0].startswith("("):
            begin = found.end()
    while begin < end and text[begin] in _LEAVES_SPACE:
        begin += 1
    return begin


def trimmed(text: str, start: int, end: int) -> int:
    """`end` less the white space before it, not below `start`."""
    while end > start and text[end - 1] in _LEAVES_SPACE:
        end -= 1
    return end
