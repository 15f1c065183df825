"""What edition.toml says of an edition reaches every output that has a place for it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from rubricator import RELEASED, build, targets
from rubricator.publish import publish

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
version = "2.1"
rights_holder = "Harbour Trust"
abstract = "Of water, and of those who stop it."
keywords = ["mills", "water"]
[edition.identifiers]
isbn = "9780000000002"
doi = "10.5555/weir"
[[edition.responsibility]]
name = "Mara Voss"
role = "illustrator"
"""

STATED = {
    "title": "The Weir", "subtitle": "A Tale of Mills", "author": "Ada Quill", "editor": "Orlo Fenn",
    "translator": "Ilse Marl", "publisher": "Harbour Press", "series": "Quay Books", "keyword": "mills",
    "abstract": "Of water, and of those who stop it.", "isbn": "9780000000002", "doi": "10.5555/weir",
    "licence": "Creative Commons Attribution 4.0", "date": "2024-05-01", "place": "Vell", "version": "2.1",
    "rights holder": "Harbour Trust", "illustrator": "Mara Voss", "series number": "7",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of which everything is stated, built."""
    folder = tmp_path_factory.mktemp("weir")
    (folder / "edition.toml").write_text(TOML, encoding="utf-8")
    (folder / "source.txt").write_text("CHAPTER I\n\nThe water rose.\n\nCHAPTER II\n\nIt fell.\n", encoding="utf-8")
    (target,) = targets.targets([folder])
    build.build(target, folder / "build", formats=("html", "epub", "pdf"))
    return folder / "build/weir"


@pytest.fixture(scope="module")
def package(built: Path) -> dict[str, str]:
    """Files of the EPUB that are text."""
    with zipfile.ZipFile(built / "weir.epub") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")}


@pytest.fixture(scope="module")
def told(built: Path, package: dict[str, str]) -> dict[str, str]:
    """What each output says of the edition to machines and to readers."""
    pikepdf = pytest.importorskip("pikepdf")
    page = html.fromstring((built / "html/index.html").read_bytes())
    opf = etree.fromstring(package["EPUB/package.opf"].encode())
    with pikepdf.open(built / "weir.pdf") as pdf:
        printed = pdf.Root.Metadata.read_bytes().decode()
    return {
        "html": "\n".join((*page.xpath("//head//@content"), page.text_content())),
        "epub": "\n".join(str(text) for text in opf[0].itertext()),
        "pdf": printed,
    }


@pytest.mark.parametrize("form", ["html", "epub", "pdf"])
@pytest.mark.parametrize("key", STATED)
def test_every_key_reaches_html_epub_and_pdf(form: str, key: str, told: dict[str, str]) -> None:
    assert STATED[key] in told[form]


SCHEMA = {
    "name": "The Weir", "author": {"@type": "Person", "name": "Ada Quill"},
    "editor": {"@type": "Person", "name": "Orlo Fenn"}, "translator": {"@type": "Person", "name": "Ilse Marl"},
    "illustrator": {"@type": "Person", "name": "Mara Voss"}, "bookEdition": "2.1", "isbn": "9780000000002",
    "isPartOf": {"@type": "BookSeries", "name": "Quay Books", "position": "7"}, "datePublished": "2024-05-01",
    "keywords": ["mills", "water"], "license": "https://creativecommons.org/licenses/by/4.0/",
}  # fmt: skip
NAMED = {
    "citation_title": "The Weir", "citation_author": "Quill, Ada", "citation_publication_date": "2024/05/01",
    "citation_isbn": "9780000000002", "citation_doi": "10.5555/weir", "citation_volume": "7",
}  # fmt: skip
GRAPH = {"og:type": "book", "og:locale": "en", "book:author": "Ada Quill", "book:isbn": "9780000000002"}


@pytest.fixture(scope="module")
def head(built: Path) -> html.HtmlElement:
    return html.fromstring((built / "html/index.html").read_bytes()).find("head")


@pytest.mark.parametrize("key", SCHEMA)
def test_search_engines_are_told(key: str, head: html.HtmlElement) -> None:
    assert json.loads(head.findtext("script"))[key] == SCHEMA[key]


@pytest.mark.parametrize("name", NAMED)
def test_libraries_are_told(name: str, head: html.HtmlElement) -> None:
    assert head.xpath("meta[@name = $name]/@content", name=name) == [NAMED[name]]


@pytest.mark.parametrize("name", GRAPH)
def test_what_shows_a_link_is_told(name: str, head: html.HtmlElement) -> None:
    assert head.xpath("meta[@property = $name]/@content", name=name) == [GRAPH[name]]


def test_the_doi_is_the_address_that_lasts(head: html.HtmlElement) -> None:
    assert head.xpath("link[@rel = 'canonical']/@href") == ["https://doi.org/10.5555/weir"]


@pytest.mark.parametrize(
    "line", ["Harbour Press, Vell, 1 May 2024", "Edition 2.1", "Translated by Ilse Marl", "ISBN 978"]
)
def test_the_imprint_of_the_book_says_it(line: str, package: dict[str, str]) -> None:
    assert line in package["EPUB/imprint.xhtml"]


@pytest.mark.parametrize(
    ("id_", "filed", "role"), [("author-1", "Quill, Ada", "aut"), ("contributor-3", "Voss, Mara", "ill")]
)
def test_the_package_files_persons(id_: str, filed: str, role: str, package: dict[str, str]) -> None:
    refined = re.findall(rf'refines="#{id_}" property="(file-as|role)"[^>]*>([^<]*)', package["EPUB/package.opf"])
    assert dict(refined) == {"file-as": filed, "role": role}


UNSTATED = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A Case</title>'
    "{author}</titleStmt></fileDesc></teiHeader><text><front><titlePage>{page}</titlePage></front>"
    "<body><p>Words.</p></body></text></TEI>"
)


def test_no_date_is_invented(tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    tei.write_text(
        UNSTATED.format(author="", page="<docTitle><titlePart>A Case</titlePart></docTitle>"), encoding="utf-8"
    )
    page, _, book = publish(tei, tmp_path, formats=("html", "epub"))
    assert "1970" not in page.read_text(encoding="utf-8")
    with zipfile.ZipFile(book) as archive:
        package = archive.read("EPUB/package.opf").decode()
    assert "dc:date" not in package
    assert f"{RELEASED}T00:00:00Z" in package


def test_a_year_or_a_preposition_is_no_author(tmp_path: Path) -> None:
    tei = tmp_path / "case.xml"
    page = (
        "<docTitle><titlePart>A Case</titlePart></docTitle><byline><docAuthor>By Ada Quill (1818)</docAuthor></byline>"
    )
    tei.write_text(
        UNSTATED.format(author="<author>(1818)</author><author>by Ada Quill</author>", page=page), encoding="utf-8"
    )
    shown, _ = publish(tei, tmp_path, formats=("html",))
    assert html.fromstring(shown.read_bytes()).xpath("//p[@class = 'author']/text()") == ["Ada Quill"]
