"""Wrong speakers of the development data under EVAL, counted by what went wrong.

    speaker_errors.py [--task quotes|quotes-bare|ner] [--show KIND]

`quotes-bare` is `quotes` without the list of characters. `--show` prints the places of one kind.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import accuracy
import unscored

from rubricator import build
from rubricator.annotate.speech.annotator import persons_of
from rubricator.annotate.speech.evidence import Witness
from rubricator.annotate.speech.joint import Moment
from rubricator.annotate.speech.learned import weights
from rubricator.annotate.speech.speakers import settle, weighed
from rubricator.annotate.speech.utterances import Utterance
from rubricator.model import source as sources
from rubricator.model.document import Annotation

TASKS = ("quotes", "quotes-bare", "ner")
_LONGEST = 5000


class Error(NamedTuple):
    """What went wrong, and where: the offset, who speaks, who we say does."""

    kind: str
    place: str
    truth: str
    ours: str


def errors(folder: Path, bare: bool) -> Iterator[Error | None]:
    """For each gold quotation of a text its error; None for a right one."""
    annotated = _annotated(folder, bare)
    said = annotated.document.in_layer("said", "quote")
    truth = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [(one, _ours(one, said)) for one in truth if one["layer"] == "speech" and one.get("who")]
    same = unscored.same_persons([(tuple(one["who"].split()), _who(ours), "") for one, ours in pairs if ours])
    moments = _moments(annotated)
    for one, ours in pairs:
        if ours and {same.get(id) for id in _who(ours)} == set(one["who"].split()):
            yield None
            continue
        who = " ".join(_who(ours)) if ours else ""
        yield Error(_kind(one, ours, same, moments), f"{folder.name} {one['start']}", one["who"], who)


def _annotated(folder: Path, bare: bool) -> build.Annotated:
    characters = folder / "characters.json"
    with tempfile.TemporaryDirectory() as scratch:
        extra = [accuracy._authority(characters, Path(scratch))] if characters.is_file() and not bare else []
        return build.annotate(sources.read(folder / "source.txt"), extra_authority=extra)


def _ours(one: dict[str, Any], said: tuple[Annotation, ...]) -> Annotation | None:
    """Our quotation that holds half or more of one of the gold's, the shortest if several do."""
    low = bisect_left(said, one["start"] - _LONGEST, key=lambda other: other.start)
    high = bisect_left(said, one["end"], key=lambda other: other.start)
    near = [(min(other.end, one["end"]) - max(other.start, one["start"]), other) for other in said[low:high]]
    best = max(near, key=lambda pair: (pair[0], pair[1].start - pair[1].end), default=None)
    return best[1] if best and 2 * best[0] >= one["end"] - one["start"] else None


def _who(one: Annotation | None) -> tuple[str, ...]:
    return tuple((one.attrs.get("who") or one.attrs.get("source") or "").split()) if one else ()


def _moments(annotated: build.Annotated) -> dict[int, tuple[Moment, Utterance]]:
    """By the offset of each quotation, the moment of its talk and its utterance."""
    persons = persons_of(annotated.document, annotated.context)
    units = persons.passage.utterances()
    witness = Witness(persons.passage, persons, units, settle(units, persons))
    found = {moment.at: moment for moment, _ in weighed(witness, weights())}
    return {
        persons.passage.quotations[number].start: (found[at], unit)
        for at, unit in enumerate(units)
        for number in unit.quotations
    }


def _kind(
    one: dict[str, Any],
    ours: Annotation | None,
    same: dict[str, str],
    moments: dict[int, tuple[Moment, Utterance]],
) -> str:
    if ours is None:
        return "quotation not found"
    if " " in one["who"]:
        return "several speak"
    if ours.start not in moments:
        return "words inside words"
    moment, unit = moments[ours.start]
    known = {theirs: id for id, theirs in same.items()}.get(one["who"])
    if unit.settled:
        what = "description" if unit.rule == "description" else f"cue ({unit.rule})"
        return f"{what} wrong" + ("" if any(id in same for id in unit.ids) else ", nobody of the gold's")
    if not _who(ours):
        return "nobody found"
    if known is None:
        return "person never found elsewhere"
    return ("outweighed, " if known in moment.persons else "not at hand, ") + _WHERE[moment.kind]


_WHERE = {"bare": "no cue", "cued": "pronoun or noun"}


def main() -> None:
    """Count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", default="quotes", choices=TASKS)
    parser.add_argument("--show", default="", metavar="KIND")
    options = parser.parse_args()
    bare = options.task.endswith(accuracy.BARE)
    folders = sorted((Path(os.environ["EVAL"]) / "dev" / options.task.removesuffix(accuracy.BARE)).iterdir())
    judged = [error for folder in folders for error in errors(folder, bare)]
    counts = Counter(error.kind for error in judged if error)
    print(f"{sum(counts.values())} of {len(judged)} wrong")
    for kind, count in counts.most_common():
        print(f"{count:6} {count / len(judged):.3f} {kind}")
    for error in judged:
        if error and error.kind == options.show:
            print(f"{error.place}: {error.truth}, not {error.ours or 'nobody'}")


if __name__ == "__main__":
    main()
