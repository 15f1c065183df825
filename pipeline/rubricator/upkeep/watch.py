"""Builds an edition on every save and shows it in a browser that reloads by itself; for this machine only.

The pages are those of the outputs, with one script more, which asks the server for the next build. The server answers
on 127.0.0.1, and gives out nothing but the folder of the build.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from rubricator.model.messages import Finding, RubricatorError, fail
from rubricator.model.resources import resource
from rubricator.targets import Target, targets
from rubricator.upkeep.rebuild import rebuild

HOST: Final = "127.0.0.1"
_WAIT: Final = 20.0
"""Seconds that a browser waits for the next build before it asks again."""
_NEXT: Final = "/-/next"
_SCRIPT: Final = "/-/reload.js"
_RELOAD: Final = """'use strict'
const ask = async since => {
  try {
    const found = await (await fetch(`/-/next?since=${since}`)).json()
    if (found.faults) {
      let box = document.getElementById('watch-faults')
      if (!box) {
        box = document.createElement('pre')
        box.id = 'watch-faults'
        box.setAttribute('role', 'alert')
        document.body.prepend(box)
      }
      box.textContent = found.faults
    }
    if (since >= 0 && found.number > since && !found.faults) location.reload()
    else ask(found.number)
  } catch { setTimeout(() => ask(since), 1000) }
}
ask(-1)
"""

State = frozenset[tuple[str, int, int]]


class Watch:
    """An edition, or a bare text, that is built again whenever something it depends on was saved."""

    def __init__(
        self,
        place: Path,
        out: Path,
        tell: Callable[[Iterable[Finding]], None],
        texts: Sequence[Path] = (),
        outputs: tuple[str, ...] = ("html",),
    ) -> None:
        self._place, self._out, self._tell, self._texts, self._outputs = place, out, tell, texts, outputs
        self._seen: State | None = None
        self._built = threading.Condition()
        self.number = 0
        """How many builds there were."""
        self.faults = ""
        """What the last build failed with."""

    def target(self) -> Target:
        """The edition as its files say it now, with the outputs that are shown."""
        found = next(iter(targets([self._place], self._texts)))
        shown = replace(found.edition.publish, outputs=self._outputs)
        return replace(found, edition=replace(found.edition, publish=shown))

    def look(self) -> list[str]:
        """Build where something was saved since the last look; what was done, and why. A failure is told."""
        now = self._state()
        if now == self._seen:
            return []
        self._seen = now
        done: list[str] = []
        faults: tuple[Finding, ...] = ()
        try:
            built = rebuild(self.target(), self._out, explain=done.append)
            self._tell(built.findings)
        except RubricatorError as error:
            faults = error.findings
            self._tell(faults)
        with self._built:
            self.faults = "\n".join(map(str, faults))
            self.number += bool(done or faults)
            self._built.notify_all()
        return done

    def after(self, number: int, seconds: float = _WAIT) -> dict[str, Any]:
        """The number of the build after `number`, and its faults, once there is one; or of the last, after a while."""
        with self._built:
            self._built.wait_for(lambda: self.number > number, seconds)
            return {"number": self.number, "faults": self.faults}

    def _state(self) -> State:
        """What was saved when: the edition, its text, the authority files it shares, the style sheets."""
        found = ((path, path.stat()) for path in self._watched() if path.is_file())
        return frozenset((str(path), saved.st_mtime_ns, saved.st_size) for path, saved in found)

    def _watched(self) -> Iterator[Path]:
        made = self._out.resolve()
        yield self._place
        yield from (path for path in self._place.rglob("*") if not path.resolve().is_relative_to(made))
        yield from resource("xslt").rglob("*")
        with suppress(RubricatorError):  # a faulty edition.toml is told by the build
            target = self.target()
            yield from (*((target.text,) if target.text else ()), *target.edition.authority_files())


# ---------------------------------------------------------------- the server
@contextmanager
def served(watch: Watch, folder: Path, port: int) -> Iterator[str]:
    """Serve the outputs in a folder while the body runs; yields the address. Raises RubricatorError (wa-port)."""
    handler = partial(_Handler, watch=watch, directory=str(folder))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise fail("wa-port", f"{HOST}:{port}", reason=error.strerror or str(error)) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_port}/html/index.html"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Files of the build, pages with the script that reloads them."""

    def __init__(self, *arguments: Any, watch: Watch, **named: Any) -> None:
        self._watch = watch
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        """A page, a file, the script, or the next build."""
        asked = urlsplit(self.path)
        if self.headers.get("Host", "").partition(":")[0] not in (HOST, "localhost"):
            self.send_error(403)
        elif asked.path == _NEXT:
            since = parse_qs(asked.query).get("since", ["-1"])[0]
            found = self._watch.after(int(since) if since.lstrip("-").isdigit() else -1)
            self._send(json.dumps(found).encode(), "application/json")
        elif asked.path == _SCRIPT:
            self._send(_RELOAD.encode(), "text/javascript")
        elif asked.path.endswith(".html") and (page := Path(self.translate_path(self.path))).is_file():
            self._send(reloading(page.read_text(encoding="utf-8")).encode(), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is logged."""


def reloading(page: str) -> str:
    """A page with the script that reloads it, and a policy that allows it."""
    allowed = "connect-src 'self'; " + ("" if "script-src " in page else "script-src 'self'; ")
    page = page.replace("script-src ", "script-src 'self' ", 1)
    page = page.replace("default-src 'none'; ", f"default-src 'none'; {allowed}", 1)
    return page.replace("</head>", f'<script src="{_SCRIPT}" defer="defer"></script></head>', 1)
