"""How fast something that takes long goes, and how long the rest of it will take."""

from __future__ import annotations

import time
from collections import deque

# Seconds over which the rate is reckoned.
_WINDOW = 60.0


class Pace:
    """How fast something grows, over the last minute, and how long the rest of it will take."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def add(self, done: int) -> None:
        """Note how much is done now."""
        now = time.monotonic()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] < now - _WINDOW:
            self._seen.popleft()

    @property
    def rate(self) -> float:
        """How much a second, 0 where that is not known yet."""
        if len(self._seen) < 2:
            return 0.0
        (start, before), (end, now) = self._seen[0], self._seen[-1]
        return (now - before) / (end - start) if end > start else 0.0

    def seconds_left(self, rest: int) -> float | None:
        """Seconds until the rest is done, None where that is not known yet."""
        return rest / self.rate if self.rate > 0 else None


def in_time(seconds: float) -> str:
    """A time that is left, as a person says it: "40 seconds", "12 minutes", "3 hours"."""
    for size, name in ((3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return f"{round(seconds / size)} {name}s"
    if seconds >= 50:
        return "1 minute"
    count = max(1, round(seconds))
    return f"{count} second{'s' * (count != 1)}"
