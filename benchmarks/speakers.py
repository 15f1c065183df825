"""Learn the program's own table of weights for speakers from the texts under EVAL and REAL, and judge it.

    speakers.py --write FILE     (learn from all; FILE is pipeline/rubricator/annotate/speech/speakers.toml)
    speakers.py --apart N        (cross-validation: the labelled passages in N parts, each judged by the others)

Learned from: the novels of ELTeC (public domain, markup CC BY 4.0) and two public-domain books, of which a part of the
cues is hidden; the speakers of LitBank's passages (CC BY 4.0). Left out is every work that is among the novels on which
the program is measured (Project Dialogism), whether its development half or the half kept apart.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import unscored

from rubricator.annotate.speech.annotator import persons_of
from rubricator.annotate.speech.chain import decode
from rubricator.annotate.speech.joint import Weights, steps
from rubricator.annotate.speech.learning import Lesson, hidden, learn, reviewed, written
from rubricator.build import annotate
from rubricator.model import source as sources

MEASURED = re.compile(
    r"alice|thursday|daisy-miller|anne-of-green|age-of-innocence|emma$|pride-and|room-with|carroll|chesterton"
)
BOOKS = ("willows", "fourmillion")
SEEDS = (1,)


def novels(evaluation: Path, real: Path) -> list[Path]:
    """The texts of which cues are hidden."""
    found = [one / "source.txt" for one in sorted((evaluation / "dev/structure").iterdir())]
    return [
        *(one for one in found if not MEASURED.search(one.parent.name)),
        *(real / f"texts/{book}.txt" for book in BOOKS),
    ]


def passages(evaluation: Path) -> list[Path]:
    """The folders of the labelled passages."""
    return [one for one in sorted((evaluation / "dev/ner").iterdir()) if not MEASURED.search(one.name)]


def covered(path: Path) -> Iterator[Lesson]:
    """What a text teaches whose cues are hidden."""
    annotated = annotate(sources.read(path))
    persons = persons_of(annotated.document, annotated.context)
    for seed in SEEDS:
        yield from hidden(persons.passage, persons.cast, seed)


def labelled(folder: Path) -> list[Lesson]:
    """What a passage teaches by its labels; the ids of its persons stand for ours as the scorer has them."""
    annotated = annotate(sources.read(folder / "source.txt"))
    truth = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    said = [
        {"layer": one.layer, "start": one.start, "end": one.end, "attrs": one.attrs, "cert": one.cert}
        for one in annotated.document.in_layer("said", "quote")
    ]
    ours = {theirs: our for our, theirs in unscored.same_persons(list(unscored.spoken(truth, said))).items()}
    who = {
        at: ours[one["who"]]
        for one in truth
        if one.get("who") in ours and (at := unscored.begins(one, said)) is not None
    }
    persons = persons_of(annotated.document, annotated.context)
    return list(reviewed(persons.passage, persons.cast, who))


def judged(lessons: Sequence[Lesson], weights: Weights) -> Counter[str]:
    """How many speakers are found, by kind of words, and of how many."""
    tally: Counter[str] = Counter()
    for lesson in lessons:
        chances = decode(steps(lesson.talk, weights)).persons
        for at, id in lesson.truth.items():
            kind = lesson.talk[at].kind
            tally[kind] += 1
            tally[f"{kind} right"] += max(chances[at], key=lambda one: chances[at][one]) == id
    return tally


def apart(taught: Sequence[Lesson], labels: Sequence[Sequence[Lesson]], parts: int) -> Counter[str]:
    """Each part of the labelled passages judged by what the others and the novels teach."""
    tally: Counter[str] = Counter()
    for part in range(parts):
        others = [lesson for at, one in enumerate(labels) if at % parts != part for lesson in one]
        weights = learn([*taught, *others])
        for one in labels[part::parts]:
            tally.update(judged(one, weights))
    return tally


def main() -> None:
    """Learn, and write or judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--apart", type=int, metavar="N")
    options = parser.parse_args()
    evaluation, real = Path(os.environ["EVAL"]), Path(os.environ["REAL"])
    texts = novels(evaluation, real)
    taught = [lesson for path in texts for lesson in covered(path)]
    labels = [labelled(folder) for folder in passages(evaluation)]
    if options.apart:
        print(dict(sorted(apart(taught, labels, options.apart).items())))
    if options.write:
        known = [lesson for one in labels for lesson in one]
        weights = learn([*taught, *known])
        options.write.write_text(written(weights, told(texts, taught, known)), encoding="utf-8")


def told(texts: Sequence[Path], taught: Sequence[Lesson], known: Sequence[Lesson]) -> list[str]:
    """The head of the table: what it was learned from, and how."""
    names = sorted(path.parent.name if path.name == "source.txt" else path.stem for path in texts)
    hidden_cues, labels = (sum(len(one.truth) for one in lessons) for lessons in (taught, known))
    return [
        "Weights of the clues for speakers (clues.py), in natural logarithms.",
        "Learned by `benchmarks/speakers.py --write`, starting from the reasoned weights, from:",
        f"- {hidden_cues} hidden cues of public-domain texts: the novels of ELTeC-eng",
        *(f"  {line}" for line in wrapped(names)),
        f"- {labels} speakers of LitBank's passages (CC BY 4.0), which count more",
        "Never learned from: the works on which the program is measured.",
    ]


def wrapped(names: Sequence[str]) -> Iterator[str]:
    """Names in lines, six to one."""
    for at in range(0, len(names), 6):
        yield " ".join(names[at : at + 6])


if __name__ == "__main__":
    main()
