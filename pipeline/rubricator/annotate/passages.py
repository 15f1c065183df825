"""Passages in another language than that of the text: their blocks carry ``@xml:lang`` (1.3.1.1.1 [STGALA]).

A block is judged by its small words (`tongues.language_of_passage`). Where much of a text is in a second language, as
in a libretto or a translation beside its original, a few words tell too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rubricator.language.tongues import UNDETERMINED, is_plainly, language_of_motto, language_of_passage
from rubricator.model.document import Annotation
from rubricator.model.layers import BLOCKS

_PARALLEL: Final = 8
"""Passages in one other language from which on a few words are enough to tell another."""


def with_languages(made: Iterable[Annotation], text: str, main: str) -> Iterator[Annotation]:
    """The annotations, those of blocks in another language than `main` with the language among their attributes."""
    if main == UNDETERMINED:
        yield from made
        return
    found = list(made)
    told = _told(found, text, main.partition("-")[0].lower())
    for one in found:
        code = told.get((one.start, one.end)) if one.layer in BLOCKS and "lang" not in one.attrs else None
        yield one._replace(attrs={**one.attrs, "lang": code}) if code else one


def _told(found: Sequence[Annotation], text: str, main: str) -> dict[tuple[int, int], str]:
    """The languages of the outermost blocks that are in another one."""
    blocks = sorted({(one.start, -one.end) for one in found if one.layer in BLOCKS})
    doubtful = [(start, -end) for start, end in blocks if not is_plainly(text[start:-end], main)]
    codes = {span: code for span in doubtful if (code := language_of_passage(text[slice(*span)], main))}
    often = Counter(codes.values())
    second = next((code for code, number in often.most_common(1) if number >= _PARALLEL), "")
    if second:
        rest = (span for span in doubtful if span not in codes)
        codes |= {span: second for span in rest if language_of_passage(text[slice(*span)], main, second)}
    if main == "en":
        apart = {(one.start, one.end) for one in found if one.layer == "quoteBlock"} & {*doubtful} - {*codes}
        codes |= {span: code for span in apart if (code := language_of_motto(text[slice(*span)], main))}
    return dict(_outermost(codes))


def _outermost(codes: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans that lie in none of the same language."""
    reached: dict[str, int] = {}
    for span, code in sorted(codes.items(), key=lambda one: (one[0][0], -one[0][1])):
        if span[1] > reached.get(code, -1):
            reached[code] = span[1]
            yield span, code
