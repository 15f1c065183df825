"""From a text to what people read: init, encode, publish, build."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from rubricator import targets
from rubricator.cli.bar import of_building, of_publishing
from rubricator.cli.common import (
    common,
    encoded_of,
    finish,
    formats_of,
    is_edition,
    leave,
    parse_tei,
    reporter_of,
    write_result,
)
from rubricator.model import edition, source
from rubricator.model.messages import RubricatorError
from rubricator.targets import silent
from rubricator.upkeep.rebuild import rebuild


@click.command()
@click.argument("text")
@click.option("-o", "--output", type=click.Path(), help="Folder to write (default: the name of the text).")
@common
def init(text: str, output: str | None, **options: Any) -> None:
    """Write an edition folder for TEXT: edition.toml with what could be guessed, and what could not."""
    from rubricator.editing.init import init as make

    reporter = reporter_of(options)
    found = source.read(Path(text))
    folder = make(found, Path(output) if output else Path(Path(text).stem))
    reporter.report(found.warnings)
    click.echo(folder / edition.FILE)
    reporter.say(f"next: look through {folder / edition.FILE}, then run `rubricator build {shlex.quote(str(folder))}`")


@click.command()
@click.argument("text")
@click.option("-o", "--output", help="TEI file to write (default: standard output).")
@click.option("--edition", "folder", type=click.Path(), help="Apply this folder's metadata, authority files and rules.")
@click.option(
    "--authority", "authorities", multiple=True, type=click.Path(), help="A further authority file; may be repeated."
)
@click.option("--encoding", help="Encoding of the text, where it is not UTF-8.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--genre", default="", help="Read it as this: history, novel, drama, verse, letters …")
@click.option("--language", default="", help="Its language, a BCP 47 tag such as de.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Any key of edition.toml; may be repeated.")
@click.option("--annotations", type=click.Path(), help="Write the annotations here too, as JSON lines.")
@common
def encode(
    text: str,
    output: str | None,
    folder: str | None,
    authorities: tuple[str, ...],
    encoding: str | None,
    texts: tuple[str, ...],
    annotations: str | None,
    genre: str,
    language: str,
    settings: tuple[str, ...],
    **options: Any,
) -> None:
    """Encode TEXT (a plain text, an edition folder, or - for standard input) as TEI."""
    from rubricator.model.document import to_jsonl
    from rubricator.report.summary import summary

    reporter = reporter_of(options)
    given = [*settings]
    given += [f"edition.genre={genre}"] if genre else []
    given += [f"edition.language={language}"] if language else []
    encoded = encoded_of(text, folder, authorities, encoding, texts, reporter, given)
    write_result(encoded.tei.encode("utf-8"), output)
    if annotations:
        write_result(to_jsonl(encoded.document).encode("utf-8"), annotations)
    reporter.report(encoded.findings)
    if not reporter.quiet:
        reporter.say("\n".join(summary(encoded).lines()))
    finish(reporter)


@click.command()
@click.argument("tei")
@click.option("--to", "formats", default="html,epub,pdf", show_default=True, help="Which outputs.")
@click.option("-o", "--output", type=click.Path(), help="Folder to write to (default: beside the TEI).")
@click.option(
    "--reading",
    type=click.Choice(edition.READINGS),
    help="Corrections applied, or as printed (default: what the edition says, else corrected).",
)
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--fonts", multiple=True, type=click.Path(exists=True, file_okay=False), help="Folder of further fonts.")
@common
def publish(
    tei: str,
    formats: str,
    output: str | None,
    reading: str | None,
    texts: tuple[str, ...],
    fonts: tuple[str, ...],
    **options: Any,
) -> None:
    """Make HTML, EPUB and PDF from TEI, a file made by `encode` or an edition folder."""
    from rubricator import build
    from rubricator.publish import publish as make
    from rubricator.validate import restore

    reporter = reporter_of(options)
    given = [Path(one) for one in fonts]
    steps = of_building if is_edition(tei) else of_publishing
    with reporter.progress(steps(formats_of(formats))) as progress:
        path = Path(tei)
        if is_edition(tei):
            target = next(targets.targets([path], [Path(one) for one in texts]))
            done = build.build(target, Path(output or "build"), progress, formats_of(formats), reading, given)
            written = done.written
            reporter.report(done.findings)
        else:
            restore.witness(parse_tei(tei), tei)
            folder = Path(output) if output else path.parent
            shown = reading or edition.READINGS[0]
            written = tuple(
                make(path, folder, formats=formats_of(formats), reading=shown, fonts=given, progress=progress)
            )
    for one in written:
        click.echo(one)
    finish(reporter)


@click.command(name="build")
@click.argument("editions", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(), default="build", show_default=True, help="Folder to build in.")
@click.option(
    "--texts", multiple=True, type=click.Path(), help="Folder where texts of editions may lie; may be repeated."
)
@click.option("--force", is_flag=True, help="Build even what is up to date.")
@click.option("--library", metavar="TITLE", help="Write a page of all editions, a search and a catalogue, too.")
@click.option("--address", default="", metavar="URL", help="Where the folder will stand on the web: for the sitemap.")
@click.option("--explain-rebuild", is_flag=True, help="Say of each step that is done why it is.")
@common
def build_(
    editions: tuple[str, ...],
    output: str,
    texts: tuple[str, ...],
    force: bool,
    library: str | None,
    address: str,
    explain_rebuild: bool,
    **options: Any,
) -> None:
    """Build EDITIONS (edition folders, or bare texts) whole: TEI, validation, annotations, HTML, EPUB, PDF.

    A folder of edition folders stands for all of them. A step is done again only where something changed, by content:
    after a decision the text is encoded and published, after a style sheet it is published.
    """
    reporter = reporter_of(options)
    wanted = list(targets.targets(map(Path, editions), [Path(one) for one in texts]))
    worst = 0
    for target in wanted:
        try:
            with reporter.progress(of_building(target.edition.publish.outputs)) as progress:
                explain = reporter.say if explain_rebuild else silent
                done = rebuild(target, Path(output), progress, force, explain)
        except RubricatorError as error:
            reporter.report(error.findings)
            reporter.say(f"{target.id}: not built")
            worst = max(worst, error.exit)
            continue
        reporter.report(done.findings)
        reporter.say(done.summary)
    if library is not None:
        from rubricator.corpus.shelf import library_of

        if library_of(wanted, Path(output), library, address):
            reporter.say(f"{library}: {output}/index.html")
    if worst:
        leave(worst)
    finish(reporter)


@click.command(name="watch")
@click.argument("edition", metavar="EDITION")
@click.option("-o", "--output", type=click.Path(), default="build/watch", show_default=True, help="Folder to build in.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--to", "formats", default="html", show_default=True, help="Which outputs; html is shown.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port; 0 for any.")
@click.option("--open/--no-open", "opened", default=True, help="Open the browser.")
@common
def watch_(
    edition: str, output: str, texts: tuple[str, ...], formats: str, port: int, opened: bool, **options: Any
) -> None:
    """Build EDITION (or a bare text) on every save, and show it in a browser that reloads by itself.

    Its text, edition.toml, decisions, authority, style and the style sheets are looked at; only what follows from the
    change is built. Ends with Ctrl-C.
    """
    import time
    import webbrowser

    from rubricator.upkeep.watch import Watch, served

    reporter = reporter_of(options)
    outputs = tuple(dict.fromkeys(("html", *formats_of(formats))))
    watch = Watch(Path(edition), Path(output), reporter.report, [Path(one) for one in texts], outputs)
    with served(watch, Path(output) / watch.target().id, port) as address:
        reporter.say(f"{address} (Ctrl-C ends it)")
        with suppress(KeyboardInterrupt):
            while True:
                first = not watch.number
                for line in watch.look():
                    reporter.say(line)
                if first and opened:
                    webbrowser.open(address)
                time.sleep(_LOOK)


_LOOK: Final = 0.3
"""Seconds between two looks for what was saved."""
