"""Conservation of words: what the text of the TEI says, every output says too.

The words of the TEI, in the reading that was chosen, are held against the words of each output, as a multiset. What
the style sheets leave out on purpose stands in `OMISSIONS`, each with its reason, and is counted in ``report.json``;
any other word that is missing is the error ``pu-lost``, at its place in the TEI.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, cast

from lxml import etree

from rubricator.model import xmlfile
from rubricator.model.messages import Finding
from rubricator.publish.typography import AS_PRINTED, drawn

_TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_SHOWS_NOTHING: Final = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x7f-\x9f]")
_ACCENTS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_IDEOGRAPHS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD: Final = re.compile(rf"[{_IDEOGRAPHS}]|\d+|[^\W\d_{_IDEOGRAPHS}]+")
"""A run of letters or a run of figures; an ideograph by itself, since a line may end after it."""

PLACES_NAMED: Final = 3
"""Places of lost words that are named for each output; the first ones say what kind of loss it is."""
_WORDS_QUOTED: Final = 8


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without marks, case, accents and characters that show nothing."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _SHOWS_NOTHING.sub("", text)))
    return _WORD.findall(text.casefold())


# --- what is left out on purpose


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which reading was chosen, and the ids of the notes that something in it calls."""

    reading: str
    called: frozenset[str]

    def drops(self, element: etree._Element) -> bool:
        """Is this the reading that was not chosen?"""
        if element.tag == f"{_TEI}supplied":
            return self.reading == "diplomatic"
        parent = element.getparent()
        chosen = "sic" if self.reading == "diplomatic" else "corr"
        return parent is not None and parent.tag == f"{_TEI}choice" and element.tag != _TEI + chosen


_Test = Callable[[etree._Element, _Choice], bool]


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that the outputs leave out, and why."""

    name: str
    why: str
    tag: str
    applies: _Test
    keeps: str = ""
    """Children of this name are shown all the same, but for those to which an omission applies."""


def _always(_: etree._Element, __: _Choice) -> bool:
    return True


def _is(kind: str) -> _Test:
    """Is an element of this type?"""
    return lambda element, _: element.get("type") == kind


def _by_archive(element: etree._Element, _: _Choice) -> bool:
    """Is this a licence or credits? What has a heading, or is a note, is a transcriber's word to the reader."""
    told = any(child.tag in (f"{_TEI}head", f"{_TEI}note") for child in element)
    return element.get("type") == "boilerplate" and not told


def _not_chosen(element: etree._Element, choice: _Choice) -> bool:
    return choice.drops(element)


def _of_a_called_note(element: etree._Element, choice: _Choice) -> bool:
    note = next(element.iterancestors(f"{_TEI}note"), None)
    return element.get("type") == "back" and note is not None and note.get(_ID) in choice.called


def _heads_called_notes(element: etree._Element, choice: _Choice) -> bool:
    """Is this the heading of a division of notes that are all called elsewhere?"""
    division = element.getparent()
    return (
        division is not None
        and any(one.get("type") == "notes" for one in (division, *division.iterancestors(f"{_TEI}div")))
        and _holds_called_notes_only(division, choice)
    )


def _holds_called_notes_only(division: etree._Element, choice: _Choice) -> bool:
    others = [child for child in division if child.tag not in (f"{_TEI}head", f"{_TEI}pb")]
    return next(division.iter(f"{_TEI}note"), None) is not None and all(
        one.get(_ID) in choice.called
        if one.tag == f"{_TEI}note"
        else one.tag == f"{_TEI}div" and _holds_called_notes_only(one, choice)
        for one in others
    )


def _marks_a_caption(element: etree._Element, _: _Choice) -> bool:
    figure = element.getparent()
    captions = [] if figure is None or figure.tag != f"{_TEI}figure" else [one for one in figure if one is not element]
    return any(words("".join(_texts(one))) for one in captions)


