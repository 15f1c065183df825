"""The left side of a citation: author, editor and title, read back from what ends it.

TEI Guidelines 3.12.2. A title in plain text has no marks of its own; what makes it one is an author before
it, an imprint or a page number behind it, and capitals between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from rubricator.annotate.citations.grammar import Grammar
from rubricator.annotate.citations.tail import LOCATOR, YEAR, Part
from rubricator.language.tongues import language_of
from rubricator.reading.figures import ROMAN
from rubricator.reading.sentences import stops
from rubricator.reading.words import UPPER

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_TOKEN: Final = re.compile(r"\S+")
_SEMICOLON: Final = re.compile(r";\s")
_QUOTED: Final = re.compile(r"(?P<open>[‘“\"'])(?P<title>.+?)[,.]?(?P<close>[’”\"'])(?=$|[,.\s)])[,.]?\s*")
_VOLUME_AT_END: Final = re.compile(
    rf"(?P<title>.+?)(?P<comma>,?)\s(?:[Vv]ol\.\s?)?(?P<volume>\d{{1,3}}|{ROMAN})"
    r"(?:(?:,\s(?:[Nn]o\.\s?)?|[:/.])\s?(?P<issue>\d{1,3}))?"
)
_IN: Final = re.compile(r"(?:,?\s)?in\s(?:the\s)?")
_EDITED_BY: Final = re.compile(r",?\s(?:edited|ed\.|trans\.|translated)\s(?:by\s)?(?P<name>[^,]+)$")
_EDITION: Final = re.compile(r"(?:[\w-]+\s){0,3}(?:edition|edn\.?|ed\.)")
_AFTER_TITLE: Final = re.compile(
    r",\s(?P<what>(?:\d+(?:st|nd|rd|th)|second|third|fourth|rev(?:ised|\.)?|new)\s(?:rev\.\s)?(?:edition|edn\.?|ed\.)|(?:\d+|two|three|four)\svols?\.?)$"
)
_LETTER_DATE: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s[A-Z]")
_OPEN_IMPRINT: Final = re.compile(
    rf",\s(?P<place>[{UPPER}][\w’.-]*(?:\s[{UPPER}][\w’.-]*){{0,2}})(?::\s(?P<publisher>[^,:()]{{2,40}}))?,?\s(?P<year>{YEAR})$"
)
_IMPLIED: Final = re.compile(r"\b(?:(?:his|her|their)\s|(?:[Ii]d(?:em)?|[Ee]adem)\.?,\s)$")
_SMALL_ENGLISH: Final = re.compile(r"\b(?:[Tt]he|of|and|to|in|on|for|with|from)\b")
_HALF_SURE: Final = 0.9
_MARKS: Final = "‘“\"'"
_MOST: Final = 240
"""Characters that author and title may have together."""


class Known(NamedTuple):
    """What the grammar may ask: the level of a title that the authority files have (else empty); is it a place?"""

    level: Callable[[str], str]
    place: Callable[[str], bool]


class Work(NamedTuple):
    """Author and title of a citation, as spans of the reading."""

    start: int
    parts: tuple[Part, ...]
    implied: bool = False
    edition: str = ""
    imprint: tuple[Part, ...] = ()
    """Place, publisher and year where they stand before the pages, without brackets."""

    @property
    def authored(self) -> bool:
        """True where an author, or an editor in his place, is named."""
        return any(part.layer in ("author", "editor") for part in self.parts)

    @property
    def journal(self) -> bool:
        """True for an article in a periodical, or a periodical."""
        return any(part.attrs.get("level") == "j" for part in self.parts)


def clause_start(text: str, low: int, end: int) -> int:
    """Where the sentence, or the bracket not yet closed, begins that holds `end`."""
    low = max(low, end - 2 * _MOST)
    depth = 0
    for at in range(end - 1, low - 1, -1):
        character = text[at]
        if character in ")]":
            depth += 1
        elif character in "([":
            depth -= 1
            if depth < 0:
                low = at + 1
                break
    sentences = [begin for _, begin in stops(text, low, end, openers=False) if not text[begin].isdecimal()]
    begins = [*sentences, *(found.end() for found in _SEMICOLON.finditer(text, low, end))]
    return max((at for at in begins if not _inside_brackets(text, low, at)), default=low)


def _inside_brackets(text: str, low: int, at: int) -> bool:
    return text.count("(", low, at) > text.count(")", low, at)


# ---------------------------------------------------------------- titles
def title_like(text: str, rules: Grammar, *, lenient: bool = False) -> bool:
    """True where capitals, or another language, make a stretch look like a title."""
    found = _WORD.findall(text)
    first = text[:1]
    if _LETTER_DATE.match(text):
        return False
    if not found or not (first.isupper() or first.isdecimal() or first in "‘“\"'¿¡") or len(text) > 220 or ";" in text:
        return False
    plain = [word for word in found if word[0].islower() and word not in rules.small]
    if not plain:
        return any(word[0].isupper() for word in found)
    if any(word in rules.words.sentence_words for word in plain):
        return False
    if language_of(text) != "en":
        return True
    return len(plain) <= len(found) * (0.6 if lenient else 0.2)


def titled(text: str, start: int, end: int, rules: Grammar, known: Known) -> Iterator[Part]:
    """The titles of a stretch: a book; or an article, the word between, and its journal or book."""
    quoted = _QUOTED.match(text, start, end)
    if quoted and quoted.start("open") == start:
        yield title_part(text, start, quoted.end("close"), "a")
        yield from _host(text, quoted.end(), end, rules, known)
        return
    if cut := _journal_at(text, start, end, rules, known):
        yield title_part(text, start, cut[0], "a")
        yield from _host(text, cut[1], end, rules, known)
        return
    yield from _whole(text, start, end, rules, known)


def _whole(text: str, start: int, end: int, rules: Grammar, known: Known) -> Iterator[Part]:
    edited = _EDITED_BY.search(text, start, end)
    if edited:
        yield Part("editor", edited.start("name"), edited.end("name"))
        end = edited.start()
    level = known.level(text[start:end])
    yield title_part(text, start, end, level or ("j" if _is_journal(text[start:end], rules) else "m"))


def _host(text: str, start: int, end: int, rules: Grammar, known: Known) -> Iterator[Part]:
    """The journal or book that an article stands in."""
    inside = _IN.match(text, start, end)
    start = inside.end() if inside else start
    if editor := rules.editor.match(text, start, end):
        yield from named(text, *editor.span("authors"), "editor", rules)
        start = editor.end()
    if start >= end:
        return
    volume = _VOLUME_AT_END.fullmatch(text, start, end)
    if volume and not editor:
        yield title_part(text, *volume.span("title"), "j")
        yield Part("biblScope", *volume.span("volume"), {"unit": "volume"})
        if volume["issue"]:
            yield Part("biblScope", *volume.span("issue"), {"unit": "issue"})
        return
    book = bool(editor) or (bool(inside) and not _is_journal(text[start:end], rules))
    yield title_part(text, start, end, known.level(text[start:end]) or ("m" if book else "j"))


def _journal_at(text: str, start: int, end: int, rules: Grammar, known: Known) -> tuple[int, int] | None:
    """Where an article ends and its journal begins, if the last stretch after a comma is a journal."""
    comma = text.rfind(", ", start, end)
    if comma < 0:
        return None
    name = text[comma + 2 : end].removeprefix("in ").removeprefix("the ")
    volume = _VOLUME_AT_END.fullmatch(name)
    name = volume["title"] if volume else name
    sure = known.level(name) == "j" or _is_journal(name, rules)
    return (comma, comma + 2) if sure and title_like(text[start:comma], rules) else None


def _is_journal(name: str, rules: Grammar) -> bool:
    found = _WORD.findall(name)
    if not found or len(found) > 8:
        return False
    return found[0] in rules.words.journals or (found[-1] in rules.words.journals and len(found) < 5)


def title_part(text: str, start: int, end: int, level: str) -> Part:
    """A title without the comma behind it, with its language where that is not English."""
    while end > start and text[end - 1] in " ,":
        end -= 1
    language = language_of(text[start:end], 1.5)
    return Part("title", start, end, {"level": level, **({"lang": language} if language != "en" else {})})


# ---------------------------------------------------------------- authors
def author_start(text: str, start: int, end: int, rules: Grammar) -> int | None:
    """Where the names begin, words like “See” before them left out; None where such a word is among them."""
    first: int | None = None
    for found in _TOKEN.finditer(text, start, end):
        word = found[0].rstrip(",.") if len(found[0]) > 2 else found[0]
        if word not in rules.words.not_author:
            first = found.start() if first is None else first
        elif first is not None:
            return None
    return first


def named(text: str, start: int, end: int, layer: str, rules: Grammar) -> Iterator[Part]:
    """One part a person, or one for all where they share a surname (“C. and B. Jelavich”)."""
    people = list(rules.person.finditer(text, start, end))
    if len(people) > 1 and all(one.end() - one.start() > 3 for one in people):
        yield from (Part(layer, *one.span()) for one in people)
    else:
        yield Part(layer, start, end)


def work_before(text: str, low: int, end: int, rules: Grammar, known: Known, *, authored: bool = False) -> Work | None:
    """The author and title that end at `end` and begin after `low`.

    `authored`: a title without author will not do. None where nothing there looks like a work.
    """
    end = _trimmed(text, low, end)
    end, imprint = _open_imprint(text, max(low, end - 100), end, known)
    end, brackets, edition = _brackets(text, low, _trimmed(text, low, end))
    while after := _AFTER_TITLE.search(text, max(low, end - 40), end):
        end = after.start()
    low = clause_start(text, low, end)
    found = _with_author(text, low, end, rules, known)
    if found is None and not authored:
        found = _without_author(text, low, end, rules, known)
    if found is None:
        return None
    return Work(found.start, _completed(text, found.parts, brackets), found.implied, edition, imprint)


def _open_imprint(text: str, low: int, end: int, known: Known) -> tuple[int, tuple[Part, ...]]:
    """The end of what stands before “, London, 1920”, and the parts of that; it needs a place that is known."""
    found = _OPEN_IMPRINT.search(text, low, end)
    if not found or not known.place(found["place"]):
        return end, ()
    publisher = [Part("publisher", *found.span("publisher"))] if found["publisher"] else []
    date = Part("date", *found.span("year"), {"when": found["year"]})
    return found.start(), (Part("pubPlace", *found.span("place")), *publisher, date)


def _with_author(text: str, low: int, end: int, rules: Grammar, known: Known) -> Work | None:
    at = low
    while found := rules.led.search(text, at, end):
        alone = rules.led_alone.match(text, found.start(), end)
        for one in (found, alone) if alone and alone.span() != found.span() else (found,):
            if work := _led_by(text, one, low, end, rules, known):
                return work
        at = (alone or found).end("authors")
    return None


def _led_by(text: str, found: re.Match[str], low: int, end: int, rules: Grammar, known: Known) -> Work | None:
    """The work of these authors, if what follows them is a title."""
    start, first = found.end(), author_start(text, *found.span("authors"), rules)
    if first is None:
        return None
    editors: list[Part] = []
    if editor := rules.editor.match(text, start, end):
        editors = list(named(text, *editor.span("authors"), "editor", rules))
        start = editor.end()
    if start >= end or not title_like(text[start:end], rules, lenient=found.start() - low < 60):
        return None
    if LOCATOR.fullmatch(text, start, end):
        return None
    role = "editor" if (found["role"] or found["role2"] or "").startswith("ed") else "author"
    authors = named(text, first, found.end("authors"), role, rules)
    return Work(first, (*authors, *editors, *titled(text, start, end, rules, known)))


def _without_author(text: str, low: int, end: int, rules: Grammar, known: Known) -> Work | None:
    """The longest run of capitals that ends here, or a quoted title."""
    start = end
    for token in reversed(list(_TOKEN.finditer(text, max(low, end - 160), end))):
        word = token[0].strip("‘“(\"'’”,:.)")
        if (
            word in ("ed", "edited", "trans", "translated")
            or not word
            or word[0].isupper()
            or word[0].isdecimal()
            or word in rules.small
        ):
            start = token.start()
        else:
            break
    before = text[max(low, start - 8) : start]
    first = _first_of_title(text, start, end, rules)
    if first is None or not title_like(text[first:end], rules):
        return None
    start = first
    if (
        len(_WORD.findall(text[start:end])) < 2
        and not known.level(text[start:end])
        and not _is_journal(text[start:end], rules)
    ):
        return None
    implied = bool(_IMPLIED.search(before + text[start - 8 : start]))
    return Work(start, tuple(titled(text, start, end, rules, known)), implied)


def _first_of_title(text: str, start: int, end: int, rules: Grammar) -> int | None:
    for token in _TOKEN.finditer(text, start, end):
        word = token[0].strip("‘“(\"'’”,:")
        lead = (
            token[0][0] not in _MARKS
            and word in rules.words.not_author
            and word not in ("The", "A", "An", "In", "On", "What", "How", "Why", "Two", "Three")
        )
        if word[:1].isupper() and not lead:
            return token.start() + (token[0][0] in "([")
    return None


# ---------------------------------------------------------------- brackets behind a title
def _trimmed(text: str, low: int, end: int) -> int:
    while end > low and text[end - 1] in " ,:":
        end -= 1
    return end


def _brackets(text: str, low: int, end: int) -> tuple[int, list[tuple[int, int]], str]:
    """The end of the title proper, the brackets behind it that may hold its other name, and the edition."""
    kept: list[tuple[int, int]] = []
    edition = ""
    while end > low and text[end - 1] in ")]" and (start := opening(text, low, end - 1)) >= 0:
        inner = text[start + 1 : end - 1]
        if _EDITION.fullmatch(inner):
            edition = inner
        elif inner[:1].isupper() and len(inner) > 3 and not re.search(rf"\b{YEAR}\b$", inner) and not kept:
            kept.append((start + 1, end - 1))
        else:
            break
        end = _trimmed(text, low, start)
    return end, kept, edition


def opening(text: str, low: int, close: int) -> int:
    """Offset of the bracket that the one at `close` closes; -1 without."""
    depth = 0
    for at in range(close, low - 1, -1):
        depth += (text[at] in ")]") - (text[at] in "([")
        if not depth:
            return at
    return -1


def _completed(text: str, parts: tuple[Part, ...], brackets: list[tuple[int, int]]) -> tuple[Part, ...]:
    """The parts with the bracketed name of the work: the original beside a translation, or the reverse.

    A bracket in the language of the title belongs to the title.
    """
    titles = [part for part in parts if part.layer == "title"]
    if not brackets or not titles:
        return parts
    (start, end), given = brackets[0], titles[-1]
    main = _beside_english(text, given) if _SMALL_ENGLISH.search(text, start, end) else given
    own, other = main.attrs.get("lang", "en"), language_of(text[start:end], 1.0)
    rest = tuple(part for part in parts if part is not given)
    if other != "en" and own == "en":
        original = Part("title", start, end, {"level": main.attrs["level"], "type": "original", "lang": other})
        return (*rest, main, original)
    if other == "en" and own != "en":
        translated = Part("title", start, end, {"level": main.attrs["level"], "type": "translated", "lang": "en"})
        return (*rest, main, translated)
    return (*rest, Part("title", main.start, end + 1, main.attrs))


def _beside_english(text: str, title: Part) -> Part:
    """A title with its language, for which less evidence will do where plain English stands in brackets behind it."""
    if "lang" in title.attrs or _SMALL_ENGLISH.search(text, title.start, title.end):
        return title
    language = language_of(text[title.start : title.end], _HALF_SURE)
    return replace(title, attrs={**title.attrs, "lang": language}) if language != "en" else title


def bilingual(text: str, start: int, end: int) -> bool:
    """True where a bracket holds a title in another language."""
    inner = text[start:end]
    capitals = sum(word[0].isupper() for word in _WORD.findall(inner))
    return capitals >= 2 and inner[0].isupper() and language_of(inner, 2.0) != "en"
