"""Citations found left to right, each from its plainest sign outwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple

from rubricator.annotate.citations.grammar import Grammar, grammar
from rubricator.annotate.citations.head import Known, Work, author_start, bilingual, named, title_part, work_before
from rubricator.annotate.citations.tail import IMPRINT, LOCATOR, Part, imprint, locators
from rubricator.model.document import Cert
from rubricator.reading.corrected import matches_at, near
from rubricator.reading.words import UPPER

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
_OPEN_YEAR: Final = re.compile(r",?\s(?:1[4-9]|20)\d\d(?=[.,;)\]]|\s*$)")
_UNITS: Final = frozenset({"page", "volume", "issue", "chapter", "part"})


class Citation(NamedTuple):
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


class Zone(NamedTuple):
    """A stretch in which citations are looked for; in an apparatus (notes, bibliography) all forms of them."""

    start: int
    end: int
    apparatus: bool


@dataclass
class Finder:
    """Finds citations, left to right; `text` is the unwrapped reading."""

    text: str
    language: str
    known: Known
    found: list[Citation] = field(default_factory=list)
    done: int = 0

    @cached_property
    def rules(self) -> Grammar:
        """The patterns of the language, made when first needed."""
        return grammar(self.language)

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
        anchors = list(matches_at(self.text, IMPRINT, "(", "[", start=zone.start, end=zone.end))
        anchors += near(self.text, _REPEAT, "bid", "cit", reach=8, start=zone.start, end=zone.end)
        full = [(zone.start, zone.end)] if zone.apparatus else self._asides(zone)
        patterns = (LOCATOR, _BRACKET, self.rules.hosted, _DATED, _OPEN_YEAR) if full else ()
        for pattern in patterns:
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
        end, more = locators(self.text, anchor.end(), zone.end, journal=work.journal, bare=zone.apparatus)
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
        work = self._work(anchor, zone, authored=True) or self._anonymous(anchor, zone)
        if work is None:
            return None
        end, parts = locators(self.text, anchor.start(), zone.end)
        if dated := _AFTER_ISSUE.match(self.text, end, zone.end):
            end = dated.end()
            more, tail = locators(self.text, end, zone.end, journal=work.journal)
            end, parts = more, [*parts, *tail]
        return self._made(work, end, parts, "locator")

    def _anonymous(self, anchor: re.Match[str], zone: Zone) -> Work | None:
        """A periodical, somebody's collected works, or a title alone in brackets, before a volume or page."""
        work = self._work(anchor, zone, authored=False)
        if work is None:
            return None
        title = next(part for part in work.parts if part.layer == "title")
        last = self.text[title.start : title.end].split()[-1]
        alone = self.text[title.start - 1 : title.start] == "(" and ")" in self.text[anchor.end() : anchor.end() + 20]
        return work if work.journal or last in self.rules.words.collections or alone else None

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
            named_part = rules.part_by.search(self.text, low, piece.start)
            start = named_part.start() if named_part else piece.start
            return Citation(start, anchor.end(), (*authors, *titles, *host), "hosted", edition)
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
        return self._made(work, end, parts, "issue")._replace(cert="high")

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
        if space > 0 and not self.known.level(self.text[start:end]) and self.known.place(self.text[start:space]):
            return [Part("pubPlace", start, space)], title_part(self.text, space + 1, end, "j")
        return [], title_part(self.text, start, end, "j")

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
