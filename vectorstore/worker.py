"""The process that ingests and embeds behind a page or a command: `python -m vectorstore.worker`.

It is told what to do by a line of JSON on its stdin, and tells how far it is in lines of JSON on
its stdout. It ends when it is done, and when its stdin does: it never outlives who started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from vectorstore.archive import Archive
from vectorstore.errors import DatelineError
from vectorstore.store import lock
from vectorstore.store.chroma_server import ChromaServer
from vectorstore.store.postgres import is_postgres, state_folder
from vectorstore.types import EmbeddingProgress, IngestProgress

# How much less than others it gets of the processor, where that is said by a number.
NICENESS = 15
# Exit statuses beside 0: it failed and said why; another writer could not wait for it.
FAILED, GAVE_WAY = 1, 3
# Seconds in which another writer, or the end of who started it, is seen.
_LOOK = 0.2
# Seconds within which it ends by itself. Building an index can't be interrupted, but be killed.
_PATIENCE = 1.5


def main() -> None:
    """Do what the first line of stdin says."""
    request = json.loads(_line())
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    place = request["archive"]
    path = state_folder(place) if is_postgres(place) else Path(place)
    for watch in (_end_with_starter, partial(_give_way, path)):
        threading.Thread(target=watch, daemon=True).start()
    try:
        _work(place, request)
    except DatelineError as error:
        _say("error", message=str(error))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(FAILED)


def _work(place: str, request: dict[str, Any]) -> None:
    chroma = ChromaServer(**request["chroma"]) if request["chroma"] else None
    with Archive.open(place, request["encoder"], request["device"], chroma) as archive:
        if paths := request["paths"]:
            report = archive.ingest([Path(each) for each in paths], progress=_kept, embed=False)
            _say("report", **asdict(report))
        archive.embed(_embedded)


def _kept(progress: IngestProgress) -> None:
    known = asdict(progress)
    del known["embedding"]
    _say("kept", **known)


def _embedded(progress: EmbeddingProgress) -> None:
    _say("embedded", chunks=progress.chunks, embedded=progress.embedded)


def _say(event: str, **known: Any) -> None:
    with suppress(OSError):  # nobody listens any more: its stdin tells
        sys.stdout.write(json.dumps({"event": event, **known}) + "\n")
        sys.stdout.flush()


def _line() -> bytes:
    """The first line of stdin, read without a buffer, which the thread that waits would hold."""
    line = b""
    while not line.endswith(b"\n") and (letter := os.read(0, 1)):
        line += letter
    return line


def _end_with_starter() -> None:
    """End when whoever started this has; whatever was kept is whole."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os._exit(GAVE_WAY)


def _give_way(path: Path) -> None:
    """End in the middle where another writer has waited for long."""
    since = None
    while True:
        time.sleep(_LOOK)
        try:
            is_wanted = lock.is_wanted(path)
        except OSError:  # the archive has gone, or can't be written: the work says so
            return
        now = time.monotonic()
        since = (since or now) if is_wanted else None
        if since and now - since > _PATIENCE:
            os._exit(GAVE_WAY)


if __name__ == "__main__":
    main()
