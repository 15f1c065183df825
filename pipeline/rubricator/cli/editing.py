"""What an editor decides: names, doubts, decide, absorb."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from rubricator.cli.common import (
    common,
    document_of,
    encoded_of,
    finish,
    is_edition,
    parse_tei,
    reporter_of,
    write_result,
)
from rubricator.model import edition
from rubricator.model.messages import fail


@click.command(name="names")
@click.argument("text", metavar="EDITION|TEXT")
@click.option("--write", is_flag=True, help="Add what is sure and new to authority/found.xml of the edition.")
@click.option("--contexts", type=int, default=3, show_default=True, help="How many places to show of each entity.")
@click.option("-o", "--output", help="File to write the list to (default: standard output).")
@click.option(
    "--authority", "authorities", multiple=True, type=click.Path(), help="A further authority file; may be repeated."
)
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
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

    reporter = reporter_of(options)
    if write and not is_edition(text):
        raise fail("nm-edition", text)
    encoded = encoded_of(text, None, authorities, None, texts, reporter)
    found = names_report.entities(encoded.document, encoded.context)
    if options["format"] == "json":
        words = json.dumps(names_report.as_records(found, contexts), ensure_ascii=False, indent=1)
    else:
        words = "\n".join(names_report.as_lines(found, encoded.context, contexts))
    write_result(f"{words}\n".encode(), output)
    if write:
        path, count = authority_file.write_confirmed(Path(text), found, encoded.document, encoded.context)
        reporter.say(f"{count} entries added to {path}" if count else "nothing to add")
    finish(reporter)


@click.command(name="absorb")
@click.argument("edited", metavar="EDITED.xml")
@click.option("--edition", "folder", type=click.Path(), help="The edition folder (default: the folder of the file).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@click.option("--why", default="", help="The reason to record with each decision.")
@click.option("-o", "--output", help="File to write the new decisions to (default: added to those of the edition).")
@common
def absorb_(
    edited: str, folder: str | None, texts: tuple[str, ...], why: str, output: str | None, **options: Any
) -> None:
    """Turn the edits that were made by hand in a TEI file into decisions of its edition."""
    from rubricator.editing import absorb, deciding
    from rubricator.model import decisions

    reporter = reporter_of(options)
    place = Path(folder or Path(edited).parent)
    if not is_edition(str(place)):
        raise fail("ab-edition", edited)
    found = edition.load(place)
    root = parse_tei(edited)
    text = absorb.source_of(root, found, [Path(one) for one in texts], edited)
    done = absorb.absorb(root, text, found, edited, why)
    reporter.report(done.findings)
    if output:
        write_result(done.lines().encode("utf-8"), output)
    elif done.decisions:
        write_result(deciding.appended(place, done.decisions), str(place / decisions.FILE))
    reporter.say(_amount(len(done.decisions)))
    finish(reporter)


@click.command(name="doubts")
@click.argument("document", metavar="EDITION|TEXT|TEI")
@click.option("--layer", "layers", multiple=True, help="Only this layer, such as persName; may be repeated.")
@click.option("--rule", "rules", multiple=True, help="Only rules that begin so, such as speech/; may be repeated.")
@click.option(
    "--cert",
    "certs",
    multiple=True,
    type=click.Choice(["high", "medium", "low", "unknown"]),
    help="Only this certainty.",
)
@click.option("--entity", "entities", multiple=True, help="Only what points to this id; may be repeated.")
@click.option("--words", default="", help="Only where these words stand.")
@click.option("--lines", help="Only from line to line of the text, as 120-180.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="How they are written.",
)
@click.option("-o", "--output", help="File to write to (default: standard output).")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def doubts_(
    document: str,
    layers: tuple[str, ...],
    rules: tuple[str, ...],
    certs: tuple[str, ...],
    entities: tuple[str, ...],
    words: str,
    lines: str | None,
    form: str,
    output: str | None,
    texts: tuple[str, ...],
    **options: Any,
) -> None:
    """List what an editor should look at: every annotation below high certainty, and every flag.

    Nothing is capped. Each has a key, layer@line:column, by which `rubricator decide` finds it; the csv has an empty
    column for the decision, which `decide --table` reads.
    """
    from rubricator.report import doubts

    reporter = reporter_of(options)
    wanted = doubts.Wanted(layers, rules, certs, entities, words, _lines(lines))
    found, clauses = document_of(document, texts, reporter)
    some = doubts.doubts(found, clauses, wanted)
    if form == "text":
        written = doubts.as_text(some, found.source.name)
    else:
        written = doubts.as_csv(some) if form == "csv" else doubts.as_json(some)
    write_result(written.encode(), output)
    finish(reporter)


def _lines(given: str | None) -> tuple[int, int] | None:
    if given is None:
        return None
    first, _, last = given.partition("-")
    if not first.isdecimal() or not (last or first).isdecimal():
        raise click.BadParameter("write two line numbers with a hyphen, as 120-180", param_hint="--lines")
    return int(first), int(last or first)


@click.command(name="decide")
@click.argument("folder", metavar="EDITION")
@click.option("--confirm", multiple=True, metavar="KEY", help="What stands there is right.")
@click.option("--drop", multiple=True, metavar="KEY", help="Take it away.")
@click.option(
    "--change", nargs=2, multiple=True, metavar="KEY NAME=VALUE", help="Give it another value; an empty one removes it."
)
@click.option("--alike", is_flag=True, help="Decide the same for all of its layer with the same words.")
@click.option("--table", type=click.Path(), help="Take the decisions from a csv of `doubts`.")
@click.option("--why", default="", help="The reason to record with each decision.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def decide_(
    folder: str,
    confirm: tuple[str, ...],
    drop: tuple[str, ...],
    change: tuple[tuple[str, str], ...],
    alike: bool,
    table: str | None,
    why: str,
    texts: tuple[str, ...],
    **options: Any,
) -> None:
    """Write decisions about what `rubricator doubts` lists, by its keys, into decisions.jsonl of EDITION."""
    from rubricator.editing import deciding
    from rubricator.editing.deciding import Wish
    from rubricator.model import decisions, files

    reporter = reporter_of(options)
    if not is_edition(folder):
        raise fail("ab-edition", folder)
    found = edition.load(Path(folder))
    changed = [(key, *value.partition("=")) for key, value in change]
    wishes = [
        *(Wish("confirm", key, alike=alike) for key in confirm),
        *(Wish("drop", key, alike=alike) for key in drop),
        *(Wish("change", key, {name: value}, alike) for key, name, _, value in changed),
        *(deciding.from_table(files.read_text(Path(table))) if table else ()),
    ]
    encoded = encoded_of(folder, None, (), None, texts, reporter)
    made = deciding.decided(encoded.document, wishes, found.edition.encoder, why)
    if made:
        write_result(deciding.appended(Path(folder), made), str(Path(folder) / decisions.FILE))
    reporter.say(_amount(len(made)))
    finish(reporter)


def _amount(count: int) -> str:
    return "1 decision" if count == 1 else f"{count} decisions"
