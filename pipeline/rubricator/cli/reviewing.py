"""The workbench: review."""

from __future__ import annotations

import socket
import threading
import webbrowser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from rubricator.cli.common import common, is_edition, reporter_of
from rubricator.model.messages import fail


@click.command(name="review")
@click.argument("editions", nargs=-1, required=True, metavar="EDITION…")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on (default: a free one).")
@click.option("--as", "who", default="", help="Who decides (default: [edition] encoder).")
@click.option("--no-browser", is_flag=True, help="Print the address, open no browser.")
@click.option(
    "--assign",
    "assigned",
    multiple=True,
    metavar="NAME",
    help="Hand the open doubts out, by division.",
)
@click.option("--common", type=click.IntRange(0, 100), default=0, help="Percent of them that every editor gets.")
@click.option("--report", "reported", is_flag=True, help="Print what each editor decided, and where two differ.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where the text of an edition may lie.")
@common
def review(
    editions: tuple[str, ...],
    port: int,
    who: str,
    no_browser: bool,
    assigned: tuple[str, ...],
    common: int,
    reported: bool,
    texts: tuple[str, ...],
    **options: Any,
) -> None:
    """Go through EDITIONS in the browser: see every annotation, decide about the doubtful ones, undo at will.

    A page of this computer only; nothing is sent anywhere. What is decided is written into decisions.jsonl and the
    authority files of the edition at once. Ctrl-C ends it.
    """
    from rubricator.review.bench import Bench
    from rubricator.review.session import Session

    reporter = reporter_of(options)
    for one in editions:
        if not is_edition(one):
            raise fail("re-bare", one)
    sessions = [Session(Path(one), [Path(folder) for folder in texts], who) for one in editions]
    benches = {one.edition.edition.id: Bench(one) for one in sessions}
    if assigned or reported:
        for bench in benches.values():
            reporter.say("\n".join(bench.assign(assigned, common / 100))) if assigned else None
            click.echo("\n".join(bench.report())) if reported else None
        return
    for package in ("starlette", "uvicorn"):
        if find_spec(package) is None:
            raise fail("re-tool", package=package)
    from rubricator.review.server import Desk, serve

    desk = Desk(benches, _free(port))
    for bench in benches.values():
        threading.Thread(target=bench.open, daemon=True).start()

    def ready() -> None:
        reporter.say(f"{desk.address}\n(Ctrl-C ends it)")
        if not no_browser:
            webbrowser.open(desk.address)

    serve(desk, ready)


def _free(port: int) -> int:
    """The port, or one that is free. Raises RubricatorError where it is not."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise fail("re-port", port=port, reason=error.strerror or str(error)) from None
        found: int = trial.getsockname()[1]
        return found
