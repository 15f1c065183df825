"""The command line: arguments to library calls to exit code; nothing else."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn, cast

import click

from rubricator import __version__, build
from rubricator.model import edition, source, xmlfile
from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.validate import restore

STDIO: Final = "-"
_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# ---------------------------------------------------------------- reporting
class Reporter:
    """Findings to standard error, as text or JSON; remembers whether a warning or an error was among them."""

    def __init__(self) -> None:
        self.format, self.quiet, self.verbose, self.strict = "text", False, False, False
        self.found = False

    def report(self, findings: Iterable[Finding]) -> None:
        """Print findings: errors always, warnings unless quiet, notes when verbose."""
        for finding in findings:
            self.found |= finding.severity == "error" or (self.strict and finding.severity == "warning")
            if finding.severity == "error" or self.verbose or (finding.severity == "warning" and not self.quiet):
                click.echo(self._line(finding), err=True)

    def say(self, words: str) -> None:
        """One line of news, unless quiet."""
        if not self.quiet:
            click.echo(words, err=True)

    def _line(self, finding: Finding) -> str:
        return json.dumps(_as_dict(finding), ensure_ascii=False) if self.format == "json" else str(finding)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """A line that names the step at work, on a terminal only."""
        shown = sys.stderr.isatty() and not self.quiet
        yield lambda step: click.echo(f"\r\x1b[K{step} …", err=True, nl=False) if shown else None
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _as_dict(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.sentence,
        "remedy": finding.remedy,
    }


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show notes too."),
        click.option("-q", "--quiet", is_flag=True, help="Show errors only."),
        click.option("--strict", is_flag=True, help="Warnings count: exit 1 where there is one."),
        click.option("--format", type=click.Choice(["text", "json"]), default="text", help="How messages are written."),
    ):
        command = option(command)
    return command


def _reporter(options: dict[str, Any]) -> Reporter:
    reporter = Reporter()
    for name in ("format", "quiet", "verbose", "strict"):
        setattr(reporter, name, options[name])
    return reporter


class Group(click.Group):
    """Turns our errors into messages and exit codes; anything unforeseen is our bug (70)."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, catch everything."""
        try:
            return super().invoke(ctx)
        except RubricatorError as error:
            as_json = ("json" in sys.argv and "--format" in sys.argv) or "--format=json" in sys.argv
            for finding in error.findings:
                click.echo(json.dumps(_as_dict(finding)) if as_json else str(finding), err=True)
            ctx.exit(error.exit)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            ctx.exit(0)
        except Exception as error:
            if _debugging():
                raise
            words = f"{type(error).__name__}: {error}"
            click.echo(f"rubricator: internal error: {words} (a bug of ours; RUBRICATOR_DEBUG=1 shows where)", err=True)
            ctx.exit(70)


def _debugging() -> bool:
    return bool(os.environ.get("RUBRICATOR_DEBUG"))


# ---------------------------------------------------------------- reading and writing
def _read(path: str, encoding: str | None) -> source.Source:
    if path == STDIO:
        return source.decode(sys.stdin.buffer.read(), "stdin.txt", encoding)
    return source.read(Path(path), encoding)


def _write(data: bytes, output: str | None) -> None:
    if output in (None, STDIO):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        from rubricator.model.files import write

        write(Path(str(output)), data)


def _parse(path: str) -> Any:
    if path == STDIO:
        return xmlfile.parse_bytes(sys.stdin.buffer.read())
    return xmlfile.parse(Path(path))


def _is_edition(path: str) -> bool:
    return (Path(path) / edition.FILE).is_file()


def _text_of(found: edition.Edition, texts: Iterable[Path]) -> source.Source:
    path = build.find_text(found, texts)
    if path is None:
        raise fail("in-missing", (found.folder or Path()) / found.source.file)
    return found.read_text(path)


def _encoded(
    path: str,
    folder: str | None,
    authorities: Iterable[str],
    encoding: str | None,
    texts: Iterable[str],
    reporter: Reporter,
) -> build.Encoded:
    with reporter.progress() as progress:
        if _is_edition(path):
            found = edition.load(Path(path))
            text = _text_of(found, map(Path, texts))
        else:
            found = edition.load(Path(folder)) if folder else edition.Edition()
            text = _read(path, encoding or found.source.encoding or None)
        return build.encode(text, found, [Path(one) for one in authorities], progress)


