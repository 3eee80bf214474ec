"""The connections, transactions and settings of an archive's catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.store.connections import Connection, Connections
from vectorstore.store.postgres import Connection as PostgresConnection
from vectorstore.store.postgres import PostgresConnector
from vectorstore.store.postgres_lock import BUILDING, WRITING
from vectorstore.store.sqlite_file import Connector


class Database:
    """A SQLite file, or a PostgreSQL database; safe to use from several threads."""

    def __init__(self, path: Path, postgres: str = "") -> None:
        self.path, self.is_postgres = path, bool(postgres)
        connector = PostgresConnector(postgres) if postgres else Connector(path)
        self._connections = Connections(connector)

    def close(self) -> None:
        self._connections.close()

    def reconnect(self) -> None:
        """Have new connections from now on, which see the file as it is."""
        self._connections.close()

    @property
    def is_read_only(self) -> bool:
        """Whether the archive can't be written here, as on a share or a snapshot."""
        with self.connected():  # which tells
            return self._connections.is_read_only

    def connected(self) -> AbstractContextManager[Connection]:
        """A connection for this thread, for those who ask much of their own: search, doctor."""
        return self._connections.connected()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is read inside, by this thread, stays so while it writes: no other writer does."""
        with self._alone_at(WRITING, waits=True):
            yield

    def building(self, waits: bool = True) -> AbstractContextManager[bool]:
        """Build an index, or clear away others; False where another writer does, and this one
        `waits` for none."""
        return self._alone_at(BUILDING, waits)

    @contextmanager
    def _alone_at(self, lock: int, waits: bool) -> Iterator[bool]:
        with self.connected() as db:
            if isinstance(db, PostgresConnection):
                with db.holding(lock, waits) as is_held:
                    yield is_held
            else:  # whose writer is alone
                yield True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, by this thread, is kept when this ends, or none of it."""
        with self.connected() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                if self.is_postgres:  # which lets several write at once
                    db.execute("SELECT pg_advisory_xact_lock(?)", (WRITING,))
                yield
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[Any]:
        """A connection that sees all as of one moment until the end."""
        with self.connected() as db:
            db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ" if self.is_postgres else "BEGIN")
            try:
                yield db
            finally:
                if db.in_transaction:  # else its server has gone
                    db.execute("ROLLBACK")

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, but for those that only number its rows."""
        query = (
            "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
            " AND column_name <> 'rowid' ORDER BY ordinal_position"
            if self.is_postgres
            else "SELECT name FROM pragma_table_info(?)"
        )
        return [str(row[0]) for row in self.rows(query, (table,))]

    def number_on(self) -> None:
        """Have the next keys follow those that were copied."""
        if self.is_postgres:
            for table in ("article", "vector", "chunk", "removed"):
                self.row(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'key'),"
                    f" (SELECT coalesce(max(key), 0) + 1 FROM {table}), FALSE)"
                )

    def settle(self) -> None:
        """Have a server search what was just written by its indexes: else it waits a minute."""
        if self.is_postgres:
            with self.connected() as db:
                db.execute("VACUUM (ANALYZE) article, chunk, chunk_text, vector")

    def row(self, query: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        with self.connected() as db:
            row: tuple[Any, ...] | None = db.execute(query, values).fetchone()
        return row

    def value(self, query: str, values: Sequence[object] = ()) -> Any:
        """The value of a query that gives one."""
        row = self.row(query, values)
        return row and row[0]

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self.connected() as db:
            return db.execute(query, values).fetchall()

    def keys(self, query: str, values: Sequence[object]) -> NDArray[np.int64]:
        """The column `key` of a query, handed over as one value: many times faster than rows."""
        joined = "string_agg(key::text, ',')" if self.is_postgres else "group_concat(key)"
        text = self.value(f"SELECT {joined} FROM ({query}) AS part", values)
        return np.fromstring(text or "", dtype=np.int64, sep=",")

    def change(self, query: str, values: Sequence[object] = ()) -> int:
        """Change what the query says; the key of the row that it added, if it did."""
        with self.connected() as db:
            return int(db.execute(query, values).lastrowid or 0)

    def change_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with self.connected() as db:
            db.executemany(query, rows)

    def setting(self, name: str) -> str:
        """A value that is kept with the archive, "" where there is none."""
        row = self.row("SELECT value FROM setting WHERE name = ?", (name,))
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        self.change("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
