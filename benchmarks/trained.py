"""Would a trained model do better than the rules of the names? Measured on held-out documents of LitBank.

    trained.py          needs EVAL

An averaged perceptron (Collins, Discriminative Training Methods for Hidden Markov Models, 2002, without the chain)
decides of every candidate whether it is a person, a place, a body or no name, from the weights of the rules, the words
around and the words themselves. Five times it learns on four fifths of the documents and is tested on the last fifth;
the rules are judged on the same candidates. It would be shipped if it won.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rubricator.annotate.names import discovery
from rubricator.annotate.names.candidates import Candidate, candidates
from rubricator.annotate.names.capitals import Capitals
from rubricator.annotate.names.vocabulary import name_words
from rubricator.model import source as sources

KINDS = ("none", "person", "place", "org")
GOLD = {"person": "person", "place": "place", "facility": "place", "org": "org"}
FOLDS, ROUNDS = 5, 8
Model = dict[str, dict[str, float]]


class Case(NamedTuple):
    """A candidate: what may be known of it, what it is, what the rules say."""

    features: tuple[str, ...]
    truth: str
    rules: str


def cases(folder: Path) -> Iterator[Case]:
    """The candidates of one document."""
    raw = sources.read(folder / "source.txt").text
    text = raw.replace("\n", " ").replace("’", "'")
    records = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [(one["start"], one["end"], GOLD[one["layer"]]) for one in records if one["layer"] in GOLD]
    words = name_words("en")
    capitals = Capitals(text, words)
    found = list(candidates(capitals.runs, capitals))
    weights = discovery._Weights(words, capitals, {})
    for one in found:
        weights.add(one)
    weights.share_parts()
    weights.share_lists(text, found)
    for one in found:
        yield Case(tuple(_features(one, weights)), _truth(one, gold), weights.sense(one)[0] or "none")


def _truth(one: Candidate, gold: Iterable[tuple[int, int, str]]) -> str:
    for start, end, kind in gold:
        if 2 * (min(end, one.end) - max(start, one.start)) >= min(end - start, one.end - one.start):
            return kind
    return "none"


def _features(one: Candidate, weights: discovery._Weights) -> Iterator[str]:
    kind, rule = weights.sense(one)
    around, last = weights._capitals.around(one.first, one.end), one.words[-1].text
    yield from ("bias", f"rule {kind} {rule}", f"opens {one.opens} {kind}", f"length {len(one.words)}")
    yield from (
        f"before {around.before}",
        f"after {around.after.lower()}",
        f"marks {around.mark_before}{around.mark_after}",
    )
    yield from (f"last {last}", f"ending {last[-3:]}", f"titled {bool(one.titles)}", f"owns {around.owns}")
    yield f"count {min(5, weights._counts[one.key])}"
    for name, sums in (("form", weights._form_sums[one.key]), ("context", weights._context_sums[one.key])):
        yield from (f"{name} {each} {round(min(6, weight) * 2)}" for each, weight in sums.items())


def train(rows: list[Case]) -> Model:
    """An averaged perceptron, the same in every run."""
    now: Model = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
    late: Model = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
    shuffled, chance, step = list(rows), random.Random(1), 1
    for _ in range(ROUNDS):
        chance.shuffle(shuffled)
        for row in shuffled:
            guess = decide(now, row)
            for feature in row.features if guess != row.truth else ():
                for kind, sign in ((row.truth, 1), (guess, -1)):
                    now[feature][kind] += sign
                    late[feature][kind] += sign * step
            step += 1
    return {name: {kind: now[name][kind] - late[name][kind] / step for kind in KINDS} for name in now}


def decide(model: Model, row: Case) -> str:
    """The kind with the greatest weight."""
    known = [model[feature] for feature in row.features if feature in model]
    return max(KINDS, key=lambda kind: sum(one[kind] for one in known))


def figures(pairs: list[tuple[str, str]]) -> str:
    """F1 by kind of pairs of truth and guess."""
    shown = []
    for kind in KINDS[1:]:
        right = sum(truth == kind == guess for truth, guess in pairs)
        named = sum((truth == kind) + (guess == kind) for truth, guess in pairs)
        shown.append(f"{kind} {2 * right / max(1, named):.3f}")
    return ", ".join(shown)


def main() -> int:
    """Print both."""
    if not os.environ.get("EVAL"):
        print("skipped: training (EVAL is not set)")
        return 0
    folders = sorted(path.parent for path in (Path(os.environ["EVAL"]) / "dev" / "ner").glob("*/gold.jsonl"))
    documents = [list(cases(folder)) for folder in folders]
    rules, model = [], []
    for fold in range(FOLDS):
        learned = train([row for at, rows in enumerate(documents) if at % FOLDS != fold for row in rows])
        tested = [row for at, rows in enumerate(documents) if at % FOLDS == fold for row in rows]
        rules += [(row.truth, row.rules) for row in tested]
        model += [(row.truth, decide(learned, row)) for row in tested]
    print(f"{len(rules)} candidates in {len(documents)} documents; F1")
    print(f"rules       {figures(rules)}")
    print(f"perceptron  {figures(model)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
