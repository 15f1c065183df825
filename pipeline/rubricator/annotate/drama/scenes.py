"""A scene set like a play inside prose: speakers' labels before speeches, directions between (3.13.2 [CODR]).

What dialogue set as a script (`dialogue`) tells by a colon is told here by recurrence: two labels or more, each
twice or more, in most of the blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rubricator.annotate.drama.cast import Cast
from rubricator.annotate.drama.plays import Stage, play
from rubricator.annotate.drama.script import Script, counted, script
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, page

_LABEL: Final = 24
"""Characters in which a name and a colon stand."""
_STRAY: Final = 2
"""Most blocks of narrative between two speeches."""
_AHEAD: Final = 20
"""How many blocks are looked at to see whether a scene begins."""

Prose = Callable[[Sequence[Block]], Iterator[Annotation]]


def scene_length(found: Sequence[Block], at: int, language: str) -> tuple[int, Script] | None:
    """Number of blocks of the scene that begins with the block `at`, and how it is set; None where none does."""
    opening = found[at].text[:_LABEL]
    if not ((opening[:2].isalpha() and opening[:2].isupper()) or opening.startswith(("_", "[")) or ":" in opening):
        return None
    first = at + found[at].text.startswith("[")
    if not _is_scene(script(found[first : first + _AHEAD], language), found[first : first + 1]):
        return None
    how = script(found[first:], language)
    last = first
    for number in range(first, len(found)):
        if how.label(found[number]) or _is_direction(found[number]):
            last = number
        elif number - last > _STRAY:
            break
    return last + 1 - at, how


def _is_scene(how: Script, opening: Sequence[Block]) -> bool:
    """True where a speech begins here and enough follow."""
    names = Counter(one.key for one in how.labels.values())
    return bool(opening) and opening[0].start in how.labels and sum(number > 1 for number in names.values()) > 1


def _is_direction(block: Block) -> bool:
    return block.text.startswith(("[", "(")) and block.text.rstrip("._")[-1:] in "])"


def scene(found: Sequence[Block], how: Script, prose: Prose) -> Iterator[Annotation]:
    """Speeches and directions of a scene, the narrative between them left to `prose`."""
    spoken = [block for block in found if how.label(block)]
    stage = Stage(how, Cast((), counted(how, found), how.language), page(spoken), how.language)
    begin = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or _is_played(found[at], how) != _is_played(found[begin], how):
            piece = found[begin:at]
            yield from play(piece, stage, final=False) if _is_played(piece[0], how) else prose(piece)
            begin = at


def _is_played(block: Block, how: Script) -> bool:
    return how.label(block) is not None or _is_direction(block)
