"""A manuscript for the copy-editor, by Pandoc: styles of paragraphs, real footnotes."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.model.messages import fail
from rubricator.publish.epub import pack

_READER: Final = "html+epub_html_exts"
"""Pandoc's reader of HTML that takes the notes of an EPUB for footnotes."""
_LANGUAGE: Final = re.compile(r'<html[^>]*? lang="([^"]+)"')
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = ("word/document.xml", "word/footnotes.xml")
_SPACES: Final = {f"{_W}p", f"{_W}tc", f"{_W}br", f"{_W}tab"}


def manuscript(page: str, figures: Path, timestamp: datetime) -> bytes:
    """A page of XHTML as DOCX; its pictures lie below `figures`. The same page and time give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        made, source = Path(folder) / "made.docx", Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        language = _LANGUAGE.search(page)
        options = [f"--from={_READER}", "--to=docx", f"--resource-path={figures}", f"--output={made}"]
        options += [f"--metadata=lang:{language[1]}"] if language else []
        clock = {**os.environ, "SOURCE_DATE_EPOCH": str(max(0, int(timestamp.timestamp())))}
        done = subprocess.run(
            [_pandoc(), *options, str(source)], capture_output=True, text=True, check=False, env=clock
        )
        if done.returncode:
            raise fail("pu-docx", reason=" ".join(done.stderr.split()))
        parts = Path(folder) / "parts"
        with zipfile.ZipFile(made) as archive:
            archive.extractall(parts)
        return pack(parts, timestamp, mimetype="")


def _pandoc() -> str:
    try:
        import pypandoc
    except ImportError as error:
        raise fail("pu-tool", tool="Pandoc", package="'rubricator[docx]'") from error
    return str(pypandoc.get_pandoc_path())


def manuscript_words(data: bytes) -> str:
    """The words of a DOCX, its footnotes among them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        trees = [etree.fromstring(archive.read(part)) for part in _PARTS if part in archive.namelist()]
    return "\n".join("".join(_pieces(tree)) for tree in trees)


def _pieces(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _SPACES:
            yield " "
