"""What several threads need and only one of them is to make."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

_Result = TypeVar("_Result")


def once(make: Callable[[], _Result]) -> Callable[[], _Result]:
    """The same function, called once: all who come get its one result.

    Threads that come while it is being made wait for it. What it raises is raised to who came, and
    the next one tries again. The standard library's caches may make one thing for each thread.
    """
    lock = Lock()
    made: list[_Result] = []

    @wraps(make)
    def wrapper() -> _Result:
        if not made:
            with lock:
                if not made:
                    made.append(make())
        return made[0]

    return wrapper
