"""The reference pages, made from the code whenever the site is built, so that they cannot be out of date.

MkDocs calls `on_files`; each function below gives one page as Markdown.
"""

from __future__ import annotations

import ast
import inspect
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from rubricator.cli import main
from rubricator.model import decisions, edition
from rubricator.model.layers import GLOBAL, LAYERS, Kind
from rubricator.model.messages import MESSAGES

EXAMPLE: Final = """THE FERRY

By Ada Quill

CHAPTER I

“The boat is late,” said Bram Orm to his sister Tove.[1]

“It left Skarn on 4 May 1913,” said Tove, “and it is never late.”

NOTES

[1] The boat was in fact early.
"""
"""A text on which the examples of the commands are run."""

RUNS: Final[Mapping[str, str]] = {
    "init": "init ferry.txt",
    "encode": "encode ferry -o ferry.xml",
    "publish": "publish ferry.xml --to txt",
    "build": "build ferry",
    "restore": "restore ferry.xml -o again.txt",
    "validate": "validate ferry.xml",
    "explain": 'explain ferry.xml "Bram Orm"',
    "layers": "layers said",
    "names": "names ferry",
    "doubts": "doubts ferry",
    "export": "export ferry --to eltec -o eltec.xml",
}
"""An example for each command, run in this order in a folder that holds ``ferry.txt``."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site (MkDocs calls this)."""
    for name, page in PAGES.items():
        files.append(File.generated(config, f"reference/{name}.md", content=page()))
    return files


# ---------------------------------------------------------------- commands


def commands() -> str:
    """Every command with its options, and what an example of it prints."""
    shown = _examples()
    lines = [
        "# Commands",
        "",
        inspect.cleandoc(main.help or "").replace("\b\n", "").replace("A first try", "\n    A first try", 1),
    ]
    for name, command in sorted(all_commands().items()):
        lines += ["", f"## {name}", "", _help(command), ""]
        lines += ["| option | what it does |", "|---|---|", *_options(command)]
        if name in shown:
            lines += ["", "```console", shown[name].rstrip(), "```"]
    return "\n".join(lines) + "\n"


def all_commands() -> dict[str, click.Command]:
    """The commands by name; the program itself loads them as they are used."""
    with click.Context(main) as context:
        return {name: found for name in main.list_commands(context) if (found := main.get_command(context, name))}


def _whole() -> str:
    """The help of the program itself, without the list of commands, which follows in full."""
    with click.Context(main, info_name="rubricator") as context:
        return main.get_help(context).partition("\n\nOptions:")[0]


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").replace("\b\n", "\n")


def _options(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Option):
            names = ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
            choices = (
                f" One of {', '.join(f'`{c}`' for c in one.type.choices)}."
                if isinstance(one.type, click.Choice)
                else ""
            )
            yield f"| {names} | {_cell((one.help or '') + choices)} |"
        else:
            yield f"| `{one.human_readable_name}` | what it works on |"


def _examples() -> dict[str, str]:
    """What the examples print, run one after another in a folder of their own."""
    program = shutil.which("rubricator", path=str(Path(sys.executable).parent)) or "rubricator"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ferry.txt").write_text(EXAMPLE, encoding="utf-8")
        return {name: _run(program, line, folder) for name, line in RUNS.items()}


