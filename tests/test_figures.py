"""Pictures of an edition: which illustration each shows, and that every output has them, described."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from lxml import html

from rubricator.model.messages import RubricatorError
from rubricator.publish import publish
from rubricator.publish.figures import pictures

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A Case</title></titleStmt>'
    "</fileDesc></teiHeader><text><body><p>One.</p>{}<p>Two.</p></body></text></TEI>"
)
FIGURES = "".join(
    f"<figure><label><pc>[</pc>Illustration:</label> <head>{caption}<pc>]</pc></head></figure>"
    for caption in ("The quay at dusk.", "The mill, from the east.")
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#246"/></svg>'


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x60\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A folder with a text of two illustrations, and pictures for them."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/a-first.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "figures/mill.png").write_bytes(png(8, 4))
    (tmp_path / "figures/figures.toml").write_text(
        '[[figure]]\nfile = "mill.png"\nalt = "A mill by a weir"\ncredit = "Drawn by Mara Voss"\n', encoding="utf-8"
    )
    (tmp_path / "case.xml").write_text(TEI.format(FIGURES), encoding="utf-8")
    return tmp_path


def test_pictures_go_to_captions_by_name_and_then_in_order(edition: Path) -> None:
    found = [(one.place, one.path.name, one.width, one.height) for one in pictures(edition, edition / "case.xml")]
    assert found == [(1, "a-first.svg", 40, 30), (2, "mill.png", 8, 4)]


def test_every_output_shows_them(edition: Path) -> None:
    written = publish(edition / "case.xml", edition / "out", formats=("html", "epub", "pdf", "md"), own=edition)
    page = html.fromstring((edition / "out/html/index.html").read_bytes())
    (quay, mill) = page.xpath("//figure")
    assert mill.find("img").attrib == {
        "src": "figures/mill.png",
        "alt": "A mill by a weir",
        "width": "8",
        "height": "4",
    }
    assert quay.find("img").get("alt") == "The quay at dusk."
    assert " ".join(mill.text_content().split()) == "The mill, from the east. Drawn by Mara Voss"
    assert "img-src 'self'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert (edition / "out/html/figures/mill.png").read_bytes() == png(8, 4)
    with zipfile.ZipFile(next(path for path in written if path.suffix == ".epub")) as archive:
        assert 'href="figures/mill.png" media-type="image/png"' in archive.read("EPUB/package.opf").decode()
        assert archive.read("EPUB/figures/mill.png") == png(8, 4)
    assert "![A mill by a weir](html/figures/mill.png)" in (edition / "out/case.md").read_text(encoding="utf-8")


def test_without_a_picture_a_caption_has_no_brackets(tmp_path: Path) -> None:
    (tmp_path / "case.xml").write_text(TEI.format(FIGURES), encoding="utf-8")
    path, _, _ = publish(tmp_path / "case.xml", tmp_path / "out", formats=("html", "txt"))
    shown = [
        " ".join(one.text_content().split())
        for one in html.fromstring(path.read_bytes()).xpath("//*[@class = 'figure']")
    ]
    assert shown == ["The quay at dusk.", "The mill, from the east."]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("mill.png", b"no picture", "cannot be read"),
        ("a-first.svg", SVG.replace("<rect", "<script/><rect").encode(), "cannot be read"),
        ("z.svg", SVG.encode(), "no illustration is left"),
    ],
)
def test_what_cannot_be_shown_is_told(name: str, data: bytes, reason: str, edition: Path) -> None:
    (edition / "figures" / name).write_bytes(data)
    with pytest.raises(RubricatorError, match=reason):
        pictures(edition, edition / "case.xml")
