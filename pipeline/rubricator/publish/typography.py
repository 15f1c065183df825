"""How a book draws the marks of a text: what xslt/core/typography.xsl wants to know of the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from rubricator.language import alternatives, lexicon, lists

AS_PRINTED: Final = "as printed"

_MARKS: Final = {
    "straight quotation marks and apostrophes": re.compile("[\"']|``"),
    "double hyphens": re.compile("(?<!-)-{2,4}(?!-)"),
    "three dots": re.compile(r"(?<!\.)\.\.\.(?!\.\.)"),
    "numbers joined by a hyphen": re.compile(r"(?<![\w-])\d{1,4}-\d{1,4}(?![\w-])"),
}
"""What a book draws in another way, and how it is typed."""


_NO_ELISION: Final = ("\u2019",)
"""What no word after an apostrophe begins with, for a language without such words."""


def parameters(language: str) -> dict[str, str]:
    """What xslt/core/typography.xsl wants to know of a language; nothing where its word lists do not say."""
    code = language.partition("-")[0].lower()
    if not (files("rubricator.language") / code / "typography.toml").is_file():
        return {}
    wanted, sentences = lists(f"{code}/typography"), lexicon(code).sentences
    bound = [word for name in ("leading", "shortened", "numbered") for word in getattr(sentences, name)]
    return {
        "quotation": "|".join(wanted["quotes"]),
        "dash": wanted["dash"],
        "elisions": alternatives(wanted["elisions"].split() or _NO_ELISION),
        "bound": "|".join(bound),
        "spaced": "yes" if wanted["spaced"] else "",
    }


def drawn(text: str) -> Mapping[str, int]:
    """How many marks of each kind a book draws in another way than they are typed."""
    counted = ((name, sum(1 for _ in pattern.finditer(text))) for name, pattern in _MARKS.items())
    return {name: count for name, count in counted if count}
