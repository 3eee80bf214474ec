"""Opening the catalogue's SQLite file: to write it, or to read it where no more is allowed.

A file with a log beside it (WAL) is made to be opened by those who may write next to it; what else
SQLite can do for the others is chosen here.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from vectorstore.store.open_files import is_at_limit
from vectorstore.text.normalise import folded

# Seconds to wait for another process that writes.
_PATIENCE = 10
# What an article has that those of an older format lack, and what it is of them.
_FACTS = {"entries": "''", "confidence": "1.0"}
# How SQLite says that the file or its folder may not be written.
_NOT_ALLOWED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


class Connection(sqlite3.Connection):
    """A connection, and what its last user keeps there for the next time."""

    remembered: object = None

    def script(self, sql: str) -> None:
        """Several statements without values, as they stand."""
        self.executescript(sql)

    def state(self) -> object:
        """What is another once anything was changed by anybody."""
        return self.execute("PRAGMA data_version").fetchone(), self.total_changes


class Connector:
    """Connections to one SQLite file, which may be of a folder that may only be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._uri = ""
        self._lock = threading.Lock()
        self._scratch: TemporaryDirectory[str] | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether the last connection could only read."""
        return bool(self._uri)

    def connect(self) -> Connection:
        """A new connection. sqlite3.OperationalError where the file can't even be read."""
        if not self._uri and _may_write(self._path):
            try:
                return _to_write(self._path)
            except sqlite3.OperationalError as error:
                is_forbidden = error.sqlite_errorcode & 0xFF in _NOT_ALLOWED
                if not is_forbidden or is_at_limit() or not self._path.is_file():
                    raise
        with self._lock:
            uri = self._uri or self._readable()
            connection = _to_read(uri)
            self._uri = uri
        return connection

    def close(self) -> None:
        if self._scratch:
            self._scratch.cleanup()
        self._scratch, self._uri = None, ""

    def _readable(self) -> str:
        """The address under which SQLite reads all that was ever kept."""
        log = self._path.with_name(f"{self._path.name}-wal")
        if not log.is_file() or not log.stat().st_size:
            return f"{_address(self._path)}?immutable=1"
        # Someone writes just now, or was killed: what was kept last stands in the log only.
        address = f"{_address(self._path)}?mode=ro"
        try:
            _to_read(address).close()
        except sqlite3.OperationalError:  # the log's own index is not there and may not be made
            self._scratch = TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True)
            for file in (self._path, log):
                shutil.copyfile(file, Path(self._scratch.name, file.name))
            return f"{_address(Path(self._scratch.name, self._path.name))}?mode=rw"
        return address


def _may_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _to_write(path: Path) -> Connection:
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, factory=Connection
    )
    try:
        _write_ahead(connection)
        _add_functions(connection)
        _add_facts(connection, "confidence")  # a writer gives it the place for entries
        _add_numbers(connection)
        _add_known_words(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _to_read(address: str) -> Connection:
    connection = sqlite3.connect(
        address,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
        uri=True,
    )
    try:
        _add_functions(connection)
        _add_facts(connection, *_FACTS)
        _add_numbers(connection)
        _add_known_words(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _add_functions(connection: Connection) -> None:
    connection.create_function("folded", 1, folded, deterministic=True)


def _add_known_words(connection: Connection) -> None:
    """The words of the full-text index; a connection that only reads could not make it later."""
    connection.execute(
        "CREATE VIRTUAL TABLE temp.known_word USING fts5vocab(main, chunk_text, row)"
    )


def _add_facts(connection: Connection, *names: str) -> None:
    """Show the articles of an archive that has no place for what was not known of them then."""
    columns = _columns(connection, "article")
    lacking = [f"{_FACTS[name]} AS {name}" for name in names if name not in columns]
    if columns and lacking:
        view = f"SELECT *, {', '.join(lacking)} FROM main.article"
        connection.execute(f"CREATE TEMP VIEW article AS {view}")


def _add_numbers(connection: Connection) -> None:
    """Show the chunks of an archive in which each had its vector at once as if in that order.

    Where another process gives them numbers of their own meanwhile, these stand first.
    """
    columns = _columns(connection, "chunk")
    if columns and "embedded" not in columns:
        connection.execute("CREATE TEMP VIEW chunk AS SELECT *, key AS embedded FROM main.chunk")


def _columns(connection: Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")}


def _address(path: Path) -> str:
    place = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(place if place.startswith("/") else f"/{place}"))


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have SQLite keep a log beside the file, so that readers never wait for a writer.

    SQLite does not wait by itself where another process is just making that change.
    """
    given_up = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > given_up:
                raise
            time.sleep(0.01)
