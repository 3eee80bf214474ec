"""Adding articles over the API: those that are sent, or what lies below a folder of the server."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ui.adding import Adding
from ui.api.access import Caller
from ui.api.errors import ApiError
from ui.api.forms import Ingest
from ui.desk import Desk
from ui.json import report_json

# Articles that were sent are kept in this folder of the archive as they came, to be read again
# when the cleaning has become better.
_SENT = "sent"


class Adder:
    """Ingests; `embed_behind` is told each time that something waits to be embedded."""

    def __init__(self, desk: Desk, embed_behind: Callable[[], None]) -> None:
        self._desk = desk
        self._allowed = Adding(desk.archive, False, desk.folders)
        self._embed_behind = embed_behind
        self._one_at_a_time = threading.Lock()

    def add(self, caller: Caller, form: Ingest) -> dict[str, Any]:
        """The report of an ingest, and how many passages wait to be found by meaning."""
        if bool(form.paths) == bool(form.articles):
            raise ApiError(400, "ingest", "Give articles, or paths on the server.")
        archive = self._desk.archive
        if archive.is_read_only:
            raise ApiError(403, "read_only", "This archive can only be read here.")
        with self._one_at_a_time:
            paths = [self._allowed.allowed(path) for path in form.paths] or [self._sent(form)]
            report = report_json(archive.ingest(paths, embed=False))
        waiting = archive.embedding_progress().waiting
        if waiting:
            self._embed_behind()
        if self._desk.audit:
            counts = {name: n for name, n in report.items() if isinstance(n, int)}
            self._desk.audit.note(caller.name, "ingest", paths=form.paths, **counts)
        return {**report, "waiting": waiting}

    def _sent(self, form: Ingest) -> Path:
        """The file that holds the articles that were sent; the same ones are in the same file."""
        lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in form.articles)
        sent = lines.encode(errors="replace")
        folder = self._desk.archive.path / _SENT
        folder.mkdir(exist_ok=True)
        file = folder / f"{hashlib.sha256(sent).hexdigest()[:32]}.jsonl"
        if not file.exists():
            new = file.with_suffix(".new")
            new.write_bytes(sent)
            new.replace(file)
        return file
