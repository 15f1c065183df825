"""Guesses about a text of which nobody has said anything: title, author, language, genre.

Each guess is a count of signs on the surface of the text; the evidence says which, so that
`rubricator init` and `rubricator explain` can show why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.layout.archive import REACH, Statement, people, statement
from rubricator.annotate.layout.boilerplate import own_part
from rubricator.annotate.layout.furniture import unscanned
from rubricator.annotate.layout.genre import genre
from rubricator.annotate.layout.headings import is_capital
from rubricator.annotate.layout.parts import parts
from rubricator.annotate.layout.title_page import helpers, title_page, title_page_length
from rubricator.language import lexicon
from rubricator.language.tongues import UNDETERMINED, language_of_text
from rubricator.model.document import Annotation
from rubricator.model.edition import Print, Responsibility
from rubricator.model.explanation import Verdict
from rubricator.model.source import Source
from rubricator.reading.blocks import Block, blocks
from rubricator.reading.figures import roman

_SAMPLE: Final = 200_000
_PRINTED: Final = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_PUBLISHER: Final = 120
"""Most characters of the words of an imprint that are a publisher."""
_INITIAL: Final = re.compile(r"^[^\w]*\w|(?<=-)\w|(?<=\bo['’])\w|(?<=\bmc)\w")


class Guess(NamedTuple):
    """What the text itself suggests; an empty string means no guess. `evidence` is one clause a guess.

    `texts` says of each text of a collection what kind it is, and why; `stated` is what an archive said of it.
    """

    title: str = ""
    author: tuple[str, ...] = ()
    language: str = ""
    genre: str = ""
    evidence: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    stated: Statement = Statement()
    verdict: Verdict | None = None


def guess(source: Source) -> Guess:
    """Guess title and author from the title page, language and genre from the words and lines; once for a source."""
    known: Guess | None = source.derived.get(Guess)
    if known is None:
        known = source.derived[Guess] = _guessed(source.text)
    return known


def _guessed(text: str) -> Guess:
    found = blocks(text)
    first, last = own_part(text)
    own = found[first:last]
    stated = _stated(own, text if found else "", own[0].start if first else REACH)
    title, author = stated.title, stated.authors
    tongue = language(own)
    tongue = stated.language if tongue == UNDETERMINED and stated.language else tongue
    told = genre(unscanned(own, tongue)[0], tongue)
    evidence = (f"title page: {title or 'none'}", f"commonest words: {tongue}", f"genre: {told}")
    texts = tuple(_texts(own, tongue))
    return Guess(title, author, tongue, told.best.reading, (*evidence, *texts), texts, stated, told)


def _texts(own: Sequence[Block], tongue: str) -> Iterator[str]:
    """The texts of a collection, each with its title, its kind and the evidence for it."""
    titled = title_page_length(own, tongue)
    main = own[titled:]
    for number, part in enumerate(parts(main, tongue, titled > 0), 1):
        yield f"text {number}, “{main[part.first].words}”: {part.kind or 'prose'}: {part.evidence}"


def _stated(main: Sequence[Block], text: str, start: int) -> Statement:
    """What the archive states before `start`, and beside it what the title page has; capitals are lowered."""
    length = title_page_length(main)
    lines = list(title_page(main[:length])) if length else []
    stated = statement(text, start)
    named = (Responsibility(_readable(name), role) for name, role in helpers(main[:length]) if name)
    return stated._replace(
        title=stated.title or _readable(_words(text, lines, "titlePart", "main")),
        authors=stated.authors or tuple(people(_readable(_words(text, lines, "docAuthor")))),
        contributors=stated.contributors or tuple(named),
        printed=stated.printed if stated.printed != Print() else _imprint(text, lines),
    )


def _words(text: str, lines: Sequence[Annotation], layer: str, kind: str = "") -> str:
    """The words of the lines of a layer, of one kind where they have one, up to a line of another layer."""
    found = [one for one in lines if one.layer == layer and one.attrs.get("type", "") == kind]
    return (", " if layer == "docAuthor" else " ").join(" ".join(text[one.start : one.end].split()) for one in found)


def _imprint(text: str, lines: Sequence[Annotation]) -> Print:
    """The printed book, as its imprint has it: publisher and year."""
    imprint = next((" ".join(text[a.start : a.end].split()) for a in lines if a.layer == "docImprint"), "")
    years = (_PRINTED.search(text, a.start, a.end) for a in lines if a.layer in ("docImprint", "docDate"))
    year = next((match[0] for match in years if match), "")
    publisher = _PRINTED.sub("", imprint).replace("_", "").strip(" .,:;")
    if not (publisher or year) or len(publisher) > _PUBLISHER:
        return Print()
    return Print(title=_readable(_words(text, lines, "titlePart", "main")), publisher=publisher, date=year)


def _readable(line: str) -> str:
    words = " ".join(line.replace("_", "").split()).rstrip(" ,;:")
    if not is_capital(words):
        return words
    small = frozenset(lexicon("en").parts.lowered)
    parts = words.split()
    begins = (not before or before[-1] in ".:;" for before in ["", *parts])
    return " ".join(_lowered(word, begin, small) for word, begin in zip(parts, begins, strict=False))


def _lowered(word: str, begins: bool, small: frozenset[str]) -> str:
    """A word of a title in capitals as it would stand in title case; numbers and initials stay."""
    bare = word.strip(".,;:!?()")
    if (not begins and roman(bare)) or "." in word.rstrip("."):
        return word
    if not begins and bare.lower() in small:
        return word.lower()
    return _INITIAL.sub(lambda match: match[0].upper(), word.lower())


def language(own: Sequence[Block]) -> str:
    """BCP 47 tag of the language of the text between what an archive put around it."""
    if not own:
        return UNDETERMINED
    start = own[0].start
    return language_of_text(own[0].source[start : min(own[-1].end, start + _SAMPLE)])
