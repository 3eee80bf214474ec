"""Each request has a name, is counted and, where it is wanted, logged."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.metrics import Metrics

_logger = logging.getLogger("dateline.requests")
_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)


class Watched:
    """Names requests (X-Request-Id, the caller's own where it brings one), counts and logs them."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if _NAME.fullmatch(given) else secrets.token_hex(8)
        began, status = time.monotonic(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = name
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            seconds = time.monotonic() - began
            part = _part(scope["path"])
            # A client that left before its answer began is 499, as nginx counts it.
            self._metrics.count("dateline_requests_total", part=part, status=str(status or 499))
            self._metrics.took("dateline_request_seconds", seconds, part=part)
            _logger.info(
                "%s %s",
                scope["method"],
                scope["path"],
                extra={
                    "request": name,
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status or 499,
                    "seconds": round(seconds, 4),
                },
            )


def _part(path: str) -> str:
    """What of the server a path belongs to: few names, whatever is asked for."""
    for begin, part in (("/v1/", "openai"), ("/mcp", "mcp")):
        if path.startswith(begin):
            return part
    if path.startswith("/api/v1/"):
        name = path.split("/")[3]
        return name if name in _NAMES else "api"
    return path[1:] if path in ("/healthz", "/readyz", "/metrics") else "page"


_NAMES = ("ask", "search", "article", "verify", "verify_quote", "mentions", "timeline", "ingest")
