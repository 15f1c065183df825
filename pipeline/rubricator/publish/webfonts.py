"""The house font of the page: subsets of Libertinus Serif by script, each where the text has a letter of it.

They travel in the style sheet, so that a page looks the same everywhere and asks nothing of any server.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import Final

from rubricator.model.resources import resource

_FAMILY: Final = "Libertinus Serif"
_SUBSETS: Final = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02DD-02FF,U+1E00-1EFF,U+20A0-20AB,U+2C60-2C7F",
    "greek": "U+0370-03FF",
    "cyrillic": "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
}
"""Subset → the characters that it is asked for, as CSS writes them (unicode-range)."""
_ALWAYS: Final = "latin"
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def faces(text: str) -> str:
    """The ``@font-face`` rules that a text needs."""
    letters = {ord(one) for one in set(text)}
    return "".join(
        _face(subset, style)
        for subset in _SUBSETS
        if subset == _ALWAYS or not letters.isdisjoint(_characters(subset))
        for style in ("normal", "italic")
    )


@cache
def _characters(subset: str) -> frozenset[int]:
    spans = ((int(start, 16), int(end or start, 16)) for start, end in _RANGE.findall(_SUBSETS[subset]))
    return frozenset(code for start, end in spans for code in range(start, end + 1))


@cache
def _face(subset: str, style: str) -> str:
    path = resource(f"xslt/assets/fonts/libertinus-serif-{subset}-400-{style}.woff2")
    data = base64.b64encode(path.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{_FAMILY}"; font-style: {style}; font-weight: 400; font-display: swap; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); unicode-range: {_SUBSETS[subset]}; }}\n'
    )
