"""Waiting in line: so many are served at a time, in the order in which they came."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

# Seconds in which whoever was let in joins; after that their place is given to another.
MAX_COMING = 10.0


class Line:
    """Serves `at_once`; `max_waiting` more may wait. For one event loop."""

    def __init__(self, at_once: int, max_waiting: int) -> None:
        self._at_once = self._free = at_once
        self._max_waiting = max_waiting
        self._waiting: deque[Ticket] = deque()
        self._coming: deque[float] = deque()

    @property
    def state(self) -> tuple[int, int]:
        """How many wait, and how many are served."""
        return len(self._waiting), self._at_once - self._free

    @property
    def is_full(self) -> bool:
        """Whether no more may come."""
        while self._coming and monotonic() - self._coming[0] > MAX_COMING:
            self._coming.popleft()
        taken = len(self._waiting) + len(self._coming)
        return taken >= self._free + self._max_waiting

    def let_in(self) -> bool:
        """Whether one more may come, who is expected from now on."""
        if self.is_full:
            return False
        self._coming.append(monotonic())
        return True

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
