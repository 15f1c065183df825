"""LAYERS, the one table of the vocabulary: layer → TEI element, nesting rank, attributes, how it is written.

It drives checking, encoding and the reference page. Ranks follow ENCODING: a lower rank stays whole where
two spans cross, and is the outer one where two spans are the same. The levels say what a layer may hold:

- ``frame``      group and its texts, front, body, back: the skeleton of the text
- ``container``  holds blocks, and between them white space only (div, list, sp, block quotation …)
- ``leaf``       holds words (p, head, l, speaker …); a leaf may lie in another (stage in p)
- ``phrase``     stands inside leaves; cut at their ends and chained with next/prev
- ``point``      has no extent (pb, gap, supplied)
- ``aside``      is not written into the text, only reported and recorded in standOff
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

Level = Literal["frame", "container", "leaf", "phrase", "point", "aside"]
Form = Literal["element", "choice", "supplied", "floating"]
Kind = str | tuple[str, ...]
"""An attribute's kind: ``id pointer pointers text int decimal date bool lang``, or its closed list."""

POINTERS: Final = frozenset({"pointer", "pointers"})

GLOBAL: Final[dict[str, Kind]] = {
    "id": "id",
    "n": "text",
    "rend": "text",
    "lang": "lang",
    "next": "pointer",
    "prev": "pointer",
    "part": ("I", "M", "F"),
}
"""Attributes that every layer may have."""


BLOCKS: Final = frozenset(
    {"sp", "lg", "quoteBlock", "saidBlock", "epigraph", "p", "l", "head", "item", "stage", "trailer", "note"}
)
"""Layers whose annotations may say in which language the block is."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One row: element, rank, level, attributes with their kinds, attributes that never vary.

    `signed` tells when the element carries ``@ana`` and ``@cert``: ``always``, only in ``doubt``, ``never``;
    `home` names the layers that may directly hold it (empty: any); `usual` are attributes that the schema requires
    and an editor who adds a tag need not write; `needed` are those that only the editor can tell.
    """

    element: str
    rank: int
    level: Level
    attrs: Mapping[str, Kind] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    signed: Literal["always", "doubt", "never"] = "always"
    form: Form = "element"
    gloss: str = ""
    home: frozenset[str] = frozenset()
    usual: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()

    def kind(self, attribute: str) -> Kind | None:
        """Kind of an attribute, None where the layer does not have it."""
        return self.attrs.get(attribute) or GLOBAL.get(attribute)

    @property
    def pointing(self) -> frozenset[str]:
        """The attributes that hold ids."""
        return frozenset(name for name, kind in {**GLOBAL, **self.attrs}.items() if kind in POINTERS)


def _block(element: str, rank: int, level: Level, gloss: str, **attrs: Kind) -> Layer:
    return Layer(element, rank, level, attrs, signed="doubt", gloss=gloss)


_DIV_TYPES: Final = (
    "part", "book", "chapter", "section", "act", "scene", "poem", "letter", "preface", "dedication", "introduction",
    "prologue", "epilogue", "contents", "notes", "boilerplate", "appendix", "castList", "canto", "volume", "story",
    "index", "bibliography", "epigraph", "set", "liminal", "play", "chorus", "debate", "hearing", "interview", "entry",
)  # fmt: skip
_STAGE_TYPES: Final = (
    "setting", "entrance", "exit", "business", "novelistic", "delivery", "modifier", "location", "mixed",
)  # fmt: skip
_REF: Final[dict[str, Kind]] = {"ref": "pointer"}
_BLOCK: Final = {"rend": "block", "rendition": "r.block"}
_BOUNDS: Final = ("when", "from", "to", "notBefore", "notAfter")
_DATE: Final[dict[str, Kind]] = {
    **dict.fromkeys(_BOUNDS, "date"),
    **{f"{name}-custom": "date" for name in _BOUNDS},
    "calendar": "pointers",
    "datingMethod": "pointer",
    "evidence": ("internal", "external", "conjecture"),
    "precision": ("high", "medium", "low"),
}
_SAID: Final[dict[str, Kind]] = {"who": "pointers", "toWhom": "pointers", "aloud": "bool", "direct": "bool"}
_AUTHORIAL: Final = {"type": "authorial"}
_DIRECT: Final = {"direct": "true"}
_BIBL: Final = frozenset({"bibl"})
_CAST: Final = frozenset({"castItem"})
_TITLE: Final[dict[str, Kind]] = {
    **_REF,
    "level": ("a", "m", "j", "s", "u"),
    "type": ("main", "sub", "original", "translated"),
}

