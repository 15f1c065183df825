"""Words in another language (3.3.2.1 [COHQHF])."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.context import Context
from rubricator.document import Annotation, Document
from rubricator.stages import annotator

_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]+(?:[ ,–-]+[Ѐ-ӿ]+)*")


@annotator(reads={"title"}, writes={"foreign"}, rules={"script": "words in another script"})
def foreign(document: Document, context: Context) -> Iterator[Annotation]:
    """Words in another script."""
    for found in _CYRILLIC.finditer(document.text):
        yield Annotation("foreign", found.start(), found.end(), {"lang": "ru"}, "script")
