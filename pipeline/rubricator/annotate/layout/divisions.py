"""Headings and gaps to the tree of divisions, and their places in front, body and back (4.1 [DSDIV])."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from rubricator.annotate.drama.personae import Personae
from rubricator.annotate.entries.openings import with_series
from rubricator.annotate.layout.entries import key
from rubricator.annotate.layout.headings import NAMED_RANK, STORY_RANK, Heading, is_title, lists_headings, words
from rubricator.annotate.layout.heads import headings, repeated, wide_gap
from rubricator.annotate.notes.apparatus import Apparatus
from rubricator.annotate.verse.arguments import is_argument_head
from rubricator.language import alternatives, lexicon
from rubricator.model.document import Cert
from rubricator.reading.blocks import Block

Place = Literal["front", "body", "back"]
_OF_NOTES: Final = ("notes-head", "notes-subhead")
_SMALL_END: Final = 100
"""Most characters that may follow the last notes and still stand in their division: The End, the printer."""
_ACT_RANK: Final = 4
_SCENE_RANK: Final = 7
_DEDICATED: Final = 400
_LONGEST_TITLE: Final = 120
_LONGEST_PLACE: Final = 70
_SEVERAL: Final = 3
"""Least scenes of which a place is thought to be the heading."""
_SCENE: Final = re.compile(r"_?(?:SCENE|Scene)\b")
_SCENE_IN_ACT: Final = re.compile(r"(?P<act>_?act\b.{1,20}?[.:,;]?)[ \t\r\n]+(?P<scene>scene\b.*)", re.I | re.S)
_DEDICATION: Final = re.compile(r"_?to\b|.*\b(?:dedicated|inscribed)\b", re.I | re.S)


@dataclass(slots=True)
class Division:
    """A division: the blocks `first` to `last` (excluded), its headings before block `text`."""

    first: int
    last: int
    text: int
    type: str
    rank: float
    rule: str
    number: int = 0
    heads: tuple[tuple[str, int, int], ...] = ()
    cert: Cert = "high"
    place: Place = "body"
    inner: list[Division] = field(default_factory=list)
    id: str = ""

    @property
    def own(self) -> range:
        """Blocks of its own: after its headings, before its first inner division."""
        return range(self.text, self.inner[0].first if self.inner else self.last)


class Play(NamedTuple):
    """What is known of a play before its divisions: the blocks that begin with labels, where the persons are listed."""

    labelled: frozenset[int]
    listed: Personae | None = None


def divisions(
    found: Sequence[Block],
    language: str = "en",
    drama: Play | None = None,
    furniture: Collection[int] = (),
    notes: Apparatus | None = None,
    sections: Collection[int] = (),
) -> tuple[list[Division], list[int]]:
    """The outermost divisions of the blocks, and the blocks that only repeat the heading of an outer one.

    What stands before the first division belongs to none. Page `furniture` among the blocks is passed over, and so are
    `notes`, of which a section may be a division; `sections` are the heads of interviews and the like.
    """
    notes = notes or Apparatus()
    held = {at for at, block in enumerate(found) if notes.concerns(block)}
    held |= {at for at in range(len(found)) if is_argument_head(found, at, language)}
    heads = headings(found, language, not drama, {*furniture, *held}, sections)
    again = {one.first for one in repeated(heads)}
    heads = [one for one in heads if one.first not in again]
    heads = heads if drama else with_series(found, heads, language, {*furniture, *held})
    openings = acts(found, heads, language, drama) if drama else _openings(found, heads, language)
    openings = _with_notes([one for one in openings if one.first not in held], found, notes)
    tree = list(_tree(openings, len(found)))
    tree = _without_loose_front(_placed(tree, language))
    _settle_trailers(tree, False)
    return _half_title(tree), sorted(again)


def _with_notes(openings: Sequence[Division], found: Sequence[Block], notes: Apparatus) -> list[Division]:
    """The openings and those of sections of notes: where another division begins after one, or the text ends."""
    at = {block.start: number for number, block in enumerate(found)}
    ranks = {one.first: one.rank for one in openings}
    made = list(openings)
    for head, first, end, subheads in notes.sections:
        if first not in at or (head >= 0 and head not in at):
            continue
        after = next((n for n in range(at[first], len(found)) if found[n].start >= end), len(found))
        closes = sum(len(block.text) for block in found[after:]) <= _SMALL_END and not any(n >= after for n in ranks)
        if not closes and after not in ranks:
            continue
        rank = 0 if closes else ranks[after] + 0.5
        begun = at[first] if head < 0 else at[head]
        made = [one for one in made if not begun <= one.first < after]
        made += _of_notes(found, begun, at[first], head >= 0, rank, [at[start] for start in subheads if start in at])
    return sorted(made, key=lambda one: one.first)


def _of_notes(
    found: Sequence[Block], begun: int, first: int, headed: bool, rank: float, subheads: Sequence[int]
) -> Iterator[Division]:
    block = found[begun]
    if headed:
        heads = (("", block.start, block.end),)
        yield Division(begun, first, begun + 1, "notes", rank, "notes-head", heads=heads)
    else:
        yield Division(begun, first, begun, "notes", rank, "notes-without-head", cert="medium")
    for at in subheads:
        heads = (("", found[at].start, found[at].end),)
        yield Division(at, at + 1, at + 1, "notes", rank + 0.25, "notes-subhead", heads=heads, cert="medium")


def _settle_trailers(siblings: Sequence[Division], after_text: bool) -> None:
    """A closing line ends its division; where something follows, or nothing precedes, it is a section."""
    for at, one in enumerate(siblings):
        begun = siblings[at - 1].place == one.place if at else after_text
        if one.type == "trailer" and (at + 1 < len(siblings) or not begun):
            one.type, one.rule = "section", "section-by-gap"
        _settle_trailers(one.inner, bool(one.own))


def _without_loose_front(tree: list[Division]) -> list[Division]:
    """What stands before the first division of the front is a division too."""
    if not tree or tree[0].place != "front" or not tree[0].first:
        return tree
    loose = Division(0, tree[0].first, 0, "liminal", 0, "gap-in-front", cert="medium", place="front")
    return [loose, *tree]


def _half_title(tree: list[Division]) -> list[Division]:
    """A title before the first division of the body, where it is the only one of its kind, heads the body."""
    stories = [one for one in tree if one.type == "story" and one.inner and one.inner[0].first == one.text]
    first = next((one for one in tree if one.place == "body"), None)
    if stories == [first] and first is not None:
        first.type = "half-title"
    return tree


def acts(found: Sequence[Block], heads: Sequence[Heading], language: str, known: Play) -> list[Division]:
    """Divisions of a play: acts, scenes with and without headings, choruses, the lines that end an act."""
    opened: dict[int, Division] = {}
    split: dict[int, Division] = {}
    parts = lexicon(language).parts
    outer = frozenset((*parts.front, *parts.back))
    heads = _played(heads, known)
    start = next((one.first for one in heads if one.type in ("act", "scene")), 0)
    beside = _ACT_RANK if any(one.type == "act" for one in heads) else _SCENE_RANK
    for one, after in zip(heads, [*heads[1:], None], strict=False):
        if one.kind == "title" and (one.first > start or found[one.first].text[0] in "([_"):
            continue
        begun = any(other.type == "prologue" for other in opened.values())
        opened[one.first] = _act_or_scene(one, _next_to(one, after), outer, beside, begun)
        if match := _SCENE_IN_ACT.fullmatch(found[one.first].source, found[one.first].start, found[one.first].end):
            split[one.first] = _split_head(opened[one.first], found[one.first], match)
    if known.listed:
        opened |= _of_persons(found, known.listed)
    before = start - 1
    if before > 0 and before not in opened and _may_head(found[before], language):
        head = ("", found[before].start, found[before].end)
        opened[before] = Division(before, start, start, "play", 1, "title-after-gap", heads=(head,))
    text, gap, spoken = 0, _usual_gap(found, known), _first_scene(known)
    for at, block in enumerate(found[start:], start):
        if at in opened:
            text = opened[at].text
            continue
        if trailer(block, language) and block.blanks > 1 and at > text and text:
            opened[at] = Division(at, at + 1, at, "trailer", _ACT_RANK + 1, "trailer")
        elif _SCENE.match(block.text) and (block.blanks > 1 or at - 1 in opened) and len(block.text) < 400:
            head = ("", block.start, block.end)
            opened[at] = Division(at, at + 1, at + 1, "scene", _SCENE_RANK, "scene-head", heads=(head,))
            text = at + 1
        elif block.blanks > gap and at >= spoken:
            opened[at] = Division(at, at, at, "scene", _SCENE_RANK, "scene-by-gap", cert="medium")
    opened |= _places(found, [one for one in opened.values() if one.rule == "scene-by-gap"], known, language)
    return [one for at in sorted(opened) for one in (opened[at], *([split[at]] if at in split else []))]


def _places(found: Sequence[Block], gaps: Sequence[Division], known: Play, language: str) -> dict[int, Division]:
    """Scenes headed by the place where they are played, where most that a gap parts are: Jaxthausen. Im Spessart."""
    small = words(language).small
    alone = [one for one in gaps if one.first not in known.labelled and _stands_over(found, one.first)]
    titled = sum(is_title(found[one.first].words, small) for one in alone)
    if titled < _SEVERAL or titled * 2 < len(gaps):
        return {}
    heads = {one.first: (("", found[one.first].start, found[one.first].end),) for one in alone}
    return {
        at: Division(at, at + 1, at + 1, "scene", _SCENE_RANK, "scene-by-place", heads=head, cert="medium")
        for at, head in heads.items()
    }


def _stands_over(found: Sequence[Block], at: int) -> bool:
    """True for a line without a full stop that stands farther from what is before it than from what follows."""
    if at + 1 == len(found) or len(found[at].lines) > 1 or len(found[at].text) > _LONGEST_PLACE:
        return False
    return found[at].text[0].isupper() and found[at].text[-1].isalpha() and found[at + 1].blanks < found[at].blanks


def _may_head(block: Block, language: str) -> bool:
    """True for the title of a play before its first act, not for words that tell its place and time."""
    told = lexicon(language).drama.settings_of_play
    place = re.match(rf"[_(\[]*(?:{alternatives(told)})\b", block.text, re.IGNORECASE)
    return block.blanks > 1 and len(block.text) < _LONGEST_TITLE and not place


def _played(heads: Sequence[Heading], known: Play) -> list[Heading]:
    """The headings, those of acts left out that are followed by the next without a speech: a list of the scenes."""
    numbered = [one for one in heads if one.type == "act"]
    empty = {
        one.first
        for one, after in pairwise(numbered)
        if known.labelled and not any(one.first < at < after.first for at in known.labelled)
    }
    return [one for one in heads if one.first not in empty]


def _first_scene(known: Play) -> int:
    """The block from which on a gap may part scenes: after the list of persons."""
    return known.listed.last if known.listed else 0


def _usual_gap(found: Sequence[Block], known: Play) -> int:
    """The blank lines that stand before most speeches; more of them part scenes."""
    gaps = Counter(found[at].blanks for at in known.labelled)
    return max(1, gaps.most_common(1)[0][0] if gaps else 1)


def _of_persons(found: Sequence[Block], listed: Personae) -> dict[int, Division]:
    """The division of the list of persons, with the heading before it."""
    first = listed.head if listed.head >= 0 else listed.first
    heads = ("", found[listed.head].start, found[listed.head].end)
    persons = Division(
        first, listed.last, listed.first, "castList", 0, "cast-list", heads=(heads,) if listed.head >= 0 else ()
    )
    return {first: persons}


def _act_or_scene(one: Heading, after: Heading | None, outer: frozenset[str], beside: float, begun: bool) -> Division:
    """The division of a heading; prologues have the rank `beside`, a title is the play's unless one has `begun`."""
    division = _opened(one, after, outer)
    if division.type == "chorus":
        division.rank = _SCENE_RANK
    elif division.type in ("prologue", "epilogue"):
        division.rank = beside
    elif one.kind == "title":
        division.rank, division.type = (beside, "scene") if begun else (1, "play")
    elif division.type == "chapter" and not one.number:
        division.rank, division.type = _SCENE_RANK, "scene"
    return division