# ---------------------------------------------------------------- commands
@click.group(cls=Group, context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="rubricator")
def main() -> None:
    r"""Plain text to a validated TEI P5 edition, and to HTML, EPUB 3 and PDF.

    Markup is only ever added: `rubricator restore` gives the source file back, byte for byte.

    \b
    A first try:   rubricator encode book.txt -o book.xml
                   rubricator publish book.xml
    An edition:    rubricator init book.txt        (writes a folder to edit)
                   rubricator build book           (TEI, HTML, EPUB, PDF)

    Results go to standard output or -o, messages to standard error. Exit codes: 0 fine, 1 findings,
    2 usage, 3 unreadable input or configuration, 4 a needed tool is missing, 70 a bug of ours.
    """
    gc.set_threshold(2_000_000, 50, 50)  # a run makes few cycles; looking for them costs a tenth of its time


@main.command()
@click.argument("text")
@click.option("-o", "--output", type=click.Path(), help="Folder to write (default: the name of the text).")
@_common
def init(text: str, output: str | None, **options: Any) -> None:
    """Write an edition folder for TEXT: edition.toml with what could be guessed, and what could not."""
    from rubricator.editing.init import init as make

    reporter = _reporter(options)
    found = source.read(Path(text))
    folder = make(found, Path(output) if output else Path(Path(text).stem))
    reporter.report(found.warnings)
    click.echo(folder / edition.FILE)


@main.command()
@click.argument("text")
@click.option("-o", "--output", help="TEI file to write (default: standard output).")
@click.option("--edition", "folder", type=click.Path(), help="Apply this folder's metadata, authority files and rules.")
@click.option(
    "--authority", "authorities", multiple=True, type=click.Path(), help="A further authority file; may be repeated."
)
@click.option("--encoding", help="Encoding of the text, where it is not UTF-8.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--annotations", type=click.Path(), help="Write the annotations here too, as JSON lines.")
@_common
def encode(
    text: str,
    output: str | None,
    folder: str | None,
    authorities: tuple[str, ...],
    encoding: str | None,
    texts: tuple[str, ...],
    annotations: str | None,
    **options: Any,
) -> None:
    """Encode TEXT (a plain text, an edition folder, or - for standard input) as TEI."""
    from rubricator.model.document import to_jsonl

    reporter = _reporter(options)
    encoded = _encoded(text, folder, authorities, encoding, texts, reporter)
    _write(encoded.tei.encode("utf-8"), output)
    if annotations:
        _write(to_jsonl(encoded.document).encode("utf-8"), annotations)
    reporter.report(encoded.findings)
    _finish(reporter)


@main.command(name="restore")
@click.argument("tei")
@click.option("-o", "--output", help="File to write (default: standard output).")
@_common
def restore_(tei: str, output: str | None, **options: Any) -> None:
    """Give back the source of TEI, byte for byte, or say that a character was changed."""
    _reporter(options)
    _write(restore.restore(_parse(tei), tei), output)


@main.command()
@click.argument("tei", nargs=-1, required=True)
@click.option(
    "--profile", "profiles", multiple=True, help="minimal, libraries-4, clarin, dracor or eltec; may be repeated."
)
@_common
def validate(tei: tuple[str, ...], profiles: tuple[str, ...], **options: Any) -> None:
    """Check TEI files: RELAX NG, XSD, Schematron, and that the source can be restored.

    With --profile, tell too what a repository would miss, and where to say it.
    """
    from rubricator.validate.check import validate as check
    from rubricator.validate.profiles import profile

    reporter = _reporter(options)
    for path in tei:
        document = xmlfile.parse_bytes(sys.stdin.buffer.read()) if path == STDIO else Path(path)
        reporter.report(check(document, checks=[profile(one) for one in profiles]))
        restore.restore(_parse(path), path) if path != STDIO else None
    _finish(reporter)


