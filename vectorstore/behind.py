"""Ingesting and embedding behind: in a process of low priority that ends when it is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vectorstore.errors import ArchiveError
from vectorstore.models.device import Device
from vectorstore.store.chroma_server import ChromaServer
from vectorstore.types import EmbeddingProgress, IngestProgress, IngestReport
from vectorstore.worker import FAILED, GAVE_WAY

# Times that a process is started anew after it died without having done anything.
MAX_DEATHS = 3
# Seconds that one has to end by itself.
_PATIENCE = 3.0

Kept = Callable[[IngestProgress], None]
Embedded = Callable[[EmbeddingProgress], None]
Reported = Callable[[IngestReport], None]


class Behind:
    """Ingests `paths`, and embeds all that waits in an archive, while its caller does other work.

    `kept` and `embedded` are called, in a thread of its own, each time that so much is safe, and
    `reported` when all is kept. A process that is killed is started anew, and goes on where it was.
    """

    def __init__(
        self,
        archive: Path | str,
        encoder: str,
        device: Device,
        paths: Sequence[Path] = (),
        kept: Kept = lambda _: None,
        embedded: Embedded = lambda _: None,
        reported: Reported = lambda _: None,
        chroma: ChromaServer | None = None,
    ) -> None:
        self._request = {
            "archive": str(archive),
            "encoder": encoder,
            "device": device,
            # on its stdin, which nobody else reads
            "chroma": asdict(chroma) if chroma else None,
        }
        self._paths = [str(path.absolute()) for path in paths]
        self._kept, self._embedded, self._reported = kept, embedded, reported
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = threading.Lock()
        self._is_closed = False
        self._done = self._done_before = 0  # articles and chunks, at the most that was told
        self.report: IngestReport | None = None
        self.problem = ""
        self._thread = threading.Thread(target=self._run, name="behind", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether there is still something to do."""
        return self._thread.is_alive()

    @property
    def is_reading(self) -> bool:
        """Whether articles are still being read and kept."""
        return self.is_running and bool(self._paths) and self.report is None

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the end, or for so long. ArchiveError where it failed."""
        # A wait without an end could not be interrupted everywhere.
        while self._thread.is_alive():
            self._thread.join(min(seconds or 0.2, 0.2))
            if seconds is not None:
                break
        if self.problem:
            raise ArchiveError(self.problem)

    def close(self) -> None:
        """Stop; what was told is kept, and the next one goes on from there."""
        with self._closing:
            self._is_closed = True
            process = self._process
        if process:
            assert process.stdin  # noqa: S101
            with suppress(OSError):
                process.stdin.close()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join()

    def _run(self) -> None:
        deaths = 0
        while deaths < MAX_DEATHS:
            self._done_before = self._done
            status = self._run_once()
            if status in (0, None) or self.problem:
                return
            is_idle = self._done == self._done_before
            deaths = deaths + 1 if is_idle and status != GAVE_WAY else 0
        self.problem = (
            f"The process that prepares the archive ended {MAX_DEATHS} times (status {status})."
            " What was kept is kept; see that there is memory and room on the disk, and run the"
            " same command again."
        )

    def _run_once(self) -> int | None:
        """Run a process to its end; its status, None where it was closed."""
        with self._closing:
            if self._is_closed:
                return None
            process = self._process = _started()
        assert process.stdin  # noqa: S101
        assert process.stdout  # noqa: S101
        with process.stdout as said:
            with suppress(OSError):
                paths = [] if self.report else self._paths
                process.stdin.write(json.dumps({**self._request, "paths": paths}).encode() + b"\n")
                process.stdin.flush()
            for line in said:
                self._hear(json.loads(line))
        status = process.wait()
        with suppress(OSError):
            process.stdin.close()
        if status == FAILED and not self.problem:
            self.problem = "The process that prepares the archive failed; its words are above."
        return None if self._is_closed else status

    def _hear(self, said: dict[str, Any]) -> None:
        match said.pop("event"):
            case "kept":
                self._done = max(self._done, said["articles"])
                self._kept(IngestProgress(**said))
            case "embedded":
                self._done = max(self._done, said["embedded"])
                self._embedded(EmbeddingProgress(**said))
            case "report":
                pairs = ("replaced", "skipped", "kept_out", "doubtful")
                tuples = {name: [tuple(pair) for pair in said[name]] for name in pairs}
                self.report = IngestReport(**{**said, **tuples})
                self._reported(self.report)
            case "error":
                self.problem = str(said["message"])


def _started() -> subprocess.Popen[bytes]:
    # It finds this package where this process did, and is none of those that a Ctrl+C stops.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NEW_PROCESS_GROUP
    else:
        flags = 0
    return subprocess.Popen(
        [sys.executable, "-m", "vectorstore.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        creationflags=flags,
        start_new_session=sys.platform != "win32",
    )