def _split_head(act: Division, block: Block, match: re.Match[str]) -> Division:
    """Give the scene whose head stands on the line of the act's a division of its own."""
    cut, end = match.start("scene"), match.end("act")
    scene = replace(act, type="scene", rank=_SCENE_RANK, number=0, heads=(("", cut, block.end),), inner=[])
    act.heads = (("", block.start, end),)
    act.text = act.first
    return scene


def _openings(found: Sequence[Block], heads: Sequence[Heading], language: str) -> list[Division]:
    known = lexicon(language).parts
    front, back = frozenset(known.front), frozenset(known.back)
    ranked = [one for one in heads if one.kind not in ("named", "title")]
    opened = [
        _opened(one, _next_to(one, after), front | back) for one, after in zip(heads, [*heads[1:], None], strict=False)
    ]
    start = ranked[0].first if ranked else next((d.first for d in opened if d.type not in front), len(found))
    taken = {block for one in opened for block in range(one.first, one.text + 1)}
    gap = wide_gap(found, [one for one in heads if one.kind != "title"])
    ends = {one.end for one in heads if 0 < one.end < len(found)}
    if heads:
        gaps = {at for at in range(1, start) if at not in taken and found[at].blanks >= max(gap, 2)}
        gaps |= ({0} if found and 0 not in taken and start else set()) | (ends - {one.first for one in opened})
        edges = sorted({*gaps, *(one.first for one in opened), len(found)})
        after = dict(pairwise(edges))
        if 0 in gaps and not ranked and _is_first_piece(found, after[0], opened, known.small):
            gaps.remove(0)
            head = ("", found[0].start, found[0].end)
            opened.append(Division(0, 1, 1, "chapter", NAMED_RANK, "title-after-gap", heads=(head,), cert="medium"))
        opened += [_liminal(found, at, after[at], bool(ranked), language) for at in sorted(gaps)]
    else:
        opened += _sections(found)
    return sorted(opened, key=lambda one: one.first)