@main.command()
@click.argument("tei")
@click.option("--to", "formats", default="html,epub,pdf", show_default=True, help="Which outputs.")
@click.option("-o", "--output", type=click.Path(), help="Folder to write to (default: beside the TEI).")
@click.option(
    "--reading",
    type=click.Choice(edition.READINGS),
    default="corrected",
    show_default=True,
    help="Corrections applied, or as printed.",
)
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--fonts", multiple=True, type=click.Path(exists=True, file_okay=False), help="Folder of further fonts.")
@_common
def publish(
    tei: str,
    formats: str,
    output: str | None,
    reading: str,
    texts: tuple[str, ...],
    fonts: tuple[str, ...],
    **options: Any,
) -> None:
    """Make HTML, EPUB and PDF from TEI, a file made by `encode` or an edition folder."""
    from rubricator.publish import publish as make

    reporter = _reporter(options)
    with reporter.progress() as progress:
        path = Path(tei)
        if _is_edition(tei):
            target = next(build.targets([path], [Path(one) for one in texts]))
            done = build.build(target, Path(output or "build"), progress, _formats(formats))
            written = done.written
            reporter.report(done.findings)
        else:
            restore.witness(_parse(tei), tei)
            folder = Path(output) if output else path.parent
            given = [Path(one) for one in fonts]
            written = tuple(
                make(path, folder, formats=_formats(formats), reading=reading, fonts=given, progress=progress)
            )
    for one in written:
        click.echo(one)
    _finish(reporter)


def _formats(formats: str) -> tuple[str, ...]:
    wanted = tuple(one.strip() for one in formats.split(",") if one.strip())
    for one in wanted:
        if one not in edition.FORMATS:
            raise fail("pu-format", format=one)
    return wanted


@main.command(name="build")
@click.argument("editions", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(), default="build", show_default=True, help="Folder to build in.")
@click.option(
    "--texts", multiple=True, type=click.Path(), help="Folder where texts of editions may lie; may be repeated."
)
@click.option("--force", is_flag=True, help="Build even what is up to date.")
@_common
def build_(editions: tuple[str, ...], output: str, texts: tuple[str, ...], force: bool, **options: Any) -> None:
    """Build EDITIONS (edition folders, or bare texts) whole: TEI, validation, annotations, HTML, EPUB, PDF.

    A folder of edition folders stands for all of them. What is up to date is not built again.
    """
    reporter = _reporter(options)
    folders = [Path(one) for one in texts]
    worst = 0
    for target in list(build.targets(map(Path, editions), folders)):
        try:
            with reporter.progress() as progress:
                done = build.build_if_stale(target, Path(output), progress, force)
        except RubricatorError as error:
            reporter.report(error.findings)
            reporter.say(f"{target.id}: not built")
            worst = max(worst, error.exit)
            continue
        reporter.report(done.findings)
        reporter.say(done.summary)
    if worst:
        _exit(worst)
    _finish(reporter)


@main.command()
@click.argument("document")
@click.argument("place")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@_common
def explain(document: str, place: str, texts: tuple[str, ...], **options: Any) -> None:
    """Show every annotation that covers PLACE (an offset or some words) of a text, an edition or a TEI file."""
    from rubricator.report.explain import explain as show

    reporter = _reporter(options)
    if document.endswith(".xml"):
        root = _parse(document)
        text = source.decode(restore.restore(root, document), restore.witness(root, document).sha256[:12])
        encoded = build.encode(text)
    else:
        encoded = _encoded(document, None, (), None, texts, reporter)
    lines = show(encoded, place)
    if lines is None:
        raise fail("in-place", document, place=place)
    click.echo("\n".join(lines))


