"""What the depositor reads: the README of the package, and the report of its checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rubricator import __version__
from rubricator.deposit.citation import printed, sentence
from rubricator.deposit.facts import Facts
from rubricator.deposit.payload import Item
from rubricator.model.messages import Finding
from rubricator.validate.profiles import PROFILES, lacking


def readme(facts: Facts, items: Iterable[Item]) -> bytes:
    """README.md: what this is, what to do with it, what is missing."""
    return ("\n".join(_readme(facts, items)) + "\n").encode()


def _readme(facts: Facts, items: Iterable[Item]) -> Iterator[str]:
    uri, words = facts.rights.address, facts.rights.name
    source = printed(facts)
    yield from (f"# {facts.title}", "")
    yield from ((facts.meta.abstract, "") if facts.meta.abstract else ())
    yield from (f"- Cite as: {sentence(facts)}",)
    yield (
        f"- Licence: {words} {f'<{uri}>' if uri and uri != words else ''}".rstrip()
        if words
        else "- Licence: not stated"
    )
    yield from ((f"- Printed source: {source}",) if source else ())
    yield from ((f"- Contact: {facts.meta.contact}",) if facts.meta.contact else ())
    yield f"- Made by rubricator {__version__} from `{facts.edition.source.file}` (SHA-256 `{facts.source('sha256')}`)"
    yield from ("", "## What is here", "", "| file | what it is | media type | bytes |", "|---|---|---|---:|")
    yield from (f"| `{item.path}` | {item.about} | {item.media_type} | {item.size} |" for item in items)
    yield from ("", "## For the depositor", "")
    yield "This folder is the payload of a BagIt bag. Upload the whole bag, or the zip or tar file, as it is."
    yield "The forms of a repository can be filled from `metadata/`: DataCite, Dublin Core, citation."
    id = facts.meta.id
    yield f"The folder `{id}/` is the edition itself; `rubricator build {id}` makes everything again."
    yield "`rubricator verify` on the bag checks it; any BagIt tool checks that it is complete."
    yield from _wanting(facts)


def _wanting(facts: Facts) -> Iterator[str]:
    missing = [one.values for one in facts.missing() if "what" in one.values]
    if missing:
        yield from ("", "## Not stated", "")
        yield from ("The edition file does not say the following, and nothing was put in its place:", "")
        yield from (f"- {one['what']} ({one['key']})" for one in missing)


def report(facts: Facts, findings: Sequence[Finding], lacking: Sequence[str]) -> bytes:
    """VALIDATION.md: what was checked, with what result; `lacking` is what DataCite requires and nobody stated."""
    return ("\n".join(_report(facts, findings, lacking)) + "\n").encode()


def _report(facts: Facts, findings: Sequence[Finding], lacking: Sequence[str]) -> Iterator[str]:
    yield from (f"# Checks of {facts.title}", "", f"By rubricator {__version__}.", "")
    yield from ("| check | result |", "|---|---|")
    datacite = f"missing: {', '.join(lacking)}" if lacking else "complete"
    yield "| RELAX NG, `schemas/rubricator.rng` | valid |"
    yield "| XSD, `schemas/rubricator.xsd` | valid |"
    yield "| Schematron, `schemas/rubricator.sch` | no fault |"
    yield f"| source restored from the TEI | identical, SHA-256 `{facts.source('sha256')}` |"
    yield f"| DataCite 4.5, required properties | {datacite} |"
    yield from ("", "## Ready for", "", "| profile | ready | lacks |", "|---|---|---|")
    yield from (_ready(facts, name) for name in PROFILES)
    yield from ("", "## Tags", "", "| element | count |", "|---|---:|")
    yield from (f"| `{name}` | {count} |" for name, count in sorted(facts.tags.items()))
    yield from ("", "## Certainty", "", "| degree | tags |", "|---|---:|")
    yield from (f"| {degree} | {facts.certainties[degree]} |" for degree in ("high", "medium", "low", "unknown"))
    yield from ("", "## Rules", "", "| rule | what it does |", "|---|---|")
    yield from (f"| {name} | {words} |" for name, words in facts.rules.items())
    yield from ("", "## To look at", "")
    yield from [f"- line {one.line}: {one.sentence}" if one.line else f"- {one.sentence}" for one in findings] or [
        "Nothing."
    ]


def _ready(facts: Facts, profile: str) -> str:
    """One row: whether what a profile requires is there, and what it lacks, wishes in brackets."""
    found = lacking(facts.tei, profile)
    ready = "no" if any(one.required for one in found) else "yes"
    wanting = ", ".join(one.what if one.required else f"({one.what})" for one in found)
    return f"| {profile} | {ready} | {wanting} |"
