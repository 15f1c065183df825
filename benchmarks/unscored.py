"""What the scorer does not judge, judged from the gold's own fields and the annotations of a run.

Targets and fields of citations, quantities of measures, kinds of corrections, missing and wrong marks,
responsibility of notes, flags, and the calibration of certainty.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def judge(gold: Path, ours: Path, text: str) -> dict[str, tuple[int, int]]:
    """Measure → (right, of how many) for one document."""
    truth, found = _read(gold), _read(ours)
    tally: dict[str, tuple[int, int]] = {}
    for name, right, total in _measures(truth, found, text):
        before = tally.get(name, (0, 0))
        tally[name] = (before[0] + right, before[1] + total)
    return tally


def _read(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _measures(truth: list[Record], found: list[Record], text: str) -> Iterator[tuple[str, int, int]]:
    yield from _responsibility(truth, found)
    yield from _corrections(truth, found)
    yield from _marks(truth, found)
    yield from _flags(truth, found)
    yield from _quantities(truth, found)
    yield from _foreign_titles(truth, found)
    yield from _citations(truth, found, text)


def _of(records: Iterable[Record], *layers: str) -> list[Record]:
    return [one for one in records if one["layer"] in layers]


def _overlap(one: Record, other: Record) -> int:
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def _match(truth: list[Record], found: list[Record]) -> Iterator[tuple[Record, Record | None]]:
    """Each gold record with the record of ours that shares most of it, at least half."""
    for one in truth:
        best = max(found, key=lambda other: _overlap(one, other), default=None)
        shares = best is not None and _overlap(one, best) * 2 >= one["end"] - one["start"]
        yield one, best if shares else None


def _responsibility(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    names = {"author": "authorial", "editor": "editorial", "mixed": "mixed"}
    for note, ours in _match(_of(truth, "note"), _of(found, "note")):
        if "resp" in note:
            right = ours is not None and ours["attrs"].get("type") == names[note["resp"]]
            yield "note responsibility", right, 1


def _corrections(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    ours = _of(found, "sic")
    for one, hit in _match(_of(truth, "corr"), ours):
        if one.get("cert") != "low":
            yield f"corrections found, {one['kind']}", hit is not None, 1
            if hit is not None:
                yield "kind of correction", hit["attrs"].get("type") == one["kind"], 1
    known = _of(truth, "corr", "mark", "ignore", "foreign")
    for one in ours:
        yield "corrections that the gold has (precision)", any(_near(one, other, 2) for other in known), 1


def clean(ours: Path, text: str) -> dict[str, tuple[int, int]]:
    """Corrections in a clean text and its words: of 20,000 words, one may be changed."""
    made = [one for one in _of(_read(ours), "sic", "supplied") if one["rule"].startswith("corrections/")]
    return {"words changed in clean texts": (len(made), len(text.split()))}


def _near(one: Record, other: Record, reach: int) -> bool:
    return one["start"] - reach <= other["end"] and other["start"] <= one["end"] + reach


def _marks(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    ours = _of(found, "sic", "supplied", "gap", "flag")
    for one in _of(truth, "mark"):
        mended = any(_near(one, other, 1) for other in ours if other["layer"] != "flag")
        yield f"marks mended, {one['kind']}", mended, 1
        yield "marks mended or flagged", any(_near(one, other, 3) for other in ours), 1


def _flags(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    for one in _of(truth, "flag"):
        yield "errors of fact and displaced text flagged", any(_near(one, other, 40) for other in _of(found, "flag")), 1


def _quantities(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    for one, ours in _match(_of(truth, "measure"), _of(found, "measure")):
        if ours is not None and isinstance(one.get("quantity"), int | float):
            yield "quantity of measures", _same_number(one["quantity"], ours["attrs"].get("quantity", "")), 1


def _foreign_titles(truth: list[Record], found: list[Record]) -> Iterator[tuple[str, int, int]]:
    """Foreign words that are a title: a `title` with its language, not a `foreign` in it."""
    titles = [one for one in _of(found, "title") if "lang" in one["attrs"]]
    for one, ours in _match([one for one in _of(truth, "foreign") if one.get("in_title")], titles):
        yield "language of foreign titles", ours is not None and ours["attrs"]["lang"] == one["lang"], 1


def _same_number(gold: float, ours: str) -> bool:
    try:
        return abs(float(ours) - gold) <= abs(gold) * 1e-6
    except ValueError:
        return False


def _citations(truth: list[Record], found: list[Record], text: str) -> Iterator[tuple[str, int, int]]:
    ours = _of(found, "bibl")
    notes = {one["attrs"].get("n"): one for one in _of(found, "note")}
    for one, hit in _match(_of(truth, "bibl"), ours):
        if hit is None:
            continue
        inner = [other for other in found if other["start"] >= hit["start"] and other["end"] <= hit["end"]]
        for name, layers in _FIELDS.items():
            if one.get(name):
                yield "fields of citations", _holds(str(one[name]), _of(inner, *layers), text), 1
        if one.get("target"):
            yield "targets of ibid. and op. cit.", _targets(one, hit, ours, inner, notes), 1


_FIELDS = {
    "author": ("author",),
    "title": ("title",),
    "title_trans": ("title",),
    "place": ("pubPlace",),
    "date": ("date",),
    "pages": ("citedRange",),
    "volume": ("biblScope", "citedRange"),
}


def _holds(value: str, records: list[Record], text: str) -> bool:
    printed = _plain("".join(text[one["start"] : one["end"]] for one in records))
    return _plain(value) in printed or value in [one["attrs"].get("when") for one in records]


def _plain(value: str) -> str:
    return re.sub(r"\W+", "", value).casefold()


def _targets(
    one: Record, hit: Record, ours: list[Record], inner: list[Record], notes: dict[str | None, Record]
) -> bool:
    """The citation pointed to, or of the same work where author and title repeat, stands in the gold's note."""
    refs = {other["attrs"].get("target") for other in _of(inner, "citeref")}
    work = None if refs else hit["attrs"].get("corresp")
    note = notes.get(str(one["target"]))
    same = [
        other for other in ours if other["attrs"].get("id") in refs or (work and other["attrs"].get("corresp") == work)
    ]
    return note is not None and any(note["start"] <= other["start"] < note["end"] for other in same)


