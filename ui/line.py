"""Waiting in line: so many are served at a time, in the order in which they came."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

# Seconds in which whoever was let in joins; after that their place is given to another.
MAX_COMING = 10.0
# Seconds between two that are let in. What each begins takes time from those who come just then:
# while so many come that some are refused, it waits so long after the last of them, in all so long.
_APART = 0.03
_AFTER_REFUSAL, _MAX_RUSH = 0.1, 1.0


class Line:
    """Serves `at_once`; `max_waiting` more may wait. For one event loop."""

    def __init__(self, at_once: int, max_waiting: int) -> None:
        self._at_once = self._free = at_once
        self._max_waiting = max_waiting
        self._waiting: deque[Ticket] = deque()
        self._coming: deque[float] = deque()
        self._at_door = 0
        self._door = asyncio.Lock()
        self._rush_began = self._refused = -_MAX_RUSH

    @property
    def state(self) -> tuple[int, int]:
        """How many wait, and how many are served."""
        return len(self._waiting), self._at_once - self._free

    @property
    def is_full(self) -> bool:
        """Whether no more may come."""
        while self._coming and monotonic() - self._coming[0] > MAX_COMING:
            self._coming.popleft()
        taken = len(self._waiting) + len(self._coming) + self._at_door
        return taken >= self._free + self._max_waiting

    @asynccontextmanager
    async def door(self) -> AsyncIterator[bool]:
        """Whether one more may come, who is expected from then on.

        Whoever is one too many is told at once; the others are let in one after the other.
        """
        if self.is_full:
            self._refuse()
            yield False
            return
        self._at_door += 1
        is_inside = False
        try:
            async with self._door:
                await self._rush_over()
                is_inside = True
                self._at_door -= 1
                self._coming.append(monotonic())
                yield True
                await asyncio.sleep(_APART)
        finally:
            self._at_door -= not is_inside

    def _refuse(self) -> None:
        now = monotonic()
        if now - self._refused >= _MAX_RUSH:
            self._rush_began = now
        self._refused = now

    async def _rush_over(self) -> None:
        while (
            monotonic() - self._refused < _AFTER_REFUSAL
            and monotonic() - self._rush_began < _MAX_RUSH
        ):
            await asyncio.sleep(_APART)

    def join(self) -> Ticket | None:
        """A place in the line, None where too many wait already. It has to be left."""
        if self._coming:
            self._coming.popleft()
        ticket = Ticket(self)
        if self._free > 0 and not self._waiting:
            self._free -= 1
            ticket.called.set()
        elif len(self._waiting) < self._max_waiting:
            self._waiting.append(ticket)
        else:
            return None
        return ticket

    def before(self, ticket: Ticket) -> int:
        """How many wait before it."""
        return self._waiting.index(ticket) if ticket in self._waiting else 0

    def leave(self, ticket: Ticket) -> None:
        """Give up a place, or what is done with; the next one is called."""
        if ticket in self._waiting:
            self._waiting.remove(ticket)
            return
        self._free += 1
        while self._free > 0 and self._waiting:
            self._free -= 1
            self._waiting.popleft().called.set()


class Ticket:
    """A place in a line, as a context manager that leaves it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.called = asyncio.Event()

    @property
    def before(self) -> int:
        """How many wait before this one."""
        return self._line.before(self)

    async def is_called(self, seconds: float) -> bool:
        """Whether it is served by then."""
        try:
            await asyncio.wait_for(self.called.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def __enter__(self) -> Ticket:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.leave(self)
