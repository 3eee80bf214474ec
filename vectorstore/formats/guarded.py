"""Parsing in a child process that is stopped when it works too long or takes too much memory.

Parsers of HTML, XML, PDF and DOCX can be made to hang by the file they read, and no signal or
thread stops them inside one process. The child is started once, on first use, and kept.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, cast

import psutil

from vectorstore.errors import ArchiveError
from vectorstore.types import RawArticle, RawEntry, Unreadable

SECONDS = 8.0  # of the child's CPU: a busy machine gives up no file
WALL_TIMES = 10  # as long may it take on the clock
_USUAL_BYTES = 10 << 20  # of a file that has SECONDS; a larger one has more
_LOOK_SECONDS = 0.2
_LENGTH_BYTES = 8


class _Stopped(Exception):
    """The child ended while it read a document."""


class _Child:
    """A running child; one document at a time."""

    def __init__(self) -> None:
        # The child finds this package where the parent did. No fork, and nothing of __main__.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vectorstore.formats.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._requests = cast(BinaryIO, self._process.stdin)
        self._replies = cast(BinaryIO, self._process.stdout)
        # Loading its parsers counts against no document.
        if receive(self._replies) is None:
            self.close()
            raise ArchiveError("the process that parses pages does not start; reinstall dateline")

    def answer(self, request: bytes, seconds: float) -> bytes:
        """The reply to a request. Raises _Stopped where the child ended or had to be."""
        done = threading.Event()
        watch = threading.Thread(target=self._stop_late, args=(done, seconds), daemon=True)
        watch.start()
        try:
            send(self._requests, request)
            reply = receive(self._replies)
        except OSError:
            reply = None
        finally:
            done.set()
            watch.join()
        if reply is None:
            raise _Stopped
        return reply

    def _stop_late(self, done: threading.Event, seconds: float) -> None:
        """End the child once it has worked, or been waited for, too long."""
        try:
            process = psutil.Process(self._process.pid)
            start, until = _worked(process), time.monotonic() + WALL_TIMES * seconds
            while not done.wait(_LOOK_SECONDS):
                if _worked(process) - start > seconds or time.monotonic() > until:
                    self._process.kill()
                    return
        except psutil.Error:  # it ended by itself
            return

    def close(self) -> int:
        """End the child; its exit status."""
        self._process.kill()
        for pipe in (self._requests, self._replies):
            with contextlib.suppress(OSError):  # what was left in the pipe of a dead child
                pipe.close()
        return self._process.wait()


def _worked(process: psutil.Process) -> float:
    """The CPU seconds that a process has used."""
    used = process.cpu_times()
    return float(used.user + used.system)


_lock = threading.Lock()
_child: _Child | None = None


def parse(
    reader: str, source: str, seconds: float | None = None, **arguments: str
) -> list[RawArticle | Unreadable]:
    """What the reader module's `parse(source=..., **arguments)` gives, from the child.

    A document on which the child runs out of time or memory, or breaks, is one Unreadable. The time
    is `seconds` of its CPU, where they are given.
    """
    global _child
    seconds = seconds or SECONDS
    said = {"reader": reader, "source": source, "seconds": seconds, **arguments}
    request = json.dumps(said).encode()
    with _lock:
        _child = _child or _Child()
        try:
            reply = json.loads(_child.answer(request, seconds))
        except _Stopped:
            _stop()
            reason = f"given up: over {seconds:g} s or too much memory"
            return [Unreadable(source, reason, is_lasting=False)]  # on a quiet day it may pass
        except BaseException:
            _stop()  # half a reply would be taken for the next document's
            raise
    if "error" in reply:
        return [Unreadable(source, reply["error"])]
    return [_item(fields) for fields in reply["items"]]


def parse_file(reader: str, path: Path) -> list[RawArticle | Unreadable]:
    """What a reader module makes of a file that may be large, and has more time for that."""
    seconds = SECONDS * max(1.0, path.stat().st_size / _USUAL_BYTES)
    return parse(reader, str(path), seconds=seconds, path=str(path.absolute()))


def _stop() -> None:
    global _child
    if _child is not None:
        _child.close()
        _child = None


atexit.register(_stop)


def _item(fields: dict[str, Any]) -> RawArticle | Unreadable:
    if "reason" in fields:
        return Unreadable(**fields)
    entries = tuple(RawEntry(**entry) for entry in fields.pop("entries"))
    return RawArticle(**fields, entries=entries)


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "big") + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message; None where the other side is gone."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    message = stream.read(length)
    return message if len(message) == length else None