# fmt: off
LAYERS: Final[dict[str, Layer]] = {
    # --- the skeleton
    "group":        _block("group", -2, "frame", "texts of several kinds in one source"),
    "text":         _block("text", -1, "frame", "one of several texts; its genre is declared in the header", decls="pointer"),
    "front":        _block("front", 0, "frame", "what stands before the body"),
    "body":         _block("body", 0, "frame", "the text itself"),
    "back":         _block("back", 0, "frame", "what stands after the body: notes, appendices"),
    # --- containers
    "titlePage":    _block("titlePage", 5, "container", "title lines at the start"),
    "docTitle":     _block("docTitle", 6, "container", "the title, as printed"),
    "div":          _block("div", 10, "container", "a division, headed or not", type=_DIV_TYPES),
    "floatingText": Layer("floatingText", 11, "container", {"type": ("letter", "document", "poem", "play", "story")}, signed="doubt", form="floating", gloss="a letter or other document inside a text"),
    "epigraph":     _block("epigraph", 11, "container", "a motto"),
    "argument":     _block("argument", 11, "container", "what follows, told under the heading of a chapter, a book or a canto"),
    "castList":     _block("castList", 12, "container", "the persons of a play"),
    "lg":           _block("lg", 17, "container", "a poem or a stanza", type=("poem", "stanza", "verse", "song"), met="text", rhyme="text"),
    "list":         _block("list", 12, "container", "a list", type=("gloss", "simple")),
    "table":        _block("table", 12, "container", "a table with sure columns"),
    "row":          _block("row", 13, "container", "a row of a table", role=("label", "data")),
    "cit":          _block("cit", 14, "container", "a block quotation with its reference"),
    "quoteBlock":   Layer("quote", 15, "container", {"source": "pointers"}, _BLOCK, "always", gloss="a block quotation from a document or book"),
    "saidBlock":    Layer("said", 15, "container", _SAID, _BLOCK, "always", gloss="someone's words set as whole paragraphs", usual=_DIRECT),
    "sp":           _block("sp", 16, "container", "a speech in a play or in dialogue set as a script", who="pointers", toWhom="pointers"),
    "figure":       _block("figure", 16, "container", "a figure that the plain text names"),
    "fileNote":     Layer("note", 11, "container", {}, {"type": "transcriber"}, "doubt", gloss="what a transcriber tells readers before the text or after it"),
    "note":         Layer("note", 11, "container", {"type": ("authorial", "editorial", "mixed", "gloss", "transcriber"), "place": ("end", "foot", "margin", "inline"), "target": "pointers", "resp": "pointer"}, signed="doubt", gloss="a note of the apparatus, label included", usual=_AUTHORIAL),
    "postscript":   _block("postscript", 17, "container", "what follows the signature of a letter"),
    "opener":       _block("opener", 18, "container", "the start of a letter: dateline, salutation"),
    "closer":       _block("closer", 18, "container", "the end of a letter: salutation, signature"),
    "address":      _block("address", 19, "container", "an address in a letter: a letterhead, whom it is to"),
    # --- leaves
    "item":         _block("item", 13, "leaf", "an item of a list"),
    "castItem":     _block("castItem", 19, "leaf", "one line of the cast list"),
    "cell":         _block("cell", 19, "leaf", "a cell of a table", cols="int"),
    "label":        _block("label", 19, "leaf", "the printed number of an item"),
    "head":         _block("head", 20, "leaf", "a heading", type=("number", "title", "sub", "main")),
    "p":            _block("p", 20, "leaf", "a paragraph"),
    "ab":           _block("ab", 20, "leaf", "a block that is no paragraph", type=("separator", "preformatted", "unclear")),
    "l":            _block("l", 20, "leaf", "a line of verse"),
    "trailer":      _block("trailer", 20, "leaf", "a closing line: The End"),
    "byline":       _block("byline", 20, "leaf", "the line that names the author"),
    "docAuthor":    _block("docAuthor", 20, "leaf", "the author, on the title page"),
    "docDate":      _block("docDate", 20, "leaf", "the date, on the title page"),
    "docImprint":   _block("docImprint", 20, "leaf", "the imprint, on the title page"),
    "docEdition":   _block("docEdition", 20, "leaf", "the statement of the edition, on the title page"),
    "titlePart":    _block("titlePart", 20, "leaf", "a part of the title", type=("main", "sub", "alt", "short", "desc", "volume")),
    "dateline":     _block("dateline", 20, "leaf", "place and date of a letter"),
    "addrLine":     _block("addrLine", 20, "leaf", "a line of an address"),
    "salute":       _block("salute", 20, "leaf", "a salutation"),
    "signed":       _block("signed", 20, "leaf", "a signature"),
    "speaker":      _block("speaker", 21, "leaf", "the label of a speech"),
    "stage":        _block("stage", 22, "leaf", "a stage direction", type=_STAGE_TYPES, who="pointers"),
    "fw":           _block("fw", 23, "leaf", "a running head, page number or other furniture", type=("header", "footer", "pageNum", "lineNum", "catch", "sig")),
    # --- phrases
    "seg":          Layer("seg", 30, "phrase", {"type": ("editorial",), "resp": "pointer"}, signed="doubt", gloss="an editor's bracket inside an author's note"),
    "interpolation": Layer("note", 30, "phrase", {"type": ("interpolation", "source"), "resp": "pointer"}, {"place": "inline"}, gloss="the author's bracket inside quoted or spoken words", usual=_AUTHORIAL),
    "aside":        Layer("note", 30, "phrase", {"type": ("authorial", "editorial", "gloss", "transcriber"), "place": ("inline", "margin"), "resp": "pointer"}, signed="doubt", gloss="a note that stands among the words it belongs to: of the margin, of the transcriber, in brackets", usual=_AUTHORIAL),
    "said":         Layer("said", 31, "phrase", _SAID, gloss="words spoken, written or thought", usual=_DIRECT),
    "quote":        Layer("quote", 31, "phrase", {"source": "pointers"}, gloss="words of a document or book"),
    "soCalled":     Layer("soCalled", 32, "phrase", gloss="scare quotes"),
    "mentioned":    Layer("mentioned", 32, "phrase", gloss="words as words"),
    "bibl":         Layer("bibl", 33, "phrase", {"corresp": "pointer", "type": ("ibid", "opcit")}, gloss="a citation"),
    "noteref":      Layer("ref", 34, "phrase", {"target": "pointer"}, {"type": "noteref"}, gloss="the call of a note"),
    "backref":      Layer("ref", 34, "phrase", {"target": "pointer"}, {"type": "back"}, "doubt", gloss="the label of a note, leading back to its call"),
    "citeref":      Layer("ref", 42, "phrase", {"target": "pointer", "type": ("ibid", "opcit")}, gloss="ibid., op. cit."),
    "ref":          Layer("ref", 34, "phrase", {"target": "pointer", "type": ("internal", "external", "contents")}, gloss="a cross-reference"),
    "author":       Layer("author", 35, "phrase", signed="doubt", gloss="author of a cited work", home=_BIBL),
    "editor":       Layer("editor", 35, "phrase", signed="doubt", gloss="editor or translator of a cited work", home=_BIBL),
    "title":        Layer("title", 36, "phrase", _TITLE, gloss="title of a book, article or newspaper"),
    "publisher":    Layer("publisher", 37, "phrase", signed="doubt", gloss="publisher of a cited work", home=_BIBL),
    "pubPlace":     Layer("pubPlace", 37, "phrase", signed="doubt", gloss="place of publication", home=_BIBL),
    "biblScope":    Layer("biblScope", 37, "phrase", {"unit": ("volume", "issue", "chapter", "part", "page", "series"), "from": "text", "to": "text"}, signed="doubt", gloss="volume or part of a cited work", home=_BIBL),
    "citedRange":   Layer("citedRange", 37, "phrase", {"unit": ("page", "volume", "chapter", "note", "section", "line", "article"), "from": "text", "to": "text"}, signed="doubt", gloss="the pages cited", home=_BIBL),
    "orgName":      Layer("orgName", 40, "phrase", {**_REF, "type": "text"}, gloss="a body: party, committee, government, army"),
    "placeName":    Layer("placeName", 41, "phrase", {**_REF, "type": "text"}, gloss="a place, buildings included"),
    "persName":     Layer("persName", 42, "phrase", {**_REF, "type": "text"}, gloss="a person, title words included"),
    "rs":           Layer("rs", 43, "phrase", {**_REF, "type": ("person", "place", "org")}, gloss="a description that refers: the general"),
    "name":         Layer("name", 43, "phrase", {**_REF, "type": ("role", "ship", "building", "other")}, gloss="a name of another kind"),
    "role":         Layer("role", 38, "phrase", {"corresp": "pointer"}, signed="doubt", gloss="a part in a play", home=_CAST),
    "roleDesc":     Layer("roleDesc", 38, "phrase", signed="doubt", gloss="description of a part", home=_CAST),
    "roleName":     Layer("roleName", 44, "phrase", {"type": ("office", "nobility", "honorific", "military")}, signed="doubt", gloss="an office or title beside a name"),
    "forename":     Layer("forename", 45, "phrase", signed="doubt", gloss="forename"),
    "surname":      Layer("surname", 45, "phrase", signed="doubt", gloss="surname"),
    "nameLink":     Layer("nameLink", 45, "phrase", signed="doubt", gloss="von, de, ap"),
    "genName":      Layer("genName", 45, "phrase", signed="doubt", gloss="II, the Younger"),
    "addName":      Layer("addName", 45, "phrase", signed="doubt", gloss="a nickname or epithet"),
    "date":         Layer("date", 46, "phrase", _DATE, gloss="a date, dual ones whole"),
    "measure":      Layer("measure", 47, "phrase", {"type": ("currency", "weight", "length", "area", "volume", "count", "share", "time", "temperature"), "quantity": "decimal", "min": "decimal", "max": "decimal", "unit": "text", "commodity": "text"}, gloss="a quantity with its unit"),
    "foreign":      Layer("foreign", 48, "phrase", gloss="words in another language", usual={"lang": "und"}),
    "hi":           Layer("hi", 49, "phrase", signed="doubt", gloss="words that the source marks: _italics_"),
    "sic":          Layer("sic", 60, "phrase", {"corr": "text", "type": ("hyphen", "space", "quote", "ocr"), "evidence": ("internal", "external", "conjecture")}, form="choice", gloss="an error of the source, and what it should be", needed=("corr",)),
    "pc":           Layer("pc", 70, "phrase", {"type": ("open", "close", "emph", "rule")}, signed="never", gloss="a quotation mark or another mark"),
    # --- points
    "pb":           Layer("pb", 80, "point", {"edRef": "pointer"}, signed="doubt", gloss="a page begins here in the print"),
    "milestone":    Layer("milestone", 80, "point", {"unit": "text"}, signed="doubt", gloss="a break that is no division"),
    "gap":          Layer("gap", 81, "point", {"reason": ("omitted", "illegible", "lost"), "unit": "text", "extent": "text"}, gloss="the text breaks off"),
    "supplied":     Layer("supplied", 82, "point", {"text": "text", "mark": ("open", "close"), "reason": ("omitted",), "evidence": ("internal", "external", "conjecture")}, form="supplied", gloss="characters that the source lacks", usual={"reason": "omitted"}, needed=("text",)),
    # --- asides
    "flag":         Layer("annotation", 99, "aside", {"reason": "text", "kind": "text", "candidates": "text"}, gloss="something an editor should look at"),
}
# fmt: on


