"""What is posted to the API is bounded, and read before it is worked on."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.errors import ApiError, problem

MIB = 1024 * 1024
MAX_BODY, MAX_INGEST = MIB, 32 * MIB


class BoundedBodies:
    """Passes on a request with its body, which was counted while it came; 413 for a longer one."""

    def __init__(self, app: ASGIApp, larger: str) -> None:
        """What is posted to the path `larger` may have MAX_INGEST bytes."""
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = MAX_INGEST if scope["path"] == self._larger else MAX_BODY
        length = Headers(scope=scope).get("content-length", "0")
        body = bytearray()
        more = length.isdecimal() and int(length) <= most
        is_long = not more
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            is_long = len(body) > most
            more = message.get("more_body", False) and not is_long
        if is_long:
            told = f"This is too long to be sent: at most {most // MIB} MiB."
            await problem(ApiError(413, "too_long", told))(scope, receive, send)
            return
        await self._app(scope, _replayed(bytes(body), receive), send)


def _replayed(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
