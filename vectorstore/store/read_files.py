"""The files that articles were read from, as they were when all in them had been kept."""

from __future__ import annotations

import os
from collections.abc import Iterable

from vectorstore.store.database import Database


class ReadFiles:
    """What is noted of files."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def is_read(self, path: str, size: int, modified: int, cleaner: int) -> bool:
        """Whether all in a file was kept as it is now, by this version of the cleaning."""
        row = self._db.row("SELECT size, modified, cleaner FROM file WHERE path = ?", (path,))
        return bool(row == (size, modified, cleaner))

    def is_same(self, path: str, size: int, modified: int, digest: bytes) -> bool:
        """Whether a file holds what it did when all in it had been kept."""
        row = self._db.row("SELECT size, modified, digest FROM file WHERE path = ?", (path,))
        return bool(row and (row[2] == digest if row[2] else row[:2] == (size, modified)))

    def count_articles(self, path: str) -> int:
        return int(
            self._db.value("SELECT count(*) FROM article WHERE file = ? AND current", (path,))
        )

    def under(self, path: str) -> dict[str, list[str]]:
        """The files at or under a path that articles were read from, and the articles' ids."""
        folder = path.rstrip(os.sep) + os.sep
        rows = self._db.rows(
            "SELECT file, id FROM article WHERE current"
            " AND (file = ?1 OR substr(file, 1, ?2) = ?3)",
            (path, len(folder), folder),
        )
        found: dict[str, list[str]] = {}
        for file, article_id in rows:
            found.setdefault(str(file), []).append(str(article_id))
        return found

    def set_aside(self, path: str) -> list[tuple[str, str]]:
        return self._db.rows("SELECT source, reason FROM set_aside WHERE file = ?", (path,))

    def finish(
        self,
        path: str,
        size: int,
        modified: int,
        digest: bytes,
        cleaner: int,
        set_aside: Iterable[tuple[str, str]],
    ) -> None:
        self._db.change(
            "INSERT OR REPLACE INTO file (path, size, modified, digest, cleaner)"
            " VALUES (?, ?, ?, ?, ?)",
            (path, size, modified, digest, cleaner),
        )
        self._db.change("DELETE FROM set_aside WHERE file = ?", (path,))
        self._db.change_each(
            "INSERT INTO set_aside VALUES (?, ?, ?)", [(path, *item) for item in set_aside]
        )