def allowed(layer: str, attribute: str, value: str) -> bool:
    """True where the layer has the attribute and the value is of its kind."""
    return not fault(layer, attribute, value)


@lru_cache(maxsize=8192)
def fault(layer: str, attribute: str, value: str) -> str:
    """What is wrong with the value of an attribute, and what would be right; empty where nothing is."""
    kind = LAYERS[layer].kind(attribute)
    if kind is None:
        known = ", ".join(sorted({*LAYERS[layer].attrs, *GLOBAL}))
        return f"{layer} has no attribute {attribute}; it has {known}"
    if isinstance(kind, tuple):
        return "" if value in kind else f"{attribute} = “{value}” is none of {', '.join(kind)}"
    if kind == "date":
        return date_fault(attribute, value)
    pattern, form = _FORMS[kind]
    return "" if pattern.fullmatch(value) else f"{attribute} = “{value}” is not {form}"


_NAME: Final = r"[^\W\d][\w.-]*"
_POINTER: Final = rf"(?:{_NAME}|[A-Za-z][A-Za-z0-9+.-]*:[^\s#]\S*)"
_FORMS: Final = {
    "text": (re.compile(r"(?s).*"), "text"),
    "id": (re.compile(_NAME), "an id: a letter, then letters, digits, full stops, hyphens"),
    "pointer": (re.compile(_POINTER), "an id, written without #"),
    "pointers": (re.compile(rf"{_POINTER}(?: +{_POINTER})*"), "ids with a space between, each without #"),
    "int": (re.compile(r"-?\d+"), "a whole number"),
    "decimal": (re.compile(r"-?\d+(?:\.\d+)?"), "a decimal number such as 8500 or 0.5"),
    "bool": (re.compile("true|false"), "true or false"),
    "lang": (re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"), "a BCP 47 tag such as fr"),
}
"""For each kind of attribute the pattern of its values, and how a message names them."""

_DATE_FORM: Final = re.compile(r"-?\d{4,}(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--\d\d(?:-\d\d)?")
_FEBRUARY: Final = 2
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_fault(attribute: str, value: str) -> str:
    """A date of ISO 8601 that the Gregorian calendar has; ``…-custom`` repeats what is printed, be it possible or not."""
    found = _DATE_FORM.fullmatch(value)
    if not found:
        return f"{attribute} = “{value}” is no date; write it as 1842-04-04, 1842-04 or 1842"
    month, day = int(found["month"] or 1), int(found["day"] or 1)
    if attribute.endswith("-custom"):
        return ""
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return f"{attribute} = “{value}” is a day that no year has"
    if month == _FEBRUARY and day == _DAYS[1] and not _leap(int(value.rpartition("-02-")[0])):
        return f"{attribute} = “{value}” is a day that this year does not have"
    return ""


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
