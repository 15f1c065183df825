"""The workbench as a process of its own, and an editor in a real browser who is told what to do, step by step."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from test_browser import CHROMIUM, SCRIPTS, _in_turn


@dataclass
class Server:
    """A running workbench."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """End it without warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def workbench(*editions: Path, who: str = "Ines Hall", options: tuple[str, ...] = ()) -> Iterator[Server]:
    """A workbench on some editions, until the block ends."""
    command = [sys.executable, "-m", "rubricator", "review", *map(str, editions), "--no-browser", "--as", who, *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            yield Server(process, process.stderr.readline().strip())
        finally:
            process.kill()


@dataclass
class Editor:
    """Somebody at a browser; `do` takes the steps that tests/browser/workbench.mjs describes."""

    process: subprocess.Popen[str]

    def do(self, name: str, *given: object) -> Any:
        """Take a step, and say what was seen."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([name, *given]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        found = json.loads(line)
        assert not (isinstance(found, dict) and "failed" in found), found["failed"]
        return found

    def leave(self) -> dict[str, Any]:
        """How many keys and clicks it took, and what the page complained of."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        return dict(json.loads(self.process.stdout.readline()))


@contextmanager
def editor(address: str, size: str = "1300x900") -> Iterator[Editor]:
    """An editor who has opened the address."""
    pipes: dict[str, int | IO[str]] = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE)
    environment = {**os.environ, "CHROMIUM": CHROMIUM}
    command = ["node", str(SCRIPTS / "workbench.mjs"), address, size]
    with subprocess.Popen(command, text=True, env=environment, preexec_fn=_in_turn, **pipes) as process:  # type: ignore[call-overload]
        try:
            found = Editor(process)
            found.do("open")
            yield found
        finally:
            process.kill()
