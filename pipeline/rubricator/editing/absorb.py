"""A TEI file edited by hand to decisions: what the pipeline would make is compared with what the editor left.

Both sides become tags: layer, span of the source, attributes. The string value of the text, less what the encoder
adds, must be the source (the first law); so every element has its span. Decisions are tried at once: encoded
again, the edition must have the tags of the edited file; what is still amiss is told, not hidden.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from rubricator import build, targets
from rubricator.annotate.memory import Memory
from rubricator.editing.tagged import XML, Tag, tags_of
from rubricator.encode.reconcile import reconcile
from rubricator.encode.tags import fragments
from rubricator.model import decisions, xmlfile
from rubricator.model.anchors import anchored
from rubricator.model.context import Context
from rubricator.model.decisions import Decision, Editor, Places
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition
from rubricator.model.layers import LAYERS
from rubricator.model.messages import Finding, RubricatorError
from rubricator.model.source import Source, decode
from rubricator.validate import restore
from rubricator.validate.restore import TEI
from rubricator.validate.spans import spans

_PART: Final = re.compile(r"[A-Za-z]+\.part\.\d+(\.\d+)?")
_ROUNDS: Final = 4
_SHOWN: Final = 24
_STATED: Final = ("titleStmt", "publicationStmt", "seriesStmt", "sourceDesc", "textClass", "abstract")


@dataclass(frozen=True, slots=True)
class Absorbed:
    """New decisions, in order, and what could not be absorbed."""

    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]

    def lines(self) -> str:
        """The decisions as lines of decisions.jsonl."""
        return decisions.as_lines(self.decisions)


def absorb(root: etree._Element, source: Source, edition: Edition, name: str = "-", why: str = "") -> Absorbed:
    """Decisions that make `source`, encoded as `edition`, have the tags of the edited TEI.

    Raises RubricatorError, with the first place, where the edit changed characters of the text.
    """
    crlf = source.line_ending == "CRLF"
    _check_characters(root, source, name)
    findings: list[Finding] = []
    stated = decisions.load(edition.folder)
    bench = _Bench(source, build.known(source, edition))
    unedited = bench.encoded(stated)
    wanted = list(_decided(_canonical(list(tags_of(root, crlf, name, findings))), unedited.tags))
    new: list[_Step] = []
    for _ in range(_ROUNDS):
        made = bench.encoded([*stated, *(one.decision for one in new)])
        fresh = [one for one in _steps(made.document, made.tags, wanted) if one not in new]
        if not fresh:
            break
        new += fresh
    made = bench.encoded([*stated, *(one.decision for one in new)])
    differing = _differing(made.tags, wanted)
    findings += [_left(name, old, tag) for old, tag in differing.values()]
    findings += _header(root, build.finish(made.annotated), lambda: build.finish(unedited.annotated), name)
    kept = [replace(one.decision, who=edition.edition.encoder, why=why) for one in new if one.span not in differing]
    numbered = tuple(replace(one, number=at) for at, one in enumerate(kept, len(stated) + 1))
    findings += (replace(one, path=name) for one in build.unborne(made.annotated, source, numbered))
    return Absorbed(numbered, tuple(findings))


_Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision and the tag that it is for."""

    decision: Decision
    span: _Place


def source_of(root: etree._Element, edition: Edition, texts: Iterable[Path], name: str = "-") -> Source:
    """The text of an edition; where it is not at hand, what the edited TEI itself restores to.

    Raises RubricatorError where neither gives it.
    """
    path = targets.find_text(edition, texts)
    if path:
        return edition.read_text(path)
    return decode(restore.restore(root, name), edition.source.file, edition.source.encoding or None)


# ---------------------------------------------------------------- characters
def _check_characters(root: etree._Element, source: Source, name: str) -> None:
    """Refuse an edit that changed, added or removed a character."""
    expected = source.text
    found = restore.source_text(root, source.line_ending)
    if found == expected:
        return
    at = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), None)
    at = min(len(found), len(expected)) if at is None else at
    values = {"found": found[at : at + _SHOWN], "expected": expected[at : at + _SHOWN]}
    raise RubricatorError(Finding("ab-characters", name, _line_at(root, at, source.line_ending == "CRLF"), 0, values))


def _line_at(root: etree._Element, offset: int, crlf: bool) -> int:
    """Line of the innermost element that holds an offset."""
    line = 0
    for tag in spans(root, crlf):
        if tag.start <= offset <= tag.end:
            line = max(line, tag.line)
    return line


# ---------------------------------------------------------------- what the pipeline makes
class _Encoding(NamedTuple):
    """What the pipeline makes with some decisions."""

    annotated: build.Annotated
    document: Document
    tags: list[Tag]


@dataclass
class _Bench:
    """Makes the edition with these decisions and those; of each round only what is new is found again."""

    source: Source
    context: Context
    memory: Memory = field(default_factory=Memory)
    places: Places = field(default_factory=dict)

    def encoded(self, decided: Sequence[Decision]) -> _Encoding:
        """What the pipeline makes with the decisions."""
        editor = Editor(decided, self.places)
        annotated = build.annotate_in(self.context, self.source, editor=editor, memory=self.memory)
        document, _ = reconcile(annotated.document)
        return _Encoding(annotated, document, _canonical([_made(one) for one in fragments(document)]))


def _made(one: Annotation) -> Tag:
    """The tag that `encode` writes for a fragment."""
    attrs = {name: " ".join(value.split()) if name in ("ref", "who") else value for name, value in one.attrs.items()}
    return Tag(one.layer, one.start, one.end, attrs, "high" if LAYERS[one.layer].signed == "never" else one.cert)


