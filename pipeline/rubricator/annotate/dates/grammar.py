"""The grammar of dates, in two passes of regular expressions over the kinds of tokens.

A finite-state cascade (S. Abney, "Partial parsing via finite-state cascades", 1996): the first pass makes
points (a day, a month, a year, a season …), the second joins points to expressions (ranges, dual dates,
fuzzy and relative ones). One letter of the kinds string is one token; the letters are those of
`vocabulary.KINDS`, and after the first pass also those of `_UNIT_LETTERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, Literal, NamedTuple

from rubricator.annotate.dates.tokens import Token

Unit = Literal["day", "month", "season", "year", "decade", "century"]


class Point(NamedTuple):
    """A time at ``[start, end)`` as far as its words state it; None is what they leave open.

    `season` is its first month; `style` is what the words say of the calendar; `second` is the other
    year of a slashed one (1641/2) or of a winter; `reign` counts the years of a reign from the day told;
    `short` has the last two figures of a year that is not told in full;
    `feast` names a feast, `easter` is its distance from Easter Sunday where it moves; `change` is the first
    Gregorian day of the realm; `era` tells of BC; `part` is the part meant, at an end of a range.
    """

    unit: Unit
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int = 0
    weekday: int | None = None
    feast: str = ""
    easter: int | None = None
    style: str = ""
    second: int | None = None
    reign: int = 0
    change: str = ""
    era: bool = False
    misread: bool = False
    part: str = ""
    short: int | None = None


class Expression(NamedTuple):
    """A date expression at ``[start, end)``: what the clock and the calendars then give a value.

    `form`: point, range, dual, relative; `part` is the part of the point that is meant; `bound` is
    before or after, or tells of the relation (following, same, counted …); `steps` (least, most) counts `unit`s
    from the time the clock stands at; `open` tells of a last word that may lean on what follows it.
    """

    form: str
    start: int
    end: int
    points: tuple[Point, ...] = ()
    part: str = ""
    about: bool = False
    bound: str = ""
    unit: str = ""
    steps: tuple[int, int] = (0, 0)
    open: bool = False


_UNIT_LETTERS: Final[dict[str, str]] = {
    "day": "1",
    "month": "2",
    "season": "3",
    "year": "4",
    "decade": "5",
    "century": "6",
}
_POINT: Final = "[1-6]"


def expressions(stream: Iterable[Token]) -> Iterator[Expression]:
    """The date expressions of a token stream, in order, none overlapping."""
    items = _points(_eras(list(stream)))
    kinds = "".join(item.kind for item in items)
    for found in _EXPRESSION.finditer(kinds):
        rule = found.lastgroup or ""
        yield from _EXPRESSION_RULES[rule][1](items[found.start() : found.end()])


# --- eras: 490 BC is a year, and so is the 499 of "499-493 BC"

_ERA: Final = re.compile(r"(?P<bc>(?:[hYdn](?:-|k|a|/))?[hYdn]B)|(?P<ad>A,?[hYdn]|(?:[hYdn](?:-|k|a))?[hYdn]A)")


def _eras(stream: list[Token]) -> list[Token]:
    kinds = "".join(token.kind for token in stream)
    out: list[Token] = []
    at = 0
    for found in _ERA.finditer(kinds):
        out += stream[at : found.start()]
        out += _era(stream[found.start() : found.end()], bc=found.lastgroup == "bc")
        at = found.end()
    return out + stream[at:]


def _era(piece: list[Token], *, bc: bool) -> list[Token]:
    years = [token for token in piece if token.kind in "hYdn"]
    made = [Token("Y", year.start, year.end, 1 - year.value if bc else year.value) for year in years]
    start = piece[0].start if len(made) == 1 else made[-1].start
    made[-1] = made[-1]._replace(start=min(made[-1].start, start), end=piece[-1].end)
    return [made[0], next(t for t in piece if t.kind in "-ka/"), made[1]] if len(made) == 2 else made


# --- first pass: points


def _spelled(rule: str) -> str:
    """A rule with “O” for either word for “of”."""
    return rule.replace("[O-]", "[fe-]").replace("O", "[fe]")


_Y: Final = "(?:A?,?[Yp]A?)"
_POINT_RULES: Final[dict[str, str]] = {
    "figures": r"I",
    "regnal": r"ou(?:Ot?|t)(?:EO?)?t?K?R",
    "hyphened": r"d-M-[dn](?!-)",
    "day_style_year": rf"(?:W,?t?)?Mt?,?[do],?[JG],?{_Y}",
    "day_first": rf"(?:W,?t?|t)?[do](?:uO|O)?M(?!-\d)(?:,?O?t?u?{_Y}(?:[/-][dn](?![do]?M))?)?",
    "day_last": rf"(?:W,?t?)?Mt?,?[do](?![M/])(?:,?O?{_Y}(?:/[dn])?)?",
    "weekday_only": r"W,?t?o",
    "month_year": rf"M,?O?t?u?{_Y}(?:/[dn])?",
    "season_year": r"s,?O?t?u?Y(?:[-/][dnY])?|Ys",
    "feast": rf"F(?:,?O?{_Y})?",
    "month": r"M",
    "century": r"ocB?",
    "decade": r"T",
    "slashed_year": r"u?Y/[dn]",
    "year": r"u?Y",
    "season": r"s",
}
_POINTS: Final = re.compile("|".join(f"(?P<{name}>{_spelled(rule)})" for name, rule in _POINT_RULES.items()))


_Item = Token
"""What the second pass reads: a token, or a point with the letter of its unit."""


def _points(stream: list[Token]) -> list[_Item]:
    kinds = "".join(token.kind for token in stream)
    out: list[_Item] = []
    at = 0
    for found in _POINTS.finditer(kinds):
        out += stream[at : found.start()]
        point = _point(stream[found.start() : found.end()])
        out.append(_Item(_UNIT_LETTERS[point.unit], point.start, point.end, point))
        at = found.end()
    return out + stream[at:]


def _point(piece: list[Token]) -> Point:
    """The point that the tokens of one rule make; a leading article is left outside."""
    first = next(token for token in piece if token.kind != "t")
    by = {token.kind: token for token in reversed(piece)}
    if "R" in by:
        year, month, day, change = by["R"].value
        return Point("day", first.start, piece[-1].end, year, month, day, reign=by["o"].value, change=change)
    if "I" in by:
        year, month, day = by["I"].value
        return Point("day", first.start, piece[-1].end, year, month, day)
    year, second = _year(piece)
    made = partial(Point, start=first.start, end=piece[-1].end, year=year, second=second)
    weekday = by["W"].value if "W" in by else None
    if "M" in by:
        month, sure = by["M"].value
        day = by.get("o") or _day_number(piece)
        unit: Unit = "day" if day or weekday is not None else "month"
        if [token.kind for token in piece[1::2]] == ["-", "-"]:
            made = partial(made, short=piece[-1].value)
        style = _STYLES.get("J" if "J" in by else "G" if "G" in by else "", "")
        made = partial(made, style=style)
        return made(unit, month=month, day=day.value if day else None, weekday=weekday, misread=not sure)
    if "F" in by:
        name, month, day, easter = by["F"].value
        return made("day", month=month, day=day, feast=name, easter=easter, weekday=weekday)
    if "s" in by:
        return made("season", season=by["s"].value)
    if "c" in by:
        return Point("century", first.start, piece[-1].end, by["o"].value, era="B" in by)
    if "T" in by:
        return Point("decade", first.start, piece[-1].end, by["T"].value)
    if weekday is not None:
        return made("day", day=by["o"].value, weekday=weekday)
    return made("year", day=by["o"].value if "o" in by else None)


def _day_number(piece: list[Token]) -> Token | None:
    """The day of the month: the bare number beside the month, not the one after a slash of the year."""
    return next(
        (token for at, token in enumerate(piece) if token.kind == "d" and (at == 0 or piece[at - 1].kind not in "/-")),
        None,
    )


def _year(piece: list[Token]) -> tuple[int | None, int | None]:
    at = next((i for i, token in enumerate(piece) if token.kind in "Yp"), None)
    if at is None:
        return None, None
    year = piece[at].value if piece[at].kind == "Y" else 1900 + piece[at].value
    tail = piece[at + 1 :]
    if len(tail) == 2 and tail[0].kind in "/-" and tail[1].kind in "dnY":
        return year, completed(year, tail[1].value)
    return year, None


def completed(year: int, tail: int) -> int:
    """The year that the last figures `tail` stand for after `year`: 1917, 18 → 1918; 1899, 1 → 1901."""
    if tail >= 100 or year < 0:
        return tail
    size = 10 if tail < 10 else 100
    found = year // size * size + tail
    return found if found > year else found + size


# --- second pass: expressions


def _only(items: list[_Item]) -> list[Point]:
    return [item.value for item in items if isinstance(item.value, Point)]


def _filled(point: Point, other: Point) -> Point:
    """The point with what it leaves open taken from the other end of the range."""
    return point._replace(
        year=point.year if point.year is not None else other.year,
        month=point.month or (other.month if point.unit == "day" and not point.feast else None),
    )


def _number(item: _Item) -> int:
    assert isinstance(item.value, int)
    return item.value


def _plain(items: list[_Item]) -> Iterator[Expression]:
    (point,) = _only(items)
    if point.unit == "year" and point.second is not None:
        yield from _range([_Item("4", point.start, point.end, point)])
    else:
        yield Expression("point", point.start, point.end, (point,))


def _part(items: list[_Item]) -> Iterator[Expression]:
    (point,) = _only(items)
    part = next((str(item.value) for item in items if item.kind == "z"), "")
    start = next((item.start for item in items if item.kind in "zqv"), point.start)
    about = any(item.kind == "q" for item in items)
    yield Expression("point", start, point.end, (point,), part="" if part == "whole" else part, about=about)


def _bounded(items: list[_Item]) -> Iterator[Expression]:
    (point,) = _only(items)
    yield Expression("point", items[0].start, point.end, (point,), bound=str(items[0].value))


def _marked(items: list[_Item]) -> Iterator[Expression]:
    point = _only(items)[0]
    style = next(item for item in items if item.kind in "JG")
    end = items[-1].end
    yield Expression("point", point.start, end, (point._replace(style=_STYLES[style.kind], end=end),))


_STYLES: Final = {"J": "julian", "G": "gregorian"}


def _dual(items: list[_Item]) -> Iterator[Expression]:
    """Two readings of one day: 28 January (10 February); 5 January (18, New Style); 5/18 January 1918."""
    places = [at for at, item in enumerate(items) if item.kind in "1do"]
    parting = next(at for at, item in enumerate(items) if item.kind in "(/," and at > places[0])
    styles = {at > parting: _STYLES[item.kind] for at, item in enumerate(items) if item.kind in "JG"}
    reverse = styles.get(False) == "gregorian" or styles.get(True) == "julian"
    order = ("gregorian", "julian") if reverse else ("julian", "gregorian")
    halves = [_half(items[at])._replace(style=style) for at, style in zip(places, order, strict=True)]
    year = items[-1].value if items[-1].kind == "4" else None
    if isinstance(year, Point):
        halves = [half._replace(year=half.year if half.year is not None else year.year) for half in halves]
    yield Expression("dual", halves[0].start, items[-1].end, tuple(halves), about=not styles)


def _half(item: _Item) -> Point:
    if isinstance(item.value, Point):
        return item.value
    return Point("day", item.start, item.end, day=_number(item))


def _range(items: list[_Item]) -> Iterator[Expression]:
    """Two ends, the words between and a leading “between” or “from”; a bare number is an end too."""
    ends = list(_ends(items))
    first, last = ends if len(ends) == 2 else _both_years(ends[0])
    if last.unit == "year" and first.unit == "year" and last.year is not None and first.year is not None:
        first, last = _years_apart(first, first.year, last, last.year)
    unit = first.unit if first.unit != "year" or last.unit == "year" else last.unit
    if first.unit == "year" and last.unit == "day" and first.year is not None and first.year <= 31:
        first = first._replace(unit="day", day=first.year, year=None)
    if last.unit == "year" and first.unit == "day" and last.year is not None and last.year <= 31:
        last = last._replace(unit="day", day=last.year, year=None)
    first, last = _filled(first, last), _filled(last, first)
    if first.unit == "century" or last.unit == "century":
        first, last = first._replace(unit="century"), last._replace(unit="century")
    start = items[0].start if items[0].kind in "brez" else first.start
    yield Expression("range", start, items[-1].end, (first, last), unit=unit)


def _years_apart(first: Point, start: int, last: Point, end: int) -> tuple[Point, Point]:
    """Both years in full: 1917-18; 480-479 BC, where the era stands at the end only."""
    if 0 <= end < 100 <= start:
        return first, last._replace(year=completed(start, end))
    return (first._replace(year=1 - start) if end < 0 < start else first), last


def _both_years(point: Point) -> tuple[Point, Point]:
    assert point.second is not None
    return point._replace(second=None), point._replace(year=point.second, second=None)


def _ends(items: list[_Item]) -> Iterator[Point]:
    """The ends of a range, each with the part of it that is meant and the word for that."""
    part: _Item | None = None
    for item in items:
        if item.kind == "z":
            part = item
        elif item.kind in "123456dnhopY":
            point = _end(item)
            yield point._replace(start=part.start, part=str(part.value)) if part else point
            part = None


def _end(item: _Item) -> Point:
    if isinstance(item.value, Point):
        return item.value
    return Point("year", item.start, item.end, year=_number(item))


def _days_of(items: list[_Item]) -> Iterator[Expression]:
    """“3 and 5 July”, “3, 4 and 5 July”: each number is a date of its own."""
    whole = _only(items)[-1]
    for item in items[:-1]:
        if item.kind in "do":
            point = Point("day", item.start, item.end, whole.year, whole.month, _number(item))
            yield Expression("point", item.start, item.end, (point,))
    yield Expression("point", whole.start, whole.end, (whole,))


def _shared_month(items: list[_Item]) -> Iterator[Expression]:
    """“Tuesday the 4th and Wednesday the 5th of April”: the month and year of the last hold for those without."""
    points = _only(items)
    for point in points:
        if point.month is None and not point.feast:
            point = _filled(point, points[-1])
        yield Expression("point", point.start, point.end, (point,))


def _month_apart(items: list[_Item]) -> Iterator[Expression]:
    """“the 13th ultimo”: a day of the month before the clock's."""
    day, apart = items[-2:]
    point = Point("day", day.start, apart.end, day=_number(day))
    yield Expression("point", day.start, apart.end, (point,), unit="this-month", steps=(_number(apart), _number(apart)))


