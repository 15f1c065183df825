"""edition.toml to a frozen `Edition`; unknown keys and wrong types are errors, every fault at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from rubricator.model import source as sources
from rubricator.model import tomlfile
from rubricator.model.explanation import Verdict
from rubricator.model.genres import GENRES
from rubricator.model.layers import date_fault
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.model.name_forms import slug
from rubricator.model.resources import resource
from rubricator.model.source import BAD_CHARACTER, Source
from rubricator.model.tomlfile import TOMLError

CALENDARS: Final = ("julian", "gregorian")
OUTPUTS: Final = ("html", "epub", "pdf")
FORMATS: Final = (*OUTPUTS, "txt", "md", "docx", "json", "csv")
PAGES: Final = ("US trade", "A5", "B5")
NOTES: Final = ("foot", "end")
OPENINGS: Final = ("plain", "raised capital", "small capitals")
LINE_NUMBERS: Final = ("every five", "as printed", "none")
CORRECTIONS: Final = ("none", "proved", "all")
TYPOGRAPHY: Final = ("book", "as printed")
SECTIONS: Final = (
    "persons",
    "places",
    "bodies",
    "works",
    "speakers",
    "exchanges",
    "bibliography",
    "chronology",
    "emendations",
    "about",
)
"""Parts of the apparatus behind the text, in the order in which they stand unless an edition says otherwise."""
READINGS: Final = ("corrected", "diplomatic")
FILE: Final = "edition.toml"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Identifiers of the edition itself."""

    doi: str = ""
    """DOI of this edition, as `10.5281/zenodo.1234`."""
    isbn: str = ""
    """ISBN of this edition, ten or thirteen digits."""
    urn: str = ""
    """URN of this edition."""
    handle: str = ""
    """Handle of this edition."""
    wikidata: str = ""
    """The work's item in Wikidata, as `Q41567`."""
    dracor: str = ""
    """The play's id in DraCor, once it has one, as `eng000001`."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One [[edition.part]]: a text of its own in a file that holds several, and what it is read as."""

    begins: str = ""
    """The words of its first heading, as they stand in the source. It ends where the next one begins."""
    genre: str = ""
    """What this text is read as; where it is not stated the text tells it."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One [[edition.responsibility]]: who did what; names the ORCID of a person named elsewhere, too."""

    name: str = ""
    """Name of the person or body."""
    role: str = ""
    """What they did, as `proof-reading`."""
    orcid: str = ""
    """Their ORCID, as `0000-0002-1825-0097`."""
    affiliation: str = ""
    """Where they work."""
    given: str = ""
    """Given names, where the whole name does not tell."""
    family: str = ""
    """Family name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One [[edition.change]]: a review or revision by a person."""

    when: str = ""
    """Day of the change, as `2026-11-23`."""
    who: str = ""
    """Who made it."""
    what: str = ""
    """What was done."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """[edition]: what the edition is called and who answers for it. Empty means not stated."""

    id: str = ""
    """Name of the edition in file names and identifiers; by default that of its folder."""
    title: str = ""
    """Title of the work. The only key that must be there."""
    subtitle: str = ""
    """Subtitle."""
    author: tuple[str, ...] = ()
    """Author, or a list of authors."""
    author_id: str = ""
    """Identifier of the author in an authority file or elsewhere, as a VIAF or Wikidata address."""
    editor: str = ""
    """Who edited this text."""
    translator: str = ""
    """Who translated it."""
    encoder: str = ""
    """Who answers for the encoding."""
    language: str = "en"
    """Language of the text, a BCP 47 tag; where it is not stated the text tells it."""
    date: str = ""
    """Day of this edition; the only clock that outputs know."""
    publisher: str = ""
    """Who publishes this edition."""
    place: str = ""
    """Where it is published."""
    licence: str = ""
    """Terms of use: an SPDX identifier, as `CC-BY-4.0`, or an address of Creative Commons or RightsStatements.org."""
    genre: str = ""
    """What the text is read as; where it is not stated the text tells it."""
    part: tuple[TextPart, ...] = ()
    """The texts of a file that holds several, each with its genre; may be repeated."""
    series: str = ""
    """Series in which it appears."""
    series_number: str = ""
    """Number in the series."""
    version: str = ""
    """Version of the edition, as `1.2`."""
    distributor: str = ""
    """Who distributes it, where that is not the publisher."""
    rights_holder: str = ""
    """Who holds the rights."""
    funder: str = ""
    """Who paid for it."""
    funder_id: str = ""
    """Address of the funder at ROR, or its Crossref Funder ID, ISNI or GRID."""
    grant: str = ""
    """Number of the grant."""
    contact: str = ""
    """E-mail address for questions."""
    abstract: str = ""
    """A paragraph about the work, for catalogues."""
    keywords: tuple[str, ...] = ()
    """Subjects, for catalogues."""
    identifiers: Identifiers = field(default_factory=Identifiers)
    """Identifiers of the edition."""
    responsibility: tuple[Responsibility, ...] = ()
    """Who did what; may be repeated."""
    change: tuple[Change, ...] = ()
    """Reviews and revisions by persons; may be repeated."""

    def orcid(self, name: str) -> str:
        """The ORCID that [[edition.responsibility]] gives for a name; empty where it gives none."""
        return next((one.orcid for one in self.responsibility if one.name == name and one.orcid), "")


@dataclass(frozen=True, slots=True)
class Print:
    """[source.print]: the printed witness behind the file."""

    author: str = ""
    """Author, as the printed book has it."""
    title: str = ""
    """Title of the printed book."""
    subtitle: str = ""
    """Its subtitle."""
    translator: str = ""
    """Its translator."""
    editor: str = ""
    """Its editor."""
    place: str = ""
    """Where it was printed."""
    publisher: str = ""
    """Its publisher."""
    date: str = ""
    """Its year."""
    chapter: str = ""
    """The chapter that the text is, where it is one."""
    original_title: str = ""
    """Title of the original, for a translation."""
    original_date: str = ""
    """Year of the original."""
    original_language: str = ""
    """Language of the original, a BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Witness:
    """[source]: the plain text and where it comes from."""

    file: str = "source.txt"
    """Name of the text in the folder."""
    sha256: str = ""
    """Checksum of the text; with another text nothing is built."""
    encoding: str = ""
    """Encoding of the text, where it is not UTF-8."""
    description: str = ""
    """Where the file comes from."""
    print: Print = field(default_factory=Print)
    """The printed book behind the file."""


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """Dates up to and including `until` (as printed, ISO; empty: all) stand in `calendar`."""

    calendar: str = "gregorian"
    """Calendar of dates that do not say theirs."""
    until: str = ""
    """Last day, as printed, for which this rule holds; empty for all days."""


