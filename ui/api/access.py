"""Who asks: a token or a user's name and password; or anybody, on this machine alone."""

from __future__ import annotations

import base64
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.errors import ApiError, problem

if TYPE_CHECKING:
    from ui.accounts import Accounts, Role

# Wrong passwords, of all who try, in so many seconds.
_MAX_WRONG, _PERIOD = 20, 60.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the audit log names it, and what they may do."""

    name: str
    role: Role


def caller_of(request: Request) -> Caller:
    """Who asks; known since `Access`."""
    found = request.scope["dateline.caller"]
    assert isinstance(found, Caller)  # noqa: S101
    return found


def may_add(request: Request) -> Caller:
    """Who asks, where they may change the archive; 403 where not."""
    caller = caller_of(request)
    if caller.role != "add":
        raise ApiError(
            403, "role", f"{caller.name} may ask, and not add. Adding needs the role add."
        )
    return caller


class Access:
    """Passes on the requests of those who may ask, and says who that is."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None) -> None:
        self._app = app
        self._accounts = accounts
        self._wrong: deque[float] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            caller = await self._caller(Headers(scope=scope))
        except ApiError as refused:
            await problem(refused)(scope, receive, send)
            return
        await self._app({**scope, "dateline.caller": caller}, receive, send)

    async def _caller(self, headers: Headers) -> Caller:
        if self._accounts is None:
            return Caller("this machine", "add")
        kind, given = authorization(headers)
        if kind == "bearer":
            known = self._accounts.holder(given)
            if known:
                return Caller(f"token {known[0]}", known[1])
        elif kind == "basic":
            return await self._by_password(given)
        raise _unknown("Give a token: Authorization: Bearer dateline_..., or name and password.")

    async def _by_password(self, given: str) -> Caller:
        assert self._accounts  # noqa: S101
        while self._wrong and time.monotonic() - self._wrong[0] > _PERIOD:
            self._wrong.popleft()
        if len(self._wrong) >= _MAX_WRONG:
            message = "Too many wrong passwords were tried. Wait a minute."
            raise ApiError(429, "too_many_tries", message, {"retry-after": "60"})
        name, password = _basic(given)
        role = await run_in_threadpool(self._accounts.role, name, password)
        if role is None:
            self._wrong.append(time.monotonic())
            raise _unknown("Name and password do not belong together.")
        return Caller(f"user {name}", role)


def authorization(headers: Headers) -> tuple[Literal["bearer", "basic", ""], str]:
    """The kind of what a request shows, in small letters, and what it shows."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    match kind.lower():
        case "bearer":
            return "bearer", given.strip()
        case "basic":
            return "basic", given.strip()
    return "", ""


def _basic(given: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, password


def _unknown(message: str) -> ApiError:
    return ApiError(401, "unauthorized", message, {"www-authenticate": 'Bearer realm="Dateline"'})
