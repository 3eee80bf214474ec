"""Who asks: a user that logged in, or a browser by a cookie of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Headers in which the guard tells the page who asks; a client's own are taken away.
USER, ROLE, BROWSER = "x-dateline-user", "x-dateline-role", "x-dateline-browser"
_COOKIE = "dateline_browser"
_A_YEAR = 365 * 24 * 3600


def visitor(headers: Mapping[str, str]) -> tuple[str, str]:
    """The user who asks, "" without a login, and the browser."""
    return unquote(headers.get(USER) or ""), headers.get(BROWSER) or ""


def cookie(headers: Headers, name: str) -> str:
    """A cookie that a browser sent; "" where it did not."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


class Browsers:
    """Tells one browser from another: each gets a cookie that can't be guessed."""

    def __init__(self, app: ASGIApp, path: str, is_secure: bool) -> None:
        self._app = app
        self._attributes = f"; Path={path}; Max-Age={_A_YEAR}; HttpOnly; SameSite=Strict"
        self._attributes += "; Secure" if is_secure else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = cookie(Headers(scope=scope), _COOKIE)
        browser = known or secrets.token_urlsafe(18)
        passed = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=passed)
        del headers[BROWSER]
        headers[BROWSER] = browser

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not known:
                value = f"{_COOKIE}={browser}{self._attributes}"
                MutableHeaders(scope=message).append("set-cookie", value)
            await send(message)

        await self._app(passed, receive, send_with_cookie)
