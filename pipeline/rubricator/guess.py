"""What a bare text says of itself: title, author, language, genre, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from rubricator.source import Source


@dataclass(frozen=True, slots=True)
class Guess:
    """Guesses; an empty string where nothing could be told. `evidence` is one clause a guess."""

    title: str = ""
    author: str = ""
    language: str = ""
    genre: str = ""
    evidence: tuple[str, ...] = ()


def guess(source: Source) -> Guess:
    """Guess from the title block and the look of the text."""
    return Guess()
