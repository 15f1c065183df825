"""What the commands share: messages, options, reading and writing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from rubricator import targets
from rubricator.cli.bar import Bar, of_encoding
from rubricator.model import edition, source
from rubricator.model.messages import Finding, RubricatorError, fail

if TYPE_CHECKING:
    from rubricator.build import Encoded
    from rubricator.model.document import Document

STDIO: Final = "-"
CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


_TIDYING: Final = frozenset({"multiprocessing", "concurrent.futures", "distributed", "saxonche", "coverage"})
"""Libraries that tidy up when Python leaves: other processes, a machine inside of this one, counts to be written."""


# ---------------------------------------------------------------- reporting
class Reporter:
    """Findings to standard error, as text or JSON; remembers whether a warning or an error was among them."""

    def __init__(self) -> None:
        self.format, self.quiet, self.verbose, self.strict = "text", False, False, False
        self.found = False

    def report(self, findings: Iterable[Finding]) -> None:
        """Print findings: errors always, warnings unless quiet, notes when verbose."""
        for finding in findings:
            self.found |= finding.severity == "error" or (self.strict and finding.severity == "warning")
            if finding.severity == "error" or self.verbose or (finding.severity == "warning" and not self.quiet):
                click.echo(self._line(finding), err=True)

    def say(self, words: str) -> None:
        """One line of news, unless quiet."""
        if not self.quiet:
            click.echo(words, err=True)

    def _line(self, finding: Finding) -> str:
        if self.format == "json":
            return json.dumps(finding.as_dict(), ensure_ascii=False)
        return coloured(finding)

    @contextmanager
    def progress(self, steps: Sequence[str] = ()) -> Iterator[Callable[[str], None]]:
        """A line with a bar, the step at work and the time left, on a terminal only."""
        if self.quiet or self.format == "json" or not sys.stderr.isatty():
            yield lambda _: None
            return
        shown = Bar(steps)
        yield lambda step: click.echo(f"\r\x1b[K{shown.at(step)}", err=True, nl=False)
        click.echo("\r\x1b[K", err=True, nl=False)


_COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan"}


def coloured(finding: Finding) -> str:
    """A finding as a line, its severity in colour unless NO_COLOR is set; what is no terminal gets no colour."""
    line, severity = str(finding), f"{finding.code} {finding.severity}"
    if os.environ.get("NO_COLOR"):
        return line
    return line.replace(severity, click.style(severity, fg=_COLOURS[finding.severity], bold=True), 1)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every command has."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show notes too."),
        click.option("-q", "--quiet", is_flag=True, help="Show errors only."),
        click.option("--strict", is_flag=True, help="Warnings count: exit 1 where there is one."),
        click.option("--format", type=click.Choice(["text", "json"]), default="text", help="How messages are written."),
    ):
        command = option(command)
    return command


def reporter_of(options: dict[str, Any]) -> Reporter:
    """The reporter that the common options ask for."""
    reporter = Reporter()
    for name in ("format", "quiet", "verbose", "strict"):
        setattr(reporter, name, options[name])
    return reporter


class Group(click.Group):
    """Turns our errors into messages and exit codes; anything unforeseen is our bug (70)."""

    homes: Mapping[str, str] = {}
    """Commands and where each stands, as ``module.name``; the module is read when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, as the help lists them."""
        return sorted({*self.homes, *self.commands})

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run as a program, and leave without freeing what the system frees at once: a sixteenth of the time."""
        code: Any = 0
        try:
            self.main(*args, **kwargs)
        except SystemExit as end:
            code = end.code
        if isinstance(code, int) and sys.modules.keys().isdisjoint(_TIDYING):
            with suppress(AttributeError, OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        sys.exit(code)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None where there is none."""
        if cmd_name not in self.homes:
            return super().get_command(ctx, cmd_name)
        module, _, name = self.homes[cmd_name].partition(".")
        found = getattr(import_module(f"rubricator.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, catch everything."""
        try:
            return super().invoke(ctx)
        except RubricatorError as error:
            as_json = ("json" in sys.argv and "--format" in sys.argv) or "--format=json" in sys.argv
            for finding in error.findings:
                click.echo(json.dumps(finding.as_dict()) if as_json else coloured(finding), err=True)
            ctx.exit(error.exit)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            ctx.exit(0)
        except Exception as error:
            if _debugging():
                raise
            words = f"{type(error).__name__}: {error}"
            click.echo(f"rubricator: internal error: {words} (a bug of ours; RUBRICATOR_DEBUG=1 shows where)", err=True)
            ctx.exit(70)


def _debugging() -> bool:
    return bool(os.environ.get("RUBRICATOR_DEBUG"))


# ---------------------------------------------------------------- reading and writing
def read_source(path: str, encoding: str | None) -> source.Source:
    """A text from a file or, for ``-``, from standard input."""
    if path == STDIO:
        return source.decode(sys.stdin.buffer.read(), "stdin.txt", encoding)
    return source.read(Path(path), encoding)


def write_result(data: bytes, output: str | None) -> None:
    """Write to a file or, for ``-`` and None, to standard output."""
    if output in (None, STDIO):
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except (OSError, AttributeError, ValueError) as error:
            _forget_output()
            reason = getattr(error, "strerror", None) or "standard output is closed"
            raise fail("out-unwritable", "standard output", reason=reason) from None
    else:
        from rubricator.model.files import write

        write(Path(str(output)), data)


def _forget_output() -> None:
    """Let Python not try again at its end to write what could not be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def parse_tei(path: str) -> Any:
    """Root of a TEI file or, for ``-``, of standard input."""
    from rubricator.model import xmlfile

    if path == STDIO:
        return xmlfile.parse_bytes(sys.stdin.buffer.read())
    return xmlfile.parse(Path(path))


def is_edition(path: str) -> bool:
    """True for an edition folder."""
    return (Path(path) / edition.FILE).is_file()


def text_of(found: edition.Edition, texts: Iterable[Path]) -> source.Source:
    """The text of an edition. Raises RubricatorError where it is not at hand."""
    path = targets.find_text(found, texts)
    if path is None:
        raise fail("in-missing", (found.folder or Path()) / found.source.file)
    return found.read_text(path)


def encoded_of(
    path: str,
    folder: str | None,
    authorities: Iterable[str],
    encoding: str | None,
    texts: Iterable[str],
    reporter: Reporter,
    settings: Iterable[str] = (),
) -> Encoded:
    """Encode a text, standard input or an edition; `settings` are ``key=value`` as of edition.toml."""
    from rubricator import build

    with reporter.progress(of_encoding()) as progress:
        if is_edition(path):
            found = edition.changed(edition.load(Path(path)), settings)
            text = text_of(found, map(Path, texts))
        else:
            found = edition.changed(edition.load(Path(folder)) if folder else edition.Edition(), settings)
            text = read_source(path, encoding or found.source.encoding or None)
        return build.encode(text, found, [Path(one) for one in authorities], progress)


def document_of(path: str, texts: Iterable[str], reporter: Reporter) -> tuple[Document, Mapping[str, str]]:
    """The document of a text, an edition or a TEI file, and what each rule goes by."""
    if not path.endswith(".xml"):
        encoded = encoded_of(path, None, (), None, texts, reporter)
        return encoded.document, encoded.rules
    from rubricator.editing.tagged import tagged

    found = tagged(parse_tei(path), path)
    reporter.report(found.findings)
    return found.document, found.rules


def formats_of(formats: str) -> tuple[str, ...]:
    """The outputs that a list with commas names. Raises RubricatorError for one that is none."""
    wanted = tuple(one.strip() for one in formats.split(",") if one.strip())
    for one in wanted:
        if one not in edition.FORMATS:
            raise fail("pu-format", format=one, known=", ".join(edition.FORMATS))
    return wanted


def finish(reporter: Reporter) -> None:
    """Leave with 1 where something was found that counts."""
    if reporter.found:
        leave(1)


def leave(code: int) -> NoReturn:
    """Leave the command with an exit code."""
    raise click.exceptions.Exit(code)
