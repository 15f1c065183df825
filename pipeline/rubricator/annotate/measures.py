"""Measures (3.6.3 [CONANU])."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.context import Context
from rubricator.document import Annotation, Document
from rubricator.stages import annotator

_SHARE: Final = re.compile(r"\b(\d+(?:\.\d+)?) per cent\b")


@annotator(reads={"date"}, writes={"measure"}, rules={"share": "a number per cent"})
def measures(document: Document, context: Context) -> Iterator[Annotation]:
    """Numbers per cent."""
    for found in _SHARE.finditer(document.text):
        yield Annotation("measure", *found.span(), {"type": "share", "quantity": found[1], "unit": "%"}, "share")
