"""What an archive states of a text on lines of its own: ``Title:``, ``Author:``, ``Editor:``, the printed source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from rubricator.language import alternatives
from rubricator.language.lexicon import archives
from rubricator.model.edition import Print, Responsibility

REACH: Final = 10_000
"""Characters in which an archive tells what the text is."""
_LABELLED: Final = re.compile(r"^(?P<label>[A-Z][A-Za-z ]{2,30}):[ \t]+(?P<words>\S.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_GOES_ON: Final = re.compile(r".*(?:[,;:–—-]|\b[a-z]{2,4})")
"""The end of a line that the next one continues."""
_INVERTED: Final = re.compile(r"[^\s,]+, (?:[^\s,]+ ?){1,3}")
_PART: Final = re.compile(r"\s*(?:;|,\s*(?:and|&)\s|\sand\s|\s&\s|,)\s*")
_ADDITION: Final = re.compile(r"(?:[JS]r|Esq|[IVX]+)\b|(?:[A-Z][a-z]?\.)+[A-Z][a-z]?\.?$")
"""What stands after a comma and belongs to the name before it."""
_INITIALS: Final = re.compile(r".*\b(?:\w|[JS]r|Esq)\.")


class Statement(NamedTuple):
    """What an archive says of a text; empty where it says nothing."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[Responsibility, ...] = ()
    language: str = ""
    printed: Print = Print()
    description: str = ""


def _known() -> Mapping[str, Any]:
    return archives().archive


@lru_cache(maxsize=8)
def _transcribed(language: str) -> re.Pattern[str]:
    words = alternatives(_known()["transcribed"])
    return re.compile(
        rf"(?:{words})\s+(?:the\s+)?(?:(?P<year>1[4-9]\d\d|20\d\d)\s+)?(?P<publisher>[^\n.]{{3,60}}?(?:\.\s[^\n.]{{3,30}})?)"
        rf"\s+(?:{alternatives(_known()['edition'])})\b",
        re.IGNORECASE,
    )


def statement(text: str, end: int, language: str = "en") -> Statement:
    """What the archive states before `end`, the offset at which the text itself begins."""
    known = _known()
    labelled: dict[str, list[str]] = {}
    for match in _LABELLED.finditer(text, 0, min(end, REACH)):
        labelled.setdefault(match["label"].lower(), []).append(match["words"])
    title, subtitle = _title(labelled.get("title", [""])[0], known["continues"])
    authors = tuple(name for label in known["authors"] for words in labelled.get(label, ()) for name in people(words))
    return Statement(
        title,
        subtitle,
        authors,
        tuple(_contributors(labelled, known)),
        known["languages"].get(labelled.get("language", [""])[0].strip().lower(), ""),
        _printed(text[:end], title, authors, language),
        "; ".join(_described(labelled, known)),
    )


def _title(words: str, continues: Sequence[str]) -> tuple[str, str]:
    """Title and subtitle: what stands on further lines, unless the line before goes on."""
    first, *rest = [" ".join(line.split()) for line in words.splitlines()] or [""]
    while rest and (_GOES_ON.fullmatch(first) or _follows(rest[0], continues)):
        first = f"{first} {rest.pop(0)}"
    return first, " ".join(rest)


def _follows(line: str, continues: Sequence[str]) -> bool:
    return not line[:1].isupper() or line.partition(" ")[0].lower() in continues


def _contributors(labelled: dict[str, list[str]], known: Mapping[str, Any]) -> Iterator[Responsibility]:
    for label, role in known["roles"].items():
        for words in labelled.get(label, ()):
            yield from (Responsibility(name, role) for name in people(words))


def _described(labelled: dict[str, list[str]], known: Mapping[str, Any]) -> Iterator[str]:
    for label in known["described"]:
        for words in labelled.get(label, ()):
            yield f"{label.capitalize()}: {' '.join(words.split())}"


def _printed(text: str, title: str, authors: Sequence[str], language: str) -> Print:
    """The printed book from which the transcriber says that he worked."""
    match = _transcribed(language).search(text)
    if match is None:
        return Print()
    publisher = " ".join(match["publisher"].split())
    return Print(author=", ".join(authors), title=title, publisher=publisher, date=match["year"] or "")


def people(words: str, language: str = "en") -> list[str]:
    """The names in a line of authors; ``Various`` and ``Anonymous`` are nobody."""
    line = " ".join(words.replace("_", "").split())
    if not _INITIALS.fullmatch(line):
        line = line.rstrip(" .,;")
    parts = [line] if _INVERTED.fullmatch(line) else _whole(_PART.split(line), line)
    nobody = _known()["nobody"]
    return [part for part in parts if part and part.lower().strip(" .[]()") not in nobody]


def _whole(parts: Sequence[str], line: str) -> list[str]:
    """Names of two words at least, each with what belongs to it; where some have one word only, the line is one."""
    names: list[str] = []
    for part in parts:
        if names and _ADDITION.match(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names if all(" " in name or "." in name for name in names) else [line]
