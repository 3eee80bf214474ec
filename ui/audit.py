"""The audit log: who asked what, what was shown, and what was added or exported.

JSON lines in a file, beside the archive where no other is named, of no article's words: of each
citation the article, its version and where in it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from assistant.types import Answer
from vectorstore.errors import DatelineError
from vectorstore.types import Article

AUDIT_FILE = "audit.jsonl"


class AuditError(DatelineError):
    """What should have been noted could not be; nothing is shown then."""


class Audit:
    """Appends to a log. Any number of processes may, at once.

    `identity` gives the bare id and the version of an article. AuditError where the file can't be
    written.
    """

    def __init__(self, file: Path, identity: Callable[[Article], tuple[str, int]]) -> None:
        self._path = file
        self._lock = FileLock(file.with_name(f"{file.name}.lock"))
        self._identity = identity
        try:
            self._append(b"")
        except (OSError, TimeoutError) as error:
            raise AuditError(
                f"The audit log {file} can't be written ({error}). Name another file with"
                " --audit-log FILE, or keep none with --no-audit."
            ) from error

    def asked(
        self,
        who: str,
        question: str,
        filters: Mapping[str, Any],
        shown: Answer | None,
        problem: str = "",
    ) -> None:
        """Note a question and what was shown of its answer."""
        cited = shown.citations if shown else ()
        self.note(
            who,
            "ask",
            question=question,
            filters=dict(filters),
            abstained=shown.abstained if shown else None,
            shown=[
                {**self._named(c.passage.article), "start": c.start, "end": c.end} for c in cited
            ],
            **({"problem": problem} if problem else {}),
        )

    def showed(self, who: str, what: str, articles: Sequence[Article], **said: Any) -> None:
        """Note that articles were shown."""
        self.note(who, what, **said, shown=[self._named(one) for one in articles])

    def note(self, who: str, what: str, **said: Any) -> None:
        """Append a line. AuditError where it can't be written."""
        line = {"time": datetime.now(UTC).isoformat(), "who": who, "what": what, **said}
        written = json.dumps(line, ensure_ascii=False, default=_plain).encode(errors="replace")
        try:
            self._append(written + b"\n")
        except (OSError, TimeoutError) as error:
            raise AuditError(
                f"The audit log {self._path} could not be written ({error}), so nothing is shown."
                " Make room or mend its rights."
            ) from error

    def _append(self, line: bytes) -> None:
        with self._lock.acquire(timeout=5):
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            file = os.open(self._path, flags, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(file, "ab") as log:
                log.write(line)

    def _named(self, article: Article) -> dict[str, Any]:
        article_id, version = self._identity(article)
        return {"article": article_id, "version": version}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
