"""What is made of all texts of a corpus together: tables, shared authority, teiCorpus, quality report, shelf."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rubricator.corpus import anthology, entities, quality, shelf, tables
from rubricator.corpus.manifest import Entry
from rubricator.model.files import read_text, write, write_with
from rubricator.upkeep import graph

_RECORD: Final = ".together"


@dataclass(frozen=True, slots=True)
class Together:
    """How the whole is called, where it will stand on the web, whether its texts are joined in one file too."""

    title: str = "Library"
    address: str = ""
    joined: bool = False


def finish(folder: Path, known: Mapping[str, Entry], wish: Together, say: Callable[[str], None]) -> bool:
    """Make what is made of all texts; False where nothing has changed since it was made."""
    decided = folder / entities.DECIDED
    record = _record(known, wish, decided)
    if (folder / _RECORD).is_file() and (folder / _RECORD).read_text() == record:
        return False
    entries = list(known.values())
    done = [entry for entry in entries if entry.state == "done"]
    say("authority")
    given = entities.decisions(read_text(decided)) if decided.is_file() else {}
    found = entities.shared(entities.members(folder, done), given)
    write(folder / entities.REVIEW, entities.review(found).encode())
    write(folder / anthology.FILE, anthology.corpus_file(wish.title, done, found).encode())
    if wish.joined:
        say("teiCorpus")
        write_with(folder / anthology.JOINED, lambda draft: _pour(draft, folder, wish.title, done, found))
    say("tables")
    ids = found.ids()
    tables.write_tables(folder, entries, lambda text, ref: ids.get((text, ref), ""))
    judged = quality.judged(entries)
    write(folder / "quality.csv", quality.as_csv(judged).encode())
    write(folder / "quality.html", quality.page(judged, wish.title))
    say("library")
    shelf.write_library(folder, [shelf.book(one.id, one.facts) for one in done], wish.title, wish.address)
    write(folder / _RECORD, record.encode())
    return True


def _pour(draft: Path, folder: Path, title: str, done: Sequence[Entry], found: entities.Shared) -> None:
    with draft.open("wb") as stream:
        stream.writelines(anthology.joined(folder, title, done, found))


def _record(known: Mapping[str, Entry], wish: Together, decided: Path) -> str:
    """A digest of all that the whole depends on."""
    states = [(one.id, one.input, one.configuration, one.version, one.state, one.place) for one in known.values()]
    given = decided.read_bytes() if decided.is_file() else b""
    return graph.digest(repr((states, wish, graph.own(("corpus",)))).encode() + given)
