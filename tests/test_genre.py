"""Genres: small texts of each kind, and the clues of prose one by one."""

import pytest

from rubricator.annotate.layout import manners
from rubricator.annotate.layout.genre import genre, readings
from rubricator.annotate.layout.manners import CLUES, rates
from rubricator.reading.blocks import blocks

PLAY = "ACT I\n\n" + "ORLA. The ferry is late.\n\nBRAM. [aside] It is always late.\n\n" * 8
HEARING = "HEARING BEFORE THE COMMITTEE\n\n" + (
    "Mr. Brandt. Where was the ferry?\n\nMrs. Orm. It was at the mill.\n\nThe CHAIRMAN. Go on.\n\n" * 6
)
INTERVIEWS = "\n\n\n".join(
    f"Interviewer: Ada Quill\nPerson interviewed: {name}\n\n" + "“I was born at the mill and stayed there.”\n\n" * 12
    for name in ("Orla Brandt", "Bram Orm", "Tove Lund", "Ida Marl")
)
LONG = "A man who makes no noise will have the trout, and who has the trout has his supper. " * 6
TALK = "".join(f"CHAPTER {n}\n\n_Piscator_. {LONG}\n\n_Viator_. {LONG}\n\n" * 3 for n in ("I", "II", "III"))
POEM = "The ferry lay below the mill,\n  The wind was in the willow,\nAnd he that rowed it sleeps there still\n" * 1
VERSE = f"{POEM}  With water for a pillow.\n\n" * 12
DIARY = "\n\n".join(
    f"_March {day}._--Rain, and no ferry. Walked to the mill and back with Orm." for day in range(1, 20)
)
LETTERS = "\n\n".join(
    f"Dear Orla,\n\nThe ferry is late again, week {n}.\n\nYours faithfully,\n\nBram" for n in range(9)
)
WORDS = "\n\n".join(f"{word}, a thing of the harbour, which see under the next word." for word in (
    "ANCHOR", "BARGE", "CABLE", "DREDGER", "EBB", "FERRY", "GULL", "HARBOUR", "ICE", "JETTY", "KEEL", "LAMP", "MOLE", "OAR",
))  # fmt: skip
RECIPES = "Take two eggs. Put them in a pan. Stir it well; then add salt. Boil it, and let it stand.\n\n" * 12
GUIDE = "\n\n".join(
    f"1.{n} The Key\n\nThe key is on top. It can be pressed. You must see that it is off." for n in range(9)
)
TALE = "“Come in,” said Orla. “It rains.” He gave her his hat, and she was glad.\n\n" * 20
HISTORY = (
    "In 1878 the treaty was signed, and in 1881 it was broken; the ports were closed and had no ships.[1]\n\n" * 20
)
SERMON = "A wise man is slow to speak, and what he has is enough; for who can add to it? It must be so.\n\n" * 20


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PLAY, "drama"), (HEARING, "transcript"), (INTERVIEWS, "transcript"), (TALK, "dialogue"), (VERSE, "verse"),
        (DIARY, "diary"), (LETTERS, "letters"), (WORDS, "dictionary"), (RECIPES, "manual"), (GUIDE, "manual"),
        (TALE, "novel"), (HISTORY, "history"), (SERMON, "essay"),
    ],
)  # fmt: skip
def test_the_genre_that_explains_most(text: str, name: str) -> None:
    assert genre(blocks(text)).best.reading == name


def test_a_text_without_words_has_no_genre() -> None:
    assert genre(blocks("* * *")).best.reading == ""


@pytest.mark.parametrize("clue", CLUES, ids=lambda clue: f"{clue.reading}-{clue.rate}")
def test_the_example_of_each_clue_shows_it(clue: manners.Clue) -> None:
    rate = rates(clue.example * 5)[clue.rate]
    assert (rate > clue.low) if clue.low < clue.high else (rate < clue.low)


@pytest.mark.parametrize("clue", CLUES, ids=lambda clue: f"{clue.reading}-{clue.rate}")
def test_no_clue_is_idle(clue: manners.Clue, monkeypatch: pytest.MonkeyPatch) -> None:
    found = blocks(f"{clue.example}\n\n" * 6)
    with_it = {one.reading: one.share for one in readings(found)}
    monkeypatch.setattr(manners, "CLUES", tuple(one for one in CLUES if one != clue))
    without = {one.reading: one.share for one in readings(found)}
    assert with_it != without or with_it[clue.reading] in (0.0, 1.0)