def _is_first_piece(found: Sequence[Block], end: int, opened: Sequence[Division], small: Collection[str]) -> bool:
    """True for a title with text before the next title alike, about as much as that one has: no front matter."""
    after = min(opened, key=lambda one: one.first, default=None)
    if after is None or after.rule != "title-after-gap" or not is_title(found[0].words, frozenset(small)):
        return False
    ends = [one.first for one in opened if one.first > end] or [len(found)]
    size = sum(len(block.text) for block in found[1:end])
    return size * _FIRST_PIECE >= sum(len(block.text) for block in found[after.text : min(ends)]) > 0


_FIRST_PIECE: Final = 4
"""What part of the size of the second the first of several pieces has at least."""


def _next_to(one: Heading, after: Heading | None) -> Heading | None:
    """The next heading, where nothing stands between."""
    return after if after and after.first == one.last else None


def _opened(one: Heading, after: Heading | None, outer: frozenset[str]) -> Division:
    rank: float = 0 if one.kind == "named" and (one.type in outer or one.type == "boilerplate") else one.rank
    kind = one.type
    if one.kind == "title" and after and after.kind in ("numbered", "bare"):
        rank, kind = min(STORY_RANK, after.rank) - 0.5, "story"
    rule = {"numbered": "numbered-head", "bare": "number-alone", "named": "named-head", "title": "title-after-gap"}
    named = rule.get(one.kind, one.kind)
    return Division(one.first, one.last, one.last, kind, rank, named, max(one.number, 0), one.parts, one.cert)


