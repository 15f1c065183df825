"""``revisionDesc``: the run that made the file, and the reviews that the edition states (Guidelines 2.6)."""

from __future__ import annotations

from lxml import etree

from rubricator import __version__
from rubricator.header.elements import e
from rubricator.header.facts import Facts


def revision_desc(facts: Facts) -> etree._Element:
    """The element ``revisionDesc``."""
    return e("revisionDesc", *_changes(facts), status="draft")


def _changes(facts: Facts) -> list[etree._Element]:
    """The run and the stated reviews, newest first; of one day, the run."""
    reviews = [
        e(
            "change",
            one.what or "Reviewed",
            f" ({one.who})" if one.who else None,
            when=one.when,
            who=_reviewer(facts, one.who),
        )
        for one in facts.meta.change
    ]
    return sorted([_run(facts), *reviews], key=lambda change: change.get("when") or facts.date, reverse=True)


def _reviewer(facts: Facts, name: str) -> str:
    if editor := next((id for id, one in facts.editors.items() if name and one == name), ""):
        return f"#{editor}"
    at = next((at for at, one in enumerate(facts.others, 1) if one.name == name), 0)
    return f"#resp.other.{at}" if at else ""


def _run(facts: Facts) -> etree._Element:
    """What went into this run, and what came out."""
    source = facts.document.source
    decided = facts.made["editor/decision"]
    return e(
        "change",
        "Encoded from ", e("ref", source.name, target="#src"), " (", e("idno", source.sha256, type="sha256"), ") by ",
        e("ref", f"rubricator {__version__}", target="#app.conv"), " with the configuration ",
        e("idno", facts.configuration, type="configuration"),
        f": {facts.made.total()} annotations by {len(facts.made)} rules, {decided} of them decided by the editor.",
        when=facts.date, who="#resp.conv", xml_id="chg.1",
    )  # fmt: skip
