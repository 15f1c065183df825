"""From TEI to HTML, EPUB, PDF, plain text, Markdown and data.

`publish` prepares the TEI once (``xslt/core/prepare.xsl``) and hands the prepared edition to one style sheet an
output. The same TEI gives the same bytes: the only date is that of the header, or of SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from rubricator.model.edition import LINE_NUMBERS, SECTIONS
from rubricator.model.files import read_text
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.publish.conservation import Shown, Text, compare, printed_words, report, text_of
from rubricator.publish.data import as_json, as_tables
from rubricator.publish.docx import manuscript, manuscript_words
from rubricator.publish.epub import book_words, pack
from rubricator.publish.figures import FOLDER, Picture, pictures, told
from rubricator.publish.fonts import named, remedy
from rubricator.publish.html import allow_data, allow_own
from rubricator.publish.metadata import described
from rubricator.publish.pages import read as read_pages
from rubricator.publish.saxon import Saxon
from rubricator.publish.site import as_files, site_words
from rubricator.publish.typography import AS_PRINTED
from rubricator.publish.typography import parameters as marks_of
from rubricator.publish.typst import (
    AstrayNotesError,
    Attachment,
    Look,
    MissingGlyphsError,
    draw_cover,
    print_pdf,
)
from rubricator.publish.webfonts import faces

if TYPE_CHECKING:
    import saxonche

Reading = Literal["corrected", "diplomatic"]
Progress = Callable[[str], None]


_HOUSE_LOOK: Final = Look()


@dataclass(frozen=True, slots=True)
class _Edition:
    """A prepared edition on its way into the outputs."""

    tei: Path
    tree: saxonche.PyXdmNode
    date: datetime
    saxon: Saxon
    formats: tuple[str, ...]
    look: Look
    colour: str
    own: Path | None
    pictures: tuple[Picture, ...]
    fonts: tuple[Path, ...]
    authority: tuple[Path, ...]

    @property
    def id(self) -> str:
        return self.tei.stem

    def own_style(self, name: str) -> str:
        """Address of the edition's own style file, such as style.css; empty where it has none."""
        path = self.own / name if self.own else None
        return path.resolve().as_uri() if path and path.is_file() else ""