def _run(program: str, line: str, folder: str) -> str:
    done = subprocess.run(
        [program, *shlex.split(line)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return f"$ rubricator {line}\n{done.stdout}"


# ---------------------------------------------------------------- what people write


def settings() -> str:
    """Every key of edition.toml."""
    lines = [
        "# edition.toml",
        "",
        "All keys but `title` may be left out. An unknown key or a wrong value is one message.",
    ]
    lines += ["", "```toml", '[edition]\ntitle = "The Ferry"\nauthor = ["Ada Quill"]\nlanguage = "en"', "```"]
    lines += _table(edition.Edition, "")
    return "\n".join(lines) + "\n"


def _table(kind: type, prefix: str) -> list[str]:
    """The keys of a table of edition.toml, then the tables within it."""
    hints, told = get_type_hints(kind), attribute_docs(kind)
    plain, inner = [], []
    for one in fields(kind):
        key, hint = prefix + one.name, hints[one.name]
        many = next((arg for arg in get_args(hint) if hasattr(arg, "__dataclass_fields__")), None)
        if one.name in edition.INTERNAL:
            continue
        if many or hasattr(hint, "__dataclass_fields__"):
            heading = f"[[{key}]]" if many else f"[{key}]"
            inner += ["", f"## `{heading}`", "", told[one.name], *_table(many or hint, key + ".")]
        else:
            plain.append(
                f"| `{one.name}` | {_kind_of(hint)} | {_cell(told[one.name])}{_allowed(key)} | {_default(one)} |"
            )
    head = ["", "| key | value | what it says | if left out |", "|---|---|---|---|"]
    return [*(head + plain if plain else []), *inner]


def attribute_docs(kind: type) -> dict[str, str]:
    """The docstrings that stand below the fields of a dataclass."""
    (body,) = [node for node in ast.parse(inspect.getsource(kind)).body if isinstance(node, ast.ClassDef)]
    found = {}
    for one, below in zip(body.body, body.body[1:], strict=False):
        match one, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                found[name] = " ".join(words.split())
    return found


def _kind_of(hint: Any) -> str:
    return {"str": "text", "int": "whole number", "bool": "`true`, `false`"}.get(getattr(hint, "__name__", ""), "list")


def _allowed(key: str) -> str:
    hint = edition.CHECKS.get(key, ("", ""))[1]
    return f" ({_cell(hint)})" if hint else ""


def _default(one: Any) -> str:
    value = one.default if one.default is not MISSING else one.default_factory()
    return f"`{list(value) if isinstance(value, tuple) else value}`" if value else ""


def decided() -> str:
    """Every operation and every key of decisions.jsonl."""
    told = attribute_docs(decisions.Decision)
    lines = [
        "# decisions.jsonl",
        "",
        "One object a line. `rubricator decide`, `absorb` and the workbench write the same lines.",
    ]
    lines += [
        "",
        "| `op` | what it does |",
        "|---|---|",
        *(f"| `{op}` | {_cell(what)} |" for op, what in decisions.OPS.items()),
    ]
    lines += [
        "",
        "| key | what it says |",
        "|---|---|",
        *(f"| `{key}` | {_cell(what)} |" for key, what in told.items()),
    ]
    lines += [
        "",
        "```json",
        '{"op": "change", "layer": "persName", "quote": "Bram", "after": " to his sister", '
        '"attrs": {"ref": "p.bram-the-younger"}, "why": "the elder is at sea"}',
        "```",
    ]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- tables of the program


def layers() -> str:
    """Every layer with its element and attributes."""
    lines = ["# Layers", "", f"Every layer may also have {_attributes(GLOBAL)}.", ""]
    lines += ["| layer | element | level | what it is | attributes |", "|---|---|---|---|---|"]
    for name, one in LAYERS.items():
        lines.append(f"| `{name}` | `{one.element}` | {one.level} | {_cell(one.gloss)} | {_attributes(one.attrs)} |")
    return "\n".join(lines) + "\n"


def _attributes(attrs: Mapping[str, Kind]) -> str:
    return ", ".join(
        f"`{name}` ({', '.join(kind) if isinstance(kind, tuple) else kind})" for name, kind in attrs.items()
    )


def messages() -> str:
    """Every message with its remedy."""
    lines = ["# Messages", "", "What stands in braces is filled in. Errors end the run with the exit code given.", ""]
    lines += ["| code | | what it says | what to do |", "|---|---|---|---|"]
    for code, one in MESSAGES.items():
        how = f"error ({one.exit})" if one.severity == "error" else one.severity
        lines.append(f"| `{code}` | {how} | {_cell(one.sentence)} | {_cell(one.remedy)} |")
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "commands": commands,
    "edition": settings,
    "decisions": decided,
    "layers": layers,
    "messages": messages,
}
