"""Names without authority file (a first slice: none yet)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rubricator.annotate.mentions import Mention
from rubricator.language.name_words import NameWords


def discovered_mentions(
    text: str, known: Iterable[Mention], words: NameWords, prefix: str, taken: Iterable[str]
) -> Iterator[Mention]:
    """Mentions of names that no authority file has."""
    yield from ()
