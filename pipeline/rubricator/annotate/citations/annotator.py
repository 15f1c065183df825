"""The annotator of citations: works, repeated works and cross-references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rubricator.annotate.citations.catalogue import Catalogue
from rubricator.annotate.citations.finder import Finder, Zone
from rubricator.annotate.citations.head import Known
from rubricator.annotate.citations.references import references
from rubricator.annotate.citations.vocabulary import citation_words
from rubricator.annotate.citations.works import Works
from rubricator.annotate.names.vocabulary import name_words
from rubricator.annotate.stages import annotator
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.reading.text import Reading, read


@annotator(
    needs={"citations"},
    reads={"sic", "note", "backref", "noteref", "p", "div"},
    writes={
        "bibl", "citeref", "ref", "author", "editor", "title", "pubPlace", "publisher", "date", "biblScope",
        "citedRange",
    },
    rules={
        "imprint": "author and title before place and year in brackets",
        "title": "a title before place and year in brackets, its author not named beside it",
        "locator": "author and title before volume, chapter or page",
        "bilingual": "author and title before the same title in another language",
        "hosted": "a piece in a volume of somebody’s works",
        "issue": "an article or a newspaper with the date of the issue",
        "ibid": "ibid.: the citation before",
        "opcit": "op. cit.: a work of this author cited before",
        "note-reference": "the number of a note",
        "page-reference": "the number of a page or chapter of this book",
    },
)  # fmt: skip
def citations(document: Document, context: Context) -> Iterator[Annotation]:
    """Citations with their pieces, the works they mean, and cross-references."""
    language = context.edition.edition.language
    reading = read(document, language=language, furniture=True, calls=True, marks=True)
    works = Works(context.authority)
    known = Known(works.level, _Places(context.authority, language).knows)
    found = Finder(reading.text, language, known).run(_zones(document, reading))
    yield from Catalogue(reading, works).run(found)
    yield from references(document, reading, [(one.start, one.end) for one in found], language)


@dataclass(frozen=True)
class _Places:
    """What is known to be a place."""

    authority: Authority
    language: str

    @cached_property
    def gazetteer(self) -> frozenset[str]:
        """The places that the language knows, and those where books come out."""
        return name_words(self.language).places | citation_words(self.language).places

    def knows(self, name: str) -> bool:
        """True for a place of the authority files or of the language's gazetteer."""
        found = (self.authority.kind(id) for id in self.authority.find(name))
        return name in self.gazetteer or "place" in found


def _zones(document: Document, reading: Reading) -> list[Zone]:
    """Notes without their labels, bibliographies, and all the rest between."""
    labels = {one.start: one.end for one in document.in_layer("backref")}
    held = [(labels.get(one.start, one.start), one.end) for one in document.in_layer("note")]
    held += [(one.start, one.end) for one in document.in_layer("div") if one.attrs.get("type") == "bibliography"]
    zones: list[Zone] = []
    at = 0
    for start, end in sorted((reading.offset(a), reading.offset(b)) for a, b in held):
        if start < at:
            continue
        zones += [Zone(at, start, False), Zone(start, end, True)]
        at = end
    return [*zones, Zone(at, len(reading.text), False)]
