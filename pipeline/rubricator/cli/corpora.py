"""Many texts at once: corpus."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rubricator.cli.common import Reporter, common, finish, formats_of, leave, reporter_of

if TYPE_CHECKING:
    from rubricator.corpus.finish import Together
    from rubricator.corpus.manifest import Entry
    from rubricator.corpus.run import Plan
    from rubricator.corpus.runners import Runner


@click.command(name="corpus")
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(), required=True, help="Folder of the corpus.")
@click.option("--to", "formats", help="Outputs of every text instead of those of its edition; tei for none.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Any key of edition.toml, for every text.")
@click.option("--texts", multiple=True, type=click.Path(), help="Folder where texts of editions may lie.")
@click.option("--workers", type=click.IntRange(1), help="How many processes (default: one a core).")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Give the work to this Dask scheduler.")
@click.option(
    "--cluster", default="", metavar="CLASS", help="Give it to a cluster of this kind, as dask_jobqueue.SLURMCluster."
)
@click.option("--time-limit", type=float, default=900, show_default=True, help="Seconds a text may take.")
@click.option("--memory-limit", type=float, help="MB a text may need (default: its share of the machine).")
@click.option("--retry", is_flag=True, help="Do only what failed the last time.")
@click.option("--only", multiple=True, metavar="ID", help="Only this text, or those of a pattern; may be repeated.")
@click.option("--limit", type=click.IntRange(1), help="At most so many texts.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why; do nothing.")
@click.option("--title", default="Library", show_default=True, help="What the corpus is called.")
@click.option("--address", default="", metavar="URL", help="Where OUT will stand on the web: for the sitemap.")
@click.option("--joined", is_flag=True, help="Write the whole corpus into one TEI file, too.")
@common
def corpus_(
    sources: tuple[str, ...],
    output: str,
    formats: str | None,
    settings: tuple[str, ...],
    texts: tuple[str, ...],
    workers: int | None,
    scheduler: str,
    cluster: str,
    time_limit: float,
    memory_limit: float | None,
    retry: bool,
    only: tuple[str, ...],
    limit: int | None,
    dry_run: bool,
    title: str,
    address: str,
    joined: bool,
    **options: Any,
) -> None:
    """Make an edition of every text in SOURCES: folders, texts, editions, lists (*.list, -), patterns.

    What is missing, changed or failed is done, in parallel; a text that hangs, eats the memory or fails holds up no
    other. What came of each stands in manifest.sqlite of the folder. With --format json, progress comes as JSON lines.
    """
    from rubricator.corpus import run as runs
    from rubricator.corpus.finish import Together
    from rubricator.corpus.job import Wishes
    from rubricator.corpus.manifest import Manifest
    from rubricator.corpus.sources import jobs

    reporter, out = reporter_of(options), Path(output).resolve()
    count = workers or os.cpu_count() or 1
    wanted = None if formats is None else formats_of("" if formats == "tei" else formats)
    folders = tuple(str(Path(one).resolve()) for one in texts)
    wishes = Wishes(str(out), wanted, settings, folders, time_limit, memory_limit or _share(count))
    found = jobs(sources, wishes)
    with runs.alone(out):
        manifest = Manifest(out)
        try:
            todo = runs.plan(found, manifest.entries(), retry=retry, only=only, limit=limit)
            if dry_run:
                _foretell(todo)
            else:
                _do(todo, manifest, reporter, lambda: _runner(scheduler, cluster, workers, count, reporter))
                entries = manifest.entries()
                _finish(out, entries, Together(title, address, joined), reporter)
        finally:
            manifest.close()
    if not dry_run:
        _told(entries, out, reporter)
    finish(reporter)


def _share(workers: int) -> float:
    """MB of memory that a text may have, where each worker gets as much as the others, and the system a tenth."""
    import psutil

    return float(psutil.virtual_memory().total) * 0.9 / workers / (1 << 20)


@contextmanager
def _runner(scheduler: str, kind: str, workers: int | None, count: int, reporter: Reporter) -> Iterator[Runner]:
    from rubricator.corpus import runners

    def news(words: str) -> None:
        as_json = reporter.format == "json"
        reporter.say(json.dumps({"event": "news", "message": words}, ensure_ascii=False) if as_json else words)

    if scheduler or kind:
        with runners.cluster(scheduler, kind, workers or 0, news) as run:
            yield run
    else:
        with runners.local(count) as run:
            yield run


def _foretell(todo: Plan) -> None:
    for one in sorted((*todo.todo, *(one for one, _ in todo.faulty)), key=lambda one: one.job.id):
        click.echo(f"{one.job.id}: {one.why}")
    click.echo(f"{len(todo.todo) + len(todo.faulty)} to do, {todo.fresh} as they were, {len(todo.gone)} gone", err=True)


def _do(todo: Plan, manifest: Any, reporter: Reporter, runner: Callable[[], Any]) -> None:
    from rubricator.corpus.progress import Progress
    from rubricator.corpus.run import run

    as_json, terminal = reporter.format == "json", sys.stderr.isatty()
    form = "json" if as_json else "terminal" if terminal else "text"

    def say(line: str) -> None:
        if not reporter.quiet:
            click.echo(f"\r\x1b[K{line}" if form == "terminal" else line, err=True, nl=form != "terminal")

    planned = [one.job for one in todo.todo]
    progress = Progress(len(planned) + len(todo.faulty), sum(job.size for job in planned), say, form)
    reporter.say(_opening(len(planned), todo.fresh, as_json))
    with runner() if planned else _nobody() as found:
        run(todo, manifest, found, progress.add)
    if terminal and not as_json:
        click.echo("\r\x1b[K", err=True, nl=False)


def _finish(out: Path, entries: dict[str, Entry], wish: Together, reporter: Reporter) -> None:
    """What is made of all texts, unless nothing has changed."""
    from rubricator.corpus.finish import finish

    with reporter.progress() as progress:
        finish(out, entries, wish, progress)


def _opening(planned: int, fresh: int, as_json: bool) -> str:
    if as_json:
        return json.dumps({"event": "begin", "to_do": planned, "as_they_were": fresh})
    return f"{planned} to do, {fresh} as they were"


@contextmanager
def _nobody() -> Iterator[Runner]:
    yield lambda jobs: iter(())


def _failure(id: str, message: Mapping[str, Any], as_json: bool) -> str:
    if as_json:
        return json.dumps({"event": "failed", "id": id, **message}, ensure_ascii=False)
    return f"{id}: {message['path']}: {message['code']}: {message['message']} ({message['remedy']})"


def _told(entries: dict[str, Entry], out: Path, reporter: Reporter) -> None:
    """What stands in the manifest: how many are done, and which failed, each with its remedy."""
    bad = [one for one in entries.values() if one.state == "failed"]
    for one in bad:
        for message in one.messages:
            line = f"{one.id}: {message['path']}: {message['code']} {message['message']} ({message['remedy']})"
            click.echo(
                json.dumps({"event": "failed", "id": one.id, **message}) if reporter.format == "json" else line,
                err=True,
            )
    done = sum(1 for one in entries.values() if one.state == "done")
    if reporter.format == "json":
        reporter.say(json.dumps({"event": "end", "done": done, "failed": len(bad), "folder": str(out)}))
    else:
        reporter.say(f"{done} editions in {out}" + (f"; {len(bad)} failed" if bad else ""))
    if bad:
        leave(1)
