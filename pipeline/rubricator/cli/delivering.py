"""What others get: deposit, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from rubricator import targets
from rubricator.cli.common import (
    common,
    encoded_of,
    finish,
    reporter_of,
    write_result,
)


@click.command(name="deposit")
@click.argument("folder", metavar="EDITION")
@click.option("-o", "--output", type=click.Path(), default="deposit", show_default=True, help="Folder to write to.")
@click.option("--zip", "form", flag_value="zip", help="One zip file.")
@click.option("--tar", "form", flag_value="tar", help="One tar file.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def deposit_(folder: str, output: str, form: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Package EDITION for a repository: a BagIt bag with source, TEI, schemas, outputs and metadata."""
    from rubricator.deposit import Form
    from rubricator.deposit import deposit as make

    reporter = reporter_of(options)
    for target in targets.targets([Path(folder)], [Path(one) for one in texts]):
        with reporter.progress() as progress:
            done = make(target, Path(output), cast("Form", form or "folder"), progress)
        reporter.report(done.findings)
        click.echo(done.path)
    finish(reporter)


@click.command(name="export")
@click.argument("document", metavar="EDITION|TEI")
@click.option("--to", "house", required=True, help="clarin, dracor or eltec.")
@click.option("-o", "--output", help="File to write (default: standard output).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def export_(document: str, house: str, output: str | None, texts: tuple[str, ...], **options: Any) -> None:
    """Derive the TEI that another house takes (CLARIN.SI, DraCor, ELTeC level 1), and say what it has no place for."""
    import tempfile

    from rubricator.export import export as make

    reporter = reporter_of(options)
    with tempfile.TemporaryDirectory() as folder:
        tei = Path(document)
        if not document.endswith(".xml"):
            tei = Path(folder) / "edition.xml"
            tei.write_text(encoded_of(document, None, (), None, texts, reporter).tei, encoding="utf-8")
        done = make(tei, house)
    write_result(done.data, output)
    reporter.report(done.findings)
    finish(reporter)
