"""What edition.toml says of an edition reaches every output that has a place for it."""

from __future__ import annotations

import zipfile

import pytest
from lxml import etree, html

from rubricator import build, targets

TOML = """[edition]
id = "weir"
title = "The Weir"
subtitle = "A Tale of Mills"
author = "Ada Quill"
editor = "Orlo Fenn"
translator = "Ilse Marl"
language = "en"
date = "2024-05-01"
publisher = "Harbour Press"
place = "Vell"
licence = "CC-BY-4.0"
genre = "novel"
series = "Quay Books"
series_number = "7"
abstract = "Of water, and of those who stop it."
keywords = ["mills", "water"]
[edition.identifiers]
isbn = "9780000000002"
doi = "10.5555/weir"
"""

STATED = {
    "title": "The Weir", "subtitle": "A Tale of Mills", "author": "Ada Quill", "editor": "Orlo Fenn",
    "translator": "Ilse Marl", "publisher": "Harbour Press", "series": "Quay Books", "keyword": "mills",
    "abstract": "Of water, and of those who stop it.", "isbn": "9780000000002", "doi": "10.5555/weir",
    "licence": "Creative Commons Attribution 4.0", "date": "2024-05-01",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each output says of the edition to machines and to readers."""
    pikepdf = pytest.importorskip("pikepdf")
    folder = tmp_path_factory.mktemp("weir")
    (folder / "edition.toml").write_text(TOML, encoding="utf-8")
    (folder / "source.txt").write_text("CHAPTER I\n\nThe water rose.\n\nCHAPTER II\n\nIt fell.\n", encoding="utf-8")
    (target,) = targets.targets([folder])
    build.build(target, folder / "build", formats=("html", "epub", "pdf"))
    made = folder / "build/weir"
    page = html.fromstring((made / "html/index.html").read_bytes())
    with zipfile.ZipFile(made / "weir.epub") as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
    with pikepdf.open(made / "weir.pdf") as pdf:
        printed = pdf.Root.Metadata.read_bytes().decode()
    return {
        "html": "\n".join((*page.xpath("//head//@content"), page.text_content())),
        "epub": "\n".join(str(text) for text in package[0].itertext()),
        "pdf": printed,
    }


@pytest.mark.parametrize("form", ["html", "epub"])
@pytest.mark.parametrize("key", STATED)
def test_every_key_reaches_html_and_epub(form: str, key: str, told: dict[str, str]) -> None:
    assert STATED[key] in told[form]


@pytest.mark.parametrize("key", ["title", "author", "keyword", "abstract", "date"])
def test_the_pdf_says_what_it_has_fields_for(key: str, told: dict[str, str]) -> None:
    assert STATED[key] in told["pdf"]
