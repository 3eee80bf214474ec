"""Clients of Chroma, of a folder or of a server: the one place that imports chromadb."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from vectorstore.errors import ArchiveError
from vectorstore.store.open_files import is_at_limit, limit_reached

# Files that the library has open for an index that is searched, and some more.
_FILES = 16
# The library keeps count of who has a folder open, but not for several threads at once.
_opening = Lock()


@contextmanager
def folder_client(folder: Path) -> Iterator[Any]:
    """The library's client of a folder, closed at the end."""
    client = open_folder(folder)
    try:
        yield client
    finally:
        close(client)


def open_folder(folder: Path) -> Any:
    """The library's client of a folder; ArchiveError where it can't be used."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    with _opening, damage_named(folder):
        if is_at_limit(_FILES):
            raise limit_reached()
        try:
            return chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
        except BaseException:
            _forget(folder)
            raise


def close(client: Any) -> None:
    with _opening:
        client.close()


def _forget(folder: Path) -> None:
    """Have the library forget what it began to open: it would give it again, unopened."""
    from chromadb.api.shared_system_client import SharedSystemClient

    if str(folder) not in SharedSystemClient._identifier_to_refcount:
        SharedSystemClient._identifier_to_system.pop(str(folder), None)


@contextmanager
def damage_named(folder: Path) -> Iterator[None]:
    """ArchiveError in place of what the library raises: its own errors, its Rust core's, panics."""
    try:
        yield
    except ArchiveError:
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime":
            raise damaged(folder, error) from error
        raise


def damaged(folder: Path, error: BaseException | str) -> ArchiveError:
    if is_at_limit():
        return limit_reached()
    return ArchiveError(
        f"The index {folder} is damaged ({error}). `dateline doctor --repair` rebuilds it from the"
        " catalogue, without embedding again."
    )


def open_server(
    host: str,
    port: int,
    headers: Mapping[str, str],
    tenant: str,
    database: str,
    ssl: bool,
    seconds: float,
) -> Any:
    """The library's client of a server, which waits so many seconds for an answer at the most.

    Raises what the library does.
    """
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    client = chromadb.HttpClient(
        host,
        port,
        ssl,
        dict(headers),
        Settings(anonymized_telemetry=False),
        tenant,
        database,
    )
    # The library would wait for ever, and has no setting for that.
    for session in _sessions(client):
        session.timeout = seconds
    return client


def close_server(client: Any) -> None:
    """Close the client of a server, with its connections, which the library leaves open."""
    sessions = _sessions(client)
    close(client)
    for session in sessions:
        session.close()


def _sessions(client: Any) -> list[Any]:
    """Its connections, and those of the client inside it that looked whether the place is there."""
    return [client._server._session, client._admin_client._server._session]
