"""The story through a text: which clock a date is read by, and where the story stands after it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from rubricator.annotate.dates.clock import Clock
from rubricator.model.calendars import Day
from rubricator.model.document import Annotation, Document


class Story:
    """The clock through one text.

    A date that leads far away (a retrospect, a later document) is an excursion: it holds to the end of its
    paragraph, and takes the story with it only when the next stated date agrees. Notes start from the clock
    at their call and do not move the text's; citations move nothing.
    """

    def __init__(self, document: Document, clock: Clock) -> None:
        self._document = document
        self._story, self._excursion = clock, Clock()
        self._calls = {call.attrs.get("id", ""): call.start for call in document.in_layer("noteref")}
        self._offsets, self._clocks = [0], [clock]
        self._note: tuple[Annotation | None, Clock] = (None, clock)
        self._newline = _paragraph_break(document.text)
        self._entry = Clock()

    def at(self, offset: int, *, entry: bool = False) -> Clock:
        """The clock for a date at an offset of the source; one that opens an `entry` follows the entry before."""
        if entry and self._entry.year is not None:
            return self._entry.based(offset)
        note = next(iter(self._document.covering(offset, offset, "note")), None)
        if note is not None:
            return self._in_note(note)
        return self._excursion if self._outside(offset) else self._story

    def _in_note(self, note: Annotation) -> Clock:
        if note is not self._note[0]:
            call = self._calls.get(note.attrs.get("target", "").partition(" ")[0], note.start)
            self._note = note, self._clocks[bisect_right(self._offsets, call) - 1].based(note.start)
        return self._note[1]

    def _outside(self, offset: int) -> bool:
        """True on an excursion into the past that began in this paragraph."""
        away = self._excursion
        if away.year is None or (self._story.year is not None and away.year > self._story.year + 1):
            return False
        return self._newline not in self._document.text[away.year_at : offset]

    def enter(self, clock: Clock, offset: int) -> None:
        """Set the clock to the date of an entry, or to the year over the next ones."""
        self._entry = clock._replace(onward=True)
        self._story, self._excursion = clock._replace(onward=False), Clock(written=clock.written)
        self._offsets.append(offset)
        self._clocks.append(self._story)

    def write_on(self, day: Day) -> None:
        """Hold a day for the one on which what follows was written."""
        self._story = self._story._replace(written=day)
        self._entry = self._entry._replace(written=day)
        self._excursion = self._excursion._replace(written=day)

    def heads(self, year: int) -> bool:
        """True for a year that may stand over the next entries: that of the last one, or the next."""
        return self._entry.year is None or 0 <= year - self._entry.year <= 1

    def move(self, offset: int, clock: Clock, *, stated: bool) -> None:
        """Set the clock of the note or text at the offset to a date; `stated`: it says its year."""
        if self._document.covering(offset, offset, "bibl"):
            return
        if self._document.covering(offset, offset, "note"):
            self._note = self._note[0], clock
        elif stated and self._story.leaps(clock) and not (self._opens(offset) or self._agrees(clock, offset)):
            self._excursion = clock._replace(year_at=offset)
        elif not stated and self._outside(offset):
            self._excursion = clock._replace(year_at=self._excursion.year_at)
        else:
            self._story, self._excursion = clock, Clock(written=clock.written)
            self._offsets.append(offset)
            self._clocks.append(clock)

    def _opens(self, offset: int) -> bool:
        """True near the start of a paragraph: what is dated there is where the story goes."""
        return self._newline in self._document.text[max(0, offset - _OPENING) : offset] or offset < _OPENING

    def _agrees(self, clock: Clock, offset: int) -> bool:
        """True where an earlier paragraph went on the same excursion."""
        away = self._excursion
        return away.year is not None and not away.leaps(clock) and not self._outside(offset)


def _paragraph_break(text: str) -> str:
    """A blank line, or a line feed where the lines are whole paragraphs."""
    lines = text.count("\n") + 1
    return "\n" if len(text) / lines > _LONG_LINE else "\n\n"


_LONG_LINE: Final = 160
_OPENING: Final = 100
"""How far from the start of a paragraph a date may stand to move the story with it, in characters."""
