"""Fonts of the PDF and the cover, chosen by the characters of the text and by nothing else.

The house letter, Libertinus, has Latin, Greek, Cyrillic and Hebrew; it travels in the typst wheel, as do New Computer
Modern and DejaVu Sans Mono, which have most symbols. Cardo brings the signs of old prints and manuscripts (MUFI,
apothecaries' weights, runes), Amiri Arabic. Chinese, Japanese and Korean come with the
extra ``rubricator[cjk]``. An edition may bring more in its folder ``fonts``. Fonts that the system happens to have
are never looked at, so that the same input gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_CJK: Final = "\u2e80-\u303f\u31c0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_KANA: Final = "\u3040-\u30ff\u31f0-\u31ff"
_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_ARABIC: Final = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_HEBREW: Final = "\u0590-\u05ff\ufb1d-\ufb4f"

_HAS_KANA: Final = re.compile(f"[{_KANA}]")
_HAS_HANGUL: Final = re.compile(f"[{_HANGUL}]")
_HAS_CJK: Final = re.compile(f"[{_CJK}{_KANA}{_HANGUL}]")
_HAS_ARABIC: Final = re.compile(f"[{_ARABIC}]")
_UPRIGHT: Final = re.compile(f"[{_HEBREW}{_ARABIC}{_CJK}{_KANA}{_HANGUL}]")
PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters for private use, which PDF/A does not allow."""

HOUSE: Final = "Libertinus Serif"
_LAST: Final = ("New Computer Modern", "DejaVu Sans Mono", "New Computer Modern Math")
_EXTRA: Final = "pip install 'rubricator[cjk]', or bring a font of your own"


@dataclass(frozen=True, slots=True)
class _Packed:
    """A family that an installed package holds, and the language it is drawn for (ISO 639-1)."""

    family: str
    package: str
    folder: str = "."
    language: str = ""

    def place(self) -> Path | None:
        """Folder of its files; None where the package is not installed."""
        found = find_spec(self.package)
        return Path(found.origin).parent / self.folder if found and found.origin else None


_AMIRI: Final = _Packed("Amiri", "fontpkg_amiri", "files", "ar")
_CARDO: Final = _Packed("Cardo", "fontpkg_cardo", "files")
_EASTERN: Final = (
    _Packed("Noto Serif JP", "pylopdf_fonts_jp", language="ja"),
    _Packed("Noto Serif KR", "pylopdf_fonts_ko", language="ko"),
    _Packed("Noto Serif SC", "pylopdf_fonts_zh_cn", language="zh"),
    _Packed("Noto Serif TC", "pylopdf_fonts_zh_tw"),
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families that set a text, the first that has a character wins, and the folders that hold their files.

    `own` are those among them that the edition brings, `languages` the best one for a language.
    """

    families: tuple[str, ...]
    own: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    upright: str = ""

    def as_typst(self) -> str:
        """Typst definitions: the families, the own ones, those of a language, a pattern of what knows no italic."""
        named = "".join(f"{language}: {_quoted(family)}, " for language, family in self.languages)
        upright = f"regex({_quoted(f'[{self.upright}]+')})" if self.upright else "none"
        return (
            f"#let families = {_listed(self.families)}\n#let own-families = {_listed(self.own)}\n"
            f"#let families-by-language = ({named or ':'})\n#let upright = {upright}\n"
        )


def choose(text: str, own: Sequence[Path] = ()) -> Fonts:
    """The fonts for a text; `own` are folders of fonts, whose families come after the house letter."""
    packed = [(one, place) for one in _wanted(text) if (place := one.place())]
    brought = _families(own)
    return Fonts(
        (HOUSE, *brought, *(one.family for one, _ in packed), *_LAST),
        brought,
        (*own, *(place for _, place in packed)),
        tuple((one.language, one.family) for one, _ in packed if one.language),
        f"{_HEBREW}{_ARABIC}{_CJK}{_KANA}{_HANGUL}" if _UPRIGHT.search(text) else "",
    )


def _wanted(text: str) -> Iterator[_Packed]:
    yield _CARDO
    if _HAS_ARABIC.search(text):
        yield _AMIRI
    if _HAS_CJK.search(text):
        main = "ja" if _HAS_KANA.search(text) else "ko" if _HAS_HANGUL.search(text) else "zh"
        yield from sorted(_EASTERN, key=lambda one: one.language != main)


def _families(folders: Sequence[Path]) -> tuple[str, ...]:
    """Names of the families in folders of fonts, by name."""
    if not folders:
        return ()
    import typst

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, folders)])
    return tuple(sorted(found.families()))


def remedy(character: str) -> str:
    """What helps where no font has a character."""
    if PRIVATE.match(character):
        return "PDF/A allows no characters for private use; correct them by a decision, or leave the PDF out"
    if _HAS_CJK.match(character) and any(one.place() is None for one in _EASTERN):
        return _EXTRA + _OWN
    return "bring a font that has them" + _OWN


_OWN: Final = ": put it into the folder fonts/ of the edition, or name its folder with --fonts"


def named(characters: Iterable[str]) -> str:
    """Characters as a reader can look them up: 漢 U+6F22."""
    shown = sorted(characters)
    more = " …" if len(shown) > 12 else ""
    return ", ".join(f"{one if one.isprintable() else ''} U+{ord(one):04X}".strip() for one in shown[:12]) + more


def _listed(names: Iterable[str]) -> str:
    return f"({''.join(_quoted(name) + ', ' for name in names)})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
