"""The clues of the names: the example of each is its test; without the clue it is read otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rubricator.annotate.names import discovery
from rubricator.annotate.names.clues import CLUES
from rubricator.annotate.names.vocabulary import name_words
from rubricator.cli import main


def reading(clue: str) -> list[tuple[str, str]]:
    """Kind and certainty of what the brackets of a clue's example hold."""
    example = CLUES[clue].example
    start, end = example.index("["), example.index("]") - 1
    text = example.replace("[", "").replace("]", "")
    cast = {text[start:end]: "c.listed"} if clue == "in the cast" else {}
    found = discovery.discovered_mentions(text, (), cast, name_words("en"), "p.", {})
    return [(one.kind, one.cert) for one in found if one.start < end and start < one.end]


@pytest.mark.parametrize("clue", CLUES)
def test_a_clue_decides_its_example(clue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = reading(clue)
    silent = CLUES[clue]._replace(weight=0.0, telling=False)
    monkeypatch.setattr(discovery, "CLUES", CLUES | {clue: silent})
    assert reading(clue) != told


def test_explain_prints_the_clues_and_their_sum(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“Come,” said Orlo, and here Orlo nodded.\n", encoding="utf-8")
    shown = CliRunner().invoke(main, ["explain", str(tmp_path / "a.txt"), "Orlo"]).output
    assert "person +2 × 1: speaks (only persons say)" in shown
    assert "together: person" in shown
