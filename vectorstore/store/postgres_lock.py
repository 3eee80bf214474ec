"""Who writes to an archive in PostgreSQL, on whatever machine: several at once, or one alone.

Writers beside one another take turns: what one decides and writes, no other does meanwhile
(`Database.turn`). Locks are the database's, and go with the connection of who holds them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from vectorstore.errors import ArchiveInUse
from vectorstore.store.lock import GIVING_WAY_SECONDS, WAIT_SECONDS, How
from vectorstore.store.postgres import Connection, without_password

# Of each turn and each transaction that writes; of who builds an index.
WRITING, BUILDING = 0x77726974, 0x77726979
# Of all who write, shared by those beside one another; of those who don't give way, shared; of one
# who waits for those who do; and of the one who embeds.
_WRITER, _FIRM, _WANTED, _EMBEDDING = range(0x77726975, 0x77726979)
# The holders of a lock of this database that has one number.
_HOLDERS = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND objid = ? AND granted"
)


@contextmanager
def writer(url: str, how: How) -> Iterator[None]:
    """Write to an archive; ArchiveInUse where another does who can't have this one beside it.

    Who embeds asks often whether it `is_wanted`, and then ends.
    """
    connection = Connection(url)
    try:
        if not _acquired(connection, how):
            raise ArchiveInUse(
                f"The archive {without_password(url)} is being written by another process. Try"
                " again when it is done."
            )
        yield
    finally:
        connection.close()  # which gives the locks back


def is_wanted(url: str) -> bool:
    """Whether one who has to be alone waits for those that give way."""
    connection = Connection(url)
    try:
        return not _has(connection, _WANTED)
    finally:
        connection.close()


def is_last(url: str) -> bool:
    """Whether nobody writes beside the one who asks."""
    connection = Connection(url)
    try:
        [holders] = connection.execute(_HOLDERS, (_WRITER,)).fetchone()
        return int(holders) <= 1
    finally:
        connection.close()


def _acquired(connection: Connection, how: How) -> bool:
    if how == "alone":
        return _is_alone(connection)
    if not _has(connection, _WRITER, WAIT_SECONDS, is_shared=True):
        return False
    if how == "embedding":
        return _has(connection, _EMBEDDING)
    return _has(connection, _FIRM, WAIT_SECONDS, is_shared=True)


def _is_alone(connection: Connection) -> bool:
    if _has(connection, _WRITER, WAIT_SECONDS):
        return True
    if not _has(connection, _FIRM):
        return False
    try:
        return _has(connection, _WANTED, GIVING_WAY_SECONDS) and _has(
            connection, _WRITER, GIVING_WAY_SECONDS
        )
    finally:
        for lock in (_WANTED, _FIRM):
            connection.execute("SELECT pg_advisory_unlock(?)", (lock,))


def _has(connection: Connection, lock: int, seconds: float = 0.0, is_shared: bool = False) -> bool:
    """Take a lock, waiting so long for it at the most."""
    function = f"pg_try_advisory_lock{'_shared' if is_shared else ''}"
    given_up = time.monotonic() + seconds
    while True:
        found = connection.execute(f"SELECT {function}(?)", (lock,)).fetchone()
        if found[0] or time.monotonic() >= given_up:
            return bool(found[0])
        time.sleep(0.05)
