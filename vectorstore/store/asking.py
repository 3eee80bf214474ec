"""Asking has the right of way: who makes vectors waits while somebody asks.

Who asks leaves a note of when, which costs microseconds; who makes vectors looks at it between two
batches.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

# Seconds after a note in which an answer is being worked on.
SECONDS = 1.0
# Seconds to wait at the most: vectors are made, more slowly, also while people ask all the time.
MAX_WAIT = 4.0
_STEP = 0.05
_NOTE = "asking"


def note(archive: Path) -> None:
    """Note that somebody asks just now; nothing where the archive can't be written."""
    with suppress(OSError):
        (archive / _NOTE).touch()


def give_way(archive: Path) -> None:
    """Wait while somebody asks, but not for ever."""
    given_up = time.monotonic() + MAX_WAIT
    while _is_asked(archive) and time.monotonic() < given_up:
        time.sleep(_STEP)


def _is_asked(archive: Path) -> bool:
    try:
        noted = (archive / _NOTE).stat().st_mtime
    except OSError:
        return False
    return 0 <= time.time() - noted < SECONDS
