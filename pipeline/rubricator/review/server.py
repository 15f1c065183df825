"""The workbench as a local server: loopback only, one secret, one page, and nothing that leads out of the edition.

Whoever asks must name this host and know the token, which the printed address hands to the browser as a cookie once;
whatever is changed must come from the page itself (Origin). Other sites, other users and DNS rebinding are shut out.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from rubricator.model.messages import RubricatorError
from rubricator.review import bench as benches
from rubricator.review.bench import Bench

STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LARGEST: Final = 8_000_000
"""Bytes of the largest request; a table of doubts of a long novel has two million."""
_LOOK: Final = 1.0
"""Seconds between two looks at the files of the edition."""
_BEAT: Final = 0.15
"""Seconds between two looks at whether a window has to be told something."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass
class Desk:
    """The editions on the bench, by their ids, and the secret of this run."""

    editions: Mapping[str, Bench]
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies know no ports."""
        return f"rubricator-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may call this server."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def address(self) -> str:
        """Where a browser begins."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def admits(self, given: str) -> bool:
        """True for the token, compared in constant time."""
        return hmac.compare_digest(given.encode(), self.token.encode())


class Gate:
    """Lets in who names this host and knows the token, and puts the policy on every answer."""

    def __init__(self, app: App, desk: Desk) -> None:
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not refusal and request.url.path == "/" and given and self.desk.admits(given):
            refusal = self._welcome()
        elif not refusal and not self.desk.admits(request.cookies.get(self.desk.cookie, "")):
            refusal = PlainTextResponse("Open the address that `rubricator review` printed.\n", 403)

        async def sealed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                found = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *found]
            await send(message)

        await (refusal or self.app)(scope, receive, sealed)

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("host", "") not in self.desk.hosts:
            return PlainTextResponse("This host is not known here.\n", 421)
        origin = request.headers.get("origin")
        own = {f"http://{host}" for host in self.desk.hosts}
        if (request.method not in ("GET", "HEAD") or origin is not None) and origin not in own:
            return PlainTextResponse("Only the page itself may ask for this.\n", 403)
        if request.method == "POST" and not request.headers.get("content-type", "").startswith("application/json"):
            return PlainTextResponse("A request is an object in JSON.\n", 415)
        return None

    def _welcome(self) -> Response:
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.desk.cookie, self.desk.token, httponly=True, samesite="strict")
        return answer


