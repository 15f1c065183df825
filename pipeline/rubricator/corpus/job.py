"""One text of a corpus: what is to be made of it, and what came of it. Both travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from rubricator.model import edition
from rubricator.model.messages import Finding
from rubricator.targets import Target, bare, find_text
from rubricator.upkeep import graph

DONE: Final = "done"
FAILED: Final = "failed"
SKIPPED: Final = "skipped"
"""Of an edition whose text is not at hand."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What holds for every text of a run."""

    out: str
    outputs: tuple[str, ...] | None = None
    """Formats instead of those of each edition; None for those."""
    settings: tuple[str, ...] = ()
    """Keys of edition.toml as ``key=value``."""
    texts: tuple[str, ...] = ()
    """Folders where texts of editions may lie."""
    seconds: float = 900
    """A text that takes longer is stopped."""
    megabytes: float = 4096
    """A text that needs more memory is stopped."""


@dataclass(frozen=True, slots=True)
class Job:
    """A text to be done: its id in the corpus, its edition folder or file, what holds for the run."""

    id: str
    place: str
    wishes: Wishes
    size: int = 0
    version: str = ""
    """Of the rules that whoever does it must have; empty for any."""

    def target(self) -> Target:
        """What to build. Raises RubricatorError for a faulty edition.toml, or a setting that does not fit."""
        place, wishes = Path(self.place), self.wishes
        found = edition.load(place) if place.is_dir() else bare(place)
        found = edition.changed(found, wishes.settings)
        if wishes.outputs is not None:
            found = replace(found, publish=replace(found.publish, outputs=wishes.outputs))
        text = find_text(found, [Path(one) for one in wishes.texts]) if place.is_dir() else place
        return Target(replace(found, edition=replace(found.edition, id=self.id)), text)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def job_from(record: Mapping[str, Any]) -> Job:
    """The inverse of `Job.as_dict`."""
    wishes = dict(record["wishes"])
    outputs = wishes["outputs"]
    wishes |= {"outputs": None if outputs is None else tuple(outputs)}
    wishes |= {name: tuple(wishes[name]) for name in ("settings", "texts")}
    return Job(**{**record, "wishes": Wishes(**wishes)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a text: whether it is done, what it took, what is to be told, what it is."""

    id: str
    state: str
    seconds: float = 0.0
    megabytes: float = 0.0
    messages: tuple[Mapping[str, Any], ...] = ()
    steps: tuple[str, ...] = ()
    """Which steps were done, each with why; none where all was fresh."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Title, author, year and the like, as the header of its TEI states them."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def outcome_from(record: Mapping[str, Any]) -> Outcome:
    """The inverse of `Outcome.as_dict`."""
    return Outcome(**{**record, "messages": tuple(record["messages"]), "steps": tuple(record["steps"])})


def failed(job: Job, findings: Sequence[Finding], seconds: float = 0.0, megabytes: float = 0.0) -> Outcome:
    """The outcome of a text that could not be done."""
    return Outcome(job.id, FAILED, seconds, megabytes, tuple(one.as_dict() for one in findings))


def inputs(target: Target) -> tuple[str, str]:
    """Digests of what a text consists of, and of its configuration."""
    encoding = graph.encoding(target)
    publishing = graph.publishing(target, Path())
    content = {name: dict(encoding[name]) for name in ("source", "authority", "decisions", "date")}
    configured = [sorted(encoding["edition"].items()), sorted(publishing["edition"].items())]
    content["own style"] = dict(publishing["own style"])
    return graph.digest(repr(content).encode()), graph.digest(repr(configured).encode())
