"""What the call of a note looks like, before or beside the `noteref` that the annotator of notes makes of it.

After the stage of notes ask for the layer, or take a `Reading` without calls. The form alone is for what runs
before, and for documents whose calls have no note.
"""

from __future__ import annotations

import re
from typing import Final

RAISED: Final = "¹²³⁰⁴-⁹"
"""Raised figures, to stand between ``[`` and ``]``."""
SIGNS: Final = "*†‡§¶‖"
"""Signs that call notes in the order of printers, to stand between ``[`` and ``]``."""
BRACKETED: Final = rf"[\[{{]\^?(?:\d{{1,4}}|[A-Za-z]|[{SIGNS}]{{1,3}})[\]}}]"
"""A call in brackets: ``[12]``, ``{3}``, ``[A]``, ``[*]``."""
AT_END: Final = re.compile(rf"(?:{BRACKETED}|[{SIGNS}{RAISED}]{{1,3}}|(?<=[.!?\"'”’»])\d{{1,3}})$")
"""A call that ends a paragraph; a bare number calls a note only right after the end of a sentence."""
CALL: Final = rf"(?:{BRACKETED}|[{SIGNS}]{{1,3}}(?![\w{SIGNS}])|[{RAISED}]{{1,3}})"
"""Any call: in brackets, a sign, a raised figure."""
