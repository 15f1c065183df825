"""Runs Typst: source made by a style sheet in, PDF or PNG out.

The PDF is PDF/UA-1 and PDF/A-3a; the TEI and the authority files are attached to it. Under PDF/UA a character
without a glyph is an error: `MissingGlyphsError` names them all. `rubricator.publish.fonts` chooses the fonts.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Final

from rubricator.model.edition import NOTES, OPENINGS, PAGES
from rubricator.model.messages import fail
from rubricator.model.resources import resource
from rubricator.publish.fonts import PRIVATE, Fonts, choose

_STANDARDS: Final = ("ua-1", "a-3a")
_MISSING_GLYPH: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ASTRAY: Final = re.compile(r"astray: ([\w. -]+)")
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ENDLESS: Final = re.compile(r'[^\s"\\]{60,}')
_PIECE: Final = re.compile(".{20}(?=.)")
"""Of an endless word, so much that some of it fits on every line."""
_TEXT: Final = re.compile(r'#"(?:[^"\\]|\\.)*"')
_UNUSUAL: Final = re.compile("[^\u0000-\u024f\u2010-\u2026]")
_COVER_WIDTH: Final = 1200
_COVER_POINTS: Final = 400


class AstrayNotesError(Exception):
    """Notes that stand on another page than their calls, by their ids."""

    def __init__(self, notes: frozenset[str]) -> None:
        super().__init__(" ".join(sorted(notes)))
        self.notes = notes


class MissingGlyphsError(Exception):
    """Characters of the text that no font at hand can show."""

    def __init__(self, characters: frozenset[str]) -> None:
        super().__init__(" ".join(sorted(characters)))
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Look:
    """How a PDF is made up: its page, where its notes stand, how a chapter begins, how far a picture may be cut."""

    page: str = PAGES[0]
    notes: str = NOTES[0]
    opening: str = OPENINGS[0]
    bleed: str = ""

    def as_typst(self, settled: bool) -> str:
        """The Typst definition that ``edition.typ`` reads; `settled` notes are not looked at again."""
        words = f'page: "{self.page}", notes: "{self.notes}", opening: "{self.opening}"'
        return f"#let look = ({words}, bleed: {self.bleed or '0mm'}, settled: {str(settled).lower()})\n"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in the PDF: its name there, and what it is to the text (ISO 32000-2, 7.11.3)."""

    name: str
    path: Path
    relationship: str
    words: str

    def as_typst(self) -> str:
        """Arguments of Typst's ``pdf.attach``."""
        kind = "application/tei+xml" if self.path.suffix == ".xml" else "application/octet-stream"
        return f'(path: "{self.name}", relationship: "{self.relationship}", mime: "{kind}", key: "{self.words}"), '


def print_pdf(
    source: str,
    folder: Path,
    timestamp: datetime,
    look: Look,
    attachments: Sequence[Attachment] = (),
    fonts: Sequence[Path] = (),
    settled: bool = True,
) -> bytes:
    """PDF of a Typst source that imports ``edition.typ``, with files attached; `fonts` are further folders of fonts.

    Works in `folder`. Control characters, which show nothing, are left out. Raises MissingGlyphsError where a character
    has no glyph, AstrayNotesError where notes stand on another page than their calls and are not `settled`,
    RubricatorError where Typst refuses.
    """
    source = _breakable(_CONTROL.sub("", source))
    private = frozenset(PRIVATE.findall(source))
    if private:
        raise MissingGlyphsError(private)
    for one in attachments:
        (folder / one.name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.path, folder / one.name)
    attached = "".join(one.as_typst() for one in attachments)
    given = f"#let attachments = ({attached})\n" + look.as_typst(settled)
    return _compile(source, folder, "edition.typ", choose(source, fonts), timestamp, given)


def _breakable(source: str) -> str:
    """The source with places to break in endless words of its text, which would run off the page."""
    if not _ENDLESS.search(source):
        return source
    return _TEXT.sub(lambda text: _ENDLESS.sub(_in_pieces, text[0]), source)


def _in_pieces(word: re.Match[str]) -> str:
    return _PIECE.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0])


def draw_cover(source: str, folder: Path, timestamp: datetime, colour: str = "", fonts: Sequence[Path] = ()) -> bytes:
    """PNG of a one-page Typst source that imports ``cover.typ``, 1200 by 1800 pixels; works in `folder`.

    `colour` is that of its ground, ``#rrggbb``; paper where it is empty.

    A picture shows a box for a missing glyph without a word: where there may be one, a PDF is made first, which tells.
    """
    chosen, given = choose(source, fonts), f'#let ground = "{colour}"\n'
    if _UNUSUAL.search(source):
        _compile(source, folder, "cover.typ", chosen, timestamp, given, standards=("a-3b",))
    return _compile(source, folder, "cover.typ", chosen, timestamp, given, form="png")


def _compile(
    source: str,
    folder: Path,
    style: str,
    fonts: Fonts,
    timestamp: datetime,
    given: str = "",
    form: str = "pdf",
    standards: Sequence[str] = _STANDARDS,
) -> bytes:
    """`style` reads what is given to it (fonts, attachments) from ``given.typ``."""
    shutil.copyfile(resource(f"xslt/assets/{style}"), folder / style)
    (folder / "given.typ").write_text(fonts.as_typst() + given, encoding="utf-8")
    main = folder / "main.typ"
    main.write_text(source, encoding="utf-8")
    typst = _typst()
    try:
        data: bytes = typst.compile(
            main,
            root=folder,
            font_paths=[*fonts.folders],
            ignore_system_fonts=True,
            format=form,
            pdf_standards=list(standards) if form == "pdf" else [],
            ppi=72 * _COVER_WIDTH / _COVER_POINTS,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        complaint = str(error.diagnostic) + str(error.message)
        if astray := _ASTRAY.search(complaint):
            raise AstrayNotesError(frozenset(astray[1].split())) from error
        if missing := _missing_glyphs(complaint):
            raise MissingGlyphsError(missing) from error
        raise fail("pu-pdf", reason=_first_lines(str(error.diagnostic or error.message))) from error
    return data


def _first_lines(complaint: str) -> str:
    """The first of Typst's complaints, on one line."""
    return " ".join(complaint.strip().split("\n\n")[0].split())


def _missing_glyphs(complaint: str) -> frozenset[str]:
    """Characters that Typst's complaint names, but for those that only join others."""
    named = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found) for found in _MISSING_GLYPH.findall(complaint))
    return frozenset(one for one in "".join(named) if unicodedata.category(one) != "Cf")


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise fail("pu-tool", tool="Typst", package="typst") from error
    return typst
