"""Mutated texts through the encoder: what comes out is valid TEI that gives the text back, or one clear message.

    python benchmarks/fuzz.py [--seed 1] [--rounds 500] [--keep FOLDER]

Seeded and bounded: the same seed makes the same texts. The corpus is ``tests/fuzz``, small invented inputs; what fails
is printed with its seed and, with --keep, written down, to become an input of the corpus. Exit 1 where something fails.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from rubricator import build
from rubricator.model import xmlfile
from rubricator.model.edition import Edition, Metadata
from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode
from rubricator.validate import restore

CORPUS = Path(__file__).resolve().parent.parent / "tests/fuzz"
GENRES = ("", "novel", "drama", "verse", "letters", "diary", "transcript")
LANGUAGES = ("en", "de", "fr", "und")
ODD = "\u00a0\u00ad\u200b\u0301\u2028\x0c\x00ıſß’”»—…([{}])*†#|<>&;_=\r\n\t0９Ⅳ"
LONGEST = 4000


def corpus() -> list[str]:
    """The small inputs, by name."""
    return [path.read_bytes().decode("utf-8") for path in sorted(CORPUS.glob("*.txt"))]


def mutated(texts: Sequence[str], seed: int) -> str:
    """A text made from the corpus by a few changes, the same for the same seed."""
    chance = random.Random(seed)
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 3, 20, 120)))
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:end] + text[start:end] * chance.choice((1, 2, 30)) + text[end:]
        elif kind == 2:
            text = text[:start] + chance.choice(ODD) * chance.choice((1, 1, 2, 50)) + text[start:]
        elif kind == 3:
            other = chance.choice(texts)
            text = text[:start] + other[chance.randint(0, len(other)) :]
        elif kind == 4:
            lines = text.split("\n")
            chance.shuffle(lines)
            text = "\n".join(lines)
        else:
            text = text[:start] + text[start:end].swapcase() + text[end:]
    return text[:LONGEST] or "x"


def fault(text: str, seed: int) -> str:
    """What is wrong with how a text is encoded; empty where nothing is."""
    meta = Metadata(
        id="fuzz", title="Fuzz", genre=GENRES[seed % len(GENRES)], language=LANGUAGES[seed % len(LANGUAGES)]
    )
    data = text.encode("utf-8", "replace")
    try:
        encoded = build.encode(decode(data, "fuzz.txt"), Edition(edition=meta))
        root = xmlfile.parse_bytes(encoded.tei.encode("utf-8"), "fuzz.xml")
        return "" if restore.restore(root, "fuzz.xml") == data else "the source is not given back"
    except RubricatorError as error:
        codes = {one.code for one in error.findings}
        return str(error) if codes & {"en-invalid"} or error.exit == 70 else ""
    except Exception:  # every other failure is a bug, and is what we look for
        return traceback.format_exc(limit=-3)


def failures(seeds: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Seed, text and fault of everything that fails."""
    texts = corpus()
    for seed in seeds:
        text = mutated(texts, seed)
        if found := fault(text, seed):
            yield seed, text, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--rounds", type=int, default=500, help="how many texts")
    parser.add_argument("--keep", type=Path, help="folder for the texts that fail")
    given = parser.parse_args()
    count = 0
    for seed, text, found in failures(range(given.seed, given.seed + given.rounds)):
        count += 1
        print(f"seed {seed}: {found}")
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            (given.keep / f"{seed}.txt").write_bytes(text.encode("utf-8", "replace"))
    print(f"{given.rounds} texts from seed {given.seed}: {count} failed")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
