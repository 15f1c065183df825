"""Plays: speeches, speakers, stage directions, verse and prose in speeches (chapter 7 [DR])."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.annotate.drama.cast import Cast, folded
from rubricator.annotate.drama.namesakes import Namesakes, Scene
from rubricator.annotate.drama.presence import Roll, Turn, meant, told
from rubricator.annotate.drama.script import (
    OPENING,
    Script,
    Speech,
    addressing_words,
    begins_lines,
    direction_type,
    sung_words,
    voice_words,
)
from rubricator.annotate.layout.divisions import trailer
from rubricator.annotate.verse.stanzas import is_stanza, short_runs, stanzas
from rubricator.language import lexicon
from rubricator.model.document import Annotation, Cert
from rubricator.reading.blocks import SPACE, Block, Page, page

_LINE_END: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_LONGEST_VERSE: Final = 68
_NEARLY: Final = 3
"""Columns by which the second part of a line may begin too early."""
_LINES_APART: Final = 3
"""Line ends between speeches from which on no line is shared."""
_FAR: Final = 30
"""How many speeches away another may tell whether one is verse."""
_ROOM: Final = 2
_FULL: Final = -1
_CAPITAL: Final = 1
_SMALL: Final = -1
"""What the ends of lines speak for verse: prose leaves no room (a line in thirty), long verses often none (an
alexandrine); verse mostly begins with capitals, but not in Wagner, and a third of the lines of German prose do.
"""
_TELLS: Final = 2
"""From which sum the lines of a speech tell what it is."""
_VOWELS: Final = re.compile(r"[aeiouyà-ü]+", re.IGNORECASE)
_SILENT: Final = re.compile(r"[^aeiouy]e(?:s|d)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stage:
    """A stage set for a play: how it is set, its cast, the page."""

    script: Script
    cast: Cast
    page: Page
    language: str = "en"
    namesakes: Namesakes = field(default_factory=dict)

    @cached_property
    def roll(self) -> Roll:
        """Whom the words of directions name."""
        return Roll(self.cast, self.language)

    @cached_property
    def names(self) -> dict[tuple[str, ...], str]:
        """Ids by the words that directions and labels have for one person."""
        labels = self.cast.resolved.items()
        alone = {folded(label): id for label, id in labels if " " not in id and not self.cast.is_chorus(label)}
        return alone | dict(self.roll.names)

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """Words of which the labels and the names of the cast are made."""
        names = (*map(folded, self.cast.resolved), *(one.name for one in self.cast.known))
        return frozenset(word for name in names for word in name) | frozenset(lexicon(self.language).drama.same)

    def persons_come(self, words: str) -> bool:
        """True for a line that lists who is on: “Chimène, Elvire.”, “Les mêmes, puis Molière.”"""
        named = [word for word in words.split() if word[:1].isupper()]
        known = sum(not self._name_words.isdisjoint(folded(word)) for word in named)
        return bool(named) and known >= _LISTED * len(named)

    @property
    def sung(self) -> re.Pattern[str]:
        """Words of a direction after which somebody sings or reads."""
        return sung_words(self.language)

    @property
    def voices(self) -> re.Pattern[str]:
        """A direction that lets a voice be heard."""
        return voice_words(self.language)

    def who(self, label: str, scene: int) -> str:
        """Ids of those whom a label means in the scene that begins there."""
        return self.namesakes.get((scene, label)) or self.cast.who(label)


_LISTED: Final = 0.6
"""Share of the capitalised words of a list of persons that are known from labels or the cast."""


_BEYOND: Final = 1.5
"""How many times as long as the others a line must be to show that nothing is wrapped."""
_SOME: Final = 0.02
"""Share of such lines from which on nothing is wrapped."""


def measured(found: Sequence[Block]) -> Page:
    """The page of a play: where words stand on lines far longer than the others, no line is wrapped."""
    measure = page(found)
    sizes = [len(line.text) for one in found for line in one.lines]
    long = sum(size > _BEYOND * measure.width for size in sizes)
    return measure._replace(width=0) if long > _SOME * len(sizes) else measure


class Spoken(NamedTuple):
    """A speech taken apart: the extent of its paragraphs, its lines of words, the directions in and between them."""

    source: str
    speech: Speech
    paragraphs: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int, int], ...]
    directions: tuple[tuple[int, int], ...]
    who: str
    cert: Cert = "high"


def words(text: str, start: int, end: int, directions: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """A stretch without the directions at its ends, None where nothing else is in it."""
    inside = [span for span in directions if span[0] < end and start < span[1]]
    for first, last in inside:
        if not text[start:first].strip(SPACE):
            start = max(start, last)
    for first, last in reversed(inside):
        if not text[last:end].strip(SPACE) and first >= start:
            end = first
    return stripped(text, start, end)


def stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch without its outer white space, None where that is all."""
    piece = text[start:end]
    if not piece.strip(SPACE):
        return None
    return start + len(piece) - len(piece.lstrip(SPACE)), end - len(piece) + len(piece.rstrip(SPACE))