def _more_days(items: list[_Item]) -> Iterator[Expression]:
    """“July 3 and 5”: the month of the first holds for the second."""
    whole = _only(items)[0]
    yield Expression("point", whole.start, whole.end, (whole,))
    for item in items[1:]:
        if item.kind in "do":
            yield Expression(
                "point",
                item.start,
                item.end,
                (whole._replace(start=item.start, end=item.end, day=_number(item), weekday=None),),
            )


def _dated_by(items: list[_Item]) -> Iterator[Expression]:
    """“July 25 of that year”: the year is the clock's, whatever month it stands at."""
    point = _only(items)[0]._replace(end=items[-1].end)
    unit = "" if point.year is not None else "this-" + str(items[-1].value)
    yield Expression("point", point.start, point.end, (point,), unit=unit)


def _pair(items: list[_Item]) -> Iterator[Expression]:
    """“spring and summer of 1979”: the year of the second is that of the first too."""
    first, second = _only(items)
    if first.year is None and second.year is not None:
        first = first._replace(year=second.year)
    yield Expression("point", first.start, first.end, (first,))
    part = [item for item in items if item.kind == "z"]
    yield Expression(
        "point",
        (part or [items[-1]])[0].start,
        second.end,
        (second,),
        part=str(part[0].value) if part else "",
    )


