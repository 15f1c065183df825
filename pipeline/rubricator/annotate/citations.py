"""Citations: works, repeated works and cross-references (3.12 [COBI], 3.12.3 [COBIXR], 3.7 [COXR]).

Each citation is read from what is plainest in it (an imprint, a page number, ``ibid.``) outwards: to the
left author and title, to the right volume and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rubricator.annotate.citation_head import (
    Grammar,
    Known,
    Work,
    author_start,
    bilingual,
    grammar,
    named,
    work_before,
)
from rubricator.annotate.citation_tail import IMPRINT, LOCATOR, UPPER, Part, imprint, locators
from rubricator.annotate.citation_works import Cited, Works, surname_key
from rubricator.annotate.cross_references import references
from rubricator.authority import Authority
from rubricator.context import Context
from rubricator.document import Annotation, Cert, Document
from rubricator.language.name_words import name_words
from rubricator.reading import Reading, corrected
from rubricator.stages import annotator

_REPEAT: Final = re.compile(r"\b(?P<ibid>[Ii]bid(?:em)?\b\.?)|\b(?P<opcit>(?:[Oo]p|[Ll]oc)\.?\s?cit\b\.?)")
_BRACKET: Final = re.compile(r"\((?=[^\W\d_a-z])")
_ASIDE: Final = re.compile(
    r"\([^()\n]*(?:\bpp?\.\s?\d|\b[Vv]ol\.\s?\d|\b[Ii]bid|\b[Oo]p\.\s?cit)[^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"
)
_ISSUE_DATE: Final = r"(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?,?\s(?:1[4-9]|20)\d\d"
_DATED: Final = re.compile(rf"\s(?:of|for|dated)\s(?P<date>{_ISSUE_DATE})|,\s(?P<date2>{_ISSUE_DATE})")
_AFTER_ISSUE: Final = re.compile(rf"(?:,\s|\s\()(?P<date>{_ISSUE_DATE}|(?:1[4-9]|20)\d\d)\)?")
_IN_JOURNAL: Final = re.compile(
    rf",?\sin\s(?:the\s)?(?P<journal>[{UPPER}][\w’-]*(?:\s(?:of\sthe\s|of\s)?[{UPPER}][\w’-]*){{0,4}})$"
)
_SOFT_BREAK: Final = re.compile(r"(?<![\n\r])\r?\n(?!\r?\n)")
_OPEN_YEAR: Final = re.compile(r",?\s(?:1[4-9]|20)\d\d(?=[.,;)\]]|\s*$)")
_UNITS: Final = frozenset({"page", "volume", "issue", "chapter", "part"})


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in the reading: its pieces, and the rule that found it."""

    start: int
    end: int
    parts: tuple[Part, ...]
    rule: str
    edition: str = ""
    implied: bool = False
    cert: Cert = "high"

    def of(self, layer: str) -> list[Part]:
        """The pieces of a layer."""
        return [part for part in self.parts if part.layer == layer]


@annotator(
    reads={"sic", "note", "backref", "noteref", "p", "div"},
    writes={
        "bibl", "citeref", "ref", "author", "editor", "title", "pubPlace", "publisher", "date", "biblScope", "citedRange",
    },
    rules={
        "imprint": "author and title before place and year in brackets",
        "title": "a title before place and year in brackets, its author not named beside it",
        "locator": "author and title before volume, chapter or page",
        "bilingual": "author and title before the same title in another language",
        "hosted": "a piece in a volume of somebody’s works",
        "issue": "an article or a newspaper with the date of the issue",
        "ibid": "ibid.: the citation before",
        "opcit": "op. cit.: a work of this author cited before",
        "note-reference": "the number of a note",
        "page-reference": "the number of a page or chapter of this book",
    },
)  # fmt: skip
def citations(document: Document, context: Context) -> Iterator[Annotation]:
    """Citations with their pieces, the works they mean, and cross-references."""
    reading = corrected(document)
    language = context.edition.edition.language
    works, rules = Works(context.authority), grammar(language)
    known = Known(works.level, _Places(context.authority, name_words(language).places | rules.words.places).knows)
    found = _Finder(_unwrapped(reading.text), rules, known).run(_zones(document, reading))
    yield from _Cataloguer(reading, works).run(found)
    yield from references(document, reading, [(one.start, one.end) for one in found])


def _unwrapped(text: str) -> str:
    """The text with single line ends as spaces, character for character."""
    if "\r" in text:
        return _SOFT_BREAK.sub(lambda found: " " * len(found[0]), text)
    return _SOFT_BREAK.sub(" ", text)


