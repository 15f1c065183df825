"""The whole way: text to document, document to TEI, TEI to what people read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from rubricator.annotate import stages
from rubricator.annotate.layout.archive import Statement
from rubricator.annotate.layout.guess import guess
from rubricator.annotate.memory import Memory
from rubricator.encode.permanent import named
from rubricator.encode.reconcile import BLOCKS, reconcile
from rubricator.encode.sound import mended, set_aside, without
from rubricator.encode.tags import Misplaced, encode_fragments, fragments
from rubricator.header import document_xml
from rubricator.language.tongues import UNDETERMINED
from rubricator.model import authority, decisions, xmlfile
from rubricator.model.context import Context
from rubricator.model.decisions import Decision, Editor
from rubricator.model.document import Document, to_jsonl
from rubricator.model.edition import FILE, Edition, Metadata, Print, Witness
from rubricator.model.files import write
from rubricator.model.layers import LAYERS, POINTERS
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.model.rights import rights
from rubricator.model.source import Source
from rubricator.report import mentions
from rubricator.report.review import review
from rubricator.report.speeches import speeches, to_csv
from rubricator.report.summary import summary
from rubricator.report.timeline import timeline, to_json
from rubricator.report.works import Work, to_bibtex, to_csl, works
from rubricator.targets import Built, Progress, Target, silent, told, without_text
from rubricator.validate import restore, soundness
from rubricator.validate.authority import lint


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded edition: the reconciled document, its TEI, what an editor should hear."""

    document: Document
    context: Context
    tei: str
    findings: tuple[Finding, ...]
    rules: Mapping[str, str] = field(default_factory=dict)
    """What each rule goes by, in one clause."""


def encode(
    source: Source,
    edition: Edition | None = None,
    extra_authority: Sequence[Path] = (),
    progress: Progress = silent,
) -> Encoded:
    """Annotate a source and write its TEI.

    Raises RubricatorError for faulty authority files or decisions, among them one that names an id that nobody bears.
    """
    decided = decisions.load(edition.folder if edition else None)
    annotated = annotate(source, edition, extra_authority, progress, decided)
    if decided and (unknown := unborne(annotated, source, decided)):
        raise RubricatorError(*unknown)
    source.forget()
    progress("encode")
    return finish(annotated)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document as the annotators and the editor left it, what they knew, what is to be told of it.

    `gone` are ids of what a decision dropped.
    """

    document: Document
    context: Context
    findings: tuple[Finding, ...] = ()
    gone: frozenset[str] = frozenset()


def annotate(
    source: Source,
    edition: Edition | None = None,
    extra_authority: Sequence[Path] = (),
    progress: Progress = silent,
    decided: Sequence[Decision] = (),
) -> Annotated:
    """Run the annotators, the editor's decisions among them; spans may still conflict."""
    return annotate_in(known(source, edition, extra_authority), source, progress, Editor(decided))


def known(source: Source, edition: Edition | None = None, extra_authority: Sequence[Path] = ()) -> Context:
    """What the annotators may know: the edition, guesses filled in, and its authority files."""
    edition = with_guesses(edition or Edition(), source)
    return Context(edition, authority.load((*edition.authority_files(), *extra_authority)))


def annotate_in(
    context: Context,
    source: Source,
    progress: Progress = silent,
    editor: Editor | None = None,
    memory: Memory | None = None,
) -> Annotated:
    """Run the annotators with what is known; where `memory` is given, those only that have to run again."""
    editor = editor or Editor()
    chain = stages.annotators(context.edition.annotate.off)
    document = stages.run(Document(source), context, chain, progress, editor, memory)
    return Annotated(document, context, tuple(editor.findings), frozenset(editor.gone))


def ids(annotated: Annotated) -> frozenset[str]:
    """Who and what a decision may point to: entries, annotations with an id, whomever an annotation names."""
    found = set(_declared(annotated))
    for one in annotated.document.annotations:
        for name, value in one.attrs.items():
            if LAYERS[one.layer].kind(name) in POINTERS and one.rule != "editor/decision":
                found.update(value.split())
    return frozenset(found)


def _declared(annotated: Annotated) -> Iterator[str]:
    yield from annotated.context.authority.entries
    for one in annotated.document.annotations:
        yield from one.attrs.get("id", "").split()


