"""Edition and authority to `teiHeader` and `standOff` (Guidelines 2, The TEI Header; 17.10, standOff)."""

from __future__ import annotations

import copy
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from rubricator import __version__
from rubricator.context import Context
from rubricator.decisions import FILE as DECISIONS
from rubricator.document import Annotation, Document
from rubricator.edition import GENRES, Responsibility
from rubricator.encode import BAD_CHARACTER, rule_id
from rubricator.layers import LAYERS
from rubricator.timeline import coverage

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_E: Final = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_LICENCES: Final = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"),
    "CC-BY-SA-4.0": ("https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution-ShareAlike 4.0 International"),
    "CC-BY-NC-4.0": ("https://creativecommons.org/licenses/by-nc/4.0/", "Creative Commons Attribution-NonCommercial 4.0 International"),
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons CC0 1.0, public domain dedication"),
}  # fmt: skip
_LANGUAGES: Final = {
    "en": "English", "fr": "French", "de": "German", "ru": "Russian", "ru-Latn": "Russian, romanized", "la": "Latin",
    "it": "Italian", "es": "Spanish", "el": "Greek", "grc": "Ancient Greek", "he": "Hebrew", "pl": "Polish",
    "uk-Latn": "Ukrainian, romanized", "nl": "Dutch", "pt": "Portuguese", "sv": "Swedish", "cy": "Welsh",
}  # fmt: skip
_GENRES: Final = {
    "history": "historical narrative",
    "novel": "novel or tale",
    "drama": "drama",
    "verse": "verse",
    "letters": "letters",
}
_CALENDARS: Final = {
    "cal.gregorian": "Gregorian calendar (New Style), proleptic where needed.",
    "cal.julian": "Julian calendar (Old Style).",
}
_LISTS: Final = (("person", "listPerson"), ("place", "listPlace"), ("org", "listOrg"), ("bibl", "listBibl"))
_PREFIXES: Final = {
    "wd": ("(Q[0-9]+)", "https://www.wikidata.org/entity/$1", "Wikidata item."),
    "viaf": ("([0-9]+)", "https://viaf.org/viaf/$1", "VIAF cluster."),
    "gnd": ("([0-9X-]+)", "https://d-nb.info/gnd/$1", "Integrated Authority File of the German National Library."),
    "geonames": ("([0-9]+)", "https://sws.geonames.org/$1/", "GeoNames feature."),
}
_ISO: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LIMITS: Final = {"notBefore": "not before", "notAfter": "not after"}
_MENTIONS: Final = {"p": "person", "c": "person", "pl": "place", "o": "org", "b": "bibl"}
_NAMES: Final = {"person": "persName", "place": "placeName", "org": "orgName"}


def _e(tag: str, *children: Any, **attributes: str) -> etree._Element:
    """One TEI element; None children are left out, ``xml_id`` becomes ``xml:id``, ``cls_`` underscores go."""
    named = {
        (_XML + name[4:] if name.startswith("xml_") else name.rstrip("_")): value
        for name, value in attributes.items()
        if value
    }
    element: etree._Element = _E(tag, *(_clean(child) for child in children if child is not None), named)
    return element


def _clean(child: Any) -> Any:
    return BAD_CHARACTER.sub("\ufffd", child) if isinstance(child, str) else child