def _names_the_author(element: etree._Element, _: _Choice) -> bool:
    on_title_page = next(element.iterancestors(f"{_TEI}titlePage"), None) is not None
    return on_title_page and element.find(f"{_TEI}docAuthor") is not None


OMISSIONS: Final = (
    Omission("furniture", "running heads, page numbers and signatures of the print", "fw", _always),
    Omission("boilerplate", "what the archive added to the file", "div", _by_archive, keeps="div"),
    Omission("reading", "the reading that was not chosen", "sic", _not_chosen),
    Omission("reading", "the reading that was not chosen", "corr", _not_chosen),
    Omission("reading", "the reading that was not chosen", "supplied", _not_chosen),
    Omission("note calls", "printed marks of notes, which the outputs count", "ref", _is("noteref")),
    Omission("note numbers", "printed numbers of notes, which the outputs count", "ref", _of_a_called_note),
    Omission("note headings", "headings of notes that all stand where they are called", "head", _heads_called_notes),
    Omission(
        "figure labels",
        "the word by which a transcription marks a picture, before its caption",
        "label",
        _marks_a_caption,
    ),
    Omission("rules", "lines drawn with letters", "pc", _is("rule")),
    Omission("byline", "what introduces the author on the title page", "byline", _names_the_author, keeps="docAuthor"),
)
"""Everything that may be missing from an output."""


def _leave_out(text: etree._Element, reading: str) -> Counter[str]:
    """Take out of the text what `OMISSIONS` allow, and count its words."""
    choice = _Choice(reading, _called(text, reading))
    counted: Counter[str] = Counter()
    for element in list(text.iter(*{_TEI + one.tag for one in OMISSIONS})):
        rules = (one for one in OMISSIONS if element.tag == _TEI + one.tag)
        rule = next((one for one in rules if one.applies(element, choice)), None)
        if rule:
            counted[rule.name] += sum(len(words(piece)) for piece in _taken(element, rule.keeps))
    return counted


def _called(text: etree._Element, reading: str) -> frozenset[str]:
    """Ids of the notes that a call in the reading text calls."""
    choice = _Choice(reading, frozenset())
    calls = [one for one in text.iter(f"{_TEI}ref", f"{_TEI}ptr") if one.get("type") == "noteref"]
    return frozenset(
        (one.get("target") or "").removeprefix("#")
        for one in calls
        if not any(_hides(above, choice) for above in one.iterancestors())
    )


def _hides(element: etree._Element, choice: _Choice) -> bool:
    return (
        element.tag in _HIDING
        and (element.tag != f"{_TEI}div" or _by_archive(element, choice))
        and (element.tag in (f"{_TEI}fw", f"{_TEI}div") or choice.drops(element))
    )


_HIDING: Final = frozenset(_TEI + name for name in ("fw", "div", "sic", "corr", "supplied"))


def _taken(element: etree._Element, keeps: str) -> Iterator[str]:
    """The words of an element, which leave the tree, but for those of children of the name that `keeps` gives."""
    yield element.text or ""
    element.text = None
    for child in list(element):
        if keeps and child.tag == _TEI + keeps:
            yield child.tail or ""
            child.tail = " "  # words that stood apart stay apart
        else:
            yield "".join(_texts(child))
            yield child.tail or ""
            element.remove(child)


# --- the words that every output must have


