"""What is streamed on an event loop, for a reader without one, who may stop at any moment."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

# Seconds after which a reader hears that nothing has come.
PAUSE = 0.5

_END = object()
_loops: list[asyncio.AbstractEventLoop] = []
_starting = threading.Lock()


def read(values: AsyncIterator[T]) -> Iterator[T | None]:
    """Each value as it comes, and None after every PAUSE seconds without one.

    Whoever leaves the iterator (closes it, drops it, fails) cancels the work behind the values at
    once, even while that waits for a server: a blocking read could not be ended from outside.
    """
    arrived: SimpleQueue[Any] = SimpleQueue()
    is_left = threading.Event()

    async def pass_on() -> None:
        async for value in values:
            arrived.put(value)
            # Before Python 3.12 asyncio.wait_for, by which clients limit each read, loses a
            # cancellation that comes at the same moment as what it waits for.
            task = asyncio.current_task()
            if is_left.is_set() and task:
                task.cancel()

    work = asyncio.run_coroutine_threadsafe(pass_on(), _loop())
    work.add_done_callback(lambda _: arrived.put(_END))
    try:
        while (value := _next(arrived)) is not _END:
            yield value
        work.result()
    finally:
        is_left.set()
        work.cancel()


def _next(arrived: SimpleQueue[Any]) -> Any:
    try:
        return arrived.get(timeout=PAUSE)
    except Empty:
        return None


def _loop() -> asyncio.AbstractEventLoop:
    """One for the whole process: the connections of an HTTP client belong to the loop they met."""
    with _starting:
        if not _loops:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="streams", daemon=True).start()
            _loops.append(loop)
        return _loops[0]
