"""Short citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.document import Annotation, Document

_REPEATED: Final = re.compile(r"\b(?P<ibid>[Ii]bid\.?)|\b(?P<opcit>[Oo]p\. ?cit\.)")


def repetitions(document: Document) -> Iterator[Annotation]:
    """``ibid.`` and ``op. cit.``."""
    for found in _REPEATED.finditer(document.text):
        kind = "ibid" if found["ibid"] else "opcit"
        yield Annotation("bibl", found.start(), found.end(), {"type": kind}, kind)
