"""Conversations and what was thought of their answers, kept beside the archive."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vectorstore.store.copying import copy_sqlite

_FILE = "conversations.sqlite"
MAX_NAME_CHARACTERS = 80
MAX_LISTED = 100
# Seconds to wait for another process that writes.
_PATIENCE = 5.0

_TABLES = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    used REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversation_owner ON conversation (owner, used);
CREATE TABLE IF NOT EXISTS turn (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
-- An answer that has a page of its own, as it was when it was shared.
CREATE TABLE IF NOT EXISTS shared (
    token TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,
    made REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shared_place ON shared (conversation, number);
-- What was thought of an answer; `articles` are the ids of what it cited, and of nothing else.
CREATE TABLE IF NOT EXISTS thumb (
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    is_good INTEGER NOT NULL,
    reason TEXT NOT NULL,
    cited TEXT NOT NULL,
    given REAL NOT NULL,
    PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
"""


def copy_conversations(archive: Path, folder: Path) -> None:
    """Copy those of an archive, where there are any, to another folder, as of one moment."""
    if (archive / _FILE).is_file():
        copy_sqlite(archive / _FILE, folder / _FILE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list."""

    id: str
    name: str
    used: float


@dataclass(frozen=True, slots=True)
class Thumb:
    """What was thought of an answer; `cited` is what it rested on, (id, start, end) each."""

    question: str
    is_good: bool
    reason: str
    cited: tuple[tuple[str, int, int], ...]


class Conversations:
    """Those of an archive, each its owner's alone. Safe to use from several threads.

    Where the archive can't be written, they last as long as this object.
    """

    def __init__(self, archive: Path, is_read_only: bool = False) -> None:
        self.is_kept = not is_read_only
        self._lock = threading.Lock()
        self._db = self._opened(archive / _FILE) if self.is_kept else self._opened(None)

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(
                str(path or ":memory:"), timeout=_PATIENCE, check_same_thread=False
            )
            db.execute("PRAGMA foreign_keys = ON")
            if path:
                db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_TABLES)
        except sqlite3.OperationalError:
            if path is None:
                raise
            self.is_kept = False
            return self._opened(None)
        return db

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._db:
            yield self._db

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def begin(self, owner: str, first: dict[str, Any]) -> str:
        """A new conversation with its first exchange, after whose question it is named.

        Its id can't be guessed.
        """
        made = secrets.token_urlsafe(12)
        name = " ".join(first["question"].split())[:MAX_NAME_CHARACTERS]
        with self._writing() as db:
            db.execute("INSERT INTO conversation VALUES (?, ?, ?, ?)", (made, owner, name, _now()))
            _put(db, made, 0, first)
        return made

    def is_of(self, conversation: str, owner: str) -> bool:
        """Whether a conversation is there, and is somebody's."""
        return bool(
            self._rows(
                "SELECT 1 FROM conversation WHERE id = ? AND owner = ?", (conversation, owner)
            )
        )

    def put(self, conversation: str, number: int, record: dict[str, Any]) -> None:
        """Keep an exchange at its place; those after it stay. Nothing where it was deleted."""
        with self._writing() as db:
            there = db.execute(
                "UPDATE conversation SET used = ? WHERE id = ?", (_now(), conversation)
            ).rowcount
            if there:
                _put(db, conversation, number, record)

    def cut(self, conversation: str, number: int) -> None:
        """Forget the exchanges from a number on."""
        with self._writing() as db:
            db.execute(
                "DELETE FROM turn WHERE conversation = ? AND number >= ?", (conversation, number)
            )

    def count(self, conversation: str) -> int:
        """How many exchanges there are."""
        [(count,)] = self._rows("SELECT count(*) FROM turn WHERE conversation = ?", (conversation,))
        return int(count)

    def records(
        self, conversation: str, before: int | None = None, last: int = -1
    ) -> dict[int, dict[str, Any]]:
        """The exchanges by their numbers: all, or the last so many before one."""
        rows = self._rows(
            "SELECT number, record FROM turn WHERE conversation = ?1"
            " AND (?2 IS NULL OR number < ?2) ORDER BY number DESC LIMIT ?3",
            (conversation, before, last),
        )
        return {int(number): json.loads(record) for number, record in reversed(rows)}

    def record(self, conversation: str, number: int) -> dict[str, Any] | None:
        """One exchange, None where there is none of this number."""
        rows = self._rows(
            "SELECT record FROM turn WHERE conversation = ? AND number = ?", (conversation, number)
        )
        found: dict[str, Any] | None = json.loads(rows[0][0]) if rows else None
        return found

    def listed(self, owner: str, words: str = "") -> list[Listed]:
        """Somebody's conversations, the last used first; those that hold words, where given."""
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._rows(
            "SELECT id, name, used FROM conversation WHERE owner = ?1 AND (name LIKE ?2 ESCAPE '\\'"
            " OR EXISTS (SELECT 1 FROM turn WHERE conversation = id AND question LIKE ?2"
            " ESCAPE '\\')) ORDER BY used DESC LIMIT ?3",
            (owner, like, MAX_LISTED),
        )
        return [Listed(*row) for row in rows]

    def rename(self, owner: str, conversation: str, name: str) -> None:
        """Give one of somebody's another name."""
        shown = " ".join(name.split())[:MAX_NAME_CHARACTERS]
        if shown:
            with self._writing() as db:
                db.execute(
                    "UPDATE conversation SET name = ? WHERE id = ? AND owner = ?",
                    (shown, conversation, owner),
                )

    def delete(self, owner: str, conversation: str) -> None:
        """Delete one of somebody's, for good."""
        with self._writing() as db:
            db.execute("DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation, owner))

    def judge(self, conversation: str, number: int, thumb: Thumb) -> None:
        """Keep what somebody thinks of an answer; a later judgement replaces the one before."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO thumb VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    conversation,
                    number,
                    thumb.question,
                    thumb.is_good,
                    thumb.reason,
                    json.dumps(thumb.cited),
                    _now(),
                ),
            )

    def share(self, conversation: str, number: int, record: dict[str, Any]) -> None:
        """Give an exchange, as it is, a page of its own until its conversation is deleted."""
        if self.shared(conversation, number):
            return
        made = secrets.token_urlsafe(18)
        with self._writing() as db:
            db.execute(
                "INSERT INTO shared VALUES (?, ?, ?, ?, ?)",
                (made, conversation, number, json.dumps(record), _now()),
            )

    def shared(self, conversation: str, number: int) -> str:
        """What names the page of an exchange; "" where it has none, or was asked again since."""
        rows = self._rows(
            "SELECT token FROM shared JOIN turn USING (conversation, number, record)"
            " WHERE conversation = ? AND number = ?",
            (conversation, number),
        )
        return str(rows[0][0]) if rows else ""

    def shared_record(self, token: str) -> tuple[dict[str, Any], float] | None:
        """The exchange that a page shows, and when it was shared; None where there is none."""
        rows = self._rows("SELECT record, made FROM shared WHERE token = ?", (token,))
        return (json.loads(rows[0][0]), float(rows[0][1])) if rows else None

    def name(self, conversation: str) -> str:
        """What a conversation is called, "" where there is none."""
        rows = self._rows("SELECT name FROM conversation WHERE id = ?", (conversation,))
        return str(rows[0][0]) if rows else ""

    def thumbs(self) -> list[Thumb]:
        """What was thought of answers, in the order in which it was said."""
        rows = self._rows("SELECT question, is_good, reason, cited FROM thumb ORDER BY given", ())
        return [
            Thumb(
                question, bool(is_good), reason, tuple((i, s, e) for i, s, e in json.loads(cited))
            )
            for question, is_good, reason, cited in rows
        ]


def _put(db: sqlite3.Connection, conversation: str, number: int, record: dict[str, Any]) -> None:
    db.execute(
        "INSERT OR REPLACE INTO turn VALUES (?, ?, ?, ?)",
        (conversation, number, record["question"], json.dumps(record)),
    )


def _now() -> float:
    return time.time()
