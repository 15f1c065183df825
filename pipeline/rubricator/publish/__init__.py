"""From TEI to HTML, EPUB, PDF, plain text, Markdown and data.

`publish` prepares the TEI once (``xslt/core/prepare.xsl``) and hands the prepared edition to one style sheet an
output. The same TEI gives the same bytes: the only date is that of the header, or of SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from rubricator.messages import Finding, fail
from rubricator.publish.data import as_json, as_tables
from rubricator.publish.epub import pack
from rubricator.publish.html import allow_own
from rubricator.publish.saxon import Saxon
from rubricator.publish.site import as_files
from rubricator.publish.typst import draw_svg, print_pdf

if TYPE_CHECKING:
    import saxonche

Reading = Literal["corrected", "diplomatic"]
Progress = Callable[[str], None]
Report = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class _Edition:
    """A prepared edition on its way into the outputs."""

    tei: Path
    tree: saxonche.PyXdmNode
    date: datetime
    saxon: Saxon
    report: Report
    page: str

    @property
    def id(self) -> str:
        return self.tei.stem


def publish(
    tei: Path,
    out: Path,
    *,
    formats: Sequence[str] = ("html", "epub", "pdf"),
    reading: str = "corrected",
    page: str = "US trade",
    progress: Progress | None = None,
    report: Report | None = None,
) -> list[Path]:
    """Write the outputs of a TEI file below `out` and return their paths, in the order of `formats`.

    ``html`` becomes ``html/index.html``, with further pages beside it where the text is long; ``csv`` a folder of
    tables, every other format ``<stem of the TEI>.<format>``.
    `reading` is ``corrected`` (corr) or ``diplomatic`` (sic). `page` is the page of the PDF, a key of `pages-known`
    in xslt/assets/edition.typ. `progress` is called with the name of each step,
    `report` with each warning. A file is written whole or not at all.
    Raises RubricatorError where the TEI or a tool fails.
    """
    for form in formats:
        if form not in _OUTPUTS:
            raise fail("pu-format", format=form)
    step = progress or _ignore
    step("prepare")
    edition = _prepare(tei, reading, page, report or _ignore)
    written = []
    for form in formats:
        step(form)
        written += [_write(out / name, data) for name, data in _OUTPUTS[form](edition).items()]
    return written


def _prepare(tei: Path, reading: str, page: str, report: Report) -> _Edition:
    saxon = Saxon()
    date = _given_date()
    parameters = {"reading": reading, "id": tei.stem, "date": date.strftime("%Y-%m-%d") if date else ""}
    tree = saxon.transform("xslt/core/prepare.xsl", saxon.parse(tei), parameters)
    return _Edition(tei, tree, date or _stated_date(tree), saxon, report, page)


def _given_date() -> datetime | None:
    """The date that SOURCE_DATE_EPOCH gives (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None


def _stated_date(tree: saxonche.PyXdmNode) -> datetime:
    """The date of the edition's facts, as prepare.xsl found it in the header."""
    stated = tree.children[0].children[0].get_attribute_value("date")
    return datetime.strptime(stated, "%Y-%m-%d").replace(tzinfo=UTC)


Files = Mapping[str, bytes]
"""Files of an output by their names below the folder of the edition."""


def _html(edition: _Edition) -> Files:
    files = as_files(allow_own(_styled(edition, "xslt/html.xsl")))
    return {f"html/{name}": text.encode() for name, text in files.items()}


def _styled(edition: _Edition, stylesheet: str, **parameters: str) -> str:
    """What a style sheet with one result makes of the edition."""
    with tempfile.TemporaryDirectory() as folder:
        return edition.saxon.write(stylesheet, edition.tree, Path(folder), parameters)


def _text(edition: _Edition) -> Files:
    return {f"{edition.id}.txt": _styled(edition, "xslt/plain.xsl").encode()}


def _markdown(edition: _Edition) -> Files:
    return {f"{edition.id}.md": _styled(edition, "xslt/plain.xsl", markdown="yes").encode()}


def _json(edition: _Edition) -> Files:
    return {f"{edition.id}.json": as_json(_styled(edition, "xslt/data.xsl"))}


def _csv(edition: _Edition) -> Files:
    return {f"csv/{name}.csv": data for name, data in as_tables(_styled(edition, "xslt/data.xsl")).items()}


def _epub(edition: _Edition) -> Files:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as studio:
        files = Path(folder)
        edition.saxon.write("xslt/epub.xsl", edition.tree, files)
        source = edition.saxon.write("xslt/cover.xsl", edition.tree, files)
        (files / "EPUB/cover.svg").write_text(draw_svg(source, Path(studio), edition.date), encoding="utf-8")
        return {f"{edition.id}.epub": pack(files, edition.date)}


def _pdf(edition: _Edition) -> Files:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        attachment = f"{edition.id}.xml"
        shutil.copyfile(edition.tei, folder / attachment)
        source = edition.saxon.write(
            "xslt/print.xsl", edition.tree, folder, {"attachment": attachment, "page": edition.page}
        )
        printed = print_pdf(source, folder, edition.date)
    if printed.boxed:
        sample = " ".join(f"U+{ord(character):04X}" for character in printed.boxed[:8])
        edition.report(Finding("pu-glyph", str(edition.tei), values={"count": len(printed.boxed), "sample": sample}))
    return {f"{edition.id}.pdf": printed.data}


_OUTPUTS: Final[Mapping[str, Callable[[_Edition], Files]]] = {
    "html": _html,
    "epub": _epub,
    "pdf": _pdf,
    "txt": _text,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
}
"""Output → how it is made."""


def _write(path: Path, data: bytes) -> Path:
    """Put `data` at `path` in one step."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise fail("out-unwritable", path, reason=error.strerror) from error
    return path


def _ignore(_: object) -> None:
    return None
