"""Measures found from the words of their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from rubricator.annotate.measures.vocabulary import MeasureWords
from rubricator.model.document import Cert
from rubricator.reading.corrected import occurrences
from rubricator.reading.numerals import Number, number_before
from rubricator.reading.sentences import breaks

_FEWEST: Final = 10
"""The least number of people or things that is a measure and no mere mention."""
_BALLOT: Final = frozenset({"vote", "abstention"})
_LARGE: Final = Decimal(1_000_000)
_FIGURE: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE: Final = r"(?:\s?(?:hundred|thousand|million|billion|trillion|milliard|m|bn)s?\b)"
_SYMBOL: Final = re.compile(
    rf"(?P<symbol>(?:US|A|C)?\$|£|€|¥|\bRs\.?)\s?(?P<figure>{_FIGURE})"
    rf"(?:\s(?P<shillings>\d{{1,2}})s\.)?(?:\s(?P<pence>\d{{1,2}})d\.)?"
    rf"(?P<scale>{_SCALE}{{0,2}})"
)
_ALSO: Final = re.compile(r"(?:,?\s(?:and|or)(?:\seven)?|,)\s$")
_AND_PART: Final = re.compile(r"\sand\s(?:a\s(?P<word>half|quarter|third)|(?P<three>three-quarters|three\squarters))\b")
_ARTICLE: Final = re.compile(r"\b[Aa]n?\s$")
_OF_GOODS: Final = re.compile(r"\sof\s(?P<goods>[a-z]{3,})\b")
_AGAINST: Final = re.compile(r"\s(?:to|against|versus|out\sof)\s(?=\w)")
_OTHER_SIDE: Final = re.compile(r"[’']s?\s(?:[a-z]+\s){0,2}(?P<number>[a-z]+(?:-[a-z]+)?|\d+)(?=[,.;])")
_DECLARED: Final = re.compile(r"\(?\b[Ii]n\s$")
_ENTRY: Final = re.compile(r"(?<=\s)(?:\d+(?:[.,]\d+)*|[a-z]+(?:-[a-z]+)?)(?=;|\.?\)|\.\s)")
_REACH: Final = 600
"""Characters of a sentence that are read on from a measure."""
_LEAD: Final = re.compile(r"\b[a-zA-Z]+[\s-]$")
_ONE_NUMBER: Final = re.compile(r"\d+|[a-z]+(?:-[a-z]+)?")
_LISTED: Final = re.compile(r"\s(?P<number>[a-z]+(?:-[a-z]+)?|\d+)(?=,\sand\s|;)")


class Measure(NamedTuple):
    """A measure in the reading."""

    start: int
    end: int
    kind: str
    unit: str
    number: Number
    rule: str
    commodity: str = ""
    cert: Cert = "high"


@dataclass
class Finder:
    """Finds measures; `fiction` leaves out counts, fractions and bare numbers."""

    text: str
    known: MeasureWords
    fiction: bool

    def run(self) -> Iterator[Measure]:
        """Measures, those of one word in order; spans may be found twice."""
        for one in self._hits():
            if one.number.high is None and (declared := _DECLARED.search(self.text, max(0, one.start - 4), one.start)):
                yield from self._declared(one, "(" in declared[0])
                continue
            yield one
            yield from self._also(one)
            if one.unit in _BALLOT:
                yield from self._other_sides(one)
        yield from self._money()

    def _hits(self) -> Iterator[Measure]:
        last: Measure | None = None
        for at, start, end in self.known.automaton.find_matches_as_indexes(self.text):
            kind, unit = self.known.meaning[at]
            if not self._alone(start, end, unit):
                continue
            made = self._read(kind, unit, start, end, last)
            if made and not self.known.counted_off.intersection(self._words_before(made.start)[-1:]):
                last = made
                yield made

    def _alone(self, start: int, end: int, unit: str) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return not after.isalnum() and (unit == "%" or not (before.isalpha() or before in ("’", "'")))

    def _read(self, kind: str, unit: str, start: int, end: int, last: Measure | None) -> Measure | None:
        if kind == "fraction":
            return self._fraction(end)
        if kind == "scale":
            return self._large(end, last)
        if kind == "count":
            return None if self.fiction else self._count(unit, start, end)
        return self._measured(kind, unit, start, end)

    def _words_before(self, at: int) -> list[str]:
        return self.text[max(0, at - 12) : at].lower().split()

    def _measured(self, kind: str, unit: str, start: int, end: int) -> Measure | None:
        number = number_before(self.text, start, self.known.words) or self._one_and_part(start, end)
        if number is None or not self._plausible(kind, unit, number, end):
            return None
        if kind == "temperature":
            number = self._below(number)
            return Measure(number.start, end, kind, unit, number, "unit")
        pounds = self.text[start:end].startswith("pound")
        end, number = self._with_part(number, end)
        if unit == "GBP" and pounds and self.known.heavy.match(self.text, end):
            kind, unit = "weight", "lb"
        goods = _OF_GOODS.match(self.text, end) if kind not in ("share", "length") else None
        commodity = goods["goods"] if goods and goods["goods"] not in self.known.stop else ""
        return Measure(number.start, end, kind, unit, number, "share" if kind == "share" else "unit", commodity)

    def _one_and_part(self, start: int, end: int) -> Number | None:
        """The one of “a mile and a half”."""
        lead = _ARTICLE.search(self.text, max(0, start - 4), start)
        if not lead or not _AND_PART.match(self.text, end):
            return None
        return Number(lead.start(), lead.end(), Decimal(1), Decimal(1))

    def _below(self, number: Number) -> Number:
        """The number with the word before it that makes it negative."""
        word = self._word_before(number.start)
        if word.lower() not in self.known.below or number.low is None or number.high is None:
            return number
        return Number(self.text.rindex(word, 0, number.start), number.end, -number.high, -number.low)

    def _with_part(self, number: Number, end: int) -> tuple[int, Number]:
        """The measure with a part behind its unit: “two miles and a half”."""
        found = _AND_PART.match(self.text, end)
        if not found or number.low is None or number.high is None:
            return end, number
        part = Decimal("0.75") if found["three"] else 1 / self.known.words.fractions[found["word"]]
        return found.end(), Number(number.start, found.end(), number.low + part, number.high + part)

    def _plausible(self, kind: str, unit: str, number: Number, end: int) -> bool:
        """A unit that is a common word too needs more than a number before it."""
        before = self._words_before(number.start)
        if unit in ("foot", "inch") and before and before[-1] in self.known.bodily:
            return False
        if unit == "foot":
            many = number.high is None or number.high > 2 or not self.fiction
            return many and bool(self.known.after_foot.match(self.text, end))
        if unit == "DEM" and (self.fiction or self.text[end - 1] != "s"):
            return number.high is None or number.high >= 100
        if self.text[end : end + 1] == "-" or (kind == "length" and self.text[end : end + 5] == "stone"):
            return False
        return not (unit == "crown" and self.text[end : end + 3] == " of")

    def _count(self, noun: str, start: int, end: int) -> Measure | None:
        at = start
        for _ in range(3):
            number = number_before(self.text, at, self.known.words)
            if number is not None:
                return self._counted(noun, number, start, end)
            word = self._word_before(at)
            if not word or word in self.known.stop or word in self.known.forms or not word.replace("-", "").isalpha():
                return None
            at = self.text.rindex(word, 0, at)
        return None

    def _word_before(self, at: int) -> str:
        head = self.text[max(0, at - 30) : at]
        found = head.split()
        return found[-1] if found and "\n\n" not in head else ""

    def _counted(self, noun: str, number: Number, start: int, end: int) -> Measure | None:
        if number.high is not None and number.high < _FEWEST and noun not in _BALLOT:
            return None
        if self._year(number) or self.text[number.start - 1 : number.start] == "-":
            return None
        figures = self.text[number.start : number.end]
        if number.high is None and not set(figures.lower().split()) & self.known.great:
            return None
        if (
            figures.lower() in ("hundreds", "thousands", "millions", "tens", "scores", "dozens")
            and start - number.end > 4
        ):
            return None
        return Measure(number.start, end, "count", noun, number, "count", noun)

    def _year(self, number: Number) -> bool:
        figures = self.text[number.start : number.end]
        return len(figures) == 4 and figures.isdecimal() and "1400" <= figures <= "2100"

    def _fraction(self, end: int) -> Measure | None:
        """“nine-tenths”, “a third of its capital”; never of an hour."""
        if self.fiction or self.known.clock.match(self.text, end):
            return None
        found = _LEAD.search(self.text, max(0, end - 30), self._word_start(end))
        if not found:
            return None
        lead = found[0].strip(" -\n").lower()
        one = lead in ("a", "one")
        if not one and lead not in self.known.words.values:
            return None
        if one and not self.known.whole.match(self.text, end):
            return None
        start = found.start()
        ones = Decimal(1) if one else self.known.words.values[lead]
        fraction = self.known.words.fractions[self.text[self._word_start(end) : end]]
        if ones >= fraction or (not one and not self.text[:end].endswith("s")):
            return None
        value = ones / fraction
        return Measure(start, end, "share", "fraction", Number(start, end, value, value), "share")

    def _word_start(self, end: int) -> int:
        start = end
        while start and self.text[start - 1].isalpha():
            start -= 1
        return start

    def _large(self, end: int, last: Measure | None) -> Measure | None:
        """A bare number in millions; its unit is that of the measure before it in the sentence or the one before."""
        if self.fiction:
            return None
        number = number_before(self.text, end, self.known.words)
        if number is None or number.high is None or number.high < _LARGE:
            return None
        if self.text[number.start : number.end].lower() in self.known.loose:
            return None
        if self.text[max(0, number.start - 2) : number.start].strip() in ("$", "£", "€"):
            return None
        around = self.text[max(0, number.start - 60) : number.start].lower()
        if self.known.people & set(re.findall(r"[a-z]+", around)):
            return Measure(number.start, number.end, "count", "person", number, "large", "person")
        near = last is not None and len(breaks(self.text, last.end, number.start)) <= 1
        if near and last is not None and last.kind in ("currency", "weight") and last.number.high:
            return Measure(number.start, number.end, last.kind, last.unit, number, "large", cert="medium")
        return Measure(number.start, number.end, "count", "count", number, "large", cert="low")

    def _also(self, one: Measure) -> Iterator[Measure]:
        """The number before, which shares the unit: “200 and even 160 grams”."""
        joint = _ALSO.search(self.text, max(0, one.start - 12), one.start)
        if not joint or one.rule not in ("unit", "share", "count") or one.number.high is None:
            return
        number = number_before(self.text, joint.start(), self.known.words)
        if number is None or number.high is None or number.start < joint.start() - 60:
            return
        if self.text[number.end : joint.start()].strip() or self._year(number):
            return
        yield Measure(number.start, number.end, one.kind, one.unit, number, "also", one.commodity, "medium")

    def _other_sides(self, one: Measure) -> Iterator[Measure]:
        """The votes of the other sides: “328 votes to 124”, “…, and the minister’s fifteen”."""
        limit = min(len(self.text), one.end + _REACH)
        limit = next(iter(breaks(self.text, one.end, limit)), limit)
        against = _AGAINST.match(self.text, one.end)
        if against:
            found = _ONE_NUMBER.match(self.text, against.end(), limit)
            if found and (made := self._vote(found.start(), found.end())):
                yield made
        for found in _OTHER_SIDE.finditer(self.text, one.end, limit):
            if made := self._vote(*found.span("number")):
                yield made
        yield from self._in_apposition(one.end, limit)

    def _in_apposition(self, start: int, limit: int) -> Iterator[Measure]:
        for found in _LISTED.finditer(self.text, start, limit):
            if made := self._vote(*found.span("number")):
                yield made

    def _vote(self, start: int, end: int) -> Measure | None:
        number = number_before(self.text, end, self.known.words)
        if number is None or number.start != start or number.high is None:
            return None
        return Measure(start, end, "count", "vote", number, "also", "vote", "medium")

    def _declared(self, one: Measure, bracketed: bool) -> Iterator[Measure]:
        """The numbers of a list that begins by naming its unit: “(in millions of francs: loans, six; rents, four)”."""
        scale = Decimal(1)
        for word in re.findall(r"[a-z]+", self.text[one.start : one.end]):
            scale *= 100 if word == "hundreds" else self.known.words.scales.get(word, Decimal(1))
        stop = self.text.find(")" if bracketed else "\n", one.end)
        for found in _ENTRY.finditer(self.text, one.end, stop + 1 if stop >= 0 else len(self.text)):
            number = number_before(self.text, found.end(), self.known.words)
            if number and number.start == found.start() and number.low is not None and number.high is not None:
                scaled = Number(number.start, number.end, number.low * scale, number.high * scale)
                yield Measure(number.start, number.end, one.kind, one.unit, scaled, "also", cert="medium")

    def _money(self) -> Iterator[Measure]:
        for at in occurrences(self.text, "$", "£", "€", "¥", "Rs"):
            ways = (_SYMBOL.match(self.text, at - back) for back in (2, 1, 0) if at >= back)
            found = next((one for one in ways if one and one.start("figure") > at), None)
            if found:
                yield self._amount(found)

    def _amount(self, found: re.Match[str]) -> Measure:
        value = Decimal(found["figure"].replace(",", ""))
        for scale in (found["scale"] or "").split():
            short = {"m": "million", "bn": "billion", "hundred": "hundred"}.get(scale, scale)
            value *= 100 if short == "hundred" else self.known.words.scales[short]
        value += Decimal(found["shillings"] or 0) / 20 + Decimal(found["pence"] or 0) / 240
        unit = self.known.symbols.get(found["symbol"], self.known.symbols.get(found["symbol"][-1], "USD"))
        end = found.end()
        return Measure(found.start(), end, "currency", unit, Number(found.start(), end, value, value), "money")