@dataclass(frozen=True)
class _Places:
    """What is known to be a place."""

    authority: Authority
    gazetteer: frozenset[str]

    def knows(self, name: str) -> bool:
        """True for a place of the authority files or of the language's gazetteer."""
        found = (self.authority.kind(id) for id in self.authority.find(name))
        return name in self.gazetteer or "place" in found


# ---------------------------------------------------------------- where to look
@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch in which citations are looked for; in an apparatus (notes, bibliography) all forms of them."""

    start: int
    end: int
    apparatus: bool


def _zones(document: Document, reading: Reading) -> list[Zone]:
    """Notes without their labels, bibliographies, and all the rest between."""
    labels = {one.start: one.end for one in document.in_layer("backref")}
    held = [(labels.get(one.start, one.start), one.end) for one in document.in_layer("note")]
    held += [(one.start, one.end) for one in document.in_layer("div") if one.attrs.get("type") == "bibliography"]
    zones: list[Zone] = []
    at = 0
    for start, end in sorted((reading.offset(a), reading.offset(b)) for a, b in held):
        if start < at:
            continue
        zones += [Zone(at, start, False), Zone(start, end, True)]
        at = end
    return [*zones, Zone(at, len(reading.text), False)]


# ---------------------------------------------------------------- finding
@dataclass
class _Finder:
    """Finds citations, left to right; `text` is the unwrapped reading."""

    text: str
    rules: Grammar
    known: Known
    found: list[Citation] = field(default_factory=list)
    done: int = 0

    def run(self, zones: Sequence[Zone]) -> list[Citation]:
        """All citations of the zones."""
        for zone in zones:
            self.done = zone.start
            for anchor in self._anchors(zone):
                if anchor.start() >= self.done and (made := self._read(anchor, zone)):
                    self.found.append(made)
                    self.done = made.end
        return self.found

    def _anchors(self, zone: Zone) -> list[re.Match[str]]:
        """Plain signs of a citation, in order."""
        plain = [IMPRINT, _REPEAT]
        anchors = [one for pattern in plain for one in pattern.finditer(self.text, zone.start, zone.end)]
        full = [(zone.start, zone.end)] if zone.apparatus else self._asides(zone)
        for pattern in (LOCATOR, _BRACKET, self.rules.hosted, _DATED, _OPEN_YEAR):
            anchors += [one for start, end in full for one in pattern.finditer(self.text, start, end)]
        return sorted(anchors, key=lambda one: (one.start(), -one.end()))

    def _asides(self, zone: Zone) -> list[tuple[int, int]]:
        return [one.span() for one in _ASIDE.finditer(self.text, zone.start, zone.end)]

    def _read(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        if anchor.re is IMPRINT:
            return self._imprinted(anchor, zone)
        if anchor.re is _REPEAT:
            return self._repeated(anchor, zone)
        if anchor.re is LOCATOR:
            return self._located(anchor, zone)
        if anchor.re is _BRACKET:
            return self._bilingual(anchor, zone)
        if anchor.re is _DATED:
            return self._dated(anchor, zone)
        if anchor.re is _OPEN_YEAR:
            return self._open(anchor, zone)
        return self._hosted(anchor, zone)

    def _low(self, anchor: re.Match[str], zone: Zone) -> int:
        paragraph = self.text.rfind("\n", zone.start, anchor.start()) + 1
        return max(self.done, paragraph)

    def _work(self, anchor: re.Match[str], zone: Zone, *, authored: bool) -> Work | None:
        low = self._low(anchor, zone)
        return work_before(self.text, low, anchor.start(), self.rules, self.known, authored=authored)

    def _imprinted(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        parts = imprint(anchor, self.rules.words)
        if parts is None:
            return self._issued(anchor, zone)
        placed = len(parts) > 1 or bool(anchor["undated"])
        work = self._work(anchor, zone, authored=not (zone.apparatus and placed))
        if work is None or not (zone.apparatus or placed):
            return None
        end, more = locators(self.text, anchor.end(), zone.end, journal=work.journal)
        rule = "imprint" if work.authored else "title"
        return self._made(work, end, (*parts, *more), rule)

    def _issued(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        """An article with the month of the issue in brackets."""
        when = (anchor["body"] or "").split()
        if not when or when[0] not in self.rules.words.months or not zone.apparatus:
            return None
        work = self._work(anchor, zone, authored=True)
        if work is None or not work.journal:
            return None
        end, parts = locators(self.text, anchor.end(), zone.end, journal=True)
        return self._made(work, end, parts, "issue")

    def _open(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        """Author, title, place and year without brackets."""
        low = self._low(anchor, zone)
        work = work_before(self.text, low, anchor.end(), self.rules, self.known, authored=True)
        if work is None or not work.imprint:
            return None
        end, parts = locators(self.text, anchor.end(), zone.end)
        return self._made(work, end, parts, "imprint")

    def _made(self, work: Work, end: int, parts: Sequence[Part], rule: str) -> Citation:
        cert: Cert = "high" if work.authored else "medium"
        return Citation(work.start, end, (*work.parts, *work.imprint, *parts), rule, work.edition, work.implied, cert)

    def _located(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        unit = next((name for name in _UNITS if anchor.groupdict().get(name)), "")
        before = self.text[max(zone.start, anchor.start() - 2) : anchor.start()]
        if not unit or not before.endswith((", ", ",", ": ", ") ", ")", "; ")):
            return None
        work = self._work(anchor, zone, authored=True)
        if work is None:
            return None
        end, parts = locators(self.text, anchor.start(), zone.end)
        if dated := _AFTER_ISSUE.match(self.text, end, zone.end):
            end = dated.end()
            more, tail = locators(self.text, end, zone.end, journal=work.journal)
            end, parts = more, [*parts, *tail]
        return self._made(work, end, parts, "locator")

    def _bilingual(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        close = self._closing(anchor.start(), zone.end)
        if close < 0 or not bilingual(self.text, anchor.end(), close):
            return None
        if IMPRINT.match(self.text, close + 2, zone.end):
            return None
        low = self._low(anchor, zone)
        work = work_before(self.text, low, close + 1, self.rules, self.known, authored=True)
        if work is None:
            return None
        end, parts = locators(self.text, close + 1, zone.end)
        return self._made(work, end, parts, "bilingual")

    def _closing(self, start: int, stop: int) -> int:
        depth = 0
        for at in range(start, min(stop, start + 200)):
            depth += (self.text[at] == "(") - (self.text[at] == ")")
            if not depth:
                return at
        return -1

    def _hosted(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        """“appendix to Volume 2 of Marl’s Works”, with who wrote the piece, and its title, before."""
        rules, low = self.rules, self._low(anchor, zone)
        title = Part("title", *anchor.span("title"), {"level": "m"})
        scope = Part("biblScope", *anchor.span("scope"), {"unit": "volume"})
        host = [scope, *named(self.text, *anchor.span("authors"), "author", rules), title]
        edition = (anchor["edition"] or anchor["edition2"] or "").strip()
        if piece := work_before(self.text, low, anchor.start(), rules, self.known, authored=True):
            titles = [
                replace(part, attrs={**part.attrs, "level": "a"}) for part in piece.parts if part.layer == "title"
            ]
            authors = [part for part in piece.parts if part.layer != "title"]
            return Citation(piece.start, anchor.end(), (*authors, *titles, *host), "hosted", edition)
        owner = self._owner(low, anchor.start())
        start = owner.start if owner else anchor.start("scope")
        return Citation(start, anchor.end(), (*((owner,) if owner else ()), *host), "hosted", edition)

    def _owner(self, low: int, end: int) -> Part | None:
        """The author of a piece without title: “Fenn’s appendix”."""
        for found in self.rules.led.finditer(self.text, max(low, end - 80), end):
            rest = self.text[found.end() : end].split()
            first = author_start(self.text, *found.span("authors"), self.rules)
            owns = self.text[found.end("authors")] in "’'" and len(rest) == 1 and rest[0] in self.rules.words.parts
            if owns and first is not None:
                return Part("author", first, found.end("authors"))
        return None

    def _dated(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        """An article in a newspaper, or a newspaper that the authority files know, with the date of the issue."""
        low = self._low(anchor, zone)
        inside = _IN_JOURNAL.search(self.text, low, anchor.start())
        if inside and (article := self._article(inside, anchor, low, zone)):
            return article
        work = self._work(anchor, zone, authored=False)
        if work is None or not work.journal:
            return None
        end, parts = locators(self.text, anchor.end(), zone.end)
        return replace(self._made(work, end, parts, "issue"), cert="high")

    def _article(self, inside: re.Match[str], anchor: re.Match[str], low: int, zone: Zone) -> Citation | None:
        work = work_before(self.text, low, inside.start(), self.rules, self.known)
        if work is None or work.parts[-1].layer != "title":
            return None
        *before, title = work.parts
        place, journal = self._placed(*inside.span("journal"))
        parts = [*before, replace(title, attrs={**title.attrs, "level": "a"}), *place, journal]
        end, more = locators(self.text, anchor.end(), zone.end)
        return Citation(work.start, end, (*parts, *more), "issue")

    def _placed(self, start: int, end: int) -> tuple[list[Part], Part]:
        """A journal, and the place that may stand before its name."""
        space = self.text.find(" ", start, end)
        attrs = {"level": "j"}
        if space > 0 and not self.known.level(self.text[start:end]) and self.known.place(self.text[start:space]):
            return [Part("pubPlace", start, space)], Part("title", space + 1, end, attrs)
        return [], Part("title", start, end, attrs)

    def _repeated(self, anchor: re.Match[str], zone: Zone) -> Citation | None:
        kind = "opcit" if anchor["opcit"] else "ibid"
        low = max(self._low(anchor, zone), anchor.start() - 120)
        before = self.rules.trailing_person.search(self.text, low, anchor.start())
        first = author_start(self.text, *before.span("authors"), self.rules) if before else None
        authors = list(named(self.text, first, before.end("authors"), "author", self.rules)) if before and first else []
        if not zone.apparatus and not authors and not self.found:
            return None
        mark = Part("citeref", *anchor.span(), {"type": kind})
        end, parts = locators(self.text, anchor.end(), zone.end)
        start = first if authors and first is not None else anchor.start()
        return Citation(start, end, (*authors, mark, *parts), kind)


# ---------------------------------------------------------------- works and targets
@dataclass
class _Cataloguer:
    """Gives each citation its id, its work and, where it repeats one, its target."""

    reading: Reading
    works: Works
    past: list[tuple[Citation, str, str, frozenset[str]]] = field(default_factory=list)
    """Citation, its id, the id of its work, surnames of the authors."""

    def run(self, found: Sequence[Citation]) -> Iterator[Annotation]:
        """The annotations of all citations."""
        for number, one in enumerate(found, 1):
            repeated = self._repeats(one)
            work = repeated[2] if repeated else self._work(one)
            names = self._surnames(one) or (self.works.authors(work) if work else frozenset())
            doubtful = one.rule == "opcit" and self._several(names)
            yield from self._annotations(one, f"c.{number}", work, repeated[1] if repeated else "", doubtful)
            self.past.append((one, f"c.{number}", work, frozenset(names)))

    def _text(self, part: Part) -> str:
        return " ".join(self.reading.text[part.start : part.end].split())

    def _surnames(self, one: Citation) -> frozenset[str]:
        people = one.of("author") or one.of("editor")
        return frozenset(surname_key(self._text(part)) for part in people)

    def _work(self, one: Citation) -> str:
        if one.rule in ("ibid", "opcit"):
            return ""
        titles = [part for part in one.of("title") if part.attrs.get("level") != "j"] or one.of("title")
        if not titles:
            return ""
        people = [surname_key(self._text(part)) for part in one.of("author") + one.of("editor")]
        edition = one.edition
        if one.rule == "hosted":
            piece = len(titles) > 1
            titles, people, edition = titles[:1], people[:1] if piece else people[-1:], "" if piece else edition
        if one.implied and not people and self.past:
            people = sorted(self.past[-1][3])
        year = next((part.attrs.get("when", "") for part in one.of("date")), "")
        names = [self._text(part).strip("‘’“”\"'") for part in titles]
        cited = Cited(tuple(people), tuple(names), year, edition)
        return self.works.find(cited) or self.works.add(cited)

    def _repeats(self, one: Citation) -> tuple[Citation, str, str, frozenset[str]] | None:
        if one.rule not in ("ibid", "opcit") or not self.past:
            return None
        names = self._surnames(one)
        if one.rule == "ibid":
            same = [past for past in self.past[-4:] if names & past[3]]
            return same[-1] if same else self.past[-1]
        same = [past for past in self.past if names & past[3]] if names else self.past
        if not same:
            return None
        whole = [past for past in same if past[2] == same[-1][2] and past[0].rule not in ("ibid", "opcit")]
        return (whole or same)[-1]

    def _several(self, names: frozenset[str]) -> bool:
        return len({past[2] for past in self.past if names & past[3]}) > 1

    def _annotations(self, one: Citation, id: str, work: str, target: str, doubtful: bool) -> Iterator[Annotation]:
        repeat = one.rule in ("ibid", "opcit")
        attrs = {"id": id, **({"corresp": work} if work else {}), **({"type": one.rule} if repeat else {})}
        cert: Cert = "low" if repeat and not target else "medium" if doubtful else one.cert
        yield Annotation("bibl", *self.reading.source(one.start, one.end), attrs, one.rule, cert)
        for part in one.parts:
            given = dict(part.attrs)
            if part.layer == "citeref" and target:
                given["target"] = target
            yield Annotation(part.layer, *self.reading.source(part.start, part.end), given, one.rule, cert)