@dataclass(frozen=True, slots=True)
class Dates:
    """[dates]: the calendars of dates that do not say theirs, and the narrative year at the start."""

    calendars: tuple[CalendarRule, ...] = ()
    """Calendars, one rule after the other; may be repeated."""
    year: int = 0
    """Year in which the text begins, where it does not say so itself."""


@dataclass(frozen=True, slots=True)
class Annotate:
    """[annotate]: annotators to leave out, shared authority files to read, a tagger of names (``spacy:MODEL``), a table
    of weights for speakers.

    `corrections` says how much is mended: one of CORRECTIONS, or empty for what the text itself suggests.
    """

    off: tuple[str, ...] = ()
    """Annotators to leave out, by name."""
    corrections: str = ""
    """How much is mended; empty for what the text itself suggests."""
    authority: tuple[str, ...] = ()
    """Shared authority files to read, by file name."""
    tagger: str = ""
    """A model that finds names: `spacy:` and its name or folder."""
    speakers: str = ""
    """A table in the folder by which speakers are weighed, written by `rubricator train speakers`."""


@dataclass(frozen=True, slots=True)
class Cover:
    """[publish.cover]: how the cover is drawn."""

    colour: str = ""
    """Colour of the cover, as `#7a1f1f`."""


@dataclass(frozen=True, slots=True)
class Publish:
    """[publish]: outputs, which reading they show, how marks are drawn, the page of the PDF (one of PAGES)."""

    outputs: tuple[str, ...] = OUTPUTS
    """What `build` makes."""
    reading: str = "corrected"
    """Corrections applied, or the text as printed."""
    typography: str = TYPOGRAPHY[0]
    """Marks drawn as in a book, or as printed."""
    page: str = PAGES[0]
    """Page of the PDF."""
    notes: str = NOTES[0]
    """Where the notes of the PDF stand: at the foot of the page or at the end of the book."""
    opening: str = OPENINGS[0]
    """How a chapter of the PDF begins."""
    line_numbers: str = LINE_NUMBERS[0]
    """Which lines of verse show their number; every five gives way to what the source prints."""
    bleed: str = ""
    """How far the pages of the PDF reach beyond the trim, such as 3mm."""
    sections: tuple[str, ...] = SECTIONS
    """Parts of the apparatus behind the text, in their order."""
    cover: Cover = field(default_factory=Cover)
    """How the cover is drawn."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's configuration; `folder` is None for a bare text, `guessed` names guessed fields.

    `verdict` says why the genre is what it was guessed to be.
    """

    edition: Metadata = field(default_factory=Metadata)
    """What the edition is called and who answers for it."""
    source: Witness = field(default_factory=Witness)
    """The plain text and where it comes from."""
    dates: Dates = field(default_factory=Dates)
    """Calendars and the year of the beginning."""
    annotate: Annotate = field(default_factory=Annotate)
    """What is annotated, and with which authority."""
    publish: Publish = field(default_factory=Publish)
    """What is made, and how it looks."""
    folder: Path | None = None
    guessed: tuple[str, ...] = ()
    verdict: Verdict | None = None

    def authority_files(self) -> tuple[Path, ...]:
        """Authority files to read: the shared ones it names, then those of its own folder.

        Raises RubricatorError where a shared file does not exist.
        """
        own = sorted((self.folder / "authority").glob("*.xml")) if self.folder else []
        return (*map(self._shared, self.annotate.authority), *(self.own(path) for path in own if path.is_file()))

    def own(self, path: Path) -> Path:
        """A file of the edition's folder. Raises RubricatorError for a link that leads out of it."""
        if self.folder and not path.resolve().is_relative_to(self.folder.resolve()):
            raise fail("ed-outside", path)
        return path

    @property
    def speakers_table(self) -> Path | None:
        """The table by which speakers are weighed, where the edition has its own."""
        name = self.annotate.speakers
        return self.own(self.folder / name) if name and self.folder else None

    def _shared(self, name: str) -> Path:
        try:
            return resource(f"xml/authority/{name}")
        except FileNotFoundError:
            raise fail("au-missing", (self.folder or Path()) / FILE, name=name) from None

    @property
    def text_path(self) -> Path | None:
        """Where the folder holds its text, if it does."""
        path = self.folder / self.source.file if self.folder else None
        return self.own(path) if path and path.is_file() else None

    def read_text(self, path: Path) -> Source:
        """Read a text as this edition's source. Raises RubricatorError where its checksum is another."""
        found = sources.read(path, self.source.encoding or None)
        pin = self.source.sha256
        if pin and found.sha256 != pin:
            raise fail("ed-pin", path, found=found.sha256[:12], expected=pin[:12])
        return found


