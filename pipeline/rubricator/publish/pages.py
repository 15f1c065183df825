"""What stands on the pages of a PDF: its words, and whether each line has its place.

Read back from the finished file by PDFium, as a reader's program would.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from rubricator.model.messages import fail

_OVERLAP: Final = 0.5
"""Share of the lower of two boxes from which on they are printed on one another; accents and initials overlap less."""
_TOUCH: Final = 3.0
"""Points by which two boxes must overlap across; italics lean over their neighbours by less."""
_EDGE: Final = 1.0
"""Points that a letter may stand over the edge of the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Letters that stand beside each other, in points from the lower left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A page on which something is not where it can be read: ``pu-overprint`` or ``pu-outside``."""

    code: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The words of a PDF, page by page, and the faults of its pages."""

    text: str
    faults: tuple[Fault, ...]


def read(data: bytes) -> Pages:
    """Words and faults of the pages of a PDF."""
    document = _pdfium().PdfDocument(data)
    try:
        pages = [_page(document[at], at + 1) for at in range(len(document))]
    finally:
        document.close()
    return Pages("\n".join(text for text, _ in pages), tuple(fault for _, faults in pages for fault in faults))


def _page(page: Any, number: int) -> tuple[str, list[Fault]]:
    letters = page.get_textpage()
    width, height = page.get_size()
    boxes = list(_boxes(letters))
    faults = [
        Fault(code, number, " ".join(letters.get_text_bounded(box.left, box.bottom, box.right, box.top).split()))
        for code, box in _misplaced(boxes, width, height)
    ]
    return letters.get_text_range(), faults


def _boxes(letters: Any) -> Iterator[Box]:
    import pypdfium2.raw as raw

    sides = [ctypes.c_double() for _ in range(4)]
    for at in range(raw.FPDFText_CountRects(letters, 0, -1)):
        raw.FPDFText_GetRect(letters, at, *sides)
        left, top, right, bottom = (side.value for side in sides)
        yield Box(left, top, right, bottom)


def _misplaced(boxes: list[Box], width: float, height: float) -> Iterator[tuple[str, Box]]:
    """The first box of a page that leaves it, and the first that is printed on another."""
    outside = (
        box
        for box in boxes
        if box.left < -_EDGE or box.bottom < -_EDGE or box.right > width + _EDGE or box.top > height + _EDGE
    )
    for box in list(outside)[:1]:
        yield "pu-outside", box
    for box in list(_overprinted(boxes))[:1]:
        yield "pu-overprint", box


def _overprinted(boxes: list[Box]) -> Iterator[Box]:
    """Boxes that cover a good part of another; going down the page, only those that can touch are compared."""
    open_: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.top):
        open_ = [other for other in open_ if other.bottom < box.top]
        if any(_covers(box, other) for other in open_):
            yield box
        open_.append(box)


def _covers(box: Box, other: Box) -> bool:
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.top, other.top) - max(box.bottom, other.bottom)
    return across > _TOUCH and down > _OVERLAP * min(box.top - box.bottom, other.top - other.bottom) > 0


def _pdfium() -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise fail("pu-tool", tool="PDFium", package="pypdfium2") from error
    return pypdfium2
