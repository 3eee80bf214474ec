"""The connections to a catalogue: a few, which all threads share."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from vectorstore.errors import ArchiveError
from vectorstore.store.open_files import is_at_limit, limit_reached
from vectorstore.store.postgres import Connection as PostgresConnection
from vectorstore.store.postgres import PostgresConnector
from vectorstore.store.sqlite_file import Connection as SqliteConnection
from vectorstore.store.sqlite_file import Connector

Connection = SqliteConnection | PostgresConnection

# Connections at most: each has two files open. A thread that comes when all are in use waits.
MAX_CONNECTIONS = 4
# How SQLite says that it could not open a file, or not get at it.
_NO_FILE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


class Connections:
    """The connections to one file or database, each used by one thread at a time."""

    def __init__(self, connector: Connector | PostgresConnector) -> None:
        self._connector = connector
        self._changed = threading.Condition()
        self._idle: list[Connection] = []
        # Those that are in use, or just being opened, too.
        self._count = 0
        self._era = object()
        self._local = threading.local()

    def close(self) -> None:
        """Close all; one that is in use is closed by its user. The next use opens new ones."""
        with self._changed:
            closed, self._idle = self._idle, []
            self._count, self._era = 0, object()
            self._changed.notify_all()
        for connection in closed:
            connection.close()
        self._connector.close()

    @property
    def is_read_only(self) -> bool:
        """Whether the connections that were opened can only read."""
        return self._connector.is_read_only

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection that is this thread's alone until the end; inside another, the same one.

        ArchiveError where the process may open no more files and none of its connections is free.
        """
        held: Connection | None = getattr(self._local, "held", None)
        if held:
            yield held
            return
        era, connection = self._taken()
        self._local.held = self._local.last = connection
        try:
            with _limit_named():
                yield connection
        finally:
            self._local.held = None
            self._give_back(era, connection)

    def _taken(self) -> tuple[object, Connection]:
        failed: ArchiveError | None = None
        while True:
            with self._changed:
                while not self._idle and self._count >= (1 if failed else MAX_CONNECTIONS):
                    self._changed.wait()
                era = self._era
                if self._idle:
                    return era, self._chosen()
                if failed:
                    raise failed
                self._count += 1
            try:
                return era, self._opened()
            except BaseException as error:
                self._forget(era)
                if not isinstance(error, ArchiveError):
                    raise
                failed = error  # another thread's may come back

    def _chosen(self) -> Connection:
        """An idle one, this thread's last if it can be: it remembers what was asked."""
        last: Connection | None = getattr(self._local, "last", None)
        if last in self._idle:
            self._idle.remove(last)
            return last
        return self._idle.pop()

    def _give_back(self, era: object, connection: Connection) -> None:
        with self._changed:
            if era is self._era:
                self._idle.append(connection)
                self._changed.notify()
                return
        connection.close()

    def _forget(self, era: object) -> None:
        with self._changed:
            if era is self._era:
                self._count -= 1
                self._changed.notify_all()

    def _opened(self) -> Connection:
        with _limit_named():
            return self._connector.connect()


@contextmanager
def _limit_named() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        # Only its kind, in the last byte, says that it was a file; a temporary one, too.
        if error.sqlite_errorcode & 0xFF in _NO_FILE and is_at_limit():
            raise limit_reached() from error
        raise
