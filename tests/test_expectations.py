"""What one part of a text promises and another does not keep is told in the summary."""

from rubricator import encode
from rubricator.report.summary import summary

CAST = "THE LAMP\n\nPERSONS OF THE PLAY\n\nORLA, a ferrywoman\nBRAM, her brother\nTOVE, a widow\nFENN, a clerk\n\nACT I\n\n"


def strange(text: str, *settings: str) -> list[str]:
    return [one.what for one in summary(encode(text, settings=settings)).strange]


def test_a_cast_that_never_speaks() -> None:
    play = CAST + "ORLA. The ferry is late.\n\nBRAM. It is always late.\n\n" * 6
    assert "2 of the 4 persons of the cast never speak" in strange(play, "edition.genre=drama")
    kept = CAST + "ORLA. Late.\n\nBRAM. Always.\n\nTOVE. Who?\n\nFENN. The ferry.\n\n" * 6
    assert not [what for what in strange(kept, "edition.genre=drama") if "cast" in what]


def test_contents_that_lead_to_no_heading() -> None:
    names = ["The Ferry", "The Bell", "The Lamp", "The Ice", "The Mill", "The Quay"]
    contents = "CONTENTS\n\n" + "".join(f"{n}. {name}\n" for n, name in enumerate(names, 1))
    body = "".join(
        f"\n\n\n{n}. {name}\n\nNobody had paid for it since the winter.\n" for n, name in enumerate(names[:3], 1)
    )
    told = [what for what in strange(f"{contents}{body}", "edition.genre=novel") if "contents" in what]
    assert told == ["3 of 6 lines of the contents lead to no heading"]


def test_the_reading_is_told_with_the_runner_up() -> None:
    play = CAST + "ORLA. The ferry is late.\n\nBRAM. It is always late.\n\n" * 20
    lines = summary(encode(play)).lines()
    assert any(line.startswith("  read as drama (") for line in lines)
