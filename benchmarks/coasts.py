"""Writes the coasts of the map, xslt/assets/coasts.xml, from Natural Earth's land at 1:50 million (public domain).

Usage: coasts.py land-50m.json, a file of the npm package world-atlas (`npm pack world-atlas`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

_OUT: Final = Path(__file__).resolve().parent.parent / "xslt/assets/coasts.xml"
_UNIT: Final = 100
"""Points stand in hundredths of a degree, a kilometre at most."""
_TOLERANCE: Final = 3.0
"""Units by which a coast may be straightened; less than the data are generalized by."""
_LONGEST: Final = 60
"""Points of a piece: a map takes the pieces that it shows."""

Point = tuple[int, int]


def main(path: Path) -> None:
    topology = json.loads(path.read_text(encoding="utf-8"))
    pieces = [
        piece for arc in _arcs(topology) for line in _open(arc) for piece in _cut(_straightened(line)) if len(piece) > 1
    ]
    rows = "\n".join(_written(piece) for piece in pieces)
    note = "Coasts of the world, in hundredths of a degree: longitude, latitude. Made by benchmarks/coasts.py from"
    head = f"<!-- {note}\n     Natural Earth, https://www.naturalearthdata.com, which is in the public domain. -->"
    _OUT.write_text(f"{head}\n<coasts>\n{rows}\n</coasts>\n", encoding="utf-8")
    print(f"{len(pieces)} pieces, {sum(map(len, pieces))} points")


def _arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The lines of a TopoJSON file: each point is told by its distance from the one before."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        east, north = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
        yield [
            (round((x * wide + left) * _UNIT), round((y * high + low) * _UNIT))
            for x, y in zip(east, north, strict=True)
        ]


def _open(line: Sequence[Point]) -> Iterator[list[Point]]:
    """The line without what only closes it, along the 180th meridian and the pole."""
    run = [line[0]]
    for before, after in pairwise(line):
        if (abs(before[0]) >= 180 * _UNIT - 1 and abs(after[0]) >= 180 * _UNIT - 1) or after[1] < -85 * _UNIT:
            yield run
            run = [after]
        else:
            run.append(after)
    yield run


def _straightened(line: Sequence[Point]) -> list[Point]:
    """The line without points that lie nearly on a straight one (Ramer, Douglas, Peucker)."""
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        far, at = max(((_distance(line[k], line[start], line[end]), k) for k in range(start + 1, end)), default=(0, 0))
        if far > _TOLERANCE:
            kept.add(at)
            waiting += [(start, at), (at, end)]
    return [line[k] for k in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    wide, high = end[0] - start[0], end[1] - start[1]
    length = (wide * wide + high * high) ** 0.5
    if not length:
        return float(((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5)
    return float(abs(wide * (point[1] - start[1]) - high * (point[0] - start[0])) / length)


def _cut(line: Sequence[Point]) -> Iterator[Sequence[Point]]:
    for start in range(0, max(1, len(line) - 1), _LONGEST):
        yield line[start : start + _LONGEST + 1]


def _written(piece: Sequence[Point]) -> str:
    east, north = [x for x, _ in piece], [y for _, y in piece]
    bounds = f'w="{min(east)}" e="{max(east)}" s="{min(north)}" n="{max(north)}"'
    return f"<c {bounds}>{' '.join(f'{x},{y}' for x, y in piece)}</c>"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