@dataclass(frozen=True)
class Header:
    """Builds what stands around the text; `fragments` is what `encode` will write."""

    document: Document
    context: Context
    fragments: Sequence[Annotation]
    rules: Mapping[str, str]

    # ------------------------------------------------------------------ facts
    @property
    def meta(self) -> Any:
        """[edition] of edition.toml, guesses filled in."""
        return self.context.edition.edition

    @cached_property
    def date(self) -> str:
        """The edition's own date, else SOURCE_DATE_EPOCH, else nothing."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if self.meta.date or not epoch.isdigit():
            return str(self.meta.date)
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()

    @cached_property
    def pointed(self) -> set[str]:
        """Every id that something in the text points to."""
        pointing = {name: layer.pointing for name, layer in LAYERS.items()}
        values = {
            value for one in self.fragments for name, value in one.attrs.items() if name in pointing[one.layer]
        } | {one.resp for one in self.fragments}
        return {id for value in (*values, self.meta.author_id) for id in value.split()}

    @cached_property
    def made(self) -> Counter[str]:
        """How many annotations each rule made."""
        return Counter(one.rule for one in self.document.annotations if one.rule)

    @cached_property
    def entries(self) -> dict[str, etree._Element]:
        """Entries for standOff: those pointed to, and those that these point to, by id."""
        known = self.context.authority.entries
        found: dict[str, etree._Element] = {}
        queue = sorted(self.pointed)
        while queue:
            key = queue.pop()
            if key in known and key not in found:
                found[key] = _pruned(known[key])
                queue += [ref for ref in _references(found[key]) if ref in known]
        borne = {one.attrs["id"] for one in self.fragments if "id" in one.attrs}
        found |= dict(self._mentioned(self.pointed - found.keys() - borne))
        return dict(sorted(found.items()))

    def _mentioned(self, ids: set[str]) -> Iterator[tuple[str, etree._Element]]:
        """Entries for ids that no authority file has, named as the text names them most fully."""
        fullest: dict[str, str] = {}
        for one in self.document.in_layer(*_NAMING):
            for name in ("ref", "who", "corresp"):
                key = one.attrs.get(name, "")
                if key in ids and one.end - one.start > len(fullest.get(key, "")):
                    words = _spaced(self.document.slice(one)).strip(" .:,[]()")
                    fullest[key] = max(words, fullest.get(key, ""), key=len)
        for key in sorted(ids):
            kind = _MENTIONS.get(key.partition(".")[0])
            if kind == "bibl" and key.count("."):
                yield key, self._work(key)
            elif kind and "." in key:
                called = _e(_NAMES[kind], fullest.get(key) or key.partition(".")[2].replace("-", " ").title())
                yield key, _e(kind, called, xml_id=key)

    def _work(self, key: str) -> etree._Element:
        """A work as its first citation describes it."""
        cited = next((a for a in self.document.in_layer("bibl") if a.attrs.get("corresp") == key), None)
        if cited is None:
            named = next((a for a in self.document.in_layer("title") if a.attrs.get("ref") == key), None)
            words = self.document.slice(named) if named else key
            return _e(
                "bibl", _e("title", _spaced(words), level=named.attrs.get("level", "m") if named else "m"), xml_id=key
            )
        parts = self.document.within(
            cited.start, cited.end, "author", "editor", "title", "pubPlace", "publisher", "date"
        )
        children = [self._field(part) for part in _outermost(parts)]
        return _e("bibl", *(children or [_e("title", _spaced(self.document.slice(cited)))]), xml_id=key)

    def _field(self, part: Annotation) -> etree._Element:
        words = _spaced(self.document.slice(part))
        keep = {name: value for name, value in part.attrs.items() if name in ("level", "type", "when", "from", "to")}
        if part.layer == "author":
            person = next(iter(self.document.within(part.start, part.end, "persName")), None)
            ref = person.attrs.get("ref") if person else None
            return _e("author", _e("persName", words, ref=f"#{ref}") if ref else words)
        return _e(part.layer, words, xml_lang=part.attrs.get("lang", ""), **keep)

    # ------------------------------------------------------------------ teiHeader
    def header(self) -> etree._Element:
        """The element ``teiHeader``."""
        return _e(
            "teiHeader",
            self._file_desc(),
            self._encoding_desc(),
            self._profile_desc(),
            _e("revisionDesc", *self._changes(), status="draft"),
        )

    def _changes(self) -> list[etree._Element]:
        """The run and the stated reviews, newest first; of one day, the run."""
        reviews = [
            _e(
                "change",
                one.what or "Reviewed",
                f" ({one.who})" if one.who else None,
                when=one.when,
                who=self._reviewer(one.who),
            )
            for one in self.meta.change
        ]
        return sorted([self._run(), *reviews], key=lambda change: change.get("when") or self.date, reverse=True)

    def _reviewer(self, name: str) -> str:
        if name and name == self.meta.encoder:
            return "#resp.editor"
        at = next((at for at, one in enumerate(self._others(), 1) if one.name == name), 0)
        return f"#resp.other.{at}" if at else ""

    def _run(self) -> etree._Element:
        """What went into this run, and what came out."""
        source = self.document.source
        decided = self.made["editor/decision"]
        return _e(
            "change",
            "Encoded from ", _e("ref", source.name, target="#src"), " (", _e("idno", source.sha256, type="sha256"), ") by ",
            _e("ref", f"rubricator {__version__}", target="#app.conv"), " with the configuration ",
            _e("idno", self.configuration, type="configuration"),
            f": {self.made.total()} annotations by {len(self.made)} rules, {decided} of them decided by the editor.",
            when=self.date, who="#resp.conv", xml_id="chg.1",
        )  # fmt: skip

    @cached_property
    def configuration(self) -> str:
        """Hexadecimal SHA-256 of all that shapes the tagging besides text and program: edition, authority, decisions."""
        edition = self.context.edition
        found = hashlib.sha256(repr(replace(edition, folder=None)).encode())
        for key, entry in sorted(self.context.authority.entries.items()):
            found.update(key.encode() + etree.tostring(entry, with_tail=False))
        decided = edition.folder / DECISIONS if edition.folder else None
        found.update(decided.read_bytes() if decided and decided.is_file() else b"")
        return found.hexdigest()

    def _file_desc(self) -> etree._Element:
        return _e(
            "fileDesc",
            self._title_stmt(),
            _e("editionStmt", _e("edition", "Automatic encoding", n=self.meta.version or "1")),
            self._extent(),
            self._publication_stmt(),
            self._series_stmt(),
            _e("sourceDesc", self._digital_source()),
        )

    def _title_stmt(self) -> etree._Element:
        guessed = self.context.edition.guessed
        return _e(
            "titleStmt",
            _e(
                "title",
                self.meta.title or self.document.source.name,
                level="m",
                type="main",
                cert="low" if "title" in guessed else "",
            ),
            _e("title", self.meta.subtitle, type="sub") if self.meta.subtitle else None,
            *(
                _e(
                    "author",
                    self._author(name),
                    ref=_orcid(self.meta.orcid(name)),
                    cert="low" if "author" in guessed else "",
                )
                for name in self.meta.author
            ),
            _e("funder", self.meta.funder, f", {self.meta.grant}" if self.meta.grant else None)
            if self.meta.funder
            else None,
            *self._responsibilities(),
        )

    def _author(self, name: str) -> etree._Element:
        return _e(
            "persName",
            name,
            ref=f"#{self.meta.author_id}" if self.meta.author_id and name == self.meta.author[0] else "",
        )

    def _responsibilities(self) -> Iterator[etree._Element]:
        yield _resp("resp.conv", "automatic markup", _e("name", "rubricator", type="software", ref="#app.conv"))
        if self.meta.encoder or "resp.editor" in self.pointed:
            yield _resp("resp.editor", "review and correction of the markup", self._name(self.meta.encoder))
        if self.meta.editor or "resp.bookeditor" in self.pointed:
            what = "editor of the printed book, author of the bracketed notes"
            yield _resp("resp.bookeditor", what, self._name(self.meta.editor))
        if self.meta.translator:
            yield _resp("resp.translator", "translation", self._name(self.meta.translator))
        if "resp.author" in self.pointed:
            yield _resp("resp.author", "author", _e("name", ", ".join(self.meta.author) or "not stated"))
        for at, one in enumerate(self._others(), 1):
            yield _resp(f"resp.other.{at}", one.role or "contribution", self._name(one.name))

    def _name(self, name: str) -> etree._Element:
        return _e("name", name or "not stated", ref=_orcid(self.meta.orcid(name)))

    def _others(self) -> list[Responsibility]:
        """Responsibilities of persons that no other key of the edition names."""
        known = {*self.meta.author, self.meta.editor, self.meta.translator, self.meta.encoder}
        return [one for one in self.meta.responsibility if one.name not in known]

    def _series_stmt(self) -> etree._Element | None:
        if not self.meta.series:
            return None
        number = self.meta.series_number
        return _e(
            "seriesStmt",
            _e("title", self.meta.series, level="s"),
            _e("biblScope", number, unit="volume") if number else None,
        )

    def _extent(self) -> etree._Element:
        source = self.document.source
        return _e(
            "extent",
            _e("measure", unit="characters", quantity=str(len(source.text))),
            _e("measure", unit="bytes", quantity=str(len(source.data))),
        )

    def _publication_stmt(self) -> etree._Element:
        identifiers = self.meta.identifiers
        return _e(
            "publicationStmt",
            _e("publisher", self.meta.publisher) if self.meta.publisher else _e("authority", "not published"),
            _e("pubPlace", self.meta.place) if self.meta.place else None,
            _e("distributor", self.meta.distributor) if self.meta.distributor else None,
            _e("date", self.date, when=self.date) if self.date else None,
            self._availability(),
            *(
                _e("idno", getattr(identifiers, kind), type=kind.upper())
                for kind in ("doi", "isbn", "urn", "handle")
                if getattr(identifiers, kind)
            ),
            _e("idno", self.meta.id, type="file") if self.meta.id else None,
        )

    def _availability(self) -> etree._Element:
        licence, holder = self.meta.licence, self.meta.rights_holder
        held = _e("p", f"Rights holder: {holder}") if holder else None
        if not licence:
            return _e("availability", _e("p", "No licence is stated."), held, status="unknown")
        uri, words = licence_named(licence)
        return _e("availability", _e("licence", words, target=uri), held, status="free" if uri else "restricted")

    def _digital_source(self) -> etree._Element:
        source = self.document.source
        described = self.context.edition.source.description
        return _e(
            "bibl",
            _e("title", source.name),
            _e("ptr", target=_uri(source.name), mimeType="text/plain"),
            _e("idno", source.sha256, type="sha256"),
            _e(
                "note",
                source.encoding.upper() if source.encoding == "utf-8" else source.encoding,
                type="characterEncoding",
            ),
            _e("note", source.bom.hex(" ").upper() or "none", type="byteOrderMark"),
            _e("note", source.line_ending, type="lineEnding"),
            _e("note", described) if described else None,
            self._printed(),
            xml_id="src",
            type="digitalSource",
        )

    def _printed(self) -> etree._Element | None:
        print_ = self.context.edition.source.print
        if not (print_.title or print_.author):
            return None
        return _e(
            "bibl",
            _e("author", print_.author) if print_.author else None,
            _e("title", print_.chapter, level="a") if print_.chapter else None,
            _e("title", print_.title, level="m") if print_.title else None,
            _e("title", print_.subtitle, type="sub") if print_.subtitle else None,
            _e("title", print_.original_title, type="original", xml_lang=print_.original_language)
            if print_.original_title
            else None,
            _e("editor", print_.editor) if print_.editor else None,
            _e("editor", print_.translator, role="translator") if print_.translator else None,
            _e("pubPlace", print_.place) if print_.place else None,
            _e("publisher", print_.publisher) if print_.publisher else None,
            _printed_date(print_.date),
            _e("note", f"First published {print_.original_date}.") if print_.original_date else None,
            xml_id="ed.print",
            type="originalSource",
        )

    # ------------------------------------------------------------------ encodingDesc
    def _encoding_desc(self) -> etree._Element:
        return _e(
            "encodingDesc",
            _e(
                "projectDesc",
                _e(
                    "p",
                    "Plain text encoded in TEI P5 by rubricator. Every tag in the text is an inference of the program unless @resp names a person.",
                ),
            ),
            self._editorial_decl(),
            self._tags_decl(),
            _e("classDecl", self._genres(), self._rules()),
            self._prefixes(),
            self._characters(),
            _e(
                "appInfo",
                _e(
                    "application",
                    _e("label", "rubricator"),
                    _e("ptr", target="#src"),
                    ident="rubricator",
                    version=__version__,
                    when=self.date,
                    xml_id="app.conv",
                ),
            ),
        )

    def _editorial_decl(self) -> etree._Element:
        """What was done to the text, with counts; n is the level of Best Practices for TEI in Libraries."""
        layers = Counter(one.layer for one in self.fragments)
        fixes = layers["sic"] + layers["supplied"] + layers["gap"]
        hyphens = sum(1 for one in self.fragments if one.layer == "sic" and one.attrs.get("type") == "hyphen")
        quotation = f"each in pc, inside the element that they delimit; {layers['pc']} are marked."
        return _e(
            "editorialDecl",
            _e(
                "correction",
                _p(
                    f"Errors of the source stand in sic beside corr, or are completed with supplied; {fixes} places are marked."
                ),
                method="markup",
                status="low",
            ),
            _e(
                "normalization",
                _p("Nothing is normalized silently; every character stands as in the source."),
                method="markup",
            ),
            _e("punctuation", _p("All punctuation is kept as content."), marks="all", placement="internal"),
            _e("quotation", _p(f"Quotation marks are kept as content, {quotation}"), marks="all"),
            _e(
                "hyphenation",
                _p(
                    "Hyphens left inside words by an earlier digitization are kept in sic, with corr type hyphen; "
                    f"{hyphens} were found."
                ),
                eol="some",
            ),
            _e("segmentation", _p(self._segmentation(layers))),
            _e(
                "stdVals",
                _p(
                    "The attributes when, from, to, notBefore and notAfter hold proleptic Gregorian ISO 8601; "
                    "when-custom holds the date as written, in the calendar of datingMethod."
                ),
            ),
            _e("interpretation", _p(self._interpretation())),
            _e(
                "p",
                "The string value of the text, leaving out corr, reg and supplied and replacing each g by the code "
                "point mapped in charDecl, is the source, character for character.",
                xml_id="rule.reversibility",
            ),
            n="4",
        )

    def _segmentation(self, layers: Counter[str]) -> str:
        counts = f"{layers['div']} divisions, {layers['p']} paragraphs and {layers['l']} lines of verse"
        return (
            f"{counts} are marked. Divisions without a heading are inferred from the blank lines between them; "
            "no heading is invented."
        )

    def _interpretation(self) -> str:
        """Which annotators made tags, which were left out, what the signatures mean."""
        made = sorted({rule.partition("/")[0] for rule in self.made} - {"editor", "reconcile"})
        off = ", ".join(self.context.edition.annotate.off)
        decided = self.made["editor/decision"]
        return (
            f"Identified by rules: {', '.join(made) or 'nothing'}."
            + (f" Left out by the edition: {off}." if off else "")
            + (f" Decided by the editor: {decided} annotations." if decided else "")
            + " The attribute ana names the rule, cert its confidence; an absent cert means high."
        )

    def _tags_decl(self) -> etree._Element:
        counts = Counter(LAYERS[one.layer].element for one in self.fragments)
        counts.update({"choice": counts["sic"], "corr": counts["sic"]} if counts["sic"] else {})
        usage = (_e("tagUsage", gi=gi, occurs=str(count)) for gi, count in sorted(counts.items()))
        return _e(
            "tagsDecl",
            _e("rendition", "display: block; margin: 1em 2em", scheme="css", xml_id="r.block"),
            _e("namespace", *usage, name=NAMESPACE) if counts else None,
            partial="true",
        )

    def _genres(self) -> etree._Element:
        categories = (_e("category", _e("catDesc", _GENRES[genre]), xml_id=f"genre.{genre}") for genre in GENRES)
        return _e("taxonomy", *categories, xml_id="genre")

    def _rules(self) -> etree._Element:
        categories = (
            _e("category", _e("catDesc", f"{self.rules.get(rule, rule)} ({count} annotations)"), xml_id=rule_id(rule))
            for rule, count in sorted(self.made.items())
        )
        return _e("taxonomy", _e("desc", "The rules that made the annotations."), *categories, xml_id="rules")

    def _prefixes(self) -> etree._Element:
        used = {
            found for entry in self.entries.values() for found in re.findall(r"\b([a-z]+):", entry.get("corresp") or "")
        }
        name = _uri(self.document.source.name)
        return _e(
            "listPrefixDef",
            _e(
                "prefixDef",
                _e("p", "Code point range in the source file (RFC 5147)."),
                ident="src",
                matchPattern="([0-9]+),([0-9]+)",
                replacementPattern=f"{name}#char=$1,$2",
            ),
            *(
                _e("prefixDef", _e("p", words), ident=ident, matchPattern=match, replacementPattern=replacement)
                for ident, (match, replacement, words) in _PREFIXES.items()
                if ident in used
            ),
        )

    def _characters(self) -> etree._Element | None:
        found = sorted(set(BAD_CHARACTER.findall(self.document.text)))
        chars = [
            _e(
                "char",
                _e("localProp", name="name", value=f"CONTROL CHARACTER {ord(one):04X}"),
                _e("mapping", f"U+{ord(one):04X}", type="codepoint"),
                xml_id=f"ch.u{ord(one):04x}",
            )
            for one in found
        ]
        return _e("charDecl", *chars) if chars else None

    # ------------------------------------------------------------------ profileDesc
    def _profile_desc(self) -> etree._Element:
        return _e(
            "profileDesc",
            _e("abstract", _e("p", self.meta.abstract)) if self.meta.abstract else None,
            self._creation(),
            self._languages(),
            self._calendars(),
            self._fiction(),
            self._time_told(),
            self._text_class(),
        )

    def _creation(self) -> etree._Element | None:
        """When the text was written: not after its print, a translation not before its original."""
        print_ = self.context.edition.source.print
        last = print_.date if print_.original_language else print_.original_date or print_.date
        first = print_.original_date if print_.original_language and print_.original_date != last else ""
        bounds = {"notBefore": first, "notAfter": last}
        known = {name: value for name, value in bounds.items() if _ISO.fullmatch(value)}
        if not known:
            return None
        words = " and ".join(f"{_LIMITS[name]} {value}" for name, value in known.items())
        return _e("creation", "Written ", _e("date", words, **known, evidence="external"), ".")

    def _time_told(self) -> etree._Element | None:
        """The time that the dates of the text tell of."""
        found = coverage(self.document)
        if not found:
            return None
        first, last, count = found
        most = "Nearly all dates of the text" if count >= 20 else "The dates of the text"
        value = {"when": first} if first == last else {"from": first, "to": last}
        span = _e("date", first if first == last else f"{first} to {last}", **value)
        return _e("settingDesc", _e("p", f"{most} ({count}) lie in the time ", span, "."))

    def _languages(self) -> etree._Element:
        shares = Counter({self.meta.language: len(self.document.text)})
        for one in self.document.annotations:
            if tag := one.attrs.get("lang"):
                shares[tag] += one.end - one.start
                shares[self.meta.language] -= one.end - one.start
        total = max(len(self.document.text), 1)
        return _e(
            "langUsage",
            *(
                _e("language", _LANGUAGES.get(tag, tag), ident=tag, usage=str(round(100 * max(size, 0) / total)))
                for tag, size in shares.most_common()
            ),
        )

    def _calendars(self) -> etree._Element | None:
        used = [calendar for calendar in _CALENDARS if calendar in self.pointed]
        found = (_e("calendar", _e("p", _CALENDARS[calendar]), xml_id=calendar) for calendar in used)
        return _e("calendarDesc", *found) if used else None

    def _fiction(self) -> etree._Element | None:
        people = [entry for key, entry in self.entries.items() if key.startswith("c.")]
        return _e("particDesc", _e("listPerson", *people, type="fictional")) if people else None

    def _text_class(self) -> etree._Element | None:
        genre, keywords = self.meta.genre, self.meta.keywords
        if not (genre or keywords):
            return None
        guessed = "low" if "genre" in self.context.edition.guessed else ""
        return _e(
            "textClass",
            _e("keywords", *(_e("term", word) for word in keywords)) if keywords else None,
            _e("catRef", scheme="#genre", target=f"#genre.{genre}", cert=guessed) if genre else None,
        )

    # ------------------------------------------------------------------ standOff
    def stand_off(self) -> etree._Element | None:
        """The element ``standOff``, None where it would be empty."""
        lists = [self._list(tag, wrapper) for tag, wrapper in _LISTS]
        notes = list(self._flags())
        children = [one for one in lists if one is not None] + ([_e("listAnnotation", *notes)] if notes else [])
        return _e("standOff", *children) if children else None

    def _list(self, tag: str, wrapper: str) -> etree._Element | None:
        found = [
            entry
            for key, entry in self.entries.items()
            if etree.QName(entry).localname == tag and not key.startswith("c.")
        ]
        return _e(wrapper, *found) if found else None

    def _flags(self) -> Iterator[etree._Element]:
        for number, flag in enumerate(self.document.in_layer("flag"), 1):
            yield _e(
                "annotation",
                _e("respStmt", _e("resp", "automatic markup"), _e("name", "rubricator", ref="#resp.conv")),
                _e("note", flag.attrs.get("reason", "")),
                target=f"src:{flag.start},{flag.end}",
                motivation="commenting",
                xml_id=f"an.{number}",
            )


_NAMING: Final = frozenset({"persName", "placeName", "orgName", "speaker", "role", "rs", "name"})


def licence_named(licence: str) -> tuple[str, str]:
    """Address (empty: none is known) and name of a licence given as SPDX id, as address, or in words."""
    if licence in _LICENCES:
        return _LICENCES[licence]
    return (licence if re.match(r"https?://\S+$", licence) else "", licence)


def _orcid(orcid: str) -> str:
    return f"https://orcid.org/{orcid}" if orcid else ""


def _p(words: str) -> etree._Element:
    return _e("p", words)


def _resp(key: str, what: str, who: etree._Element) -> etree._Element:
    return _e("respStmt", _e("resp", what), who, xml_id=key)


def _printed_date(date: str) -> etree._Element | None:
    when = date if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) else ""
    return _e("date", date, when=when) if date else None


def _uri(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _outermost(parts: Iterable[Annotation]) -> Iterator[Annotation]:
    end = -1
    for part in parts:
        if part.start >= end:
            yield part
            end = part.end


def _pruned(entry: etree._Element) -> etree._Element:
    """A copy without the white space of its file."""
    fresh = copy.deepcopy(entry)
    fresh.tail = None
    return fresh


def _references(entry: etree._Element) -> list[str]:
    found = (value for one in entry.iter() for name in ("ref", "who", "corresp") if (value := one.get(name)))
    return [part[1:] for value in found for part in value.split() if part.startswith("#")]


def document_xml(
    document: Document, context: Context, fragments: Sequence[Annotation], rules: Mapping[str, str], text: str
) -> str:
    """The whole TEI document: header and standOff indented, the text untouched."""
    header = Header(document, context, fragments, rules)
    parts = [_indented(part) for part in (header.header(), header.stand_off()) if part is not None]
    language = f' xml:lang="{context.edition.edition.language}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}"{language}>\n{"".join(parts)}{text}\n</TEI>\n'
    )


def _indented(element: etree._Element) -> str:
    etree.indent(element, "  ")
    xml: str = etree.tostring(element, encoding="unicode")
    return xml.replace(f' xmlns="{NAMESPACE}"', "", 1) + "\n"
