"""A catalogue in PostgreSQL: connections that understand the catalogue's SQL.

The catalogue is written in SQLite's SQL. What PostgreSQL says otherwise is put into its words here,
and in the functions of postgres.sql; words are searched by `words.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from vectorstore.errors import ArchiveError, first_line
from vectorstore.store.columns import DAY_OF_CHUNK

# Seconds until a server has to answer.
_PATIENCE = 10
# A mark for a value, or several in a list, which are given as one array.
_MARK = re.compile(r"\?(\d*)(?:\[(\d+)\])?")
_LIST = re.compile(r"(NOT )?IN \((\?(?:,\s*\?)+)\)")
_MATCH, _MATCHED = "words @@ (?)::tsquery", re.compile(r"words @@ \(%\(p(\d+)\)s\)::tsquery")
_KEYED = re.compile(r"INSERT INTO (article|vector|chunk|removed) ")
_UPSERTS = {
    "setting": "(name) DO UPDATE SET value = excluded.value",
    "file": "(path) DO UPDATE SET size = excluded.size, modified = excluded.modified,"
    " digest = excluded.digest, cleaner = excluded.cleaner",
}
# What SQLite says, and what PostgreSQL says for it.
_SAID = (
    ("BEGIN IMMEDIATE", "BEGIN"),
    (f"chunk.day IS NOT {DAY_OF_CHUNK}", f"chunk.day IS DISTINCT FROM {DAY_OF_CHUNK}"),
    (DAY_OF_CHUNK, "day_of_chunk(article.entries, chunk.start, article.published)"),
    (" IN ()", " IN (NULL)"),
    (" LIKE ", " ILIKE "),
    (" NOT GLOB '*[^0-9.]*'", " !~ '[^0-9.]'"),
    ("+chunk.", "chunk."),
    ("chunk.day DESC", "chunk.day DESC NULLS LAST"),
    (" INDEXED BY chunk_waiting", ""),
    ("x''", "''::bytea"),
    ("current = 0", "current = FALSE"),
    ("is_reread = 1", "is_reread = TRUE"),
)


class Cursor:
    """The rows of a statement, and the key of the row that it added."""

    def __init__(self, rows: Any, lastrowid: int) -> None:
        self._rows, self.lastrowid = rows, lastrowid
        self.rowcount: int = rows.rowcount

    def fetchone(self) -> Any:
        return self._rows.fetchone()

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows.fetchall())

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        return list(self._rows.fetchmany(size))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)


class Connection:
    """A connection that is used as one of sqlite3's, and what its last user keeps there."""

    remembered: object = None

    def __init__(self, url: str) -> None:
        self._url, self._is_within, self._held = url, False, 0
        self._db = _connected(url)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun that did not end; it ends with the connection."""
        self._is_within &= not self._db.closed
        return self._is_within

    def execute(self, sql: str, values: Sequence[object] = ()) -> Cursor:
        """Execute a statement; on a new connection where the server has ended this one.

        Not so within a transaction, all of which is lost then, nor while a lock is held.
        """
        try:
            cursor = self._executed(sql, values)
        except ArchiveError:
            if not self._db.closed or self._is_within or self._held:
                raise
            self._db = _connected(self._url)
            cursor = self._executed(sql, values)
        if sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            self._is_within = sql.startswith("BEGIN")
        return cursor

    def _executed(self, sql: str, values: Sequence[object]) -> Cursor:
        statement = translated(sql)
        with _named(self._url):
            cursor = self._db.execute(statement.said, statement.given(values))
            key = cursor.fetchone() if statement.said.endswith("RETURNING key") else None
        return Cursor(cursor, int(key[0]) if key else 0)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        statement = translated(sql)
        said = statement.said.removesuffix(" RETURNING key")
        with _named(self._url):
            self._db.cursor().executemany(said, [statement.given(row) for row in rows])

    def script(self, sql: str) -> None:
        """Several statements without values, as they stand."""
        with _named(self._url):
            self._db.execute(sql)

    def state(self) -> object:
        """What is another once anything was changed by anybody."""
        return self.execute("SELECT pg_current_snapshot()::text").fetchone()

    @contextmanager
    def holding(self, lock: int, waits: bool = True) -> Iterator[bool]:
        """Hold a lock of the database; False where another has it and this one `waits` for none.

        A connection that is lost loses it: what is done inside fails then.
        """
        function = "pg_advisory_lock" if waits else "pg_try_advisory_lock"
        [is_held] = self.execute(f"SELECT {function}(?)", (lock,)).fetchone()
        if is_held is False:  # one that waits says nothing
            yield False
            return
        self._held += 1
        try:
            yield True
        finally:
            self._held -= 1
            if not self._db.closed:
                self.execute("SELECT pg_advisory_unlock(?)", (lock,))

    def close(self) -> None:
        self._db.close()


def _connected(url: str) -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise ArchiveError(
            f"An archive in PostgreSQL needs psycopg ({error}). Install it:"
            " pip install 'dateline[postgresql]'"
        ) from error
    with _named(url):
        return psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=_PATIENCE,
            # values are written into the statement, so that their types need no telling
            cursor_factory=psycopg.ClientCursor,
        )


class PostgresConnector:
    """Connections to one database."""

    is_read_only = False

    def __init__(self, url: str) -> None:
        self._url = url

    def connect(self) -> Connection:
        """A new connection; ArchiveError where there is none to be had."""
        return Connection(self._url)

    def close(self) -> None:
        """Nothing is held beside the connections."""


class Statement(NamedTuple):
    """A statement as PostgreSQL says it. Its values are named p1, p2, ..., by their numbers.

    Some are full-text `expressions`; `lists` say how many values, from one on, are one array.
    """

    said: str
    expressions: frozenset[int]
    lists: Mapping[int, int]

    def given(self, values: Sequence[object]) -> dict[str, object]:
        """The values by their names."""
        from vectorstore.store.words import as_query

        named: dict[str, object] = {}
        number = 1
        while number <= len(values):
            value, count = values[number - 1], self.lists.get(number)
            if count:
                value = list(values[number - 1 : number - 1 + count])
            elif number in self.expressions:
                value = as_query(str(value))
            named[f"p{number}"] = value
            number += count or 1
        return named


@lru_cache(1000)
def translated(sql: str) -> Statement:
    """A statement of the catalogue as PostgreSQL says it."""
    for ours, theirs in _SAID:
        sql = sql.replace(ours, theirs)
    if "INSERT OR IGNORE INTO" in sql:
        sql = sql.replace("INSERT OR IGNORE INTO", "INSERT INTO") + " ON CONFLICT DO NOTHING"
    for table, upsert in _UPSERTS.items():
        if f"INSERT OR REPLACE INTO {table} " in sql:
            sql = sql.replace("INSERT OR REPLACE", "INSERT") + f" ON CONFLICT {upsert}"
    if _KEYED.match(sql):
        sql += " RETURNING key"
    sql = sql.replace("%", "%%").replace("chunk_text MATCH ?", _MATCH)
    counts: list[int] = []

    def counted(marks: re.Match[str]) -> str:
        counts.append(marks[2].count("?"))
        return ("<> ALL (" if marks[1] else "= ANY (") + f"?[{len(counts) - 1}])"

    sql = _LIST.sub(counted, sql)
    last, lists = 0, dict[int, int]()

    def named(mark: re.Match[str]) -> str:
        nonlocal last
        number = int(mark[1] or last + 1)
        last = max(last, number)
        if mark[2]:
            lists[number] = counts[int(mark[2])]
            last += lists[number] - 1
        return f"%(p{number})s"

    said = _MARK.sub(named, sql)
    return Statement(said, frozenset(int(number) for number in _MATCHED.findall(said)), lists)


def without_password(url: str) -> str:
    """The address of a database, to be shown."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = f"{parts.username}@" if parts.username else ""
    return f"{parts.scheme}://{user}{host}{parts.path}"