def play(found: Sequence[Block], stage: Stage, final: bool = True) -> Iterator[Annotation]:
    """Annotations of the blocks of one act or scene; `final` where no scene follows them in it."""
    spoken: list[Spoken] = []
    entered, after = "", -1
    alone: list[tuple[int, int]] = []
    opening = _opening(found, stage, final)
    for at, block in enumerate(found):
        speech = stage.script.speech(block)
        if at == len(found) - 1 and trailer(block, stage.language):
            yield Annotation("trailer" if at and final else "p", block.start, block.end, rule="trailer")
        elif at < opening:
            yield Annotation("stage", block.start, block.end, {"type": "setting"}, "setting")
        elif speech is None and stage.script.is_direction(block) and not _is_awaited(spoken, block, after == at - 1):
            yield from _directions(block, stage)
            alone.append((block.start, block.end))
            entered = _named(block, stage)
        elif speech is None and spoken and (after == at - 1 or _goes_on(block)) and not _is_voice(block, stage):
            spoken[-1] = _extended(spoken[-1], block, stage)
            after = at
        else:
            who = stage.who(speech.label, found[0].start) if speech else _named(block, stage) or entered
            spoken.append(_taken_apart(speech or _unlabelled(block), who, block, stage))
            entered, after = "", at
    spoken = _meant(spoken, alone, stage)
    verses = _verses(spoken, stage)
    parts = _shared(spoken, verses)
    for one, verse in zip(spoken, verses, strict=True):
        yield from _speech(one, verse, parts, stage)


def _opening(found: Sequence[Block], stage: Stage, final: bool) -> int:
    """Number of blocks before the first speech that tell where it is played, and nothing that is verse or bracketed."""
    first = next((at for at, block in enumerate(found) if stage.script.label(block)), 0 if final else len(found))
    played = (stage.script.is_direction(block) or begins_lines(block) for block in found[:first])
    return next((at for at, told in enumerate(played) if told), first)


def _is_awaited(spoken: Sequence[Spoken], block: Block, next_: bool) -> bool:
    """True for the words after a label that stands alone on its line, though they look like a direction."""
    return next_ and bool(spoken) and not spoken[-1].lines and block.text[0] not in "[(_"


def _goes_on(block: Block) -> bool:
    """True for words that go on with the sentence before a direction: --nothing at all."""
    return block.text[0].islower() or block.text.startswith(("--", "—", "–", "…", "..."))


def _is_voice(block: Block, stage: Stage) -> bool:
    """True for words that a direction gives to a voice, nobody's label: [Voice within.] Help!"""
    spans = stage.script.directions(block.source, block.start, block.end)
    return bool(spans) and spans[0][0] == block.start and stage.voices.match(block.source, *spans[0]) is not None


