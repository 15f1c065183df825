"""An edition folder for a text: edition.toml with what could be guessed, and what could not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rubricator.annotate.layout.guess import Guess, guess
from rubricator.model.edition import FILE, edition_id
from rubricator.model.files import write
from rubricator.model.genres import GENRES
from rubricator.model.messages import fail
from rubricator.model.source import Source


def init(source: Source, folder: Path) -> Path:
    """Write ``folder`` with edition.toml, the text and an empty authority folder.

    Raises RubricatorError where the folder already holds an edition or cannot be written.
    """
    if (folder / FILE).exists():
        raise fail("ed-exists", folder / FILE)
    found = guess(source)
    write(folder / source.name, source.data)
    write(folder / FILE, edition_toml(source, found, folder.resolve().name).encode("utf-8"))
    (folder / "authority").mkdir(exist_ok=True)
    return folder


def edition_toml(source: Source, found: Guess, name: str) -> str:
    """The text of an edition.toml: guesses with their evidence, open questions as comments."""
    evidence = "".join(f"# {line}\n" for line in found.evidence)
    return (
        "# Written by `rubricator init`. Guesses are marked; check them, then delete this line.\n"
        f"{evidence}"
        "[edition]\n"
        f"id = {_quoted(edition_id(name))}\n"
        f"{_title(found.title, source.name)}"
        f"{_names(found.author)}"
        f"{_line('language', found.language, 'guessed')}"
        f"{_genre(found)}"
        '# date = "2026-11-23"          # date of this edition: the clock of all outputs\n'
        '# licence = "CC-BY-4.0"        # could not be decided: under which terms may it be used?\n'
        '# publisher = ""               # could not be decided\n'
        '# encoder = ""                 # who answers for this edition\n'
        "\n[source]\n"
        f"file = {_quoted(source.name)}\n"
        f"sha256 = {_quoted(source.sha256)}\n"
        f"{_line('encoding', source.encoding if source.encoding != 'utf-8' else '', 'as read')}"
        '# description = ""             # where the file comes from\n'
        "\n# [source.print]              # the printed book behind it: author, title, place, publisher, date\n"
        '\n[publish]\noutputs = ["html", "epub", "pdf"]\nreading = "corrected"\n'
    )


def _title(found: str, file: str) -> str:
    """The line of the title, without which nothing is built; where the text states none, the name of the file."""
    if found:
        return _line("title", found, "guessed")
    return _line("title", Path(file).stem, "the name of the file: the text states no title; correct it")


def _genre(found: Guess) -> str:
    """The line of the genre; a text of several kinds has none, for one that is stated makes it one text."""
    if found.texts:
        return "# genre: several kinds in one file, each with its own; to state one here makes it one text\n"
    return _line("genre", found.genre, "guessed; one of " + ", ".join(GENRES))


def _names(authors: Sequence[str]) -> str:
    """The line of the authors; several stand in a list."""
    if len(authors) < 2:
        return _line("author", "".join(authors), "guessed")
    return f"author = [{', '.join(map(_quoted, authors))}]  # guessed\n"


def _line(key: str, value: str, remark: str) -> str:
    return f"{key} = {_quoted(value)}  # {remark}\n" if value else f'# {key} = ""  # could not be decided\n'


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