def application(desk: Desk) -> App:
    """The application that answers for the editions of a desk."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(_watch(desk))
        yield
        watch.cancel()

    routes = [
        Route("/", lambda request: _start(desk)),
        Route("/static/{name:path}", _static),
        Route("/e/{id}/", _page),
        *(Route(f"/e/{{id}}/{name}", _answering(desk, ask)) for name, ask in _ASKED.items()),
        *(Route(f"/e/{{id}}/{name}", _answering(desk, do, post=True), methods=["POST"]) for name, do in _DONE.items()),
        Route("/e/{id}/doubts.csv", _table(desk)),
        Route("/e/{id}/events", _events(desk)),
    ]
    return Gate(Starlette(routes=routes, lifespan=lifespan), desk)


async def _watch(desk: Desk) -> None:
    """Look now and then whether the files of an edition were changed by others."""
    while True:
        await asyncio.sleep(_LOOK)
        for bench in desk.editions.values():
            if bench.opened:
                await run_in_threadpool(bench.refresh)


def _start(desk: Desk) -> Response:
    if len(desk.editions) == 1:
        return RedirectResponse(f"/e/{next(iter(desk.editions))}/", 303)
    listed = "".join(
        f'<li><a href="/e/{id}/">{_escaped(bench.session.edition.edition.title or id)}</a></li>'
        for id, bench in desk.editions.items()
    )
    page = (STATIC / "editions.html").read_text(encoding="utf-8").replace("<!-- editions -->", listed)
    return Response(page, media_type=_TYPES[".html"])


def _escaped(words: str) -> str:
    from html import escape

    return escape(words)


async def _page(_: Request) -> Response:
    return await _file("review.html")


async def _static(request: Request) -> Response:
    return await _file(request.path_params["name"])


async def _file(name: str) -> Response:
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC.resolve()) or not path.is_file() or path.suffix not in _TYPES:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(await run_in_threadpool(path.read_bytes), media_type=_TYPES[path.suffix])


# ---------------------------------------------------------------- questions and acts
Answer = Callable[[Bench, Mapping[str, Any]], Any]


def _answering(desk: Desk, ask: Answer, *, post: bool = False) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        bench = desk.editions.get(request.path_params["id"])
        if bench is None:
            return JSONResponse({"error": [{"sentence": "There is no such edition."}]}, 404)
        try:
            given = await _sent(request) if post else dict(request.query_params)
            return _json(await run_in_threadpool(ask, bench, given))
        except RubricatorError as error:
            return _json({"error": [benches.message(one) for one in error.findings]}, 422)

    return answer


async def _sent(request: Request) -> Mapping[str, Any]:
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > _LARGEST:
            raise benches.misunderstood("it is too long")
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise benches.misunderstood("it is no JSON") from None
    if not isinstance(given, dict):
        raise benches.misunderstood("it is no object")
    return given


def _json(found: Any, status: int = 200) -> Response:
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Response(data, status, media_type="application/json")


def _number(given: Mapping[str, Any], name: str) -> int:
    try:
        return int(given.get(name, 0))
    except (TypeError, ValueError):
        raise benches.misunderstood(f"{name} is no number") from None


_ASKED: Final[Mapping[str, Answer]] = {
    "edition": lambda bench, given: bench.edition(),
    "part": lambda bench, given: bench.part(_number(given, "at")),
    "rows": lambda bench, given: bench.listed(given),
    "card": lambda bench, given: bench.card(given.get("key", "")),
    "find": lambda bench, given: bench.find(
        given.get("words", ""), [k for k in given.get("kinds", "").split(",") if k]
    ),
    "entity": lambda bench, given: bench.entity(given.get("id", "")),
    "places": lambda bench, given: bench.places(),
    "outcome": lambda bench, given: bench.outcome(),
    "history": lambda bench, given: bench.history(),
    "convert": lambda bench, given: benches.convert(given.get("value", ""), given.get("calendar", "")),
}
_DONE: Final[Mapping[str, Answer]] = {
    "act": lambda bench, given: bench.act(given),
    "undo": lambda bench, given: bench.undo(str(given.get("when", ""))),
    "redo": lambda bench, given: bench.redo(),
    "table": lambda bench, given: bench.table(str(given.get("table", ""))),
}


def _table(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        bench = desk.editions.get(request.path_params["id"])
        if bench is None:
            return PlainTextResponse("There is no such edition.\n", 404)
        name = f'attachment; filename="{request.path_params["id"]}-doubts.csv"'
        found = await run_in_threadpool(bench.csv)
        return Response(found, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})

    return answer


def _events(desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """A stream that tells a window the number of each new state, whoever brought it about."""

    async def answer(request: Request) -> Response:
        bench = desk.editions.get(request.path_params["id"])
        if bench is None:
            return PlainTextResponse("There is no such edition.\n", 404)
        return StreamingResponse(_numbers(request, bench), media_type="text/event-stream")

    return answer


async def _numbers(request: Request, bench: Bench) -> AsyncIterator[str]:
    last = -1
    while not await request.is_disconnected():
        if bench.number != last:
            last = bench.number
            yield f"data: {last}\n\n"
        await asyncio.sleep(_BEAT)


# ---------------------------------------------------------------- running
def serve(desk: Desk, ready: Callable[[], None]) -> None:
    """Answer until interrupted; `ready` is called when the first request can come."""
    import uvicorn

    app = application(desk)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=desk.port,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        proxy_headers=False,
        ws="none",
    )
    server = uvicorn.Server(config)

    async def run() -> None:
        async def tell() -> None:
            while not server.started:
                await asyncio.sleep(0.01)
            ready()

        telling = asyncio.create_task(tell())
        await server.serve()
        telling.cancel()

    asyncio.run(run())
