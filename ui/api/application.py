"""One ASGI application: the page, the API, OpenAI's form of it, MCP, and what watches over them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api import completions, mcp_tools, routes
from ui.api.access import Access, authorization
from ui.api.adding import Adder
from ui.api.answers import Answers
from ui.api.bodies import BoundedBodies
from ui.api.errors import ApiError, handle, problem
from ui.api.metrics import CONTENT_TYPE, Metrics
from ui.api.watched import Watched
from ui.desk import Desk
from ui.guard.headers import SafeHeaders
from ui.guard.origin import OwnOrigin
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from ui.accounts import Accounts

_MCP = "/mcp"
_OWN = (routes.PREFIX, "/v1", _MCP, "/metrics")


def whole(
    desk: Desk, page: ASGIApp, accounts: Accounts | None, embed_behind: Callable[[], None]
) -> ASGIApp:
    """The page, and before it the API of the same desk.

    `embed_behind` is called where articles were kept that wait to be embedded.
    """
    metrics = Metrics(lambda: _states(desk))
    answers = Answers(desk, metrics)
    mcp = mcp_tools.over_http(answers)
    api = _api(answers, Adder(desk, embed_behind), mcp.app if mcp else None)
    inside = Access(BoundedBodies(api, routes.INGEST), accounts)
    return Watched(_Whole(page, SafeHeaders(_Asked(inside, desk)), desk, mcp), metrics)


def _states(desk: Desk) -> dict[str, float]:
    waiting, running = desk.line.state
    progress = desk.archive.embedding_progress()
    return {
        "dateline_questions_waiting": waiting,
        "dateline_questions_running": running,
        "dateline_articles": len(desk.archive),
        "dateline_passages_not_embedded": progress.waiting,
    }


def _api(answers: Answers, adder: Adder, mcp: ASGIApp | None) -> FastAPI:
    api = FastAPI(
        title="Dateline",
        version="1",
        openapi_url=f"{routes.PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    api.include_router(routes.router(answers, adder))
    api.include_router(completions.router(answers))

    @api.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        text = await run_in_threadpool(answers.metrics.text)
        return PlainTextResponse(text, media_type=CONTENT_TYPE)

    if mcp:
        api.router.routes.append(Route(_MCP, mcp))
    for kind in (DatelineError, RequestValidationError, HTTPException, sqlite3.Error):
        api.add_exception_handler(kind, handle)
    return api


class _Asked:
    """Lets other programs ask: by any name with a token, and else as the page is asked."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._as_the_page = OwnOrigin(app, desk.site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # No other site's page has a token, so whoever shows one is none.
        kind, _ = authorization(Headers(scope=scope))
        try:
            await (self._app if kind == "bearer" else self._as_the_page)(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - logged there, and told without its words
            await problem(error)(scope, receive, send)


class _Whole:
    """Sends each request to the page or to the API, at whichever path a proxy leaves."""

    def __init__(
        self, page: ASGIApp, api: ASGIApp, desk: Desk, mcp: mcp_tools.OverHttp | None
    ) -> None:
        self._page, self._api, self._desk, self._mcp = page, api, desk, mcp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            running: AbstractAsyncContextManager[None] = (
                self._mcp.running() if self._mcp else nullcontext()
            )
            async with running:
                await self._page(scope, receive, send)
            return
        prefix = self._desk.site.prefix
        path = scope["path"].removeprefix(prefix) if prefix else scope["path"]
        if scope["type"] != "http":
            await self._page(scope, receive, send)
        elif path in ("/healthz", "/readyz"):
            await (await self._health(path))(scope, receive, send)
        elif any(path == own or path.startswith(f"{own}/") for own in _OWN):
            sent = scope["raw_path"].removeprefix(prefix.encode()) if prefix else scope["raw_path"]
            passed = {**scope, "path": path, "raw_path": sent}
            if path == _MCP and self._mcp is None:
                await problem(ApiError(404, "no_mcp", mcp_tools.MISSING))(passed, receive, send)
                return
            await self._api(passed, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _health(self, path: str) -> Response:
        """Whether the process lives; and whether it can answer: the archive can be read."""
        if path == "/healthz":
            return JSONResponse({"status": "ok"})
        try:
            articles = await run_in_threadpool(self._desk.archive.ready)
        except (sqlite3.Error, OSError, DatelineError) as error:
            return JSONResponse({"status": "not ready", "problem": str(error)}, 503)
        return JSONResponse({"status": "ready", "articles": articles})