@contextmanager
def _named(url: str) -> Iterator[None]:
    """ArchiveError in place of what the server or its library raises."""
    import psycopg

    try:
        yield
    except psycopg.OperationalError as error:
        raise ArchiveError(
            f"The PostgreSQL server of the archive {without_password(url)} does not answer"
            f" ({first_line(error)}). See that it runs, that DATELINE_ARCHIVE is right, and run"
            " the same command again. What was kept is safe there."
        ) from error
    except psycopg.Error as error:
        raise ArchiveError(
            f"PostgreSQL could not do what the archive {without_password(url)} asked of it:"
            f" {first_line(error)}."
        ) from error


# Archives


def is_postgres(place: object) -> bool:
    """Whether a place of an archive is the address of a PostgreSQL database."""
    return str(place).startswith(("postgresql://", "postgres://"))


def shown(place: object) -> str:
    """A place of an archive, to be shown: without a password."""
    return without_password(str(place)) if is_postgres(place) else str(place)


def is_archive(url: str) -> bool:
    """Whether a database holds an archive."""
    connection = Connection(url)
    try:
        found = connection.execute("SELECT to_regclass('setting') IS NOT NULL").fetchone()
    finally:
        connection.close()
    return bool(found and found[0])


def state_folder(url: str) -> Path:
    """Where this machine keeps what it has of its own of an archive in a database."""
    from platformdirs import user_data_path

    name = hashlib.sha256(without_password(url).encode()).hexdigest()[:16]
    return user_data_path("dateline", appauthor=False) / "postgresql" / name