def _canonical(tags: Sequence[Tag]) -> list[Tag]:
    """Ids that the encoder counts out for cut pieces, replaced by the place of their bearer."""
    places = {one.attrs["id"]: f"{one.layer}@{one.start}" for one in tags if _PART.fullmatch(one.attrs.get("id", ""))}
    if not places:
        return list(tags)
    return [replace(one, attrs={name: places.get(value, value) for name, value in one.attrs.items()}) for one in tags]


def _decided(edited: Iterable[Tag], made: Iterable[Tag]) -> Iterator[Tag]:
    """The edited tags; one that the editor made or changed does not keep the doubt of the program."""
    before = {one.span: one for one in made}
    for one in edited:
        old = before.get(one.span)
        if one.rule and (old is None or (old.attrs != one.attrs and old.cert == one.cert)):
            yield replace(one, cert="high")
        else:
            yield one


# ---------------------------------------------------------------- differences
def _steps(document: Document, present: Sequence[Tag], wanted: Sequence[Tag]) -> Iterator[_Step]:
    """Decisions that lead from the present tags towards the wanted ones."""
    for span, (old, new) in _differing(present, wanted).items():
        if decision := _decision(document, old, new):
            yield _Step(decision, span)


def _differing(present: Iterable[Tag], wanted: Sequence[Tag]) -> dict[_Place, tuple[Tag | None, Tag | None]]:
    """Present and wanted tag of every place where they are not alike, in document order."""
    have, want = ({one.span: one for one in tags} for tags in (present, wanted))
    doubled = {span for span, count in Counter(one.span for one in wanted).items() if count > 1 and span[0] != "div"}
    places = sorted(have.keys() | want.keys(), key=lambda span: (span[1], -span[2], LAYERS[span[0]].rank))
    pairs = {span: (have.get(span), want.get(span)) for span in places}
    return {
        span: (old, new)
        for span, (old, new) in pairs.items()
        if not (old and new and old.value == new.value) or span in doubled
    }


def _decision(document: Document, old: Tag | None, new: Tag | None) -> Decision | None:
    if old and new:
        attrs = {name: value for name, value in new.attrs.items() if old.attrs.get(name) != value}
        attrs |= {name: "" for name in old.attrs if name not in new.attrs}
        return _anchored(document, "change", _whole(document, old), attrs, new.cert)
    if old:
        return _anchored(document, "drop", _whole(document, old), {}, "high")
    assert new
    return _anchored(document, "add", new, dict(new.attrs), new.cert)


def _whole(document: Document, piece: Tag) -> Tag:
    """The annotation behind a tag: the tag itself, or what it was cut from."""
    covering = document.covering(piece.start, piece.end, piece.layer)
    exact = any((one.start, one.end) == (piece.start, piece.end) for one in covering)
    if exact or not covering:
        return piece
    return replace(piece, start=covering[-1].start, end=covering[-1].end)


def _anchored(document: Document, op: str, tag: Tag, attrs: dict[str, str], cert: str) -> Decision | None:
    anchor = anchored(document.text, tag.start, tag.end)
    if anchor is None:
        return None
    said = "" if cert == "high" else cert
    return Decision(0, op, tag.layer, anchor.quote, anchor.before, anchor.after, anchor.to, attrs, said)


def _left(name: str, old: Tag | None, new: Tag | None) -> Finding:
    tag = new or old
    assert tag
    verb = "a change of" if old and new else "the removal of" if old else "the added"
    return Finding("ab-left", name, tag.line, 0, {"what": f"{verb} {tag.layer} at offset {tag.start}"})


# ---------------------------------------------------------------- header
def _header(
    root: etree._Element, made: build.Encoded, unedited: Callable[[], build.Encoded], name: str
) -> Iterator[Finding]:
    """Edits of the header and of standOff, which belong in edition.toml and the authority files."""
    fresh = xmlfile.parse_bytes(made.tei.encode())
    configuration = f".//{TEI}revisionDesc//{TEI}idno[@type='configuration']"
    if fresh.findtext(configuration) != root.findtext(configuration):
        yield Finding("ab-another", name)
        return
    for tag in _STATED:
        places = (f"{TEI}teiHeader/{TEI}{part}/{TEI}{tag}" for part in ("fileDesc", "profileDesc"))
        for place in places:
            yield from _compared(root.find(place), fresh.find(place), tag, name)
    known = _entries(fresh)
    before: dict[str, etree._Element] = {}
    for key, entry in _entries(root).items():
        if key not in known and not before:  # nobody is named so any more: the entry stands as it was, or was edited
            before = _entries(xmlfile.parse_bytes(unedited().tei.encode()))
        yield from _compared(entry, known.get(key, before.get(key)), f"the entry {key}", name)


def _entries(root: etree._Element) -> dict[str, etree._Element]:
    """The entries of standOff by their ids."""
    found = root.iterfind(f"{TEI}standOff//*[@{XML}id]")
    return {one.get(XML + "id", ""): one for one in found if etree.QName(one).localname != "annotation"}


def _compared(edited: etree._Element | None, made: etree._Element | None, what: str, name: str) -> Iterator[Finding]:
    if edited is not None and (made is None or _flat(edited) != _flat(made)):
        line = edited.sourceline
        yield Finding("ab-header", name, line if isinstance(line, int) else 0, 0, {"what": what})


def _flat(element: etree._Element) -> list[object]:
    """An element without the white space between tags."""
    return [
        (one.tag, sorted(one.attrib.items()), " ".join((one.text or "").split()), " ".join((one.tail or "").split()))
        for one in element.iter(TEI + "*")
    ]
