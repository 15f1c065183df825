"""What `import rubricator` offers; the examples of its docstrings are run."""

import doctest
from pathlib import Path

import pytest
from harbour import TEXT, write_edition

import rubricator
from rubricator import api


@pytest.mark.parametrize("module", [rubricator, api], ids=lambda module: module.__name__)
def test_the_examples_are_true(module: object) -> None:
    done = doctest.testmod(module)  # type: ignore[arg-type]
    assert (done.failed, done.attempted > 0) == (0, True)


def test_the_whole_way(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "harbour")
    (folder / "source.txt").write_text(TEXT)
    found = rubricator.encode(TEXT, folder, settings=["edition.title=Another"])
    assert "Another" in found.tei
    assert rubricator.restore(found.tei) == TEXT.encode()
    assert rubricator.validate(found.tei) == []
    tei = tmp_path / "harbour.xml"
    tei.write_text(found.tei)
    (written,) = rubricator.publish(tei, tmp_path / "out", ["txt"])
    assert "The ice is our ally" in written.read_text()
    with pytest.raises(rubricator.RubricatorError, match="no such file"):
        rubricator.encode(tmp_path / "nothing.txt")


def test_every_name_is_documented() -> None:
    for name in rubricator.__all__:
        assert (getattr(rubricator, name).__doc__ or "").strip(), name
