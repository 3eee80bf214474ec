"""One writer at a time: who holds an archive, and the word to whoever comes second.

Making vectors takes long and can be left at any time, so who does that gives way to other writers.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from vectorstore.errors import ArchiveInUse

# How an archive is written: beside other writers, where its kind allows several; embedding, which
# gives way; or by one alone, who looks at all of it or writes it anew.
How = Literal["beside", "embedding", "alone"]
WAIT_SECONDS = 0.3
# Seconds in which a writer that gives way comes to a point where it can.
GIVING_WAY_SECONDS = 10.0
_LOCK, _WANTED, _NOTE = "writer.lock", "wanted.lock", "writer.json"


@contextmanager
def writer(archive: Path, gives_way: bool = False) -> Iterator[None]:
    """Hold the archive's lock; ArchiveInUse that names the holder where another process has it.

    The operating system gives the lock back when its holder dies, however it dies. A holder that
    `gives_way` asks often whether `is_wanted`, and then ends.
    """
    note = archive / _NOTE
    lock = FileLock(archive / _LOCK)
    try:
        _acquire(archive, lock, gives_way)
    except Timeout:
        raise ArchiveInUse(
            f"The archive {archive} is being written by {_holder(note)}. Try again when it is done."
        ) from None
    try:
        note.write_text(
            json.dumps(
                {
                    "process": os.getpid(),
                    "machine": socket.gethostname(),
                    "since": datetime.now().astimezone().isoformat(timespec="seconds"),
                    "gives_way": gives_way,
                }
            )
        )
        try:
            yield
        finally:
            note.unlink(missing_ok=True)
    finally:
        lock.release()


def is_wanted(archive: Path) -> bool:
    """Whether another writer waits for the one that gives way."""
    try:
        with FileLock(archive / _WANTED, timeout=0):
            return False
    except Timeout:
        return True


def _acquire(archive: Path, lock: FileLock, gives_way: bool) -> None:
    """Raises Timeout where the holder does not end."""
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout:
        if gives_way or not _noted(archive / _NOTE).get("gives_way"):
            raise
        with FileLock(archive / _WANTED, timeout=GIVING_WAY_SECONDS):
            lock.acquire(timeout=GIVING_WAY_SECONDS)


def _noted(note: Path) -> dict[str, Any]:
    try:
        found = json.loads(note.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _holder(note: Path) -> str:
    found = _noted(note)
    try:
        return f"process {found['process']} on {found['machine']}, since {found['since']}"
    except KeyError:
        return "another process"