CHECKS: Final[dict[str, tuple[str, str]]] = {
    "edition.id": (r"[a-z][a-z0-9-]*", "use small letters, digits and hyphens"),
    "edition.date": (r"\d{4}(-\d\d(-\d\d)?)?", "write YYYY-MM-DD"),
    "edition.language": (r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "use a BCP 47 tag such as en"),
    "edition.genre": ("|".join(GENRES), f"one of {', '.join(GENRES)}"),
    "edition.part.genre": ("|".join(GENRES), f"one of {', '.join(GENRES)}"),
    "edition.contact": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "write an e-mail address"),
    "edition.identifiers.doi": (r"10\.\d{4,9}/\S+", "write 10.NNNN/name, without https://doi.org/"),
    "edition.responsibility.orcid": (r"(\d{4}-){3}\d{3}[\dX]", "write 0000-0000-0000-0000, without https://orcid.org/"),
    "edition.change.when": (r"\d{4}(-\d\d(-\d\d)?)?", "write YYYY-MM-DD"),
    "source.file": (r"[^/\\]+", "name a file inside the folder"),
    "source.sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits, small letters"),
    "dates.calendars.calendar": ("|".join(CALENDARS), f"one of {', '.join(CALENDARS)}"),
    "dates.calendars.until": (r"-?\d{4}-\d\d-\d\d", "write YYYY-MM-DD"),
    "annotate.corrections": ("|".join(CORRECTIONS), f"one of {', '.join(CORRECTIONS)}"),
    "annotate.authority": (r"[\w.-]+\.xml", "name a shared authority file, not a path"),
    "annotate.speakers": (r"[^/\\]+\.toml", "name a table inside the folder, ending in .toml"),
    "annotate.tagger": (r"spacy:\S.*", "write spacy: and the name or the folder of a model"),
    "publish.outputs": ("|".join(FORMATS), f"one of {', '.join(FORMATS)}"),
    "publish.reading": ("|".join(READINGS), f"one of {', '.join(READINGS)}"),
    "publish.typography": ("|".join(TYPOGRAPHY), f"one of {', '.join(TYPOGRAPHY)}"),
    "publish.sections": ("|".join(SECTIONS), f"one of {', '.join(SECTIONS)}"),
    "publish.notes": ("|".join(NOTES), f"one of {', '.join(NOTES)}"),
    "publish.opening": ("|".join(OPENINGS), f"one of {', '.join(OPENINGS)}"),
    "publish.line_numbers": ("|".join(LINE_NUMBERS), f"one of {', '.join(LINE_NUMBERS)}"),
    "publish.bleed": (r"\d+(\.\d+)?mm", "write a length such as 3mm"),
    "publish.page": ("|".join(PAGES), f"one of {', '.join(PAGES)}"),
    "publish.cover.colour": (r"#[0-9a-fA-F]{6}", "write #rrggbb"),
}
_DAYS: Final = frozenset({"edition.date", "edition.change.when", "dates.calendars.until"})
"""Keys whose day must be one that the calendar has."""
INTERNAL: Final = frozenset({"folder", "guessed", "verdict"})
"""Fields of an edition that nobody writes down."""


