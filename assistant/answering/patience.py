"""How long a model is waited for: its next words within a limit, and all of them within another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from vectorstore.errors import ModelError

# An answer may take so many times the wait for its next words, all in all.
MAX_WAITS = 10
# Seconds to wait for what may follow a model's own end, as the count of its tokens.
AFTER_END = 2.0
# A longer text, reasoning and all, comes to no end.
MAX_CHARACTERS = 400_000


async def in_time(
    messages: AsyncIterator[Any], seconds: float, has_ended: Callable[[], bool] = lambda: False
) -> AsyncIterator[Any]:
    """The messages of a stream. What keeps a connection alive but says nothing is no answer.

    Some servers keep the connection after the model's own end; `has_ended` says whether that came.
    ModelError where nothing is said for so many seconds, or where there is no end.
    """
    now = asyncio.get_running_loop().time
    end = now() + MAX_WAITS * seconds
    said, size = now(), 0
    iterator = aiter(messages)
    try:
        while True:
            is_last = has_ended()
            until = now() + min(AFTER_END, seconds) if is_last else said + seconds
            try:
                async with asyncio.timeout_at(min(until, end)) as limit:
                    message = await anext(iterator, None)
            except TimeoutError:
                if not limit.expired():
                    raise  # the package's own
                if is_last:
                    return
                raise _too_late(seconds, now() >= end) from None
            if message is None:
                return
            if length := _length(message):
                said, size = now(), size + length
            if size > MAX_CHARACTERS:
                raise endless()
            yield message
    finally:
        if close := getattr(iterator, "aclose", None):
            await close()


def endless() -> ModelError:
    """What is told of an answer that comes to no end."""
    return ModelError(
        "The model's answer came to no end, and was stopped. Limit it with"
        " DATELINE_MODEL_MAX_TOKENS, or try another model."
    )


def _too_late(seconds: float, is_endless: bool) -> ModelError:
    if is_endless:
        return endless()
    return ModelError(
        f"The model wrote nothing for {seconds:g} seconds. Is its server busy, or still loading it?"
        " DATELINE_MODEL_TIMEOUT sets how long it is waited for."
    )


def _length(message: Any) -> int:
    """How many characters a message says or reasons, white space aside."""
    if isinstance(message, str):
        return len(message.strip())
    length = len(str(message.text).strip())
    length += len(str(message.additional_kwargs.get("reasoning_content") or "").strip())
    if isinstance(message.content, list):
        length += sum(
            len(str(part.get(key) or ""))
            for part in message.content
            if isinstance(part, dict)
            for key in ("thinking", "reasoning", "summary", "reasoning_content")
        )
    return length
