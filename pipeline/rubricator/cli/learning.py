"""Learning from texts and reviewed editions: train."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rubricator.cli.common import common, reporter_of, write_result


@click.command()
@click.argument("craft", type=click.Choice(["speakers"]))
@click.argument("texts", nargs=-1, required=True)
@click.option("-o", "--output", help="Table to write (default: standard output).")
@click.option("--table", type=click.Path(), help="Table to start from, where not from the program's own.")
@click.option(
    "--texts", "folders", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie."
)
@common
def train(
    craft: str, texts: tuple[str, ...], output: str | None, table: str | None, folders: tuple[str, ...], **options: Any
) -> None:
    """Learn how to weigh the evidence for speakers from TEXTS: plain texts and edition folders.

    Cues that name the speaker are hidden and must be found again; what an editor decided or confirmed in an edition is
    learned as it is. An edition uses the table by `speakers = "speakers.toml"` under `[annotate]`.
    """
    from rubricator.training import train_speakers

    reporter_of(options)
    learned = train_speakers(
        [Path(text) for text in texts], [Path(folder) for folder in folders], Path(table) if table else None
    )
    write_result(learned.encode("utf-8"), output)