def _ordinal(items: list[_Item]) -> Iterator[Expression]:
    """“the 18th”, “the 5th of that month”: a day of the month the clock stands at."""
    day = next(item for item in items if item.kind == "o")
    point = Point("day", day.start, items[-1].end, day=_number(day))
    unit = "this-month" if items[-1].kind == "u" else "ordinal"
    yield Expression("point", day.start, items[-1].end, (point,), unit=unit)


def _relative(items: list[_Item]) -> Iterator[Expression]:
    """“the following day”, “l'année suivante”, “later that month”."""
    word = next((str(item.value) for item in items if item.kind in "xy"), "same")
    item = next(item for item in items if item.kind in "uvs3")
    unit = "season" if isinstance(item.value, Point) else "day" if item.kind == "v" else str(item.value)
    steps = _DIRECTION.get(word, 0)
    part = next((str(item.value) for item in items if item.kind == "z"), "")
    part = "whole" if items[0].kind == "l" else part
    start = next(i.start for i in items if i.kind != "t")
    points = tuple(_only(items))
    yield Expression("relative", start, items[-1].end, points, part, unit=unit, steps=(steps, steps), bound=word)


def _beside(items: list[_Item]) -> Iterator[Expression]:
    """“le lendemain”: the next day in one word."""
    assert isinstance(items[-1].value, tuple)
    step, unit, bound = items[-1].value
    yield Expression("relative", items[-1].start, items[-1].end, unit=unit, steps=(step, step), bound=bound)


