"""What holds and who says so: restore, validate, verify, explain, layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rubricator.cli.common import (
    common,
    document_of,
    encoded_of,
    finish,
    parse_tei,
    reporter_of,
    write_result,
)
from rubricator.model.messages import fail


@click.command(name="restore")
@click.argument("tei")
@click.option("-o", "--output", help="File to write (default: standard output).")
@common
def restore_(tei: str, output: str | None, **options: Any) -> None:
    """Give back the source of TEI, byte for byte, or say that a character was changed."""
    from rubricator.validate import restore

    reporter_of(options)
    write_result(restore.restore(parse_tei(tei), tei), output)


@click.command()
@click.argument("tei", nargs=-1, required=True)
@click.option(
    "--profile", "profiles", multiple=True, help="minimal, libraries-4, clarin, dracor or eltec; may be repeated."
)
@common
def validate(tei: tuple[str, ...], profiles: tuple[str, ...], **options: Any) -> None:
    """Check TEI files: RELAX NG, XSD, Schematron, and that the source can be restored.

    With --profile, tell too what a repository would miss, and where to say it.
    """
    from rubricator.validate import restore
    from rubricator.validate.check import validate as check
    from rubricator.validate.profiles import profile

    reporter = reporter_of(options)
    for path in tei:
        root = parse_tei(path)
        findings = check(root, path, [profile(one) for one in profiles])
        reporter.report(findings)
        restore.restore(root, path)
        if not any(finding.severity == "error" for finding in findings):
            reporter.say(f"{path}: valid, and its source can be restored")
    finish(reporter)


@click.command(name="verify")
@click.argument("bag")
@click.option("--profile", "profiles", multiple=True, help="Say what this repository would miss; may be repeated.")
@common
def verify_(bag: str, profiles: tuple[str, ...], **options: Any) -> None:
    """Prove that BAG (a folder, zip or tar) is complete, its TEI valid and lossless, every link resolved."""
    from rubricator.deposit.verify import verify as check

    reporter = reporter_of(options)
    for one in check(Path(bag), profiles):
        reporter.report(one.findings)
        click.echo(f"{'ok   ' if one.holds else 'FAULT'}  {one.what}: {one.count}")
    finish(reporter)


@click.command(name="lint")
@click.argument("files", nargs=-1, required=True, metavar="EDITION|FILE...")
@common
def lint_(files: tuple[str, ...], **options: Any) -> None:
    """Tell what is strange in authority files: of an edition those that it reads, else the files given, read as one.

    Coordinates, dates of lives, entries that stand twice, letters lost from names, ids and links.
    """
    from rubricator.model import edition
    from rubricator.validate.authority import lint

    reporter = reporter_of(options)
    folders = [path for path in map(Path, files) if path.is_dir()]
    named = [path for path in map(Path, files) if not path.is_dir()]
    found = [*named, *(path for one in folders for path in edition.load(one).authority_files())]
    told = lint(dict.fromkeys(found))
    reporter.report(told)
    reporter.say(f"{len(dict.fromkeys(found))} files, {len(told)} strange things")
    finish(reporter)


@click.command()
@click.argument("document")
@click.argument("place")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def explain(document: str, place: str, texts: tuple[str, ...], **options: Any) -> None:
    """Show every annotation that covers PLACE of a text, an edition or a TEI file.

    PLACE is an offset, line:column of the text as messages print it, or some whole words. Of a TEI file, its own tags
    and its own header are explained.
    """
    from rubricator.report import explain as reasons

    reporter = reporter_of(options)
    if document.endswith(".xml"):
        found, clauses = document_of(document, texts, reporter)
        more: list[str] = []
        context = None
    else:
        encoded = encoded_of(document, None, (), None, texts, reporter)
        found, clauses, more = encoded.document, encoded.rules, list(reasons.guessed(encoded))
        context = encoded.context
    lines = reasons.explain(found, clauses, place, context)
    if lines is None:
        raise fail("in-place", document, place=place)
    click.echo("\n".join([*lines, *more]))


@click.command()
@click.argument("layer", required=False)
@common
def layers(layer: str | None, **options: Any) -> None:
    """List the layers: element, rank, level, attributes; or describe one LAYER."""
    from rubricator.report.explain import layer_table

    reporter_of(options)
    lines = layer_table(layer)
    if not lines:
        raise click.BadParameter(f"{layer} is not a layer; `rubricator layers` lists them", param_hint="LAYER")
    click.echo("\n".join(lines))
