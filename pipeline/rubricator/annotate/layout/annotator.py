"""Structure: plain text to front, body and back, divisions, headings and blocks (chapters 3, 4, 6, 7).

Lines become blocks, blocks are zoned (boilerplate, title page, divisions), and each division's own
blocks are told apart by the recogniser of its kind: prose, verse, drama, contents, notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from rubricator.annotate.layout import breaks
from rubricator.annotate.layout.boilerplate import boilerplate, own_part
from rubricator.annotate.layout.collection import collection
from rubricator.annotate.layout.furniture import furniture_block, italics, page_marks, unscanned
from rubricator.annotate.layout.genre import genre
from rubricator.annotate.layout.pages import over_pages
from rubricator.annotate.layout.parts import parts, unfound
from rubricator.annotate.layout.parts import stated as stated_parts
from rubricator.annotate.layout.preformatted import untouched
from rubricator.annotate.layout.texts import read, shared
from rubricator.annotate.layout.title_page import title_page, title_page_length
from rubricator.annotate.notes.apparatus import apparatus, parted
from rubricator.annotate.passages import with_languages
from rubricator.annotate.stages import annotator
from rubricator.annotate.verse.numbers import counted, line_numbers, unnumbered
from rubricator.annotate.verse.numbers import furniture as line_furniture
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import TextPart
from rubricator.model.explanation import Verdict
from rubricator.reading.blocks import Block, blocks, page
from rubricator.reading.named_persons import NamedPersons

RULES = {
    "genre": "the kind of the text as a whole, by what explains most of it",
    "frame": "front, body and back by the divisions they hold",
    "collection": "texts of several kinds, each long and with a title of its own",
    "title-page": "short lines before the first wide gap",
    "byline": "a name after by on the title page",
    "numbered-head": "a word such as Chapter with a number",
    "number-alone": "a number alone, one of a rising series",
    "named-head": "a heading known by name, such as Preface",
    "title-after-gap": "a short line in capitals or title case after a wide gap",
    "gap-in-front": "a stretch set apart by wide gaps before the first numbered division",
    "section-by-gap": "a section without heading, set apart by blank lines throughout the document",
    "notes-without-head": "a run of numbered notes at the end",
    "notes-head": "a heading over a series of notes",
    "notes-subhead": "a short line between the notes of two chapters",
    "note": "a paragraph or stanza of a note",
    "paragraph": "lines between two blank lines",
    "verse": "lines whose shape speaks for verse: room at the end, capitals, indentation, rhyme",
    "argument": "phrases between dashes, or a paragraph under a word such as Argument, right after a heading",
    "title-of-poem": "a short line in capitals or title case over stanzas",
    "line-number": "figures in the margin that count the lines between them",
    "epigraph": "verse, or prose with an attribution, at the head of a division",
    "list": "lines that begin with numbers or marks; n counts the items through",
    "paragraph-in-item": "a paragraph between two items of one list",
    "articles": "an item of a list that somebody's theses, articles or clauses were announced for",
    "speech-in-prose": "a name in capitals and a colon, more than once near by",
    "letter": "a salutation, and a signature or closing words after it",
    "letter-head": "a line that says to whom a letter is, one of a series",
    "letter-alone": "a text that begins and ends as a letter does",
    "dated-entry": "a paragraph or heading that begins with a day, one of a series of rising days",
    "cross-reference": "words in capitals that are the headword of another entry",
    "headword": "a paragraph that begins with a headword, one of a series in the order of the alphabet",
    "letter-of-alphabet": "a letter over the headwords that begin with it",
    "drop-capital": "a large first letter on a line of its own, before the rest of its word",
    "break-by-space": "more blank lines than before other paragraphs, inside a division",
    "separator": "a row of asterisks or the like",
    "contents": "a line of a printed table of contents",
    "boilerplate": "before the start mark of an archive, or after its end mark",
    "italics": "words between underscores or other marks of emphasis",
    "answer": "the paragraph after a question in a block quotation",
    **breaks.RULES,
    "figure": "a picture that the text names in brackets",
    "numbers-missing": "headings of one series whose numbers do not rise by one",
    "heading-again": "the heading of an outer division, printed again above one inside it",
    "page-number": "a page number of the print in brackets",
    "listing": "code, a command, a grammar or a diagram: lines kept as they are printed",
    "register": "lines in the order of the alphabet, or an index",
    "lines-apart": "lines with quantities, or short lines that the one before announces",
    "gloss": "terms, each with what it means set in below",
    "table": "lines that all have the same number of columns, parted by white space or rules",
    "lead-in": "a paragraph that ends in a colon and names a saying or a document",
    "lead-in-breaks-off": "a paragraph that stops inside its sentence before words of another",
    "inserted-attribution": "the author's bracket with a verb of saying in the first sentence",
    "call-at-end": "first person and present after reported speech, up to the call of a note",
    "scene-head": "a line that begins with Scene",
    "scene-by-place": "a scene headed by the place where it is played, as most of the play's are",
    "scene-by-gap": "a scene without heading, set apart by blank lines",
    "trailer": "a closing line such as The End",
    "cast-list": "a line of the list of persons",
    "setting": "words before the first speech of an act or scene",
    "speech": "a speaker's label in the rendition of the play",
    "speech-of-several": "All, Both or one of a kind, given to those on stage by entrances, exits and speeches",
    "speech-without-label": "words between directions that no label gives to a speaker",
    "stage-direction": "words in brackets, or a line of entrance or exit",
    "verse-in-speech": "lines that end before the margin and begin with capitals",
    "stanza-in-speech": "four lines with crossed rhymes, or the rhymes of a song",
    "prose-in-speech": "lines that fill the measure or begin with small letters",
}


@annotator(
    writes={
        "front", "body", "back", "group", "text", "titlePage", "docTitle", "titlePart", "byline", "docAuthor",
        "docDate", "docImprint", "docEdition", "div", "head", "p", "lg", "l", "quoteBlock", "saidBlock", "epigraph",
        "argument", "ab", "milestone", "trailer", "list", "item", "label", "table", "row", "cell", "figure", "fw", "pb",
        "address", "addrLine", "floatingText", "opener", "closer", "salute", "signed", "dateline", "postscript",
        "interpolation", "gap", "flag", "fileNote", "hi", "pc", "ref", "castList", "castItem", "role", "roleDesc", "sp",
        "speaker", "stage",
    },
    rules=RULES,
    any_language=True,
)  # fmt: skip
def structure(document: Document, context: Context) -> Iterator[Annotation]:
    """Blocks of the document."""
    found = blocks(document.text)
    if not found:
        yield Annotation("body", 0, len(document.text), rule="frame")
        yield Annotation("ab", 0, len(document.text), {"type": "unclear"}, "frame", "low")
        return
    made = over_pages(untouched(_structured(found, context)), document.text)
    yield from with_languages(made, document.text, context.edition.edition.language)


def _doubtful_genre(main: Sequence[Block], told: Verdict | None) -> Iterator[Annotation]:
    """What an editor must know where another genre explains nearly as much."""
    if told and told.narrow:
        reason = (
            f"This text was read as {told.best.reading} ({told.best.share:.0%} of it); {told.second.reading} explains "
            f"nearly as much ({told.second.share:.0%}). State the genre in edition.toml where it is another."
        )
        yield Annotation("flag", main[0].start, main[0].start, {"reason": reason, "kind": "genre"}, "genre", "low")


def _unknown_parts(main: Sequence[Block], told: Sequence[TextPart]) -> Iterator[Annotation]:
    """What an editor must know of a text stated in edition.toml whose heading stands nowhere."""
    for words in unfound(main, told):
        reason = f"No heading “{words}” begins a text, as [[edition.part]] in edition.toml says."
        yield Annotation("flag", main[0].start, main[0].start, {"reason": reason, "kind": "genre"}, "genre", "low")


def _structured(found: Sequence[Block], context: Context) -> Iterator[Annotation]:
    """The one text, or the texts of a collection, between what an archive wrote around them."""
    meta = context.edition.edition
    first, last = own_part(found[0].source)
    noted = apparatus(found[first:last], meta.language)
    numbers = line_numbers(found[first:last])
    inner, scanned = unscanned(unnumbered(parted(found[first:last], noted), numbers), meta.language)
    titled = title_page_length(inner, meta.language)
    main, ids = inner[titled:], count(1)
    stated = meta.genre if "genre" not in context.edition.guessed else ""
    known = shared(page(inner), meta.language, NamedPersons(context.authority), meta.author_id, noted)
    whole = (0, len(found[0].source))
    body = (main[0].start if first or titled else 0, main[-1].end if last < len(found) else whole[1])
    told = stated_parts(main, meta.part, meta.language)
    yield from _unknown_parts(main, meta.part)
    if several := told or ([] if stated else parts(main, meta.language, titled > 0)):
        yield from counted(collection(main, several, whole, ids, known), numbers)
    else:
        text = read(main, meta.genre or genre(noted.without(inner), meta.language).best.reading, ids, known)
        yield from text.frames(whole, body)
        yield from counted(text.annotations(), numbers)
        yield from _doubtful_genre(main, context.edition.verdict)
    yield from line_furniture(numbers)
    for mark in scanned:
        yield from furniture_block(mark, "footer")
    if first:
        yield from boilerplate(found[:first], ids)
    if titled:
        yield from title_page(inner[:titled], meta.language, meta.author)
    if last < len(found):
        yield from boilerplate(found[last:], ids)
    yield from page_marks(found[0].source, found[0].start, found[-1].end, noted.marks)
    yield from italics(found[0].source)