def _meant(spoken: Sequence[Spoken], alone: Sequence[tuple[int, int]], stage: Stage) -> list[Spoken]:
    """The speeches, those of All and Both given to the ones on stage."""
    turns = [Turn(one.speech.start, one.speech.label, one.who) for one in spoken]
    directions = [*alone, *(span for one in spoken for span in one.directions)]
    settled = meant(stage.roll, turns, told(directions, spoken[0].source)) if spoken else {}
    return [
        one._replace(who=settled[one.speech.start].who, cert=settled[one.speech.start].cert)
        if one.speech.start in settled
        else one
        for one in spoken
    ]


def scene(found: Sequence[Block], how: Script) -> Scene:
    """What the labels and directions of a scene tell."""
    speeches = [how.speech(block) for block in found]
    told = (
        word
        for block, speech in zip(found, speeches, strict=True)
        if speech is None and how.is_direction(block)
        for word in folded(block.text)
    )
    return Scene(found[0].start, tuple(one.label for one in speeches if one), frozenset(told))


def _directions(block: Block, stage: Stage) -> Iterator[Annotation]:
    """The directions of a block that holds nothing else, one for each pair of brackets."""
    spans = stage.script.directions(block.source, block.start, block.end)
    edges = [block.start, *(end for _, end in spans)]
    if not spans or any(block.source[a:b].strip(SPACE) for a, (b, _) in zip(edges, spans, strict=False)):
        spans = [(block.start, block.end)]
    for start, end in [*spans[:-1], (spans[-1][0], block.end)]:
        yield _direction(block.source, start, end, stage.language)


def _direction(text: str, start: int, end: int, language: str) -> Annotation:
    kind = direction_type(text[start:end], language)
    return Annotation("stage", start, end, {"type": kind}, "stage-direction")


def _named(block: Block, stage: Stage) -> str:
    """Id of the one character whom a direction at the start of a block names, '' for none or several."""
    spans = stage.script.directions(block.source, block.start, block.end)
    words = folded(block.source[spans[0][0] : spans[0][1]] if spans else block.text)
    named = {one.id for one in stage.cast.known if any(word in words for word in one.name if len(word) > 3)}
    return named.pop() if len(named) == 1 else ""


def _unlabelled(block: Block) -> Speech:
    return Speech(block.start, block.end, "", block.start, block.start)


def _taken_apart(speech: Speech, who: str, block: Block, stage: Stage) -> Spoken:
    text = block.source
    spans = stage.script.directions(text, speech.words, speech.end)
    whole = words(text, speech.words, speech.end, spans)
    lines = (words(text, *line, spans) for line in _lines(text, speech.words, speech.end, spans))
    spans = [*stage.script.aside(speech, text), *spans]
    return Spoken(text, speech, (whole,) if whole else (), tuple(line for line in lines if line), tuple(spans), who)


