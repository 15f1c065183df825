"""The whole way: text to document, document to TEI, TEI to what people read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rubricator import authority, decisions, stages
from rubricator.context import Context
from rubricator.document import Document, to_jsonl
from rubricator.edition import Edition
from rubricator.encode import encode_fragments, fragments
from rubricator.files import write
from rubricator.guess import guess
from rubricator.header import document_xml
from rubricator.messages import Finding
from rubricator.reconcile import reconcile
from rubricator.source import Source

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded edition: the reconciled document, its TEI, what an editor should hear."""

    document: Document
    context: Context
    tei: str
    findings: tuple[Finding, ...]


def encode(
    source: Source,
    edition: Edition | None = None,
    extra_authority: Sequence[Path] = (),
    progress: Progress = _silent,
) -> Encoded:
    """Annotate a source and write its TEI. Raises RubricatorError for faulty authority files or decisions."""
    edition = with_guesses(edition or Edition(), source)
    known = authority.load((*edition.authority_files(), *extra_authority))
    context = Context(edition, known)
    chain = stages.annotators(edition.annotate.off)
    rough = stages.run(Document(source), context, chain, progress)
    decided, lost = decisions.apply(rough, decisions.load(edition.folder))
    document, crossed = reconcile(decided)
    progress("encode")
    pieces = list(fragments(document))
    rules = {f"{one.name}/{rule}": words for one in chain for rule, words in one.rules.items()}
    tei = document_xml(document, context, pieces, rules | decisions.RULES, encode_fragments(document, pieces))
    findings = (*source.warnings, *lost, *crossed, *review(document))
    return Encoded(document, context, tei, findings)


def with_guesses(edition: Edition, source: Source) -> Edition:
    """The edition with title, author and genre guessed from the text where nobody stated them."""
    meta = edition.edition
    if meta.title and meta.genre:
        return edition
    found = guess(source)
    stated = {"title": meta.title, "author": meta.author, "genre": meta.genre}
    guesses = {
        name: getattr(found, name)
        for name, value in stated.items()
        if not value and getattr(found, name) and (name != "author" or not meta.title)
    }
    return replace(edition, edition=replace(meta, **guesses), guessed=tuple(sorted(guesses)))


def review(document: Document) -> list[Finding]:
    """What the annotators flagged for an editor, with its place."""
    source = document.source
    return [
        Finding("an-flag", source.name, *source.position(flag.start), {"reason": flag.attrs.get("reason", flag.rule)})
        for flag in document.in_layer("flag")
    ]


def write_encoded(encoded: Encoded, path: Path, annotations: Path | None = None) -> list[Path]:
    """Write the TEI, and the annotations as JSON lines beside it."""
    written = [write(path, encoded.tei.encode("utf-8"))]
    if annotations:
        written.append(write(annotations, to_jsonl(encoded.document).encode("utf-8")))
    return written
