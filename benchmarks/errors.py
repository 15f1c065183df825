"""The errors of the names and of speech, counted by kind: missed, another kind, too short or too long, none at all.

    errors.py [--task TASK] [--layer LAYER] [--only REGEX] [--contexts] [--write FILE]

Of speech the speaker too: with the rule that named another, and the words around.

Reads the development data under EVAL and annotates it as `accuracy.py` does. `--contexts` shows where the errors
stand; the page that `--write` makes (a section of docs/names.md, between two marks) has their words only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import accuracy
import unscored

from rubricator import build
from rubricator.model import edition
from rubricator.model import source as sources
from rubricator.model.document import Annotation, Document

TASKS = ("year-one", "ner", "ner_hipe", "quotes")
"""The tasks of the page."""
OTHERS = ("ner-de", "ner-fr", "speech-de", "speech-fr", "quotes-bare")
LAYERS = {"person": "persName", "place": "placeName", "org": "orgName"}
SPEECH = "speech"
AROUND = {SPEECH: 160}
"""Characters shown on each side; forty of a name."""
OF = {element: layer for layer, element in LAYERS.items()}
SHOWN = 20
START, END = "<!-- errors: written by benchmarks/errors.py -->", "<!-- end of errors -->"


Record = dict[str, Any]


class Span(NamedTuple):
    """A name of gold or of ours."""

    layer: str
    start: int
    end: int
    rule: str = ""


class Error(NamedTuple):
    """What went wrong with which words, and where."""

    layer: str
    kind: str
    words: str
    where: str


def annotated(folder: Path) -> Document:
    """One document of the corpora with our annotations."""
    found = edition.load(accuracy.CHAPTER) if "year-one" in folder.parts else edition.Edition()
    characters = folder / "characters.json"
    with tempfile.TemporaryDirectory() as scratch:
        extra = [accuracy._authority(characters, Path(scratch))] if characters.is_file() else []
        return build.annotate(sources.read(folder / "source.txt"), found, extra).document


def errors(folder: Path) -> Iterator[Error]:
    """The errors in one document."""
    document = annotated(folder)
    records = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    judged = ({*meta.get("layers", LAYERS)} | {one["layer"] for one in records}) - {*meta.get("scope", {})}
    gold = [Span(one["layer"], one["start"], one["end"]) for one in records if one["layer"] in LAYERS]
    near = gold + [Span("", one["start"], one["end"]) for one in records if one["layer"] in ("facility", "ignore")]
    ours = [Span(OF[a.layer], a.start, a.end, a.rule) for a in document.in_layer(*OF)]
    for one in gold:
        if kind := _missed(one, ours):
            yield _error(one, kind, folder, document)
    for one in _outermost(ours):
        if not any(_overlap(one, other) for other in near) and one.layer in judged:
            yield _error(one, f"no {one.layer}: {one.rule.partition('/')[2]}", folder, document)


def misheard(folder: Path) -> Iterator[Error]:
    """The errors of speech in one document: words missed, not said or cut elsewhere, and speakers."""
    document = annotated(folder)
    records = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [one for one in records if one["layer"] == SPEECH]
    spans = [Span(SPEECH, one["start"], one["end"]) for one in gold]
    said = list(document.in_layer("said", "quote"))
    ours = [Span(SPEECH, one.start, one.end, one.rule) for one in said]
    for one in spans:
        if kind := _missed(one, ours):
            yield _error(one, kind, folder, document)
        elif not any(_same_words(document.text, one, other) for other in ours):
            yield _error(one, "other edges", folder, document)
    for one in ours:
        if not any(2 * _overlap(one, other) >= other.end - other.start for other in spans):
            yield _error(one, "none, or a piece", folder, document)
    yield from _misattributed(gold, said, folder, document)


def _same_words(text: str, one: Span, other: Span) -> bool:
    return _words(text, one) == _words(text, other) and bool(_overlap(one, other))


def _words(text: str, one: Span) -> list[str]:
    return re.findall(r"\w+", text[one.start : one.end])


def _misattributed(gold: list[Record], said: list[Annotation], folder: Path, document: Document) -> Iterator[Error]:
    """The quotations of which another speaks than the gold says; ids are matched as by the scorer."""
    found = [{"layer": one.layer, "start": one.start, "end": one.end, "attrs": one.attrs, "cert": ""} for one in said]
    heard = [(one, *pair) for one in gold if one.get("who") for pair in unscored.spoken([one], found)]
    same = unscored.same_persons([(truth, ours, cert) for _, truth, ours, cert in heard])
    for one, truth, ours, _ in heard:
        if {same.get(id) for id in ours} == set(truth):
            continue
        span = Span(SPEECH, one["start"], one["end"])
        rule = max(said, key=lambda other: _overlap(span, Span(SPEECH, other.start, other.end))).rule
        error = _error(span, f"who: {rule.partition('/')[2]}", folder, document)
        names = f"{' '.join(truth)}, not {' '.join(same.get(id, id) for id in ours) or 'nobody'}"
        yield error._replace(where=f"{error.where} ({names})")


def _missed(one: Span, ours: Iterable[Span]) -> str:
    touching = [other for other in ours if _overlap(one, other)]
    same = [other for other in touching if other.layer == one.layer]
    if any(2 * _overlap(one, other) >= one.end - one.start for other in same):
        return ""
    if same:
        return "too short"
    return f"taken for {touching[0].layer}" if touching else "missed"


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    past: dict[str, int] = defaultdict(int)
    for one in sorted(spans, key=lambda s: (s.start, -s.end)):
        if one.end > past[one.layer]:
            past[one.layer] = one.end
            yield one


def _error(one: Span, kind: str, folder: Path, document: Document) -> Error:
    text = document.text
    words = " ".join(text[one.start : one.end].split())
    width = AROUND.get(one.layer, 40)
    around = f"{text[max(0, one.start - width) : one.start]}[{words}]{text[one.end : one.end + width]}"
    return Error(one.layer, kind, words, f"{folder.name[:24]} {one.start}: {' '.join(around.split())}")


def section(task: str, found: list[Error]) -> Iterator[str]:
    """The most frequent errors of a corpus as Markdown."""
    kinds = Counter((one.layer, one.kind) for one in found)
    yield f"\n### {task}\n\n| layer | error | count | most often |\n|---|---|---|---|"
    for (layer, kind), count in kinds.most_common(SHOWN):
        words = Counter(one.words for one in found if (one.layer, one.kind) == (layer, kind))
        often = ", ".join(f"{_short(word)} {times}" for word, times in words.most_common(4))
        yield f"| {layer} | {kind} | {count} | {often} |"


def _short(words: str) -> str:
    """At most four words, their marks left out."""
    kept = re.findall(r"[\w.'’&-]+", words)
    return " ".join(kept[:4]) + (" …" if len(kept) > 4 else "")


def main() -> int:
    """Parse arguments, count, print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", default="", choices=("", *TASKS, *OTHERS))
    parser.add_argument("--layer", default="", choices=("", *LAYERS, SPEECH))
    parser.add_argument("--only", default="", help="documents whose name this pattern finds")
    parser.add_argument("--contexts", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    if not os.environ.get("EVAL"):
        print("skipped: errors (EVAL is not set)")
        return 0
    page: list[str] = []
    for task in [args.task] if args.task else TASKS:
        folders = sorted(path.parent for path in (Path(os.environ["EVAL"]) / "dev" / task).glob("*/gold.jsonl"))
        folders = [one for one in folders if re.search(args.only, one.name)]
        find = misheard if args.layer == SPEECH else errors
        found = [one for folder in folders for one in find(folder) if args.layer in ("", one.layer)]
        page += section(task, found)
        if args.contexts:
            _print_contexts(found)
    print("\n".join(page))
    if args.write:
        _replace(args.write, "\n".join(page))
    return 0


def _print_contexts(found: Iterable[Any]) -> None:
    for one in sorted(found):
        print(f"{one.layer:7} {one.kind:24} {'' if one.layer == SPEECH else one.words:28} {one.where}")


def _replace(path: Path, page: str) -> None:
    """Write the page between the two marks of a file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    path.write_text(f"{before}{START}\n{page}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
