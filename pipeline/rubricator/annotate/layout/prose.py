"""Blocks of a prose division: a chain of recognisers, each asked in turn, and the paragraph when none knows.

A recogniser sees the blocks and a place; it answers with the number of blocks it takes and what it says
of them, or with None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rubricator.annotate.drama import dialogue, scenes
from rubricator.annotate.drama.plays import Stage
from rubricator.annotate.drama.turns import Talk
from rubricator.annotate.layout import furniture, lists, preformatted, registers, tables
from rubricator.annotate.layout.attributions import attributed_line, is_attributed, is_attribution
from rubricator.annotate.layout.breaks import broken
from rubricator.annotate.layout.divisions import trailer
from rubricator.annotate.layout.headings import is_title, words
from rubricator.annotate.letters import letters
from rubricator.annotate.letters.parts import is_dateline
from rubricator.annotate.notes.apparatus import Apparatus
from rubricator.annotate.speech import block_quotations as quotations
from rubricator.annotate.verse.arguments import argument
from rubricator.annotate.verse.lines import is_ragged, is_verse, paragraphs, stanza
from rubricator.model.document import Annotation
from rubricator.reading.blocks import Block, Page
from rubricator.reading.named_persons import NamedPersons

_SPOKEN: Final = re.compile(r"^[—–-]{1,2}\s?[«„“\"]|[»”]$|\b[a-zà-ÿ]{3,40}[.!?…] \S")
"""What shows that words after a dash are talk: marks of quotation, the end of a sentence after a small word."""
_MOTTOES: Final = ("liminal", "epigraph", "dedication")
"""Divisions without a heading that may hold a motto."""
_POEMS: Final = ("chapter", "poem", "section", "part", "book", "canto", "")
"""Divisions of a book of verse that hold verse."""
_BREAK: Final = 3
"""Blank lines that may be a break in a text whose paragraphs stand a line or none apart."""
_RARE: Final = 0.1
"""Share of the paragraphs before which a break stands at most."""
_FEW: Final = 4
"""So many are few in any text."""
_TEXT: Final = ("p", "said", "saidBlock")
_FIRST_WORD: Final = 24
_EPIGRAPH: Final = 1500
"""Most characters of a motto."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: in a text set like `page`, in that language, in a division of that type.

    `headed` where headings stand before them; `final` where no inner division follows them; `verse` in a
    book of verse; `targets` are the ids of divisions by their headings, `furniture` the kinds of page furniture by
    their offsets, `listings` the ends of listings by their starts, `author` the author's id; `talk` in a transcript or
    dialogue, `spoken` inside one of its speeches; `notes` what is a note and stands apart from all of this.
    """

    page: Page
    language: str = "en"
    division: str = ""
    headed: bool = False
    final: bool = True
    verse: bool = False
    stage: Stage | None = None
    talk: Talk | None = None
    spoken: bool = False
    persons: NamedPersons = field(default_factory=NamedPersons)
    targets: Mapping[str, str] = field(default_factory=dict)
    furniture: Mapping[int, str] = field(default_factory=dict)
    listings: Mapping[int, int] = field(default_factory=dict)
    author: str = ""
    notes: Apparatus = field(default_factory=Apparatus)


Recognised = tuple[int, list[Annotation]] | None
Recogniser = Callable[[Sequence[Block], int, Setting], Recognised]


def prose(found: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """Annotations of the blocks of one division."""
    at, begun, before = 0, False, ""
    while at < len(found):
        last = at == len(found) - 1 and begun and setting.final and setting.division != "notes"
        if last and trailer(found[at], setting.language):
            yield Annotation("trailer", found[at].start, found[at].end, {}, "trailer")
            return
        count, made = _recognised(found, at, setting)
        if before == made[0].layer == "p":
            yield from broken(found[at - 1], found[at], setting.language)
        if begun and found[at].blanks >= _BREAK and made[0].layer in _TEXT and _is_rare(found[at], setting):
            yield _break(found[at])
        begun = begun or made[0].layer not in ("epigraph", "figure", "pb")
        yield from made
        at, before = at + count, made[-1].layer


def _break(block: Block) -> Annotation:
    """The break that a space means, in the line before the block that comes after it."""
    line = block.source.rfind("\n", 0, block.start)
    before = block.source.rfind("\n", 0, max(line, 0)) + 1
    return Annotation("milestone", before, before, {"unit": "break"}, "break-by-space", "medium")


def _is_rare(block: Block, setting: Setting) -> bool:
    """True where most paragraphs stand nearer to each other, so that the space says something."""
    gaps = setting.page.gaps
    return not setting.verse and gaps[block.blanks] <= max(_RARE * gaps.total(), _FEW) and gaps[1] * 2 >= gaps.total()


def _recognised(found: Sequence[Block], at: int, setting: Setting) -> tuple[int, list[Annotation]]:
    known = _NOTES if setting.division == "notes" else _PLAIN if _begins_plainly(found[at]) else _RECOGNISERS
    for recogniser in known:
        if setting.spoken and recogniser in _NOT_SPOKEN:
            continue
        if taken := recogniser(found, at, setting):
            return taken
    return 1, [_paragraph(found[at])]


def _begins_plainly(block: Block) -> bool:
    """True where the first word is no mark, number or label: most paragraphs."""
    word = block.text[:_FIRST_WORD].partition(" ")[0].lstrip('“"‘')
    return word.isalpha() and not word[1:2].isupper()


def _paragraph(block: Block) -> Annotation:
    return Annotation("p", block.start, block.end, {}, "paragraph")


def _separator(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    return (1, [*furniture.separator(found[at])]) if furniture.is_separator(found[at]) else None


def _page_furniture(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    if furniture.is_page_mark(found[at]):
        return 1, [*furniture.page_marks(found[at].source, found[at].start, found[at].end)]
    kind = setting.furniture.get(found[at].start)
    return (1, furniture.furniture_block(found[at], kind)) if kind else None


def _drop_capital(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    """A large first letter on a line of its own, which the paragraph below goes on with."""
    if len(found[at].text) > 1 or not found[at].text.isupper() or at + 1 == len(found):
        return None
    after = found[at + 1]
    if not _GOES_ON.match(after.text):
        return None
    return 2, [Annotation("p", found[at].start, after.end, {}, "drop-capital", "medium")]


_GOES_ON: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ]+(?:['’][^\W\d_a-zß-öø-ÿ]+)?[\s,;]")
"""The rest of a first word printed in capitals."""


def _listing(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    end = setting.listings.get(found[at].start)
    if not end:
        return None
    last = next((n for n in range(at, len(found)) if found[n].end >= end), -1)
    return (last + 1 - at, [preformatted.listing(found[at : last + 1])]) if last >= 0 else None


def _register(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    return None if setting.verse else registers.register(found, at, setting.page, setting.division)


def _unmarked(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    """A list without marks: of ingredients, of terms with what they mean."""
    if setting.verse:
        return None
    return registers.ingredients(found, at, setting.page) or registers.glosses(found, at, setting.page)


def _figure(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    one = furniture.figure(found, at, setting.language)
    return None if one and not setting.division and _only_figures(found, setting.language) else one


def _only_figures(found: Sequence[Block], language: str) -> bool:
    """True where nothing else stands there; a body cannot hold figures alone."""
    at = 0
    while at < len(found) and (one := furniture.figure(found, at, language)):
        at += one[0]
    return at == len(found)


def _table(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    return tables.table(found, at)


def _list(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    one = lists.listed(found, at, setting.page.indent)
    if one is None:
        return None
    made = [*lists.list_annotations(one)]
    author = quotations.author_of_articles(found[at - 1], setting.persons, setting.language) if at else None
    source = {"source": author} if author else {}
    if author is not None:
        made += _quoted_items(one, source)
    for blocks in one.inner.values():
        made += _inner(blocks, source, setting)
    return one.last - at, made


def _quoted_items(one: lists.Listed, source: dict[str, str]) -> Iterator[Annotation]:
    """The words of each item as a quotation: theses, articles, clauses (ENCODING 7)."""
    for at, entry in enumerate(one.entries):
        yield Annotation("quoteBlock", entry.start, entry.end, source, "articles", "medium")
        if at not in one.inner:
            yield Annotation("p", entry.start, entry.end, {}, "paragraph")


def _inner(blocks: Sequence[Block], source: dict[str, str], setting: Setting) -> Iterator[Annotation]:
    """Blocks inside an item: figures, tables, lists, and paragraphs as a quotation, for they are set apart from it."""
    quoted: list[Block] = []
    at = 0
    while at < len(blocks):
        drawn = furniture.figure(blocks, at, setting.language) or tables.table(blocks, at) or _list(blocks, at, setting)
        if drawn:
            yield from _set_apart(quoted, source)
            yield from drawn[1]
            quoted = []
        else:
            quoted.append(blocks[at])
        at += drawn[0] if drawn else 1
    yield from _set_apart(quoted, source)


def _set_apart(blocks: Sequence[Block], source: dict[str, str]) -> Iterator[Annotation]:
    if blocks:
        yield Annotation("quoteBlock", blocks[0].start, blocks[-1].end, source, "paragraph-in-item", "medium")
        yield from map(_paragraph, blocks)


def _speech(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    return (1, [*dialogue.speech(found[at], setting.persons, setting.author)]) if dialogue.scripted(found, at) else None


def _scene(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    begun = scenes.scene_length(found, at, setting.language)
    if begun is None:
        return None
    count, how = begun
    inner = replace(setting, division="", headed=False, final=False)
    return count, [*scenes.scene(found[at : at + count], how, lambda blocks: prose(blocks, inner))]


def _letter(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    read = None if at or not setting.final else _WHOLE.get(setting.division)
    one = read(found, setting.language) if read else None
    whole = one is not None
    one = one or letters.letter(found, at, setting.language)
    if one is None:
        return None
    inner = letters.body(found, at, one)
    page = setting.page._replace(indent=max(setting.page.indent, min((block.indent for block in inner), default=0)))
    between = prose(inner, replace(setting, division="", headed=False, page=page))
    return one.count, [*letters.letter_annotations(found, at, one, not whole, between, setting.language)]


_WHOLE: Final[Mapping[str, Callable[[Sequence[Block], str], letters.Letter | None]]] = {
    "letter": letters.whole_letter,
    **dict.fromkeys(("preface", "dedication", "introduction", "liminal"), letters.signed_front),
}
"""Divisions that are a letter as a whole, or may be signed as one."""


def _epigraph(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    """A motto at the head of a division: verse, or prose with the line that says whose it is."""
    if at > (setting.division == "dedication") or not (setting.headed or setting.division in _MOTTOES):
        return None
    if found[at].text.rstrip("-—– ").endswith(":"):
        return None
    if is_attributed(found[at]):
        return 1, [
            Annotation("epigraph", found[at].start, found[at].end, {}, "epigraph", "medium"),
            _paragraph(found[at]),
        ]
    end = at
    while end < len(found) and _is_quoted_verse(found[end], setting) and not is_attribution(found[end], found[at:end]):
        end += 1
    verses = end
    if end == at:
        end = _attribution(found, at, setting.language)
        if _is_dialogue(found, at, end) or any(block.text.startswith("[") for block in found[at:end]):
            return None
        longest = _EPIGRAPH * (1 if setting.headed else 4)
        if end == at or sum(len(block.text) for block in found[at:end]) > longest:
            return None
    attributed = end < len(found) and is_attribution(found[end], found[at:end])
    cut = 0 if attributed or not verses else attributed_line(found[end - 1])
    if verses and not (attributed or cut) and (setting.verse or (end == len(found) and setting.headed)):
        return None
    if verses and not (attributed or cut) and _is_long(found[at:end]):
        return None
    last = end + attributed
    if at and last < len(found):
        return None
    made = [Annotation("epigraph", found[at].start, found[last - 1].end, {}, "epigraph", "medium")]
    if cut:
        block = found[end - 1]
        made += _verses([*found[at : end - 1], block.part(0, cut)], setting)
        return last - at, [*made, _paragraph(block.part(cut, len(block.lines)))]
    made += [*_verses(found[at:end], setting)] if verses else [*_quoted(found[at:end], "epigraph")]
    return last - at, [*made, *([_paragraph(found[end])] if attributed else [])]


def _attribution(found: Sequence[Block], at: int, language: str) -> int:
    """The block that says whose the motto is that begins with another; that one where none does."""
    near = range(at + 1, min(at + 4, len(found)))
    end = next((n for n in near if is_attribution(found[n], found[at:n])), at)
    return at if is_dateline(found[end], language) else end


def _is_quoted_verse(block: Block, setting: Setting) -> bool:
    """True for lines of verse, the last of which may say whose they are."""
    cut = attributed_line(block)
    return is_verse(block.part(0, cut) if cut else block, setting.page)


def _argument(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    """What the division is about, told right under its headings."""
    return argument(found, at, setting.language, setting.page) if setting.headed and not at else None


def _is_dialogue(found: Sequence[Block], first: int, last: int) -> bool:
    """True where a dash opens talk, not the name of an author: it is asked, cried, or answered after a dash."""
    talk = (found[first], *found[last + 1 : last + 4])
    if last == first or found[last].text[0] not in "—–-_":
        return False
    if _SPOKEN.search(found[last].words) or found[last].text.rstrip()[-1:] in "?!…":
        return True
    return any(block.text[0] in "—–-" for block in talk)


def _quoted(blocks: Sequence[Block], rule: str) -> Iterator[Annotation]:
    yield Annotation("quoteBlock", blocks[0].start, blocks[-1].end, {}, rule)
    yield from map(_paragraph, blocks)


def _verse(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    end = at
    known = is_ragged if setting.verse and setting.division in _POEMS else is_verse
    while end < len(found) and _is_line(found[end], known, setting) and (end == at or found[end].blanks <= 1):
        end += 1
    single = all(len(block.lines) == 1 for block in found[at:end])
    if end == at or (single and (known is is_ragged or setting.listings)):
        return None
    if setting.verse or (setting.headed and not at and end == len(found)) or _stands_alone(found, at, end, setting):
        return end - at, [*_poem(found[at:end], setting)]
    return end - at, [*_verses(found[at:end], setting)]


_MOTTO: Final = 24
"""Lines that a motto in verse has at most: about those of a page."""
_LIMINAL: Final = frozenset({"dedication", "liminal"})


def _stands_alone(found: Sequence[Block], at: int, end: int, setting: Setting) -> bool:
    """True for a poem that is all of its division, but for a line of address and a signature: no one else's words."""
    own = setting.headed or setting.division in _LIMINAL
    return own and at <= 1 and end >= len(found) - 1 and _is_long(found[at:end])


