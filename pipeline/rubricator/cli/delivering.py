"""What others get: deposit, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from rubricator import targets
from rubricator.cli.bar import of_building
from rubricator.cli.common import (
    common,
    encoded_of,
    finish,
    parse_tei,
    reporter_of,
    write_result,
)


@click.command(name="deposit")
@click.argument("folder", metavar="EDITION")
@click.option("-o", "--output", type=click.Path(), default="deposit", show_default=True, help="Folder to write to.")
@click.option("--zip", "form", flag_value="zip", help="One zip file.")
@click.option("--tar", "form", flag_value="tar", help="One tar file.")
@click.option("--profile", "profiles", multiple=True, help="Say what this repository would miss; may be repeated.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def deposit_(
    folder: str, output: str, form: str | None, profiles: tuple[str, ...], texts: tuple[str, ...], **options: Any
) -> None:
    """Package EDITION for a repository: a BagIt bag with source, TEI, schemas, outputs and metadata."""
    from rubricator.deposit import Form
    from rubricator.deposit import deposit as make

    reporter = reporter_of(options)
    for target in targets.targets([Path(folder)], [Path(one) for one in texts]):
        with reporter.progress([*of_building(target.edition.publish.outputs), "package"]) as progress:
            done = make(target, Path(output), cast("Form", form or "folder"), progress, profiles)
        reporter.report(done.findings)
        click.echo(done.path)
    finish(reporter)


@click.command(name="export")
@click.argument("document", metavar="EDITION|TEI")
@click.option("--to", "house", required=True, help="A house or a format; see below.")
@click.option("-o", "--output", help="File to write (default: standard output).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def export_(document: str, house: str, output: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Derive what another house or program takes, and say what it has no place for.

    \b
    TEI:       clarin (CLARIN.SI), dracor (plays), eltec (novels, level 1), dtabf (DTA base format),
               simple (TEI simplePrint), lite (TEI Lite), parla-clarin (transcripts)
    Text:      web-annotations, conll, tsv
    Entities:  geojson, linked-places, skos; `rubricator reconcile` for OpenRefine
    Networks:  gexf, graphml (who speaks to whom), scenes (who shares a scene)
    Times:     timelinejs, icalendar
    Forms:     zenodo, inveniordm, dataverse, dspace
    """  # noqa: D301 (click keeps the lines of a paragraph that begins with a backspace)
    import tempfile

    from rubricator.export import export as make

    reporter = reporter_of(options)
    with tempfile.TemporaryDirectory() as folder:
        tei = Path(document)
        if not document.endswith(".xml"):
            tei = Path(folder) / "edition.xml"
            tei.write_text(encoded_of(document, None, (), None, texts, reporter).tei, encoding="utf-8")
        done = make(tei, house, document)
    write_result(done.data, output)
    reporter.report(done.findings)
    finish(reporter)


@click.command(name="reconcile")
@click.argument("document", metavar="EDITION|TEI")
@click.option(
    "--export", "out", metavar="TABLE", help="Write the entities as a table for OpenRefine (- for the screen)."
)
@click.option(
    "--import", "given", metavar="TABLE", type=click.Path(), help="Write what the column match holds into authority/."
)
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def reconcile_(document: str, out: str | None, given: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Send the persons, places, bodies and works of an edition to OpenRefine, and take its matches back.

    The table has a row for each; fill in the column match with a Wikidata id or an address.
    """
    from collections import Counter

    from rubricator.editing.openrefine import import_table
    from rubricator.interchange import View, vocabularies
    from rubricator.model import edition

    reporter = reporter_of(options)
    if bool(out) == bool(given):
        raise click.UsageError("give either --export or --import")
    if given:
        changed, lost = import_table(edition.load(Path(document)), Path(given))
        reporter.report(lost)
        reporter.say(f"{len(changed)} entries have new links")
    else:
        tei = document if document.endswith(".xml") else ""
        root = parse_tei(tei) if tei else parsed(encoded_of(document, None, (), None, texts, reporter).tei, document)
        view = View(root, document)
        counts = Counter(one.id for one in view.mentions)
        write_result(vocabularies.table(view.entities.values(), counts).encode(), None if out == "-" else out)
    finish(reporter)


def parsed(tei: str, name: str) -> Any:
    """The root of a TEI document in memory."""
    from rubricator.model import xmlfile

    return xmlfile.parse_bytes(tei.encode("utf-8"), name)
