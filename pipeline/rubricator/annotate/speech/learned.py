"""The learned table of weights: ``speakers.toml``, written by `learning.py`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from rubricator.annotate.speech.clues import REASONED
from rubricator.annotate.speech.joint import Weights
from rubricator.model import tomlfile
from rubricator.model.messages import fail
from rubricator.model.tomlfile import TOMLError

_TABLE: Final = "speakers.toml"


@cache
def weights(path: Path | None = None) -> Weights:
    """The weights of a table, else of the program's own; what it leaves out keeps its reasoned weight.

    Raises RubricatorError for a file that is no such table.
    """
    try:
        text = (path or files("rubricator.annotate.speech") / _TABLE).read_text(encoding="utf-8")
        found = tomlfile.loads(text)
    except (OSError, UnicodeDecodeError, TOMLError) as error:
        raise fail("sp-table", path, reason=getattr(error, "strerror", None) or error) from None
    for kind, table in found.items():
        _check(path, kind, table)
    return {kind: {**reasoned, **found.get(kind, {})} for kind, reasoned in REASONED.items()}


def _check(path: Path | None, kind: str, table: Any) -> None:
    if kind not in REASONED or not isinstance(table, dict):
        raise fail("sp-table", path, reason=f"it knows {' and '.join(REASONED)}, not {kind}")
    for name, weight in table.items():
        if name not in REASONED[kind]:
            raise fail("sp-table", path, reason=f"there is no clue {name}")
        if not isinstance(weight, int | float):
            raise fail("sp-table", path, reason=f"the weight of {name} is no number")
