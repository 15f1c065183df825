"""A spaCy model in the place of our own discovery; the model is made here, nothing is downloaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubricator.annotate.names import names
from rubricator.cli import main
from rubricator.model.authority import Authority, load
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Annotate, Edition, Metadata
from rubricator.model.source import Source

PATTERNS = [
    {"label": "PERSON", "pattern": "Tobias Wren"},
    {"label": "PERSON", "pattern": "Wren"},
    {"label": "GPE", "pattern": "Morrowby"},
    {"label": "ORG", "pattern": "the Quill Guild"},
    {"label": "DATE", "pattern": "Monday"},
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(PATTERNS)
    path = tmp_path_factory.mktemp("model") / "small"
    pipeline.to_disk(path)
    return path


def found(text: str, model: Path, authority: Authority | None = None) -> tuple[Document, list[Annotation]]:
    document = Document(Source(text))
    edition = Edition(edition=Metadata(genre="novel"), annotate=Annotate(tagger=f"spacy:{model}"))
    context = Context(edition, authority or Authority())
    return document, [one for one in names.run(document, context) if "ref" in one.attrs]


def test_entities_become_layers_with_exact_offsets(model: Path) -> None:
    document, spans = found("On Monday\r\n Mr. Tobias\r\nWren’s boat left Morrowby for the Quill Guild.", model)
    assert [(one.layer, document.slice(one), one.cert, one.rule) for one in spans] == [
        ("persName", "Mr. Tobias\r\nWren", "medium", "tagger"),
        ("placeName", "Morrowby", "medium", "tagger"),
        ("orgName", "Quill Guild", "medium", "tagger"),
    ]


def test_short_names_are_linked(model: Path) -> None:
    _, spans = found("Then Tobias Wren came.\n\nWren sat.", model)
    assert [one.attrs["ref"] for one in spans] == ["c.tobias-wren", "c.tobias-wren"]


def test_authority_files_come_first(model: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.xml"
    entry = '<place xml:id="pl.m"><placeName>Morrowby</placeName></place>'
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPlace>{entry}</listPlace></standOff></TEI>'
    )
    _, spans = found("Then Wren left Morrowby.", model, load([path]))
    assert [(one.attrs["ref"], one.rule) for one in spans] == [("c.wren", "tagger"), ("pl.m", "known-name")]


def edition(folder: Path, tagger: str) -> Path:
    (folder / "source.txt").write_text("Then Wren left Morrowby.\n", encoding="utf-8")
    (folder / "edition.toml").write_text(f'[edition]\ntitle = "T"\n[annotate]\ntagger = "{tagger}"\n', encoding="utf-8")
    return folder


def encode(folder: Path) -> Result:
    return CliRunner().invoke(main, ["encode", str(folder)])


def test_an_edition_names_a_folder_of_its_own(model: Path, tmp_path: Path) -> None:
    (tmp_path / "small").symlink_to(model)
    assert 'ana="#rule.names.tagger"' in encode(edition(tmp_path, "spacy:small")).stdout


def test_a_model_that_is_not_there(model: Path, tmp_path: Path) -> None:
    result = encode(edition(tmp_path, "spacy:no_such_model"))
    assert result.exit_code == 4 and " nm-model error: " in result.stderr


def test_spacy_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    result = encode(edition(tmp_path, "spacy:en"))
    assert result.exit_code == 4 and "rubricator[spacy]" in result.stderr


def test_another_tagger_is_refused(tmp_path: Path) -> None:
    assert encode(edition(tmp_path, "other:en")).exit_code == 3