def unborne(
    annotated: Annotated, source: Source, decided: Sequence[Decision], trusted: Collection[str] = ()
) -> tuple[Finding, ...]:
    """A finding for each id that a decision names and nobody bears; `trusted` are ids known to be borne.

    Whom the program finds, it finds without the editor's help: an id that has no entry is looked for in the text as
    it is read without decisions, for with them the program repeats whatever they say.
    """
    unknown = tuple(decisions.unknown_ids(decided, frozenset(_declared(annotated)).union(trusted)))
    if not unknown:
        return ()
    before = annotate_in(annotated.context, source)
    return tuple(decisions.unknown_ids(decided, frozenset(_declared(annotated)).union(trusted, ids(before))))


def finish(annotated: Annotated) -> Encoded:
    """Reconcile an annotated document and write its TEI, which is valid.

    What the schema refuses is a fault of ours: the annotation is set aside and told, so that the rest is delivered.
    Raises RubricatorError (en-invalid) where that does not help.
    """
    context = annotated.context
    document, crossed = reconcile(annotated.document)
    chain = stages.annotators(context.edition.annotate.off)
    rules = {f"{one.name}/{rule}": words for one in chain for rule, words in one.rules.items()}
    told: list[Finding] = []
    for _ in range(_ROUNDS):
        misplaced: list[Misplaced] = []
        pieces = fragments(document, misplaced)
        told += [set_aside(document, one.annotation, f"{one.parent} cannot hold it") for one in misplaced]
        if blocks := [one.annotation for one in misplaced if LAYERS[one.annotation.layer].level in BLOCKS]:
            document = without(document, blocks)
            continue
        tei = document_xml(
            document, context, pieces, rules | decisions.RULES, encode_fragments(document, named(document.text, pieces))
        )
        if not (amiss := soundness.faults(tei.encode("utf-8"), document.source.line_ending == "CRLF")):
            break
        document, more = mended(document, amiss, annotated.gone)
        told += more
    else:
        raise fail("en-invalid", document.source.name, reason="it did not become so in twenty rounds")
    findings = (
        *document.source.warnings,
        *_unlisted(context.edition),
        *_strange(context.edition),
        *_unread(chain, document.source.name, context),
        *annotated.findings,
    )
    findings = (*findings, *crossed, *told, *review(document, rules))
    return Encoded(document, context, tei, findings, rules | decisions.RULES)


_ROUNDS: Final = 20
"""How often what the schema refuses is set aside before the program gives up."""


def _unlisted(edition: Edition) -> Iterator[Finding]:
    """A licence that no list has."""
    stated = edition.edition.licence
    if stated and not rights(stated).known:
        yield Finding("ed-licence", str((edition.folder or Path()) / FILE), values={"licence": stated})


def _strange(edition: Edition) -> Iterator[Finding]:
    """What is probably wrong in the authority files that lie in the edition."""
    if edition.folder:
        yield from lint(path for path in edition.authority_files() if edition.folder in path.parents)


def _unread(chain: Sequence[stages.Annotator], name: str, context: Context) -> Iterator[Finding]:
    """What was not looked for, because the language of the text is unknown or has no words for it."""
    language = context.edition.edition.language
    if lacking := stages.lacking(chain, language):
        code = "an-language" if language != UNDETERMINED else "an-tongue"
        yield Finding(code, name, values={"language": language, "annotators": ", ".join(lacking)})


def with_guesses(edition: Edition, source: Source) -> Edition:
    """The edition with what nobody stated guessed from the text: title, author, genre, of a bare text its language."""
    meta = edition.edition
    unstated = not meta.language or (edition.folder is None and meta.language == Metadata().language)
    if meta.title and meta.genre and not unstated:
        return edition
    found = guess(source)
    guesses: dict[str, Any] = {"genre": found.genre} if not meta.genre else {}
    if not meta.title:
        guesses |= {"title": found.title, "subtitle": meta.subtitle or found.stated.subtitle}
        guesses |= {"author": found.author if not meta.author else ()}
        guesses |= {"responsibility": found.stated.contributors if not meta.responsibility else ()}
    if unstated:
        guesses["language"] = found.language
    guesses = {name: value for name, value in guesses.items() if value}
    told = found.verdict if "genre" in guesses else None
    return replace(
        edition,
        edition=replace(meta, **guesses),
        source=_witness(edition, found.stated),
        guessed=tuple(sorted(guesses)),
        verdict=told,
    )