def _weekday_beside(items: list[_Item]) -> Iterator[Expression]:
    """“the following Monday”, “vergangenen Freitag”: the next one, or the last, seen from the clock's day."""
    day = next(item for item in items if item.kind == "W")
    word = str(next(item for item in items if item.kind in "xy").value)
    if word in _DIRECTION:
        start = next(item.start for item in items if item.kind != "t")
        point, step = Point("day", day.start, day.end, weekday=_number(day)), _DIRECTION[word]
        yield Expression("relative", start, items[-1].end, (point,), unit="weekday", steps=(step, step), bound=word)


def _whole(items: list[_Item]) -> Iterator[Expression]:
    """“the whole year”, “most of the rest of the month”, “the end of the month”."""
    unit, parts = str(items[-1].value), [str(item.value) for item in items if item.kind == "z"]
    if items[1].kind == "u" and parts != ["whole"]:
        return
    part = "" if "whole" in parts else parts[0]
    yield Expression("relative", items[0].start, items[-1].end, part=part or "whole", unit=unit, bound="same")


_DIRECTION: Final = {"following": 1, "previous": -1, "last": -1, "past": -1, "coming": 1}
_BACKWARD: Final = ("earlier", "before", "previous")


def _goes_on(item: _Item) -> bool:
    """False for “this” and “that”, which after a unit begin something else."""
    return item.kind not in "xy" or item.value in _DIRECTION