def publish(
    tei: Path,
    out: Path,
    *,
    formats: Sequence[str] = ("html", "epub", "pdf"),
    reading: str = "corrected",
    typography: str = "book",
    line_numbers: str = LINE_NUMBERS[0],
    look: Look = _HOUSE_LOOK,
    sections: Sequence[str] = SECTIONS,
    colour: str = "",
    own: Path | None = None,
    fonts: Sequence[Path] = (),
    authority: Sequence[Path] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Write the outputs of a TEI file below `out` and return their paths, in the order of `formats`.

    ``html`` becomes ``html/index.html``, with further pages beside it where the text is long; ``csv`` a folder of
    tables, every other format ``<stem of the TEI>.<format>``.
    `reading` is ``corrected`` (corr) or ``diplomatic`` (sic). `typography` is ``book`` (curly quotes, dashes) or
    ``as printed``, which the diplomatic reading always is. `line_numbers` says which lines of verse show their number:
    ``every five``, ``as printed`` or ``none``. `look` says how the PDF is made up; `sections` are the parts
    of the apparatus, in their order; `colour` is the ground of the cover, ``#rrggbb``. `own` is a folder whose
    ``style.css`` and ``style.typ``, where it has them, come after the house style, and whose folder ``fonts`` joins
    those of the house; `fonts` are further such folders. `authority` are files that the PDF carries beside the TEI.
    `progress` is called with the name of each step. A file is written whole or not at all. Raises RubricatorError where
    the TEI or a tool fails, or where no font has a character of the PDF.

    ``report.json`` beside the outputs says which words were left out by which rule. Where an output lacks any other
    word of the text, or a page of the PDF cannot be read, everything is written and RubricatorError raised.
    """
    for form in formats:
        if form not in _OUTPUTS:
            raise fail("pu-format", format=form, known=", ".join(_OUTPUTS))
    step = progress or _ignore
    step("prepare")
    own_fonts = (own / "fonts",) if own and (own / "fonts").is_dir() else ()
    style = AS_PRINTED if reading == "diplomatic" else typography
    illustrations = pictures(own, tei)
    edition = _Edition(
        tei,
        *_prepare(tei, reading, style, line_numbers, sections, illustrations),
        tuple(formats),
        look,
        colour,
        own,
        illustrations,
        (*own_fonts, *fonts),
        tuple(authority),
    )
    written, shown = [], {}
    for form in formats:
        step(form)
        files = _OUTPUTS[form](edition)
        written += [_write(out / name, data) for name, data in files.items()]
        shown[form] = files
    _check(tei, out, shown, reading, style)
    return written


def _check(tei: Path, out: Path, shown: Mapping[str, Files], reading: str, style: str) -> None:
    """Hold the words of the outputs against those of the TEI, and say in ``report.json`` what became of them."""
    readable = {form: _READ[form] for form in shown if form in _READ}
    if not readable:
        return
    text = text_of(tei, reading)
    kept = [compare(text, form, read(shown[form], text)) for form, read in readable.items()]
    _write(
        out / "report.json",
        (json.dumps(report(text, reading, style, kept), ensure_ascii=False, indent=1) + "\n").encode(),
    )
    faults = [finding for one in kept for finding in one.findings]
    if faults:
        raise RubricatorError(*faults)


def _prepare(
    tei: Path, reading: str, typography: str, line_numbers: str, sections: Sequence[str], shown: Sequence[Picture]
) -> tuple[saxonche.PyXdmNode, datetime, Saxon]:
    """The prepared tree, its date, and the processor that made it."""
    saxon = Saxon()
    date = _given_date()
    parameters = {"reading": reading, "id": tei.stem, "date": date.strftime("%Y-%m-%d") if date else ""}
    parameters |= {"line-numbers": line_numbers, "sections": " ".join(sections), "pictures": told(shown)}
    source = saxon.parse(tei)
    if typography != AS_PRINTED:
        parameters |= marks_of(_language(source))
    tree = saxon.transform("xslt/core/prepare.xsl", source, parameters)
    return tree, date or _stated_date(tree), saxon


def _language(source: saxonche.PyXdmNode) -> str:
    """The language that the root of a TEI document states; English where it states none, as for its labels."""
    roots = [str(child.get_attribute_value(_LANG) or "") for child in source.children if child.local_name]
    return next((one for one in roots if one), "en")


_LANG: Final = "Q{http://www.w3.org/XML/1998/namespace}lang"


def _given_date() -> datetime | None:
    """The date that SOURCE_DATE_EPOCH gives (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else None


def _stated_date(tree: saxonche.PyXdmNode) -> datetime:
    """The date of the edition's facts, a year or month as its first day; that of the program where none is stated."""
    from rubricator import RELEASED

    stated = tree.children[0].children[0].get_attribute_value("date") or RELEASED
    return datetime.fromisoformat(stated + "0000-01-01"[len(stated) :]).replace(tzinfo=UTC)


Files = Mapping[str, bytes]
"""Files of an output by their names below the folder of the edition."""


def _html(edition: _Edition) -> Files:
    parameters = {
        "tei": edition.tei.resolve().as_uri(),
        "own-style": edition.own_style("style.css"),
        "faces": faces(edition.tei.read_text(encoding="utf-8")),
        "also": " ".join(one for one in edition.formats if one not in ("html", "csv")),
    }
    files = as_files(allow_own(_styled(edition, "xslt/html.xsl", **parameters)))
    pages = {f"html/{name}": allow_data(text).encode() for name, text in files.items()}
    pages |= {f"html/{FOLDER}/{one.path.name}": one.path.read_bytes() for one in edition.pictures}
    return pages | {f"html/{edition.tei.name}": edition.tei.read_bytes()}


def _styled(edition: _Edition, stylesheet: str, **parameters: str) -> str:
    """What a style sheet with one result makes of the edition."""
    with tempfile.TemporaryDirectory() as folder:
        return edition.saxon.write(stylesheet, edition.tree, Path(folder), parameters)


def _text(edition: _Edition) -> Files:
    return {f"{edition.id}.txt": _styled(edition, "xslt/plain.xsl").encode()}


def _markdown(edition: _Edition) -> Files:
    return {f"{edition.id}.md": _styled(edition, "xslt/plain.xsl", markdown="yes").encode()}


def _docx(edition: _Edition) -> Files:
    with tempfile.TemporaryDirectory() as name:
        _lay_out(edition, Path(name))
        return {f"{edition.id}.docx": manuscript(_styled(edition, "xslt/docx.xsl"), Path(name), edition.date)}


def _json(edition: _Edition) -> Files:
    return {f"{edition.id}.json": as_json(_styled(edition, "xslt/data.xsl"))}


def _csv(edition: _Edition) -> Files:
    return {f"csv/{name}.csv": data for name, data in as_tables(_styled(edition, "xslt/data.xsl")).items()}


def _epub(edition: _Edition) -> Files:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as studio:
        files = Path(folder)
        edition.saxon.write("xslt/epub.xsl", edition.tree, files, _for_epub(edition))
        source = edition.saxon.write("xslt/cover.xsl", edition.tree, files)
        with _every_glyph(edition):
            cover = draw_cover(source, Path(studio), edition.date, edition.colour, edition.fonts)
        (files / "EPUB/cover.png").write_bytes(cover)
        _lay_out(edition, files / "EPUB")
        return {f"{edition.id}.epub": pack(files, edition.date)}


def _lay_out(edition: _Edition, folder: Path) -> None:
    """Put the pictures of an edition below a folder."""
    if edition.pictures:
        (folder / FOLDER).mkdir()
    for one in edition.pictures:
        (folder / FOLDER / one.path.name).write_bytes(one.path.read_bytes())


def _for_epub(edition: _Edition) -> dict[str, str]:
    return {"own-style": edition.own_style("style.css"), "modified": edition.date.strftime("%Y-%m-%d")}


def _pdf(edition: _Edition) -> Files:
    with tempfile.TemporaryDirectory() as name, _every_glyph(edition):
        folder = Path(name)
        style = edition.own_style("style.typ")
        _lay_out(edition, folder)
        _check_offline(edition)
        book = _set(edition, folder, style, frozenset(), _RESETS)
        return {f"{edition.id}.pdf": described(book, _styled(edition, "xslt/xmp.xsl"))}


_RESETS: Final = 2
"""How often a book is set again because notes stand on another page than their calls."""


def _set(edition: _Edition, folder: Path, style: str, astray: frozenset[str], resets: int) -> bytes:
    """The book as Typst sets it; paragraphs whose notes went astray are freed and everything set again."""
    parameters = {"own-style": style, "astray": " ".join(sorted(astray))}
    source = edition.saxon.write("xslt/print.xsl", edition.tree, folder, parameters)
    attached = _attachments(edition)
    try:
        return print_pdf(source, folder, edition.date, edition.look, attached, edition.fonts, settled=not resets)
    except AstrayNotesError as error:
        return _set(edition, folder, style, astray | error.notes, resets - 1)


_PACKAGE: Final = re.compile(r"""import\s*["']@""")


def _check_offline(edition: _Edition) -> None:
    """Refuse a style that would fetch a package of Typst's: nothing is ever downloaded."""
    path = edition.own / "style.typ" if edition.own else None
    if path and path.is_file() and (found := _PACKAGE.search(words := read_text(path))):
        raise fail("pu-package", path, words.count("\n", 0, found.start()) + 1)


def _attachments(edition: _Edition) -> list[Attachment]:
    """The TEI, from which the PDF was made, and the authority files that supplement it."""
    authority = [
        Attachment(_flat(edition.id, path.name), path, "supplement", "attachment-authority")
        for path in edition.authority
    ]
    return [Attachment(f"{edition.id}.xml", edition.tei, "source", "attachment"), *authority]


def _flat(id: str, name: str) -> str:
    """The name of a further attachment: no folder, nothing that a disk refuses, in order behind ``<id>.xml``."""
    return f"{id}_authority_{re.sub(r'[^A-Za-z0-9._-]', '-', name)}"


@contextmanager
def _every_glyph(edition: _Edition) -> Iterator[None]:
    """Turns what Typst says of missing glyphs into one error a remedy, at the first place of such a character."""
    try:
        yield
    except MissingGlyphsError as missing:
        remedies: dict[str, set[str]] = {}
        for character in sorted(missing.characters):
            remedies.setdefault(remedy(character), set()).add(character)
        found = (_no_glyph(edition.tei, characters, help) for help, characters in remedies.items())
        raise RubricatorError(*found) from missing


def _no_glyph(tei: Path, characters: set[str], help: str) -> Finding:
    lines = tei.read_text(encoding="utf-8").splitlines()
    line, text = next(((n, text) for n, text in enumerate(lines, 1) if characters & set(text)), (0, ""))
    column = min((text.find(one) + 1 for one in characters if one in text), default=0)
    return Finding("pu-glyph", str(tei), line, column, {"characters": named(characters), "remedy": help})


_OUTPUTS: Final[Mapping[str, Callable[[_Edition], Files]]] = {
    "html": _html,
    "epub": _epub,
    "pdf": _pdf,
    "txt": _text,
    "md": _markdown,
    "docx": _docx,
    "json": _json,
    "csv": _csv,
}
"""Output → how it is made."""


def _decoded(files: Files) -> str:
    return "\n".join(data.decode() for data in files.values())


def _printed(files: Files, text: Text) -> Shown:
    pages = read_pages(*files.values())
    faults = [Finding(one.code, str(text.path), values={"page": one.page, "words": one.words}) for one in pages.faults]
    return Shown(printed_words(pages.text, text.words), tuple(faults))


_READ: Final[Mapping[str, Callable[[Files, Text], Shown]]] = {
    "html": lambda files, _: Shown(site_words(files)),
    "epub": lambda files, _: Shown(book_words(*files.values())),
    "pdf": _printed,
    "txt": lambda files, _: Shown(_decoded(files)),
    "md": lambda files, _: Shown(_decoded(files)),
    "docx": lambda files, _: Shown(manuscript_words(*files.values())),
}
"""Output → how its words are read back."""


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
