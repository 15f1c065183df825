"""Odd small texts, and texts made from them by chance with a seed: valid TEI that gives them back, or a message."""

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import fuzz

CORPUS = sorted((Path(__file__).parent / "fuzz").glob("*.txt"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert [found for seed in range(7) if (found := fuzz.fault(text, seed))] == []


def test_the_same_seed_makes_the_same_text() -> None:
    texts = fuzz.corpus()
    assert [fuzz.mutated(texts, seed) for seed in range(20)] == [fuzz.mutated(texts, seed) for seed in range(20)]
    assert len({fuzz.mutated(texts, seed) for seed in range(20)}) > 15


def test_a_few_mutated_texts() -> None:
    assert [f"seed {seed}: {found}" for seed, _, found in fuzz.failures(range(1, 41))] == []
