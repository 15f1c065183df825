"""Pictures of an edition: the files of its folder ``figures``, each with the illustration of the text that it shows.

A picture goes to the illustration that ``figures/figures.toml`` names, else to the one whose caption holds the name of
its file; the others follow the illustrations that are left, both in their order. A ``[[figure]]`` of the table says
`file`, and may say `match` (words of the caption), `alt` (what the picture shows, for those who cannot see it),
`caption` and `credit`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from rubricator.model import tomlfile, xmlfile
from rubricator.model.messages import fail
from rubricator.model.name_forms import slug
from rubricator.model.tomlfile import TOMLError

TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
"""Kinds of pictures, by the ends of their names."""
FOLDER: Final = "figures"
TABLE: Final = "figures.toml"
_KEYS: Final = frozenset({"file", "match", "alt", "caption", "credit"})
_TEI: Final = "{http://www.tei-c.org/ns/1.0}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file, its size in pixels, and what the edition says of it; `place` counts the illustrations of the text."""

    path: Path
    width: int
    height: int
    said: Mapping[str, str]
    place: int

    def as_dict(self) -> dict[str, object]:
        """What the style sheets want to know."""
        return {
            "place": self.place,
            "url": f"{FOLDER}/{self.path.name}",
            "type": TYPES[self.path.suffix.lower()],
            "width": self.width,
            "height": self.height,
            **{key: self.said.get(key, "") for key in ("alt", "caption", "credit")},
        }


def pictures(own: Path | None, tei: Path) -> tuple[Picture, ...]:
    """The pictures of an edition's folder, in the order of its illustrations.

    Raises RubricatorError (pu-figure) where a file is no picture or there is no illustration for it.
    """
    folder = own / FOLDER if own else None
    if not folder or not folder.is_dir():
        return ()
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in TYPES)
    said = _table(folder, files)
    captions = [" ".join("".join(map(str, one.itertext())).split()) for one in xmlfile.parse(tei).iter(f"{_TEI}figure")]
    placed = _placed(files, said, captions)
    found = (Picture(path, *_size(path), said.get(path.name, {}), place) for path, place in placed.items())
    return tuple(sorted(found, key=lambda one: one.place))


def told(found: Sequence[Picture]) -> str:
    """The pictures as prepare.xsl takes them; empty where there are none."""
    return json.dumps([one.as_dict() for one in found], ensure_ascii=False) if found else ""


def _table(folder: Path, files: Sequence[Path]) -> dict[str, dict[str, str]]:
    """What ``figures.toml`` says of each file."""
    path = folder / TABLE
    if not path.is_file():
        return {}
    try:
        rows = tomlfile.loads(path.read_text(encoding="utf-8")).get("figure", [])
    except (TOMLError, UnicodeDecodeError) as error:
        raise fail("pu-figure", path, reason=str(error)) from error
    known = {one.name for one in files}
    for row in rows:
        if wrong := row.keys() - _KEYS:
            raise fail("pu-figure", path, reason=f"unknown key {min(wrong)}")
        if row.get("file") not in known:
            raise fail("pu-figure", path, reason=f"there is no picture {row.get('file', '(no file is named)')}")
    return {row["file"]: {key: str(value) for key, value in row.items()} for row in rows}


def _placed(files: Sequence[Path], said: Mapping[str, Mapping[str, str]], captions: Sequence[str]) -> dict[Path, int]:
    """For each file the number of its illustration, from 1."""
    free = dict(enumerate(map(_comparable, captions), 1))
    placed: dict[Path, int] = {}
    for path in files:
        wanted = _comparable(said.get(path.name, {}).get("match", "") or path.stem)
        place = next((place for place, caption in free.items() if wanted and f"-{wanted}-" in f"-{caption}-"), None)
        if place is not None:
            placed[path] = place
            del free[place]
        elif said.get(path.name, {}).get("match"):
            raise fail("pu-figure", path, reason=f"no illustration has the words {said[path.name]['match']}")
    for path in (path for path in files if path not in placed):
        if not free:
            raise fail("pu-figure", path, reason=f"no illustration is left for it; the text has {len(captions)}")
        place = min(free)
        placed[path] = place
        del free[place]
    return placed


def _comparable(words: str) -> str:
    return slug(words, otherwise="")


# --- sizes


def _size(path: Path) -> tuple[int, int]:
    """Width and height in pixels. Raises RubricatorError where the file is not what its name says."""
    data = path.read_bytes()
    try:
        size = _READERS[TYPES[path.suffix.lower()]](data)
    except (struct.error, ValueError, StopIteration, etree.XMLSyntaxError) as error:
        raise fail("pu-figure", path, reason="it cannot be read as the picture that its name says it is") from error
    if not all(0 < side <= _LONGEST for side in size):
        raise fail("pu-figure", path, reason=f"its size is {size[0]} by {size[1]}; at most {_LONGEST} are taken")
    return size


_LONGEST: Final = 20_000


def _png(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"\xff\xd8"):
        raise ValueError
    start = next(at for kind, at in _segments(data) if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC))
    height, width = struct.unpack(">HH", data[start + 5 : start + 9])
    return width, height


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Kind and place of each segment of a JPEG."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        yield data[at + 1], at
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]


def _svg(data: bytes) -> tuple[int, int]:
    """Of an SVG the view box, or width and height; what could ask for something from outside is refused."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    asks = any(
        str(one.tag).endswith(("}script", "}foreignObject"))
        or any(
            str(name).endswith("href") and not str(value).startswith(("#", "data:"))
            for name, value in one.attrib.items()
        )
        for one in root.iter(etree.Element)
    )
    if asks or not str(root.tag).endswith("svg"):
        raise ValueError
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sides = box[2:4] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    width, height = (round(float(side.removesuffix("px"))) for side in sides)
    return width, height


_READERS: Final = {"image/png": _png, "image/jpeg": _jpeg, "image/svg+xml": _svg}
