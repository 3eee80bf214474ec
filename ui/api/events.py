"""Server-sent events: what a client reads line by line while an answer grows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from starlette.responses import StreamingResponse

# Seconds of silence after which a comment is sent, so that no proxy thinks the connection dead.
_KEEP_ALIVE = 10.0
_ALIVE = ": still at work\n\n"


def event(data: Any, name: str = "") -> str:
    """One event; data is JSON, unless it is text already."""
    said = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return (f"event: {name}\n" if name else "") + f"data: {said}\n\n"


def streamed(events: AsyncGenerator[str, None]) -> StreamingResponse:
    """A response of events as they come, with signs of life between."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_alive(events), media_type="text/event-stream", headers=headers)


async def _alive(events: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    coming: asyncio.Future[str] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({coming}, timeout=_KEEP_ALIVE)
            if not done:
                yield _ALIVE
                continue
            arrived, coming = coming, None
            try:
                yield arrived.result()
            except StopAsyncIteration:
                return
    finally:
        if coming:
            coming.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await coming
        await events.aclose()
