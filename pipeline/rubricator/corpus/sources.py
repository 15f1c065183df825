"""The texts of a corpus: folders, lists, patterns and single texts, each text once and under an id of its own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from rubricator.corpus.job import Job, Wishes
from rubricator.corpus.manifest import FILE
from rubricator.model import edition
from rubricator.model.files import read_text
from rubricator.model.messages import RubricatorError, fail

LISTS: Final = frozenset({".list", ".lst"})
"""Endings of files that name a text or an edition a line."""
_TEXT: Final = ".txt"


def jobs(sources: Iterable[str], wishes: Wishes) -> list[Job]:
    """A job for each text that `sources` name, in the order of their ids.

    A source is a text, an edition folder, a folder that holds some at any depth, a list (a file that ends on .list, or
    ``-`` for standard input), or a pattern such as ``books/*.txt``. Raises RubricatorError where one leads nowhere.
    """
    places = list(dict.fromkeys(place for source in sources for place in _places(source)))
    pinned = _texts_of_editions(places)
    places = [place for place in places if place.resolve() not in pinned]
    names = _ids(places)
    found = [Job(name, str(place), wishes, _size(place)) for name, place in zip(names, places, strict=True)]
    if not found:
        raise fail("co-none", " ".join(sources))
    return sorted(found, key=lambda job: job.id)


def _places(source: str) -> Iterator[Path]:
    path = Path(source)
    if source == "-" or (path.suffix in LISTS and path.is_file()):
        yield from _listed(source)
    elif path.is_dir():
        yield from _inside(path)
    elif path.is_file():
        yield path
    elif has_magic(source) and (found := sorted(glob(source, recursive=True))):  # noqa: PTH207 (Path.glob takes no absolute pattern)
        for one in found:
            yield from _places(one)
    else:
        raise fail("in-missing", source)


def _listed(source: str) -> Iterator[Path]:
    """The texts of a list; relative paths are those of the place where the program runs, else of the list."""
    words = sys.stdin.read() if source == "-" else read_text(Path(source))
    for line in words.splitlines():
        if line.strip() and not line.startswith("#"):
            near = Path(source).parent / line.strip()
            yield from _places(line.strip() if Path(line.strip()).exists() or not near.exists() else str(near))


def _inside(folder: Path) -> Iterator[Path]:
    """The edition folder itself, else what lies below it: edition folders, and texts outside of such; no outputs."""
    if (folder / edition.FILE).is_file():
        yield folder
        return
    if (folder / FILE).is_file():  # what was made of a corpus
        return
    for one in sorted(folder.iterdir()):
        if one.is_dir() and not one.name.startswith("."):
            yield from _inside(one)
        elif one.suffix == _TEXT and one.is_file():
            yield one


def _texts_of_editions(places: Sequence[Path]) -> set[Path]:
    """Texts that editions of the corpus hold, which are not done a second time as bare texts."""
    folders = [place for place in places if place.is_dir()]
    return {path.resolve() for folder in folders for path in folder.glob(f"*{_TEXT}")}


def _size(place: Path) -> int:
    """Bytes of a text; of an edition, of the texts in its folder."""
    paths = place.glob(f"*{_TEXT}") if place.is_dir() else [place]
    return sum(path.stat().st_size for path in paths)


def _ids(places: Sequence[Path]) -> list[str]:
    """An id for each place: its name, with those of its folders before it where several have one name."""
    names = [_id(place) for place in places]
    twice = {name for name, count in Counter(names).items() if count > 1}
    longer = [
        edition.edition_id("-".join(place.resolve().with_suffix("").parts[-3:])) if name in twice else name
        for name, place in zip(names, places, strict=True)
    ]
    return _numbered(longer)


def _numbered(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _id(place: Path) -> str:
    if not place.is_dir():
        return edition.edition_id(place.stem)
    try:
        return edition.load(place).edition.id
    except RubricatorError:  # told when the text is done
        return edition.edition_id(place.name)
