"""Citations: works, repeated works, cross-references (3.12 [COBI], 3.7 [COXR])."""

from __future__ import annotations

from collections.abc import Iterator

from rubricator.annotate.short_citations import repetitions
from rubricator.context import Context
from rubricator.document import Annotation, Document
from rubricator.stages import annotator


@annotator(
    reads={"note"},
    writes={
        "bibl", "citeref", "ref", "author", "editor", "title", "pubPlace", "publisher", "date", "biblScope", "citedRange",
    },
    rules={"ibid": "ibid., the citation before", "opcit": "op. cit., a work cited before"},
)  # fmt: skip
def citations(document: Document, context: Context) -> Iterator[Annotation]:
    """Citations in notes."""
    yield from repetitions(document)