@dataclass(frozen=True)
class Text:
    """The text of a TEI document in one reading, as the outputs must show it."""

    path: Path
    root: etree._Element
    left_out: Mapping[str, int]

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in it."""
        return Counter(words(self.string))

    @cached_property
    def string(self) -> str:
        """The text as it stands in the TEI, without what is left out."""
        return "".join(_texts(self.root))

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        """Offsets at which nodes begin, and the line of the file at each."""
        nodes = [(piece, _line(piece)) for piece in self._nodes()]
        offsets = [0, *accumulate(len(piece) for piece, _ in nodes)][:-1]
        return offsets, [line for _, line in nodes]

    def _nodes(self) -> Iterator[Any]:
        yield from cast("list[Any]", self.root.xpath(".//text()"))

    def places(self, missing: Counter[str], shown: list[str]) -> Iterator[tuple[int, int, str]]:
        """Line, number of words and first words of each stretch that holds words which are not shown."""
        known = {*zip(shown, shown[1:], shown[2:], strict=False)}
        found = [(word, match.start()) for match in _WORD.finditer(self.string) for word in words(match[0])]
        tokens = [word for word, _ in found]
        unknown = [
            [tuple(tokens[k : k + 3]) not in known for k in range(max(0, at - 2), at + 1)] for at in range(len(tokens))
        ]
        gone = _unshown(tokens, missing, lambda at: all(unknown[at]))
        gone = (
            gone or _unshown(tokens, missing, lambda at: any(unknown[at])) or _unshown(tokens, missing, lambda _: True)
        )
        for run in _runs(gone):
            start = found[run[0]][1]
            end = found[run[0] + _WORDS_QUOTED][1] if run[0] + _WORDS_QUOTED < len(found) else None
            yield self._line_at(start), len(run), " ".join(self.string[start:end].split())

    def _line_at(self, offset: int) -> int:
        offsets, lines = self._lines
        at = bisect.bisect_right(offsets, offset) - 1
        return lines[at] + self.string.count("\n", offsets[at], offset)


def _unshown(tokens: list[str], missing: Counter[str], test: Callable[[int], bool]) -> list[int]:
    """Places of missing words that pass a test, no more of each than are missing."""
    left = missing.copy()
    gone = []
    for at, word in enumerate(tokens):
        if left[word] > 0 and test(at):
            left[word] -= 1
            gone.append(at)
    return gone


def _line(piece: Any) -> int:
    """The line on which a text node begins."""
    element = piece.getparent()
    if piece.is_tail:
        return int(element.sourceline or 0) + "".join(_texts(element)).count("\n")
    return int(element.sourceline or 0)


def _runs(places: Iterable[int]) -> Iterator[list[int]]:
    """Numbers that follow each other closely, together."""
    near = 5
    run: list[int] = []
    for place in places:
        if run and place - run[-1] > near:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


_BLOCK_NAMES: Final = (
    "p ab head l lg item label row cell list table sp speaker castItem note titlePart epigraph floatingText opener "
    "closer postscript address addrLine salute dateline signed trailer byline docImprint docDate argument figure"
)
_BLOCKS_OF_TEXT: Final = tuple(_TEI + name for name in _BLOCK_NAMES.split())
"""Elements after which a word ends, whatever follows."""


def text_of(tei: Path, reading: str) -> Text:
    """The text of a TEI file in one reading, and how many words each omission takes from it."""
    root = xmlfile.parse(tei)
    (text,) = root.findall(f"{_TEI}text")[:1] or [root]
    left_out = _leave_out(text, reading)
    for element in text.iter(*_BLOCKS_OF_TEXT):
        element.tail = " " + (element.tail or "")
    return Text(tei, text, {one.name: left_out[one.name] for one in OMISSIONS if left_out[one.name]})


def _texts(element: etree._Element) -> Iterator[str]:
    return (str(piece) for piece in element.itertext())


# --- the comparison


@dataclass(frozen=True, slots=True)
class Shown:
    """The words that an output shows, and what else is wrong with it."""

    words: str
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the words in one output."""

    form: str
    lost: int
    findings: tuple[Finding, ...]


def compare(text: Text, form: str, shown: Shown) -> Kept:
    """Hold the words of an output against those of the text."""
    have = words(shown.words)
    missing = text.words - Counter(have)
    lost = missing.total()
    if not lost:
        return Kept(form, 0, shown.faults)
    places = list(text.places(missing, have))[:PLACES_NAMED]
    findings = (
        Finding("pu-lost", str(text.path), line, values={"form": form.upper(), "lost": lost, "words": quoted})
        for line, _, quoted in places
    )
    return Kept(form, lost, (*findings, *shown.faults))


