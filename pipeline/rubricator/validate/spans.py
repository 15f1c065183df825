"""The elements of a TEI text, each with the span of the source that it marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from rubricator.validate.restore import TEI


@dataclass(slots=True)
class Spanned:
    """An element with its span; `words` are the characters it adds to the source."""

    element: etree._Element
    start: int
    end: int = 0
    words: str = ""

    @property
    def line(self) -> int:
        """Line of the start tag; 0 where it is not known."""
        found = self.element.sourceline
        return found if isinstance(found, int) else 0


def spans(root: etree._Element, crlf: bool) -> Iterator[Spanned]:
    """Every element of the text with its span of the source, inner before outer.

    Inside what the encoder adds (corr, reg, supplied) the source does not advance.
    """
    text = root.find(TEI + "text")
    at, hidden = 0, 0
    stack: list[Spanned] = []
    added = (TEI + "corr", TEI + "reg", TEI + "supplied")

    def advance(words: str | None) -> None:
        nonlocal at
        if words and hidden:
            for one in stack:
                one.words += words
        elif words:
            at += len(words) + (words.count("\n") if crlf else 0)

    for event, element in etree.iterwalk(text, events=("start", "end", "comment", "pi")) if text is not None else ():
        if event == "start":
            stack.append(Spanned(element, at))
            hidden += element.tag in added
            at += element.tag == TEI + "g" and not hidden
            advance(element.text)
        elif event == "end":
            done = stack.pop()
            done.end = at
            yield done
            hidden -= element.tag in added
        if event != "start" and element is not text:
            advance(element.tail)