def _is_long(verses: Sequence[Block]) -> bool:
    return sum(len(block.lines) for block in verses) > _MOTTO


def _is_line(block: Block, known: Callable[[Block, Page], bool], setting: Setting) -> bool:
    """True for verse; the mark of a page is none."""
    return not furniture.is_page_mark(block) and known(block, setting.page)


def _verses(blocks: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    """Verse quoted in prose: one quotation, a stanza for each block."""
    yield Annotation("quoteBlock", blocks[0].start, blocks[-1].end, {}, "verse")
    yield from _stanzas(blocks, setting)


def _poem(blocks: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    if len(blocks) > 1:
        yield Annotation("lg", blocks[0].start, blocks[-1].end, {"type": "poem"}, "verse")
    if titled := _has_title(blocks, setting.language):
        yield Annotation("head", blocks[0].start, blocks[0].end, {}, "title-of-poem", "medium")
    yield from _stanzas(blocks[titled:], setting)


def _has_title(blocks: Sequence[Block], language: str) -> bool:
    """True where the first block is a title over the stanzas: short, in capitals or title case, without a mark."""
    if len(blocks) < 2 or len(blocks[0].lines) > 2 or len(blocks[1].lines) < 2:
        return False
    return is_title(blocks[0].words, words(language).small)


def _stanzas(blocks: Sequence[Block], setting: Setting) -> Iterator[Annotation]:
    first = 1
    for block in blocks:
        for part in paragraphs(block):
            yield from stanza(part, setting.page, first)
            first += len(part.lines)


def _quotation(found: Sequence[Block], at: int, setting: Setting) -> Recognised:
    one = quotations.quotation(found, at, setting.persons, setting.language)
    if one is None:
        return None
    made = [*quotations.block_quotation(found, at, one, setting.author)]
    if one.rule == "lead-in-breaks-off":
        made += quotations.cut_lead_in(found[at - 1])
    return one.count, made


_RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    _page_furniture,
    _drop_capital,
    _listing,
    _separator,
    _figure,
    _argument,
    _register,
    _epigraph,
    _list,
    _speech,
    _scene,
    _letter,
    _table,
    _unmarked,
    _verse,
    _quotation,
)
_NOTES: Final[tuple[Recogniser, ...]] = (_page_furniture, _separator, _figure)
_PLAIN: Final[tuple[Recogniser, ...]] = (
    _page_furniture,
    _drop_capital,
    _listing,
    _argument,
    _register,
    _epigraph,
    _letter,
    _table,
    _unmarked,
    _verse,
    _quotation,
)
"""For blocks that begin with a word: no separators, figures, lists, labels of speakers."""
_NOT_SPOKEN: Final[frozenset[Recogniser]] = frozenset({_epigraph, _speech, _scene, _letter})
"""What no speech of a transcript holds."""