def report(text: Text, reading: str, typography: str, kept: Iterable[Kept]) -> dict[str, Any]:
    """What ``report.json`` says: words of the text, what was left out or drawn otherwise, what each output lost."""
    reasons = {one.name: one.why for one in OMISSIONS}
    return {
        "reading": reading,
        "words": text.words.total(),
        "left out": [{"rule": name, "why": reasons[name], "words": count} for name, count in text.left_out.items()],
        "typography": typography,
        "drawn as in a book": drawn(text.string) if typography != AS_PRINTED else {},
        "outputs": {one.form: {"lost": one.lost} for one in kept},
    }


# --- words of outputs


_BLOCKS: Final = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol tr td th hr br blockquote section aside pre caption dt dd article header nav"
).split()
_ADDED: Final = frozenset({"no", "ln", "rest", "tei", "noteref", "return", "pb"})
"""Classes of what the pages add to the words: numbers, links, the rest of a shortened label."""


def markup_words(root: etree._Element) -> str:
    """The words of a tree of HTML or XHTML, without the numbers and links that the edition added; changes the tree."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("class") in _ADDED or element.get("hidden") is not None:
            _emptied(element)
        elif element.tag.rpartition("}")[2] in _BLOCKS:
            element.text = " " + (element.text or "")
            element.tail = " " + (element.tail or "")
    return "".join(_texts(root))


def _emptied(element: etree._Element) -> None:
    """Nothing in an element but what follows it."""
    tail = element.tail
    element.clear()
    element.tail = tail


_HYPHENATED: Final = re.compile(r"([^\W\d_]+)[\ufffe\u00ad]\s*((?:[^\W\d_]+[\ufffe\u00ad]\s*)*[^\W\d_]*)")
_HYPHEN: Final = re.compile("[\ufffe\u00ad]")
_BROKEN: Final = re.compile(r"\u200b\s*")
"""Where an endless word was broken."""
_MARKED: Final = re.compile(r"([^\W\d_]+)\[(\w{1,6})\]([^\W\d_]+)")
"""A word in which a page of the print begins."""
_LINE_START: Final = re.compile(r"\n\W*([^\W\d_]+)")
_PAGE: Final = 6000
"""Characters within which the next page goes on with a word that was cut at the end of this one."""


def printed_words(text: str, needed: Mapping[str, int]) -> str:
    """The words of printed lines, where U+FFFE marks a hyphen at the end of a line, U+00AD one at the end of a page.

    Where the text has such a word whole, it is given whole beside its parts: too many words hide nothing but
    themselves. The rest of a word may stand at the head of the next page. A number that ends in the number of a note
    is given without it.
    """
    text = _HYPHENATED.sub(lambda found: " ".join(_wholes(found, needed)), _BROKEN.sub("", text))
    text = _MARKED.sub(r"\1\3 \1 \2 \3", text)
    return re.sub(r"\d{2,}", lambda found: " ".join(_numbers(found[0], needed)), text)


def _wholes(found: re.Match[str], needed: Mapping[str, int]) -> Iterator[str]:
    start, *rest = (part.strip() for part in _HYPHEN.split(found[0]))
    yield from (start, *rest)
    if _stands(start + "".join(rest), needed):
        yield start + "".join(rest)
        return
    for line in _LINE_START.finditer(found.string, found.end(), found.end() + _PAGE):
        if _stands(start + line[1], needed):
            yield start + line[1]


def _stands(word: str, needed: Mapping[str, int]) -> bool:
    return all(part in needed for part in words(word))


def _numbers(figures: str, needed: Mapping[str, int]) -> Iterator[str]:
    yield figures
    if figures not in needed:
        yield from (figures[:at] for at in range(1, len(figures)) if figures[:at] in needed)
