"""The command line: arguments to library calls to exit code; nothing else."""

from __future__ import annotations

import gc

import click

from rubricator.cli.common import CONTEXT, Group


@click.group(cls=Group, context_settings=CONTEXT)
@click.version_option(package_name="rubricator", prog_name="rubricator")
def main() -> None:
    """Plain text to a validated TEI P5 edition, and to HTML, EPUB 3 and PDF.

    Markup is only ever added: `rubricator restore` gives the source file back, byte for byte.

    \b
    A first try:   rubricator encode book.txt -o book.xml
                   rubricator publish book.xml
    An edition:    rubricator init book.txt        (writes a folder to edit)
                   rubricator review book          (go through it in the browser)
                   rubricator build book           (TEI, HTML, EPUB, PDF)

    Results go to standard output or -o, messages to standard error. Exit codes: 0 fine, 1 findings,
    2 usage, 3 unreadable input or configuration, 4 a needed tool is missing, 70 a bug of ours.
    """  # noqa: D301 (click keeps the lines of a paragraph that begins with a backspace)
    gc.set_threshold(2_000_000, 50, 50)  # a run makes few cycles; looking for them costs a tenth of its time


main.homes = {
    "init": "making.init",
    "encode": "making.encode",
    "publish": "making.publish",
    "build": "making.build_",
    "corpus": "corpora.corpus_",
    "watch": "making.watch_",
    "restore": "checking.restore_",
    "validate": "checking.validate",
    "verify": "checking.verify_",
    "lint": "checking.lint_",
    "explain": "checking.explain",
    "layers": "checking.layers",
    "names": "editing.names_",
    "absorb": "editing.absorb_",
    "doubts": "editing.doubts_",
    "decide": "editing.decide_",
    "review": "reviewing.review",
    "train": "learning.train",
    "deposit": "delivering.deposit_",
    "export": "delivering.export_",
    "reconcile": "delivering.reconcile_",
}
