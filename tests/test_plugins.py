"""Annotators of installed packages: where they run, and what is said of one that cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from rubricator.annotate.stages import annotators
from rubricator.model.messages import RubricatorError

DEGREES = '''
"""Temperatures, as an installed package would tag them."""

import re

from rubricator import Annotation, annotator


@annotator(reads={"p"}, writes={"measure"}, rules={"degree": "a number before a degree sign"}, before="BEFORE")
def temperatures(document, context):
    for found in re.finditer("([0-9]+) ?°", document.text):
        attrs = {"type": "temperature", "quantity": found[1], "unit": "Cel"}
        yield Annotation("measure", found.start(), found.end(), attrs, "degree")


plain = len
'''


def install(folder: Path, code: str, offer: str) -> Path:
    """A package on the path as an installer leaves it: its module, and what it offers."""
    (folder / "degrees.py").write_text(code)
    known = folder / "degrees-1.0.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: degrees\nVersion: 1.0\n")
    (known / "entry_points.txt").write_text(f"[rubricator.annotators]\ntemperatures = {offer}\n")
    return folder


def test_an_installed_package_tags_where_it_asks_to(tmp_path: Path) -> None:
    install(tmp_path, DEGREES.replace("BEFORE", "dates"), "degrees:temperatures")
    text = tmp_path / "ice.txt"
    text.write_text("At noon it was 12° in the harbour.\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import pathlib, rubricator\n"
        "from rubricator.annotate.stages import annotators\n"
        "names = [one.name for one in annotators()]\n"
        "print(names[names.index('temperatures') + 1])\n"
        f"found = rubricator.encode(pathlib.Path({str(text)!r}))\n"
        "print([found.document.slice(one) for one in found.document.in_layer('measure')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["dates", "['12°']"]


@pytest.mark.parametrize(
    ("code", "offer", "reason"),
    [
        ("import no_such_module", "degrees:temperatures", "ModuleNotFoundError: No module named 'no_such_module'"),
        (DEGREES, "degrees:heat", "AttributeError"),
        (DEGREES, "degrees:plain", "it is not declared with @annotator"),
        (DEGREES.replace("BEFORE", "tastes"), "degrees:temperatures", "it asks to run before tastes, which does not"),
        (DEGREES.replace("BEFORE", "").replace("def temperatures", "def dates"), "degrees:dates", "there is an annot"),
    ],
)
def test_a_package_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, offer: str, reason: str
) -> None:
    monkeypatch.syspath_prepend(install(tmp_path, code, offer))
    monkeypatch.delitem(sys.modules, "degrees", raising=False)
    with pytest.raises(RubricatorError, match="of the package degrees cannot be used") as caught:
        annotators()
    assert reason in str(caught.value)
    assert caught.value.exit == 3
