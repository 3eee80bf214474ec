"""What is posted: bounded before it is read, and of the form that the page's events have."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import words
from ui.guard.refusal import refuse
from ui.guard.routes import SESSION

# Bytes: a hundred times the longest question, so that whoever pastes too much is told on the page.
MAX_BODY = 256 * 1024
# And of a file: a draft, and what is to be added. A file's route reads it as it arrives.
MB = 1_000_000
MAX_DRAFT, MAX_UPLOAD = 5 * MB, 50 * MB
_FILES = {"/draft/": MAX_DRAFT, "/upload/": MAX_UPLOAD}
# What is too large is read to its end, up to this, so that its sender hears why it was refused.
_MAX_UNWANTED = 500 * MB

# Text, a list of names, or a state, which the server holds and nobody sends.
InputKind = Literal["text", "names", "state"]


@dataclass(frozen=True, slots=True)
class PageEvent:
    """An event of the page: the kinds of its inputs, what begins it, and whether it asks."""

    inputs: tuple[InputKind, ...]
    triggers: frozenset[int]
    asks: bool = False


class _Posted(BaseModel):
    """What the page posts to begin an event. Other keys are left out of what is passed on."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)

    session_hash: str = Field(pattern=f"^{SESSION}$")
    fn_index: int
    trigger_id: int | None = None
    data: list[str | list[str] | None]
    event_data: dict[str, str | int | float | bool | None] | None = None

    def fits(self, event: PageEvent) -> bool:
        given = tuple(map(_kind, self.data))
        return given == event.inputs and self.trigger_id in (None, *event.triggers)


def _kind(item: str | list[str] | None) -> InputKind:
    if item is None:
        return "state"
    return "text" if isinstance(item, str) else "names"


class EventBodies:
    """Passes on a posted event as it was understood; 413 and 400 for everything else, and 503 for
    a question that the `door` has no place for, which would take Gradio seconds where many ask.
    """

    def __init__(
        self,
        app: ASGIApp,
        events: Mapping[int, PageEvent],
        door: Callable[[], AbstractAsyncContextManager[bool]],
    ) -> None:
        self._app = app
        self._events = events
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = next((most for path, most in _FILES.items() if scope["path"].startswith(path)), 0)
        if most:
            await self._file(scope, receive, send, most)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            await refuse(scope, receive, send, 413, _TOO_LONG)
        elif scope["method"] == "POST":
            await self._post(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _file(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        """A file says how large it is: the server sees to it that no more of it comes."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        if not length.isdecimal() or "transfer-encoding" in headers:
            await refuse(scope, receive, send, 411, "A file is sent with its length.")
        elif int(length) > most:
            read, more = 0, True
            while more and read <= _MAX_UNWANTED:
                message = await receive()
                read += len(message.get("body", b""))
                more = message.get("more_body", False)
            told = f"This file is too large: at most {most // MB} MB."
            await refuse(scope, receive, send, 413, told)
        else:
            await self._app(scope, receive, send)

    async def _post(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > MAX_BODY:
                await refuse(scope, receive, send, 413, _TOO_LONG)
                return
            more = message.get("more_body", False)
        posted = self._understood(bytes(body))
        if posted is None:
            await refuse(scope, receive, send, 400, "This is not what the page sends.")
            return
        passed = posted.model_dump_json(exclude_unset=True).encode()
        begun = _with_body(scope, passed), _replayed(passed, receive), send
        if not self._events[posted.fn_index].asks:
            await self._app(*begun)
            return
        async with self._door() as is_let_in:
            if is_let_in:
                await self._app(*begun)
            else:
                await refuse(scope, receive, send, 503, words.BUSY, {"retry-after": "60"})

    def _understood(self, body: bytes) -> _Posted | None:
        try:
            posted = _Posted.model_validate_json(body)
        except ValidationError:
            return None
        known = self._events.get(posted.fn_index)
        return posted if known and posted.fits(known) else None


_TOO_LONG = f"This is too long to be sent: at most {MAX_BODY // 1024:,} KiB."


def _with_body(scope: Scope, body: bytes) -> Scope:
    passed = {**scope, "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=passed)
    del headers["transfer-encoding"]
    headers.update({"content-type": "application/json", "content-length": str(len(body))})
    return passed


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A body that was read, once; then what else comes, which is the end of the connection."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