def _liminal(found: Sequence[Block], at: int, end: int, ranked: bool, language: str) -> Division:
    """What wide gaps set apart before the first division: front matter, if that one is numbered or this is short.

    What is long is no front matter, but the first piece of the text, which has no heading.
    """
    size = sum(len(block.text) for block in found[at:end])
    first_piece = size > _FRONT and size * _PARTS > sum(len(block.text) for block in found)
    if first_piece or (not ranked and len(found[at].text) > _DEDICATED):
        return Division(at, at, at, "section", NAMED_RANK, "section-by-gap", cert="medium")
    if all(lists_headings(block, words(language)) for block in found[at:end]):
        return Division(at, at, at, "contents", 0, "contents", cert="medium")
    kind = "dedication" if _DEDICATION.match(found[at].text) and len(found[at].text) < _DEDICATED else "liminal"
    return Division(at, at, at, kind, 0, "gap-in-front", cert="medium")


_FRONT: Final = 12_000
_PARTS: Final = 25
"""Characters of front matter at most, and the part of a text that it may be."""


def _sections(found: Sequence[Block]) -> Iterator[Division]:
    """Divisions without headings: a text that has none, yet sets some paragraphs apart by wider gaps."""
    wide = [at for at, block in enumerate(found) if at and block.blanks > 1]
    if len(wide) < 2 or len(wide) * 3 > len(found):
        return
    for at in [0, *wide]:
        yield Division(at, at, at, "section", NAMED_RANK, "section-by-gap", cert="medium")


