"""Stanzas inside speeches: songs, letters in verse, quatrains, told by short lines and rhyme (6.2 [VESL]).

Rhyme is judged by spelling: the last vowels of two lines and what follows them, silent endings and the
commonest spellings of one sound set aside. One pair may deceive, two crossed pairs hardly do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rubricator.model.name_forms import unaccented

_QUATRAIN: Final = 4
_SONG_LINE: Final = 46
"""Most characters of a line that is sung."""
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SILENT: Final = re.compile(r"(?<=[^aeiouy])e(?=[sd]?$)")
_CONSONANT: Final = re.compile(r"^y(?=[aeiou])")
_TAIL: Final = re.compile(r"[aeiouy]+[^aeiouy]*$")
_SOUNDS: Final = (
    (re.compile(r"^(?:(?:ou|io)(?=s$)|(?:ou|ew|ue|oo|ieu)$)"), "u"),
    (re.compile(r"^(?:igh|eye|ie|y)(?=$|t)"), "i"),
    (re.compile(r"^(?:ea|ee|ei|ie)(?=[^s])"), "ee"),
    (re.compile(r"^(?:ai|ay)"), "ay"),
    (re.compile(r"^(?:oa|ow(?=$|n)|oe)"), "o"),
    (re.compile(r"^[iu]r(?=.)"), "er"),
    (re.compile(r"[cz]$"), "s"),
    (re.compile(r"(.)\1$"), r"\1"),
)


def rhymes(first: str, second: str) -> bool:
    """True where two lines end alike: their last words, or those before where the last are the same."""
    for one, other in zip(reversed(_words(first)), reversed(_words(second)), strict=False):
        if one != other:
            return _sound(one) == _sound(other) != ""
    return False


def _words(line: str) -> list[str]:
    """The last two words of a line, small letters without accents."""
    flat = line.lower().replace("’", "'").replace("qu", "q").replace("èd", "edd")
    return _WORD.findall(unaccented(flat))[-2:]


def _sound(word: str) -> str:
    """The last vowels of a word and what follows, as they sound."""
    word = _CONSONANT.sub("", word)
    tail = _TAIL.search(_SILENT.sub("", word)) or _TAIL.search(word)
    sound = tail[0] if tail else ""
    for pattern, spelling in _SOUNDS:
        sound = pattern.sub(spelling, sound)
    return sound


def _crossed(lines: Sequence[str]) -> bool:
    return rhymes(lines[0], lines[2]) and rhymes(lines[1], lines[3])


def _light(lines: Sequence[str]) -> bool:
    """True for a rhyme scheme of songs: abab, aabb, abcb."""
    return rhymes(lines[1], lines[3]) or (rhymes(lines[0], lines[1]) and rhymes(lines[2], lines[3]))


def is_stanza(lines: Sequence[str]) -> bool:
    """True for short lines that stand between blank lines, four of them with rhymes."""
    return len(lines) >= _QUATRAIN and max(map(len, lines)) <= _SONG_LINE and any(_rhymed(lines, True))


def stanzas(lines: Sequence[str], apart: bool = False, song: bool = False) -> Iterator[tuple[int, int]]:
    """Stanzas among lines of verse (first line, the line after the last), by crossed rhymes.

    What is read or sung stands `apart` and may have lighter rhymes. A couplet that closes the only crossed rhymes
    and the speech belongs to them. A `song` without rhymes is cut into fours where that leaves nothing over.
    """
    found = list(_rhymed(lines, apart))
    if len(found) > 1 and not apart:
        found = list(_with_gaps(lines, found))
    if found or not song or len(lines) < _QUATRAIN or max(map(len, lines)) > _SONG_LINE:
        yield from found
        return
    step = len(lines) if len(lines) % _QUATRAIN else _QUATRAIN
    yield from ((at, at + step) for at in range(0, len(lines), step))


def _with_gaps(lines: Sequence[str], found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stanzas of a speech that has several: four lines between them that rhyme by half are one too."""
    at = 0
    for start, end in [*found, (len(lines), len(lines))]:
        while at < start and (start - at) % _QUATRAIN == 0 and _half(lines[at : at + _QUATRAIN]):
            yield at, at + _QUATRAIN
            at += _QUATRAIN
        if start < end:
            yield start, end
        at = end


def _half(lines: Sequence[str]) -> bool:
    return rhymes(lines[0], lines[2]) or rhymes(lines[1], lines[3])


def _rhymed(lines: Sequence[str], apart: bool) -> Iterator[tuple[int, int]]:
    at, begun = 0, False
    while at + _QUATRAIN <= len(lines):
        four = lines[at : at + _QUATRAIN]
        if not (_crossed(four) or (apart and max(map(len, four)) <= _SONG_LINE and _light(four))):
            at += 1
            continue
        end = at + _QUATRAIN
        if not (apart or begun) and end + 2 == len(lines) and rhymes(lines[end], lines[end + 1]):
            end += 2
        yield at, end
        at, begun = end, True


def short_runs(lines: Sequence[str], room: Sequence[bool], song: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of lines in prose that begin with capitals and stop with `room` for more: verse, if rhymed or a `song`."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and song[end] == song[at] and room[end] and _begins_high(lines[end]):
            end += 1
        if end - at >= _QUATRAIN - song[at] and (song[at] or any(_rhymed(lines[at:end], True))):
            yield at, end
        at = max(end, at + 1)


def _begins_high(line: str) -> bool:
    """True for a line that begins with a capital, marks aside."""
    return line.lstrip(" \"'“‘(_—-[’")[:1].isupper()
