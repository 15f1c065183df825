"""The command line: arguments to library calls to exit code; nothing else."""

from __future__ import annotations

import gc

import click

from rubricator import __version__
from rubricator.cli import checking, delivering, editing, making
from rubricator.cli.common import CONTEXT, Group


@click.group(cls=Group, context_settings=CONTEXT)
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


for command in (
    making.init,
    making.encode,
    making.publish,
    making.build_,
    checking.restore_,
    checking.validate,
    checking.verify_,
    checking.explain,
    checking.layers,
    editing.names_,
    editing.absorb_,
    editing.doubts_,
    editing.decide_,
    delivering.deposit_,
    delivering.export_,
):
    main.add_command(command)
