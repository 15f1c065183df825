"""The documentation says what is there: keys, options, commands, decisions, links."""

import json
import re
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from rubricator.cli import main
from rubricator.model import decisions, edition
from rubricator.model.edition import Edition

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
GENERATED = {"commands", "edition", "decisions", "layers", "messages"}


@pytest.fixture(scope="module")
def reference() -> object:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed (make docs installs it)")
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import reference

        return reference
    finally:
        sys.path.remove(str(ROOT / "docs"))


def commands() -> dict[str, click.Command]:
    with click.Context(main) as context:
        return {name: found for name in main.list_commands(context) if (found := main.get_command(context, name))}


def options() -> list[tuple[str, click.Option]]:
    return [
        (f"{name} {one.opts[0]}", one)
        for name, command in commands().items()
        for one in command.params
        if isinstance(one, click.Option)
    ]


@pytest.mark.parametrize(("name", "option"), options(), ids=[name for name, _ in options()])
def test_every_option_says_what_it_does(name: str, option: click.Option) -> None:
    assert option.help


def test_every_command_says_what_it_does_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    named = set(re.findall(r"^\| `(\w+)", readme, re.MULTILINE))
    assert named == set(commands())
    assert all(command.help for command in commands().values())


def keys(kind: type, prefix: str = "") -> list[str]:
    found = []
    for one in fields(kind):
        if one.name not in edition.INTERNAL:
            found.append(prefix + one.name)
    return found


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_the_reference_is_made_from_the_code(name: str, reference: object) -> None:
    page = reference.PAGES[name]()  # type: ignore[attr-defined]
    assert page.count("\n|") > 5
    if name == "edition":
        written = set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) | set(re.findall(r"^## `\[+([\w.]+)", page, re.M))
        assert (
            set(keys(Edition)) | set(keys(edition.Metadata)) - {"identifiers", "responsibility", "change", "part"}
            <= written
        )
    if name == "commands":
        assert "Traceback" not in page
        assert not re.search(r"exit code|No such command", page.split("```console")[1])


def test_every_key_and_operation_is_told(reference: object) -> None:
    told = reference.attribute_docs  # type: ignore[attr-defined]
    assert set(told(decisions.Decision)) == {one.name for one in fields(decisions.Decision)} - {"number"}
    for name, kind in vars(edition).items():
        if hasattr(kind, "__dataclass_fields__") and kind.__module__ == edition.__name__:
            assert set(told(kind)) >= set(keys(kind)), name


def blocks(language: str) -> list[tuple[str, str]]:
    """The blocks of code of a language in the documentation, with the page they stand on."""
    found = []
    for page in PAGES:
        for block in re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL):
            found.append((page.name, block))
    return found


@pytest.mark.parametrize(("page", "block"), blocks("toml"))
def test_examples_of_edition_toml_hold(page: str, block: str, tmp_path: Path) -> None:
    table = tomllib.loads(block)
    if table.keys() <= set(keys(Edition)):
        titled = block if "title" in table.get("edition", {}) else f"edition.title = 'A title'\n{block}"
        if "[edition]" in block and "title" not in table["edition"]:
            titled = block.replace("[edition]", "[edition]\ntitle = 'A title'")
        (tmp_path / "edition.toml").write_text(titled)
        edition.load(tmp_path)


@pytest.mark.parametrize(("page", "block"), blocks("json"))
def test_examples_of_decisions_hold(page: str, block: str) -> None:
    if '"op"' in block:
        assert decisions.parse(block.strip().splitlines())
    else:
        json.loads(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if "://" in target or target.startswith("mailto:"):
            continue
        there = page.parent / target
        assert there.exists() or there.with_suffix("").name in GENERATED, target
