"""One writer at a time: who holds an archive, and the word to whoever comes second."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import ArchiveError

WAIT_SECONDS = 0.3


@contextmanager
def writer(archive: Path) -> Iterator[None]:
    """Hold the archive's lock; ArchiveError that names the holder where another process has it.

    The operating system gives the lock back when its holder dies, however it dies.
    """
    note = archive / "writer.json"
    try:
        with FileLock(archive / "writer.lock", timeout=WAIT_SECONDS):
            note.write_text(
                json.dumps(
                    {
                        "process": os.getpid(),
                        "machine": socket.gethostname(),
                        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
                    }
                )
            )
            try:
                yield
            finally:
                note.unlink(missing_ok=True)
    except Timeout:
        raise ArchiveError(
            f"The archive {archive} is being written by {_holder(note)}. Try again when it is done."
        ) from None


def _holder(note: Path) -> str:
    try:
        found = json.loads(note.read_text())
        return f"process {found['process']} on {found['machine']}, since {found['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