def load(folder: Path) -> Edition:
    """Read ``folder/edition.toml``. Raises RubricatorError with every fault of the file."""
    path = folder / FILE
    try:
        table = tomlfile.loads(path.read_bytes().decode("utf-8"))
    except (TOMLError, UnicodeDecodeError) as error:
        raise fail("ed-toml", path, *_toml_place(str(error)), reason=error) from None
    except FileNotFoundError:
        raise fail("in-missing", path) from None
    except OSError as error:
        raise fail("in-unreadable", path, reason=error.strerror) from None
    faults: list[Finding] = []
    found = _structure(Edition, table, "", faults, path)
    if not found.edition.title and not faults:
        faults.append(_fault(path, "ed-value", key="edition.title", found="(none)", hint="give the edition a title"))
    if faults:
        raise RubricatorError(*faults)
    language = found.edition.language if "language" in table.get("edition", {}) else ""
    named = replace(found.edition, id=found.edition.id or edition_id(folder.resolve().name), language=language)
    whole: Edition = replace(found, edition=named, folder=folder)
    return whole


def changed(found: Edition, settings: Iterable[str]) -> Edition:
    """An edition with some keys set, each given as ``section.key=value``; a value that is no TOML is a string.

    Raises RubricatorError with every fault.
    """
    faults: list[Finding] = []
    for setting in settings:
        key, _, value = setting.partition("=")
        found = _set(found, key.split("."), _toml_value(value), key, faults)
    if faults:
        raise RubricatorError(*faults)
    return found


def _toml_value(value: str) -> Any:
    try:
        return tomlfile.loads(f"value = {value}")["value"]
    except TOMLError:
        return value


