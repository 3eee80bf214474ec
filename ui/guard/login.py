"""Logging in: without it, nothing of the page is there but the login itself."""

from __future__ import annotations

import html
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui import words
from ui.guard.refusal import refuse
from ui.guard.visitor import ROLE, USER, cookie

_BEGIN, _END = "/session/new", "/session/end"
_COOKIE = "dateline_login"
# Seconds for which a login holds without a request, and how many hold at a time.
_HOLDS = 12 * 3600
_MAX_HELD = 10_000
# Wrong passwords, of all who try, in so many seconds.
_MAX_WRONG, _PERIOD = 20, 60.0
_MAX_BODY = 4096


class Login:
    """Passes on the requests of who is logged in, and says to the page who that is.

    `role` gives what a name and its password may do, None where they don't fit.
    """

    def __init__(
        self,
        app: ASGIApp,
        role: Callable[[str, str], str | None] | None,
        prefix: str,
        is_secure: bool,
        style: str,
    ) -> None:
        self._app = app
        self._role = role
        self._prefix = prefix
        self._is_secure = is_secure
        self._style = style
        self._held: OrderedDict[str, tuple[str, str, float]] = OrderedDict()
        self._wrong: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_login = scope["path"] in (_BEGIN, _END)
        if self._role is None and is_login:
            await refuse(scope, receive, send, 404, "There is nothing here.")
            return
        if self._role is None:
            await self._app(_told(scope, "", ""), receive, send)
            return
        if is_login:
            answer = await self._log(Request(scope, receive))
            await answer(scope, receive, send)
            return
        known = self._known(Headers(scope=scope))
        if known:
            await self._app(_told(scope, *known), receive, send)
        elif scope["method"] == "GET" and scope["path"] == "/":
            await self._form(200)(scope, receive, send)
        else:
            await refuse(scope, receive, send, 401, words.LOG_IN_FIRST)

    def _known(self, headers: Headers) -> tuple[str, str] | None:
        token = cookie(headers, _COOKIE)
        name, role, used = self._held.get(token, ("", "", 0.0))
        if not name or time.monotonic() - used > _HOLDS:
            return None
        self._held[token] = (name, role, time.monotonic())
        self._held.move_to_end(token)
        return name, role

    async def _log(self, request: Request) -> Response:
        if request.scope["path"] == _END:
            self._held.pop(cookie(request.headers, _COOKIE), None)
            return RedirectResponse(f"{self._prefix}/", 303)
        if self._is_tried_too_often():
            return self._form(429, words.TOO_MANY_TRIES)
        given = parse_qs((await _body(request)).decode(errors="replace"))
        name, password = (given.get(field, [""])[0] for field in ("name", "password"))
        assert self._role is not None  # noqa: S101
        role = await run_in_threadpool(self._role, name, password)
        if role is None:
            self._wrong.append(time.monotonic())
            return self._form(403, words.NOT_TOGETHER)
        token = secrets.token_urlsafe(24)
        self._held[token] = (name, role, time.monotonic())
        while len(self._held) > _MAX_HELD:
            self._held.popitem(last=False)
        answer = RedirectResponse(f"{self._prefix}/", 303)
        answer.set_cookie(
            _COOKIE,
            token,
            path=f"{self._prefix}/",
            httponly=True,
            samesite="strict",
            secure=self._is_secure,
        )
        return answer

    def _is_tried_too_often(self) -> bool:
        while self._wrong and time.monotonic() - self._wrong[0] > _PERIOD:
            self._wrong.popleft()
        return len(self._wrong) >= _MAX_WRONG

    def _form(self, status: int, problem: str = "") -> HTMLResponse:
        told = f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else ""
        return HTMLResponse(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<style>{self._style}</style></head><body class="standalone"><main>'
            f'<h1 class="masthead">Dateline</h1>{told}'
            f'<form class="login" method="post" action="{self._prefix}{_BEGIN}">'
            f'<label>{words.NAME} <input name="name" autocomplete="username" required></label>'
            f'<label>{words.PASSWORD} <input name="password" type="password"'
            f' autocomplete="current-password" required></label>'
            f"<button>{words.LOG_IN}</button></form></main></body></html>",
            status,
        )


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            return b""
    return bytes(body)


def _told(scope: Scope, name: str, role: str) -> Scope:
    """The request with who asks, whatever it said of that itself."""
    passed = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=passed)
    for header, value in ((USER, quote(name)), (ROLE, role)):
        del headers[header]
        if value:
            headers[header] = value
    return passed
