"""No meaning hangs on how an id is spelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubricator.annotate.names import names
from rubricator.annotate.speech import speech
from rubricator.model.authority import load
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.source import Source

TEXT = "‘The ice is thin this year,’ wrote the Northern Lamp. ‘We wait for the thaw,’ said the Harbour Union.\n"
LISTS = """
<listOrg><org xml:id="{org}"><orgName>Harbour Union</orgName></org></listOrg>
<listBibl><bibl xml:id="{work}"><title level="j">Northern Lamp</title></bibl></listBibl>
"""


def shape(folder: Path, **ids: str) -> list[tuple[str, int, int]]:
    path = folder / "authority.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{LISTS.format(**ids)}</standOff></TEI>', "utf-8"
    )
    context = Context(Edition(edition=Metadata(genre="history")), load([path]))
    document = Document(Source(TEXT)).with_annotations([Annotation("p", 0, len(TEXT) - 1)])
    for annotator in (names, speech):
        document = document.with_annotations(list(annotator.run(document, context)))
    return [(one.layer, one.start, one.end) for one in document.annotations]


@pytest.mark.parametrize("ids", [{"work": "lamp", "org": "union"}, {"work": "p.lamp", "org": "c.union"}])
def test_renamed_ids_change_nothing(tmp_path: Path, ids: dict[str, str]) -> None:
    told = shape(tmp_path, work="b.lamp", org="o.union")
    assert "quote" in {layer for layer, _, _ in told}
    assert shape(tmp_path, **ids) == told