def _witness(edition: Edition, stated: Statement) -> Witness:
    """The source as the edition describes it, else as an archive did."""
    own = edition.source
    printed = stated.printed if own.print == Print() else own.print
    return replace(own, print=printed, description=own.description or stated.description)


def build(
    target: Target,
    out: Path,
    progress: Progress = silent,
    formats: Sequence[str] | None = None,
    reading: str | None = None,
    fonts: Sequence[Path] = (),
) -> Built:
    """Build one edition whole into ``out/<id>/``: TEI, annotations, summary, outputs; all validated.

    `formats` and `reading` are those of the edition unless given; `fonts` are folders of further fonts.

    Raises RubricatorError where its text does not fit, or where the TEI is not valid.
    """
    if target.text is None:
        return without_text(target)
    made = make_tei(target, out / target.id, progress)
    written = (*made.written, *publish_tei(target, made.tei, progress, formats, reading, fonts))
    return Built(told(target, out, len(written), made.lines), written, made.findings)


@dataclass(frozen=True, slots=True)
class Made:
    """A valid TEI file of an edition, what was written with it, what to tell of it."""

    tei: Path
    written: tuple[Path, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]


def make_tei(target: Target, folder: Path, progress: Progress = silent) -> Made:
    """Encode a target that has a text into `folder`: TEI, annotations, tables, summary; validated, restored.

    Raises RubricatorError where the text does not fit, or where the TEI is not valid.
    """
    from rubricator.validate.check import validate

    assert target.text is not None
    encoded = encode(target.edition.read_text(target.text), target.edition, progress=progress)
    found = summary(encoded)
    tei = write(folder / f"{target.id}.xml", encoded.tei.encode("utf-8"))
    beside = {
        "annotations.jsonl": to_jsonl(encoded.document),
        "speeches.csv": to_csv(speeches(encoded.document, encoded.context.authority)),
        "mentions.csv": mentions.to_csv(mentions.mentions(encoded.document, encoded.context.authority)),
        "timeline.json": to_json(timeline(encoded.document)),
        "summary.json": found.as_json(),
    }
    written = [tei, *(write(folder / name, text.encode("utf-8")) for name, text in beside.items())]
    progress("validate")
    faults = [finding for finding in validate(tei) if finding.severity == "error"]
    if faults:
        raise RubricatorError(*faults)
    root = xmlfile.parse(tei)
    restore.restore(root, str(tei))
    written += _write_works(works(root), folder)
    return Made(tei, tuple(written), _named(encoded.findings, target), tuple(found.lines()[1:]))


def publish_tei(
    target: Target,
    tei: Path,
    progress: Progress,
    formats: Sequence[str] | None = None,
    reading: str | None = None,
    fonts: Sequence[Path] = (),
) -> list[Path]:
    """Write the outputs of an edition beside its TEI; their paths."""
    from rubricator.publish import publish
    from rubricator.publish.typst import Look

    options = target.edition.publish
    outputs = options.outputs if formats is None else formats
    if not outputs:
        return []
    for name in ("style.css", "style.typ", "fonts"):
        if target.edition.folder:
            target.edition.own(target.edition.folder / name)
    return publish(
        tei,
        tei.parent,
        formats=outputs,
        reading=reading or options.reading,
        fonts=fonts,
        typography=options.typography,
        line_numbers=options.line_numbers,
        look=Look(options.page, options.notes, options.opening, options.bleed),
        sections=options.sections,
        colour=options.cover.colour,
        own=target.edition.folder,
        authority=target.edition.authority_files(),
        progress=progress,
    )


def _named(findings: Iterable[Finding], target: Target) -> tuple[Finding, ...]:
    """The findings by their places, those about the text with the name of the edition."""
    name = target.text.name if target.text else ""
    mine = [replace(one, path=f"{target.id}/{name}") if one.path == name else one for one in findings]
    return tuple(sorted(mine, key=lambda one: (one.path, one.line, one.column)))


def _write_works(cited: Sequence[Work], folder: Path) -> list[Path]:
    """The works an edition cites, beside its TEI; nothing where it cites none."""
    forms = {"works.bib": to_bibtex, "works.csl.json": to_csl} if cited else {}
    return [write(folder / name, form(cited).encode("utf-8")) for name, form in forms.items()]