def _lines(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines of a stretch; a line end inside a direction does not count."""
    at = start
    for match in _LINE_END.finditer(text, start, end):
        if any(first < match.end() and match.start() < last for first, last in spans):
            continue
        if at < match.start():
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def _extended(one: Spoken, block: Block, stage: Stage) -> Spoken:
    """A speech that goes on after a blank line."""
    more = _taken_apart(_unlabelled(block), "", block, stage)
    return one._replace(
        speech=one.speech._replace(end=block.end),
        paragraphs=(*one.paragraphs, *more.paragraphs),
        lines=(*one.lines, *more.lines),
        directions=(*one.directions, *more.directions),
    )


def _verses(spoken: Sequence[Spoken], stage: Stage) -> list[bool]:
    """Which speeches are verse: their own lines decide, else the speeches around them."""
    decided = [_is_verse(_unsung(one, stage), stage.page.width) for one in spoken]
    return [_around(decided, at) if verse is None else verse for at, verse in enumerate(decided)]


def _unsung(one: Spoken, stage: Stage) -> Spoken:
    """A speech up to the words that are sung or read in it, whole where it begins with them."""
    apart = next((span[0] for span in one.directions if stage.sung.search(one.source, *span)), one.speech.end)
    own = tuple(line for line in one.lines if line[0] < apart)
    return one._replace(lines=own) if own and len(own) < len(one.lines) else one


def _is_verse(one: Spoken, width: int) -> bool | None:
    """Whether a speech is verse; None where its lines do not tell."""
    lines = [_without_directions(one, start, end) for start, end in one.lines]
    if not lines:
        return None
    longest = max(map(len, lines))
    if len(lines) == 1:
        return False if longest > _LONGEST_VERSE - 4 else None
    if sorted(map(len, lines))[len(lines) // 2] > max(_LONGEST_VERSE, width):
        return False
    weight = sum(
        _line_end(_reach(one.source, start) + 1 + len(after.partition(" ")[0]) > width > 0, after)
        for (start, end), (begin, _), after in zip(one.lines, one.lines[1:], lines[1:], strict=False)
        if not one.source[end:begin].strip(SPACE)
    )
    return None if abs(weight) < _TELLS else weight > 0


def _line_end(full: bool, after: str) -> int:
    """What the end of a line, `full` where the next word had no room on it, speaks for verse; negative for prose."""
    first = after.lstrip(OPENING)[:1]
    small = first.isalpha() and not first.isupper()
    return (_FULL if full else _ROOM) + (_SMALL if small else _CAPITAL)


def _without_directions(one: Spoken, start: int, end: int) -> str:
    """A line of words without what is done in it."""
    inside = [span for span in one.directions if start < span[0] < end]
    edges = [start, *(edge for span in inside for edge in span), end]
    return "".join(one.source[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _reach(text: str, offset: int) -> int:
    """Length of the line of the source that an offset lies in."""
    end = text.find("\n", offset)
    return (end if end >= 0 else len(text)) - text.rfind("\n", 0, offset) - 1


def _around(decided: Sequence[bool | None], at: int) -> bool:
    """What most of the nearest decided speeches are, three on either side, the nearer counting more."""
    balance, known = 0.0, False
    for step in (-1, 1):
        seen, other = 0, at + step
        while 0 <= other < len(decided) and seen < 3 and abs(other - at) < _FAR:
            if (verse := decided[other]) is not None:
                seen += 1
                known = True
                balance += (1 if verse else -1) / (abs(other - at) + 1)
            other += step
    return known and balance >= 0


def _syllables(line: str) -> int:
    """Rough number of syllables: groups of vowels, silent endings aside."""
    return max(len(_VOWELS.findall(line)) - len(_SILENT.findall(line)), 1)


def _shared(spoken: Sequence[Spoken], verses: Sequence[bool]) -> dict[int, str]:
    """Parts of lines that speakers share: start of the line → I, M or F (6.1.1 [VEST])."""
    parts: dict[int, str] = {}
    for one, after, first, second in zip(spoken, spoken[1:], verses, verses[1:], strict=False):
        if first and second and one.lines and after.lines and _is_next(one, after):
            (a, b), (c, d) = one.lines[-1], after.lines[0]
            count = _syllables(one.source[a:b]), _syllables(one.source[c:d])
            fits = max(count) <= 8 and 9 <= sum(count) <= 11
            printed = _is_set_after(one.source, b, c)
            if printed or (fits and parts.get(a) != "F"):
                parts |= {a: "M" if parts.get(a) == "F" else "I", c: "F"}
    return parts


def _is_set_after(text: str, end: int, start: int) -> bool:
    """True where a line begins about where the one before it ends, as printers set the parts of one line."""
    columns = [at - text.rfind("\n", 0, at) - 1 for at in (end, start)]
    return columns[0] - _NEARLY <= columns[1] and columns[1] > _NEARLY


def _is_next(one: Spoken, after: Spoken) -> bool:
    """True where nothing but a blank line parts two speeches."""
    between = one.source[one.speech.end : after.speech.start]
    return not between.strip() and between.count("\n") < _LINES_APART


def _speech(one: Spoken, verse: bool, parts: dict[int, str], stage: Stage) -> Iterator[Annotation]:
    speech, text = one.speech, one.source
    attrs = {"who": one.who} if one.who else {}
    if whom := _addressed(one, stage):
        attrs["toWhom"] = " ".join(whom)
    rule = "speech-without-label" if not speech.label else "speech" if one.cert == "high" else "speech-of-several"
    yield Annotation("sp", speech.start, speech.end, attrs, rule, one.cert if one.who else "unknown")
    if speech.label:
        yield Annotation("speaker", speech.start, speech.label_end, rule="speech")
    for start, end in one.directions:
        yield _direction(text, start, end, stage.language)
    if verse:
        yield from _verse(one, 0, len(one.lines), parts, stage)
    else:
        yield from _prose(one, stage)


def _addressed(one: Spoken, stage: Stage) -> list[str]:
    """Those to whom directions in a speech say that it, or a part of it, is spoken."""
    pattern = addressing_words(stage.language)
    told = (match["whom"] for span in one.directions if (match := pattern.match(one.source, *span)))
    called = (id for words in told for id in stage.roll.called(words, stage.names).persons)
    return [id for id in dict.fromkeys(called) if id not in one.who.split()]


def _verse(one: Spoken, first: int, last: int, parts: dict[int, str], stage: Stage) -> Iterator[Annotation]:
    """The lines of verse from `first` on, and the stanzas that they make."""
    for begin, after, how in _manners(one, first, last, stage):
        lines = one.lines[begin:after]
        kind = "song" if how and how["song"] else "stanza"
        words = [one.source[start:end] for start, end in lines]
        apart = lines[0][0] in {start for start, _ in one.paragraphs[1:]} and is_stanza(words)
        for top, below in [(0, len(words))] if apart else stanzas(words, how is not None, kind == "song"):
            extent = lines[top][0], lines[below - 1][1]
            yield Annotation("lg", *extent, {"type": kind}, "stanza-in-speech", "medium")
    for start, end in one.lines[first:last]:
        part = {"part": parts[start]} if start in parts else {}
        yield Annotation("l", start, end, part, "verse-in-speech")


def _manners(one: Spoken, first: int, last: int, stage: Stage) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Lines cut at blank lines and where a direction says that words are sung or read, with the match of it."""
    found = [match for span in one.directions if (match := stage.sung.search(one.source, *span))]
    starts = {start for start, _ in one.paragraphs[1:]}
    how, begin = None, first
    for at in range(first, last):
        before = [match for match in found if match.start() < one.lines[at][0]]
        now = before[-1] if before else None
        if now is not how or one.lines[at][0] in starts:
            if begin < at:
                yield begin, at, how
            how, begin = now, at
    if begin < last:
        yield begin, last, how


def _prose(one: Spoken, stage: Stage) -> Iterator[Annotation]:
    """Paragraphs, but for the verse that somebody sings or reads between."""
    words = [one.source[start:end] for start, end in one.lines]
    sings = next((span[0] for span in one.directions if _is_song(one, span, stage)), one.speech.end)
    song = [start > sings for start, _ in one.lines]
    runs = list(short_runs(words, _room(one, words, stage.page.width), song)) if stage.page.width else []
    cuts = [(one.lines[first][0], one.lines[last - 1][1]) for first, last in runs]
    for start, end in one.paragraphs:
        for first, last in _between(start, end, cuts):
            if inner := _inner(one, first, last):
                yield Annotation("p", *inner, rule="prose-in-speech")
    for first, last in runs:
        yield from _verse(one, first, last, {}, stage)


def _is_song(one: Spoken, span: tuple[int, int], stage: Stage) -> bool:
    match = stage.sung.search(one.source, *span)
    return match is not None and match["song"] is not None


def _room(one: Spoken, lines: Sequence[str], width: int) -> list[bool]:
    """For each line whether the first word of the next would have stood in it."""
    after = [*(line.partition(" ")[0] for line in lines[1:]), ""]
    return [
        _reach(one.source, start) + 1 + len(next_) <= width for (start, _), next_ in zip(one.lines, after, strict=False)
    ]


def _between(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What remains of a stretch without the cuts."""
    for first, last in cuts:
        if first < end and start < last:
            yield start, first
            start = last
    yield start, end


def _inner(one: Spoken, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of a speech without the directions at its ends."""
    return words(one.source, start, end, one.directions) if start < end else None
