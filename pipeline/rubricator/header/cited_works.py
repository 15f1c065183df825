"""Cited works as ``biblStruct``: what an entry says, sorted by what it describes (Guidelines 3.12.1 and 3.12.2).

The article stands in ``analytic``, the book or the periodical in ``monogr``, place, publisher and date in its
``imprint``, the row of books in ``series``. Words between the parts that are more than marks of punctuation cannot be
sorted: then a ``note`` holds the whole reference as it was written.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from rubricator.header.elements import e
from rubricator.model.name_forms import TEI, local, words

_NAMES: Final = ("author", "editor", "respStmt")
_HEAD: Final = (*_NAMES, "title", "idno")
_IMPRINT: Final = ("pubPlace", "publisher", "distributor", "date")
_SCOPE: Final = ("extent", "biblScope")
_POINTERS: Final = ("ptr", "ref", "citedRange")
_KNOWN: Final = frozenset({*_HEAD, "edition", *_IMPRINT, *_SCOPE, "note", *_POINTERS})
_WORD: Final = re.compile(r"\w")


def structured(entry: etree._Element) -> etree._Element:
    """A ``bibl`` as ``biblStruct``; one without title, which TEI cannot divide, stays as it is."""
    if local(entry) != "bibl" or entry.find("{*}title") is None:
        return entry
    reference = _Reference(list(entry.iterchildren(etree.Element)))
    article, series = reference.of("analytic"), reference.of("series")
    made = e(
        "biblStruct",
        e("analytic", *_ordered(article, _HEAD)) if article else None,
        _monograph(reference.of("monogr")),
        e("series", *_ordered(series, ("title", "biblScope"))) if series else None,
        *_ordered(reference.parts, ("note",)),
        e("note", _without_notes(entry)) if _has_loose_words(entry) else None,
        *_ordered(reference.parts, _POINTERS),
    )
    made.attrib.update(entry.attrib)
    return made


def _monograph(parts: list[etree._Element]) -> etree._Element:
    """The book or periodical; TEI asks for an imprint, and an empty date says that nothing of it is known."""
    imprint = list(_ordered(parts, _IMPRINT)) or [e("date")]
    return e("monogr", *_ordered(parts, (*_HEAD, "edition")), e("imprint", *imprint), *_ordered(parts, _SCOPE))


def _ordered(parts: Iterable[etree._Element], tags: Iterable[str]) -> Iterator[etree._Element]:
    """Copies of the parts, those of one tag together, in the order of the tags."""
    for tag in tags:
        for one in parts:
            if local(one) == tag:
                fresh = copy.deepcopy(one)
                fresh.tail = None
                yield fresh


@dataclass(frozen=True)
class _Reference:
    """The parts of a reference, in the order written."""

    parts: list[etree._Element]

    def of(self, home: str) -> list[etree._Element]:
        """The parts that belong into ``analytic``, ``monogr`` or ``series``."""
        return [one for at, one in enumerate(self.parts) if self._home(at) == home]

    def _home(self, at: int) -> str:
        tag, last = local(self.parts[at]), self._title_before(at)
        if tag == "title":
            return self._titles[at]
        if tag in _NAMES and self._article is not None:
            return "analytic" if self._names_author_of_article(at) else "monogr"
        if (tag == "biblScope" and last == "series") or (tag == "idno" and last == "analytic"):
            return last
        return "monogr"

    def _names_author_of_article(self, at: int) -> bool:
        """Authors and translators named before the book, or, where one precedes the article, before that."""
        one = self.parts[at]
        if self._book is None:
            return True
        if local(one) == "editor" and one.get("role") != "translator":
            return False
        named_first = any(local(other) == "author" for other in self.parts[: self._article])
        return at < (self._article if named_first and self._article is not None else self._book)

    def _title_before(self, at: int) -> str:
        return next((self._titles[one] for one in range(at, -1, -1) if one in self._titles), "")

    @cached_property
    def _titles(self) -> dict[int, str]:
        """Where each title belongs, by its level; one without level goes with the title before it."""
        found: dict[int, str] = {}
        levels = {at: one.get("level") for at, one in enumerate(self.parts) if local(one) == "title"}
        series = "monogr" if set(levels.values()) == {"s"} else "series"  # a row of books may itself be the work
        last = "monogr"
        for at, level in levels.items():
            last = {"a": "analytic", "s": series, None: last}.get(level, "monogr")
            found[at] = last
        return found

    @property
    def _article(self) -> int | None:
        return next((at for at, home in self._titles.items() if home == "analytic"), None)

    @property
    def _book(self) -> int | None:
        return next((at for at, home in self._titles.items() if home == "monogr"), None)


def _has_loose_words(entry: etree._Element) -> bool:
    """True where words stand beside the parts, or in an element that is none of them."""
    loose = [entry.text or "", *(one.tail or "" for one in entry)]
    other = (words(one) for one in entry.iterchildren(etree.Element) if local(one) not in _KNOWN)
    return any(map(_WORD.search, (*loose, *other)))


def _without_notes(entry: etree._Element) -> str:
    """The reference as it was written, without its notes, which stay what they are."""
    kept = copy.deepcopy(entry)
    etree.strip_elements(kept, TEI + "note", with_tail=False)
    return words(kept)
