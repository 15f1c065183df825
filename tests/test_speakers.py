"""Speakers weighed together: the clues, the chain, the table and how it is learned. All examples are invented."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from itertools import product
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from lxml import etree

from rubricator.annotate.speech import explaining
from rubricator.annotate.speech.annotator import persons_of
from rubricator.annotate.speech.chain import NOBODY, Step, decode
from rubricator.annotate.speech.clues import CLUES, PERSONS, REASONED, TURNS, Clue
from rubricator.annotate.speech.evidence import Witness
from rubricator.annotate.speech.joint import Moment, Weights, decoded
from rubricator.annotate.speech.learned import weights
from rubricator.annotate.speech.learning import hidden, learn
from rubricator.annotate.speech.speakers import settle
from rubricator.build import encode
from rubricator.cli import main
from rubricator.model import edition, source
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.messages import RubricatorError
from rubricator.report.explain import explain

NAMES = {
    "Ilse Voss": "c.ilse",
    "Jorn Voss": "c.jorn",
    "Captain Brandt": "c.brandt",
    "Ilse": "c.ilse",
    "Jorn": "c.jorn",
    "Fenn": "c.fenn",
    "Mrs. Voss": "c.mrs-voss",
    "Gleam": "c.gleam",
    "narrator": "c.narrator",
}
IDS = NAMES | {"girl": "c.girl", "drummer": "c.drummer"}
SEXES = {"c.ilse": "F", "c.jorn": "M", "c.brandt": "M", "c.fenn": "M", "c.mrs-voss": "F"}


def witness(text: str, narrator: str = "") -> Witness:
    leaves = [Annotation("p", *found.span()) for found in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
    pattern = "|".join(re.escape(name) for name in NAMES)
    mentions = [Annotation("persName", *found.span(), {"ref": NAMES[found[0]]}) for found in re.finditer(pattern, text)]
    people = {id: etree.Element("{http://www.tei-c.org/ns/1.0}person", sex=sex) for id, sex in SEXES.items()}
    context = Context(Edition(Metadata(genre="novel", language="en")), Authority(people))
    persons = persons_of(Document(source.Source(text)).with_annotations([*leaves, *mentions]), context)
    units = persons.passage.utterances()
    found = settle(units, persons)
    return Witness(persons.passage, persons, units, narrator or found)


def last_question(clue: Clue, table: Weights = REASONED) -> tuple[Moment, dict[str, float]]:
    """The moment of the last question of the example, and the probabilities of the persons there."""
    heard = witness(clue.example, "c.narrator" if clue.person == "narrator" else "")
    *_, question = re.finditer(r"“[^“”]*\?”", clue.example)
    found = (one for talk, chances in decoded(heard, table) for one in zip(talk, chances, strict=True))
    return next(one for one in found if heard.units[one[0].at].start == question.start())


def last_moment(clue: Clue) -> Moment:
    return last_question(clue)[0]


@pytest.mark.parametrize("clue", PERSONS, ids=lambda clue: clue.name)
def test_the_clue_is_found_in_its_example(clue: Clue) -> None:
    assert last_moment(clue).persons[IDS[clue.person]][clue.name]


@pytest.mark.parametrize("clue", TURNS, ids=lambda clue: clue.name)
def test_the_turn_is_found_in_its_example(clue: Clue) -> None:
    moment = last_moment(clue)
    assert clue.name in (*moment.same, *moment.back)


@pytest.mark.parametrize("clue", (*PERSONS, *TURNS), ids=lambda clue: clue.name)
def test_every_clue_changes_a_result(clue: Clue) -> None:
    told = clue if clue in PERSONS else clue._replace(example=f"Ilse saw Jorn.\n\n{clue.example}")
    found = [
        last_question(told, {kind: {**table, clue.name: weight} for kind, table in weights().items()})[1]
        for weight in (0.0, 0.5)
    ]
    assert found[0] != pytest.approx(found[1], abs=1e-4)


def test_the_table_weighs_every_clue_and_no_other() -> None:
    assert all(table.keys() == CLUES.keys() for table in weights().values())


def test_learning_leaves_no_weight_of_the_wrong_sign_that_a_reason_stands_for() -> None:
    strong = [name for name, weight in REASONED["bare"].items() if abs(weight) >= 1]
    assert all(weights()["bare"][name] * REASONED["bare"][name] > 0 for name in strong)


# --- the chain
def ways(steps: list[Step]) -> dict[tuple[int, str], float]:
    """The probabilities of the persons by counting every way through."""
    chances: dict[tuple[int, str], float] = defaultdict(float)
    for way in product(*(step.weights for step in steps)):
        weight = sum(step.weights[id] for step, id in zip(steps, way, strict=True))
        for at in range(1, len(way)):
            if way[at] != NOBODY and way[at] == way[at - 1]:
                weight += steps[at].same
            elif at > 1 and way[at] != NOBODY and way[at] == way[at - 2]:
                weight += steps[at].back
        for at, id in enumerate(way):
            chances[at, id] += math.exp(weight)
    total = sum(chances[0, id] for id in steps[0].weights)
    return {key: chance / total for key, chance in chances.items()}


@pytest.mark.parametrize("seed", range(20))
def test_the_chain_counts_every_way(seed: int) -> None:
    chance = Random(seed)
    steps = [
        Step(
            {id: chance.gauss(0, 1) for id in chance.sample([NOBODY, "a", "b", "c"], chance.randint(1, 4))},
            chance.gauss(0, 1),
            chance.gauss(0, 1),
        )
        for _ in range(chance.randint(1, 5))
    ]
    found = decode(steps).persons
    for (at, id), expected in ways(steps).items():
        assert found[at][id] == pytest.approx(expected)


def test_two_turns_between_two_cues_are_told_together() -> None:
    text = "“One,” said Ilse.\n\n“Two.”\n\n“Three.”\n\n“Four,” said Jorn."
    said = encode(source.Source(text), Edition(Metadata(genre="novel"))).document.in_layer("said")
    assert [one.attrs["who"] for one in said] == ["c.ilse", "c.jorn", "c.ilse", "c.jorn"]


def test_a_forename_tells_the_sex() -> None:
    text = "Charlotte and Thomas stood on the quay. “It is cold,” she said."
    (one,) = encode(source.Source(text), Edition(Metadata(genre="novel"))).document.in_layer("said")
    assert one.attrs["who"] == "c.charlotte"


# --- learning
TALE = """Edith and Thomas sat by the lamp in the long room.