# --- the calibration of certainty
def speakers(gold: Path, ours: Path) -> dict[str, tuple[int, int]]:
    """Certainty of an attribution → (right, of how many), over the gold quotations whose speaker is known.

    Our ids stand for those of the gold with which they share most quotations, one to one.
    """
    pairs = list(spoken(_read(gold), _read(ours)))
    same = same_persons(pairs)
    tally: dict[str, tuple[int, int]] = {}
    for truth, found, cert in pairs:
        if found:
            name = f"speakers marked {cert}"
            right, total = tally.get(name, (0, 0))
            tally[name] = (right + ({same.get(one) for one in found} == set(truth)), total + 1)
    return dict(sorted(tally.items(), key=lambda one: _CERTS.index(one[0].split()[-1])))


_CERTS = ("high", "medium", "low", "unknown")
Spoken = tuple[tuple[str, ...], tuple[str, ...], str]


def spoken(truth: list[Record], found: list[Record]) -> Iterator[Spoken]:
    """Gold speakers, ours and our certainty for each gold quotation of which ours holds half or more."""
    said = sorted(_of(found, "said", "quote"), key=lambda one: one["start"])
    starts = [one["start"] for one in said]
    for one in _of(truth, "speech"):
        if one.get("who"):
            low, high = bisect_left(starts, one["start"] - _LONGEST), bisect_left(starts, one["end"])
            near = sorted(
                said[low:high], key=lambda other: other["end"] - other["start"]
            )  # a quotation in another first
            best = max(near, key=lambda other: _overlap(one, other), default=None)
            if best is not None and _overlap(one, best) * 2 >= one["end"] - one["start"]:
                who = best["attrs"].get("who") or best["attrs"].get("source") or ""
                yield tuple(str(one["who"]).split()), tuple(who.split()), best["cert"]


_LONGEST = 5000


def begins(one: Record, found: list[Record]) -> int | None:
    """Where the quotation of ours begins that holds half or more of one of the gold's."""
    best = max(found, key=lambda other: _overlap(one, other), default=None)
    return best["start"] if best is not None and _overlap(one, best) * 2 >= one["end"] - one["start"] else None


def same_persons(pairs: list[Spoken]) -> dict[str, str]:
    counts = Counter((ours, theirs) for truth, found, _ in pairs for ours in found for theirs in truth)
    same: dict[str, str] = {}
    for (ours, theirs), _ in counts.most_common():
        if ours not in same and theirs not in same.values():
            same[ours] = theirs
    return same