@main.command(name="deposit")
@click.argument("folder", metavar="EDITION")
@click.option("-o", "--output", type=click.Path(), default="deposit", show_default=True, help="Folder to write to.")
@click.option("--zip", "form", flag_value="zip", help="One zip file.")
@click.option("--tar", "form", flag_value="tar", help="One tar file.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@_common
def deposit_(folder: str, output: str, form: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Package EDITION for a repository: a BagIt bag with source, TEI, schemas, outputs and metadata."""
    from rubricator.deposit import Form
    from rubricator.deposit import deposit as make

    reporter = _reporter(options)
    for target in build.targets([Path(folder)], [Path(one) for one in texts]):
        with reporter.progress() as progress:
            done = make(target, Path(output), cast("Form", form or "folder"), progress)
        reporter.report(done.findings)
        click.echo(done.path)
    _finish(reporter)


@main.command(name="export")
@click.argument("document", metavar="EDITION|TEI")
@click.option("--to", "house", required=True, help="clarin, dracor or eltec.")
@click.option("-o", "--output", help="File to write (default: standard output).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@_common
def export_(document: str, house: str, output: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Derive the TEI that another house takes (CLARIN.SI, DraCor, ELTeC level 1), and say what it has no place for."""
    import tempfile

    from rubricator.export import export as make

    reporter = _reporter(options)
    with tempfile.TemporaryDirectory() as folder:
        tei = Path(document)
        if not document.endswith(".xml"):
            tei = Path(folder) / "edition.xml"
            tei.write_text(_encoded(document, None, (), None, texts, reporter).tei, encoding="utf-8")
        done = make(tei, house)
    _write(done.data, output)
    reporter.report(done.findings)
    _finish(reporter)


@main.command(name="absorb")
@click.argument("edited", metavar="EDITED.xml")
@click.option("--edition", "folder", type=click.Path(), help="The edition folder (default: the folder of the file).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--why", default="", help="The reason to record with each decision.")
@click.option("-o", "--output", help="File to write the new decisions to (default: added to those of the edition).")
@_common
def absorb_(
    edited: str, folder: str | None, texts: tuple[str, ...], why: str, output: str | None, **options: Any
) -> None:
    """Turn the edits that were made by hand in a TEI file into decisions of its edition."""
    from rubricator.editing import absorb
    from rubricator.model import decisions

    reporter = _reporter(options)
    place = Path(folder or Path(edited).parent)
    if not _is_edition(str(place)):
        raise fail("ab-edition", edited)
    found = edition.load(place)
    root = _parse(edited)
    text = absorb.source_of(root, found, [Path(one) for one in texts], edited)
    done = absorb.absorb(root, text, found, edited, why)
    reporter.report(done.findings)
    if output:
        _write(done.lines().encode("utf-8"), output)
    elif done.decisions:
        _write(absorb.append(place, done), str(place / decisions.FILE))
    reporter.say(f"{len(done.decisions)} decisions")
    _finish(reporter)


@main.command(name="verify")
@click.argument("bag")
@_common
def verify_(bag: str, **options: Any) -> None:
    """Prove that BAG (a folder, zip or tar) is complete, its TEI valid and lossless, every link resolved."""
    from rubricator.deposit.verify import verify as check

    reporter = _reporter(options)
    for one in check(Path(bag)):
        reporter.report(one.findings)
        click.echo(f"{'ok   ' if one.holds else 'FAULT'}  {one.what}: {one.count}")
    _finish(reporter)


@main.command(name="names")
@click.argument("text", metavar="EDITION|TEXT")
@click.option("--write", is_flag=True, help="Add what is sure and new to authority/found.xml of the edition.")
@click.option("--contexts", type=int, default=3, show_default=True, help="How many places to show of each entity.")
@click.option("-o", "--output", help="File to write the list to (default: standard output).")
@click.option(
    "--authority", "authorities", multiple=True, type=click.Path(), help="A further authority file; may be repeated."
)
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@_common
def names_(
    text: str,
    write: bool,
    contexts: int,
    output: str | None,
    authorities: tuple[str, ...],
    texts: tuple[str, ...],
    **options: Any,
) -> None:
    """List the persons, places and organisations of a text: counts, contexts, certainty, what is open."""
    from rubricator.editing import authority_file
    from rubricator.report import names as names_report

    reporter = _reporter(options)
    if write and not _is_edition(text):
        raise fail("nm-edition", text)
    encoded = _encoded(text, None, authorities, None, texts, reporter)
    found = names_report.entities(encoded.document, encoded.context)
    if options["format"] == "json":
        words = json.dumps(names_report.as_records(found, contexts), ensure_ascii=False, indent=1)
    else:
        words = "\n".join(names_report.as_lines(found, encoded.context, contexts))
    _write(f"{words}\n".encode(), output)
    if write:
        path, count = authority_file.write_confirmed(Path(text), found, encoded.document, encoded.context)
        reporter.say(f"{count} entries added to {path}" if count else "nothing to add")
    _finish(reporter)


@main.command()
@click.argument("layer", required=False)
@_common
def layers(layer: str | None, **options: Any) -> None:
    """List the layers: element, rank, level, attributes; or describe one LAYER."""
    from rubricator.report.explain import layer_table

    _reporter(options)
    lines = layer_table(layer)
    if not lines:
        raise fail("an-layer", layer=layer)
    click.echo("\n".join(lines))


def _finish(reporter: Reporter) -> None:
    if reporter.found:
        _exit(1)


def _exit(code: int) -> NoReturn:
    raise click.exceptions.Exit(code)
