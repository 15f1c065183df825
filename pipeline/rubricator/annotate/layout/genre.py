"""The genre of a text by what its lines look like: drama, verse, letters, history, novel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rubricator.annotate.drama.claims import explains
from rubricator.annotate.verse.lines import is_verse
from rubricator.reading.blocks import Block, page
from rubricator.reading.corrected import matches_at

_SAMPLE: Final = 1500
"""How many blocks are looked at."""
_TALK: Final = 0.5
"""Share of a text that the labels of speakers explain, from which on it is talk."""
_SPEAKER: Final = re.compile(
    r"""_?[A-Z][A-Z'’.& -]{1,30}[.:]_?(?:[ \n]|$)       # HAMLET.   HAMLET: text
      | _?(?:[A-Z][\w'’-]*\ ?){1,4}[.:]_?\s\S           # Ham. text
      | \[(?!\d)|\(|Enter\b|Exit\b|Exeunt\b""",
    re.VERBOSE,
)
_DIALOGUE: Final = re.compile(r"[\"“‘]\w")
_YEAR: Final = re.compile(r"(?:1[0-9]|20)\d\d\b(?<!\w....)")
_CALL: Final = re.compile(r"(?:(?<=\w)|(?<=\w[.,;:’”])|(?<=\w\s)|(?<=\w[.,;:’”]\s))\[\d{1,3}\]")
_SALUTATION: Final = re.compile(r"^[\"“‘_]?(?:my )?(?:dear|dearest)\b[^.\n]{0,40}[,:—-]", re.IGNORECASE | re.MULTILINE)


def begins_speech(block: Block) -> bool:
    """True for a block that begins like a speech or a stage direction."""
    return _SPEAKER.match(block.text) is not None


def genre(found: Sequence[Block]) -> tuple[str, str]:
    """Genre of a text and the evidence for it; an empty genre where nothing speaks for one."""
    found = found[:_SAMPLE]
    if not any(block.text for block in found):
        return "", "an empty text"
    text = found[0].source[: found[-1].end]
    setting = page(found)
    spoken = sum(_SPEAKER.match(block.text) is not None for block in found) / len(found)
    verse = sum(len(block.text) for block in found if len(block.lines) > 1 and is_verse(block, setting))
    verse_share = verse / sum(len(block.text) for block in found)
    size = sum(len(block.text) for block in found) / 1000
    quoted = len(_DIALOGUE.findall(text)) / size
    years = len(_YEAR.findall(text)) / size
    calls = sum(1 for _ in matches_at(text, _CALL, "[")) / size
    letters = len(_SALUTATION.findall(text)) / size
    talk = explains(found)
    if talk.share > _TALK:
        return talk.reading, talk.evidence
    if spoken > 0.6 and len(found) > 10:
        return "drama", f"{spoken:.0%} of the blocks begin with a speaker's label or a stage direction"
    if verse_share > 0.5:
        return "verse", f"{verse_share:.0%} of the text stands in lines that end before the margin"
    if letters > 0.3:
        return "letters", f"{letters:.1f} salutations in a thousand characters"
    if years > 0.4 and (calls > 0.02 or quoted < 2):
        return "history", f"{years:.1f} years and {calls:.2f} note calls in a thousand characters"
    if quoted > 0.5:
        return "novel", f"{quoted:.1f} opening quotation marks in a thousand characters"
    return "", "no sign is frequent enough"