“It is late,” said Edith. “Shall we go?”

“Not yet,” said Thomas.

“Then when?” asked Edith.

“Soon,” Thomas answered.

“You always say so.”

“I mean it,” said Thomas.

“Good night, Thomas,” said Edith.

"""


def taught() -> list[object]:
    one = witness(TALE.replace("Edith", "Ilse").replace("Thomas", "Jorn") * 4)
    return list(hidden(one.passage, one.persons.cast, 1))


def test_hidden_cues_are_no_mentions_and_become_truths() -> None:
    lessons = taught()
    assert lessons
    assert all(id in lesson.talk[at].persons for lesson in lessons for at, id in lesson.truth.items())  # type: ignore[attr-defined]


def test_learning_raises_the_weight_of_what_tells() -> None:
    learned = learn(taught())  # type: ignore[arg-type]
    assert learned["bare"]["returns-next"] > REASONED["bare"]["returns-next"]
    assert learned["bare"]["goes-on-next"] < REASONED["bare"]["goes-on-next"]


def run(*arguments: object) -> object:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def tale(folder: Path) -> Path:
    path = folder / "tale.txt"
    path.write_text(TALE * 4, encoding="utf-8")
    return path


def test_the_same_texts_give_the_same_table(tmp_path: Path) -> None:
    path = tale(tmp_path)
    for name in ("one.toml", "two.toml"):
        assert run("train", "speakers", path, "-o", tmp_path / name).exit_code == 0  # type: ignore[attr-defined]
    written = (tmp_path / "one.toml").read_bytes()
    assert written == (tmp_path / "two.toml").read_bytes()
    assert b"tale: " in written
    assert weights(tmp_path / "one.toml") != weights()


def test_an_edition_is_learned_from_and_uses_its_table(tmp_path: Path) -> None:
    folder = tmp_path / "tale"
    folder.mkdir()
    (folder / "source.txt").write_text(TALE * 4 + "“You never mean it.”\n", encoding="utf-8")
    (folder / "edition.toml").write_text(
        '[edition]\ntitle = "T"\ngenre = "novel"\n[annotate]\nspeakers = "own.toml"\n', encoding="utf-8"
    )
    (folder / "own.toml").write_text("[bare]\n", encoding="utf-8")
    change = {"op": "change", "layer": "said", "quote": "“You never mean it.”", "attrs": {"who": "c.edith"}}
    (folder / "decisions.jsonl").write_text(json.dumps(change) + "\n", encoding="utf-8")
    assert run("train", "speakers", folder, "-o", folder / "own.toml").exit_code == 0  # type: ignore[attr-defined]
    assert weights(edition.load(folder).speakers_table) != weights()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[bare\n", "Expected"),
        ("[aside]\n", "aside"),
        ("[bare]\nluck = 1\n", "luck"),
        ("[bare]\nsex = 'M'\n", "number"),
    ],
)
def test_a_faulty_table_is_told(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RubricatorError, match=word):
        weights(path)


def test_what_teaches_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("Salt.\n\nOil.\n", encoding="utf-8")
    result = run("train", "speakers", path)
    assert result.exit_code == 1  # type: ignore[attr-defined]
    assert "no speaker can be learned" in result.output  # type: ignore[attr-defined]


# --- reasons and readings
def test_the_reasons_tell_the_persons_with_what_speaks_for_and_against() -> None:
    text = TALE.replace("You always say so.", "You always say so, Thomas, you know.")
    found = encode(source.Source(text), Edition(Metadata(genre="novel")))
    (said,) = [one for one in found.document.in_layer("said") if "always" in found.document.slice(one)]
    told = explain(found.document, found.rules, "You always say so", found.context)
    lines = list(explaining.testimony(found.document, found.context, said))
    assert re.fullmatch(r"0\.\d\d  c\.edith", lines[0])
    assert any("for: " in line for line in lines)
    assert told is not None and all(f"    {line}" in told for line in lines)


def test_a_verb_broken_at_the_end_of_a_line_names_the_speaker(tmp_path: Path) -> None:
    text = TALE.replace("“Soon,” Thomas answered", "“Soon,” re-\nplied Thomas at once")
    said = encode(source.Source(text), Edition(Metadata(genre="novel"))).document.in_layer("said")
    (one,) = [one for one in said if one.attrs.get("who") == "c.thomas" and "Soon" in text[one.start : one.end]]
    assert one.cert == "high"