def _counted(items: list[_Item]) -> Iterator[Expression]:
    """“two days later”, “a few weeks earlier”, “two days following”."""
    if not _goes_on(items[-1]):
        return
    count = next(item for item in items if item.kind in "Ndn")
    unit = next(item for item in items if item.kind == "u")
    least, most = count.value if isinstance(count.value, tuple) else (_number(count), _number(count))
    steps = (-most, -least) if items[-1].value in _BACKWARD else (least, most)
    start, end, lean = count.start, items[-1].end, items[-1].kind == "m"
    yield Expression("relative", start, end, unit=str(unit.value), steps=steps, bound="counted", open=lean)


def _day_beside(items: list[_Item]) -> Iterator[Expression]:
    """“the day after”, “the day before”, “the day following”."""
    if not _goes_on(items[-1]):
        return
    unit = next(item for item in items if item.kind == "u")
    step = -1 if items[-1].value in _BACKWARD else 1
    start, end, lean = unit.start, items[-1].end, items[-1].kind == "m"
    yield Expression("relative", start, end, unit=str(unit.value), steps=(step, step), bound="beside", open=lean)


_P: Final = _POINT
_LEAD: Final = "(?:t?z[O-]?)?t?"
"""The part that is meant of the end of a range: “the end of”, “early”."""
Build = Callable[[list[_Item]], Iterator[Expression]]
_EXPRESSION_RULES: Final[dict[str, tuple[str, Build]]] = {
    "dual": (
        r"(?:1,?[JG]?\((?:1|[do])(?:,?[JG])?\)|1J?,?\(G,?[1do]\)|t?[do]\((?:1|[do]),?[JG]\)"
        r"|1/1|[do]/1(?!/)|1,?J,1,?G)(?:,?O?4)?",
        _dual,
    ),
    "marked": (r"[12],?[JG]|[12]\([JG]\)", _marked),
    "between": (rf"b{_LEAD}(?:{_P}|[don])[-a]{_LEAD}{_P}|b(?:{_P}|h)a[hd]", _range),
    "from": (rf"[re]{_LEAD}(?:{_P}|[donh]),?[-k]{_LEAD}(?:{_P}|[do](?=[|,)]))", _range),
    "days_range": (r"[do](?:-|k)t?1|1[-k]t?[do](?![ucTM\d])", _range),
    "range": (r"(?:1[-k]1|2[-k]2|4[-k][4dnp](?![ucM\d])|h-4|5[-k]5|3[-k]3|1[-k]2)", _range),
    "parted": (rf"zO?{_P}[-k]t?zO?t?{_P}", _range),
    "years_pair": (r"h[ak]4(?=\|)", _range),
    "centuries": (r"o[a-]6", _range),
    "shared_month": (r"1(?:,1)*,?a1", _shared_month),
    "days_of": (r"[do](?:,t?[do])*,?a?,?t?1(?<!.1)|[do](?:,t?[do])*,?at?1", _days_of),
    "more_days": (r"1(?:,[do](?=[,a]))*,?a[do](?![ucM\d])", _more_days),
    "dated_by": (r"[12]O[xt]x?u", _dated_by),
    "pair": (r"2[a/,]2|3az?3", _pair),
    "bounded": (rf"St?{_P}", _bounded),
    "part": (rf"z[O-]?[12]|z[O-]?t?[3-6]|zO?t?uO?[24]|qt?z?O?t?{_P}|vO?t?{_P}", _part),
    "counted": (r"[Ndn]u(?:[lm]|[xy](?=[|,]))", _counted),
    "postposed": (r"t?[uvs3]y", _relative),
    "in_a_word": (r"t?X", _beside),
    "weekday_beside": (r"t?xW(?![t,]?[doM])|t?Wy", _weekday_beside),
    "beside": (r"tu(?:[lm]|x)(?=[|,])", _day_beside),
    "whole": (r"zu|(?:zO)?zOt[ux]?u", _whole),
    "part_relative": (r"[zl]O?(?:t|x|tx)[uv3]|[zl]O?t?x[uv3]", _relative),
    "relative": (r"t?xx?[uv3]", _relative),
    "month_apart": (r"t?[do]i", _month_apart),
    "ordinal": (r"to(?:O[xt]x?u)?(?![ucMso\d])", _ordinal),
    "plain": (_P, _plain),
}
_EXPRESSION: Final = re.compile(
    "|".join(f"(?P<{name}>{_spelled(rule)})" for name, (rule, _) in _EXPRESSION_RULES.items())
)
