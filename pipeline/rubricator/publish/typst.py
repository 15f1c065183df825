"""Runs Typst: source made by a style sheet in, PDF or SVG out, with the fonts of the typst wheel only.

The PDF is PDF/UA-1 and PDF/A-3a with the TEI attached. Under PDF/UA a character without a glyph is an error:
such characters are replaced by a box and counted.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from rubricator.messages import fail
from rubricator.resources import resource

_STANDARDS = ("ua-1", "a-3a")
_BOX = "\N{WHITE SQUARE}"
_MISSING_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters for private use, which PDF/A does not allow."""
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, and the characters that it shows as a box because no font has them."""

    data: bytes
    boxed: tuple[str, ...] = ()


def print_pdf(source: str, folder: Path, timestamp: datetime) -> Printed:
    """PDF of a Typst source that imports ``edition.typ`` and may name files in `folder`.

    Raises RubricatorError where Typst refuses it.
    """
    shutil.copyfile(resource("xslt/assets/edition.typ"), folder / "edition.typ")
    boxed = set(_PRIVATE.findall(source))
    source = _box(source, boxed)
    for _ in range(_ROUNDS):
        try:
            return Printed(_compile(source, folder, "pdf", timestamp), tuple(sorted(boxed)))
        except _typst().TypstError as error:
            missing = _missing_glyphs(str(error.diagnostic) + str(error.message))
            if not missing:
                raise fail("pu-pdf", reason=str(error.message)) from error
            boxed |= missing
            source = _box(source, missing)
    raise fail("pu-pdf", reason="too many characters have no glyph")


def _box(source: str, characters: Iterable[str]) -> str:
    return source.translate({ord(character): _BOX for character in characters})


def draw_svg(source: str, folder: Path, timestamp: datetime) -> str:
    """SVG of a one-page Typst source that imports ``cover.typ``."""
    shutil.copyfile(resource("xslt/assets/cover.typ"), folder / "cover.typ")
    return _compile(source, folder, "svg", timestamp).decode()


def _compile(source: str, folder: Path, form: str, timestamp: datetime) -> bytes:
    main = folder / "main.typ"
    main.write_text(source, encoding="utf-8")
    standards = list(_STANDARDS) if form == "pdf" else []
    data: bytes = _typst().compile(
        main, root=folder, ignore_system_fonts=True, format=form, pdf_standards=standards, timestamp=timestamp
    )
    return data


def _missing_glyphs(complaint: str) -> set[str]:
    """Characters named in Typst's complaint, leaving out what every font has."""
    named = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found) for found in _MISSING_GLYPH.findall(complaint))
    return _uncommon(character for words in named for character in words)


def _uncommon(characters: Iterable[str]) -> set[str]:
    return {character for character in characters if ord(character) > 0x7E and character != _BOX}


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise fail("pu-tool", tool="Typst", package="typst") from error
    return typst
