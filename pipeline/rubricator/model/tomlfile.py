"""Reading TOML safely: whatever the file holds, the answer is a table or one kind of error."""

from __future__ import annotations

import tomllib
from typing import Any, Final

TOMLError: Final = tomllib.TOMLDecodeError


def loads(text: str) -> dict[str, Any]:
    """The table of a TOML document. Raises TOMLError, also where brackets nest deeper than Python can follow."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TOMLError("this is nested too deeply") from None