def _goes_into(one: Division, outer: Division) -> bool:
    """True for what may stand inside front or back matter: notes, and in a glossary its entries."""
    return one.rule in _OF_NOTES or (outer.type == "appendix" and one.rule in ("headword", "letter-of-alphabet"))


def _tree(openings: Sequence[Division], end: int) -> Iterator[Division]:
    stack: list[Division] = []
    for one in openings:
        while stack and (stack[-1].rank >= one.rank or (not stack[-1].rank and not _goes_into(one, stack[-1]))):
            stack.pop().last = one.first
        if stack:
            stack[-1].inner.append(one)
        else:
            yield one
        one.last = end
        stack.append(one)
    for one in stack:
        one.last = end


def _placed(tree: list[Division], language: str) -> list[Division]:
    place = lexicon(language).parts
    at = 0
    while at < len(tree) and (tree[at].type in (*place.front, "boilerplate") or tree[at].rule == "gap-in-front"):
        tree[at].place = "front"
        at += 1
    end = len(tree)
    while end > at and tree[end - 1].type in (*place.back, "boilerplate"):
        end -= 1
        tree[end].place = "back"
    if at == end and tree:
        for one in tree[:at] if tree[0].first else tree[at:] or tree:
            one.place = "body"
    return tree


def as_poems(tree: Sequence[Division]) -> None:
    """In a book of verse the innermost divisions of the body are poems."""
    for one in tree:
        if one.type == "chapter" and not one.inner and one.place == "body":
            one.type = "poem"
        as_poems(one.inner)


def numbered(tree: Sequence[Division], ids: Iterator[int]) -> None:
    """Give the divisions their ids, in document order."""
    for one in tree:
        one.id = f"d.{next(ids)}"
        numbered(one.inner, ids)


def targets(tree: Sequence[Division], text: str) -> dict[str, str]:
    """Ids of the divisions by the words of their headings, whole and line by line."""
    found: dict[str, str] = {}
    for one in tree:
        if one.type != "contents" and one.heads:
            lines = [key(text[start:end]) for _, start, end in one.heads]
            for words in (" ".join(lines), *reversed(lines)):
                found.setdefault(words, one.id)
        for words, id in targets(one.inner, text).items():
            found.setdefault(words, id)
    return found


def trailer(block: Block, language: str) -> bool:
    """True for THE END and its like."""
    return len(block.text) < 80 and words(language).trailer.fullmatch(block.words) is not None