def _set(part: Any, path: Sequence[str], value: Any, key: str, faults: list[Finding]) -> Any:
    known = {one.name: one for one in fields(part) if one.name not in INTERNAL}
    name = path[0]
    if name not in known or (len(path) > 1 and not hasattr(getattr(part, name), "__dataclass_fields__")):
        faults.append(_fault(Path("--set"), "ed-unknown-key", key=key, hint=_hint(name, known)))
        return part
    if len(path) > 1:
        return replace(part, **{name: _set(getattr(part, name), path[1:], value, key, faults)})
    found = _value(get_type_hints(type(part))[name], value, key, faults, Path("--set"))
    return part if found is MISSING else replace(part, **{name: found})


def _toml_place(reason: str) -> tuple[int, int]:
    found = re.search(r"line (\d+), column (\d+)", reason)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def edition_id(name: str) -> str:
    """The name of a folder or file as the id of an edition, a letter first."""
    found = slug(name, otherwise="")
    return found if found[:1].isalpha() else f"e-{found}".rstrip("-")


def _fault(path: Path, code: str, **values: object) -> Finding:
    return Finding(code, str(path), values=values)


def _structure(kind: Any, table: Mapping[str, Any], prefix: str, faults: list[Finding], path: Path) -> Any:
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind) if one.name not in INTERNAL}
    for key in table.keys() - known.keys():
        faults.append(_fault(path, "ed-unknown-key", key=prefix + key, hint=_hint(key, known)))
    given = {name: _value(hints[name], table[name], prefix + name, faults, path) for name in known if name in table}
    return kind(**{name: value for name, value in given.items() if value is not MISSING})


def _hint(key: str, known: Mapping[str, Field[Any]]) -> str:
    close = difflib.get_close_matches(key, known, 1)
    return f"did you mean {close[0]}?" if close else f"known here: {', '.join(known)}"


def _value(kind: Any, value: Any, key: str, faults: list[Finding], path: Path) -> Any:
    if hasattr(kind, "__dataclass_fields__"):
        if isinstance(value, Mapping):
            return _structure(kind, value, key + ".", faults, path)
        return _wrong_type(key, "a table", value, faults, path)
    if get_origin(kind) is tuple:
        return _sequence(get_args(kind)[0], value, key, faults, path)
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str):
        faults += _checked(key, value, path)
        return value
    return _wrong_type(key, "a whole number" if kind is int else "a string", value, faults, path)


def _sequence(kind: Any, value: Any, key: str, faults: list[Finding], path: Path) -> Any:
    if isinstance(value, str) and key == "edition.author":
        return (value,)
    if not isinstance(value, list):
        return _wrong_type(key, "a list", value, faults, path)
    found = [_value(kind, one, key, faults, path) for one in value]
    return tuple(one for one in found if one is not MISSING)


def _wrong_type(key: str, expected: str, value: Any, faults: list[Finding], path: Path) -> Any:
    found = {"str": "a string", "int": "a whole number", "bool": "true or false", "list": "a list", "dict": "a table"}
    name = found.get(type(value).__name__, f"a {type(value).__name__}")
    faults.append(_fault(path, "ed-type", key=key, expected=expected, found=name))
    return MISSING


def _checked(key: str, value: str, path: Path) -> Iterator[Finding]:
    pattern, hint = CHECKS.get(key, ("", ""))
    if odd := BAD_CHARACTER.search(value):
        hint = f"take out the control character U+{ord(odd[0]):04X}, which XML cannot hold"
        yield _fault(path, "ed-value", key=key, found=repr(value), hint=hint)
    if pattern and value and not re.fullmatch(pattern, value):
        yield _fault(path, "ed-value", key=key, found=repr(value), hint=hint)
    elif key in _DAYS and value and (reason := date_fault(key, value)):
        yield _fault(path, "ed-value", key=key, found=repr(value), hint=f"{reason}; correct it")
    elif key.endswith(".orcid") and value and not _adds_up(value):
        yield _fault(path, "ed-value", key=key, found=repr(value), hint="its last digit does not fit; copy it again")


def _adds_up(orcid: str) -> bool:
    """True where the check digit fits (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == orcid[-1]
