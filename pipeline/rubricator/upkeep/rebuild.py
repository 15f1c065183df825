"""The steps of a build that are not fresh, done again; what is fresh costs the reading of its files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rubricator.targets import Built, Progress, Target, silent, told, without_text
from rubricator.upkeep import graph

if TYPE_CHECKING:
    from rubricator.build import Made


def rebuild(
    target: Target, out: Path, progress: Progress = silent, force: bool = False, explain: Progress = silent
) -> Built:
    """Do those steps of a build that are not fresh; `explain` is told why each is done.

    A TEI file that comes out as it was is not published again. Raises RubricatorError as `build` does; what was done
    before stays done.
    """
    if target.text is None:
        return without_text(target)
    folder = out / target.id
    record = dict(graph.recall(folder))
    last = {} if force else dict(record)
    made: Made | None = None
    if why := list(graph.reasons(inputs := graph.encoding(target), last.get("encode"), folder)):
        explain(f"{target.id}: encode, since {'; '.join(why)}")
        from rubricator.build import make_tei

        made = make_tei(target, folder, progress)
        _keep(record, "encode", inputs, folder, made.written)
    tei = folder / f"{target.id}.xml"
    published: list[Path] = []
    if why := list(graph.reasons(inputs := graph.publishing(target, tei), last.get("publish"), folder)):
        explain(f"{target.id}: publish, since {'; '.join(why)}")
        from rubricator.build import publish_tei

        published = publish_tei(target, tei, progress)
        _keep(record, "publish", inputs, folder, [*published, folder / "report.json"])
    if made is None and not published:
        return Built(f"{target.id}: up to date")
    written = (*(made.written if made else ()), *published)
    return Built(told(target, out, len(written), made.lines if made else ()), written, made.findings if made else ())


def _keep(
    record: dict[str, graph.Step], name: str, inputs: graph.Inputs, folder: Path, written: Iterable[Path]
) -> None:
    """Record a step that was done, and remove what only the step before it wrote."""
    step = graph.done(inputs, folder, [path for path in written if path.is_file()])
    graph.clear(folder, record.get(name), step)
    record[name] = step
    graph.remember(folder, record)
